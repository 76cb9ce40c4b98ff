"""One more sheet in a package: its part, and what leads to it, every other byte as it was."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from ...core.errors import UnreadableError
from ..package import BROKEN, TYPES, led_to, listing_of
from .patching import Edit, Element, ending_with, parsed, patched

SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
LINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BEFORE_NAMES: Final = frozenset({"sheets", "functionGroups", "externalReferences"})


class Listed(NamedTuple):
    """The workbook's part in a package: its name, its root, and the kind and target of each id.

    `kinds` are whole addresses: in ISO's spelling of a workbook they are others than Excel's.
    """

    part: str
    root: Element
    kinds: Mapping[str, str]
    targets: Mapping[str, str]

    @property
    def sheets(self) -> Element:
        found = self.root.child("sheets")
        if found is None or not found.children:
            raise UnreadableError(BROKEN, f"delen {self.part} har ingen ark")
        return found

    def of_kind(self, kind: str) -> list[str]:
        """The parts that the workbook leads to by this kind."""
        ids = (id_ for id_, whole in self.kinds.items() if whole.rpartition("/")[2] == kind)
        return [self.targets[id_] for id_ in ids]

    def part_of(self, sheet: Element) -> str:
        """The part that holds a sheet."""
        return self.targets.get(sheet.get("id") or "", "")


def stored(parts: Iterable[str], name: str) -> str:
    """A part's name as the package spells it: capitals make no other name."""
    wanted = name.lower()
    return next((each for each in parts if each.lower() == wanted), name)


def listed(parts: Mapping[str, bytes]) -> Listed:
    """The workbook of a package; raises UnreadableError."""
    kinds, targets = _links(parts, "")
    whole = [id_ for id_, kind in kinds.items() if kind.endswith("/officeDocument")]
    part = stored(parts, targets[whole[0]]) if whole else ""
    if part not in parts:
        raise UnreadableError(BROKEN, "delen med arbeidsboken mangler")
    return Listed(part, parsed(parts[part], part), *_links(parts, part))


def _links(parts: Mapping[str, bytes], part: str) -> tuple[dict[str, str], dict[str, str]]:
    listing = stored(parts, listing_of(part))
    if listing not in parts:
        return {}, {}
    links = [
        (each.get("Id") or "", each.get("Type") or "", each.get("Target") or "")
        for each in parsed(parts[listing], listing).children
        if each.get("TargetMode") != "External"
    ]
    return (
        {id_: kind for id_, kind, _ in links},
        {id_: stored(parts, led_to(part, target)) for id_, _, target in links},
    )


def add_part(parts: dict[str, bytes], book: str, content: bytes, wanted: str, link: str) -> str:
    """Add the part of a sheet, and what leads from the workbook to it; gives the link's id.

    `link` is the address of the kind of relationship. In `parts` only the list of links and the
    list of types are others afterwards.
    """
    folder = posixpath.join(posixpath.dirname(book), "worksheets")
    names = {each.lower() for each in parts}
    part = next(
        name
        for number in _numbers()
        if (name := posixpath.join(folder, f"{wanted.lower()}{number}.xml")).lower() not in names
    )
    listing, types = stored(parts, listing_of(book)), stored(parts, TYPES)
    taken = {each.get("Id") for each in parsed(parts[listing], listing).children}
    id_ = next(name for number in _numbers() if (name := f"{wanted}{number}") not in taken)
    for where, what in (
        (listing, f'Relationship Id="{id_}" Type="{link}" Target="/{part}"'),
        (types, f'Override PartName="/{part}" ContentType="{SHEET_TYPE}"'),
    ):
        root = parsed(parts[where], where)
        parts[where] = patched(parts[where], [ending_with(root, f"<{root.prefix}{what}/>")])
    parts[part] = content
    return id_


def _numbers() -> Iterable[str]:
    yield ""
    yield from map(str, count(2))


def in_sheets(sheets: Element, name: str, id_: str, link: str = LINK) -> Edit:
    """List one more sheet, the last; `link` is the namespace that its id is of."""
    number = 1 + max(int(each.get("sheetId") or 0) for each in sheets.children)
    first = sheets.children[0].attributes
    prefix = next((each.rpartition(":")[0] for each in first if each.endswith(":id")), "r")
    return ending_with(
        sheets,
        f'<{sheets.prefix}sheet name={quoteattr(name)} sheetId="{number}" '
        f'xmlns:{prefix}="{link}" {prefix}:id="{id_}"/>',
    )


def in_names(root: Element, names: Iterable[tuple[str, str]]) -> Edit:
    """Give names: each with its attributes as XML, and what it says."""
    sheets = root.child("sheets")
    prefix = sheets.prefix if sheets else root.prefix
    tag = f"{prefix}definedName"
    said = "".join(f"<{tag} {about}>{escape(text)}</{tag}>" for about, text in names)
    there = root.child("definedNames")
    whole = f"<{prefix}definedNames>{said}</{prefix}definedNames>".encode()
    if there is None:
        # After the list of sheets, functionGroups and externalReferences (ECMA-376 18.2.27).
        after = [each for each in root.children if each.name in _BEFORE_NAMES][-1]
        return Edit(after.end, after.end, whole)
    if there.inside == there.end:  # an element that holds nothing
        return Edit(there.start, there.end, whole)
    return ending_with(there, said)
