"""A workbook that is being written, as it will be read: so that it need not be written twice.

XlsxWriter keeps what it is given until the file is closed, in attributes that it does not promise;
a test holds them against the file.
"""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ...core.book import Book, Sheet, Table
from ...core.values import Value
from ..meaning import unescaped
from ..reading import cells_in, named_cells
from ..writing.textsheet import unmarked


def as_read(book: Workbook, name: str) -> Book:
    """The workbook by the name it will have, as `read_book` gives it when it is saved."""
    texts = {number: unmarked(text) for text, number in book.str_table.string_table.items()}
    sheets = [_sheet(each, texts) for each in book.worksheets()]
    read = Book(name, sheets)
    for defined, owner, formula, _ in book.defined_names:
        found = named_cells(formula)
        if found and owner < 0:
            read.names[defined] = found
        elif found:
            sheets[owner].names[defined] = found[1]
    return read


def _sheet(written: Worksheet, texts: Mapping[int, str]) -> Sheet:
    sheet = Sheet(written.get_name())
    for row, cells in written.table.items():
        for column, cell in cells.items():
            place = (row + 1, column + 1)
            value: Value = None
            match type(cell).__name__:
                case "String":
                    value = texts[cell.string]
                case "Number":
                    value = float(cell.number)
                case "Formula":
                    sheet.formulas[place] = cell.formula
                    result = cell.value
                    value = unescaped(result) if isinstance(result, str) else float(result)
            if value is not None and (value != "" or place in sheet.formulas):
                sheet.values[place] = value
    for table in written.tables:
        headers = tuple(column["name"] for column in table["columns"])
        sheet.tables.append(Table(table["name"], cells_in(table["range"]), headers))
    return sheet
