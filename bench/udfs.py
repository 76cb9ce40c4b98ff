"""The functions as Excel calls them, under Wine: what a call costs, and what a range saves."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Final

from tests import wine
from tests.wine import Client

from estimat.core.values import Block
from estimat.excel.server import FUNCTIONS

from .comparisons import Bar, Comparison

COST: Final = ("CallUDF", FUNCTIONS, "ESTIMAT_KOST")
EMPTY: Final = ("Contains", "", "")
"""The method of the same object that does least: Python's `"" in ""`."""

CELLS: Final = 10_000
CALLS: Final = 100
ROUNDS: Final = 8
"""A call takes less than a millisecond: so many in a row, and so many times the usual rounds."""


def missing() -> list[str]:
    """What is not there and must be."""
    return [program for program in wine.PROGRAMS if not shutil.which(program)]


def microseconds(value: float) -> str:
    return f"{value * 1e6:.2f} µs"


def udfs(rounds: int) -> Iterator[Comparison]:
    """A call against an empty one, and a cell of a range against a call of its own."""
    hours: Block = [[number / 4] for number in range(CELLS)]
    single, empty, own, ranged = [], [], [], []
    cores = os.sched_getaffinity(0)
    try:
        # Caller and server take turns. On one core the scheduler's choices do not count.
        os.sched_setaffinity(0, {max(cores)})
        with Client() as excel:
            excel.seconds(CALLS, *COST, (8.25,))
            excel.seconds(CALLS, *EMPTY)
            for _ in range(ROUNDS * rounds):
                single.append(excel.seconds(CALLS, *COST, (8.25,)) / CALLS)
                empty.append(excel.seconds(CALLS, *EMPTY) / CALLS)
            for _ in range(rounds):
                own.append(excel.seconds(CELLS, *COST, (8.25,)) / CELLS)
                ranged.append(excel.seconds(3, *COST, (hours,)) / 3 / CELLS)
    finally:
        os.sched_setaffinity(0, cores)
        wine.shut_down()
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
