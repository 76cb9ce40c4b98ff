"""Can the exceptions of a scenario be laid over what they name, and do they change anything?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from .. import layout, norwegian
from ..amounts import ZERO, in_kroner, product
from ..checks.scenarios import NO_EFFECT, NO_EXCEPTION, TWO_EXCEPTIONS
from ..estimate import Activity, Area, Estimate
from ..findings import Finding, Place
from ..matching import meant
from ..points import has_no_such_range
from .definitions import Override, Scenario, What
from .overlay import overlaid
from .wording import exception


class Rows(NamedTuple):
    """The rows of the workbooks by id, as it is compared, and the ids of the areas."""

    by_id: Mapping[str, Sequence[tuple[Area, Activity]]]
    areas: frozenset[str]
    governors: frozenset[str]
    ids: Sequence[str]
    named: Mapping[str, str]
    """The ids of what people may call by another name: an area, its sheet, an activity."""


def rows_of(estimates: Sequence[Estimate]) -> Rows:
    """The rows and areas that exceptions can be for."""
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
    return Rows(by_id, frozenset(areas - {""}), frozenset(governs - {""}), ids, named)


def strays_of(
    strays: Iterable[tuple[str, Override]], scenarios: Sequence[Scenario]
) -> Iterator[Finding]:
    """Exceptions that name no scenario of their workbook."""
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


def of_scenario(scenario: Scenario, rows: Rows) -> Iterator[Finding]:
    """Exceptions that cannot be laid over anything, or say the same twice."""
    first: dict[object, Override] = {}
    for each in scenario.overrides:
        before = first.setdefault(each.key, each)
        if each.wrong:
            yield from (_no_exception(each, *wrong) for wrong in each.wrong)
        elif wrong := _misses(each, rows):
            yield _no_exception(each, wrong, each.place)
        elif before is not each:
            where = other_place(before.place, each.place)
            what = each.what.value if each.what else ""
            yield TWO_EXCEPTIONS.at(each.place, f"«{what}» for «{each.works_on}»", where)


def _misses(override: Override, rows: Rows) -> str:
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


def idle(scenarios: Iterable[Scenario], estimates: Sequence[Estimate]) -> Iterator[Finding]:
    """Exceptions without which everything would be the same."""
    for scenario in scenarios:
        for each in scenario.overrides:
            rest = scenario._replace(
                overrides=tuple(other for other in scenario.overrides if other is not each)
            )
            parts = [*_works_on(each, estimates)]
            if left_of(parts, scenario) == left_of(parts, rest):
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


def left_of(estimates: Iterable[Estimate], scenario: Scenario) -> tuple[object, ...]:
    """What is left of each row in a scenario."""
    return tuple(
        (each.place, each.after and (each.after.inputs, each.after.cost))
        for estimate in estimates
        for each in overlaid(estimate, scenario)[1]
    )


def _no_exception(override: Override, wrong: str, place: Place) -> Finding:
    which = f"for «{override.works_on}»" if override.works_on else ON_THE_ROW
    return NO_EXCEPTION.at(place, which, ended(wrong))


ON_THE_ROW: Final = "på denne raden"


def ended(text: str) -> str:
    """The text as the end of a sentence, which a question is already."""
    return text if text.endswith("?") else f"{text}."


def other_place(place: Place, beside: Place) -> str:
    """Where another thing is, as shortly as can be said of one beside it."""
    return place.cell if place[:2] == beside[:2] else str(place)
