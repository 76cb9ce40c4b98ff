"""What Undo takes back in LibreOffice Calc, and that a command which fails does so itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.calc import Calc
from tests.e2e.menu import MENU, RESULTS, without_results
from tests.workbooks import Edited

pytestmark = pytest.mark.calc


def contents(state: dict[str, Any]) -> dict[str, Any]:
    """A state without what Calc does anew with a step: heights that nobody chose, page styles."""
    return state | {
        "sheets": {
            name: {kind: each[kind] for kind in each if kind not in ("heights", "page")}
            for name, each in state["sheets"].items()
        }
    }


def test_it_is_one_step_to_undo_and_to_do_again(calc: Calc, workbook: Path) -> None:
    calc.open(workbook)
    calc.ask("enter", sheet="Veiledning", cell="H1", formula="=Konsolidert.J10*1000")
    book = calc.ask("state")
    calc.command(MENU["Konsolider"])
    consolidated = calc.ask("state")
    assert consolidated != book
    left = calc.ask("undo")
    assert len(left) == 1
    assert calc.ask("state") == book
    assert calc.ask("redo") == ["Estimat: skriv Konsolidert og Kontroll", *left]
    assert contents(calc.ask("state")) == contents(consolidated)


def test_sheets_that_were_not_there_come_last_and_go_again(
    calc: Calc, small: Path, tmp_path: Path
) -> None:
    calc.open(without_results(small, tmp_path / "bar.xlsx"))
    before = calc.ask("state")
    assert calc.command(MENU["Konsolider"])["text"].startswith("Konsolidert")
    after = calc.ask("state")
    assert after["order"] == [*before["order"], *RESULTS]
    assert calc.ask("undo") == []
    assert calc.ask("state") == before
    calc.ask("redo")
    assert contents(calc.ask("state")) == contents(after)


def test_in_a_workbook_with_macros_they_stay_empty_and_can_be_written_again(
    calc: Calc, shipped: Path, tmp_path: Path
) -> None:
    calc.open(without_results(shipped, tmp_path / "bar.xlsm"))
    before = calc.ask("state")
    said = calc.command(MENU["Konsolider"])["text"]
    after = calc.ask("state")
    assert after["order"] == [*before["order"], *RESULTS]
    calc.ask("undo")
    left = calc.ask("state")
    assert [left["sheets"].pop(name)["values"] for name in RESULTS] == [[[""]], [[""]]]
    assert left == before | {"order": after["order"]}
    calc.ask("redo")
    assert contents(calc.ask("state")) == contents(after)
    calc.ask("undo")
    assert calc.command(MENU["Konsolider"])["text"] == said


def test_when_the_second_sheet_cannot_be_written_the_first_is_as_it_was(
    calc: Calc, workbook: Path
) -> None:
    calc.open(workbook)
    calc.ask("protect", sheet="Kontroll")
    calc.ask("enter", sheet="Veiledning", cell="H1", formula="mitt eget notat")
    before = calc.ask("state")
    said = calc.command(MENU["Konsolider"])
    assert "«Kontroll» er beskyttet" in said["text"]
    assert not said["still"]
    assert calc.ask("state") == before
    calc.ask("undo")  # and the user's own last step is still the last
    assert "mitt eget notat" not in str(calc.ask("state")["sheets"]["Veiledning"])


def test_no_sheet_is_added_when_one_that_is_there_cannot_be_written(
    calc: Calc, shipped: Path, tmp_path: Path
) -> None:
    book = Edited(shipped)
    book.remove_sheet("Konsolidert")
    calc.open(book.save(tmp_path / "bar.xlsm"))
    calc.ask("protect", sheet="Kontroll")
    before = calc.ask("state")
    assert "«Kontroll» er beskyttet" in calc.command(MENU["Konsolider"])["text"]
    assert calc.ask("state") == before


def test_a_hidden_result_is_written_and_shown_and_hidden_by_undo(
    calc: Calc, workbook: Path
) -> None:
    book = Edited(workbook)
    for name in RESULTS:
        book.state(name, "hidden")
    calc.open(book.save(workbook))
    before = calc.ask("state")
    assert calc.command(MENU["Konsolider"])["text"].startswith("Konsolidert")
    after = calc.ask("state")
    assert all(each["visible"] for each in after["sheets"].values())
    assert "OMR-06" in str(after["sheets"]["Kontroll"]["values"])
    calc.ask("undo")
    assert contents(calc.ask("state")) == contents(before)
