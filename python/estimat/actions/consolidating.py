"""Workbooks checked, and added up to the directorate's total."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ..core.consolidation import Consolidation, as_counted, consolidate
from ..core.errors import UsageError
from ..core.layout import CONSOLIDATED
from ..core.part import Line, Part, lines
from ..files.gather import Gathered, gather
from ..files.many import answers_not_read, but_for, find_workbooks
from ..files.parts import Keep
from .choosing import KEPT, Chosen, chosen, named_after
from .stamp import made_now

Reader: TypeAlias = Callable[..., Gathered]
"""How files are read: as `gather` does, or with a word to somebody who waits."""


class Consolidated(NamedTuple):
    """What it came to, what was read, and the file that was written, if any.

    `instead` is the scenario that it is of, when it is not the plan.
    """

    consolidation: Consolidation
    gathered: Gathered
    written: Path | None = None
    instead: Chosen | None = None

    def rows(self) -> Iterator[Line]:
        """The rows it is made of, as they were counted, where they were kept."""
        own = chain.from_iterable(map(lines, self.instead.estimates())) if self.instead else None
        return as_counted(self.consolidation, own or self.gathered.kept(lines))


def checked(names: Sequence[str], read: Reader = gather) -> Consolidated:
    """Check workbooks and folders of them, each and together."""
    gathered = read(find_workbooks(names), not_read=answers_not_read(names))
    return Consolidated(checked_together(gathered.parts, alone=are_alone(names)), gathered)


def are_alone(names: Sequence[str]) -> bool:
    """Whether these are files, of which one may be a part that somebody works on, and no folder."""
    return not any(map(os.path.isdir, names))


def checked_together(parts: Sequence[Part], *, alone: bool) -> Consolidation:
    """What is found in workbooks that were read, and what they come to as they stand."""
    return consolidate(parts, made_now(), alone=alone)


def added_up(parts: Sequence[Part], *, forced: bool = False) -> Consolidation:
    """The total of workbooks that were read."""
    return consolidate(parts, made_now(), forced=forced, anew=True, alone=False)


def consolidated(
    names: Sequence[str],
    target: Path | None = None,
    *,
    forced: bool = False,
    overwrite: bool | None = None,
    scenario: str = "",
    keep: Sequence[Keep] = (),
    read: Reader = gather,
) -> Consolidated:
    """Consolidate workbooks and folders of them; a target is written unless errors stop it.

    With the name of a scenario it is that which is consolidated, and its name is in the target's.
    What is to be kept of each workbook besides waits in what was gathered.
    """
    target = target and named_after(target, scenario)
    paths = sources(names, target, overwrite=overwrite, refuse=unless_on(CONSOLIDATED))
    if target and not scenario and lines not in keep:
        keep = [*keep, lines]
    made = consolidated_from(
        paths, answers_not_read(names), forced=forced, scenario=scenario, keep=keep, read=read
    )
    if target is None or made.consolidation.stopped:
        return made
    from ..files.results.result import save_result  # noqa: PLC0415

    target = named_as_made(
        target, made.consolidation, overwrite=overwrite, refuse=unless_on(CONSOLIDATED)
    )
    save_result(target, made.consolidation, made.rows())
    return made._replace(written=target)


def consolidated_from(
    paths: Sequence[Path],
    not_read: Sequence[Path],
    *,
    forced: bool = False,
    scenario: str = "",
    keep: Sequence[Keep] = (),
    read: Reader = gather,
) -> Consolidated:
    """Consolidate the workbooks at these paths, and write nothing."""
    keep = [*keep, *(KEPT if scenario else ())]
    gathered = read(paths, not_read=not_read, keep=keep)
    plan = added_up(gathered.parts, forced=forced)
    if plan.stopped or not scenario:
        return Consolidated(plan, gathered)
    instead = chosen(scenario, plan, gathered)
    return Consolidated(instead.consolidation, gathered, instead=instead)


def named_as_made(
    target: Path,
    made: Consolidation,
    *,
    overwrite: bool | None,
    refuse: Callable[..., None],
) -> Path:
    """The target with the name of the scenario that it is of, which the workbook itself may be."""
    named = named_after(target, made.stamp.scenario)
    if named != target:
        refuse(named, overwrite=overwrite)
    return named


def sources(
    names: Sequence[str],
    target: Path | None,
    *,
    overwrite: bool | None,
    refuse: Callable[..., None],
) -> list[Path]:
    """The workbooks to read, without the target; UsageError for one that may not be replaced.

    What may not be is for `refuse` to say: see `unless_on`.
    """
    paths = find_workbooks(names)
    if target is None:
        return paths
    refuse(target, overwrite=overwrite)
    paths = but_for(paths, target)
    if not paths:
        raise UsageError(f"{target} er resultatfila. Oppgi arbeidsbøkene som skal leses.")
    return paths


def unless_on(sheet: str) -> Callable[..., None]:
    """What refuses to replace anything but a result of ours with its total on this sheet."""

    def refuse(target: Path, *, overwrite: bool | None) -> None:
        from ..files.results.result import refuse_to_replace  # noqa: PLC0415  XlsxWriter takes time

        refuse_to_replace(target, sheet, overwrite=overwrite)

    return refuse
