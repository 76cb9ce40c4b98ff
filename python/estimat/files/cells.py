"""The cells of a sheet part, as text: two lanes to the same result.

Reading sheets is where the time goes. Sheets as Excel, LibreOffice and XlsxWriter write them are
cut up by one regular expression, and only if the pieces tile the sheet's data to the last
character, so that nothing can have been passed over. Any other sheet goes through the XML parser.
A test holds the two lanes together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress
from typing import Any, Final, NamedTuple
from xml.etree.ElementTree import Element

from ..core.book import LAST_COLUMN, LAST_ROW, column_number
from ..core.errors import UnreadableError
from .package import BROKEN, SUSPICIOUS, parse_xml


class Cells(NamedTuple):
    """The cells of a sheet in the order of the file, as columns, for there are thousands of them.

    Places are row and column, from 1. Of the others None is what a cell does not have: the number
    of its style, its type, the group of its shared formula, its formula, and its stored text.
    """

    places: Sequence[tuple[int, int]]
    styles: Sequence[str | None]
    kinds: Sequence[str | None]
    shared: Sequence[str | None]
    formulas: Sequence[str | None]
    texts: Sequence[str | None]


class SheetData(NamedTuple):
    """A sheet part cut in two: its cells, and what is asked of the rest as an element tree."""

    cells: Cells
    hidden_rows: set[int]
    rest: Element


_ATTRIBUTES: Final = r'((?: (?:x14ac:|xml:)?\w+="[^"<>&\t\n]*")*)'
# Cells beyond ZZ999999 are for the slow lane, which knows where a sheet ends.
_TOKEN: Final = re.compile(
    r'<c r="([A-Z]{1,2})([1-9][0-9]{0,5})"(?: s="([0-9]+)")?(?: t="([a-z]+)")?'
    rf"(?:/>|>(?:<f{_ATTRIBUTES}(?:/>|>([^<]*)</f>))?(?:<v>([^<]*)</v>)?</c>)"
    rf'|<row r="([0-9]+)"{_ATTRIBUTES}(/?)>'
    r"|</row>"
)
_GROUPS: Final = 10
_ROWS: Final = re.compile(r"(?:\(c*\)|/)*")
_HIDDEN: Final = re.compile(r' (?:hidden="(?:1|true)"|ht="0(?:\.0*)?")')
_SHARED: Final = re.compile(r' si="([^"]*)"')
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.IGNORECASE)
_EMPTY_ROW: Final = re.compile(rb"<row( [^<>]*)?(/>|>\s*(<c( [^<>]*)?/>\s*)*</row>)\s*")
_UNNUMBERED: Final = re.compile(rb'<row(?![^<>]* r=")[ />]')
_LARGE: Final = 2 * 2**20
"""Bytes of a sheet that may hold a million rows without anything in them."""

NOT_ASKED_FOR: Final = ("conditionalFormatting", "dataValidations", "hyperlinks")
"""What no check looks at, and there is much of: the rest of a sheet is read without it."""

_OTHER_ENCODING: Final = re.compile(
    r"""\s*<\?xml[^>]*\sencoding=["'](?!utf-8["'])""", re.IGNORECASE
)
_NOT_OURS_TO_UNDO: Final = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)")
_NOT_IN_XML: Final = bytes({*range(0x20)} - {*b"\t\n\r"})


