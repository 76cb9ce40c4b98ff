"""The commands of the menu, run on the document in a window of Calc."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Final

import uno

from ..commands import forget_copies, ga_til_funn, konsolider, kontroller, shown
from ..core.errors import UnpublishableError, UsageError
from ..files.engine import Engine
from ..files.publishing import account, publish, refuse_target
from ..stamp import made_now
from .engine import recalculated
from .opened import file_of
from .workbook import CalcWorkbook

TARGET: Final = "Til"
"""The argument of «Publiser» that says where to; the user is asked when it is not given."""

_SAVE_WITH_ENDING: Final = 10
_ACCEPTED: Final = 1


def run(context: Any, frame: Any, command: str, given: Mapping[str, Any]) -> str:
    """Run a command on the document of a window; gives the Norwegian text to show, if any."""
    manager, document = context.ServiceManager, frame.Controller.Model
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    book = CalcWorkbook(desktop, document)

    def publiser() -> str:
        source = _source(document)
        target = given.get(TARGET) or _asked(
            manager.createInstanceWithContext("com.sun.star.ui.dialogs.FilePicker", context), source
        )
        return _published(book, desktop, source, Path(target)) if target else ""

    commands: dict[str, Callable[[], str]] = {
        "kontroller": partial(kontroller, book),
        "konsolider": partial(konsolider, book),
        "ga_til_funn": partial(ga_til_funn, book),
        "publiser": publiser,
    }
    try:
        return shown("Calc", commands[command])
    finally:
        forget_copies()


def _source(document: Any) -> Path:
    file = file_of(document)
    if file is None:
        raise UsageError(
            "Publiser lager kopien av fila slik den er lagret. Lagre arbeidsboken som "
            "Excel-arbeidsbok (.xlsx) først, og prøv igjen."
        )
    return file


def _asked(picker: Any, source: Path) -> str:
    """Ask where the copy is to be; nothing when the user would rather not."""
    picker.initialize((_SAVE_WITH_ENDING,))
    picker.setTitle("Publiser en kopi uten Estimat")
    picker.appendFilter("Excel-arbeidsbok (.xlsx)", "*.xlsx")
    picker.setDisplayDirectory(source.parent.as_uri())
    picker.setDefaultName(f"{source.stem} publisert.xlsx")
    if picker.execute() != _ACCEPTED:
        return ""
    chosen: str = uno.fileUrlToSystemPath(picker.getFiles()[0])
    return chosen


def _published(book: CalcWorkbook, desktop: Any, source: Path, target: Path) -> str:
    refuse_target(source, target)
    engine = Engine("LibreOffice Calc", partial(recalculated, desktop))
    # Elsewhere a workbook is first read in a process of its own, for it may be made to harm. This
    # one Calc has read already, on its user's word, and it is open; and LibreOffice cannot be
    # forked, nor is its program a Python that could be started. So a thread reads it, here.
    with book.quiet() as say, ThreadPoolExecutor(1) as here:
        say("Estimat: lager kopien og regner den om …")
        try:
            done = publish(
                source, target, engine, with_hidden=False, made=made_now().time, executor=here
            )
        except UnpublishableError as problem:
            return f"{problem}\nIngen kopi er laget."
    return "\n".join(account(done, target))
