"""What a heading says that its column is: surely, perhaps, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from typing import Final, NamedTuple

from .. import layout
from .numbers import Quantity
from .vocabulary import (
    ASKED,
    OF_AREAS,
    OF_NONE,
    PERHAPS,
    QUANTITIES,
    ROLES,
    SIGNS,
    Role,
    without_more,
)

_SURE: Final = 0.87
"""How much two names have in common when the one is the other misspelled."""

_NEAR: Final = 0.75
_SHORTEST: Final = 5
"""Letters of a name that can be misspelled; a shorter one may be another word."""

_UNIT: Final[tuple[tuple[re.Pattern[str], Decimal], ...]] = (
    (re.compile(r"\b(?:mrd|milliard|milliarder|1[ .]?000[ .]?000[ .]?000)\b\.?"),
     Decimal(1_000_000_000)),
    (re.compile(r"\b(?:mill|million|millioner|mnok|mkr)\b\.?|\b1[ .]?000[ .]?000\b"),
     Decimal(1_000_000)),
    (re.compile(r"\b(?:1[ .]?000(?![ .]?\d)(?:\s*(?:kr|kroner|nok))?|tusen|tkr|tnok|knok|kkr"
                r"|(?<!/)(?<!per )(?<!pr )(?<!pr\. )t\.?\s?kr)\b\.?"),
     Decimal(1_000)),
)  # fmt: skip
_POWERS: Final = {"10³": "1000", "10^3": "1000", "10⁶": "1000000", "10^6": "1000000"}
_ZEROS: Final = re.compile(
    r"(?:i\s+)?(?:(?:kr|kroner|nok)\.?\s*)?['’.]?000(?:\s*(?:kr|kroner|nok))?\.?"
)
"""Thousands as `('000)` says them."""

_WORDS_OF_UNITS: Final = re.compile(
    r"\b(?:kr|kroner|nok|i hele)\b\.?|\bhele\s*(?=(?:kr|kroner|nok)?\W*$)|\bi\s*$|%"
)
_PARENTHESES: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_A_YEAR: Final = re.compile(r"\b(?:i\s+)?20[0-9]{2}\b")
_FOOTNOTE: Final = re.compile(r"(?<=\w)\s*\b[0-9]{1,2}\)\s*$")
_FOOTNOTES: Final = str.maketrans("", "", "¹²³⁴⁵⁶⁷⁸⁹⁰†‡*")
_OF_PIVOT: Final = re.compile(r"^(?:summer|sum) (?:av|of) (?=\w)")
"""What a pivot table puts before the name of a column that it adds up."""

_UNITS_ALONE: Final = frozenset(
    ["timer", "t", "kr", "kroner", "nok", "årsverk", "åv", "kr/time", "kr/t", "antall", "%"]
)


def says_kroner(heading: str) -> bool:
    """Whether a heading says itself that its numbers are in kroner."""
    return _KRONER.search(heading) is not None


_KRONER: Final = re.compile(r"\b(?:kr|kroner|nok)\b", re.IGNORECASE)


def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else, as in a second row of headings.

    >>> is_unit("(1000 kr)"), is_unit("tusen"), is_unit("1000")  # a number says of what it is
    (True, True, False)
    """
    plain = layout.spelled(text).strip("()[] .")
    says = any(map(str.isalpha, plain)) and called(text).factor != 1
    return plain in _UNITS_ALONE or (says and len(plain) < _LONGEST_UNIT)


_LONGEST_UNIT: Final = 12


class Called(NamedTuple):
    """A heading as it is compared, and what its numbers are to be multiplied by.

    What stands in parentheses is without the unit that they are multiplied by.
    """

    name: str
    factor: Decimal
    in_parentheses: str = ""


