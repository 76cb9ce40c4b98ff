"""How cells look, added to the styles of a package that has its own: those keep their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from ...core.errors import UnreadableError
from ..package import BROKEN
from .patching import Edit, Element, parsed, patched, with_attributes
from .styles import ACCENT, FONT, FRAME, INK, LINE, MUTED, PAPER

_TAG: Final = re.compile(r"<(/?)(?=\w)")


class Face(NamedTuple):
    """A font, a fill and a border as XML, and whether somebody is to write in the cell."""

    font: str
    fill: str = '<fill><patternFill patternType="none"/></fill>'
    border: str = "<border><left/><right/><top/><bottom/><diagonal/></border>"
    is_input: bool = False
    wraps: bool = True
    is_inset: bool = False
    height: float = 0
    """What a row with it needs, in points; 0 where it is that of any row."""


def _rgb(colour: str) -> str:
    return f'rgb="FF{colour[1:]}"'


def _font(size: int, colour: str, more: str = "") -> str:
    said = f'{more}<sz val="{size}"/><color {_rgb(colour)}/><name val="{FONT}"/>'
    return f'<font>{said}<family val="2"/></font>'


def _fill(colour: str) -> str:
    inside = f'<fgColor {_rgb(colour)}/><bgColor indexed="64"/>'
    return f'<fill><patternFill patternType="solid">{inside}</patternFill></fill>'


def _border(colour: str, *sides: str) -> str:
    drawn = "".join(
        f'<{side} style="thin"><color {_rgb(colour)}/></{side}>' if side in sides else f"<{side}/>"
        for side in ("left", "right", "top", "bottom")
    )
    return f"<border>{drawn}<diagonal/></border>"


_BELOW: Final = _border(LINE, "bottom")

TITLE: Final = Face(_font(16, ACCENT, "<b/>"), wraps=False, height=24)
HEADING: Final = Face(_font(11, ACCENT, "<b/>"), wraps=False)
NOTE: Final = Face(_font(9, MUTED), wraps=False)
HEADER: Final = Face(_font(10, "#FFFFFF", "<b/>"), _fill(ACCENT))
PLAIN: Final = Face(_font(10, INK), border=_BELOW)
STRONG: Final = Face(_font(10, INK, "<b/>"), border=_BELOW)
WHERE: Final = PLAIN._replace(is_inset=True)
LINKED: Final = Face(_font(10, ACCENT, "<u/>"), border=_BELOW, is_inset=True)
ASIDE: Final = Face(_font(8, MUTED), border=_BELOW, is_inset=True)
HEADER_INSET: Final = HEADER._replace(is_inset=True)
ANSWER: Final = Face(
    _font(10, INK), _fill(PAPER), _border(FRAME, "left", "right", "top", "bottom"), is_input=True
)


def with_faces(content: bytes, part: str, faces: Sequence[Face]) -> tuple[bytes, dict[Face, int]]:
    """The styles with these too, and the number of each; raises UnreadableError."""
    root = parsed(content, part)
    fonts = _Kind(content, part, root, "fonts")
    fills = _Kind(content, part, root, "fills")
    borders = _Kind(content, part, root, "borders")
    formats = _Kind(content, part, root, "cellXfs")
    numbers = {
        face: formats.number_of(
            _format(face, *(
                kind.number_of(xml)
                for kind, xml in ((fonts, face.font), (fills, face.fill), (borders, face.border))
            ))
        )
        for face in faces
    }  # fmt: skip
    edits = [edit for kind in (fonts, fills, borders, formats) for edit in kind.edits()]
    return patched(content, edits), numbers


def _format(face: Face, font: int, fill: int, border: int) -> str:
    # What is typed in an answer is text: no date, no number and no formula is made of it.
    number = '49" applyNumberFormat="1' if face.is_input else "0"
    wrapped = ' wrapText="1"' if face.wraps else ""
    inset = ' horizontal="left" indent="1"' if face.is_inset else ""
    locked = '<protection locked="0"/>' if face.is_input else ""
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" '
        'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">'
        f'<alignment vertical="top"{inset}{wrapped}/>{locked}</xf>'
    )


class _Kind:
    """The fonts, say, of a part: those that it has, and those that are to come."""

    def __init__(self, content: bytes, part: str, root: Element, name: str) -> None:
        found = root.child(name)
        if found is None or not found.children:
            raise UnreadableError(BROKEN, f"delen {part} mangler {name}")
        self._element: Final = found
        self._content: Final = content
        self._all: Final = [content[each.start : each.end] for each in found.children]
        self._own: Final = len(self._all)

    def number_of(self, xml: str) -> int:
        """The number of one that is spelled so; a new one when there is none."""
        spelled = prefixed(xml, self._element.prefix).encode()
        if spelled not in self._all:
            self._all.append(spelled)
        return self._all.index(spelled)

    def edits(self) -> list[Edit]:
        new, at = b"".join(self._all[self._own :]), self._element.inside_end
        if not new:
            return []
        count = with_attributes(self._content, self._element, count=str(len(self._all)))
        return [count, Edit(at, at, new)]


def prefixed(xml: str, prefix: str) -> str:
    """XML with the prefix of its namespace on every element; its texts are escaped."""
    return _TAG.sub(rf"<\g<1>{prefix}", xml) if prefix else xml
