"""What a written workbook holds: its formulas, its links, and its texts as openpyxl reads them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

_FORMULAS = {"f", "formula", "formula1", "formula2", "calculatedColumnFormula"}
_ONCE = re.compile(
    r"\b[0-9a-f]{64}\b|\d{4}-\d\d-\d\dT[\d:]+[+-][\d:]+|\d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_ESCAPE = re.compile(r"(_x[0-9A-Fa-f]{4}_)")

LONG = 5_000
"""Only what is longer than this may be cut, in the unit that Excel counts in."""

Texts = dict[tuple[str, int, int], str]
"""The texts of a workbook by sheet, row and column."""


def formulas(path: Path) -> list[str]:
    """Every formula of every part: of cells, tables, limits and conditional formats."""
    return sorted(
        f"{element.tag.rpartition('}')[2]} {element.text}"
        for root in _roots(path)
        for element in root.iter()
        if element.tag.rpartition("}")[2] in _FORMULAS
    )


def outside(path: Path) -> list[str]:
    """Everything that the parts of a workbook refer to outside it."""
    return [
        element.get("Target", "")
        for root in _roots(path)
        for element in root.iter()
        if element.get("TargetMode") == "External"
    ]


def texts(path: Path, names: dict[str, str]) -> Texts:
    """The texts of the cells; `names` gives sheets another name, so that two books compare."""
    book = openpyxl.load_workbook(path)
    found: Texts = {}
    for sheet in book.worksheets:
        assert isinstance(sheet, Worksheet)
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type != "f":
                    place = (names.get(sheet.title, sheet.title), cell.row, cell.column or 0)
                    found[place] = _plain(cell.value)
    book.close()
    return found


def _plain(text: str) -> str:
    """A text without what is another every time: hashes, and the time of day."""
    return _ONCE.sub("*", text)


def _as_openpyxl_reads(text: str) -> str:
    """It leaves the escapes of control characters as they are, and takes one from every escape."""
    escaped = _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", _ESCAPE.sub(r"_x005F\1", text))
    return escaped.replace("x005F_", "")


def assert_same_but_for(words: dict[str, str], found: Texts, plain: Texts) -> None:
    """The texts are those of the plain workbook with other words, cut only where cells are full."""
    assert found.keys() == plain.keys()
    for place, text in plain.items():
        expected = text
        for word, other in words.items():
            expected = expected.replace(word, other)
        expected = _as_openpyxl_reads(expected)
        got = found[place]
        if got.endswith("…") and not expected.endswith("…"):
            assert len(got.encode("utf-16-le")) > 2 * LONG, place
            got, expected = got[:-1], expected[: len(got) - 1]
        assert got == expected, place


def leads_to(target: str, folder: Path) -> Path:
    """The file that a link of a workbook in a folder leads to; it is no address of another kind."""
    path = target.partition("#")[0]
    assert not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\", path), target
    return folder / unquote(path.replace("\\", "/"))  # one in a name would be escaped


def _roots(path: Path) -> list[ET.Element]:
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return [ET.fromstring(archive.read(part)) for part in parts]
