"""The tables that Estimat has written on a sheet, read again as what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from .book import Sheet
from .flaws import Said, said


class TableRow(NamedTuple):
    """A row of a table on a sheet: which, where it begins, and what it says."""

    row: int
    left: int
    values: tuple[Said, ...]


def headers_at(sheet: Sheet, headers: Sequence[str]) -> tuple[int, int] | None:
    """The cell of the first of these headers, where they stand side by side on a sheet."""
    return next(
        (
            (row, column)
            for (row, column), value in sheet.values.items()
            if value == headers[0]
            and all(sheet.values.get((row, column + n)) == text for n, text in enumerate(headers))
        ),
        None,
    )


def rows_by_heading(sheet: Sheet, headers: Sequence[str]) -> Iterator[dict[str, Said]] | None:
    """The rows under these headers, wherever in their row each stands; None without such a row."""
    wanted = {*headers}
    rows: dict[int, dict[str, int]] = {}
    for (row, column), value in sheet.values.items():
        if isinstance(value, str) and value in wanted:
            found = rows.setdefault(row, {})
            found.setdefault(value, column)
            if len(found) == len(wanted):
                return _under(sheet, row, found)
    return None


def _under(sheet: Sheet, row: int, columns: Mapping[str, int]) -> Iterator[dict[str, Said]]:
    while True:
        row += 1
        line = {header: said(sheet.values.get((row, at))) for header, at in columns.items()}
        if not any(value is not None for value in line.values()):
            return
        yield line


def table_rows(sheet: Sheet, headers: Sequence[str]) -> Iterator[TableRow]:
    """The rows under these headers, down to the first row that is empty."""
    top, left = headers_at(sheet, headers) or (0, 0)
    row = top
    while top:
        row += 1
        values = tuple(said(sheet.values.get((row, left + n))) for n in range(len(headers)))
        if not any(value is not None for value in values):
            return
        yield TableRow(row, left, values)
