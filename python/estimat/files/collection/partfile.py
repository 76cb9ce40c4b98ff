"""The package of a part that is out: single cells are changed, and all else is as it was."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Collection, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeVar

from ...core.book import Range
from ...core.errors import UnreadableError
from ...core.flaws import Said
from ...core.precedents import Cell
from ...core.values import Value
from ..meaning import Place
from ..package import BROKEN, TYPES, Package, led_to, listing_of
from ..writing.cellpatching import (
    formula_cells,
    taller,
    unwritable,
    with_results,
    with_values,
    without_results,
)
from ..writing.patching import Edit, parsed, patched, with_attributes, without
from ..writing.textsheet import height_of

T = TypeVar("T")

_SIGNATURES: Final = "_xmlsignatures/"
_FILLING: Final = re.compile(rb"""\bt\s*=\s*["'](?:array|dataTable)["']""")
_BEFORE_CALCULATION: Final = frozenset({
    "sheets", "functionGroups", "externalReferences", "definedNames",
})  # fmt: skip
"""The last of these is what `calcPr` comes after."""

_SHOWN_ELSEWHERE: Final = re.compile(r"/(?:charts|chartsheets|pivotCache|pivotTables|slicers)/")


class PartFile:
    """The parts of a workbook's package, and which of them are its sheets."""

    def __init__(self, path: Path) -> None:
        """Read it; raises UnreadableError."""
        package = Package(path)
        self.workbook, root = package.workbook()
        links = package.relationships(self.workbook)
        whole = Package(path)  # each part is read once
        self.sha256: Final = whole.sha256
        if package.sha256 != self.sha256:
            raise UnreadableError(BROKEN, "den ble endret mens den ble lest")
        self.content: Final = {name: whole.read(name) for name in whole.parts()}
        self._entries: Final = whole.entries()
        named = {name.lower(): name for name in self.content}
        self.workbook = named[self.workbook.lower()]
        self.sheets: Final[dict[str, str]] = {}
        for element in root.iterfind("{*}sheets/{*}sheet"):
            id_ = next((value for key, value in element.items() if key.endswith("}id")), "")
            if id_ in links and links[id_].kind == "worksheet":
                self.sheets[element.get("name", "")] = named[links[id_].target.lower()]

    @property
    def signed(self) -> bool:
        """Whether somebody has signed it, which holds for the very bytes alone."""
        return any(name.lower().startswith(_SIGNATURES) for name in self.content)

    @property
    def shows_elsewhere(self) -> bool:
        """Whether charts or pivot tables keep what cells said when it was saved."""
        return any(map(_SHOWN_ELSEWHERE.search, self.content))

    def filled(self) -> dict[Cell, Range]:
        """The cells that formulas fill which fill more than their own."""
        return {
            (name, cell.place): filled
            for name, part in self.sheets.items()
            if _FILLING.search(self.content[part])
            for cell in formula_cells(parsed(self.content[part], part))
            if (filled := cell.fills) and filled[:2] != filled[2:]
        }

    def moved(self) -> dict[Cell, Place]:
        """How far cells are from the one whose formula they share, which alone has its text."""
        found: dict[Cell, Place] = {}
        for name, part in self.sheets.items():
            if b"shared" not in self.content[part]:
                continue
            first: dict[str, Place] = {}
            for cell in formula_cells(parsed(self.content[part], part)):
                if cell.group and cell.text is not None:
                    first[cell.group] = cell.place
                elif cell.group in first:
                    row, column = first[cell.group]
                    found[name, cell.place] = (cell.place[0] - row, cell.place[1] - column)
        return found

    def unwritable(self, cells: Collection[Cell]) -> Cell | None:
        """The first of the cells that cannot be written in alone."""
        for name, places in _by_sheet(dict.fromkeys(cells)).items():
            part = self.sheets[name]
            if place := unwritable(self.content[part], part, places):
                return name, place
        return None

    def write(self, cells: Mapping[Cell, Said]) -> None:
        """Let cells hold something else."""
        for name, values in _by_sheet(cells).items():
            part = self.sheets[name]
            stored = {
                place: float(value) if isinstance(value, Decimal) else value
                for place, value in values.items()
            }
            self.content[part] = with_values(self.content[part], part, stored)

    def make_room(self, texts: Mapping[Cell, tuple[str, float]]) -> None:
        """Let rows be high enough for texts that wrap, each with the width of its column."""
        for name, places in _by_sheet(texts).items():
            part = self.sheets[name]
            heights = {
                row: height
                for (row, _), text in places.items()
                if (height := height_of([text])) is not None
            }
            self.content[part] = taller(self.content[part], part, heights)

    def put_results(self, results: Mapping[Cell, Value]) -> None:
        """Let formulas show other results."""
        for name, values in _by_sheet(results).items():
            part = self.sheets[name]
            self.content[part] = with_results(self.content[part], part, values)

    def drop_results(self, cells: Collection[Cell]) -> None:
        """Let formulas show nothing until somebody computes them."""
        for name, places in _by_sheet(dict.fromkeys(cells)).items():
            part = self.sheets[name]
            self.content[part] = without_results(self.content[part], part, places)

    def compute_when_opened(self) -> None:
        """Let whoever opens it compute all of it."""
        content = self.content[self.workbook]
        root = parsed(content, self.workbook)
        stands = root.child("calcPr")
        if stands is not None:
            edit = with_attributes(content, stands, fullCalcOnLoad="1")
        else:
            before = [each for each in root.children if each.name in _BEFORE_CALCULATION][-1]
            new = f'<{root.prefix}calcPr fullCalcOnLoad="1"/>'.encode()
            edit = Edit(before.end, before.end, new)
        self.content[self.workbook] = patched(content, [edit])

    def drop_calculation_chain(self) -> None:
        """Take away the list of formulas, which must not name a cell that has none.

        Excel makes it anew.
        """
        listing = listing_of(self.workbook)
        named = {name.lower(): name for name in self.content}
        own = named.get(listing.lower(), listing)
        for link in parsed(self.content[own], own).children:
            if (link.get("Type") or "").endswith("/calcChain"):
                target = led_to(self.workbook, link.get("Target") or "")
                self.content.pop(named.get(target.lower(), ""), None)
                self.content[own] = patched(self.content[own], [without(link)])
                types = named[TYPES.lower()]
                gone = [
                    without(each)
                    for each in parsed(self.content[types], types).children
                    if (each.get("PartName") or "").lower() == f"/{target}".lower()
                ]
                self.content[types] = patched(self.content[types], gone)
                return

    def packed(self) -> bytes:
        """The package, every entry as it was stored but for what is changed in it."""
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w") as target:
            for name, entry in self._entries:
                if name in self.content or entry.is_dir():
                    target.writestr(copy.copy(entry), self.content.get(name, b""))
        return result.getvalue()


def _by_sheet(cells: Mapping[Cell, T]) -> dict[str, dict[Place, T]]:
    found: dict[str, dict[Place, T]] = {}
    for (name, place), value in cells.items():
        found.setdefault(name, {})[place] = value
    return found
