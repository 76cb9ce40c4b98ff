"""The commands of the menu, run on the document in a window of Calc."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from ..buttons.beside import scenarioer, usikkerhet
from ..buttons.examined import forget_copies
from ..buttons.findings import ga_til_funn
from ..buttons.inplace import konsolider, kontroller, shown
from ..buttons.newfiles import FILE_COMMANDS
from .workbook import CalcWorkbook

COMMANDS: Final[dict[str, Callable[[CalcWorkbook], str]]] = {
    command.__name__: command
    for command in (kontroller, konsolider, usikkerhet, scenarioer, ga_til_funn, *FILE_COMMANDS)
}


def run(context: Any, frame: Any, command: str, given: Mapping[str, Any]) -> str:
    """Run a command on the document of a window; gives the Norwegian text to show, if any."""
    book = CalcWorkbook(context, frame.Controller.Model, given)
    try:
        return shown("Calc", partial(COMMANDS[command], book))
    finally:
        forget_copies()
