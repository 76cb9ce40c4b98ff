"""What a command does to a document as one step that the user can undo, and do again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def one_step(document: Any, title: str) -> Iterator[None]:
    """Make all that is done one step to undo; undo it at once when something fails."""
    manager = document.UndoManager
    before = manager.AllUndoActionTitles
    manager.enterUndoContext(title)
    try:
        yield
    except BaseException:
        manager.leaveUndoContext()
        if manager.AllUndoActionTitles != before:  # a step in which nothing was done is none
            manager.undo()
            manager.clearRedo()
        raise
    manager.leaveUndoContext()


def add_sheet(document: Any, name: str) -> Any:
    """Add a sheet, last, that looks on paper like the first; for use in `one_step`.

    In a workbook with macros Calc cannot undo that: the sheet stays, and is empty again.
    """
    sheets = document.Sheets
    if document.BasicLibraries.VBACompatibilityMode:
        sheets.insertNewByName(name, sheets.Count)
    else:
        # Calc 7.4 forgets the tables of the sheet before one whose adding is undone, and with them
        # what their formulas mean. Before the first there is none.
        sheets.insertNewByName(name, 0)
        sheets.moveByName(name, sheets.Count)
    sheet = sheets.getByName(name)
    sheet.PageStyle = sheets.getByIndex(0).PageStyle
    return sheet
