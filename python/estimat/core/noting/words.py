"""The words of the note, as they stand in a workbook: the areas' own, and the sheet Notat.

That sheet is known by its names, as an area is, and not by what it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .. import layout
from ..book import Sheet, address
from ..errors import UnpublishableError
from ..estimate import Area, Estimate
from ..findings import Place
from ..flaws import as_text
from ..interpret import NOWHERE, rows_of
from ..layout import Field


@dataclass(frozen=True)
class Words:
    """A text and the cell it stands in; the same text is the same wherever it stands."""

    text: str
    place: Place = field(compare=False)


class Headings(NamedTuple):
    """What stands over the ambitions and over the activities."""

    ambitions: Words
    activities: Words


class Prose(NamedTuple):
    """The sheet Notat: all of the note that is neither numbers nor the areas' own words."""

    title: Words
    introduction: tuple[Words, ...]
    headings: Headings
    of_areas: Mapping[str, Headings]
    budget: Words
    footnotes: Mapping[int, Words]


class AreaWords(NamedTuple):
    """What one area says of itself."""

    place: Place
    ambitions: tuple[str, ...]
    activities: tuple[str, ...]
    reason: tuple[str, ...]


class BookWords(NamedTuple):
    """All the words of one workbook that a note may need."""

    prose: Prose | None
    double_control: str
    areas: tuple[AreaWords, ...]


def words(estimate: Estimate) -> Iterator[BookWords]:
    """The words of a workbook; to be kept when it is read."""
    book = estimate.book
    sheets = [sheet for sheet in book.sheets if layout.NOTE_TITLE.name in sheet.names]
    explained = book.named(layout.DOUBLE_CONTROL.name)
    yield BookWords(
        _prose(book.file, sheets[0]) if sheets else None,
        as_text(explained[0].values.get(explained[1][:2])) if explained else "",
        tuple(words_of_areas(estimate)),
    )


def words_of_areas(estimate: Estimate) -> Iterator[AreaWords]:
    """What each area says of itself."""
    return (_area_words(estimate, area) for area in estimate.areas)


def in_scenario(plan: AreaWords, scenario: AreaWords) -> AreaWords:
    """What an area says in a scenario: that it has no activities, if it has them in the plan."""
    if plan.activities and not scenario.activities:
        return scenario._replace(ambitions=(), reason=("Ingen aktiviteter i dette scenarioet.",))
    return scenario


def one_prose(books: Iterable[BookWords]) -> Prose | None:
    """The words of the sheet Notat, wherever it is, with the headings of all areas.

    Each part of a divided estimate has the headings of its own areas. Raises UnpublishableError for
    two that otherwise differ: to choose one would be a guess.
    """
    found = [book.prose for book in books if book.prose]
    of_areas: dict[str, Headings] = {}
    for each in found:
        alike = each._replace(of_areas={}) == found[0]._replace(of_areas={})
        if not alike or any(of_areas.get(id, own) != own for id, own in each.of_areas.items()):
            raise UnpublishableError(
                f"{found[0].title.place} og {each.title.place} sier ikke det samme. Behold arket "
                "Notat i én av arbeidsbøkene."
            )
        of_areas |= each.of_areas
    return found[0]._replace(of_areas=of_areas) if found else None


def _area_words(estimate: Estimate, area: Area) -> AreaWords:
    return AreaWords(
        estimate.place(area.sheet),
        area.head.ambitions,
        tuple(
            each.inputs.called
            for each in area.activities
            if each.inputs.called and not each.inputs.ended
        ),
        tuple(area.head.reason.splitlines()),
    )


def _prose(file: str, sheet: Sheet) -> Prose:
    def cell(row: int, column: int) -> Words:
        text = as_text(sheet.values.get((row, column)))
        return Words(text, Place(file, sheet.name, address(row, column) if row else ""))

    def column(field: Field, beside: int = 0) -> list[Words]:
        """The cells of a name, or those so far to the right of it."""
        cells = sheet.names.get(field.name, NOWHERE)
        return [cell(row, cells.left + beside) for row in rows_of(sheet, cells)]

    def one(field: Field) -> Words:
        return next(iter(column(field)), cell(0, 0))

    over = zip(*(column(layout.NOTE_HEADINGS, beside) for beside in range(3)), strict=True)
    return Prose(
        one(layout.NOTE_TITLE),
        tuple(each for each in column(layout.NOTE_INTRODUCTION) if each.text),
        Headings(one(layout.NOTE_AMBITIONS), one(layout.NOTE_ACTIVITIES)),
        {
            area.text: Headings(ambitions, activities)
            for area, ambitions, activities in over
            if area.text
        },
        one(layout.NOTE_BUDGET),
        {
            number: each
            for number, each in enumerate(column(layout.NOTE_FOOTNOTES), start=1)
            if each.text
        },
    )
