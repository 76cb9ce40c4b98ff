"""The cells of a sheet part, as text: two lanes to the same result.

Reading sheets is where the time goes. Sheets as Excel, LibreOffice and XlsxWriter write them are
cut up by one regular expression, and only if the pieces tile the sheet's data to the last
character, so that nothing can have been passed over. Any other sheet goes through the XML parser.
A test holds the two lanes together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, TypeAlias
from xml.etree.ElementTree import Element

from ..core.book import column_number
from .package import parse_xml

RawCell: TypeAlias = tuple[int, int, str, str, str | None, str, str | None]
"""A cell as the file has it: row and column from 1, style, type, formula, the group of a shared
formula, and the stored text. A plain tuple, for there are thousands of them in a workbook."""


class SheetData(NamedTuple):
    """A sheet part cut in two: its cells, and the rest of it as an element tree."""

    cells: Iterable[RawCell]
    hidden_rows: set[int]
    rest: Element


_ATTRIBUTES: Final = r'((?: (?:x14ac:|xml:)?\w+="[^"<>&\t\n]*")*)'
_TOKEN: Final = re.compile(
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="([a-z]+)")?'
    rf"(?:/>|>(?:<f{_ATTRIBUTES}(?:/>|>([^<]*)</f>))?(?:<v>([^<]*)</v>)?</c>)"
    rf'|<row r="([0-9]+)"{_ATTRIBUTES}(/?)>'
    r"|</row>"
)
_GROUPS: Final = 10
_ROWS: Final = re.compile(r"(?:\(c*\)|/)*")
_HIDDEN: Final = re.compile(r' hidden="(?:1|true)"')
_SHARED: Final = re.compile(r' si="([^"]*)"')
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")

_OTHER_ENCODING: Final = re.compile(
    r"""\s*<\?xml[^>]*\sencoding=["'](?!utf-8["'])""", re.IGNORECASE
)
_NOT_OURS_TO_UNDO: Final = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)")
_NOT_IN_XML: Final = bytes({*range(0x20)} - {*b"\t\n\r"})


def read_cells(content: bytes, part: str) -> SheetData:
    """Every cell of a sheet that holds a value or a formula, in the order of the file."""
    return _fast_lane(content, part) or _slow_lane(content, part)


def cut_out(content: bytes, opening: str, closing: str) -> tuple[str, str, str] | None:
    """What stands before, between and after two tags, when a regular expression may cut it up.

    None when an XML parser could see something else in it: another encoding, comments, character
    references, line ends it would change, or signs it would refuse.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    before, opened, rest = text.partition(opening)
    between, closed, after = rest.rpartition(closing)
    if (
        not opened
        or not closed
        or ("!" in text and "<!" in text)  # one sign is found much faster than two
        or any(sign in text for sign in ("]]>", "\ufffe", "\uffff"))
        or "\r" in between
        or _OTHER_ENCODING.match(before.lstrip("\ufeff"))
        or _NOT_OURS_TO_UNDO.search(between)
        or len(content.translate(None, _NOT_IN_XML)) < len(content)
    ):
        return None
    return before, between, after


def _fast_lane(content: bytes, part: str) -> SheetData | None:
    """Cut the sheet's data with a regular expression; None when it does not tile."""
    cut = cut_out(content, "<sheetData>", "</sheetData>")
    if cut is None:
        return None
    before, data, after = cut
    pieces = _TOKEN.split(data)
    if any(pieces[:: _GROUPS + 1]) or "<sheetData" in before:
        return None
    if "x14ac:" in data and "xmlns:x14ac=" not in before:
        return None
    columns = [pieces[group :: _GROUPS + 1] for group in range(1, _GROUPS + 1)]
    # One sign for each piece: cells stand in rows, and a row is closed before the next one.
    signs = [
        "c" if cell else ")" if row is None else end or "("
        for cell, row, end in zip(columns[0], columns[7], columns[9], strict=True)
    ]
    if not _ROWS.fullmatch("".join(signs)):
        return None
    hidden_rows = set()
    if ' hidden="' in data:
        hidden_rows = {
            int(row)
            for row, attributes in zip(columns[7], columns[8], strict=True)
            if attributes and _HIDDEN.search(attributes)
        }
    rest = parse_xml(f"{before}<sheetData/>{after}".encode(), part)
    return SheetData(_cut(columns), hidden_rows, rest)


def _cut(columns: list[list[str]]) -> Iterator[RawCell]:
    for letters, row, style, type_, about, formula, text in zip(*columns[:7], strict=True):
        if text is None and about is None:
            continue
        shared = ""
        if about and ' t="shared"' in about:
            match = _SHARED.search(about)
            shared = match[1] if match else ""
        if formula and "&" in formula:
            formula = unescape(formula)
        elif formula is None and about is not None:
            formula = ""
        if text and "&" in text:
            text = unescape(text)
        yield int(row), column_number(letters), style or "", type_ or "", formula, shared, text


def unescape(text: str) -> str:
    """Undo XML's five named entities."""
    if "&" not in text:
        return text
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


_ENTITIES: Final = (
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", '"'),
    ("&apos;", "'"),
    ("&amp;", "&"),
)


def _slow_lane(content: bytes, part: str) -> SheetData:
    """Read the sheet with the XML parser, whatever it looks like."""
    root = parse_xml(content, part)
    rows = [row for data in root.iterfind("{*}sheetData") for row in data]
    hidden_rows: set[int] = set()
    cells: list[RawCell] = []
    row = 0
    for element in rows:
        row = int(element.get("r") or row + 1)
        if element.get("hidden") in ("1", "true"):
            hidden_rows.add(row)
        column = 0
        for cell in element:
            match = _REFERENCE.fullmatch(cell.get("r") or "")
            column = column_number(match[1]) if match else column + 1
            formula, shared, text = _contents(cell)
            if text is not None or formula is not None:
                at = int(match[2]) if match else row
                style, kind = cell.get("s", ""), cell.get("t", "")
                cells.append((at, column, style, kind, formula, shared, text))
    return SheetData(cells, hidden_rows, root)


def _contents(cell: Element) -> tuple[str | None, str, str | None]:
    """The formula of a cell, the group of a shared one, and the stored text."""
    formula, shared, text = None, "", None
    for child in cell:
        kind = child.tag.rpartition("}")[2]
        if kind == "f":
            formula = child.text or ""
            shared = child.get("si", "") if child.get("t") == "shared" else ""
        elif kind == "v":
            text = child.text or ""
        elif kind == "is":
            text = plain_text(child)
    return formula, shared, text


def plain_text(element: Element) -> str:
    """The text of a string item: its runs together, without phonetic hints."""
    parts = []
    for child in element:
        kind = child.tag.rpartition("}")[2]
        if kind == "t":
            parts.append(child.text or "")
        elif kind == "r":
            parts.append(plain_text(child))
    return "".join(parts)
