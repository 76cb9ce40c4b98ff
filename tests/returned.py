"""Areas' workbooks as they come back, and what has been said of them."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import openpyxl

from estimat.core import layout
from estimat.core.collection.givensheet import COLUMNS, HEADER
from estimat.core.interpret import interpret
from estimat.files.reading import read_book
from tests.changedbook import Changed
from tests.running import GOOD, run
from tests.sheetxml import tag
from tests.workbooks import Edited

PLL = "PLL Pasientens legemiddelliste.xlsm"
PPS = "PPS Pasientens prøvesvar.xlsm"
FIELDS = [each.field for each in COLUMNS]


class Line(NamedTuple):
    """A row of the sheet Merknader as somebody sees it."""

    number: str
    status: str
    what: str
    where: str
    do: str
    who: str
    given: str
    answer: str
    subject: str
    code: str


def send_back(folder: Path, to: str, *more: str, source: str = "ut") -> list[dict[str, Any]]:
    """Run the command; gives what it says of each file."""
    ran = run("merknader", source, "-o", to, "--json", *more, folder=folder)
    assert (ran.status, ran.err) == (GOOD, "")
    files: list[dict[str, Any]] = json.loads(ran.out)["filer"]
    return files


def sheet_of(path: Path) -> str:
    """What the sheet with remarks is called."""
    return read_book(path, path.name)[0].names[layout.REMARKS_MARK][0]


def lines_of(path: Path) -> list[Line]:
    """The remarks in a workbook, as another program reads them."""
    sheet = openpyxl.load_workbook(path)[sheet_of(path)]
    found = []
    for row in sheet.iter_rows(min_row=HEADER + 1, max_col=10, values_only=True):
        if row[0] is None:
            break
        found.append(Line(*(str(each or "") for each in row)))
    return found


def statuses(path: Path) -> dict[str, str]:
    """The status of each remark by its number."""
    return {each.number: each.status for each in lines_of(path)}


def answer(path: Path, number: str, text: str) -> None:
    """Write in Svar, as the area does."""
    row = HEADER + 1 + [each.number for each in lines_of(path)].index(number)
    book = Edited(path)
    book.put(sheet_of(path), f"H{row}", text)
    book.save(path)


def change(path: Path, *cells: tuple[str, layout.Column, Any]) -> None:
    """Write in the rows of an area."""
    book = Changed(path)
    for cell in cells:
        book.row(*cell)
    book.save(path)


def say(master: Path, *rows: tuple[str, ...], first: int = 5) -> None:
    """Write remarks in the controller's own workbook: about what, what, from whom, when, closed."""
    book = Edited(master)
    for number, row in enumerate(rows, start=first):
        for column, text in zip("ABCDE", row, strict=False):
            book.put(layout.REMARKS, f"{column}{number}", text or None)
    book.save(master)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def returned(source: Path, target: Path) -> Path:
    """Let a workbook that went out come back."""
    target.parent.mkdir(exist_ok=True)
    return Path(shutil.copy(source, target))


def hours_of(path: Path, id: str) -> float | None:
    for area in interpret(read_book(path, path.name)[0]).areas:
        for row in area.activities:
            if row.inputs.id == id:
                return None if row.inputs.hours is None else float(row.inputs.hours)
    raise KeyError(id)


def rename_sheet(path: Path, name: str, was: str = "Legemiddelliste") -> None:
    """Give a sheet another name, as a spreadsheet program does."""
    book = Edited(path)

    def edit(root: ET.Element) -> None:
        for sheet in root.iter(tag("sheet")):
            if sheet.get("name") == was:
                sheet.set("name", name)
        quoted = "'" + name.replace("'", "''") + "'!"
        for each in root.iter(tag("definedName")):
            each.text = str(each.text).replace(f"'{was}'!", quoted).replace(f"{was}!", quoted)

    book.workbook(edit)
    book.save(path)
