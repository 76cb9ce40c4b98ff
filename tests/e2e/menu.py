"""The menu of the extension, and the workbooks that its commands are tried on."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from estimat.core import layout
from estimat.core.interpret import interpret
from estimat.files.reading import read_book
from tests.calc import EXTENSION
from tests.running import run
from tests.workbooks import Edited

_NAME: Final = "{http://openoffice.org/2001/registry}name"
RESULTS: Final = ("Konsolidert", "Kontroll")
AREA: Final = "Prøvesvar"


def entries(element: str) -> list[tuple[str, str, str]]:
    """Label, address and kind of document of what the extension adds to menus or toolbars."""
    with zipfile.ZipFile(EXTENSION) as package:
        root = ET.fromstring(package.read("Addons.xcu"))
    (found,) = (node for node in root.iter("node") if node.get(_NAME) == element)
    read = [
        {prop.get(_NAME): prop.findtext("value") or "" for prop in node.findall("prop")}
        for node in found.iter("node")
    ]
    shown = (each for each in read if each.keys() >= {"Title", "URL"})  # not lines between them
    return [(each["Title"], each["URL"], each["Context"]) for each in shown]


MENU: Final = {title: url for title, url, _ in entries("OfficeMenuBar")}


def by_command_line(workbook: Path) -> Path:
    run("konsolider", workbook.name, "-o", "k.xlsx", folder=workbook.parent)
    return workbook.parent / "k.xlsx"


def without_results(source: Path, target: Path) -> Path:
    book = Edited(source)
    for name in RESULTS:
        book.remove_sheet(name)
    return book.save(target)


def formulas(workbook: Path) -> int:
    """How many formulas stand in a workbook."""
    return sum(len(each.formulas) for each in read_book(workbook, workbook.name)[0].sheets)


def hours(workbook: Path) -> str:
    """The cell with the hours of the first row of an area."""
    estimate = interpret(read_book(workbook, workbook.name)[0])
    area = next(each for each in estimate.areas if each.sheet.name == AREA)
    return estimate.cell(area, area.activities[0], layout.HOURS).cell


def without_area(source: Path, target: Path) -> Path:
    """A workbook of which somebody has deleted an area: what pointed there points nowhere."""
    book = Edited(source)
    book.remove_sheet(AREA)
    for part, content in book.parts.items():
        if part.startswith("xl/worksheets/sheet"):
            there = rf"'?{AREA}'?!\$[A-Z]+\$\d+".encode()
            book.parts[part] = re.sub(there, b"#REF!", content)
    return book.save(target)
