"""The table of an area's sheet: its rows with their results, its limits, its marks of trouble.

Every formula is written with its result, so that a reader that computes nothing shows numbers too.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from xlsxwriter.worksheet import Worksheet

from ...core import functions, layout
from ...core.amounts import ZERO, total
from ...core.book import column_letters
from ...core.estimate import Inputs, price
from ...core.layout import COLUMNS, Column, Kind
from ..writing.styles import Look, Styles, put
from ..writing.textsheet import fit
from .areafile import AreaFile

Row = dict[Column, Decimal | str | None]
"""What stands in a row of the table, computed columns too."""


class Face(NamedTuple):
    """How wide a column is, in characters, and how its cells look."""

    width: float
    looks: tuple[Look, ...]


FACES: Final[dict[Column, Face]] = {
    layout.ID: Face(18, ("input",)),
    layout.ACTIVITY: Face(36, ("wrap", "input")),
    layout.KIND: Face(16, ("input",)),
    layout.RESPONSIBLE: Face(19, ("wrap", "input")),
    layout.HOURS: Face(9, ("right", "hours", "input")),
    layout.LOW: Face(10, ("right", "hours", "input")),
    layout.HIGH: Face(10, ("right", "hours", "input")),
    layout.RATE: Face(9, ("right", "hours", "input")),
    layout.FTE: Face(9, ("right", "fte", "computed")),
    layout.COST: Face(12, ("right", "kroner", "computed")),
    layout.AMOUNT: Face(12, ("right", "kroner", "input")),
    layout.AMOUNT_LOW: Face(12, ("right", "kroner", "input")),
    layout.AMOUNT_HIGH: Face(12, ("right", "kroner", "input")),
    layout.SUM: Face(12, ("right", "kroner", "computed")),
    layout.AMBITION: Face(15, ("inset", "input")),
    layout.GOVERNED: Face(20, ("wrap", "input")),
    layout.INVOLVEMENT: Face(12, ("inset", "input")),
    layout.COMMENT: Face(24, ("wrap", "input")),
    layout.ROW_STATUS: Face(10, ("inset", "input")),
    layout.PROJECT: Face(16, ("wrap", "text", "input")),
    layout.PHASING: Face(18, ("wrap", "text", "input")),
}
_LAST_YEAR: Final = Face(17, ("right", "kroner", "plain"))
_LISTS: Final[dict[Column, list[str] | str]] = {
    layout.KIND: [kind.value for kind in Kind],
    layout.AMBITION: list(layout.AMBITION_LEVELS),
    layout.GOVERNED: f"={layout.GOVERNORS.name}",
    layout.INVOLVEMENT: [layout.YES, layout.NO],
    layout.ROW_STATUS: [layout.ENDED],
}
"""The words that are chosen from; those in cells by a name are not the only ones that may stand."""

_HINTS: Final[dict[Column, str]] = {
    layout.KIND: "Velg fra listen. Egne timer føres som timer, de to andre som beløp.",
    layout.AMBITION: "Det laveste nivået aktiviteten gjøres på. Tom: den gjøres på alle.",
    layout.GOVERNED: "Den som har ansvaret for å beslutte og betale. Velg fra listen, som står i "
    "Forutsetninger, eller skriv et annet navn. Tom: vår, hva som enn besluttes.",
    layout.INVOLVEMENT: f"{layout.YES} når timene følger hvor involvert helsetjenesten skal være.",
    layout.ROW_STATUS: f"{layout.ENDED}: et vedtak har tatt raden ut av planen. Ellers tom.",
    layout.HOURS: "Planlagte timer, 0 eller mer. Desimaltegnet er komma: 7,5.",
    layout.LOW: "Bare 1 av 10 ganger blir det lavere (P10). Høyst det som står i Timer.",
    layout.HIGH: "Bare 1 av 10 ganger blir det høyere (P90). Minst det som står i Timer.",
    layout.RATE: "Tom betyr timeprisen i Forutsetninger. En egen pris begrunnes i Kommentar.",
    layout.AMOUNT: "Kroner, for Kjøp og Videreformidling. Egne timer har ikke beløp.",
    layout.AMOUNT_LOW: "Bare 1 av 10 ganger blir det lavere (P10). Høyst det som står i Beløp.",
    layout.AMOUNT_HIGH: "Bare 1 av 10 ganger blir det høyere (P90). Minst det som står i Beløp.",
}
_ROUND: Final = (layout.HOURS, layout.LOW, layout.HIGH, layout.RATE)
"""Shown without decimals as long as they have none."""
_TOTALS: Final = (layout.HOURS, layout.FTE, layout.COST, layout.AMOUNT, layout.SUM)


_SPARE: Final = 5
"""Blank rows in a table that goes out: not every program lets it grow as one types below it."""


def rows_of(written: Sequence[Inputs], area_file: AreaFile) -> list[Row]:
    """The rows of a table, computed, and room for more in a part.

    Without any there is the one blank row that every table has.
    """
    columns = [
        each
        for each in COLUMNS
        if each not in layout.WHERE_USED or any(getattr(row, each.field) for row in written)
    ]
    if area_file.last_year:
        columns.append(Column(area_file.last_year, "kr"))
    blank: Row = {column: ZERO if column.formula else None for column in columns}
    rows = [_row(each, columns, area_file) for each in written]
    return [*rows, *[blank] * _SPARE] if area_file.whole else rows or [blank]


def _row(inputs: Inputs, columns: Sequence[Column], area_file: AreaFile) -> Row:
    hourly_rate = area_file.rate(layout.HOURLY_RATE)
    cost = price(inputs.hours, inputs.rate, inputs.amount, hourly_rate)
    computed = {
        layout.FTE: functions.full_time_years(cost.hours, area_file.rate(layout.HOURS_PER_YEAR)),
        layout.COST: cost.from_hours,
        layout.SUM: cost.kroner,
    }
    return {
        column: computed[column] if column.formula else getattr(inputs, column.field or "last_year")
        for column in columns
    }


def column_total(rows: Sequence[Row], column: Column) -> Decimal:
    """The sum of a column's numbers."""
    return total(cell for row in rows if isinstance(cell := row[column], Decimal))


