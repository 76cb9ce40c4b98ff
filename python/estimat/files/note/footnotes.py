"""Footnotes in a Word document: a real one where a note is first used, a reference afterwards.

Word numbers footnotes itself and refers to one by a field. Other programs show the field's result,
which is therefore written too.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

_BARE: Final = (
    f"<w:footnotes {nsdecls('w')}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0">'
    "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote></w:footnotes>"
)
"""What the part holds in a document without footnotes."""

_RAISED: Final = '<w:vertAlign w:val="superscript"/>'


def style_id(document: Document, name: str) -> str | None:
    """What the document calls a style of Word's, which has one name in every language."""
    for style in document.styles.element.iterchildren(qn("w:style")):
        found = style.find(qn("w:name"))
        if found is not None and found.get(qn("w:val"), "").casefold() == name.casefold():
            return str(style.get(qn("w:styleId")))
    return None


class Footnotes:
    """The footnotes of a document while its text is put in."""

    def __init__(self, document: Document, texts: Mapping[int, str]) -> None:
        self.texts: Final = texts
        self._document = document
        self._used: dict[int, str] = {}
        self._results: list[tuple[Any, str]] = []
        self._part = related(
            document.part, RELATIONSHIP_TYPE.FOOTNOTES,
            "/word/footnotes.xml", CONTENT_TYPE.WML_FOOTNOTES, _BARE,
        )  # fmt: skip
        self._root = parse_xml(self._part.blob)
        body = document.element.body
        self._next = 1 + max(_numbers(self._root, "w:footnote"), default=0)
        self._bookmark = 1 + max(_numbers(body, "w:bookmarkStart"), default=0)
        self._mark = _style(document, "footnote reference", "w:rStyle") + _RAISED

    def reference(self, number: int) -> list[Any]:
        """The elements that refer to a note from where they stand in a paragraph."""
        id = self._used.get(number)
        if id is not None:
            elements = self._elements(
                f"{self._field('begin')}<w:r><w:rPr>{self._mark}</w:rPr>"
                f'<w:instrText xml:space="preserve"> NOTEREF {_bookmark(id)} \\f \\h </w:instrText>'
                f"</w:r>{self._field('separate')}"
                f"<w:r><w:rPr>{self._mark}</w:rPr><w:t/></w:r>{self._field('end')}"
            )
            self._results += [(text, id) for each in elements for text in each.iter(qn("w:t"))]
            return elements
        id = self._used[number] = self._added(self.texts[number])
        bookmark, self._bookmark = self._bookmark, self._bookmark + 1
        return self._elements(
            f'<w:bookmarkStart w:id="{bookmark}" w:name="{_bookmark(id)}"/>'
            f'<w:r><w:rPr>{self._mark}</w:rPr><w:footnoteReference w:id="{id}"/></w:r>'
            f'<w:bookmarkEnd w:id="{bookmark}"/>'
        )

    def finish(self) -> None:
        """Write the part, and in every field the number that Word gives its note."""
        self._part._blob = serialize_part_xml(self._root)
        body = self._document.element.body
        ids = [each.get(qn("w:id")) for each in body.iter(qn("w:footnoteReference"))]
        for text, id in self._results:
            text.text = str(ids.index(id) + 1)

    def _field(self, kind: str) -> str:
        return f'<w:r><w:rPr>{self._mark}</w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>'

    def _added(self, text: str) -> str:
        id, self._next = str(self._next), self._next + 1
        style = _style(self._document, "footnote text", "w:pStyle")
        self._root.append(parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="{id}"><w:p><w:pPr>{style}</w:pPr>'
            f"<w:r><w:rPr>{self._mark}</w:rPr><w:footnoteRef/></w:r>"
            f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        ))  # fmt: skip
        return id

    def _elements(self, xml: str) -> list[Any]:
        return [deepcopy(each) for each in parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>")]


def _bookmark(id: str) -> str:
    return f"_EstimatFotnote{id}"


def _style(document: Document, name: str, element: str) -> str:
    found = style_id(document, name)
    return f'<{element} w:val="{escape(found)}"/>' if found else ""


def _numbers(root: Any, element: str) -> list[int]:
    return [int(each.get(qn("w:id"))) for each in root.iter(qn(element))]


def related(owner: Any, relation: str, name: str, kind: str, bare: str) -> Part:
    """The part that a document or its package has by a relation; one is made of it where not."""
    for each in owner.rels.values():
        if each.reltype == relation:
            found: Part = each.target_part
            return found
    part = Part(PackURI(name), kind, bare.encode())
    owner.relate_to(part, relation)
    return part
