"""The small workbook of `tests/data/liten.toml`, its cells called by what they mean.

It is right to the last krone, and `hours` and `amount` keep it so: they write a number as somebody
would who lets the spreadsheet recalculate, and a test is left with the one flaw it is about.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from estimat.core import layout
from estimat.core.book import address
from estimat.core.estimate import Factor
from estimat.core.findings import Place
from estimat.core.interpret import interpret
from estimat.core.layout import CONSOLIDATED, UNCERTAINTY, WORKING, Field
from estimat.files.reading import read_book
from tests.workbooks import Content, Edited

AREA = "Legemiddelliste"
ASSUMPTIONS = "Forutsetninger"
FACTORS = layout.FACTORS_SHEET
RATE, HOURS_PER_YEAR = 1450.0, 1500.0
OWN, PURCHASE, PASS_THROUGH = 1, 2, 3
"""The rows of the table, by their kind of cost."""


class Small(Edited):
    """The small workbook, to be changed and saved as `file`."""

    def __init__(self, source: Path, file: str = "liten.xlsx") -> None:
        super().__init__(source)
        self.file = file
        book, _ = read_book(source, file)
        estimate = interpret(book)
        (self.area,) = estimate.areas
        self._factors = [sheet.tables[0] for sheet in book.sheets if sheet.name == FACTORS]
        self._assumptions = estimate.assumption_cells
        self._hours = {OWN: 1000.0, PURCHASE: 0.0, PASS_THROUGH: 0.0}
        self._amounts = {OWN: 0.0, PURCHASE: 250_000.0, PASS_THROUGH: 300_000.0}
        self._content: bytes | None = None
        names = {sheet.name for sheet in book.sheets}
        self._results = names & {CONSOLIDATED, UNCERTAINTY, WORKING}
        self.is_consolidated_anew = False
        self.is_missing = False

    def save(self, target: Path) -> Path:
        if self._content is not None:
            target.write_bytes(self._content)
            return target
        if self.is_missing:
            return target
        while self._results:
            self.remove_sheet(self._results.pop())
        return super().save(target)

    def keep_total(self) -> None:
        """Keep Konsolidert as it was before what is changed here; results are left out else."""
        self._results.discard(CONSOLIDATED)

    def keep_uncertainty(self) -> None:
        """Keep Usikkerhet as it was before what is changed here, in the same way."""
        self._results -= {UNCERTAINTY, WORKING}

    def be_another(self, id: str) -> None:
        """Be an area by another id, with rows of its own."""
        self.write_head(layout.AREA_ID, id)
        for row in (OWN, PURCHASE, PASS_THROUGH):
            self.write("Aktivitet", row, f"Noe for {id}, nummer {row}")

    def become(self, content: bytes) -> None:
        """Be these bytes instead of a workbook."""
        self._content = content

    def place(self, sheet: str = "", cell: str = "") -> Place:
        return Place(self.file, sheet, cell)

    def at(self, header: str, row: int) -> str:
        """A cell of the table; row 0 is the header, row 4 the one below the table."""
        return address(self.area.table.area.top + row, self.area.columns[header])

    def write(self, header: str, row: int, value: Content, formula: str | None = None) -> Place:
        """Write into the table, and only there; gives the cell's place."""
        cell = self.at(header, row)
        self.put(AREA, cell, value, formula)
        return self.place(AREA, cell)

    def write_head(self, field: Field, value: Content) -> Place:
        cells = self.area.sheet.names[field.name]
        cell = address(cells.top, cells.left)
        self.put(AREA, cell, value)
        return self.place(AREA, cell)

    def write_factor(self, row: int, factor: Factor) -> Place:
        """Write into the first, second … row of the common factors; gives the row's place."""
        (table,) = self._factors
        top, left = table.area[:2]
        for column, value in enumerate(factor, start=left):
            content = float(value) if isinstance(value, Decimal) else value or None
            self.put(FACTORS, address(top + row, column), content)
        if top + row > table.last_row:
            cells = str(table.area._replace(bottom=top + row))
            self.change(self.table_part(FACTORS), lambda root: root.set("ref", cells))
        return self.place(FACTORS, address(top + row, left))

    def write_assumption(self, field: Field, value: Content) -> Place:
        place = self._assumptions[field.name]
        self.put(place.sheet, place.cell, value)
        return place

    def hours(self, row: int, hours: float, *, in_budget: bool = True) -> Place:
        """Plan other hours, without an interval, and recalculate; the budget follows."""
        self._hours[row] = hours
        self.write("Timer lav", row, None)
        self.write("Timer høy", row, None)
        self._recalculate(row, in_budget)
        return self.write("Timer", row, hours)

    def amount(self, row: int, amount: float | None, *, in_budget: bool = True) -> Place:
        """Plan another amount and recalculate; the budget follows."""
        self._amounts[row] = amount or 0.0
        self._recalculate(row, in_budget)
        return self.write("Beløp", row, amount)

    def clear_rows(self) -> None:
        """A table without activities, and no budget."""
        for row in (OWN, PURCHASE, PASS_THROUGH):
            self.hours(row, 0.0)
            self.amount(row, None)
            for column in layout.COLUMNS:
                if column.formula is None:
                    self.write(column.header, row, None)
        self.write_head(layout.AREA_BUDGET, None)

    def _recalculate(self, row: int, in_budget: bool) -> None:
        hours, amount = self._hours[row], self._amounts[row]
        for column, result in (
            (layout.FTE, hours / HOURS_PER_YEAR),
            (layout.COST, hours * RATE),
            (layout.SUM, hours * RATE + amount),
        ):
            self.write(
                column.header, row, result, layout.stored(column.formula or "", "Tabell_PLL")
            )
        if in_budget:
            total = sum(self._hours.values()) * RATE + sum(self._amounts.values())
            self.write_head(layout.AREA_BUDGET, total / 1e6)
