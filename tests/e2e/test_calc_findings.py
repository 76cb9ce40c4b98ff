"""The findings in a document that has been changed in Calc, and so is read as Calc writes it."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Final

import pytest

from tests.calc import Calc
from tests.e2e.menu import MENU
from tests.findings import (  # noqa: F401
    areas,
    files,
    formulas,
    kinds,
    konsolidert,
    numbers,
    structure,
)
from tests.findings.catalogue import PROVOKING, findings_after

pytestmark = pytest.mark.calc

OTHERWISE: Final = {
    "FORMEL-03": "Calc has computed the cell that was stale",
    "FORMEL-04": "the same",
    "FORMEL-05": "the same, of a cell without a result",
    "FORMEL-09": "the same, so nothing else computes it",
    "FORMEL-10": "the same",
    "TALL-04": "the same, of a cell with an error that its formula does not give",
    "KONS-02": "Kontroller is no consolidation, so there it is KONS-01",
    "STR-05": "the name on the sheet counts in Calc, so there are errors besides",
    "STR-10": "Calc does not hide the column, for the file says twice how wide it is",
    "STR-12": "Calc knows no sheets hidden so well: it is a hidden one, STR-11",
    "STR-14": "Calc forgets a link that no cell uses",
    "STR-26": "in Calc the functions are the extension's as soon as the workbook is open",
    "STR-20": "Calc computes with what the name means there, so results are stale besides",
    "STR-21": "Calc has the cell for the heading, so it is another column that is missing",
    "STR-22": "Calc reads the headers from the cells: it says so of the cell",
    "STR-17": "Calc reads the headers from the cells, where this workbook has none",
}
"""What Calc makes another document of, with the reason: there the findings are not the file's."""

IN_ONE_FILE: Final = sorted(
    code
    for code, case in PROVOKING.items()
    if len(inspect.signature(case.change).parameters) == 1 and not code.startswith("FIL-")
)


def test_each_reason_is_for_a_finding_there_is() -> None:
    assert {*OTHERWISE} <= {*IN_ONE_FILE}


@pytest.mark.parametrize("code", [code for code in IN_ONE_FILE if code not in OTHERWISE])
def test_they_are_those_of_the_file(
    calc: Calc, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    _, found = findings_after(PROVOKING[code].change, small, tmp_path)
    calc.open(tmp_path / "liten.xlsx")
    first = calc.ask("order")[0]
    calc.ask("enter", sheet=first, cell="Z50", formula="endret")
    calc.command(MENU["Kontroller"])
    rows = calc.ask("values", name="Kontroll")
    said = [(row[1], row[3], row[4]) for row in rows if row[2:3] == ["liten.xlsx"]]
    # FIL-08 is about a file among others, and this one is alone.
    assert sorted(said) == sorted(
        (each.code, each.place.sheet, each.place.cell) for each in found if each.code != "FIL-08"
    )
