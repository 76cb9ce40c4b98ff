"""A sheet for people to fill in, while it is being written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from ...core.layout import Field
from ..writing.styles import Look, Styles, put


class Form(NamedTuple):
    """The sheet, its workbook, and the formats of the two."""

    book: Workbook
    sheet: Worksheet
    styles: Styles

    def begin(self, title: str, note: str, widths: Iterable[float]) -> None:
        """The widths of the columns, and on top the title and a line below it."""
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self.sheet.set_row(0, 24)
        self.text(0, 0, title, "title")
        put(self.sheet, 1, 0, note, self.styles("note"))

    def text(self, row: int, column: int, text: str, *looks: Look) -> None:
        self.sheet.write_string(row, column, text, self.styles(*looks))

    def name(
        self, field: Field, row: int, column: int, rows: int = 1, *, everywhere: bool = False
    ) -> None:
        """Give cells a name; one of this sheet alone follows it when it is copied."""
        sheet, cells = self.sheet.get_name(), xl_range_abs(row, column, row + rows - 1, column)
        owner = "" if everywhere else f"'{sheet}'!"
        self.book.define_name(f"{owner}{field.name}", f"='{sheet}'!{cells}")
