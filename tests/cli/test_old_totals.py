"""A total that stands in a workbook, and is no longer what its sheets give, certifies nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import TypeAlias

import openpyxl
import pytest

from estimat.core import layout
from estimat.core.layout import CONSOLIDATED
from estimat.core.report import CHANGED, SAME
from estimat.files.engine.program import recalculated_here
from tests.running import ERRORS_FOUND, GOOD, run
from tests.smallbook import OWN, Small
from tests.workbooks import Edited

Line: TypeAlias = "Callable[[Path], tuple[object, object]]"
"""What the line of a workbook says in words and in kroner, when it is computed."""

WAS, IS = 2_000_000, 2_145_000


def more_hours(book: Small) -> None:
    book.hours(OWN, 1100.0)


def another_rate(book: Small) -> None:
    book.write_assumption(layout.HOURLY_RATE, 1500.0)
    book.write("Kostnad", OWN, 1_500_000.0, layout.stored(layout.COST.formula or "", "Tabell_PLL"))
    book.write("Sum", OWN, 1_500_000.0, layout.stored(layout.SUM.formula or "", "Tabell_PLL"))
    book.write_head(layout.AREA_BUDGET, 2.05)


def another_reserve(book: Small) -> None:
    book.write_assumption(layout.RISK_RESERVE, 0.75)


def another_name(book: Small) -> None:
    book.write_head(layout.AREA_NAME, "Legemidler i bruk")


def the_total_by_hand(book: Small) -> None:
    book.put(CONSOLIDATED, "I6", 1_900_000.0)


def a_row_by_hand(book: Small) -> None:
    book.put(CONSOLIDATED, "B7", "Annet")
    book.put(CONSOLIDATED, "I7", 500_000.0)


def the_headings_by_hand(book: Small) -> None:
    book.put(CONSOLIDATED, "I4", "Kroner")


CHANGES = (
    more_hours, another_rate, another_reserve, another_name, the_total_by_hand, a_row_by_hand,
    the_headings_by_hand,
)  # fmt: skip
BY_HAND = CHANGES[4:]


@pytest.fixture(params=CHANGES, ids=lambda change: change.__name__)
def old(request: pytest.FixtureRequest, small: Path, tmp_path: Path) -> Path:
    """A folder with a workbook that was changed after it was consolidated, and computed."""
    book = Small(small)
    book.keep_total()
    request.param(book)
    book.save(tmp_path / "liten.xlsx")
    return tmp_path


def codes(said: str) -> list[str]:
    return [each["kode"] for each in json.loads(said)["funn"]]


def test_it_is_an_error(old: Path) -> None:
    ran = run("valider", "liten.xlsx", "--json", folder=old)
    assert (ran.status, codes(ran.out)) == (ERRORS_FOUND, ["KONS-01"])


def test_no_copy_is_published_of_it(old: Path) -> None:
    for kind in ("formler", "verdier"):
        ran = run("publiser", "liten.xlsx", "-o", "ut.xlsx", "--som", kind, folder=old)
        assert ran.status == ERRORS_FOUND
        assert "Trykk Konsolider" in ran.err
        assert "Ingen kopi er laget" in ran.err
        assert not (old / "ut.xlsx").exists()


def test_no_note_is_written_of_it(old: Path) -> None:
    pytest.importorskip("docxtpl")
    ran = run("notat", "liten.xlsx", "-o", "notat.docx", folder=old)
    assert ran.status == ERRORS_FOUND
    assert "Ikke noe notat er skrevet" in ran.out
    assert not (old / "notat.docx").exists()


def test_what_is_consolidated_anew_is_right_and_says_that_there_was_another(old: Path) -> None:
    ran = run("konsolider", "liten.xlsx", "--json", folder=old)
    found = json.loads(ran.out)
    assert (ran.status, codes(ran.out)) == (GOOD, ["KONS-02"])
    assert found["total"]["sum"] in (WAS, IS, 2_050_000)


def test_what_is_made_of_its_sheets_is_made(old: Path) -> None:
    assert run("del", "liten.xlsx", "-o", "deler", folder=old).status == GOOD
    assert run("sammenlign", "liten.xlsx", "deler", folder=old).status == GOOD
    years = ("--til", "2025", "--lonn", "4%", "--pris", "3%")
    assert run("rull", "liten.xlsx", "-o", "neste.xlsm", *years, folder=old).status == GOOD


def test_without_a_total_of_ours_there_is_nothing_to_be_old(small: Path, tmp_path: Path) -> None:
    book = Small(small)
    book.keep_total()
    book.put(CONSOLIDATED, "A1", "Vårt eget ark")
    book.put(CONSOLIDATED, "A4", "Nr")
    more_hours(book)
    book.save(tmp_path / "liten.xlsx")
    assert run("valider", "liten.xlsx", folder=tmp_path).status == GOOD


class TestLiveLine:
    """The line on Konsolidert that says by itself whether the sheets still give what stands."""

    @pytest.fixture
    def line(self, engine: Executor) -> Line:
        def line(path: Path) -> tuple[object, object]:
            cells = engine.submit(recalculated_here, path).result()[CONSOLIDATED]
            return cells[3, 1], cells[3, 9]

        return line

    def published(self, folder: Path) -> Path:
        assert run("publiser", "workbook.xlsm", "-o", "ut.xlsx", folder=folder).status == GOOD
        return folder / "ut.xlsx"

    def test_it_is_0_when_nothing_has_changed(self, folder: Path, line: Line) -> None:
        stored = openpyxl.load_workbook(folder / "workbook.xlsm", data_only=True)[CONSOLIDATED]
        assert (stored["A3"].value, stored["I3"].value) == (SAME, 0)
        assert line(self.published(folder)) == (SAME, 0.0)

    @pytest.mark.parametrize(
        "change",
        [("Legemiddelliste", "E18", 100, 145_000.0), ("Forutsetninger", "B6", 10, 354_100.0)],
    )
    def test_it_says_how_much_the_sheets_have_moved_in_a_published_copy_too(
        self, folder: Path, line: Line, change: tuple[str, str, int, float]
    ) -> None:
        sheet, cell, more, moved = change
        before = openpyxl.load_workbook(self.published(folder))[sheet][cell].value
        book = Edited(folder / "ut.xlsx")
        book.put(sheet, cell, float(before + more))
        assert line(book.save(folder / "endret.xlsx")) == (CHANGED, moved)

    def test_a_total_that_is_changed_by_hand_moves_it(self, folder: Path, line: Line) -> None:
        book = Edited(self.published(folder))
        book.put(CONSOLIDATED, "I10", 69_000_000.0)
        assert line(book.save(folder / "endret.xlsx")) == (CHANGED, 394_500.0)


def test_a_check_that_is_older_than_the_sheets_is_not_published(folder: Path) -> None:
    book = Edited(folder / "workbook.xlsm")
    book.put("Legemiddelliste", "J18", 1.0)  # over a formula: an error, and in no sum
    book.save(folder / "workbook.xlsm")
    ran = run("publiser", "workbook.xlsm", "-o", "ut.xlsx", folder=folder)
    assert ran.status == ERRORS_FOUND
    assert "Arket Kontroll sier 0 feil, og arkene har" in ran.err
    assert "Trykk Kontroller, lagre, og publiser på nytt" in ran.err
    assert not (folder / "ut.xlsx").exists()
