"""The proof that a part with new rates is the one that was out, but for the rates."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ...core import layout
from ...core.book import Book
from ...core.errors import UnwritableError
from ...core.flaws import said
from ...core.interpret import counts_on_formulas, interpret
from ...core.precedents import Cell
from ..meaning import Place
from ..package import TYPES, listing_of
from ..reading import read_book
from ..writing.patching import parsed, patched, rows_of, with_attributes, without
from .partfile import PartFile
from .preparing import Prepared, Task, called
from .sums import kroner_of

_OTHERWISE: Final = "den nye fila ble ikke lik den gamle, bortsett fra satsene: {}"
_HALF_AN_ORE: Final = 0.005


def prove(task: Task, prepared: Prepared, made: Path) -> None:
    """Raise UnwritableError unless a part says what it did, and assumes what it is to."""
    before, after = PartFile(task.path), PartFile(made)
    was, _ = read_book(task.path, task.name)
    now, _ = read_book(made, task.name)
    why = (
        _of_parts(before, after, prepared)
        or _of_cells(was, now, prepared, before)
        or _of_meaning(task, prepared, now)
    )
    if why:
        raise UnwritableError(_OTHERWISE.format(why))


def _of_parts(before: PartFile, after: PartFile, prepared: Prepared) -> str:
    """The first part of the package that is another, but for the cells that are to be."""
    changed = _changed(prepared, before)
    chain_gone = before.content.keys() - after.content.keys()
    if any("calcchain" not in name.lower() for name in chain_gone):
        return "noe er borte"
    if after.content.keys() - before.content.keys():
        return "noe er kommet til"
    listings = {TYPES.lower(), listing_of(before.workbook).lower()} if chain_gone else set()
    names = {part: name for name, part in before.sheets.items()}
    for part, content in after.content.items():
        old = before.content[part]
        if content == old or part.lower() in listings:
            continue
        if part in names:
            places = {place for name, place in changed if name == names[part]}
            sides = [_without_cells(each, part, places) for each in (old, content)]
        elif part == before.workbook and prepared.lost:
            sides = [_without_calculation(each, part) for each in (old, content)]
        else:
            return part
        if sides[0] != sides[1]:
            return part
    return ""


def _of_cells(was: Book, now: Book, prepared: Prepared, before: PartFile) -> str:
    """The first cell that says something else than it is to."""
    changed = _changed(prepared, before)
    written, results = dict(prepared.cells), dict(prepared.results)
    if [sheet.name for sheet in was.sheets] != [sheet.name for sheet in now.sheets]:
        return "arkene"
    if was.names != now.names:
        return "navnene"
    for old, new in zip(was.sheets, now.sheets, strict=True):
        for place in {*old.values, *new.values, *old.formulas, *new.formulas}:
            cell = (old.name, place)
            formula = None if cell in written else old.formulas.get(place)
            wanted = old.values.get(place)
            if cell in written:
                wanted = new.values.get(place)
                if said(wanted) != written[cell]:
                    return called(cell)
            elif cell in results:
                wanted = results[cell]
            elif cell in changed:
                wanted = None
            if new.formulas.get(place) != formula or repr(new.values.get(place)) != repr(wanted):
                return called(cell)
    return ""


def _of_meaning(task: Task, prepared: Prepared, now: Book) -> str:
    """What the part assumes and comes to that is not what it is to."""
    estimate = interpret(now)
    if now.distrusted and counts_on_formulas(estimate):
        now.forget_results()
        estimate = interpret(now)
    for position, field in enumerate(layout.ASSUMPTIONS):
        value = estimate.assumptions[position]
        here = field.name in estimate.assumption_cells
        if here and (None if value == "" else value) != task.rates.said(field):
            return field.label
    if kroner_of(estimate) not in (prepared.after, None):
        return layout.SENT_SUM.label
    computed = dict(prepared.results)
    for area in estimate.areas:
        cost, whole = (area.columns.get(each.header, 0) for each in (layout.COST, layout.SUM))
        for activity in area.activities:
            own, shown = ((area.sheet.name, (activity.row, at)) for at in (cost, whole))
            kroner = computed.get(shown)
            if own not in computed or activity.flaws or not isinstance(kroner, float):
                continue
            if abs(kroner - float(activity.cost.kroner)) > _HALF_AN_ORE:
                return called(shown)
    return ""


def _changed(prepared: Prepared, before: PartFile) -> set[Cell]:
    """The cells that are to say something else, or nothing."""
    lost = {*prepared.lost}
    filled = before.filled()
    gone = {
        (name, (row, column))
        for (name, place), range_ in filled.items()
        if (name, place) in lost
        for row in range(range_.top, range_.bottom + 1)
        for column in range(range_.left, range_.right + 1)
    }
    return lost | gone | {*dict(prepared.cells), *dict(prepared.results)}


def _without_cells(content: bytes, part: str, places: set[Place]) -> bytes:
    """A sheet without some cells, how high their rows are, and rows that have no others."""
    edits = []
    for _, row, cells in rows_of(parsed(content, part)):
        ours = [element for place, element in cells if place in places]
        if not cells or (ours and len(ours) == len(row.children)):
            edits.append(without(row))
        elif ours:
            edits += [*map(without, ours), with_attributes(content, row, ht=None)]
    return patched(content, edits)


def _without_calculation(content: bytes, part: str) -> bytes:
    """A workbook's list of sheets without what it says of computing."""
    found = parsed(content, part).child("calcPr")
    return patched(content, [without(found)] if found else [])
