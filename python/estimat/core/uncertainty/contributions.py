"""What drives the uncertainty: what contributes most, and what has no range."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from ..amounts import ore
from ..findings import Place
from .figures import OF_DEVIATION, Effect, Figures, Sums, whole
from .spans import Span

MOST_NAMED: Final = 10
"""Rows and factors that are named: of what contributes, and of what has no range."""

SHARE_DECIMALS: Final = 9
"""Shares of the variance that are alike so far are in the order of the sheets."""


class AreaFigures(NamedTuple):
    """An area: what it adds up to without factors, its figures with them, and its largest rows."""

    id: str
    name: str
    place: Place
    sums: Sums
    figures: Figures
    widest: tuple[Span, ...]
    """The rows with the widest ranges, to the krone; of two alike the first."""

    certain: tuple[Span, ...]
    """The rows with the most kroner that have no range, in the same way."""


class Contribution(NamedTuple):
    """What a row or a factor contributes: its part of the variance, and P10 and P90 in kroner.

    `plan` is what is planned of it; of a factor what it works on.
    """

    id: str
    name: str
    place: Place
    share: float
    plan: Decimal
    low: Decimal
    high: Decimal


class Certain(NamedTuple):
    """A row that has no range, or a part of one, in kroner."""

    id: str
    name: str
    place: Place
    kroner: Decimal


def widest(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The rows with the widest ranges."""
    return _largest((whole(each.width), each) for each in spans)


def most_certain(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The rows with the most kroner that have no range."""
    return _largest((whole(each.certain), each) for each in spans)


def _largest(sized: Iterable[tuple[Decimal, Span]]) -> tuple[Span, ...]:
    found = sorted((each for each in sized if each[0]), key=lambda each: -each[0])
    return tuple(span for _, span in found[:MOST_NAMED])


def share_of_row(span: Span, every: Sums, figures: Figures, covariation: Decimal) -> Fraction:
    """The part of the variance that hangs on a row, by itself and together with the others."""
    if not figures.variance:
        return Fraction(0)
    together, own = Fraction(covariation), Fraction(span.width) / OF_DEVIATION
    others = Fraction(every.width) / OF_DEVIATION
    return ((1 - together) * own**2 + together * own * others) / figures.variance


def share_of_factor(effect: Effect, figures: Figures) -> Fraction:
    """The part of the variance that hangs on a factor."""
    return effect.deviation**2 / figures.variance if figures.variance else Fraction(0)


def contributions(
    areas: Iterable[AreaFigures],
    effects: Iterable[Effect],
    every: Sums,
    figures: Figures,
    covariation: Decimal,
) -> tuple[Contribution, ...]:
    """What contributes most to the variance: rows, of each area its widest alone, and factors."""
    found = [
        Contribution(
            span.id,
            span.name,
            area.place._replace(cell=span.cell),
            float(share_of_row(span, every, figures, covariation)),
            ore(span.plan),
            ore(span.low),
            ore(span.high),
        )
        for area in areas
        for span in area.widest
    ]
    for effect in effects:
        share = float(share_of_factor(effect, figures))
        found.append(Contribution("", effect.factor.name, effect.place, share, *effect.kroner))
    some = (each for each in found if round(each.share, SHARE_DECIMALS))
    return tuple(sorted(some, key=lambda each: -round(each.share, SHARE_DECIMALS)))[:MOST_NAMED]


def largest_certain(areas: Iterable[AreaFigures]) -> tuple[Certain, ...]:
    """The rows of all areas with the most kroner that have no range."""
    found = [
        Certain(span.id, span.name, area.place._replace(cell=span.cell), ore(span.certain))
        for area in areas
        for span in area.certain
    ]
    return tuple(sorted(found, key=lambda each: -whole(each.kroner)))[:MOST_NAMED]