@lru_cache(maxsize=1024)
def called(heading: str) -> Called:
    """A heading without its unit, its year and its signs.

    >>> called("Beløp (1000 kr)").name, called("Tj.område:").name, called("Timer 2027").name
    ('beløp', 'tj område', 'timer')
    >>> called("Beløp (T kr)").factor, called("Kroner (000)").factor
    (Decimal('1000'), Decimal('1000'))
    """
    for power, number in _POWERS.items():
        heading = heading.replace(power, number)
    text = _FOOTNOTE.sub("", layout.spelled(heading.translate(_FOOTNOTES)))
    text = _OF_PIVOT.sub("", text)
    inside = ((one or other).strip() for one, other in _PARENTHESES.findall(text))
    beside = " ".join("1000" if _ZEROS.fullmatch(each) else each for each in inside)
    text = _PARENTHESES.sub(" ", text)
    factor = Decimal(1)
    for pattern, times in _UNIT:
        if pattern.search(text) or pattern.search(beside):
            factor, text = times, pattern.sub(" ", text)
            beside = " ".join(pattern.sub(" ", beside).split())
            break
    words = _A_YEAR.sub(" ", text)
    # A unit after a name is none of it, but a column may be called by it alone.
    name = SIGNS.sub(" ", _WORDS_OF_UNITS.sub(" ", words)).strip()
    name = name or SIGNS.sub(" ", words).strip()
    return Called(name.removesuffix(" i"), factor, beside)


class Guess(NamedTuple):
    """What a heading is: surely one thing, or perhaps one of several.

    `likely` is the one that it is if no other column may be that: `Beløp eks. mva`.
    """

    sure: Role | None = None
    perhaps: tuple[Role, ...] = ()
    likely: Role | None = None
    misspelled: bool = False


def guess(heading: str, roles: Mapping[Role, str] = ROLES) -> Guess:
    """What a heading says that its column is; a unit that does not fit makes it doubtful."""
    name, _, beside = called(heading)
    if beside == "t" and f"{name} t" in _names(roles is OF_AREAS):
        name = f"{name} t"  # what accounting systems call the text of a code
    found = _guess(name, roles is OF_AREAS)
    if found.sure is layout.FTE:  # told as a rate
        beside = HOURS_OF_A_YEAR.sub(" ", beside).strip()
    unknown = {*_TOKEN.findall(beside)} - _KNOWN_BESIDE
    in_percent = _PERCENT.search(layout.spelled(heading))
    is_odd = bool(in_percent or _has_number(beside))
    likely = None
    if roles is ROLES and (unknown or found.sure is None) and not is_odd:
        likely, perhaps = _with_more(name, beside)
        if perhaps:
            return Guess(perhaps=perhaps)
    if found.sure in QUANTITIES and not likely and (unknown or is_odd):
        return Guess(perhaps=(found.sure,))  # euro, a month's hours, or a share of a year's work
    role = likely or found.sure
    if role and roles is ROLES:
        units = _TOKEN.findall(beside) if likely and "/" not in beside else beside.split()
        for unit, (other, quantities) in _SAID_BESIDE.items():
            is_text = unit in _OF_NUMBERS and role not in QUANTITIES  # `Art (T)`
            if unit in units and QUANTITIES.get(role) not in quantities and not is_text:
                return Guess(perhaps=(role, other))
    return Guess(perhaps=(likely,), likely=likely) if likely else found


def _with_more(name: str, beside: str) -> tuple[Role | None, tuple[Role, ...]]:
    """What a heading is without words that leave it what it is: `Timer pr. år`, `Timer (egne)`."""
    words = [each for each in SIGNS.sub(" ", beside).split() if _NO_WORD.fullmatch(each) is None]
    whole = " ".join([name, *words])
    bare, fits = without_more(whole)
    if bare == whole:
        return None, ()
    role = _names(False).get(bare)
    if role in QUANTITIES:
        return (role, ()) if fits(role) else (None, (role,))
    return None, PERHAPS.get(bare, ())


_NO_WORD: Final = re.compile(
    r"[0-9]+|kr|kroner|nok|timer|årsverk|i|hele|tusen|tkr|tnok|knok|kkr|mill|million|millioner|mnok|"
    r"mkr|mrd|milliard|milliarder"
)
"""What is no more than a unit."""


def _has_number(beside: str) -> bool:
    """Whether what stands in parentheses has a number that is no year, footnote or percentile."""
    return any(map(str.isdigit, _NO_UNIT.sub(" ", beside)))


HOURS_OF_A_YEAR: Final = re.compile(
    r"(?:\b1\s*(?:årsverk|åv)\s*=\s*|[àá]\s*)?\b\d[\d .,]*\s*(?:timer|timeverk|t|h)\b"
    r"(?:\s*(?:per|pr\.?|/)\s*(?:årsverk|åv)\b)?"
)
"""What says how many hours a year's work is."""

