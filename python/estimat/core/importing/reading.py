"""A list, read: its columns, its areas with their rows, what is left, and what there is to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from .. import layout
from ..amounts import ZERO, total
from ..book import Book
from ..findings import Finding, Place
from ..norwegian import counted
from .areas import Areas, ListedArea, read_heads
from .beside import beside, computed, hidden, without_numbers
from .editions import blocks, sheets_beside
from .headings import CHOSEN, doubts
from .likely import of_other_units
from .measures import rows_in_other_units
from .merged import merged_numbers
from .naming import Naming, area_of_all, area_written
from .outside import outside
from .placing import NO_ACTIVITY, Left, Placing
from .pricing import Rates, one_rate, priced, rates_of
from .rows import Is, Row, area_of, read_rows
from .rules import AREA_HEADING, AREAS_READ, SAME_SHEET, SHEETS_ALIKE, YEAR
from .sheets import Found, Sheets, find_sheets, title_of, year_of
from .telling import Told
from .twice import two_amounts
from .units import units_outside
from .unplanned import unplanned
from .versions import columns_of_years, rows_of_years
from .vocabulary import Role


class Column(NamedTuple):
    """A column of the list, and what it becomes, in words."""

    sheet: str
    heading: str
    cell: str
    becomes: str
    how: str


class Amounts(NamedTuple):
    """Rows, hours and kroner, not rounded."""

    rows: int = 0
    hours: Decimal = ZERO
    kroner: Decimal = ZERO


class ReadList(NamedTuple):
    """All that a list gives; with `doubts` it is not known what it says, and nothing is placed.

    `rate` is the one that all its rows have, if there is one, and `rate_known_by` says how.
    """

    sheets: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    doubts: tuple[Finding, ...] = ()
    areas: tuple[ListedArea, ...] = ()
    left: tuple[Left, ...] = ()
    findings: tuple[Finding, ...] = ()
    read: Amounts = Amounts()
    title: str = ""
    year: int = 0
    rate: Decimal | None = None
    rate_known_by: str = ""


class _Rows(NamedTuple):
    """A sheet with activities, its rows told apart, and the area that it says all are of."""

    found: Found
    place: Place
    rows: tuple[Row, ...]
    under: Naming | None

    @property
    def activities(self) -> list[Row]:
        """Those that are surely activities."""
        return [row for row in self.rows if row.state is Is.ACTIVITY]

    @property
    def counted(self) -> Iterator[Row]:
        """Those that are activities, or may be."""
        return (row for row in self.rows if row.state in (Is.ACTIVITY, *NO_ACTIVITY))


def read_list(
    book: Book,
    rates: Rates,
    next_year: int,
    chosen: Mapping[str, Role],
    *,
    only: str = "",
    is_text: bool = False,
) -> ReadList:
    """Read a list; `chosen` are the roles of columns that somebody has said, `only` the sheet.

    In a file of text every number is a text, and digits alone are as typed.
    """
    sheets = find_sheets(book, only, chosen)
    if sheets.stops:
        return ReadList(doubts=sheets.stops)
    columns = tuple(column for each in sheets.lists for column in _columns(each))
    areas, findings = _areas(book, sheets, is_text=is_text)
    told: list[_Rows] = []
    wrong: list[Finding] = []
    for each in sheets.lists:
        place = Place(book.file, each.sheet.name)
        rows, teller = _told(each, place, areas, alone=len(sheets.lists) == 1, is_text=is_text)
        told.append(rows)
        wrong += [*teller.doubts, *_doubts(rows)]
        findings += [*teller.findings, *_about(rows)]
        unsure, as_one = two_amounts(each.headings, rows.activities, _rates(rows, rates), place)
        wrong += unsure
        findings += as_one
    wrong += _same_sheets(told)
    alike = [*_sheets_alike(told)]
    lists = [(each.place, each.found.headings, each.activities) for each in told]
    findings += (*alike, *sheets_beside(lists, {each.place.sheet for each in alike}))
    so_far = ReadList(tuple(each.sheet.name for each in sheets.lists), columns, tuple(wrong))
    if wrong:
        return so_far
    year = year_of(sheets.lists)
    why = "det er året som står i lista" if year else "lista sier ikke ett bestemt år"
    findings.append(YEAR.at(Place(book.file), str(year or next_year), why))
    so_far = so_far._replace(
        findings=(*sheets.findings, *findings), title=title_of(sheets.lists), year=year or next_year
    )
    return _placed(so_far, told, areas, rates)


def _told(
    found: Found, place: Place, areas: Areas, *, alone: bool, is_text: bool
) -> tuple[_Rows, Told]:
    """The rows of a sheet told apart; its name is their area where there are several sheets.

    Of one sheet alone it may be, where its rows say no area.
    """
    rows = read_rows(found.sheet, found.headings, is_text=is_text)
    under = None
    if not alone and not found.headings.has_areas:
        under = area_written(found.sheet, found.headings) or Naming(found.sheet.name)
    teller = Told(rows, found.headings, areas.names, place)
    told = teller.told(rows, under.area if under else "")
    if alone and not found.headings.has_areas and not any(row.state is Is.AREA for row in told):
        under = area_of_all(found.sheet, found.headings, told, is_text=is_text)
        if under:
            teller = Told(rows, found.headings, (*areas.names, under.area), place)
            told = teller.told(rows, under.area)
    return _Rows(found, place, tuple(told), under), teller


def _doubts(told: _Rows) -> Iterator[Finding]:
    """What a sheet does not say, without which nothing can be made of it."""
    (sheet, headings), place = told.found, told.place
    has_areas = bool(told.under) or any(row.state is Is.AREA for row in told.rows)
    # A row of units under the headings has no name.
    named = {row.row for row in told.counted if row.text(layout.ACTIVITY)}
    yield from doubts(headings, place, has_areas=has_areas)
    yield from units_outside(sheet, headings, place, named)
    yield from columns_of_years(sheet, headings, place)
    yield from rows_of_years(sheet, headings, told.rows, place)
    yield from blocks(sheet, headings, told.rows, place)


def _about(told: _Rows) -> Iterator[Finding]:
    """What there is to say of a sheet besides what each row comes to."""
    (sheet, headings), place = told.found, told.place
    if told.under:
        yield AREA_HEADING.at(place._replace(cell=told.under.cell), told.under.area)
    yield from beside(headings, told.rows, place)
    yield from without_numbers(headings, told.rows, place)
    yield from hidden(sheet, headings, told.rows, place)
    yield from outside(sheet, headings, told.rows, place)
    yield from of_other_units(headings, told.rows, place)
    yield from rows_in_other_units(headings, told.rows, place)
    yield from merged_numbers(sheet, headings, told.rows, place)
    yield from unplanned(sheet, headings, told.rows, place)


def _same_sheets(told: Iterable[_Rows]) -> Iterator[Finding]:
    """Sheets that say the same of the same areas; two areas may well do the same."""
    seen: dict[object, str] = {}
    for each in told:
        rows = tuple((row.under, {**row.texts}, row.label, {**row.numbers}) for row in each.counted)
        first = seen.setdefault(repr(rows), each.place.sheet)
        if first != each.place.sheet and any(row.numbers for row in each.counted):
            yield SAME_SHEET.at(each.place, first)


def _sheets_alike(told: Sequence[_Rows]) -> Iterator[Finding]:
    """Sheets with half of their activities in the same areas as another: a draft and a plan."""
    names = [
        {(area, layout.spelled(row.text(layout.ACTIVITY)))
         for row in each.counted if (area := area_of(row))}
        for each in told
    ]  # fmt: skip
    for number, each in enumerate(told):
        for first in range(number):
            both = names[first] & names[number]
            if both and len(both) * 2 >= min(len(names[first]), len(names[number])):
                many = counted(len(both), "aktivitet", "aktiviteter")
                yield SHEETS_ALIKE.at(each.place, told[first].place.sheet, many)


def _columns(found: Found) -> Iterator[Column]:
    for each in found.headings.columns:
        becomes = each.role.label if each.role else layout.COMMENT.label
        if each.role in (layout.FTE, layout.SUM, layout.COST):
            becomes = f"{becomes} (regnes ut)"
        yield Column(found.sheet.name, each.heading, each.cell, becomes, each.how)


def _areas(book: Book, sheets: Sheets, *, is_text: bool) -> tuple[Areas, list[Finding]]:
    """The areas that have a sheet of their own."""
    listed: list[ListedArea] = []
    findings: list[Finding] = []
    for sheet, headings in sheets.heads:
        place = Place(book.file, sheet.name)
        many = Counter(row for row, _ in sheet.values if row > headings.bottom)
        rows = {row for row, cells in many.items() if cells > 1}
        findings += units_outside(sheet, headings, place, rows)
        found, said = read_heads(sheet, headings, place, is_text=is_text)
        listed += found
        findings.append(AREAS_READ.at(place, counted(len(found), "område", "områder")))
        findings += said
    return Areas(listed), findings


def _rates(rows: _Rows, rates: Rates) -> Rates:
    """The rates of a sheet, by what somebody has said of its amounts and by its rows."""
    amount = rows.found.headings.of(layout.AMOUNT)
    is_added = bool(amount and amount.how is CHOSEN)
    return rates_of(rows.activities, rates._replace(amount_is_added=is_added))


def _placed(so_far: ReadList, told: Sequence[_Rows], areas: Areas, rates: Rates) -> ReadList:
    """The same with its rows in their areas, or left; what was read is added up by itself."""
    of_all = one_rate(
        (row for each in told for row in each.counted if row.state is Is.ACTIVITY), rates
    )
    if of_all:
        rates = rates._replace(hourly=of_all[0])
    findings, left, read = [*so_far.findings], [], []
    seen: dict[tuple[object, ...], Place] = {}
    for each in told:
        own = _rates(each, rates)
        placing = Placing(each.found.headings, own, each.place, seen)
        for row in each.counted:
            placed = placing.place(row)
            if isinstance(placed, Left):
                left.append(placed)
            elif of_all:  # it is an assumption of them all
                placed = placed._replace(inputs=placed.inputs._replace(rate=None))
            if placed.area or placed.area_id:
                findings += areas.put(placed)
        findings += [*placing.findings, *placing.gathered()]
        findings += computed(each.found.headings, placing.computed, each.place)
        read += [priced(row, own) for row in each.counted]
    amounts = Amounts(
        len(read), total(each.hours or ZERO for each in read), total(each.kroner for each in read)
    )
    return so_far._replace(
        areas=areas.listed(),
        left=tuple(left),
        findings=tuple(findings),
        read=amounts,
        rate=of_all[0] if of_all else None,
        rate_known_by=of_all[1] if of_all else "",
    )
