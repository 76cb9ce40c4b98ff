"""What an import looks like: the columns, the proof, the rows that are left, and a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from .. import norwegian
from ..amounts import half_away, ore, total
from ..findings import Finding
from ..norwegian import counted
from ..record import finding_records, number
from ..tables import Format, Heading, Table
from .placing import Left
from .reading import Amounts, ReadList

SHEET: Final = Heading("Ark", Format.TEXT)
THEIRS: Final = Heading("Din kolonne", Format.TEXT)
CELL: Final = Heading("Celle", Format.TEXT)
OURS: Final = Heading("Blir", Format.TEXT)
HOW: Final = Heading("Hvordan", Format.TEXT)
WHAT: Final = Heading("Avstemming", Format.TEXT)
READ: Final = Heading("Lest", Format.TEXT)
PLACED: Final = Heading("Plassert", Format.TEXT)
LEFT: Final = Heading("Utelatt", Format.TEXT)
DIFFERENCE: Final = Heading("Differanse", Format.TEXT)


def columns_table(read: ReadList) -> Table:
    """Each column of the list and what it becomes."""
    several = len(read.sheets) > 1
    headings = (*((SHEET,) if several else ()), THEIRS, CELL, OURS, HOW)
    rows = [
        (*((each.sheet,) if several else ()), each.heading, each.cell, each.becomes, each.how)
        for each in read.columns
    ]
    return Table("Kolonnene", headings, rows)


def left_of(read: ReadList) -> Amounts:
    """What is left, in all."""
    return Amounts(
        len(read.left),
        total(each.hours for each in read.left),
        total(each.kroner for each in read.left),
    )


def proof_lines(read: ReadList, placed: Amounts, off: Amounts) -> Iterator[str]:
    """Read, placed and left, in rows, hours and kroner."""
    left = left_of(read)
    for what, (a, b, c, d) in {
        "rader": tuple(str(each.rows) for each in (read.read, placed, left, off)),
        "timer": tuple(norwegian.number(each.hours) for each in (read.read, placed, left, off)),
        "kroner": tuple(norwegian.kroner(each.kroner) for each in (read.read, placed, left, off)),
    }.items():
        yield f"Avstemming, {what}: lest {a} − plassert {b} − utelatt {c} = {d}"


def left_lines(read: ReadList) -> Iterator[str]:
    """Each row that is left: where, what stood there, what of it was read, and why."""
    for each in read.left:
        numbers = ", ".join(
            said
            for value, said in (
                (each.hours, f"{norwegian.number(each.hours)} timer"),
                (each.kroner, norwegian.kroner(each.kroner)),
            )
            if value
        )
        says = f" ({each.says})" if each.says else ""
        yield f"{each.place}: «{each.name}»{says}, {numbers or 'ingen tall lest'}. {each.why}"


def said_of(read: ReadList, placed: Amounts) -> str:
    """What was placed, in a line."""
    areas = counted(sum(bool(area.rows) for area in read.areas), "område", "områder")
    rows = counted(placed.rows, "rad", "rader")
    return (
        f"Plassert: {rows} i {areas}, {norwegian.number(placed.hours)} timer, "
        f"{norwegian.kroner(placed.kroner)}."
    )


def import_record(
    read: ReadList, placed: Amounts, off: Amounts, findings: Sequence[Finding]
) -> dict[str, Any]:
    """All but the files, for other programs; hours have at most four decimals, kroner two."""
    left = left_of(read)
    four = {"lest": read.read, "plassert": placed, "utelatt": left, "differanse": off}
    return {
        "ark": list(read.sheets),
        "kolonner": columns_record(read),
        "rader": {name: each.rows for name, each in four.items()},
        "timer": {name: number(half_away(each.hours, 4)) for name, each in four.items()},
        "kroner": {name: number(ore(each.kroner)) for name, each in four.items()},
        "utelatt": [_left(each) for each in read.left],
        "funn": finding_records(findings),
    }


def columns_record(read: ReadList) -> list[dict[str, str]]:
    """The columns for other programs."""
    return [
        {
            "kolonne": each.heading, "ark": each.sheet, "celle": each.cell,
            "blir": each.becomes, "hvordan": each.how,
        }
        for each in read.columns
    ]  # fmt: skip


def _left(each: Left) -> dict[str, Any]:
    return {
        "sted": str(each.place), "aktivitet": each.name, "sto": each.says,
        "timer": number(half_away(each.hours, 4)), "kroner": number(ore(each.kroner)),
        "grunn": each.why,
    }  # fmt: skip
