"""The uncertainty of a consolidation: of each area, of all of them, and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from .. import layout
from ..amounts import difference, ore, total
from ..checks.ranges import (
    ANOTHER_FACTOR,
    NO_FACTOR,
    NO_TABLE,
    OF_ALL_WORKBOOKS,
    TOO_MANY_FACTORS,
    UNKNOWN,
    works_on_nothing,
    wrong_with,
)
from ..consolidation import Consolidation, Entry, Stamp
from ..estimate import STANDARD, Factor, Reach, reach
from ..findings import Finding, Place, Severity, as_said
from .contributions import (
    AreaFigures,
    Certain,
    Contribution,
    contributions,
    largest_certain,
    most_certain,
    widest,
)
from .figures import P85, Effect, Figures, Sums, sums, whole
from .spans import AreaSpans, Span

STOPS: Final = frozenset(
    each.code for each in (NO_FACTOR, TOO_MANY_FACTORS, ANOTHER_FACTOR, NO_TABLE, UNKNOWN)
)
"""Findings that keep the uncertainty from being computed, and the total from nothing."""


def stopping(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, of which those that stop it are errors, and come first."""
    told = [
        each._replace(severity=Severity.ERROR) if each.code in STOPS else each for each in findings
    ]
    return sorted(told, key=lambda each: each.code not in STOPS)


class Uncertainty(NamedTuple):
    """The directorate's figures, and all that they are made of; of what drives them the largest."""

    total: Figures
    sums: Sums
    areas: tuple[AreaFigures, ...]
    effects: tuple[Effect, ...]
    contributions: tuple[Contribution, ...]
    certain: tuple[Certain, ...]
    covariation: Decimal
    certainty: Decimal
    reserve: Decimal
    is_own: bool
    """Whether the level is the workbook's own, and not chosen for this once."""

    findings: tuple[Finding, ...]
    stamp: Stamp

    @property
    def chosen(self) -> Decimal:
        """What holds with the certainty that was chosen."""
        return self.total.at(float(self.certainty))

    @property
    def needed(self) -> Decimal:
        """The reserve that takes the plan there; less than nothing where the plan has it."""
        return difference(self.chosen, ore(self.total.plan))

    @property
    def extra(self) -> Decimal:
        """The part of it that is expected to be spent."""
        return difference(self.total.at(0.5), ore(self.total.plan))

    @property
    def unsure(self) -> Decimal:
        """The part of it for what may come besides."""
        return difference(self.chosen, self.total.at(0.5))

    @property
    def missing(self) -> Decimal:
        """What the reserve that is held lacks."""
        return max(Decimal(0), difference(self.needed, self.reserve))

    @property
    def sum_of_p85(self) -> Decimal:
        """What the areas would come to if each had its own P85."""
        return whole(sum((area.figures.exactly_at(P85) for area in self.areas), Fraction(0)))

    @property
    def portfolio_effect(self) -> Decimal:
        """What is set aside too much by that: all of them do not go wrong at once."""
        return difference(self.sum_of_p85, self.total.at(P85))

    @property
    def certain_share(self) -> Decimal:
        """The part of the plan that has no range."""
        return self.sums.certain / self.sums.plan if self.sums.plan else Decimal(0)


