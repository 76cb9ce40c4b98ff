"""Recognises the estimate in a workbook, by the marks of its sheets.

`interpret` never fails: what cannot be understood is kept as it stands, and the checks say so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from . import layout
from .amounts import ZERO
from .book import Book, Range, Sheet, Table, address
from .estimate import (
    KINDS,
    NO_ASSUMPTIONS,
    Activity,
    Area,
    Assumptions,
    Estimate,
    Factor,
    Head,
    Inputs,
    price,
)
from .findings import Place
from .flaws import Flaw, as_code, as_text, read_number, said
from .layout import Field
from .values import Value

NOWHERE: Final = Range(0, 0, 0, 0)
"""The cells of a name that is not there: one that is always empty."""

_LONGEST_HEADING: Final = 30
"""Signs, blanks among them: what is longer is not looked at."""

_LONGEST_NAMED: Final = 1_000
"""Rows of named cells that are read as they come; the name may span a million."""


def interpret(book: Book, borrowed: Assumptions = NO_ASSUMPTIONS) -> Estimate:
    """Recognise the assumptions and the areas of a workbook; one without any uses the borrowed."""
    assumptions, cells, flaws = _assumptions(book)
    if assumptions == NO_ASSUMPTIONS:
        assumptions = borrowed
    areas = []
    strangers = []
    for sheet in book.sheets:
        tables = area_tables(sheet)
        if layout.AREA_ID.name in sheet.names and tables:
            areas.append(_area(sheet, tables[0], assumptions.hourly_rate or ZERO))
        elif (
            tables
            or _has_header_row(sheet)
            or any(each.name in sheet.names for each in layout.HEAD)
        ):
            strangers.append(sheet)
    return Estimate(
        book, assumptions, cells, flaws, tuple(areas), tuple(strangers), tuple(_whole(book)),
        tuple(_factors(book)), *_scenario(book), tuple(_undelivered(book)),
    )  # fmt: skip


def counts_on_formulas(estimate: Estimate) -> bool:
    """Whether a total hangs on what formulas were saved with; those of the template never count."""
    assumed = {(place.sheet, place.cell) for place in estimate.assumption_cells.values()}
    for sheet in estimate.book.sheets:
        if any((sheet.name, address(*cell)) in assumed for cell in sheet.formulas):
            return True
    for area in estimate.areas:
        computed = {area.columns.get(column.header, 0) for column in layout.COMPUTED}
        rows, sheet = area.rows(), area.sheet
        head = [sheet.names[field.name] for field in layout.HEAD if field.name in sheet.names]
        for row, column in sheet.formulas:
            inside = rows.top <= row and column in area.columns.values() and column not in computed
            if inside or any(cells.holds(row, column) for cells in head):
                return True
    tables = (
        each
        for columns in (layout.FACTOR_COLUMNS, layout.SCENARIO_COLUMNS, layout.EXCEPTION_COLUMNS)
        for each in tables_with(estimate.book, columns)
    )
    return any(table.area.holds(*cell) for sheet, table in tables for cell in sheet.formulas)


def _scenario(book: Book) -> tuple[str, str]:
    """Which scenario the workbook is, by its mark, or by the notice on the sheet of an area.

    With what is laid over the plan, which stands right below its name. The notice goes along with a
    sheet that is moved to another workbook, and stays without a mark.
    """
    marked = book.named(layout.SCENARIO_MARK)
    if marked and (name := as_text(marked[0].values.get(marked[1][:2]))):
        return name, as_text(marked[0].values.get((marked[1].top + 1, marked[1].left)))
    for sheet in book.sheets:
        if layout.AREA_ID.name in sheet.names:
            notice = _NOTICE.match(as_text(sheet.values.get((2, 1))))
            if notice:
                return notice[1], ""
    return ("uten navn" if layout.SCENARIO_MARK in book.names else ""), ""


_NOTICE: Final = re.compile(
    "(.+?)".join(map(re.escape, layout.SCENARIO_NOTICE.split("{}"))), re.DOTALL
)


def _whole(book: Book) -> Iterator[tuple[str, str]]:
    listed = book.named(layout.WHOLE.name)
    if listed is None:
        return
    sheet, cells = listed
    for row in rows_of(sheet, cells):
        id, called = (as_text(sheet.values.get((row, cells.left + n))) for n in (0, 1))
        if id:
            yield id, called.removesuffix(layout.IN_THIS_FILE)


def _undelivered(book: Book) -> Iterator[str]:
    listed = book.named(layout.UNDELIVERED.name)
    if listed:
        said = as_text(listed[0].values.get(listed[1][:2]))
        yield from filter(None, (each.strip() for each in said.split(";")))


def tables_with(book: Book, columns: Iterable[Field]) -> Iterator[tuple[Sheet, Table]]:
    """The tables that are known by these headings."""
    wanted = {layout.spelled(column.label) for column in columns}
    for sheet in book.sheets:
        for table in sheet.tables:
            if wanted <= set(map(layout.spelled, table.headers)):
                yield sheet, table


def factor_tables(book: Book) -> Iterator[tuple[Sheet, Table]]:
    """The tables of common factors; there should be one at most."""
    return tables_with(book, layout.FACTOR_COLUMNS)


def written_rows(
    sheet: Sheet, table: Table, columns: Sequence[Field]
) -> Iterator[tuple[int, list[int]]]:
    """The rows of a table in which anything stands, and where each of the columns is."""
    headers = [*map(layout.spelled, table.headers)]
    places = [table.area.left + headers.index(layout.spelled(each.label)) for each in columns]
    for row in _rows_to_read(sheet, table):
        cells = [(row, place) for place in places]
        if any(cell in sheet.formulas or sheet.values.get(cell) is not None for cell in cells):
            yield row, places


def _factors(book: Book) -> Iterator[tuple[Place, Factor]]:
    """The common factors, each with the place of its row."""
    for sheet, table in factor_tables(book):
        # A formula without a result is no blank cell: it makes the factor one that is flawed.
        for row, columns in written_rows(sheet, table, layout.FACTOR_COLUMNS):
            name, works_on, *numbers, reason = (
                sheet.values.get((row, column)) for column in columns
            )
            place = Place(book.file, sheet.name, address(row, columns[0]))
            low, likely, high = map(_fraction, numbers)
            texts = as_text(name), as_text(works_on)
            yield place, Factor(*texts, low, likely, high, as_text(reason))


def _fraction(value: Value) -> Decimal | None:
    """A number that a factor can have; None for anything else."""
    number = said(value)
    return number if isinstance(number, Decimal) and number >= 0 else None


def area_tables(sheet: Sheet) -> list[Table]:
    """The tables of a sheet that have the headers of an area."""
    return [
        table
        for table in sheet.tables
        if sum(layout.spelled(text) in layout.MARKING for text in table.headers)
        >= layout.KNOWN_HEADERS_OF_A_TABLE
    ]


def _has_header_row(sheet: Sheet) -> bool:
    known = Counter(
        row
        for (row, _), value in sheet.values.items()
        if isinstance(value, str)
        and len(value) <= _LONGEST_HEADING
        and layout.spelled(value) in layout.MARKING
    )
    return any(count >= layout.KNOWN_HEADERS_OF_A_TABLE for count in known.values())


def _area(sheet: Sheet, table: Table, hourly_rate: Decimal) -> Area:
    def text(field: Field) -> str:
        return " ".join(_texts(sheet, field))

    budget, budget_flaws = _named_number(sheet, layout.AREA_BUDGET)
    status = text(layout.AREA_STATUS)
    columns: dict[str, int] = {}
    last_year = 0
    for offset, text_ in enumerate(table.headers):
        if layout.LAST_YEAR.fullmatch(text_):
            last_year = last_year or table.area.left + offset
        header = layout.BY_HEADING.get(layout.spelled(text_))
        if header:  # of two that are spelled alike the first; the other is a finding
            columns.setdefault(header, table.area.left + offset)
    return Area(
        sheet,
        table,
        columns,
        Head(
            id=text(layout.AREA_ID),
            name=text(layout.AREA_NAME),
            responsible=text(layout.AREA_RESPONSIBLE),
            status=layout.STATUSES.get(layout.spelled(status), status),
            budget=budget,
            ambitions=(*_texts(sheet, layout.AREA_AMBITIONS), *_more_ambitions(sheet, table)),
            reason="\n".join(_lines(_texts(sheet, layout.AREA_REASON))),
        ),
        budget_flaws,
        tuple(activities(sheet, _rows_to_read(sheet, table), columns, hourly_rate, last_year)),
    )


def _more_ambitions(sheet: Sheet, table: Table) -> Iterator[str]:
    """Those that somebody wrote right below their box, where it had become full."""
    box = sheet.names.get(layout.AREA_AMBITIONS.name, NOWHERE)
    for row in range(box.bottom + 1, table.area.top):
        text = sheet.values.get((row, box.left))
        if not isinstance(text, str) or not text.strip():
            return
        yield as_text(text)


def activities(
    sheet: Sheet,
    rows: Iterable[int],
    columns: dict[str, int],
    hourly_rate: Decimal,
    last_year: int = 0,
) -> Iterator[Activity]:
    """The rows of a sheet that say something in the columns of its table, priced."""
    values = sheet.values
    texts = [
        (column.field, columns.get(column.header, 0), _KNOWN.get(column, {}))
        for column in layout.INPUTS
        if not column.unit
    ]
    numbers = [
        (column, columns[column.header])
        for column in layout.NUMERIC_INPUTS
        if column.header in columns
    ]
    for row in rows:
        written: dict[str, Any] = {}
        flaws = []
        for field, position, known in texts:
            written_as = as_code if field == layout.PROJECT.field else as_text
            text = written_as(values.get((row, position)))
            if field in _COUNTED_ON and not text and (row, position) in sheet.formulas:
                text = NO_RESULT  # it is no blank cell
            written[field] = known.get(layout.spelled(text), text) if known else text
        for column, position in numbers:
            number = read_number(sheet, row, position, column)
            if isinstance(number, Flaw):
                flaws.append(number)
            else:
                written[column.field] = number
        if last_year and isinstance(was := said(values.get((row, last_year))), Decimal):
            written["last_year"] = was
        inputs = Inputs(**written)
        cost = price(inputs.hours, inputs.rate, inputs.amount, hourly_rate)
        activity = Activity(row, inputs, tuple(flaws), cost)
        if inputs.id or inputs.name or inputs.kind_text or activity.has_numbers:
            yield activity


NO_RESULT: Final = "(formel uten resultat)"
"""What a cell is read as that scenarios count on, and whose formula was saved without a result."""

_COUNTED_ON: Final = {
    column.field
    for column in (layout.AMBITION, layout.GOVERNED, layout.INVOLVEMENT, layout.ROW_STATUS)
}

_KNOWN: Final = {
    layout.KIND: {spelled: kind.value for spelled, kind in KINDS.items()},
    layout.AMBITION: layout.LEVELS,
    layout.INVOLVEMENT: layout.ANSWERS,
    layout.ROW_STATUS: {layout.spelled(layout.ENDED): layout.ENDED},
}
"""The words that columns have lists of, by how they are compared."""


def _rows_to_read(sheet: Sheet, table: Table) -> Iterable[int]:
    """The table's rows; only those with cells when it is dragged far beyond them."""
    rows = range(table.first_row, table.last_row + 1)
    if len(rows) <= len(sheet.values) + len(sheet.formulas):
        return rows
    return sorted({row for row, _ in (*sheet.values, *sheet.formulas) if row in rows})


