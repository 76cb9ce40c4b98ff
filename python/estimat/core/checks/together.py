"""Do the workbooks fit together? Checks over the parts, once every file has been read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .. import layout
from ..findings import Finding, Place
from ..part import Part
from .kinds import RATES_BETWEEN_FILES
from .structure import NO_AREAS, SAME_AREA_TWICE


def check_together(parts: Sequence[Part]) -> Iterator[Finding]:
    """No area anywhere, the same area twice, and assumptions that differ from file to file."""
    read = [part for part in parts if part.sha256]
    if read and not any(part.areas for part in read):
        yield NO_AREAS.at(Place(read[0].file if len(read) == 1 else ""))
    first: dict[str, Place] = {}
    for part in parts:
        for area in part.areas:
            if area.key in first:
                yield SAME_AREA_TWICE.at(area.place, area.id, str(first[area.key]))
            first.setdefault(area.key, area.place)
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


def _said(value: object) -> str:
    return "ikke oppgitt" if value in (None, "") else str(value).replace(".", ",")
