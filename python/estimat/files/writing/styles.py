"""What all workbooks that Estimat writes have in common: colours, formats, pages, text as text.

A format is asked for by its looks, the later ones on top: `styles("kroner", "computed")`.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ...core.layout import Field
from ...core.limits import LIMITS
from .textsheet import TextSheet

ACCENT: Final = "#0B5563"
INK: Final = "#1F2A30"
MUTED: Final = "#55626A"
LINE: Final = "#C5CED3"
FRAME: Final = "#6F8089"
"""Round a cell to fill in; dark enough to be seen as a shape, not only as a colour."""
PAPER: Final = "#F3F9FA"
COMPUTED: Final = "#ECEEF0"
TROUBLE: Final = "#9B1C1C"
TROUBLE_PAPER: Final = "#FBEAEA"

FONT: Final = "Arial"
"""On every Windows and Mac; elsewhere it is replaced by one of the same widths."""

Look: TypeAlias = Literal[
    "title", "heading", "note", "label", "unit", "header",
    "input", "computed", "total", "plain", "trouble", "trouble_kroner",
    "live", "alarm", "notice", "added", "removed", "shifted", "changed",
    "hours", "some_hours", "kroner", "ore", "millions", "deviation", "fte", "percent", "year",
    "date", "text", "left", "right", "inset", "wrap", "first", "middle", "last",
]  # fmt: skip

# The ! is for those who see no colours, and stands in a printout in black and white.
_FLAGGED: Final = '"! "General;"! "-General;"! "0;"! "@'
_FLAGGED_KRONER: Final = '"! "#,##0;"! "-#,##0;"! "0;"! "@'

_LOOKS: Final[dict[Look, dict[str, Any]]] = {
    # What a text is for
    "title": {"bold": True, "font_size": 16, "font_color": ACCENT},
    "heading": {"bold": True, "font_size": 11, "font_color": ACCENT},
    "note": {"font_size": 9, "font_color": MUTED},
    "label": {"bold": True},
    "unit": {"font_size": 8, "font_color": MUTED, "text_wrap": True, "valign": "bottom"},
    "header": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": ACCENT,
        "border": 1,
        "border_color": ACCENT,
        "text_wrap": True,
        "valign": "vcenter",
    },
    # Who fills the cell in
    "input": {"border": 1, "border_color": FRAME, "bg_color": PAPER},
    "computed": {"bottom": 1, "bottom_color": LINE, "bg_color": COMPUTED},
    "total": {"bold": True, "top": 1, "bottom": 1, "top_color": ACCENT, "bottom_color": ACCENT},
    "plain": {"bottom": 1, "bottom_color": LINE},
    "trouble": {
        "bold": True,
        "font_color": TROUBLE,
        "bg_color": TROUBLE_PAPER,
        "border": 1,
        "border_color": TROUBLE,
        "num_format": _FLAGGED,
    },
    "live": {"italic": True, "font_size": 9, "font_color": MUTED},
    "alarm": {"bold": True, "font_color": TROUBLE, "bg_color": TROUBLE_PAPER},
    "notice": {"bold": True, "font_color": TROUBLE},
    "trouble_kroner": {"num_format": _FLAGGED_KRONER},
    # What has happened; the word stands in the cell
    "added": {"font_color": "#14532D", "bg_color": "#E3F3E6"},
    "removed": {"font_color": TROUBLE, "bg_color": TROUBLE_PAPER},
    "shifted": {"font_color": "#5B3A8C", "bg_color": "#EFE9F7"},
    "changed": {"font_color": "#7A4A00", "bg_color": "#FCF1DC"},
    # What a number is; the reader's locale decides how thousands and decimals are written
    "text": {"num_format": "@"},
    "hours": {"num_format": "#,##0"},
    "some_hours": {"num_format": "#,##0.0#"},
    "kroner": {"num_format": "#,##0"},
    "ore": {"num_format": "#,##0.00"},
    "millions": {"num_format": "#,##0.0"},
    "deviation": {"num_format": "+#,##0;-#,##0;0"},
    "fte": {"num_format": "#,##0.00"},
    "percent": {"num_format": "0.0\\ %"},
    "year": {"num_format": "0"},
    "date": {"num_format": "dd.mm.yyyy"},
    # How it lies; first, middle and last are the parts of one frame round several cells in a row
    "left": {"align": "left"},
    "right": {"align": "right"},
    "inset": {"align": "left", "indent": 1},
    "wrap": {"text_wrap": True},
    "first": {"right": 0},
    "middle": {"left": 0, "right": 0},
    "last": {"left": 0},
}


class Styles:
    """The formats of one workbook, each made the first time somebody asks for it."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[tuple[Look, ...], Format] = {}

    def __call__(self, *looks: Look) -> Format:
        if looks not in self._formats:
            properties: dict[str, Any] = {"valign": "top", "font_color": INK}
            for look in looks:
                properties |= _LOOKS[look]
            self._formats[looks] = self._book.add_format(properties)
        return self._formats[looks]


def between(field: Field) -> dict[str, Any]:
    """A limit of a cell's: the numbers that the field can be."""
    limit = LIMITS[field]
    return {"criteria": "between", "minimum": f"{limit.least:f}", "maximum": f"{limit.most:f}"}


def new_workbook(target: Path | BinaryIO, *, scratch: str | None = None) -> Workbook:
    """A workbook in the house style, to fill and to close; the same contents give the same bytes.

    One with a `scratch` folder is streamed through files there: only the row being written is in
    memory, and it can hold no tables. Text stays text, whatever it looks like, and cached values
    are trusted: nothing is computed again when the file is opened.
    """
    book = Workbook(
        target if not isinstance(target, Path) else str(target),
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "constant_memory": scratch is not None,
            "in_memory": scratch is None,
            "tmpdir": scratch,
            "default_format_properties": {
                "font_name": FONT,
                "font_size": 10,
                "font_scheme": "none",
            },
        },
    )
    book.worksheet_class = TextSheet
    # 191029 is Excel 2019 and later; an older number makes them compute everything once more.
    book.set_calc_mode("auto", 191029)
    book.calc_on_load = False
    book.set_properties({"title": "Estimat", "author": "Estimat", "created": datetime(2024, 1, 1)})
    return book


def close(book: Workbook) -> None:
    """Finish the file; raises OSError when the disk does not take it."""
    try:
        book.close()
    except FileCreateError as problem:
        raise problem.args[0] from None


def set_up_page(sheet: Worksheet, *, beside: float = 0.4) -> None:
    """A4 landscape, one page wide, with the sheet's name and the page number in the footer.

    `beside` is the margin left and right, in inches.
    """
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=beside, right=beside, top=0.5, bottom=0.6)
    sheet.set_header("", {"margin": 0.2})
    small = f'&"{FONT},Regular"&8'
    sheet.set_footer(f"&L{small}&F&C{small}&A&R{small}Side &P av &N")
    sheet.hide_gridlines(2)


def put(
    sheet: Worksheet, row: int, column: int, value: Decimal | float | str | None, face: Format
) -> None:
    """Write a value as what it is; a text stays a text, also when it begins with = or is a link."""
    if isinstance(value, (Decimal, float, int)):
        sheet.write_number(row, column, float(value), face)
    elif value:
        sheet.write_string(row, column, value, face)
    else:
        sheet.write_blank(row, column, None, face)
