"""Tables and the chart at the end of a Word document: the plain tables of the core, to be read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from ...core.consolidation import Consolidation
from ...core.tables import DECIMALS, Heading, Item, Table, shown
from ..results.sheets import CHART_IN_WORDS, write_results
from ..writing.styles import ACCENT, FONT, LINE, Styles, close, new_workbook
from .filling import plain
from .footnotes import style_id

_SMALL: Final = '<w:sz w:val="16"/><w:szCs w:val="16"/>'
_TWIP: Final = 635
"""How many of the units of drawings, EMU, go to a twentieth of a point, in which Word measures."""
_A4, _MARGIN = 11906 * _TWIP, 1361 * _TWIP
_PER_LETTER: Final = 92
"""Roughly what a letter of a table takes, in twips."""
_MOST: Final = 60
"""Letters that a column is made for at most."""
_BESIDE: Final = 120
"""What a column takes besides its letters, in twips."""
_FIRM: Final = 18 * _PER_LETTER + _BESIDE
"""A text column that is no wider gives nothing to the others."""
_TOGETHER: Final = 20
"""Rows that stay on one page."""
_CHART: Final = "xl/charts/chart1.xml"


class Tables:
    """Writes to the end of a document, in the styles it has."""

    def __init__(self, document: Document, files: Iterable[str]) -> None:
        self._document = document
        # A reader elsewhere has no use for the folders, which are the writer's.
        self._files = {file: PurePath(file).name for file in sorted(files, key=len, reverse=True)}
        page = document.sections[-1]
        margins = (page.left_margin or _MARGIN) + (page.right_margin or _MARGIN)
        self._width = (page.page_width or _A4) - margins

    def heading(self, text: str, *, level: int) -> None:
        """A heading; the first level begins a page."""
        style = style_id(self._document, f"heading {level}")
        look = f'<w:pStyle w:val="{escape(style)}"/>' if style else ""
        new_page = "<w:pageBreakBefore/>" if level == 1 else ""
        bold = "" if style else "<w:rPr><w:b/></w:rPr>"
        self._add(f"<w:p><w:pPr>{look}<w:keepNext/>{new_page}</w:pPr>{_run(text, bold)}</w:p>")

    def add(self, table: Table) -> None:
        """A table under its title, with its note between them."""
        self.heading(table.title, level=2)
        if table.note:
            small = f"<w:rPr>{_SMALL}</w:rPr>"
            keep = "<w:keepNext/>" if table.rows else ""
            self._add(f"<w:p><w:pPr>{keep}</w:pPr>{_run(table.note, small)}</w:p>")
        rows = [
            [self._said(item, heading) for item, heading in zip(row, table.columns, strict=True)]
            for row in table.rows
        ]
        if not rows:
            return
        widths = _widths(table.columns, rows, self._width // _TWIP)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        last = "total" if table.has_total else ""
        kinds = ["header", *[""] * (len(rows) - 1), last]
        together = len(rows) <= _TOGETHER
        body = "".join(
            _row(row, table.columns, widths, kind, keep=together and place < len(rows))
            for place, (row, kind) in enumerate(
                zip([[each.text for each in table.columns], *rows], kinds, strict=True)
            )
        )
        self._add(
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>'
            f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{ACCENT[1:]}"/>'
            f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE[1:]}"/></w:tblBorders>'
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
            '<w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f"<w:tblCaption w:val={quoteattr(table.title)}/></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
        )
        # Two tables with nothing between them are one to Word.
        self._add(
            '<w:p><w:pPr><w:spacing w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
        )

    def chart(self, consolidation: Consolidation) -> None:
        """The chart of Konsolidert, with the numbers it shows; none when it has none there."""
        xml = _chart_of(consolidation)
        if xml is None:
            return
        part = Part(
            PackURI("/word/charts/estimat1.xml"), CONTENT_TYPE.DML_CHART, xml,
            self._document.part.package,
        )  # fmt: skip
        id = self._document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        height = 600_000 + 420_000 * max(3, len(consolidation.areas))
        self._add(
            "<w:p><w:pPr><w:keepLines/></w:pPr><w:r><w:drawing>"
            '<wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{self._width}" cy="{height}"/><wp:docPr id="9001" '
            f'name="Estimat og budsjett" descr={quoteattr(CHART_IN_WORDS)}/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
            f'<c:chart r:id="{id}"/></a:graphicData></a:graphic></wp:inline>'
            "</w:drawing></w:r></w:p>"
        )

    def _said(self, item: Item, heading: Heading) -> str:
        """The value; a number is never cut in two at the end of a line."""
        text = shown(item, heading)
        if heading.format in DECIMALS:
            return text.replace(" ", "\u00a0")
        for file, name in self._files.items():
            text = text.replace(file, name)
        return plain(text)

    def _add(self, xml: str) -> None:
        """Put an element last, before the page's own."""
        spaces = nsdecls("w", "a", "c", "r", "wp")
        element = parse_xml(re.sub(r"^<[\w:]+", lambda tag: f"{tag[0]} {spaces}", xml))
        self._document.element.body.sectPr.addprevious(element)


