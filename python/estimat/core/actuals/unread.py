"""Numbers of a sheet that are in no column we know: refused where they may be hours or kroner."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from ..book import Book, Sheet, address
from ..findings import Finding, Place
from . import rules
from .cells import Cells
from .headings import Header, Role, likely_role, role_of, says_how_many, says_which

MAY_COUNT: Final = (Role.HOURS, Role.AMOUNT, Role.RATE)


def unsure(
    book: Book, sheet: Sheet, header: Header, roles: Collection[Role], cells: Cells
) -> Iterator[Finding]:
    """Columns with headings that are not quite what we know, and may be one of `roles`."""
    for column, heading in sorted(header.headings.items()):
        role = likely_role(heading)
        if role and role in roles and any(_holds(cells, row, column, role) for row in cells.rows):
            place = Place(book.file, sheet.name, address(header.row, column))
            yield rules.UNSURE.at(place, _shown(header, column), role.value)


def _holds(cells: Cells, row: int, column: int, role: Role) -> bool:
    """Whether a cell holds a number that is not 0, or, of a period, anything."""
    return bool(cells.text(row, column) if role is Role.PERIOD else cells.meant(row, column))


def _shown(header: Header, column: int) -> str:
    """A heading whose words are ours; of others, which column it is, for it may be a name."""
    if role_of(header.headings[column]):
        return f"Kolonnen «{header.shown(column)}», med noe annet i parentes,"
    return f"Kolonne {address(1, column)[:-1]}"


def unread_columns(header: Header) -> list[int]:
    """The columns that are nothing to us, and whose numbers may say how many."""
    return [
        column
        for column, heading in sorted(header.headings.items())
        if role_of(heading) is None and not says_which(heading)
    ]


def unread(book: Book, sheet: Sheet, header: Header, cells: Cells) -> Iterator[Finding]:
    """Columns that may count and are not read, and numbers outside the columns with headings.

    Whole numbers are those of a code as well, unless the heading says how many.
    """
    counting = [
        column
        for column in unread_columns(header)
        if any(
            number % 1 or says_how_many(header.headings[column])
            for row in cells.rows
            if (number := cells.meant(row, column))
        )
    ]
    if counting:
        place = Place(book.file, sheet.name, address(header.row, counting[0]))
        told = " og ".join(address(1, each)[:-1] for each in counting)
        yield rules.UNREAD_NUMBERS.at(place, told)
    outside = sorted(_outside(sheet, header, cells))
    if outside:
        place = Place(book.file, sheet.name, address(*outside[0]))
        yield rules.OUTSIDE_TABLE.at(place)


def _outside(sheet: Sheet, header: Header, cells: Cells) -> Iterator[tuple[int, int]]:
    """The numbers in columns without a heading; one that counts the lines is left out."""
    below: dict[int, list[int]] = {}
    for row, column in sheet.values:
        if row > header.row and not header.headings.get(column, "" if column else None):
            below.setdefault(column, []).append(row)
    for column, rows in below.items():
        numbers = [(row, n) for row in sorted(rows) if (n := cells.meant(row, column)) is not None]
        if [n - numbers[0][1] for _, n in numbers] != [*range(len(numbers))] or len(numbers) == 1:
            yield from ((row, column) for row, _ in numbers)


def beside_codes(book: Book, sheet: Sheet, header: Header) -> Iterator[Finding]:
    """What makes a list of codes a timesheet, or a list of more than codes."""
    cells = Cells(book, sheet, header)
    doubt = [*unsure(book, sheet, header, (*MAY_COUNT, Role.PERIOD, Role.FORECAST), cells)]
    yield from doubt
    columns = () if doubt else unread_columns(header)
    if found := [each for each in columns if any(cells.meant(row, each) for row in cells.rows)]:
        place = Place(book.file, sheet.name, address(header.row, found[0]))
        told = " og ".join(address(1, each)[:-1] for each in found)
        yield rules.UNREAD_NUMBERS.at(place, told)


def has_numbers(header: Header, cells: Cells) -> bool:
    """Whether a sheet that is no timesheet has hours or kroner by code, so that it may be one."""
    columns = [header.first(each) for each in (Role.HOURS, Role.AMOUNT) if header.has(each)]
    return header.has(Role.CODE) and any(
        cells.meant(row, column) for row in cells.rows for column in columns
    )
