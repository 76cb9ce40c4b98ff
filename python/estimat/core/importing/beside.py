"""What a list has besides its rows: words, areas' headings, unknown columns, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from .. import layout
from ..book import Sheet, address
from ..findings import Finding, Place
from ..flaws import as_text
from ..norwegian import counted
from ..versioned import VERSIONS_BESIDE
from .guessing import called
from .headings import CHOSEN, Headings
from .outside import is_number, says_rate_below
from .rows import Is, Row
from .rules import (
    AREA_HEADING,
    BESIDE_ROWS,
    COMPUTED,
    HIDDEN,
    KEPT_NUMBERS,
    KEPT_TEXT,
    WITHOUT_NUMBERS,
)
from .telling import area_said
from .vocabulary import QUANTITIES, YEARS_BESIDE, Role


def beside(headings: Headings, rows: Sequence[Row], place: Place) -> Iterator[Finding]:
    """Rows that are no activities, and columns that are none of ours."""
    amounts = _with_amounts(headings, rows)
    for row in rows:
        at = place._replace(cell=address(row.row, row.column))
        if row.state is Is.WORDS and (unread := _numbers_beside(row, amounts)):
            yield WITHOUT_NUMBERS.at(
                at, row.label, f"er ikke plassert; {unread} er ikke regnet med"
            )
        elif row.state is Is.WORDS and not says_rate_below(row):
            words = (*row.texts.values(), *(said for _, said in row.others))
            yield BESIDE_ROWS.at(at, "; ".join(filter(None, dict.fromkeys((row.label, *words)))))
        elif row.state is Is.AREA:
            yield AREA_HEADING.at(at, area_said(row.label))
    known = {each.column for each in headings.columns}
    codes = _CODES | {
        called(each.heading).name
        for each in headings.columns
        if called(each.heading).in_parentheses == "t"  # the text of a code beside it
    }
    sheet = rows[0].sheet if rows else None
    if sheet is None:
        return
    activities = {row.row for row in rows if row.state is Is.ACTIVITY}
    with_values: dict[int, list[tuple[int, int]]] = {}
    for cell in sheet.values:
        if cell[0] in activities:
            with_values.setdefault(cell[1], []).append(cell)
    for each in headings.columns:
        if each.role is None and each.how is not CHOSEN and each.column in with_values:
            at, years = _at(place, each.cell), each.heading in amounts
            if called(each.heading).name in codes:
                yield KEPT_TEXT.at(at, each.heading)
            else:
                yield _kept(sheet, each.heading, with_values[each.column], at, years=years)
    for column in sorted(with_values.keys() - known):
        cells = with_values[column]
        named = f"Kolonne {address(1, column)[:-1]}"
        at = _at(place, address(min(cells)[0], column))
        yield _kept(sheet, named, cells, at, years=named in amounts)


def without_numbers(headings: Headings, rows: Sequence[Row], place: Place) -> Iterator[Finding]:
    """Activities that have nothing to be counted; one with a dash or a 0 says so itself."""
    columns = [each.column for each in headings.columns if each.role in QUANTITIES]
    amounts = _with_amounts(headings, rows)
    for row in rows:
        if row.state is not Is.ACTIVITY or row.numbers.keys() - {layout.RATE}:
            continue
        if any(_is_filled(row, each) for each in columns):
            continue
        at = place._replace(cell=address(row.row, row.column))
        unread = _numbers_beside(row, amounts)
        but = f"; {unread} er ikke regnet med" if unread else ""
        yield WITHOUT_NUMBERS.at(at, row.text(layout.ACTIVITY), f"er plassert med 0{but}")


def _is_filled(row: Row, column: int) -> bool:
    """Whether a cell says something, or is part of one that is merged over several rows."""
    if as_text(row.sheet.values.get((row.row, column))):
        return True
    return any(each.bottom > each.top and each.holds(row.row, column) for each in row.sheet.merged)


def _numbers_beside(row: Row, with_amounts: Collection[str]) -> str:
    """The numbers of a row that are in no column of numbers, with the heading of each."""
    said = [*row.others]
    if comment := row.text(layout.COMMENT):
        said.append((layout.COMMENT.label, comment))
    found = [
        f"«{each}» i «{heading}»"
        for heading, each in said
        if is_number(each, "", but_years=heading not in with_amounts)
    ]
    return " og ".join(found)


def _at(place: Place, cell: str) -> Place:
    return place._replace(cell=cell)


def _with_amounts(headings: Headings, rows: Sequence[Row]) -> set[str]:
    """The unknown columns in which a number that may be a year is none."""
    found = {each.heading for each in headings.columns if _YEAR.fullmatch(each.heading)}
    for row in rows:
        if row.state in (Is.ACTIVITY, Is.WORDS):
            found |= {
                heading
                for heading, said in row.others
                if is_number(said, "") and called(heading).name not in YEARS_BESIDE
            }
    return found


_YEAR: Final = re.compile(r"20\d\d")
_CODES: Final = VERSIONS_BESIDE | {"kapittel", "kapittel post", "kap", "kap post", "post"}
"""Columns of which the numbers are the name of something."""


def _kept(
    sheet: Sheet, heading: str, cells: Collection[tuple[int, int]], place: Place, *, years: bool
) -> Finding:
    """That a column has gone into the comments, and whether it has numbers; `years` are some."""
    numbers = sum(
        is_number(value, sheet.formats.get(cell, ""), but_years=not years)
        for cell in cells
        if (value := sheet.values[cell]) is not None
    )
    if numbers:
        return KEPT_NUMBERS.at(place, heading, counted(numbers, "tall", "tall"))
    return KEPT_TEXT.at(place, heading)


def hidden(
    sheet: Sheet, headings: Headings, rows: Sequence[Row], place: Place
) -> Iterator[Finding]:
    """Rows and columns that nobody sees and that are read."""
    there = [row.row for row in rows if row.state is Is.ACTIVITY and row.row in sheet.hidden_rows]
    if there:
        what = counted(len(there), "skjult rad", "skjulte rader")
        if sheet.filtered:
            what += " (et filter er på)"
        yield HIDDEN.at(_at(place, address(there[0], headings.columns[0].column)), what)
    columns = [each for each in headings.columns if each.column in sheet.hidden_columns]
    if columns:
        names = ", ".join(each.heading for each in columns)
        what = counted(len(columns), "skjult kolonne", "skjulte kolonner")
        yield HIDDEN.at(_at(place, columns[0].cell), f"{what} ({names})")


_MADE_OF: Final[dict[Role, str]] = {
    layout.FTE: "timene delt på timer per årsverk",
    layout.COST: "timene ganger timeprisen",
    layout.AMOUNT: "timene ganger timeprisen",
    layout.SUM: "timene ganger timeprisen, og beløpet i tillegg",
}


def computed(headings: Headings, roles: Collection[Role], place: Place) -> Iterator[Finding]:
    """Columns that were held against the hours, and agree."""
    for role in roles:
        if listed := headings.of(role):
            yield COMPUTED.at(_at(place, listed.cell), listed.heading, _MADE_OF[role])
