"""Changing single elements of an XML part and leaving every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape, quoteattr

from ...core.book import column_number
from ...core.errors import UnreadableError
from ..package import BROKEN, SUSPICIOUS

_REFERENCE: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_TAG: Final = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")


@dataclass(slots=True)
class Element:
    """An element and where it stands: its bytes, and those of what is in it."""

    tag: str
    attributes: dict[str, str]
    start: int
    inside: int
    inside_end: int = 0
    end: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name without the prefix of its namespace."""
        return self.tag.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """The prefix that its neighbours of the same namespace have too, colon and all."""
        return self.tag[: -len(self.name)]

    def all(self) -> Iterator[Element]:
        """The element and everything below it, in the order of the file."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))

    def child(self, name: str) -> Element | None:
        return next((each for each in self.children if each.name == name), None)

    def get(self, name: str) -> str | None:
        """An attribute by its name without prefix."""
        for attribute, value in self.attributes.items():
            if attribute.rpartition(":")[2] == name:
                return value
        return None


class Edit(NamedTuple):
    """Bytes to put in the place of others."""

    start: int
    end: int
    new: bytes = b""


def parsed(content: bytes, part: str) -> Element:
    """The root of an XML part, every element with its place; a DTD is refused."""
    if not content.startswith((b"<", b"\xef\xbb\xbf<")):
        raise UnreadableError(BROKEN, f"delen {part} er ikke XML i UTF-8")
    parser = ParserCreate()
    parser.buffer_text = True
    open_: list[Element] = []
    roots: list[Element] = []

    def begin(tag: str, attributes: dict[str, str]) -> None:
        start = parser.CurrentByteIndex
        match = _TAG.match(content, start)
        if match is None:  # another encoding than UTF-8
            raise UnreadableError(BROKEN, f"delen {part} er ikke XML i UTF-8")
        element = Element(tag, attributes, start, match.end())
        (open_[-1].children if open_ else roots).append(element)
        open_.append(element)

    def finish(_: str) -> None:
        element = open_.pop()
        if content[element.inside - 2 : element.inside] == b"/>":
            element.inside_end = element.end = element.inside
        else:
            element.inside_end = parser.CurrentByteIndex
            element.end = content.index(b">", element.inside_end) + 1

    def say(text: str) -> None:
        open_[-1].text += text

    def refuse(*_: object) -> None:
        raise UnreadableError(SUSPICIOUS, f"delen {part} har en dokumenttypedefinisjon (DTD)")

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = say
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except ExpatError as problem:
        raise UnreadableError(BROKEN, f"delen {part} er ikke gyldig XML") from problem
    return roots[0]


def rows_of(root: Element) -> Iterator[tuple[int, Element, list[tuple[tuple[int, int], Element]]]]:
    """The rows of a sheet, and their cells by place; those without an address count on."""
    number = 0
    for row in (each for each in root.all() if each.name == "row"):
        number = int(row.get("r") or number + 1)
        column, cells = 0, []
        for cell in (each for each in row.children if each.name == "c"):
            match = _REFERENCE.fullmatch(cell.get("r") or "")
            column = column_number(match[1].upper()) if match else column + 1
            cells.append(((int(match[2]) if match else number, column), cell))
        yield number, row, cells


def patched(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The content with the edits made; none may overlap another."""
    pieces, at = [], 0
    for edit in sorted(edits):
        pieces += [content[at : edit.start], edit.new]
        at = edit.end
    return b"".join([*pieces, content[at:]])


def without(element: Element) -> Edit:
    """Remove an element."""
    return Edit(element.start, element.end)


def saying(element: Element, text: str) -> Edit:
    """Another text in an element that has one."""
    return Edit(element.inside, element.inside_end, escape(text).encode())


def ending_with(element: Element, xml: str) -> Edit:
    """One more element at the end of one that is not empty."""
    return Edit(element.inside_end, element.inside_end, xml.encode())


def with_attributes(content: bytes, element: Element, **changes: str | None) -> Edit:
    """Other values of attributes; None takes one away."""
    tag = content[element.start : element.inside]
    for name, value in changes.items():
        tag = re.sub(rb"""\s%s\s*=\s*("[^"]*"|'[^']*')""" % name.encode(), b"", tag, count=1)
        if value is not None:
            end = -2 if tag.endswith(b"/>") else -1
            tag = tag[:end].rstrip() + f" {name}={quoteattr(value)}".encode() + tag[end:]
    return Edit(element.start, element.inside, tag)
