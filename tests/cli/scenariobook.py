"""The shipped workbook with other scenarios and exceptions, as people write them on their sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from estimat.core import layout
from estimat.core.book import Table, address
from estimat.core.layout import Field
from estimat.files.reading import read_book
from tests.changedbook import Changed
from tests.workbooks import Content

PLAN: Final = 69_394_500
MIDDLE: Final = "Middels ambisjon"
LOW: Final = "Lav ambisjon"
BROAD: Final = "Bred involvering"
SUMS: Final = {LOW: 1_740_000, MIDDLE: 32_283_500, BROAD: 73_924_300}


class Planned(Changed):
    """A workbook whose scenarios are called by what they mean."""

    def __init__(self, source: Path) -> None:
        super().__init__(source)
        book, _ = read_book(source, source.name)
        self._tables = {
            table.headers[2]: table
            for sheet in book.sheets
            if sheet.name == layout.SCENARIOS
            for table in sheet.tables
        }

    def scenario(self, number: int, name: str | None, **said: Content) -> None:
        """Write the first, second … scenario, blank what is not given, by the names of fields."""
        fields = {
            layout.SCENARIO: name,
            layout.SCENARIO_ABOUT: said.get("about"),
            layout.SCENARIO_AMBITION: said.get("ambition"),
            layout.SCENARIO_GOVERNED: said.get("governed"),
            layout.SCENARIO_INVOLVEMENT: said.get("involvement"),
            layout.SCENARIO_RATE: said.get("rate"),
            layout.FRAME: said.get("frame"),
        }
        self._write(self._tables[layout.SCENARIO_GOVERNED.label], number, fields)

    def exception(
        self, number: int, scenario: str, works_on: str, what: str, value: Content
    ) -> None:
        """Write the first, second … exception."""
        fields: dict[Field, Content] = {
            layout.SCENARIO: scenario,
            layout.WORKS_ON: works_on,
            layout.EXCEPTION_WHAT: what,
            layout.EXCEPTION_VALUE: value,
            layout.FACTOR_REASON: "Fordi",
        }
        self._write(self._tables[layout.EXCEPTION_WHAT.label], number, fields)

    def _write(self, table: Table, number: int, fields: dict[Field, Content]) -> None:
        for field, value in fields.items():
            column = table.area.left + table.headers.index(field.label)
            self.put(layout.SCENARIOS, address(table.area.top + number, column), value)


def texts_of(path: Path) -> dict[str, list[str]]:
    """What stands on each sheet of a workbook, as text."""
    book, _ = read_book(path, path.name)
    return {sheet.name: [*map(str, sheet.values.values())] for sheet in book.sheets}


def numbers(value: Any) -> Iterator[float]:
    """All the numbers of a record."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from numbers(each)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


def files(folder: Path, but: Sequence[str] = ()) -> set[str]:
    return {each.name for each in folder.iterdir()} - {*but}
