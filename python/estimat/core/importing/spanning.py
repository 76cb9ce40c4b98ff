"""The texts of headings, by column, also where they go over two rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..book import Sheet
from ..flaws import as_text
from ..values import Value
from .guessing import is_unit

_LONGEST: Final = 80
"""Signs of a heading; what is longer is a text."""


def said_in(cells: Mapping[int, Value]) -> dict[int, str]:
    """The texts of a row that can be headings, by column."""
    texts = {column: " ".join(as_text(value).split()) for column, value in sorted(cells.items())}
    return {column: text for column, text in texts.items() if 0 < len(text) <= _LONGEST}


def heading_texts(
    sheet: Sheet, top: int, above: Mapping[int, str], below: Mapping[int, str]
) -> dict[int, str]:
    """The headings by column; over two rows, what stands above several is said with each."""
    if not below:
        return dict(above)
    merged = {each.left: each.right for each in sheet.merged if each.top == top == each.bottom}
    texts: dict[int, str] = {}
    heads, until = "", 0
    for column in range(1, max([*above, *below], default=0) + 1):
        if column in above:
            heads = above[column]
            until = merged.get(column) or _reach(above, below, column)
        inherited = heads if column <= until else ""
        beneath = below.get(column, "")
        if inherited and is_unit(beneath):
            beneath = f"({beneath.strip('()')})"
        text = " ".join(filter(None, (inherited, beneath)))
        if text:
            texts[column] = text
    return texts


def _reach(above: Mapping[int, str], below: Mapping[int, str], column: int) -> int:
    """How far to the right a heading that is not merged stands over others."""
    last = column
    while column in below and last + 1 in below and last + 1 not in above:
        last += 1
    return last