def write_table(top: int, name: str, rows: Sequence[Row], sheet: Worksheet, styles: Styles) -> int:
    """Write totals, units, header and rows from row `top` down; gives the first row of activities.

    The totals stand above the table: below it they would be in the way of new rows.
    """
    units, header, first = top + 1, top + 2, top + 3
    last = first + len(rows) - 1
    columns = []
    for position, column in enumerate(rows[0]):
        width, looks = FACES.get(column, _LAST_YEAR)
        side: Look = looks[0] if looks[0] in ("right", "inset") else "left"
        sheet.set_column(position, position, width)
        if column in _TOTALS or column not in FACES:
            formula, result = f"=SUM({name}[{column.header}])", float(column_total(rows, column))
            sheet.write_formula(top, position, formula, styles(*looks[:-1], "total"), result)
        else:
            label = "I alt" if column is layout.ID else ""
            put(sheet, top, position, label, styles("total"))
        sheet.write_string(units, position, _unit(column), styles("unit", side))
        about: dict[str, Any] = {
            "header": column.header,
            "header_format": styles("header", side),
            "format": styles(*looks),
        }
        columns.append(about)
    sheet.set_row(units, 24)
    sheet.set_row(header, 20)
    sheet.add_table(
        header, 0, last, len(columns) - 1,
        {"name": name, "columns": columns, "autofilter": False, "style": None},
    )  # fmt: skip
    faces = {column: styles(*FACES.get(column, _LAST_YEAR).looks) for column in rows[0]}
    formulas = {c: layout.stored(c.formula, name) for c in rows[0] if c.formula}
    for about, column in zip(sheet.tables[-1]["columns"], rows[0], strict=True):
        about["formula"] = formulas.get(column, "")  # add_table would write each cell of it, too
    wrapped = [each for each in rows[0] if each in FACES and "wrap" in FACES[each].looks]
    for offset, row in enumerate(rows, start=first):
        for position, (column, value) in enumerate(row.items()):
            if column in formulas and isinstance(value, Decimal):
                formula = formulas[column]
                sheet.write_formula(offset, position, formula, faces[column], float(value))
            else:
                put(sheet, offset, position, value, faces[column])
        fit(sheet, offset, [(str(row[each] or ""), FACES[each].width) for each in wrapped])
    _limit(first, last, rows[0], sheet)
    _point_at_trouble(first, last, sheet, styles)
    return first


