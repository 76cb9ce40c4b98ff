"""Can the scenarios be computed, and do they mean what they seem to?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from .. import layout, norwegian
from ..amounts import ZERO, in_kroner, in_millions, total
from ..checks.scenarios import (
    ALIKE_GOVERNORS,
    ANOTHER_SCENARIO,
    FRAME_TOO_SMALL,
    GOVERNED_BY_NOBODY,
    GOVERNED_BY_STRANGER,
    INVOLVED_WITHOUT_HOURS,
    NO_EXCEPTION,
    NO_SCENARIO,
    NO_TABLE,
    SAME_AS_ANOTHER,
    TWO_EXCEPTIONS,
    UNKNOWN_WORD,
)
from ..estimate import Estimate
from ..findings import Finding, Place, as_errors
from ..interpret import NO_RESULT
from ..matching import meant
from . import exceptions
from .definitions import Definitions, Scenario, governors
from .exceptions import ON_THE_ROW, Rows, ended, left_of, other_place, rows_of, strays_of
from .overlay import overlaid

STOPS: Final = frozenset(
    each.code
    for each in (
        NO_SCENARIO, NO_EXCEPTION, TWO_EXCEPTIONS, UNKNOWN_WORD, NO_TABLE, ANOTHER_SCENARIO,
        GOVERNED_BY_STRANGER,
    )
)  # fmt: skip
"""Findings that keep scenarios from being computed, and the plan from nothing."""


def stopping(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stop the scenarios, as errors."""
    return as_errors(each for each in findings if each.code in STOPS)


def findings_of(
    defined: Sequence[Definitions], scenarios: Sequence[Scenario], estimates: Sequence[Estimate]
) -> list[Finding]:
    """All that there is to say of the scenarios of workbooks; nothing where there are none."""
    found = [finding for each in defined for finding in each.findings]
    strays = [stray for each in defined for stray in each.strays]
    if not scenarios and not strays:
        return found
    rows = rows_of(estimates)
    found += _of_rows(estimates)
    found += _misspelled(estimates, [each for one in defined for each in one.listed])
    found += strays_of(strays, scenarios)
    found += _twice(scenarios)
    for scenario in scenarios:
        found += (_no_scenario(scenario, *each) for each in scenario.wrong)
        found += _governed(scenario, rows, [each for one in defined for each in one.listed])
        found += exceptions.of_scenario(scenario, rows)
    if len(scenarios) > layout.MOST_SCENARIOS:
        most = f"er nummer {layout.MOST_SCENARIOS + 1}; det er plass til {layout.MOST_SCENARIOS}"
        late = scenarios[layout.MOST_SCENARIOS]
        found.append(_no_scenario(late, most, late.place))
    if not stopping(found):
        found += exceptions.idle(scenarios, estimates)
        found += _alike(scenarios, estimates)
        found += _frames(scenarios, estimates)
    return found


def _no_scenario(scenario: Scenario, wrong: str, place: Place) -> Finding:
    which = f"«{scenario.name}»" if scenario.name else ON_THE_ROW
    return NO_SCENARIO.at(place, which, ended(wrong))


def _of_rows(estimates: Iterable[Estimate]) -> Iterator[Finding]:
    """Words in rows that are none of those a scenario knows, and involvement of no hours.

    A workbook without scenarios may have columns of its own with these headings.
    """
    for estimate in estimates:
        for area in estimate.priceable:
            for activity in area.activities:
                inputs = activity.inputs
                for column, word, known in (
                    (layout.AMBITION, inputs.ambition, layout.AMBITION_LEVELS),
                    (layout.INVOLVEMENT, inputs.involvement, (layout.YES, layout.NO)),
                ):
                    if word and word not in known:
                        place = estimate.cell(area, activity, column)
                        yield UNKNOWN_WORD.at(place, word, column.header)
                is_blank = not (inputs.hours or activity.flaws or inputs.ended)
                if inputs.involvement == layout.YES and is_blank:
                    place = estimate.cell(area, activity, layout.INVOLVEMENT)
                    yield INVOLVED_WITHOUT_HOURS.at(place, inputs.called)
                if inputs.governed == NO_RESULT or inputs.governed.startswith("#"):
                    place = estimate.cell(area, activity, layout.GOVERNED)
                    yield UNKNOWN_WORD.at(place, inputs.governed, layout.GOVERNED.header)
                if len(governors(inputs.governed)) > 1:
                    place = estimate.cell(area, activity, layout.GOVERNED)
                    told = f"{layout.GOVERNED.header}, der det bare kan stå én,"
                    yield UNKNOWN_WORD.at(place, inputs.governed, told)


