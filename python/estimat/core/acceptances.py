"""What somebody has accepted: the rows of the sheet Godtatt, each a warning in its own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from . import layout
from .book import Book, Sheet
from .estimate import Estimate
from .findings import Place
from .flaws import as_read
from .interpret import tables_with, written_rows


class Acceptance(NamedTuple):
    """A row of the sheet Godtatt: which warning, in its own words, and why, by whom and when.

    `subject` is the id of a row or of an area; empty for what is of the whole workbook.
    """

    code: str
    subject: str
    words: str
    reason: str
    who: str
    when: str
    place: Place = Place("")

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the row, column by column."""
        return self.code, self.subject, self.words, self.reason, self.who, self.when

    @property
    def about(self) -> str:
        """What is accepted, as people say it: `BUD-01 for PLL`."""
        return f"{self.code} for {self.subject}" if self.subject else self.code

    @property
    def bare(self) -> Acceptance:
        """The same, wherever it stands."""
        return self._replace(place=Place(""))

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it that of one warning: code, subject and words."""
        return layout.spelled(self.code), layout.spelled(self.subject), in_words(self.words)

    @property
    def lacks(self) -> list[str]:
        """The headings under which nothing stands, and something must."""
        cells = zip(layout.ACCEPTED_COLUMNS, self.texts, strict=True)
        return [field.label for field, text in cells if not text and field is not layout.WORKS_ON]


def in_words(message: str) -> str:
    """The words of a warning as they are compared; with the full stop or without."""
    return layout.spelled(message).rstrip(".")


def acceptances(estimate: Estimate) -> Iterator[Acceptance]:
    """What a workbook says that is accepted, whole or not; to be kept when it is read."""
    for sheet, table in islice(tables_with(estimate.book, layout.ACCEPTED_COLUMNS), 1):
        for row, columns in written_rows(sheet, table, layout.ACCEPTED_COLUMNS):
            cells = [(row, column) for column in columns]
            texts = [_text(sheet, cell, estimate.book) for cell in cells]
            if any(texts) or any(cell in sheet.formulas for cell in cells):
                code, subject, words, reason, who, when = texts
                place = estimate.place(sheet, *cells[0])
                yield Acceptance(code, subject, words, reason, who, when, place)


def _text(sheet: Sheet, cell: tuple[int, int], book: Book) -> str:
    """What stands in a cell; nothing where it is computed, which would follow what it accepts."""
    if cell in sheet.formulas:
        return ""
    return as_read(sheet, cell, date_1904=book.date_1904)


def once(estimates: Iterable[Estimate]) -> tuple[Acceptance, ...]:
    """What several workbooks have accepted: what is in more than one of them is there once."""
    most: Counter[Acceptance] = Counter()
    for each in estimates:
        most |= Counter(one.bare for one in acceptances(each))
    return tuple(most.elements())


def concerning(
    accepted: Iterable[Acceptance], estimate: Estimate, area: str = ""
) -> tuple[Acceptance, ...]:
    """Those of one area and its rows, or of all; and of the rates and factors, which parts repeat.

    An id that is there twice says of nobody which is meant, in a part of it too. What else is of
    the whole, as the scenarios, is not for the areas to see.
    """
    known = [
        id
        for each in estimate.areas
        if not area or each.head.id == area
        for id in (each.head.id, *(row.inputs.id for row in each.activities))
    ]
    ids = ids_of(estimate)
    spelled = {id for id in map(layout.spelled, known) if ids[id] == 1}

    def concerns(each: Acceptance) -> bool:
        if not each.subject:
            return each.code.strip().upper().startswith(_REPEATED)
        return layout.spelled(each.subject) in spelled

    return tuple(filter(concerns, accepted))


def accepted_of_parts(estimate: Estimate) -> Iterator[Acceptance]:
    """What a workbook has accepted of its parts: of rows that are in them alone, too.

    To be kept when it is read.
    """
    accepted, ids = [*acceptances(estimate)], ids_of(estimate)
    yield from concerning(accepted, estimate)
    yield from (each for each in accepted if each.subject and not ids[layout.spelled(each.subject)])


_REPEATED: Final = ("PRIS-", "USIK-")
"""Codes of what stands on Forutsetninger and Felles faktorer."""


def ids_of(estimate: Estimate) -> Counter[str]:
    """How many areas and rows have each id."""
    areas = (area.head.id for area in estimate.areas)
    rows = (row.inputs.id for area in estimate.areas for row in area.activities)
    return Counter(map(layout.spelled, filter(None, (*areas, *rows))))
