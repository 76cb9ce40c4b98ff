"""The result of a consolidation as a workbook of its own: `konsolidert.xlsx`."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Final

from ...core.breakdown import By, Cube, broken_down, counting
from ...core.consolidation import Consolidation, as_counted
from ...core.errors import UsageError
from ...core.layout import CONSOLIDATED, OVERVIEW
from ...core.part import Line
from ..writing.saving import refuse_other, refuse_place, save
from ..writing.seal import is_sealed, sealed
from ..writing.styles import Styles, close, new_workbook
from ..writing.tables import Writer
from .breakdownsheet import write_overview
from .proof import is_result, mark_result, prove_lines, prove_result, sheet_of_total
from .sheets import live_line, write_lines, write_results

LINES_IN_MEMORY: Final = 20_000
"""Above this the sheets are streamed to disk as they are written, and Linjer is no table."""


def refuse_to_replace(target: Path, sheet: str, *, overwrite: bool | None = None) -> None:
    """Only a result that Estimat wrote may be replaced by another; raises UsageError.

    One of another kind, with its total on another `sheet`, only when that is asked for: the
    workbooks it was made of may have changed since. What can be known before they are read is said
    before they are.
    """
    refuse_place(target, "Resultatet er et regneark uten makroer")
    refuse_other(target, "et resultat fra Estimat", is_result, is_sealed, overwrite=overwrite)
    there = sheet_of_total(target)
    if there not in ("", sheet) and not overwrite:
        way = "" if overwrite is None else ", eller bruk --overskriv"
        raise UsageError(
            f"{target} finnes fra før og er et resultat av en annen kommando (arket {there}). "
            f"Velg et annet navn{way}."
        )


def streamed(lines: int) -> AbstractContextManager[str | None]:
    """A folder to stream the sheets of so many lines through; None where memory has room."""
    if lines > LINES_IN_MEMORY:
        return tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    return nullcontext()


def save_result(target: Path, consolidation: Consolidation, lines: Iterable[Line]) -> None:
    """Write the result and read it back before it takes the place of the old one.

    The lines are those of all that was read; those that do not count are marked as such.
    """

    def write(temporary: Path) -> None:
        most_lines = sum(
            entry.source.rows.bottom - entry.source.rows.top + 1
            for entry in consolidation.areas
            if entry.source
        )
        # Zipped in memory: on a full disk a half-written zip would fail once more, and aloud.
        content = io.BytesIO()
        with streamed(most_lines) as scratch:
            book = new_workbook(content, scratch=scratch)
            styles, links_from = Styles(book), str(target.parent)
            _, total = write_results(book, styles, consolidation, "", links_from)
            mark_result(book, CONSOLIDATED, *total)
            overview = Writer(book, OVERVIEW, styles, "", links_from)
            cube: Cube = {}
            counted = as_counted(consolidation, lines)
            write_lines(book, styles, counting(counted, cube), links_from)
            write_overview(
                overview, consolidation, [broken_down(consolidation, cube, e) for e in By]
            )
            close(book)
        temporary.write_bytes(sealed(content.getvalue()))

    def verify(temporary: Path) -> None:
        prove_result(temporary, target, consolidation.total.kroner)
        prove_lines(temporary, target, consolidation.total.kroner)

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
