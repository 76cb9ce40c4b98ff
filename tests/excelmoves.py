"""What Excel does to a package when somebody copies or moves a sheet, or inserts in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from estimat.core.book import address, column_number
from tests.sheetxml import LINKS, child, tag
from tests.workbooks import Edited

_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([1-9][0-9]*)\b")


def copy_sheet(book: Edited, sheet: str, copy: str) -> None:
    """Copy a sheet to the end, with its own names; its table gets a name of its own."""
    old, new = book.sheet_part(sheet), "xl/worksheets/sheet99.xml"
    table, new_table = book.table_part(sheet), "xl/tables/table99.xml"
    name = str(ET.fromstring(book.parts[table]).get("name"))
    book.parts[new] = book.parts[old].replace(f"{name}[".encode(), f"{name}5[".encode())
    book.parts[new_table] = (
        book.parts[table]
        .replace(f'"{name}"'.encode(), f'"{name}5"'.encode())
        .replace(f"{name}[".encode(), f"{name}5[".encode())
        .replace(b'<table id="', b'<table id="9')
    )
    links = book.parts[old.replace("sheets/", "sheets/_rels/") + ".rels"]
    links = re.sub(rb"tables/table\d+\.xml", b"tables/table99.xml", links)
    book.parts[new.replace("sheets/", "sheets/_rels/") + ".rels"] = links
    id_ = book.link("xl/workbook.xml", "worksheet", "worksheets/sheet99.xml")

    def edit(root: ET.Element) -> None:
        sheets, names = child(root, "sheets"), child(root, "definedNames")
        owner = [each.get("name") for each in sheets].index(sheet)
        ET.SubElement(sheets, tag("sheet"), name=copy, sheetId="99").set(f"{{{LINKS}}}id", id_)
        for own in list(names):
            if own.get("localSheetId") == str(owner):
                theirs = ET.SubElement(names, tag("definedName"), dict(own.attrib))
                theirs.set("localSheetId", str(len(sheets) - 1))
                theirs.text = str(own.text).replace(_quoted(sheet), _quoted(copy))

    book.workbook(edit)


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


def move_sheet(book: Edited, sheet: str, position: int) -> None:
    """Drag a sheet to another place among the tabs."""

    def edit(root: ET.Element) -> None:
        sheets = child(root, "sheets")
        before = list(sheets)
        moved = next(each for each in before if each.get("name") == sheet)
        sheets.remove(moved)
        sheets.insert(position, moved)
        after = list(sheets)
        for name in child(root, "definedNames"):
            owner = name.get("localSheetId")
            if owner is not None:
                name.set("localSheetId", str(after.index(before[int(owner)])))

    book.workbook(edit)


def insert_rows(book: Edited, sheet: str, before: int, count: int = 1) -> None:
    """Insert blank rows above a row; all that points below it moves along."""

    def moved(column: int, row: int) -> tuple[int, int]:
        return column, row + count * (row >= before)

    _move(book, sheet, moved)


def insert_columns(book: Edited, sheet: str, before: str, count: int = 1) -> None:
    """Insert blank columns to the left of one; inside a table they get headers of their own."""
    first = column_number(before)

    def moved(column: int, row: int) -> tuple[int, int]:
        return column + count * (column >= first), row

    part = book.table_part(sheet)
    left, right = (column_number(letters) for letters in _columns(book, part))
    _move(book, sheet, moved)
    if left < first <= right:

        def widen(root: ET.Element) -> None:
            columns = child(root, "tableColumns")
            for number in range(1, count + 1):
                new = ET.Element(tag("tableColumn"), id=str(90 + number), name=f"Kolonne{number}")
                columns.insert(first - left + number - 1, new)

        book.change(part, widen)


def _columns(book: Edited, table: str) -> tuple[str, str]:
    cells = str(ET.fromstring(book.parts[table]).get("ref"))
    first, last = re.findall(r"[A-Z]+", cells)
    return first, last


def _move(book: Edited, sheet: str, moved: Callable[[int, int], tuple[int, int]]) -> None:
    def reference(text: str) -> str:
        def one(match: re.Match[str]) -> str:
            column, row = moved(column_number(match[2]), int(match[4]))
            letters = re.sub(r"\d", "", address(1, column))
            return f"{match[1]}{letters}{match[3]}{row}"

        return _CELL.sub(one, text)

    def cells(root: ET.Element) -> None:
        for row in child(root, "sheetData"):
            row.set("r", str(moved(1, int(row.get("r", "")))[1]))
            for cell in row:
                cell.set("r", reference(cell.get("r", "")))
        for merged in root.iter(tag("mergeCell")):
            merged.set("ref", reference(merged.get("ref", "")))

    def names(root: ET.Element) -> None:
        for name in child(root, "definedNames"):
            where, _, what = str(name.text).rpartition("!")
            if where in (sheet, _quoted(sheet)):
                name.text = f"{where}!{reference(what)}"

    book.sheet(sheet, cells)
    book.workbook(names)
    book.change(
        book.table_part(sheet), lambda root: root.set("ref", reference(root.get("ref", "")))
    )
