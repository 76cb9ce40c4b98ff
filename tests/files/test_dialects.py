"""The same workbook in another dialect of the format is the same `Book`, to the last cell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from estimat.core.book import Book
from estimat.files.reading import read_book
from tests.sheetxml import LINKS, MAIN
from tests.workbooks import Edited

STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
ARCHIVE_FORMATS = (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)

Text = Callable[[str], str]


def read(path: Path) -> Book:
    return read_book(path, "bok.xlsx")[0]


def strict(text: str) -> str:
    """ISO's own namespaces, which Excel writes as «Strict Open XML»."""
    return text.replace(MAIN, STRICT_MAIN).replace(LINKS, STRICT_LINKS)


def prefixed(text: str) -> str:
    """Every element with a prefix, as some .NET programs write."""
    if f'xmlns="{MAIN}"' not in text:
        return text
    return re.sub(r"<(/?)(?=[A-Za-z])", r"<\1x:", text.replace("xmlns=", "xmlns:x="))


def absolute(text: str) -> str:
    """Targets from the root of the package."""
    text = re.sub(r'Target="(?=worksheets/|theme|styles|shared)', 'Target="/xl/', text)
    return text.replace('Target="../tables/', 'Target="/xl/tables/')


def indented(text: str) -> str:
    """Laid out for people, with line ends and spaces between elements."""
    root = ET.fromstring(text)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode")


def commented(text: str) -> str:
    return re.sub(
        r"(<(?:sheetData|sst|workbook|table|styleSheet)\b[^>]*[^/]>)", r"\1<!-- x -->", text
    )


def single_quoted(text: str) -> str:
    return re.sub(r"<[^>]+>", lambda tag: re.sub(r'="([^"\']*)"', r"='\1'", tag[0]), text)


def in_dialect(book: Edited, dialect: Text, encoding: str) -> None:
    """Let every part of the package be written so."""
    changed = 0
    for part, content in book.parts.items():
        if part.endswith((".xml", ".rels")):
            text = re.sub(r"^<\?xml[^>]*\?>\s*", "", dialect(content.decode()))
            changed += text not in content.decode()
            head = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n'
            book.parts[part] = (head + text).encode(encoding)
    assert changed


@pytest.mark.parametrize(
    "dialect", [strict, prefixed, absolute, indented, commented, single_quoted],
    ids=lambda dialect: dialect.__name__,
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_dialect_reads_the_same(
    dialect: Text, encoding: str, shipped: Path, tmp_path: Path
) -> None:
    book = Edited(shipped)
    in_dialect(book, dialect, encoding)
    assert read(book.save(tmp_path / "dialekt.xlsx")) == read(shipped)


def test_names_of_parts_in_other_capitals_read_the_same(shipped: Path, tmp_path: Path) -> None:
    book = Edited(shipped)
    book.parts = {part.upper(): content for part, content in book.parts.items()}
    assert read(book.save(tmp_path / "STORE.XLSX")) == read(shipped)


@pytest.mark.parametrize("method", ARCHIVE_FORMATS)
def test_every_way_to_pack_reads_the_same(method: int, shipped: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pakket.xlsx", "w", method) as archive:
        for part, content in Edited(shipped).parts.items():
            archive.writestr(part, content)
    assert read(tmp_path / "pakket.xlsx") == read(shipped)


def test_a_package_in_another_order_reads_the_same(shipped: Path, tmp_path: Path) -> None:
    book = Edited(shipped)
    book.parts = dict(reversed(book.parts.items()))
    assert read(book.save(tmp_path / "omvendt.xlsx")) == read(shipped)
