"""What may stand in cells, and how results are compared."""

from __future__ import annotations

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
    5e-324, 2.2250738585072014e-308, 1e-9, 1e22, 1.7976931348623157e308, -35_296_500.25, 593.1696,
]  # fmt: skip
"""Ordinary ones, and those at the edges of what a double holds. As full-time years the last one
costs, to 64 binary digits, as much as midway between two doubles."""


def told(cells: Block) -> str:
    """Cells as text that differs when a single bit does."""
    return repr(cells)


def core(function: str, *cells: Sent) -> Block:
    """The cells that the core gives here, on Linux; to it a left out argument is a blank."""
    given = [None if cell is LEFT_OUT else cell for cell in cells]
    result = FUNCTIONS[function](*given)  # type: ignore[arg-type]
    return result if isinstance(result, list) else [[result]]
