"""What may stand in cells, at random but the same each time, and how results are compared."""

from __future__ import annotations

import random
from typing import Final

from estimat.core.functions import FUNCTIONS
from estimat.core.values import DIV0, NA, NAME, NULL, NUM, REF, VALUE, Block, Value
from tests.wine import LEFT_OUT, Sent

ERRORS: Final = [NULL, DIV0, VALUE, REF, NAME, NUM, NA]
ODD: Final[list[Value]] = [
    None, True, False, "", " ", "7,5", "7.5", "blåbærsyltetøy", "€ 😀", "#DIV/0!", *ERRORS,
]  # fmt: skip
NUMBERS: Final = [
    0.0, -0.0, 1.0, -1.0, 8.2, 0.1 + 0.2, 1450.0, 149_999.5, 35_296_500.0, 7.0, 1e15 + 1,
    5e-324, 2.2250738585072014e-308, 1e-9, 1e22, 1.7976931348623157e308, -35_296_500.25,
]  # fmt: skip
"""Ordinary ones, and those at the edges of what a double holds."""


def told(cells: Value | Block) -> str:
    """Cells as text that differs when a single bit does."""
    return repr(cells if isinstance(cells, list) else [[cells]])


def core(function: str, *cells: Sent) -> str:
    """What the core gives here, on Linux; to it a left out argument is a blank."""
    given = [None if cell is LEFT_OUT else cell for cell in cells]
    return told(FUNCTIONS[function](*given))  # type: ignore[arg-type]


def random_call(chance: random.Random) -> tuple[str, list[Sent]]:
    """A function with arguments: single values, ranges of one shape or of two, some left out."""
    function = chance.choice(list(FUNCTIONS.values()))
    count = chance.randint(1, len(function.arguments))
    shape = chance.choice([(1, 1), (1, 4), (4, 1), (3, 2)])
    return function.name, [_argument(chance, shape, place) for place in range(count)]


def _argument(chance: random.Random, shape: tuple[int, int], place: int) -> Sent:
    kind = chance.random()
    if kind < 0.4:
        return _cell(chance)
    if kind < 0.5 and place:
        return LEFT_OUT
    rows, columns = shape if kind < 0.95 else (2, 5)
    return [[_cell(chance) for _ in range(columns)] for _ in range(rows)]


def _cell(chance: random.Random) -> Value:
    kind = chance.random()
    if kind < 0.05:
        return chance.choice(ODD)
    if kind < 0.2:
        return chance.choice(NUMBERS)
    if kind < 0.8:
        return round(chance.uniform(0, 10_000), chance.randint(0, 4))
    return chance.lognormvariate(0, 20) * chance.choice([1, 1, 1, -1])
