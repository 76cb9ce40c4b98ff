"""Sheets that somebody has renamed, moved, hidden or copied are the same areas as before."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from estimat.core import layout
from tests.excelmoves import copy_sheet, move_sheet
from tests.smallbook import AREA, OWN, PASS_THROUGH, PURCHASE, Small
from tests.survival.conftest import Consolidate

TOTAL = Decimal(2_000_000)


@pytest.fixture
def book(small: Path) -> Small:
    return Small(small)


@pytest.mark.parametrize(
    "name",
    ["Ark2", "Ola's ark", "Kari's 'beste' ark", "blåbærsyltetøy ÆØÅ", "🫐 & <ark>", "A1",
     "Ark 1!", "(ny)", " ", "Veiledning (2)", "x" * 31, "Ark\u00a0med\u202eretning", '"sitat"'],
)  # fmt: skip
def test_a_renamed_area_counts_as_before(
    name: str, book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    book.rename(AREA, name)
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.codes, outcome.total) == (0, [], TOTAL)


@pytest.mark.parametrize("name", ["Sats'er", "Forutsetninger 2026", "🫐"])
def test_renamed_assumptions_count_as_before(
    name: str, book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    book.rename("Forutsetninger", name)
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.codes, outcome.total) == (0, [], TOTAL)


@pytest.mark.parametrize("position", [0, 1, 4])
def test_a_moved_area_counts_as_before(
    position: int, book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    move_sheet(book, AREA, position)
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.codes, outcome.total) == (0, [], TOTAL)


@pytest.mark.parametrize(("state", "code"), [("hidden", "STR-11"), ("veryHidden", "STR-12")])
def test_a_hidden_area_counts_and_is_pointed_out_with_its_kroner(
    state: str, code: str, book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    book.state(AREA, state)
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.codes, outcome.total) == (0, [code], TOTAL)
    assert "2 000 000 kr" in outcome.said()


def test_hidden_assumptions_count_as_before(
    book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    book.state("Forutsetninger", "veryHidden")
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.codes, outcome.total) == (0, [], TOTAL)


class TestCopied:
    COPY = f"{AREA} (2)"

    def test_a_copy_stops_and_both_are_named(
        self, book: Small, tmp_path: Path, consolidated: Consolidate
    ) -> None:
        copy_sheet(book, AREA, self.COPY)
        book.save(tmp_path / "bok.xlsx")
        outcome = consolidated("bok.xlsx")
        assert (outcome.status, outcome.codes, outcome.total) == (1, ["STR-02"], None)
        assert outcome.places == [f"{self.COPY}!"]
        assert f"bok.xlsx › {AREA} (2 000 000 kr her, 2 000 000 kr der)" in outcome.said()

    def test_a_copy_is_left_out_when_the_user_insists(
        self, book: Small, tmp_path: Path, consolidated: Consolidate
    ) -> None:
        copy_sheet(book, AREA, self.COPY)
        book.save(tmp_path / "bok.xlsx")
        outcome = consolidated("bok.xlsx", "--tving")
        assert (outcome.status, outcome.total) == (1, TOTAL)
        assert outcome.record["avstemming"]["utelatt"] == 2_000_000

    def test_a_copy_with_an_id_of_its_own_is_still_a_copy(
        self, book: Small, tmp_path: Path, consolidated: Consolidate
    ) -> None:
        copy_sheet(book, AREA, self.COPY)
        head = book.area.sheet.names[layout.AREA_ID.name]
        book.put(self.COPY, f"B{head.top}", "PJD")
        book.save(tmp_path / "bok.xlsx")
        outcome = consolidated("bok.xlsx")
        assert (outcome.status, outcome.codes, outcome.total) == (1, ["STR-23"], None)
        assert outcome.places == [f"{self.COPY}!"]

    def test_a_copy_with_an_id_and_rows_of_its_own_is_an_area_of_its_own(
        self, book: Small, tmp_path: Path, consolidated: Consolidate
    ) -> None:
        copy_sheet(book, AREA, self.COPY)
        head = book.area.sheet.names[layout.AREA_ID.name]
        book.put(self.COPY, f"B{head.top}", "PJD")
        for row in (OWN, PURCHASE, PASS_THROUGH):
            book.put(self.COPY, book.at("Aktivitet", row), f"Noe annet, nummer {row}")
        book.save(tmp_path / "bok.xlsx")
        outcome = consolidated("bok.xlsx")
        assert (outcome.status, outcome.codes, outcome.total) == (0, [], 2 * TOTAL)
        assert [area["id"] for area in outcome.record["omrader"]] == ["PLL", "PJD"]

    def test_a_copy_made_before_the_names_were_the_sheets_own_is_a_stranger(
        self, book: Small, tmp_path: Path, consolidated: Consolidate
    ) -> None:
        copy_sheet(book, AREA, self.COPY)
        book.drop_name(layout.AREA_ID.name, self.COPY)
        book.save(tmp_path / "bok.xlsx")
        outcome = consolidated("bok.xlsx")
        assert (outcome.status, outcome.codes, outcome.total) == (1, ["STR-16"], None)