def _unit(column: Column) -> str:
    """Who fills a column in, and in what unit, above its header."""
    who = "regnes ut" if column.formula else "velges" if column in _LISTS else "fylles ut"
    if column not in FACES:
        who = "fra i fjor"
    return f"{who}\n{column.unit}" if column.unit else who


def _limit(first: int, last: int, there: Collection[Column], sheet: Worksheet) -> None:
    """Drop-downs and limits, each saying what belongs in the cell."""
    for column, hint in _HINTS.items():
        if column not in there:
            continue
        position = list(there).index(column)
        if column in _LISTS:
            words = _LISTS[column]
            limit: dict[str, Any] = {"validate": "list", "source": words}
            limit["show_error"] = not isinstance(words, str)
            wrong = "Velg ett av ordene i listen."
        else:
            above = column in layout.ABOVE_ZERO
            limit = {"validate": "decimal", "criteria": ">" if above else ">=", "value": 0}
            wrong = f"Skriv et tall {'større enn 0' if above else 'som er 0 eller mer'}."
        unit = f" ({column.unit})" if column.unit else ""
        limit |= {
            "input_title": f"{column.header}{unit}",
            "input_message": hint,
            "error_title": f"Ugyldig i {column.header}",
            "error_message": wrong,
        }
        sheet.data_validation(first, position, last, position, limit)


def _point_at_trouble(first: int, last: int, sheet: Worksheet, styles: Styles) -> None:
    """Mark cells that the checks would complain about, while they are being filled in."""
    cell = {
        column: f"${column_letters(position)}{first + 1}"
        for position, column in enumerate(COLUMNS, start=1)
    }
    kind, hours = cell[layout.KIND], cell[layout.HOURS]
    passed_on = f'{kind}="{Kind.PASS_THROUGH.value}"'
    wrong = {
        layout.HOURS: f"AND({passed_on},N({hours})<>0)",
        layout.RATE: f"AND({passed_on},N({cell[layout.RATE]})<>0)",
        layout.AMOUNT: f'AND({kind}="{Kind.OWN.value}",N({cell[layout.AMOUNT]})<>0)',
    }
    for planned, low, high in layout.RANGES:
        for column, sign in ((low, ">"), (high, "<")):
            here, middle = cell[column], cell[planned]
            wrong[column] = f"AND(ISNUMBER({middle}),ISNUMBER({here}),{here}{sign}{middle})"
    for column in layout.NUMERIC_INPUTS:
        position, here = COLUMNS.index(column), cell[column]
        criteria = f"=OR(ISTEXT({here}),N({here})<0,{wrong.get(column, 'FALSE')})"
        in_kroner: tuple[Look, ...] = ("trouble_kroner",) if column.unit == "kr" else ()
        face = styles("trouble", *in_kroner)
        rule = {"type": "formula", "criteria": criteria, "format": face}
        sheet.conditional_format(first, position, last, position, rule)
    for column in _ROUND:
        position, here = COLUMNS.index(column), cell[column]
        criteria = f"=AND(ISNUMBER({here}),{here}<>ROUND({here},0))"
        rule = {"type": "formula", "criteria": criteria, "format": styles("some_hours")}
        sheet.conditional_format(first, position, last, position, rule)
