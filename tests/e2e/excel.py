"""Excel's place for the commands: a stand-in that has a workbook open, and the server it calls."""

from __future__ import annotations

import json
import select
import subprocess
import uuid
from pathlib import Path
from typing import Any, Final, NamedTuple

from estimat.core.book import Book, Range, Sheet, Table
from estimat.core.values import Value
from estimat.excel.variants import CODES
from estimat.files.reading import read_book
from tests import wine

STAND_IN: Final = Path(__file__).with_name("excelstandin.py")
_ERRORS: Final = {code: error for error, code in CODES.items()}
PYTHON: Final = ("wine", str(wine.FOLDER / "python" / "python.exe"), "-B")


class Answer(NamedTuple):
    """What a command said, and how the open workbook and Excel are after it."""

    text: str
    calls: list[str]
    sheets: list[dict[str, Any]]
    names: dict[str, str]
    signed: bool
    active: str
    selected: str
    said: list[Any]
    asked: list[list[str]]
    shown: list[str]
    left_open: int
    still: list[bool]

    @property
    def sheet_names(self) -> list[str]:
        return [sheet["name"] for sheet in self.sheets]

    def sheet(self, name: str) -> Sheet:
        """What a sheet of the open workbook holds."""
        found = next(sheet for sheet in self.sheets if sheet["name"] == name)
        return Sheet(
            name,
            values={(row, column): _value(value) for row, column, value in found["values"]},
            formulas={(row, column): formula for row, column, formula in found["formulas"]},
            tables=[Table(table, Range(*area), ()) for table, *area in found["tables"]],
        )


def _value(found: Any) -> Value:
    return _ERRORS.get(found, found) if type(found) is int else found


def sheet_of(path: Path, name: str) -> Sheet:
    return next(sheet for sheet in book_of(path).sheets if sheet.name == name)


def book_of(path: Path) -> Book:
    return read_book(path, path.name)[0]


PATIENCE: Final = 90
"""Seconds in which a command is done."""


class Excel:
    """The stand-in, with the server that it calls.

    Under Wine a call from one process to another is lost once in a long while, and both wait for
    ever. What is asked about a workbook anew is then asked once more, of new ones: a command that
    hangs by itself hangs there too.
    """

    def __init__(self) -> None:
        self._workbook: Path | None = None
        self._start()

    def _start(self) -> None:
        environment = wine.environment()
        class_id = f"{{{uuid.uuid4()}}}"  # a new one for each server, as xlwings' DLL has it
        serve = f"from estimat.excel.server import serve; serve('{class_id}')"
        self._server = subprocess.Popen(
            [*PYTHON, "-c", serve], env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._excel = subprocess.Popen(
            [*PYTHON, str(STAND_IN), class_id], env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def close(self) -> None:
        # Wine's own processes hold on to the pipes: waiting for their end would be for ever.
        for process in (self._excel, self._server):
            process.kill()
            process.wait(wine.LONGEST)
            for pipe in (process.stdin, process.stdout, process.stderr):
                if pipe:
                    pipe.close()

    def __call__(self, command: str, workbook: Path, **options: Any) -> Answer:
        job = {"command": command, "workbook": wine.windows(workbook)} | options
        is_anew = options.get("fresh") or workbook != self._workbook
        self._workbook = workbook
        line = self._done(job)
        if line is None:
            self.close()
            self._start()
            line = self._done(job) if is_anew else None
        if line is None:
            self._workbook = None
            raise TimeoutError(command)
        assert line, self._excel.stderr and self._excel.stderr.read()
        return Answer(**json.loads(line))

    def _done(self, job: dict[str, Any]) -> str | None:
        """What comes of a job; None where nothing has."""
        stdin, stdout = self._excel.stdin, self._excel.stdout
        assert stdin
        assert stdout
        stdin.write(json.dumps(job) + "\n")
        stdin.flush()
        return stdout.readline() if select.select([stdout], [], [], PATIENCE)[0] else None


def path_of(shown: str) -> Path:
    """The path of what Windows shows."""
    return Path(shown.removeprefix("Z:").replace("\\", "/"))
