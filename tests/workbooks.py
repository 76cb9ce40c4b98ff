"""Real workbook files for tests: the shipped one, or a small one, with a few things changed in it.

Changes are made in the package's XML, so that a test can say exactly what stands in the file: a
formula without a result, a number stored as text, a hidden row.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

from estimat.core.book import column_number
from estimat.core.values import CellError

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "workbook.xlsm"

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ET.register_namespace("", MAIN)
ET.register_namespace("r", LINKS)

Content = float | str | bool | CellError | None


def tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"


class Edited:
    """A workbook's package, to be changed and saved under another name."""

    def __init__(self, source: Path = SHIPPED) -> None:
        with zipfile.ZipFile(source) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def save(self, target: Path) -> Path:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return target

    def change(self, part: str, edit: Callable[[ET.Element], None]) -> None:
        """Let `edit` change the XML of a part."""
        root = ET.fromstring(self.parts[part])
        edit(root)
        self.parts[part] = ET.tostring(root, encoding="UTF-8", xml_declaration=True)

    def workbook(self, edit: Callable[[ET.Element], None]) -> None:
        self.change("xl/workbook.xml", edit)

    def sheet(self, name: str, edit: Callable[[ET.Element], None]) -> None:
        self.change(self.sheet_part(name), edit)

    def sheet_part(self, name: str) -> str:
        book = ET.fromstring(self.parts["xl/workbook.xml"])
        for sheet in book.iter(tag("sheet")):
            if sheet.get("name") == name:
                return self._target("xl/_rels/workbook.xml.rels", sheet.get(f"{{{LINKS}}}id"))
        raise KeyError(name)

    def table_part(self, name: str) -> str:
        """The part of the first table of a sheet."""
        part = self.sheet_part(name)
        sheet = ET.fromstring(self.parts[part])
        (reference, *_) = sheet.iter(tag("tablePart"))
        folder, _, file = part.rpartition("/")
        return self._target(f"{folder}/_rels/{file}.rels", reference.get(f"{{{LINKS}}}id"))

    def _target(self, listing: str, id_: str | None) -> str:
        for link in ET.fromstring(self.parts[listing]):
            if link.get("Id") == id_:
                target = str(link.get("Target"))
                return "xl/" + target.replace("../", "").removeprefix("/xl/")
        raise KeyError(id_)

    def put(self, sheet: str, cell: str, value: Content = None, formula: str | None = None) -> None:
        """Write a cell as a file stores it; a formula with None as value has no stored result."""

        def edit(root: ET.Element) -> None:
            element = _cell(root, cell)
            for child in list(element):
                element.remove(child)
            element.attrib.pop("t", None)
            if formula is not None:
                ET.SubElement(element, tag("f")).text = formula
            if value is None:
                return
            if isinstance(value, bool):
                element.set("t", "b")
                ET.SubElement(element, tag("v")).text = str(int(value))
            elif isinstance(value, CellError):
                element.set("t", "e")
                ET.SubElement(element, tag("v")).text = value.code
            elif isinstance(value, str):
                element.set("t", "str")
                ET.SubElement(element, tag("v")).text = value
            else:
                ET.SubElement(element, tag("v")).text = repr(value)

        self.sheet(sheet, edit)

    def rename(self, sheet: str, new: str) -> None:
        """Rename a sheet, as Excel does: in the list of sheets and in every name."""

        def edit(root: ET.Element) -> None:
            for element in root.iter(tag("sheet")):
                if element.get("name") == sheet:
                    element.set("name", new)
            for name in root.iter(tag("definedName")):
                quoted = re.escape(sheet)
                name.text = re.sub(rf"'?{quoted}'?!", f"'{new}'!", name.text or "")

        self.workbook(edit)

    def state(self, sheet: str, state: str) -> None:
        """Hide a sheet: `hidden` or `veryHidden`."""

        def edit(root: ET.Element) -> None:
            for element in root.iter(tag("sheet")):
                if element.get("name") == sheet:
                    element.set("state", state)

        self.workbook(edit)

    def hide_row(self, sheet: str, row: int) -> None:
        self.sheet(sheet, lambda root: _row(root, row).set("hidden", "1"))

    def hide_column(self, sheet: str, letters: str) -> None:
        def edit(root: ET.Element) -> None:
            columns = root.find(tag("cols"))
            if columns is None:
                columns = ET.Element(tag("cols"))
                data = root.find(tag("sheetData"))
                assert data is not None
                root.insert(list(root).index(data), columns)
            number = str(column_number(letters))
            ET.SubElement(columns, tag("col"), min=number, max=number, hidden="1", width="9")

        self.sheet(sheet, edit)

    def merge(self, sheet: str, cells: str) -> None:
        def edit(root: ET.Element) -> None:
            merged = root.find(tag("mergeCells"))
            if merged is None:
                merged = ET.Element(tag("mergeCells"))
                data = root.find(tag("sheetData"))
                assert data is not None
                root.insert(list(root).index(data) + 1, merged)
            ET.SubElement(merged, tag("mergeCell"), ref=cells)

        self.sheet(sheet, edit)

    def drop_name(self, name: str, sheet: str | None = None) -> None:
        """Remove a defined name; with `sheet`, only the one that belongs to that sheet."""

        def edit(root: ET.Element) -> None:
            sheets = [element.get("name") for element in root.iter(tag("sheet"))]
            owner = None if sheet is None else str(sheets.index(sheet))
            names = root.find(tag("definedNames"))
            assert names is not None
            for element in list(names):
                if element.get("name") == name and element.get("localSheetId") == owner:
                    names.remove(element)

        self.workbook(edit)

    def add_name(self, name: str, refers_to: str, sheet: str | None = None) -> None:
        def edit(root: ET.Element) -> None:
            sheets = [element.get("name") for element in root.iter(tag("sheet"))]
            names = root.find(tag("definedNames"))
            assert names is not None
            element = ET.SubElement(names, tag("definedName"), name=name)
            if sheet is not None:
                element.set("localSheetId", str(sheets.index(sheet)))
            element.text = refers_to

        self.workbook(edit)


def _row(root: ET.Element, row: int) -> ET.Element:
    data = root.find(tag("sheetData"))
    assert data is not None
    for element in data:
        if element.get("r") == str(row):
            return element
    element = ET.Element(tag("row"), r=str(row))
    before = sum(int(each.get("r", "0")) < row for each in data)
    data.insert(before, element)
    return element


def _cell(root: ET.Element, cell: str) -> ET.Element:
    letters, number = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
    row = _row(root, int(number))
    for element in row:
        if element.get("r") == cell:
            return element
    element = ET.Element(tag("c"), r=cell)
    column = column_number(letters)
    before = sum(column_number(re.sub(r"\d", "", each.get("r", ""))) < column for each in row)
    row.insert(before, element)
    return element
