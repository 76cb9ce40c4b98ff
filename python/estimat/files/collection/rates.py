"""What a whole workbook assumes, and what has to be written in a part for it to assume the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from ...core import layout
from ...core.amounts import ore
from ...core.book import Book, Sheet
from ...core.checks.scenarios import IS_A_SCENARIO
from ...core.checks.structure import MISSING_ASSUMPTION
from ...core.collection.dispatch import Dispatch, print_of_area
from ...core.errors import RefusedError, UsageError
from ...core.estimate import Estimate, Factor, Head
from ...core.findings import Severity, as_errors
from ...core.flaws import Said, said
from ...core.interpret import factor_tables, rows_of
from ...core.layout import Field
from ...core.norwegian import counted
from ...core.precedents import Cell
from ..workbooks.areafile import Assumption
from ..workbooks.assumptionsheet import SOURCES
from ..workbooks.guidesheet import dispatch_lines
from ..workbooks.proven import read_whole
from ..workbooks.rebuilding import area_file_of

_NONE_MADE: Final = "Ingen filer er oppdatert"


class Rates(NamedTuple):
    """What all parts of an estimate are to assume, as `estimat del` would write it in them now.

    `heads` are those of its areas, by id as it is compared, and `sums` what these come to, each
    with the print of what is written in it.
    """

    source: str
    sha256: str
    assumptions: Mapping[Field, Assumption]
    explanation: str
    governors: tuple[str, ...]
    factors: tuple[Factor, ...]
    heads: Mapping[str, Head]
    sums: Mapping[str, tuple[str, Decimal]]

    def said(self, field: Field) -> Said:
        value = self.assumptions[field].value
        return None if value == "" else value

    @property
    def year(self) -> Said:
        return self.said(layout.YEAR)


class Change(NamedTuple):
    """Something that is assumed, and what a part said of it, and says now."""

    what: str
    before: Said
    after: Said


class Wanted(NamedTuple):
    """What is to be written in the cells of a part, what that changes, and what cannot be done."""

    cells: Mapping[Cell, Said] = MappingProxyType({})
    changes: tuple[Change, ...] = ()
    left: tuple[str, ...] = ()
    wide: tuple[Cell, ...] = ()
    """Those of the cells in which a long text wraps, in the column of sources."""


def rates_of(master: Path) -> Rates:
    """What a whole workbook assumes; raises RefusedError when something is wrong with that."""
    source = read_whole([master])
    part = source.parts[0]
    if not source.estimates:
        raise RefusedError(_NONE_MADE, part.findings, unread=True)
    (estimate,) = source.estimates
    if estimate.whole:
        raise UsageError(
            f"{master} er selv en del av et estimat. Oppgi den hele arbeidsboken, som har satsene."
        )
    if part.scenario:
        told = [each for each in source.consolidation.findings if each.code == IS_A_SCENARIO.code]
        raise RefusedError(_NONE_MADE, as_errors(told), unread=False)
    sheets = {place.sheet for place in estimate.assumption_cells.values()}
    sheets |= {sheet.name for sheet, _ in factor_tables(estimate.book)}
    wrong = [
        each
        for each in part.findings
        if each.severity is Severity.ERROR
        and (each.place.sheet in sheets or each.code == MISSING_ASSUMPTION.code)
    ]
    if wrong or not estimate.assumptions.whole:
        raise RefusedError(_NONE_MADE, wrong or part.findings, unread=False)
    areas = area_file_of([estimate], master.stem)
    return Rates(
        master.name,
        part.sha256,
        areas.assumptions,
        areas.double_control,
        tuple(areas.governors),
        tuple(areas.factors),
        {layout.spelled(area.head.id): area.head for area in areas.areas},
        {
            each.key: (print_of_area(area.head, area.rows), ore(each.kroner))
            for each, area in zip(part.areas, areas.areas, strict=True)
            if not each.left_out
        },
    )


def missing(estimate: Estimate) -> list[str]:
    """The assumptions that a part has no cell for, and cannot do without."""
    return [field.label for field in layout.OF_THE_TOTAL if estimate.book.named(field.name) is None]


def wanted(estimate: Estimate, rates: Rates) -> Wanted:
    """What a part lacks of what it is to assume."""
    found = [
        *(each for field in layout.ASSUMPTIONS for each in _assumption(estimate, rates, field)),
        *_explanation(estimate, rates),
        _governors(estimate, rates),
        _factors(estimate, rates),
    ]
    return Wanted(
        {cell: value for each in found for cell, value in each.cells.items()},
        tuple(change for each in found for change in each.changes),
        tuple(dict.fromkeys(left for each in found for left in each.left)),
        tuple(cell for each in found for cell in each.wide),
    )


def dispatch_cells(book: Book, dispatch: Dispatch) -> tuple[dict[Cell, Said], list[str]]:
    """What is to stand in a part of how it was sent out, and what has no cell there."""
    cells: dict[Cell, Said] = {}
    gone = []
    for field, value in dispatch_lines(dispatch):
        found = book.named(field.name)
        if found is None:
            gone.append(field.label)
        else:
            cells[found[0].name, found[1][:2]] = None if value == "" else value
    return cells, gone


def _assumption(estimate: Estimate, rates: Rates, field: Field) -> Iterator[Wanted]:
    """An assumption, and its source."""
    found = estimate.book.named(field.name)
    if found is None:
        yield _left(f"fila har ingen celle for {field.label}")
        return
    sheet, (row, column, *_) = found
    yield _one(field.label, sheet, (row, column), rates.said(field))
    if beside := _source_column(sheet, row, column):
        source = rates.assumptions[field].source or None
        yield _wide(_one(f"Kilde til {field.label}", sheet, (row, beside), source))
    else:
        yield _left(f"fila har ikke kolonnen «{SOURCES}», og kildene er ikke oppdatert")


def _explanation(estimate: Estimate, rates: Rates) -> Iterator[Wanted]:
    """Why the rates do not agree to the krone."""
    if found := estimate.book.named(layout.DOUBLE_CONTROL.name):
        told = f"Forklaring av {layout.DOUBLE_CONTROL.label.lower()}"
        yield _wide(_one(told, found[0], found[1][:2], rates.explanation or None))


def _one(what: str, sheet: Sheet, place: tuple[int, int], now: Said) -> Wanted:
    """One cell, which has a value of its own from now on."""
    was = said(sheet.values.get(place))
    if place in sheet.formulas:
        told = f"{what} var en formel i fila, og er nå verdien i arbeidsboken"
        return Wanted({(sheet.name, place): now}, (Change(what, was, now),), (told,))
    if was == now:
        return Wanted()
    return Wanted({(sheet.name, place): now}, (Change(what, was, now),))


def _wide(found: Wanted) -> Wanted:
    return found._replace(wide=(*found.cells,))


def _left(why: str) -> Wanted:
    return Wanted(left=(why,))


def _source_column(sheet: Sheet, row: int, column: int) -> int | None:
    """Where the sources of the table stand that an assumption is in."""
    for table in sheet.tables:
        headers = [*map(layout.spelled, table.headers)]
        if table.area.holds(row, column) and layout.spelled(SOURCES) in headers:
            return table.area.left + headers.index(layout.spelled(SOURCES))
    return None


def _governors(estimate: Estimate, rates: Rates) -> Wanted:
    """The list of those who may govern."""
    label, wanted_ = layout.GOVERNORS.label, rates.governors
    found = estimate.book.named(layout.GOVERNORS.name)
    if found is None:
        return _left(f"fila har ingen liste «{label}»") if wanted_ else Wanted()
    sheet, cells = found
    places = [(row, cells.left) for row in rows_of(sheet, cells)]
    was = tuple(str(each) for place in places if (each := said(sheet.values.get(place))))
    if was == wanted_:
        return Wanted()
    if len(wanted_) > len(places):
        told = f"listen «{label}» er ikke oppdatert: den har {len(places)} plasser i fila"
        return _left(f"{told}, og {len(wanted_)} navn i arbeidsboken")
    names = [*wanted_, *[None] * (len(places) - len(wanted_))]
    change = Change(f"Listen {label}", ", ".join(was) or None, ", ".join(wanted_) or None)
    return Wanted(_differing(sheet, dict(zip(places, names, strict=True))), (change,))


def _factors(estimate: Estimate, rates: Rates) -> Wanted:
    """The table of common factors."""
    was = [factor for _, factor in estimate.factors]
    if was == [*rates.factors]:
        return Wanted()
    tables = [*factor_tables(estimate.book)]
    if len(tables) != 1:
        why = "fila har ikke tabellen" if not tables else "fila har tabellen to ganger"
        return _left(f"{layout.FACTORS_SHEET} er ikke oppdatert: {why}")
    ((sheet, table),) = tables
    room = table.last_row - table.first_row + 1
    if len(rates.factors) > room:
        told = f"{layout.FACTORS_SHEET} er ikke oppdatert: tabellen i fila har {room} rader"
        return _left(f"{told}, og arbeidsboken {len(rates.factors)} faktorer")
    headers = [*map(layout.spelled, table.headers)]
    columns = [
        table.area.left + headers.index(layout.spelled(each.label))
        for each in layout.FACTOR_COLUMNS
    ]
    standing = {row - table.first_row for row, _ in (*sheet.values, *sheet.formulas)}
    rows = sorted({*range(len(rates.factors))} | {row for row in standing if 0 <= row < room})
    blank = (None,) * len(columns)
    stands = {
        (table.first_row + row, column): value or None if isinstance(value, str) else value
        for row in rows
        for column, value in zip(
            columns, rates.factors[row] if row < len(rates.factors) else blank, strict=True
        )
    }
    change = Change(layout.FACTORS_SHEET, _counted(was), _counted(rates.factors))
    return Wanted(_differing(sheet, stands), (change,))


def _counted(factors: Sequence[Factor]) -> str:
    return counted(len(factors), "faktor", "faktorer")


def _differing(sheet: Sheet, stands: Mapping[tuple[int, int], Said]) -> dict[Cell, Said]:
    return {
        (sheet.name, place): value
        for place, value in stands.items()
        if said(sheet.values.get(place)) != value or place in sheet.formulas
    }
