"""The sheet Forutsetninger: the rates as named cells, each with its source, and their control."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ...core import layout
from ...core.control import COLUMNS, EXPLAINED, double_control
from ...core.layout import Field
from ...core.limits import wanted
from ...core.tables import Format
from ..writing.styles import Look, Styles, between, put, set_up_page
from ..writing.tables import LOOKS
from ..writing.textsheet import fit
from .areafile import AreaFile
from .form import Form

ROLLED: Final = "Rullet fra i fjor"
"""Heads the table of how prices were moved on."""

_NAME, _VALUE, _UNIT, _SOURCE = range(4)
SOURCE_BESIDE: Final = _SOURCE - _VALUE
"""How far to the right of a value its source stands."""

SOURCES: Final = "Kilde og forklaring"
"""Heads the column with them."""

LEGENDS: Final = (
    "Celler med ramme fylles ut, og satsene gjelder i alle arkene. Grå celler regnes ut.",
    "Satsene er satt av dem som sendte arket ut, og kan ikke endres her. Grå celler regnes ut.",
)
"""What stands over the rates, in a whole and in a part."""

GOVERNORS_LEGEND: Final = (
    f"De som kan styre en aktivitet: som beslutter og betaler den. Områdene velger blant dem i "
    f"kolonnen {layout.GOVERNED.header}."
)
"""What stands over the list of those who may govern."""

WIDTH_OF_SOURCES: Final = 86
_WIDTHS: Final = (31, 33, 13, WIDTH_OF_SOURCES)
_FIRST: Final = 4
"""The row of the first assumption, from 0."""
_GOVERNORS: Final = 8
_MORE_GOVERNORS: Final = 3
"""Cells that the list of those who may govern has at least, and beside those that are there."""

_LOOKS: Final[dict[Field, Look]] = {
    layout.YEAR: "year",
    layout.HOURLY_RATE: "hours",
    layout.HOURS_PER_YEAR: "hours",
    layout.FULL_COST: "kroner",
    layout.RISK_RESERVE: "millions",
    layout.TOLERANCE: "millions",
    layout.MINISTRY: "wrap",
    layout.PRICE_LEVEL: "wrap",
    layout.COVARIATION: "some_hours",
    layout.CERTAINTY: "percent",
}


class _Line(NamedTuple):
    """A line of one of the two tables; with a formula the value is its result."""

    label: str
    value: Decimal | str
    looks: tuple[Look, ...]
    unit: str
    explanation: str
    formula: str = ""
    is_input: bool = True


def write_assumptions(areas: AreaFile, book: Workbook, styles: Styles) -> None:
    """Add the sheet with the rates that all the others use by name."""
    sheet = book.add_worksheet(layout.ASSUMPTIONS_SHEET)
    into = Form(book, sheet, styles)
    into.begin(layout.ASSUMPTIONS_SHEET, LEGENDS[bool(areas.whole)], _WIDTHS)
    lines = [
        _Line(field.label, value, (_LOOKS[field],), field.unit, source, is_input=not areas.whole)
        for field, (value, source) in areas.assumptions.items()
    ]
    headers = ("Forutsetning", "Verdi", "Enhet", SOURCES)
    below = _write_table(_FIRST - 1, headers, lines, sheet, styles)
    for row, (field, (value, _)) in enumerate(areas.assumptions.items(), start=_FIRST):
        into.name(field, row, _VALUE, everywhere=True)
        if isinstance(value, Decimal):
            _limit(row, field, sheet)
    top, control = below + 1, _double_control(areas)
    below = _write_table(top, [heading.text for heading in COLUMNS], control, sheet, styles)
    told = top + 1 + [line.label for line in control].index(EXPLAINED)
    into.name(layout.DOUBLE_CONTROL, told, _SOURCE, everywhere=True)
    if areas.rolled:
        headers = (ROLLED, "Vekst", "Enhet", "Forklaring")
        growth = [
            _Line(
                each.label, each.ratio, LOOKS[Format.PERCENT], "", each.explanation, is_input=False
            )
            for each in areas.rolled
        ]
        below = _write_table(below + 1, headers, growth, sheet, styles)
    below = _write_governors(below + 1, areas.governors, into)
    if areas.whole:  # whoever fills in a part takes the rates as they are
        sheet.protect()
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
            face = styles("right", *line.looks, "computed")
            result = line.value if isinstance(line.value, str) else float(line.value)
            sheet.write_formula(row, _VALUE, f"={line.formula}", face, result)
        else:
            look: Look = "input" if line.is_input else "plain"
            put(sheet, row, _VALUE, line.value, styles("right", *line.looks, look))
        put(sheet, row, _UNIT, line.unit, styles("inset", "plain"))
        put(sheet, row, _SOURCE, line.explanation, styles("wrap", "plain"))
        said = line.value if isinstance(line.value, str) else ""
        fit(sheet, row, [(line.explanation, _WIDTHS[_SOURCE]), (said, _WIDTHS[_VALUE])])
    return top + len(lines) + 1


def _write_governors(top: int, names: Sequence[str], into: Form) -> int:
    """Write the list that people choose from, with room for more; gives the row below."""
    into.text(top, _NAME, GOVERNORS_LEGEND, "note")
    header, first = top + 1, top + 2
    rows = max(_GOVERNORS, len(names) + _MORE_GOVERNORS)
    label = layout.GOVERNORS.label
    about = {
        "name": label.replace(" ", "_"),
        "columns": [{"header": label, "header_format": into.styles("header", "left")}],
        "autofilter": False,
        "style": None,
    }
    into.sheet.add_table(header, _NAME, header + rows, _NAME, about)
    into.name(layout.GOVERNORS, first, _NAME, rows, everywhere=True)
    for row, name in enumerate([*names, *[""] * (rows - len(names))], start=first):
        put(into.sheet, row, _NAME, name, into.styles("left", "wrap", "input"))
        fit(into.sheet, row, [(name, _WIDTHS[_NAME])])
    return first + rows


def _limit(row: int, field: Field, sheet: Worksheet) -> None:
    """Only numbers that the assumption can be."""
    text = wanted(field)
    limit: dict[str, Any] = {
        "validate": "integer" if field is layout.YEAR else "decimal",
        **between(field),
        "ignore_blank": False,
        "input_title": field.label,
        "input_message": f"{text[0].upper()}{text[1:]}, og kilden ved siden av.",
        "error_title": "Ugyldig forutsetning",
        "error_message": f"{text[0].upper()}{text[1:]}.",
    }
    sheet.data_validation(row, _VALUE, row, _VALUE, limit)


def _double_control(areas: AreaFile) -> list[_Line]:
    rate, per_year, full = (
        areas.rate(field) for field in (layout.HOURLY_RATE, layout.HOURS_PER_YEAR, layout.FULL_COST)
    )
    return [
        _Line(line.label, line.value, LOOKS[line.format], *line[3:])
        for line in double_control(rate, per_year, full, areas.double_control)
    ]
