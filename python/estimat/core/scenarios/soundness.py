"""Can the scenarios be computed, and do they mean what they seem to?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Final, NamedTuple

from .. import layout, norwegian
from ..amounts import ZERO, in_kroner, in_millions, product, total
from ..checks.ranges import has_no_such_range
from ..checks.scenarios import (
    ALIKE_GOVERNORS,
    ANOTHER_SCENARIO,
    FRAME_TOO_SMALL,
    GOVERNED_BY_NOBODY,
    GOVERNED_BY_STRANGER,
    INVOLVED_WITHOUT_HOURS,
    NO_EFFECT,
    NO_EXCEPTION,
    NO_SCENARIO,
    NO_TABLE,
    SAME_AS_ANOTHER,
    TWO_EXCEPTIONS,
    UNKNOWN_WORD,
)
from ..estimate import Activity, Area, Estimate
from ..findings import Finding, Place, as_errors
from ..interpret import NO_RESULT
from ..matching import meant
from .definitions import Definitions, Override, Scenario, What, governors
from .overlay import overlaid
from .wording import exception

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


class _Rows(NamedTuple):
    """The rows of the workbooks by id, as it is compared, and the ids of the areas."""

    by_id: Mapping[str, Sequence[tuple[Area, Activity]]]
    areas: frozenset[str]
    governors: frozenset[str]
    ids: Sequence[str]
    named: Mapping[str, str]
    """The ids of what people may call by another name: an area, its sheet, an activity."""


def findings_of(
    defined: Sequence[Definitions], scenarios: Sequence[Scenario], estimates: Sequence[Estimate]
) -> list[Finding]:
    """All that there is to say of the scenarios of workbooks; nothing where there are none."""
    found = [finding for each in defined for finding in each.findings]
    strays = [stray for each in defined for stray in each.strays]
    if not scenarios and not strays:
        return found
    rows = _rows(estimates)
    found += _of_rows(estimates)
    found += _misspelled(estimates, [each for one in defined for each in one.listed])
    found += _strays(strays, scenarios)
    found += _twice(scenarios)
    for scenario in scenarios:
        found += (_no_scenario(scenario, *each) for each in scenario.wrong)
        found += _governed(scenario, rows, [each for one in defined for each in one.listed])
        found += _exceptions(scenario, rows)
    if len(scenarios) > layout.MOST_SCENARIOS:
        most = f"er nummer {layout.MOST_SCENARIOS + 1}; det er plass til {layout.MOST_SCENARIOS}"
        late = scenarios[layout.MOST_SCENARIOS]
        found.append(_no_scenario(late, most, late.place))
    if not stopping(found):
        found += _idle(scenarios, estimates)
        found += _alike(scenarios, estimates)
        found += _frames(scenarios, estimates)
    return found


def _no_scenario(scenario: Scenario, wrong: str, place: Place) -> Finding:
    which = f"«{scenario.name}»" if scenario.name else _ON_THE_ROW
    return NO_SCENARIO.at(place, which, _ended(wrong))


def _no_exception(override: Override, wrong: str, place: Place) -> Finding:
    which = f"for «{override.works_on}»" if override.works_on else _ON_THE_ROW
    return NO_EXCEPTION.at(place, which, _ended(wrong))


_ON_THE_ROW: Final = "på denne raden"


def _ended(text: str) -> str:
    """The text as the end of a sentence, which a question is already."""
    return text if text.endswith("?") else f"{text}."


def _rows(estimates: Sequence[Estimate]) -> _Rows:
    by_id: dict[str, list[tuple[Area, Activity]]] = defaultdict(list)
    ids = []
    named: dict[str, str] = {}
    governs = set()
    for estimate in estimates:
        for area in estimate.areas:
            ids.append(area.head.id)
            for name in (area.head.name, area.sheet.name):
                named.setdefault(layout.spelled(name), area.head.id)
            for activity in area.activities:
                governs.add(layout.spelled(activity.inputs.governed))
                named.setdefault(layout.spelled(activity.inputs.name), activity.inputs.id)
                if activity.inputs.id:
                    by_id[layout.spelled(activity.inputs.id)].append((area, activity))
                    ids.append(activity.inputs.id)
    areas = {layout.spelled(area.head.id) for each in estimates for area in each.areas}
    return _Rows(by_id, frozenset(areas - {""}), frozenset(governs - {""}), ids, named)


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


def _strays(
    strays: Iterable[tuple[str, Override]], scenarios: Sequence[Scenario]
) -> Iterator[Finding]:
    names = [each.name for each in scenarios if each.name]
    known = {*map(layout.spelled, names)}
    for name, override in strays:
        said = f"gjelder scenarioet «{name}», som ikke finnes" if name else "mangler scenario"
        if layout.spelled(name) in known:
            said = f"gjelder scenarioet «{name}», som står i en annen arbeidsbok; flytt det dit"
        elif name and (alike := meant(name, names)):
            said += f"; mente du «{alike}»?"
        if override.wrong:
            yield from (_no_exception(override, *each) for each in override.wrong)
        else:
            yield _no_exception(override, said, override.place)


def _twice(scenarios: Iterable[Scenario]) -> Iterator[Finding]:
    first: dict[str, Scenario] = {}
    for each in scenarios:
        before = first.setdefault(layout.spelled(each.name), each)
        if before is not each and each.name:
            yield ANOTHER_SCENARIO.at(each.place, each.name, _other(before.place, each.place))


def _other(place: Place, beside: Place) -> str:
    """Where another thing is, as shortly as can be said of one beside it."""
    return place.cell if place[:2] == beside[:2] else str(place)


def _governed(scenario: Scenario, rows: _Rows, listed: Sequence[str]) -> Iterator[Finding]:
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
        yield GOVERNED_BY_STRANGER.at(scenario.place, scenario.name, _ended(wrong))


def _exceptions(scenario: Scenario, rows: _Rows) -> Iterator[Finding]:
    first: dict[object, Override] = {}
    for each in scenario.overrides:
        before = first.setdefault(each.key, each)
        if each.wrong:
            yield from (_no_exception(each, *wrong) for wrong in each.wrong)
        elif wrong := _misses(each, rows):
            yield _no_exception(each, wrong, each.place)
        elif before is not each:
            where = _other(before.place, each.place)
            what = each.what.value if each.what else ""
            yield TWO_EXCEPTIONS.at(each.place, f"«{what}» for «{each.works_on}»", where)


def _misses(override: Override, rows: _Rows) -> str:
    """What keeps an exception from being laid over anything, in words."""
    key = layout.spelled(override.works_on)
    of_rows, is_area = rows.by_id.get(key, ()), key in rows.areas
    of_hours = override.what is What.HOURS
    if not of_rows and not is_area:
        named = rows.named.get(key, "")
        alike = named or meant(override.works_on, rows.ids)
        said = f"; mente du «{alike}»?" if alike else ""
        return f"gjelder ingen rad og ikke noe område{said}"
    if len(of_rows) + is_area > 1:
        return "kan gjelde flere: flere rader, eller et område og en rad, har den id-en"
    if is_area and override.what in (What.HOURS, What.AMOUNT):
        return f"er på et område; «{override.what.value}» kan bare sies om en rad"
    for _, activity in of_rows:
        if override.what is What.AMOUNT and (wrong := _in_millions(override, activity)):
            return wrong
        if activity.flaws or activity.left_out:
            return "gjelder en rad som ikke er med i summen, fordi den har feil"
        planned = {What.HOURS: layout.HOURS, What.AMOUNT: layout.AMOUNT}.get(
            override.what or What.IN
        )
        if planned and activity.inputs.kind is None:
            return f"sier «{planned.header}», men raden har ingen av de tre kostnadstypene"
        if planned and has_no_such_range(activity.inputs.kind, planned):
            kind, what = activity.inputs.kind_text, "timer" if of_hours else "beløp"
            return f"sier «{planned.header}», men raden er {kind}, som ikke har {what}"
    return ""


def _in_millions(override: Override, activity: Activity) -> str:
    """That kroner are likely to be meant as millions; nothing where they are not."""
    amount, was = override.value, activity.inputs.amount or ZERO
    if not isinstance(amount, Decimal) or was < _MANY_KRONER:
        return ""
    if not was <= product(in_kroner(amount), _ABOUT) <= product(was, _ABOUT * _ABOUT):
        return ""
    told, meant_, now = map(norwegian.kroner, (amount, in_kroner(amount), was))
    return f"sier {told}, der raden har {now}; mente du {meant_}?"


_MANY_KRONER: Final = Decimal(100_000)
_ABOUT: Final = Decimal(10)
"""How many times as much as before, or as little, an amount in millions is likely to be."""


def _idle(scenarios: Iterable[Scenario], estimates: Sequence[Estimate]) -> Iterator[Finding]:
    """Exceptions without which everything would be the same."""
    for scenario in scenarios:
        for each in scenario.overrides:
            rest = scenario._replace(
                overrides=tuple(other for other in scenario.overrides if other is not each)
            )
            parts = [*_works_on(each, estimates)]
            if _left(parts, scenario) == _left(parts, rest):
                yield NO_EFFECT.at(each.place, exception(each), scenario.name)


def _works_on(override: Override, estimates: Iterable[Estimate]) -> Iterator[Estimate]:
    """The rows that an exception is for, alone."""
    key = layout.spelled(override.works_on)
    for estimate in estimates:
        areas = [
            area
            if layout.spelled(area.head.id) == key
            else area._replace(
                activities=tuple(e for e in area.activities if layout.spelled(e.inputs.id) == key)
            )
            for area in estimate.areas
        ]
        yield estimate._replace(areas=tuple(each for each in areas if each.activities))


def _left(estimates: Iterable[Estimate], scenario: Scenario) -> tuple[object, ...]:
    """What is left of each row in a scenario."""
    return tuple(
        (each.place, each.after and (each.after.inputs, each.after.cost))
        for estimate in estimates
        for each in overlaid(estimate, scenario)[1]
    )


def _alike(scenarios: Sequence[Scenario], estimates: Sequence[Estimate]) -> Iterator[Finding]:
    """Scenarios that are the same for every row; where no row has anything there is none."""
    first: dict[object, Scenario] = {}
    for scenario in scenarios:
        left = _left(estimates, scenario)
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
