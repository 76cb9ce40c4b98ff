"""A program that is killed while it saves: what stands there is the old file or the new, whole."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import pytest

from estimat.core.consolidation import Consolidation, Stamp, consolidate
from estimat.core.part import lines
from estimat.files.gather import Gathered, gather
from estimat.files.many import find_workbooks
from estimat.files.results.proof import prove_result
from estimat.files.results.result import save_result
from estimat.files.writing import saving
from tests.inline import Inline
from tests.safety.sizes import cases

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the one to kill is forked")

KILLED = cases(30, 1_000)
LONGEST = 0.06
"""Seconds until the latest shot; a few savings long."""


class Saving:
    """A folder with an estimate, and two results of it that take each other's place."""

    def __init__(self, small: Path, folder: Path) -> None:
        self.folder = folder
        self.source = folder / "liten.xlsx"
        self.source.write_bytes(small.read_bytes())
        self.target = folder / "konsolidert.xlsx"
        self._gathered: Gathered = gather([self.source], keep=[lines], executor=Inline())
        self._results: list[Consolidation] = [
            consolidate(self._gathered.parts, Stamp((), None, "1.0.0", when, "test"))
            for when in ("i går", "i dag")
        ]
        self.contents = []
        for number in (0, 1):
            self.save(number)
            self.contents.append(self.target.read_bytes())
        assert self.contents[0] != self.contents[1]

    def save(self, number: int) -> None:
        save_result(self.target, self._results[number], self._gathered.kept(lines))

    def assert_whole(self) -> None:
        """The target is one of the two, and what is left beside it is in nobody's way."""
        assert self.target.read_bytes() in self.contents
        prove_result(self.target, self.target, self._results[0].total.kroner)
        for name in self.left_over():
            assert name.startswith(".konsolidert.xlsx.")
            assert name.endswith(".tmp")
        assert find_workbooks([str(self.folder)]) == [self.target, self.source]

    def left_over(self) -> list[str]:
        known = {self.source.name, self.target.name}
        return [each.name for each in self.folder.iterdir() if each.name not in known]


@pytest.fixture
def saved(small: Path, tmp_path: Path) -> Saving:
    return Saving(small, tmp_path)


def _forked(work: Callable[[], None]) -> int:
    """Let a process of its own do the work, and nothing after it; gives its number."""
    process = os.fork()
    if not process:
        try:
            work()
        finally:
            os._exit(0)
    return process


def test_killed_at_a_random_moment_while_it_saves_again_and_again(saved: Saving) -> None:
    def again_and_again() -> None:
        for number in range(1_000_000):
            saved.save(number % 2)

    random = Random(2024)
    for _ in range(KILLED):
        process = _forked(again_and_again)
        time.sleep(random.uniform(0, LONGEST))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        saved.assert_whole()
    assert saved.left_over(), "not one was hit while it wrote"
    saved.save(1)
    assert saved.target.read_bytes() == saved.contents[1]


def test_killed_at_every_single_line_of_the_saving(saved: Saving) -> None:
    """Without luck: the process shoots itself before the first line, the second, and so on."""

    def shot_before(last: int) -> Callable[[], None]:
        def traced() -> None:
            passed = 0

            def trace(frame: FrameType, event: str, _: Any) -> Any:
                nonlocal passed
                if frame.f_code.co_filename != saving.__file__:
                    return None
                passed += event == "line"
                if passed == last:
                    os.kill(os.getpid(), signal.SIGKILL)
                return trace

            sys.settrace(trace)
            saved.save(0)

        return traced

    outcomes = []
    for last in range(1, 1_000):
        saved.save(1)
        process = _forked(shot_before(last))
        _, status = os.waitpid(process, 0)
        saved.assert_whole()
        outcomes.append(saved.contents.index(saved.target.read_bytes()))
        if not status:
            break
    assert len(outcomes) > 15
    assert outcomes[0] == 1
    assert outcomes[-1] == 0
    assert outcomes == sorted(outcomes, reverse=True)  # once it has been replaced, it stays so
