"""The sheet Felles faktorer: what moves many rows at once, in per cent of what it works on."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter import Workbook

from ...core import layout
from ...core.layout import Kind
from ..writing.styles import Look, Styles, put, set_up_page
from ..writing.textsheet import fit
from .areafile import AreaFile
from .form import Form

LEGENDS: Final = (
    "Det som rammer mange rader samtidig, i prosent av det faktoren gjelder: 95 / 100 / 115 % "
    "betyr at det bare 1 av 10 ganger blir under 95 %, og 1 av 10 ganger over 115 %.",
    "Faktorene er satt av dem som sendte arket ut, og kan ikke endres her.",
)
"""What stands over the factors, in a whole and in a part."""

TABLE: Final = "Felles_faktorer"
_HEADER: Final = 3
_WIDTHS: Final = (42, 24, 11, 13, 11, 72)
_LOOKS: Final[tuple[tuple[Look, ...], ...]] = (
    ("wrap",), ("wrap",), ("right", "percent"), ("right", "percent"), ("right", "percent"),
    ("inset", "wrap"),
)  # fmt: skip
_HINTS: Final = {
    layout.WORKS_ON: f"«{layout.EVERYTHING}», en område-id, en kostnadstype "
    f"({', '.join(kind.value for kind in Kind)}) eller en ansvarlig.",
    layout.FACTOR_LOW: "Bare 1 av 10 ganger blir det lavere (P10), for eksempel 95 %.",
    layout.FACTOR_LIKELY: "Det som er planlagt: som regel 100 %.",
    layout.FACTOR_HIGH: "Bare 1 av 10 ganger blir det høyere (P90), for eksempel 115 %.",
}


def write_factors(areas: AreaFile, book: Workbook, styles: Styles) -> None:
    """Add the sheet, with room for as many factors as there can be."""
    sheet = book.add_worksheet(layout.FACTORS_SHEET)
    into = Form(book, sheet, styles)
    into.begin(layout.FACTORS_SHEET, LEGENDS[bool(areas.whole)], _WIDTHS)
    last = _HEADER + layout.MOST_FACTORS
    columns = [
        {"header": column.label, "header_format": styles("header", look[0])}
        for column, look in zip(layout.FACTOR_COLUMNS, _LOOKS, strict=True)
    ]
    about = {"name": TABLE, "columns": columns, "autofilter": False, "style": None}
    sheet.add_table(_HEADER, 0, last, len(columns) - 1, about)
    blank = (None,) * len(columns)
    rows = [*areas.factors, *[blank] * layout.MOST_FACTORS][: layout.MOST_FACTORS]
    for row, factor in enumerate(rows, start=_HEADER + 1):
        for column, (value, looks) in enumerate(zip(factor, _LOOKS, strict=True)):
            put(sheet, row, column, value, styles(*looks, "input"))
        texts = zip(factor, _WIDTHS, strict=True)
        fit(sheet, row, [(each if isinstance(each, str) else "", width) for each, width in texts])
    for field, hint in _HINTS.items():
        position = layout.FACTOR_COLUMNS.index(field)
        limit: dict[str, Any] = {"validate": "any"}
        if field.unit:
            limit = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 10}
        limit |= {
            "input_title": field.label,
            "input_message": hint,
            "error_title": f"Ugyldig i {field.label}",
            "error_message": "Skriv en prosent, for eksempel 95 %.",
        }
        sheet.data_validation(_HEADER + 1, position, last, position, limit)
    if areas.whole:  # whoever fills in a part takes the factors as they are
        sheet.protect()
    set_up_page(sheet)
