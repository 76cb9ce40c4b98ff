"""Plain tables written to a sheet, linked to where their values come from."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePath
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ...core.findings import Place
from ...core.tables import Computed, Format, Heading, Item, Linked, Table, has_parts, value_of
from .styles import Look, Styles, put, set_up_page
from .textsheet import NO_CHARACTER, cut

LINKS_IN_A_SHEET: Final = 65_000
"""Excel takes 65 530; beyond that the address stands as text."""

LINE: Final = 14.0
"""The height of a line of text, in points."""

_LONGEST_LINK: Final = 1_000
# A colon or a backslash in the name of a file must not make its address one of another kind.
_NOT_IN_A_PATH: Final = re.compile(r'[\x00-\x20"#%:<>?\[\\\]^`{|}\x7f]')
_NOT_IN_A_LINK: Final = re.compile(rf"[\x00-\x1f]|{NO_CHARACTER.pattern}")

LOOKS: Final[dict[Format, tuple[Look, ...]]] = {
    Format.TEXT: (),
    Format.LONG_TEXT: ("wrap",),
    Format.HOURS: ("hours",),
    Format.PARTS_OF_HOURS: ("some_hours",),
    Format.FTE: ("fte",),
    Format.KRONER: ("kroner",),
    Format.ORE: ("ore",),
    Format.CHANGE: ("deviation",),
    Format.MILLIONS: ("millions",),
    Format.PERCENT: ("percent",),
    Format.PLAIN: ("right",),
}


class Writer:
    """Writes tables to a new sheet, top down; `here` is the file that links need not name."""

    def __init__(self, book: Workbook, name: str, styles: Styles, here: str, folder: str) -> None:
        self.book = book
        self.sheet: Final[Worksheet] = book.add_worksheet(name)
        set_up_page(self.sheet)
        self.styles = styles
        self.row = 0
        self.links_left = LINKS_IN_A_SHEET
        self._widths: dict[int, float] = {}
        self._row_height = 0.0
        self.here = here
        self._folder = folder

    def columns(self, headings: Iterable[Heading]) -> None:
        """Give the sheet's columns, from the first, the widths of these."""
        self._widths = dict(enumerate(heading.width for heading in headings))
        for column, width in self._widths.items():
            self.sheet.set_column(column, column, width)

    def row_height(self, height: float) -> None:
        """How high a row is that needs no other height; said once, it is not kept for each row."""
        self._row_height = height
        self.sheet.set_default_row(height)

    def title(self, text: str, note: str) -> None:
        """The sheet's title, and a line about it."""
        self.sheet.set_row(self.row, 24)
        self.text(text, "title")
        self.text(note, "note")

    def text(self, text: str, *looks: Look, column: int = 0) -> None:
        """A line of text, and on to the next row."""
        self.sheet.write_string(self.row, column, text, self.styles(*looks))
        self.row += 1

    def line(self, item: Item, *looks: Look) -> None:
        """A line that may be computed, and on to the next row."""
        self._cell(0, item, looks)
        self.row += 1

    def whole(self, title: str, note: str, table: Table) -> tuple[int, int]:
        """A table that is all of its sheet, with its header always in sight; gives as `table`."""
        self.columns(table.columns)
        self.title(title, note)
        header = self.row + 1 + bool(table.note)
        self.sheet.freeze_panes(header + 1, 0)
        self.sheet.repeat_rows(header)
        self.row += 1
        return self.table(table, titled=False)

    def table(
        self, table: Table, left: int = 0, *, titled: bool = True, filtered: bool = False
    ) -> tuple[int, int]:
        """A table at the next row; gives the first and the last row of its data."""
        if titled:
            self.text(table.title, "heading", column=left)
        if table.note:
            self.text(table.note, "note", column=left)
        rows = iter(table.rows)
        row = next(rows, None)
        if row is None:
            return self.row, self.row
        top, sides = self.row, _sides(table.columns)
        self._header(top, left, table)
        self.row += 1
        while row is not None:
            following = next(rows, None)
            is_total = table.has_total and following is None
            height = LINE
            cells = zip(row, table.columns, sides, strict=True)
            for column, (item, heading, side) in enumerate(cells, left):
                looks: tuple[Look, ...] = ("total" if is_total else "plain", *side)
                value = value_of(item)
                parts = has_parts(value, heading)
                looks += LOOKS[Format.PARTS_OF_HOURS if parts else heading.format]
                beside = column < left + len(table.columns) - 1
                if isinstance(value, str) and (beside or heading.format is Format.LONG_TEXT):
                    needed = self._height(column, value)
                    if heading.format is Format.TEXT and needed > LINE and not self._row_height:
                        looks += ("wrap",)  # beside others it would be cut
                    if "wrap" in looks:
                        height = max(height, needed)
                self._cell(column, item, looks)
            if height != self._row_height:
                self.sheet.set_row(self.row, height)
            self.row += 1
            row = following
        last = self.row - 1 - table.has_total
        # One table a sheet that is filled anew in the workbook itself: the one formulas refer to.
        is_listed = not (self.here and titled)
        if filtered and self.book.constant_memory:
            self.sheet.autofilter(top, left, last, left + len(table.columns) - 1)
        if last > top and is_listed and not self.book.constant_memory:
            self.sheet.add_table(
                top, left, last, left + len(table.columns) - 1,
                {
                    "name": re.sub(r"\W", "_", f"Estimat_{self.sheet.name}_{table.title}"),
                    "style": None,
                    "autofilter": filtered,
                    "columns": [{"header": heading.text} for heading in table.columns],
                },
            )  # fmt: skip
            self._header(top, left, table)  # add_table wrote it in its own style
        return top + 1, last

    def _header(self, row: int, left: int, table: Table) -> None:
        height, sides = LINE, _sides(table.columns)
        for column, heading in enumerate(table.columns, left):
            side: tuple[Look, ...] = ("right",) if _is_number(heading) else sides[column - left]
            self.sheet.write_string(row, column, heading.text, self.styles("header", *side))
            height = max(height, self._height(column, heading.text))
        self.sheet.set_row(row, height)

    def _height(self, column: int, text: str) -> float:
        """The height that wrapped text needs; LibreOffice does not find it out by itself."""
        return LINE * max(1, math.ceil(len(text) / self._widths.get(column, 9)))

    def _cell(self, column: int, item: Item, looks: tuple[Look, ...]) -> None:
        if isinstance(item, Linked) and item.value not in (None, "") and self.links_left:
            address = self._address(item.source)
            if address:
                self.links_left -= 1
                tip = cut(_NOT_IN_A_LINK.sub("\ufffd", str(item.source)), 255)
                self.sheet.write_url(self.row, column, address, tip=tip)
        face = self.styles(*looks)
        if isinstance(item, Computed):
            result = float(item.value) if isinstance(item.value, Decimal) else item.value or ""
            self.sheet.write_formula(self.row, column, f"={item.formula}", face, result)
        else:
            put(self.sheet, self.row, column, value_of(item), face)  # over the address

    def _address(self, source: Place) -> str:
        sheet = source.sheet.replace("'", "''")
        inside = f"'{sheet}'!{source.cell or 'A1'}" if sheet else ""
        if source.file == self.here:
            return f"internal:{inside}" if inside else ""
        if not source.file:
            return ""
        on_server = "://" in source.file
        address = source.file if on_server else f"external:{_path(source.file, self._folder)}"
        address += f"#{inside}" if inside else ""
        return "" if len(address) > _LONGEST_LINK or _NOT_IN_A_LINK.search(address) else address


@lru_cache(maxsize=16)
def _path(file: str, folder: str) -> str:
    """The way from the folder to the file, as a link has it."""
    try:
        way = os.path.relpath(file, folder)
    except ValueError:  # another drive
        way = os.path.abspath(file)
    drive, path = os.path.splitdrive(PurePath(way).as_posix())
    return drive + _NOT_IN_A_PATH.sub(lambda sign: f"%{ord(sign[0]):02X}", path)


def _is_number(heading: Heading) -> bool:
    return heading.format not in (Format.TEXT, Format.LONG_TEXT)


def _sides(columns: Sequence[Heading]) -> list[tuple[Look, ...]]:
    """A text keeps its distance from a number to its left, which stands close to the border."""
    after_number = [False, *map(_is_number, columns)]
    return [
        ("inset",) if beside and not _is_number(heading) else ()
        for beside, heading in zip(after_number, columns, strict=False)
    ]
