"""Which of the areas that have come are taken into the workbook that they were made of.

What that says holds for the rest. Nothing is taken that is in doubt, and no area is there twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..checks.areas import NO_ACTIVITIES
from ..consolidation import NO_STAMP, Consolidation, consolidate
from ..findings import Finding
from ..part import Part
from .delivery import Delivery, Overview, State


class Taken(NamedTuple):
    """The areas, by key, that are taken of each file; and why the others are not.

    `parts` are the workbook with what is left of it, and the files with what is taken of them.
    """

    of_file: Mapping[str, Collection[str]]
    parts: tuple[Part, ...]
    used: tuple[Delivery, ...]
    kept: tuple[tuple[Delivery, tuple[str, ...]], ...]


def taken(own: Part, parts: Sequence[Part], seen: Overview) -> Taken:
    """Take every area that is good, by itself and together with the others."""
    reasons = {each.key: [*_unusable(each)] for each in seen.areas}
    while True:
        used = [each for each in seen.areas if not reasons[each.key]]
        versions = [each.version for each in used if each.version]
        of_file: dict[str, set[str]] = {}
        for version in versions:
            of_file.setdefault(version.part.file, set()).add(version.area.key)
        files = [part for part in parts if part.file in of_file]
        combined = together(own, files, of_file, {area.key for area in own.areas})
        found = stopping(consolidate(combined, NO_STAMP, anew=True, alone=False))
        wrong = [each for each in found if each.place.file in of_file]
        if not wrong:
            break
        for version in versions:  # its own errors, and what none of them can say by itself
            concerning = filter(version.is_concerned, wrong)
            reasons[version.area.key] += [each.message for each in concerning]
    kept = ((each, tuple(reasons[each.key])) for each in seen.areas if reasons[each.key])
    return Taken(of_file, combined, tuple(used), tuple(kept))


def _unusable(delivery: Delivery) -> Iterator[str]:
    """Why an area cannot be taken, whatever it holds."""
    version = delivery.version
    if (
        version is None
        or delivery.state in (State.TWO, State.UNCHANGED)
        or version.part.scenario
        or (delivery.state is State.STALE and version.slip.dispatch is None)
    ):
        since = " siden den ble sendt ut" if delivery.state is State.UNCHANGED else ""
        yield " ".join((f"{delivery.state.value}{since}.", *delivery.notes))


def together(
    own: Part,
    files: Sequence[Part],
    taken: Mapping[str, Collection[str]],
    stay: Collection[str],
) -> tuple[Part, ...]:
    """The workbook with the areas that are taken of each file in the place of its own.

    Of its own those `stay` of which none is taken. Its budgets hold: they are not the areas' to
    change.
    """
    gone = {key for keys in taken.values() for key in keys}
    budgets = {area.key: area.budget for area in own.areas}
    # Which areas there are is the workbook's to say: a file may be of another estimate.
    every = tuple((area.id, area.name) for area in own.areas)
    parts = [_part_of(own, {*stay} - gone)]
    for each in files:
        part = _part_of(each, taken[each.file])
        areas = (area._replace(budget=budgets.get(area.key, area.budget)) for area in part.areas)
        parts.append(part._replace(areas=tuple(areas)))
    return tuple(part._replace(whole=every) for part in parts)


def _part_of(part: Part, keys: Collection[str]) -> Part:
    """A part with some of its areas, and what is found that is not of the others."""
    others = {area.place.sheet for area in part.areas if area.key not in keys}
    return part._replace(
        areas=tuple(area for area in part.areas if area.key in keys),
        findings=tuple(each for each in part.findings if each.place.sheet not in others),
    )


def stopping(consolidation: Consolidation) -> list[Finding]:
    """What stops it; that an area has no rows yet does not."""
    return [each for each in consolidation.errors if each.code != NO_ACTIVITIES.code]
