"""The sums of a list, held against the rows above them, and what rows they take in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from .. import layout
from ..amounts import ZERO
from ..findings import Finding, Place
from .headings import Headings
from .rows import Row, area_of, name_of, place_of
from .rules import LIKE_SUM, TOTAL_DIFFERS, TOTAL_NOT_CHECKED
from .totals import Running, Sums, closest, said_of
from .vocabulary import OF_ALL, Role, kind_of, says_all, sum_of

MOST_BELOW: Final = 20
"""Rows below one that it may be the sum of."""

_SEVERAL: Final = 2


class _Closed(NamedTuple):
    """A sum of all that stands above it: its name, and the areas that it is of."""

    name: str
    areas: frozenset[str]

    def may_be_part(self, other: str) -> bool:
        """Whether it may have been of a part, by its name and that of another sum below it."""
        is_same = not says_all(self.name) or self.name == other
        return is_same and len(self.areas) < _SEVERAL

    def has_below(self, area: str) -> bool:
        """Whether a row below is outside it; another area below a sum of one is a new one."""
        return not area or area in self.areas or len(self.areas) >= _SEVERAL


def _parts(row: Row, other: Row) -> bool:
    """Whether one beside a row is of something else: a heading, a sum, or another area's."""
    areas = [each.text(layout.AREA_NAME) or each.text(layout.AREA_ID) for each in (row, other)]
    is_row = other.numbers and sum_of(name_of(other)) is None
    return not is_row or layout.spelled(areas[0]) != layout.spelled(areas[1])


class Summing:
    """Adds up the rows of one sheet from the top, and holds its sums against them."""

    def __init__(self, headings: Headings, place: Place, areas: Collection[str]) -> None:
        self._headings = headings
        self._areas = areas
        self._place = place
        self._placed, self._plain = Running(), Running()  # with and without what is like a sum
        self._closed: _Closed | None = None
        self._names: set[str] = set()
        self._on_top: list[Row] = []
        self._below: list[int] = []
        self._like_sums: dict[int, Finding] = {}
        self._before: Row | None = None
        self.findings: list[Finding] = []

    def new_section(self) -> None:
        """What follows is added up by itself too."""
        self._placed.section, self._plain.section = Sums(), Sums()

    def add(self, row: Row, following: Sequence[Row]) -> None:
        """Add an activity; one that is as much as others is told, and may be the sum of them."""
        if self._closed and self._closed.has_below(area_of(row)):
            self._below.append(row.row)
        if not self._is_like_sum(row, following):
            self._plain.add(row, area_of(row))
        self._placed.add(row, area_of(row))
        self._before = row

    def hold(self, row: Row, under: str) -> bool:
        """Hold a sum against the rows; gives whether it is the end of the area, or of all."""
        self._before = row
        of = sum_of(name_of(row)) or ""
        if not self._placed.all.rows or (of in self._areas and not self._placed.by_area[of].rows):
            self._on_top.append(row)
            return False
        self._check(row)
        if self._takes_in(row):
            self._below.clear()
        ends = self._is_of_all(row) or sum_of(name_of(row)) == layout.spelled(under)
        self.new_section()
        return ends

    def finish(self) -> set[int]:
        """Hold the sums on top against all; gives the rows that are below a sum of all."""
        for row in self._on_top:
            named = self._placed.by_area[sum_of(name_of(row)) or ""]
            sums = named if named.rows else self._placed.all
            if not sums.agrees(row):
                self._tell(row, [sums])
        below = {*self._below}
        self.findings += [each for row, each in self._like_sums.items() if row not in below]
        return below

    def is_sum(self, row: Row) -> bool:
        """Whether a row is the sum of several above it, in its section or in all."""
        sums = [each for each in (self._placed.section, self._placed.all) if each.rows > 1]
        return any(each.agrees(row) for each in sums)

    def _check(self, row: Row) -> None:
        """Hold a sum against what it may be of: its own area, the rows above it, or all."""
        name, of = name_of(row), self._placed
        named, of_row = (of.by_area.get(each) for each in (sum_of(name) or "", area_of(row)))
        sums = [each for each in (named, of_row, of.section, of.all) if each and each.rows]
        if says_all(name) and self._names and layout.spelled(name) not in self._names:
            sums = [of.all]  # those above are of parts
        self._names.add(layout.spelled(name))
        if not any(each.agrees(row) for each in sums):
            self._tell(row, [named] if named else [of.all] if says_all(name) else sums)

    def _takes_in(self, row: Row) -> bool:
        """Whether a sum takes in the rows below an earlier one, which then was not of all.

        A sum of the last rows alone does, where the earlier may have been of a part as this is.
        """
        of, closed, name = self._placed, self._closed, layout.spelled(name_of(row))
        if self._is_of_all(row):
            areas = frozenset(area for area, sums in of.by_area.items() if sums.rows)
            self._closed = _Closed(name, areas)
            return of.all.agrees(row)
        may_be_part = closed is not None and closed.may_be_part(name)
        if may_be_part and of.section.agrees(row):
            self._closed = None
            return True
        return of.all.agrees(row)

    def _is_of_all(self, row: Row) -> bool:
        """Whether a sum is of all that stands above it, as far as is known."""
        all_, section = self._placed.all, self._placed.section
        unknown = not all_.off(row) and not section.agrees(row)
        return sum_of(name_of(row)) in OF_ALL and (all_.agrees(row) or unknown)

    def _is_like_sum(self, row: Row, following: Sequence[Row]) -> bool:
        """A row that is as much as those above it, or as some right below it."""
        role = next(iter(row.numbers), None)
        if role is None:
            return False
        # Numbers may well be alike by chance, but less so in the first and the last of a group.
        has_no_kind = bool(self._headings.of(layout.KIND)) and not row.text(layout.KIND)
        is_unlike_others = has_no_kind or kind_of(name_of(row)) is not None
        is_last = not following or _parts(row, following[0])
        is_first = self._before is None or _parts(row, self._before)
        where = ""
        or_all = is_unlike_others or not area_of(row)
        if (is_unlike_others or is_last) and self._plain.equal(row, area_of(row), or_all=or_all):
            where = "over"
        below = Sums()
        for each in following:
            if where or not (is_unlike_others or is_first) or _parts(row, each):
                break
            below.add(each)
            where = "under" if below.equals(row) else ""
        if where:
            self._like_sums[row.row] = LIKE_SUM.at(self._at(row, role), name_of(row), where)
        return bool(where)

    def _tell(self, row: Row, sums: Sequence[Sums]) -> None:
        """Say of a sum that it is none of these, or that it cannot be known."""
        if all(each.off(row) for each in sums):
            nearest, role = closest(row, sums)
            said = said_of(role, row.numbers[role].value or ZERO)
            self.findings.append(TOTAL_DIFFERS.at(self._at(row, role), said, nearest.said(role)))
        else:
            name = name_of(row) or "Summen"
            at = self._at(row, next(iter(row.numbers)))
            self.findings.append(TOTAL_NOT_CHECKED.at(at, name))

    def _at(self, row: Row, role: Role) -> Place:
        return place_of(row, role, self._headings, self._place)
