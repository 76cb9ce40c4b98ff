"""What people see in a terminal of what has come back from the areas."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from ..core.collection import report
from ..core.collection.delivery import Overview
from ..core.tables import chosen
from .screen import safe, show_table, wrapped

_WIDE: Final = (
    report.NAME, report.STATE, report.STATUS, report.ERRORS, report.WARNINGS, report.INFOS,
    report.KRONER, report.CHANGE,
)  # fmt: skip
_NARROW: Final = {
    report.NAME: report.NAME.text,
    report.STATE: report.STATE.text,
    report.ERRORS: "Feil",
    report.WARNINGS: "Adv.",
    report.KRONER: report.KRONER.text,
    report.CHANGE: "Endring",
}


def show_overview(console: Console, overview: Overview) -> None:
    """How far it has come, one line an area, and then what there is to say of some."""
    first, *more = report.summary(overview)
    console.print(Text(wrapped(first, console.width)))
    for line in more:
        console.print(Text(wrapped(line, console.width), style="bold red"))
    console.print()
    show_table(console, chosen(report.deliveries(overview), _WIDE), _NARROW)
    console.print()
    for each in overview.areas:
        for number, note in enumerate(report.said_of(each)):
            if not number:
                console.print(Text(safe(f"{each.id} {each.name}"), style="bold"))
            lines = Text(wrapped(note, console.width - 2))
            console.print(Padding(lines, (0, 0, 0, 2), expand=False))
    for file, why in overview.others:
        console.print(Text(wrapped(f"Ikke med: {file}. {why}", console.width)))
