"""What may make the numbers of a list mean something else, and stands above or beside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from .. import layout
from ..amounts import ZERO, exact, product, total
from ..book import Sheet, address
from ..findings import Finding, Place
from ..flaws import as_text, looks_like_a_number
from ..formats import shown_by
from ..values import Value
from .guessing import HOURS_OF_A_YEAR, called
from .headings import CHOSEN, MISSPELLED, Headings
from .numbers import Quantity
from .rows import Is, Row
from .rules import ABOVE, ABOVE_BESIDE, MISSPELLED_COLUMN, OTHER_UNIT, WIDE_ROW
from .vocabulary import (
    CURRENCIES,
    OTHER_UNITS,
    OUR_UNITS,
    QUANTITIES,
    SURE_UNITS_BESIDE,
    UNITS_BESIDE,
    names_number,
)


def outside(
    sheet: Sheet, headings: Headings, rows: Sequence[Row], place: Place
) -> Iterator[Finding]:
    """All of it, of a sheet with activities."""
    yield from _misspelled(headings, place)
    yield from _above(sheet, headings, rows, place)
    yield from _other_units(headings, rows, place)
    yield from _wide(sheet, headings, rows, place)


def _misspelled(headings: Headings, place: Place) -> Iterator[Finding]:
    for each in headings.columns:
        if each.how is MISSPELLED and each.role:
            at = place._replace(cell=each.cell)
            yield MISSPELLED_COLUMN.at(at, each.heading, each.role.label)


def _other_units(headings: Headings, rows: Sequence[Row], place: Place) -> Iterator[Finding]:
    """Rows that say in a column of their own that their numbers are in another unit."""
    names = {
        each.heading: each.column
        for each in headings.columns
        if called(each.heading).name in UNITS_BESIDE and each.role not in QUANTITIES
        and each.how is not CHOSEN
    }  # fmt: skip
    said_in = {heading: set[str]() for heading in names}
    for row in rows:
        for heading, said in row.others:
            if heading in said_in:
                said_in[heading].add(_unit(said))
    names = {
        heading: column
        for heading, column in names.items()
        if called(heading).name in SURE_UNITS_BESIDE or said_in[heading] & ALL_UNITS
    }
    for row in rows:
        for heading, said in row.others if row.state is Is.ACTIVITY and row.numbers else ():
            quantities = {QUANTITIES[role] for role in row.numbers}
            if heading in names and not _fits(called(heading).name, said, quantities):
                at = place._replace(cell=address(row.row, names[heading]))
                as_read = " og ".join(each.value for each in Quantity if each in quantities)
                yield OTHER_UNIT.at(at, heading, f"«{said}», men tallene er lest som {as_read}")


def _fits(column: str, said: str, quantities: Collection[Quantity]) -> bool:
    """Whether a unit is that of a number on the row; a currency is of its kroner, if it has any."""
    unit = OUR_UNITS.get(_unit(said))
    return unit in quantities or (column in CURRENCIES and unit is Quantity.KRONER)


def _unit(said: str) -> str:
    return layout.spelled(said).strip(" .()")


ALL_UNITS: Final = OTHER_UNITS | OUR_UNITS.keys()


def _wide(sheet: Sheet, headings: Headings, rows: Sequence[Row], place: Place) -> Iterator[Finding]:
    """Rows of a text that were cut in more fields than the headings, the blank ones too."""
    most = sheet.widths.get(headings.bottom, 0)
    for row in rows:
        has = sheet.widths.get(row.row, 0)
        if most and has > most:
            yield WIDE_ROW.at(place._replace(cell=address(row.row, most + 1)), str(has), str(most))


def _above(
    sheet: Sheet, headings: Headings, rows: Sequence[Row], place: Place
) -> Iterator[Finding]:
    """Numbers above the headings, but for years, and for sums of all that stands below.

    Rates are told where they stand in words below the rows, or in a heading, too.
    """
    yield from _in_headings(headings, place)
    below_rows = {row.row for row in rows if says_rate_below(row)}
    columns = {each.column: each for each in headings.columns if each.role in QUANTITIES}
    for (row, column), value in sorted(sheet.values.items()):
        code = sheet.formats.get((row, column), "")
        if row >= headings.top and row not in below_rows:
            continue
        at, said = place._replace(cell=address(row, column)), as_text(value)
        before = (as_text(sheet.values.get((row, each))) for each in range(column - 1, 0, -1))
        beside = next(filter(None, before), "")
        if isinstance(value, str) and _says_rate(said, beside):
            yield ABOVE_BESIDE.at(at, said, beside or "en sats")
            continue
        if row in below_rows:
            continue
        if not is_number(value, code):
            continue
        listed = columns.get(column)
        if listed is None or listed.role is None or names_number(beside):
            yield ABOVE_BESIDE.at(at, said, beside or "uten tekst foran")
            continue
        below = total(
            each.number(listed.role) or ZERO for each in rows if each.state is Is.ACTIVITY
        )
        if not isinstance(value, float) or product(exact(value) or ZERO, listed.factor) != below:
            yield ABOVE.at(at, said, listed.heading)


def _in_headings(headings: Headings, place: Place) -> Iterator[Finding]:
    """The hours of a year's work, as the heading of a column of such years says them."""
    for each in headings.columns:
        beside = called(each.heading).in_parentheses
        if each.role is layout.FTE and HOURS_OF_A_YEAR.search(beside):
            at = place._replace(cell=each.cell)
            yield ABOVE_BESIDE.at(at, each.heading, "timer per årsverk")


