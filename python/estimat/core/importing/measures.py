"""What a text says that numbers are in, other than kroner and hours of a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from .. import layout
from ..book import address
from ..findings import Finding, Place
from .guessing import called
from .headings import CHOSEN, Headings
from .numbers import Quantity
from .rows import Is, Row
from .rules import OTHER_UNIT
from .vocabulary import QUANTITIES, ROLES

NUMBERS: Final = (
    r"(?:tall(?:ene)?|beløp(?:ene)?|kroner|kr|nok|summer|summene|budsjett(?:et)?|kostnader|"
    r"kostnadene|verdier|verdiene)"
)
PERIOD: Final = r"(?:uke|uka|uken|måned|måneden|mnd|kvartal|kvartalet|tertial|halvår|dag|døgn)\b"
OF_HOURS: Final = r"timer|timene|timeverk|timeverkene|årsverk|årsverkene"
OF_KRONER: Final = r"beløp|beløpene|kroner|kr|nok|summer|summene|kostnad|kostnader|kostnadene"

SEARCHED: Final = 1_000
"""Signs of a text that are looked at."""

_PART_OF_YEAR: Final = re.compile(
    rf"^\W*(?:(?:alle|samtlige|merk|obs|nb)\b\W*)*(?P<what>{NUMBERS}|{OF_HOURS}|sum)"
    r"(?:\s+(?:er|gjelder|bare|kun|for|i|over|av|hele|per|pr\.?)(?!\w))*\s+"
    r"(?:(?:[1-4]\.|første|andre|annet|tredje|fjerde|siste|ett?)\s*(?:halvår|kvartal|tertial)\b"
    r"|(?:to|tre|fire|fem|seks|[2-9]|1[0-9])(?:\s+år\b|-?\s*års?perioden?\b))"
)
VERB_AFTER: Final = re.compile(
    r"\s+(?:kommer|finnes|ligger|hentes|sendes|leveres|rapporteres|oppdateres|følges)\b"
)
"""What makes a text tell of other numbers, and when they come."""

_STATED: Final = (
    r"(?:\s+(?:er|står|oppgis|oppgitt|angitt|gitt|vist|ført|alle|nedenfor|under|20\d\d))*"
    r"(?:\s+(?:i|er)\s+|\s*[(,–-]\s*(?:i\s+)?)(?:(?:hele|tusen|mill\.?|1\s?000)\s+)*"
)
_CURRENCY: Final = (
    r"(?:eur|euro|usd|dollar|sek|dkk|gbp|chf|pund|svenske\s+kroner|danske\s+kroner|€|£)(?![\w/-])"
)
_IN_CURRENCY: Final = re.compile(
    rf"\b(?:{NUMBERS}|prisene|priser|alt){_STATED}{_CURRENCY}"
    rf"|^\W*(?:valuta|valutakode|currency|myntenhet)\b\W*(?:er\s+|i\s+)?{_CURRENCY}\W*$"
    rf"|^\W*(?:(?:i|hele|tusen)\s+)*{_CURRENCY}\W*$"
)
_DAYS: Final = r"(?:arbeidsdager|dagsverk|ukeverk|månedsverk|manndager|minutter)"
_IN_DAYS: Final = re.compile(
    rf"\b(?:{OF_HOURS}|tall|tallene|omfang|omfanget|innsats|innsatsen){_STATED}"
    rf"(?:{_DAYS}|dager|uker|måneder)\b"
    rf"|^\W*(?:enhet\W+)?(?:i\s+)?(?:hele\s+)?(?:{_DAYS}|dager|uker|måneder)\W*$"
)
_CONVERTED: Final = re.compile(
    r"\b(?:om)?regnet\b|\bomreg|\bkonverter|\bkurs|\bikke\b|\b(?:om)?regn(?:es|er)\b"
)
"""What makes a text tell of what the numbers were made from, or are not."""

_OF_A_ROW: Final = re.compile(
    r"\W*(?:(?:obs|nb|merk|alle|tall|tallet|tallene|beløp|beløpet|sum|summen|timer|timene|pris|"
    r"prisen|oppgitt|angitt|er|gjelder|står)\b\W*)*"
    rf"(?:(?P<period>(?:(?:per|pr|hver)\b\.?|/)\s*{PERIOD})"
    rf"|(?:i\s+)?{_CURRENCY}"
    r"|(?P<scale>i\s+(?:hele\s+)?(?:1[ .]?000|tusen|mill\.?|millioner)(?:\s*(?:kr|kroner|nok))?"
    r"|(?:hele\s+)?tusen\s*(?:kr|kroner|nok)|1[ .]?000\s*kr|tkr|t\.?\s?kr|tnok|knok|kkr|mnok|mkr"
    r"|mill\.?\s*(?:kr|kroner|nok))"
    rf"|(?P<days>(?:i\s+)?(?:hele\s+)?{_DAYS}|i\s+(?:dager|uker|måneder)))\.?\W*"
)
"""A remark on a row that says the unit of its numbers, and nothing else."""


def says_part_of_year(text: str) -> tuple[Quantity, ...]:
    """Of what a title says that its numbers are of a part of the year, or of several years.

    >>> [each.value for each in says_part_of_year("Tall for 1. halvår")]
    ['timer', 'kr']
    >>> says_part_of_year("Tall for 1. halvår kommer senere"), says_part_of_year("Sum for området")
    ((), ())
    """
    plain = layout.spelled(text[:SEARCHED])
    match = _PART_OF_YEAR.match(plain)
    if match is None or VERB_AFTER.match(plain, match.end()):
        return ()
    if re.fullmatch(OF_HOURS, match["what"]):
        return (Quantity.HOURS,)
    if re.fullmatch(OF_KRONER, match["what"]):
        return (Quantity.KRONER,)
    return Quantity.HOURS, Quantity.KRONER


def says_currency(text: str) -> bool:
    """Whether a text says of a whole table that its kroner are in another currency.

    >>> says_currency("Beløp i euro"), says_currency("Valuta: EUR"), says_currency("Valuta: NOK")
    (True, True, False)
    """
    plain = layout.spelled(text[:SEARCHED])
    return bool(_IN_CURRENCY.search(plain)) and not _CONVERTED.search(plain)


def says_days(text: str) -> bool:
    """Whether a text says of a whole table that its hours are in days or the like.

    >>> says_days("Timene er oppgitt i dager"), says_days("Timer fordelt på uker")
    (True, False)
    """
    plain = layout.spelled(text[:SEARCHED])
    return bool(_IN_DAYS.search(plain)) and not _CONVERTED.search(plain)


def unit_of_row(text: str) -> tuple[frozenset[Quantity], Decimal]:
    """Of which numbers a remark on a row says that they are in another unit, and its factor.

    >>> sorted(each.value for each in unit_of_row("per måned")[0]), unit_of_row("i 1000")[1]
    (['kr', 'timer', 'årsverk'], Decimal('1000'))
    """
    match = _OF_A_ROW.fullmatch(layout.spelled(text[:SEARCHED]))
    if match is None:
        return frozenset(), Decimal(1)
    if match["period"]:
        return frozenset({Quantity.HOURS, Quantity.KRONER, Quantity.FTE}), Decimal(1)
    if match["days"]:
        return frozenset({Quantity.HOURS, Quantity.FTE}), Decimal(1)
    factor = called(f"Beløp ({match['scale']})").factor if match["scale"] else Decimal(1)
    return frozenset({Quantity.KRONER}), factor


def rows_in_other_units(headings: Headings, rows: Sequence[Row], place: Place) -> Iterator[Finding]:
    """Rows with a remark that says that their numbers are in another unit."""
    columns = {
        each.heading: each.column
        for each in headings.columns
        if each.how is not CHOSEN
        and (each.role is layout.COMMENT or called(each.heading).name in _REMARKS)
    }
    own = headings.of(layout.COMMENT)
    for row in rows:
        if row.state is not Is.ACTIVITY:
            continue
        said = [*row.others]
        if own and row.text(layout.COMMENT):
            said.append((own.heading, row.text(layout.COMMENT)))
        for heading, text in said:
            if heading in columns and (as_read := _read_as(row, text, headings)):
                at = place._replace(cell=address(row.row, columns[heading]))
                yield OTHER_UNIT.at(at, heading, f"«{text}», men tallene er lest som {as_read}")


_REMARKS: Final = frozenset(ROLES[layout.COMMENT].split("|"))


def _read_as(row: Row, text: str, headings: Headings) -> str:
    """What the numbers of a row are read as that a remark says are in another unit."""
    quantities, factor = unit_of_row(text)
    found = set()
    for role, reading in row.numbers.items():
        listed = headings.of(role)
        is_same = factor != 1 and listed is not None and listed.factor == factor
        if QUANTITIES[role] in quantities and reading.value and not is_same:
            found.add(QUANTITIES[role])
    return " og ".join(each.value for each in Quantity if each in found)