def _widths(columns: Sequence[Heading], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """How wide the columns are, in twips: numbers as they need, texts share the rest."""
    letters = [max(len(row[place]) for row in rows) for place in range(len(columns))]
    heads = [len(heading.text) for heading in columns]
    if sum(map(max, letters, heads)) * _PER_LETTER > width:  # a header may be cut between words
        heads = [max(map(len, heading.text.split())) for heading in columns]
    needed = [
        min(max(pair), _MOST) * _PER_LETTER + _BESIDE for pair in zip(letters, heads, strict=True)
    ]
    texts = [place for place, each in enumerate(columns) if each.format not in DECIMALS]
    left = width - sum(needed)
    # What is missing is taken from the long texts alone: a code is not cut in two.
    shares = {place: max(needed[place] - (_FIRM if left < 0 else 0), 0) for place in texts}
    for place, share in shares.items():
        needed[place] += max(left * share // (sum(shares.values()) or 1), -share)
    return needed


_FILLED: Final = f'<w:shd w:val="clear" w:color="auto" w:fill="{ACCENT[1:]}"/>'
_RULED: Final = (
    f'<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{ACCENT[1:]}"/>'
    "</w:tcBorders>"
)
_LOOKS: Final = {
    "header": (f'<w:b/><w:color w:val="FFFFFF"/>{_SMALL}', _FILLED, "<w:tblHeader/>"),
    "total": (f"<w:b/>{_SMALL}", _RULED, ""),
    "": (_SMALL, "", ""),
}
"""How the three kinds of row look: their letters, their cells, and the row itself."""


def _row(
    texts: Sequence[str],
    columns: Sequence[Heading],
    widths: Sequence[int],
    kind: str,
    *,
    keep: bool,
) -> str:
    letters, cell, row = _LOOKS[kind]
    kept = "<w:keepNext/>" if keep else ""
    cells = ""
    for text, heading, width in zip(texts, columns, widths, strict=True):
        side = '<w:jc w:val="right"/>' if heading.format in DECIMALS else ""
        cells += (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{cell}</w:tcPr><w:p><w:pPr>'
            f'{kept}<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>{side}'
            f"</w:pPr>{_run(text, f'<w:rPr>{letters}</w:rPr>')}</w:p></w:tc>"
        )
    return f"<w:tr><w:trPr><w:cantSplit/>{row}</w:trPr>{cells}</w:tr>"


def _run(text: str, look: str = "") -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r>'


def _chart_of(consolidation: Consolidation) -> bytes | None:
    """The chart that the result has, as it is there, in the note's type."""
    content = io.BytesIO()
    book = new_workbook(content)
    write_results(book, Styles(book), consolidation, "", "")
    close(book)
    with zipfile.ZipFile(content) as package:
        if _CHART not in package.namelist():
            return None
        xml = package.read(_CHART).decode("utf-8")
    xml = re.sub(r"<c:printSettings>.*?</c:printSettings>", _TYPE, xml, flags=re.DOTALL)
    xml = xml.replace('formatCode="#,##0', 'formatCode="[$-414]#,##0')
    xml = xml.replace("</c:chart>", '<c:dispBlanksAs val="gap"/></c:chart>')
    budgets, end, rest = xml.replace('<c:showVal val="1"/>', _ONLY_VALUES).partition("</c:val>")
    for place, area in enumerate(consolidation.areas):
        if area.budget is None:  # no budget is not one of nothing
            budgets = budgets.replace(f'<c:pt idx="{place}"><c:v>0</c:v></c:pt>', "")
    return (budgets + end + rest).encode()


# A document has no sheets to print, no theme to take its type from and no country; and what a label
# shows must be said there, where a workbook need not.
_TYPE: Final = (
    "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr>"
    f'<a:latin typeface="{FONT}"/></a:defRPr></a:pPr><a:endParaRPr lang="nb-NO"/></a:p></c:txPr>'
)
_ONLY_VALUES: Final = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
