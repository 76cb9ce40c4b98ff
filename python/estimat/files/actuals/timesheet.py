"""A file of a time system as cells: a workbook, or a text with separators."""

from __future__ import annotations

from pathlib import Path

from ...core.actuals.sources import Source
from ..delimited import OF_TEXT, read_delimited
from ..reading import read_book


def read_source(path: Path, name: str) -> Source:
    """Read a file of lines; `name` is what findings call it. Raises UnreadableError alone."""
    if path.suffix.lower() in OF_TEXT:
        return Source(*read_delimited(path, name), is_text=True)
    book, sha256 = read_book(path, name)
    names = tuple(each.name for each in book.sheets)
    for number, each in enumerate(book.sheets, start=1):
        each.name = f"ark nr. {number}"  # people name them after one another
    return Source(book, sha256, names=names)
