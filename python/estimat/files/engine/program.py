"""A spreadsheet engine that nobody here wrote: formulon.

It runs in a process of its own, which ends when it takes too long. What it computes anew never goes
into a published copy; it is held against what stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager, suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ...core.errors import UnpublishableError, UsageError
from ...core.values import CellError, Value
from ..many import bounded_pool, watched
from ..meaning import Place

if TYPE_CHECKING:
    import formulon

SECONDS: Final = 120
INSTALL: Final = "pip install estimat[regnemotor]"
Recalculated: TypeAlias = Mapping[str, Mapping[Place, Value]]
"""By sheet and cell: the results of the formulas, and maybe what other cells hold."""


class Engine(NamedTuple):
    """Who computes a workbook anew: the name to say, and how to ask."""

    name: str
    recalculated: Callable[[Path], Recalculated]


def has_engine() -> bool:
    """Whether the engine is installed."""
    return find_spec("formulon") is not None


def engine_name() -> str:
    """The name and version of the engine."""
    return f"formulon {version('formulon')}"


def formulon_engine() -> Engine:
    """The engine with its version; raises UsageError when it is not installed."""
    if not has_engine():
        raise UsageError(
            "publiser regner kopien om med en regnemotor som ikke er installert: "
            f"{INSTALL}. Uten den kan du bruke --som verdier."
        )
    return Engine(engine_name(), recalculated)


@contextmanager
def kept_compiled() -> Iterator[None]:
    """Let what the engine is compiled to be kept in the user's cache, and found there next time.

    Compiling takes seconds, of which the rest is tenths; the engine itself does not ask for this.
    """
    import wasmtime  # noqa: PLC0415  what the engine runs on

    plain = wasmtime.Engine

    def caching() -> wasmtime.Engine:
        config = wasmtime.Config()
        with suppress(wasmtime.WasmtimeError):  # there may be no place for it
            config.cache = True
            return plain(config)
        return plain()

    wasmtime.Engine = caching  # type: ignore[misc, assignment]
    try:
        yield
    finally:
        wasmtime.Engine = plain  # type: ignore[misc]


def recalculated(path: Path) -> Recalculated:
    """What all cells of a workbook come to when its formulas are computed anew.

    A formula may fill cells that it does not stand in.
    """
    with bounded_pool(1, sparse=True) as pool:
        try:
            (results,) = pool.submit(watched, recalculated_here, SECONDS, [path]).result()
        except BrokenExecutor:
            raise UnpublishableError(
                f"Regnemotoren krasjet, eller ble ikke ferdig med kopien på {SECONDS} sekunder."
            ) from None
    return results


def recalculated_here(path: Path) -> Recalculated:
    """The same, in this process and as long as it takes."""
    import formulon  # noqa: PLC0415  it takes a second to load

    try:
        with kept_compiled(), formulon.Workbook.load(path.read_bytes()) as book:
            book.set_calc_mode(formulon.CalcMode.AUTO)
            book.recalc()
            return {
                book.sheet_name(sheet): {
                    (cell.row + 1, cell.col + 1): as_value(cell.value)
                    for cell in book.iter_cells(sheet)
                }
                for sheet in range(book.sheet_count())
            }
    except formulon.FormulonError as failed:
        problem = str(failed)
    # Dask has exceptions pickled with what they came of, and the engine's own cannot be unpickled.
    raise UnpublishableError(f"Regnemotoren kan ikke lese kopien ({problem}).")


def as_value(given: formulon.Value) -> Value:
    """What a formula shows, of what the engine says it gives."""
    import formulon  # noqa: PLC0415

    if given.error_code is not None:
        return CellError(formulon.error_display_name(given.error_code))
    plain = given.to_python()
    if plain is None:  # a formula that refers to an empty cell shows 0
        return 0.0
    return CellError("#CALC!") if isinstance(plain, formulon.Value) else plain
