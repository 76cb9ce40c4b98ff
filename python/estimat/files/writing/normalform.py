"""A workbook's package as Excel would spell it: the same workbook, for readers that know no other.

Programs spell one and the same thing in many ways: prefixes and ISO's namespaces, UTF-16, cells
that do not say where they stand, names of parts in other capitals. What is spelled as Excel does is
left byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ...core.book import address
from ..package import TYPES, Package, led_to, listing_of
from .patching import Edit, parsed, patched, rows_of, with_attributes

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PREFIXLESS: Final = frozenset({
    MAIN,
    "http://schemas.openxmlformats.org/package/2006/content-types",
    "http://schemas.openxmlformats.org/package/2006/relationships",
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
})  # fmt: skip
"""Namespaces whose elements Excel writes without a prefix."""

_ENCODING: Final = re.compile(rb"""^<\?xml[^>]*?\sencoding=["']([\w-]+)["'][^>]*\?>""")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_STRICT: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_HYPHENED: Final = {
    b"extendedProperties": b"extended-properties",
    b"customProperties": b"custom-properties",
}
_CONFORMANCE: Final = re.compile(rb"""\sconformance=["']strict["']""")
_ROOT: Final = re.compile(rb"<([A-Za-z_][\w.-]*:)?([\w.-]+)")

_NO_PLACE: Final = re.compile(
    rb"""<c(?=[\s>/])(?![^>]*\sr=["'][A-Z])|<row(?=[\s>/])(?![^>]*\sr=)"""
)
_SPACED: Final = re.compile(rb"<v>\s|\s</v>")
_TEXTS: Final = ("str", "inlineStr")
"""Kinds of cells whose spaces are part of what they say."""

_FORMULA: Final = re.compile(
    r"(<(?:f|calculatedColumnFormula|totalsRowFormula)(?:\s[^>]*)?(?<!/)>)([^<]*)"
)
_COLUMNS: Final = re.compile(r"([^\W\d][\w.]*)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]")
_COLUMN: Final = re.compile(r"(?<=\[)[^\[\]#@]+(?=\])")


def normal_parts(package: Package) -> dict[str, bytes]:
    """The parts by name, in the order of the package; raises UnreadableError."""
    parts = {
        name: _spelled(package.read(name), name)
        if name.endswith((".xml", ".rels")) or name.lower() == TYPES.lower()
        else package.read(name)
        for name in package.parts()
    }
    parts = _named_as_referred(parts)
    kinds = {name: _kind(content) for name, content in parts.items() if name.endswith(".xml")}
    tables = dict(_columns(parts[name], name) for name, kind in kinds.items() if kind == b"table")
    for name, kind in kinds.items():
        if kind == b"worksheet":
            parts[name] = _placed(parts[name], name)
        if kind in (b"worksheet", b"table"):
            parts[name] = _with_columns(parts[name], tables)
    return parts


def _spelled(content: bytes, part: str) -> bytes:
    """XML in UTF-8, with Excel's namespaces, and those without a prefix."""
    content = _in_utf_8(content)
    if b"purl.oclc.org/ooxml" in content:
        content = _CONFORMANCE.sub(b"", _STRICT.sub(_transitional, content))
    root = _ROOT.search(content)
    return _without_prefix(content, part) if root and root[1] else content


def _in_utf_8(content: bytes) -> bytes:
    found = _ENCODING.match(content)
    if content.startswith(_UTF_16):
        encoding = "utf-16"
    elif found and found[1].lower() not in (b"utf-8", b"us-ascii"):
        encoding = found[1].decode()
    else:
        return content
    try:
        text = content.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return content  # whoever parses it says what is wrong
    return _DECLARATION.sub('<?xml version="1.0" encoding="UTF-8"?>', text, count=1).encode()


def _transitional(strict: re.Match[bytes]) -> bytes:
    family, name = strict.groups()
    return b"http://schemas.openxmlformats.org/%s/2006/%s" % (family, _HYPHENED.get(name, name))


