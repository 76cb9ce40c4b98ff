"""Workbooks in memory for tests: `book(area("PLL", own_hours(120)))` is one without a single flaw.

Cells hold what Excel would have saved, computed columns with formula and result, so that a test
changes the one thing it is about: `put(sheet, "Timer", 1, "ca. 40")`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from estimat.core import layout
from estimat.core.amounts import exact
from estimat.core.book import Book, Range, Sheet, Table, column_letters
from estimat.core.consolidation import Consolidation, Stamp, consolidate
from estimat.core.estimate import Factor
from estimat.core.interpret import interpret
from estimat.core.layout import Field, Kind, Status
from estimat.core.part import Part
from estimat.core.summary import summarise
from estimat.core.values import Value

STAMP: Final = Stamp((), None, "0.0.0", "2026-01-02T03:04:05+01:00", "kari")
HEADER_ROW: Final = 12
FITS: Final = "the sum"
"""The budget of an area whose frame is what its rows come to."""


class Row(NamedTuple):
    """A row of an area's table; a number may be anything a cell can hold."""

    kind: str
    hours: Value = None
    low: Value = None
    high: Value = None
    rate: Value = None
    amount: Value = None
    amount_low: Value = None
    amount_high: Value = None
    id: str = ""
    name: str = ""
    responsible: str = ""
    ambition: str = ""
    governed: str = ""
    involvement: str = ""
    status: str = ""
    project: Value = None
    phasing: str = ""


class AreaSheet(NamedTuple):
    """A service area before it is laid out on a sheet."""

    id: str
    rows: tuple[Row, ...]
    name: str
    sheet: str
    responsible: str
    status: str
    budget: Value
    reason: str


def own_hours(hours: Value, *, rate: Value = None, id: str = "", name: str = "") -> Row:
    return Row(Kind.OWN.value, hours=hours, rate=rate, id=id, name=name)


def purchase(amount: Value, *, id: str = "", name: str = "") -> Row:
    return Row(Kind.PURCHASE.value, amount=amount, id=id, name=name)


def pass_through(amount: Value, *, id: str = "", name: str = "") -> Row:
    return Row(Kind.PASS_THROUGH.value, amount=amount, id=id, name=name)


def area(
    id: str,
    *rows: Row,
    name: str | None = None,
    sheet: str | None = None,
    responsible: str = "Kari Nordmann",
    status: str = Status.APPROVED.value,
    budget: Value = FITS,
    reason: str = "",
) -> AreaSheet:
    """An area that is named, owned and approved; rows without id and name get them by position."""
    named = tuple(
        row._replace(id=row.id or f"{id}-{n}", name=row.name or f"Aktivitet {n}")
        for n, row in enumerate(rows, start=1)
    )
    title = f"Område {id}" if name is None else name
    return AreaSheet(id, named, title, sheet or id or "Ark1", responsible, status, budget, reason)


def book(
    *areas: AreaSheet,
    file: str = "estimat.xlsx",
    year: Value = 2024.0,
    hourly_rate: Value = 1450.0,
    hours_per_year: Value = 1500.0,
    full_cost: Value = 2_200_000.0,
    risk_reserve: Value = 0.0,
    tolerance: Value = 0.1,
    ministry: Value = "Departementet",
    price_level: Value = "2024-kroner",
    covariation: Value = None,
    certainty: Value = None,
    factors: Sequence[Factor] = (),
) -> Book:
    """A workbook with these areas; an assumption that is None is neither named nor written.

    Without common factors it has no sheet for them either.
    """
    values = (
        year, hourly_rate, hours_per_year, full_cost, risk_reserve, tolerance, ministry,
        price_level, covariation, certainty,
    )  # fmt: skip
    made = Book(file)
    assumptions = Sheet("Forutsetninger")
    made.sheets.append(assumptions)
    for row, (field, value) in enumerate(zip(layout.ASSUMPTIONS, values, strict=True), start=3):
        if value is not None:
            assumptions.values[row, 1] = field.label
            assumptions.values[row, 2] = _cell(value)
            made.names[field.name] = (assumptions.name, Range(row, 2, row, 2))
    rate, per_year = _number(hourly_rate), _number(hours_per_year)
    made.sheets += [_sheet(each, rate, per_year) for each in areas]
    if factors:
        made.sheets.append(_of_factors(factors))
    return made


def _of_factors(factors: Sequence[Factor]) -> Sheet:
    sheet = Sheet(layout.FACTORS_SHEET)
    headers = tuple(column.label for column in layout.FACTOR_COLUMNS)
    for row, written in enumerate((headers, *factors), start=4):
        for column, value in enumerate(written, start=1):
            _write(sheet, (row, column), float(value) if isinstance(value, Decimal) else value)
    cells = Range(4, 1, 4 + len(factors), len(headers))
    sheet.tables.append(Table("Felles_faktorer", cells, headers))
    return sheet


