"""The sheet Notat: the words of the note that are not the areas' own, and how to write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xlsxwriter import Workbook

from ...core import layout
from ...core.layout import Field
from ...core.noting import note
from ..writing.styles import Styles, put, set_up_page
from ..writing.textsheet import fit
from .areafile import AreaPlan, NoteText
from .form import Form

LEGEND: Final = (
    "Celler med ramme fylles ut. «estimat notat» lager notatet av dem, og av områdenes ambisjoner, "
    "aktiviteter, begrunnelser og summer."
)

_LABEL, _TEXT, _HELP = range(3)
_WIDTHS: Final = (26, 84, 48)
_FIRST: Final = 3
_SPARE: Final = 2
"""Blank cells after the paragraphs and the footnotes, for more of them."""

_HELP_ON_FOOTNOTES: Final = "Står nederst på siden der det hevede tallet brukes første gang."
_HELP_LINES: Final = (
    ("{Timepris 1.000}", "Tallet fra Forutsetninger, med punktum mellom tusenene."),
    ("{TimerPerArsverk 1000}",
     "Uten noe mellom tusenene. {TimerPerArsverk 1 000} gir mellomrom mellom dem."),
    ("{FullkostPerArsverk mill}", "Millioner kroner med én desimal."),
    ("{Sum mill}",
     "Bare i budsjettlinjen: områdets sum i millioner kroner, som den står i Konsolidert. "
     "{Budsjett mill} er rammen der; {Total mill} er summen av områdene, hvor som helst."),
    ("{P85 mill}",
     "Usikkerheten, i millioner kroner: {Forventet mill}, {P10 mill}, {P50 mill}, {P90 mill}, "
     "{ValgtNiva mill}, {Avsetningsbehov mill}, {Avsetningsmangel mill}, {UtenSpenn mill}; og "
     "{Sikkerhetsniva %}. Ikke i budsjettlinjen."),
    ("Navnene i klammer",
     f"{', '.join(note.NUMBERS)}. Et navn som ikke finnes, gir ikke noe notat, men en melding om "
     "hvilken celle det står i."),
    ("Fotnoter",
     "Et hevet tall rett etter et ord, som i «rammer¹», setter fotnoten der, også i områdenes ark. "
     "Tegnene kan kopieres herfra: ¹ ² ³ ⁴ ⁵ ⁶ ⁷ ⁸ ⁹"),
)  # fmt: skip
HELP_TERMS: Final = frozenset(term for term, _ in _HELP_LINES)
"""What the sheet explains, each with its explanation beside it."""


def write_note(
    areas: Sequence[AreaPlan], words: NoteText, book: Workbook, styles: Styles, *, locked: bool
) -> None:
    """Add the sheet with the words of the note."""
    sheet = book.add_worksheet(layout.NOTE)
    into = Form(book, sheet, styles)
    into.begin(layout.NOTE, LEGEND, _WIDTHS)
    row, spare = _FIRST, [""] * _SPARE
    for field, texts, help in (
        (layout.NOTE_TITLE, [words.title], "Notatets tittel."),
        (layout.NOTE_INTRODUCTION, [*words.introduction, *spare], "Ett avsnitt i hver celle."),
        (layout.NOTE_BUDGET, [words.budget], "Sist under hvert område som har aktiviteter."),
        (layout.NOTE_FOOTNOTES, [*words.footnotes, *spare], _HELP_ON_FOOTNOTES),
    ):
        row = _write_part(row, field, texts, help, into) + 1
    row = _write_headings(row, areas, words, into) + 1
    into.text(row, _LABEL, "Tall og fotnoter i teksten", "heading")
    for term, text in _HELP_LINES:
        row += 1
        into.text(row, _LABEL, term, "label")
        into.text(row, _TEXT, text, "inset", "wrap")
        fit(sheet, row, [(text, _WIDTHS[_TEXT])])
    set_up_page(sheet)
    sheet.fit_to_pages(1, 1)
    if locked:  # whoever gets a part writes nothing there, and need not see it
        sheet.protect()
        sheet.hide()


def _write_part(row: int, field: Field, texts: Sequence[str], help: str, into: Form) -> int:
    """Write the cells of one name, each footnote with its number; gives the row below."""
    into.name(field, row, _TEXT, len(texts))
    into.text(row, _HELP, help, "note", "inset", "wrap")
    for number, text in enumerate(texts, start=1):
        if field is layout.NOTE_FOOTNOTES:
            into.text(row, _LABEL, f"{field.label} {number}", "label")
        elif number == 1:
            into.text(row, _LABEL, field.label, "label")
        _write_inputs(row, [text], into)
        row += 1
    return row


def _write_headings(row: int, areas: Sequence[AreaPlan], words: NoteText, into: Form) -> int:
    """The headings of all areas, and those of one area alone; gives the row below."""
    over = (layout.NOTE_AMBITIONS, layout.NOTE_ACTIVITIES)
    for column, text in enumerate(("Overskrifter", *(field.label for field in over))):
        into.text(row, column, text, "header", "left")
    into.sheet.set_row(row, 20)
    for column, field in enumerate(over, start=_TEXT):
        into.name(field, row + 1, column)
    into.name(layout.NOTE_HEADINGS, row + 2, _LABEL, len(areas))
    rows = [("Alle områder", (words.ambitions, words.activities))]
    rows += [(area.head.id, words.of_areas.get(area.head.id, ("", ""))) for area in areas]
    for label, texts in rows:
        row += 1
        into.text(row, _LABEL, label, "label", "plain")
        _write_inputs(row, texts, into)
    into.text(row + 1, _TEXT, "Et tomt felt betyr samme overskrift som for alle områder.", "note")
    return row + 2


def _write_inputs(row: int, texts: Sequence[str], into: Form) -> None:
    """Cells to fill in, side by side, in a row that is high enough."""
    for column, text in enumerate(texts, start=_TEXT):
        put(into.sheet, row, column, text, into.styles("wrap", "input"))
    fit(into.sheet, row, zip(texts, _WIDTHS[_TEXT:], strict=False))
