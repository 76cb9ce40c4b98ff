"""What people see, whole: golden transcripts in a terminal of 80 and 140 columns, and in a pipe."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.golden import assert_golden
from tests.running import ERRORS_FOUND, GOOD, Ran, run, run_in_terminal, without_colours
from tests.workbooks import Edited

GOLDEN = Path(__file__).parent / "golden"
CONSOLIDATE = ("konsolider", "workbook.xlsm")
CHECK = ("valider", "feil.xlsx")
STOP = ("konsolider", "feil.xlsx")
FORCE = ("konsolider", "feil.xlsx", "--tving")


def said(ran: Ran) -> str:
    assert ran.err == ""
    return "\n".join(line.rstrip() for line in without_colours(ran.out).splitlines())


@pytest.mark.parametrize("columns", [80, 140])
def test_a_consolidation_fits_the_terminal(folder: Path, columns: int) -> None:
    ran = run_in_terminal(*CONSOLIDATE, folder=folder, columns=columns)
    assert ran.status == GOOD
    assert_golden(GOLDEN / f"konsolider-{columns}.txt", said(ran))
    assert max(cell_len(line) for line in said(ran).splitlines()) <= columns
    assert (folder / "konsolidert.xlsx").exists()


def test_a_consolidation_in_a_pipe_has_every_column(folder: Path) -> None:
    ran = run(*CONSOLIDATE, folder=folder)
    assert ran.status == GOOD
    assert_golden(GOLDEN / "konsolider-pipe.txt", said(ran))
    assert "\x1b" not in ran.out


def test_a_terminal_wide_enough_has_every_column(folder: Path) -> None:
    in_terminal = run_in_terminal(*CONSOLIDATE, folder=folder, columns=240)
    in_pipe = run(*CONSOLIDATE, folder=folder)
    assert said(in_terminal).splitlines()[0].split() == in_pipe.out.splitlines()[0].split()


@pytest.mark.parametrize("columns", range(20, 260, 15))
def test_no_number_is_cut_whatever_the_width(folder: Path, columns: int) -> None:
    ran = run_in_terminal(*CONSOLIDATE, folder=folder, columns=columns)
    table, _, _ = said(ran).partition("Risikoavsetning")
    for number in ("15 790", "35 295 500", "69 394 500", "69,4", "−0,1 %", "35 410"):
        assert number in table


def test_a_check_says_where_what_and_what_to_do(flawed: Path) -> None:
    ran = run_in_terminal(*CHECK, folder=flawed, columns=80)
    assert ran.status == ERRORS_FOUND
    assert_golden(GOLDEN / "valider-feil-80.txt", said(ran))
    assert max(cell_len(line) for line in said(ran).splitlines()) <= 80


def test_a_check_in_a_pipe_keeps_each_sentence_on_one_line(flawed: Path) -> None:
    ran = run(*CHECK, folder=flawed)
    assert ran.status == ERRORS_FOUND
    assert_golden(GOLDEN / "valider-feil-pipe.txt", said(ran))


def test_errors_stop_a_consolidation_and_nothing_is_written(flawed: Path) -> None:
    ran = run_in_terminal(*STOP, folder=flawed, columns=80)
    assert ran.status == ERRORS_FOUND
    assert_golden(GOLDEN / "konsolider-stanset-80.txt", said(ran))
    assert [each.name for each in flawed.iterdir()] == ["feil.xlsx"]


def test_a_forced_consolidation_says_so_on_its_face(flawed: Path) -> None:
    ran = run_in_terminal(*FORCE, folder=flawed, columns=80)
    assert ran.status == ERRORS_FOUND
    assert_golden(GOLDEN / "konsolider-tvunget-80.txt", said(ran))
    assert said(ran).startswith("TVUNGET")
    assert (flawed / "konsolidert.xlsx").exists()


def test_a_screen_shows_the_first_findings_and_a_pipe_all(small: Path, tmp_path: Path) -> None:
    book = Edited(small)
    for row in range(30, 90):
        book.put("Legemiddelliste", f"P{row}", 5.0)
    book.save(tmp_path / "mange.xlsx")
    ran = run_in_terminal("valider", "mange.xlsx", folder=tmp_path, columns=80)
    assert "… og 20 funn til (alle med --json)." in said(ran)
    assert run("valider", "mange.xlsx", folder=tmp_path).out.count("STR-08") == 60
