"""A scenario laid over the plan, row by row: what is left of each, and which cause took the rest.

The causes are applied in their order, each to what the one before it left: ambition, who governs,
involvement, exceptions, rate. All of an exception's effect is the exception's, whatever it is of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple

from .. import layout
from ..amounts import ZERO, difference, half_away, product
from ..estimate import NOTHING, Activity, Area, Estimate, Inputs, price
from ..findings import Place
from .definitions import Scenario, What

_HUNDREDTHS: Final = 2


class Cause(str, Enum):
    """What moves a scenario away from the plan, in the order in which it does."""

    AMBITION = "Ambisjon"
    GOVERNED = "Ansvar"
    INVOLVEMENT = layout.INVOLVEMENT.header
    EXCEPTION = "Unntak"
    RATE = layout.RATE.header


class Outcome(NamedTuple):
    """What becomes of a row: None when it falls out, `by` the cause that let it.

    `moved` are the kroner that each of the causes moves it by, in their order.
    """

    area: str
    place: Place
    before: Activity
    after: Activity | None
    moved: tuple[Decimal, ...]
    by: Cause | None = None


_UNMOVED: Final = (ZERO,) * len(Cause)

_Exceptions = Mapping[tuple[str, What | None], Decimal | str]
"""What exceptions say, by the id they are of, as it is compared, and what they are of."""


def _exceptions(scenario: Scenario) -> _Exceptions:
    """The exceptions of a scenario, to be looked up."""
    return {each.key: each.value for each in scenario.overrides}


def overlaid(estimate: Estimate, scenario: Scenario) -> tuple[Estimate, list[Outcome]]:
    """The estimate as it is in a scenario, without the rows that fall out; and each row's outcome.

    The plan is not touched. Rows that are left out of every total stay as they are.
    """
    special = _exceptions(scenario)
    areas: list[Area] = []
    outcomes: list[Outcome] = []
    for area in estimate.areas:
        mine = [*_area(estimate, area, scenario, special)] if area.priceable else []
        outcomes += mine
        left = tuple(each.after for each in mine if each.after)
        areas.append(area._replace(activities=left) if area.priceable else area)
    assumptions = estimate.assumptions
    if scenario.rate is not None and assumptions.hourly_rate is not None:
        assumptions = assumptions._replace(hourly_rate=scenario.rate)
    return estimate._replace(areas=tuple(areas), assumptions=assumptions), outcomes


def _area(
    estimate: Estimate, area: Area, scenario: Scenario, special: _Exceptions
) -> Iterator[Outcome]:
    assumed = estimate.assumptions.hourly_rate or ZERO
    over = _Overlay(scenario, special, area.head.id, assumed)
    for activity in area.activities:
        place = estimate.place(area.sheet, activity.row, area.table.area.left)
        if activity.left_out:
            yield Outcome(area.head.id, place, activity, activity, _UNMOVED)
            continue
        yield _row(over, place, activity)


class _Overlay(NamedTuple):
    """A scenario, to be laid over the rows of an area that are priced by the plan's rate."""

    scenario: Scenario
    special: _Exceptions
    area: str
    assumed: Decimal


def _row(over: _Overlay, place: Place, activity: Activity) -> Outcome:
    scenario, special, area, assumed = over
    inputs = activity.inputs

    def exception(what: What) -> Decimal | str | None:
        """That of the row before that of its area."""
        of_row = special.get((layout.spelled(inputs.id), what)) if inputs.id else None
        return special.get((layout.spelled(area), what)) if of_row is None else of_row

    asked = exception(What.IN)
    is_over = inputs.ended and not activity.cost.kroner
    if is_over and asked != layout.YES:  # decided already
        return Outcome(area, place, activity, activity, _UNMOVED)
    is_done = not is_over and _is_done(inputs, scenario.ambition)
    is_ours = _is_ours(inputs, scenario.governed)
    involved = _involved(inputs, scenario.involvement)
    level = exception(What.AMBITION)
    let_in = (is_done if level is None else _is_done(inputs, str(level))) and is_ours
    is_in = let_in if asked is None else asked == layout.YES
    as_excepted = _excepted(involved, exception(What.HOURS), exception(What.AMOUNT))
    as_excepted = as_excepted._replace(status="" if is_over else inputs.status)
    rate = assumed if scenario.rate is None else scenario.rate
    steps = (
        (is_done, inputs, assumed),
        (is_done and is_ours, inputs, assumed),
        (is_done and is_ours, involved, assumed),
        (is_in, as_excepted, assumed),
        (is_in, as_excepted, rate),
    )
    moved, cost = [], activity.cost
    for counts, each, at in steps:
        before, cost = cost, price(each.hours, each.rate, each.amount, at) if counts else NOTHING
        moved.append(difference(cost.kroner, before.kroner))
    if is_in:
        after = activity._replace(inputs=as_excepted, cost=cost)
        return Outcome(area, place, activity, after, tuple(moved))
    by = Cause.EXCEPTION
    if not (is_done and is_ours):  # no exception has brought it back
        by = Cause.GOVERNED if is_done else Cause.AMBITION
    return Outcome(area, place, activity, None, tuple(moved), by)


def _is_done(inputs: Inputs, highest: str) -> bool:
    """Whether a row is done at this level of ambition; at none, all are, and one without always."""
    levels = layout.AMBITION_LEVELS
    if not highest or inputs.ambition not in levels:
        return True
    return levels.index(inputs.ambition) <= levels.index(highest)


def _is_ours(inputs: Inputs, ours: Sequence[str]) -> bool:
    """Whether a row is ours when these govern; one that says nobody always is."""
    said = layout.spelled(inputs.governed)
    return not ours or not said or said in map(layout.spelled, ours)


def _involved(inputs: Inputs, share: Decimal | None) -> Inputs:
    """A row with the hours, and their range, that the involvement makes of them."""
    if share is None or inputs.involvement != layout.YES:
        return inputs
    hours, low, high = (
        None if each is None else product(each, share)
        for each in (inputs.hours, inputs.low, inputs.high)
    )
    return inputs._replace(hours=hours, low=low, high=high)


def _excepted(inputs: Inputs, hours: Decimal | str | None, amount: Decimal | str | None) -> Inputs:
    """A row with other hours, or another amount; their range reaches as far, as a part of them."""
    if isinstance(hours, Decimal):
        low, high = _as_far(inputs.hours, hours, inputs.low, inputs.high)
        inputs = inputs._replace(hours=hours, low=low, high=high)
    if isinstance(amount, Decimal):
        low, high = _as_far(inputs.amount, amount, inputs.amount_low, inputs.amount_high)
        inputs = inputs._replace(amount=amount, amount_low=low, amount_high=high)
    return inputs


def _as_far(
    was: Decimal | None, now: Decimal, low: Decimal | None, high: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """A range round another number, to the hundredth; none where there was no number."""
    if not was or low is None or high is None:
        return None, None
    least, most = (half_away(each * now / was, _HUNDREDTHS) for each in (low, high))
    return (least if low > was else min(least, now)), (most if high < was else max(most, now))
