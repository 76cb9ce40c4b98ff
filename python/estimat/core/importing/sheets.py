"""Which sheets of a file are the list, and which are beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from .. import layout
from ..book import VISIBLE, Book, Sheet
from ..errors import UsageError
from ..findings import Finding, Place
from ..flaws import as_text, looks_like_a_number
from ..matching import meant
from ..values import Value
from .editions import years_of_sheet
from .guessing import role_called
from .headings import LAST_HEADING, Headings, areas_headings, find_activities
from .naming import area_written
from .rules import NO_LIST, SEVERAL_LISTS, SHEET_NOT_READ
from .telling import area_said
from .versions import years_in_rows
from .vocabulary import AREA, QUANTITIES, Role, sum_of

_DIGITS: Final = re.compile(r"\d+")
_YEAR: Final = re.compile(r"\b(20[0-9]{2})\b")
_OF_ALL: Final = re.compile(r"\b(?:sum|total\w*|oppsummering|sammendrag|samlet|alle|oversikt)\b")
_LONGEST_TITLE: Final = 100
_SAME: Final = {*QUANTITIES, *AREA, layout.ACTIVITY}
"""What all the sheets of one list have a column of, if one has."""


class Found(NamedTuple):
    """A sheet with a list, of activities or of areas, and its headings."""

    sheet: Sheet
    headings: Headings


class Sheets(NamedTuple):
    """The lists of activities, the lists of areas, and what there is to say; errors stop it."""

    lists: tuple[Found, ...] = ()
    heads: tuple[Found, ...] = ()
    stops: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()


def chosen_roles(pairs: Iterable[str]) -> dict[str, Role]:
    """What `Deres=Vår` says, by the spelled heading; UsageError for what is no column of ours."""
    found = {}
    for pair in pairs:
        theirs, equals, ours = pair.rpartition("=")
        role = role_called(ours) if equals else None
        if not theirs.strip() or role is None:
            names = ("Område", *layout.HEADERS)
            alike = meant(ours, names)
            hint = f"mente du {alike}?" if alike else f"for eksempel Timeverk={layout.HOURS.label}."
            raise UsageError(
                f"--kolonne {pair}: skriv Deres=Vår, der Vår er en av Estimats; {hint}"
            )
        found[layout.spelled(theirs)] = role
    return found


def find_sheets(book: Book, only: str, chosen: Mapping[str, Role]) -> Sheets:
    """The lists of a file; `only` is the sheet of activities that is wanted, if one is named."""
    by_name = {layout.spelled(each.name): each for each in book.sheets}
    if only and layout.spelled(only) not in by_name:
        names = [each.name for each in book.sheets]
        alike = meant(only, names)
        hint = f"mente du «{alike}»? " if alike else ""
        raise UsageError(f"Lista har ikke noe ark «{only}»; {hint}Den har {', '.join(names)}.")
    lists: list[Found] = []
    heads: list[Found] = []
    findings: list[Finding] = []
    for sheet in book.sheets:
        wanted = layout.spelled(only) == layout.spelled(sheet.name)
        if not (sheet.values or sheet.formulas):
            continue
        if sheet.state != VISIBLE and not wanted:
            findings += _not_read(book, sheet, "det er skjult")
            continue
        headings = find_activities(sheet, chosen)
        if not wanted and (of_areas := areas_headings(sheet)):
            heads.append(Found(sheet, of_areas))
        elif headings and (wanted or not only):
            lists.append(Found(sheet, headings))
        elif wanted or not only:
            why = f"det har ingen overskrifter som kjennes i de {LAST_HEADING} første radene"
            findings += _not_read(book, sheet, why)
    if not lists:
        said = f"arket {only}" if only else ", ".join(each.name for each in book.sheets)
        return Sheets(stops=(NO_LIST.at(Place(book.file, only), said or "fila er tom"),))
    _refuse_unknown(lists, chosen)
    lists, beside = _told_apart(lists)
    for each, why in beside:
        findings.append(SHEET_NOT_READ.at(Place(book.file, each.sheet.name), why, each.sheet.name))
    of_years = {each.sheet.name: years_of_sheet(*each) for each in lists}
    if len(lists) > 1 and not _belong_together(lists, [*of_years.values()]):
        names = [*of_years]
        ways = " eller ".join(f'--ark "{name}"' for name in names)
        told = (
            f"{name} ({', '.join(sorted(of))})" if of else name for name, of in of_years.items()
        )
        return Sheets(stops=(SEVERAL_LISTS.at(Place(book.file), ", ".join(told), ways),))
    for each in [*heads]:
        if not _lists_areas(each, lists):
            heads.remove(each)
            why = "det ligner en liste over områder, men ingen av dem er i lista"
            findings += _not_read(book, each.sheet, why)
    return Sheets(tuple(lists), tuple(heads), findings=tuple(findings))


def _told_apart(lists: Sequence[Found]) -> tuple[list[Found], list[tuple[Found, str]]]:
    """The lists, and the sheets beside them with headings alone or without activities, and why."""
    kept, beside = [*lists], []
    for holds, why in (
        (_has_rows, "det har overskrifter, men ingen rader"),
        (_is_no_summary, "det har ingen kolonne med aktiviteter, som de andre arkene har"),
    ):
        held = [each for each in kept if holds(each)]
        if held:
            beside += [(each, why) for each in kept if each not in held]
            kept = held
    return kept, beside


def _has_rows(found: Found) -> bool:
    """Whether something is below the headings, but for sums of nothing."""
    below: dict[int, list[Value]] = {}
    for (row, _), value in sorted(found.sheet.values.items()):
        if row > found.headings.bottom and (not isinstance(value, str) or value.strip()):
            below.setdefault(row, []).append(value)
    for row, _ in found.sheet.formulas:
        if row > found.headings.bottom:
            below.setdefault(row, [None])
    return any(sum_of(as_text(first)) is None or any(rest) for first, *rest in below.values())


def _is_no_summary(found: Found) -> bool:
    """Whether a column says the activity of each row, or may, or an area has several rows.

    Without that, a sheet beside the lists of activities is what they come to.
    """
    columns = found.headings.columns
    if any(layout.ACTIVITY in (each.role, *each.perhaps) for each in columns):
        return True
    of_areas = [each.column for each in columns if each.role in AREA]
    said = Counter(
        (column, layout.spelled(as_text(value)))
        for (row, column), value in found.sheet.values.items()
        if row > found.headings.bottom and column in of_areas[:1]
    )
    return any(many > 1 for (_, area), many in said.items() if area and sum_of(area) is None)


def _not_read(book: Book, sheet: Sheet, why: str) -> Iterator[Finding]:
    """That a sheet is not read, where it holds a number, or what may come to be one."""
    numbers = (isinstance(v, float) or looks_like_a_number(v) for v in sheet.values.values())
    if any(numbers) or any(sheet.values.get(cell) is None for cell in sheet.formulas):
        yield SHEET_NOT_READ.at(Place(book.file, sheet.name), why, sheet.name)


def _lists_areas(found: Found, lists: Iterable[Found]) -> bool:
    """Whether one that may be a list of areas names an area of the list; of projects it does not.

    The area may stand in a column, over its rows, or be the name of a sheet.
    """
    columns = [each.column for each in found.headings.columns if each.role in AREA]
    names = {
        layout.spelled(as_text(value))
        for (row, column), value in found.sheet.values.items()
        if row > found.headings.bottom and column in columns
    }
    for sheet, headings in lists:
        said = {
            layout.spelled(area_said(as_text(value)))
            for (row, _), value in sheet.values.items()
            if row > headings.bottom
        }
        if written := area_written(sheet, headings):
            said.add(layout.spelled(written.area))
        if names & (said | {layout.spelled(sheet.name)}) - {""}:
            return True
    return False


def _belong_together(lists: Sequence[Found], of_years: Sequence[set[str]]) -> bool:
    """Whether the sheets are parts of one list, and neither names nor titles are of other years.

    They have the same columns of numbers, areas and activities.
    """
    columns = {
        tuple(sorted(each.role.label for each in one.headings.columns if each.role in _SAME))
        for one in lists
    }
    names = {_DIGITS.sub("", layout.spelled(each.sheet.name)) for each in lists}
    years = any(_YEAR.search(each.sheet.name) for each in lists)
    if any(_OF_ALL.search(layout.spelled(each.sheet.name)) for each in lists):
        return False
    called = {layout.spelled(each.sheet.name) for each in lists}
    for each in lists:  # one that lists the others adds them up
        said = (layout.spelled(as_text(value)) for value in each.sheet.values.values())
        if not each.headings.has_areas and not called.isdisjoint(said):
            return False
    if any(one.isdisjoint(other) for one in of_years for other in of_years if one and other):
        return False
    return len(columns) == 1 and (len(names) == len(lists) or not years)


def _refuse_unknown(lists: Iterable[Found], chosen: Mapping[str, Role]) -> None:
    """Refuse what somebody says of a column that the list has not."""
    headings = [each.heading for one in lists for each in one.headings.columns]
    known = {layout.spelled(each) for each in headings}
    for theirs in chosen:
        if theirs not in known:
            alike = meant(theirs, headings)
            hint = f"mente du «{alike}»?" if alike else f"Den har {', '.join(headings)}."
            raise UsageError(f"Lista har ingen kolonne «{theirs}»; {hint}")


def title_of(lists: Iterable[Found]) -> str:
    """What stands above the headings of the first list that has a title."""
    for sheet, headings in lists:
        for cell, value in sorted(sheet.values.items()):
            title = as_text(value)
            if cell[0] < headings.top and isinstance(value, str) and len(title) < _LONGEST_TITLE:
                return title
    return ""


def year_of(lists: Iterable[Found]) -> int | None:
    """The one year above the headings, in them, in a column of years, or in a sheet's name."""
    years: set[str] = set()
    for sheet, headings in lists:
        above = (as_text(value) for (row, _), value in sheet.values.items() if row < headings.top)
        said = (*above, *(each.heading for each in headings.columns), sheet.name)
        years |= {year for text in said for year in _YEAR.findall(text)}
        in_rows = years_in_rows(sheet, headings)
        years |= in_rows if len(in_rows) == 1 else set()
    return int(years.pop()) if len(years) == 1 else None
