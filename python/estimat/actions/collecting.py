"""Out to the areas and back: what a terminal and a button both do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..core import norwegian
from ..core.acceptances import Acceptance, accepted_of_parts
from ..core.collection.delivery import Overview, Plan, overview
from ..core.collection.dispatch import Dispatch
from ..core.collection.report import TITLE
from ..core.collection.versions import slips
from ..core.consolidation import Consolidation, consolidate
from ..core.errors import RefusedError, UsageError
from ..files.gather import Gathered, gather
from ..files.many import (
    answers_not_read,
    but_for,
    find_workbooks,
    refuse_inside,
    refuse_nowhere,
)
from .consolidating import Reader, unless_on
from .stamp import made_now

if TYPE_CHECKING:
    from ..files.collection.dividing import Answers
    from ..files.collection.remarks import Made


def sent_now(deadline: date | None = None, to: str = "") -> Dispatch:
    """What parts that are sent out now say of it; their number is for whoever makes them."""
    return Dispatch(1, _now(), deadline, " ".join(to.split()))


def _now() -> datetime:
    return datetime.fromisoformat(made_now().time).replace(tzinfo=None)


def gathered_now(plan: Path, names: Sequence[str], *, partial: bool) -> Answers:
    """What has come back so far, in the workbook that it was sent out from."""
    from ..files.collection.partly import gathered_into  # noqa: PLC0415  XlsxWriter takes time

    return gathered_into(plan, names, _now().date(), partial=partial)


class Seen(NamedTuple):
    """How it is with each area, what was found in the files, and the file that was written."""

    overview: Overview
    consolidation: Consolidation
    gathered: Gathered
    written: Path | None = None


def seen(
    names: Sequence[str],
    plan: Path | None = None,
    target: Path | None = None,
    *,
    overwrite: bool | None = None,
    read: Reader = gather,
) -> Seen:
    """Who has delivered what, of the workbook that it was sent out from, if that is known.

    Raises RefusedError when that workbook could not be read, or no area is known.
    """
    if target:
        unless_on(TITLE)(target, overwrite=overwrite)
    refuse_nowhere(names)
    planned, accepted = _plan(plan) if plan else (None, None)
    found = find_workbooks(names, may_be_none=bool(planned))
    paths = but_for(found, *filter(None, (plan, target)))
    gathered = read(paths, not_read=answers_not_read(names), keep=[slips], accepted=accepted)
    made = made_now()
    seen_ = overview(gathered.parts, gathered.kept(slips), _now().date(), planned)
    consolidation = consolidate(gathered.parts, made, alone=False)
    if not seen_.areas:
        unread = not gathered.anything_read
        raise RefusedError("", consolidation.findings, unread=unread)
    if target:
        from ..files.results.overview import save_overview  # noqa: PLC0415

        save_overview(target, seen_, made.time)
    return Seen(seen_, consolidation, gathered, target)


def _plan(path: Path) -> tuple[Plan, list[Acceptance]]:
    """The workbook that was sent out, and what its warnings are accepted of."""
    read = gather([path], keep=[slips, accepted_of_parts])
    (part,) = read.parts
    if not part.areas:
        raise RefusedError("", part.findings, unread=True)
    if part.whole:
        raise UsageError(f"{part.file} er en del av et estimat. Oppgi hele arbeidsboken i --mot.")
    return Plan(part, *read.kept(slips)), [*read.kept(accepted_of_parts)]


def remarked(
    names: Sequence[str], folder: Path, master: Path | None = None, *, read: Reader = gather
) -> Made:
    """Write a copy with remarks of each of these files, and of those in these folders."""
    from ..files.collection.remarks import remark  # noqa: PLC0415  XlsxWriter takes time

    refuse_inside(folder, names)
    return remark(
        find_workbooks(names), folder, master,
        not_read=answers_not_read(names), today=norwegian.day(_now()), read=read,
    )  # fmt: skip
