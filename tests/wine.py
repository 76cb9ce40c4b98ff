"""Excel's place, under Wine: a client that reaches the functions by the calls that VBA makes.

`.ci/wine` lays what is needed in build/wine: a Windows Python with xlwings, and the client.
"""

from __future__ import annotations

import os
import queue
import select
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from estimat.core import values
from estimat.core.values import Block, CellError, Value
from estimat.excel.server import FUNCTIONS, START

FOLDER: Final = Path(__file__).parents[1] / "build" / "wine"
PYTHON: Final = FOLDER / "python" / "python.exe"
CLIENT: Final = FOLDER / "client.exe"
PROGRAMS: Final = ("wine", str(CLIENT))
"""What must be there; the client is made last."""

LONGEST: Final = 180
"""Seconds after which nothing more is expected of a call, the start of a server included."""

LEFT_OUT: Final = CellError("left out")
"""An optional argument that is not there. COM has it as an error value, and so it is here."""

SCODES: Final = {
    LEFT_OUT: -2147352572,
    values.NULL: -2146826288,
    values.DIV0: -2146826281,
    values.VALUE: -2146826273,
    values.REF: -2146826265,
    values.NAME: -2146826259,
    values.NUM: -2146826252,
    values.NA: -2146826246,
}


class Object(int):
    """An object in the server, by its number in the client."""


class Cells(NamedTuple):
    """A range as an object; `value` is what its Value gives."""

    value: Value | Block


WORKBOOK: Final = "the workbook as an object"

Sent: TypeAlias = "Value | Block | Object | Cells | int | tuple[Sent, ...]"
"""An argument; a tuple is a list that VBA makes with Array()."""


class CallError(Exception):
    """The server is gone, or Python raised; what VBA has as an error with its number."""


def windows(path: Path) -> str:
    """A path as Windows programs under Wine have it."""
    return f"Z:{path}".replace("/", "\\")


def command(start: str = START, python: str = windows(PYTHON)) -> str:
    """The command by which xlwings' DLL starts a server; it puts the class id in."""
    return f'"{python}" -E -B -c "{start}"'


def environment() -> dict[str, str]:
    """Wine with a Windows of its own, and nothing of how Python is set up here."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return kept | {
        "LANG": "C.UTF-8",
        "WINEPREFIX": str(FOLDER / "prefix"),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml,winedbg.exe=",
    }


def run(*arguments: str) -> str:
    """Run a Windows program to its end; gives what it says."""
    return subprocess.run(
        ["wine", *arguments],
        check=True, capture_output=True, text=True, timeout=LONGEST, env=environment(),
        stdin=subprocess.DEVNULL,
    ).stdout  # fmt: skip


@contextmanager
def started(program: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A Windows Python that runs a program, once it says something; at the end it is ended."""
    with subprocess.Popen(
        ["wine", str(PYTHON), "-u", "-B", "-c", program, *arguments],
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,  # it dies at start under Wine unless all it writes goes in a pipe
        stderr=subprocess.STDOUT,
        text=True,
    ) as running:
        try:
            assert running.stdout
            assert select.select([running.stdout], [], [], LONGEST)[0], "it said nothing"
            yield running
        finally:
            running.kill()


