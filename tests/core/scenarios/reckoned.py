"""Workbooks in memory with scenarios, and the same reckoned in fractions by nothing of them.

What a scenario is, is written here once more, from the words of the rules: the causes in their
order, and what each of them takes from a row or puts into it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

from estimat.core import layout
from estimat.core.book import Book, Range, Sheet, Table
from estimat.core.consolidation import Consolidation, consolidate
from estimat.core.estimate import Estimate
from estimat.core.interpret import interpret
from estimat.core.scenarios.beside import Beside, Scenarios, light, scenarios_of
from estimat.core.scenarios.definitions import definitions
from estimat.core.summary import summarise
from estimat.core.values import Value
from tests.books import STAMP, AreaSheet, Row, book, put

CAUSES: Final = ("Ambisjon", "Ansvar", "Involvering", "Unntak", "Timepris")
LEVELS: Final = ("Lav", "Middels", "Høy")


class Special(NamedTuple):
    """An exception as it stands in the table: what it is for, what it is of, and the value."""

    works_on: str
    what: str
    value: Value


class Over(NamedTuple):
    """A scenario as it stands in the table; numbers are as they were written."""

    name: str
    ambition: str = ""
    governed: tuple[str, ...] = ()
    involvement: str | None = None
    rate: str | None = None
    frame: str | None = None
    specials: tuple[Special, ...] = ()

    def says(self, works_on: str, what: str) -> Value:
        """What an exception says of something; None when there is none."""
        found = {(each.works_on, each.what): each.value for each in self.specials}
        return found.get((works_on, what)) if works_on else None


class Line(NamedTuple):
    """A row; it `counts` unless something is wrong with it."""

    row: Row
    counts: bool = True
    has_id: bool = True


def laid_out(
    areas: Iterable[tuple[AreaSheet, Sequence[Line]]],
    overs: Sequence[Over] = (),
    listed: Sequence[str] = (),
    spell: Callable[[str], str] = str,
    *,
    file: str = "estimat.xlsx",
    rate: str = "1450",
) -> Book:
    """The workbook; `spell` is how people write the words of a scenario."""
    every = list(areas)
    made = book(*(area for area, _ in every), file=file, hourly_rate=float(rate))
    for (area, lines), sheet in zip(every, made.sheets[1:], strict=True):
        assert sheet.name == area.sheet
        for number, line in enumerate(lines, start=1):
            for column, word in (
                (layout.AMBITION, line.row.ambition),
                (layout.GOVERNED, line.row.governed),
                (layout.INVOLVEMENT, line.row.involvement),
                (layout.ROW_STATUS, line.row.status),
            ):
                if word:
                    put(sheet, column.header, number, spell(word))
            if not line.has_id:
                put(sheet, layout.ID.header, number, None)
    if listed:
        _list(made, listed)
    if overs:
        made.sheets.append(_scenarios(overs, spell))
    return made


def _list(made: Book, names: Sequence[str]) -> None:
    sheet = made.sheets[0]
    for row, name in enumerate(names, start=30):
        sheet.values[row, 1] = name
    made.names[layout.GOVERNORS.name] = (sheet.name, Range(30, 1, 29 + len(names), 1))


def _scenarios(overs: Sequence[Over], spell: Callable[[str], str]) -> Sheet:
    sheet = Sheet(layout.SCENARIOS)
    headers = tuple(each.label for each in layout.SCENARIO_COLUMNS)
    rows: list[Sequence[Value]] = [
        (
            each.name, "", spell(each.ambition), "; ".join(map(spell, each.governed)),
            *(None if n is None else float(n) for n in (each.involvement, each.rate, each.frame)),
        )
        for each in overs
    ]  # fmt: skip
    _table(sheet, 3, "Scenarioer", headers, rows)
    headers = tuple(each.label for each in layout.EXCEPTION_COLUMNS)
    rows = [
        (spell(each.name), spell(one.works_on), spell(one.what),
         spell(one.value) if isinstance(one.value, str) else one.value, "Fordi")
        for each in overs
        for one in each.specials
    ]  # fmt: skip
    _table(sheet, 40, "Unntak", headers, rows)
    return sheet


def _table(
    sheet: Sheet, top: int, name: str, headers: tuple[str, ...], rows: Sequence[Sequence[Value]]
) -> None:
    for row, written in enumerate((headers, *rows), start=top):
        for column, value in enumerate(written, start=1):
            if value not in (None, ""):
                sheet.values[row, column] = value
    cells = Range(top, 1, top + max(1, len(rows)), len(headers))
    sheet.tables.append(Table(name, cells, headers))


class Computed(NamedTuple):
    """The scenarios of workbooks, as the program computes them, and what they were made from."""

    plan: Consolidation
    found: Scenarios
    estimates: tuple[Estimate, ...]

    def of(self, name: str) -> Beside:
        return next(each for each in self.found.scenarios if each.scenario.name == name)


def computed(*books: Book, forced: bool = True) -> Computed:
    estimates = tuple(map(interpret, books))
    parts = [summarise(each, "0" * 64) for each in estimates]
    plan = consolidate(parts, STAMP, forced=forced, anew=True, alone=False)

    def again() -> Iterator[Estimate]:
        return (inside for each in estimates for inside in light(each))

    defined = [inside for each in estimates for inside in definitions(each)]
    return Computed(plan, scenarios_of(plan, parts, again, defined), estimates)


class Fate(NamedTuple):
    """What becomes of a row: hours and kroner, what each cause moved it by, and who let it fall."""

    hours: Fraction
    kroner: Fraction
    moved: tuple[Fraction, ...]
    before: Fraction = Fraction(0)
    fell_by: str = ""


def number(value: Value | str) -> Fraction:
    """A number as it was written; what is blank counts as nothing."""
    return Fraction(0) if value is None else Fraction(str(value))


def fate(line: Line, area: str, over: Over, rate: str) -> Fate:
    """What a scenario makes of a row that counts, in an area, at the rate of the assumption."""
    row, id = line.row, line.row.id if line.has_id else ""
    own = None if row.rate is None else number(row.rate)
    hours, amount = number(row.hours), number(row.amount)
    plan = hours * (own or Fraction(rate)) + amount
    ended = row.status == "Utgår" and plan == 0
    unmoved = Fate(hours, plan, (Fraction(0),) * 5, plan)

    def special(what: str) -> Value:
        of_row = over.says(id, what)
        return over.says(area, what) if of_row is None else of_row

    if ended and special("Med") != "Ja":
        return unmoved
    sums = [plan]
    # 1. Ambition: that of the row is the lowest at which it is done.
    by_ambition = not ended and _within(row.ambition, over.ambition)
    sums.append(plan if by_ambition else Fraction(0))
    # 2. Responsibility: what nobody governs is ours.
    ours = not over.governed or row.governed in ("", *over.governed)
    left = by_ambition and ours
    sums.append(plan if left else Fraction(0))
    # 3. Involvement: per cent of the hours of the rows that follow it.
    if over.involvement is not None and row.involvement == "Ja":
        hours *= Fraction(over.involvement)
    sums.append(hours * (own or Fraction(rate)) + amount if left else Fraction(0))
    # 4. Exceptions: all that they do is theirs.
    highest = special("Ambisjon")
    stays = ours and not ended
    stays = stays and _within(row.ambition, over.ambition if highest is None else str(highest))
    if special("Med") is not None:
        stays = special("Med") == "Ja"
    if special("Timer") is not None:
        hours = number(special("Timer"))
    if special("Beløp") is not None:
        amount = number(special("Beløp"))
    sums.append(hours * (own or Fraction(rate)) + amount if stays else Fraction(0))
    # 5. The rate: a row's own stands.
    new = Fraction(rate if over.rate is None else over.rate)
    sums.append(hours * (own or new) + amount if stays else Fraction(0))
    moved = tuple(after - before for before, after in pairwise(sums))
    if stays:
        return Fate(hours, sums[-1], moved, plan)
    causes = ((not by_ambition, "Ambisjon"), (not ours, "Ansvar"), (True, "Unntak"))
    return Fate(Fraction(0), sums[-1], moved, plan, next(by for fell, by in causes if fell))


def _within(level: str, highest: str) -> bool:
    return not level or not highest or LEVELS.index(level) <= LEVELS.index(highest)


def one_lower(ambition: str) -> str | None:
    """The next lower level, where blank is all of them."""
    position = LEVELS.index(ambition or "Høy")
    return LEVELS[position - 1] if position else None
