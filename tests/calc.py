"""LibreOffice: somebody else's writer of workbooks, and the host that runs the extension."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from estimat.core.values import Block, CellError, Value
from tests.workbooks import SHIPPED

PYTHON: Final = "/usr/bin/python3"
"""The Python that LibreOffice uses, which has `uno`."""

UNO: Final = "/usr/lib/python3/dist-packages/uno.py"
WRITER: Final = str(Path(shutil.which("soffice") or "soffice").resolve().with_name("libswlo.so"))
"""What LibreOffice opens documents with, which comes in a package of its own."""

EXTENSION: Final = SHIPPED.parent / "addin" / "estimat.oxt"
_SIDE: Final = Path(__file__).parent / "e2e" / "calcside.py"


def convert(source: Path, folder: Path, to: str = "xlsx", *, as_: str | None = None) -> Path:
    """Let LibreOffice open a workbook and save it anew; gives the file in `folder`/calc.

    `as_` is the filter to open it with, where its name does not tell.
    """
    target = folder / "calc"
    profile = (folder / "profile").resolve().as_uri()
    subprocess.run(
        [
            "soffice", "--headless", f"-env:UserInstallation={profile}",
            *([f"--infilter={as_}"] if as_ else []),
            "--convert-to", to, "--outdir", str(target), str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    return target / source.with_suffix(f".{to}").name


AS_CSV: Final = "Text - txt - csv (StarCalc):59,34,76,1"
"""What a CSV file is opened with where semicolons part the fields, and it is UTF-8."""


def in_norwegian(folder: Path) -> None:
    """Let what is converted in a folder be read as where numbers have a decimal comma."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" '
        'oor:op="fuse"><value>nb-NO</value></prop></item></oor:items>',
        "utf-8",
    )


class Call(NamedTuple):
    """A formula with places `{0}`, `{1}` … for the addresses of the cells that are given."""

    formula: str
    given: Sequence[Block] = ()
    rows: int = 1
    columns: int = 1
    array: bool = False


class Calc:
    """A LibreOffice of one's own, with these extensions in it."""

    def __init__(
        self, profile: Path, *extensions: Path, environment: Mapping[str, str] = os.environ
    ) -> None:
        self.temporary = profile / "tmp"
        self.temporary.mkdir(parents=True)
        self._side = subprocess.Popen(
            [PYTHON, str(_SIDE), str(profile), *map(str, extensions)],
            env={**environment, "TMPDIR": str(self.temporary)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        self._side.communicate(timeout=120)

    def compute(self, calls: Sequence[Call]) -> list[Block]:
        """What each formula gives."""
        jobs = [
            call._asdict() | {"given": [_encoded(block) for block in call.given]} for call in calls
        ]
        return [
            [[_value(cell) for cell in row] for row in r] for r in self.ask("compute", calls=jobs)
        ]

    def formulas(
        self, file: Path, **settings: Any
    ) -> tuple[dict[tuple[str, int, int], tuple[str, Value]], bool]:
        """Every formula by sheet, row and column, with its value; whether opening left a trace."""
        self.open(file, **settings)
        answer = self.ask("formulas")
        found = {
            (sheet, row, column): (formula, _value(value))
            for sheet, row, column, formula, value in answer["formulas"]
        }
        return found, answer["touched"]

    def open(self, file: Path | str, **settings: Any) -> None:
        """Open a workbook in a window, in place of the one before."""
        self.ask("open", file=str(file), settings=settings)

    def command(self, url: str, **arguments: Any) -> Any:
        """Choose what the menu has by this address; gives what it says, and what is selected."""
        return self.ask("command", url=url, arguments=arguments)

    def ask(self, job: str, **about: Any) -> Any:
        assert self._side.stdin
        assert self._side.stdout
        print(json.dumps({"do": job, **about}), file=self._side.stdin, flush=True)
        line = self._side.stdout.readline()
        assert line, "LibreOffice is gone"
        answer = json.loads(line)
        assert "is" in answer, answer["wrong"]
        return answer["is"]


def _encoded(block: Block) -> list[list[Any]]:
    return [
        [{"error": cell.code} if isinstance(cell, CellError) else cell for cell in row]
        for row in block
    ]


def _value(cell: Any) -> Value:
    value: Value = CellError(cell["error"]) if isinstance(cell, dict) else cell
    return value
