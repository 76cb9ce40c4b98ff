"""Running `estimat` as people do: in a pipe, or in a terminal of a given width."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import estimat
from tests.forked import LONGEST, Forks

PACKAGE = Path(estimat.__file__).parents[1]
COMMAND = (sys.executable, "-W", "error", "-m", "estimat")
GOOD, ERRORS_FOUND, WRONG_USE, INTERRUPTED = 0, 1, 2, 130

_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_FAULTS = ("Traceback", "Exception ignored", "Warning:", "Uventet feil")


class Ran(NamedTuple):
    """What a command left behind; in a terminal `out` and `err` come out on the same screen."""

    status: int
    out: str
    err: str = ""


def surroundings(**changes: str) -> dict[str, str]:
    """The environment of a command: this one, without what would change how things look."""
    tuned = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING", "PYTHONUTF8",
             "PYTEST_CURRENT_TEST")  # fmt: skip
    kept = {name: value for name, value in os.environ.items() if name not in tuned}
    return kept | {"PYTHONPATH": str(PACKAGE), "TERM": "xterm-256color"} | changes


def run(*arguments: str | Path, folder: Path, environment: Mapping[str, str] | None = None) -> Ran:
    """Run a command in a pipe. Whatever it is given, it shows no fault of its own.

    In an environment of its own, and where a test has changed this one, it is started from nothing.
    """
    given = [*map(str, arguments)]
    usual = _forks()
    if environment is None and surroundings() == usual.surroundings:
        status, out, err = usual.run(given, folder)
    else:
        done = subprocess.run(
            [*COMMAND, *given],
            cwd=folder,
            env=environment or surroundings(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
        status, out, err = done.returncode, done.stdout, done.stderr
    ran = Ran(status, out.decode(), err.decode())
    assert_no_fault(ran.out + ran.err)
    return ran


@cache
def _forks() -> Forks:
    """What commands are forked from, in the environment as the first of them had it."""
    return Forks(surroundings())


def run_in_terminal(*arguments: str | Path, folder: Path, columns: int) -> Ran:
    """Run a command in a terminal; gives what it sent, escape sequences and all."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=folder,
        env=surroundings(),
        stdin=slave,
        stdout=slave,
        stderr=slave,
    ) as process:
        os.close(slave)
        sent = _all_of(master)
        status = process.wait(timeout=300)
    ran = Ran(status, sent.decode().replace("\r\n", "\n"))
    assert_no_fault(ran.out)
    return ran


def _all_of(master: int) -> bytes:
    """Everything that is sent to a terminal until nobody has it open."""
    sent = b""
    with os.fdopen(master, "rb", buffering=0) as stream:
        while True:
            try:
                sent += (more := stream.read(65_536))
            except OSError:  # how Linux tells that the other end is closed
                return sent
            if not more:
                return sent


def without_colours(screen: str) -> str:
    """What a terminal shows, without the codes for colours and for the cursor."""
    return _ANSI.sub("", screen)


def assert_no_fault(said: str) -> None:
    """No traceback, no warning from Python, no fault that only the last resort caught."""
    for fault in _FAULTS:
        assert fault not in said, said
