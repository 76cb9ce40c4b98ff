"""Workbooks checked, and added up to the directorate's total."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ..core.consolidation import Consolidation, consolidate
from ..core.errors import UsageError
from ..core.part import lines
from ..files.gather import Gathered, gather
from ..files.many import answers_not_read, find_workbooks
from ..files.parts import Keep
from .choosing import KEPT, chosen, named_after
from .stamp import made_now

Reader: TypeAlias = Callable[..., Gathered]
"""How files are read: as `gather` does, or with a word to somebody who waits."""


class Consolidated(NamedTuple):
    """What it came to, the rows it is made of, and the file that was written, if any."""

    consolidation: Consolidation
    gathered: Gathered
    written: Path | None = None


def checked(names: Sequence[str], read: Reader = gather) -> Consolidated:
    """Check workbooks and folders of them, each and together."""
    gathered = read(find_workbooks(names), not_read=answers_not_read(names))
    alone = not any(map(os.path.isdir, names))
    return Consolidated(consolidate(gathered.parts, made_now(), alone=alone), gathered)


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
    paths = sources(names, target, overwrite=overwrite)
    keep = [*keep, *([lines] if target and not scenario else ()), *(KEPT if scenario else ())]
    gathered = read(paths, not_read=answers_not_read(names), keep=keep)
    made = consolidate(gathered.parts, made_now(), forced=forced, anew=True, alone=False)
    if made.stopped or (target is None and not scenario):
        return Consolidated(made, gathered)
    instead = chosen(scenario, made, gathered) if scenario else None
    if instead:
        made = instead.consolidation
    if target is None:
        return Consolidated(made, gathered)
    from ..files.results.result import save_result  # noqa: PLC0415

    target = named_as_made(target, made, overwrite=overwrite)
    own = chain.from_iterable(map(lines, instead.estimates())) if instead else None
    save_result(target, made, own or gathered.kept(lines))
    return Consolidated(made, gathered, target)


def named_as_made(target: Path, made: Consolidation, *, overwrite: bool | None) -> Path:
    """The target with the name of the scenario that it is of, which the workbook itself may be."""
    named = named_after(target, made.stamp.scenario)
    if named != target:
        from ..files.results.result import refuse_to_replace  # noqa: PLC0415

        refuse_to_replace(named, overwrite=overwrite)
    return named


def sources(names: Sequence[str], target: Path | None, *, overwrite: bool | None) -> list[Path]:
    """The workbooks to read, without the target; UsageError for one that may not be replaced."""
    paths = find_workbooks(names)
    if target is None:
        return paths
    from ..files.results.result import refuse_to_replace  # noqa: PLC0415  XlsxWriter takes time

    refuse_to_replace(target, overwrite=overwrite)
    here = os.path.realpath(target)
    paths = [path for path in paths if os.path.realpath(path) != here]
    if not paths:
        raise UsageError(f"{target} er resultatfila. Oppgi arbeidsbøkene som skal leses.")
    return paths
