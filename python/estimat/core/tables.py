"""Plain tables, the same for every host, screen and file.

A writer decides only how a `Format` looks where it writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple, TypeAlias

from . import norwegian
from .amounts import half_away
from .findings import Place


class Format(Enum):
    """How a column's values are to be shown."""

    TEXT = "tekst"
    LONG_TEXT = "lang tekst"
    HOURS = "timer"
    PARTS_OF_HOURS = "timer og deler av dem"
    FTE = "årsverk"
    KRONER = "kr"
    ORE = "kr og øre"
    CHANGE = "kr mer eller mindre"
    MILLIONS = "mill. kr"
    PERCENT = "prosent"
    PLAIN = "tall"


class Heading(NamedTuple):
    """The head of a column: its key in a record for other programs, if it has one there.

    `width` is in characters, where the column is the first below which others stand.
    """

    text: str
    format: Format
    width: float = 0
    key: str = ""


class Linked(NamedTuple):
    """A value and the cells it is made of."""

    value: str | Decimal | None
    source: Place


class Computed(NamedTuple):
    """A value and the formula that a workbook computes it by."""

    value: str | Decimal | None
    formula: str


Item: TypeAlias = str | Decimal | Linked | Computed | None
"""One value of a table, maybe with a link to where it comes from, or with its formula."""


class Table(NamedTuple):
    """A titled table; with `has_total` the last row is the sum of those above."""

    title: str
    columns: Sequence[Heading]
    rows: Iterable[Sequence[Item]]
    has_total: bool = False
    note: str = ""


def chosen(table: Table, columns: Sequence[Heading]) -> Table:
    """Some of a table's columns, in this order."""
    places = [list(table.columns).index(each) for each in columns]
    rows = [[row[place] for place in places] for row in table.rows]
    return table._replace(columns=columns, rows=rows)


def value_of(item: Item) -> str | Decimal | None:
    """The value, without its link or formula."""
    return item.value if isinstance(item, Linked | Computed) else item


DECIMALS: Final = {
    Format.HOURS: 0,
    Format.PARTS_OF_HOURS: 2,
    Format.FTE: 1,
    Format.KRONER: 0,
    Format.ORE: 2,
    Format.CHANGE: 0,
    Format.MILLIONS: 1,
    Format.PERCENT: 1,
}
"""The formats of numbers, and how many decimals each has."""


def has_parts(value: object, heading: Heading) -> bool:
    """Whether a number is hours and not whole ones: 7,5 is not to be shown as 8."""
    return (
        heading.format is Format.HOURS
        and isinstance(value, Decimal)
        and half_away(value, DECIMALS[Format.PARTS_OF_HOURS]) % 1 != 0
    )


def shown(item: Item, heading: Heading) -> str:
    """A value as Norwegians write it; nothing is a dash."""
    value = value_of(item)
    if value is None:
        return "–"
    if not isinstance(value, Decimal):
        return value
    if heading.format is Format.PERCENT:
        return norwegian.percent(value)
    if has_parts(value, heading):
        return norwegian.number(half_away(value, DECIMALS[Format.PARTS_OF_HOURS]))
    plus = "+" if heading.format is Format.CHANGE and value > 0 else ""
    return plus + norwegian.number(value, DECIMALS[heading.format])
