"""Workbooks with the words of a note, and Word documents read back as text."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from estimat.core import layout
from estimat.core.book import Book, Range, Sheet

SEED: Final = Path(__file__).parent / "data" / "estimat-2024.txt"
"""The note of 2024 as it was sent; what it looks like is the user's, slips of the pen and all."""

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET: Final = "Notat"
_ROWS: Final = 10


def flat(text: str) -> str:
    """The letters alone: lines and pages break where they break."""
    return "".join(text.split())


def add_words(
    book: Book,
    *,
    title: str = "Estimat",
    introduction: Sequence[str] = (),
    ambitions: str = "",
    activities: str = "",
    budget: str = "",
    footnotes: Sequence[str] = (),
    headings: Sequence[tuple[str, str, str]] = (),
) -> Sheet:
    """Give a workbook the sheet Notat."""
    sheet = Sheet(SHEET)
    book.sheets.append(sheet)
    top = 1
    for field, texts in (
        (layout.NOTE_TITLE, [title]),
        (layout.NOTE_INTRODUCTION, introduction),
        (layout.NOTE_AMBITIONS, [ambitions]),
        (layout.NOTE_ACTIVITIES, [activities]),
        (layout.NOTE_BUDGET, [budget]),
        (layout.NOTE_FOOTNOTES, footnotes),
    ):
        sheet.names[field.name] = Range(top, 2, top + _ROWS - 1, 2)
        for row, text in enumerate(texts, start=top):
            if text:
                sheet.values[row, 2] = text
        top += _ROWS
    sheet.names[layout.NOTE_HEADINGS.name] = Range(top, 1, top + _ROWS - 1, 1)
    for row, texts in enumerate(headings, start=top):
        for column, text in enumerate(texts, start=1):
            if text:
                sheet.values[row, column] = text
    return sheet


class Paragraph(NamedTuple):
    """A paragraph of a Word document; footnotes stand in its text by their numbers."""

    style: str
    text: str


class Word:
    """A Word document, read from its parts and not by the library that wrote it."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.document = self.xml("word/document.xml")

    def xml(self, part: str) -> Element:
        root: Element = fromstring(self.parts[part], forbid_dtd=True)
        return root

    @property
    def body(self) -> Element:
        (body,) = self.document
        return body

    def paragraphs(self) -> list[Paragraph]:
        """Those of the body, not those of its tables."""
        ids = [each.get(f"{W}id") for each in self.document.iter(f"{W}footnoteReference")]
        found = []
        for paragraph in self.body.findall(f"{W}p"):
            text = ""
            for each in paragraph.iter():
                if each.tag == f"{W}t":
                    text += each.text or ""
                elif each.tag == f"{W}br":
                    text += "\n"
                elif each.tag == f"{W}tab":
                    text += "\t"
                elif each.tag == f"{W}footnoteReference":
                    text += str(1 + ids.index(each.get(f"{W}id")))
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            found.append(Paragraph("" if style is None else style.get(f"{W}val", ""), text))
        return found

    def tables(self) -> list[list[list[str]]]:
        return [
            [
                ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")]
                for row in table.iter(f"{W}tr")
            ]
            for table in self.body.findall(f"{W}tbl")
        ]

    def footnotes(self) -> list[str]:
        """The texts of the footnotes that are not the lines above them."""
        return [
            "".join(t.text or "" for t in each.iter(f"{W}t")).strip()
            for each in self.xml("word/footnotes.xml")
            if each.get(f"{W}type") is None
        ]
