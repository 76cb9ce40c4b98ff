"""A sheet of a time system, line by line: when, on which code, how many hours and kroner.

Columns in which names of people may stand are not read, and what cannot be read is quoted only
where it can be no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from .. import layout, norwegian
from ..amounts import ZERO, difference, product, total
from ..book import VISIBLE, Book, Sheet, address
from ..findings import Finding, Place
from ..flaws import as_text
from . import rules
from .cells import Cells, UnreadableCellError
from .headings import Header, Role
from .months import Month
from .unread import unread, unread_columns, unsure


class Entry(NamedTuple):
    """A line that was registered; without `kroner` it has none. A code for each column of codes."""

    place: Place
    codes: tuple[str, ...]
    month: Month
    hours: Decimal
    kroner: Decimal | None


class Listed(NamedTuple):
    """What one sheet of a file says: its lines, the columns of codes, and what was found."""

    entries: tuple[Entry, ...]
    code_headings: tuple[str, ...]
    never_read: tuple[str, ...]
    findings: tuple[Finding, ...]
    without_numbers: int = 0
    """Lines that have neither hours nor kroner, and so nothing to count."""

    tables: tuple[int, ...] = ()
    """How many lines stand above each place where the headings stand once more."""

    state: str = VISIBLE
    rows: tuple[int, ...] = ()
    """Where each line stands."""


class Sums(NamedTuple):
    """Lines, with their hours and kroner."""

    lines: int = 0
    hours: Decimal = ZERO
    kroner: Decimal = ZERO

    def __str__(self) -> str:
        hours = f"{norwegian.number(self.hours)} timer"
        return f"{hours} og {norwegian.kroner(self.kroner)}" if self.kroner else hours


def listed(book: Book, sheet: Sheet, header: Header, *, is_text: bool) -> Listed:
    """Read the lines below a header; `is_text` says that the file is text, with columns cut out."""
    if header.doubles:
        found = [
            rules.TWO_COLUMNS.at(
                place_of(book, sheet, header.row, columns[1]),
                " og ".join(f"«{header.shown(each)}»" for each in columns),
                role.value,
            )
            for role, columns in header.doubles
        ]
        return Listed((), (), (), tuple(found))
    cells = Cells(book, sheet, header)
    rate = () if header.has(Role.AMOUNT) else (Role.RATE,)
    doubt = unsure(book, sheet, header, (Role.HOURS, Role.AMOUNT, *rate), cells)
    if found := [*doubt]:
        return Listed((), (), (), tuple(found))
    reader = _Reader(book, sheet, header, cells, is_text)
    reader.read()
    reader.findings += unread(book, sheet, header, cells)
    headings = tuple(header.shown(each) for each in header.columns[Role.CODE])
    return Listed(
        tuple(reader.entries), headings, tuple(header.never_read), tuple(reader.findings),
        reader.without_numbers, tuple(reader.tables), sheet.state, tuple(reader.rows),
    )  # fmt: skip


def place_of(book: Book, sheet: Sheet, row: int, column: int) -> Place:
    """Where a cell of a timesheet is."""
    return Place(book.file, sheet.name, address(row, column) if row else "")


class _Reader:
    """Goes down the lines of a sheet, with the sums that total lines are held against."""

    def __init__(
        self, book: Book, sheet: Sheet, header: Header, cells: Cells, is_text: bool
    ) -> None:
        self.book, self.sheet, self.header = book, sheet, header
        self.entries: list[Entry] = []
        self.rows: list[int] = []
        self.findings: list[Finding] = []
        self.without_numbers = 0
        self.tables: list[int] = []
        self._sums = dict.fromkeys((Role.HOURS, Role.AMOUNT), ZERO)
        """Of the lines since the last total line."""
        self._totals: list[_Total] = []
        self._cells = cells
        self._unread = unread_columns(header)
        self._priced: list[Entry] = []
        self._since = 0
        """How many lines there are since the last total line."""
        self._last = max(header.headings) if is_text else 0
        self._width = sheet.widths.get(header.row, 0)
        self._known = [header.first(role) for role in header.columns]

    def read(self) -> None:
        """Read every line."""
        computed = {row for row, _ in self.sheet.formulas if row > self.header.row}
        for row in sorted(self._cells.rows.keys() | computed):
            try:
                self._line(row)
            except UnreadableCellError as problem:
                place = place_of(self.book, self.sheet, row, problem.column)
                self.findings.append(rules.UNREADABLE.at(place, problem.found, problem.role.value))
        if self._totals:
            self._check_totals()
        if self._priced:
            count = norwegian.counted(len(self._priced), "linje", "linjer")
            hours = norwegian.number(total(each.hours for each in self._priced))
            self.findings.append(
                rules.OWN_RATE.at(self._priced[0].place, f"{count} ({hours} timer)")
            )

    def _line(self, row: int) -> None:
        if self._is_heading(row):
            self.tables.append(len(self.entries))
            return
        self._refuse_beyond(row)
        is_total = self._is_total(row)
        hours, amount = self._cells.number(row, Role.HOURS), self._cells.number(row, Role.AMOUNT)
        if hours is None and amount is None:
            if not is_total:
                self._refuse_elsewhere(row)
                self.without_numbers += bool(self._cells.text(row, self.header.time))
            return
        if is_total:
            self._totals.append(_Total(row, len(self.entries), hours, amount))
            self._since = 0
            self._sums = dict.fromkeys(self._sums, ZERO)
            return
        month = self._cells.month(row)
        self._cells.refuse_units(row, hours)
        is_priced = amount is None and bool(hours)
        if amount is None and hours is not None:
            rate = self._cells.number(row, Role.RATE)
            amount = None if rate is None else product(hours, rate)
        columns = self.header.columns[Role.CODE]
        place = place_of(self.book, self.sheet, row, columns[0])
        codes = tuple(self._cells.code(row, column) for column in columns)
        if not any(codes) and self._is_sum(hours, amount):
            raise UnreadableCellError(
                columns[0], Role.CODE, "ingenting, og tallene er summen av linjene over"
            )
        self.entries.append(Entry(place, codes, month, hours or ZERO, amount))
        self.rows.append(row)
        if is_priced and amount is not None and self.header.has(Role.AMOUNT):
            self._priced.append(self.entries[-1])
        self._since += 1
        for role, number in ((Role.HOURS, hours), (Role.AMOUNT, amount)):
            self._sums[role] = total((self._sums[role], number or ZERO))

    def _is_sum(self, hours: Decimal | None, amount: Decimal | None) -> bool:
        """Whether a line is what two or more above it come to."""
        numbers = (Role.HOURS, hours), (Role.AMOUNT, amount)
        said = [(role, number) for role, number in numbers if number]
        return self._since > 1 and bool(said) and all(
            number == self._sums[role] for role, number in said
        )  # fmt: skip

    def _refuse_elsewhere(self, row: int) -> None:
        """A line whose only numbers are in columns that are not read."""
        codes = (self._cells.text(row, each) for each in self.header.columns[Role.CODE])
        if any(codes) or self._cells.text(row, self.header.time):
            for column in self._unread:
                if self._cells.meant(row, column):
                    raise UnreadableCellError(column, Role.HOURS, "et tall i en ukjent kolonne")

    def _is_heading(self, row: int) -> bool:
        """Whether the headings stand once more, as on a new page."""
        cells = self._cells.rows.get(row, {})
        return all(
            as_text(cells.get(column)) == self.header.headings[column] for column in self._known
        )

    def _refuse_beyond(self, row: int) -> None:
        """In a text, more cells than headings: a separator in a text has moved the others."""
        cells = self._cells.rows.get(row, {}) if self._last else {}
        beyond = [each for each, value in cells.items() if each > self._last and as_text(value)]
        if self._width and self.sheet.widths.get(row, 0) > self._width:
            beyond = beyond or [self._width + 1]
        if beyond:
            raise UnreadableCellError(beyond[0], Role.WORDS, "flere kolonner enn overskriftene har")

    def _is_total(self, row: int) -> bool:
        """Whether the line is a sum of others: it says so, whatever else it says."""
        said = [
            layout.spelled(each)
            for each in self._cells.rows.get(row, {}).values()
            if isinstance(each, str)
        ]
        is_dated = bool(self._cells.text(row, self.header.time))
        if is_dated and any(_TEXT_LIKE_TOTAL.fullmatch(each) for each in said):
            column = self.header.time
            raise UnreadableCellError(
                column, Role.PERIOD, "en periode, og linjen har en tekst som begynner som en sum"
            )
        if is_dated or any(_BEGINS.fullmatch(each) for each in said):
            return any(_BEGINS.fullmatch(each) for each in said)
        codes = [self._cells.text(row, column) for column in self.header.columns[Role.CODE]]
        if any(codes):
            return any(_TOTAL.fullmatch(layout.spelled(each)) for each in codes)
        return any(_TOTAL.fullmatch(each) for each in said)

    def _check_totals(self) -> None:
        """Hold the total lines against the lines above, or below where the first stands on top."""
        sums = [Sums()]
        rests = [0]  # how many hours are rounded, as those of a clock are
        for each in self.entries:
            last = sums[-1]
            kroner = each.kroner or ZERO
            sums.append(Sums(0, total((last.hours, each.hours)), total((last.kroner, kroner))))
            rests.append(rests[-1] + bool(each.hours * 100 % 1))
        on_top = self._totals[0].position == 0 and self.entries
        positions = [0, *(each.position for each in self._totals), len(self.entries)]
        for number, line in enumerate(self._totals, 1):
            above = [(positions[number - 1], line.position), (0, line.position)]
            below = [(line.position, positions[number + 1]), (line.position, len(self.entries))]
            parts = [*above, *below] if on_top else above
            slack = _ROUNDING * rests[-1]
            for role, said in ((Role.HOURS, line.hours), (Role.AMOUNT, line.amount)):
                ways = [_between(sums[first], sums[last], role) for first, last in parts]
                near = slack if role is Role.HOURS else ZERO
                if said is not None and all(abs(difference(said, each)) > near for each in ways):
                    place = place_of(self.book, self.sheet, line.row, self.header.first(role))
                    told = ways[2] or ways[3] if on_top else ways[0] or ways[1]
                    where = "under" if on_top else "over"
                    self.findings.append(
                        rules.WRONG_TOTAL.at(
                            place,
                            norwegian.number(said),
                            f"{where} den gir {norwegian.number(told)}",
                        )
                    )


class _Total(NamedTuple):
    """A total line, and how many lines stand above it."""

    row: int
    position: int
    hours: Decimal | None
    amount: Decimal | None


_ROUNDING: Final = Decimal("0.00005")
"""How much hours of four decimals may be off."""


def _between(first: Sums, last: Sums, role: Role) -> Decimal:
    """What the lines between two sums come to."""
    if role is Role.HOURS:
        return difference(last.hours, first.hours)
    return difference(last.kroner, first.kroner)


_WORD: Final = "sum|summer|total|totalt|totalsum|delsum|subtotal|grand total|i alt|sum i alt"
_BEGINS: Final = re.compile(rf"(?:{_WORD})(?:[ :].{{0,60}})?")
_TEXT_LIKE_TOTAL: Final = re.compile(
    rf"(?!(?:{_WORD})[ :]*$)(?:{_WORD})[ :]+(?=.*[^\W\d_]).{{1,60}}"
)
"""More words than a total line needs: it may as well be what somebody has worked with."""

_TOTAL: Final = re.compile(rf"(?:{_WORD})(?:[ :].{{0,60}})?|.{{0,60}} (?:{_WORD}):?")


def sums_of(entries: Iterable[Entry]) -> Sums:
    """The lines added up; one without kroner has none."""
    kept = list(entries)
    return Sums(len(kept), total(e.hours for e in kept), total(e.kroner or ZERO for e in kept))
