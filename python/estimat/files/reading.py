"""A workbook file as a `Book`: every cell that says something, and the structure checks ask for."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from ..core import layout
from ..core.book import LAST_COLUMN, LAST_ROW, VISIBLE, Book, Range, Sheet, Table, column_number
from ..core.errors import UnreadableError
from ..core.findings import error
from ..core.formats import may_mislead
from .cells import cut_out, plain_text, read_cells, unescape
from .meaning import formats_of, formulas_of, unescaped, values_of
from .package import BROKEN, SUSPICIOUS, Package, Relationship, parse_xml

TOO_MUCH = error(
    "FIL-07", "Fila lot seg ikke lese",
    "Lesingen av fila ble avbrutt: {found}.",
    "Åpne fila, slett tomme rader og kolonner med format, og lagre på nytt; hjelper ikke det, meld "
    "fra til dem som vedlikeholder Estimat.",
    to_area=None,
)  # fmt: skip

_RELATIONSHIP_ID: Final = re.compile(r"\{.*/relationships\}id")
_NAMED_CELLS: Final = re.compile(r"=?(?:'((?:[^']|'')+)'|([^'!]+))!(.*)")
_CELLS: Final = re.compile(
    r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?", re.IGNORECASE
)
_LEADS_ON: Final = ("{*}drawing", "{*}legacyDrawing", "{*}hyperlinks")
_FILTER: Final = "{*}autoFilter/{*}filterColumn/*"
"""A criterion; a column without one only has its button hidden."""
_PLAIN_STRINGS: Final = re.compile(r"<si><t(?: xml:space=\"preserve\")?>([^<]*)</t></si>")

INCOHERENT: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError,
    ValueError, LookupError, OverflowError, RuntimeError,
)  # fmt: skip
"""What a package that contradicts itself makes Python raise."""

_LONGEST_SHEET_NAME: Final = 255
"""Excel takes 31; a name stands in every finding and every link."""

# Built-in number formats that show a date or a clock time (ECMA-376 part 1, 18.8.30).
_DATE_FORMATS: Final = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENT_FORMATS: Final = {9: "0%", 10: "0.00%"}
_CLOCKS: Final = {20: "h:mm", 21: "h:mm:ss"}
"""Those of them that show a time of the day and nothing else."""
_HOURS_FORMAT: Final = 46
"""[h]:mm:ss, the only one of them that goes past a day."""


def read_book(path: Path, name: str, *, without: Collection[str] = ()) -> tuple[Book, str]:
    """Read a workbook; `name` is what findings call it. Also gives the SHA-256 of what was read.

    Of sheets `without` interest, by their names, only the title is read, where it is that name.
    Raises UnreadableError, and nothing else, for whatever is wrong with the file.
    """
    try:
        package = Package(path)
        return _book(package, name, without), package.sha256
    except (MemoryError, RecursionError) as problem:
        raise UnreadableError(TOO_MUCH, "den krever for mye minne") from problem
    except INCOHERENT as problem:
        raise UnreadableError(BROKEN, "delene i den henger ikke sammen") from problem


def _book(package: Package, name: str, without: Collection[str]) -> Book:
    part, root = package.workbook()
    relationships = package.relationships(part)
    by_kind = {each.kind: each.target for each in relationships.values()}
    strings = _shared_strings(package, by_kind.get("sharedStrings"))
    styles = by_kind.get("styles", "")
    looks = _looks(package.read(styles), styles) if styles else _Looks({}, frozenset())
    sheets: list[Sheet] = []
    for element in root.iterfind("{*}sheets/{*}sheet"):
        sheet = Sheet(element.get("name", ""), element.get("state", VISIBLE))
        if len(sheet.name) > _LONGEST_SHEET_NAME:
            raise UnreadableError(SUSPICIOUS, f"et ark har et navn på {len(sheet.name)} tegn")
        sheets.append(sheet)
        link = relationships.get(_relationship_id(element))
        if link is None:
            raise UnreadableError(BROKEN, f"arket {sheet.name} mangler")
        if link.kind == "worksheet":
            content = package.read(link.target)
            if sheet.name in without and _is_called(sheet.name, content, strings):
                sheet.values[1, 1] = sheet.name
            else:
                _fill(sheet, _Part(package, link.target, content), strings, looks)
        else:  # such as one with a chart only
            sheet.attached = (link.kind,)
    book = Book(
        name,
        sheets,
        external_links=tuple(_linked_files(package, root, relationships)),
        date_1904=any(
            element.get("date1904") in ("1", "true") for element in root.iterfind("{*}workbookPr")
        ),
    )
    book.saved = _saved(package)
    book.distrusted = any(map(_says_stale, root.iterfind("{*}calcPr")))
    _name_cells(book, root.iterfind("{*}definedNames/{*}definedName"))
    return book


def _saved(package: Package) -> str:
    """When, in UTC; some programs write the time of where they are, and how far off that is."""
    try:
        root = package.xml(_CORE) if _CORE in package else None
    except UnreadableError:  # whatever it says there, no number hangs on it
        return ""
    text = (root.findtext(_MODIFIED) or "").strip() if root is not None else ""
    found = _SAVED.match(text)
    if found is None:
        return ""
    said, zone = found[1], found[2] or "+00:00"
    try:
        return f"{datetime.fromisoformat(said + zone).astimezone(timezone.utc):%Y-%m-%dT%H:%M:%S}"
    except (ValueError, OverflowError):  # no time at all is later than any
        return ""


_CORE: Final = "docProps/core.xml"
_MODIFIED: Final = "{http://purl.org/dc/terms/}modified"
_SAVED: Final = re.compile(r"([0-9-]{10}T[0-9:]{8})(?:\.[0-9]+)?([+-][0-9]{2}:[0-9]{2})?")


def _is_called(title: str, content: bytes, strings: Mapping[str, str]) -> bool:
    """Whether a sheet without tables says so itself, where that can be seen without reading it."""
    found = _FIRST_CELLS.search(content, 0, _FAR_ENOUGH)
    said = found and [strings.get(each.decode()) for each in found.groups()]
    return said == [title, layout.STEPS] and b"<tablePart" not in content


_FIRST_CELLS: Final = re.compile(
    rb'<c r="A1"(?: s="\d+")? t="s"><v>(\d+)</v></c>.{0,500}?'
    rb'<c r="A2"(?: s="\d+")? t="s"><v>(\d+)</v></c>',
    re.DOTALL,
)
_FAR_ENOUGH: Final = 10_000


def _linked_files(
    package: Package, root: Element, links: Mapping[str, Relationship]
) -> Iterator[str]:
    """The files that a workbook takes from, in the order in which its formulas count them."""
    counted = dict.fromkeys(map(_relationship_id, root.iterfind("{*}externalReferences/*")))
    for id_ in dict.fromkeys((*counted, *links)):
        link = links.get(id_)
        if link and link.kind == "externalLink":
            paths = package.relationships(link.target).values()
            yield next((unquote(each.target) for each in paths), "")
        elif id_ in counted:
            yield ""


def _says_stale(calculation: Element) -> bool:
    """Whether a workbook says of itself that its results may be older than its numbers.

    Programs that write formulas without computing them say so, and store 0.
    """
    return (
        calculation.get("fullCalcOnLoad") in ("1", "true")
        or calculation.get("calcCompleted") in ("0", "false")
        or calculation.get("calcMode") == "manual"
    )


class _Part(NamedTuple):
    """A part that has been read, which can be done once."""

    package: Package
    name: str
    content: bytes


def _fill(
    sheet: Sheet,
    source: _Part,
    strings: Mapping[str, str],
    looks: _Looks,
) -> None:
    package, part, content = source
    data = read_cells(content, part)
    sheet.formulas = formulas_of(data.cells)
    sheet.values = values_of(data.cells, strings)
    sheet.formats = formats_of(data.cells, sheet.values, looks.formats)
    if looks.struck:
        shown = zip(data.cells.places, data.cells.styles, strict=True)
        sheet.struck = {place for place, style in shown if style in looks.struck}
    sheet.hidden_rows = data.hidden_rows
    rest = data.rest
    spans = [
        (int(column.get("min", "1")), int(column.get("max", "1")))
        for column in rest.iterfind("{*}cols/{*}col")
        if column.get("hidden") in ("1", "true") or _is_zero(column.get("width"))
    ]
    done = 0
    for first, last in sorted(spans):  # each column once, however often they overlap
        last = min(last, LAST_COLUMN)
        sheet.hidden_columns.update(range(max(first, done + 1), last + 1))
        done = max(done, last)
    for merged in rest.iterfind("{*}mergeCells/{*}mergeCell"):
        sheet.merged.append(cells_in(merged.get("ref", "")))
    sheet.filtered = rest.find(_FILTER) is not None
    sheet.breaks = tuple(
        int(each.get("id", "0")) for each in rest.iterfind("{*}rowBreaks/{*}brk")
        if each.get("man") in ("1", "true")
    )  # fmt: skip
    references = list(rest.iterfind("{*}tableParts/{*}tablePart"))
    leads_on = references or any(rest.find(kind) is not None for kind in _LEADS_ON)
    relationships = package.relationships(part) if leads_on else {}
    sheet.attached = tuple(link.kind for link in relationships.values())
    for reference in references:
        link = relationships[_relationship_id(reference)]
        sheet.tables.append(_table(package.xml(link.target)))


def _table(root: Element) -> Table:
    headers = tuple(
        unescaped(column.get("name", ""))
        for column in root.iterfind("{*}tableColumns/{*}tableColumn")
    )
    area = cells_in(root.get("ref", ""))
    if root.get("headerRowCount", "1") == "0":
        # The header row is switched off: it stands, empty, above what the table says is its own.
        area = area._replace(top=area.top - 1)
    return Table(
        root.get("displayName", ""),
        area,
        headers,
        has_totals=root.get("totalsRowCount", "0") != "0",
        filtered=root.find(_FILTER) is not None,
    )


def _shared_strings(package: Package, part: str | None) -> Mapping[str, str]:
    """The shared strings by their number, as cells give it."""
    texts = _texts(package.read(part), part) if part and part in package else []
    return {str(number): text for number, text in enumerate(texts)}


def _texts(content: bytes, part: str) -> list[str]:
    cut = cut_out(content, "<si>", "</sst>")
    if cut:
        # Plain strings only, and nothing around them: cut up, as the cells are.
        before, items, after = cut
        pieces = _PLAIN_STRINGS.split("<si>" + items)
        if before.count("<") <= 2 and not any(pieces[::2]) and not after.strip():
            parse_xml(f"{before}</sst>{after}".encode(), part)  # what is around them is sound
            return [unescaped(unescape(piece)) for piece in pieces[1::2]]
    items_in_full = parse_xml(content, part).iterfind("{*}si")
    return [unescaped(plain_text(item)) for item in items_in_full]


class _Looks(NamedTuple):
    """The formats that may show another number than a cell holds, by style as cells give it.

    `struck` are the styles with a line through what the cell says.
    """

    formats: Mapping[str | None, str]
    struck: frozenset[str | None]


@lru_cache(maxsize=4)  # workbooks from one template have the same styles
def _looks(content: bytes, part: str) -> _Looks:
    root = parse_xml(content, part)
    formats = dict.fromkeys(_DATE_FORMATS, "yyyy") | _PERCENT_FORMATS
    formats |= _CLOCKS
    formats[_HOURS_FORMAT] = "[h]:mm:ss"
    for each in root.iterfind("{*}numFmts/{*}numFmt"):
        code = each.get("formatCode", "")
        number = int(each.get("numFmtId", "0"))
        if may_mislead(code):
            formats[number] = code
        else:
            formats.pop(number, None)
    fonts = [_is_struck(font) for font in root.iterfind("{*}fonts/{*}font")]
    by_style: dict[str | None, str] = {}
    struck: set[str | None] = set()
    for position, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        said = (str(position), None) if position == 0 else (str(position),)
        number, font = int(style.get("numFmtId", "0")), int(style.get("fontId", "0"))
        if number in formats:  # a cell without a style has the first
            by_style.update(dict.fromkeys(said, formats[number]))
        if any(fonts[font : font + 1]):
            struck.update(said)
    return _Looks(by_style, frozenset(struck))


def _is_struck(font: Element) -> bool:
    line = font.find("{*}strike")
    return line is not None and line.get("val", "1") not in ("0", "false")


def _name_cells(book: Book, elements: Iterable[Element]) -> None:
    # The names of the whole book first: one of a sheet may say the same.
    for element in sorted(elements, key=lambda each: each.get("localSheetId") is not None):
        name = element.get("name", "")
        said = (element.text or "").strip()
        found = named_cells(said)
        owner = element.get("localSheetId")
        sheet = book.sheets[int(owner)] if owner is not None else None
        if found and sheet is None:
            book.names[name] = found
        elif found and sheet and sheet.name == found[0]:
            sheet.names[name] = found[1]
        elif sheet and not (found and found == book.names.get(name)):
            sheet.redefined[name] = said


def named_cells(said: str) -> tuple[str, Range] | None:
    """The sheet and the cells of a name; None for a formula, a constant or #REF!."""
    match = _NAMED_CELLS.fullmatch(said)
    cells = range_of(match[3]) if match else None
    if match and cells:
        return match[1].replace("''", "'") if match[1] else match[2], cells
    return None


def _is_zero(width: str | None) -> bool:
    try:
        return width is not None and float(width) == 0
    except ValueError:
        return False


def range_of(reference: str) -> Range | None:
    """The cells that a reference such as $A$1:B2 stands for; None when it is something else."""
    match = _CELLS.fullmatch(reference)
    if not match:
        return None
    left, top, right, bottom = match.groups()
    first = (int(top), column_number(left.upper()))
    last = (int(bottom or top), column_number((right or left).upper()))
    return Range(
        min(first[0], last[0]), min(first[1], last[1]),
        min(max(first[0], last[0]), LAST_ROW), min(max(first[1], last[1]), LAST_COLUMN),
    )  # fmt: skip


def cells_in(reference: str) -> Range:
    """The cells of a reference; raises UnreadableError when it is something else."""
    cells = range_of(reference)
    if cells is None:
        raise UnreadableError(BROKEN, f"«{reference}» er ikke et celleområde")
    return cells


def _relationship_id(element: Element) -> str:
    for attribute, value in element.items():
        if _RELATIONSHIP_ID.fullmatch(attribute):
            return value
    return ""
