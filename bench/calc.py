"""The functions as LibreOffice Calc calls them: what a call costs, and what a range saves."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from tests.calc import EXTENSION, UNO, Calc

from .comparisons import Comparison
from .udfs import CELLS, ROUNDS, microseconds

EACH: Final = "=ESTIMAT_KOST(A{0})"
FEW: Final = 1000

EMPTY: Final = """\
from estimat.calc.component import Functions
from estimat.calc.component import implementations as g_ImplementationHelper
from estimat.core.functions import FUNCTIONS

for name in FUNCTIONS:
    setattr(Functions, name, lambda *_: ((0.0,),))
"""
"""What LibreOffice loads in place of addin/calc/component.py: the add-in, with nothing to do."""


def missing() -> list[str]:
    """What is not there and must be."""
    return [
        program
        for program in ("soffice", UNO)
        if not shutil.which(program) and not Path(program).is_file()
    ]


def calc(rounds: int) -> Iterator[Comparison]:
    """A call against an empty one and against plain Excel, and a cell of a range against a call."""
    single, empty, own, plain, ranged = [], [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        profiles = Path(folder)
        with (
            closing(Calc(profiles / "ours", EXTENSION)) as ours,
            closing(Calc(profiles / "least", emptied(profiles / EXTENSION.name))) as least,
        ):
            for office in (ours, least):
                a_cell(office, EACH, FEW)  # the first call loads Python
            for _ in range(ROUNDS * rounds):
                single.append(a_cell(ours, EACH, FEW))
                empty.append(a_cell(least, EACH, FEW))
            for _ in range(rounds):
                own.append(a_cell(ours, EACH, CELLS))
                plain.append(a_cell(ours, "=A{0}*1450", CELLS))
                ranged.append(a_cell(ours, f"=ESTIMAT_KOST(A1:A{CELLS})", CELLS, array=True))
    what = "=ESTIMAT_KOST(A1) in Calc"
    yield Comparison(what, single, "an add-in that does nothing", empty, microseconds)
    yield Comparison(what, own, "=A1*1450", plain, microseconds)
    yield Comparison(
        f"=ESTIMAT_KOST(range of {CELLS}) in Calc, a cell",
        ranged,
        f"{CELLS} single calls, a cell",
        own,
        microseconds,
    )


def a_cell(office: Calc, formula: str, cells: int, *, array: bool = False) -> float:
    """The seconds that each of so many cells takes, measured where LibreOffice is."""
    numbers = [number / 4 for number in range(cells)]
    taken: float = office.ask("seconds", numbers=numbers, formula=formula, array=array)
    return taken / cells


def emptied(target: Path) -> Path:
    """The extension with functions that do nothing."""
    with zipfile.ZipFile(EXTENSION) as source, zipfile.ZipFile(target, "w") as changed:
        for name in source.namelist():
            changed.writestr(name, EMPTY if name == "component.py" else source.read(name))
    return target
