"""Formulas of a workbook that another program made, so that they mean the functions here.

Calc knows our functions in what is typed, but not in what it reads from Excel's files: there they
are unknown names, functions of an add-in somewhere else, or the workbook's own macros, which have
no way to Python from Calc. Entered once more they are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ..core.functions import IN_CALC
from ..core.plain import at_home
from .cells import FORMULAS

_ADDIN: Final = re.escape(IN_CALC)
_ASTRAY: Final = re.compile(rf"(?<!{_ADDIN})ESTIMAT_|!{_ADDIN}", re.IGNORECASE)
"""A function of ours that Calc has not found in the add-in, whose name stands before those it has,
or has looked for in another file."""


def mend(document: Any) -> None:
    """Enter the formulas with our functions once more, with no trace in «undo» or «changed»."""
    names = [
        name
        for place in (document, *document.Sheets)
        for name in place.NamedRanges
        if _ASTRAY.search(name.Content)
    ]
    calling = [cells for sheet in document.Sheets for cells in _calling(sheet)]
    if not names and not calling:
        return
    was_modified = document.isModified()
    document.addActionLock()
    try:
        for name in names:
            name.Content = at_home(name.Content)
        for cells in calling:
            array = cells.ArrayFormula
            if array:
                cells.ArrayFormula = at_home(array.strip("{}"))
            else:
                cells.Formula = at_home(cells.Formula)
    finally:
        document.removeActionLock()
        document.UndoManager.clear()  # it has just been loaded: there is nothing else to undo
        document.setModified(was_modified)


def _calling(sheet: Any) -> Iterator[Any]:
    """The cells with a formula that calls us; a formula of several cells once, as their range."""
    for block in sheet.queryContentCells(FORMULAS):
        for row, formulas in enumerate(block.FormulaArray):
            for column, formula in enumerate(formulas):
                if not _ASTRAY.search(formula):
                    continue
                cell = block.getCellByPosition(column, row)
                if not cell.ArrayFormula:
                    yield cell
                    continue
                cursor = sheet.createCursorByRange(cell)
                cursor.collapseToCurrentArray()
                first = cursor.RangeAddress
                here = cell.CellAddress
                if (here.Column, here.Row) == (first.StartColumn, first.StartRow):
                    yield cursor
