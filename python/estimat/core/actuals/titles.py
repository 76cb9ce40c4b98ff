"""What a timesheet says of all its lines: above and below them, and by the name of its sheet.

Nothing is told but words of our own lists: what else stands there may be a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from .. import layout
from ..book import Book, Sheet, address
from ..findings import Finding, Place
from ..flaws import as_text
from ..thousands import A_YEAR_BEFORE, AN_AMOUNT, UNIT
from . import rules
from .doubtful import dropped_word, planned_word
from .headings import Header, Role
from .timesheet import Entry

_SEARCHED: Final = 300
"""Signs of a text that are looked at."""

_CURRENCY: Final = re.compile(
    r"\b(?:valuta(?:kode)?|currency|beløp(?:ene)?|tall(?:ene)?|kostnader?|kroner|alle)\b[^.\d]{0,30}?"
    r"(?<![^\W\d_])(eur|euro|€|usd|dollar|sek|dkk|gbp|pund|chf|(?:svenske|danske) kroner)"
    r"(?![^\W\d_])"
    r"|^\W*(?:i\s+)?(?P<alone>eur|euro|€|usd|sek|dkk|gbp|chf)\W*$"
)
_HOURS: Final = re.compile(
    r"\b(?:timer|timene|timeverk|antall|tall|tallene|enhet)\b(?:\s*:|[^.\d]{0,25}\b(?:er|i|som|står)"
    r"\b)[^.\d]{0,15}\b(dagsverk|dager|døgn|uker|ukeverk|månedsverk|årsverk|minutter|prosent)\b"
)
_SUMMED: Final = re.compile(
    r"(?<!ikke )\b(akkumulert|akkumulerte|akk\.|kumulativt?|kumulert|kumulerte|ytd|year to date)"
    r"(?!\w)"
)
_BEFORE_A_PLAN: Final = re.compile(
    r"(?:versjon|type|datatype|scenario|kilde|rapport|rapporttype|utvalg|tall)\s*:\s*"
)
_SHEET_OF_A_PLAN: Final = re.compile(
    r"\b\w*(budsjett|prognose)\w*|\b(plan|planlagt|plantall|estimat|forecast|budget|anslag)"
    r"(?:en|ed|te|er|ene|et)?\b(?!\s+og\b)"
)
_SHEET_OF_ACTUALS: Final = re.compile(r"faktisk|regnskap|virkelig|ført|forbruk|actual|hittil")


class _Said(NamedTuple):
    """What stands outside the lines, as it is compared, and where."""

    text: str
    row: int
    column: int


def titles(
    book: Book, sheet: Sheet, name: str, header: Header, lines: Mapping[int, Entry]
) -> Iterator[Finding]:
    """What is said of the lines, by their rows; `name` is what people call the sheet."""
    if not lines:
        return
    plain = layout.spelled(name).replace("_", " ")
    if (of := _SHEET_OF_A_PLAN.search(plain)) and not _SHEET_OF_ACTUALS.search(plain):
        place = Place(book.file, sheet.name)
        yield rules.OF_A_PLAN.at(place, "Navnet på arket", of[1] or of[2])
    outside = [*_outside(sheet, header, lines)]
    yield from _units(book, sheet, header, outside)
    for said in outside:
        is_above = said.row < header.row
        is_between = header.row < said.row < max(lines) and _is_alone(sheet, said)
        word = planned_word(_BEFORE_A_PLAN.sub("", said.text, count=1))
        word = word or (dropped_word(said.text) if is_between else "")
        if word and (is_above or is_between):
            place = Place(book.file, sheet.name, address(said.row, said.column))
            yield rules.OF_A_PLAN.at(place, "Teksten over linjene", word)
            return


def _units(book: Book, sheet: Sheet, header: Header, outside: list[_Said]) -> Iterator[Finding]:
    """That the numbers are something else than their headings say; once for each of them."""
    ways = [("tallene", _accumulated)]
    ways += [("kronene", _thousands), ("kronene", _currency)] * header.has(Role.AMOUNT, Role.RATE)
    ways += [("timene", _other_than_hours)] * header.has(Role.HOURS)
    for what, says in ways:
        for said in outside:
            if word := says(said.text):
                place = Place(book.file, sheet.name, address(said.row, said.column))
                yield rules.SAID_OF_ALL.at(place, word, what)
                break


def _outside(sheet: Sheet, header: Header, lines: Mapping[int, Entry]) -> Iterator[_Said]:
    """The texts outside the headings and the lines, each alone and with what is beside it."""
    for (row, column), value in sorted(sheet.values.items()):
        if isinstance(value, str) and row != header.row and row not in lines:
            text = layout.spelled(as_text(value)[:_SEARCHED])
            yield _Said(text, row, column)
            if beside := layout.spelled(as_text(sheet.values.get((row, column + 1)))[:_SEARCHED]):
                yield _Said(f"{text.rstrip(' :')}: {beside}", row, column)


def _is_alone(sheet: Sheet, said: _Said) -> bool:
    """Whether nothing else stands in the row of a text."""
    others = (column for row, column in sheet.values if row == said.row)
    return all(
        column == said.column or not as_text(sheet.values[said.row, column]) for column in others
    )


def _thousands(text: str) -> str:
    for match in UNIT.finditer(text):
        before = text[: match.start()]
        if not match["word"] or not AN_AMOUNT.search(before) or A_YEAR_BEFORE.search(before):
            return match[0].strip(" ()")
    return ""


def _currency(text: str) -> str:
    return (match[1] or match["alone"]) if (match := _CURRENCY.search(text)) else ""


def _other_than_hours(text: str) -> str:
    return match[1] if (match := _HOURS.search(text)) else ""


def _accumulated(text: str) -> str:
    return match[1] if (match := _SUMMED.search(text)) else ""
