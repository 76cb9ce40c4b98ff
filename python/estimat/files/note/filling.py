"""A Word template filled in: a sandbox runs what stands in its braces, and the texts come after.

A text of the workbook does not go through the template as text. It goes as an empty element with a
number, and its letters are put in when the XML is a tree; so nothing in it can be taken for markup,
for a field or for a part of the template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from ...core.errors import UsageError
from ...core.noting.note import pieces
from ..writing.textsheet import NO_CHARACTER
from .footnotes import Footnotes

_SPACE: Final = "urn:estimat"
_PLACE: Final = f"{{{_SPACE}}}text"
_NO_TEXT: Final = re.compile(rf"[\x00-\x08\x0b-\x1f]|{NO_CHARACTER.pattern}")
_BREAKS: Final = re.compile("([\n\t])")
_UNKNOWN: Final = re.compile(r"'([^']*)' is undefined|has no attribute '([^']*)'")
_WITHIN: Final = "<template>"
"""What Jinja calls the file when it tells where in a template something went wrong."""


class Texts:
    """The texts of a note on their way through a template."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def __call__(self, text: str) -> str:
        """The text as a template may use it."""
        made = _Text(plain(text))
        made._number = len(self._texts)
        self._texts.append(made)
        return made

    def all(self, texts: Iterable[str]) -> list[str]:
        return [self(text) for text in texts]

    def at(self, element: Any) -> str:
        """The text that belongs in the place of an element."""
        return self._texts[int(element.get("n"))]


class _Text(str):
    """A text that a template shows as an element; filters and comparisons have its letters."""

    _number: int

    def __html__(self) -> str:
        return f'<e:text xmlns:e="{_SPACE}" n="{self._number}"/>'


def plain(text: str) -> str:
    """Text that XML can hold."""
    return _NO_TEXT.sub("\ufffd", text.replace("\r\n", "\n"))


def fill(document: Document, context: Mapping[str, Any], texts: Texts, footnotes: Footnotes) -> int:
    """Run the template in every part that has one; gives how many texts it has shown.

    Raises UsageError, in Norwegian, for what is wrong with the template.
    """
    root = document.element
    body = _run(root.body, "brødteksten", context)
    root.replace(root.body, body)
    count = _put(body, texts, footnotes, noted=True)
    for relation in document.part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            part = relation.target_part
            part._element = _run(part._element, "topp- eller bunnteksten", context)
            count += _put(part._element, texts, footnotes, noted=False)  # Word has none there
    return count


def _run(element: Any, where: str, context: Mapping[str, Any]) -> Any:
    """A part of the template with its braces carried out."""
    source = etree.tostring(element, encoding="unicode")
    # A line for each paragraph, so that the number of a line tells which.
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", DocxTemplate("").patch_xml(source))
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        result = environment.from_string(source).render(context)
    except Exception as problem:  # whatever an expression of somebody's can do
        raise _wrong(where, _told(problem, context), source, _line(problem)) from problem
    try:
        return parse_xml(result.replace("\n<w:p", "<w:p"))
    except etree.XMLSyntaxError as problem:
        what = "har en løkke eller et vilkår som begynner i ett avsnitt og slutter midt i et annet"
        raise _wrong(where, what, "", 0) from problem


def _told(problem: Exception, known: Iterable[str]) -> str:
    """What a template does wrong, when only these names are known."""
    if isinstance(problem, SecurityError):
        return "gjør noe en mal ikke får gjøre"
    if isinstance(problem, UndefinedError):
        found = _UNKNOWN.search(str(problem))
        name = next(filter(None, found.groups()), "") if found else ""
        return f"bruker «{name}», som ikke finnes (navnene er {', '.join(known)})"
    if not isinstance(problem, TemplateSyntaxError):
        return "lar seg ikke regne ut"
    said = problem.message or ""
    if said.startswith("Unexpected end of template"):
        return "mangler {% endfor %} eller {% endif %}"
    unknown = re.match(r"Encountered unknown tag '([^']*)'", said)
    return f"har {{% {unknown[1]} %}} på feil sted" if unknown else "er ikke riktig skrevet"


def _line(problem: BaseException) -> int:
    """The line of the template that was being run, or read."""
    if isinstance(problem, TemplateSyntaxError):
        return problem.lineno
    trace, line = problem.__traceback__, 0
    while trace:
        if trace.tb_frame.f_code.co_filename == _WITHIN:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _wrong(where: str, what: str, source: str, line: int) -> UsageError:
    lines = source.splitlines()
    text = re.sub(r"<[^>]*>", "", lines[line - 1]).strip() if 0 < line <= len(lines) else ""
    near = f" ved «{text[:200]}»" if text else ""
    return UsageError(f"Malen {what}, i {where}{near}.")


def _put(root: Any, texts: Texts, footnotes: Footnotes, *, noted: bool) -> int:
    """Put the texts in their places; gives how many there were."""
    places = list(root.iter(_PLACE))
    if any(place.getparent().tag != qn("w:t") for place in places):
        raise UsageError("Malen har {{p … }} eller {{r … }} om en tekst; skriv {{ … }}.")
    for run in dict.fromkeys(place.getparent().getparent() for place in places):
        for new in _runs(run, texts, footnotes, noted):
            run.addprevious(new)
        run.getparent().remove(run)
    return len(places)


def _runs(run: Any, texts: Texts, footnotes: Footnotes, noted: bool) -> Iterator[Any]:
    """The run anew, cut in two where a footnote stands."""
    look = run.find(qn("w:rPr"))

    def empty() -> Any:
        made = OxmlElement("w:r")
        if look is not None:
            made.append(deepcopy(look))
        return made

    current = empty()
    for child in run:
        if child is look:
            continue
        if child.find(_PLACE) is None:
            current.append(deepcopy(child))
            continue
        for piece in _pieces(child, texts, footnotes.texts):
            if isinstance(piece, str):
                current.extend(_letters(piece))
            elif noted:
                yield current
                yield from footnotes.reference(piece)
                current = empty()
    yield current


def _pieces(text: Any, texts: Texts, notes: Mapping[int, str]) -> Iterator[str | int]:
    yield text.text or ""
    for place in text:
        yield from pieces(texts.at(place), notes)
        yield place.tail or ""


def _letters(text: str) -> Iterator[Any]:
    """A text as a run holds it: line breaks and tabs are elements."""
    for piece in _BREAKS.split(text):
        if piece in ("\n", "\t"):
            yield OxmlElement("w:br" if piece == "\n" else "w:tab")
        elif piece:
            made = OxmlElement("w:t")
            made.text = piece
            made.set(f"{{{nsmap['xml']}}}space", "preserve")
            yield made
