"""The formulas of a sheet that is being written, taken out of it, or said in plain Excel."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from ...core.plain import plain
from .styles import put


def taken_out(sheet: Worksheet) -> dict[tuple[int, int], str]:
    """The formulas, to be entered where the sheet will be open; their results are left."""
    for table in sheet.tables:
        for column in table["columns"]:
            column["formula"] = ""
    found = _formulas(sheet)
    for place, cell in found.items():
        put(sheet, *place, cell.value, cell.format)
    return {(row + 1, column + 1): cell.formula for (row, column), cell in found.items()}


def plainly(sheet: Worksheet) -> None:
    """Let a sheet compute without the add-in."""
    for table in sheet.tables:
        for column in table["columns"]:
            column["formula"] = plain(column["formula"])
    for (row, column), cell in _formulas(sheet).items():
        sheet.write_formula(row, column, f"={plain(cell.formula)}", cell.format, cell.value)


def _formulas(sheet: Worksheet) -> dict[tuple[int, int], Any]:
    """The cells that compute, by row and column from 0."""
    return {
        (row, column): cell
        for row, cells in sheet.table.items()
        for column, cell in cells.items()
        if hasattr(cell, "formula")
    }
