"""Draws of what rows and factors may come to: gamma, with P10, mode and P90 where they are said.

Of standard gamma numbers with shape k the mode is k - 1. Where it lies between P10 and P90 gives
the shape, how far they are apart the scale; what is skewed the other way is turned about.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from estimat.core.estimate import Factor
from tests.core.uncertainty.reckoned import Points

Numbers = NDArray[np.float64]

DRAWS: Final = 200_000


class Gamma(NamedTuple):
    """Standard gamma numbers: where the mode lies from P10 (0) to P90 (1), and what gives that."""

    skew: float
    shape: float
    p10: float
    p90: float


@cache
def gammas() -> tuple[Gamma, ...]:
    """From a mode that is P10 itself to one in the middle, the first the most skewed."""
    shapes = [1 + 0.02 * 1.12**step for step in range(110)]
    return tuple(_gamma(shape) for shape in shapes)


def _gamma(shape: float) -> Gamma:
    """P10 and P90 by adding the density up."""
    x = np.linspace(0, shape + 12 * math.sqrt(shape) + 20, 200_001)[1:]
    density = np.exp((shape - 1) * np.log(x) - x - math.lgamma(shape))
    below = np.cumsum(density) * (x[1] - x[0])
    p10, p90 = (float(each) for each in np.interp([0.1, 0.9], below, x))
    return Gamma((shape - 1 - p10) / (p90 - p10), shape, p10, p90)


class Spread(NamedTuple):
    """What is drawn of a row or a factor: `scale` times (gamma - shape), and its mean."""

    mean: float
    scale: float
    shape: float

    @property
    def deviation(self) -> float:
        return abs(self.scale) * math.sqrt(self.shape)

    def draw(self, chance: np.random.Generator, draws: int = DRAWS) -> Numbers:
        """Numbers around 0."""
        drawn = chance.standard_gamma(self.shape, draws, dtype=np.float32).astype(np.float64)
        return (drawn - self.shape) * self.scale


def fitted(low: Fraction, likely: Fraction, high: Fraction) -> Spread:
    """The distribution that has these as P10, mode and P90."""
    least, mode, most = map(float, (low, likely, high))
    if least == most:
        return Spread(mode, 0.0, 1.0)
    skew = (mode - least) / (most - least)
    where = min(skew, 1 - skew)
    of = [[getattr(each, field) for each in gammas()] for field in Gamma._fields]
    shape, p10, p90 = (float(np.interp(where, of[0], each)) for each in of[1:])
    scale = (most - least) / (p90 - p10)
    if skew > 0.5:
        return Spread(most - scale * (shape - p10), -scale, shape)
    return Spread(least + scale * (shape - p10), scale, shape)


class Drawn(NamedTuple):
    """Rows that belong to the same area, kind and person: their means, and draws around them.

    `own` is what each row draws by itself, `in_step` what all of them draw together, if they do.
    """

    mean: float
    own: Numbers
    in_step: Numbers

    def with_covariation(self, share: float) -> Numbers:
        """The rows together, any two of which correlate by this share.

        A part of each row's deviation is common and normal, and the rest its own and gamma. The
        deviation of each row is the same for any share.
        """
        return self.mean + math.sqrt(share) * self.in_step + math.sqrt(1 - share) * self.own


Key = tuple[str, str, str]


def drawn(rows: Iterable[Points], chance: np.random.Generator) -> dict[Key, Drawn]:
    """Draw all rows, and add those up that are one to every factor."""
    common = chance.standard_normal(DRAWS)
    groups: dict[Key, Drawn] = {}
    for row in rows:
        spread = fitted(*row[3:])
        mean, own, in_step = groups.get(row[:3], (0.0, np.zeros(DRAWS), np.zeros(DRAWS)))
        if spread.scale:
            own += spread.draw(chance)
            in_step += spread.deviation * common
        groups[row[:3]] = Drawn(mean + spread.mean, own, in_step)
    return groups


def total(
    groups: Mapping[Key, Drawn],
    share: float,
    factors: Sequence[Factor],
    chance: np.random.Generator,
    *,
    of_what_comes: bool = False,
) -> Numbers:
    """The directorate's total in every draw.

    A factor moves what its rows are expected to come to; or `of_what_comes`, what they were drawn
    as.
    """
    rows = {key: each.with_covariation(share) for key, each in groups.items()}
    every = sum(rows.values(), np.zeros(DRAWS))
    for factor in factors:
        spread = fitted(*(Fraction(each or 0) for each in factor[2:5]))
        moves = spread.mean - 1 + spread.draw(chance)
        for key, each in rows.items():
            if factor.works_on in ("alle", *key):
                every = every + moves * (each if of_what_comes else groups[key].mean)
    return every
