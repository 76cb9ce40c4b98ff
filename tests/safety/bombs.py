"""Workbooks made to do harm in their XML: a few kilobytes that ask for gigabytes or for hours."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree as ET

from estimat.core import layout
from tests.safety.sizes import cases
from tests.sheetxml import LINKS, MAIN, RELATIONSHIPS, child
from tests.smallbook import AREA, Small

GUIDE = "Veiledning"


def _insert(book: Small, part: str, before: bytes, xml: bytes) -> None:
    content = book.parts[part]
    assert content.count(before) == 1, before
    book.parts[part] = content.replace(before, xml + before)


def _rows(book: Small, sheet: str, rows: str) -> None:
    _insert(book, book.sheet_part(sheet), b"</sheetData>", rows.encode())


def last_cell(book: Small) -> None:
    """Two cells in opposite corners of the sheet."""
    for sheet in (AREA, GUIDE):
        book.put(sheet, "XFD1048576", "langt borte")


def many_strings(book: Small) -> None:
    """Millions of strings that no cell shows."""
    strings = "".join(f"<si><t>{n}</t></si>" for n in range(cases(200_000, 2_000_000)))
    _insert(book, "xl/sharedStrings.xml", b"</sst>", strings.encode())


def many_runs(book: Small) -> None:
    """A string of very many runs."""
    runs = "".join(f"<r><t>{n}</t></r>" for n in range(cases(50_000, 500_000)))
    _insert(book, "xl/sharedStrings.xml", b"</sst>", f"<si>{runs}</si>".encode())


def long_string_everywhere(book: Small) -> None:
    """A text of a megabyte where thousands of numbers should stand."""
    strings = book.parts["xl/sharedStrings.xml"]
    _insert(book, "xl/sharedStrings.xml", b"</sst>", b"<si><t>" + b"x" * 10**6 + b"</t></si>")
    cells = "".join(
        f'<row r="{row}"><c r="E{row}" t="s"><v>{strings.count(b"<si>")}</v></c></row>'
        for row in range(100, cases(2_000, 20_000))
    )
    _rows(book, AREA, cells)
    book.change(book.table_part(AREA), lambda table: table.set("ref", "A17:N200000"))


def almost_a_number(book: Small) -> None:
    """A text that a careless pattern takes for a number again and again before it gives up."""
    book.write("Timer", 1, "1" + " " * 2_000_000 + "x")


def endless_formula(book: Small) -> None:
    """A formula that looks, from each of its letters on, like the beginning of ours."""
    book.write("Kostnad", 1, 1.0, "a" * 1_000_000)
    book.write("Kostnad", 2, 1.0, "'[" * 500_000)
    book.write("Sum", 1, 1.0, "SUM(" + "L9" * 500_000)


def endless_format(book: Small) -> None:
    """A number format of a million brackets that are never closed."""
    book.restyle(AREA, book.at("Timer", 1), book.add_style("[" * 1_000_000))


def many_sheets(book: Small) -> None:
    """A hundred thousand sheets, all of them the same part."""
    listing = book.parts["xl/workbook.xml"].decode()
    first = listing.partition('r:id="')[2].partition('"')[0]
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="{first}"/>' for n in range(100_000))
    _insert(book, "xl/workbook.xml", b"</sheets>", sheets.encode())


def many_sheets_nowhere(book: Small) -> None:
    """A hundred thousand sheets that are not there."""
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="x{n}"/>' for n in range(100_000))
    _insert(book, "xl/workbook.xml", b"</sheets>", sheets.encode())


def many_tables(book: Small) -> None:
    """A table that its sheet names a hundred thousand times."""

    def edit(root: ET.Element) -> None:
        tables = child(root, "tableParts")
        reference = tables[0]
        tables.extend([reference] * 100_000)

    book.sheet(AREA, edit)


def many_links(book: Small) -> None:
    """Ten thousand links to the same part, which leads ten thousand ways."""
    book.add_external_link("file:///annen.xlsx")
    for part, link in (
        ("xl/_rels/workbook.xml.rels", "externalLink"),
        ("xl/externalLinks/_rels/externalLink1.xml.rels", "externalLinkPath"),
    ):

        def edit(root: ET.Element, kind: str = f"{LINKS}/{link}") -> None:
            target = "externalLinks/externalLink1.xml"
            for n in range(10_000):
                about = {"Id": f"x{n}", "Type": kind, "Target": target}
                ET.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", about)

        book.change(part, edit)


def long_sheet_name(book: Small) -> None:
    """The name of the area's sheet, which stands in every finding, is a megabyte."""
    book.rename(AREA, "x" * 1_000_000)


