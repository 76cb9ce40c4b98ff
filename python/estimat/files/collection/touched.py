"""What in a workbook is computed from cells that are to say something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Set
from typing import Final, NamedTuple

from ...core.book import Book, Range
from ...core.plain import pieces
from ...core.precedents import Cell, Cells, Sources, in_order, of_table, sources

_ANYWHERE: Final = frozenset({"INDIRECT", "OFFSET", "CELL", "INFO", "GETPIVOTDATA"})
"""Functions that look in cells that do not stand in the formula."""


class Touched(NamedTuple):
    """A formula that hangs on what is written; `needed` are the formulas that it takes from.

    It is not `clear` when its text does not tell all that it takes: it may hang on anything.
    """

    cell: Cell
    needed: Set[Cell]
    clear: bool = True


def touched(
    book: Book,
    written: Collection[Cell],
    filled: Mapping[Cell, Range],
    moved: Mapping[Cell, tuple[int, int]],
) -> Iterator[Touched]:
    """The formulas that hang on what is `written`, each after those that it hangs on.

    `filled` are the cells that formulas fill which fill more than their own, `moved` how far cells
    are from the one whose formula they share, and have the text of.
    """
    looked = _Looked(book, filled, moved)
    uses: dict[Cell, list[Cells]] = {}
    unclear: set[Cell] = set()
    for sheet in book.sheets:
        for place, formula in sheet.formulas.items():
            cell = (sheet.name, place)
            found = looked.uses(cell, formula)
            if found is None:
                unclear.add(cell)
            uses[cell] = found or []
    at: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, place in written:
        at[name].append(place)
    hanging: set[Cell] = set()
    order = in_order(uses)
    for cell, needed in order.items():
        taken = any(range_.holds(*place) for name, range_ in uses[cell] for place in at[name])
        if taken or cell in unclear or not hanging.isdisjoint(needed):
            hanging.add(cell)
            yield Touched(cell, needed, cell not in unclear)
    for cell in uses.keys() - order.keys():  # in a ring, or hanging on one: it may be anything
        yield Touched(cell, frozenset(), clear=False)


class _Looked:
    """Where the formulas of a workbook look, its names and tables followed."""

    def __init__(
        self, book: Book, filled: Mapping[Cell, Range], moved: Mapping[Cell, tuple[int, int]]
    ) -> None:
        self._sheets: Final = {sheet.name.casefold(): sheet for sheet in book.sheets}
        self._names: Final = {name.casefold(): cells for name, cells in book.names.items()}
        self._own: Final = {
            sheet.name: {name.casefold(): cells for name, cells in sheet.names.items()}
            for sheet in book.sheets
        }
        self._tables: Final = {
            table.name.casefold(): (sheet.name, table)
            for sheet in book.sheets
            for table in sheet.tables
        }
        self._filled: Final = filled
        self._moved: Final = moved
        self._sources: Final[dict[str, Sources]] = {}

    def uses(self, cell: Cell, formula: str) -> list[Cells] | None:
        """The cells that a formula takes something from; None when its text does not tell."""
        own, place = cell
        if formula not in self._sources:
            self._sources[formula] = sources(_inside(formula))
        looked = self._sources[formula]
        if not formula or looked.unclear or not _ANYWHERE.isdisjoint(looked.functions):
            return None
        found: list[Cells] = []
        for sheet, range_ in looked.cells:
            if there := self._sheets.get((sheet or own).casefold()):
                found += [(there.name, each) for each in self._meant(cell, range_)]
        for name, reference in looked.tables:
            if name.casefold() not in self._tables:
                return None
            sheet, table = self._tables[name.casefold()]
            found.append((sheet, of_table(table, reference, place[0])))
        for name in looked.names:
            cells = self._named(own, name.casefold())
            if cells is None:
                return None
            found.append(cells)
        return [*found, *self._filling(found)]

    def _meant(self, cell: Cell, range_: Range) -> set[Range]:
        """The cells that a shared formula may mean here, whichever way it is fixed by `$`."""
        down, right = self._moved.get(cell, (0, 0))
        return {
            Range(
                max(range_.top + rows, 1),
                max(range_.left + columns, 1),
                max(range_.bottom + rows, 1),
                max(range_.right + columns, 1),
            )
            for rows in (0, down)
            for columns in (0, right)
        }

    def _named(self, own: str, name: str) -> Cells | None:
        """The cells of a name, as the formulas of a sheet mean it."""
        if name in self._own[own]:
            return own, self._own[own][name]
        if name in map(str.casefold, self._sheets[own.casefold()].redefined):
            return None
        if name in self._tables:
            return self._tables[name][0], self._tables[name][1].area
        return self._names.get(name)

    def _filling(self, found: list[Cells]) -> Iterator[Cells]:
        """The cells whose formulas fill some of those found."""
        for (sheet, place), filled in self._filled.items():
            if any(name == sheet and range_.meets(filled) for name, range_ in found):
                yield sheet, Range(*place, *place)


def _inside(formula: str) -> str:
    """A formula without the names of other files, whose cells hang on nothing here."""
    if "[" not in formula:
        return formula
    return "".join(piece.text for piece in pieces(formula) if not piece.outside)
