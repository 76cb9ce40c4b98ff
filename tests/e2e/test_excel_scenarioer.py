"""The ribbon's «Scenarioer», on a workbook that the stand-in for Excel holds open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from estimat.core import layout
from estimat.core.layout import BESIDE_PLAN, SCENARIOS
from estimat.files.reading import cells_in
from tests.e2e.excel import Answer, Excel, sheet_of
from tests.e2e.menu import AREA, hours, without_area
from tests.e2e.scenariosheet import (
    FIELDS,
    LIVE,
    PRESSED,
    SAYS_SAME,
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
from tests.safety.sizes import cases
from tests.sheetxml import child
from tests.workbooks import Content, Edited

pytestmark = pytest.mark.wine

FORMULAS = [(4, 1), (4, 4)]


@pytest.fixture(scope="module")
def excel(windows: None) -> Iterator[Excel]:
    opened = Excel()
    yield opened
    opened.close()


def charts(answer: Answer) -> list[list[str]]:
    found: list[list[str]] = sheet(answer)["charts"]
    return found


def sheet(answer: Answer) -> dict[str, Any]:
    return next(each for each in answer.sheets if each["name"] == BESIDE_PLAN)


def assert_it_is_the_command_lines(answer: Answer, workbook: Path) -> None:
    """With formulas of this workbook, and a chart of these cells."""
    there = answer.sheet(BESIDE_PLAN)
    assert without_stamp(there.values) == said(by_command_line(workbook))
    assert sorted(there.formulas) == FORMULAS
    assert ".xls" not in str(there.formulas)
    assert not there.tables
    first, last = bars(there.values)
    shown = [f"{BESIDE_PLAN}!${letter}${first}:${letter}${last}" for letter in "QRSTU"]
    assert charts(answer) == [[f"=SERIES(,{shown[0]},{each},1)" for each in shown[1:]]]
    assert tuple(there.values[place] for place in LIVE) == SAYS_SAME
    theirs = sheet_of(by_command_line(workbook), BESIDE_PLAN).breaks
    assert sheet(answer)["breaks"] == [row + 1 for row in theirs]


def test_on_a_new_workbook_it_changes_nothing_and_shows_the_sheet(
    excel: Excel, workbook: Path
) -> None:
    before = excel("status", workbook, fresh=True)
    after = excel("scenarioer", workbook)
    assert after.text == f"{PRESSED} 0 feil, 0 advarsler, 4 info."
    assert after.sheets == before.sheets
    assert after.active == BESIDE_PLAN
    assert after.still == [True] * 5
    assert after.left_open == 0
    assert after.signed
    assert after.sheet(BESIDE_PLAN).formulas == sheet_of(workbook, BESIDE_PLAN).formulas
    assert_it_is_the_command_lines(after, workbook)


def test_cells_cost_no_calls(excel: Excel, workbook: Path) -> None:
    few = excel("scenarioer", workbook, fresh=True).calls
    book = Edited(workbook)
    for number in range(4, 13):
        rate = 1500.0 + number
        put_scenario(book, workbook, number, name=f"Timepris {rate:g}", rate=rate, frame=70.0)
    many = excel("scenarioer", book.save(workbook), fresh=True)
    assert "Timepris 1512" in str(many.sheet(BESIDE_PLAN).values)
    assert len(few) <= len(many.calls) < 200


def test_scenarios_that_have_come_and_gone_are_followed(
    excel: Excel, workbook: Path, tmp_path: Path
) -> None:
    """One after the other on the sheet that is there, of which nothing is to be left."""
    changes: list[tuple[int, dict[str, Content]]] = [
        (4, {"name": "Dyrere timer", "rate": 1600.0, "frame": 75.0}), (4, {}), (2, {}),
    ]  # fmt: skip
    same = Edited(workbook)
    shown = [excel("scenarioer", workbook, fresh=True)]
    for number, says in changes:
        entered = [
            [SCENARIOS, *cell_of(scenario_cell(workbook, number, field)), says.get(each)]
            for each, field in FIELDS.items()
        ]
        found = excel("kontroller", workbook, enter=entered).sheet("Kontroll")
        assert "SCEN-13" in found.values.values()
        after = excel("scenarioer", workbook)
        assert after.sheet_names == shown[0].sheet_names
        put_scenario(same, workbook, number, **says)
        assert_it_is_the_command_lines(after, same.save(tmp_path / "samme.xlsm"))
        assert "0 advarsler" in excel("kontroller", workbook).text
        shown.append(after)
    rows = [len({row for row, _ in each.sheet(BESIDE_PLAN).values}) for each in shown]
    assert rows[3] < rows[0] == rows[2] < rows[1]
    assert sheet(shown[2]) == sheet(shown[0])


def cell_of(name: str) -> tuple[int, int]:
    cells = cells_in(name)
    return cells.top, cells.left


def test_the_chart_follows_when_what_it_shows_has_moved_in_as_many_rows(
    excel: Excel, workbook: Path
) -> None:
    """A frame less above it, and a bar more in it: all below stands where it stood."""
    book = Edited(workbook)
    book.put(SCENARIOS, scenario_cell(workbook, 2, layout.FRAME))
    book.put(SCENARIOS, scenario_cell(workbook, 2, layout.SCENARIO_INVOLVEMENT), 0.9)
    before = excel("status", book.save(workbook), fresh=True)
    after = excel("scenarioer", workbook)
    for same in ("printed", "breaks"):
        assert sheet(after)[same] == sheet(before)[same]
    assert charts(after) != charts(before)
    assert_it_is_the_command_lines(after, workbook)


def test_one_made_before_has_no_scenarios_and_is_told_what_to_do(
    excel: Excel, workbook: Path
) -> None:
    book = Edited(workbook)
    make_it_old(book)
    before = excel("status", book.save(workbook), fresh=True)
    after = excel("scenarioer", workbook)
    assert after.text.startswith(
        f"Arket {BESIDE_PLAN} er ikke skrevet. Arbeidsboken har ingen scenarioer. Fyll ut arket "
        f"{SCENARIOS}"
    )
    assert after.sheets == before.sheets


@pytest.mark.parametrize("old", [False, True])
def test_a_workbook_without_the_sheet_gets_it_last(excel: Excel, workbook: Path, old: bool) -> None:
    book = Edited(workbook)
    book.remove_sheet(BESIDE_PLAN)
    before = excel("status", book.save(workbook), fresh=True)
    after = excel("scenarioer", workbook, old=old)
    assert after.sheet_names == [*before.sheet_names, BESIDE_PLAN]
    assert after.sheets[:-1] == before.sheets
    assert_it_is_the_command_lines(after, workbook)


def test_when_the_last_scenario_has_gone_no_old_one_is_left(excel: Excel, workbook: Path) -> None:
    without_scenarios(workbook).save(workbook)
    assert "1 advarsel" in excel("kontroller", workbook, fresh=True).text
    after = excel("scenarioer", workbook)
    assert after.text.startswith("Arbeidsboken har ingen scenarioer. Fyll ut arket Scenarioer")
    assert charts(after) == []
    assert "ambisjon" not in str(after.sheet(BESIDE_PLAN).values)
    assert "0 advarsler" in excel("kontroller", workbook).text


def test_a_chart_that_somebody_deleted_comes_again(excel: Excel, workbook: Path) -> None:
    book = Edited(workbook)
    book.sheet(BESIDE_PLAN, lambda root: root.remove(child(root, "drawing")))
    folder, _, file = book.sheet_part(BESIDE_PLAN).rpartition("/")
    del book.parts[f"{folder}/_rels/{file}.rels"]
    mark = f"{BESIDE_PLAN}!".encode()
    charts_of = {part for part in book.parts if part.startswith("xl/charts/")}
    of_it = [part for part in charts_of if mark in book.parts[part]]
    for part in of_it:
        del book.parts[part]
    before = excel("status", book.save(workbook), fresh=True)
    assert charts(before) == []
    assert_it_is_the_command_lines(excel("scenarioer", workbook), workbook)


def test_when_a_call_fails_the_sheet_is_as_it_was(excel: Excel, workbook: Path) -> None:
    book = Edited(workbook)
    put_scenario(book, workbook, 2)
    before = excel("status", book.save(workbook), fresh=True)
    calls = excel("scenarioer", workbook).calls
    for fail_at in range(10, len(calls), cases(21, 3)):
        after = excel("scenarioer", workbook, fresh=True, fail_at=fail_at)
        if after.text.startswith("Planen"):
            continue  # what failed was not needed for the result
        assert after.sheets == before.sheets, f"{fail_at}: {after.calls[fail_at - 1]}"


def test_an_error_in_the_estimate_stops_it(excel: Excel, workbook: Path) -> None:
    book = Edited(workbook)
    book.put(AREA, hours(workbook), "mange")
    before = excel("status", book.save(workbook), fresh=True)
    after = excel("scenarioer", workbook)
    assert after.text.startswith(f"Arket {BESIDE_PLAN} er ikke skrevet: 1 feil")
    assert after.selected == f"{AREA}!{hours(workbook)}"
    assert after.sheets == before.sheets


def test_a_faulty_scenario_stops_it_and_is_gone_to(excel: Excel, workbook: Path) -> None:
    book = Edited(workbook)
    put_scenario(book, workbook, 2, name="Midt", ambition="Middel")
    before = excel("status", book.save(workbook), fresh=True)
    after = excel("scenarioer", workbook)
    assert after.text.startswith(f"Arket {BESIDE_PLAN} er ikke skrevet: 1 feil")
    assert "SCEN-01" in after.text
    assert after.selected == f"{SCENARIOS}!{scenario_cell(workbook, 2, layout.SCENARIO_AMBITION)}"
    assert after.sheets == before.sheets


def test_somebody_elses_sheet_is_not_written_over(excel: Excel, workbook: Path) -> None:
    book = Edited(workbook)
    book.put(BESIDE_PLAN, "A1", "Mine notater")
    before = excel("status", book.save(workbook), fresh=True)
    after = excel("scenarioer", workbook)
    assert f"Arket «{BESIDE_PLAN}» er ikke laget av Estimat" in after.text
    assert after.sheets == before.sheets


def test_a_workbook_that_is_a_scenario_says_so(excel: Excel, workbook: Path) -> None:
    ran = run(
        "publiser", workbook.name, "--scenario", "Middels ambisjon", "-o", "m.xlsx",
        folder=workbook.parent,
    )  # fmt: skip
    assert ran.status == GOOD, ran.err
    (copy,) = workbook.parent.glob("m*.xlsx")
    after = excel("konsolider", copy, fresh=True)
    assert after.text.startswith("Konsolidert, scenario Middels ambisjon: 32,3 mill. kr.")
    values = after.sheet("Konsolidert").values
    assert values[1, 1] == "Konsolidert estimat, scenario: Middels ambisjon"
    assert str(values[3, 1]).startswith("SCENARIO: Middels ambisjon. Dette er ikke planen.")
    assert excel("usikkerhet", copy).text.startswith("SCENARIO: Middels ambisjon.")
    refused = excel("scenarioer", copy)
    assert "er alt et scenario (Middels ambisjon), ikke planen" in refused.text
    assert BESIDE_PLAN not in refused.sheet_names


class TestKonsolider:
    @pytest.fixture
    def changed(self, workbook: Path) -> Path:
        """An estimate in which an area has gone: the comparison is old, and so is Usikkerhet."""
        return without_area(workbook, workbook)

    def test_one_that_is_old_is_written_anew_and_brought_back(
        self, excel: Excel, changed: Path
    ) -> None:
        before = excel("status", changed, fresh=True)
        after = excel("konsolider", changed)
        assert after.text.startswith("Konsolidert: ")
        assert "0 advarsler" in after.text
        assert_it_is_the_command_lines(after, changed)
        assert "SCEN-13" not in after.sheet("Kontroll").values.values()
        assert "0 advarsler" in excel("kontroller", changed).text
        told = excel("angre", changed)
        assert told.text.startswith(
            f"Konsolidert, Kontroll, Usikkerhet, Mellomregning og {BESIDE_PLAN} er som før"
        )
        assert told.sheets == before.sheets

    def test_one_that_is_not_old_is_left_alone(self, excel: Excel, workbook: Path) -> None:
        book = Edited(workbook)
        book.put(BESIDE_PLAN, "A200", "Ses på mandag")
        before = excel("status", book.save(workbook), fresh=True)
        after = excel("konsolider", workbook)
        assert after.sheet(BESIDE_PLAN) == before.sheet(BESIDE_PLAN)

    def test_where_there_is_none_none_is_made(self, excel: Excel, changed: Path) -> None:
        book = Edited(changed)
        book.remove_sheet(BESIDE_PLAN)
        excel("status", book.save(changed), fresh=True)
        assert BESIDE_PLAN not in excel("konsolider", changed).sheet_names

    @pytest.mark.parametrize("how", ["protected", "somebody else's"])
    def test_one_that_can_not_be_written_anew_is_told(
        self, excel: Excel, workbook: Path, how: str
    ) -> None:
        book = Edited(workbook)
        put_scenario(book, workbook, 2)
        before = excel("status", book.save(workbook), fresh=True)
        options: dict[str, Any] = {"protected_sheets": [BESIDE_PLAN]}
        if how != "protected":
            options = {"arrays": {BESIDE_PLAN: ["B10:C900"]}}  # of which Excel changes no part
        after = excel("konsolider", workbook, **options)
        assert after.text.startswith("Konsolidert: 69,4 mill. kr. 0 feil, 1 advarsel, 4 info.")
        assert f"Arket {BESIDE_PLAN} er ikke skrevet på nytt: " in after.text
        assert after.sheet(BESIDE_PLAN) == before.sheet(BESIDE_PLAN)
        assert "SCEN-13" in after.sheet("Kontroll").values.values()
        told = excel("angre", workbook)
        assert told.sheets == before.sheets

    def test_whichever_call_fails_it_is_said_what_was_written(
        self, excel: Excel, workbook: Path
    ) -> None:
        book = Edited(workbook)
        put_scenario(book, workbook, 2)
        before = excel("status", book.save(workbook), fresh=True)
        calls = excel("konsolider", workbook).calls
        for fail_at in range(5, len(calls), cases(27, 3)):
            after = excel("konsolider", workbook, fresh=True, fail_at=fail_at)
            failed = f"{fail_at}: {after.calls[fail_at - 1]}"
            if not after.text.startswith("Konsolidert"):
                assert after.sheets == before.sheets, failed
            elif "ikke skrevet på nytt" in after.text:
                assert after.sheet(BESIDE_PLAN) == before.sheet(BESIDE_PLAN), failed
                assert "SCEN-13" in after.sheet("Kontroll").values.values(), failed
            else:
                assert "Middels ambisjon" not in str(after.sheet(BESIDE_PLAN).values), failed
