"""Which rows of a list are activities, and which are areas' headings, sums, or only words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import pairwise, zip_longest
from typing import Final

from .. import layout
from ..book import address
from ..findings import Finding, Place
from ..flaws import as_text
from .guessing import named
from .headings import Headings
from .outside import is_date
from .rows import Is, Row, area_of, areas_of, name_of, place_of
from .rules import (
    AREA_HEADING,
    NEW_TABLE,
    ON_HEADING,
    OTHER_HEADINGS,
    PERHAPS_AREA,
    SUM_READ,
)
from .summing import MOST_BELOW, Summing
from .totals import said_of, sums_below, sums_cells
from .vocabulary import AREA, OF_ALL, is_frame, is_part, sum_of

_PREFIX: Final = re.compile(r"(?:tjeneste)?område(?:t)?\s*[:–-]\s*", re.IGNORECASE)
_YEAR: Final = re.compile(r"20[0-9]{2}")
_OF_A_ROW: Final = (layout.KIND, layout.RESPONSIBLE, layout.ID, layout.AMBITION, layout.GOVERNED)
"""What only an activity has besides its name."""

_HEADINGS: Final = 3
"""Columns that a row of texts must name for it to be headings, where they are not the first."""

_PAGE: Final = re.compile(r"side [0-9]+(?: av [0-9]+)?", re.IGNORECASE)


class Told:
    """Tells the rows of one sheet apart, from the top.

    `findings` are of sums that do not agree, `doubts` of what keeps rows from being read at all.
    """

    def __init__(
        self, rows: Sequence[Row], headings: Headings, known: Collection[str], place: Place
    ) -> None:
        self._headings = headings
        self._place = place
        self._known = {layout.spelled(each) for each in known} | areas_of(iter(rows))
        self._areas = self._area_headings(rows, self._known)
        self._known |= {layout.spelled(row.label) for row in rows if row.row in self._areas}
        self._summing = Summing(headings, place, self._known)
        self._cells: defaultdict[int, dict[int, str]] = defaultdict(dict)
        for each in rows[:1]:
            for (at, column), value in sorted(each.sheet.values.items()):
                if said := " ".join(as_text(value).split()):
                    self._cells[at][column] = said
        self._above = {
            said for at, cells in self._cells.items() if at < headings.top
            for said in cells.values()
        }  # fmt: skip
        self._of_rows = {area_of(row) for row in rows if _has_value(row)}
        self._last = max((row.row for row in rows if _has_value(row)), default=0)
        self.findings: list[Finding] = []
        self.doubts: list[Finding] = []

    def told(self, rows: Sequence[Row], under: str = "") -> list[Row]:
        """Each row with what it is; `under` is the area of those that stand under no heading."""
        outside = under
        under = under or self._first_area(rows)
        told: list[Row] = []
        titles: list[str] = []
        for position, row in enumerate(rows):
            state = self._state(row)
            row = row._replace(state=state)
            if state is Is.AREA:
                under = area_said(row.label)
                self._summing.new_section()
                self._tell_numbers(row)
            elif state is Is.HEADINGS:
                self._tell_headings(row, titles)
            elif state is Is.WORDS and under and self._areas:
                self._tell_perhaps_area(row, under, rows[position + 1 : position + 2])
            titles = [*titles, *self._cells[row.row].values()] if state is Is.WORDS else []
            row = row._replace(under=under)
            told.append(row)
            if state is Is.ACTIVITY:
                self._summing.add(row, rows[position + 1 : position + 1 + MOST_BELOW])
            elif state is Is.TOTAL and self._summing.hold(row, under):
                under = outside
        below = self._summing.finish()
        self.findings += self._summing.findings
        return [row._replace(state=Is.BELOW) if row.row in below else row for row in told]

    def _first_area(self, rows: Sequence[Row]) -> str:
        """The area that stands above the first headings, where others stand above theirs."""
        others = (
            self._has_headings(after) for row, after in pairwise(rows) if row.row in self._areas
        )
        if self._headings.has_areas or not any(others):
            return ""
        above = max((at for at in self._cells if at < self._headings.top), default=0)
        said = [*self._cells[above].items()]
        if len(said) != 1:
            return ""
        ((column, area),) = said
        at = self._place._replace(cell=address(above, column))
        self.findings.append(AREA_HEADING.at(at, area_said(area)))
        return area_said(area)

    def _tell_headings(self, row: Row, titles: Collection[str]) -> None:
        """Headings once more: another table under a title of its own, or one with other columns."""
        at = self._place._replace(cell=address(row.row, row.column))
        said = self._cells[row.row]
        if said != {each.column: each.heading for each in self._headings.columns}:
            self.doubts.append(OTHER_HEADINGS.at(at, ", ".join(said.values())))
            return
        new = [
            each
            for each in titles
            if each not in self._above
            and not _PAGE.fullmatch(each)
            and layout.spelled(area_said(each)) not in self._of_rows
        ]
        if new:
            self.findings.append(NEW_TABLE.at(at, new[0]))

    def _tell_perhaps_area(self, row: Row, under: str, after: Sequence[Row]) -> None:
        """Words right above a row with numbers, where other areas are headings."""
        if row.label and after and after[0].numbers and sum_of(after[0].label) is None:
            at = self._place._replace(cell=address(row.row, row.column))
            self.findings.append(PERHAPS_AREA.at(at, row.label, under))

    def _tell_numbers(self, row: Row) -> None:
        """Numbers on the heading of an area that are no sums of the rows below it."""
        for role, reading in row.numbers.items():
            column = self._headings.of(role)
            if reading.value and column and not sums_below(row, column.column):
                said = said_of(role, reading.value)
                self.findings.append(
                    ON_HEADING.at(
                        place_of(row, role, self._headings, self._place), area_said(row.label), said
                    )
                )

    def _state(self, row: Row) -> Is:
        if self._has_headings(row):
            return Is.HEADINGS
        above, below = sums_cells(row, self._headings)
        name = name_of(row)
        what = sum_of(name)
        if row.row in self._areas:
            return Is.AREA
        if what is not None and row.numbers:
            return self._sum_called(what, row)
        if row.numbers and is_part(name):
            return Is.PART
        if row.numbers and is_frame(name) and not row.text(layout.KIND):
            return Is.FRAME
        is_named = row.text(layout.ACTIVITY) and self._is_of_area(row)
        if row.row > self._last and not _says_number(row) and not is_named:
            return Is.WORDS  # a signature below the table
        if not row.text(layout.KIND) and (above or below):
            return Is.AREA if below else Is.TOTAL
        if not name and row.numbers and self._summing.is_sum(row):
            return Is.TOTAL
        if row.numbers:
            return Is.ACTIVITY
        if what is not None:
            return Is.WORDS
        return Is.ACTIVITY if is_named else Is.WORDS

    def _is_of_area(self, row: Row) -> bool:
        """Whether a row says an area itself, or what only an activity has."""
        return any(row.text(role) for role in (*AREA, *_OF_A_ROW))

    def _has_headings(self, row: Row) -> bool:
        """Whether a row is the headings once more, as on every page of a printout, or others."""
        said = self._cells[row.row]
        same = sum(said.get(each.column) == each.heading for each in self._headings.columns)
        if same > len(self._headings.columns) / 2:
            return True
        if _has_value(row):
            return False
        known = {named(each) for each in said.values()} - {None}
        return len(known) >= _HEADINGS and len(known) * 2 > len(said)

    def _sum_called(self, rest: str, row: Row) -> Is:
        """What a row is whose name begins as that of a sum: one if that is all, or if it is one."""
        what = _YEAR.sub("", rest).strip(" .:–-()")
        if what in OF_ALL or what in self._known:
            return Is.TOTAL
        if not self._summing.is_sum(row):
            return Is.ACTIVITY if row.text(layout.KIND) else Is.PERHAPS_TOTAL
        at = place_of(row, next(iter(row.numbers)), self._headings, self._place)
        self.findings.append(SUM_READ.at(at, name_of(row)))
        return Is.TOTAL

    def _area_headings(self, rows: Sequence[Row], known: Collection[str]) -> set[int]:
        """The rows that are an area's name and nothing else, by the surest sign there is."""
        alone = [(row, after) for row, after in zip_longest(rows, rows[1:]) if self._is_alone(row)]
        if self._headings.has_areas:
            return {
                row.row
                for row, after in alone
                if not row.text(layout.ACTIVITY) and after and after.numbers and not area_of(after)
            }
        across = {
            (each.top, each.left) for each in (rows[0].sheet.merged if rows else ())
            if each.right > each.left
        }  # fmt: skip
        closed = {what for row in rows if row.numbers and (what := sum_of(row.label))} - OF_ALL
        named = [(row, layout.spelled(area_said(row.label))) for row, after in alone if after]
        for found in (
            {row.row for row, _ in named if (row.row, row.column) in across},
            {row.row for row, name in named if name in closed},
            {row.row for row, name in named if name in known},
        ):
            if found:
                return found
        return {row.row for row, after in alone if after and after.numbers}

    def _is_alone(self, row: Row) -> bool:
        """Whether a row says one thing in words, and no number."""
        words = [*row.texts.values(), *(said for _, said in row.others)]
        own = {row.text(layout.AREA_ID), row.text(layout.AREA_NAME)} - {""}
        one_thing = set(words) <= own if self._headings.has_areas and own else len(words) <= 1
        is_total = sum_of(row.label) is not None
        return bool(row.label) and one_thing and not row.numbers and not is_total


def _has_value(row: Row) -> bool:
    return any(each.value is not None for each in row.numbers.values())


def _says_number(row: Row) -> bool:
    """Whether a number stands in a row, read or not; a date under hours is none."""
    return any(
        each.value is not None
        or each.text.startswith("=")
        or (any(map(str.isdigit, each.text)) and not is_date(each.text))
        for each in row.numbers.values()
    )


def area_said(label: str) -> str:
    """The name of an area as its heading has it: `Område: Arkiv` is Arkiv."""
    return _PREFIX.sub("", label).strip().rstrip(":").strip()
