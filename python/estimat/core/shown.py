"""How the values of a plain table are written where a table is read and not computed with."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from . import norwegian
from .report import Format, Heading, Item, value_of

DECIMALS: Final = {
    Format.HOURS: 0,
    Format.FTE: 1,
    Format.KRONER: 0,
    Format.ORE: 2,
    Format.CHANGE: 0,
    Format.MILLIONS: 1,
    Format.PERCENT: 1,
}
"""The formats of numbers, and how many decimals each has."""


def shown(item: Item, heading: Heading) -> str:
    """A value as Norwegians write it; nothing is a dash."""
    value = value_of(item)
    if value is None:
        return "–"
    if not isinstance(value, Decimal):
        return value
    if heading.format is Format.PERCENT:
        return norwegian.percent(value)
    plus = "+" if heading.format is Format.CHANGE and value > 0 else ""
    return plus + norwegian.number(value, DECIMALS[heading.format])
