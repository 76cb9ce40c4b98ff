"""The sheet Godtatt: warnings that the controller has accepted, each in its own words."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter import Workbook

from ...core import layout
from ...core.layout import Field
from ..writing.styles import Look, Styles, put, set_up_page
from ..writing.textsheet import fit
from .areafile import AreaFile
from .form import Form

LEGENDS: Final = (
    "Advarsler som er vurdert og kan stå. De vises fortsatt i Kontroll, som info, med hvem som "
    "godtok dem og hvorfor, til tallet endrer seg. Feil kan ikke godtas.",
    f"Kopier Kode fra arket {layout.CHECKED}, og det som står under «Hva er funnet», til Funn. "
    "Skriv id-en til raden eller området i Gjelder; tom når det gjelder hele arbeidsboken.",
)
"""The two lines that say how it is used."""

OWN_TEXTS: Final = (
    layout.ACCEPTED, *LEGENDS, *(field.label for field in layout.ACCEPTED_COLUMNS),
)  # fmt: skip
"""What stands there without anybody having accepted anything."""

TABLE: Final = "Godtatte_advarsler"
_HEADER: Final = 4
_LEAST_ROWS: Final = 15
_MORE_ROWS: Final = 5
"""Rows that the table has at least, and beside those that are there."""

_FACES: Final[dict[Field, tuple[float, tuple[Look, ...]]]] = {
    layout.ACCEPTED_CODE: (12, ("text", "inset")),
    layout.WORKS_ON: (14, ("text", "inset")),
    layout.ACCEPTED_WORDS: (62, ("inset", "wrap")),
    layout.FACTOR_REASON: (50, ("inset", "wrap")),
    layout.ACCEPTED_WHO: (20, ("text", "inset", "wrap")),
    layout.ACCEPTED_WHEN: (13, ("text", "inset")),
}
"""How wide a column is, in characters, and how its cells look; an id is no date, and stays text."""
_WIDTHS: Final = tuple(width for width, _ in _FACES.values())
_HINTS: Final = {
    layout.ACCEPTED_CODE: f"Koden i arket {layout.CHECKED}, for eksempel BUD-01.",
    layout.WORKS_ON: "Id-en til raden, som PLL-3, eller til området, som PLL. Tom: hele "
    "arbeidsboken.",
    layout.ACCEPTED_WORDS: f"Det som står under «Hva er funnet» i arket {layout.CHECKED}, ord for "
    "ord. Endrer et tall i det seg, gjelder raden ikke lenger.",
    layout.FACTOR_REASON: "Hvorfor det kan stå.",
    layout.ACCEPTED_WHEN: "En dato, for eksempel 14.02.2027.",
}


def write_accepted(areas: AreaFile, book: Workbook, styles: Styles) -> None:
    """Add the sheet, with room for more; in a part it is hidden, and there if anything is on it.

    What is made as a scenario, to be copied for others, has none.
    """
    if areas.says or (areas.whole and not areas.accepted):
        return
    sheet = book.add_worksheet(layout.ACCEPTED)
    into = Form(book, sheet, styles)
    into.begin(layout.ACCEPTED, LEGENDS[0], _WIDTHS)
    into.text(2, 0, LEGENDS[1], "note")
    count = max(_LEAST_ROWS, len(areas.accepted) + _MORE_ROWS)
    last = _HEADER + count
    columns = [
        {"header": field.label, "header_format": styles("header", "inset")} for field in _FACES
    ]
    about = {"name": TABLE, "columns": columns, "autofilter": False, "style": None}
    sheet.add_table(_HEADER, 0, last, len(columns) - 1, about)
    blank = ("",) * len(_FACES)
    rows = [each.texts for each in areas.accepted]
    rows += [blank] * (count - len(rows))
    for row, texts in enumerate(rows, start=_HEADER + 1):
        for column, (text, (_, looks)) in enumerate(zip(texts, _FACES.values(), strict=True)):
            put(sheet, row, column, text, styles(*looks, "input"))
        fit(sheet, row, zip(texts, _WIDTHS, strict=True))
    for field, hint in _HINTS.items():
        column = [*_FACES].index(field)
        limit: dict[str, Any] = {
            "validate": "any",
            "input_title": field.label,
            "input_message": hint,
        }
        sheet.data_validation(_HEADER + 1, column, last, column, limit)
    set_up_page(sheet)
    sheet.repeat_rows(_HEADER)
    if areas.whole:  # it goes out and comes back, and is not for those who fill in a part
        sheet.protect()
        sheet.hide()
