"""What our own formulas in a part come to, without any engine."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from ...core import functions, layout
from ...core.amounts import exact, in_kroner, total
from ...core.book import Sheet, column_number
from ...core.collection.dispatch import Dispatch
from ...core.control import double_control
from ...core.estimate import Area, Assumptions, Estimate
from ...core.layout import canonical
from ...core.plain import at_home, plain
from ...core.precedents import Cell
from ...core.values import CellError, Value
from ..meaning import Place
from ..workbooks.areasheet import (
    INSTRUCTION,
    NO_BUDGET,
    OVER,
    UNDER,
    WITHIN,
    against_budget,
    in_millions,
    instruction,
    off_budget,
    said_of,
)

_T: Final = "t"
"""What the table of an area is called here."""

_MILLIONS: Final = tuple(map(canonical, (in_millions(_T), plain(in_millions(_T)))))
_OFF_BUDGET: Final = canonical(off_budget(_T))
_COLUMN_SUM: Final = re.compile(rf"sum\({_T}\[([^\[\]@#]+)\]\)")
_SAID_OF: Final = re.compile(
    re.escape(canonical(said_of("§"))).replace("§", r"\$?([a-z]{1,3})\$?([0-9]+)", 1)
    .replace("§", r"\$?\1\$?\2")
)  # fmt: skip
_INSTRUCTION: Final = canonical(INSTRUCTION)
_RATES: Final = frozenset(field.name.casefold() for field in layout.ASSUMPTIONS)


def result(estimate: Estimate, dispatch: Dispatch, cell: Cell, formula: str) -> Value:
    """What a formula of ours gives, of what the cells of the workbook hold now.

    None when it is another formula, or when what it takes is not sound.
    """
    name, place = cell
    sheet = next(each for each in estimate.book.sheets if each.name == name)
    if not _RATES.isdisjoint(map(str.casefold, (*sheet.names, *sheet.redefined))):
        return None  # its rates are not those of the workbook
    said = canonical(at_home(formula))
    area = next((each for each in estimate.areas if each.sheet is sheet), None)
    if area is None:
        return _of_control(estimate, said)
    if area.table.first_row <= place[0] <= area.table.last_row:
        return _of_row(area, place, formula, estimate.assumptions)
    if said == _INSTRUCTION:
        return instruction(area.head.name, dispatch)
    own = said.replace(f"{layout.spelled(area.table.name)}[", f"{_T}[")
    return _of_area(area, own, estimate.assumptions.tolerance)


def _of_control(estimate: Estimate, said: str) -> Value:
    """A line of the double control."""
    rate, per_year, full = estimate.assumptions[1:4]
    if rate is None or per_year is None or full is None:
        return None
    for line in double_control(rate, per_year, full, ""):
        if said == canonical(line.formula):
            return line.value if isinstance(line.value, str) else float(line.value)
    return None


def _of_row(area: Area, place: Place, formula: str, rates: Assumptions) -> Value:
    """A computed column of a row, from what stands beside it."""
    sheet, row = area.sheet, place[0]
    at = {header: (row, column) for header, column in area.columns.items()}
    header = next((each for each, cell in at.items() if cell == place), "")
    if header not in layout.EXPECTED or not layout.is_ours(formula, header):
        return None

    def number(header: str, blank: float | None = 0.0) -> float | None:
        return _number(sheet, at[header], blank) if header in at else None

    if header == layout.SUM.header:
        return _computed(
            lambda cost, amount: cost + amount,
            number(layout.COST.header),
            number(layout.AMOUNT.header),
        )
    hours = number(layout.HOURS.header)
    if header == layout.FTE.header:
        return _computed(functions.full_time_years, hours, _float(rates.hours_per_year))
    return _computed(functions.cost, hours, number(layout.RATE.header, _float(rates.hourly_rate)))


def _of_area(area: Area, said: str, tolerance: Decimal | None) -> Value:
    """What stands above the table, from its columns."""
    left = area.table.area.left
    if found := _COLUMN_SUM.fullmatch(said):
        headers = [layout.spelled(each).replace(" ", "") for each in area.table.headers]
        if found[1] not in headers:
            return None
        summed = _summed(area, left + headers.index(found[1]))
        return None if summed is None else float(summed)
    kroner = _summed(area, area.columns.get(layout.SUM.header, 0))
    budget = area.head.budget
    if kroner is not None and said in _MILLIONS:
        return functions.millions(float(kroner))
    if area.head_flaws or tolerance is None:
        return None
    if kroner is not None and said == _OFF_BUDGET:
        return against_budget(kroner, budget, tolerance)[0]
    if found := _SAID_OF.fullmatch(said):
        if budget is None:
            return NO_BUDGET
        over = area.sheet.values.get((int(found[2]), column_number(found[1].upper())))
        if isinstance(over, float):
            within = abs(over) <= float(in_kroner(tolerance))
            return WITHIN if within else OVER if over > 0 else UNDER
    return None


def _summed(area: Area, column: int) -> Decimal | None:
    """The sum of a column's numbers; None when one of its cells shows an error."""
    rows = range(area.table.first_row, area.table.last_row + 1)
    found = [area.sheet.values.get((row, column)) for row in rows]
    numbers = [exact(each) for each in found if isinstance(each, float)]
    if not column or any(isinstance(each, CellError) for each in found) or None in numbers:
        return None
    return total(each for each in numbers if each is not None)


def _number(sheet: Sheet, place: Place, blank: float | None) -> float | None:
    """A number that is sound, what a blank cell means, or None."""
    value = sheet.values.get(place)
    if value is None:
        return None if place in sheet.formulas else blank
    if isinstance(value, float) and value >= 0 and exact(value) is not None:
        return value
    return None


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _computed(formula: Callable[[float, float], float], *numbers: float | None) -> Value:
    one, other = numbers
    return None if one is None or other is None else formula(one, other)
