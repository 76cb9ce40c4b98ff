"""Rows and columns of other years and versions than the budget.

Added to the rest they give a sum that nobody has planned, and nothing in it looks wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from .. import layout
from ..book import Sheet, address, column_letters
from ..findings import Finding, Place
from ..flaws import as_read, as_text
from ..versioned import VERSIONS_BESIDE
from .guessing import called
from .headings import CHOSEN, Headings, Listed
from .rows import Is, Row, area_of
from .rules import SEVERAL_YEARS
from .vocabulary import QUANTITIES, YEARS_BESIDE

_OF_A_YEAR: Final = re.compile(r"(?<![-–/.\d])(20\d\d)(?!\s*[-–/.]|\d)")
"""A year that is not of prices (2026-kroner), of a date or of several years."""

_OF_BUDGET: Final = re.compile(
    r"\b(?:budsjett(?!arbeid|prosess|møte|seminar|rundskriv)\w*|plan(?!legg)\w*|estimat\w*|virksomhetsplan\w*|år|året|innspill)\s*(?:for|:)?\s*"
    r"(?:året\s+)?(20\d\d)(?!\s*[-–/.]|\d)"
)
_YEAR_ALONE: Final = re.compile(r"20\d\d")
_YEAR_SAID: Final = re.compile(
    r"(?:\D{0,30}\b)?(20\d\d)(?:[ .\-/]?(?:0[1-9]|1[0-2]|[kqth][1-4]))?\D{0,3}"
)
_VERSION_SAID: Final = re.compile(
    r"(?:opprinnelig|revidert|saldert)(?:e|t)?(?: (?:ramme|tall|sum))?|"
    r"(?:revidert |vedtatt |opprinnelig |rev\.? )?(?:regnskap|budsjett|prognose|faktisk|virkelig|"
    r"forbruk|hittil|actuals?|budget|forecast)\w*\b.{0,12}"
)


_EDITION: Final = re.compile(
    r"(?:(?:plan|budsjett|estimat|regnskap|prognose|rammer?|tiltak|aktiviteter|innspill)\w*\s*)?"
    r"(?:(?:for|i)\s+)?(?:året\s+)?(20\d\d)\W*"
    r"|((?:versjon|alternativ|forslag|utgave|variant)\w*\s*[\w.]{0,3})\W*"
)
"""What a line of words says when the rows below are of one year, or one version."""


def years_said(text: str) -> set[str]:
    """The years that a title is of, and not the year of its prices."""
    return {*_OF_A_YEAR.findall(text)}


def edition_said(text: str) -> str:
    """The year or the version that a heading over rows names, and nothing else.

    >>> edition_said("Plan 2028:"), edition_said("Versjon 2"), edition_said("Messe i 2028, Oslo")
    ('2028', 'versjon 2', '')
    """
    match = _EDITION.fullmatch(layout.spelled(text))
    return (match[1] or match[2] or "").strip() if match else ""


def columns_of_years(sheet: Sheet, headings: Headings, place: Place) -> Iterator[Finding]:
    """That columns of numbers are of different years, or of another than the list's title says."""
    said = {
        each: year
        for each in headings.columns
        if each.role in QUANTITIES and each.role is not layout.RATE
        and each.how is not CHOSEN
        and (year := _year_of(sheet, headings, each))
    }  # fmt: skip
    years = [*dict.fromkeys(said.values())]
    if not said or len({each.role for each in said}) < len(said):
        return  # two of the same role are asked about in any case
    if len(years) > 1:
        names = " og ".join(f"«{each.heading}» ({each.cell})" for each in said)
        at = place._replace(cell=[*said][-1].cell)
        yield SEVERAL_YEARS.at(at, f"Kolonnene {names}", " og ".join(years))
    elif (title := year_of_title(sheet, headings)) and title != years[0]:
        first = next(iter(said))
        at = place._replace(cell=first.cell)
        both = f"{years[0]}, mens lista er for {title}"
        yield SEVERAL_YEARS.at(at, f"Kolonnen «{first.heading}» ({first.cell})", both)


def _year_of(sheet: Sheet, headings: Headings, listed: Listed) -> str:
    """The one year that a heading has, or the cell right above it, also where that is merged."""
    row, column = headings.top - 1, listed.column
    left = next((each.left for each in sheet.merged if each.holds(row, column)), column)
    above = as_text(sheet.values.get((row, left)))
    for text in (listed.heading, above):
        years = {*_OF_A_YEAR.findall(text)}
        if len(years) == 1:
            return str(years.pop())
    return ""


