"""Workbooks that new ones are made of, what is made, and the proof that nothing has changed.

What was made is read back and compared with what it was made from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import chain, product
from pathlib import Path, PurePath
from typing import NamedTuple

from ...core.checks.areas import NO_ACTIVITIES
from ...core.checks.scenarios import IS_A_SCENARIO
from ...core.checks.structure import MISSING_AREA
from ...core.comparing import report as comparisonreport
from ...core.comparing.comparison import Change, compare
from ...core.comparing.state import State, area_states, state_of
from ...core.consolidation import NO_STAMP, Consolidation, consolidate
from ...core.errors import RefusedError, UsageError
from ...core.estimate import Estimate
from ...core.findings import as_errors
from ...core.layout import Status
from ...core.part import Part
from ..gather import gather
from .areafile import AreaFile
from .leftbehind import left_behind
from .new import save_new
from .rebuilding import note_of, whole


class Read(NamedTuple):
    """Workbooks as they were read, and what they come to."""

    estimates: tuple[Estimate, ...]
    consolidation: Consolidation
    without_areas: tuple[str, ...]
    """The files that hold something else."""

    parts: tuple[Part, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The areas of the estimate that are in none of them."""
        errors = self.consolidation.errors
        return tuple(each.found for each in errors if each.code == MISSING_AREA.code)

    @property
    def empty(self) -> tuple[str, ...]:
        """The areas that have no rows yet, and so count as nothing."""
        return tuple(
            f"{area.head.id} {area.head.name}"
            for each in self.estimates
            for area in each.areas
            if not area.activities and area.head.status != Status.NO_ACTIVITIES.value
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
        factors = chain.from_iterable(each.factors for each in self.estimates)
        return state_of(self.consolidation, areas, factors)


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
    gathered = gather(paths, not_read=not_read, keep=[whole], everything=True)
    kept = list(gathered.kept(whole))
    return Read(
        tuple(each for each in kept if each.areas),
        consolidate(gathered.parts, NO_STAMP, anew=True, alone=alone),
        tuple(each.book.file for each in kept if not each.areas),
        tuple(gathered.parts),
    )


def read_source(
    paths: Sequence[Path],
    not_read: Sequence[Path] = (),
    *,
    alone: bool = True,
) -> Read:
    """Read what new workbooks are to be made of; raises RefusedError when there are errors.

    That an area has no rows yet is none here: every year begins so.
    """
    source = read_whole(paths, not_read, alone=alone)
    codes = {each.code for each in source.consolidation.errors} - {NO_ACTIVITIES.code}
    if not source.estimates or codes:
        findings = source.consolidation.findings
        raise RefusedError("Ingenting er laget", findings, unread=not source.estimates)
    refuse_scenario(source)
    return source


def refuse_scenario(source: Read) -> None:
    """Raise RefusedError for one: what is made of it would be taken for the plan."""
    if source.consolidation.stamp.scenario:
        told = [each for each in source.consolidation.findings if each.code == IS_A_SCENARIO.code]
        raise RefusedError("Ingenting er laget", as_errors(told), unread=False)


def prove(source: Read, made: Read) -> None:
    """Raise UsageError unless what was made says what the source says."""
    if note_of(source.estimates) != note_of(made.estimates):
        raise UsageError(
            "Ordene i arket Notat blir ikke de samme i den nye arbeidsboken. Se etter celler som "
            "ikke er tekst, og prøv igjen. Ingenting er laget."
        )
    changes = compare(source.state, made.state).changes
    if changes:
        raise UsageError("\n".join((*map(_unlike, changes), "Ingenting er laget.")))


def _unlike(change: Change) -> str:
    """What would be another, and where to mend it."""
    said = comparisonreport.from_to(change.fields, change.kind)
    what = " ".join(filter(None, (change.subject.value, change.id, change.name)))
    return (
        f"{what} blir ikke likt i den nye arbeidsboken ({said}). Rett det i "
        f"{change.place.file or 'kilden'}, og prøv igjen."
    )


def make(
    source: Read,
    files: Mapping[Path, AreaFile],
    maker: str,
    folders: Sequence[Path] = (),
    beside: Sequence[Estimate] = (),
) -> tuple[str, ...]:
    """Make workbooks and prove them; gives what stands in the source and in none of them.

    Nor in what was read `beside` it, whose areas are there already.
    When one fails those that were made are taken away, and the `folders` that were made for them.
    """
    written: list[Path] = []
    try:
        for target, areas in files.items():
            save_new(target, areas, source.made_from, maker)
            written.append(target)  # what was there already is somebody else's
        made = read_whole([*files])
        prove(source, made)
    except BaseException:
        for target in written:
            with suppress(OSError):
                target.unlink()
        for folder in folders:
            with suppress(OSError):
                folder.rmdir()
        raise
    pairs = product((*source.estimates, *beside), made.estimates)
    return tuple(dict.fromkeys(left for old, new in pairs for left in left_behind(old, new)))
