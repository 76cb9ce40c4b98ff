"""«Scenarioer» in the menu of LibreOffice Calc, on the document that is open there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from estimat.core import layout
from estimat.core.layout import BESIDE_PLAN, SCENARIOS
from tests.calc import Calc
from tests.e2e.menu import AREA, MENU, hours
from tests.e2e.scenariosheet import (
    ALIKE,
    CHANGED,
    LIVE,
    PRESSED,
    SAYS_SAME,
    Cells,
    bars,
    by_command_line,
    put_scenario,
    said,
    scenario_cell,
    without_scenarios,
    without_stamp,
)
from tests.oldbook import make_it_old
from tests.running import GOOD, run
from tests.workbooks import Edited

pytestmark = pytest.mark.calc


def press(calc: Calc, command: str = "Scenarioer") -> str:
    text = calc.command(MENU[command])["text"]
    assert isinstance(text, str)
    return text


def cells(calc: Calc) -> Cells:
    """What the sheet shows, but for what is blank."""
    rows: list[list[Any]] = calc.ask("values", name=BESIDE_PLAN)
    return {
        (row, column): value
        for row, values in enumerate(rows, start=1)
        for column, value in enumerate(values, start=1)
        if value != ""
    }


def live(calc: Calc) -> tuple[Any, ...]:
    return tuple(cells(calc)[place] for place in LIVE)


def assert_it_is_the_command_lines(calc: Calc, folder: Path) -> None:
    """Of the document as it stands, which is saved for that; and the chart is of its own cells."""
    saved = folder / "lagret.xlsx"
    calc.ask("save", file=str(saved), filter_="Calc MS Excel 2007 XML")
    there = cells(calc)
    assert without_stamp(there) == said(by_command_line(saved))
    first, last = bars(there)
    shown = [f"{BESIDE_PLAN}.{letter}{first}:{letter}{last}" for letter in "QRSTU"]
    assert calc.ask("charts", name=BESIDE_PLAN) == [[[shown[0], each] for each in shown[1:]]]


def put(calc: Calc, workbook: Path, number: int, **says: str) -> None:
    """Write in the cells of the first, second … scenario."""
    for each, text in says.items():
        field = getattr(layout, each.upper())
        cell = scenario_cell(workbook, number, field)
        calc.ask("enter", sheet=SCENARIOS, cell=cell, formula=text)


def where(link: str) -> str:
    """Sheet and cells of a link, whichever file it goes to."""
    return link.partition("#")[2].replace("!", ".").replace("$", "")


def test_the_sheet_is_the_command_lines_cell_by_cell(calc: Calc, workbook: Path) -> None:
    calc.open(by_command_line(workbook))
    theirs = calc.ask("sheet", name=BESIDE_PLAN)
    calc.open(workbook)
    before, alarm = calc.ask("state"), calc.ask("conditions", name=BESIDE_PLAN)
    assert [each for each, *_ in alarm] == [f"{BESIDE_PLAN}.A4:D4"]
    pressed = calc.command(MENU["Scenarioer"])
    assert pressed["text"] == f"{PRESSED} 0 feil, 0 advarsler, 4 info."
    assert not pressed["still"]
    ours = calc.ask("sheet", name=BESIDE_PLAN)
    links = 0
    stamp = min(int(at.partition(",")[2]) for at in theirs if theirs[at][0] == "Stempel")
    for place, cell in theirs.items():
        column, row = map(int, place.split(","))
        if row >= stamp - 1:
            continue
        own = ours[f"{column},{row + (row >= ALIKE)}"]
        assert own[:-1] == cell[:-1], place
        assert where(own[-1]) == where(cell[-1])
        links += bool(own[-1])
    assert links > 30
    after = calc.ask("state")
    assert after["order"] == before["order"]
    changed = {name for name in after["order"] if after["sheets"][name] != before["sheets"][name]}
    assert changed <= {BESIDE_PLAN}
    assert calc.ask("conditions", name=BESIDE_PLAN) == alarm
    press(calc)
    assert calc.ask("state") == after


def test_it_says_by_itself_when_the_plan_is_another(calc: Calc, workbook: Path) -> None:
    calc.open(workbook)
    press(calc)
    assert live(calc) == SAYS_SAME
    calc.ask("enter", sheet=AREA, cell=hours(workbook), formula="1850")
    assert live(calc) == (CHANGED, 14_500)
    told = press(calc, "Kontroller")
    assert "KONS-01" in told
    assert "SCEN-13" in str(calc.ask("values", name="Kontroll"))
    assert press(calc).startswith("Planen er 69,4 mill. kr.")
    assert live(calc) == SAYS_SAME
    calc.ask("enter", sheet=AREA, cell=hours(workbook), formula="1840")
    assert live(calc) == (CHANGED, -14_500)


def test_a_scenario_that_has_come_and_one_that_has_gone_are_followed(
    calc: Calc, workbook: Path, tmp_path: Path
) -> None:
    calc.open(workbook)
    press(calc)
    first = calc.ask("state")["sheets"][BESIDE_PLAN]
    put(calc, workbook, 4, scenario="Dyrere timer", scenario_rate="1600", frame="75")
    assert "SCEN-13" not in press(calc)
    more = calc.ask("state")["sheets"][BESIDE_PLAN]
    assert "Dyrere timer" in str(more["values"])
    assert len(more["values"]) > len(first["values"])
    assert_it_is_the_command_lines(calc, tmp_path)
    put(calc, workbook, 4, scenario="", scenario_rate="", frame="")
    put(calc, workbook, 2, scenario="", scenario_ambition="", frame="", scenario_about="")
    press(calc)
    fewer = calc.ask("state")["sheets"][BESIDE_PLAN]
    assert len(fewer["values"]) < len(first["values"])
    assert "Middels ambisjon" not in str(fewer["values"])
    assert_it_is_the_command_lines(calc, tmp_path)
    assert live(calc) == SAYS_SAME


def test_pages_break_where_the_chart_has_ended(calc: Calc, workbook: Path) -> None:
    calc.open(workbook)
    before = calc.ask("window", name=BESIDE_PLAN)["breaks"]
    put(calc, workbook, 4, scenario="Dyrere timer", scenario_rate="1600")
    press(calc)
    ours = calc.ask("window", name=BESIDE_PLAN)
    calc.ask("undo")
    assert calc.ask("window", name=BESIDE_PLAN)["breaks"] == before
    calc.ask("redo")
    assert calc.ask("window", name=BESIDE_PLAN)["breaks"] == ours["breaks"] != before
    saved = workbook.with_name("lagret.xlsx")
    calc.ask("save", file=str(saved), filter_="Calc MS Excel 2007 XML")
    calc.open(by_command_line(saved))
    theirs = calc.ask("window", name=BESIDE_PLAN)
    assert ours["breaks"] == [each + 1 for each in theirs["breaks"]]
    assert ours["widths"] == theirs["widths"]
    assert ours["print"][0][:3] == theirs["print"][0][:3]
    assert ours["tables"] == []


def test_it_is_undone_in_one_step_and_done_again(
    calc: Calc, workbook: Path, tmp_path: Path
) -> None:
    calc.open(workbook)
    put(calc, workbook, 4, scenario="Dyrere timer", scenario_rate="1600")
    before = calc.ask("state")
    shown = calc.ask("charts", name=BESIDE_PLAN)
    press(calc)
    left = calc.ask("undo")
    assert len(left) == 2, "what was entered"
    assert calc.ask("state") == before
    assert calc.ask("charts", name=BESIDE_PLAN) == shown
    assert calc.ask("redo")[0] == f"Estimat: skriv {BESIDE_PLAN}"
    assert_it_is_the_command_lines(calc, tmp_path)


def test_a_new_sheet_is_undone_in_one_step(calc: Calc, small: Path, tmp_path: Path) -> None:
    book = Edited(small)
    put_scenario(book, small, 1, name="Dyrt", rate=1600.0)
    calc.open(book.save(tmp_path / "liten.xlsx"))
    before = calc.ask("state")
    assert "Dyrt" in press(calc)
    assert calc.ask("order") == [*before["order"], BESIDE_PLAN]
    assert live(calc) == SAYS_SAME
    assert_it_is_the_command_lines(calc, tmp_path)
    assert calc.ask("undo") == []
    assert calc.ask("state") == before


def test_one_made_before_gets_the_sheet_when_it_has_scenarios(calc: Calc, workbook: Path) -> None:
    book = Edited(workbook)
    make_it_old(book)
    calc.open(book.save(workbook))
    before = calc.ask("state")
    told = press(calc)
    assert told.startswith(f"Arket {BESIDE_PLAN} er ikke skrevet. Arbeidsboken har ingen scenario")
    assert f"Fyll ut arket {SCENARIOS}" in told
    assert calc.ask("state") == before


def test_when_the_last_scenario_has_gone_no_old_one_is_left(
    calc: Calc, workbook: Path, tmp_path: Path
) -> None:
    calc.open(without_scenarios(workbook).save(workbook))
    assert "1 advarsel" in press(calc, "Kontroller")
    assert press(calc).startswith("Arbeidsboken har ingen scenarioer. Fyll ut arket Scenarioer")
    there = calc.ask("state")["sheets"][BESIDE_PLAN]
    assert there["charts"] == 0
    assert "ambisjon" not in str(there["values"])
    assert "0 advarsler" in press(calc, "Kontroller")
    put(calc, workbook, 1, scenario="Dyrere timer", scenario_rate="1600")
    assert "Dyrere timer" in press(calc)
    assert_it_is_the_command_lines(calc, tmp_path)


def test_an_error_in_the_estimate_stops_it(calc: Calc, workbook: Path) -> None:
    calc.open(workbook)
    calc.ask("enter", sheet=AREA, cell=hours(workbook), formula="mange")
    before = calc.ask("state")
    found = calc.command(MENU["Scenarioer"])
    assert found["text"].startswith(f"Arket {BESIDE_PLAN} er ikke skrevet: 1 feil")
    assert found["selected"] == f"{AREA}.{hours(workbook)}"
    assert calc.ask("state") == before


def test_a_faulty_scenario_stops_it_and_is_gone_to(calc: Calc, workbook: Path) -> None:
    calc.open(workbook)
    put(calc, workbook, 2, scenario_ambition="Middel")
    before = calc.ask("state")
    found = calc.command(MENU["Scenarioer"])
    assert found["text"].startswith(f"Arket {BESIDE_PLAN} er ikke skrevet: 1 feil")
    assert "SCEN-01" in found["text"]
    cell = scenario_cell(workbook, 2, layout.SCENARIO_AMBITION)
    assert found["selected"] == f"{SCENARIOS}.{cell}"
    assert calc.ask("state") == before


def test_somebody_elses_sheet_is_not_written_over(calc: Calc, workbook: Path) -> None:
    calc.open(workbook)
    calc.ask("enter", sheet=BESIDE_PLAN, cell="A1", formula="Mine notater")
    before = calc.ask("state")
    assert f"Arket «{BESIDE_PLAN}» er ikke laget av Estimat" in press(calc)
    assert calc.ask("state") == before


def test_what_somebody_wrote_beside_is_named(calc: Calc, workbook: Path) -> None:
    calc.open(workbook)
    calc.ask("enter", sheet=BESIDE_PLAN, cell="W6", formula="Avklart")
    assert f"ikke med: {BESIDE_PLAN}!W6 «Avklart»" in press(calc)


class TestKonsolider:
    def test_one_that_is_old_is_written_anew(
        self, calc: Calc, workbook: Path, tmp_path: Path
    ) -> None:
        calc.open(workbook)
        calc.ask("enter", sheet=AREA, cell=hours(workbook), formula="1850")
        assert live(calc) == (CHANGED, 14_500)
        told = press(calc, "Konsolider")
        assert told.startswith("Konsolidert: 69,4 mill. kr. 0 feil, 0 advarsler, 4 info.")
        assert live(calc) == SAYS_SAME
        assert_it_is_the_command_lines(calc, tmp_path)
        assert "SCEN-13" not in str(calc.ask("values", name="Kontroll"))
        assert "0 advarsler" in press(calc, "Kontroller")

    def test_one_that_is_not_old_is_left_alone(self, calc: Calc, workbook: Path) -> None:
        calc.open(workbook)
        calc.ask("enter", sheet=BESIDE_PLAN, cell="A200", formula="Ses på mandag")
        before = calc.ask("state")["sheets"][BESIDE_PLAN]
        press(calc, "Konsolider")
        assert calc.ask("state")["sheets"][BESIDE_PLAN] == before

    def test_where_there_is_none_none_is_made(self, calc: Calc, workbook: Path) -> None:
        book = Edited(workbook)
        book.remove_sheet(BESIDE_PLAN)
        calc.open(book.save(workbook))
        calc.ask("enter", sheet=AREA, cell=hours(workbook), formula="1850")
        press(calc, "Konsolider")
        assert BESIDE_PLAN not in calc.ask("order")

    def test_one_that_can_not_be_written_anew_is_told(self, calc: Calc, workbook: Path) -> None:
        calc.open(workbook)
        calc.ask("enter", sheet=AREA, cell=hours(workbook), formula="1850")
        calc.ask("protect", sheet=BESIDE_PLAN)
        before = calc.ask("state")["sheets"][BESIDE_PLAN]
        told = press(calc, "Konsolider")
        assert told.startswith("Konsolidert: 69,4 mill. kr. 0 feil, 1 advarsel, 4 info.")
        assert f"Arket {BESIDE_PLAN} er ikke skrevet på nytt: Arket «{BESIDE_PLAN}» er besk" in told
        assert calc.ask("state")["sheets"][BESIDE_PLAN] == before
        assert "SCEN-13" in str(calc.ask("values", name="Kontroll"))

    def test_a_workbook_that_is_a_scenario_says_so(self, calc: Calc, workbook: Path) -> None:
        ran = run(
            "publiser", workbook.name, "--scenario", "Middels ambisjon", "-o", "m.xlsx",
            folder=workbook.parent,
        )  # fmt: skip
        assert ran.status == GOOD, ran.err
        calc.open(next(workbook.parent.glob("m*.xlsx")))
        told = press(calc, "Konsolider")
        assert told.startswith("Konsolidert, scenario Middels ambisjon: 32,3 mill. kr.")
        there = calc.ask("values", name="Konsolidert")
        assert there[0][0] == "Konsolidert estimat, scenario: Middels ambisjon"
        assert "SCENARIO: Middels ambisjon. Dette er ikke planen." in str(there[:4])
        told = press(calc, "Usikkerhet")
        assert "Middels ambisjon" in told
        assert "Middels ambisjon" in str(calc.ask("values", name="Usikkerhet")[:4])
        before = calc.ask("state")
        assert "er alt et scenario (Middels ambisjon), ikke planen" in press(calc)
        assert calc.ask("state") == before
