"""The estimate that a workbook holds: areas with their activities, and the assumptions.

`interpret` recognises them in a `Book` by their marks. It never fails: what cannot be understood is
kept as it stands, and the checks say so.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from . import functions, layout, norwegian
from .amounts import ZERO, exact, exactly, total
from .book import Book, Range, Sheet, Table, address
from .findings import Place, Rule, error
from .layout import Column, Field, Kind
from .values import CellError, Value

LOOKS_LIKE_A_NUMBER: Final = re.compile(r"\s*[-−+]?\d[\d\s.,]*(?:kr|t|timer|%)?\s*", re.IGNORECASE)

# Rules for a cell that ought to hold a number; a row with one of these cannot be counted.
TEXT_NUMBER = error(
    "TALL-01", "Tall skrevet som tekst",
    "«{expected}» er skrevet som teksten «{found}», som ikke regnes med.",
    "Sett cellens format til Tall, og skriv tallet på nytt.",
)  # fmt: skip
NOT_A_NUMBER = error(
    "TALL-02", "Tekst der det skal stå et tall",
    "«{expected}» inneholder «{found}», som ikke er et tall.",
    "Skriv et tall, eller tøm cellen og flytt teksten til Kommentar.",
)  # fmt: skip
NEGATIVE = error(
    "TALL-03", "Negativt tall",
    "«{expected}» er {found}, men kan ikke være mindre enn 0.",
    "Rett tallet, eller slett raden dersom aktiviteten utgår.",
)  # fmt: skip
ERROR_VALUE = error(
    "TALL-04", "Feilverdi i celle",
    "«{expected}» viser feilverdien {found}.",
    "Rett formelen eller tallet som gir feilen, og lagre på nytt; ved #NAVN? (#NAME?) mangler en "
    "funksjon, og tillegget Estimat må slås på.",
)  # fmt: skip
OUT_OF_RANGE = error(
    "TALL-08", "Tall utenfor alle grenser",
    "«{expected}» er {found}; det kan verken være timer eller kroner.",
    "Skriv tallet på nytt; se etter siffer som er limt inn to ganger.",
)  # fmt: skip
CLOCK = error(
    "TALL-09", "Dato eller klokkeslett i tallkolonne",
    "«{expected}» er skrevet som dato eller klokkeslett (lagret som {found}).",
    "Sett cellens format til Tall og skriv timene som desimaltall, for eksempel 7,5.",
)  # fmt: skip
NOT_ABOVE_ZERO = error(
    "TALL-10", "Tall som må være større enn null",
    "«{expected}» er {found}, men må være større enn 0.",
    "Skriv et tall større enn 0; en tom timepris på en rad betyr at forutsetningen gjelder.",
)  # fmt: skip
NO_VALUE = error(
    "FORMEL-04", "Formel uten lagret resultat",
    "«{expected}» har formelen {found}, men fila har ikke lagret noe resultat.",
    "Åpne fila i Excel eller LibreOffice, regn ut alt på nytt og lagre.",
)  # fmt: skip
# A row of none of the three kinds has nowhere to go in the total.
UNKNOWN_KIND = error(
    "KOST-03", "Ukjent kostnadstype",
    "Raden har tall, men kostnadstypen «{found}» er ikke en av de tre.",
    "Velg en av typene i nedtrekkslisten: {expected}.",
)  # fmt: skip


class Flaw(NamedTuple):
    """A cell that ought to hold a number and does not: which rule says so, and what was found."""

    meaning: Column | Field
    row: int
    column: int
    rule: Rule
    found: str


class Activity(NamedTuple):
    """A row of an area's table. A number that is blank or flawed is None."""

    row: int
    id: str
    name: str
    kind_text: str
    responsible: str
    hours: Decimal | None
    low: Decimal | None
    high: Decimal | None
    rate: Decimal | None
    amount: Decimal | None
    flaws: tuple[Flaw, ...]

    @property
    def kind(self) -> Kind | None:
        return KINDS.get(self.kind_text)

    @property
    def has_numbers(self) -> bool:
        """Whether anything but text stands in the row's input, sound or not."""
        return bool(self.flaws) or not self.hours is self.rate is self.amount is None

    @property
    def left_out(self) -> Rule | None:
        """The rule that keeps this row out of every total, or None when it counts."""
        if self.flaws:
            return self.flaws[0].rule
        return UNKNOWN_KIND if self.kind is None and self.has_numbers else None


NOWHERE: Final = Range(0, 0, 0, 0)
READABLE: Final = 1e18
"""Longer numbers than this are shown by their power of ten."""

LONGEST_TEXT: Final = 100
"""Rows read of a named text; the name itself comes from the file and may span a million."""

KINDS: Final[dict[str, Kind]] = {kind.value: kind for kind in Kind}


