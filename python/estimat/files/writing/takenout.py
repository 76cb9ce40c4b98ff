"""Formulas that are to be entered in a workbook that is open, and mean what they mean there."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from .styles import put


def taken_out(sheet: Worksheet) -> dict[tuple[int, int], str]:
    """The formulas of a sheet that is being written, whose results are left in their places."""
    for table in sheet.tables:
        for column in table["columns"]:
            column["formula"] = ""
    found = {
        (row, column): cell
        for row, cells in sheet.table.items()
        for column, cell in cells.items()
        if hasattr(cell, "formula")
    }
    for place, cell in found.items():
        put(sheet, *place, cell.value, cell.format)
    return {(row + 1, column + 1): cell.formula for (row, column), cell in found.items()}
