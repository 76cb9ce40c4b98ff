"""What a cell can hold, in every host alike."""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias


class CellError(NamedTuple):
    """An error value such as `#DIV/0!`. Not a text: text would pass for a text and be skipped."""

    code: str


NULL: Final = CellError("#NULL!")
DIV0: Final = CellError("#DIV/0!")
VALUE: Final = CellError("#VALUE!")
REF: Final = CellError("#REF!")
NAME: Final = CellError("#NAME?")
NUM: Final = CellError("#NUM!")
NA: Final = CellError("#N/A")

Value: TypeAlias = float | str | bool | CellError | None
"""One cell: None is an empty cell."""

Block: TypeAlias = list[list[Value]]
"""A range of cells, row by row; two-dimensional in, two-dimensional out."""
