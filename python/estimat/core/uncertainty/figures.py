"""From three points of each row to the expected cost, and to what is not exceeded so and so often.

Stepwise estimation (trinnvis kalkulasjon, Lichtenberg) with P10 and P90 as the outer points:

    E = (low + 0,42 · planned + high) / 2,42        σ = (high - low) / 2,53

Everything is exact up to the variance. Its root and the normal distribution are floating, and
kroner are rounded once, half away from zero.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from ..amounts import half_away, product, total
from ..estimate import Factor
from ..findings import Place
from .spans import Span

WEIGHT: Final = Fraction("0.42")
OF_EXPECTED: Final = Fraction("2.42")
OF_DEVIATION: Final = Fraction("2.53")
P85: Final = 0.85
_MICRO: Final = 10**6


def quantile(p: float) -> float:
    """How many deviations above the expected what is not exceeded with this probability lies."""
    from statistics import NormalDist  # noqa: PLC0415  it takes time, and no total needs it

    return NormalDist().inv_cdf(p)


def chance(deviations: float) -> float:
    """The probability that so many deviations above the expected are not exceeded."""
    from statistics import NormalDist  # noqa: PLC0415

    return NormalDist().cdf(deviations)


def whole(kroner: Fraction | Decimal) -> Decimal:
    """Rounded to the krone, half away from zero.

    What is a millionth from the half is on it: so a spreadsheet, whose sums are floating, comes to
    the same krone.
    """
    if isinstance(kroner, Decimal):
        return half_away(half_away(kroner, 6), 0)
    micro = math.floor(abs(kroner) * _MICRO + Fraction(1, 2))
    kroner_ = (micro + _MICRO // 2) // _MICRO
    return Decimal(-kroner_ if kroner < 0 else kroner_)


class Sums(NamedTuple):
    """What rows add up to: planned, how they reach further up than down, widths and their squares.

    All exact, in kroner; `certain` is what has no range, on so many `rows`.
    """

    plan: Decimal
    skew: Decimal
    width: Decimal
    squares: Decimal
    certain: Decimal
    rows: int

    @property
    def expected(self) -> Fraction:
        return Fraction(self.plan) + Fraction(self.skew) / OF_EXPECTED

    def variance(self, covariation: Decimal) -> Fraction:
        """Of the rows together, any two of which move together so much."""
        share = Fraction(covariation)
        apart = Fraction(self.squares) / OF_DEVIATION**2
        return (1 - share) * apart + share * (Fraction(self.width) / OF_DEVIATION) ** 2


def sums(spans: Iterable[Span]) -> Sums:
    """Add rows up."""
    found = list(spans)
    certain = [each.certain for each in found if each.certain]
    widths = [each.width for each in found]
    return Sums(
        total(each.plan for each in found),
        total(each.skew for each in found),
        total(widths),
        total(product(each, each) for each in widths),
        total(certain),
        len(certain),
    )


class Figures(NamedTuple):
    """What is planned, and the distribution of what it may come to; kroner."""

    plan: Decimal
    expected: Fraction
    variance: Fraction

    @property
    def deviation(self) -> float:
        return math.sqrt(self.variance)

    def exactly_at(self, p: float) -> Fraction:
        """What is not exceeded with this probability, not rounded."""
        return self.expected + Fraction(quantile(p) * self.deviation)

    def at(self, p: float) -> Decimal:
        """The same, to the krone."""
        return whole(self.exactly_at(p))


class Effect(NamedTuple):
    """A common factor, and what it works on in each area, expected, in kroner."""

    factor: Factor
    place: Place
    bases: tuple[Fraction, ...]

    @property
    def base(self) -> Fraction:
        return sum(self.bases, Fraction(0))

    @property
    def points(self) -> tuple[Fraction, Fraction, Fraction]:
        low, likely, high = self.factor.low, self.factor.likely, self.factor.high
        return Fraction(low or 0), Fraction(likely or 0), Fraction(high or 0)

    @property
    def shift(self) -> Fraction:
        """How much it moves what is expected by, as a part of what it works on."""
        low, likely, high = self.points
        return (low + WEIGHT * likely + high) / OF_EXPECTED - 1

    @property
    def deviation(self) -> Fraction:
        """In kroner."""
        return self.spread * self.base

    @property
    def kroner(self) -> tuple[Decimal, Decimal, Decimal]:
        """What it works on, and the same at P10 and P90, each to the krone."""
        low, _, high = self.points
        return whole(self.base), whole(low * self.base), whole(high * self.base)

    @property
    def spread(self) -> Fraction:
        """The deviation as a part of what it works on."""
        low, _, high = self.points
        return (high - low) / OF_DEVIATION
