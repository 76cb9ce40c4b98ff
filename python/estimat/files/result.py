"""The result of a consolidation as a workbook of its own: `konsolidert.xlsx`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from xlsxwriter.utility import xl_rowcol_to_cell

from ..core import layout
from ..core.consolidation import Consolidation, Line
from ..core.errors import UnreadableError, UnwritableError, UsageError
from .reading import read_book
from .saving import save
from .sheets import CHECKED, CONSOLIDATED, Writer, write_consolidated, write_findings, write_lines
from .styles import Styles, close, new_workbook

LINES_IN_MEMORY: Final = 20_000
"""Above this the sheets are streamed to disk as they are written, and Linjer is no table."""


def refuse_to_replace(target: Path) -> None:
    """Only a result that Estimat wrote may be replaced by another; raises UsageError."""
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"Resultatet er et regneark uten makroer: {target} må ende på .xlsx.")
    if not target.exists() or target.is_dir() or is_result(target):
        return
    raise UsageError(
        f"{target} finnes fra før og er ikke et resultat fra Estimat. Velg et annet navn med -o."
    )


def is_result(path: Path) -> bool:
    """Whether a file is a result that Estimat wrote."""
    try:
        book, _ = read_book(path, path.name)
    except UnreadableError:
        return False
    return layout.RESULT_MARK in book.names


def save_result(target: Path, consolidation: Consolidation, lines: Iterable[Line]) -> None:
    """Write the result and read it back before it takes the place of the old one."""

    def write(temporary: Path) -> None:
        most_lines = sum(
            entry.source.rows.bottom - entry.source.rows.top + 1
            for entry in consolidation.areas
            if entry.source
        )
        book = new_workbook(temporary, streamed=most_lines > LINES_IN_MEMORY)
        styles = Styles(book)
        folder = str(target.parent)
        sheet = book.add_worksheet(CONSOLIDATED)
        row, column = write_consolidated(Writer(book, sheet, styles, "", folder), consolidation)
        book.define_name(
            layout.RESULT_MARK, f"={CONSOLIDATED}!{xl_rowcol_to_cell(row, column, True, True)}"
        )
        findings = Writer(book, book.add_worksheet(CHECKED), styles, "", folder)
        write_findings(findings, consolidation.findings)
        write_lines(book, styles, consolidation, lines, folder)
        close(book)

    def verify(temporary: Path) -> None:
        try:
            book, _ = read_book(temporary, target.name)
        except UnreadableError as problem:
            raise UnwritableError(
                f"{target} ble ikke hel ({problem}). Ingenting er endret."
            ) from None
        sheet, cell = book.names[layout.RESULT_MARK]
        shown = {each.name: each for each in book.sheets}[sheet].values.get(cell[:2])
        if shown != float(consolidation.total.kroner) or any(each.formulas for each in book.sheets):
            raise UnwritableError(f"{target} viser ikke riktig sum. Ingenting er endret.")

    save(target, write, verify)
