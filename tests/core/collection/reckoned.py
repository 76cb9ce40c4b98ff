"""What there is to say of a folder of answers, reckoned from what befell each file.

The sums are fractions of the numbers as they were written, by nothing that the program uses; and
which version is newest, and what becomes of an area, is written here once more from the words of
the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from estimat.core.layout import Kind
from estimat.core.values import Value
from tests.books import AreaSheet, Row

MISSING, UNREADABLE, TWO, STALE, UNCHANGED, DELIVERED = (
    "Mangler", "Ikke lesbar", "Flere versjoner", "Utdatert", "Uendret", "Levert",
)  # fmt: skip
STATES: Final = (MISSING, UNREADABLE, TWO, STALE, UNCHANGED, DELIVERED)


class Rates(NamedTuple):
    """What a file is priced with, as it was written."""

    year: int
    hourly: str


class Sent(NamedTuple):
    """A time that an estimate was sent out, from the workbook with this content."""

    number: int
    when: datetime
    source: int
    deadline: str
    areas: tuple[AreaSheet, ...]
    rates: Rates

    def area(self, id: str) -> AreaSheet:
        """An area as it was then."""
        return next(each for each in self.areas if key(each.id) == key(id))

    def sum_of(self, id: str) -> Fraction:
        """What it came to, in kroner and øre."""
        return ore(sum_of(self.area(id), self.rates))


class Sheet(NamedTuple):
    """An area as it stands in a file. With a flaw it cannot be counted."""

    area: AreaSheet
    is_written: bool = False
    is_flawed: bool = False


class File(NamedTuple):
    """A file in the folder; two of the same `content` are wholly alike, and 0 cannot be read.

    `of` is the area that its guide says it was made for.
    """

    name: str
    content: int
    sheets: tuple[Sheet, ...] = ()
    rates: Rates = Rates(0, "0")
    sent: Sent | None = None
    of: str = ""
    saved: str = ""
    scenario: str = ""


class Master(NamedTuple):
    """The workbook that was sent out, as it is now."""

    content: int
    areas: tuple[AreaSheet, ...]
    rates: Rates


class Found(NamedTuple):
    """An area in one of the files."""

    file: File
    sheet: Sheet

    @property
    def kroner(self) -> Fraction:
        return sum_of(self.sheet.area, self.file.rates)

    @property
    def is_changed(self) -> bool:
        """Whether it is another than the one that was sent out in this file."""
        sent, id = self.file.sent, self.sheet.area.id
        is_of_it = sent is not None and key(self.file.of) == key(id)
        return not (sent and is_of_it and self.sheet.area == sent.area(id))

    @property
    def change(self) -> Fraction | None:
        """Since it was sent, which only the file that was made for it can say."""
        sent, id = self.file.sent, self.sheet.area.id
        if sent is None or key(self.file.of) != key(id):
            return None
        return ore(self.kroner) - sent.sum_of(id)


class Line(NamedTuple):
    """How it is with an area, and what a partial result makes of it."""

    id: str
    state: str
    found: tuple[Found, ...]
    newest: Found | None
    is_taken: bool = False
    other_budget: bool = False
    is_passed_by: bool = False
    """Whether the workbook's own sheet has been changed since, and the file knows nothing of it."""


def key(id: str) -> str:
    return id.strip().lower()


def number(value: Value) -> Fraction:
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(0)


def kroner(row: Row, rates: Rates) -> Fraction:
    """What a row comes to; with something in it that is no number it counts for nothing."""
    if any(isinstance(value, str) for value in row[1:8]):
        return Fraction(0)
    rate = Fraction(rates.hourly) if row.rate is None else number(row.rate)
    return number(row.hours) * rate + number(row.amount)


@lru_cache(maxsize=256)
def sum_of(area: AreaSheet, rates: Rates) -> Fraction:
    return sum((kroner(row, rates) for row in area.rows), Fraction(0))


def ore(exact: Fraction) -> Fraction:
    """To øre, half up: nothing here is below zero."""
    return Fraction((exact * 100 + Fraction(1, 2)).__floor__(), 100)


def by_kind(areas: Iterable[tuple[AreaSheet, Rates]]) -> list[Fraction]:
    """What areas come to, for each kind of cost."""
    every = [(row, rates) for area, rates in areas for row in area.rows]
    return [
        sum((kroner(row, rates) for row, rates in every if row.kind == kind.value), Fraction(0))
        for kind in Kind
    ]


