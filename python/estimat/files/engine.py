"""A spreadsheet engine that nobody here wrote computes a workbook anew: formulon.

It runs in a process of its own, which ends when it takes too long. What it computes never goes into
a file; it is held against what stands there.
"""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Mapping
from concurrent.futures import BrokenExecutor
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TypeAlias

from ..core.errors import UnpublishableError, UsageError
from ..core.values import CellError, Value
from .many import bounded_pool
from .meaning import Place

SECONDS: Final = 120
Computed: TypeAlias = Mapping[str, Mapping[Place, Value]]
"""The results of the formulas, by sheet and cell."""


def require_engine() -> str:
    """The name and version of the engine; raises UsageError when it is not installed."""
    if find_spec("formulon") is None:
        raise UsageError(
            "publiser regner kopien om med en regnemotor som ikke er installert: "
            "pip install estimat[publiser]. Uten den kan du bruke --som verdier."
        )
    return f"formulon {version('formulon')}"


def recalculated(path: Path) -> Computed:
    """What the formulas of a workbook give when all of them are computed anew."""
    # The engine reserves more addresses than a reader may have; its own memory is 4 GB at most.
    with bounded_pool(1, memory=None) as pool:
        try:
            return pool.submit(_watched, path).result()
        except BrokenExecutor:
            raise UnpublishableError(
                f"Regnemotoren krasjet, eller ble ikke ferdig med kopien på {SECONDS} sekunder."
            ) from None


def _watched(path: Path) -> Computed:
    with open(os.devnull, "w") as nowhere:
        faulthandler.dump_traceback_later(SECONDS, exit=True, file=nowhere)
        try:
            return recalculated_here(path)
        finally:
            faulthandler.cancel_dump_traceback_later()


def recalculated_here(path: Path) -> Computed:
    """The same, in this process and as long as it takes."""
    import formulon  # noqa: PLC0415  it takes a second to load

    def value(given: formulon.Value) -> Value:
        if given.error_code is not None:
            return CellError(formulon.error_display_name(given.error_code))
        plain = given.to_python()
        if plain is None:  # a formula that refers to an empty cell shows 0
            return 0.0
        return CellError("#CALC!") if isinstance(plain, formulon.Value) else plain

    try:
        with formulon.Workbook.load(path.read_bytes()) as book:
            book.set_calc_mode(formulon.CalcMode.AUTO)
            book.recalc()
            return {
                book.sheet_name(sheet): {
                    (cell.row + 1, cell.col + 1): value(cell.value)
                    for cell in book.iter_cells(sheet)
                    if cell.formula
                }
                for sheet in range(book.sheet_count())
            }
    except formulon.FormulonError as problem:
        raise UnpublishableError(f"Regnemotoren kan ikke lese kopien ({problem}).") from None
