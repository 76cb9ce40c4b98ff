"""The functions as Excel calls them, under Wine: what a call costs, and what a range saves."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tests import wine
from tests.addin import vba
from tests.wine import WORKBOOK, Cells, Client

from estimat.core.values import Block
from estimat.excel.server import FUNCTIONS

from .comparisons import Bar, Comparison

COST: Final = ("CallUDF", FUNCTIONS, "ESTIMAT_KOST")
EMPTY: Final = ("Contains", "", "")
"""The method of the same object that does least: Python's `"" in ""`."""

STOCK: Final = ("CallUDF", "bench.stock", "cost")
STOCK_SERVER: Final = (
    f"import sys; sys.path.append(r'{wine.windows(Path(__file__).parents[1])}'); "
    "import xlwings; xlwings.serve('$(CLSID)')"
)
"""What xlwings' own VBA has Python run, with our folder where it has the workbook's."""

CELLS: Final = 10_000
HOURS: Final[Block] = [[number / 4] for number in range(CELLS)]
TABLES: Final = 250
ROWS: Final = 40
MOST_CALLS: Final = 600
"""Of a directorate's tables, and the calls that new rates may cost."""

CALLS: Final = 100
ROUNDS: Final = 8
"""A call takes less than a millisecond: so many in a row, and so many times the usual rounds."""


def missing() -> list[str]:
    """What is not there and must be."""
    return [program for program in wine.PROGRAMS if not shutil.which(program)]


def microseconds(value: float) -> str:
    return f"{value * 1e6:.2f} µs"


def udfs(rounds: int) -> Iterator[Comparison]:
    """A call and a range, against the least that COM can do and against xlwings' own wrapper."""
    with _one_core(), wine.running():
        yield from _ours(rounds)
        yield from _beside_stock(rounds)
        yield _rate_change()


def _ours(rounds: int) -> Iterator[Comparison]:
    """A call against an empty one, and a cell of a range against a call of its own."""
    single, empty, own, ranged = [], [], [], []
    with Client() as excel:
        excel.seconds(CALLS, *COST, (8.25,))
        excel.seconds(CALLS, *EMPTY)
        for _ in range(ROUNDS * rounds):
            single.append(excel.seconds(CALLS, *COST, (8.25,)) / CALLS)
            empty.append(excel.seconds(CALLS, *EMPTY) / CALLS)
        for _ in range(rounds):
            own.append(excel.seconds(CELLS, *COST, (8.25,)) / CELLS)
            ranged.append(excel.seconds(3, *COST, (HOURS,)) / 3 / CELLS)
    yield Comparison(
        "=ESTIMAT_KOST(8,25)", single, "empty COM call", empty, microseconds, Bar(at_most=1.15)
    )
    yield Comparison(
        f"=ESTIMAT_KOST(range of {CELLS}), a cell",
        ranged,
        f"{CELLS} single calls, a cell",
        own,
        microseconds,
        Bar(at_least=400),
    )


def _beside_stock(rounds: int) -> Iterator[Comparison]:
    """What VBA sends, ours and the wrapper's that xlwings makes, for the same function."""
    ours: dict[str, list[float]] = {}
    theirs: dict[str, list[float]] = {}
    with Client() as excel, Client(wine.command(STOCK_SERVER)) as stock:
        # By this xlwings knows the module; with a workbook it would first look for code on sheets.
        stock.invoke(*STOCK, (8.25,))
        for what, times, given in (("a cell", 10, 8.25), (f"range of {CELLS}", 1, HOURS)):
            sent = (Cells(given),), WORKBOOK, Cells(None)
            if excel.invoke(*COST, (given,)) != stock.invoke(*STOCK, *sent):
                raise AssertionError(f"the stock wrapper comes to something else for {what}")
            ours[what], theirs[what] = [], []
            for _ in range(rounds):
                ours[what].append(excel.seconds(times, *COST, (given,)) / times)
                theirs[what].append(stock.seconds(times, *STOCK, *sent) / times)
    for what, found in theirs.items():
        name = f"xlwings' stock wrapper, {what}"
        yield Comparison(name, found, "ours", ours[what], microseconds)


class _Remote(vba.Server):
    """The Python behind the workbook, under Wine."""

    def __init__(self, excel: Client) -> None:
        super().__init__()
        self.excel = excel

    def computed(self, name: str, arguments: tuple[Any, ...]) -> list[list[Any]]:
        found = self.excel.invoke("CallUDF", FUNCTIONS, name, arguments)
        if isinstance(found, list):
            return found
        return [[*found]] if isinstance(found, tuple) else [[found]]


def _rate_change() -> Comparison:
    """How often the VBA of a workbook asks Python when rates change: no table shares an hour."""
    with Client() as client:
        server = _Remote(client)
        excel = vba.Excel(server)
        for number in range(TABLES):
            hours = [[float(TABLES * row + number)] for row in range(ROWS)]
            cells = vba.Sheet(f"Ark{number}").table(1, 1, hours).body
            assert cells
            for name, rate in (("ESTIMAT_KOST", 1500.0), ("ESTIMAT_ARSVERK", 1600.0)):
                for row, (hour,) in enumerate(hours, 1):
                    found = excel.cell(name, cells.cell(row), rate)
                    if found != (hour * rate if name == "ESTIMAT_KOST" else hour / rate):
                        raise AssertionError(f"{name} of {hour} is {found}")
    cells_in_all = 2.0 * TABLES * ROWS
    return Comparison(
        f"calls to Python when rates change, {TABLES} tables × {ROWS} rows × 2 functions",
        [float(len(server.calls))],
        "one for each cell",
        [cells_in_all],
        "{:.0f}".format,
        Bar(at_least=cells_in_all / MOST_CALLS),
    )


@contextmanager
def _one_core() -> Iterator[None]:
    """Caller, server and Windows take turns; on one core the scheduler's choices do not count."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)
