"""Sums that stand among the rows of a list, held against the rows that they are of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from .. import layout, norwegian
from ..amounts import ZERO, difference
from ..book import column_letters
from .numbers import Quantity
from .vocabulary import QUANTITIES, Role

if TYPE_CHECKING:
    from .headings import Headings
    from .rows import Row

_ADDED_UP: Final = tuple(role for role in QUANTITIES if role is not layout.RATE)
_SUM: Final = re.compile(r"(?:SUM|SUBTOTAL|AGGREGATE)\((?:[0-9]+,){0,2}(.+)\)", re.IGNORECASE)
_CELLS: Final = re.compile(r"\$?([A-Z]+)\$?([0-9]+)(?::\$?([A-Z]+)\$?([0-9]+))?", re.IGNORECASE)


class Sums:
    """What some rows come to, column by column, and the columns of which that is not known."""

    def __init__(self) -> None:
        self._of: defaultdict[Role, Decimal] = defaultdict(Decimal)
        self._unread: set[Role] = set()
        self._times: Counter[Role] = Counter()
        self.rows = 0

    def add(self, row: Row) -> None:
        """Add a row; a number that cannot be read makes the sum of its column unknown."""
        self.rows += 1
        for role, reading in row.numbers.items():
            if reading.value is None:
                self._unread.add(role)
            else:
                self._of[role] += reading.value
                self._times[role] += bool(reading.value)

    def off(self, row: Row) -> dict[Role, Decimal]:
        """By how much a row is not the sum of these, in the columns where that is known."""
        found: dict[Role, Decimal] = {}
        for role in _ADDED_UP:
            reading = row.numbers.get(role)
            if reading is None or reading.value is None or role in self._unread:
                continue
            off = abs(difference(reading.value, self._of.get(role, ZERO)))
            if off > reading.step / 2:
                found[role] = off
        return found

    def agrees(self, row: Row) -> bool:
        """Whether a row is the sum of these in every column, and that is known of them all."""
        unread = any(
            row.numbers[role].value is None or role in self._unread
            for role in _ADDED_UP if role in row.numbers
        )  # fmt: skip
        return not unread and not self.off(row)

    def equals(self, row: Row) -> bool:
        """Whether each number of a row is to the last digit the sum of several of these."""
        known = [(role, each.value) for role, each in row.numbers.items() if role in _ADDED_UP]
        return bool(known) and all(
            value and self._times[role] > 1 and role not in self._unread and self._of[role] == value
            for role, value in known
        )

    def said(self, role: Role) -> str:
        return said_of(role, self._of.get(role, ZERO))


class Running:
    """What rows come to so far: of the section, of each area, and of all."""

    def __init__(self) -> None:
        self.section, self.all = Sums(), Sums()
        self.by_area: defaultdict[str, Sums] = defaultdict(Sums)

    def add(self, row: Row, area: str) -> None:
        for each in (self.section, self.all, self.by_area[area]):
            each.add(row)

    def equal(self, row: Row, area: str, *, or_all: bool) -> bool:
        """Whether a row is as much as several of its section's, of its area's, or of all."""
        own = (self.section, self.by_area[area])
        return any(each.equals(row) for each in (*own, *[self.all] * or_all))


def said_of(role: Role, value: Decimal) -> str:
    """A number of a column in its unit."""
    quantity = QUANTITIES[role]
    return (
        norwegian.kroner(value)
        if quantity is Quantity.KRONER
        else (f"{norwegian.number(value)} {quantity.value}")
    )


def closest(row: Row, sums: Iterable[Sums]) -> tuple[Sums, Role]:
    """Of sums that a row is none of, the one it is least far from, and the column that is off."""

    def distance(each: Sums) -> tuple[int, Decimal]:
        off = each.off(row)
        return len(off), next(iter(off.values()))

    nearest = min(sums, key=distance)
    return nearest, next(iter(nearest.off(row)))


def sums_cells(row: Row, headings: Headings) -> tuple[bool, bool]:
    """Whether a formula in a row adds up cells above it, and whether one adds up those below."""
    above = below = False
    for each in headings.columns:
        added = _added(row.sheet.formulas.get((row.row, each.column), ""), each.column)
        if added:
            above |= headings.bottom < min(added) and max(added) < row.row
            below |= min(added) > row.row
    return above, below


def _added(formula: str, column: int) -> list[int]:
    """The first and last rows that a formula adds up, all in its own column; else nothing."""
    plain = formula.replace(" ", "")
    match = _SUM.fullmatch(plain)
    rows: list[int] = []
    for part in re.split("[+,;]", match[1] if match else plain):
        cells = _CELLS.fullmatch(part)
        columns = {name.upper() for name in (cells[1], cells[3]) if name} if cells else set()
        if not cells or columns != {column_letters(column)}:
            return []
        rows += [int(cells[2]), int(cells[4] or cells[2])]
    return rows if match or len(rows) > 2 else []


def sums_below(row: Row, column: int) -> bool:
    """Whether what stands in a column of a row is added up from rows below it."""
    added = _added(row.sheet.formulas.get((row.row, column), ""), column)
    return bool(added) and min(added) > row.row
