"""The result of a consolidation as a workbook of its own: `konsolidert.xlsx`."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook

from ...core.consolidation import Consolidation
from ...core.layout import CONSOLIDATED
from ...core.part import Line
from ..writing.saving import refuse_other, refuse_place, save
from ..writing.seal import is_sealed, sealed
from ..writing.styles import Styles, close, new_workbook
from .proof import is_result, mark_result, prove_result
from .sheets import live_line, write_lines, write_results

LINES_IN_MEMORY: Final = 20_000
"""Above this the sheets are streamed to disk as they are written, and Linjer is no table."""


def refuse_to_replace(target: Path, *, overwrite: bool | None = None) -> None:
    """Only a result that Estimat wrote may be replaced by another; raises UsageError.

    What can be known before the workbooks are read is said before they are.
    """
    refuse_place(target, "Resultatet er et regneark uten makroer")
    refuse_other(target, "et resultat fra Estimat", is_result, is_sealed, overwrite=overwrite)


def save_result(target: Path, consolidation: Consolidation, lines: Iterable[Line]) -> None:
    """Write the result and read it back before it takes the place of the old one."""

    def write(temporary: Path) -> None:
        most_lines = sum(
            entry.source.rows.bottom - entry.source.rows.top + 1
            for entry in consolidation.areas
            if entry.source
        )
        # Zipped in memory: on a full disk a half-written zip would fail once more, and aloud.
        content = io.BytesIO()
        with _scratch(streamed=most_lines > LINES_IN_MEMORY) as scratch:
            book = new_workbook(content, scratch=scratch)
            _fill(book, consolidation, lines, str(target.parent))
            close(book)
        temporary.write_bytes(sealed(content.getvalue()))

    def verify(temporary: Path) -> None:
        prove_result(temporary, target, consolidation.total.kroner)

    save(target, write, verify)


def save_sheets(
    target: Path, consolidation: Consolidation, here: str
) -> dict[tuple[int, int], str]:
    """Write Konsolidert and Kontroll alone, to be carried into the open workbook `here`.

    Gives the formulas that belong on Konsolidert, and mean something only in that workbook.
    """
    book = new_workbook(target)
    _, total = write_results(book, Styles(book), consolidation, here, "")
    close(book)
    return live_line(consolidation, total)


def _scratch(*, streamed: bool) -> AbstractContextManager[str | None]:
    """A folder to stream through, gone afterwards whatever happens; none when all is in memory."""
    if not streamed:
        return nullcontext()
    return tempfile.TemporaryDirectory(ignore_cleanup_errors=True)


def _fill(book: Workbook, consolidation: Consolidation, lines: Iterable[Line], folder: str) -> None:
    """Write the three sheets, and the marks that make the file a result."""
    styles = Styles(book)
    _, (row, column) = write_results(book, styles, consolidation, "", folder)
    mark_result(book, CONSOLIDATED, row, column)
    write_lines(book, styles, consolidation, lines, folder)
