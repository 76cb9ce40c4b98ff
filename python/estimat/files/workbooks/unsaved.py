"""A workbook that is being written, as it will be read: so that it need not be written twice.

XlsxWriter keeps what it is given until the file is closed, in attributes that it does not promise;
a test holds them against the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ...core.book import Book, Range, Sheet, Table, column_number
from ...core.values import Value
from ..meaning import unescaped
from ..writing.textsheet import unmarked

_NAMED: Final = re.compile(r"='?(.*?)'?!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?")
_CELLS: Final = re.compile(r"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")


def as_read(book: Workbook, name: str) -> Book:
    """The workbook by the name it will have, as `read_book` gives it when it is saved."""
    texts = {number: unmarked(text) for text, number in book.str_table.string_table.items()}
    sheets = [_sheet(each, texts) for each in book.worksheets()]
    read = Book(name, sheets)
    for defined, owner, formula, _ in book.defined_names:
        if match := _NAMED.fullmatch(formula if formula.startswith("=") else f"={formula}"):
            cells = _range(*match.groups()[1:])
            if owner < 0:
                read.names[defined] = (match[1].replace("''", "'"), cells)
            else:
                sheets[owner].names[defined] = cells
    return read


def _sheet(written: Worksheet, texts: Mapping[int, str]) -> Sheet:
    sheet = Sheet(written.get_name())
    for row, cells in written.table.items():
        for column, cell in cells.items():
            place = (row + 1, column + 1)
            kind, value = type(cell).__name__, _value(cell, texts)
            if kind == "Formula":
                sheet.formulas[place] = cell.formula
            if value is not None and value != "":
                sheet.values[place] = value
    for table in written.tables:
        area = _range(*_groups(table["range"]))
        headers = tuple(column["name"] for column in table["columns"])
        sheet.tables.append(Table(table["name"], area, headers))
    sheet.merged = [
        Range(top + 1, left + 1, bottom + 1, right + 1)
        for top, left, bottom, right in written.merge
    ]
    return sheet


def _value(cell: object, texts: Mapping[int, str]) -> Value:
    """What a cell holds: a number, a text or the result of a formula."""
    match type(cell).__name__:
        case "String":
            return texts[cell.string]  # type: ignore[attr-defined]
        case "Number":
            return float(cell.number)  # type: ignore[attr-defined]
        case "Formula":
            value = cell.value  # type: ignore[attr-defined]
            return unescaped(value) if isinstance(value, str) else float(value)
        case _:
            return None


def _groups(cells: str) -> tuple[str, ...]:
    match = _CELLS.fullmatch(cells)
    return match.groups() if match else ()


def _range(left: str, top: str, right: str | None = None, bottom: str | None = None) -> Range:
    return Range(int(top), column_number(left), int(bottom or top), column_number(right or left))
