"""Workbooks that another program has saved again: the total is right, or there is none."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.calc import convert
from tests.survival.conftest import Consolidate

SHIPPED_MILLIONS = Decimal("69.4")


def test_openpyxl_forgets_the_results_and_they_are_computed_here(
    small: Path, tmp_path: Path, consolidated: Consolidate
) -> None:
    openpyxl.load_workbook(small).save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.total) == (0, Decimal(2_000_000))
    assert outcome.codes == ["FORMEL-05"]
    assert "9 celler i malens egne kolonner er lagret uten resultat" in outcome.said()


def test_openpyxl_forgets_results_that_are_needed_and_they_are_computed_here(
    small: Path, tmp_path: Path, consolidated: Consolidate
) -> None:
    book = openpyxl.load_workbook(small)
    book["Legemiddelliste"]["E18"] = "=20*50"
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.total) == (0, Decimal(2_000_000))
    assert outcome.codes == ["FORMEL-08", "FORMEL-09"]
    assert re.search(r"formler .* er regnet ut her, med formulon \d", outcome.said())


def test_openpyxl_forgets_results_that_nobody_can_compute_and_it_stops(
    small: Path, tmp_path: Path, consolidated: Consolidate
) -> None:
    book = openpyxl.load_workbook(small)
    book["Legemiddelliste"]["E18"] = "=YEAR(TODAY())"
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.errors, outcome.total) == (1, ["FORMEL-04"], None)


def test_a_workbook_of_values_only_gives_the_same_total_and_says_what_it_has_lost(
    small: Path, tmp_path: Path, consolidated: Consolidate
) -> None:
    openpyxl.load_workbook(small, data_only=True).save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.total) == (0, Decimal(2_000_000))
    # The sums above the table are loose numbers now.
    assert set(outcome.codes) == {"FORMEL-02", "STR-08"}
    assert outcome.codes.count("FORMEL-02") == 9


@pytest.mark.calc
def test_libreoffice_saves_the_workbook_that_ships_and_its_total_is_the_same(
    shipped: Path, tmp_path: Path, consolidated: Consolidate
) -> None:
    convert(shipped, tmp_path).rename(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert outcome.errors == []
    assert outcome.status == 0
    assert Decimal(str(outcome.record["total"]["mill"])) == SHIPPED_MILLIONS
