"""Numbers that are so large or so small that they are likely to be in another unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median
from typing import Final

from .. import layout, norwegian
from ..book import address
from ..findings import Finding, Place
from ..layout import Kind
from ..limits import beyond
from ..norwegian import counted
from .headings import Headings, Listed
from .numbers import Quantity, Reading
from .rows import Is, Row
from .rules import OF_OTHER_UNIT
from .vocabulary import QUANTITIES, kind_of

_MOST_YEARS: Final = Decimal(200)
"""Years of work on one row; what is more may be hours."""

_LARGE: Final = {
    Decimal(1_000): Decimal(100_000),
    Decimal(1_000_000): Decimal(1_000),
    Decimal(1_000_000_000): Decimal(100),
}
"""From where a number may be in kroner, by what its heading multiplies it by."""

_OF_OTHERS: Final = 10
"""How much more that is of what is passed on to others."""

_FAR_OFF: Final = 100
"""How far a number is from the others of its column that is in kroner where they are in thousands:
a large agency may have some that are as large."""

_NAMED: Final = 12
"""Cells that are named one by one."""


def of_other_units(headings: Headings, rows: Sequence[Row], place: Place) -> Iterator[Finding]:
    """The first such number of each column, with the cells of the others."""
    activities = [row for row in rows if row.state is Is.ACTIVITY]
    for listed in headings.columns:
        found = [*_unlikely(listed, activities)]
        if not found:
            continue
        (first, reading), others = found[0], found[1:]
        value = reading.value or Decimal(0)
        read_as = f"{norwegian.number(value)} {_quantity(listed).value}"
        if others:
            cells = [address(row.row, listed.column) for row, _ in others[:_NAMED]]
            more = " …" if len(others) > _NAMED else ""
            read_as += f" (og {counted(len(others), 'tall', 'tall')} til: {', '.join(cells)}{more})"
        at = place._replace(cell=address(first.row, listed.column))
        yield OF_OTHER_UNIT.at(at, reading.text, read_as)


def _quantity(listed: Listed) -> Quantity:
    return QUANTITIES[listed.role] if listed.role else Quantity.KRONER


def _unlikely(listed: Listed, rows: Sequence[Row]) -> Iterator[tuple[Row, Reading]]:
    """The rows whose number in a column is unlikely in the unit that it is read in."""
    role = listed.role
    if role is None or role not in QUANTITIES:
        return
    quantity = QUANTITIES[role]
    with_values = [
        (row, reading, reading.value)
        for row in rows
        if (reading := row.numbers.get(role)) and reading.rule is None and reading.value
    ]
    if quantity is Quantity.FTE:
        yield from ((row, each) for row, each, value in with_values if value > _MOST_YEARS)
    elif quantity is Quantity.RATE:
        yield from (
            (row, each) for row, each, value in with_values if beyond(layout.HOURLY_RATE, value)
        )
    elif large := _LARGE.get(listed.factor):
        below = [value for _, _, value in with_values if value < large * listed.factor]
        least = max(large * listed.factor, median(below) * _FAR_OFF if below else Decimal(0))
        for row, each, value in with_values:
            is_of_others = kind_of(row.text(layout.KIND)) is Kind.PASS_THROUGH
            says_unit = any(map(str.isalpha, each.text))
            if value >= least * (_OF_OTHERS if is_of_others else 1) and not says_unit:
                yield row, each
