"""Can the two tables of the sheet Scenarioer be read as they stand?"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from .. import layout
from ..book import Sheet, Table
from ..checks.scenarios import NO_TABLE
from ..estimate import Estimate
from ..findings import Finding
from ..flaws import as_text
from ..interpret import tables_with

_TABLES: Final = {"scenarioer": layout.SCENARIO_COLUMNS, "unntak": layout.EXCEPTION_COLUMNS}
"""What the tables are of, and their columns."""

_HEADED: Final = 2
"""Rows over a table with its heading and what is said of it."""

_BELOW: Final = 6
"""Rows under a table in which somebody may have written one more."""


def faults(estimate: Estimate, scenarios: Container[str]) -> Iterator[Finding]:
    """That a table is there twice, has something below it, or is not where its sheet is.

    Of `scenarios` the names are given, as they are compared.
    """
    book = estimate.book
    found = {name: list(tables_with(book, columns)) for name, columns in _TABLES.items()}
    headings = " og ".join(
        ", ".join(each.label for each in columns) for columns in _TABLES.values()
    )
    # A copy of the sheet has both tables, and is told once.
    copied: dict[str, tuple[str, Sheet, Table]] = {}
    for name, tables in found.items():
        for sheet, table in tables[1:]:
            copied.setdefault(sheet.name, (name, sheet, table))
    for name, sheet, table in copied.values():
        place = estimate.place(sheet, table.area.top, table.area.left)
        yield NO_TABLE.at(place, f"Tabellen over {name} står to ganger", headings)
    missing = " og ".join(name for name, tables in found.items() if not tables)
    if not missing:
        for name, ((sheet, table), *_) in found.items():
            # The other table stands below the one of scenarios, and names them too.
            is_last = _TABLES[name] is layout.EXCEPTION_COLUMNS
            far = _far_below(sheet, table, scenarios) if is_last else None
            if cell := _right_below(sheet, table) or far:
                full = "" if is_last else f", som har plass til {layout.MOST_SCENARIOS}"
                said = f"Det står noe rett under tabellen over {name}{full}"
                yield NO_TABLE.at(estimate.place(sheet, *cell), said, headings)
        return
    for sheet in book.sheets:
        is_ours = sheet.name == layout.SCENARIOS and layout.SCENARIO_MARK not in book.names
        if is_ours and sheet.values:
            said = f"Arket har ingen tabell over {missing} med alle overskriftene"
            yield NO_TABLE.at(estimate.place(sheet), said, headings)


def _right_below(sheet: Sheet, table: Table) -> tuple[int, int] | None:
    """The first cell that somebody has filled in where the table has ended."""
    for row in range(table.last_row + 1, table.last_row + _BELOW):
        for column in range(table.area.left, table.area.right + 1):
            if (row, column) in sheet.values and not _is_of_another(sheet, table, row, column):
                return row, column
    return None


def _far_below(sheet: Sheet, table: Table, scenarios: Container[str]) -> tuple[int, int] | None:
    """The first cell below the table, however far, that names a scenario."""
    headers = [*map(layout.spelled, table.headers)]
    column = table.area.left + headers.index(layout.spelled(layout.SCENARIO.label))
    rows = sorted(row for row, at in sheet.values if at == column and row > table.last_row)
    return next(
        (
            (row, column)
            for row in rows
            if layout.spelled(as_text(sheet.values[row, column])) in scenarios
        ),
        None,
    )


def _is_of_another(sheet: Sheet, table: Table, row: int, column: int) -> bool:
    """Whether a cell is another table's, or over one with its heading."""
    return any(
        area.top - _HEADED <= row <= area.bottom and area.left <= column <= area.right
        for area in (each.area for each in sheet.tables if each is not table)
    )
