"""Digits with signs between them, and every number that people can mean by them.

Where two ways of writing numbers give two numbers, the other numbers of the column may settle it,
and nothing else does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple


class Meant(NamedTuple):
    """One way to read digits: the number, and the signs that it was read by."""

    value: Decimal
    thousands: str
    decimal: str


_WAYS: Final = tuple(
    (thousands, decimal, re.compile(
        rf"(?P<whole>[1-9][0-9]{{0,2}}(?:{re.escape(thousands)}[0-9]{{3}})+|[0-9]+)"
        rf"(?:{re.escape(decimal)}(?P<part>[0-9]+))?"
    ))
    for thousands in (" ", ".", ",", "'")
    for decimal in (",", ".")
    if thousands != decimal
)  # fmt: skip


def ways_to_read(digits: str) -> list[Meant]:
    """Every number that digits with signs between them can be.

    >>> [str(each.value) for each in ways_to_read("1.234")]
    ['1.234', '1234']
    >>> [str(each.value) for each in ways_to_read("1.234,50")]
    ['1234.50']
    """
    found: dict[Decimal, Meant] = {}
    for thousands, decimal, pattern in _WAYS:
        if match := pattern.fullmatch(digits):
            whole, part = match["whole"], match["part"]
            value = Decimal(whole.replace(thousands, "") + (f".{part}" if part else ""))
            used = thousands if thousands in whole else ""
            found.setdefault(value, Meant(value, used, decimal if part else ""))
    return [*found.values()]


def decimal_signs(numbers: Iterable[Sequence[Meant]]) -> set[str]:
    """The signs that are certainly before decimals in the numbers of one column."""
    found = set()
    for ways in numbers:
        if len(ways) == 1:
            (way,) = ways
            found |= {way.decimal} if way.decimal else set()
            found |= {_OTHER[way.thousands]} if way.thousands in _OTHER else set()
    return found


_OTHER: Final = {".": ",", ",": "."}
"""What is before decimals where this is between thousands."""


def settled(ways: Sequence[Meant], signs: set[str]) -> list[Meant]:
    """The ways that are left where the column has one sign before decimals."""
    if len(ways) < 2 or len(signs) != 1:
        return [*ways]
    (decimal,) = signs
    return [each for each in ways if each.thousands != decimal and each.decimal in ("", decimal)]
