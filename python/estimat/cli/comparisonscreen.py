"""What people see of a comparison in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from ..core.amounts import ore
from ..core.comparing import report as comparisonreport
from ..core.comparing.comparison import Comparison, Subject
from ..core.scenarios.decision import Decision, bridge
from ..core.tables import shown
from ..files.results.sides import Side
from .screen import show_table, wrapped

_NARROW_COLUMNS: Final = {
    comparisonreport.AREA: comparisonreport.AREA.text,
    comparisonreport.BEFORE: "Før (kr)",
    comparisonreport.NOW: "Nå (kr)",
    comparisonreport.MOVED: comparisonreport.MOVED.text,
}


def show_comparison(
    console: Console, comparison: Comparison, before: Side, after: Side, decided: Sequence[Decision]
) -> None:
    """The areas before and now, every change with what it moves the total by, and the proof."""
    for side, which in ((before, "Før"), (after, "Nå")):
        for notice in side.notices(which):
            console.print(wrapped(notice, console.width), style="bold red")
    show_table(console, comparisonreport.areas(comparison), _NARROW_COLUMNS)
    console.print()
    if decided:
        table = bridge(decided, ore(comparison.moved))
        console.print(wrapped(f"{table.title}:", console.width), style="bold")
        show_table(console, table, {each: each.text for each in table.columns})
        console.print()
    if not comparison.changes:
        console.print(comparisonreport.NOTHING)
    for change in comparison.changes:
        where = f" ({change.area})" if change.subject is Subject.ROW else ""
        name = " ".join(filter(None, (change.subject.value, change.id, change.name)))
        console.print(wrapped(f"{change.kind.value}: {name}{where}", console.width), style="bold")
        words = comparisonreport.from_to(change.fields, change.kind)
        if change.kroner:
            words = f"{shown(ore(change.kroner), comparisonreport.EFFECT)} kr. {words}"
        if words:
            lines = Text(wrapped(words, console.width - 2))
            console.print(Padding(lines, (0, 0, 0, 2), expand=False))
    console.print(wrapped(comparisonreport.sums(comparison), console.width))
