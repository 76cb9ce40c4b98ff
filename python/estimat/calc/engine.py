"""Calc as the engine that proves a published copy: it computes what stands in the file anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from ..core.values import CellError, Value
from ..files.engine.program import Recalculated
from .cells import CODES, FORMULAS
from .loading import opened

_TRUTH_VALUE: Final = 1024
"""A number format that shows TRUE or FALSE: to Calc they are the numbers 1 and 0."""

_ERRORS: Final = {number: error for error, number in CODES.items()}


def recalculated(desktop: Any, file: Path) -> Recalculated:
    """What the formulas of a workbook give when Calc computes all of them."""
    with opened(desktop, file) as document:
        document.calculateAll()
        return {sheet.Name: _results(document.NumberFormats, sheet) for sheet in document.Sheets}


def _results(formats: Any, sheet: Any) -> dict[tuple[int, int], Value]:
    found: dict[tuple[int, int], Value] = {}
    for block in sheet.queryContentCells(FORMULAS):
        place = block.RangeAddress
        for down, row in enumerate(block.DataArray):
            for across, value in enumerate(row):
                cell = block.getCellByPosition(across, down)
                here = (place.StartRow + down + 1, place.StartColumn + across + 1)
                found[here] = _value(formats, cell, value)
    return found


def _value(formats: Any, cell: Any, value: Any) -> Value:
    error = cell.Error
    if error:
        return _ERRORS.get(error) or CellError(f"Err:{error}")
    if value in (0.0, 1.0) and formats.getByKey(cell.NumberFormat).Type & _TRUTH_VALUE:
        return bool(value)
    result: Value = value
    return result
