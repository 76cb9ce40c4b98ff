"""A cell as a number, or what is wrong with it.

The place that turns a cell into a `Decimal` is the place that knows why it cannot. What it says
becomes a finding, and keeps the row out of the total.
"""

from __future__ import annotations

import math
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from . import layout, norwegian
from .amounts import exact
from .book import Sheet
from .findings import Rule, ToArea, error
from .formats import is_elapsed, shown_by
from .layout import Column, Field
from .values import CellError, Value

LOOKS_LIKE_A_NUMBER: Final = re.compile(r"\s*[-−+]?\d[\d\s.,]*(?:(?:kr|t|timer|%)\s*)?", re.I)

# Rules for a cell that ought to hold a number; a row with one of these cannot be counted.
TEXT_NUMBER = error(
    "TALL-01", "Tall skrevet som tekst",
    "«{expected}» er skrevet som teksten «{found}», som ikke regnes med.",
    "Sett cellens format til Tall, og skriv tallet på nytt.",
)  # fmt: skip
NOT_A_NUMBER = error(
    "TALL-02", "Tekst der det skal stå et tall",
    "«{expected}» inneholder «{found}», som ikke er et tall.",
    "Skriv et tall, eller tøm cellen og flytt teksten til Kommentar.",
)  # fmt: skip
NEGATIVE = error(
    "TALL-03", "Negativt tall",
    "«{expected}» er {found}, men kan ikke være mindre enn 0.",
    "Rett tallet, eller slett raden dersom aktiviteten utgår.",
)  # fmt: skip
ERROR_VALUE = error(
    "TALL-04", "Feilverdi i celle",
    "«{expected}» viser feilverdien {found}.",
    "Rett formelen eller tallet som gir feilen, og lagre på nytt; ved #NAVN? (#NAME?) mangler en "
    "funksjon, og tillegget Estimat må slås på.",
    to_area=ToArea(
        "Rett formelen eller tallet som gir feilen, og lagre på nytt. Ved #NAVN? (#NAME?) skal det "
        "stå et tall i cellen, ikke en formel.",
    ),
)  # fmt: skip
OUT_OF_RANGE = error(
    "TALL-08", "Tall utenfor alle grenser",
    "«{expected}» er {found}; det kan verken være timer eller kroner.",
    "Skriv tallet på nytt; se etter siffer som er limt inn to ganger.",
)  # fmt: skip
CLOCK = error(
    "TALL-09", "Dato eller klokkeslett i tallkolonne",
    "«{expected}» er skrevet som dato eller klokkeslett (lagret som {found}).",
    "Sett cellens format til Tall og skriv timene som desimaltall, for eksempel 7,5.",
)  # fmt: skip
NOT_ABOVE_ZERO = error(
    "TALL-10", "Tall som må være større enn null",
    "«{expected}» er {found}, men må være større enn 0.",
    "Skriv et tall større enn 0; en tom timepris på en rad betyr at forutsetningen gjelder.",
    to_area=ToArea(
        "Skriv et tall større enn 0. En tom timepris betyr at den felles timeprisen gjelder.",
    ),
)  # fmt: skip
NO_VALUE = error(
    "FORMEL-04", "Formel uten lagret resultat",
    "«{expected}» har formelen {found}, men fila har ikke lagret noe resultat som kan brukes.",
    "Åpne fila i Excel eller LibreOffice, regn ut alt på nytt og lagre.",
)  # fmt: skip


class Flaw(NamedTuple):
    """A cell that ought to hold a number and does not: which rule says so, and what was found."""

    meaning: Column | Field
    row: int
    column: int
    rule: Rule
    found: str


READABLE: Final = 1e18
"""Longer numbers than this are shown by their power of ten."""


def read_number(
    sheet: Sheet, row: int, column: int, meaning: Column | Field
) -> Decimal | Flaw | None:
    """The number in a cell, None when it is empty, or what is wrong with it."""
    value = sheet.values.get((row, column))
    if isinstance(value, float):
        number = exact(value)
        if number is None:
            rule = OUT_OF_RANGE
        elif (code := sheet.formats.get((row, column))) and shown_by(code, value).is_date:
            return Flaw(meaning, row, column, CLOCK, _clock(code, value))
        elif number <= 0 and meaning in layout.ABOVE_ZERO:
            rule = NOT_ABOVE_ZERO
        elif number < 0:
            rule = NEGATIVE
        else:
            return number
    elif value is None:
        formula = sheet.formulas.get((row, column))
        if formula is None:
            return None
        return Flaw(meaning, row, column, NO_VALUE, f"={formula}")
    elif isinstance(value, CellError):
        rule = ERROR_VALUE
    elif looks_like_a_number(value):
        rule = TEXT_NUMBER
    else:
        rule = NOT_A_NUMBER
    return Flaw(meaning, row, column, rule, as_shown(value))


def _clock(code: str, value: float) -> str:
    """The number of days behind a date or a clock time, and what it may have been meant as."""
    if is_elapsed(code):
        return f"{as_shown(value)} døgn = {norwegian.number(round(value * 24, 4))} timer"
    return as_shown(value)


def looks_like_a_number(value: Value) -> bool:
    """Whether a text is what somebody may have meant as a number."""
    return isinstance(value, str) and LOOKS_LIKE_A_NUMBER.fullmatch(value) is not None


def as_text(value: Value) -> str:
    """What a cell says, as the text a person reads; an empty cell says nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.strip()
        return "" if layout.UNSEEN.fullmatch(text) else text
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, bool):
        return "SANN" if value else "USANN"
    return f"{value:.15g}".replace(".", ",")


def as_code(value: Value) -> str:
    """What a cell with a code says: no comma of a number parts it in two.

    >>> as_code(123.0), as_code("0123"), as_code(4711.1)
    ('123', '0123', '4711.1')
    """
    return f"{value:.15g}" if isinstance(value, float) else as_text(value)


def as_read(sheet: Sheet, cell: tuple[int, int], *, date_1904: bool) -> str:
    """What a cell says, and a date as people write it."""
    value, code = sheet.values.get(cell), sheet.formats.get(cell)
    if isinstance(value, float) and code and shown_by(code, value).is_date:
        return day_numbered(value + (FROM_1904 if date_1904 else 0)) or as_text(value)
    return as_text(value)


def day_numbered(days: float | Decimal) -> str:
    """The day that a workbook has this number for, as people write it; empty when there is none."""
    if 1 <= days < _DAYS:
        return norwegian.day(_DAY_0 + timedelta(days=int(days)))
    return ""


FROM_1904: Final = 1462
"""The days between the two firsts that workbooks count from."""

_DAY_0: Final = date(1899, 12, 30)
_DAYS: Final = 2_958_466
"""The first that is no day: Excel ends with the year 9999."""

Said: TypeAlias = "str | Decimal | None"
"""What a cell says: a text, a number, or nothing."""


def said(value: Value) -> Said:
    """What a cell says, whatever it ought to hold."""
    number = exact(value) if isinstance(value, float) else None
    return as_text(value) or None if number is None else number


def as_shown(value: Value) -> str:
    """What a cell says, as a message shows it: long numbers in groups, and blanks that show."""
    if isinstance(value, str):
        return value if value.strip() else "(blank tekst)"
    if not isinstance(value, float):
        return as_text(value)
    if math.isfinite(value):
        return norwegian.number(value) if abs(value) < READABLE else as_text(value)
    return "ikke noe tall" if math.isnan(value) else "uendelig"