def _without_prefix(content: bytes, part: str) -> bytes:
    root = parsed(content, part)
    own = f"xmlns:{root.prefix[:-1]}"
    below = [each for each in root.all() if each is not root]
    elsewhere = any(name in each.attributes for each in below for name in (own, "xmlns"))
    if root.attributes.get(own) not in _PREFIXLESS or "xmlns" in root.attributes or elsewhere:
        return content
    size = len(root.prefix.encode())
    at = content.index(own.encode(), root.start)
    edits = [Edit(at, at + len(own.encode()), b"xmlns")]
    for element in [root, *below]:
        if element.prefix == root.prefix:
            edits.append(Edit(element.start + 1, element.start + 1 + size))
            if element.inside_end != element.end:
                edits.append(Edit(element.inside_end + 2, element.inside_end + 2 + size))
    return patched(content, edits)


def _named_as_referred(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts by the names that lead to them; capitals make no other name of one."""
    names = {name.lower(): name for name in parts}
    spelled = {TYPES.lower(): TYPES}
    waiting = [""]
    while waiting:
        part = waiting.pop()
        listing = listing_of(part)
        if listing.lower() not in names:
            continue
        spelled[listing.lower()] = listing
        stored = names[listing.lower()]
        for each in parsed(parts[stored], stored).children:
            target = led_to(part, each.get("Target") or "")
            inside = each.get("TargetMode") != "External" and target.lower() in names
            if inside and target.lower() not in spelled:
                spelled[target.lower()] = target
                waiting.append(target)
    named = {spelled.get(name.lower(), name): content for name, content in parts.items()}
    if TYPES in named:
        named[TYPES] = _with_names(named[TYPES], {name.lower(): name for name in named})
    return named


def _with_names(types: bytes, names: Mapping[str, str]) -> bytes:
    edits = []
    for each in parsed(types, TYPES).children:
        said = (each.get("PartName") or "").lstrip("/")
        name = names.get(said.lower(), said)
        if name != said:
            edits.append(with_attributes(types, each, PartName=f"/{name}"))
    return patched(types, edits)


def _kind(content: bytes) -> bytes:
    root = _ROOT.search(content)
    return root[2] if root and not root[1] else b""


def _placed(content: bytes, part: str) -> bytes:
    """Cells that say where they stand, in capitals, and numbers without spaces around them."""
    if not (_NO_PLACE.search(content) or _SPACED.search(content)):
        return content
    edits: list[Edit] = []
    for number, row, cells in rows_of(parsed(content, part)):
        if row.get("r") is None:
            edits.append(with_attributes(content, row, r=str(number)))
        for place, cell in cells:
            if address(*place) != cell.get("r"):
                edits.append(with_attributes(content, cell, r=address(*place)))
            value = cell.child("v")
            if value is not None and cell.get("t") not in _TEXTS:
                stored = content[value.inside : value.inside_end]
                if stored != stored.strip():
                    edits.append(Edit(value.inside, value.inside_end, stored.strip()))
    return patched(content, edits)


def _columns(content: bytes, part: str) -> tuple[str, dict[str, str]]:
    """A table's name in small letters, and its columns' names by the same in small letters."""
    root = parsed(content, part)
    names = (each.get("name") or "" for each in root.all() if each.name == "tableColumn")
    name = root.get("displayName") or root.get("name") or ""
    return name.lower(), {each.lower(): each for each in names}


def _with_columns(content: bytes, tables: Mapping[str, Mapping[str, str]]) -> bytes:
    """Formulas that name the columns of tables in the capitals that the tables have them."""
    if not tables or b"[" not in content:
        return content
    return _FORMULA.sub(
        lambda formula: formula[1] + _COLUMNS.sub(lambda said: _referred(said, tables), formula[2]),
        content.decode(),
    ).encode()


def _referred(said: re.Match[str], tables: Mapping[str, Mapping[str, str]]) -> str:
    columns = tables.get(said[1].lower(), {})
    inside = said[2]
    if "[" in inside:
        inside = _COLUMN.sub(lambda name: columns.get(name[0].lower(), name[0]), inside)
    return f"{said[1]}[{columns.get(inside.lower(), inside)}]"
