"""The sheet Merknader in the workbook of an area: how it is laid out, and what comes back on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from .. import layout
from ..book import Book, Sheet, address
from ..flaws import as_read
from ..tablerows import headers_at, table_rows
from .remarks import STATUSES, Remark, Status


class Given(NamedTuple):
    """A column of the sheet: its heading, its width, and the field of a remark that it shows."""

    heading: str
    width: float
    field: str


COLUMNS: Final = (
    Given("Nr", 5, "number"),
    Given(layout.ROW_STATUS.header, 17, "status"),
    Given("Hva", 38, "what"),
    Given("Hvor", 30, "where"),
    Given("Hva du gjør", 38, "do"),
    Given(layout.REMARK_FROM.label, 13, "who"),
    Given("Gitt", 11, "given"),
    Given("Svar", 34, "answer"),
    Given(layout.WORKS_ON.label, 10, "subject"),
    Given("Kode", 11, "code"),
    Given("Kjennetegn", 10, "detail"),
    Given("Avtrykk", 10, "print"),
)
_HEADINGS: Final = tuple(each.heading for each in COLUMNS)
HIDDEN: Final = frozenset({11, 12})
"""The columns, from 1, that are for finding a remark again, and for nobody to read."""

HEADER: Final = 5
"""The row of the headings, whatever stands above."""

TITLE: Final = f"{layout.REMARKS} til "
WHAT_TO_DO: Final = (
    "Rett det som står her i områdets eget ark, og skriv gjerne et svar i kolonnen Svar. De som er "
    "rettet eller lukket, står nederst."
)
SEND_BACK: Final = "Lagre, og send fila tilbake til "
ABOVE: Final = (TITLE, WHAT_TO_DO, SEND_BACK)
"""How the lines above the headings begin."""

OTHERS: Final = "Annet som er skrevet på arket"
_ANSWER: Final = [each.field for each in COLUMNS].index("answer")


class Returned(NamedTuple):
    """What was on the sheet: the remarks, with where each answer stands, and all else."""

    remarks: tuple[Remark, ...] = ()
    answers: tuple[tuple[str, Remark], ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    """Cells and texts that are none of ours; without a cell it was so said before."""


def given_sheet(book: Book) -> Sheet | None:
    """The sheet with remarks of a workbook, if it has one.

    Its name alone is not enough: that goes with the cell to wherever somebody moves it.
    """
    found = book.named(layout.REMARKS_MARK)
    return found[0] if found and headers_at(found[0], _HEADINGS) else None


def returned_on(sheet: Sheet, *, date_1904: bool = False) -> Returned:
    """What a sheet with remarks says."""

    def text(cell: tuple[int, int]) -> str:
        if cell in sheet.formulas and cell not in sheet.values:
            return f"={sheet.formulas[cell]}"
        return as_read(sheet, cell, date_1904=date_1904)

    rows = table_rows(sheet, _HEADINGS)
    remarks, answers = [], []
    ours: set[tuple[int, int]] = set()
    top, left = HEADER, 1
    for row in rows:
        cells = [(row.row, row.left + position) for position in range(len(COLUMNS))]
        remark = _remark([*map(text, cells)])
        if remark is None:
            continue
        left = row.left
        ours.update(cells)
        remarks.append(remark)
        if remark.answer:
            answers.append((address(row.row, row.left + _ANSWER), remark))
    if remarks:
        top = min(row for row, _ in ours) - 1
    ours.update((top, left + position) for position in range(len(COLUMNS)))
    above = ((row, left) for row in range(1, top))
    ours.update(cell for cell in above if text(cell).startswith(ABOVE))
    rest = {cell: text(cell) for cell in sorted({*sheet.values, *sheet.formulas} - ours)}
    return Returned(tuple(remarks), tuple(answers), tuple(_others(rest, left)))


def _remark(texts: Sequence[str]) -> Remark | None:
    """The remark of a row; None when it is none of ours."""
    said = dict(zip((each.field for each in COLUMNS), texts, strict=True))
    number, status = said.pop("number"), STATUSES.get(layout.spelled(said.pop("status")))
    if not (number.isdecimal() and len(number) < _LONGEST_NUMBER and said["what"]):
        return None
    numbered = Remark("", "", "", "", number=int(number), status=status or Status.OPEN)
    return with_texts(numbered, said)


def with_texts(remark: Remark, texts: Mapping[str, str]) -> Remark:
    """The remark with other texts in some of its fields."""
    changes: dict[str, Any] = {**texts}
    return remark._replace(**changes)


TEXTS: Final = tuple(each.field for each in COLUMNS if each.field not in ("number", "status"))
_LONGEST_NUMBER: Final = 7


def _others(rest: Mapping[tuple[int, int], str], left: int) -> Iterator[tuple[str, str]]:
    below = False
    for cell, text in rest.items():
        if text == OTHERS:
            below = True
        elif text:
            yield ("" if below and cell[1] == left else address(*cell)), text


def written_there(book: Book) -> Iterator[tuple[str, str]]:
    """What the area has written on the sheet: the cell, and what it says."""
    sheet = given_sheet(book)
    returned = returned_on(sheet, date_1904=book.date_1904) if sheet else Returned()
    for cell, remark in returned.answers:
        yield cell, f"svar på merknad {remark.number}: «{remark.answer}»"
    for cell, text in returned.others:
        yield cell, f"«{text}»"
