"""The rows of a list: what each says in words and numbers, by what its columns are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import Enum, auto
from typing import Final, NamedTuple, TypeAlias

from .. import layout
from ..book import Sheet, address, column_letters
from ..findings import Place
from ..flaws import as_read
from ..values import Value
from .headings import Headings, Listed
from .numbers import Reading, read_column
from .totals import sums_cells
from .vocabulary import AREA, QUANTITIES, Role, sum_of


class Is(Enum):
    """What a row of a list is; some have numbers that are no activity's own.

    A part of the row above, a frame or what is left of it, and what is below the sum of all.
    """

    ACTIVITY = auto()
    AREA = auto()
    TOTAL = auto()
    PERHAPS_TOTAL = auto()
    PART = auto()
    FRAME = auto()
    BELOW = auto()
    WORDS = auto()
    HEADINGS = auto()


class Row(NamedTuple):
    """A row of a list: words and numbers by role, what other columns say, and its first words.

    `under` is the heading of an area that it stands below, `dittos` are the marks that were read
    as what the row above says.
    """

    sheet: Sheet
    row: int
    texts: Mapping[Role, str]
    numbers: Mapping[Role, Reading]
    others: tuple[tuple[str, str], ...]
    label: str
    column: int
    state: Is = Is.ACTIVITY
    under: str = ""
    dittos: tuple[tuple[Role, str], ...] = ()

    def text(self, role: Role) -> str:
        return self.texts.get(role, "")

    def number(self, role: Role) -> Decimal | None:
        """The number that surely stands there, in its unit, also one that is below 0."""
        reading = self.numbers.get(role)
        return reading.value if reading else None


Cells: TypeAlias = "dict[int, Value]"
_Spans: TypeAlias = "Mapping[tuple[int, int], tuple[int, int]]"

_LONGEST_SPAN: Final = 10_000
"""Rows that a merged cell is of, at most."""

_NEEDED: Final = (*AREA, layout.ACTIVITY)
_DITTO: Final = re.compile(
    r"[-–—\s]*[\"”“„″〃'’´`]+[-–—\s]*|do\.|dto\.|ditto\.?", re.IGNORECASE
)  # fmt: skip
"""What says that it is as above; what is only quotes is no name."""


def read_rows(sheet: Sheet, headings: Headings, *, is_text: bool) -> list[Row]:
    """The rows below the headings that say something."""
    cells: defaultdict[int, Cells] = defaultdict(dict)
    for (row, column), value in sheet.values.items():
        if row > headings.bottom and (not isinstance(value, str) or value.strip()):
            cells[row][column] = value
    for row, column in sheet.formulas:
        if row > headings.bottom:
            cells[row].setdefault(column, None)
    rows = sorted(cells)
    columns: dict[Role, Mapping[int, Reading]] = {}
    for each in headings.columns:
        if each.role in QUANTITIES:
            quantity = QUANTITIES[each.role]
            columns[each.role] = read_column(
                sheet, each.column, rows, quantity, each.factor, is_text=is_text
            )
    of_sheet = _OfSheet(sheet, {each.column: each for each in headings.columns}, columns)
    spans = _merged_down(sheet)
    found = (_row(of_sheet, row, cells[row], spans) for row in rows)
    return [*_as_above((_held(each, of_sheet, headings, spans) for each in found), headings)]


def _held(row: Row, of_sheet: _OfSheet, headings: Headings, spans: _Spans) -> Row:
    """A row with numbers, with what is merged over it too: its name, kind, rate, but no amount.

    A number that is merged over rows is one number, and an id that of the first.
    """
    if not row.numbers or any(sums_cells(row, headings)):
        return row
    texts, numbers = {**row.texts}, {**row.numbers}
    for column, listed in of_sheet.known.items():
        at, role = spans.get((row.row, column)), listed.role
        if at is None or role is None or role is layout.ID:
            continue
        if role is layout.RATE and (rate := of_sheet.numbers[role].get(at[0])):
            numbers[role] = rate._replace(read_as="", times=Decimal(1))  # said of the first
        elif role not in QUANTITIES and (said := _said(row.sheet, at)):
            texts[role] = said
    return row._replace(texts=texts, numbers=numbers)


def _as_above(rows: Iterable[Row], headings: Headings) -> Iterator[Row]:
    """The rows with what stands above a ditto mark; below a sum or nothing it is no name."""
    above: dict[Role, str] = {}
    heads = {each.role: each.heading for each in headings.columns}
    for row in rows:
        if all(heads.get(role) == said for role, said in row.texts.items()):
            yield row  # the headings once more, or numbers alone
            above = above if row.texts else {}
            continue
        texts = {**row.texts}
        marks = [
            (role, said)
            for role, said in texts.items()
            if role is not layout.ID and _DITTO.fullmatch(said)
        ]
        for role, mark in marks:
            texts[role] = above.get(role, "" if role in _NEEDED else mark)
        read = tuple(each for each in marks if each[0] in above)
        yield row._replace(texts={r: s for r, s in texts.items() if s}, dittos=read)
        above = {role: said for role, said in texts.items() if said and sum_of(said) is None}


class _OfSheet(NamedTuple):
    """A sheet, its columns by number, and its numbers by role and row."""

    sheet: Sheet
    known: Mapping[int, Listed]
    numbers: Mapping[Role, Mapping[int, Reading]]


def _merged_down(sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """The first cell of each that is merged over several rows, by the others in its column."""
    return {
        (row, each.left): (each.top, each.left)
        for each in sheet.merged
        for row in range(each.top + 1, min(each.bottom, each.top + _LONGEST_SPAN) + 1)
    }


def _row(
    of_sheet: _OfSheet,
    row: int,
    cells: Cells,
    spans: _Spans,
) -> Row:
    sheet, known, columns = of_sheet
    texts: dict[Role, str] = {}
    others: list[tuple[str, str]] = []
    numbers = {role: found[row] for role, found in columns.items() if row in found}
    for column, listed in known.items():
        at = spans.get((row, column), (row, column))
        # An area that is merged over its rows is in each of them.
        if listed.role in AREA and (said := _said(sheet, at)):
            texts[listed.role] = said
    label, first = "", 0
    for column in sorted(cells):
        role = known[column].role if column in known else None
        said = _said(sheet, (row, column))
        if not label and isinstance(cells[column], str):
            label, first = said, column
        if role in QUANTITIES or not said:
            continue
        if role:
            texts[role] = said
        else:
            heading = known[column].heading if column in known else ""
            others.append((heading or f"Kolonne {column_letters(column)}", said))
    return Row(sheet, row, texts, numbers, tuple(others), label, first or min(cells))


def _said(sheet: Sheet, cell: tuple[int, int]) -> str:
    return " ".join(as_read(sheet, cell, date_1904=False).split())


def areas_of(rows: Iterator[Row]) -> set[str]:
    """The areas that rows say themselves that they are of, as they are compared."""
    return {layout.spelled(row.text(role)) for row in rows for role in AREA if row.text(role)}


def name_of(row: Row) -> str:
    """What a row calls itself."""
    return row.text(layout.ACTIVITY) or row.label


def place_of(row: Row, role: Role, headings: Headings, place: Place) -> Place:
    """The cell of a row that has this, or else its first."""
    column = headings.of(role)
    return place._replace(cell=address(row.row, column.column if column else row.column))


def area_of(row: Row) -> str:
    """The area that a row is of, as it is compared; nothing where it says none."""
    return layout.spelled(row.text(layout.AREA_NAME) or row.text(layout.AREA_ID) or row.under)