def says_rate_below(row: Row) -> bool:
    """Whether a row that is no activity says a rate in words, as `Timepris 1 200 kr` does."""
    words = [row.label, *row.texts.values(), *(said for _, said in row.others)]
    text = " ".join(dict.fromkeys(words))
    of_rate = _NAMES_RATE.search(text) is not None
    return row.state is Is.WORDS and of_rate and _LARGE.search(_YEARS.sub("", text)) is not None


_LARGE: Final = re.compile(r"\d[\d .]*\d{2}")
"""A number that may be a rate, and is no date or footnote."""


def _says_rate(said: str, beside: str) -> bool:
    """Whether a text has a number that itself or the text before it names as a rate."""
    named = _NAMES_RATE.search(f"{beside} {said}") is not None
    return named and any(sign.isdigit() for sign in _YEARS.sub("", said))


_NAMES_RATE: Final = re.compile(
    r"time(?:s?pris|sats|kost)|(?:timer|kr|kroner|pris|sats)\s*(?:per|pr\.?|i et|/)\s*"
    r"(?:årsverk|time|t\b)|fullkost|\b(?:årsverk|åv)\b\s*(?:=|på|[àá]|er|utgjør|tilsvarer)\s*"
    r"\d[ .]?\d{3}\b|\b(?:årsverk|åv)\W+\d[ .]?\d{3}\s*(?:timer|t)\b",
    re.IGNORECASE,
)
_YEARS: Final = re.compile(r"\b(?:19|20)\d\d\b(?!\s*(?:kr|timer|,-))")


def is_number(value: Value, code: str, *, but_years: bool = True) -> bool:
    """Whether a cell has a number that is neither a date nor, unless that is said, a year."""
    if isinstance(value, float):
        shows_date = bool(code) and shown_by(code, value).is_date
        return not shows_date and not (but_years and is_year(value))
    if not isinstance(value, str) or not looks_like_a_number(value) or is_date(value):
        return False
    return not (but_years and is_year(value))


def is_date(text: str) -> bool:
    """Whether a text is a day, as people write it."""
    return _DATE.fullmatch(text.strip()) is not None


def is_year(value: Value) -> bool:
    """Whether a cell has what may be a year."""
    if isinstance(value, float):
        return value.is_integer() and _FIRST_YEAR <= value <= _LAST_YEAR
    return isinstance(value, str) and _YEAR.fullmatch(value) is not None


_DATE: Final = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)?\d\d|\d{4}-\d{2}-\d{2}")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_YEAR: Final = re.compile(r"\s*(?:19|20)\d\d\s*")