def calculate(
    consolidation: Consolidation,
    spans: Iterable[AreaSpans],
    factors: Iterable[tuple[Place, Factor]],
    covariation: Decimal | None = None,
    certainty: Decimal | None = None,
) -> Uncertainty:
    """The uncertainty of a consolidation, from the rows and factors of its workbooks.

    An area that is there twice counts as it does in the total. The two assumptions are the
    workbook's unless others are given.
    """
    used = consolidation.stamp.assumptions
    share = _first(covariation, used and used.covariation, STANDARD[layout.COVARIATION])
    level = _first(certainty, used and used.certainty, STANDARD[layout.CERTAINTY])
    by_place = {each.place: each for each in spans}
    counted = [
        (entry, by_place.get(entry.source.place) or AreaSpans(entry.source.place, ()))
        for entry in consolidation.areas
        if entry.source
    ]
    sums_of = [sums(area.spans) for _, area in counted]
    merged, findings = _merged(factors)
    effects = tuple(Effect(each, at, _bases(each, counted)) for at, each in merged)
    every = _sum(sums_of)
    figures = _figures(every, [(each, each.base) for each in effects], share)
    ids = [entry.id for entry, _ in counted]
    for each in effects:
        if not each.base:
            rule = works_on_nothing(each.factor, ids)
            findings.append(rule.at(each.place, each.factor.name, each.factor.works_on))
    own = {each.code for each in OF_ALL_WORKBOOKS}
    others = (each for each in consolidation.findings if each.code not in own)
    areas = tuple(
        AreaFigures(
            entry.id,
            entry.name,
            area.place,
            own,
            _figures(own, [(each, each.bases[number]) for each in effects], share),
            widest(area.spans),
            most_certain(area.spans),
        )
        for number, ((entry, area), own) in enumerate(zip(counted, sums_of, strict=True))
    )
    return Uncertainty(
        figures,
        every,
        areas,
        effects,
        contributions(areas, effects, every, figures, share),
        largest_certain(areas),
        share,
        level,
        consolidation.risk_reserve,
        certainty is None,
        (*others, *as_said(findings, consolidation.findings)),
        consolidation.stamp,
    )


def _first(*values: Decimal | None) -> Decimal:
    return next(value for value in values if value is not None)


def _sum(every: Sequence[Sums]) -> Sums:
    return Sums(
        total(each.plan for each in every),
        total(each.skew for each in every),
        total(each.width for each in every),
        total(each.squares for each in every),
        total(each.certain for each in every),
        sum(each.rows for each in every),
    )


def _figures(
    own: Sums, effects: Iterable[tuple[Effect, Fraction]], covariation: Decimal
) -> Figures:
    expected, variance = own.expected, own.variance(covariation)
    for effect, base in effects:
        expected += effect.shift * base
        variance += (effect.spread * base) ** 2
    return Figures(own.plan, expected, variance)


def _merged(
    factors: Iterable[tuple[Place, Factor]],
) -> tuple[list[tuple[Place, Factor]], list[Finding]]:
    """The factors of all workbooks, each once, and what keeps them from being one set."""
    first: dict[str, tuple[Place, Factor]] = {}
    findings: list[Finding] = []
    for place, factor in factors:
        key = layout.spelled(factor.name)
        before = first.setdefault(key, (place, factor))
        if factor.name and before[1] != factor and before[0].file != place.file:
            findings.append(ANOTHER_FACTOR.at(place, factor.name, str(before[0])))
    merged = list(first.values())
    if len(merged) > layout.MOST_FACTORS and len({place.file for place, _ in merged}) > 1:
        place = merged[layout.MOST_FACTORS][0]
        findings.append(TOO_MANY_FACTORS.at(place, str(len(merged)), str(layout.MOST_FACTORS)))
    return [each for each in merged if not wrong_with(each[1])], findings


def _bases(factor: Factor, areas: Sequence[tuple[Entry, AreaSpans]]) -> tuple[Fraction, ...]:
    """What a factor works on in each area, expected."""
    said = layout.spelled(factor.works_on)
    own = _HAS[reach(factor.works_on, (entry.id for entry, _ in areas))]
    return tuple(
        sums(span for span in area.spans if layout.spelled(own(entry, span)) == said).expected
        for entry, area in areas
    )


_HAS: Final[Mapping[Reach, Callable[[Entry, Span], str]]] = {
    Reach.EVERYTHING: lambda _, __: layout.EVERYTHING,
    Reach.AREA: lambda entry, _: entry.id,
    Reach.KIND: lambda _, span: span.kind,
    Reach.RESPONSIBLE: lambda _, span: span.responsible,
}
"""What of a row must say what the factor says."""
