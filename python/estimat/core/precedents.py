"""What a formula takes its result from: cells, names and functions, as its text tells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter
from itertools import product
from typing import Final, NamedTuple, TypeAlias

from .book import LAST_COLUMN, LAST_ROW, Range, Table, column_number
from .layout import spelled
from .plain import pieces

Cell: TypeAlias = tuple[str, tuple[int, int]]
"""A sheet's name, and a row and column of it."""

Cells: TypeAlias = tuple[str, Range]
"""A sheet's name, and cells of it."""

_CELL: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.IGNORECASE)
_FIXED: Final = re.compile(r"\$[A-Z]{1,3}(?:\$[0-9]+)?", re.IGNORECASE)
_COLUMN: Final = re.compile(r"\$?([A-Z]{1,3})", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d][\w.?]*|\\[\w.\\?]*")
_IN_BRACKETS: Final = re.compile(r"(?<!')\[((?:'.|[^'\[\]])*)\]", re.DOTALL)
_CONSTANTS: Final = frozenset({"TRUE", "FALSE"})


class Sources(NamedTuple):
    """Where a formula looks. A cell without a sheet stands on the formula's own.

    `tables` are the names of tables, each with what stands in brackets after it.
    `unclear` is the first thing whose cells the text does not tell: another file, several sheets at
    once, a range that is computed. `relative` says that not every cell is fixed by `$`.
    """

    cells: tuple[Cells, ...] = ()
    names: tuple[str, ...] = ()
    tables: tuple[tuple[str, str], ...] = ()
    functions: tuple[str, ...] = ()
    unclear: str = ""
    relative: bool = False


def sources(formula: str) -> Sources:
    """The cells, names, tables and functions in a formula; ours are not among the functions.

    It may find more cells than the result depends on, and never fewer.
    """
    left = [piece for piece in pieces(formula) if not piece.text.isspace()]
    cells: list[Cells] = []
    names: list[str] = []
    tables: list[tuple[str, str]] = []
    functions: list[str] = []
    unclear: list[str] = []
    relative = False
    sheet = ""
    at = 0
    while at < len(left):
        piece, text, taken = left[at], left[at].text, 1
        after = ([each.text for each in left[at + 1 : at + 4]] + [""] * 3)[:3]
        if piece.outside or text == "#":
            unclear.append(text)
        elif after[0] == "!" and (text[0] == "'" or _WORD.fullmatch(text)):
            sheet, taken = text.strip("'").replace("''", "'"), 2
            if ":" in sheet or (at and left[at - 1].text == ":"):
                unclear.append(text)
        elif span := _span(text, after):
            cells.append((sheet, span[0]))
            sheet, taken = "", span[1]
            ends = text, *after[1 : taken - 1]
            relative |= not all(_FIXED.fullmatch(end) for end in ends)
        elif text == ":":
            unclear.append(text)
        elif _WORD.fullmatch(text) and not piece.call:
            if after[0] == "(":
                functions.append(text.upper())
            elif after[0][:1] == "[":
                tables.append((text, after[0]))
                taken = 2
            elif text.upper() not in _CONSTANTS:
                names.append(text)
            sheet = ""
        elif text[0] == "[":
            unclear.append(text)
        at += taken
    return Sources(
        tuple(cells), tuple(names), tuple(tables), tuple(functions), "".join(unclear[:1]), relative
    )


def _span(text: str, after: list[str]) -> tuple[Range, int] | None:
    """The cells that a reference begins here, and how many tokens it is; None when none does."""
    colon, end, beyond = after
    closed = colon == ":" and beyond not in ("!", "(")
    first, last = _CELL.fullmatch(text), _CELL.fullmatch(end) if closed else None
    if first and colon not in ("(", "!"):
        if colon == ":" and not last:
            return None
        corners = [
            (int(each[2]), column_number(each[1].upper())) for each in (first, last or first)
        ]
        rows, columns = zip(*corners, strict=True)
        return Range(min(rows), min(columns), max(rows), max(columns)), 3 if last else 1
    left, right = _COLUMN.fullmatch(text), _COLUMN.fullmatch(end) if closed else None
    if left and right:
        both = sorted(column_number(each[1].upper()) for each in (left, right))
        return Range(1, both[0], LAST_ROW, min(both[1], LAST_COLUMN)), 3
    return None


def of_table(table: Table, reference: str, row: int) -> Range:
    """The cells of a table that a reference (with its brackets) can mean, seen from a row."""
    inside = reference[1:-1]
    in_brackets = _IN_BRACKETS.findall(inside)
    asked = in_brackets or [inside.removeprefix("@")]
    asked = [spelled(re.sub("'(.)", r"\1", each)) for each in asked if each]
    parts = [each for each in asked if each[0] == "#"]
    headers = [spelled(header) for header in table.headers]
    columns = [headers.index(each) for each in asked if each in headers]
    whole = table.area
    if columns and len(columns) + len(parts) == len(asked):
        left = whole.left
        whole = whole._replace(left=left + min(columns), right=left + max(columns))
    if inside[:1] == "@" or parts == ["#this row"]:
        return whole._replace(top=row, bottom=row)
    return whole if parts else whole._replace(top=table.first_row, bottom=table.last_row)


def in_order(uses: Mapping[Cell, Iterable[Cells]]) -> dict[Cell, set[Cell]]:
    """Cells after those they take something from, with those; none that goes round in a ring.

    What builds on a ring is not among them either.
    """
    by_sheet: dict[str, list[Cell]] = defaultdict(list)
    for cell in uses:
        by_sheet[cell[0]].append(cell)
    needs = {
        cell: {needed for cells in taken for needed in _among(cells, by_sheet[cells[0]], uses)}
        for cell, taken in uses.items()
    }
    sorter = TopologicalSorter(needs)
    with suppress(CycleError):  # it still gives what comes before
        sorter.prepare()
    ordered: dict[Cell, set[Cell]] = {}
    while ready := sorter.get_ready():
        ordered.update((cell, needs[cell]) for cell in ready)
        sorter.done(*ready)
    return ordered


def _among(cells: Cells, there: list[Cell], uses: Container[Cell]) -> Iterator[Cell]:
    sheet, range_ = cells
    top, left, bottom, right = range_
    if (bottom - top + 1) * (right - left + 1) > len(there):
        return (cell for cell in there if range_.holds(*cell[1]))
    inside = product(range(top, bottom + 1), range(left, right + 1))
    return (cell for place in inside if (cell := (sheet, place)) in uses)
