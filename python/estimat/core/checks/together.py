"""Do the workbooks fit together? Checks over the parts, once every file has been read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from .. import layout
from ..findings import Finding, Place
from ..part import Part
from .kinds import RATES_BETWEEN_FILES
from .structure import MISSING_AREA, NO_AREAS, ONE_PART, SAME_AREA_TWICE


def check_together(parts: Sequence[Part]) -> Iterator[Finding]:
    """No area anywhere, one twice or missing, and assumptions that differ from file to file."""
    read = [part for part in parts if part.sha256]
    if read and not any(part.areas for part in read):
        yield NO_AREAS.at(Place(read[0].file if len(read) == 1 else ""))
    first: dict[str, Place] = {}
    for part in parts:
        for area in part.areas:
            if area.key in first:
                yield SAME_AREA_TWICE.at(area.place, area.id, str(first[area.key]))
            first.setdefault(area.key, area.place)
    yield from _missing(parts, first.keys())
    complete = [part for part in parts if part.assumptions.complete]
    for part in complete[1:]:
        if part.assumptions != complete[0].assumptions:
            for field, ours, theirs in zip(
                layout.ASSUMPTIONS, complete[0].assumptions, part.assumptions, strict=True
            ):
                if ours != theirs:
                    yield RATES_BETWEEN_FILES.at(
                        Place(part.file),
                        f"{_said(ours)} i {complete[0].file}",
                        f"{field.label} er {_said(theirs)}",
                    )


def _missing(parts: Sequence[Part], found: Collection[str]) -> Iterator[Finding]:
    """Areas of an estimate that was divided; one part by itself is somebody's at work on it."""
    for part in parts:
        missing = [id for id in part.whole if id.casefold() not in found]
        if missing and len(parts) == 1:
            there = f"{len(part.whole) - len(missing)} av {len(part.whole)}"
            yield ONE_PART.at(Place(part.file), there, ", ".join(missing))
        elif missing:
            for id in missing:
                yield MISSING_AREA.at(Place(part.file), id)
            return  # the others say the same


def _said(value: object) -> str:
    return "ikke oppgitt" if value in (None, "") else str(value).replace(".", ",")
