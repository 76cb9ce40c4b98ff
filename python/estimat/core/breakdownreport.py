"""What the breakdowns of a total look like as plain tables, and as records for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from . import layout, norwegian
from .amounts import half_away, total
from .breakdown import Breakdown, By, Group
from .consolidation import Consolidation, total_of
from .record import finding_records, number, stamp_record
from .report import FTE, HOURS, KRONER, OWN, PASS_THROUGH, PURCHASE, SHARE, of_scenario
from .tables import Format, Heading, Item, Table

NOTE: Final = (
    "Bare rader som er med i summen. Kronene er avrundet slik at hver tabell summerer. En rad uten "
    "ansvarlig har områdets."
)
_KINDS: Final = (OWN, PURCHASE, PASS_THROUGH)
_NAME_WIDTH: Final = 36


def title(made: Consolidation) -> str:
    """What stands over the breakdowns."""
    return of_scenario(layout.OVERVIEW, made.stamp.scenario)


def columns(found: Breakdown) -> tuple[Heading, ...]:
    """The headings of a breakdown; kroner are shown with øre where any has some."""
    whole = all(each == each.to_integral_value() for each in _all_kroner(found))
    kinds = _KINDS if found.by is By.AREA else ()
    kroner = [
        heading if whole else heading._replace(format=Format.ORE) for heading in (*kinds, KRONER)
    ]
    name = Heading(found.by.heading, Format.TEXT, _NAME_WIDTH, "navn")
    return name, HOURS, FTE, *kroner, SHARE._replace(key="andel")


def _all_kroner(found: Breakdown) -> list[Decimal]:
    return [each for group in found.groups for each in (*group.kinds, group.kroner)]


def table(found: Breakdown, made: Consolidation) -> Table:
    """A breakdown, with the total of the directorate as its last row."""
    rows = [_row(group) for group in found.groups]
    whole = made.total
    # Of the rounded kroner, so that both ways add up.
    kinds = [total(each) for each in zip(*(group.kinds for group in found.groups), strict=True)]
    share = Decimal(1) if whole.kroner else Decimal(0)
    name = total_of(made.stamp.scenario)
    rows.append([name, whole.hours, whole.fte, *kinds, whole.kroner, share])
    return Table(found.by.title, columns(found), rows, has_total=True)


def _row(group: Group) -> list[Item]:
    return [group.name, group.hours, group.fte, *group.kinds, group.kroner, group.share]


def proof(found: Breakdown, made: Consolidation) -> str:
    """How far the groups are from the total, in words."""
    name, far = total_of(made.stamp.scenario), norwegian.kroner(found.difference)
    return f"Differanse fra {name}: {far}."


def breakdown_record(found: Sequence[Breakdown], made: Consolidation) -> dict[str, Any]:
    """The breakdowns for other programs, each with its difference from the total."""
    return {
        **({"scenario": made.stamp.scenario} if made.stamp.scenario else {}),
        "oversikt": [
            {
                "etter": each.by.word,
                "grupper": [_record(each, _row(group)) for group in each.groups],
                "differanse": number(each.difference),
            }
            for each in found
        ],
        "total": {
            "navn": made.total.name,
            "timer": number(half_away(made.total.hours, 4)),
            "arsverk": number(made.total.fte),
            "sum": number(made.total.kroner),
        },
        "funn": finding_records(made.findings),
        "stempel": stamp_record(made),
    }


def _record(found: Breakdown, row: Sequence[Item]) -> dict[str, str | int | float | None]:
    return {
        heading.key: number(half_away(value, 4)) if isinstance(value, Decimal) else str(value)
        for heading, value in zip(columns(found), row, strict=True)
    }
