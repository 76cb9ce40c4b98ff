"""The XML of a sheet part: names of its elements, and its rows and cells made when they are not."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from estimat.core.book import column_number

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
ET.register_namespace("", MAIN)
ET.register_namespace("r", LINKS)


def tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def child(root: ET.Element, name: str) -> ET.Element:
    """A part of the sheet that is always there."""
    found = root.find(tag(name))
    assert found is not None, name
    return found


def row_of(root: ET.Element, row: int) -> ET.Element:
    data = child(root, "sheetData")
    for element in data:
        if element.get("r") == str(row):
            return element
    element = ET.Element(tag("row"), r=str(row))
    before = sum(int(each.get("r", "0")) < row for each in data)
    data.insert(before, element)
    return element


def cell_of(root: ET.Element, cell: str) -> ET.Element:
    letters, number = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
    row = row_of(root, int(number))
    for element in row:
        if element.get("r") == cell:
            return element
    element = ET.Element(tag("c"), r=cell)
    column = column_number(letters)
    before = sum(column_number(re.sub(r"\d", "", each.get("r", ""))) < column for each in row)
    row.insert(before, element)
    return element
