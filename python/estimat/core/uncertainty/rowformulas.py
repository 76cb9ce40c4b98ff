"""The arithmetic of rows as Excel's own formulas: over a whole table, or for one row of it.

`Cells` says what stands for a column: all its cells, or that of one row. Text in a cell of numbers
makes each of them an error, never another number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from .. import layout
from ..estimate import Area
from ..layout import Column, Kind
from ..points import has_no_such_range

Cells: TypeAlias = Callable[[Column], str]

_MEANS_MORE: Final = re.compile(r"['\[\]#@]")
"""What stands for itself in the name of a column only after an apostrophe."""


def column_of(table: str, header: str) -> str:
    """How a formula means a column of a table."""
    return f"{table}[{_MEANS_MORE.sub(_meant, header)}]"


def whole_kroner(formula: str) -> str:
    """The formula rounded to the krone, as `figures.whole` rounds."""
    return f"ROUND(ROUND({formula},6),0)"


def ore(formula: str) -> str:
    """The formula rounded to øre: what is a millionth from the half is on it, as in kroner."""
    return f"ROUND(ROUND({formula},6),2)"


def _meant(sign: re.Match[str]) -> str:
    return f"'{sign[0]}"


def in_table(area: Area) -> Cells:
    """All the rows of an area."""

    def cells(column: Column) -> str:
        header = area.table.headers[area.columns[column.header] - area.table.area.left]
        return column_of(area.table.name, header)

    return cells


def in_row(area: Area, position: str) -> Cells:
    """The row of an area whose number in the table stands in a cell."""
    cells = in_table(area)
    return lambda column: f"INDEX({cells(column)},{position})"


def planned(area: Area, cells: Cells) -> str:
    """Kroner that are planned."""
    return f"{cells(layout.HOURS)}*{_rate(cells)}+{cells(layout.AMOUNT)}"


def width(area: Area, cells: Cells) -> str:
    """Kroner between P10 and P90; 0 where there is no range."""
    return _each(area, cells, "{has}*({high}-{low})*{price}")


def skew(area: Area, cells: Cells) -> str:
    """Kroner that the range reaches further up than down."""
    return _each(area, cells, "{has}*({low}+{high}-2*{planned})*{price}")


def low(area: Area, cells: Cells) -> str:
    """Kroner at P10."""
    return _each(area, cells, "({planned}-{has}*({planned}-{low}))*{price}")


def high(area: Area, cells: Cells) -> str:
    """Kroner at P90."""
    return _each(area, cells, "({planned}+{has}*({high}-{planned}))*{price}")


def certain(area: Area, cells: Cells) -> str:
    """Kroner that have no range."""
    return _each(area, cells, "(1-{has})*{planned}*{price}")


def _rate(cells: Cells) -> str:
    own = cells(layout.RATE)
    return f'({own}+{layout.HOURLY_RATE.name}*({own}=""))'


def _each(area: Area, cells: Cells, term: str) -> str:
    """The sum of a term over hours and amount; without columns for a range there is none."""
    return "+".join(
        term.format(
            planned=cells(middle),
            low=cells(least) if least.header in area.columns else "0",
            high=cells(most) if most.header in area.columns else "0",
            price=_rate(cells) if middle is layout.HOURS else "1",
            has=_has(area, cells, middle, least, most),
        )
        for middle, least, most in layout.RANGES
    )


def _has(area: Area, cells: Cells, middle: Column, least: Column, most: Column) -> str:
    """1 for a row with a range of this kind: both ends, what is planned between, a kind for it.

    A row without a kind of cost has none, as it has no kroner.
    """
    if not {least.header, most.header} <= area.columns.keys():
        return "0"
    low_, planned_, high_ = map(cells, (least, middle, most))
    said = spelled(cells(layout.KIND))
    kinds = "+".join(
        f'({said}="{kind.value}")' for kind in Kind if not has_no_such_range(kind, middle)
    )
    return f'(({low_}<>"")*({high_}<>"")*({low_}<={planned_})*({planned_}<={high_})*({kinds}))'


def spelled(cell: str) -> str:
    """A text as it is compared: blanks do not count, as in `layout.spelled`, nor do capitals."""
    return f'TRIM(SUBSTITUTE(SUBSTITUTE({cell},"\u00a0"," "),CHAR(10)," "))'
