"""The sheet Merknader as it is drawn in the workbook of an area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...core.collection.givensheet import (
    COLUMNS,
    HIDDEN,
    OTHERS,
    TEXTS,
    WHAT_TO_DO,
    Given,
    with_texts,
)
from ...core.collection.givensheet import HEADER as HEADER_ROW
from ...core.collection.givensheet import TITLE as BEGINS
from ...core.collection.remarks import Remark
from ...core.findings import Place
from ..writing.faces import (
    ANSWER,
    ASIDE,
    HEADER,
    HEADER_INSET,
    HEADING,
    LINKED,
    NOTE,
    PLAIN,
    STRONG,
    TITLE,
    WHERE,
    Face,
)
from ..writing.inlinesheet import Cell, Drawn
from ..writing.textsheet import read_back

_FACES: Final[dict[str, Face]] = {
    "status": STRONG, "where": WHERE, "answer": ANSWER, "subject": ASIDE, "code": ASIDE,
    "detail": ASIDE, "print": ASIDE,
}  # fmt: skip


def drawn(
    areas: Sequence[str], send_back: str, remarks: Sequence[Remark], others: Sequence[str]
) -> Drawn:
    """The sheet for these areas, by name; `others` is what else the area has written on it."""
    above = [
        [Cell(f"{BEGINS}{_and(areas)}", TITLE)],
        [Cell(WHAT_TO_DO, NOTE)],
        [Cell(send_back, NOTE)],
    ]
    rows = [*above, *([[]] * (HEADER_ROW - 1 - len(above)))]
    rows.append([_heading(each) for each in COLUMNS])
    rows += [_row(each) for each in remarks]
    if others:
        rows += [[], [Cell(OTHERS, HEADING)], *([Cell(each, NOTE)] for each in others)]
    return Drawn(rows, [each.width for each in COLUMNS], HIDDEN, HEADER_ROW)


def _heading(column: Given) -> Cell:
    is_inset = _FACES.get(column.field, PLAIN).is_inset
    return Cell(column.heading, HEADER_INSET if is_inset else HEADER)


def _row(remark: Remark) -> list[Cell]:
    cells = []
    for _, _, field in COLUMNS:
        value = getattr(remark, field)
        text = getattr(value, "value", str(value))
        leads = _address(remark.leads) if field == "where" and remark.leads else ""
        face = LINKED if leads else _FACES.get(field, PLAIN)
        cells.append(Cell(text, face, leads))
    return cells


def _address(place: Place) -> str:
    """Where a link leads in the workbook itself."""
    sheet = place.sheet.replace("'", "''")
    return f"'{sheet}'!{place.cell or 'A1'}"


def _and(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} og {last}" if first else last


def as_it_reads(remark: Remark) -> Remark:
    """The remark with its texts as they are when the sheet is read again."""
    return with_texts(remark, {field: read_back(getattr(remark, field)) for field in TEXTS})
