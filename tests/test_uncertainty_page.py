"""The page on uncertainty: its numbers are those of the shipped workbook, and so are its words."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from estimat.core import norwegian
from estimat.core.amounts import in_millions
from estimat.core.noting.note import PERCENT, UNCERTAIN
from estimat.core.uncertainty.figures import chance
from tests.running import GOOD, run
from tests.workbooks import ROOT, SHIPPED

PAGE = (ROOT / "docs" / "usikkerhet.md").read_text("utf-8")


def told(*options: str) -> dict[str, Any]:
    ran = run("usikkerhet", str(SHIPPED), "--json", *options, folder=ROOT)
    assert ran.status == GOOD, ran.err
    record: dict[str, Any] = json.loads(ran.out)
    return record


@pytest.fixture(scope="module")
def shipped() -> dict[str, Any]:
    return told()


def mill(kroner: float) -> str:
    return norwegian.number(in_millions(Decimal(str(kroner))), 1)


def test_the_table_of_words_has_the_numbers_of_the_example(shipped: dict[str, Any]) -> None:
    rows = dict(
        line.strip("| ").split(" | ")[:2] for line in PAGE.splitlines() if line.startswith("| ")
    )
    assert rows["Plan"] == f"{mill(shipped['plan'])} mill."
    assert rows["Forventet, P50"] == f"{mill(shipped['p50'])} mill."
    assert rows["P10, P90"] == f"{mill(shipped['p10'])} og {mill(shipped['p90'])} mill."
    assert rows["P85"] == f"{mill(shipped['p85'])} mill."
    assert rows["Behov for avsetning"] == f"{mill(shipped['behov_for_avsetning'])} mill."
    assert rows["Mangler i avsetningen"] == f"{mill(shipped['mangler'])} mill."
    assert rows["Uten eget spenn"] == f"{mill(shipped['uten_spenn']['kroner'])} mill."


def test_what_is_said_of_covariation_and_portfolio_is_so(shipped: dict[str, Any]) -> None:
    apart, together = (told("--samvariasjon", each)["p85"] for each in ("0", "1"))
    said = f"{mill(apart)} mill. med 0, {mill(shipped['p85'])} med 0,3 og {mill(together)} med 1"
    assert f"I eksemplet er P85 {said}." in PAGE
    summed, effect = (mill(shipped[each]) for each in ("sum_av_omradenes_p85", "portefoljeeffekt"))
    assert f"summen av områdenes P85 {summed} mill., men direktoratets P85 er" in PAGE
    assert f"Forskjellen, {effect} mill. når kronene rundes av til sist, står som" in PAGE


def test_the_plan_stands_on_the_curve_where_the_page_says(shipped: dict[str, Any]) -> None:
    away = (shipped["plan"] - shipped["forventet"]) / shipped["standardavvik"]
    assert f"treffer planen kurven på {round(chance(away) * 100)} %" in PAGE


def test_every_word_that_a_note_can_ask_for_is_there() -> None:
    assert all(f"`{{{name} mill}}`" in PAGE for name in UNCERTAIN if name != "Forventet")
    assert f"`{{Sikkerhetsniva {PERCENT}}}`" in PAGE
    assert Path(ROOT, "docs", "bilder", "usikkerhet.png").is_file()
