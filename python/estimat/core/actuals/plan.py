"""The plan as it is held against what was registered: its rows, when they fall, and their codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from .. import layout
from ..amounts import ZERO, product, total
from ..book import Book, Sheet
from ..estimate import Activity, Area, Estimate
from ..findings import Place
from ..flaws import as_code
from ..layout import Kind
from ..values import CellError
from .cells import LONGEST_NUMBER

_BETWEEN: Final = re.compile("[;,\n]")


class PlanRow(NamedTuple):
    """A row that counts in the total; `rate` is the one that prices its hours.

    `bad_code` says why what stands in its column of codes is none.
    """

    place: Place
    area: str
    id: str
    name: str
    kind: Kind | None
    hours: Decimal
    rate: Decimal
    amount: Decimal
    codes: tuple[str, ...]
    code_place: Place
    phasing: str
    phasing_place: Place
    bad_code: str = ""
    area_name: str = ""

    @property
    def kroner(self) -> Decimal:
        return total((product(self.hours, self.rate), self.amount))

    @property
    def called(self) -> str:
        return self.id or self.name


def codes_in(text: str) -> tuple[str, ...]:
    """The codes that a cell holds, each once; they are texts, and 0123 is not 123.

    >>> codes_in("4711; 0123, 4711")
    ('4711', '0123')
    """
    codes = (each.strip() for each in _BETWEEN.split(text))
    return tuple({key_of(each): each for each in codes if each}.values())


def key_of(code: str) -> str:
    """A code as it is compared: capitals and blanks around it do not count."""
    return layout.spelled(code)


def plan_rows(estimate: Estimate) -> Iterator[PlanRow]:
    """The rows of a workbook that count; to be kept when it is read."""
    assumed = estimate.assumptions.hourly_rate or ZERO
    for area in estimate.areas:
        for activity in area.activities:
            if activity.left_out is None:
                yield _row(estimate, area, activity, assumed)


def _row(estimate: Estimate, area: Area, activity: Activity, assumed: Decimal) -> PlanRow:
    inputs, cost = activity.inputs, activity.cost
    bad_code = _bad_code(area.sheet, activity.row, area.columns.get(layout.PROJECT.header, 0))
    phasing = inputs.phasing
    cell = activity.row, area.columns.get(layout.PHASING.header, 0)
    if not phasing and cell in area.sheet.formulas:
        phasing = f"={area.sheet.formulas[cell]}"
    return PlanRow(
        estimate.place(area.sheet, activity.row, area.table.area.left),
        area.head.id,
        inputs.id,
        inputs.name,
        inputs.kind,
        cost.hours,
        assumed if inputs.rate is None else inputs.rate,
        cost.amount,
        () if bad_code else codes_in(inputs.project),
        estimate.cell(area, activity, layout.PROJECT),
        phasing,
        estimate.cell(area, activity, layout.PHASING),
        bad_code,
        area.head.name,
    )


def _bad_code(sheet: Sheet, row: int, column: int) -> str:
    """Why a cell of codes cannot be used: what is a number may have lost what made it another."""
    value = sheet.values.get((row, column))
    if isinstance(value, float) and not value.is_integer():
        return f"er desimaltallet {as_code(value).replace('.', ',')}"
    if isinstance(value, float) and abs(value) >= LONGEST_NUMBER:
        return "er et tall med flere enn 15 sifre"
    if isinstance(value, float) and (row, column) in sheet.formats:
        return f"er tallet {as_code(value)}, vist som noe annet"
    if isinstance(value, CellError | bool) or (value is None and (row, column) in sheet.formulas):
        return "er en formel uten resultat, eller en feilverdi"
    return ""


def other_sheets(estimate: Estimate) -> Iterator[Book]:
    """The sheets that are no area's and not ours, in which a list of codes may be; to be kept."""
    ours = {area.sheet.name for area in estimate.areas} | set(layout.OUR_SHEETS)
    others = [each for each in estimate.book.sheets if each.name not in ours]
    if others:
        yield Book(estimate.book.file, others, date_1904=estimate.book.date_1904)