def is_later(one: Sent | None, other: Sent | None) -> bool:
    """Whether it was sent later; from the same workbook is the same time."""
    if one is None or other is None:
        return one is not None
    if one.source == other.source:
        return False
    return (one.when, one.number) > (other.when, other.number)


def is_newer(one: Found, other: Found) -> bool:
    """Whether it is so beyond doubt."""
    if is_later(one.file.sent, other.file.sent):
        both = one.is_changed and other.is_changed
        return not (both and other.file.saved > one.file.saved)
    if is_later(other.file.sent, one.file.sent):
        return False
    return bool(one.file.saved and other.file.saved) and one.file.saved > other.file.saved


def newest_of(found: Sequence[Found]) -> Found | None:
    contents = [each.file.content for each in found]
    if len({each.file.name for each in found}) == len(found) and len({*contents}) == 1:
        return found[0]
    for one in found:
        if all(is_newer(one, other) for other in found if other is not one):
            return one
    return None


def answers(files: Sequence[File], master: Master | None) -> list[File]:
    """The files that are not the workbook itself, as it is now or was when it was sent out."""
    sources = {each.sent.source for each in files if each.sent}
    sources |= {master.content} if master else set()
    return [each for each in files if each.content not in sources]


def files_of(files: Sequence[File], listed: Sequence[str]) -> list[File]:
    """The files that have any of these areas."""
    ids = {*map(key, listed)}
    return [each for each in files if any(key(sheet.area.id) in ids for sheet in each.sheets)]


def age(file: File) -> tuple[datetime, int]:
    return (file.sent.when, file.sent.number) if file.sent else (datetime.min, 0)


class Holds(NamedTuple):
    """What answers are held against: the last time they were sent out, and what holds now."""

    last: Sent | None
    rates: Rates | None
    master: Master | None

    def own(self, id: str) -> AreaSheet | None:
        """The area as the workbook has it."""
        areas = self.master.areas if self.master else ()
        return next((each for each in areas if key(each.id) == key(id)), None)


def lines(files: Sequence[File], master: Master | None, listed: Sequence[str]) -> dict[str, Line]:
    """Each area by its key: those listed, and whatever else is there."""
    read = answers(files, master)
    found: dict[str, list[Found]] = {}
    for file in read:
        for sheet in file.sheets:
            own = key(sheet.area.id) or f"{file.name}/{sheet.area.sheet}"
            found.setdefault(own, []).append(Found(file, sheet))
    last = max(files_of(read, listed), key=age, default=None)
    rates = master.rates if master else last.rates if last else None
    holds = Holds(last.sent if last else None, rates, master)
    ids = {key(id): id for id in listed}
    names = [each.name.lower() for each in files if not each.content]
    made = {}
    for own, id in ids.items():
        is_unread = any(name.startswith(f"{own} ") for name in names)
        missing = Line(id, UNREADABLE if is_unread else MISSING, (), None)
        made[own] = _line(id, found[own], holds) if own in found else missing
    for own in found.keys() - ids.keys():
        made[own] = _line(found[own][0].sheet.area.id, found[own], holds)
    return made


def _line(id: str, found: Sequence[Found], holds: Holds) -> Line:
    newest = newest_of(found)
    file, sheet = newest or found[0]
    sent = file.sent
    is_stale = is_later(holds.last, sent) or bool(holds.rates and file.rates != holds.rates)
    is_of_it = sent is not None and key(file.of) == key(id)
    is_unchanged = is_of_it and not sheet.is_written and not sheet.is_flawed
    state = (
        TWO if len(found) > 1
        else STALE if is_stale
        else UNCHANGED if is_unchanged
        else DELIVERED
    )  # fmt: skip
    own = holds.own(id)
    is_taken = (
        own is not None
        and state in (STALE, DELIVERED)
        and file.rates == holds.rates
        and not (holds.last and sent is None)
        and not sheet.is_flawed
        and not file.scenario
    )
    other_budget = own is not None and own.budget != sheet.area.budget
    is_passed_by = bool(own and sent and is_of_it and own not in (sent.area(id), sheet.area))
    return Line(id, state, tuple(found), newest, is_taken, other_budget, is_passed_by)
