"""Exact hours and kroner: the one way a number becomes a Decimal, is added, multiplied and rounded.

Numbers in a workbook are binary floats that people typed as decimals. They become `Decimal` at
the edge through their shortest 15-digit form, which is what Excel shows, and from there on every
sum and product is exact: `EXACT` raises rather than round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import (
    ROUND_FLOOR,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
    getcontext,
    setcontext,
)
from functools import reduce
from typing import Final

# Inside these bounds any sum and any product of two numbers fits in EXACT's digits.
LARGEST: Final = 1e13
SMALLEST: Final = 1e-9

EXACT: Final = Context(prec=120, traps=[InvalidOperation, DivisionByZero, Overflow, Inexact])
_ROUNDING: Final = Context(prec=120, rounding=ROUND_HALF_UP, traps=[InvalidOperation])
_FLOOR: Final = Context(prec=120, rounding=ROUND_FLOOR, traps=[InvalidOperation])

ZERO: Final = Decimal(0)
TENTH_OF_A_MILLION: Final = Decimal(100_000)


def exact(number: float) -> Decimal | None:
    """The Decimal that Excel shows for a cell's number, or None when it cannot be one of ours.

    None means NaN, infinite, or so large or small (beyond 10^13, below 10^-9) that it is neither
    hours nor kroner.
    """
    if number == 0:
        return ZERO
    if not SMALLEST <= abs(number) < LARGEST:  # False for NaN too
        return None
    return Decimal(int(number)) if number.is_integer() else Decimal(f"{number:.15g}")


def exactly(formula: Callable[..., Decimal], *numbers: Decimal) -> Decimal:
    """What a formula gives when every digit is kept."""
    before = getcontext()
    setcontext(EXACT)  # as localcontext does, without making a copy each time
    try:
        return formula(*numbers)
    finally:
        setcontext(before)


def product(a: Decimal, b: Decimal) -> Decimal:
    """a x b, every digit kept."""
    return EXACT.multiply(a, b)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, every digit kept."""
    return reduce(EXACT.add, amounts, ZERO)


def difference(a: Decimal, b: Decimal) -> Decimal:
    """a - b, every digit kept."""
    return EXACT.subtract(a, b)


def in_kroner(millions: Decimal) -> Decimal:
    """Million kroner as kroner."""
    return EXACT.scaleb(millions, 6)


def in_millions(kroner: Decimal) -> Decimal:
    """Kroner as million kroner, not rounded."""
    return EXACT.scaleb(kroner, -6)


def half_away(number: Decimal, decimals: int) -> Decimal:
    """Round half away from zero: 2,5 becomes 3 and -2,5 becomes -3."""
    return number.quantize(Decimal(1).scaleb(-decimals), context=_ROUNDING)


def ore(kroner: Decimal) -> Decimal:
    """Kroner rounded to øre; done once, at the end."""
    return half_away(kroner, 2)


def full_time_years(hours: Decimal, hours_per_year: Decimal) -> Decimal:
    """Hours as full-time years, to four decimals: a number to show, never one to add up."""
    return half_away(_ROUNDING.divide(hours, hours_per_year), 4)


def apportion(amounts: Sequence[Decimal], unit: Decimal) -> list[Decimal]:
    """Round each amount to `unit` so that the parts add up to the rounded total.

    Largest remainder: every amount is rounded down, and the units then missing go to those that
    lost the most, ties by position.

    >>> [int(part) for part in apportion([Decimal(14), Decimal(14), Decimal(14)], Decimal(10))]
    [20, 10, 10]
    """
    whole: list[Decimal] = []
    lost: list[Decimal] = []
    for amount in amounts:
        units = _FLOOR.divide(amount, unit).to_integral_value(ROUND_FLOOR)
        whole.append(units)
        lost.append(difference(amount, EXACT.multiply(units, unit)))
    rounded_total = half_away(_ROUNDING.divide(total(amounts), unit), 0)
    missing = int(difference(rounded_total, total(whole)))
    by_loss = sorted(range(len(amounts)), key=lost.__getitem__, reverse=True)  # keeps ties in order
    for position in by_loss[:missing]:
        whole[position] += 1
    return [EXACT.multiply(units, unit) for units in whole]
