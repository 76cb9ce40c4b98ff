"""What a comparison looks like as plain tables, and as a record for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from .. import layout, norwegian
from ..amounts import ZERO, difference, half_away, ore, total
from ..consolidation import TOTAL
from ..flaws import Said
from ..record import number
from ..report import NAME, balance, scenario_notice
from ..tables import Format, Heading, Item, Linked, Table
from .comparison import AreaChange, Change, Comparison, Field, Kind
from .state import AreaState

AREA: Final = NAME._replace(width=46)
BEFORE: Final = Heading("Sum før (kr)", Format.KRONER, 18)
NOW: Final = Heading("Sum nå (kr)", Format.KRONER, 18)
MOVED: Final = Heading("Endring (kr)", Format.CHANGE, 18)
NOTHING: Final = "Ingenting er endret."
EFFECT: Final = Heading("Virkning (kr)", Format.CHANGE, 16)

AREA_COLUMNS: Final = (
    AREA,
    Heading("Timer før", Format.HOURS, 14),
    Heading("Timer nå", Format.HOURS, 14),
    BEFORE,
    NOW,
    MOVED,
)
CHANGE_COLUMNS: Final = (
    Heading("Endring", Format.TEXT, 18),
    Heading("Hva", Format.TEXT, 14),
    NAME._replace(width=32),
    Heading(layout.ID.header, Format.TEXT, 12),
    Heading("Navn", Format.LONG_TEXT, 46),
    Heading("Fra → til", Format.LONG_TEXT, 62),
    EFFECT,
)


def notices(which: str, errors: int, scenario: str) -> list[str]:
    """That a side has errors, and so may lack kroner, or is a scenario."""
    said = [f"{which}: {errors} feil, og rader med feil er ikke med i summen."] if errors else []
    return [*said, *([f"{which}: {scenario_notice(scenario)}"] if scenario else [])]


def areas(comparison: Comparison) -> Table:
    """Each area before and now, and the directorate."""
    before, after = comparison.before, comparison.after
    rows: list[list[Item]] = [_area(each) for each in comparison.areas]
    hours = [total(area.hours for area in side.areas) for side in (before, after)]
    rows.append([TOTAL, *hours, ore(before.total), ore(after.total), ore(comparison.moved)])
    return Table("Tjenesteområder", AREA_COLUMNS, rows, has_total=True)


def _area(change: AreaChange) -> list[Item]:
    sides = (change.before, change.after)
    before, now = kroner = [side and side.kroner for side in sides]
    return [
        Linked(change.now.name, change.now.place),
        *(side and side.hours for side in sides),
        *(None if each is None else ore(each) for each in kroner),
        ore(difference(now or ZERO, before or ZERO)),
    ]


def changes(comparison: Comparison) -> Table:
    """Every change with what it moves the total by; the last row is their sum."""
    rows: list[list[Item]] = [_change(each) for each in comparison.changes]
    if rows:
        rows.append(["Sum av endringene", *[None] * 5, ore(comparison.listed)])
    return Table(
        layout.CHANGES,
        CHANGE_COLUMNS,
        rows,
        has_total=bool(rows),
        note="" if rows else NOTHING,
    )


def _change(change: Change) -> list[Item]:
    return [
        change.kind.value,
        change.subject.value,
        change.area,
        # An id is short: a link that is wider than its cell is cut in LibreOffice.
        Linked(change.id, change.place),
        change.name if change.id else Linked(change.name, change.place),
        from_to(change.fields, change.kind),
        ore(change.kroner),
    ]


def from_to(fields: Iterable[Field], kind: Kind) -> str:
    """The fields in words: `Timer: 100 → 108,2; Ansvarlig: – → Kari`."""
    parts = []
    for name, before, after in fields:
        sides = {Kind.ADDED: [after], Kind.REMOVED: [before]}.get(kind, [before, after])
        parts.append(f"{name}: {' → '.join(said(each, name) for each in sides)}")
    return "; ".join(parts)


def said(value: Said, field: str) -> str:
    """What a cell says, in one line; a year is a number without thousands."""
    if isinstance(value, Decimal):
        return f"{value:f}" if field == layout.YEAR.label else norwegian.number(value)
    return " / ".join(value.split("\n")) if value else "–"


def proof(comparison: Comparison) -> Table:
    """The total then and now, and the changes between; the difference is 0."""
    before, after, listed = comparison.before.total, comparison.after.total, comparison.listed
    return balance(
        ["Sum nå", after],
        ["− Sum før", before],
        ["− Sum av endringene", listed],
        ["= Differanse", comparison.unexplained],
    )


def sums(comparison: Comparison) -> str:
    """The same in one line."""
    now, was, listed, rest = (
        norwegian.kroner(ore(each))
        for each in (
            comparison.after.total, comparison.before.total, comparison.listed,
            comparison.unexplained,
        )
    )  # fmt: skip
    return f"Avstemming: nå {now} − før {was} − endringer {listed} = {rest}"


def comparison_record(comparison: Comparison) -> dict[str, Any]:
    """The comparison as a record; kroner have at most two decimals, hours four."""
    return {
        "omrader": [
            {
                "id": each.now.id,
                "navn": each.now.name,
                "for": _sums(each.before),
                "na": _sums(each.after),
            }
            for each in comparison.areas
        ],
        "endringer": [
            {
                "endring": each.kind.value,
                "hva": each.subject.value,
                "omrade": each.area,
                "id": each.id,
                "navn": each.name,
                "felt": [
                    {"navn": field.name, "for": _plain(field.before), "na": _plain(field.after)}
                    for field in each.fields
                ],
                "kroner": number(ore(each.kroner)),
                "fil": each.place.file,
                "ark": each.place.sheet,
                "celle": each.place.cell,
            }
            for each in comparison.changes
        ],
        "avstemming": {
            "for": number(ore(comparison.before.total)),
            "na": number(ore(comparison.after.total)),
            "endringer": number(ore(comparison.listed)),
            "differanse": number(comparison.unexplained),
        },
    }


def _sums(area: AreaState | None) -> dict[str, int | float] | None:
    if area is None:
        return None
    return {"timer": number(half_away(area.hours, 4)), "sum": number(ore(area.kroner))}


def _plain(value: Said) -> str | int | float | None:
    return number(value) if isinstance(value, Decimal) else value
