"""A workbook in the engine as nothing but values, and formulas evaluated over them one by one.

The engine itself decides nothing about the order. A call of ours is to it a cell like others, on a
sheet of its own: what stands there is what our function makes of the arguments.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from ...core.book import Book, Range
from ...core.functions import FUNCTIONS
from ...core.plain import Piece, UnsayableError, rewritten
from ...core.precedents import Cell
from ...core.values import NA, NUM, Block, CellError, Value
from .program import as_value

if TYPE_CHECKING:
    from formulon import Workbook

SCRATCH: Final = "Estimat regner"
"""The sheet where the results of our calls stand."""

_WAITING: Final = CellError("#BUSY!")
_SPILL: Final = CellError("#SPILL!")
_MOST_CELLS: Final = 10_000
"""In an argument of ours."""


class DoubtError(Exception):
    """A cell cannot be computed for certain; the text says why, in Norwegian."""


class EngineCells:
    """The cells of a workbook; `texts` are the formulas without a result, as the engine says."""

    def __init__(self, engine: Workbook, book: Book) -> None:
        import formulon  # noqa: PLC0415  the process that computes has loaded it

        engine.set_calc_mode(formulon.CalcMode.MANUAL)
        engine.add_sheet(SCRATCH)
        self._engine: Final = engine
        self._codes: Final = {
            formulon.error_display_name(code): int(code) for code in formulon.ErrorCode
        }
        names = [*(sheet.name for sheet in book.sheets), SCRATCH]
        self._numbers: Final = {name: number for number, name in enumerate(names)}
        self.texts: Final[dict[Cell, str]] = {
            (sheet.name, place): engine.get_formula(*self._at((sheet.name, place))) or ""
            for sheet in book.sheets
            for place in sorted(sheet.formulas.keys() - sheet.values.keys())
        }
        for sheet in book.sheets:
            for place, value in sheet.values.items():
                self.put((sheet.name, place), value)
        self.forget()

    def forget(self) -> None:
        """Let what is to be computed wait; whoever looks there too early gets an error."""
        for cell in self.texts:
            self.put(cell, _WAITING)

    def put(self, cell: Cell, value: Value) -> None:
        """Let a value stand in a cell, in the place of a formula too."""
        engine, at = self._engine, self._at(cell)
        if isinstance(value, float) and not math.isfinite(value):
            value = NUM
        if isinstance(value, CellError):
            engine.set_error(*at, self._codes.get(value.code, self._codes[NA.code]))
        elif isinstance(value, bool):
            engine.set_bool(*at, value)
        elif isinstance(value, str):
            engine.set_text(*at, value)
        elif value is not None:
            engine.set_number(*at, value)

    def result(self, cell: Cell) -> Value:
        """What the formula of a cell gives; raises DoubtError."""
        row = 1

        def answer(name: str, arguments: list[str], single: bool) -> Piece:
            nonlocal row
            function = FUNCTIONS.get(name)
            if function is None:
                raise UnsayableError(name)
            given = function(*[self._argument(cell, argument) for argument in arguments])
            block = given if isinstance(given, list) else [[given]]
            if single:  # `@` leaves the first cell of what a function gives
                block = [block[0][:1]]
            cells = Range(row, 1, row + len(block) - 1, len(block[0]))
            for down, values in enumerate(block):
                for right, value in enumerate(values, start=1):
                    self.put((SCRATCH, (row + down, right)), value)
            row += len(block)
            return Piece(f"'{SCRATCH}'!{cells}")

        try:
            text = rewritten(self.texts[cell], answer)
        except UnsayableError as unsayable:
            raise DoubtError(f"bruker {unsayable.name}, som ikke finnes") from None
        value, alone = self._evaluated(cell, text)
        if not alone:
            raise DoubtError("gir mer enn én celle")
        return value

    def _at(self, cell: Cell) -> tuple[int, int, int]:
        sheet, (row, column) = cell
        return self._numbers[sheet], row - 1, column - 1

    def _argument(self, cell: Cell, text: str) -> Value | Block:
        """What one of our functions is given: blank is None, more than one cell is a block."""
        if not text:
            return None
        value, alone = self._evaluated(cell, text)
        if alone and value != _SPILL:
            return self._or_blank(cell, text, value)
        rows, columns = (
            self._evaluated(cell, f"{size}({text})")[0] for size in ("ROWS", "COLUMNS")
        )
        if not isinstance(rows, float) or not isinstance(columns, float):
            raise DoubtError("gir en av Estimats funksjoner noe som ikke er et område")
        if rows * columns > _MOST_CELLS:
            raise DoubtError(f"gir en av Estimats funksjoner mer enn {_MOST_CELLS} celler")
        block: Block = []
        for row in range(1, int(rows) + 1):
            parts = [f"INDEX({text},{row},{column})" for column in range(1, int(columns) + 1)]
            block.append(
                [self._or_blank(cell, part, self._evaluated(cell, part)[0]) for part in parts]
            )
        return block

    def _or_blank(self, cell: Cell, text: str, value: Value) -> Value:
        """None for a reference to an empty cell, which the engine reads as 0."""
        is_blank = value == 0.0 and self._evaluated(cell, f"ISBLANK({text})")[0] is True
        return None if is_blank else value

    def _evaluated(self, cell: Cell, text: str) -> tuple[Value, bool]:
        """What a formula would give in a cell (its first cell), and whether that is all of it."""
        grid = self._engine.evaluate_formula_array(*self._at(cell), f"={text.removeprefix('=')}")
        return as_value(grid[0][0]), len(grid) == len(grid[0]) == 1
