"""A scenario decided: the new plan."""

from __future__ import annotations

from pathlib import Path

from ..core import layout
from ..core.errors import RefusedError, UsageError
from ..core.scenarios.beside import merged
from ..core.scenarios.definitions import Scenario, definitions_of
from ..core.scenarios.soundness import findings_of, stopping
from ..core.scenarios.wording import NO_SCENARIOS
from ..files.workbooks.deciding import decide
from ..files.workbooks.proven import Made, Read, read_source
from .choosing import scenario_named
from .stamp import made_now


def decided(workbook: Path, name: str, target: Path) -> Made:
    """Make the scenario of that name the plan of a new workbook, with the decision on record.

    Raises RefusedError and UsageError before anything is written.
    """
    source = read_source([workbook])
    return decide(source, target, scenario_in(source, name), made_now())


def names_in(source: Read) -> list[str]:
    """The scenarios that there are to decide on, before anybody is asked which.

    Raises UsageError when there are none, and RefusedError while anything is wrong with them.
    """
    defined = [definitions_of(each) for each in source.estimates]
    every = merged(defined)
    if stops := stopping(findings_of(defined, every, source.estimates)):
        raise RefusedError("Ingenting er laget", stops, unread=False)
    if not every:
        raise UsageError(NO_SCENARIOS)
    return [each.name for each in every]


def scenario_in(source: Read, name: str) -> Scenario:
    """The scenario of that name; raises UsageError when there is none."""
    found = scenario_named(name, merged(definitions_of(each) for each in source.estimates))
    if source.missing or any(each.whole for each in source.estimates):
        raise UsageError(
            f"Dette er én del av et estimat. Samle delene først, med arket {layout.SCENARIOS}."
        )
    return found
