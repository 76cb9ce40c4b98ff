"""The button that makes a workbook of a list, in every spreadsheet program."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..core import report
from ..core.findings import Severity
from ..core.importing.report import left_lines, proof_lines, said_of
from .host import Asked, Question, Workbook
from .working import folder_of, lines, working

_LIST: Final = Question("Liste", Asked.LIST, "Lista som skal bli en arbeidsbok")
_NEW: Final = Question("Til", Asked.SAVE, "Lagre den nye arbeidsboken")


def importer_liste(book: Workbook) -> str:
    """Make a workbook of a list, and open it; the workbook that is open is not touched."""
    from ..actions.importing import found, imported  # noqa: PLC0415  a number does not wait for it

    source = book.ask(_LIST, folder_of(book))
    target = source and book.ask(_NEW, str(Path(source).with_suffix(".xlsm")))
    if not target:
        return ""
    with working(book, "leser lista"):
        list_ = found(Path(source), Path(target))
    if list_.read.doubts:
        doubts = (f"{each.place}: {each.message} {each.remedy}" for each in list_.read.doubts)
        return lines("Ingenting er laget.", *doubts)
    with working(book, "lager arbeidsboken"):
        made = imported(list_, Path(target))
    book.open(Path(target))
    left = {each.place for each in made.read.left}
    errors = (
        f"{each.place}: {each.message}"
        for each in made.findings
        if each.severity is Severity.ERROR and each.place not in left
    )
    return lines(
        f"Skrevet: {target}",
        said_of(made.read, made.placed),
        *proof_lines(made.read, made.placed, made.difference),
        f"Funn i lista: {report.tally(made.findings)}.",
        *(f"Ikke plassert: {each}" for each in left_lines(made.read)),
        *errors,
    )


IMPORTING: Final = (importer_liste,)