@contextmanager
def running() -> Iterator[None]:
    """Keep this Windows up, and end every process of it afterwards.

    Left alone it goes down with its last program and comes up with the next. That takes seconds,
    and a program that starts in between may not start at all, or never end.
    """
    try:
        _server("-p")
        # What comes up with the first program would hold on to the pipes of one of ours.
        subprocess.run(
            ["wine", "cmd", "/c", "exit"], check=True, timeout=LONGEST, env=environment(),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        yield
    finally:
        for step in ("-k", "-w"):  # kill, and wait until it is done
            _server(step)


def _server(step: str) -> None:
    subprocess.run(["wineserver", step], check=False, timeout=LONGEST, env=environment())


class Client:
    """One process that holds the server's object, as Excel does.

    `starting` is what the DLL is given: a command, or the class id of a server that runs already.
    The DLL is the one in the folder `python`.
    """

    def __init__(
        self, starting: str = command(), folder: Path = FOLDER, python: Path = PYTHON.parent
    ) -> None:
        (dll,) = python.glob("xlwings64-*.dll")
        self._process = subprocess.Popen(
            ["wine", str(CLIENT), windows(dll), starting],
            cwd=folder,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._answers: queue.Queue[str] = queue.Queue()
        self._said: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            self.activate()
        except CallError:
            self.close()
            raise

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the server that was started, and the client."""
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(LONGEST)
        finally:
            self._process.kill()
            self._reader.join(10)

    def activate(self) -> None:
        """Have the DLL start a server and hand over its object; any other time, a new server."""
        self._ask("activate")

    def invoke(self, method: str, *arguments: Sent) -> Sent:
        """Call a method of the object."""
        return self._ask(f"call {_request(method, arguments)}")

    def seconds(self, times: int, method: str, *arguments: Sent) -> float:
        """What it takes to call a method so many times, as the client measures it."""
        taken = self._ask(f"time {times} {_request(method, arguments)}")
        assert isinstance(taken, float)
        return taken

    def call(self, function: str, *cells: Sent) -> Block:
        """Compute a function as its wrapper in VBA does; gives the cells that Excel fills."""
        return _cells(self.invoke("CallUDF", FUNCTIONS, function, cells))

    def references_left(self) -> int:
        """How many references the server holds to the last workbook that it was given."""
        left = self._ask("left")
        assert isinstance(left, int)
        return left

    def evaluate(self, expression: str) -> str:
        """The text of a Python expression in the server."""
        found = self.invoke("Str", self.invoke("Eval", expression))
        assert isinstance(found, str)
        return found

    def _ask(self, request: str) -> Sent:
        assert self._process.stdin
        self._said.clear()
        self._process.stdin.write(f"{request}\n")
        self._process.stdin.flush()
        try:
            answer = self._answers.get(timeout=LONGEST)
        except queue.Empty:
            self._process.kill()
            answer = f"!no answer for {LONGEST} s"
        if answer.startswith("!"):
            raise CallError("\n".join([_failure(answer), request[:200], *self._said]))
        return _received(iter(answer.split(" ")))

    def _read(self) -> None:
        """Tell the client's answers from what the server says on the same pipe."""
        assert self._process.stdout
        with self._process.stdout as lines:
            for line in lines:
                if line.startswith("@"):
                    self._answers.put(line[1:].rstrip())
                else:
                    self._said.append(line.rstrip())
        self._answers.put("!the client ended")


def _cells(result: Sent) -> Block:
    """A result as VBA hands it to Excel: a whole number is the code of an error value."""
    if isinstance(result, list):
        return [[_cell(cell) for cell in row] for row in result]
    if isinstance(result, tuple):
        return [[_cell(cell) for cell in result]]
    return [[_cell(result)]]


def _cell(result: Sent) -> Value:
    if isinstance(result, int) and not isinstance(result, bool):
        return next(error for error, code in SCODES.items() if code == result)
    assert not isinstance(result, list | tuple) or isinstance(result, CellError)
    return result


def _request(method: str, arguments: tuple[Sent, ...]) -> str:
    return " ".join([method, str(len(arguments)), *map(_sent, arguments)])


def _sent(value: Sent) -> str:
    if isinstance(value, CellError):
        return f"e{SCODES[value]}"
    if isinstance(value, Cells):
        return f"R {_sent(value.value)}"
    if value is WORKBOOK:
        return "W"
    if isinstance(value, list):
        cells = [_sent(cell) for row in value for cell in row]
        return " ".join([f"[{len(value)}x{len(value[0])}", *cells])
    if isinstance(value, tuple):
        return " ".join([f"({len(value)}", *map(_sent, value)])
    if isinstance(value, float):
        return f"d{struct.pack('>d', value).hex()}"
    if isinstance(value, str):
        return f"s{value.encode('utf-16-le').hex()}"
    if isinstance(value, bool):
        return f"b{value:d}"
    if isinstance(value, Object):
        return f"o{value:d}"
    return "n" if value is None else f"i{value}"


def _received(words: Iterator[str]) -> Sent:
    word = next(words)
    kind, text = word[0], word[1:]
    if kind == "(":
        return tuple(_received(words) for _ in range(int(text)))
    if kind == "[":
        rows, columns = map(int, text.split("x"))
        return [[_cell_of(words) for _ in range(columns)] for _ in range(rows)]
    if kind == "d":
        number: float = struct.unpack(">d", bytes.fromhex(text))[0]
        return number
    if kind == "s":
        return _text(text)
    if kind == "b":
        return text == "1"
    if kind == "o":
        return Object(text)
    if kind == "n":
        return None
    assert kind == "i", word
    return int(text)


def _failure(answer: str) -> str:
    number, _, text = answer.partition(" s")
    return f"{number}: {_text(text)}" if number.startswith("!8") else answer


def _text(code_units: str) -> str:
    return bytes.fromhex(code_units).decode("utf-16-le")


def _cell_of(words: Iterator[str]) -> Value:
    """A cell of a result; a code stays a whole number until VBA has looked at it."""
    value = _received(words)
    assert not isinstance(value, list | tuple)
    return value
