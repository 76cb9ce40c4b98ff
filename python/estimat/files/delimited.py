"""A text with a sign between its columns, as cells: what Excel and other systems export as CSV.

Neither pandas nor openpyxl is used: a button runs in Pythons that have none of them, and both would
give away what matters here, what a cell said before somebody took it for a number.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Final

from ..core.book import LAST_COLUMN, LAST_ROW, Book, Sheet
from ..core.errors import UnreadableError
from ..core.findings import error
from .package import CANNOT_OPEN, EMPTY, MOST_BYTES, SUSPICIOUS

NO_COLUMNS = error(
    "FIL-11", "Tekstfil uten klare kolonner",
    "Tekstfila lar seg ikke dele i rader og kolonner: {found}.",
    "Hent den ut på nytt, eller åpne den i Excel, se over kolonnene og lagre som .xlsx.",
    to_area=None,
)  # fmt: skip

OF_TEXT: Final = (".csv", ".txt", ".tsv")
_SEPARATORS: Final = (";", "\t", ",", "|")
_SAYS_SEPARATOR: Final = "sep="
_LOOKED_AT: Final = 200
"""Lines by which the sign between columns is found."""

_LONGEST_CELL: Final = 100_000
_WITH_MARK: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


def read_delimited(path: Path, name: str) -> tuple[Book, str]:
    """The one sheet of a text, all of its cells texts, and the SHA-256 of what was read.

    `name` is what findings call the file. Raises UnreadableError.
    """
    content = _bytes(path)
    rows = _rows(_decoded(content))
    if len(rows) > LAST_ROW or any(len(row) > LAST_COLUMN for row in rows):
        raise UnreadableError(SUSPICIOUS, "den har flere rader eller kolonner enn et ark")
    sheet = Sheet(path.stem)  # as Excel names it
    for number, cells in enumerate(rows, start=1):
        sheet.widths[number] = len(cells)
        for column, cell in enumerate(cells, start=1):
            if cell.strip():
                sheet.values[number, column] = cell.strip()
    return Book(name, [sheet]), hashlib.sha256(content).hexdigest()


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableError(CANNOT_OPEN, "den finnes ikke") from None
    except (OSError, ValueError):
        raise UnreadableError(
            CANNOT_OPEN, "den er låst, du har ikke lesetilgang, eller den er en mappe"
        ) from None
    if len(content) > MOST_BYTES:
        raise UnreadableError(SUSPICIOUS, f"den er større enn {MOST_BYTES // 2**20} MB")
    if not content.strip():
        raise UnreadableError(EMPTY)
    return content


def _decoded(content: bytes) -> str:
    """The text: by its mark, as UTF-8 if it is that, and otherwise as Windows has written it."""
    for mark, encoding in _WITH_MARK:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                raise UnreadableError(NO_COLUMNS, "tegnene i den lar seg ikke lese") from None
    if b"\0" in content:
        raise UnreadableError(NO_COLUMNS, "den er ikke tekst")
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _rows(text: str) -> list[list[str]]:
    """The rows, cut by the sign that the first line says, as Excel is told it, or by what fits."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"')
    if not said.lower().startswith(_SAYS_SEPARATOR):
        return _cut(text, _separator(text))
    separator = said[len(_SAYS_SEPARATOR) :] or "\t"  # the sign itself may be blank
    if len(separator) != 1:
        raise UnreadableError(NO_COLUMNS, "første linje sier et skilletegn som ikke er ett tegn")
    return [[], *_cut(rest, separator)]


def _separator(text: str) -> str:
    """The sign that gives most lines the same number of columns, and then most columns."""
    lines = [*islice(io.StringIO(text, newline=""), _LOOKED_AT)]

    def fit(separator: str) -> tuple[int, int]:
        try:
            widths = Counter(len(fields) for fields in csv.reader(lines, delimiter=separator))
        except csv.Error:
            return 0, 0
        several = {width: times for width, times in widths.items() if width > 1}
        width, times = max(several.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
        return times, width

    return max(_SEPARATORS, key=fit)


def _cut(text: str, separator: str) -> list[list[str]]:
    """The rows by a separator; quotes that do not pair are no quotes, where all rows agree."""
    before = csv.field_size_limit(_LONGEST_CELL)
    # Only a newline ends a line: what other signs do so in Python are signs in a cell.
    lines = [line.rstrip("\r\n") for line in io.StringIO(text, newline="")]
    plain = [line.split(separator) if line else [] for line in lines]
    try:
        if (rows := _quoted(text, separator, plain)) is not None:
            return rows
    except csv.Error:
        pass
    finally:
        csv.field_size_limit(before)
    if len({len(row) for row in plain if len(row) > 1}) > 1:
        raise UnreadableError(
            NO_COLUMNS, "anførselstegn som ikke lukkes, og rader med ulikt antall kolonner"
        )
    return plain


def _quoted(text: str, separator: str, plain: list[list[str]]) -> list[list[str]] | None:
    """The rows with quotes around cells; None where a quote has made one cell of several rows.

    It has where the lines of a row, cut without quotes, are rows themselves: two of them are as
    wide as most rows, or all lines of the text are alike. Raises csv.Error.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, several, first = [], [], 0
    for row in reader:
        if reader.line_num > first + 1:
            several.append((row, plain[first : reader.line_num]))
        rows.append(row)
        first = reader.line_num
    if not several:
        return rows
    widths = Counter(len(row) for row in rows if len(row) > 1)
    usual = max(widths, key=lambda each: (widths[each], each), default=1)
    alike = {len(row) for row in plain if any(row)}
    if len(alike) == 1 and alike != {1}:
        return None
    for row, lines in several:
        wide = sum(len(line) >= usual for line in lines)
        if len(row) != usual or (usual > 1 and wide > 1) or any(map(_holds_rows(separator), row)):
            return None
    return rows


def _holds_rows(separator: str) -> Callable[[str], bool]:
    """Whether a cell has lines with several separators after its first."""
    return lambda cell: any(line.count(separator) > 1 for line in cell.splitlines()[1:])
