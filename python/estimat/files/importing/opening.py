"""A list as a file: a workbook, or text with a sign between its columns, as cells."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

from ...core.book import Book
from ...core.errors import RefusedError, UnreadableError, UsageError
from ...core.findings import Place
from ..delimited import OF_TEXT, read_delimited
from ..reading import read_book

OF_WORKBOOKS: Final = (".xlsx", ".xlsm")
_NO_CHARACTER: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Opened(NamedTuple):
    """A list as cells, whether all of them are texts, and the hash of what was read."""

    book: Book
    is_text: bool
    sha256: str


def open_list(path: Path) -> Opened:
    """Read a list; RefusedError says why it cannot be, UsageError that it is of no such kind."""
    ending = path.suffix.lower()
    if ending not in (*OF_WORKBOOKS, *OF_TEXT):
        raise UsageError(
            f"{path} er ikke en liste som leses. Lagre den som Excel-arbeidsbok (.xlsx) eller CSV."
        )
    try:
        opened = _text(path) if ending in OF_TEXT else _workbook(path)
    except UnreadableError as problem:
        finding = problem.rule.at(Place(str(path)), problem.found)
        raise RefusedError("Ingenting er laget", [finding], unread=True) from None
    for sheet in opened.book.sheets:  # what is no character cannot be the name of a sheet
        for cell, value in sheet.values.items():
            if isinstance(value, str) and _NO_CHARACTER.search(value):
                sheet.values[cell] = _NO_CHARACTER.sub("\ufffd", value)
    return opened


def _workbook(path: Path) -> Opened:
    book, sha256 = read_book(path, str(path))
    if book.distrusted:  # what its formulas were saved with may be older than the numbers
        book.forget_results()
    return Opened(book, is_text=False, sha256=sha256)


def _text(path: Path) -> Opened:
    book, sha256 = read_delimited(path, str(path))
    return Opened(book, is_text=True, sha256=sha256)