def read_cells(content: bytes, part: str) -> SheetData:
    """Every cell of a sheet that holds a value or a formula, in the order of the file."""
    if len(content) > _LARGE and b"<![CDATA[" not in content and not _UNNUMBERED.search(content):
        content = _EMPTY_ROW.sub(b"", content)
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
    if any(pieces[:: _GROUPS + 1]) or "<sheetData" in before or "<?" in after:
        return None
    if "x14ac:" in data and "xmlns:x14ac=" not in before:
        return None
    columns = [pieces[group :: _GROUPS + 1] for group in range(1, _GROUPS + 1)]
    letters, row_numbers, row_attributes, row_ends = columns[0], *columns[7:]
    # One sign for each piece: cells stand in rows, and a row is closed before the next one.
    signs = [
        "c" if cell else ")" if row is None else end or "("
        for cell, row, end in zip(letters, row_numbers, row_ends, strict=True)
    ]
    if not _ROWS.fullmatch("".join(signs)):
        return None
    hidden_rows = set()
    if ' hidden="' in data or ' ht="0' in data:
        hidden_rows = {
            int(row)
            for row, attributes in zip(row_numbers, row_attributes, strict=True)
            if attributes and _HIDDEN.search(attributes)
        }
    for name in NOT_ASKED_FOR:
        after = _without(after, name)
    rest = f"{before}<sheetData/>{after}"
    cells = _cells([list(compress(column, letters)) for column in columns[:7]], data)
    return SheetData(cells, hidden_rows, parse_xml(rest.encode(), part))


def _without(text: str, name: str) -> str:
    """The XML without the elements of a name, as far as they are written plainly."""
    kept, position = [], 0
    opening, closing = f"<{name}", f"</{name}>"
    while (start := text.find(opening, position)) >= 0:
        end = text.find(closing, start)
        if end < 0 or text[start + len(opening)] not in " >":
            break
        kept.append(text[position:start])
        position = end + len(closing)
    return "".join(kept) + text[position:]


def _cells(columns: Sequence[Sequence[str]], data: str) -> Cells:
    """The cells, of the pieces that the expression cut out of the data, column by column."""
    letters, rows, styles, kinds, attributes, formulas, texts = columns
    shared: Sequence[str | None] = attributes
    if any(attributes) or "<f/>" in data:
        shared = [each and _shared_group(each) for each in attributes]
        formulas = [
            "" if formula is None and about is not None else formula
            for about, formula in zip(attributes, formulas, strict=True)
        ]
    if "&" in data:
        formulas = [each and unescape(each) for each in formulas]
        texts = [each and unescape(each) for each in texts]
    places = list(zip(map(int, rows), map(column_number, letters), strict=True))
    return Cells(places, styles, kinds, shared, formulas, texts)


def _shared_group(attributes: str) -> str:
    match = _SHARED.search(attributes) if ' t="shared"' in attributes else None
    return match[1] if match else ""


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
    hidden_rows: set[int] = set()
    found: list[tuple[Any, ...]] = []
    row = 0
    for element in [row for data in root.iterfind("{*}sheetData") for row in data]:
        row = int(element.get("r") or row + 1)
        if element.get("hidden") in ("1", "true") or _is_flat(element):
            hidden_rows.add(row)
        column = 0
        for cell in element:
            reference = cell.get("r", "")
            match = _REFERENCE.fullmatch(reference)
            if reference and not match:
                raise UnreadableError(BROKEN, f"delen {part} har en celle som heter «{reference}»")
            column = column_number(match[1].upper()) if match else column + 1
            at = int(match[2]) if match else row
            if at > LAST_ROW or column > LAST_COLUMN:
                raise UnreadableError(SUSPICIOUS, f"delen {part} har celler utenfor Excels ark")
            found.append(((at, column), cell.get("s"), cell.get("t"), *_contents(cell)))
    cells = Cells(*zip(*found, strict=True)) if found else Cells((), (), (), (), (), ())
    return SheetData(cells, hidden_rows, root)


def _is_flat(row: Element) -> bool:
    return (row.get("ht") or "1").rstrip("0") in ("", "0.", ".")


def _contents(cell: Element) -> tuple[str | None, str | None, str | None]:
    """The group of a shared formula, the formula of a cell, and the stored text."""
    shared, formula, text = None, None, None
    for child in cell:
        kind = child.tag.rpartition("}")[2]
        if kind == "f":
            formula = child.text or ""
            shared = child.get("si", "") if child.get("t") == "shared" else ""
        elif kind == "v":
            text = child.text or ""
        elif kind == "is":
            text = plain_text(child)
    return shared, formula, text


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