def _texts(sheet: Sheet, field: Field) -> list[str]:
    cells = sheet.names.get(field.name, NOWHERE)
    inside = (as_text(sheet.values.get((row, cells.left))) for row in rows_of(sheet, cells))
    return [text for text in inside if text]


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """Texts line by line: in a cell each, or many in one, with empty ones between them."""
    return filter(None, (line.strip() for text in texts for line in text.splitlines()))


def rows_of(sheet: Sheet, cells: Range) -> Iterable[int]:
    """The rows of named cells; of very many only those in which anything stands."""
    rows = range(cells.top, cells.bottom + 1)
    if len(rows) <= _LONGEST_NAMED:
        return rows
    return sorted({row for row, _ in sheet.values if row in rows})


def _named_number(sheet: Sheet, field: Field) -> tuple[Decimal | None, tuple[Flaw, ...]]:
    cells = sheet.names.get(field.name, NOWHERE)
    number = read_number(sheet, cells.top, cells.left, field)
    return (None, (number,)) if isinstance(number, Flaw) else (number, ())


def _assumptions(book: Book) -> tuple[Assumptions, dict[str, Place], tuple[Flaw, ...]]:
    cells: dict[str, Place] = {}
    flaws: list[Flaw] = []
    read: list[Any] = [*NO_ASSUMPTIONS]
    for position, field in enumerate(layout.ASSUMPTIONS):
        found = book.named(field.name)
        if found is None:
            continue
        sheet, cell = found
        cells[field.name] = Place(book.file, sheet.name, address(cell.top, cell.left))
        if field in layout.TEXT_ASSUMPTIONS:
            read[position] = as_text(sheet.values.get(cell[:2]))
            continue
        number = read_number(sheet, cell.top, cell.left, field)
        if isinstance(number, Flaw):
            flaws.append(number)
        else:
            read[position] = number
    return Assumptions(*read), cells, tuple(flaws)
