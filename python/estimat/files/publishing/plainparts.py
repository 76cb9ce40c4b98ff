"""Sheets and tables without the add-in: `ESTIMAT_*` becomes plain Excel, or a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ...core.book import Sheet, address
from ...core.errors import UnpublishableError
from ...core.plain import UnsayableError, calls_ours, needs_another_file, plain
from ...core.values import CellError
from ..meaning import Place
from ..reading import range_of
from ..writing.cellpatching import FormulaCell, formula_cells
from ..writing.patching import (
    Edit,
    Element,
    parsed,
    patched,
    saying,
    with_attributes,
    without,
)

_OF_CONCERN: Final = re.compile(rb"ESTIMAT_|\[[0-9]+\]|\.xl|&#|file:", re.IGNORECASE)
"""What a part must hold for a formula in it to be ours, or to need another file."""

_FORMULAS: Final = frozenset({"formula", "formula1", "formula2", "f"})
"""Of conditional formats, validations and sparklines; those of cells stand in cells."""

_CALLED: Final = {
    "conditionalFormatting": "Den betingede formateringen",
    "dataValidations": "Datavalideringen",
}


class PlainSheet(NamedTuple):
    """A sheet part, how many formulas were rewritten, and the cells that became values."""

    content: bytes
    rewritten: int
    as_values: tuple[Place, ...]


def plain_sheet(content: bytes, part: str, sheet: Sheet, *, live: bool) -> PlainSheet:
    """The part of a sheet without the add-in; with `live` every formula that can be stays one."""
    if live and not _OF_CONCERN.search(content):
        return PlainSheet(content, 0, ())
    root = parsed(content, part)
    cells = list(formula_cells(root))
    masters = {each.group: each.text for each in cells if each.group and each.text}
    frozen = {each.place for each in cells if not live}
    rewritten: dict[Place, str] = {}
    for cell in cells if live else ():
        text = masters.get(cell.group, "") if cell.group else cell.text or ""
        said = _said(text)
        # Plain Excel would compute "7" x 1450; what our functions refuse stays an error.
        if said is None or (calls_ours(text) and _has_error(sheet, cell)):
            frozen.add(cell.place)
        elif said != text:
            rewritten[cell.place] = said
    lost = {each.group for each in cells if each.group and each.text and each.place in frozen}
    frozen |= {each.place for each in cells if each.group in lost}
    edits: list[Edit] = []
    for cell in cells:
        if cell.place in frozen:
            edits += _as_value(content, sheet, cell)
        elif cell.place in rewritten and cell.text:
            edits.append(saying(cell.formula, rewritten[cell.place]))
    edits += _elsewhere(root, sheet)
    done = len(rewritten.keys() - frozen)
    return PlainSheet(patched(content, edits), done, tuple(sorted(frozen)))


def plain_table(content: bytes, part: str, *, live: bool) -> bytes:
    """The part of a table; a column's formula that can be no formula is gone."""
    if live and not _OF_CONCERN.search(content):
        return content
    edits = []
    for element in parsed(content, part).all():
        if element.name in ("calculatedColumnFormula", "totalsRowFormula"):
            said = _said(element.text) if live else None
            if said is None:
                edits.append(without(element))
            elif said != element.text:
                edits.append(saying(element, said))
    return patched(content, edits)


def _said(text: str) -> str | None:
    """The formula in plain Excel, None when it can be none."""
    try:
        said = plain(text)
    except UnsayableError:
        return None
    return None if needs_another_file(said) else said


def plain_or_refused(text: str, place: str) -> str:
    """The formula of something that can show no value instead; `place` is what it is called."""
    said = _said(text)
    if said is None:
        raise UnpublishableError(
            f"{place} bruker noe som bare finnes med Estimat eller i en annen fil, og kan ikke bli "
            "et tall i stedet. Ta det bort i kilden, og publiser på nytt."
        )
    return said


def _has_error(sheet: Sheet, cell: FormulaCell) -> bool:
    """Whether the formula shows an error, in any of its cells."""
    is_array = cell.formula.get("t") == "array"
    whole = range_of(cell.formula.get("ref") or "") if is_array else None
    if whole is None:
        return isinstance(sheet.values.get(cell.place), CellError)
    return any(
        isinstance(value, CellError) and whole.holds(*place)
        for place, value in sheet.values.items()
    )


def _as_value(content: bytes, sheet: Sheet, cell: FormulaCell) -> Iterator[Edit]:
    """Take the formula away and leave what it showed; text becomes a text of the cell's own."""
    stored = cell.element.child("v")
    if stored is None or cell.place not in sheet.values:
        refuse_without_result(sheet, cell.place)
        return
    yield without(cell.formula)
    kind = cell.element.get("t")
    if kind == "str":
        kind = "inlineStr"
        prefix = cell.element.prefix
        text = content[stored.inside : stored.inside_end].decode()
        inside = f'<{prefix}t xml:space="preserve">{text}</{prefix}t>'
        new = f"<{prefix}is>{inside}</{prefix}is>".encode()
        yield Edit(stored.start, stored.end, new)
    yield with_attributes(content, cell.element, t=kind, cm=None)


def refuse_without_result(sheet: Sheet, place: Place) -> None:
    """A formula without a stored result has nothing that a copy could be held against."""
    raise UnpublishableError(
        f"{sheet.name}!{address(*place)} har en formel uten lagret resultat. Åpne arbeidsboken i "
        "Excel, la den regne, lagre, og publiser på nytt."
    )


def _elsewhere(root: Element, sheet: Sheet) -> Iterator[Edit]:
    """The formulas of what is not cells: conditional formats, limits, small charts in cells."""
    for about in root.children:
        if about.name == "sheetData":
            continue
        for owner in about.all():
            where = owner.get("sqref") or about.get("sqref") or ""
            for element in owner.children:
                if element.name not in _FORMULAS or not element.text:
                    continue
                what = _CALLED.get(about.name, "Noe annet enn en celle")
                said = plain_or_refused(element.text, f"{what} på {sheet.name} {where}".strip())
                if said != element.text:
                    yield saying(element, said)
