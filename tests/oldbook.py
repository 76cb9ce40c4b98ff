"""Workbooks as they were before ranges in kroner, common factors, a covariation and scenarios.

People have such files, and go on with them: the columns, the sheets, the two assumptions and the
list of who may govern are taken out of one that is made now, as if they had never been there.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from estimat.core import layout
from estimat.core.book import address, column_letters, column_number
from tests.sheetxml import LINKS, child, tag
from tests.workbooks import Edited

_CELL = re.compile(r"(\$?)([A-Z]{1,2})(\$?)(\d+)\b")


def make_it_old(book: Edited) -> None:
    """Take out of a workbook all that older ones do without."""
    sheets = ET.fromstring(book.parts["xl/workbook.xml"])
    names = [str(each.get("name")) for each in sheets.iter(tag("sheet"))]
    owners = [each.get("localSheetId") for each in sheets.iter(tag("definedName"))
              if each.get("name") == layout.AREA_ID.name]  # fmt: skip
    for owner in owners:
        _take_columns(book, names[int(owner or 0)])
    for field in layout.OF_UNCERTAINTY:
        _take_assumption(book, field)
    _take_list(book)
    for name in (
        layout.FACTORS_SHEET, layout.SCENARIOS, layout.ACCEPTED, layout.BESIDE_PLAN,
        layout.UNCERTAINTY, layout.WORKING, layout.REMARKS,
    ):  # fmt: skip
        if name in names:
            book.remove_sheet(name)
    texts = "xl/sharedStrings.xml"
    new_names = "".join(f", {field.name}" for field in layout.OF_UNCERTAINTY)
    book.parts[texts] = book.parts[texts].replace(new_names.encode(), b"")


def _take_assumption(book: Edited, field: layout.Field) -> None:
    """The last row of the assumptions, and its name."""
    book.drop_name(field.name)
    part = book.table_part(layout.ASSUMPTIONS_SHEET)
    cells = str(ET.fromstring(book.parts[part]).get("ref"))
    first, _, last = cells.rpartition(":")
    bottom = int(re.sub(r"\D", "", last))
    book.change(part, lambda root: root.set("ref", f"{first}:D{bottom - 1}"))
    for column in range(1, 5):
        book.put(layout.ASSUMPTIONS_SHEET, address(bottom, column))


def _take_list(book: Edited) -> None:
    """Who may govern: the name, its table, which is the last of the sheet, and the line above."""
    sheet = layout.ASSUMPTIONS_SHEET
    for each in ET.fromstring(book.parts["xl/workbook.xml"]).iter(tag("definedName")):
        if each.get("name") == layout.GOVERNORS.name:
            first, last = _CELL.finditer(str(each.text))
            for row in range(int(first[4]) - 2, int(last[4]) + 1):
                book.put(sheet, f"{first[2]}{row}")
    book.drop_name(layout.GOVERNORS.name)
    taken: list[str | None] = []

    def forget(root: ET.Element) -> None:
        tables = child(root, "tableParts")
        taken.append(tables[-1].get(f"{{{LINKS}}}id"))
        tables.remove(tables[-1])
        tables.set("count", str(len(tables)))

    def unlink(root: ET.Element) -> None:
        for link in [link for link in root if link.get("Id") in taken]:
            root.remove(link)

    part = book.sheet_part(sheet)
    folder, _, file = part.rpartition("/")
    book.change(part, forget)
    book.change(f"{folder}/_rels/{file}.rels", unlink)


def _take_columns(book: Edited, sheet: str) -> None:
    part = book.table_part(sheet)
    table = ET.fromstring(book.parts[part])
    # A table of ours begins in the first column.
    columns = [str(each.get("name")) for each in table.iter(tag("tableColumn"))]
    headers = [each.header for each in layout.OPTIONAL if each.header in columns]
    taken = [columns.index(header) + 1 for header in headers]
    assert len(taken) >= len(layout.OPTIONAL) - len(layout.WHERE_USED)

    def shift(text: str) -> str:
        """References to what stood to the right of the columns."""

        def moved(found: re.Match[str]) -> str:
            number = column_number(found[2])
            # One of those that are taken is the end of something that goes on to the left of it.
            letters = column_letters(number - sum(each <= number for each in taken))
            return f"{found[1]}{letters}{found[3]}{found[4]}"

        return _CELL.sub(moved, text)

    def shorten(root: ET.Element) -> None:
        root.set("ref", shift(str(root.get("ref"))))
        inside = child(root, "tableColumns")
        for each in [each for each in inside if each.get("name") in headers]:
            inside.remove(each)
        inside.set("count", str(len(inside)))

    def close_up(root: ET.Element) -> None:
        for row in child(root, "sheetData"):
            row.attrib.pop("spans", None)
            for cell in list(row):
                if _column_of(str(cell.get("r"))) in taken:
                    row.remove(cell)
                else:
                    cell.set("r", shift(str(cell.get("r"))))
        for parent in [root, *root.findall(tag("dataValidations"))]:
            for each in [each for each in parent if each.get("sqref")]:
                cells = str(each.get("sqref"))
                if _column_of(cells) in taken:
                    parent.remove(each)
                    continue
                each.set("sqref", shift(cells))
                for formula in each.iter(tag("formula")):
                    formula.text = shift(formula.text or "")
        root.remove(child(root, "cols"))

    book.change(part, shorten)
    book.sheet(sheet, close_up)
    for name, content in book.parts.items():
        if name.startswith("xl/worksheets/sheet"):
            there = rf"(location=\"'{re.escape(sheet)}'!)([A-Z0-9:]+)"
            text = content.decode()
            book.parts[name] = re.sub(there, lambda at: at[1] + shift(at[2]), text).encode()


def _column_of(cells: str) -> int:
    letters = re.match(r"[A-Z]+", cells)
    assert letters, cells
    return column_number(letters[0])
