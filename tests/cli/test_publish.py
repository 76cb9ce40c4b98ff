"""`estimat publiser` as people see it: what it says, and how it ends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from estimat.cli.main import main
from estimat.core.values import VALUE
from estimat.files.engine import program as engine
from tests.golden import assert_golden
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, run, run_in_terminal, without_colours
from tests.workbooks import Edited

GOLDEN = Path(__file__).parent / "golden"
PUBLISH = ("publiser", "workbook.xlsm", "-o", "ut.xlsx")


def said(text: str) -> str:
    """What was said, whichever version of the engine there is."""
    lines = (line.rstrip() for line in without_colours(text).splitlines())
    return re.sub(r"formulon \d+\.\d+\.\d+", "formulon 0.00.0", "\n".join(lines))


@pytest.mark.parametrize("columns", [80, 140])
def test_a_copy_with_formulas(folder: Path, columns: int) -> None:
    ran = run_in_terminal(*PUBLISH, folder=folder, columns=columns)
    assert ran.status == GOOD
    assert_golden(GOLDEN / f"publiser-{columns}.txt", said(ran.out))
    assert max(cell_len(line) for line in said(ran.out).splitlines()) <= columns
    assert (folder / "ut.xlsx").exists()


@pytest.mark.parametrize("columns", [80, 140])
def test_what_is_left_out_and_what_stands_as_a_value_is_said(folder: Path, columns: int) -> None:
    book = Edited()
    book.state("Kontroll", "hidden")
    book.put("Måledata", "T29", "x")
    for row in range(30, 45):
        book.put("Måledata", f"T{row}", VALUE, "ESTIMAT_KOST(T29)")
    book.save(folder / "workbook.xlsm")
    ran = run_in_terminal(*PUBLISH, folder=folder, columns=columns)
    assert ran.status == GOOD
    assert_golden(GOLDEN / f"publiser-verdier-i-celler-{columns}.txt", said(ran.out))
    assert max(cell_len(line) for line in said(ran.out).splitlines()) <= columns


def test_a_copy_with_values(folder: Path) -> None:
    ran = run(*PUBLISH, "--som", "verdier", folder=folder)
    assert ran.status == GOOD
    assert_golden(GOLDEN / "publiser-verdier-pipe.txt", said(ran.out))


def test_a_number_that_differs_ends_with_1_and_leaves_the_old_copy(folder: Path) -> None:
    assert run(*PUBLISH, folder=folder).status == GOOD
    old = (folder / "ut.xlsx").read_bytes()
    book = Edited()
    book.put("Forutsetninger", "B15", 7.0, "Timepris*TimerPerArsverk")
    book.save(folder / "workbook.xlsm")
    ran = run(*PUBLISH, folder=folder)
    assert (ran.status, ran.out) == (ERRORS_FOUND, "")
    assert_golden(GOLDEN / "publiser-avvik.txt", ran.err)
    assert (folder / "ut.xlsx").read_bytes() == old
    assert {each.name for each in folder.iterdir()} == {"workbook.xlsm", "ut.xlsx"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["workbook.xlsm"], "mangler: -o"),
        (["workbook.xlsm", "-o", "ut.xlsm"], "må ende på .xlsx"),
        (["workbook.xlsm", "-o", "ut.xlsx", "--som", "pdf"], "velg formler eller verdier"),
        (["finnes-ikke.xlsx", "-o", "ut.xlsx"], "Fila kan ikke åpnes: den finnes ikke"),
        (["tull.xlsx", "-o", "ut.xlsx"], "ikke en Excel-arbeidsbok"),
        ([".", "-o", "ut.xlsx"], "Fila kan ikke åpnes"),
    ],
)
def test_wrong_use_ends_with_2(folder: Path, arguments: list[str], said: str) -> None:
    (folder / "tull.xlsx").write_text("tull")
    ran = run("publiser", *arguments, folder=folder)
    assert (ran.status, ran.out) == (WRONG_USE, "")
    assert said in ran.err
    assert not (folder / "ut.xlsx").exists()


@pytest.mark.parametrize(("way", "status"), [("formler", WRONG_USE), ("verdier", GOOD)])
def test_without_the_engine_only_values_can_be_published(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    way: str,
    status: int,
) -> None:
    monkeypatch.setattr(engine, "find_spec", lambda name: None)
    monkeypatch.chdir(folder)
    assert main([*PUBLISH, "--som", way]) == status
    assert ("pip install estimat[regnemotor]" in capsys.readouterr().err) == (status == WRONG_USE)
    assert (folder / "ut.xlsx").exists() == (status == GOOD)
