"""Excel as the engine that proves a published copy: it computes what stands in the file anew."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

from ..core.values import Value
from ..files.engine.program import Recalculated
from .variants import from_com

_LINKS_AS_THEY_ARE: Final = 0


def recalculated(app: Any, file: Path) -> Recalculated:
    """What all cells of a workbook come to when Excel computes every formula that is open in it."""
    with tempfile.TemporaryDirectory(prefix="estimat-", ignore_cleanup_errors=True) as folder:
        # Excel opens no file whose ending is not that of its contents, nor two of one name.
        copy = shutil.copyfile(file, Path(folder, f"{file.name}.xlsx"))
        book = app.Workbooks.Open(str(copy), _LINKS_AS_THEY_ARE, True)
        try:
            app.CalculateFull()
            sheets = book.Worksheets
            return {
                sheet.Name: _results(sheet.UsedRange)
                for sheet in map(sheets, range(1, sheets.Count + 1))
            }
        finally:
            book.Close(False)


def _results(used: Any) -> dict[tuple[int, int], Value]:
    top, left, values = used.Row, used.Column, from_com(used.Value2)
    rows = values if isinstance(values, list) else [[values]]  # a single cell
    return {
        (top + down, left + across): value
        for down, row in enumerate(rows)
        for across, value in enumerate(row)
    }
