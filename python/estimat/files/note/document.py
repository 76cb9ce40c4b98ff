"""The note as a Word document, from a template: ours, or one of the directorate's own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from lxml import etree

from ...core import norwegian, report
from ...core.consolidation import Consolidation
from ...core.control import control_table, double_control
from ...core.errors import UnreadableError, UsageError
from ...core.noting.note import Note, pieces
from ...core.tables import chosen
from ..package import Package, zipped
from ..writing.seal import UNSEALED
from ..writing.styles import TROUBLE
from .filling import Texts, fill, plain
from .footnotes import Footnotes, related
from .tables import Tables
from .template import template

MARK: Final = "EstimatNotat"
"""A property that marks a document as one that this program made."""

_ATTACHED: Final = "attachedTemplate"
_PROPERTIES: Final = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"/>'
)
_OWN_PROPERTY: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def note_document(
    note: Note, consolidation: Consolidation, own_template: Path | None, *, with_tables: bool
) -> bytes:
    """The document; the same note, template and stamp give the same bytes.

    Raises UsageError, in Norwegian, when the template cannot be used.
    """
    document = _opened(own_template)
    texts = Texts()
    footnotes = Footnotes(document, {n: plain(text) for n, text in note.footnotes.items()})
    if not fill(document, _context(note, consolidation, texts), texts, footnotes):
        raise UsageError("Malen viser ingenting av notatet. Er det riktig fil?")
    if with_tables:
        files = [name for name, _ in consolidation.stamp.inputs]
        _add_tables(Tables(document, files), note, consolidation)
    footnotes.finish()
    for notice in reversed(report.notices(consolidation)):
        document.element.body.insert(0, _notice(notice))
    title = [piece for piece in pieces(note.title, note.footnotes) if isinstance(piece, str)]
    _sign(document, "".join(title), consolidation)
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as package:
        return zipped({name: package.read(name) for name in package.namelist()})


def is_note(path: Path) -> bool:
    """Whether a file is a document that this program made."""
    try:
        package = Package(path)
        return any(
            each.get("name") == MARK
            for relation in package.relationships().values()
            if relation.kind == "custom-properties"
            for each in package.xml(relation.target)
        )
    except UnreadableError:
        return False


def text_of(content: bytes) -> list[str]:
    """The paragraphs of a document, to see that a file is whole."""
    return [each.text for each in docx.Document(io.BytesIO(content)).paragraphs]


def _opened(own: Path | None) -> Document:
    if own is None:
        return docx.Document(io.BytesIO(template()))
    try:
        package = Package(own)  # its size, its zip, and no DTD in it
        for part in package.parts():
            if part.endswith((".xml", ".rels")):
                package.xml(part)
        document = docx.Document(str(own))
    except UnreadableError as problem:
        raise UsageError(f"Malen {own}: {problem.found or problem}.") from None
    except Exception as problem:  # a stranger's file, and a library that trusts it
        raise UsageError(f"Malen {own} er ikke et Word-dokument (.docx).") from problem
    return document


def _context(note: Note, consolidation: Consolidation, texts: Texts) -> Mapping[str, Any]:
    """What a template can name."""
    stamp = consolidation.stamp
    return {
        "tittel": texts(note.title),
        "innledning": texts.all(note.introduction),
        "omrader": [
            {
                "navn": texts(section.name),
                "begrunnelse": texts.all(section.reason),
                "overskrift_ambisjoner": texts(section.ambitions_heading),
                "ambisjoner": texts.all(section.ambitions),
                "overskrift_aktiviteter": texts(section.activities_heading),
                "aktiviteter": texts.all(section.activities),
                "budsjett": texts(section.budget),
            }
            for section in note.sections
        ],
        "sum": texts(norwegian.number(consolidation.total.millions, 1)),
        "departement": texts(stamp.assumptions.ministry if stamp.assumptions else ""),
        "dato": texts(f"{_made(consolidation):%d.%m.%Y}"),
    }


def _add_tables(tables: Tables, note: Note, consolidation: Consolidation) -> None:
    """The numbers behind the note: what it comes to, with what rates. Findings are our own."""
    total = report.consolidated(consolidation)
    tables.heading("Tallene bak notatet", level=1)
    tables.add(chosen(total, report.SUMS_AND_BUDGETS))
    tables.chart(consolidation)
    tables.add(chosen(total, report.KINDS_OF_COST)._replace(title="Kostnadstyper"))
    tables.add(report.risk_reserve(consolidation))
    tables.add(report.assumptions(consolidation))
    used = consolidation.stamp.assumptions
    if used and used.hourly_rate is not None and used.hours_per_year is not None and used.full_cost:
        rates = (used.hourly_rate, used.hours_per_year, used.full_cost)
        tables.add(control_table(double_control(*rates, note.double_control)))
    tables.add(report.reconciliation(consolidation))
    tables.add(report.left_out(consolidation))


def _notice(text: str) -> Any:
    """What a forced note says before anything else, whatever its template has."""
    return parse_xml(
        f"<w:p {nsdecls('w')}><w:pPr><w:pBdr>"
        + "".join(
            f'<w:{side} w:val="single" w:sz="8" w:space="4" w:color="{TROUBLE[1:]}"/>'
            for side in ("top", "left", "bottom", "right")
        )
        + f'</w:pBdr></w:pPr><w:r><w:rPr><w:b/><w:color w:val="{TROUBLE[1:]}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r></w:p>'
    )


def _made(consolidation: Consolidation) -> datetime:
    return datetime.fromisoformat(consolidation.stamp.time)


def _sign(document: Document, title: str, consolidation: Consolidation) -> None:
    """Say what the document is and who made it, and nothing of the machine or the template's."""
    about, made = document.core_properties, _made(consolidation).astimezone(timezone.utc)
    about.title = "".join(plain(title).splitlines())[:255]
    about.author = about.last_modified_by = "Estimat"
    about.created = about.modified = made.replace(tzinfo=None)
    about.keywords, about.language, about.revision = MARK, "nb-NO", 1
    about.comments = about.subject = ""
    _mark(document)
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.SETTINGS:
            settings = relation.target_part
            for id, each in list(settings.rels.items()):
                if each.reltype.endswith(f"/{_ATTACHED}"):  # the path of the template it had
                    del settings.rels[id]
            for element in list(settings._element.iter(qn(f"w:{_ATTACHED}"))):
                element.getparent().remove(element)


def _mark(document: Document) -> None:
    """Add the mark to the properties of the document, of which a template may have its own."""
    part = related(
        document.part.package, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES,
        "/docProps/custom.xml", CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, _PROPERTIES,
    )  # fmt: skip
    root = etree.fromstring(part.blob)
    for each in [each for each in root if each.get("name") == MARK]:
        root.remove(each)
    space = root.tag.rpartition("}")[0] + "}"
    number = 1 + max((int(each.get("pid")) for each in root), default=1)
    own = etree.SubElement(
        root, f"{space}property", fmtid=_OWN_PROPERTY, pid=str(number), name=MARK
    )
    etree.SubElement(own, f"{{{root.nsmap['vt']}}}lpwstr").text = UNSEALED
    part._blob = serialize_part_xml(root)
