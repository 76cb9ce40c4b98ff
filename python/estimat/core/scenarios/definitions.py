"""The scenarios of a workbook, as they stand on its sheet: what may be decided, and exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from itertools import islice
from typing import Final, NamedTuple

from .. import layout, norwegian
from ..book import Book, Sheet, Table, address
from ..estimate import Estimate
from ..findings import Finding, Place
from ..flaws import Flaw, as_text, read_number
from ..interpret import rows_of, tables_with, written_rows
from ..layout import Field
from ..limits import beyond
from ..matching import meant
from .tablefaults import faults

MOST_INVOLVED: Final = Decimal(5)
"""Beyond it a share of the hours is likely to be meant as per cent."""

PLAN_ITSELF: Final = ("plan", "planen")
"""What no scenario may be called."""

_BETWEEN: Final = re.compile(r"[;,\n]")


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
    overrides = [
        each
        for sheet, table in _first(book, layout.EXCEPTION_COLUMNS)
        for each in _overrides(book, sheet, table)
    ]
    of_scenario: dict[str, list[Override]] = {}
    for name, override in overrides:
        of_scenario.setdefault(layout.spelled(name), []).append(override)
    scenarios = [
        each._replace(overrides=tuple(of_scenario.pop(layout.spelled(each.name), ())))
        for sheet, table in _first(book, layout.SCENARIO_COLUMNS)
        for each in _scenarios(book, sheet, table)
    ]
    known = {layout.spelled(each.name) for each in scenarios}
    strays = [each for each in overrides if layout.spelled(each[0]) not in known]
    if not any(_first(book, layout.SCENARIO_COLUMNS)):
        strays = []  # that the table is missing is a finding
    return Definitions(
        tuple(scenarios), tuple(strays), tuple(faults(estimate, known - {""})), tuple(_listed(book))
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


def _overrides(book: Book, sheet: Sheet, table: Table) -> Iterator[tuple[str, Override]]:
    """The exceptions of a table, each with the scenario that it names."""
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
        yield scenario, Override(works_on, of, value, reason, place, wrong)


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
    for row in rows_of(sheet, cells):
        if text := as_text(sheet.values.get((row, cells.left))):
            yield text
