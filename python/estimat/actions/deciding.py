"""A scenario decided: the new plan."""

from __future__ import annotations

from pathlib import Path

from ..core import layout
from ..core.errors import RefusedError, UsageError
from ..core.scenarios.beside import merged
from ..core.scenarios.definitions import Scenario, definitions_of, named
from ..core.scenarios.soundness import findings_of, stopping
from ..files.workbooks.deciding import decide
from ..files.workbooks.proven import Made, Read, read_source
from .choosing import unknown
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
        raise UsageError(f"Arbeidsboken har ingen scenarioer. Fyll ut arket {layout.SCENARIOS}.")
    return [each.name for each in every]


def scenario_in(source: Read, name: str) -> Scenario:
    """The scenario of that name; raises UsageError when there is none."""
    every = [each for one in source.estimates for each in definitions_of(one).scenarios]
    found = named(every, name)
    if found is None:
        raise UsageError(unknown(name, [each.name for each in every]))
    if source.missing or any(each.whole for each in source.estimates):
        raise UsageError(
            f"Dette er én del av et estimat. Samle delene først, med arket {layout.SCENARIOS}."
        )
    return found
