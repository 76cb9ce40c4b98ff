"""A sheet of texts alone, added to somebody's package, or put in the place of the one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from ...core.book import address
from ...core.errors import UnreadableError
from ..package import BROKEN, TYPES, listing_of
from .adding import LINK, Listed, add_part, in_names, in_sheets, listed, stored
from .faces import Face, prefixed, with_faces
from .normalform import MAIN
from .patching import Element, parsed, patched, without
from .styles import ACCENT, FONT
from .textsheet import height_of, inline

_KEPT: Final = ("drawing", "legacyDrawing", "legacyDrawingHF", "picture")
"""What leads from a sheet to what somebody has put on it, such as comments; in this order."""

_MOST_LINKS: Final = 60_000
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Cell(NamedTuple):
    """A text and how it looks; it `leads` to a place in the workbook, such as `'Ark'!A1`."""

    text: str
    face: Face
    leads: str = ""


class Drawn(NamedTuple):
    """Rows of cells from A1 on; `header` is the row, from 1, that is always in sight."""

    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float]
    hidden: frozenset[int]
    header: int


def with_sheet(parts: Mapping[str, bytes], name: str, mark: str, drawn: Drawn) -> dict[str, bytes]:
    """The package with the sheet as its last, or in the place of the one that is called so.

    The sheet that is seen first stays that. Another one could not be made it without a change in
    that one: both would be selected, and what is typed in one would stand in both. Raises
    UnreadableError.
    """
    made = dict(parts)
    book = listed(parts)
    numbers = _add_faces(made, book, drawn)
    old = _sheet_called(book, name)
    if old is not None:
        part = book.part_of(old)
        if part not in parts:
            raise UnreadableError(BROKEN, f"arket {old.get('name')} mangler")
        made[part] = _instead(parts[part], part, drawn, numbers)
        return made
    link = next((each for each in book.kinds.values() if each.endswith("/worksheet")), "")
    link = link or f"{LINK}/worksheet"
    content = _sheet(f'<worksheet xmlns="{_namespace(book.root)}">', "", drawn, numbers)
    id_ = add_part(made, book.part, content, name, link)
    quoted = "'" + name.replace("'", "''") + "'"
    position = len(book.sheets.children)
    names = [
        (f'name="{mark}"', f"{quoted}!$A$1"),
        (
            f'name="_xlnm.Print_Titles" localSheetId="{position}"',
            f"{quoted}!${drawn.header}:${drawn.header}",
        ),
    ]
    marks = [each for each in _names(book.root) if each.get("name") == mark]
    edits = [
        *map(without, marks),  # of a sheet that was deleted, or is not ours
        in_sheets(book.sheets, name, id_, link.rpartition("/")[0]),
        in_names(book.root, names),
    ]
    made[book.part] = patched(parts[book.part], edits)
    return made


def parts_touched(parts: Mapping[str, bytes], name: str) -> set[str]:
    """The parts that are not as they were when the sheet has come; all others are."""
    book = listed(parts)
    old = _sheet_called(book, name)
    lists = (stored(parts, listing_of(book.part)), stored(parts, TYPES))
    return {book.part, *lists, *book.of_kind("styles"), *([book.part_of(old)] if old else [])}


def _add_faces(made: dict[str, bytes], book: Listed, drawn: Drawn) -> dict[Face, int]:
    styles = next(iter(book.of_kind("styles")), "")
    if styles not in made:
        raise UnreadableError(BROKEN, "delen med stiler mangler")
    faces = list(dict.fromkeys(cell.face for row in drawn.rows for cell in row))
    made[styles], numbers = with_faces(made[styles], styles, faces)
    return numbers


def _names(root: Element) -> Iterator[Element]:
    """The names of the whole workbook."""
    names = root.child("definedNames")
    for each in names.children if names else ():
        if each.get("localSheetId") is None:
            yield each


def _sheet_called(book: Listed, name: str) -> Element | None:
    return next((each for each in book.sheets.children if each.get("name") == name), None)


def _namespace(root: Element) -> str:
    prefix = root.prefix[:-1]
    return root.attributes.get(f"xmlns:{prefix}" if prefix else "xmlns", MAIN)


def _instead(old: bytes, part: str, drawn: Drawn, numbers: Mapping[Face, int]) -> bytes:
    """The sheet anew, and with it what somebody has put on the old one."""
    root = parsed(old, part)
    kept = b"".join(
        old[each.start : each.end]
        for name in _KEPT
        for each in root.children
        if each.name == name
    )  # fmt: skip
    head = old[root.start : root.inside].decode()
    return _sheet(head, root.prefix, drawn, numbers, kept)


def _sheet(
    head: str, prefix: str, drawn: Drawn, numbers: Mapping[Face, int], kept: bytes = b""
) -> bytes:
    """The part of the sheet: its own start tag, all of it text, and only the input unlocked."""
    below = f"A{drawn.header + 1}"
    footer = escape(f'&L&"{FONT},Regular"&8&F&C&8&A&R&8Side &P av &N')
    body = "".join(
        chain(
            [
                f'<sheetPr><tabColor rgb="FF{ACCENT[1:]}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
                '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
                f'<pane ySplit="{drawn.header}" topLeftCell="{below}" activePane="bottomLeft" '
                f'state="frozen"/><selection pane="bottomLeft" activeCell="{below}" '
                f'sqref="{below}"/></sheetView></sheetViews>'
                '<sheetFormatPr defaultRowHeight="14"/><cols>'
            ],
            _columns(drawn),
            ["</cols><sheetData>"],
            (_row(number, row, drawn, numbers) for number, row in enumerate(drawn.rows, start=1)),
            ['</sheetData><sheetProtection sheet="1" objects="1" scenarios="1"/>'],
            _links(drawn),
            [
                '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.2" '
                'footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
                f"<headerFooter><oddFooter>{footer}</oddFooter></headerFooter>"
            ],
        )
    )
    return b"".join(
        [
            f"{_DECLARATION}{head}{prefixed(body, prefix)}".encode(),
            kept,
            f"</{prefix}worksheet>".encode(),
        ]
    )


def _columns(drawn: Drawn) -> Iterator[str]:
    for number, width in enumerate(drawn.widths, start=1):
        hidden = ' hidden="1"' if number in drawn.hidden else ""
        yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"{hidden}/>'


def _row(number: int, row: Sequence[Cell], drawn: Drawn, numbers: Mapping[Face, int]) -> str:
    texts = [
        (cell.text, width)
        for cell, width in zip(row, drawn.widths, strict=False)
        if cell.face.wraps and cell.text
    ]
    tallest = max((cell.face.height for cell in row), default=0)
    height = max(tallest, (height_of(texts) or 0) if texts else 0)
    tall = f' ht="{height}"' if height else ""
    cells = "".join(
        _cell(address(number, column), cell, numbers[cell.face])
        for column, cell in enumerate(row, start=1)
    )
    return f'<row r="{number}"{tall}>{cells}</row>'


def _cell(at: str, cell: Cell, style: int) -> str:
    if not cell.text:
        return f'<c r="{at}" s="{style}"/>'
    said = f'<is><t xml:space="preserve">{inline(cell.text)}</t></is>'
    return f'<c r="{at}" s="{style}" t="inlineStr">{said}</c>'


def _links(drawn: Drawn) -> Iterable[str]:
    found = [
        f'<hyperlink ref="{address(row, column)}" location={quoteattr(cell.leads)}/>'
        for row, cells in enumerate(drawn.rows, start=1)
        for column, cell in enumerate(cells, start=1)
        if cell.leads
    ][:_MOST_LINKS]
    return ["<hyperlinks>", *found, "</hyperlinks>"] if found else []