class Assumptions(NamedTuple):
    """The rates and the frame; None is an assumption that is missing or flawed."""

    year: Decimal | None
    hourly_rate: Decimal | None
    hours_per_year: Decimal | None
    full_cost: Decimal | None
    risk_reserve: Decimal | None
    tolerance: Decimal | None
    ministry: str
    price_level: str

    @property
    def complete(self) -> bool:
        """Whether hours can be priced and turned into full-time years."""
        return self.hourly_rate is not None and self.hours_per_year is not None


NO_ASSUMPTIONS: Final = Assumptions(None, None, None, None, None, None, "", "")


class Area(NamedTuple):
    """A service area: its sheet and table, its head, and its activities."""

    sheet: Sheet
    table: Table
    columns: dict[str, int]
    id: str
    name: str
    responsible: str
    status: str
    budget: Decimal | None
    ambitions: tuple[str, ...]
    reason: str
    head_flaws: tuple[Flaw, ...]
    activities: tuple[Activity, ...]

    def rows(self) -> Range:
        """The cells of the table's rows."""
        table = self.table
        return table.area._replace(top=table.first_row, bottom=max(table.first_row, table.last_row))


class Estimate(NamedTuple):
    """All that one workbook holds; `strangers` are sheets that look like areas but lack marks."""

    book: Book
    assumptions: Assumptions
    assumption_cells: dict[str, Place]
    assumption_flaws: tuple[Flaw, ...]
    areas: tuple[Area, ...]
    strangers: tuple[Sheet, ...]

    def place_of_book(self) -> Place:
        """The workbook itself."""
        return Place(self.book.file)

    def place(self, sheet: Sheet, row: int = 0, column: int = 0) -> Place:
        """Where a cell of a sheet is; without row and column the sheet itself."""
        return Place(self.book.file, sheet.name, address(row, column) if row else "")

    def cell(self, area: Area, activity: Activity, column: Column) -> Place:
        """Where an activity's cell is; in the row's first column when its own is missing."""
        position = area.columns.get(column.header, area.table.area.left)
        return self.place(area.sheet, activity.row, position)

    def head(self, area: Area, field: Field) -> Place:
        """Where a field of an area's head is; the sheet itself when the name is gone."""
        cells = area.sheet.names.get(field.name)
        return self.place(area.sheet, *((cells.top, cells.left) if cells else ()))


class Cost(NamedTuple):
    """What a row comes to: hours, and kroner by the way they arise, not rounded."""

    hours: Decimal
    from_hours: Decimal
    amount: Decimal

    @property
    def kroner(self) -> Decimal:
        return total((self.from_hours, self.amount))


def cost_of(activity: Activity, hourly_rate: Decimal) -> Cost:
    """Price a row by its own rate, or else by the assumption; flawed numbers count as nothing."""
    hours = activity.hours or ZERO
    rate = hourly_rate if activity.rate is None else activity.rate
    return Cost(hours, exactly(functions.cost, hours, rate), activity.amount or ZERO)


def interpret(book: Book) -> Estimate:
    """Recognise the areas and the assumptions of a workbook."""
    areas = []
    strangers = []
    for sheet in book.sheets:
        tables = area_tables(sheet)
        if layout.AREA_ID.name in sheet.names and tables:
            areas.append(_area(sheet, tables[0]))
        elif layout.AREA_ID.name in sheet.names or tables or _has_header_row(sheet):
            strangers.append(sheet)
    assumptions, cells, flaws = _assumptions(book)
    return Estimate(book, assumptions, cells, flaws, tuple(areas), tuple(strangers))


def area_tables(sheet: Sheet) -> list[Table]:
    """The tables of a sheet that have the headers of an area."""
    return [table for table in sheet.tables if _is_area_header(table.headers)]


def _is_area_header(texts: Iterable[object]) -> bool:
    known = sum(text in layout.HEADERS for text in texts if isinstance(text, str))
    return known >= layout.KNOWN_HEADERS_OF_A_TABLE


def _has_header_row(sheet: Sheet) -> bool:
    known = Counter(
        row
        for (row, _), value in sheet.values.items()
        if isinstance(value, str) and value in layout.HEADERS
    )
    return any(count >= layout.KNOWN_HEADERS_OF_A_TABLE for count in known.values())


def _area(sheet: Sheet, table: Table) -> Area:
    def text(field: Field) -> str:
        return " ".join(_texts(sheet, field))

    budget, budget_flaws = _named_number(sheet, layout.AREA_BUDGET)
    columns = {
        header: table.area.left + offset
        for offset, header in enumerate(table.headers)
        if header in layout.HEADERS
    }
    return Area(
        sheet,
        table,
        columns,
        id=text(layout.AREA_ID),
        name=text(layout.AREA_NAME),
        responsible=text(layout.AREA_RESPONSIBLE),
        status=text(layout.AREA_STATUS),
        budget=budget,
        ambitions=tuple(_texts(sheet, layout.AREA_AMBITIONS)),
        reason="\n".join(_texts(sheet, layout.AREA_REASON)),
        head_flaws=budget_flaws,
        activities=tuple(_activities(sheet, table, columns)),
    )


