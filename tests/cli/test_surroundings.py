"""Commands in surroundings that are not what they were written in: pipes, locales, imports."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import (
    COMMAND,
    GOOD,
    WRONG_USE,
    assert_no_fault,
    run,
    run_in_terminal,
    surroundings,
    without_colours,
)
from tests.workbooks import Edited

CLOSED_PIPES = {
    "help": ["--help"],
    "consolidation": ["konsolider", "workbook.xlsm"],
    "json": ["konsolider", "workbook.xlsm", "--json"],
    "check": ["valider", "workbook.xlsm"],
    "new workbook": ["mal", "ny.xlsm"],
}


@pytest.mark.parametrize("case", CLOSED_PIPES)
def test_a_reader_that_has_seen_enough_is_no_fault(folder: Path, case: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "wb") as nobody_reads:
        done = subprocess.run(
            [*COMMAND, *CLOSED_PIPES[case]],
            cwd=folder,
            env=surroundings(),
            stdout=nobody_reads,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (GOOD, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_output_that_cannot_be_written_is_said_in_one_line(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "valider", "workbook.xlsm"],
            cwd=folder,
            env=surroundings(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == WRONG_USE
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_streams_that_are_closed_from_the_start_are_no_fault(folder: Path, closed: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"$@" {closed}', "sh", *COMMAND, "konsolider", "workbook.xlsm"],
        cwd=folder,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == GOOD
    assert done.stderr == ""
    assert (folder / "konsolidert.xlsx").exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"TERM": "dumb"},
        {"HOME": "/nowhere", "USER": "", "LOGNAME": ""},
    ],
    ids=str,
)
def test_norwegian_comes_out_as_utf_8_whatever_the_locale(
    folder: Path, changes: dict[str, str]
) -> None:
    usual = run("konsolider", "workbook.xlsm", folder=folder)
    ran = run("konsolider", "workbook.xlsm", folder=folder, environment=surroundings(**changes))
    assert ran == usual
    assert "prøvesvar" in ran.out


HOSTILE = "\x1b[2J\x1b]0;eid\x07\x9b31m\u202e\u2066\x08\x7f\u2028kr 9"


@pytest.fixture
def hostile(small: Path, tmp_path: Path) -> Path:
    """A workbook whose names try to steer the terminal, with findings that show them."""
    book = Edited(small)
    sheet = "Legemiddelliste"
    as_stored = "".join(f"_x{ord(sign):04X}_" if ord(sign) < 32 else sign for sign in HOSTILE)
    for cell in ("B5", "B7", "A18", "A19", "B18", "C19", "K20"):
        book.put(sheet, cell, as_stored)
    book.rename(sheet, "".join(sign for sign in HOSTILE if ord(sign) >= 32))
    return book.save(tmp_path / "a.xlsx")


@pytest.mark.parametrize("command", [["valider"], ["konsolider"], ["konsolider", "--tving"]])
def test_text_from_a_workbook_cannot_steer_the_terminal(hostile: Path, command: list[str]) -> None:
    in_terminal = run_in_terminal(*command, "a.xlsx", folder=hostile.parent, columns=80).out
    in_pipe = run(*command, "a.xlsx", folder=hostile.parent).out
    for said in (without_colours(in_terminal), in_pipe):
        assert "kr 9" in said
        assert not set(HOSTILE.removesuffix("kr 9")) - set("[2J]0;eid31m") & set(said)


def test_json_on_a_screen_cannot_steer_it_and_still_has_the_text(hostile: Path) -> None:
    ran = run("konsolider", "a.xlsx", "--json", "--tving", folder=hostile.parent)
    assert not set(HOSTILE.removesuffix("kr 9")) - set("[2J]0;eid31m") & set(ran.out)
    assert json.loads(ran.out)["omrader"][0]["navn"] == HOSTILE


def many(small: Path, folder: Path, count: int) -> Path:
    for number in range(count):
        shutil.copy(small, folder / f"{number:02}.xlsx")
    return folder


def test_a_progress_bar_shows_in_a_terminal_from_twenty_files_on(
    small: Path, tmp_path: Path
) -> None:
    shown = run_in_terminal("valider", many(small, tmp_path, 20), folder=tmp_path, columns=80)
    assert "Leser" in shown.out
    assert re.search(r"\d+/20\b", shown.out)
    (tmp_path / "19.xlsx").unlink()
    shown = run_in_terminal("valider", tmp_path, folder=tmp_path, columns=80)
    assert "Leser" not in shown.out


def test_no_progress_bar_shows_in_a_pipe(small: Path, tmp_path: Path) -> None:
    ran = run("valider", many(small, tmp_path, 25), folder=tmp_path)
    assert ran.err == ""
    assert "Leser" not in ran.out


HEAVY = {"pandas", "numpy", "openpyxl", "python_calamine", "dask", "distributed"}


@pytest.mark.parametrize(
    ("command", "absent"),
    [
        (["valider", "workbook.xlsm"], HEAVY | {"xlsxwriter", "tomllib", "rich.progress"}),
        (["konsolider", "workbook.xlsm", "--json"], HEAVY | {"xlsxwriter", "tomllib"}),
        (["konsolider", "workbook.xlsm"], HEAVY | {"tomllib", "rich.progress"}),
        (["mal", "ny.xlsm"], HEAVY | {"rich.progress"}),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else None,
)
def test_a_command_loads_only_what_it_uses(
    folder: Path, command: list[str], absent: set[str]
) -> None:
    script = (
        "import json, sys; from estimat.cli.main import main; status = main(sys.argv[1:]); "
        "print(json.dumps([status, sorted(sys.modules)]), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *command],
        cwd=folder,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )
    status, loaded = json.loads(done.stderr)
    assert status == GOOD
    assert absent.isdisjoint(loaded)


def test_a_fault_of_ours_is_one_line_and_no_traceback(folder: Path) -> None:
    script = (
        "import sys; from estimat.cli import main, reading; "
        "reading.gather = lambda *a, **b: 1 / 0; sys.exit(main.main(['valider', 'workbook.xlsm']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == WRONG_USE
    assert done.stderr.startswith("estimat: Uventet feil i programmet (ZeroDivisionError")
    assert len(done.stderr.splitlines()) == 1
    with pytest.raises(AssertionError):  # which is how every other test would notice
        assert_no_fault(done.stderr)
