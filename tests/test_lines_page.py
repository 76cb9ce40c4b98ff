"""The page on lines and the overview: what it shows is what the shipped workbook gives."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from estimat.core.breakdown import By
from tests.running import GOOD, run
from tests.workbooks import ROOT

PAGE = (ROOT / "docs" / "linjer.md").read_text("utf-8")
COMMANDS = re.findall(r"(?m)^estimat (.+)$", PAGE)
PARTS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_the_commands_run_and_say_what_the_page_says(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(shipped, tmp_path / "workbook.xlsm")
    said = ""
    for command in COMMANDS:
        (tmp_path / "linjer.csv").unlink(missing_ok=True)
        ran = run(*command.split(), folder=tmp_path)
        assert ran.status == GOOD, ran.err
        said += ran.out
        if command.endswith("-o linjer.csv"):
            monkeypatch.chdir(tmp_path)
            names: dict[str, pd.DataFrame] = {}
            exec(PARTS[0], names)
            lines = names["lines"]
            assert lines[lines["Utelatt fordi"] == ""]["Sum (kr)"].sum() == 69_394_500
            for column in ("Ansvarlig", "Styres av", "Ambisjonsnivå", "Involvering"):
                assert lines.groupby(column)["Sum (kr)"].sum().sum() == 69_394_500
    assert len(COMMANDS) == 7
    for line in re.findall(r"(?m)^(?:Linjer:|Avstemming:) .+$", PAGE):
        assert line in said
    assert "49 527 000" in PAGE
    assert re.search(r"\(ikke oppgitt\) .* 49 527 000 ", said)


@pytest.mark.parametrize("by", By)
def test_every_way_to_break_it_down_is_explained(by: By) -> None:
    assert f"| `{by.word}` |" in PAGE


@pytest.mark.parametrize("picture", ["oversikt.png", "linjer.png"])
def test_the_pictures_are_there(picture: str) -> None:
    assert f"(bilder/{picture})" in PAGE
    assert (ROOT / "docs" / "bilder" / picture).is_file()


def test_the_guide_leads_here() -> None:
    guide = (ROOT / "docs" / "brukerveiledning.md").read_text("utf-8")
    assert "(linjer.md)" in guide
    assert "(python.md)" in guide
