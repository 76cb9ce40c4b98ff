"""Running a command and saying what it took: wall clock, processor time, and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

PYTHON: Final = (sys.executable, "-W", "ignore")
ESTIMAT: Final = (*PYTHON, "-m", "estimat")
CORES: Final = os.cpu_count() or 1
EVERY: Final = 0.01
"""Seconds between two looks at the memory of a running command."""


class Run(NamedTuple):
    """What a command took.

    `largest` is the peak of its largest process, in bytes, as the kernel counts it. `together` is
    the highest sum over all its processes at one time, where a page that several share counts once
    (PSS); 0 when nobody looked.
    """

    wall: float
    cpu: float
    largest: int
    together: int
    output: bytes


def run(command: Sequence[str | Path], *, look_at_memory: bool = False) -> Run:
    """Run a command to its end; it must succeed."""
    together = pid = 0
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
        while not pid:
            pid, status, used = os.wait4(process.pid, os.WNOHANG if look_at_memory else 0)
            if look_at_memory:
                together = max(together, sum(map(_proportional, _family(process.pid))))
                time.sleep(EVERY)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        output.seek(0)
        largest = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        return Run(wall, used.ru_utime + used.ru_stime, largest, together, output.read())


def _family(pid: int) -> Iterator[int]:
    """A process and all below it (Linux; elsewhere nothing is found)."""
    yield pid
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = listing.read_text().split()
        except OSError:  # it has ended
            continue
        for child in children:
            yield from _family(int(child))


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
