"""The page on scenarios: its story and its numbers are those of the shipped workbook."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from estimat.core import layout, norwegian
from estimat.core.amounts import in_millions
from estimat.core.scenarios.definitions import What
from tests.running import GOOD, run
from tests.workbooks import ROOT, SHIPPED, Content, Edited

PAGE = (ROOT / "docs" / "scenarioer.md").read_text("utf-8")
FREE_ROW = 8
"""The first row of the sheet Scenarioer that is blank as it is shipped."""

OURS = "Helse- og omsorgsdepartementet"


def with_scenario(folder: Path, **cells: Content) -> Path:
    """The shipped workbook with a scenario written on the first free row, by column."""
    book = Edited(SHIPPED)
    for column, value in {"A": "60 millioner", "F": 60.0, **cells}.items():
        book.put(layout.SCENARIOS, f"{column}{FREE_ROW}", value)
    return book.save(folder / "workbook.xlsm")


def told(book: Path, name: str) -> dict[str, Any]:
    ran = run("scenarioer", book.name, "--json", folder=book.parent)
    assert ran.status == GOOD, ran.err
    (found,) = (each for each in json.loads(ran.out)["scenarioer"] if each["navn"] == name)
    return dict(found)


def mill(kroner: float) -> str:
    return norwegian.number(in_millions(Decimal(str(kroner))), 1)


def cause(found: dict[str, Any], name: str) -> str:
    return mill(next(each["kroner"] for each in found["bro"] if each["arsak"] == name))


def test_the_call_is_answered_as_the_story_says(tmp_path: Path) -> None:
    first = told(with_scenario(tmp_path, C=OURS), "60 millioner")
    assert f"{mill(first['total']['sum'])} millioner, over med {mill(first['over_ramme'])}" in PAGE
    then = told(with_scenario(tmp_path, C=OURS, D=0.85), "60 millioner")
    left = mill(-then["over_ramme"])
    assert f"{mill(then['total']['sum'])} millioner, innenfor med {left} igjen" in PAGE
    assert f"ansvar {cause(then, 'ansvar')}, involvering {cause(then, 'involvering')}" in PAGE
    assert [each["id"] for each in then["utgar"]] == ["PLL-4"]
    assert "Det er én aktivitet mindre enn i planen" in PAGE


def test_the_levels_are_those_of_the_page(tmp_path: Path) -> None:
    book = with_scenario(tmp_path, B=layout.AMBITION_LEVELS[-1])
    names = ("Lav ambisjon", "Middels ambisjon", "60 millioner")
    low, middle, high = (mill(told(book, each)["total"]["sum"]) for each in names)
    assert (
        f"til og med Lav {low} millioner, til og med Middels {middle}, og til og med Høy {high}"
    ) in PAGE


@pytest.mark.parametrize("word", [*(each.value for each in What)])
def test_every_kind_of_exception_is_explained(word: str) -> None:
    assert f"| {word} |" in PAGE


@pytest.mark.parametrize("picture", ["scenarioer.png", "scenariosammenligning.png"])
def test_the_pictures_are_there(picture: str) -> None:
    assert f"(bilder/{picture})" in PAGE
    assert (ROOT / "docs" / "bilder" / picture).is_file()
