"""«Usikkerhet» in the menu of LibreOffice Calc, on the document that is open there."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from estimat.core import layout
from tests.calc import Calc
from tests.changedbook import Changed
from tests.e2e.menu import AREA, MENU, hours
from tests.oldbook import make_it_old
from tests.uncertaintysheet import Cells, of_record, said, shown
from tests.workbooks import Edited

pytestmark = pytest.mark.calc

SHEETS: Final = ["Usikkerhet", "Mellomregning"]
PRESSED: Final = "Forventet 72,5 mill. kr. Med 85 % sikkerhet holder 79,6 mill. kr"
EMPTY_AREA: Final = "Måledata"


def press(calc: Calc, command: str = "Usikkerhet") -> str:
    text = calc.command(MENU[command])["text"]
    assert isinstance(text, str)
    return text


def cells(calc: Calc) -> Cells:
    """What the sheet shows, but for what is blank."""
    rows: list[list[Any]] = calc.ask("values", name="Usikkerhet")
    return {
        (row, column): value
        for row, values in enumerate(rows, start=1)
        for column, value in enumerate(values, start=1)
        if value != ""
    }


def assert_it_says_what_the_command_line_says(calc: Calc, folder: Path) -> None:
    """Of the document as it stands, which is saved for that."""
    saved = folder / "lagret.xlsx"
    calc.ask("save", file=str(saved), filter_="Calc MS Excel 2007 XML")
    assert shown(cells(calc)) == of_record(said(saved, folder=folder))


@pytest.fixture
def old(workbook: Path) -> Path:
    """A workbook made before there was any uncertainty in it."""
    book = Edited(workbook)
    make_it_old(book)
    return book.save(workbook)


def test_it_writes_what_the_command_line_says_and_pressed_again_the_same(
    calc: Calc, workbook: Path, tmp_path: Path
) -> None:
    calc.open(workbook)
    before, charts = calc.ask("state"), calc.ask("charts", name="Usikkerhet")
    assert press(calc).startswith(PRESSED)
    assert calc.ask("charts", name="Usikkerhet") == charts
    assert calc.ask("window", name="Usikkerhet")["print"]
    first = calc.ask("state")
    assert first["order"] == before["order"]
    changed = {name for name in first["order"] if first["sheets"][name] != before["sheets"][name]}
    assert changed <= {*SHEETS}
    assert first["sheets"]["Usikkerhet"]["charts"] == 2
    assert_it_says_what_the_command_line_says(calc, tmp_path)
    press(calc)
    assert calc.ask("state") == first
    assert calc.ask("charts", name="Usikkerhet") == charts


def test_one_made_before_gets_the_sheets_and_they_follow_its_cells(
    calc: Calc, old: Path, tmp_path: Path
) -> None:
    calc.open(old)
    before = calc.ask("order")
    assert "det er 5,3 mill. kr mer enn planen" in press(calc)
    assert calc.ask("order") == [*before, *SHEETS]
    assert calc.ask("state")["sheets"]["Usikkerhet"]["charts"] == 2
    first = shown(cells(calc))
    assert (first["forventet"], first["p85"]) == (69_742_021, 74_707_263)
    assert first["uten_spenn"]["kroner"] == 18_050_000
    assert first["faktorer"] == []
    assert_it_says_what_the_command_line_says(calc, tmp_path)
    calc.ask("enter", sheet=AREA, cell=hours(old), formula="2000.5")
    assert shown(cells(calc))["p85"] != first["p85"]
    assert_it_says_what_the_command_line_says(calc, tmp_path)


def test_it_is_undone_in_one_step(calc: Calc, small: Path, tmp_path: Path) -> None:
    book = Edited(small)
    make_it_old(book)
    calc.open(book.save(tmp_path / "liten.xlsx"))
    before = calc.ask("state")
    press(calc)
    assert calc.ask("undo") == []
    assert calc.ask("state") == before


@pytest.mark.parametrize("command", ["Usikkerhet", "Konsolider"])
def test_an_area_that_has_gone_or_come_is_followed(
    calc: Calc, workbook: Path, tmp_path: Path, command: str
) -> None:
    book = Edited(workbook)
    book.remove_sheet(EMPTY_AREA)
    calc.open(book.save(workbook))
    calc.ask("enter", sheet=AREA, cell="B4", formula="NY")
    press(calc, "Kontroller")
    assert "USIK-10" in str(calc.ask("values", name="Kontroll"))
    press(calc, command)
    assert [each["id"] for each in shown(cells(calc))["omrader"]] == ["PLL", "PJD", "NY", "PKI"]
    assert calc.ask("state")["sheets"]["Usikkerhet"]["charts"] == 2
    assert_it_says_what_the_command_line_says(calc, tmp_path)
    press(calc, "Kontroller")
    assert "USIK-10" not in str(calc.ask("values", name="Kontroll"))


def test_where_the_areas_are_the_same_a_consolidation_leaves_it_alone(
    calc: Calc, workbook: Path
) -> None:
    calc.open(workbook)
    calc.ask("enter", sheet="Usikkerhet", cell="A70", formula="Ses på mandag")
    before = calc.ask("state")["sheets"]
    press(calc, "Konsolider")
    after = calc.ask("state")["sheets"]
    for name in SHEETS:
        assert after[name]["formulas"] == before[name]["formulas"]


@pytest.mark.parametrize("name", SHEETS)
def test_somebody_elses_sheet_is_not_written_over(calc: Calc, workbook: Path, name: str) -> None:
    calc.open(workbook)
    calc.ask("enter", sheet=name, cell="A1", formula="Mine notater")
    before = calc.ask("state")
    assert f"Arket «{name}» er ikke laget av Estimat" in press(calc)
    assert calc.ask("state") == before


def test_a_consolidation_that_may_not_write_it_anew_says_both(calc: Calc, workbook: Path) -> None:
    calc.open(workbook)
    calc.ask("enter", sheet=AREA, cell="B4", formula="NY")
    calc.ask("enter", sheet="Mellomregning", cell="A1", formula="Mine notater")
    told = press(calc, "Konsolider")
    assert told.startswith("Konsolidert: 69,4 mill. kr.")
    assert "Usikkerhet er ikke skrevet på nytt: Arket «Mellomregning» er ikke laget" in told
    assert "NY" in str(calc.ask("values", name="Konsolidert"))


def test_a_flawed_factor_stops_it_and_is_gone_to(calc: Calc, workbook: Path) -> None:
    book = Changed(workbook)
    book.factor(2, "Pris", "Kjøp", 1.2, 1.0, 0.9, "Omvendt")
    calc.open(book.save(workbook))
    before = calc.ask("state")
    found = calc.command(MENU["Usikkerhet"])
    assert found["text"].startswith("Arket Usikkerhet er ikke skrevet: 1 feil")
    assert "USIK-06" in found["text"]
    assert found["selected"].startswith(f"{layout.FACTORS_SHEET}.")
    assert calc.ask("state") == before


def test_an_error_in_the_estimate_stops_it(calc: Calc, workbook: Path) -> None:
    calc.open(workbook)
    calc.ask("enter", sheet=AREA, cell=hours(workbook), formula="mange")
    before = calc.ask("state")
    assert press(calc).startswith("Arket Usikkerhet er ikke skrevet: 1 feil")
    assert calc.ask("state") == before
