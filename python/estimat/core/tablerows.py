"""The tables that Estimat has written on a sheet, read again as what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .book import Sheet
from .flaws import Said, said


class TableRow(NamedTuple):
    """A row of a table on a sheet: which, where it begins, and what it says."""

    row: int
    left: int
    values: tuple[Said, ...]


def table_rows(sheet: Sheet, headers: Sequence[str]) -> Iterator[TableRow]:
    """The rows under these headers, down to the first row that is empty."""
    top, left = next(
        (
            (row, column)
            for (row, column), value in sheet.values.items()
            if value == headers[0]
            and all(sheet.values.get((row, column + n)) == text for n, text in enumerate(headers))
        ),
        (0, 0),
    )
    row = top
    while top:
        row += 1
        values = tuple(said(sheet.values.get((row, left + n))) for n in range(len(headers)))
        if not any(value is not None for value in values):
            return
        yield TableRow(row, left, values)
