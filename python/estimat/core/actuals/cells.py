"""The cells of a timesheet as what they say: a number, a month, a code; or why they say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from .. import layout
from ..amounts import exact
from ..book import Book, Sheet
from ..flaws import FROM_1904, as_code, as_text
from ..formats import says_foreign_currency, says_something_else, seen, shown_by
from ..values import Value
from .headings import Header, Role
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

    @staticmethod
    def _sign(values: Iterable[Value]) -> str:
        return decimal_sign_of(each for each in values if isinstance(each, str))

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
        if number is None:
            raise UnreadableCellError(column, role, quoted(as_text(value)))
        code = self._sheet.formats.get(cell, "")
        if isinstance(value, float) and code:
            if says_foreign_currency(code):
                raise UnreadableCellError(column, role, "et tall vist i en annen valuta")
            if says_something_else(code) or seen(code, value) is not None:
                raise UnreadableCellError(column, role, "et tall vist som et annet")
        return number

    def meant(self, row: int, column: int) -> Decimal | None:
        """The one number that a cell can mean, read as the others of its column."""
        value = self._sheet.values.get((row, column))
        if isinstance(value, float):
            code = self._sheet.formats.get((row, column))
            return None if code and shown_by(code, value).is_date else exact(value)
        return number_of(value, self._signs.get(column, "")) if isinstance(value, str) else None

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
