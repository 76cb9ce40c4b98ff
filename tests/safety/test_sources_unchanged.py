"""No command changes what it reads: not when it works, is stopped, is forced, or fails."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.running import COMMAND, ERRORS_FOUND, GOOD, WRONG_USE, run, surroundings
from tests.safety.mutations import malformed
from tests.smallbook import Small
from tests.workbooks import Edited

State = dict[str, tuple[str, int, int]]

COMMANDS = {
    "validated": (["valider", "inn"], ERRORS_FOUND),
    "validated as JSON": (["valider", "--json", "inn"], ERRORS_FOUND),
    "stopped by its errors": (["konsolider", "inn", "-o", "sum.xlsx"], ERRORS_FOUND),
    "forced": (["konsolider", "--tving", "inn", "-o", "sum.xlsx"], ERRORS_FOUND),
    "forced into its own folder": (
        ["konsolider", "--tving", "inn", "-o", "inn/sum.xlsx"], ERRORS_FOUND,
    ),
    "as JSON only": (["konsolider", "--tving", "--json", "inn"], ERRORS_FOUND),
    "without errors": (["konsolider", "inn/god.xlsx", "-o", "sum.xlsx"], GOOD),
    "with itself as the result": (
        ["konsolider", "inn/god.xlsx", "-o", "inn/god.xlsx"], WRONG_USE,
    ),
    "with another input as the result": (
        ["konsolider", "inn/god.xlsx", "-o", "inn/feil.xlsx"], WRONG_USE,
    ),
    "with a link to an input as the result": (
        ["konsolider", "inn/god.xlsx", "-o", "lenke.xlsx"], WRONG_USE,
    ),
    "with a result nobody can write": (
        ["konsolider", "inn/god.xlsx", "-o", "nei/sum.xlsx"], WRONG_USE,
    ),
    "unreadable": (["konsolider", "inn/000.xlsm", "-o", "sum.xlsx"], WRONG_USE),
    "missing": (["konsolider", "inn/borte.xlsx", "-o", "sum.xlsx"], WRONG_USE),
    "used in a wrong way": (["konsolider", "inn", "--nei"], WRONG_USE),
    "made new from an area file": (["mal", "ny.xlsm", "--omrader", "inn/liten.toml"], GOOD),
    "made new where there is one": (
        ["mal", "inn/god.xlsx", "--omrader", "inn/liten.toml"], WRONG_USE,
    ),
    "published": (["publiser", "inn/god.xlsx", "-o", "ut.xlsx"], GOOD),
    "published over itself": (["publiser", "inn/god.xlsx", "-o", "inn/god.xlsx"], WRONG_USE),
    "published over another": (["publiser", "inn/god.xlsx", "-o", "lenke.xlsx"], WRONG_USE),
    "shown in scenarios": (["scenarioer", "inn/plan.xlsm", "-o", "ut.xlsx"], GOOD),
    "shown in scenarios over itself": (
        ["scenarioer", "inn/god.xlsx", "-o", "inn/god.xlsx"], WRONG_USE,
    ),
    "consolidated in a scenario": (
        ["konsolider", "inn/plan.xlsm", "--scenario", "Lav ambisjon", "-o", "ut.xlsx"], GOOD,
    ),
    "published in a scenario": (
        ["publiser", "inn/plan.xlsm", "--scenario", "Lav ambisjon", "-o", "ut.xlsx"], GOOD,
    ),
    "noted in a scenario": (
        ["notat", "inn/plan.xlsm", "--scenario", "Lav ambisjon", "-o", "ut.docx"], GOOD,
    ),
    "compared with a scenario": (
        ["sammenlign", "inn/plan.xlsm", "--scenario", "Lav ambisjon", "-o", "ut.xlsx"], GOOD,
    ),
    "decided": (["vedta", "inn/plan.xlsm", "--scenario", "Lav ambisjon", "-o", "ny.xlsm"], GOOD),
    "decided over itself": (
        ["vedta", "inn/plan.xlsm", "--scenario", "Lav ambisjon", "-o", "inn/plan.xlsm"], WRONG_USE,
    ),
    "decided with a scenario that is not there": (
        ["vedta", "inn/plan.xlsm", "--scenario", "Ingen", "-o", "ny.xlsm"], WRONG_USE,
    ),
    "held against what was registered": (
        ["faktisk", "inn/plan.xlsm", "inn/timer.csv", "--til-og-med", "2024-04", "-o", "ut.xlsx"],
        GOOD,
    ),
    "held against what was registered over itself": (
        [
            "faktisk", "inn/plan.xlsm", "inn/timer.csv", "--til-og-med", "2024-04", "-o",
            "inn/god.xlsx",
        ],
        WRONG_USE,
    ),
    "made new from a workbook": (["mal", "ny.xlsm", "--omrader", "inn/god.xlsx"], WRONG_USE),
}  # fmt: skip


@pytest.fixture
def folder(small: Path, shipped: Path, tmp_path: Path) -> Path:
    """A folder with good, flawed and malformed workbooks, and an area file."""
    inside = tmp_path / "inn"
    inside.mkdir()
    shutil.copy(small, inside / "god.xlsx")
    shutil.copy(shipped, inside / "plan.xlsm")
    shutil.copy(Path(__file__).parents[1] / "data" / "liten.toml", inside)
    lines = "Periode;Kode;Timer;Beløp\n202404;410000;7,5;10875\n"
    (inside / "timer.csv").write_text(lines, "utf-8")
    flawed = Small(small)
    flawed.put("Legemiddelliste", "K19", "ca. 250")
    flawed.save(inside / "feil.xlsx")
    parts = Edited(shipped).parts
    for number in (3, 5, 7, 9):
        (inside / f"{number:03}.xlsm").write_bytes(malformed(number, parts))
    (inside / "000.xlsm").write_bytes(b"PK\x03\x04")
    (inside / "~$god.xlsx").write_bytes(b"Kari")
    (tmp_path / "lenke.xlsx").symlink_to("inn/god.xlsx")
    return tmp_path


def state(folder: Path) -> State:
    """What stands in every file, when it was changed, and who may read it."""
    return {
        each.name: (
            hashlib.sha256(each.read_bytes()).hexdigest(),
            each.stat().st_mtime_ns,
            each.stat().st_mode,
        )
        for each in sorted((folder / "inn").iterdir())
    }


@pytest.mark.parametrize("done", COMMANDS)
def test_inputs_are_as_they_were_when_they_are(done: str, folder: Path) -> None:
    arguments, status = COMMANDS[done]
    before = state(folder)
    ran = run(*arguments, folder=folder)
    after = state(folder)
    if "inn/sum.xlsx" in arguments:
        assert after.pop("sum.xlsx")
    assert after == before
    assert ran.status == status, ran.err
    assert (folder / "lenke.xlsx").is_symlink()


@pytest.mark.parametrize("shot", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("pause", [0.1, 0.3, 0.5])
def test_inputs_are_as_they_were_when_the_command_is_shot(
    shot: signal.Signals, pause: float, folder: Path
) -> None:
    before = state(folder)
    with subprocess.Popen(
        [*COMMAND, "konsolider", "--tving", "inn", "-o", "sum.xlsx"],
        cwd=folder,
        env=surroundings(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        time.sleep(pause)
        process.send_signal(shot)
    assert state(folder) == before
