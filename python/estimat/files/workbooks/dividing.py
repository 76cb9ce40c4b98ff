"""One workbook an area, for those who fill it in; and one workbook of them again.

Both prove themselves before they are done: what was made is read back and compared with what it was
made from, and nothing may have changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from ...core.checks.areas import NO_ACTIVITIES
from ...core.comparing import report as comparisonreport
from ...core.comparing.comparison import compare
from ...core.comparing.state import State, area_states, state_of
from ...core.consolidation import NO_STAMP, Consolidation, consolidate
from ...core.errors import UsageError
from ...core.estimate import Estimate
from ...core.layout import Status
from ..gather import Gathered, gather
from .areafile import LONGEST_SHEET_NAME, RESERVED_SHEETS, Area, AreaFile
from .emptyarea import free_name
from .new import refuse_new, save_new
from .rebuilding import area_file_of, left_behind, note_of, whole

_NOT_IN_FILE_NAMES: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_LONGEST_NAME: Final = 100


class Read(NamedTuple):
    """Workbooks as they were read, and what they come to."""

    estimates: tuple[Estimate, ...]
    consolidation: Consolidation
    without_areas: tuple[str, ...]
    """The files that hold something else."""

    @property
    def usable(self) -> bool:
        """Whether new workbooks can be made of them: they have areas, and no errors.

        That an area has no rows yet is none here: every year begins so.
        """
        codes = {each.code for each in self.consolidation.errors}
        return bool(self.estimates) and codes <= {NO_ACTIVITIES.code}

    @property
    def empty(self) -> tuple[str, ...]:
        """The areas that have no rows yet, and so count as nothing."""
        return tuple(
            f"{area.id} {area.name}"
            for each in self.estimates
            for area in each.areas
            if not area.activities and area.status != Status.NO_ACTIVITIES.value
        )

    @property
    def made_from(self) -> tuple[tuple[str, str], ...]:
        """The names of the files, without their folders, and the hashes."""
        return tuple(
            (PurePath(file).name, sha256) for file, sha256 in self.consolidation.stamp.inputs
        )

    @property
    def state(self) -> State:
        areas = (area for each in self.estimates for area in area_states(each))
        return state_of(self.consolidation, areas)


class Made(NamedTuple):
    """The new workbooks, what stands in the old ones and not in these, and areas without rows."""

    files: tuple[Path, ...]
    left: tuple[str, ...]
    empty: tuple[str, ...] = ()
    did: tuple[str, ...] = ()
    """What was done to the numbers, in words."""

    @property
    def without_rows(self) -> str:
        """That there are areas without rows, and which; nothing when there are none."""
        return f"Uten aktiviteter, og teller 0: {', '.join(self.empty)}" if self.empty else ""


def read_whole(paths: Sequence[Path], not_read: Sequence[Path] = (), *, alone: bool = True) -> Read:
    """Read workbooks with all that is in them; whether one may be a part by itself is `alone`."""
    gathered: Gathered = gather(paths, not_read=not_read, keep=whole)
    kept: list[Estimate] = list(gathered.kept())
    return Read(
        tuple(each for each in kept if each.areas),
        consolidate(gathered.parts, NO_STAMP, anew=True, alone=alone),
        tuple(each.book.file for each in kept if not each.areas),
    )


def divide(source: Read, folder: Path) -> Made:
    """Make a workbook for each area, with the assumptions locked; the folder may be new.

    Raises UsageError before anything is written, and leaves nothing when something fails.
    """
    (estimate,) = source.estimates
    areas = area_file_of(source.estimates, estimate.book.file)
    # Of a part, what it is a part of.
    every = areas.whole or tuple((area.id, area.name) for area in areas.areas)
    areas = areas._replace(whole=every)
    targets = [folder / _file_name(area) for area in areas.areas]
    for target in targets:
        refuse_new(target)
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    with _all_or_none(targets, [folder] * is_new):
        for area, target in zip(areas.areas, targets, strict=True):
            save_new(target, areas._replace(areas=(area,)), source.made_from, "estimat del")
        made = read_whole(targets)
        prove(source, made)
    left = [each for new in made.estimates for each in left_behind(estimate, new)]
    return Made(tuple(targets), tuple(dict.fromkeys(left)), source.empty)


def collect(source: Read, target: Path) -> Made:
    """Make one workbook of them all, in the order of their consolidation."""
    refuse_new(target)
    areas = area_file_of(source.estimates, target.stem)
    order = [entry.id for entry in source.consolidation.areas]
    in_order = sorted(areas.areas, key=lambda area: order.index(area.id))
    areas = _named_apart(areas._replace(areas=tuple(in_order), whole=()))
    with _all_or_none([target]):
        save_new(target, areas, source.made_from, "estimat samle")
        made = read_whole([target])
        prove(source, made)
    (new,) = made.estimates
    left = [f"{file}: hele fila (ingen tjenesteområder)" for file in source.without_areas]
    left += [each for old in source.estimates for each in left_behind(old, new)]
    return Made((target,), tuple(left), source.empty)


def prove(source: Read, made: Read) -> None:
    """Raise UsageError unless what was made says what the source says."""
    if note_of(source.estimates) != note_of(made.estimates):
        raise UsageError(
            "Ordene i arket Notat blir ikke de samme i den nye arbeidsboken. Se etter celler som "
            "ikke er tekst, og prøv igjen. Ingenting er laget."
        )
    changes = compare(source.state, made.state).changes
    if changes:
        kind, subject, _, id, name, fields, _, place = changes[0]
        said = comparisonreport.from_to(fields, kind)
        raise UsageError(
            f"{subject.value} {id} {name} blir ikke likt i den nye arbeidsboken ({said}). Rett det "
            f"i {place.file or 'kilden'}, og prøv igjen. Ingenting er laget."
        )


def _named_apart(areas: AreaFile) -> AreaFile:
    """Give sheets of the same name, from different files, names of their own."""
    taken: set[str] = set()
    renamed = []
    for area in areas.areas:
        sheet = free_name(area.sheet, LONGEST_SHEET_NAME, {*taken, *RESERVED_SHEETS})
        taken.add(sheet)
        renamed.append(area._replace(sheet=sheet))
    return areas._replace(areas=tuple(renamed))


def _file_name(area: Area) -> str:
    name = _NOT_IN_FILE_NAMES.sub(" ", f"{area.id} {area.name}")
    return f"{' '.join(name.split())[:_LONGEST_NAME].strip(' .')}.xlsm"


@contextmanager
def _all_or_none(targets: Sequence[Path], folders: Sequence[Path] = ()) -> Iterator[None]:
    """Take away what has been written, and folders that were made for it, when the rest fails."""
    try:
        yield
    except BaseException:
        for target in targets:
            with suppress(OSError):
                target.unlink()
        for folder in folders:
            with suppress(OSError):
                folder.rmdir()
        raise
