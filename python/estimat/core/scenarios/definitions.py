"""The scenarios of a workbook, as they stand on its sheet: what may be decided, and exceptions."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from itertools import islice
from typing import Final, NamedTuple

from .. import layout, norwegian
from ..book import Book, Sheet, Table, address
from ..checks.scenarios import NO_TABLE
from ..estimate import Estimate
from ..findings import Finding, Place
from ..flaws import Flaw, as_text, read_number
from ..interpret import tables_with, written_rows
from ..layout import Field
from ..limits import beyond
from ..matching import meant

MOST_INVOLVED: Final = Decimal(5)
"""Beyond it a share of the hours is likely to be meant as per cent."""

PLAN_ITSELF: Final = ("plan", "planen")
"""What no scenario may be called."""

_BETWEEN: Final = re.compile(r"[;,\n]")
_HEADED: Final = 2
"""Rows over a table with its heading and what is said of it."""
_EXCEPTIONS: Final = "unntak"
_BELOW: Final = 6
"""Rows under a table in which somebody may have written one more."""


class What(str, Enum):
    """What an exception is of."""

    HOURS = layout.HOURS.header
    AMOUNT = layout.AMOUNT.header
    IN = "Med"
    AMBITION = layout.SCENARIO_AMBITION.label


WHATS: Final = {layout.spelled(each.value): each for each in What}


class Wrong(NamedTuple):
    """What keeps something from being used, in words, and the cell that says it."""

    said: str
    place: Place


class Override(NamedTuple):
    """An exception: for an area or a row, by its id, what is otherwise in this scenario, and why.

    The value is hours, kroner, Ja or Nei, or a level. `wrong` says what keeps it from being used.
    """

    works_on: str
    what: What | None
    value: Decimal | str
    reason: str
    place: Place
    wrong: tuple[Wrong, ...] = ()

    @property
    def key(self) -> tuple[str, What | None]:
        """What makes it an exception from the same thing as another."""
        return layout.spelled(self.works_on), self.what


class Scenario(NamedTuple):
    """What may be decided. `ambition` is the highest level that is done; blank is all.

    `governed` are those whose rows are ours; none is all of them. Involvement is a part of the
    hours of the rows that follow it, the rate in kroner, the frame in million kroner; None leaves
    the plan's. `wrong` says what keeps it from being computed.
    """

    name: str
    about: str = ""
    ambition: str = ""
    governed: tuple[str, ...] = ()
    involvement: Decimal | None = None
    rate: Decimal | None = None
    frame: Decimal | None = None
    place: Place = Place("")
    overrides: tuple[Override, ...] = ()
    wrong: tuple[Wrong, ...] = ()

    @property
    def means(self) -> tuple[object, ...]:
        """All that it says but for where it stands."""
        own = self._replace(place=Place(""), overrides=(), wrong=())
        others = (each._replace(place=Place(""), wrong=()) for each in self.overrides)
        return (own, frozenset(others))


class Definitions(NamedTuple):
    """The scenarios of a workbook, exceptions that name none of them, and faults of its tables."""

    scenarios: tuple[Scenario, ...] = ()
    strays: tuple[tuple[str, Override], ...] = ()
    findings: tuple[Finding, ...] = ()
    listed: tuple[str, ...] = ()
    """Who may govern, in the list that people choose from."""


def definitions(estimate: Estimate) -> Iterator[Definitions]:
    """What a workbook that has areas says of scenarios; to be kept when it is read."""
    if estimate.areas:
        yield definitions_of(estimate)


def definitions_of(estimate: Estimate) -> Definitions:
    """What a workbook says of scenarios."""
    book = estimate.book
    named = [
        (place, name, override)
        for sheet, table in _first(book, layout.EXCEPTION_COLUMNS)
        for place, name, override in _overrides(book, sheet, table)
    ]
    of_scenario: dict[str, list[Override]] = {}
    for _, name, override in named:
        of_scenario.setdefault(layout.spelled(name), []).append(override)
    scenarios = [
        each._replace(overrides=tuple(of_scenario.pop(layout.spelled(each.name), ())))
        for sheet, table in _first(book, layout.SCENARIO_COLUMNS)
        for each in _scenarios(book, sheet, table)
    ]
    known = {layout.spelled(each.name) for each in scenarios}
    strays = [(name, each) for _, name, each in named if layout.spelled(name) not in known]
    if not any(_first(book, layout.SCENARIO_COLUMNS)):
        strays = []  # that the table is missing is a finding
    return Definitions(
        tuple(scenarios), tuple(strays), tuple(_tables(estimate, scenarios)), tuple(_listed(book))
    )


def _first(book: Book, columns: Sequence[Field]) -> Iterator[tuple[Sheet, Table]]:
    """The table with these headings; that there is another is a finding."""
    return islice(tables_with(book, columns), 1)


def named(scenarios: Iterable[Scenario], name: str) -> Scenario | None:
    """The scenario of that name, however it is spelled."""
    wanted = layout.spelled(name)
    return next((each for each in scenarios if layout.spelled(each.name) == wanted), None)


def _scenarios(book: Book, sheet: Sheet, table: Table) -> Iterator[Scenario]:
    for row, columns in written_rows(sheet, table, layout.SCENARIO_COLUMNS):
        at = dict(zip(layout.SCENARIO_COLUMNS, columns, strict=True))
        cells = _Cells(book.file, sheet, row, at)
        name, about, ambition, governed = map(cells.text, layout.SCENARIO_COLUMNS[:4])
        involvement, rate, frame = map(cells.number, layout.SCENARIO_COLUMNS[4:])
        level = layout.LEVELS.get(layout.spelled(ambition), "")
        if not name:
            cells.say(layout.SCENARIO, "mangler navn")
        if layout.spelled(name) in PLAN_ITSELF:
            cells.say(layout.SCENARIO, "kan ikke hete det samme som planen")
        if ambition and not level:
            said = f"har ambisjonen «{ambition}», som ikke er {_or(layout.AMBITION_LEVELS)}"
            cells.say(layout.SCENARIO_AMBITION, said + _perhaps(ambition, layout.AMBITION_LEVELS))
        if involvement is not None and involvement > MOST_INVOLVED:
            cells.say(
                layout.SCENARIO_INVOLVEMENT,
                f"har involvering {norwegian.number(involvement * 100)} %; "
                f"mente du {norwegian.number(involvement)} %?",
            )
        for field, value in ((layout.SCENARIO_RATE, rate), (layout.FRAME, frame)):
            if value is not None and (wrong := beyond(field, value)):
                cells.say(field, f"har {field.label.lower()} {wrong}")
        yield Scenario(
            name, about, level, governors(governed), involvement, rate, frame,
            cells.place(layout.SCENARIO), (), tuple(cells.wrong),
        )  # fmt: skip


def governors(text: str) -> tuple[str, ...]:
    """Who is named in a cell, with a comma, a semicolon or a line between them.

    >>> governors("Direktoratet; Norsk helsenett")
    ('Direktoratet', 'Norsk helsenett')
    """
    return tuple(each for part in _BETWEEN.split(text) if (each := part.strip()))


def _overrides(book: Book, sheet: Sheet, table: Table) -> Iterator[tuple[Place, str, Override]]:
    for row, columns in written_rows(sheet, table, layout.EXCEPTION_COLUMNS):
        at = dict(zip(layout.EXCEPTION_COLUMNS, columns, strict=True))
        cells = _Cells(book.file, sheet, row, at)
        scenario, works_on, what, _, reason = map(cells.text, layout.EXCEPTION_COLUMNS)
        place = cells.place(layout.SCENARIO)
        of = WHATS.get(layout.spelled(what))
        value = cells.value(of)
        if not works_on:
            cells.say(layout.WORKS_ON, f"mangler «{layout.WORKS_ON.label}»")
        if of is None:
            field = layout.EXCEPTION_WHAT
            stands = f"har «{what}» i" if what else "mangler"
            cells.say(field, f"{stands} «{field.label}»; velg {_or(list(What))}")
        wrong = tuple(cells.wrong)
        yield place, scenario, Override(works_on, of, value, reason, place, wrong)


class _Cells:
    """The cells of a row, and what is wrong with them."""

    def __init__(self, file: str, sheet: Sheet, row: int, at: Mapping[Field, int]) -> None:
        self._file, self._sheet, self._row, self._at = file, sheet, row, at
        self.wrong: list[Wrong] = []

    def place(self, field: Field) -> Place:
        return Place(self._file, self._sheet.name, address(self._row, self._at[field]))

    def say(self, field: Field, wrong: str) -> None:
        """Remember what is wrong with a cell, once."""
        place = self.place(field)
        if place not in [each.place for each in self.wrong]:
            self.wrong.append(Wrong(wrong, place))

    def text(self, field: Field) -> str:
        cell = self._row, self._at[field]
        if cell in self._sheet.formulas and cell not in self._sheet.values:
            self.say(field, f"har en formel uten resultat i «{field.label}»")
        return as_text(self._sheet.values.get(cell))

    def number(self, field: Field) -> Decimal | None:
        found = read_number(self._sheet, self._row, self._at[field], field)
        if isinstance(found, Flaw):
            self.say(field, f"har «{found.found}» i «{field.label}» ({found.rule.title.lower()})")
            return None
        return found

    def value(self, what: What | None) -> Decimal | str:
        """The value of an exception from this."""
        field = layout.EXCEPTION_VALUE
        if what in (What.HOURS, What.AMOUNT):
            number = self.number(field)
            if number is None:
                self.say(field, f"har ikke noe tall i «{field.label}»")
            return number or Decimal(0)
        words = layout.ANSWERS if what is What.IN else layout.LEVELS
        text = self.text(field)
        if what and layout.spelled(text) not in words:
            stands = f"har «{text}» i" if text else "mangler"
            self.say(field, f"{stands} «{field.label}»; skriv {_or(list(words.values()))}")
        return words.get(layout.spelled(text), "")


def _perhaps(word: str, known: Iterable[str]) -> str:
    alike = meant(word, known)
    return f"; mente du «{alike}»?" if alike else ""


def _or(words: Iterable[str]) -> str:
    *first, last = (each.value if isinstance(each, Enum) else each for each in words)
    return f"{', '.join(first)} eller {last}"


def _listed(book: Book) -> Iterator[str]:
    found = book.named(layout.GOVERNORS.name)
    if found is None:
        return
    sheet, cells = found
    for row in range(cells.top, min(cells.bottom, cells.top + 100) + 1):
        if text := as_text(sheet.values.get((row, cells.left))):
            yield text


def _tables(estimate: Estimate, scenarios: Iterable[Scenario]) -> Iterator[Finding]:
    """That a table is there twice, has something right below it, or is not where its sheet is."""
    book = estimate.book
    found = {
        name: list(tables_with(book, columns))
        for name, columns in (
            ("scenarioer", layout.SCENARIO_COLUMNS), (_EXCEPTIONS, layout.EXCEPTION_COLUMNS),
        )
    }  # fmt: skip
    headings = " og ".join(
        ", ".join(each.label for each in columns)
        for columns in (layout.SCENARIO_COLUMNS, layout.EXCEPTION_COLUMNS)
    )
    # A copy of the sheet has both tables, and is told once.
    copied: dict[str, tuple[str, Sheet, Table]] = {}
    for name, tables in found.items():
        for sheet, table in tables[1:]:
            copied.setdefault(sheet.name, (name, sheet, table))
    for name, sheet, table in copied.values():
        place = estimate.place(sheet, table.area.top, table.area.left)
        yield NO_TABLE.at(place, f"Tabellen over {name} står to ganger", headings)
    names = {layout.spelled(each.name) for each in scenarios if each.name}
    missing = " og ".join(name for name, tables in found.items() if not tables)
    if not missing:
        for name, ((sheet, table), *_) in found.items():
            far = _far_below(sheet, table, names) if name == _EXCEPTIONS else None
            if cell := _right_below(sheet, table) or far:
                place = estimate.place(sheet, *cell)
                room = f", som har plass til {layout.MOST_SCENARIOS}"
                full = room if name == "scenarioer" else ""
                said = f"Det står noe rett under tabellen over {name}{full}"
                yield NO_TABLE.at(place, said, headings)
        return
    for sheet in book.sheets:
        if (
            sheet.name == layout.SCENARIOS
            and sheet.values
            and layout.SCENARIO_MARK not in book.names
        ):
            said = f"Arket har ingen tabell over {missing} med alle overskriftene"
            yield NO_TABLE.at(estimate.place(sheet), said, headings)


def _far_below(sheet: Sheet, table: Table, names: Container[str]) -> tuple[int, int] | None:
    """The first cell below a table, however far, that names a scenario."""
    column = table.area.left + [*map(layout.spelled, table.headers)].index(
        layout.spelled(layout.SCENARIO.label)
    )
    for (row, at), value in sorted(sheet.values.items(), key=lambda each: each[0]):
        if row > table.last_row and at == column and layout.spelled(as_text(value)) in names:
            return row, at
    return None


def _right_below(sheet: Sheet, table: Table) -> tuple[int, int] | None:
    """The first cell that somebody has filled in where the table has ended."""
    others = [each.area for each in sheet.tables if each is not table]
    for row in range(table.last_row + 1, table.last_row + _BELOW):
        for column in range(table.area.left, table.area.right + 1):
            if (row, column) in sheet.values and not any(
                area.top - _HEADED <= row <= area.bottom and area.left <= column <= area.right
                for area in others
            ):
                return row, column
    return None
