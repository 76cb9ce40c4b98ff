"""Scenarios beside the plan, each by the same consolidation; and the way there by cause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from .. import layout
from ..amounts import ZERO, apportion, difference, in_kroner, total
from ..book import Book, Sheet
from ..checks.budget import OF_BUDGETS
from ..consolidation import Consolidation, consolidate
from ..estimate import Estimate
from ..findings import Finding, Place, as_said
from ..part import Part, sum_area
from .definitions import Definitions, Scenario
from .overlay import Cause, Outcome, overlaid
from .soundness import findings_of, stopping
from .wording import says

_ORE: Final = Decimal("0.01")


class Out(NamedTuple):
    """A row that falls out, with what it was in the plan, and why."""

    id: str
    name: str
    area: str
    kroner: Decimal
    cause: Cause
    place: Place


class Lower(NamedTuple):
    """What the next lower ambition would give."""

    ambition: str
    kroner: Decimal


class Beside(NamedTuple):
    """A scenario and what it came to; `bridge` is what each cause moves it by, in their order."""

    scenario: Scenario
    consolidation: Consolidation
    bridge: tuple[Decimal, ...]
    out: tuple[Out, ...]
    rows: tuple[int, ...]
    """How many rows each cause moves, in their order."""

    lower: Lower | None = None

    @property
    def kroner(self) -> Decimal:
        return self.consolidation.total.sums.kroner

    @property
    def over_frame(self) -> Decimal | None:
        """Kroner above its frame; less than nothing when there is room, None without a frame."""
        frame = self.scenario.frame
        return None if frame is None else difference(self.kroner, in_kroner(frame))


class Scenarios(NamedTuple):
    """The plan, and its scenarios beside it."""

    plan: Consolidation
    scenarios: tuple[Beside, ...]
    findings: tuple[Finding, ...]

    def moved(self, beside: Beside) -> Decimal:
        """How far a scenario is from the plan, as the two are shown."""
        return difference(beside.consolidation.total.kroner, self.plan.total.kroner)

    def shown_bridge(self, beside: Beside) -> list[Decimal]:
        """The bridge to the øre; it adds up to what the shown totals differ by."""
        parts = apportion(beside.bridge, _ORE)
        rest = difference(self.moved(beside), total(parts))
        largest = max(range(len(parts)), key=lambda number: abs(beside.bridge[number]))
        parts[largest] = total((parts[largest], rest))
        return parts


Estimates = Callable[[], Iterable[Estimate]]
"""The estimates of the workbooks, one at a time, as often as they are asked for."""


def light(estimate: Estimate) -> Iterator[Estimate]:
    """An estimate that has areas, without the cells that nothing here is computed from."""
    if not estimate.areas:
        return
    sheets = {id(sheet): _bare(sheet) for sheet in estimate.book.sheets}
    areas = tuple(each._replace(sheet=sheets[id(each.sheet)]) for each in estimate.areas)
    book = Book(estimate.book.file, [*sheets.values()])
    yield estimate._replace(book=book, areas=areas, strangers=())


def _bare(sheet: Sheet) -> Sheet:
    return replace(sheet, values={}, formulas={}, formats={})


def scenarios_of(
    plan: Consolidation,
    parts: Sequence[Part],
    estimates: Estimates,
    defined: Iterable[Definitions],
    only: Scenario | None = None,
) -> Scenarios:
    """The scenarios of a plan that was consolidated from these parts; or `only` one of them.

    None is computed while anything is wrong with any of those that are asked for: `stopping` says
    whether it is.
    """
    found = list(defined)
    asked = merged(found)
    if only:
        asked = [each for each in asked if layout.spelled(each.name) == layout.spelled(only.name)]
    findings = as_said(findings_of(found, asked, [*estimates()]), plan.findings)
    others = tuple(each for each in plan.findings if each.code not in {f.code for f in findings})
    if stopping(findings):
        return Scenarios(plan, (), (*findings, *others))
    beside = tuple(laid_beside(plan, parts, estimates, each) for each in asked)
    return Scenarios(plan, beside, (*findings, *others))


def merged(defined: Iterable[Definitions]) -> list[Scenario]:
    """The scenarios of all workbooks, those that say the same once."""
    every: dict[object, Scenario] = {}
    for each in defined:
        for scenario in each.scenarios:
            every.setdefault(scenario.means, scenario)
    return [*every.values()]


def laid_beside(
    plan: Consolidation, parts: Sequence[Part], estimates: Estimates, scenario: Scenario
) -> Beside:
    """One scenario of a plan, which nothing is wrong with."""
    made, outcomes = _consolidated(plan, parts, estimates, scenario)
    bridge = tuple(total(each.moved[number] for each in outcomes) for number in range(len(Cause)))
    out = tuple(
        Out(
            each.before.inputs.id, each.before.inputs.called, each.area,
            each.before.cost.kroner, each.by, each.place,
        )
        for each in outcomes
        if each.by
    )  # fmt: skip
    rows = tuple(sum(bool(each.moved[n]) for each in outcomes) for n in range(len(Cause)))
    found = Beside(scenario, made, bridge, out, rows)
    if (found.over_frame or ZERO) > 0 and (level := _below(scenario.ambition)):
        lower, _ = _consolidated(plan, parts, estimates, scenario._replace(ambition=level))
        found = found._replace(lower=Lower(level, lower.total.sums.kroner))
    return found


def _below(ambition: str) -> str:
    """The next lower level; empty when there is none."""
    levels = ["", *layout.AMBITION_LEVELS]
    return levels[levels.index(ambition or levels[-1]) - 1]


def _consolidated(
    plan: Consolidation, parts: Sequence[Part], estimates: Estimates, scenario: Scenario
) -> tuple[Consolidation, list[Outcome]]:
    """What workbooks come to in a scenario, by the plan's consolidation; and the rows' outcomes.

    What is found of the plan stays, but for its budgets: a scenario is meant to be elsewhere. The
    reconciliation begins with what was read of the plan, and has what each cause moves.
    """
    over: dict[str, Part] = {part.file: part._replace(areas=()) for part in parts}
    outcomes: list[Outcome] = []
    counted = {entry.source.place for entry in plan.areas if entry.source}
    for estimate in estimates():
        made, every = overlaid(estimate, scenario)
        part = over[estimate.book.file]
        over[part.file] = part._replace(
            assumptions=made.assumptions,
            areas=tuple(sum_area(made, area) for area in made.areas),
            findings=tuple(each for each in part.findings if each.code not in OF_BUDGETS),
        )
        outcomes += (each for each in every if each.place._replace(cell="") in counted)
    out = sum(each.by is not None for each in outcomes)
    stamp = plan.stamp._replace(scenario=scenario.name, says=says(scenario, out))
    result = consolidate(
        [over[part.file] for part in parts], stamp, forced=plan.forced, anew=True, alone=False
    )
    moved = tuple(
        (cause.value, total(each.moved[number] for each in outcomes))
        for number, cause in enumerate(Cause)
    )
    proof = plan.reconciliation
    return result._replace(
        reconciliation=proof._replace(total=result.total.sums.kroner, moved=moved),
        left_out=plan.left_out,
        stamp=result.stamp._replace(inputs=plan.stamp.inputs),
    ), outcomes
