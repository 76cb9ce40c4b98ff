"""What the plan and each of its scenarios may come to, by the uncertainty of the rows in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .consolidation import Consolidation
from .estimate import Estimate, Factor
from .findings import Place
from .scenarios.beside import Estimates, Scenarios
from .scenarios.overlay import overlaid
from .scenarios.report import Levels
from .uncertainty.calculation import STOPS, Uncertainty, calculate
from .uncertainty.figures import P85
from .uncertainty.spans import spans


def levels_of(
    found: Scenarios, estimates: Estimates, common: Sequence[tuple[Place, Factor]]
) -> dict[str, Levels]:
    """The levels by the name of the scenario, the plan's by none; nothing where no row has a range.

    Nor where the common factors cannot be reckoned with, which is a finding of its own.
    """
    plan = _uncertainty(found.plan, estimates(), common)
    if not plan.total.variance or any(each.code in STOPS for each in plan.findings):
        return {}
    levels = {"": _levels(plan)}
    for each in found.scenarios:
        inside = (overlaid(one, each.scenario)[0] for one in estimates())
        levels[each.scenario.name] = _levels(_uncertainty(each.consolidation, inside, common))
    return levels


def _uncertainty(
    made: Consolidation, estimates: Iterable[Estimate], common: Sequence[tuple[Place, Factor]]
) -> Uncertainty:
    return calculate(made, (each for one in estimates for each in spans(one)), common)


def _levels(found: Uncertainty) -> Levels:
    return Levels(found.total.at(0.5), found.total.at(P85))
