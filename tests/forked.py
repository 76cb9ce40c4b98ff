"""Commands in processes forked from one that has loaded Estimat already.

To load Python and Estimat is half of what a command takes, and the tests give hundreds. Here too
each is a process of its own: it begins where `python -m estimat` has loaded, and ends as that does.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

LONGEST: Final = 300
"""Seconds after which a command is ended."""

_MOST: Final = 2**17
"""The bytes that a command and its folder may be."""

_LOADED: Final = ("estimat.core", "estimat.files", "estimat.actions", "estimat.cli")
"""What commands do. The other hosts bring numpy, which has threads."""


class Forks:
    """A process that commands are forked from, in these surroundings."""

    def __init__(self, surroundings: Mapping[str, str]) -> None:
        self.surroundings = surroundings
        self._asked, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-W", "error", __file__, str(theirs.fileno())],
                env=surroundings,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,  # as they are in a command, whose Python they are made for
                stderr=subprocess.STDOUT,
            )
        atexit.register(self._end)

    def run(self, arguments: Sequence[str], folder: Path) -> tuple[int, bytes, bytes]:
        """Run a command in a pipe; gives its status and what it says."""
        (out, said), (err, complained) = os.pipe(), os.pipe()
        with open(os.devnull) as nothing:
            streams = [nothing.fileno(), said, complained]
            command = json.dumps([*arguments, os.path.abspath(folder)]).encode()
            socket.send_fds(self._asked, [command], streams)
        for end in (said, complained):
            os.close(end)
        with ThreadPoolExecutor(2) as readers:
            texts = [*readers.map(_all_of, (out, err))]
        status = self._asked.recv(_MOST)
        if not status:
            raise ChildProcessError(f"commands cannot be forked: {self._end()!r}")
        return int(status), texts[0], texts[1]

    def _end(self) -> bytes:
        """End it; gives what it has said, which it does only when something is amiss."""
        self._process.kill()
        self._asked.close()
        return self._process.communicate()[0]


def _all_of(pipe: int) -> bytes:
    with open(pipe, "rb") as stream:
        return stream.read()


def _load() -> None:
    """Load what commands do, so that those to come have it."""
    for name in _LOADED:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(module.name)
    gc.freeze()


def _forked(asked: socket.socket) -> list[str]:
    """Fork a process for every command that is asked for; gives, in each, its arguments."""
    while True:
        command, streams, _, _ = socket.recv_fds(asked, _MOST, 3)
        if not command:  # whoever asked is gone
            os._exit(0)
        child = os.fork()
        if not child:
            break
        for stream in streams:
            os.close(stream)
        asked.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())
    asked.close()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    arguments: list[str] = json.loads(command)
    os.chdir(arguments.pop())
    return arguments


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as asked:
        sys.path[0] = ""  # as it is with -m, where the folder is the command's
        _load()
        interrupts = signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.argv[1:] = _forked(asked)
    signal.signal(signal.SIGINT, interrupts)
    signal.alarm(LONGEST)
    sys.path[0] = os.getcwd()
    runpy.run_module("estimat", run_name="__main__", alter_sys=True)
