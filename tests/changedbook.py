"""The shipped workbook with ranges, factors and assumptions changed, as people change them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from estimat.core import layout
from estimat.core.book import address
from estimat.core.interpret import factor_tables, interpret
from estimat.core.layout import Column, Field
from estimat.files.reading import read_book
from tests.workbooks import Content, Edited


class Changed(Edited):
    """A workbook whose cells are called by what they mean."""

    def __init__(self, source: Path) -> None:
        super().__init__(source)
        self._estimate = interpret(read_book(source, source.name)[0])

    def save(self, target: Path) -> Path:
        """Without any results: none of those that are there is one of what it holds now."""
        for name, content in self.parts.items():
            if name.startswith("xl/worksheets/"):
                self.parts[name] = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
        return super().save(target)

    def row(self, id: str, column: Column, value: Content) -> None:
        """Write in the row of an activity."""
        for area in self._estimate.areas:
            for each in area.activities:
                if each.inputs.id == id:
                    place = self._estimate.cell(area, each, column)
                    self.put(place.sheet, place.cell, value)
                    return
        raise KeyError(id)

    def assume(self, field: Field, value: Content) -> None:
        place = self._estimate.assumption_cells[field.name]
        self.put(place.sheet, place.cell, value)

    def factor(self, number: int, *values: Content) -> None:
        """Write a factor in the first, second … row of their table, blank what is not given."""
        ((sheet, table),) = factor_tables(self._estimate.book)
        for position in range(len(layout.FACTOR_COLUMNS)):
            cell = address(table.area.top + number, table.area.left + position)
            self.put(sheet.name, cell, values[position] if position < len(values) else None)


def ranges(book: Changed) -> None:
    """Wider, narrower, new, and one that what is planned no longer is in."""
    book.row("PLL-1", layout.LOW, 1234.567890123)
    book.row("PLL-3", layout.HIGH, 2850.5)
    book.row("PLL-2", layout.AMOUNT_LOW, 12_000_000.25)
    book.row("PLL-2", layout.AMOUNT_HIGH, 14_500_000.0)
    book.row("PJD-2", layout.HOURS, 7000.0)
    book.row("PPS-1", layout.RATE, 1333.33)


def assumptions(book: Changed) -> None:
    book.assume(layout.HOURLY_RATE, 1512.5)
    book.assume(layout.COVARIATION, 0.0)
    book.assume(layout.CERTAINTY, 0.625)
    book.assume(layout.RISK_RESERVE, 2.5)


def factors(book: Changed) -> None:
    """Other numbers, one fewer, and new ones with blank rows between."""
    book.factor(1, "Involvering", "egne timer", 0.9, 1.0, 1.1, "Like mye opp som ned")
    book.factor(2)
    book.factor(5, "Utprøvingen", "Prosjektleder utprøving", 0.8, 0.95, 1.3, "Ny")
    book.factor(9, "Prøvesvar", "PPS", 1.0, 1.05, 1.2, "Ny")
    book.factor(10, "Lønn", "alle", 0.98, 1.01, 1.06, "Ny")


def certain(book: Changed) -> None:
    """Nothing moves but by one row, and the reserve is more than is needed."""
    for number in range(1, layout.MOST_FACTORS + 1):
        book.factor(number)
    for id in ("PLL-1", "PLL-3", "PLL-4", "PLL-5", "PLL-6", "PJD-2", "PJD-3", "PPS-3", "PPS-4"):
        book.row(id, layout.HIGH, None)
    book.assume(layout.RISK_RESERVE, 50.0)


CHANGES: Final[dict[str, Callable[[Changed], None]]] = {
    "nothing": lambda book: None, "ranges": ranges, "assumptions": assumptions,
    "factors": factors, "certain": certain,
}  # fmt: skip
