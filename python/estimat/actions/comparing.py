"""What has changed from one estimate to another."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ..core.comparing.comparison import Comparison, compare
from ..core.errors import RefusedError
from ..files.gather import gather
from ..files.many import find_workbooks
from ..files.results.comparison import save_comparison
from ..files.results.result import refuse_to_replace
from ..files.results.sides import SIDE, Side, side_of
from .stamp import made_now


class Compared(NamedTuple):
    """The changes, and the two that were compared."""

    comparison: Comparison
    before: Side
    after: Side


def compared(
    before: str, after: str, target: Path | None = None, *, overwrite: bool | None = None
) -> Compared:
    """Compare two workbooks, folders or results, and write the changes to the target, if any.

    Raises RefusedError when nothing of a side could be read.
    """
    if target:
        refuse_to_replace(target, overwrite=overwrite)
    old, new = _side(before), _side(after)
    made = Compared(compare(old.state, new.state), old, new)
    if target:
        save_comparison(target, *made)
    return made


def _side(name: str) -> Side:
    gathered = gather(find_workbooks([name]), keep=SIDE)
    side = side_of(name, gathered, made_now())
    if not gathered.anything_read:
        raise RefusedError("", side.consolidation.findings, unread=True)
    return side
