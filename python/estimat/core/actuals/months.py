"""Months: as time systems write the period of a line, and as people write when a plan falls."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from .. import layout, norwegian
from ..flaws import day_numbered

NAMES: Final = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "desember",
)  # fmt: skip
ALL_YEAR: Final = frozenset(range(1, 13))
_SHORTEST: Final = 3
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


class Month(NamedTuple):
    """A month of a year."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{NAMES[self.month - 1]} {self.year}"

    @property
    def key(self) -> str:
        """As other programs write it: `2027-04`."""
        return f"{self.year}-{self.month:02}"


def month_named(word: str) -> int:
    """The month that a word names, in full or by its beginning; 0 is none.

    >>> month_named("Sept."), month_named("juni"), month_named("ma")
    (9, 6, 0)
    """
    bare = layout.spelled(word).removesuffix(".")
    found = [n for n, name in enumerate(NAMES, 1) if name.startswith(bare)]
    return found[0] if len(bare) >= _SHORTEST and len(found) == 1 else 0


@lru_cache(maxsize=1024)
def month_of(text: str, year: int | None = None) -> Month | None:
    """The month that the period of a line can only mean; a bare month is one of that `year`.

    >>> {month_of(each, 2027) for each in ("202704", "15.04.2027", "april 2027", "4")}
    {Month(year=2027, month=4)}
    >>> month_of("04/05/2027"), month_of("4")
    (None, None)
    """
    said = layout.spelled(text)
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(said):
            found = match.groupdict()
            month = _month(found.get("year") or year, found["month"], found.get("day"))
            return _of_year(month, year)
    if match := _EIGHT.fullmatch(said):
        ways = {
            _month(said[:4], said[4:6], said[6:]),
            _month(said[4:], said[2:4], said[:2]),
        } - {None}  # fmt: skip
        return _of_year(ways.pop(), year) if len(ways) == 1 else None
    if match := _SLASHES.fullmatch(said):
        one, other, of = match.groups()
        if one != other and max(int(one), int(other)) <= len(NAMES):
            return None  # the day may be either
        ways = {_month(of, one, other), _month(of, other, one)} - {None}
        return _of_year(ways.pop(), year) if len(ways) == 1 else None
    return None


def _of_year(month: Month | None, year: int | None) -> Month | None:
    """The month, where another column does not say another year."""
    return None if month and year not in (None, month.year) else month


_YEAR: Final = r"(?P<year>[0-9]{4})"
_MONTH: Final = r"(?P<month>[0-9]{1,2})"
_CLOCK: Final = r"(?:[t ][0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:[.,][0-9]+)?z?)?"
_PATTERNS: Final = tuple(
    map(
        re.compile,
        (
            rf"{_YEAR}(?P<month>[0-9]{{2}})",
            rf"{_YEAR}[-/m ]{_MONTH}",
            rf"{_YEAR}\.(?P<month>[0-9]{{2}})",  # 2024.1 may have been 2024.10
            rf"{_MONTH}[-/. ]{_YEAR}",
            rf"(?P<month>[^\W\d_]{{3,9}}\.?)[-/ .]?{_YEAR}",
            rf"{_YEAR}[-/ .]?(?P<month>[^\W\d_]{{3,9}}\.?)",
            rf"(?P<day>[0-9]{{1,2}})(?P<sign>\. ?|-| ){_MONTH}(?P=sign){_YEAR}{_CLOCK}",
            rf"(?P<day>[0-9]{{1,2}})\.? (?P<month>[^\W\d_]{{3,9}}\.?) {_YEAR}",
            rf"{_YEAR}[-/.](?P<month>[0-9]{{1,2}})[-/.](?P<day>[0-9]{{1,2}}){_CLOCK}",
            _MONTH,
            r"(?P<month>[^\W\d_]{3,9}\.?)",
        ),
    )
)
_EIGHT: Final = re.compile(r"[0-9]{8}")
_SLASHES: Final = re.compile(rf"([0-9]{{1,2}})/([0-9]{{1,2}})/([0-9]{{4}}){_CLOCK}")


def _month(year: str | int | None, month: str, day: str | None) -> Month | None:
    if year is None:
        return None
    number = int(month) if month.isdecimal() else month_named(month)
    if not (_FIRST_YEAR <= int(year) <= _LAST_YEAR and 1 <= number <= len(NAMES)):
        return None
    if day is not None:
        try:
            norwegian.day_of(f"{day}.{number}.{year}")
        except ValueError:
            return None
    return Month(int(year), number)


def month_of_day(days: float) -> Month | None:
    """The month of a date, as workbooks number the days."""
    return month_of(day_numbered(days))


def phased_over(text: str) -> frozenset[int] | None:
    """The months that a row's plan falls in, by its phasing; None is not understood.

    >>> sorted(phased_over("jan.–mar., sep - des"))
    [1, 2, 3, 9, 10, 11, 12]
    >>> phased_over("") == phased_over("Hele året") == ALL_YEAR, phased_over("våren")
    (True, None)
    """
    said = layout.spelled(text)
    if said in ("", "hele året", "hele aret", "alle"):
        return ALL_YEAR
    months: set[int] = set()
    for part in _PARTS.split(said):
        ends = [month_named(each) for each in _DASH.split(part)]
        if 0 in ends or len(ends) > 2 or ends[0] > ends[-1]:
            return None
        months.update(range(ends[0], ends[-1] + 1))
    return frozenset(months)


_PARTS: Final = re.compile(r"\s*(?:[,;]|\bog\b)\s*")
_DASH: Final = re.compile(r"\s*(?:[-‐‑‒–—―−]|\btil\b)\s*")


def share(months: frozenset[int], until: int) -> tuple[int, int]:
    """How many of the months have gone by with the month `until`, and of how many."""
    return sum(month <= until for month in months), len(months)


def until_of(text: str) -> Month:
    """The last month of what is looked at; ValueError says in Norwegian what is no month."""
    month = month_of(text)
    if month is None:
        raise ValueError(f"{text} er ikke en måned; skriv den som 2027-04 eller april 2027")
    return month
