"""A workbook as every host hands it over: plain cells and the structure that checks need.

Rows and columns count from 1, as people do. A host fills a `Book` and knows nothing of areas; what
the cells mean is decided in `estimat.core.interpret`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from .values import Value

VISIBLE: Final = "visible"
HIDDEN: Final = "hidden"
VERY_HIDDEN: Final = "veryHidden"

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def address(row: int, column: int) -> str:
    """Row 14, column 5 is E14."""
    return f"{column_letters(column)}{row}"


class Range(NamedTuple):
    """A block of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first, last = address(self.top, self.left), address(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Range) -> bool:
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )


class Table(NamedTuple):
    """A table of the spreadsheet; `area` is header row, rows and, if any, the totals row."""

    name: str
    area: Range
    headers: tuple[str, ...]
    has_totals: bool = False
    filtered: bool = False

    @property
    def first_row(self) -> int:
        return self.area.top + 1

    @property
    def last_row(self) -> int:
        return self.area.bottom - self.has_totals


@dataclass
class Sheet:
    """One sheet. `values` holds the cells that are not empty, `formulas` those that compute.

    A formula whose cell is not in `values` was saved without a result. `formats` are those of cells
    whose number is, or may be, shown as another or as a date, `struck` those shown with a line
    through them. `names` are the names that belong to
    this sheet, `redefined` those that mean something else in it than cells of its own, and
    `attached` the kinds of parts that belong to it: comments, drawings, tables. `breaks` are the
    rows after which somebody begins a new page. `widths` are, of a text that was cut in cells, how
    many each row has, the blank ones too.
    """

    name: str
    state: str = VISIBLE
    values: dict[tuple[int, int], Value] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    names: dict[str, Range] = field(default_factory=dict)
    redefined: dict[str, str] = field(default_factory=dict)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    struck: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False
    attached: tuple[str, ...] = ()
    breaks: tuple[int, ...] = ()
    widths: dict[int, int] = field(default_factory=dict)


class Computed(NamedTuple):
    """Results that a workbook was saved without, computed here, by sheet and cell.

    `sha256` is of the file they belong to, `engine` what computed them, with its version. `problem`
    says (Norwegian) why not every formula has one, and `where` is the sheet and cell of the first
    that stands in the way.
    """

    sha256: str = ""
    engine: str = ""
    results: Mapping[str, Mapping[tuple[int, int], Value]] = {}
    problem: str = ""
    where: tuple[str, tuple[int, int]] | None = None


@dataclass
class Book:
    """One workbook. `names` are those of the whole book: the sheet and the cells they stand for.

    `external_links` are the files it takes from, in the order in which formulas count them ([1],
    [2] …), "" where it is not said which. `computed` are the values that the file did not hold, and
    `distrusted` says that the file itself says that its results may be older than what they are
    computed from. `saved` is when a program saved it last, in UTC, as the file says itself.
    """

    file: str
    sheets: list[Sheet] = field(default_factory=list)
    names: dict[str, tuple[str, Range]] = field(default_factory=dict)
    external_links: tuple[str, ...] = ()
    date_1904: bool = False
    computed: Computed | None = None
    distrusted: bool = False
    saved: str = field(default="", compare=False)

    def named(self, name: str) -> tuple[Sheet, Range] | None:
        """The sheet and the cells that a name of the whole book stands for, if they are there."""
        where, cells = self.names.get(name, ("", None))
        sheet = next((each for each in self.sheets if each.name == where), None)
        return (sheet, cells) if sheet and cells else None

    def forget_results(self, *results: Value) -> None:
        """Let every formula be one that was saved without a result, or those with these results."""
        for sheet in self.sheets:
            sheet.values = {
                cell: value
                for cell, value in sheet.values.items()
                if cell not in sheet.formulas or (results and value not in results)
            }

    def fill(self, computed: Computed) -> None:
        """Put computed results where there is none; what is stored stays."""
        for sheet in self.sheets:
            sheet.values = {**computed.results.get(sheet.name, {}), **sheet.values}
        self.computed = computed
