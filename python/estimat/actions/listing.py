"""The rows of workbooks as a list, and the total broken down."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ..core import layout
from ..core.breakdown import Breakdown, By, broken_down, cube_of
from ..core.errors import RefusedError, UsageError
from ..core.listing import Listing, listing_of
from ..core.part import lines
from ..files.gather import gather
from ..files.many import answers_not_read, but_for
from .choosing import named_after
from .consolidating import (
    Consolidated,
    Reader,
    consolidated_from,
    named_as_made,
    sources,
    unless_on,
)

_NOT_BROKEN_DOWN = "Oversikten er ikke laget"


class Listed(NamedTuple):
    """What was read and what it came to, and how many rows it has."""

    made: Consolidated
    listing: Listing
    written: Path | None = None


class BrokenDown(NamedTuple):
    """What was read and what it came to, and its breakdowns."""

    made: Consolidated
    breakdowns: tuple[Breakdown, ...]
    written: Path | None = None


def listed(
    names: Sequence[str],
    target: Path | None = None,
    *,
    international: bool = False,
    overwrite: bool | None = None,
    scenario: str = "",
    read: Reader = gather,
) -> Listed:
    """List the rows of workbooks and folders of them, and write the target, if any.

    Rows with errors are there too, marked as left out. Raises RefusedError when nothing is read,
    and while anything is wrong with the scenario that is asked for.
    """
    from ..files.results.listing import refuse_lines, save_lines  # noqa: PLC0415  XlsxWriter takes time

    if international and (target is None or target.suffix.lower() != ".csv"):
        raise UsageError("--csv gjelder en fil som ender på .csv.")
    target = target and named_after(target, scenario)
    paths = sources(names, target, overwrite=overwrite, refuse=refuse_lines)
    made = _with_rows(names, paths, target, scenario, read, forced=True)
    # Nobody has insisted on a total here: what is left out is said of each row.
    made = made._replace(consolidation=made.consolidation._replace(forced=False))
    listing = listing_of(made.rows())
    if target is None:
        return Listed(made, listing)
    target = named_as_made(target, made.consolidation, overwrite=overwrite, refuse=refuse_lines)
    save_lines(target, made.consolidation, made.rows, listing, international=international)
    return Listed(made, listing, target)


def overviewed(
    names: Sequence[str],
    target: Path | None = None,
    *,
    by: Sequence[By] = tuple(By),
    overwrite: bool | None = None,
    scenario: str = "",
    read: Reader = gather,
) -> BrokenDown:
    """Break the total of workbooks down by each of these, and write the target, if any.

    Raises RefusedError for errors.
    """
    target = target and named_after(target, scenario)
    paths = sources(names, target, overwrite=overwrite, refuse=unless_on(layout.OVERVIEW))
    made = _with_rows(names, paths, target, scenario, read)
    whole = made.consolidation
    if whole.stopped:
        raise RefusedError(_NOT_BROKEN_DOWN, whole.findings, unread=False)
    cube = cube_of(made.rows())
    found = tuple(broken_down(whole, cube, each) for each in by)
    if target is None:
        return BrokenDown(made, found)
    from ..files.results.breakdownsheet import save_overview  # noqa: PLC0415  XlsxWriter takes time

    target = named_as_made(target, whole, overwrite=overwrite, refuse=unless_on(layout.OVERVIEW))
    save_overview(target, whole, found)
    return BrokenDown(made, found, target)


def _with_rows(
    names: Sequence[str],
    paths: Sequence[Path],
    target: Path | None,
    scenario: str,
    read: Reader,
    *,
    forced: bool = False,
) -> Consolidated:
    others = answers_not_read(names)
    others = but_for(others, target) if target else others
    keep = [] if scenario else [lines]
    made = consolidated_from(paths, others, forced=forced, scenario=scenario, keep=keep, read=read)
    if not made.gathered.anything_read:
        raise RefusedError("", made.consolidation.findings, unread=True)
    return made
