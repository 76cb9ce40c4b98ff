"""Numbers in another unit than theirs: stopped where they enter, and said as understood."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from estimat.core import layout
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, run
from tests.smallbook import Small

AREAS = (Path(__file__).parents[1] / "data" / "liten.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("[forutsetninger.Risikoavsetning]\nverdi = 0.5", "4_000_000", "4 mill. kr"),
        ("[forutsetninger.Timepris]\nverdi = 1450", "1.45", "1 450 kr/time"),
        ("[forutsetninger.FullkostPerArsverk]\nverdi = 2_200_000", "2.2", "2 200 000 kr"),
        ("budsjett = 2.0", "2_000_000", "2 mill. kr"),
    ],
)
def test_in_an_area_file(right: str, wrong: str, said: str, tmp_path: Path) -> None:
    assert right in AREAS
    text = AREAS.replace(right, f"{right[: right.rindex('=') + 1]} {wrong}")
    (tmp_path / "egen.toml").write_text(text, "utf-8")
    ran = run("mal", "ny.xlsx", "--omrader", "egen.toml", folder=tmp_path)
    assert ran.status == WRONG_USE
    assert f"– mente du {said}?" in ran.err
    assert not (tmp_path / "ny.xlsx").exists()


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        (layout.RISK_RESERVE, 4_000_000.0, "er 4 000 000 mill. kr – mente du 4 mill. kr?"),
        (layout.HOURLY_RATE, 1.45, "er 1,45 kr/time – mente du 1 450 kr/time?"),
        (layout.YEAR, 24.0, "er 24; skriv et tall fra 2000 til 2100"),
    ],
)
def test_in_a_cell_of_the_assumptions(
    field: layout.Field, wrong: float, said: str, small: Path, tmp_path: Path
) -> None:
    book = Small(small)
    place = book.write_assumption(field, wrong)
    book.save(tmp_path / "liten.xlsx")
    ran = run("konsolider", "liten.xlsx", "--json", folder=tmp_path)
    found = [each for each in json.loads(ran.out)["funn"] if each["kode"] == "TALL-12"]
    assert ran.status == ERRORS_FOUND
    assert [each["celle"] for each in found] == [place.cell]
    assert said in found[0]["melding"]


def test_a_budget_in_kroner_is_one_finding(small: Path, tmp_path: Path) -> None:
    book = Small(small)
    book.write_head(layout.AREA_BUDGET, 2_000_000.0)
    book.save(tmp_path / "liten.xlsx")
    ran = run("valider", "liten.xlsx", "--json", folder=tmp_path)
    (found,) = json.loads(ran.out)["funn"]
    assert (found["kode"], ran.status) == ("TALL-12", ERRORS_FOUND)
    assert "er 2 000 000 mill. kr – mente du 2 mill. kr?" in found["melding"]


@pytest.mark.parametrize(
    ("growth", "said"),
    [
        ("0,031", "0,031 % – mente du 3,1 %?"),
        ("0.04%", "0,04 % – mente du 4 %?"),
        ("40", "40 % – mente du 4 %?"),
        ("-42", "−42 % – mente du −4,2 %?"),
    ],
)
@pytest.mark.parametrize("option", ["--pris", "--lonn", "--videreformidling"])
def test_in_an_option(option: str, growth: str, said: str, folder: Path) -> None:
    rates = {"--pris": "3,1", "--lonn": "4,2"} | {option: growth}
    options = [f"{name}={value}" for name, value in rates.items()]
    ran = run("rull", "workbook.xlsm", "--til", "2025", *options, "-o", "n.xlsm", folder=folder)
    assert ran.status == WRONG_USE
    assert said in ran.err
    assert not (folder / "n.xlsm").exists()


def test_a_year_with_its_digits_turned_is_none(folder: Path) -> None:
    rates = ("--pris", "3,1", "--lonn", "4,2")
    ran = run("rull", "workbook.xlsm", "--til", "2205", *rates, "-o", "n.xlsm", folder=folder)
    assert (ran.status, "2000 til 2100" in ran.err) == (WRONG_USE, True)


def test_what_was_done_to_the_numbers_is_said(folder: Path) -> None:
    rates = ("--pris", "3,1%", "--lonn", "4,2%")
    ran = run("rull", "workbook.xlsm", "--til", "2025", *rates, "-o", "n.xlsm", folder=folder)
    assert ran.status == GOOD
    assert ran.out.splitlines()[:6] == [
        "Skrevet: n.xlsm",
        "Timepris 1 450 → 1 511 kr/time (4,2 %)",
        "Fullkost per årsverk 2 200 000 → 2 292 400 kr (4,2 %)",
        "Kjøp 5 650 000 kr → 5 825 150 kr (3,1 %)",
        "Videreformidling 12 400 000 kr → 12 400 000 kr (0 %)",
        "Timene er de samme. Budsjettene er tomme, og statusene begynner på nytt.",
    ]


def test_the_cells_themselves_refuse_it(shipped: Path) -> None:
    book = openpyxl.load_workbook(shipped)
    (_, reserve) = next(iter(book.defined_names["Risikoavsetning"].destinations))
    limits = {
        str(each.sqref): (each.type, each.operator, each.formula1, each.formula2)
        for each in book["Forutsetninger"].data_validations.dataValidation
    }
    assert limits[reserve.replace("$", "")] == ("decimal", None, "0", "50000")
