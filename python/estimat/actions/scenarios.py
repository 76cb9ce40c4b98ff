"""All the scenarios of workbooks, beside the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from ..core import layout
from ..core.consolidation import consolidate
from ..core.errors import RefusedError
from ..core.findings import Finding
from ..core.outlook import levels_of
from ..core.part import factors
from ..core.scenarios.beside import Scenarios, scenarios_of
from ..core.scenarios.definitions import definitions
from ..core.scenarios.report import Levels
from ..core.scenarios.soundness import stopping
from ..files.gather import Gathered, gather
from ..files.many import answers_not_read
from .choosing import KEPT, NOT_COMPUTED, estimates_of, refuse_scenario
from .consolidating import Reader, sources, unless_on
from .stamp import made_now


class Weighed(NamedTuple):
    """The scenarios, what each may come to by its name, what was read, and the file, if any."""

    scenarios: Scenarios
    levels: Mapping[str, Levels]
    written: Path | None = None


def weighed(
    names: Sequence[str],
    target: Path | None = None,
    *,
    overwrite: bool | None = None,
    read: Reader = gather,
) -> Weighed:
    """Compute all scenarios of workbooks, and write the target, if any.

    Raises RefusedError for errors, and while anything is wrong with the scenarios.
    """
    paths = sources(names, target, overwrite=overwrite, refuse=unless_on(layout.BESIDE_PLAN))
    gathered = read(paths, not_read=answers_not_read(names), keep=(*KEPT, factors))
    plan = consolidate(gathered.parts, made_now(), anew=True, alone=False)
    if plan.errors:
        _refuse(plan.findings, gathered)
    refuse_scenario(plan)
    estimates = estimates_of(gathered)
    found = scenarios_of(plan, gathered.parts, estimates, gathered.kept(definitions))
    if stops := stopping(found.findings):
        _refuse(stops, gathered)
    levels = levels_of(found, estimates, [*gathered.kept(factors)])
    if target is None:
        return Weighed(found, levels)
    from ..files.results.scenarios import save_scenarios  # noqa: PLC0415  XlsxWriter takes time

    save_scenarios(target, found, levels)
    return Weighed(found, levels, target)


def _refuse(findings: Sequence[Finding], gathered: Gathered) -> NoReturn:
    raise RefusedError(NOT_COMPUTED, findings, unread=not gathered.anything_read)
