"""The list to fill in: what can be chosen in it, and the workbook that it becomes."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from estimat.core import layout
from estimat.core.interpret import interpret
from estimat.core.layout import Kind, Status
from estimat.files.reading import read_book
from tests.running import GOOD, WRONG_USE, run


@pytest.fixture
def example(tmp_path: Path) -> Path:
    ran = run("mal", "--eksempel", "liste.xlsx", folder=tmp_path)
    assert ran.status == GOOD, ran.err
    assert "Skrevet: liste.xlsx" in ran.out
    return tmp_path / "liste.xlsx"


def test_it_comes_back_as_the_workbook_that_it_shows(example: Path) -> None:
    folder = example.parent
    ran = run("importer", example.name, "-o", "ny.xlsm", "--json", folder=folder)
    assert ran.status == GOOD, ran.out
    made = json.loads(ran.out)
    assert made["kroner"] == {
        "lest": 3_540_000, "plassert": 3_540_000, "utelatt": 0, "differanse": 0,
    }  # fmt: skip
    assert {each["hvordan"] for each in made["kolonner"]} == {"kjent navn"}
    archive, insight = interpret(read_book(folder / "ny.xlsm", "")[0]).areas
    assert archive.head[:3] == ("ARK", "Arkiv og dokumentasjon", "Seksjon arkiv")
    assert (archive.head.status, str(archive.head.budget)) == (Status.DRAFT.value, "2")
    assert archive.head.ambitions == ("Alle gamle arkiv er flyttet",)
    hours, purchase = (each.inputs for each in archive.activities)
    assert (hours.id, hours.kind) == ("ARK-1", Kind.OWN)
    assert [hours.hours, hours.low, hours.high] == [1200, 1000, 1600]
    assert (hours.ambition, hours.involvement) == ("Lav", "Nei")
    assert purchase.kind is Kind.PURCHASE
    assert [purchase.amount, purchase.amount_high] == [300_000, 420_000]
    assert [each.inputs.kind for each in insight.activities] == [Kind.PASS_THROUGH]
    every = [each.inputs.comment for each in (*archive.activities, *insight.activities)]
    assert set(every) == {"Eksempel, skriv over"}
    told = [each["kode"] for each in made["funn"] if each["alvor"] == "advarsel"]
    assert told == ["LISTE-36"] * 3, "which nobody has written over"
    checked = json.loads(run("valider", "ny.xlsm", "--json", folder=folder).out)
    assert [each for each in checked["funn"] if each["alvor"] == "feil"] == []


def test_words_are_chosen_from_lists(example: Path) -> None:
    book = openpyxl.load_workbook(example)
    choices = {
        rule.formula1 for sheet in book.worksheets for rule in sheet.data_validations.dataValidation
    }
    for words in (
        [kind.value for kind in Kind], layout.AMBITION_LEVELS, [layout.YES, layout.NO],
        [status.value for status in Status],
    ):  # fmt: skip
        assert f'"{",".join(words)}"' in choices


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--eksempel", "liste.xlsx"), "finnes fra før"),
        (("--eksempel", "liste.csv"), "må ende på .xlsx"),
        (("ny.xlsm", "--eksempel", "ny.xlsx"), "oppgi den uten UT.xlsm"),
        ((), "mangler: UT.xlsm"),
    ],
)
def test_what_it_is_not_made_of(options: tuple[str, ...], said: str, example: Path) -> None:
    before = example.read_bytes()
    ran = run("mal", *options, folder=example.parent)
    assert ran.status == WRONG_USE
    assert said in ran.err
    assert example.read_bytes() == before
    assert [each.name for each in example.parent.iterdir()] == [example.name]
