"""The small workbook of `tests/data/liten.toml`, its cells called by what they mean.

It is right to the last krone, and `hours` and `amount` keep it so: they write a number as somebody
would who lets the spreadsheet recalculate, and a test is left with the one flaw it is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

from estimat.core import layout
from estimat.core.book import Table, address
from estimat.core.estimate import Factor
from estimat.core.findings import Place
from estimat.core.interpret import interpret
from estimat.core.layout import BESIDE_PLAN, CONSOLIDATED, UNCERTAINTY, WORKING, Field
from estimat.core.scenarios.definitions import Override, Scenario
from estimat.files.reading import read_book
from tests.sheetxml import LINKS, child, tag
from tests.workbooks import Content, Edited

AREA = "Legemiddelliste"
ASSUMPTIONS = "Forutsetninger"
FACTORS = layout.FACTORS_SHEET
SCENARIOS = layout.SCENARIOS
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
        self.scenarios, self.exceptions = (
            table for sheet in book.sheets if sheet.name == SCENARIOS for table in sheet.tables
        )
        self._accepted = [sheet.tables[0] for sheet in book.sheets if sheet.name == layout.ACCEPTED]
        self._governors = book.names[layout.GOVERNORS.name]
        self._assumptions = estimate.assumption_cells
        self._hours = {OWN: 1000.0, PURCHASE: 0.0, PASS_THROUGH: 0.0}
        self._amounts = {OWN: 0.0, PURCHASE: 250_000.0, PASS_THROUGH: 300_000.0}
        self._exceptions_written = 0
        self._content: bytes | None = None
        names = {sheet.name for sheet in book.sheets}
        self._results = names & {CONSOLIDATED, UNCERTAINTY, WORKING, BESIDE_PLAN}
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

    def keep_comparison(self) -> None:
        """Keep Scenariosammenligning as it was before what is changed here, in the same way."""
        self._results.discard(BESIDE_PLAN)

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

    def add_column(self, header: str) -> None:
        """Widen the table by a column, to be written into as any other."""
        cells = self.area.table.area

        def widen(table: ET.Element) -> None:
            table.set("ref", str(cells._replace(right=cells.right + 1)))
            columns = child(table, "tableColumns")
            ET.SubElement(columns, tag("tableColumn"), id="99", name=header)

        self.change(self.table_part(AREA), widen)
        self.area.columns[header] = cells.right + 1
        self.write(header, 0, header)

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

    def write_scenario(self, row: int, scenario: Scenario) -> Place:
        """Write into the first, second … row of the scenarios, with its exceptions; gives the row.

        Beyond the table it grows, as it does in a spreadsheet.
        """
        self.write_cells(
            row,
            {
                layout.SCENARIO: scenario.name,
                layout.SCENARIO_ABOUT: scenario.about,
                layout.SCENARIO_AMBITION: scenario.ambition,
                layout.SCENARIO_GOVERNED: "; ".join(scenario.governed),
                layout.SCENARIO_INVOLVEMENT: scenario.involvement,
                layout.SCENARIO_RATE: scenario.rate,
                layout.FRAME: scenario.frame,
            },
        )
        for override in scenario.overrides:
            self.write_exception(self._exceptions_written + 1, scenario.name, override)
        return self.place(SCENARIOS, address(self.scenarios.area.top + row, 1))

    def write_exception(self, row: int, scenario: str, override: Override) -> Place:
        """Write into the first, second … row of the exceptions; gives the row's place."""
        self._exceptions_written = row
        cells = {
            layout.SCENARIO: scenario,
            layout.WORKS_ON: override.works_on,
            layout.EXCEPTION_WHAT: override.what.value if override.what else None,
            layout.EXCEPTION_VALUE: override.value,
            layout.FACTOR_REASON: override.reason,
        }
        self.write_cells(row, cells, self.exceptions)
        return self.place(SCENARIOS, address(self.exceptions.area.top + row, 1))

    def write_cells(
        self, row: int, cells: Mapping[Field, Content | Decimal], table: Table | None = None
    ) -> None:
        """Write cells of a row of the scenarios, or of another table of their sheet."""
        top, left = (table or self.scenarios).area[:2]
        headers = (table or self.scenarios).headers
        for field, value in cells.items():
            cell = address(top + row, left + headers.index(field.label))
            content = float(value) if isinstance(value, Decimal) else value
            self.put(SCENARIOS, cell, None if content == "" else content)
        if table is None and top + row > self.scenarios.last_row:
            grown = str(self.scenarios.area._replace(bottom=top + row))
            self.change(self.table_part(SCENARIOS), lambda root: root.set("ref", grown))

    def accept(self, row: int, *texts: Content) -> Place:
        """Write into the first, second … row of what is accepted; gives the row's place."""
        (table,) = self._accepted
        top, left = table.area[:2]
        for column, text in enumerate(texts, start=left):
            self.put(layout.ACCEPTED, address(top + row, column), text)
        return self.place(layout.ACCEPTED, address(top + row, left))

    def drop_table(self, sheet: str, name: str) -> None:
        """Make a table plain cells again, as Excel does when it is asked to."""
        (part,) = (
            part
            for part, content in self.parts.items()
            if part.startswith("xl/tables/") and f' name="{name}"'.encode() in content
        )
        file = part.rpartition("/")[2]
        links = self.sheet_part(sheet).replace("worksheets/", "worksheets/_rels/") + ".rels"
        gone = [
            link.get("Id")
            for link in ET.fromstring(self.parts[links])
            if str(link.get("Target")).endswith(f"/{file}")
        ]

        def edit(root: ET.Element) -> None:
            tables = child(root, "tableParts")
            for each in list(tables):
                if each.get(f"{{{LINKS}}}id") in gone:
                    tables.remove(each)
            tables.set("count", str(len(tables)))

        self.sheet(sheet, edit)

    def write_governor(self, row: int, name: str) -> None:
        """Write into the first, second … row of the list of who may govern."""
        sheet, cells = self._governors
        self.put(sheet, address(cells.top + row - 1, cells.left), name)

    def write_assumption(self, field: Field, value: Content) -> Place:
        place = self._assumptions[field.name]
        self.put(place.sheet, place.cell, value)
        return place

    def undelivered(self, ids: str) -> None:
        """Say in the guide which areas had not come when parts were gathered."""
        self.put(layout.GUIDE, "B90", ids or None)
        self.add_name(layout.UNDELIVERED.name, f"{layout.GUIDE}!$B$90")

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
                if column.formula is None and column.header in self.area.columns:
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
