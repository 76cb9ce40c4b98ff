"""The areas of a list: those of a sheet of their own, and those that rows are of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from typing import Final, NamedTuple

from .. import layout
from ..amounts import ZERO, in_millions
from ..book import Sheet, address
from ..estimate import Head, Inputs
from ..findings import Finding, Place
from ..flaws import as_text
from ..layout import Status
from ..limits import beyond
from .headings import Headings, Listed
from .numbers import Quantity, Reading, read_column
from .placing import Left, Placed
from .rules import AREA_TWICE, AREAS_ALIKE, BUDGET_UNSURE, TWO_AREAS
from .vocabulary import sum_of

_ALIKE: Final = 0.85
_FEW: Final = Decimal(1_000)
"""Below it a budget without a unit is in million kroner."""

_NOT_FEW: Final = Decimal(100_000)
_MANY: Final = Decimal(1_000_000)
"""Budgets are in kroner where the least is at least the one, and the greatest the other."""

_MARK: Final = re.compile(r"[0-9]+|\b\w\b")
_BETWEEN: Final = re.compile(r"\s*[;\n•]\s*")


class ListedArea(NamedTuple):
    """An area and its rows, in the order of the list; an id that nobody gave is empty."""

    head: Head
    rows: tuple[Inputs, ...]
    place: Place


def read_heads(
    sheet: Sheet, headings: Headings, place: Place, *, is_text: bool
) -> tuple[list[ListedArea], list[Finding]]:
    """The areas of a sheet that lists them, without rows, and what of it could not be read."""
    rows = sorted({row for row, _ in sheet.values if row > headings.bottom})
    budget = headings.of(layout.AREA_BUDGET)
    budgets, findings = _budgets(sheet, budget, rows, is_text=is_text), []
    areas = []
    seen: set[str] = set()
    for row in rows:
        said = {
            each.role: as_text(sheet.values.get((row, each.column)))
            for each in headings.columns
            if each.role
        }
        id, name = said.get(layout.AREA_ID, ""), said.get(layout.AREA_NAME, "")
        if not (id or name) or sum_of(id or name) is not None or sum_of(name) is not None:
            continue
        millions = budgets.get(row)
        at = place._replace(cell=address(row, budget.column if budget else 1))
        if isinstance(millions, str):
            findings.append(BUDGET_UNSURE.at(at, millions, name or id))
            millions = None
        status = layout.STATUSES.get(layout.spelled(said.get(layout.AREA_STATUS, "")))
        ambitions = _BETWEEN.split(said.get(layout.AREA_AMBITIONS, ""))
        head = Head(
            id, name or id, said.get(layout.AREA_RESPONSIBLE, ""), status or Status.DRAFT.value,
            millions, tuple(filter(None, (each.strip() for each in ambitions))),
            said.get(layout.AREA_REASON, ""),
        )  # fmt: skip
        at_name = place._replace(cell=address(row, headings.columns[0].column))
        keys = {layout.spelled(each) for each in (id, name) if each}
        if keys & seen:
            findings.append(AREA_TWICE.at(at_name, name or id))
            continue
        seen |= keys
        areas.append(ListedArea(head, (), at))
    return areas, findings


def _budgets(
    sheet: Sheet, column: Listed | None, rows: Iterable[int], *, is_text: bool
) -> dict[int, Decimal | str]:
    """Budgets in million kroner; one that cannot be read so is its text."""
    if column is None:
        return {}
    read = read_column(sheet, column.column, rows, Quantity.KRONER, column.factor, is_text=is_text)
    says_unit = column.factor != 1 or "kr" in layout.spelled(column.heading)
    values = [each.value for each in read.values() if each.value and not _has_unit(each)]
    are_millions = not says_unit and all(each < _FEW for each in values)
    least, most = min(values, default=ZERO), max(values, default=ZERO)
    are_kroner = says_unit or (least >= _NOT_FEW and most >= _MANY)
    found: dict[int, Decimal | str] = {}
    for row, each in read.items():
        value = each.value
        if value is None or each.rule or not (are_millions or are_kroner):
            found[row] = each.text
            continue
        millions = value if are_millions and not _has_unit(each) else in_millions(value)
        found[row] = each.text if beyond(layout.AREA_BUDGET, millions) else millions
    return found


def _has_unit(reading: Reading) -> bool:
    return any(sign.isalpha() for sign in reading.text)


class Areas:
    """Areas by id and name; rows are put in the first that they fit, or in a new one."""

    def __init__(self, listed: Iterable[ListedArea]) -> None:
        self._heads: list[ListedArea] = [*listed]
        self._are_listed: Final = bool(self._heads)
        self._rows: list[list[Inputs]] = [[] for _ in self._heads]
        self._by_name: dict[str, int] = {}
        for number, area in enumerate(self._heads):
            self._know(number, area.head.id, area.head.name)

    def _know(self, number: int, *names: str) -> None:
        for name in filter(None, names):
            self._by_name.setdefault(layout.spelled(name), number)

    def put(self, row: Placed | Left) -> Iterator[Finding]:
        """Put a row in its area; a new area that is much like another is told.

        The area of a row that is left is there too, to write the row into.
        """
        id, name = row.area_id, row.area
        number = self._by_name.get(layout.spelled(id)) if id else None
        if number is None and not id:
            number = self._by_name.get(layout.spelled(name))
        if number is None:
            number = len(self._heads)
            yield from self._alike(name or id, row.place)
            head = Head(id, name or id, status=Status.DRAFT.value)
            self._heads.append(ListedArea(head, (), row.place))
            self._rows.append([])
        known = self._heads[number].head
        if id and name and layout.spelled(known.name) not in map(layout.spelled, (id, name)):
            yield TWO_AREAS.at(row.place, name, known.name)
        else:
            self._know(number, id, name)
        if isinstance(row, Placed):
            self._rows[number].append(row.inputs)

    def _alike(self, name: str, place: Place) -> Iterator[Finding]:
        near = get_close_matches(layout.spelled(name), self._by_name, 1, _ALIKE)
        # Names that are told apart by a number or a letter are no misspellings of one another.
        if near and _MARK.findall(near[0]) == _MARK.findall(layout.spelled(name)):
            yield AREAS_ALIKE.at(place, name, self._heads[self._by_name[near[0]]].head.name)

    @property
    def names(self) -> list[str]:
        return [*self._by_name]

    def listed(self) -> tuple[ListedArea, ...]:
        """The areas with their rows."""
        return tuple(
            area._replace(rows=tuple(rows))
            for area, rows in zip(self._heads, self._rows, strict=True)
        )
