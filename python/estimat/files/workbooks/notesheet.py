"""The sheet Notat: the words of the note that are not the areas' own, and how to write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from ...core import layout
from ...core.layout import Field
from ...core.noting import note
from ..writing.rowheights import fit
from ..writing.styles import Look, Styles, put, set_up_page
from .areafile import AreaPlan, NoteText

LEGEND: Final = (
    "Celler med ramme fylles ut. «estimat notat» lager notatet av dem, og av områdenes ambisjoner, "
    "aktiviteter, begrunnelser og summer."
)

_LABEL, _TEXT, _HELP = range(3)
_WIDTHS: Final = (26, 84, 48)
_FIRST: Final = 3
_SPARE: Final = 2
"""Blank cells after the paragraphs and the footnotes, for more of them."""

_HELP_LINES: Final = (
    ("{Timepris 1.000}", "Tallet fra Forutsetninger, med punktum mellom tusenene."),
    ("{TimerPerArsverk 1000}",
     "Uten noe mellom tusenene. {TimerPerArsverk 1 000} gir mellomrom mellom dem."),
    ("{FullkostPerArsverk mill}", "Millioner kroner med én desimal."),
    ("{Sum mill}",
     "Bare i budsjettlinjen: områdets sum i millioner kroner, som den står i Konsolidert. "
     "{Budsjett mill} er rammen der; {Total mill} er summen av områdene, hvor som helst."),
    ("Navnene i klammer",
     f"{', '.join(note.NUMBERS)}. Et navn som ikke finnes, gir ikke noe notat, men en melding om "
     "hvilken celle det står i."),
    ("Fotnoter",
     "Et hevet tall rett etter et ord, som i «rammer¹», setter fotnoten der, også i områdenes ark. "
     "Tegnene kan kopieres herfra: ¹ ² ³ ⁴ ⁵ ⁶ ⁷ ⁸ ⁹"),
)  # fmt: skip


class _Part(NamedTuple):
    """A named column of cells to fill in; with numbers, each has its own label."""

    field: Field
    texts: Sequence[str]
    help: str
    numbered: bool = False


class _Sheet(NamedTuple):
    """The sheet that is being written."""

    book: Workbook
    sheet: Worksheet
    styles: Styles

    def name(self, field: Field, first: int, last: int, column: int) -> None:
        """Give cells a name that belongs to the sheet, and follows it into another workbook."""
        cells = xl_range_abs(first, column, last, column)
        self.book.define_name(f"'{layout.NOTE}'!{field.name}", f"='{layout.NOTE}'!{cells}")

    def inputs(self, row: int, texts: Sequence[str]) -> None:
        """Cells to fill in, side by side, in a row that is high enough."""
        for column, text in enumerate(texts, start=_TEXT):
            put(self.sheet, row, column, text, self.styles("wrap", "input"))
        fit(self.sheet, row, zip(texts, _WIDTHS[_TEXT:], strict=False))

    def text(self, row: int, column: int, text: str, *looks: Look) -> None:
        self.sheet.write_string(row, column, text, self.styles(*looks))


def write_note(
    areas: Sequence[AreaPlan], words: NoteText, book: Workbook, styles: Styles, *, locked: bool
) -> None:
    """Add the sheet with the words of the note."""
    sheet = book.add_worksheet(layout.NOTE)
    into = _Sheet(book, sheet, styles)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 24)
    into.text(0, 0, layout.NOTE, "title")
    into.text(1, 0, LEGEND, "note")
    row = _FIRST
    for part in _parts(words):
        row = _write_part(row, part, into) + 1
    row = _write_headings(row, areas, words, into) + 1
    into.text(row, _LABEL, "Tall og fotnoter i teksten", "heading")
    for term, text in _HELP_LINES:
        row += 1
        into.text(row, _LABEL, term, "label")
        into.text(row, _TEXT, text, "inset", "wrap")
        fit(sheet, row, [(text, _WIDTHS[_TEXT])])
    set_up_page(sheet)
    sheet.fit_to_pages(1, 1)
    if locked:
        sheet.protect()


def _parts(words: NoteText) -> tuple[_Part, ...]:
    spare = [""] * _SPARE
    return (
        _Part(layout.NOTE_TITLE, [words.title], "Notatets tittel."),
        _Part(layout.NOTE_INTRODUCTION, [*words.introduction, *spare], "Ett avsnitt i hver celle."),
        _Part(layout.NOTE_BUDGET, [words.budget], "Sist under hvert område som har aktiviteter."),
        _Part(
            layout.NOTE_FOOTNOTES,
            [*words.footnotes, *spare],
            "Står nederst på siden der det hevede tallet brukes første gang.",
            numbered=True,
        ),
    )


def _write_part(row: int, part: _Part, into: _Sheet) -> int:
    """Write the cells of one name; gives the row below."""
    into.name(part.field, row, row + len(part.texts) - 1, _TEXT)
    into.text(row, _HELP, part.help, "note", "inset", "wrap")
    for number, text in enumerate(part.texts, start=1):
        if part.numbered:
            into.text(row, _LABEL, f"{part.field.label} {number}", "label")
        elif number == 1:
            into.text(row, _LABEL, part.field.label, "label")
        into.inputs(row, [text])
        row += 1
    return row


def _write_headings(row: int, areas: Sequence[AreaPlan], words: NoteText, into: _Sheet) -> int:
    """The headings of all areas, and those of one area alone; gives the row below."""
    over = (layout.NOTE_AMBITIONS, layout.NOTE_ACTIVITIES)
    for column, text in enumerate(("Overskrifter", *(field.label for field in over))):
        into.text(row, column, text, "header", "left")
    into.sheet.set_row(row, 20)
    for column, field in enumerate(over, start=_TEXT):
        into.name(field, row + 1, row + 1, column)
    into.name(layout.NOTE_HEADINGS, row + 2, row + 1 + len(areas), _LABEL)
    rows = [("Alle områder", (words.ambitions, words.activities))]
    rows += [(area.head.id, words.of_areas.get(area.head.id, ("", ""))) for area in areas]
    for label, texts in rows:
        row += 1
        into.text(row, _LABEL, label, "label", "plain")
        into.inputs(row, texts)
    into.text(row + 1, _TEXT, "Et tomt felt betyr samme overskrift som for alle områder.", "note")
    return row + 2
