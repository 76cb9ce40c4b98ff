"""A number as people write it, with its unit, read only where it can be one number and no other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple

from .. import norwegian
from ..amounts import LARGEST, exact, product
from ..book import Sheet
from ..clock import hours_of, hours_written, minutes_shown
from ..digits import Meant, decimal_signs, settled, ways_to_read
from ..findings import Rule
from ..flaws import as_read, as_shown
from ..formats import says_hours, says_kroner, says_something_else, shown_by
from ..values import Value
from .rules import BELOW_ZERO, NOT_READ, TWO_READINGS


class Quantity(Enum):
    """What the numbers of a column are, in the words after them."""

    HOURS = "timer"
    KRONER = "kr"
    RATE = "kr/time"
    FTE = "årsverk"


class Reading(NamedTuple):
    """A cell's number in hours or kroner, how finely it was written, or the rule that it breaks.

    `text` is what stood there, `read_as` how it was read where that is not as typed; `times` is
    what its heading multiplied it by, where it is as typed but for that. A blank cell is no
    reading.
    """

    value: Decimal | None
    text: str
    step: Decimal = Decimal(0)
    read_as: str = ""
    rule: Rule | None = None
    expected: str = ""
    times: Decimal = Decimal(1)


_ONE, _THOUSAND, _MILLION = Decimal(1), Decimal(1_000), Decimal(1_000_000)
_UNITS: Final[dict[Quantity, dict[str, Decimal]]] = {
    Quantity.HOURS: dict.fromkeys(("t", "timer", "time", "h"), _ONE),
    Quantity.KRONER: {
        **dict.fromkeys(("kr", "kroner", "nok"), _ONE),
        **dict.fromkeys(("tusen", "tusen kr", "tkr", "tnok", "knok", "t kr", "1000 kr"), _THOUSAND),
        **dict.fromkeys(
            ("mill", "mill kr", "million", "millioner", "millioner kr", "millioner kroner", "mnok",
             "mkr", "mill kroner"),
            _MILLION,
        ),
    },
    Quantity.RATE: dict.fromkeys(("kr", "kr/t", "kr/time", "kr per time", "kroner", "nok"), _ONE),
    Quantity.FTE: dict.fromkeys(("årsverk", "åv"), _ONE),
}  # fmt: skip
"""What may stand after a number, and what it is multiplied by."""

_TEXT: Final = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-−–+])?\s*(?P<before>(?:kr\.?|nok)\s*)?(?P<inner>[-−–])?\s*"
    r"(?P<digits>[0-9](?:[0-9 .,'’]*[0-9])?)"
    r"(?P<dash>\s*[,.:][-−–—])?\s*(?P<after>[a-zæøå][a-zæøå./ ]*|1000 kr)?(?P<last>[-−–])?\s*"
    r"(?P<close>\))?"
)
_NOTHING: Final = re.compile(r"(?:kr\.?\s*)?[-−–—]\s*(?:kr\.?)?")
_AS_TYPED: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_SPACED: Final = re.compile(r"[0-9]{1,3}(?: [0-9]{3})*(?:[.,][0-9]+)?")
_PAIR: Final = re.compile(r"([0-9]{1,2})\.([0-9]{2})")
_LINES: Final = re.compile(r"[\n\r\t\v\f\x1c-\x1f\x85\u2028\u2029]")
_APOSTROPHES: Final = "'’"


class _Text(NamedTuple):
    """A text taken apart: what its digits can mean, its unit, and whether it is below 0."""

    ways: list[Meant]
    factor: Decimal | None
    negative: bool


def _taken_apart(text: str, quantity: Quantity) -> _Text | None:
    """The parts of a text that can be a number of this kind; None where it can not."""
    if _LINES.search(text.strip()):  # two numbers, one below the other
        return None
    plain = "".join(" " if sign.isspace() else sign for sign in text.strip()).casefold()
    match = _TEXT.fullmatch(plain)
    if not match or bool(match["open"]) != bool(match["close"]):
        return None
    digits = match["digits"].translate(dict.fromkeys(map(ord, _APOSTROPHES), "'"))
    of_money = quantity in (Quantity.KRONER, Quantity.RATE)
    if (match["before"] or match["dash"]) and not of_money:
        return None
    unit = " ".join((match["after"] or "").replace(".", " ").split())
    factor = _UNITS[quantity].get(unit) if unit else None
    if unit and factor is None:
        return None
    if factor is None and (match["before"] or match["dash"]):
        factor = _ONE
    signs = [match[each] for each in ("open", "sign", "inner", "last") if match[each]]
    if len(signs) > 1:
        return None
    return _Text(ways_to_read(digits), factor, bool(signs) and signs != ["+"])


def signs_of(texts: Iterable[str], quantity: Quantity) -> set[str]:
    """The signs that are certainly before decimals in these texts, as those of one column."""
    parts = (_taken_apart(text, quantity) for text in texts)
    return decimal_signs(each.ways for each in parts if each)


def read_text(text: str, quantity: Quantity, factor: Decimal, signs: set[str]) -> Reading | None:
    """The number of a text in a column whose heading says this unit; None where it says nothing.

    `signs` are those that other cells of the column have before decimals. A unit of its own counts
    where the heading has none or the same.
    """
    if _NOTHING.fullmatch(" ".join(text.split()).casefold()):
        return None
    if quantity is Quantity.HOURS and (hours := hours_written(text)) is not None:
        return Reading(hours, text, read_as=_said(hours, quantity))
    parts = _taken_apart(text, quantity)
    if parts is None or not parts.ways:
        return Reading(None, text, rule=NOT_READ)
    if parts.factor is not None and factor not in (_ONE, parts.factor):
        return Reading(None, text, rule=NOT_READ)
    ways = settled(parts.ways, signs)
    if len(ways) != 1:
        either = " eller ".join(norwegian.number(each.value) for each in parts.ways)
        return Reading(None, text, rule=TWO_READINGS, expected=either)
    multiply = factor if parts.factor is None else parts.factor
    return _within(ways[0].value, multiply, text, quantity, negative=parts.negative)


def read_column(
    sheet: Sheet,
    column: int,
    rows: Iterable[int],
    quantity: Quantity,
    factor: Decimal = _ONE,
    *,
    is_text: bool = False,
) -> Mapping[int, Reading]:
    """The numbers of a column by row; where all cells are text, digits alone are as typed."""
    values = {row: sheet.values.get((row, column)) for row in rows}
    texts = [each.strip() for each in values.values() if isinstance(each, str)]
    perhaps = _dates_and_clocks(texts, quantity)
    signs = signs_of((each for each in texts if each not in perhaps), quantity)
    found = {}
    reading: Reading | None
    for row, value in values.items():
        typed = value.strip() if isinstance(value, str) else ""
        if typed in perhaps:
            reading = Reading(None, typed, rule=TWO_READINGS, expected=perhaps[typed])
        elif isinstance(value, str) and typed:
            reading = read_text(value, quantity, factor, signs)
            if reading and reading.rule is None and not reading.read_as:
                reading = _as_written(reading, typed, quantity, factor, is_text=is_text)
        elif not isinstance(value, str):
            reading = _of_cell(sheet, (row, column), value, quantity, factor)
        else:
            reading = None
        if reading:
            found[row] = reading
    return found


def _as_written(
    reading: Reading, typed: str, quantity: Quantity, factor: Decimal, *, is_text: bool
) -> Reading:
    """The same, with how it was read where that is not as typed."""
    plain = "".join(" " if sign.isspace() else sign for sign in typed)
    one_way = is_text and len(ways_to_read(plain)) == 1
    if one_way and factor == 1 and _AS_TYPED.fullmatch(plain):
        return reading
    if one_way and factor != 1 and (_AS_TYPED.fullmatch(plain) or _SPACED.fullmatch(plain)):
        return reading._replace(times=factor)
    return reading._replace(read_as=_said(reading.value, quantity))


def _dates_and_clocks(texts: Sequence[str], quantity: Quantity) -> dict[str, str]:
    """Texts that are as well a date or a clock, with what each can be: `03.05`, `07.30`.

    No number begins so; a column with one has others, as `12.05`. Nothing where the rest of the
    column has a point before decimals.
    """
    found = {}
    for text in texts:
        if match := _PAIR.fullmatch(text):
            first, last = int(match[1]), int(match[2])
            number = norwegian.number(Decimal(text))
            if 0 < first <= _DAYS and 0 < last <= _MONTHS:
                found[text] = f"{number} eller en dato"
            elif quantity is Quantity.HOURS and last < _MINUTES:
                found[text] = f"{number} eller {first}:{last:02}"
    if not any(_ZERO_FIRST.match(each) for each in found):
        return {}
    sure = signs_of((each for each in texts if each not in found), quantity)
    return {} if sure == {"."} else found


_ZERO_FIRST: Final = re.compile(r"0[0-9]")
_DAYS, _MONTHS, _MINUTES = 31, 12, 60


def _of_cell(
    sheet: Sheet, cell: tuple[int, int], value: Value, quantity: Quantity, factor: Decimal
) -> Reading | None:
    """What a cell that is no text has; a duration counts in days, whatever it is shown as."""
    if value is None:
        formula = sheet.formulas.get(cell)
        return Reading(None, f"={formula}", rule=NOT_READ) if formula is not None else None
    if isinstance(value, bool) or not isinstance(value, float):
        return Reading(None, as_shown(value), rule=NOT_READ)
    number = exact(value)
    if number is None:
        return Reading(None, as_shown(value), rule=NOT_READ)
    code = sheet.formats.get(cell, "")
    if code and shown_by(code, value).is_date:
        minutes = minutes_shown(code, number)
        if quantity is not Quantity.HOURS or minutes is None or number < 0:
            shown = as_read(sheet, cell, date_1904=False)
            return Reading(None, shown, rule=NOT_READ)
        hours = hours_of(minutes)
        whole, rest = divmod(int(minutes), 60)
        return Reading(hours, f"{whole}:{rest:02}", read_as=_said(hours, quantity))
    is_other = says_something_else(code) or (value and _says_other(code, quantity))
    if code and (shown_by(code, value).scale != 1 or is_other):
        return Reading(None, f"{as_shown(value)} (vist med formatet {code})", rule=NOT_READ)
    reading = _within(abs(number), factor, as_shown(value), quantity, negative=number < 0)
    if factor != 1 and reading.rule is None and number:
        return reading._replace(times=factor)
    return reading


def _says_other(code: str, quantity: Quantity) -> bool:
    """Whether a format says kroner of hours, or hours of kroner."""
    if quantity is Quantity.KRONER:
        return says_hours(code)
    if quantity is Quantity.RATE:
        return says_hours(code) and not says_kroner(code)
    return says_kroner(code) or (quantity is Quantity.FTE and says_hours(code))


def _within(
    value: Decimal, factor: Decimal, text: str, quantity: Quantity, *, negative: bool
) -> Reading:
    """A number times its unit, unless it is below 0 or larger than anything planned."""
    number = product(value, factor)
    if negative and number:
        return Reading(-number, text, rule=BELOW_ZERO, expected=_said(-number, quantity))
    if number >= Decimal(LARGEST) or exact(float(number)) != number:  # more than a cell can hold
        return Reading(None, text, rule=NOT_READ)
    decimals = -int(value.as_tuple().exponent)
    return Reading(number, text, step=product(factor, Decimal(1).scaleb(-max(decimals, 0))))


def _said(value: Decimal | None, quantity: Quantity) -> str:
    return f"{norwegian.number(value or Decimal(0))} {quantity.value}"
