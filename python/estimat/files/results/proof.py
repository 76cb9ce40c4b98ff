"""Is a file a result that Estimat wrote, and is the one it has just written whole?

A result may be larger than any workbook Estimat reads from others, so the sheets pass by in pieces
and only the one with the total, which is small, is looked at cell by cell.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from ...core import layout, report
from ...core.amounts import ZERO, total
from ...core.book import address, column_letters
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
    cell = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
    book.define_name(layout.RESULT_MARK, f"={sheet}!{cell}")
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


def prove_result(path: Path, target: Path, sum_: Decimal) -> None:
    """Raise UnwritableError unless the file is whole, shows the total, and computes nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            computes = any(_has_formula(archive, part) for part in archive.namelist())
            shown = _marked_value(archive)
    except _NOT_WHOLE as problem:
        raise UnwritableError(f"{target} ble ikke hel. Ingenting er endret.") from problem
    if computes or f"{float(shown):.15g}" != f"{float(sum_):.15g}":
        raise UnwritableError(f"{target} viser ikke riktig sum. Ingenting er endret.")


def prove_lines(path: Path, target: Path, kroner: Decimal) -> None:
    """Raise UnwritableError unless the rows of Linjer that count add up to the total.

    A workbook holds 16 digits of each, so they are held to half an øre.
    """
    columns = [*report.LINE_COLUMNS]
    kroner_in, why_in = (
        column_letters(columns.index(field) + 1) for field in ("cost.kroner", "left_out")
    )
    number = re.compile(rf'<c r="{kroner_in}([0-9]+)"(?: s="[0-9]+")?><v>([^<]+)</v>'.encode())
    text = re.compile(rf'<c r="{why_in}([0-9]+)"[^>]* t="'.encode())
    counted = ZERO
    with zipfile.ZipFile(path) as archive:
        for part in _parts_called(archive, layout.LINES):
            sheet = archive.read(part)
            left_out = {*text.findall(sheet)}
            rows = (value for row, value in number.findall(sheet) if row not in left_out)
            counted = total((counted, *(Decimal(value.decode()) for value in rows)))
    if abs(counted - kroner) >= _HALF_AN_ORE:
        raise UnwritableError(f"{target} ble ikke lik linjene. Ingenting er endret.")


_HALF_AN_ORE: Final = Decimal("0.005")


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
    """What stands in the cell that the mark names."""
    name, _, cell = _names(archive)[layout.RESULT_MARK].replace("$", "").partition("!")
    (part, *_) = _parts_called(archive, name)
    cells = read_cells(archive.read(part), part).cells
    texts = {address(*place): text for place, text in zip(cells.places, cells.texts, strict=True)}
    return texts.get(cell) or "nan"


def _parts_called(archive: zipfile.ZipFile, name: str) -> list[str]:
    """The sheet of a name, and those that go on where it was full.

    XlsxWriter numbers sheets as they stand.
    """
    sheets = parse_xml(archive.read(_BOOK), _BOOK).iterfind("{*}sheets/{*}sheet")
    return [
        f"{_SHEETS}{number}.xml"
        for number, each in enumerate(sheets, start=1)
        if re.fullmatch(rf"{re.escape(name)}( [0-9]+)?", each.get("name", ""))
    ]


def _names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The names of a workbook and what they stand for."""
    names = parse_xml(archive.read(_BOOK), _BOOK).iterfind("{*}definedNames/{*}definedName")
    return {each.get("name", ""): each.text or "" for each in names}
