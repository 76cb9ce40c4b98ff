"""A sheet that takes any text a stranger wrote and stores it so that it reads back the same.

Three kinds of text would not: what looks like XlsxWriter's own marked-up text, which it passes on
as XML; what is no character in XML; and what is longer than a cell can hold.

Its rows are as high as the text that wraps in them. Excel measures wrapped text when it is typed,
and LibreOffice not even when a file is opened, so the height is in the file.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from typing import Any, Final
from xml.sax.saxutils import escape, unescape

from xlsxwriter.worksheet import Worksheet

NO_CHARACTER: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 32_767
_MARKED: Final = '<r><t xml:space="preserve">'
_MARKED_END: Final = "</t></r>"
_LONGEST_MARKED: Final = 6_000
"""Escaped it may be five times as long, and must still be within the limit."""

_LINE: Final = 13.0
_TALLEST: Final = 409.0
_LETTERS: Final = 1.15
"""How many letters go where one digit does, on the safe side."""


class TextSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter comes without types
    """A sheet on which text is text, whatever it looks like, and formulas are stored as given."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]]) -> None:
        """XlsxWriter marks a height as chosen by hand, which would keep it when text is added."""
        if tag == "row":
            attributes = [each for each in attributes if each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)

    def _xml_formula_element(
        self, formula: str, result: Any, attributes: list[tuple[str, Any]]
    ) -> None:
        """A formula that gives an empty text has a result; XlsxWriter would leave it without."""
        if result == "":
            attributes = [*attributes, ("t", "str")]
        super()._xml_formula_element(formula, result, attributes)

    def set_row(self, row: int, height: float | None = None, *rest: Any) -> int:
        """As high as asked for, or as high as a row can be: Excel would find the file broken."""
        lower = None if height is None else min(height, _TALLEST)
        set_: int = super().set_row(row, lower, *rest)
        return set_

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Ours are as Excel stores them; XlsxWriter looks for thirty functions in each of them."""
        return formula.removeprefix("=")

    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> Any:
        return super()._write_string(row, col, _stored(string), cell_format)


def cut(text: str, longest: int) -> str:
    """Text of at most so many UTF-16 units, which is how Excel counts; a cut shows as `…`."""
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * longest:
        return text
    return units[: 2 * (longest - 1)].decode("utf-16-le", "ignore") + "…"


def _stored(text: str) -> str:
    text = cut(NO_CHARACTER.sub("\ufffd", text), _LONGEST)
    if text.startswith("<r>") and text.endswith("</r>"):
        if len(text) > _LONGEST_MARKED:
            return cut(text, _LONGEST_MARKED)
        return f"{_MARKED}{escape(text)}{_MARKED_END}"
    return text


def read_back(text: str) -> str:
    """The text that a cell of ours reads back as, without blanks around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    signs = (sign if sign >= " " or sign in "\n\t" else "\ufffd" for sign in lines)
    return cut(NO_CHARACTER.sub("\ufffd", "".join(signs)).strip(), _LONGEST)


def inline(text: str) -> str:
    """Text as the XML of a cell holds it; none of it can be taken for an escape."""
    return escape(read_back(text).replace("_x", "_x005F_x"))


def unmarked(stored: str) -> str:
    """The text that a stored one reads back as."""
    if stored.startswith(_MARKED):
        return unescape(stored.removeprefix(_MARKED).removesuffix(_MARKED_END))
    return stored


def fit(sheet: Worksheet, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Make a row high enough for texts that wrap, each with the width of its column."""
    if height := height_of(texts):
        sheet.set_row(row, height)


def height_of(texts: Iterable[tuple[str, float]]) -> float | None:
    """How high a row has to be for texts that wrap; None for as high as any row is."""
    lines = max(_lines(text, width) for text, width in texts)
    return min(lines * _LINE + 3, _TALLEST) if lines > 1 else None


def _lines(text: str, width: float) -> int:
    letters = int(width * _LETTERS)
    lines = text.splitlines()
    return sum(len(textwrap.wrap(each, letters)) if len(each) > letters else 1 for each in lines)
