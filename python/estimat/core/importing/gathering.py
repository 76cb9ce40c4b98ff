"""What is said once of many rows of a list: words, units, ditto marks and rates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from .. import layout, norwegian
from ..book import address
from ..findings import Finding, Place
from ..layout import Kind
from ..norwegian import counted
from .headings import Headings
from .pricing import Priced
from .rows import Row
from .rules import KIND_READ, RATE_LACKING, READ_AS, UNIT_READ
from .vocabulary import Role

_MOST_RUNS: Final = 12
"""Runs of cells that are named one by one."""


class Gathered:
    """Gathers it from the rows that are placed; `kinds` are words, and where they were read so."""

    def __init__(self, headings: Headings, place: Place) -> None:
        self._headings = headings
        self._place = place
        self.kinds: defaultdict[tuple[str, Kind], list[Place]] = defaultdict(list)
        self._dittos: defaultdict[tuple[Role, str, str], list[int]] = defaultdict(list)
        self._in_unit: defaultdict[Role, list[int]] = defaultdict(list)
        self._rated: set[str] = set()  # kinds
        self._not_rated: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, row: Row, kind: str, price: Priced) -> None:
        for role, reading in row.numbers.items():
            if not reading.read_as and reading.times != 1:
                self._in_unit[role].append(row.row)
        for role, mark in row.dittos:
            self._dittos[role, mark, row.text(role)].append(row.row)
        if price.hours and price.rate is not None:
            self._rated.add(kind)
        elif price.hours and not price.computed:  # its kroner do not prove the rate either
            self._not_rated[kind].append(row.row)

    def findings(self, hourly: Decimal) -> Iterator[Finding]:
        """All of it, where it stands first; `hourly` is what rows without a rate get."""
        for role, rows in self._in_unit.items():
            if listed := self._headings.of(role):
                numbers = counted(len(rows), "tall", "tall")
                said = f"{norwegian.number(listed.factor)}: {numbers}, {self._cells(role, rows)}"
                at = self._place._replace(cell=listed.cell)
                yield UNIT_READ.at(at, listed.heading, said)
        for (role, mark, above), rows in self._dittos.items():
            if listed := self._headings.of(role):
                at = self._place._replace(cell=address(rows[0], listed.column))
                yield READ_AS.at(at, mark, f"«{above}» i {self._cells(role, rows)}")
        rates = self._headings.of(layout.RATE)
        # That own hours have the common rate, and purchases one of their own, is as it should be.
        without = [
            row for kind, rows in self._not_rated.items() if kind in self._rated for row in rows
        ]
        if rates and without:
            at = self._place._replace(cell=address(min(without), rates.column))
            cells = self._cells(layout.RATE, without)
            yield RATE_LACKING.at(at, cells, f"{norwegian.number(hourly)} kr/time")
        yield from self._kinds_read()

    def _kinds_read(self) -> Iterator[Finding]:
        """Each word that was read as a kind of cost."""
        for (said, kind), places in self.kinds.items():
            rows = counted(len(places), "rad", "rader")
            what = f"«{said}» ({rows})" if said else f"Timer uten kostnadstype ({rows})"
            yield KIND_READ.at(places[0], what, kind.value)

    def _cells(self, role: Role, rows: Sequence[int]) -> str:
        """The cells of a column in these rows: `E3–E5, E8`; of many, the first and the last."""
        listed = self._headings.of(role)
        column = listed.column if listed else 1
        runs: list[list[int]] = []
        for row in sorted(rows):
            if runs and row == runs[-1][1] + 1:
                runs[-1][1] = row
            else:
                runs.append([row, row])
        if len(runs) > _MOST_RUNS:
            return f"{address(min(rows), column)} til {address(max(rows), column)}"
        ends = ([address(row, column) for row in dict.fromkeys(run)] for run in runs)
        return ", ".join("–".join(each) for each in ends)
