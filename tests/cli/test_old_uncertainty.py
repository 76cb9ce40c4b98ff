"""Old, forged and half-written numbers of the uncertainty: none goes out without a word."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.running import ERRORS_FOUND, GOOD, Ran, run
from tests.workbooks import SHIPPED, Edited

AREA, FACTORS = "Legemiddelliste", "Felles faktorer"


def other_range(book: Edited) -> None:
    book.put(AREA, "G18", 9_000.0)


def other_factor(book: Edited) -> None:
    book.put(FACTORS, "E5", 2.0)


def typed_over(book: Edited) -> None:
    book.put("Usikkerhet", "C12", 75_000_000.0)


@pytest.mark.parametrize("change", [other_range, other_factor, typed_over])
def test_a_sheet_that_is_not_what_the_rows_give_is_not_published(
    change: Callable[[Edited], None], tmp_path: Path
) -> None:
    book = Edited(SHIPPED)
    book.remove_sheet("Scenariosammenligning")  # which is old, too, and told of first
    change(book)
    book.save(tmp_path / "bok.xlsm")
    ran = run("publiser", "bok.xlsm", "-o", "ut.xlsx", "--som", "verdier", folder=tmp_path)
    assert ran.status == ERRORS_FOUND
    assert "Usikkerhet!C" in ran.err
    assert "Trykk Usikkerhet, lagre, og publiser på nytt" in ran.err
    assert not (tmp_path / "ut.xlsx").exists()


@pytest.mark.parametrize("change", [other_range, other_factor])
def test_nor_is_one_with_what_the_scenarios_may_come_to(
    change: Callable[[Edited], None], tmp_path: Path
) -> None:
    book = Edited(SHIPPED)
    change(book)
    book.save(tmp_path / "bok.xlsm")
    ran = run("publiser", "bok.xlsm", "-o", "ut.xlsx", "--som", "verdier", folder=tmp_path)
    assert ran.status == ERRORS_FOUND
    assert "Scenariosammenligning!" in ran.err
    assert not (tmp_path / "ut.xlsx").exists()


def assessed(folder: Path, *names: str) -> Ran:
    return run("usikkerhet", *names, "--json", folder=folder)


def test_a_factor_of_formulas_that_nobody_computed_is_not_passed_over(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(SHIPPED, keep_vba=True)
    for column, formula in zip(
        "ABCDEF", ('="A"', '="Kjøp"', "=0.9", "=1", "=1.2", '="x"'), strict=True
    ):
        book[FACTORS][f"{column}7"] = formula
    book.save(tmp_path / "bok.xlsm")
    ran = assessed(tmp_path, "bok.xlsm")
    assert ran.status == ERRORS_FOUND
    assert "USIK-06" in ran.out


def test_results_that_the_file_says_are_old_make_no_factor(tmp_path: Path) -> None:
    book = Edited(SHIPPED)
    for cell, formula in (("C5", "0.95"), ("D5", "1"), ("E5", "1.15")):
        book.put(FACTORS, cell, 0.0, formula)
    book.workbook(
        lambda root: next(root.iter(root.tag.replace("workbook", "calcPr"))).set(
            "fullCalcOnLoad", "1"
        )
    )
    book.save(tmp_path / "bok.xlsm")
    ran = assessed(tmp_path, "bok.xlsm")
    if ran.status == GOOD:  # where the engine is, it computes them
        assert json.loads(ran.out)["p85"] == 79_582_125
    else:
        assert "USIK-06" in ran.out


def test_a_workbook_without_areas_gives_no_factor(tmp_path: Path) -> None:
    (tmp_path / "bok.xlsm").write_bytes(SHIPPED.read_bytes())
    other = openpyxl.load_workbook(SHIPPED)
    for name in other.sheetnames:
        if name != FACTORS:
            del other[name]
    other[FACTORS]["A7"], other[FACTORS]["B7"] = "Ny", "alle"
    for cell, value in (("C7", 0.9), ("D7", 1), ("E7", 1.5), ("F7", "x")):
        other[FACTORS][cell] = value
    other.save(tmp_path / "annen.xlsx")
    assert json.loads(assessed(tmp_path, "bok.xlsm", "annen.xlsx").out)["p85"] == 79_582_125


def test_a_heading_without_its_o_is_a_column_that_is_missing(tmp_path: Path) -> None:
    book = Edited(SHIPPED)
    book.rename_column(AREA, "Beløp lav", "Belop lav")
    book.save(tmp_path / "bok.xlsm")
    found = json.loads(run("valider", "bok.xlsm", "--json", folder=tmp_path).out)["funn"]
    assert "STR-03" in {each["kode"] for each in found}