def _activities(sheet: Sheet, table: Table, columns: dict[str, int]) -> Iterator[Activity]:
    values = sheet.values
    texts = [
        columns.get(column.header, 0)
        for column in (layout.ID, layout.ACTIVITY, layout.KIND, layout.RESPONSIBLE)
    ]
    inputs = [(column, columns.get(column.header, 0)) for column in layout.NUMERIC_INPUTS]
    for row in range(table.first_row, table.last_row + 1):
        id, name, kind, responsible = [as_text(values.get((row, column))) for column in texts]
        read = [_number(sheet, row, position, column) for column, position in inputs]
        flaws = tuple(number for number in read if isinstance(number, Flaw))
        hours, low, high, rate, amount = [
            None if isinstance(number, Flaw) else number for number in read
        ]
        activity = Activity(row, id, name, kind, responsible, hours, low, high, rate, amount, flaws)
        if id or name or kind or activity.has_numbers:
            yield activity


def as_text(value: Value) -> str:
    """What a cell says, as the text a person reads; an empty cell says nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, bool):
        return "SANN" if value else "USANN"
    return f"{value:.15g}".replace(".", ",")


def as_shown(value: Value) -> str:
    """What a cell says, as a message shows it: long numbers in groups, and blanks that show."""
    if isinstance(value, str):
        return value if value.strip() else "(blank tekst)"
    if not isinstance(value, float):
        return as_text(value)
    if math.isfinite(value):
        return norwegian.number(value) if abs(value) < READABLE else as_text(value)
    return "ikke noe tall" if math.isnan(value) else "uendelig"


def _number(sheet: Sheet, row: int, column: int, meaning: Column | Field) -> Decimal | Flaw | None:
    """The number in a cell, None when it is empty, or what is wrong with it."""
    value = sheet.values.get((row, column))
    if isinstance(value, float):
        number = exact(value)
        if number is None:
            rule = OUT_OF_RANGE
        elif sheet.dates and (row, column) in sheet.dates:
            rule = CLOCK
        elif number <= 0 and meaning in layout.ABOVE_ZERO:
            rule = NOT_ABOVE_ZERO
        elif number < 0:
            rule = NEGATIVE
        else:
            return number
    elif value is None:
        formula = sheet.formulas.get((row, column))
        if formula is None:
            return None
        return Flaw(meaning, row, column, NO_VALUE, f"={formula}")
    elif isinstance(value, CellError):
        rule = ERROR_VALUE
    elif isinstance(value, str) and LOOKS_LIKE_A_NUMBER.fullmatch(value):
        rule = TEXT_NUMBER
    else:
        rule = NOT_A_NUMBER
    return Flaw(meaning, row, column, rule, as_shown(value))


def _texts(sheet: Sheet, field: Field) -> list[str]:
    cells = sheet.names.get(field.name)
    if cells is None:
        return []
    rows = range(cells.top, min(cells.bottom, cells.top + LONGEST_TEXT) + 1)
    inside = (as_text(sheet.values.get((row, cells.left))) for row in rows)
    return [text for text in inside if text]


def _named_number(sheet: Sheet, field: Field) -> tuple[Decimal | None, tuple[Flaw, ...]]:
    cells = sheet.names.get(field.name)
    if cells is None:
        return None, ()
    number = _number(sheet, cells.top, cells.left, field)
    return (None, (number,)) if isinstance(number, Flaw) else (number, ())


def _assumptions(book: Book) -> tuple[Assumptions, dict[str, Place], tuple[Flaw, ...]]:
    sheets = {sheet.name: sheet for sheet in book.sheets}
    cells: dict[str, Place] = {}
    flaws: list[Flaw] = []

    def sheet_of(field: Field) -> tuple[Sheet, Range] | None:
        name, cell = book.names.get(field.name, ("", NOWHERE))
        if name not in sheets:
            return None
        cells[field.name] = Place(book.file, name, address(cell.top, cell.left))
        return sheets[name], cell

    def number(field: Field) -> Decimal | None:
        found = sheet_of(field)
        if found is None:
            return None
        sheet, cell = found
        read = _number(sheet, cell.top, cell.left, field)
        if isinstance(read, Flaw):
            flaws.append(read)
            return None
        return read

    def text(field: Field) -> str:
        found = sheet_of(field)
        return "" if found is None else as_text(found[0].values.get(found[1][:2]))

    assumptions = Assumptions(
        number(layout.YEAR),
        number(layout.HOURLY_RATE),
        number(layout.HOURS_PER_YEAR),
        number(layout.FULL_COST),
        number(layout.RISK_RESERVE),
        number(layout.TOLERANCE),
        text(layout.MINISTRY),
        text(layout.PRICE_LEVEL),
    )
    return assumptions, cells, tuple(flaws)