def year_of_title(sheet: Sheet, headings: Headings) -> str:
    """The one year that the titles, or the name of the sheet, say that the budget is of."""
    titles = [as_text(value) for (row, _), value in sheet.values.items() if row < headings.top]
    years = {
        year for text in (*titles, sheet.name) for year in _OF_BUDGET.findall(layout.spelled(text))
    }
    years |= {sheet.name.strip()} if _YEAR_ALONE.fullmatch(sheet.name.strip()) else set()
    return str(years.pop()) if len(years) == 1 else ""


class Beside(NamedTuple):
    """A column that is none of ours, and what it says of the activities, by row."""

    heading: str
    name: str
    cell: str
    said: Mapping[int, str]


def columns_beside(headings: Headings, rows: Iterable[Row]) -> list[Beside]:
    """The columns that nobody has said what are."""
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    known = {each.column: each for each in headings.columns}
    passed = {each.column for each in headings.columns if each.role or each.how is CHOSEN}
    by_row = {row.row: row.sheet for row in rows}
    sheet = next(iter(by_row.values()), None)
    for row, column in sheet.values if sheet else ():
        if row in by_row and column not in passed:
            said = " ".join(as_read(by_row[row], (row, column), date_1904=False).split())
            if said:
                found[column][row] = said
    return [
        Beside(known[column].heading, called(known[column].heading).name, known[column].cell, said)
        if column in known
        else Beside(f"Kolonne {column_letters(column)}", "", address(headings.bottom, column), said)
        for column, said in sorted(found.items())
    ]


def rows_of_years(
    sheet: Sheet, headings: Headings, rows: Sequence[Row], place: Place
) -> Iterator[Finding]:
    """That rows say in a column of their own, or are called, what is of different years."""
    activities = [row for row in rows if row.state is Is.ACTIVITY and row.numbers]
    title = year_of_title(sheet, headings)
    named = {
        year: row
        for row in reversed(activities)
        if (year := edition_said(row.text(layout.ACTIVITY)))
    }
    if len(named) > 1:
        first, *_ = named.values()
        column = headings.of(layout.ACTIVITY)
        at = place._replace(cell=address(first.row, column.column if column else first.column))
        yield SEVERAL_YEARS.at(at, "Aktivitetene", " og ".join(sorted(named)))
    for each in columns_beside(headings, activities):
        versions = _versions(each, activities, title)
        if len(versions) > 1:
            few = versions if len(versions) <= _FEW else [*versions[: _FEW - 1], "flere"]
            said = f"{', '.join(few[:-1])} og {few[-1]}"
            at = place._replace(cell=each.cell)
            yield SEVERAL_YEARS.at(at, f"Radene i kolonnen «{each.heading}»", said)


_FEW: Final = 4
"""Years or versions that are named."""


def _versions(column: Beside, rows: Sequence[Row], title: str) -> list[str]:
    """The years or versions that a column tells rows apart by; nothing where it is of neither."""
    said = {row: layout.spelled(text) for row, text in column.said.items()}
    matches = [_YEAR_SAID.fullmatch(text) for text in said.values()]
    years = [match[1] if match else "" for match in matches]
    are_versions = all(map(_VERSION_SAID.fullmatch, said.values()))
    some = {*filter(None, years)} if column.name in YEARS_BESIDE and len(said) < len(rows) else {}
    if len(some) == 1 and all(years) and some != {title}:
        return [*some, "ukjent år"]
    shown = [*dict.fromkeys(column.said.values())]
    if all(years) and not are_versions:
        shown = [*dict.fromkeys(years)]
        by_row = dict(zip(said, years, strict=True))
        return shown if column.name in YEARS_BESIDE or _repeat(by_row, rows) else []
    if are_versions and column.name in VERSIONS_BESIDE | YEARS_BESIDE:
        return shown
    is_version = are_versions or column.name in VERSIONS_BESIDE
    return shown if is_version and _repeat(said, rows) else []


def _repeat(said: Mapping[int, str], rows: Iterable[Row]) -> bool:
    """Whether the same activity stands more than once, and only this tells the rows apart."""
    seen: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        key = (area_of(row), row.text(layout.ACTIVITY), row.text(layout.KIND))
        seen[key].add(said.get(row.row, ""))
    return any(len(each - {""}) > 1 for each in seen.values())


def years_in_rows(sheet: Sheet, headings: Headings) -> set[str]:
    """The years of a column that says the year of each row."""
    columns = {
        each.column
        for each in headings.columns
        if each.role is None and called(each.heading).name in YEARS_BESIDE
    }
    said = (
        _YEAR_SAID.fullmatch(layout.spelled(as_text(value)))
        for (row, column), value in sheet.values.items()
        if row > headings.bottom and column in columns
    )
    return {str(match[1]) for match in said if match}
