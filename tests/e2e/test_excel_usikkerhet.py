"""The ribbon's «Usikkerhet», on a workbook that the stand-in for Excel holds open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from estimat.core import layout
from tests.changedbook import Changed
from tests.e2e.excel import Answer, Excel
from tests.e2e.menu import AREA, hours, without_area
from tests.oldbook import make_it_old
from tests.sheetxml import child
from tests.uncertaintysheet import of_record, said, shown
from tests.workbooks import Edited

pytestmark = pytest.mark.wine

SHEETS: Final = ["Usikkerhet", "Mellomregning"]


@pytest.fixture(scope="module")
def excel(windows: None) -> Iterator[Excel]:
    opened = Excel()
    yield opened
    opened.close()


def contents(answer: Answer) -> list[dict[str, Any]]:
    """The sheets, their numbers without the last digits, which cells without formulas lack."""
    return [
        {
            **sheet,
            "values": [
                [row, column, float(f"{value:.12g}") if isinstance(value, float) else value]
                for row, column, value in sheet["values"]
            ],
        }
        for sheet in answer.sheets
    ]


def assert_it_says_what_the_command_line_says(answer: Answer, workbook: Path) -> None:
    """In cells that have formulas of this workbook, and charts of this sheet."""
    there = answer.sheet("Usikkerhet")
    assert shown(there.values) == of_record(said(workbook, folder=workbook.parent))
    for name in SHEETS:
        formulas = answer.sheet(name).formulas
        assert len(formulas) > 200
        assert ".xls" not in str(formulas)
    curve, tornado = next(each["charts"] for each in answer.sheets if each["name"] == "Usikkerhet")
    assert curve == [
        "=SERIES(,Usikkerhet!$O$8:$O$28,Usikkerhet!$L$8:$L$28,1)",
        *(f"=SERIES(Usikkerhet!$M${row},Usikkerhet!$O${row},Usikkerhet!$L${row},1)"
          for row in (29, 30, 31)),
    ]  # fmt: skip
    assert tornado == [
        f"=SERIES(,Usikkerhet!$L$35:$L$44,Usikkerhet!${letter}$35:${letter}$44,1)"
        for letter in "MN"
    ]


def test_on_a_new_workbook_it_changes_nothing_and_shows_the_sheet(
    excel: Excel, shipped: Path
) -> None:
    before = excel("status", shipped, fresh=True)
    after = excel("usikkerhet", shipped)
    assert after.text.startswith("Forventet 72,5 mill. kr. Med 85 % sikkerhet holder 79,6 mill. kr")
    assert after.text.endswith("0 feil, 0 advarsler, 4 info.")
    assert contents(after) == contents(before)
    assert after.active == "Usikkerhet"
    assert after.still == [True] * 5
    assert after.left_open == 0
    assert_it_says_what_the_command_line_says(after, shipped)
    assert excel("usikkerhet", shipped).sheets == after.sheets


def test_cells_cost_no_calls(excel: Excel, shipped: Path) -> None:
    answer = excel("usikkerhet", shipped, fresh=True)
    assert len(answer.calls) < 300, len(answer.calls)


@pytest.fixture
def old(workbook: Path) -> Path:
    """A workbook made before there was any uncertainty in it."""
    book = Edited(workbook)
    make_it_old(book)
    return book.save(workbook)


def test_one_made_before_gets_the_sheets(excel: Excel, old: Path) -> None:
    before = excel("status", old, fresh=True)
    after = excel("usikkerhet", old)
    assert "det er 5,3 mill. kr mer enn planen" in after.text
    assert after.sheet_names == [*before.sheet_names, *SHEETS]
    assert after.sheets[: len(before.sheets)] == before.sheets
    assert_it_says_what_the_command_line_says(after, old)
    assert excel("usikkerhet", old).sheets == after.sheets
    assert excel("usikkerhet", old, fresh=True, old=True).sheets == after.sheets


def test_when_a_call_fails_no_sheet_is_left(excel: Excel, old: Path) -> None:
    before = excel("status", old, fresh=True)
    calls = excel("usikkerhet", old).calls
    for fail_at in range(15, len(calls), 30):
        after = excel("usikkerhet", old, fresh=True, fail_at=fail_at)
        if after.text.startswith("Forventet"):
            continue  # what failed was not needed for the result
        assert after.sheets == before.sheets, f"{fail_at}: {after.calls[fail_at - 1]}"


@pytest.mark.parametrize("gone", [SHEETS[:1], SHEETS[1:], SHEETS], ids="+".join)
def test_a_sheet_that_somebody_deleted_comes_again(
    excel: Excel, workbook: Path, gone: list[str]
) -> None:
    book = Edited(workbook)
    for name in gone:
        book.remove_sheet(name)
    excel("status", book.save(workbook), fresh=True)
    after = excel("usikkerhet", workbook)
    assert after.text.startswith("Forventet 72,5 mill. kr.")
    assert_it_says_what_the_command_line_says(after, workbook)


def test_charts_that_somebody_deleted_come_again(excel: Excel, workbook: Path) -> None:
    book = Edited(workbook)
    book.sheet("Usikkerhet", lambda root: root.remove(child(root, "drawing")))
    folder, _, file = book.sheet_part("Usikkerhet").rpartition("/")
    shown = [part for part, content in book.parts.items()
             if part.startswith("xl/charts/") and b"Usikkerhet!" in content]  # fmt: skip
    for part in (f"{folder}/_rels/{file}.rels", *shown):
        del book.parts[part]
    before = excel("status", book.save(workbook), fresh=True)
    assert [each["charts"] for each in before.sheets if each["name"] == "Usikkerhet"] == [[]]
    assert_it_says_what_the_command_line_says(excel("usikkerhet", workbook), workbook)


@pytest.fixture
def fewer(workbook: Path) -> Path:
    """The shipped workbook without one of its areas."""
    return without_area(workbook, workbook)


@pytest.mark.parametrize("command", ["usikkerhet", "konsolider"])
def test_an_area_that_has_gone_is_followed(excel: Excel, fewer: Path, command: str) -> None:
    excel("status", fewer, fresh=True)
    assert "USIK-10" in str(excel("kontroller", fewer).sheet("Kontroll").values)
    after = excel(command, fewer)
    there = shown(after.sheet("Usikkerhet").values)
    assert [each["id"] for each in there["omrader"]] == ["PLL", "PJD", "PKI", "PMD"]
    assert_it_says_what_the_command_line_says(after, fewer)
    assert "USIK-10" not in str(excel("kontroller", fewer).sheet("Kontroll").values)


def test_where_the_areas_are_the_same_a_consolidation_leaves_it_alone(
    excel: Excel, workbook: Path
) -> None:
    book = Edited(workbook)
    book.put("Usikkerhet", "A70", "Ses på mandag")
    before = excel("status", book.save(workbook), fresh=True)
    after = excel("konsolider", workbook)
    for name in SHEETS:
        assert after.sheet(name) == before.sheet(name)


def test_it_is_brought_back_with_what_the_consolidation_wrote(excel: Excel, fewer: Path) -> None:
    before = excel("status", fewer, fresh=True)
    excel("konsolider", fewer)
    told = excel("angre", fewer)
    assert told.text.startswith("Konsolidert, Kontroll, Usikkerhet, Mellomregning og Scenario")
    assert told.sheets == before.sheets


def test_what_somebody_wrote_beside_is_named_and_brought_back(excel: Excel, fewer: Path) -> None:
    book = Edited(fewer)
    book.put("Usikkerhet", "R6", "Avklart med departementet")
    before = excel("status", book.save(fewer), fresh=True)
    after = excel("konsolider", fewer)
    assert "ikke med: Usikkerhet!R6 «Avklart med departementet»" in after.text
    assert excel("angre", fewer).sheets == before.sheets


@pytest.mark.parametrize("name", SHEETS)
def test_somebody_elses_sheet_is_not_written_over(excel: Excel, workbook: Path, name: str) -> None:
    book = Edited(workbook)
    book.put(name, "A1", "Mine notater")
    before = excel("status", book.save(workbook), fresh=True)
    after = excel("usikkerhet", workbook)
    assert f"Arket «{name}» er ikke laget av Estimat" in after.text
    assert after.sheets == before.sheets


def test_a_flawed_factor_stops_it_and_is_gone_to(excel: Excel, workbook: Path) -> None:
    book = Changed(workbook)
    book.factor(2, "Pris", "Kjøp", 1.2, 1.0, 0.9, "Omvendt")
    before = excel("status", book.save(workbook), fresh=True)
    after = excel("usikkerhet", workbook)
    assert after.text.startswith("Arket Usikkerhet er ikke skrevet: 1 feil")
    assert "USIK-06" in after.text
    assert after.selected.startswith(f"{layout.FACTORS_SHEET}!")
    assert after.sheets == before.sheets


def test_an_error_in_the_estimate_stops_it(excel: Excel, workbook: Path) -> None:
    book = Edited(workbook)
    book.put(AREA, hours(workbook), "mange")
    before = excel("status", book.save(workbook), fresh=True)
    after = excel("usikkerhet", workbook)
    assert after.text.startswith("Arket Usikkerhet er ikke skrevet: 1 feil")
    assert after.sheets == before.sheets
