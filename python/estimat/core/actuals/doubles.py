"""Lines that are there twice: in two files, on two sheets of one, or under headings that repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from .. import norwegian
from ..amounts import difference
from ..book import VISIBLE
from ..findings import Finding, Place
from . import rules
from .plan import key_of
from .sources import Timesheet
from .timesheet import Entry, Sums, sums_of

_NEAR_HOURS: Final = Decimal("0.05")
_NEAR_KRONER: Final = Decimal(1)


class _Line(NamedTuple):
    """A line, and the code that it was placed by."""

    entry: Entry
    code: str


_Lines: TypeAlias = Sequence[_Line]
_Pair: TypeAlias = tuple[Hashable, Hashable]
_KEYS: Final[tuple[Callable[[_Line], _Pair], ...]] = (
    lambda line: (key_of(line.code), line.entry.month),
    lambda line: (tuple(map(key_of, line.entry.codes)), line.entry.month),
    lambda line: (key_of(line.entry.codes[0]), line.entry.month),
)
"""Code and month: by the code that counts, by all of them, and by the first alone."""


def doubles(files: Sequence[Timesheet], codes: Sequence[Sequence[str]]) -> Iterator[Finding]:
    """What may be the same lines twice; `codes` are those that the lines of each file go by."""
    lines = [
        [_Line(entry, code) for entry, code in zip(file.entries, of_file, strict=True)]
        for file, of_file in zip(files, codes, strict=True)
    ]
    for position, (file, own) in enumerate(zip(files, lines, strict=True)):
        yield from _within(file, own)
        for other, others in zip(files[:position], lines[:position], strict=True):
            if finding := _between(file, own, other, others):
                yield finding


def _within(file: Timesheet, lines: _Lines) -> Iterator[Finding]:
    """Sheets and tables of one file that have lines of the same code and month."""
    first = 0
    sheets: list[_Lines] = []
    for sheet in file.sheets:
        own = lines[first : first + len(sheet.entries)]
        first += len(sheet.entries)
        if not own:
            continue
        place = own[0].entry.place
        if sheet.state != VISIBLE:
            yield rules.HIDDEN_SHEET.at(Place(place.file, place.sheet), _sums(own))
        for other in sheets:
            if shared := _shared(own, other):
                where = f"på {other[0].entry.place.sheet}"
                at = Place(place.file, place.sheet)
                yield rules.TWO_PLACES.at(at, _told(own, shared), where)
                break
        sheets.append(own)
        yield from _repeated(own, sheet.tables)


def _repeated(lines: _Lines, starts: Sequence[int]) -> Iterator[Finding]:
    """Headings that stand once more, with the sums of what stands above or below."""
    cuts = [0, *starts, len(lines)]
    tables = [each for a, b in pairwise(cuts) if (each := lines[a:b])]
    for position, below in enumerate(tables[1:], start=1):
        above = [line for table in tables[:position] for line in table]
        rest = [line for table in tables[position:] for line in table]
        ways = [(above, below), (above, rest), *((table, below) for table in tables[:position])]
        if any(_same_sums(one, other) for one, other in ways):
            shared = _shared(above, below) or {_KEYS[0](below[0])}
            place = below[0].entry.place
            yield rules.TWO_PLACES.at(place, _told(below, shared), "lenger oppe på arket")
            return


def _between(one: Timesheet, own: _Lines, other: Timesheet, others: _Lines) -> Finding | None:
    if one.sha256 == other.sha256 or (own and _spelled(own) == _spelled(others)):
        return rules.SAME_FILE.at(Place(one.file), other.file)
    shared = _shared(own, others)
    if _same_sums(own, others) or _same_lines(own, others):
        pairs = {key: [_pairs(lines, key) for lines in (own, others)] for key in _KEYS}
        small, large = (one, other) if len(own) <= len(others) else (other, one)
        if not shared:
            shared = next(s for a, b in pairs.values() if (s := {*a} & {*b}))
        count = norwegian.counted(len(shared), "sum", "summer")
        return rules.SAME_SUMS.at(Place(small.file), large.file, count)
    if not shared:
        return None
    place = next(line.entry.place for line in own if _KEYS[0](line) in shared)
    there = _told(others, shared)
    return rules.SOME_SAME.at(place, f"{_told(own, shared)} her og {there} i {other.file}")


def _shared(one: _Lines, other: _Lines) -> set[_Pair]:
    """Code and month that both have lines of."""
    return {*_pairs(one, _KEYS[0])} & {*_pairs(other, _KEYS[0])}


def _pairs(lines: _Lines, key: Callable[[_Line], _Pair]) -> dict[_Pair, list[Entry]]:
    found: dict[_Pair, list[Entry]] = {}
    for each in lines:
        if each.entry.hours or each.entry.kroner:
            found.setdefault(key(each), []).append(each.entry)
    return found


def _same_sums(one: _Lines, other: _Lines) -> bool:
    """Whether at least half of what both have code and month of comes to the same."""
    for key in _KEYS:
        mine, others = _pairs(one, key), _pairs(other, key)
        shared = mine.keys() & others.keys()
        same = sum(_near(sums_of(mine[each]), sums_of(others[each])) for each in shared)
        if shared and 2 * same >= len(shared):
            return True
    return False


def _near(one: Sums, other: Sums) -> bool:
    """Whether sums are the same but for rounding; where there are hours, they are what counts."""
    if one.hours or other.hours:
        return abs(difference(one.hours, other.hours)) <= _NEAR_HOURS
    return abs(difference(one.kroner, other.kroner)) <= _NEAR_KRONER


def _same_lines(one: _Lines, other: _Lines) -> bool:
    """Whether the lines of one, of what both have, are lines of the other.

    Where both have kroner, half of them are enough; hours alone may well be alike.
    """
    kroner = all(any(line.entry.kroner for line in lines) for lines in (one, other))
    for key in _KEYS:
        shared = _pairs(one, key).keys() & _pairs(other, key).keys()
        mine, others = (
            Counter(
                (key(line), line.entry.hours, line.entry.kroner if kroner else None)
                for line in lines
                if key(line) in shared
            )
            for lines in (one, other)
        )
        same, fewest = (mine & others).total(), min(mine.total(), others.total())
        if fewest and (2 * same >= fewest if kroner else same == fewest):
            return True
    return False


def _spelled(lines: _Lines) -> Counter[tuple[object, ...]]:
    return Counter((_KEYS[1](line), line.entry.hours, line.entry.kroner) for line in lines)


def _told(lines: _Lines, shared: set[_Pair]) -> str:
    return _sums([line for line in lines if _KEYS[0](line) in shared])


def _sums(lines: _Lines) -> str:
    return str(sums_of(line.entry for line in lines))
