"""Ctrl-C in the middle of a thousand files: nothing is left but what was there."""

from __future__ import annotations

import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running import INTERRUPTED, assert_no_fault, surroundings

FILES = 1000
PATIENCE = 120


@pytest.fixture
def thousand(tmp_path: Path, small: Path) -> Path:
    """A folder with a thousand workbooks in it, and an empty one for what is temporary."""
    inputs = tmp_path / "inn"
    inputs.mkdir()
    first = inputs / "0000.xlsx"
    shutil.copy(small, first)
    for number in range(1, FILES):
        (inputs / f"{number:04}.xlsx").hardlink_to(first)
    (tmp_path / "scratch").mkdir()
    return tmp_path


class Interrupted:
    """A consolidation in a process group of its own, its errors on a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shown = b""
        self.terminal, end = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "estimat", "konsolider", "inn", "-o", "sum.xlsx", "--tving"],
            cwd=folder,
            env=surroundings(TMPDIR=str(folder / "scratch")),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=end,
            start_new_session=True,
            # Whoever runs the tests in the background has switched ctrl-C off for all below.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )
        os.close(end)
        os.set_blocking(self.terminal, False)

    def wait_until(self, met: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not met():
            assert time.monotonic() < until
            self._drain()
            time.sleep(0.001)

    def interrupt(self) -> tuple[int, str]:
        """Ctrl-C, as a terminal sends it: to every process at once."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.wait_until(lambda: self.process.poll() is not None)
        self._drain()
        return self.process.returncode, self.shown.decode().rpartition("Leser")[2]

    def files_read(self) -> int:
        """What the progress bar said last."""
        states = re.findall(rb"(\d+)/1000", self.shown)
        return int(states[-1]) if states else 0

    def survivors(self) -> list[str]:
        """The processes of the group that still run; one that nobody buried does not."""
        found = []
        for each in Path("/proc").glob("[0-9]*/stat"):
            try:
                _, _, after = each.read_text().rpartition(")")
            except OSError:  # gone since
                continue
            state, _, group = after.split()[:3]
            if int(group) == self.process.pid and state != "Z":
                found.append(each.parent.name)
        return found

    def _drain(self) -> None:
        try:
            self.shown += os.read(self.terminal, 65_536)
        except OSError:  # nothing to read just now, or nobody left to write
            return


def assert_nothing_is_left(run: Interrupted) -> None:
    status, shown = run.interrupt()
    assert status == INTERRUPTED
    assert_no_fault(shown)
    assert shown.rstrip().endswith("Avbrutt. Ingen fil er halvskrevet.")
    assert sorted(each.name for each in run.folder.iterdir()) == ["inn", "scratch"]
    assert len(list((run.folder / "inn").iterdir())) == FILES
    assert not list((run.folder / "scratch").iterdir())
    run.wait_until(lambda: not run.survivors())
    os.close(run.terminal)


@pytest.mark.parametrize("moment", [1, 300, 800])
def test_ctrl_c_while_reading_leaves_nothing(thousand: Path, moment: int) -> None:
    run = Interrupted(thousand)
    run.wait_until(lambda: run.files_read() >= moment)
    assert_nothing_is_left(run)


def test_ctrl_c_while_saving_leaves_nothing(thousand: Path) -> None:
    run = Interrupted(thousand)
    run.wait_until(lambda: any(each.suffix == ".tmp" for each in thousand.iterdir()))
    assert_nothing_is_left(run)


@pytest.mark.parametrize("shot", [signal.SIGKILL, signal.SIGTERM])
def test_readers_end_with_the_one_they_read_for(thousand: Path, shot: signal.Signals) -> None:
    run = Interrupted(thousand)
    run.wait_until(lambda: run.files_read() >= 1)
    assert len(run.survivors()) > 1
    run.process.send_signal(shot)
    run.wait_until(lambda: run.process.poll() is not None and not run.survivors())
    os.close(run.terminal)
