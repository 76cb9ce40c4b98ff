"""The sheet Merknader of a whole estimate: what the controller has to say to the areas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from xlsxwriter import Workbook

from ...core import layout
from ...core.collection.ownremarks import OwnRemark
from ..writing.styles import Look, Styles, put, set_up_page
from ..writing.textsheet import fit
from .form import Form

LEGEND: Final = (
    "Det du vil si til områdene, i tillegg til det kontrollen finner. «estimat merknader» legger "
    "det i filene de sendte. Skriv Ja i Lukket når en merknad er gjort opp."
)
TABLE: Final = "Egne_merknader"
_HEADER: Final = 3
_WIDTHS: Final = (14, 84, 20, 13, 10)
_LOOKS: Final[tuple[tuple[Look, ...], ...]] = (
    (), ("wrap",), ("wrap",), ("left", "date"), ("inset",),
)  # fmt: skip
_LEAST_ROWS: Final = 24
_MORE_ROWS: Final = 8
"""Rows that the table has at least, and beside those that are there."""


def write_own_remarks(remarks: Sequence[OwnRemark], book: Workbook, styles: Styles) -> None:
    """Add the sheet, with room for more."""
    sheet = book.add_worksheet(layout.REMARKS)
    Form(book, sheet, styles).begin(layout.REMARKS, LEGEND, _WIDTHS)
    rows = max(_LEAST_ROWS, len(remarks) + _MORE_ROWS)
    last = _HEADER + rows
    columns = [
        {"header": column.label, "header_format": styles("header", *looks[:1])}
        for column, looks in zip(layout.OWN_REMARK_COLUMNS, _LOOKS, strict=True)
    ]
    about = {"name": TABLE, "columns": columns, "autofilter": False, "style": None}
    sheet.add_table(_HEADER, 0, last, len(columns) - 1, about)
    blank = (None,) * len(columns)
    for row, remark in enumerate([*remarks, *[blank] * (rows - len(remarks))], _HEADER + 1):
        for column, (value, looks) in enumerate(zip(remark, _LOOKS, strict=True)):
            put(sheet, row, column, value, styles("input", *looks))
        texts = zip(remark, _WIDTHS, strict=True)
        fit(sheet, row, [(each if isinstance(each, str) else "", width) for each, width in texts])
    for field, limit in _LIMITS.items():
        position = layout.OWN_REMARK_COLUMNS.index(field)
        told = {"input_title": field.label, **limit}
        sheet.data_validation(_HEADER + 1, position, last, position, told)
    sheet.freeze_panes(_HEADER + 1, 0)
    sheet.repeat_rows(_HEADER)
    set_up_page(sheet)


_LIMITS: Final[dict[layout.Field, dict[str, Any]]] = {
    layout.WORKS_ON: {
        "validate": "any",
        "input_message": "Id-en til raden eller området, for eksempel PLL-1 eller PLL.",
    },
    layout.REMARK_CLOSED: {
        "validate": "list",
        "source": [layout.YES],
        "input_message": "Ja når merknaden er gjort opp. Ellers tom.",
        "error_title": f"Ugyldig i {layout.REMARK_CLOSED.label}",
        "error_message": "Skriv Ja, eller la cellen være tom.",
    },
}
