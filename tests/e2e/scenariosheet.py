"""The sheets Scenarioer and Scenariosammenligning, as every spreadsheet program has them open."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from estimat.core import layout
from estimat.core.book import Table, address
from estimat.core.interpret import tables_with
from estimat.core.layout import BESIDE_PLAN, Field
from estimat.core.values import Value
from estimat.files.reading import read_book
from tests.running import GOOD, run
from tests.workbooks import Content, Edited

PRESSED: Final = (
    "Planen er 69,4 mill. kr. Scenarioene går fra 1,7 mill. kr (Lav ambisjon) til 73,9 mill. kr "
    "(Bred involvering)."
)
SAME: Final = (
    "Arkene gir planen som står her. Er noe annet endret (merker på radene, scenarioene), trykk "
    "Scenarioer."
)
CHANGED: Final = (
    "Arkene gir ikke lenger planen som står her; forskjellen i kr står til høyre. Trykk Scenarioer."
)
SAYS_SAME: Final = (SAME, 0.0)
LIVE: Final = (4, 1), (4, 4)
"""Where the line that computes stands: in words, and in kroner."""

ALIKE: Final = 3
"""Rows at the top that a sheet of the workbook shares with a file of its own; then comes LIVE."""

Cells = Mapping[tuple[int, int], Value]


def by_command_line(workbook: Path) -> Path:
    target = workbook.with_name("s.xlsx")
    ran = run("scenarioer", workbook.name, "-o", target.name, folder=workbook.parent)
    assert ran.status == GOOD, ran.out + ran.err
    return target


def said(path: Path) -> Cells:
    """What the command line's file says, with its rows where a workbook has them."""
    sheet = next(each for each in read_book(path, "")[0].sheets if each.name == BESIDE_PLAN)
    return without_stamp(
        {(row + (row > ALIKE), column): value for (row, column), value in sheet.values.items()}
    )


def without_stamp(cells: Cells) -> Cells:
    end = next((row for (row, _), value in cells.items() if value == "Stempel"), 0)
    return {
        place: value
        for place, value in cells.items()
        if place not in LIVE and value != "" and (not end or place[0] < end)
    }


def bars(cells: Cells) -> tuple[int, int]:
    """The first and the last row of what the chart shows."""
    ((top, column),) = (place for place, value in cells.items() if value == "Søyle")
    last = top
    while (last + 1, column) in cells:
        last += 1
    return top + 1, last


def scenario_cell(workbook: Path, number: int, field: Field) -> str:
    """A cell of the first, second … scenario."""
    table, columns = _scenarios(workbook)
    return address(table.area.top + number, columns[field])


FIELDS: Final = {
    "name": layout.SCENARIO, "ambition": layout.SCENARIO_AMBITION,
    "governed": layout.SCENARIO_GOVERNED, "involvement": layout.SCENARIO_INVOLVEMENT,
    "rate": layout.SCENARIO_RATE, "frame": layout.FRAME, "about": layout.SCENARIO_ABOUT,
}  # fmt: skip


def put_scenario(book: Edited, workbook: Path, number: int, **says: Content) -> None:
    """Write the first, second … scenario: what it `says`, and nothing else."""
    assert says.keys() <= FIELDS.keys()
    for each, field in FIELDS.items():
        book.put(layout.SCENARIOS, scenario_cell(workbook, number, field), says.get(each))


def without_scenarios(workbook: Path) -> Edited:
    """The workbook when somebody has emptied every row."""
    book = Edited(workbook)
    for number in (1, 2, 3):
        put_scenario(book, workbook, number)
    return book


def _scenarios(workbook: Path) -> tuple[Table, dict[Field, int]]:
    book = read_book(workbook, "")[0]
    ((_, table),) = tables_with(book, layout.SCENARIO_COLUMNS)
    left = table.area.left
    return table, {
        field: left + [*table.headers].index(field.label) for field in layout.SCENARIO_COLUMNS
    }
