"""One scenario instead of the plan: what it comes to, and what its files are called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from ..core import layout
from ..core.consolidation import Consolidation
from ..core.errors import RefusedError, UsageError
from ..core.estimate import Activity, Estimate
from ..core.findings import Place
from ..core.matching import meant
from ..core.scenarios.beside import Beside, light, merged, scenarios_of
from ..core.scenarios.definitions import Scenario, definitions, named
from ..core.scenarios.overlay import overlaid
from ..core.scenarios.soundness import stopping
from ..core.scenarios.wording import NO_SCENARIOS
from ..files.gather import Gathered

KEPT: Final = (light, definitions)
"""What is to be kept of each workbook for a scenario."""

NOT_COMPUTED: Final = "Scenarioene er ikke regnet ut"
_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_LONGEST_NAME: Final = 100
"""Signs of a name in that of a file; a longer one is told from others by a few of its hash."""


class Chosen(NamedTuple):
    """One scenario of a plan, what it came to, and the estimates as they are in it."""

    scenario: Scenario
    beside: Beside
    gathered: Gathered

    @property
    def consolidation(self) -> Consolidation:
        return self.beside.consolidation

    def rows(self) -> Iterator[tuple[Place, Activity | None]]:
        """What becomes of each row, by its place; None when it falls out."""
        for each in self.gathered.kept(light):
            for outcome in overlaid(each, self.scenario)[1]:
                yield outcome.place, outcome.after

    def estimates(self) -> Iterator[Estimate]:
        """The estimates in the scenario, one at a time; without cells that nothing is made from."""
        return (overlaid(each, self.scenario)[0] for each in self.gathered.kept(light))


def chosen(name: str, plan: Consolidation, gathered: Gathered) -> Chosen:
    """The scenario of that name of a plan, of which `KEPT` was kept.

    Raises UsageError when there is none, and RefusedError while anything is wrong with them.
    """
    refuse_scenario(plan)
    defined = list(gathered.kept(definitions))
    scenario = scenario_named(name, merged(defined))
    found = scenarios_of(plan, gathered.parts, estimates_of(gathered), defined, scenario)
    stops = stopping(found.findings)
    if stops:
        raise RefusedError(NOT_COMPUTED, stops, unread=False, can_force=False)
    (beside,) = found.scenarios
    own = beside.consolidation
    said = {each.code for each in (*own.findings, *plan.findings)}
    more = tuple(each for each in found.findings if each.code not in said)
    made = own._replace(findings=(*own.findings, *more))
    return Chosen(scenario, beside._replace(consolidation=made), gathered)


def refuse_scenario(plan: Consolidation) -> None:
    """Raise UsageError for what is no plan, and so has no scenarios."""
    if plan.stamp.scenario:
        raise UsageError(f"Arbeidsboken er alt et scenario ({plan.stamp.scenario}), ikke planen.")


def estimates_of(gathered: Gathered) -> Callable[[], Iterator[Estimate]]:
    """The estimates that were kept, as often as they are asked for."""
    return partial(gathered.kept, light)


def scenario_named(name: str, every: Sequence[Scenario]) -> Scenario:
    """The scenario of that name; UsageError says which there are."""
    found = named(every, name)
    if found:
        return found
    if not every:
        raise UsageError(NO_SCENARIOS)
    names = [each.name for each in every]
    alike = meant(name, names)
    said = f"; mente du «{alike}»?" if alike else "."
    there = ", ".join(f"«{each}»" for each in names)
    raise UsageError(
        f"Arbeidsboken har ikke noe scenario som heter «{name}»{said} Den har {there}."
    )


def named_after(target: Path, scenario: str) -> Path:
    """The file with the name of the scenario last in its own, unless it stands just there.

    Elsewhere it may be a word that the plan's file has too.
    """
    said = " ".join(_NOT_IN_NAMES.sub(" ", scenario).split()).strip(" .")
    if len(said) > _LONGEST_NAME:
        said = f"{said[:_LONGEST_NAME].strip(' .')} {sha256(scenario.encode()).hexdigest()[:6]}"
    said = said or layout.SCENARIO.label.lower()
    if not scenario or layout.spelled(target.stem).endswith(layout.spelled(f"– {said}")):
        return target
    return target.with_name(f"{target.stem} – {said}{target.suffix}")
