"""What people see in a terminal of the remarks that were written."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from rich.console import Console
from rich.text import Text

from ..core import norwegian
from ..core.collection.remarks import Status
from ..core.tables import Format, Heading, Item, Table
from ..files.collection.remarks import Made
from .screen import safe, show_table, wrapped

_AREA: Final = Heading("Område", Format.TEXT)
_FILE: Final = Heading("Fil", Format.TEXT)
_NEW: Final = Heading("Nye", Format.HOURS)
_OPEN: Final = Heading("Åpne", Format.HOURS)
_MET: Final = Heading("Rettet eller lukket", Format.HOURS)
_NARROW: Final = {_AREA: _AREA.text, _FILE: _FILE.text, _NEW: "Nye", _OPEN: "Åpne", _MET: "Møtt"}


def show_remarked(console: Console, made: Made) -> None:
    """A line for each copy, then the files that got none and why, and what is the controller's."""
    written = [each for each in made.files if each.written]
    rows: list[Sequence[Item]] = [
        [
            ", ".join(each.areas), each.written.name if each.written else "",
            Decimal(each.count(Status.NEW)), Decimal(each.open),
            Decimal(each.count(Status.FIXED, Status.CLOSED)),
        ]
        for each in written
    ]  # fmt: skip
    if rows:
        show_table(console, Table("", (_AREA, _FILE, _NEW, _OPEN, _MET), rows), _NARROW)
        console.print()
    for each in made.files:
        if not each.written:
            console.print(Text(wrapped(f"Ingen kopi: {each.file}: {each.why_not}", console.width)))
    for each in made.files:
        if each.others:
            many = norwegian.counted(len(each.others), "funn", "funn")
            codes = ", ".join(dict.fromkeys(other.code for other in each.others))
            said = f"Ikke for området å rette: {each.file}: {many} ({codes}), se «estimat valider»."
            console.print(Text(wrapped(said, console.width)))
    for each in made.files:
        for remark in each.remarks:
            if remark.answer:
                said = f"{', '.join(each.areas)} svarer «{remark.answer}» til: {remark.what}"
                console.print(Text(wrapped(said, console.width)))
    for line in made.unsent:
        said = f"Ikke sendt, for ingen av filene har det den gjelder: {line}"
        console.print(Text(wrapped(said, console.width)))
    folder = safe(str(written[0].written.parent)) if written and written[0].written else ""
    many = norwegian.counted(len(written), "kopi", "kopier")
    console.print(wrapped(f"Skrevet: {many}{f' i {folder}' if folder else ''}", console.width))
