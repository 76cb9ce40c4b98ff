"""Cell values as Calc hands them to an add-in, and as the core knows them."""

from __future__ import annotations

import struct
from typing import Any, Final

from ..core import values
from ..core.values import Block, CellError, Value

CODES: Final = {
    values.NUM: 503,
    values.VALUE: 519,
    values.NULL: 521,
    values.REF: 524,
    values.NAME: 525,
    values.DIV0: 532,
    values.NA: 32767,
}
"""Calc's numbers for the error values."""

FORMULAS: Final = 16
"""Cells with formulas, to `queryContentCells`."""

_NOT_A_NUMBER: Final = 0x7FF8 << 48


def from_calc(given: Any) -> Value | Block:
    """An argument: a single value, or the rows of a range; None where it is left out.

    In a range Calc says an empty text where a cell is empty, and nothing tells the two apart.
    """
    if isinstance(given, tuple):
        return [[None if cell == "" else cell for cell in row] for row in given]
    value: Value = given
    return value


def to_calc(result: Value | Block) -> tuple[tuple[Any, ...], ...]:
    """A result as rows, also when it is a single value."""
    block = result if isinstance(result, list) else [[result]]
    return tuple(tuple(map(_value, row)) for row in block)


def _value(value: Value) -> Any:
    """Calc has an error value as a NaN with the error's number in its lowest bits."""
    if not isinstance(value, CellError):
        return value
    (error,) = struct.unpack("<d", struct.pack("<Q", _NOT_A_NUMBER | CODES[value]))
    return error
