"""The commands as xlwings serves them, to the workbook whose macro calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import xlwings

from ..commands import COMMANDS, shown
from .workbook import ExcelWorkbook


def _served(command: Callable[..., str]) -> Callable[..., Any]:
    """The command for VBA; whatever goes wrong becomes a text to show."""

    def call(*words: Any) -> Any:
        return [[shown("Excel", lambda: command(ExcelWorkbook(xlwings.Book.caller().api), *words))]]

    call.__name__ = command.__name__
    raw = xlwings.arg("words", "raw")(xlwings.ret("raw")(call))
    served: Callable[..., Any] = xlwings.func(raw)
    return served


globals().update({command.__name__: _served(command) for command in COMMANDS})
