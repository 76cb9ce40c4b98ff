"""Is a file a result that Estimat wrote, and is the one it has just written whole?

A result may be larger than any workbook Estimat reads from others, so the sheets pass by in pieces
and only the one with the total, which is small, is looked at cell by cell.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from ...core import layout
from ...core.book import address
from ...core.errors import UnreadableError, UnwritableError
from ..cells import read_cells
from ..package import parse_xml
from ..writing.seal import UNSEALED

_BOOK: Final = "xl/workbook.xml"
_SHEETS: Final = "xl/worksheets/sheet"
_PIECE: Final = 2**20
_FORMULA: Final = b"<f>"
_NOT_WHOLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, UnreadableError)


def mark_result(book: Workbook, sheet: str, row: int, column: int) -> None:
    """Give a workbook the marks of a result: where its total stands, and room for its seal."""
    total = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
    book.define_name(layout.RESULT_MARK, f"={sheet}!{total}")
    book.define_name(layout.SEAL, f'="{UNSEALED}"')


def is_result(path: Path) -> bool:
    """Whether a file is a result that Estimat wrote, whatever has been done to it since."""
    return bool(sheet_of_total(path))


def sheet_of_total(path: Path) -> str:
    """The sheet that a result has its total on, by which its kind is known; of others nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(_BOOK).file_size > _PIECE:
                return ""
            return _names(archive).get(layout.RESULT_MARK, "").partition("!")[0]
    except (*_NOT_WHOLE, OSError, RuntimeError, ValueError):
        return ""


def prove_result(path: Path, target: Path, total: Decimal) -> None:
    """Raise UnwritableError unless the file is whole, shows the total, and computes nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            computes = any(_has_formula(archive, part) for part in archive.namelist())
            shown = _marked_value(archive)
    except _NOT_WHOLE as problem:
        raise UnwritableError(f"{target} ble ikke hel. Ingenting er endret.") from problem
    if computes or f"{float(shown):.15g}" != f"{float(total):.15g}":
        raise UnwritableError(f"{target} viser ikke riktig sum. Ingenting er endret.")


def _has_formula(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether a sheet has one; reading to its end also checks that the part is whole."""
    found = [_FORMULA in piece for piece in _pieces(archive, part)]
    return part.startswith(_SHEETS) and any(found)


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part bit by bit, each with the end of the one before, where something may begin."""
    end = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            yield end + piece
            end = piece[1 - len(_FORMULA) :]


def _marked_value(archive: zipfile.ZipFile) -> str:
    """What stands in the cell that the mark names; XlsxWriter numbers sheets as they stand."""
    name, _, cell = _names(archive)[layout.RESULT_MARK].replace("$", "").partition("!")
    sheets = parse_xml(archive.read(_BOOK), _BOOK).iterfind("{*}sheets/{*}sheet")
    numbers = {each.get("name"): number for number, each in enumerate(sheets, start=1)}
    part = f"{_SHEETS}{numbers[name]}.xml"
    cells = read_cells(archive.read(part), part).cells
    texts = {address(*place): text for place, text in zip(cells.places, cells.texts, strict=True)}
    return texts.get(cell) or "nan"


def _names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The names of a workbook and what they stand for."""
    names = parse_xml(archive.read(_BOOK), _BOOK).iterfind("{*}definedNames/{*}definedName")
    return {each.get("name", ""): each.text or "" for each in names}