_NO_UNIT: Final = re.compile(r"\b(?:20\d\d|p\s?\d\d)\b|^\d$")
_PERCENT: Final = re.compile(r"%|\b(?:prosent|pst)\b")
_TOKEN: Final = re.compile(r"[^\W\d_]+|[€$£%]")
_KNOWN_BESIDE: Final = frozenset(
    ["t", "timer", "time", "h", "kr", "kroner", "nok", "årsverk", "åv", "i", "hele", "tusen", "tkr",
     "tnok", "knok", "kkr", "mill", "million", "millioner", "mnok", "mkr", "mrd", "milliard",
     "milliarder", "per", "pr", "år", "plan", "p", "sannsynlig", "forventet", "lav", "høy", "alle"]
)  # fmt: skip
"""What may stand in parentheses after the name of a column of numbers, and leave it what it is."""

_OF_NUMBERS: Final = ("t", "h")
"""Units that are only so beside a name of numbers."""

_MONEY: Final = (layout.AMOUNT, (Quantity.KRONER, Quantity.RATE))
_SAID_BESIDE: Final[dict[str, tuple[Role, tuple[Quantity, ...]]]] = {
    **dict.fromkeys(("timer", *_OF_NUMBERS), (layout.HOURS, (Quantity.HOURS,))),
    **dict.fromkeys(("kr/t", "kr/time"), (layout.RATE, (Quantity.RATE,))),
    "årsverk": (layout.FTE, (Quantity.FTE,)),
    "kr": _MONEY, "kroner": _MONEY, "nok": _MONEY,
}  # fmt: skip
"""Units in parentheses: the role that they may mean, and what they fit."""


@lru_cache(maxsize=1024)
def _guess(name: str, of_areas: bool) -> Guess:
    names = _names(of_areas)
    if name in names:
        return Guess(names[name])
    if not of_areas and name in PERHAPS:
        return Guess(perhaps=PERHAPS[name])
    if name in OF_NONE:
        return Guess()
    if len(name) < _SHORTEST:
        return Guess()
    found: dict[Role, float] = {}
    whole = [each for each in names if not each.endswith(" t")]
    for each in get_close_matches(name, whole, 6, _NEAR):
        likeness = SequenceMatcher(None, name, each).ratio()
        if likeness < _SURE and not _is_near(name, each):
            continue
        found[names[each]] = max(likeness, found.get(names[each], 0.0))
    best = sorted(found, key=lambda role: -found[role])
    if best and found[best[0]] >= _SURE and all(found[each] < _SURE for each in best[1:]):
        return Guess(best[0], misspelled=True)
    words = set(name.split())
    inside = [role for each, role in names.items() if each in words and len(each) > 2]
    if not of_areas:  # a text that is only like another of ours is one of its own
        best = [role for role in best if role in ASKED]
        inside = [role for role in inside if role in ASKED or role is layout.KIND]
    if "andel" in words:
        inside = [role for role in inside if QUANTITIES.get(role) is not Quantity.KRONER]
    return Guess(perhaps=tuple(dict.fromkeys((*best, *inside))))


def _is_near(name: str, other: str) -> bool:
    """Whether two names are alike in more than that they are of how many."""
    one, two = (_HOW_MANY.sub("", each) for each in (name, other))
    return SequenceMatcher(None, one, two).ratio() >= _NEAR


_HOW_MANY: Final = re.compile(r"^ant(?:all)? ")


@lru_cache(maxsize=2)
def _names(of_areas: bool) -> dict[str, Role]:
    roles = OF_AREAS if of_areas else ROLES
    return {name: role for role, names in roles.items() for name in names.split("|")}


def named(heading: str) -> Role | None:
    """What a heading surely is by a name that is known, not misspelled."""
    return _names(False).get(called(heading).name)


def role_called(text: str) -> Role | None:
    """The role that somebody names in `--kolonne`, by its own name or another of its."""
    own = {layout.spelled(role.label): role for role in ROLES}
    own[layout.spelled("Område")] = layout.AREA_NAME
    return own.get(layout.spelled(text)) or guess(text).sure


def labels(roles: Iterable[Role]) -> str:
    """Roles by name: `Timepris eller Beløp`."""
    return " eller ".join(dict.fromkeys(role.label for role in roles))
