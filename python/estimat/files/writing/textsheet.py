"""A sheet that takes any text a stranger wrote and stores it so that it reads back the same.

Three kinds of text would not: what looks like XlsxWriter's own marked-up text, which it passes on
as XML; what is no character in XML; and what is longer than a cell can hold.
"""

from __future__ import annotations

import re
from typing import Any, Final
from xml.sax.saxutils import escape, unescape

from .rowheights import GrowingSheet

NO_CHARACTER: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 32_767
_MARKED: Final = '<r><t xml:space="preserve">'
_MARKED_END: Final = "</t></r>"
_LONGEST_MARKED: Final = 6_000
"""Escaped it may be five times as long, and must still be within the limit."""


class TextSheet(GrowingSheet):
    """A sheet on which text is text, whatever it looks like, and formulas are stored as given."""

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


def unmarked(stored: str) -> str:
    """The text that a stored one reads back as."""
    if stored.startswith(_MARKED):
        return unescape(stored.removeprefix(_MARKED).removesuffix(_MARKED_END))
    return stored
