"""Single cells of a sheet part changed, and every other byte of it left as it was."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from ...core.book import Range, address
from ...core.errors import UnreadableError
from ...core.values import CellError, Value
from ..meaning import Place
from ..package import BROKEN
from ..reading import range_of
from .patching import Edit, Element, parsed, patched, rows_of, with_attributes, without
from .textsheet import NO_CHARACTER, cut

_LONGEST: Final = 32_767
_SAYING: Final = frozenset({"f", "v", "is"})
"""The elements that say what a cell holds."""

_UNSAYABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
"""Signs that XML cannot hold, or that would be read as one that it cannot."""

_FILLS_MORE: Final = ("array", "dataTable")


class FormulaCell(NamedTuple):
    """A cell with a formula; `text` is None when a shared formula stands in another cell."""

    place: Place
    element: Element
    formula: Element
    group: str
    text: str | None

    @property
    def fills(self) -> Range | None:
        """The cells that the formula fills, when it is one that may fill several."""
        if self.formula.get("t") in _FILLS_MORE:
            return range_of(self.formula.get("ref") or "")
        return None


def formula_cells(root: Element) -> Iterator[FormulaCell]:
    """The cells of a sheet that hold a formula."""
    for place, element in chain.from_iterable(cells for _, _, cells in rows_of(root)):
        formula = element.child("f")
        if formula is not None:
            group = (formula.get("si") or "") if formula.get("t") == "shared" else ""
            text = formula.text if formula.text or not group else None
            yield FormulaCell(place, element, formula, group, text)


def with_results(content: bytes, part: str, results: Mapping[Place, Value]) -> bytes:
    """The part of a sheet with other results of its formulas; None leaves what stands there."""
    edits: list[Edit] = []
    for cell in formula_cells(parsed(content, part)):
        value = results.get(cell.place)
        if value is None:
            continue
        kind, said = _stored(value)
        edits.append(with_attributes(content, cell.element, t=kind))
        edits += [without(each) for each in cell.element.children if each.name in ("v", "is")]
        tag = f"{cell.element.prefix}v"
        at = cell.formula.end
        edits.append(Edit(at, at, f"<{tag}>{escape(said)}</{tag}>".encode()))
    return patched(content, edits)


def without_results(content: bytes, part: str, places: Collection[Place]) -> bytes:
    """The part of a sheet in which these cells show nothing until somebody computes them.

    What a formula fills beside its own cell goes with it.
    """
    root = parsed(content, part)
    lost = {*places}
    for cell in formula_cells(root):
        if cell.place in lost and (filled := cell.fills):
            lost |= {
                place for _, _, cells in rows_of(root) for place, _ in cells if filled.holds(*place)
            }
    edits = []
    for place, element in chain.from_iterable(cells for _, _, cells in rows_of(root)):
        if place in lost:
            edits.append(with_attributes(content, element, t=None))
            edits += [without(each) for each in element.children if each.name in ("v", "is")]
    return patched(content, edits)


def with_values(content: bytes, part: str, values: Mapping[Place, float | str | None]) -> bytes:
    """The part of a sheet with other contents of these cells, which keep their looks.

    A formula goes; a cell that is not there is put where it belongs. None leaves a cell empty.
    """
    root = parsed(content, part)
    data = next((each for each in root.all() if each.name == "sheetData"), None)
    if data is None:
        raise UnreadableError(BROKEN, f"delen {part} har ingen celler")
    rows = {number: (row, cells) for number, row, cells in rows_of(root)}
    edits: list[Edit] = []
    missing: dict[int, list[bytes]] = {}
    for place, value in sorted(values.items()):
        row, cells = rows.get(place[0], (None, []))
        stands = next((element for at, element in cells if at == place), None)
        if stands is not None:
            edits += _put(content, stands, value)
        elif value is None or value == "":
            continue
        elif row is None:
            missing.setdefault(place[0], []).append(_new(place, value, data.prefix))
        else:
            after = [element for at, element in cells if at[1] > place[1]]
            edits += _among(content, row, after, _new(place, value, row.prefix))
    for number, new in missing.items():
        below = [row for at, (row, _) in sorted(rows.items()) if at > number]
        tag = f"{data.prefix}row"
        whole = f'<{tag} r="{number}">'.encode() + b"".join(new) + f"</{tag}>".encode()
        edits += _among(content, data, below, whole)
    return patched(content, _joined(edits))


def taller(content: bytes, part: str, heights: Mapping[int, float]) -> bytes:
    """The part of a sheet with rows that are at least so high; a program may never measure them."""
    edits = []
    for number, row, _ in rows_of(parsed(content, part)):
        height = heights.get(number)
        if height is not None and float(row.get("ht") or 0) < height:
            edits.append(with_attributes(content, row, ht=f"{height:g}"))
    return patched(content, edits)


def unwritable(content: bytes, part: str, places: Iterable[Place]) -> Place | None:
    """The first cell that cannot be written in alone: its formula is of other cells too."""
    wanted = {*places}
    for cell in formula_cells(parsed(content, part)):
        filled = cell.fills
        if filled and any(filled.holds(*place) for place in wanted):
            return next(place for place in sorted(wanted) if filled.holds(*place))
        if cell.place in wanted and cell.group and cell.text is not None:
            return cell.place
    return None


def _put(content: bytes, cell: Element, value: float | str | None) -> Iterator[Edit]:
    """Another content of a cell, in the place of what says what it holds."""
    kind, inside = _said(value, cell.prefix)
    start = with_attributes(content, cell, t=kind, cm=None, vm=None)
    if cell.inside == cell.end:  # <c r="B5" s="3"/>
        if inside:
            tag = start.new.removesuffix(b"/>") + b">"
            start = start._replace(new=tag + inside + f"</{cell.tag}>".encode())
        yield start
        return
    yield start._replace(new=start.new + inside)
    yield from (without(each) for each in cell.children if each.name in _SAYING)


def _new(place: Place, value: float | str, prefix: str) -> bytes:
    kind, inside = _said(value, prefix)
    of_kind = f' t="{kind}"' if kind else ""
    start = f'<{prefix}c r="{address(*place)}"{of_kind}>'.encode()
    return start + inside + f"</{prefix}c>".encode()


def _said(value: float | str | None, prefix: str) -> tuple[str | None, bytes]:
    """The kind of a cell, and the elements that say what it holds."""
    if value is None or value == "":
        return None, b""
    if isinstance(value, str):
        text = _UNSAYABLE.sub(_escaped, cut(NO_CHARACTER.sub("\ufffd", value), _LONGEST))
        said = f'<{prefix}t xml:space="preserve">{escape(text)}</{prefix}t>'
        return "inlineStr", f"<{prefix}is>{said}</{prefix}is>".encode()
    if not math.isfinite(value):
        raise ValueError(value)
    return None, f"<{prefix}v>{_number(value)}</{prefix}v>".encode()


def _escaped(sign: re.Match[str]) -> str:
    return f"_x{ord(sign[0]):04X}_"


def _among(content: bytes, parent: Element, after: Sequence[Element], new: bytes) -> list[Edit]:
    """Put something before the first of the children that come after it, or last."""
    if after:
        return [Edit(after[0].start, after[0].start, new)]
    if parent.inside == parent.end:  # <row r="5"/>
        tag = content[parent.start : parent.inside].removesuffix(b"/>").rstrip() + b">"
        return [Edit(parent.start, parent.inside, tag + new + f"</{parent.tag}>".encode())]
    return [Edit(parent.inside_end, parent.inside_end, new)]


def _joined(edits: Iterable[Edit]) -> list[Edit]:
    """Edits that put something in the same place, in their order, as one."""
    joined: dict[tuple[int, int], Edit] = {}
    for edit in edits:
        key = edit[:2]
        if key not in joined:
            joined[key] = edit
        elif edit.start == edit.end:
            joined[key] = edit._replace(new=joined[key].new + edit.new)
        else:  # the same empty element, opened twice
            before = joined[key].new
            at = before.rindex(b"</")
            inside = edit.new[edit.new.index(b">") + 1 :]
            joined[key] = edit._replace(new=before[:at] + inside)
    return [*joined.values()]


def _number(value: float) -> str:
    return f"{value:.17g}"


def _stored(value: Value) -> tuple[str | None, str]:
    """The kind of a cell with a result, and the result as the file holds it."""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, float):
        return None, _number(value)
    if isinstance(value, CellError):
        return "e", value.code
    return "str", _UNSAYABLE.sub(_escaped, str(value))
