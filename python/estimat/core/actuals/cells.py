"""The cells of a timesheet as what they say: a number, a month, a code; or why they say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from .. import layout, norwegian
from ..amounts import exact
from ..book import Book, Sheet
from ..clock import hours_of, hours_written, minutes_shown
from ..flaws import FROM_1904, as_code, as_text
from ..formats import says_foreign_currency, says_something_else, seen, shown_by
from ..values import Value
from .headings import Header, Role, likely_role, role_of, says_how_many
from .months import Month, month_of, month_of_day
from .numbers import decimal_sign_of, may_be_quoted, number_of

NUMBERS: Final = (Role.HOURS, Role.AMOUNT, Role.RATE)


class UnreadableCellError(Exception):
    """A cell that keeps its line from being read."""

    def __init__(self, column: int, role: Role, found: str) -> None:
        super().__init__()
        self.column = column
        self.role = role
        self.found = found


class Cells:
    """The cells below a header. What reads them raises UnreadableCellError."""

    def __init__(self, book: Book, sheet: Sheet, header: Header) -> None:
        self._sheet, self._header = sheet, header
        self._date_1904 = book.date_1904
        self.rows: dict[int, dict[int, Value]] = {}
        for (row, column), value in sheet.values.items():
            if row > header.row:
                self.rows.setdefault(row, {})[column] = value
        self._signs = {
            column: self._sign(cells.get(column) for cells in self.rows.values())
            for column in header.headings
        }
        self._of_hours = {
            column
            for column, heading in header.headings.items()
            if Role.HOURS in (role_of(heading), likely_role(heading)) or says_how_many(heading)
        }
        self._may_be_clocks = self._column_of_clocks()

    @staticmethod
    def _sign(values: Iterable[Value]) -> str:
        return decimal_sign_of(each for each in values if isinstance(each, str))

    def _column_of_clocks(self) -> int:
        """The column of hours, where 7.30 is as well half past seven; 0 where it is not.

        It may be where the file has commas before decimals, and nothing in the column a point.
        """
        column = self._header.first(Role.HOURS)
        texts = [
            each
            for cells in self.rows.values()
            if isinstance(each := cells.get(column), str) and not _PAIR.fullmatch(each.strip())
        ]
        others = {
            self._signs[self._header.first(role)] for role in NUMBERS if self._header.has(role)
        }
        own = decimal_sign_of(texts)
        return column if own != "." and "," in (own, *others) else 0

    def number(self, row: int, role: Role) -> Decimal | None:
        """The number of hours or kroner, or a rate; None where there is none."""
        column = self._header.first(role)
        cell = row, column
        value = self._sheet.values.get(cell)
        if value is None or value == "":
            if cell in self._sheet.formulas:
                raise UnreadableCellError(column, role, "en formel uten lagret resultat")
            return None
        if isinstance(value, str) and not value.strip():
            return None
        number = self.meant(row, column)
        code = self._sheet.formats.get(cell, "")
        is_clock = isinstance(value, float) and bool(code) and shown_by(code, value).is_date
        if number is None:
            found = "en dato eller et klokkeslett" if is_clock else quoted(as_text(value))
            raise UnreadableCellError(column, role, found)
        pair = _PAIR.fullmatch(value.strip()) if isinstance(value, str) else None
        if pair and column == self._may_be_clocks:
            told = f"{norwegian.number(abs(number))} timer eller {pair[1]}:{pair[2]}"
            raise UnreadableCellError(column, role, f"{quoted(pair[0])}, som kan være {told}")
        if isinstance(value, float) and code and not is_clock:
            if says_foreign_currency(code):
                raise UnreadableCellError(column, role, "et tall vist i en annen valuta")
            if says_something_else(code) or seen(code, value) is not None:
                raise UnreadableCellError(column, role, "et tall vist som et annet")
        return number

    def meant(self, row: int, column: int) -> Decimal | None:
        """The one number that a cell can mean, read as the others of its column."""
        value = self._sheet.values.get((row, column))
        if isinstance(value, float):
            code, number = self._sheet.formats.get((row, column)), exact(value)
            if not code or number is None or not shown_by(code, value).is_date:
                return number
            minutes = minutes_shown(code, number) if column in self._of_hours else None
            return None if minutes is None else hours_of(minutes)
        if not isinstance(value, str):
            return None
        bare = value.strip().removeprefix("−").removeprefix("-")
        hours = hours_written(bare) if column in self._of_hours else None
        if hours is not None:
            return hours if bare == value.strip() else -hours
        return number_of(value, self._signs.get(column, ""))

    def month(self, row: int) -> Month:
        """The month of a line: by its period, or by its date."""
        header, column = self._header, self._header.time
        role = Role.PERIOD if header.has(Role.PERIOD) else Role.DATE
        month = self._month_in(row, column, self._year(row))
        if month is None:
            raise UnreadableCellError(column, role, quoted(self.text(row, column)))
        until = header.first(Role.UNTIL)
        if role is Role.DATE and until and self.text(row, until):
            last = self._month_in(row, until, None)
            if last != month:
                raise UnreadableCellError(
                    until, Role.UNTIL, "en dato i en annen måned enn den første"
                )
        return month

    def _month_in(self, row: int, column: int, year: int | None) -> Month | None:
        value = self._sheet.values.get((row, column))
        if not isinstance(value, float):
            return month_of(as_text(value), year)
        code = self._sheet.formats.get((row, column))
        if code and shown_by(code, value).is_date:
            month = month_of_day(value + (FROM_1904 if self._date_1904 else 0))
            return None if month and year not in (None, month.year) else month
        return month_of(as_code(value), year) if value.is_integer() else None

    def _year(self, row: int) -> int | None:
        text = as_code(self._sheet.values.get((row, self._header.first(Role.YEAR))))
        return int(text) if _YEAR.fullmatch(text) else None

    def refuse_units(self, row: int, hours: Decimal | None) -> None:
        """Refuse hours that are something else, and what is in another currency than kroner."""
        column = self._header.first(Role.UNIT)
        unit = layout.spelled(self.text(row, column)).rstrip(".")
        if hours and unit and unit not in _HOURS:
            raise UnreadableCellError(column, Role.UNIT, "en annen enhet enn timer")
        for column in self._header.columns.get(Role.CURRENCY, ()):
            currency = layout.spelled(self.text(row, column)).rstrip(".")
            if currency not in _KRONER:
                raise UnreadableCellError(column, Role.CURRENCY, "en annen valuta enn kroner")

    def code(self, row: int, column: int) -> str:
        """A code, as text."""
        value = self._sheet.values.get((row, column))
        if isinstance(value, float) and abs(value) >= LONGEST_NUMBER:
            raise UnreadableCellError(column, Role.CODE, "et tall med flere enn 15 sifre")
        if isinstance(value, float) and (
            not value.is_integer() or (row, column) in self._sheet.formats
        ):
            # It may have lost what made it another: a comma keeps it from being any row's.
            return f"{as_code(value)},"
        return as_code(value)

    def text(self, row: int, column: int) -> str:
        """What a cell says."""
        return as_code(self._sheet.values.get((row, column)))


_PAIR: Final = re.compile(r"[-−]?([0-9]{1,3})\.([0-5][0-9])")
"""What a point parts as it parts hours and minutes."""

_YEAR: Final = re.compile("[12][0-9]{3}")
_HOURS: Final = ("t", "h", "time", "timer", "tim", "hour", "hours", "timeverk")
_KRONER: Final = ("", "nok", "kr", "kroner", "norske kroner")
LONGEST_NUMBER: Final = 1e15
"""From here on a number in a cell may have lost its last digits, and be another code's."""


def quoted(text: str) -> str:
    """What stands in a cell, where it can be no name."""
    if not text:
        return "ingenting"
    return f"«{text}»" if may_be_quoted(text) else "noe annet"