def quadratic_dtd(book: Small) -> None:
    """One long entity, named again and again."""
    _with_dtd(book, f'<!ENTITY a "{"x" * 100_000}">', "&a;" * 100_000)


def billion_laughs(book: Small) -> None:
    names = "abcdefghij"
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in pairwise(names)
    )
    _with_dtd(book, entities, "&j;")


def _with_dtd(book: Small, entities: str, text: str) -> None:
    part = "xl/sharedStrings.xml"
    xml = f'<!DOCTYPE sst [{entities}]><sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'
    book.parts[part] = xml.encode()


def many_ambitions(book: Small) -> None:
    """A named text as large as the sheet."""
    book.drop_name(layout.AREA_AMBITIONS.name, AREA)
    book.add_name(layout.AREA_AMBITIONS.name, f"{AREA}!$A$1:$XFD$1048576", AREA)


def long_tables(book: Small) -> None:
    """Tables of a million rows each, with nothing in them."""
    book.change(book.table_part(AREA), lambda table: table.set("ref", "A17:N1048576"))
    for number in range(20):
        book.add_table(AREA, f"Lang{number}", "A17:N1048576", layout.HEADERS)


def many_merged(book: Small) -> None:
    """Very many merged cells outside the table, and as many in it."""
    times = cases(10_000, 100_000)
    merged = "".join(f'<mergeCell ref="P{n + 1}:Q{n + 1}"/>' for n in range(times))
    merged += '<mergeCell ref="A1:XFD1048576"/>' * times
    part = book.sheet_part(AREA)
    content = book.parts[part].replace(
        b"</sheetData>", b"</sheetData><mergeCells>" + merged.encode() + b"</mergeCells>"
    )
    book.parts[part] = content


def many_columns(book: Small) -> None:
    """A hundred thousand spans of hidden columns, nearly all columns in each."""
    spans = '<col min="2" max="16383" hidden="1" width="9"/>' * 100_000
    spans += '<col min="-999999999" max="999999999" hidden="1" width="9"/>'
    _insert(book, book.sheet_part(GUIDE), b"</cols>", spans.encode())


def many_names(book: Small) -> None:
    """Very many names of the sheet, and as many numbers outside its table."""
    times = cases(10_000, 100_000)
    listed = book.parts["xl/workbook.xml"].decode().partition(f'name="{AREA}"')[0]
    owner = listed.count("<sheet ") - 1
    names = "".join(
        f'<definedName name="n{n}" localSheetId="{owner}">{AREA}!$AA${n}</definedName>'
        for n in range(1, times)
    )
    _insert(book, "xl/workbook.xml", b"</definedNames>", names.encode())
    cells = "".join(
        f'<row r="{n}"><c r="P{n}"><v>{n}</v></c></row>' for n in range(100, 100 + times)
    )
    _rows(book, AREA, cells)


def many_rows_hidden(book: Small) -> None:
    _rows(
        book,
        AREA,
        "".join(f'<row r="{n}" hidden="1"/>' for n in range(cases(900_000, 100), 1_048_577)),
    )


def many_cells(book: Small) -> None:
    """Very many cells on a sheet of no importance."""
    row = "".join(f'<c r="{letter}{{0}}"><v>1</v></c>' for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    _rows(
        book,
        GUIDE,
        "".join(f'<row r="{{0}}">{row}</row>'.format(n) for n in range(100, cases(4_000, 40_000))),
    )


def deep(book: Small) -> None:
    """Elements inside elements, half a million deep."""
    depth = 500_000
    xml = b"<r>" * depth + b"</r>" * depth
    _insert(book, "xl/sharedStrings.xml", b"</sst>", b"<si>" + xml + b"</si>")


def many_attributes(book: Small) -> None:
    """An element with a hundred thousand attributes."""
    about = " ".join(f'a{n}="1"' for n in range(100_000))
    _insert(book, book.sheet_part(GUIDE), b"</sheetData>", f"<row {about}/>".encode())


XML_BOMBS: Final[dict[Callable[[Small], None], str]] = {
    last_cell: "",
    many_strings: "",
    many_runs: "",
    long_string_everywhere: "",
    almost_a_number: "TALL-02",
    endless_formula: "",
    endless_format: "",
    many_sheets: "FIL-06",
    many_sheets_nowhere: "FIL-05",
    many_tables: "FIL-06",
    many_links: "FIL-06",
    long_sheet_name: "FIL-06",
    quadratic_dtd: "FIL-06",
    billion_laughs: "FIL-06",
    many_ambitions: "",
    long_tables: "",
    many_merged: "",
    many_columns: "",
    many_names: "",
    many_rows_hidden: "",
    many_cells: "",
    deep: "FIL-07",
    many_attributes: "",
}
"""Each with the finding that keeps its kroner out; most cost time, but not a krone."""
