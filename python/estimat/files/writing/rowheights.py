"""Rows as high as the text that wraps in them, and free to grow when somebody writes more.

Excel measures wrapped text when it is typed, and LibreOffice not even when a file is opened, so
the height is in the file. XlsxWriter marks such a height as chosen by hand, which would keep it
for ever; here it is left as one that the program measured.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any, Final

from xlsxwriter.worksheet import Worksheet

_LINE: Final = 13.0
_LETTERS: Final = 1.15
"""How many letters go where one digit does, on the safe side."""


class GrowingSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter comes without types
    """A sheet whose row heights are not for ever."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]]) -> None:
        if tag == "row":
            attributes = [each for each in attributes if each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


def fit(sheet: Worksheet, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Make a row high enough for texts that wrap, each with the width of its column."""
    lines = max(_lines(text, width) for text, width in texts)
    if lines > 1:
        sheet.set_row(row, lines * _LINE + 3)


def _lines(text: str, width: float) -> int:
    letters = int(width * _LETTERS)
    lines = text.splitlines()
    return sum(len(textwrap.wrap(each, letters)) if len(each) > letters else 1 for each in lines)
