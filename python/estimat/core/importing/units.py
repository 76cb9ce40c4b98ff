"""What a list says of all its numbers outside their headings: their unit, or the time they are of.

A title, a footnote, the name of the sheet: what stands among the activities is of its own row.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from .. import layout
from ..book import Sheet
from ..findings import Finding, Place
from ..thousands import A_THOUSAND, A_YEAR_BEFORE, AN_AMOUNT, UNIT
from .guessing import called, says_kroner
from .headings import CHOSEN, Headings, Listed
from .measures import (
    NUMBERS,
    OF_HOURS,
    OF_KRONER,
    PERIOD,
    SEARCHED,
    VERB_AFTER,
    says_currency,
    says_days,
    says_part_of_year,
)
from .numbers import Quantity
from .outside import is_number
from .rules import UNIT_ABOVE
from .vocabulary import QUANTITIES, names_number

_NOT_BEFORE: Final = re.compile(
    r"\bikke\s+(?:i\s+)?(?:hele\s+)?$|\brapporteres\s+til\b[^.;:,–(]*$"
    r"|\bdepartementet\s+(?:vil|skal|ønsker)\b[^.;:,–(]*$"
    r"|^\W*se\s+(?:også\s+)?(?:eget\s+)?(?:regneark|ark|vedlegg|notat)\b[^.;,]*$"
)
"""What before a unit makes it none of these numbers."""

_NOT_AFTER: Final = re.compile(r"(?:\W*(?:kr|kroner|nok))?\s+i\s+(?:vedlegg|fjor|eget\b|egen\b)")
"""The same of what stands after it."""

_ROUNDED: Final = re.compile(
    r"\b(?:av|opp|ned)?rund\w*\s+(?:av\s+|opp\s+|ned\s+)?til\s+(?:nærmeste\s+)?(?:hele\s+)?$"
)
"""What before a thousand says that the numbers are rounded to it."""

_THOUSANDS: Final = re.compile(r"\W*(?:kr\s*)?[\d\s.]*\d[\s.]?000(?:,(?:00|-))?\W*")
_NUMBER_AFTER: Final = re.compile(r"\.?\s*(?:kr|kroner|nok)?[)\].]*\s*[:=]\s*(?:kr\s*)?\d")

_NOT_OF_ALL: Final = re.compile(
    r"(?:\b(?:under|over|minst|maks|maksimalt|inntil|til|på|er|enn|fra|ca\.?|á|à|"
    r"\w*(?:pris|sats)\w*:?)|[=><\d])\s*$"
)
"""What before 1000 kr makes it an amount."""

_OF_ALL: Final = re.compile(
    rf"\W*(?:(?:alle|samtlige|merk|obs|nb|enhet)\b\W*)*{NUMBERS}\b[^.\d]{{0,60}}?\bi\s+(?:hele\s+)?"
    rf"(?:{A_THOUSAND}|(?:tusen|mill|million|millioner|mnok|tkr|tnok|kkr|knok|mrd|milliarder)\b)"
)

_BETWEEN: Final = (
    r"(?:\s+(?:er|står|oppgis|oppgitt|angitt|gitt|vist|ført|i|hele|tusen|kr|kroner|nok|mill\.?))*"
)
_PER: Final = re.compile(
    rf"\b(?:(?P<hours>{OF_HOURS})|(?P<kroner>{OF_KRONER})|tall|tallene){_BETWEEN}\s*[,(]?\s*"
    rf"(?:(?:per|pr|hver)\b\.?|/)\s*{PERIOD}"
    rf"|^\W*(?:per|pr|hver)\b\.?\s*{PERIOD}\W*$"
    r"|\b(?:måneds|uke|ukes|kvartals|halvårs)(?:(?P<of_hours>timer|timeverk)|(?P<of_kroner>beløp|"
    r"kostnader)|tall)\b"
    r"|\b(?:ukentlige|månedlige|daglige|kvartalsvise)\s+(?:(?P<in_hours>timer|timeverk)|"
    r"(?P<in_kroner>beløp|kostnader)|tall)\b"
)
_A_NUMBER_BEFORE: Final = re.compile(
    r"(?:\d|\b(?:en|én|ett|et|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|tjue|noen|flere))\s*$"
)
_OF_WORK_BEFORE: Final = re.compile(
    r"\b(?:oppfølging|oppdatering|rapportering|innsending|levering)\s+av\s+$"
)
_SAYS_PER: Final = re.compile(r"\b(?:per|pr|hver)\b|/")
_A_NUMBER_AFTER: Final = re.compile(r"\s*[:=]?\s*\d")

_SAYS_YEAR: Final = re.compile(r"(?:per|pr\.?|/)\s*år\b|\bårlig")

_LONGEST: Final = 80
"""Signs of a text that are said again."""


def says_unit(text: str, *, are_thousands: bool = False) -> bool:
    """Whether a text says of a whole table that its kroner are in thousands or millions.

    >>> says_unit("Alle tall i 1000 kr"), says_unit("Budsjett 2027 (i tusen)")
    (True, True)
    >>> says_unit("Beløp i kroner"), says_unit("Rammen er 5 mill. kr"), says_unit("Pris: kr 1000")
    (False, False, False)

    With `are_thousands` all of them end in 000, and may be rounded.
    """
    plain = layout.spelled(text[:SEARCHED])
    for match in UNIT.finditer(plain):
        before = plain[: match.start()]
        if _NOT_BEFORE.search(before) or _NOT_AFTER.match(plain, match.end()):
            continue
        if are_thousands and _ROUNDED.search(before):
            continue
        if names_number(before) and _NUMBER_AFTER.match(plain, match.end()):
            continue
        if match["thousand"] and _NOT_OF_ALL.search(before) and not A_YEAR_BEFORE.search(before):
            continue
        if not match["word"] or not AN_AMOUNT.search(before) or A_YEAR_BEFORE.search(before):
            return True
    return False


def says_period(text: str) -> tuple[Quantity, ...]:
    """Of what a text says that its numbers are of a week or a month and not of a year.

    >>> says_period("Timer er oppgitt per uke"), says_period("37,5 timer per uke")
    ((<Quantity.HOURS: 'timer'>,), ())
    """
    plain = layout.spelled(text[:SEARCHED])
    for match in _PER.finditer(plain):
        before, after = plain[: match.start()], plain[match.end() :]
        is_number = _A_NUMBER_BEFORE.search(before) and not A_YEAR_BEFORE.search(before)
        if is_number or _A_NUMBER_AFTER.match(after):
            continue  # a rate
        of_others = VERB_AFTER.match(after) and not _SAYS_PER.search(match[0])
        if _OF_WORK_BEFORE.search(before) or of_others:
            continue
        if match["hours"] or match["of_hours"] or match["in_hours"]:
            return (Quantity.HOURS,)
        if match["kroner"] or match["of_kroner"] or match["in_kroner"]:
            return (Quantity.KRONER,)
        return Quantity.HOURS, Quantity.KRONER
    return ()


class _Said(NamedTuple):
    """A text, where it stands (the name of the sheet nowhere), and whether that is in a table."""

    text: str
    row: int = 0
    column: int = 0
    inside: bool = False


def units_outside(
    sheet: Sheet, headings: Headings, place: Place, rows: Collection[int]
) -> Iterator[Finding]:
    """Where a text says a unit, or a time, that a column of numbers says nothing of itself.

    `rows` are those of the table; what stands in them is of them alone, unless it says otherwise.
    """
    unit = period = currency = False
    for said in _texts(sheet, headings, rows):
        if not unit and (listed := _in_unit(said, sheet, headings)):
            unit = True
            yield _told(said, listed, place)
        elif not period and not said.inside and (listed := _in_period(said, sheet, headings)):
            period = True
            yield _told(said, listed, place)
        elif not currency and (listed := _in_currency(said, sheet, headings)):
            currency = True
            yield _told(said, listed, place)


def _in_currency(said: _Said, sheet: Sheet, headings: Headings) -> Listed | None:
    """The column of kroner that a text may say the currency of; a number beside it is a rate."""
    is_heading = headings.top <= said.row <= headings.bottom
    if said.inside or is_heading or not says_currency(said.text) or _has_number_beside(said, sheet):
        return None
    return _nearest(said, [each for each in headings.columns if _is_bare(each)])


def _told(said: _Said, listed: Listed, place: Place) -> Finding:
    text = " ".join(said.text.split())
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return UNIT_ABOVE.at(place._replace(cell=listed.cell), text, listed.heading)


def _texts(sheet: Sheet, headings: Headings, rows: Collection[int]) -> Iterator[_Said]:
    known = {each.column for each in headings.columns}
    yield _Said(sheet.name)
    for (row, column), value in sorted(sheet.values.items()):
        is_heading = headings.top <= row <= headings.bottom
        if isinstance(value, str) and not (is_heading and column in known):
            yield _Said(value, row, column, inside=row in rows and column in known)
    with_numbers = {
        column
        for (row, column), value in sheet.values.items()
        if row in rows and is_number(value, sheet.formats.get((row, column), ""))
    }
    first = min((each.column for each in headings.columns if each.role), default=0)
    for each in headings.columns:
        is_own = (
            each.role is None
            and each.column in with_numbers
            and each.column > first
            and called(each.heading).name not in _NO_NAME
            and (each.how is CHOSEN or _SAYS_ALL.match(layout.spelled(each.heading)) is None)
        )
        if not is_own:
            yield _Said(each.heading, each.row, each.column)


_SAYS_ALL: Final = re.compile(rf"\W*(?:alle|samtlige|oppgitt|innspill|{NUMBERS})\b")
_NO_NAME: Final = frozenset({"", "kr", "kroner", "nok"})
"""What is left of a heading that is a unit and nothing else."""


def _in_unit(said: _Said, sheet: Sheet, headings: Headings) -> Listed | None:
    """The column of kroner that a text may say the unit of, of those that say none."""
    bare = [each for each in headings.columns if _is_bare(each)]
    if not bare:
        return None
    if said.inside:
        plain = layout.spelled(said.text[:SEARCHED])
        of_all = _OF_ALL.match(plain)
        says = of_all is not None and not _NOT_AFTER.match(plain, of_all.end())
    elif names_number(said.text) and said.row and _has_number_beside(said, sheet):
        return None
    else:
        listed = _nearest(said, bare)
        are_thousands = listed is not None and _are_thousands(sheet, headings, listed)
        says = says_unit(said.text, are_thousands=are_thousands)
    return _nearest(said, bare) if says else None


def _has_number_beside(said: _Said, sheet: Sheet) -> bool:
    at = said.row, said.column + 1
    return is_number(sheet.values.get(at), sheet.formats.get(at, ""), but_years=False)


def _are_thousands(sheet: Sheet, headings: Headings, listed: Listed) -> bool:
    """Whether all numbers of a column end in 000, as those that are rounded do."""
    values = [
        value
        for (row, column), value in sheet.values.items()
        if row > headings.bottom and column == listed.column
    ]
    return all(
        value % 1000 == 0
        if isinstance(value, float)
        else isinstance(value, str)
        and (_THOUSANDS.fullmatch(value) is not None or not any(map(str.isdigit, value)))
        for value in values
    )


def _is_bare(listed: Listed) -> bool:
    """Whether a column is of kroner, and its heading says no unit."""
    of_money = listed.role is layout.AREA_BUDGET or (
        listed.role is not None and QUANTITIES.get(listed.role) is Quantity.KRONER
    )
    says = listed.factor != 1 or says_kroner(listed.heading)
    return of_money and not says


def _in_period(said: _Said, sheet: Sheet, headings: Headings) -> Listed | None:
    """The column of numbers that a text may say the time of; a number beside it is a rate."""
    if headings.top <= said.row <= headings.bottom:
        return None  # it is of its own column
    if isinstance(sheet.values.get((said.row, said.column + 1)), float) and said.column:
        return None
    of = says_period(said.text) or says_part_of_year(said.text)
    in_days = not of and says_days(said.text)
    of = (Quantity.HOURS,) if in_days else of
    of = (*of, Quantity.FTE) if Quantity.HOURS in of else of
    bare = [
        each
        for each in headings.columns
        if each.role and QUANTITIES.get(each.role) in of
        and not _SAYS_YEAR.search(layout.spelled(each.heading))
        and not (in_days and called(each.heading).in_parentheses in _HOURS_BESIDE)
    ]  # fmt: skip
    return _nearest(said, bare)


_HOURS_BESIDE: Final = frozenset({"timer", "t", "h"})


def _nearest(said: _Said, columns: list[Listed]) -> Listed | None:
    """The one that a text stands over, or else the first, but for what the text itself heads."""
    others = [each for each in columns if (each.row, each.column) != (said.row, said.column)]
    return next((each for each in others if each.column == said.column), next(iter(others), None))
