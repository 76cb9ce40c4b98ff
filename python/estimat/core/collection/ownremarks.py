"""What the controller has to say to the areas, as it stands on the sheet Merknader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from .. import layout
from ..estimate import Estimate
from ..findings import Finding, Place, info
from ..flaws import FROM_1904, Said, as_text, day_numbered, said
from ..interpret import tables_with, written_rows
from ..matching import meant

ABOUT_NOTHING = info(
    "MERK-01", "Merknad som ikke gjelder noe i estimatet",
    "Merknaden gjelder «{found}», som verken er en rad eller et område her{expected}",
    "Gjelder den en rad som står i fila til et område, er det riktig slik. Ellers: skriv id-en "
    "slik den står i arket til området.",
)  # fmt: skip


class OwnRemark(NamedTuple):
    """A remark for a row or an area, by its id: what, from whom, when, and whether it is closed.

    The day is a number where it is a date to the workbook.
    """

    about: str
    what: str
    who: str = ""
    day: Said = None
    closed: str = ""

    @property
    def is_closed(self) -> bool:
        return layout.spelled(self.closed) == layout.spelled(layout.YES)

    @property
    def given(self) -> str:
        """The day as people write it."""
        day = day_numbered(self.day) if isinstance(self.day, Decimal) else ""
        return day or str(self.day or "")


def own_remarks(estimate: Estimate) -> Iterator[OwnRemark]:
    """The remarks of a workbook; to be kept when it is read."""
    for _, remark in _placed(estimate):
        yield remark


def _placed(estimate: Estimate) -> Iterator[tuple[Place, OwnRemark]]:
    for sheet, table in tables_with(estimate.book, layout.OWN_REMARK_COLUMNS):
        for row, columns in written_rows(sheet, table, layout.OWN_REMARK_COLUMNS):
            about, what, who, day, closed = (sheet.values.get((row, each)) for each in columns)
            if isinstance(day, float) and estimate.book.date_1904:
                day += FROM_1904
            yield (
                estimate.place(sheet, row, columns[0]),
                OwnRemark(as_text(about), as_text(what), as_text(who), said(day), as_text(closed)),
            )


def homes(estimates: Iterable[Estimate]) -> Mapping[str, frozenset[str]]:
    """The areas that a remark is for, by the id of a row or an area; all of them as spelled."""
    found: dict[str, set[str]] = {}
    for estimate in estimates:
        for area in estimate.areas:
            own = layout.spelled(area.head.id)
            for id_ in (area.head.id, *(row.inputs.id for row in area.activities)):
                if id_:
                    found.setdefault(layout.spelled(id_), set()).add(own)
    return {id_: frozenset(areas) for id_, areas in found.items()}


def remarks_about_nothing(estimate: Estimate) -> Iterator[Finding]:
    """Remarks that reach nobody, in a workbook that has the whole estimate."""
    remarks = [] if estimate.whole or not estimate.areas else [*_placed(estimate)]
    known = homes([estimate]) if remarks else {}
    for place, remark in remarks:
        if not remark.is_closed and layout.spelled(remark.about) not in known:
            ids = [row.inputs.id for area in estimate.areas for row in area.activities]
            ids += [area.head.id for area in estimate.areas]
            alike = meant(remark.about, list(filter(None, ids)))
            perhaps = f"; mente du «{alike}»?" if alike else "."
            yield ABOUT_NOTHING.at(place, remark.about or "(ingenting)", perhaps)