def _misspelled(estimates: Iterable[Estimate], listed: Sequence[str]) -> Iterator[Finding]:
    """Who is said to govern a row, is in no list, and is nearly called as one who is."""
    known = {layout.spelled(each): each for each in listed}
    for estimate in estimates:
        for area in estimate.priceable:
            for activity in area.activities:
                said = layout.spelled(activity.inputs.governed)
                near = get_close_matches(said, known, 1, _NEARLY) if said else []
                if near and said not in known:
                    place = estimate.cell(area, activity, layout.GOVERNED)
                    yield ALIKE_GOVERNORS.at(place, activity.inputs.governed, known[near[0]])


_NEARLY: Final = 0.85
"""Two names with this much in common are likely to be one."""


def _twice(scenarios: Iterable[Scenario]) -> Iterator[Finding]:
    first: dict[str, Scenario] = {}
    for each in scenarios:
        before = first.setdefault(layout.spelled(each.name), each)
        if before is not each and each.name:
            yield ANOTHER_SCENARIO.at(each.place, each.name, other_place(before.place, each.place))


def _governed(scenario: Scenario, rows: Rows, listed: Sequence[str]) -> Iterator[Finding]:
    """Who governs no row: that may be so, but one who is not in the list either is misspelled."""
    known = {*map(layout.spelled, listed)}
    for each in scenario.governed:
        if layout.spelled(each) in rows.governors:
            continue
        if layout.spelled(each) in known:
            yield GOVERNED_BY_NOBODY.at(scenario.place, scenario.name, each)
            continue
        alike = meant(each, [*rows.governors, *listed])
        wrong = (
            f"«{each}» i «{layout.GOVERNED.header}», som verken står på noen rad eller i "
            f"listen i {layout.ASSUMPTIONS_SHEET}{f'; mente du «{alike}»?' if alike else ''}"
        )
        yield GOVERNED_BY_STRANGER.at(scenario.place, scenario.name, ended(wrong))


def _alike(scenarios: Sequence[Scenario], estimates: Sequence[Estimate]) -> Iterator[Finding]:
    """Scenarios that are the same for every row; where no row has anything there is none."""
    first: dict[object, Scenario] = {}
    for scenario in scenarios:
        left = left_of(estimates, scenario)
        before = first.setdefault(left, scenario)
        if before is not scenario and left:
            yield SAME_AS_ANOTHER.at(scenario.place, scenario.name, before.name)


def _frames(scenarios: Sequence[Scenario], estimates: Sequence[Estimate]) -> Iterator[Finding]:
    """Frames below what is left when all has been chosen away that can be."""
    for scenario in scenarios:
        if scenario.frame is None:
            continue
        least = total(_least(each, scenario) for each in estimates)
        if least > in_kroner(scenario.frame):
            told = f"{norwegian.number(in_millions(least), 3)} mill. kr"
            yield FRAME_TOO_SMALL.at(scenario.place, scenario.name, told)


def _least(estimate: Estimate, scenario: Scenario) -> Decimal:
    """What is left at the lowest ambition, without all that is governed, and with nobody involved.

    Its exceptions stand, as the scenario says them.
    """
    least = scenario._replace(
        ambition=layout.AMBITION_LEVELS[0], governed=(_NOBODY,), involvement=ZERO
    )
    return total(
        each.after.cost.kroner
        for each in overlaid(estimate, least)[1]
        if each.after and not each.after.left_out
    )


_NOBODY: Final = "\0"
"""Who governs nothing."""
