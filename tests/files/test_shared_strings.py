"""The list of texts has two lanes as well, and they give the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimat.core.errors import UnreadableError
from estimat.files import reading
from estimat.files.package import Package, parse_xml
from tests.files.test_cells import ODD, TEXT
from tests.sheetxml import MAIN

ONE_OF_EACH = (
    '<si><t>Timer</t></si><si><t xml:space="preserve"> æ &amp; å\n</t></si><si><t>_x000D_</t></si>'
)


class Parts:
    """A package of one part."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __contains__(self, _: str) -> bool:
        return True

    def read(self, _: str) -> bytes:
        return self.content

    def xml(self, part: str) -> Element:
        return parse_xml(self.content, part)


def listing(items: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    return f'{head}<sst xmlns="{MAIN}" count="3" uniqueCount="3">{items}</sst>'.encode()


def read(content: bytes) -> Mapping[str, str] | None:
    """The texts; None when the part is refused."""
    try:
        return reading._shared_strings(cast(Package, Parts(content)), "sst")
    except UnreadableError:
        return None


def read_slowly(content: bytes) -> Mapping[str, str] | None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading, "cut_out", lambda *_: None)
        return read(content)


@given(st.lists(TEXT, max_size=5))
def test_texts_as_excel_writes_them_read_the_same(texts: list[str]) -> None:
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
    assert read(listing(items)) == read_slowly(listing(items))


@pytest.mark.parametrize(
    "odd", [*ODD, "<si/>", "<si>", "</si>", "<t/>", "</sst>", "<r><t>x</t></r>"]
)
def test_whatever_is_put_into_them_they_read_the_same(odd: str) -> None:
    content = listing(ONE_OF_EACH).decode()
    for position in range(content.index("<sst"), len(content) + 1):
        changed = (content[:position] + odd + content[position:]).encode()
        assert read(changed) == read_slowly(changed), changed
