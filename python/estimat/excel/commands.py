"""The commands as xlwings serves them, to the workbook whose macro calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import xlwings

from ..commands import COMMANDS
from ..core.errors import EstimatError
from .workbook import ExcelWorkbook


def _served(command: Callable[..., str]) -> Callable[..., Any]:
    """The command for VBA; whatever goes wrong becomes a text to show."""

    def call(*words: Any) -> Any:
        try:
            text = command(ExcelWorkbook(xlwings.Book.caller().api), *words)
        except EstimatError as problem:
            text = str(problem)
        except Exception as problem:
            text = (
                f"Excel gjorde ikke det Estimat ba om ({type(problem).__name__}: {problem}). "
                "Arbeidsboken er som før. Avslutt redigering av celler, og prøv igjen."
            )
        return [[text]]

    call.__name__ = command.__name__
    raw = xlwings.arg("words", "raw")(xlwings.ret("raw")(call))
    served: Callable[..., Any] = xlwings.func(raw)
    return served


globals().update({command.__name__: _served(command) for command in COMMANDS})