def book_without_assumptions(*areas: AreaSheet, file: str = "omrade.xlsx") -> Book:
    """An area that was moved to a file of its own."""
    made = book(*areas, file=file)
    made.names.clear()
    made.sheets.pop(0)
    return made


def put(sheet: Sheet, header: str, row: int, value: Value) -> tuple[int, int]:
    """Write into the table's first, second … row; gives the cell."""
    (table,) = sheet.tables
    cell = (table.area.top + row, table.area.left + table.headers.index(header))
    _write(sheet, cell, value)
    return cell


def put_head(sheet: Sheet, field: Field, value: Value) -> None:
    """Write into the head of an area."""
    cells = sheet.names[field.name]
    _write(sheet, (cells.top, cells.left), value)


def part(made: Book) -> Part:
    """The workbook as consolidation takes it."""
    return summarise(interpret(made), sha256="0" * 64)


def consolidated(*books: Book, forced: bool = False) -> Consolidation:
    return consolidate([part(each) for each in books], STAMP, forced=forced)


def _sheet(made: AreaSheet, rate: float, per_year: float) -> Sheet:
    sheet = Sheet(made.sheet)
    budget = made.budget
    if budget == FITS:
        budget = sum(_kroner(row, rate) for row in made.rows) / 1e6
    head = (
        (layout.AREA_ID, made.id),
        (layout.AREA_NAME, made.name),
        (layout.AREA_RESPONSIBLE, made.responsible),
        (layout.AREA_STATUS, made.status),
        (layout.AREA_BUDGET, budget),
        (layout.AREA_REASON, made.reason),
        (layout.AREA_AMBITIONS, "Gjøre noe nyttig"),
    )
    for position, (field, value) in enumerate(head, start=2):
        sheet.names[field.name] = Range(position, 2, position, 2)
        sheet.values[position, 1] = field.label
        _write(sheet, (position, 2), value)
    last = HEADER_ROW + max(1, len(made.rows))
    headers = tuple(
        each.header
        for each in layout.COLUMNS
        if each not in layout.WHERE_USED or any(getattr(row, each.field) for row in made.rows)
    )
    cells = Range(HEADER_ROW, 1, last, len(headers))
    sheet.tables.append(Table(f"Tabell_{made.id}", cells, headers))
    for column, header in enumerate(headers, start=1):
        sheet.values[HEADER_ROW, column] = header
    for row, each in enumerate(made.rows, start=1):
        _fill(sheet, row, each, rate, per_year)
    return sheet


def _fill(sheet: Sheet, row: int, made: Row, rate: float, per_year: float) -> None:
    cost = _cost(made, rate)
    contents: Sequence[tuple[layout.Column, Value]] = (
        (layout.ID, made.id),
        (layout.ACTIVITY, made.name),
        (layout.KIND, made.kind),
        (layout.RESPONSIBLE, made.responsible),
        (layout.HOURS, made.hours),
        (layout.LOW, made.low),
        (layout.HIGH, made.high),
        (layout.RATE, made.rate),
        (layout.AMOUNT, made.amount),
        (layout.AMOUNT_LOW, made.amount_low),
        (layout.AMOUNT_HIGH, made.amount_high),
        (layout.FTE, _number(made.hours) / per_year if per_year else 0.0),
        (layout.COST, cost),
        (layout.SUM, cost + _number(made.amount)),
        (layout.AMBITION, made.ambition),
        (layout.GOVERNED, made.governed),
        (layout.INVOLVEMENT, made.involvement),
        *[
            (column, value)
            for column in layout.WHERE_USED
            if (value := getattr(made, column.field))
        ],
    )
    for column, value in contents:
        cell = put(sheet, column.header, row, value)
        if column.formula:
            sheet.formulas[cell] = layout.stored(column.formula, sheet.tables[0].name)


def _write(sheet: Sheet, cell: tuple[int, int], value: Value) -> None:
    if value in (None, ""):
        sheet.values.pop(cell, None)
    else:
        sheet.values[cell] = _cell(value)


def _cell(value: Value) -> Value:
    """The value as a host hands it over: every number is a float."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _number(value: Value) -> float:
    """The number that the sheet's own formulas would have used."""
    if isinstance(value, bool) or not isinstance(value, int | float) or exact(value) is None:
        return 0.0
    return max(float(value), 0.0)


def _cost(row: Row, rate: float) -> float:
    return _number(row.hours) * (_number(row.rate) or rate)


def _kroner(row: Row, rate: float) -> float:
    return _cost(row, rate) + _number(row.amount)


def cell_of(sheet: Sheet, header: str, row: int) -> str:
    """The address of a cell in the table's first, second … row."""
    (table,) = sheet.tables
    letters = column_letters(table.area.left + table.headers.index(header))
    return f"{letters}{table.area.top + row}"
