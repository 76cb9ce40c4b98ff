"""The commands as xlwings serves them, to the workbook whose macro calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import xlwings

from ..buttons.inplace import COMMANDS, shown
from ..buttons.newfiles import FILE_COMMANDS
from .workbook import ExcelWorkbook


def _served(command: Callable[..., str]) -> Callable[..., Any]:
    """The command for VBA; whatever goes wrong becomes a text to show."""

    def call() -> Any:
        return [[shown("Excel", lambda: command(ExcelWorkbook(xlwings.Book.caller().api)))]]

    call.__name__ = command.__name__
    served: Callable[..., Any] = xlwings.func(xlwings.ret("raw")(call))
    return served


globals().update({command.__name__: _served(command) for command in (*COMMANDS, *FILE_COMMANDS)})
