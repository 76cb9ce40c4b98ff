"""Where the headings of a list stand, and what each of its columns is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from .. import layout
from ..book import Sheet, address
from ..findings import Finding, Place
from ..flaws import as_text, looks_like_a_number
from ..values import Value
from .guessing import called, guess, is_unit, labels, says_kroner
from .numbers import Quantity
from .rules import LACKING, TWO_COLUMNS, UNSURE_COLUMN
from .spanning import heading_texts, said_in
from .vocabulary import AREA, ASKED, OF_AREAS, PERHAPS, QUANTITIES, ROLES, Role, kind_of

LAST_HEADING: Final = 20
"""The last row that headings may stand in."""

_LEAST: Final = 2
"""Columns that must be known for a row to be one of headings."""


_CODE: Final = "t"
"""What accounting systems put in parentheses after the text of a code: `Art` and `Art (T)`."""

_YEAR: Final = re.compile(r"20[0-9]{2}")

CHOSEN, SURE, MISSPELLED, UNKNOWN = "valgt", "kjent navn", "lignende navn", "ukjent"
"""How a column was recognised."""


class Listed(NamedTuple):
    """A column of a list: its heading, what it becomes (None is a comment), and how it is known."""

    column: int
    heading: str
    row: int
    role: Role | None
    how: str
    factor: Decimal = Decimal(1)
    perhaps: tuple[Role, ...] = ()
    likely: Role | None = None

    @property
    def cell(self) -> str:
        return address(self.row, self.column)


class Headings(NamedTuple):
    """The rows of headings of a sheet, and its columns."""

    top: int
    bottom: int
    columns: tuple[Listed, ...]

    @property
    def has_areas(self) -> bool:
        """Whether a column says the area of each row."""
        return any(each.role in AREA for each in self.columns)

    def of(self, role: Role) -> Listed | None:
        """The column that becomes this."""
        return next((each for each in self.columns if each.role is role), None)


def find_headings(
    sheet: Sheet, chosen: Mapping[str, Role], roles: Mapping[Role, str] = ROLES
) -> Headings | None:
    """The headings among the first rows of a sheet; None where there are none.

    `chosen` are the roles that somebody has said, by the spelled heading.
    """
    best: tuple[tuple[int, int, int], Headings] | None = None
    cells: dict[int, dict[int, Value]] = {}
    for (row, column), value in sheet.values.items():
        if row <= LAST_HEADING + 1:
            cells.setdefault(row, {})[column] = value
    for top in sorted(row for row in cells if row <= LAST_HEADING):
        for bottom in (top, top + 1):
            below = cells.get(bottom, {}) if bottom > top else {}
            if bottom > top and not (below and all(isinstance(v, str) for v in below.values())):
                continue
            above = said_in(cells[top])
            if bottom > top and not above:  # a long title is no row of headings
                continue
            texts = heading_texts(sheet, top, above, said_in(below))
            columns = tuple(_recognised(texts, bottom, chosen, roles))
            sure = {each.role for each in columns if each.role}
            perhaps = {each.perhaps for each in columns if each.perhaps}
            units = sum(map(is_unit, said_in(below).values()))
            score = 2 * len(sure) + len(perhaps), units, top - bottom
            if len(sure) + len(perhaps) >= _LEAST and (best is None or score > best[0]):
                best = score, Headings(top, bottom, columns)
    return best[1] if best else None


def _recognised(
    texts: Mapping[int, str], row: int, chosen: Mapping[str, Role], roles: Mapping[Role, str]
) -> Iterator[Listed]:
    for column, text in texts.items():
        if role := chosen.get(layout.spelled(text)):
            own = None if role is layout.COMMENT else role
            yield Listed(column, text, row, own, CHOSEN, called(text).factor)
            continue
        found = guess(text, roles)
        how = UNKNOWN if found.sure is None else MISSPELLED if found.misspelled else SURE
        role = found.sure or found.likely
        numeric = role in QUANTITIES or role is layout.AREA_BUDGET
        factor = called(text).factor if numeric else Decimal(1)
        yield Listed(column, text, row, found.sure, how, factor, found.perhaps, found.likely)


def settled(headings: Headings, sheet: Sheet) -> Headings:
    """The same, with what is only perhaps something let be where another column surely is that.

    Two columns of comments are no doubt: both are kept. What is called a project is the code where
    others are the area and the activity. A text that may be a text is a comment.
    """
    columns = [*_of_years(_of_codes(_one_each(headings.columns)), sheet, headings.bottom)]
    sure = {each.role for each in columns}
    found = []
    for each in columns:
        left = tuple(role for role in each.perhaps if role not in sure)
        if layout.AREA_NAME in sure:
            left = tuple(role for role in left if role is not layout.AREA_ID)
        if each.perhaps == PERHAPS["prosjekt"] and left == (layout.PROJECT,):
            each = each._replace(role=layout.PROJECT, how=SURE)
        elif layout.KIND in left and _is_of_kinds(each, sheet, headings.bottom):
            each = each._replace(role=layout.KIND, how=SURE)
        elif each.likely and left == (each.likely,) and _is_only(each, columns):
            each = each._replace(role=each.likely, how=SURE)
        found.append(each._replace(perhaps=left if _ASKED.intersection(left) else ()))
    return headings._replace(columns=tuple(found))


_ASKED: Final = ASKED | {layout.KIND}


def _is_of_kinds(listed: Listed, sheet: Sheet, bottom: int) -> bool:
    """Whether all that stands in a column are kinds of cost, by words that are surely theirs."""
    said = {
        as_text(value).strip()
        for (row, column), value in sheet.values.items()
        if row > bottom and column == listed.column
    } - {""}
    return bool(said) and all(map(kind_of, said))


def _is_only(listed: Listed, columns: Iterable[Listed]) -> bool:
    """Whether no other column may be what this one is likely to be."""
    others = (each for each in columns if each is not listed)
    return not any(listed.likely in each.perhaps for each in others)


def _one_each(columns: Sequence[Listed]) -> list[Listed]:
    """The columns with one of comments, and one of ids where one is called just that."""
    kept = {layout.COMMENT: next((e for e in columns if e.role is layout.COMMENT), None)}
    ids = [each for each in columns if each.role is layout.ID]
    named = [each for each in ids if called(each.heading).name == "id"]
    chosen = [each for each in ids if each.how is CHOSEN]
    if len(named) == 1 and not chosen:
        kept[layout.ID] = named[0]
    return [
        each._replace(role=None, how=UNKNOWN)
        if each.role in kept and each is not kept[each.role]
        else each
        for each in columns
    ]


def _of_codes(columns: Sequence[Listed]) -> list[Listed]:
    """The columns with those that are the code of another, of a text, told from it."""
    texts = {
        called(each.heading).name
        for each in columns
        if called(each.heading).in_parentheses == _CODE and each.role not in QUANTITIES
    }
    roles = [each.role for each in columns]
    found = []
    for each in columns:
        name, _, beside = called(each.heading)
        if name in texts and each.how is not CHOSEN:
            if each.perhaps == PERHAPS["prosjekt"]:
                is_code = beside != _CODE
                left = tuple(role for role in each.perhaps if (role is layout.PROJECT) is is_code)
                is_free = is_code and layout.PROJECT not in roles
                role, how = (layout.PROJECT, SURE) if is_free else (each.role, each.how)
                each = each._replace(perhaps=left, role=role, how=how)
            elif beside != _CODE and each.role and roles.count(each.role) > 1:
                each = each._replace(role=None, how=UNKNOWN)
        found.append(each)
    return found


def _of_years(columns: Sequence[Listed], sheet: Sheet, bottom: int) -> list[Listed]:
    """The columns with those that are called a year and have numbers, where none has kroner."""
    if any(QUANTITIES.get(each.role) is Quantity.KRONER for each in columns if each.role):
        return [*columns]
    has_hours = any(QUANTITIES.get(each.role) is Quantity.HOURS for each in columns if each.role)
    perhaps = (layout.AMOUNT,) if has_hours else (layout.AMOUNT, layout.HOURS)
    with_numbers = {
        column
        for (row, column), value in sheet.values.items()
        if row > bottom and (isinstance(value, float) or looks_like_a_number(value))
    }
    return [
        each._replace(perhaps=perhaps)
        if _YEAR.fullmatch(each.heading.strip())
        and each.role is None
        and each.how is not CHOSEN
        and each.column in with_numbers
        else each
        for each in columns
    ]


def doubts(headings: Headings, place: Place, *, has_areas: bool) -> list[Finding]:
    """Why it is not sure what the columns are; nothing where it is."""
    found = []
    for each in headings.columns:
        perhaps = each.perhaps
        if has_areas and called(each.heading).name not in PERHAPS:
            perhaps = tuple(role for role in perhaps if role not in AREA)
        if each.role is None and perhaps and each.how is not CHOSEN:
            at = place._replace(cell=each.cell)
            found.append(UNSURE_COLUMN.at(at, each.heading, labels(perhaps)))
    for role in {each.role: None for each in headings.columns if each.role}:
        same = [each for each in headings.columns if each.role is role]
        if len(same) > 1:
            names = " og ".join(f"«{each.heading}» ({each.cell})" for each in same)
            at = place._replace(cell=same[1].cell)
            found.append(TWO_COLUMNS.at(at, names, labels([role])))
    if found:
        return found
    roles = {each.role for each in headings.columns}
    total_ = headings.of(layout.SUM)
    is_only = roles & QUANTITIES.keys() == {layout.SUM}
    if total_ and is_only and total_.how is not CHOSEN and not says_kroner(total_.heading):
        either = labels((layout.SUM, layout.HOURS))
        at = place._replace(cell=total_.cell)
        return [UNSURE_COLUMN.at(at, total_.heading, either)]
    at = place._replace(cell=address(headings.bottom, headings.columns[0].column))
    if layout.ACTIVITY not in roles:
        found.append(LACKING.at(at, "aktiviteten", layout.ACTIVITY.label))
    if not roles & {layout.HOURS, layout.FTE, layout.AMOUNT, layout.SUM, layout.COST}:
        found.append(LACKING.at(at, "timer eller kroner", layout.HOURS.label))
    if not has_areas and not headings.has_areas:
        found.append(LACKING.at(at, "området, og ingen overskrifter som er det", "Område"))
    return found


def find_activities(sheet: Sheet, chosen: Mapping[str, Role] | None = None) -> Headings | None:
    """The headings of a list of activities: with a number, and what it is a number of."""
    found = find_headings(sheet, chosen or {})
    if found is None:
        return None
    found = settled(found, sheet)
    roles = {each.role for each in found.columns}
    perhaps = {role for each in found.columns for role in each.perhaps}
    has_name = layout.ACTIVITY in roles | perhaps
    has_number = bool(roles & QUANTITIES.keys()) or bool(perhaps & QUANTITIES.keys())
    return found if has_name or (has_number and len(roles - {None}) > 1) else None


def areas_headings(sheet: Sheet) -> Headings | None:
    """The headings of a list of areas; None where the sheet is none, or has activities."""
    found = find_headings(sheet, {}, OF_AREAS)
    if found is None:
        return None
    roles = {each.role for each in found.columns} - {None}
    named = roles & {layout.AREA_NAME, layout.AREA_ID}
    told = roles & {layout.AREA_BUDGET, layout.AREA_RESPONSIBLE, layout.AREA_AMBITIONS}
    other = find_activities(sheet)
    of_other = {each.role for each in other.columns} - {None} if other else set()
    is_other = layout.ACTIVITY in of_other or len(of_other) >= len(roles)
    return found if named and told and not is_other else None
