"""What has changed from one estimate to another."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ..core import layout
from ..core.comparing.comparison import Comparison, compare
from ..core.comparing.state import in_scenario
from ..core.errors import RefusedError
from ..core.scenarios.decision import Decision
from ..files.gather import gather
from ..files.many import find_workbooks
from ..files.results.comparison import save_comparison
from ..files.results.sides import SIDE, Side, side_of
from .choosing import KEPT, chosen, named_after
from .consolidating import named_as_made, unless_on
from .stamp import made_now


class Compared(NamedTuple):
    """The changes, and the two that were compared."""

    comparison: Comparison
    before: Side
    after: Side
    written: Path | None = None

    @property
    def decided(self) -> tuple[Decision, ...]:
        """What was decided between the two."""
        return tuple(each for each in self.after.decisions if each not in self.before.decisions)


def compared(
    before: str,
    after: str,
    target: Path | None = None,
    *,
    overwrite: bool | None = None,
    scenario: str = "",
) -> Compared:
    """Compare two workbooks, folders or results, and write the changes to the target, if any.

    With the name of a scenario the later one is as it is in that, and the file's name says so.
    Raises RefusedError when nothing of a side could be read.
    """
    target = target and named_after(target, scenario)
    refuse = unless_on(layout.COMPARED)
    if target:
        refuse(target, overwrite=overwrite)
    old, new = _side(before), _side(after, scenario)
    for side in (old, new):  # either may itself be a scenario, whatever it was asked for
        if target:
            target = named_as_made(target, side.consolidation, overwrite=overwrite, refuse=refuse)
    made = Compared(compare(old.state, new.state), old, new)
    if target:
        save_comparison(target, *made[:3], made.decided)
    return made._replace(written=target)


def _side(name: str, scenario: str = "") -> Side:
    gathered = gather(find_workbooks([name]), keep=(*SIDE, *(KEPT if scenario else ())))
    side = side_of(name, gathered, made_now())
    if not gathered.anything_read:
        raise RefusedError("", side.consolidation.findings, unread=True)
    if not scenario:
        return side
    instead = chosen(scenario, side.consolidation, gathered)
    made = instead.consolidation
    return side._replace(
        name=f"{side.name}, scenario {instead.scenario.name}",
        consolidation=made,
        state=in_scenario(side.state, made, dict(instead.rows())),
    )
