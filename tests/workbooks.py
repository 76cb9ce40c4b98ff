"""Real workbook files for tests: the shipped one, or a small one, with a few things changed in it.

Changes are made in the package's XML, so that a test can say exactly what stands in the file: a
formula without a result, a number stored as text, a hidden row.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from estimat.core.book import address, column_number
from estimat.core.values import CellError
from tests.sheetxml import LINKS, MAIN, RELATIONSHIPS, cell_of, child, row_of, tag

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "workbook.xlsm"

Content = float | str | bool | CellError | None


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
        # openpyxl gives sheets a prefix of its own, and the engine reads none that has one.
        ET.register_namespace("", MAIN)
        # `/>` without a space before it, as Excel writes it; text and attributes hold no bare `>`.
        written = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
        self.parts[part] = written.replace(b" />", b"/>")

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

    def link(self, part: str, kind: str, target: str, *, outside: bool = False) -> str:
        """Relate a part to another (or to an address outside); gives the relationship's id."""
        folder, _, file = part.rpartition("/")
        listing = f"{folder}/_rels/{file}.rels"
        if listing not in self.parts:
            self.parts[listing] = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
        id_ = f"rIdTest{len(ET.fromstring(self.parts[listing]))}"

        def edit(root: ET.Element) -> None:
            link = ET.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", Id=id_)
            link.set("Type", f"{LINKS}/{kind}")
            link.set("Target", target)
            if outside:
                link.set("TargetMode", "External")

        self.change(listing, edit)
        return id_

    def add_table(self, sheet: str, name: str, cells: str, headers: Sequence[str]) -> None:
        """Make cells of a sheet a table; they are not written."""
        number = 1 + sum(part.startswith("xl/tables/") for part in self.parts)
        columns = "".join(
            f'<tableColumn id="{position}" name="{header}"/>'
            for position, header in enumerate(headers, start=1)
        )
        self.parts[f"xl/tables/table{number}.xml"] = (
            f'<table xmlns="{MAIN}" id="{number}" name="{name}" displayName="{name}" ref="{cells}">'
            f'<tableColumns count="{len(headers)}">{columns}</tableColumns></table>'
        ).encode()
        id_ = self.link(self.sheet_part(sheet), "table", f"../tables/table{number}.xml")

        def edit(root: ET.Element) -> None:
            tables = root.find(tag("tableParts"))
            if tables is None:
                tables = ET.SubElement(root, tag("tableParts"))
            ET.SubElement(tables, tag("tablePart")).set(f"{{{LINKS}}}id", id_)

        self.sheet(sheet, edit)

    def add_external_link(self, target: str) -> None:
        """Let the workbook fetch something from another file."""
        part = "xl/externalLinks/externalLink1.xml"
        self.parts[part] = f'<externalLink xmlns="{MAIN}"/>'.encode()
        self.link(part, "externalLinkPath", target, outside=True)
        self.link("xl/workbook.xml", "externalLink", "externalLinks/externalLink1.xml")

    def elsewhere(self, prefix: str) -> None:
        """Let all formulas take our functions from another file, by what stands before them."""
        for name, part in self.parts.items():
            if name.startswith("xl/worksheets/sheet"):
                self.parts[name] = part.replace(b"ESTIMAT_", prefix.encode() + b"ESTIMAT_")

    def add_style(self, shown_as: str) -> str:
        """A cell style with this number format; gives its number."""
        styles = ET.fromstring(self.parts["xl/styles.xml"])
        position = str(len(styles.findall(f"{tag('cellXfs')}/{tag('xf')}")))

        def edit(root: ET.Element) -> None:
            formats = root.find(tag("numFmts"))
            if formats is None:
                formats = ET.Element(tag("numFmts"))
                root.insert(0, formats)
            ET.SubElement(formats, tag("numFmt"), numFmtId="999", formatCode=shown_as)
            ET.SubElement(child(root, "cellXfs"), tag("xf"), numFmtId="999")

        self.change("xl/styles.xml", edit)
        return position

    def restyle(self, sheet: str, cell: str, style: str) -> None:
        self.sheet(sheet, lambda root: cell_of(root, cell).set("s", style))

    def put(self, sheet: str, cell: str, value: Content = None, formula: str | None = None) -> None:
        """Write a cell as a file stores it; a formula with None as value has no stored result."""

        def edit(root: ET.Element) -> None:
            element = cell_of(root, cell)
            for inside in list(element):
                element.remove(inside)
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

        own, theirs = (name.replace("'", "''") for name in (sheet, new))

        def edit(root: ET.Element) -> None:
            for element in root.iter(tag("sheet")):
                if element.get("name") == sheet:
                    element.set("name", new)
            for name in root.iter(tag("definedName")):
                name.text = re.sub(
                    rf"'?{re.escape(own)}'?!", lambda _: f"'{theirs}'!", name.text or ""
                )

        self.workbook(edit)

    def remove_sheet(self, sheet: str) -> None:
        """Delete a sheet and its names; its part stays behind, unused."""

        def edit(root: ET.Element) -> None:
            sheets, names = child(root, "sheets"), child(root, "definedNames")
            position = [element.get("name") for element in sheets].index(sheet)
            sheets.remove(sheets[position])
            for name in list(names):
                owner = int(name.get("localSheetId", "-1"))
                if owner == position:
                    names.remove(name)
                elif owner > position:
                    name.set("localSheetId", str(owner - 1))

        self.workbook(edit)

    def rename_column(self, sheet: str, header: str, new: str) -> None:
        """Give a column of the sheet's first table another header, in the table and in the cell."""
        part = self.table_part(sheet)
        first = str(ET.fromstring(self.parts[part]).get("ref")).partition(":")[0]
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", first).groups()  # type: ignore[union-attr]

        def edit(root: ET.Element) -> None:
            columns = list(root.iter(tag("tableColumn")))
            position = [column.get("name") for column in columns].index(header)
            columns[position].set("name", new)
            self.put(sheet, address(int(row), column_number(letters) + position), new)

        self.change(part, edit)

    def state(self, sheet: str, state: str) -> None:
        """Hide a sheet: `hidden` or `veryHidden`."""

        def edit(root: ET.Element) -> None:
            for element in root.iter(tag("sheet")):
                if element.get("name") == sheet:
                    element.set("state", state)

        self.workbook(edit)

    def hide_row(self, sheet: str, row: int) -> None:
        self.sheet(sheet, lambda root: row_of(root, row).set("hidden", "1"))

    def hide_column(self, sheet: str, letters: str) -> None:
        def edit(root: ET.Element) -> None:
            columns = root.find(tag("cols"))
            if columns is None:
                columns = ET.Element(tag("cols"))
                root.insert(list(root).index(child(root, "sheetData")), columns)
            number = str(column_number(letters))
            ET.SubElement(columns, tag("col"), min=number, max=number, hidden="1", width="9")

        self.sheet(sheet, edit)

    def merge(self, sheet: str, cells: str) -> None:
        def edit(root: ET.Element) -> None:
            merged = root.find(tag("mergeCells"))
            if merged is None:
                merged = ET.Element(tag("mergeCells"))
                root.insert(list(root).index(child(root, "sheetData")) + 1, merged)
            ET.SubElement(merged, tag("mergeCell"), ref=cells)

        self.sheet(sheet, edit)

    def drop_name(self, name: str, sheet: str | None = None) -> None:
        """Remove a defined name; with `sheet`, only the one that belongs to that sheet."""

        def edit(root: ET.Element) -> None:
            sheets = [element.get("name") for element in root.iter(tag("sheet"))]
            owner = None if sheet is None else str(sheets.index(sheet))
            names = child(root, "definedNames")
            for element in list(names):
                if element.get("name") == name and element.get("localSheetId") == owner:
                    names.remove(element)

        self.workbook(edit)

    def add_name(self, name: str, refers_to: str, sheet: str | None = None) -> None:
        def edit(root: ET.Element) -> None:
            sheets = [element.get("name") for element in root.iter(tag("sheet"))]
            names = child(root, "definedNames")
            element = ET.SubElement(names, tag("definedName"), name=name)
            if sheet is not None:
                element.set("localSheetId", str(sheets.index(sheet)))
            element.text = refers_to

        self.workbook(edit)
