"""Cell values as COM carries them, and as the core knows them.

VBA passes `Range.Value2`: numbers, text, truth values, error values and blanks, in one call and
without a way back to the sheet.
"""

from __future__ import annotations

from itertools import chain
from typing import Any, Final

from ..core import values
from ..core.values import VALUE, Block, CellError, Value

CODES: Final = {
    values.NULL: -2146826288,
    values.DIV0: -2146826281,
    values.VALUE: -2146826273,
    values.REF: -2146826265,
    values.NAME: -2146826259,
    values.NUM: -2146826252,
    values.NA: -2146826246,
}
"""Error values as VARIANT codes. Python cannot send one back as an error: it goes as a whole
number, which no result is, and VBA makes the error value of it."""

_ERRORS: Final = {code: error for error, code in CODES.items()}
LEFT_OUT: Final = -2147352572
"""How COM says that an optional argument is not there."""

_ERROR: Final = 10
"""The type of a VARIANT that holds one; the code of a left-out argument is one of them."""


def from_com(variant: Any) -> Value | Block:
    """An argument: a single value, or the rows of a range."""
    if not isinstance(variant, tuple):
        return _value(variant)
    if not any(isinstance(row, tuple) for row in variant):
        return [[_value(cell) for cell in variant]]  # a constant such as {10,20}
    if {*map(type, chain.from_iterable(variant))} <= _AS_THEY_ARE:
        return [[*row] for row in variant]
    return [[_value(cell) for cell in row] for row in variant]


_AS_THEY_ARE: Final = {float, str, bool, type(None)}


def _value(variant: Any) -> Value:
    if type(variant) in _AS_THEY_ARE:
        known: Value = variant
        return known
    if isinstance(variant, int):
        if variant == LEFT_OUT:
            return None
        return _ERRORS.get(variant) or (VALUE if variant in _OTHER_ERRORS else float(variant))
    return VALUE  # an object, a date or a currency: Value2 gives none of them


_OTHER_ERRORS: Final = range(-2146826288, -2146826200)
"""Newer error values (#SPILL!, #CALC!, #FIELD! …) have codes of their own among these."""


class Numbers(list[list[Any]]):
    """Rows of numbers and of nothing else."""


def to_com(result: Value | Block) -> list[list[Any]]:
    """A result as rows, also when it is a single value."""
    block = result if isinstance(result, list) else [[result]]
    kinds = {*map(type, chain.from_iterable(block))}
    if kinds == {float}:
        return Numbers(block)
    if CellError not in kinds:
        return block
    return [[CODES[cell] if isinstance(cell, CellError) else cell for cell in row] for row in block]


def left_out() -> Any:
    """An optional argument that is not given."""
    from win32com.client import VARIANT  # noqa: PLC0415  only where there is Excel

    return VARIANT(_ERROR, LEFT_OUT)
