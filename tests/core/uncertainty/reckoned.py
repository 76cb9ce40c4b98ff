"""The uncertainty of workbooks in memory, and the same reckoned in fractions by nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Final, NamedTuple

from estimat.core.book import Book
from estimat.core.consolidation import consolidate
from estimat.core.estimate import Factor
from estimat.core.interpret import interpret
from estimat.core.layout import Kind
from estimat.core.part import factors
from estimat.core.summary import summarise
from estimat.core.uncertainty.calculation import Uncertainty, calculate
from estimat.core.uncertainty.spans import spans
from estimat.core.values import Value
from tests.books import STAMP, AreaSheet, Row

RATE: Final = Fraction(1450)
"""What `tests.books` prices an hour at."""

PERCENTILES: Final = (0.1, 0.5, 0.85)


def uncertainty(
    *books: Book,
    covariation: str | None = None,
    certainty: str | None = None,
    forced: bool = False,
) -> Uncertainty:
    """What the workbooks come to together; assumptions are theirs unless others are given."""
    estimates = [interpret(each) for each in books]
    parts = [summarise(each, "0" * 64) for each in estimates]
    return calculate(
        consolidate(parts, STAMP, forced=forced),
        chain.from_iterable(map(spans, estimates)),
        chain.from_iterable(map(factors, estimates)),
        None if covariation is None else Decimal(covariation),
        None if certainty is None else Decimal(certainty),
    )


def factor(name: str, works_on: str, low: str, likely: str, high: str) -> Factor:
    return Factor(name, works_on, Decimal(low), Decimal(likely), Decimal(high), "En grunn.")


class Points(NamedTuple):
    """A row in kroner: P10, what is planned and P90, and all that factors can know it by."""

    area: str
    kind: str
    responsible: str
    low: Fraction
    planned: Fraction
    high: Fraction

    @property
    def expected(self) -> Fraction:
        return (self.low + Fraction(42, 100) * self.planned + self.high) / Fraction(242, 100)

    @property
    def deviation(self) -> Fraction:
        return (self.high - self.low) / Fraction(253, 100)

    def meant_by(self, works_on: str) -> bool:
        return works_on in ("alle", self.area, self.kind, self.responsible)


def points_of(areas: Iterable[AreaSheet]) -> list[Points]:
    """The rows of areas, all of which count."""
    return [_points(row, area) for area in areas for row in area.rows]


def _points(row: Row, area: AreaSheet) -> Points:
    price = RATE if row.rate is None else _number(row.rate)
    hours = _range(row.hours, row.low, row.high, row.kind != Kind.PASS_THROUGH.value)
    amount = _range(row.amount, row.amount_low, row.amount_high, row.kind != Kind.OWN.value)
    low, planned, high = (h * price + a for h, a in zip(hours, amount, strict=True))
    return Points(area.id, row.kind, row.responsible or area.responsible, low, planned, high)


def _range(
    planned: Value, low: Value, high: Value, may_have: bool
) -> tuple[Fraction, Fraction, Fraction]:
    """The three points; what is no range is what is planned, three times."""
    middle = _number(planned)
    if low is None or high is None or not may_have:
        return middle, middle, middle
    least, most = _number(low), _number(high)
    return (least, middle, most) if least <= middle <= most else (middle, middle, middle)


def _number(value: Value) -> Fraction:
    """A number as it was written."""
    return Fraction(0) if value is None else Fraction(str(value))


def expected(rows: Iterable[Points]) -> Fraction:
    return sum((row.expected for row in rows), Fraction(0))


def variance(rows: Iterable[Points], covariation: Fraction) -> Fraction:
    deviations = [row.deviation for row in rows]
    apart = sum((each**2 for each in deviations), Fraction(0))
    together = sum(deviations, Fraction(0)) ** 2
    return (1 - covariation) * apart + covariation * together


class Effect(NamedTuple):
    """What a factor does: how far it moves what is expected, and its deviation, in kroner."""

    shift: Fraction
    deviation: Fraction


def effects(rows: Sequence[Points], every: Iterable[Factor]) -> list[Effect]:
    """What factors do to the rows that each works on."""
    found = []
    for each in every:
        base = expected(row for row in rows if row.meant_by(each.works_on))
        of_one = (Fraction(each.low or 0), Fraction(each.likely or 0), Fraction(each.high or 0))
        one = Points("", "", "", *of_one)
        found.append(Effect((one.expected - 1) * base, one.deviation * base))
    return found
