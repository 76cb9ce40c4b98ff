"""The sheet Forutsetninger: the rates as named cells, each with its source, and their control."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from ..core import functions, layout, norwegian
from ..core.amounts import difference, exactly
from ..core.checks.kinds import AGREEMENT
from ..core.layout import Field
from .areafile import AreaFile
from .rowheights import fit
from .styles import Look, Styles, put, set_up_page

SHEET: Final = "Forutsetninger"

_NAME, _VALUE, _UNIT, _SOURCE = range(4)
_WIDTHS: Final = (31, 33, 13, 86)
_FIRST: Final = 4
"""The row of the first assumption, from 0."""

_LOOKS: Final[dict[Field, Look]] = {
    layout.YEAR: "year",
    layout.HOURLY_RATE: "hours",
    layout.HOURS_PER_YEAR: "hours",
    layout.FULL_COST: "kroner",
    layout.RISK_RESERVE: "millions",
    layout.TOLERANCE: "millions",
    layout.MINISTRY: "wrap",
    layout.PRICE_LEVEL: "wrap",
}


class _Line(NamedTuple):
    """A line of one of the two tables; with a formula the value is its result."""

    label: str
    value: Decimal | str
    look: Look
    unit: str
    explanation: str
    formula: str = ""


def write_assumptions(areas: AreaFile, book: Workbook, styles: Styles) -> None:
    """Add the sheet with the rates that all the others use by name."""
    sheet = book.add_worksheet(SHEET)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, SHEET, styles("title"))
    legend = "Celler med ramme fylles ut, og satsene gjelder i alle arkene. Grå celler regnes ut."
    sheet.write_string(1, 0, legend, styles("note"))
    lines = [
        _Line(field.label, value, _LOOKS[field], field.unit, source)
        for field, (value, source) in areas.assumptions.items()
    ]
    headers = ("Forutsetning", "Verdi", "Enhet", "Kilde og forklaring")
    below = _write_table(_FIRST - 1, headers, lines, sheet, styles)
    for row, (field, (value, _)) in enumerate(areas.assumptions.items(), start=_FIRST):
        book.define_name(field.name, f"='{SHEET}'!{xl_range_abs(row, _VALUE, row, _VALUE)}")
        if isinstance(value, Decimal):
            _limit(row, field, sheet)
    headers = ("Dobbel kontroll", "Verdi", "Enhet", "Forklaring")
    below = _write_table(below + 1, headers, _double_control(areas), sheet, styles)
    set_up_page(sheet)
    sheet.print_area(0, 0, below - 1, _SOURCE)


def _write_table(
    top: int, headers: Sequence[str], lines: Sequence[_Line], sheet: Worksheet, styles: Styles
) -> int:
    """Write header and lines; gives the row below."""
    sides: tuple[Look, ...] = ("left", "right", "inset", "left")
    columns = [
        {"header": text, "header_format": styles("header", side)}
        for text, side in zip(headers, sides, strict=True)
    ]
    name = headers[0].replace(" ", "_")
    about = {"name": name, "columns": columns, "autofilter": False, "style": None}
    sheet.add_table(top, 0, top + len(lines), len(headers) - 1, about)
    for row, line in enumerate(lines, start=top + 1):
        sheet.write_string(row, _NAME, line.label, styles("label", "plain"))
        if line.formula:
            face = styles("right", line.look, "computed")
            result = line.value if isinstance(line.value, str) else float(line.value)
            sheet.write_formula(row, _VALUE, f"={line.formula}", face, result)
        else:
            put(sheet, row, _VALUE, line.value, styles("right", line.look, "input"))
        put(sheet, row, _UNIT, line.unit, styles("inset", "plain"))
        put(sheet, row, _SOURCE, line.explanation, styles("wrap", "plain"))
        fit(sheet, row, [(line.explanation, _WIDTHS[_SOURCE])])
    return top + len(lines) + 1


def _limit(row: int, field: Field, sheet: Worksheet) -> None:
    """Only numbers that can be rates; a year has four digits."""
    above = field in layout.ABOVE_ZERO
    wanted = f"Skriv et tall {'større enn 0' if above else 'som er 0 eller mer'}, i {field.unit}"
    limit: dict[str, Any] = {"validate": "decimal", "criteria": ">" if above else ">=", "value": 0}
    if field is layout.YEAR:
        wanted = "Skriv et årstall med fire sifre"
        limit = {"validate": "integer", "criteria": "between", "minimum": 2000, "maximum": 2100}
    limit |= {
        "ignore_blank": False,
        "input_title": field.label,
        "input_message": f"{wanted}, og kilden ved siden av.",
        "error_title": "Ugyldig forutsetning",
        "error_message": f"{wanted}.",
    }
    sheet.data_validation(row, _VALUE, row, _VALUE, limit)


def _double_control(areas: AreaFile) -> list[_Line]:
    """Whether the three rates describe the same full-time year."""
    rate, per_year, full = (
        areas.rate(field) for field in (layout.HOURLY_RATE, layout.HOURS_PER_YEAR, layout.FULL_COST)
    )
    by_hours = exactly(functions.cost, per_year, rate)
    apart = difference(full, by_hours)
    limit = norwegian.percent(AGREEMENT)
    agree, disagree = f"Stemmer innenfor {limit}", f"Spriker mer enn {limit}"

    in_full, in_year = layout.FULL_COST.name, layout.HOURS_PER_YEAR.name
    in_hours = f"{layout.HOURLY_RATE.name}*{in_year}"
    in_apart = f"{in_full}-{in_hours}"
    return [
        _Line("Timepris × timer per årsverk", by_hours, "kroner", "kr",
              "Det timene i et årsverk koster.", in_hours),
        _Line("Fullkost per årsverk", full, "kroner", "kr",
              "Det et årsverk koster etter fullkostmodellen.", in_full),
        _Line("Forskjell", apart, "kroner", "kr", areas.double_control, in_apart),
        _Line("Forskjell i prosent", apart / full, "percent", "av fullkost",
              "", f"({in_apart})/{in_full}"),
        _Line("Fullkost per time", full / per_year, "ore", "kr/time",
              "Timeprisen som ville gitt nøyaktig fullkost.", f"{in_full}/{in_year}"),
        _Line("Vurdering", agree if abs(apart) <= AGREEMENT * full else disagree, "wrap", "",
              "Spriker satsene mer, gir Kontroll en advarsel.",
              f'IF(ABS({in_apart})<={AGREEMENT}*{in_full},"{agree}","{disagree}")'),
    ]  # fmt: skip
