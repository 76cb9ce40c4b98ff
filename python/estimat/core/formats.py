"""What a number format shows of a number: whether it is a date, or another number than counts.

Formats are as files store them, in up to four sections: above 0, below, 0 itself, and text.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from . import norwegian

LONGEST: Final = 255
"""Signs of a format that Excel takes."""

_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.|\*.', re.DOTALL)
_DIGITS_AS_TEXT: Final = re.compile(
    r"""(?:[0#?]|general|standard|generelt)[ ]*(?:"\s*\d|\\\d)"""
    r"""|(?:\d\s*"|\\\d)[ ]*(?:[0#?]|general|standard|generelt)""",
    re.IGNORECASE,
)
"""Digits that stand in the format itself, right beside those of the number."""

_UNIT_AS_TEXT: Final = re.compile(
    r"""["\s\\]\s*(?:tusen|tkr|t\.\s?kr|mill|mrd|mkr|mnok|nok\s?mill)\b""", re.IGNORECASE
)
"""A unit that is not the cell's, in the words of a format."""

_CURRENCY: Final = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_FOREIGN_WORDS: Final = re.compile(r"[€£$¥]|\b(?:eur|euro|usd|gbp|sek|dkk|chf)\b", re.IGNORECASE)
_CONDITION: Final = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)\]")
_ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(r"\[[^\]]*\]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_PLACEHOLDER: Final = re.compile(r"[0#?]")
_SCALING: Final = re.compile(r"[0#?](,+)(?![0#?,])")
_AS_IT_IS: Final = re.compile(
    r"general|standard|generelt|generell|algemeen|normal|yleinen|@", re.IGNORECASE
)
"""«General», as it may stand in a file that another language's program made; and `@`, text."""

_COMPARE: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": operator.lt, ">": operator.gt, "=": operator.eq,
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne,
}  # fmt: skip


class Shown(NamedTuple):
    """What a section makes of a number: a date, or the number times `scale`, or none at all.

    The scale is below 0 where a number above 0 is shown with a minus.
    """

    is_date: bool
    scale: float | None


@lru_cache(maxsize=512)
def sections(code: str) -> tuple[tuple[str, float] | None, ...]:
    """The condition of each section of a format, as many as it has."""
    return tuple(
        (match[1], float(match[2])) if (match := _CONDITION.search(each)) else None
        for each in _cut(code)
    )


def shown_by(code: str, value: float) -> Shown:
    """What a format makes of a number."""
    section = _cut(code)[_section(sections(code), value)]
    shown = _shown(section)
    if value > 0 and shown.scale and _shows_minus(section):
        return Shown(False, -shown.scale)
    return shown


def may_mislead(code: str) -> bool:
    """Whether a format can show a date, another number than the cell holds, or says its unit."""
    said = _DIGITS_AS_TEXT.search(code) or _UNIT_AS_TEXT.search(code)
    return (
        bool(said)
        or bool(_said_in(code))
        or any(_shown(part) != Shown(False, 1.0) for part in _cut(code))
        or shown_by(code, 1.0) != Shown(False, 1.0)
    )


def seen(code: str, value: float) -> str | None:
    """What a reader sees, in words, where it is another number than counts; None where it is not.

    >>> seen("#,##0,", 3300.0)
    '3'
    >>> seen("#,##0", 3300.0) is None
    True
    """
    shown = shown_by(code, value)
    if value and not shown.is_date and _DIGITS_AS_TEXT.search(code[:LONGEST]):
        return f"{norwegian.number(value)} og sifrene i formatet {code}"
    if shown.is_date or shown.scale == 1.0 or not value:
        return None
    return "ingen tall" if shown.scale is None else _said(code, value * shown.scale)


def says_another_unit(code: str) -> bool:
    """Whether a format says thousands or millions after a number that it shows as it is."""
    return _UNIT_AS_TEXT.search(code[:LONGEST]) is not None


def says_foreign_currency(code: str) -> bool:
    """Whether a format says another currency than kroner.

    >>> says_foreign_currency("[$€-2] #,##0"), says_foreign_currency("[$kr-414] #,##0")
    (True, False)
    """
    short = code[:LONGEST]
    signs = (each.strip(" .").casefold() for each in _CURRENCY.findall(short))
    return any(each not in ("", "kr", "nok") for each in signs) or bool(
        _FOREIGN_WORDS.search(_CURRENCY.sub("", short))
    )


def says_something_else(code: str) -> bool:
    """Whether a format shows a word or a sign that says neither kroner nor hours.

    >>> says_something_else('#,##0 "dager"'), says_something_else("[$€-2] #,##0")
    (True, True)
    >>> says_something_else('#,##0" kr"'), says_something_else("[$kr-414] # ##0,-")
    (False, False)
    """
    return not _said_in(code) <= _OF_OURS or bool(_DIGITS_AS_TEXT.search(code[:LONGEST]))


def says_kroner(code: str) -> bool:
    """Whether a format says kroner: `"kr" #,##0`."""
    return bool(_said_in(code) & _OF_KRONER)


def says_hours(code: str) -> bool:
    """Whether a format says hours: `#,##0 "timer"`."""
    return bool(_said_in(code) & _OF_HOURS)


@lru_cache(maxsize=512)
def _said_in(code: str) -> frozenset[str]:
    """The words and the signs of currencies that a format shows."""
    short = code[:LONGEST]
    words = [each[1:].strip('"') for each in _QUOTED.findall(short) if each[0] in '"\\']
    signs = [*_CURRENCY.findall(short), *_SIGN.findall(_CURRENCY.sub("", _QUOTED.sub("", short)))]
    return frozenset(_WORD_OR_SIGN.findall(" ".join([*words, *signs]).casefold()))


_SIGN: Final = re.compile(r"[€£$¥]")
_WORD_OR_SIGN: Final = re.compile(r"[^\W\d_]+|[€£$¥]")
_OF_KRONER: Final = frozenset({"kr", "nok", "kroner"})
_OF_HOURS: Final = frozenset({"t", "timer", "time", "h"})
_OF_OURS: Final = _OF_KRONER | _OF_HOURS


def is_elapsed(code: str) -> bool:
    """Whether a format shows hours, minutes or seconds that go past a day, as [h]:mm does."""
    return _ELAPSED.search(_QUOTED.sub("", code)) is not None


def _said(code: str, number: float) -> str:
    percent = "%" in _QUOTED.sub("", code)
    return f"{norwegian.number(round(number, 0 if not percent else 2))}{' %' if percent else ''}"


@lru_cache(maxsize=512)
def _cut(code: str) -> tuple[str, ...]:
    """The sections, without what stands in quotes and other words that are shown as they are."""
    return tuple(_QUOTED.sub(_minus, code[:LONGEST]).split(";")[:3])


def _minus(match: re.Match[str]) -> str:
    """A minus, if that is all that stands there as text."""
    return "-" if match[0] in _MINUSES else " "


_MINUSES: Final = frozenset({"\\-", "\\−", '"-"', '"−"', '"- "', '"− "'})
_LEADING_MINUS: Final = re.compile(r"\s*(?:[-−]\s*[0#?]|\(.*\)\s*$)")
_LAST_MINUS: Final = re.compile(r"[0#?][-−]\s*$")


@lru_cache(maxsize=512)
def _shows_minus(section: str) -> bool:
    """Whether a section puts a minus, or parentheses, around a number."""
    plain = _IN_BRACKETS.sub("", section)
    return bool(_LEADING_MINUS.match(plain) or _LAST_MINUS.search(plain))


def _section(conditions: tuple[tuple[str, float] | None, ...], value: float) -> int:
    """The section that shows a number."""
    last = len(conditions) - 1
    if any(conditions):
        for position, condition in enumerate(conditions):
            if condition is None or _COMPARE[condition[0]](value, condition[1]):
                return position
        return last
    if value < 0:
        return min(1, last)
    return 2 if value == 0 and last == 2 else 0


@lru_cache(maxsize=512)
def _shown(section: str) -> Shown:
    elapsed = _ELAPSED.search(section)
    plain = _AS_IT_IS.sub("0", _IN_BRACKETS.sub("", section))
    words = _WORD.findall(plain)
    if elapsed or any(set(word.casefold()) <= set("dmyhs") for word in words):
        return Shown(True, None)
    if not _PLACEHOLDER.search(plain):
        return Shown(False, None)
    thousands = sum(len(match) for match in _SCALING.findall(plain))
    return Shown(False, 100.0 ** plain.count("%") / 1000.0**thousands)
