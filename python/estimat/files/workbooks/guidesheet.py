"""The sheet Veiledning: half a page on how to use the workbook."""

from __future__ import annotations

from typing import Final, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from ...core import layout
from ...core.layout import Kind, Status
from ..writing.rowheights import fit
from ..writing.styles import Look, Styles, put, set_up_page
from .areafile import AreaFile

_WIDTH: Final = 100
_ON_ONE_PAGE: Final = 12
"""Areas that a part can list without its guide becoming too small to read."""


class _Section(NamedTuple):
    """A heading, and lines of a term (in a look that may show what it means) and a text."""

    heading: str
    lines: tuple[tuple[Look, str, str], ...]


_KINDS: Final = {
    Kind.OWN: "Direktoratets egne timer, som regnes om til kroner med timeprisen.",
    Kind.PURCHASE: "Det som kjøpes av andre. Føres som beløp.",
    Kind.PASS_THROUGH: "Midler som går videre til andre. Føres som beløp, uten timer.",
}
_STATUSES: Final = {
    Status.DRAFT: "Området arbeider med tallene.",
    Status.REVIEW: "Området er ferdig med tallene, og de skal ses over.",
    Status.APPROVED: "Tallene er endelige.",
    Status.NO_ACTIVITIES: "Tabellen er tom, og begrunnelsen står øverst i arket.",
}
_HOW: Final = _Section("Slik gjør du", (
    ("label", "1  Satsene",
     "Kontroller arket Forutsetninger. Endres en sats, regnes alle arkene ut på nytt."),
    ("label", "2  Områdene",
     "Fyll ut ett ark per tjenesteområde: hodet øverst, så én rad per aktivitet. Skriv nye "
     "rader rett under den siste, så vokser tabellen og formlene følger med."),
    ("label", "3  Konsolider",
     "Trykk Konsolider på fanen Estimat. Da skrives arkene Konsolidert og Kontroll i denne "
     "arbeidsboken. Uten Excel: kjør «estimat konsolider» på kommandolinjen, så skrives de i "
     "en egen fil, og denne endres ikke."),
    ("label", "4  Kontroll",
     "Les arket ovenfra. Hver linje sier hvor funnet er og hva du gjør: en feil må rettes før "
     "noe konsolideres, en advarsel skal vurderes, og info er til orientering."),
    ("label", "5  Notatet",
     "Trykk Notat på fanen Estimat, så skrives notatet til departementet i Word. Det som ikke "
     "er områdenes egen tekst, skrives i arket Notat."),
))  # fmt: skip
_HOW_IN_A_PART: Final = _Section("Slik gjør du", (
    ("label", "1  Arket",
     "Fyll ut arket til tjenesteområdet: hodet øverst, så én rad per aktivitet. Skriv nye "
     "rader rett under den siste, så vokser tabellen og formlene følger med. Satsene, "
     "område-id og budsjett er satt av dem som sendte arket ut."),
    ("label", "2  Kontroll",
     "Trykk Kontroller på fanen Estimat, hvis du har den. Uten Estimat kan de grå cellene vise "
     "#NAVN?, og timene teller likevel."),
    ("label", "3  Tilbake",
     "Lagre fila under samme navn, som Excel-arbeidsbok, og send den tilbake. Totalen og "
     "notatet lages der arkene samles."),
))  # fmt: skip
_SECTIONS: Final = (
    _Section("Cellene", (
        ("input", "Med ramme", "Fylles ut eller velges fra en liste."),
        ("computed", "Grå, uten ramme", "Regnes ut. Skriv aldri over en formel."),
        ("trouble", "Fet, rød, med utropstegn",
         "Noe stemmer ikke, for eksempel tekst der det skal stå et tall."),
    )),
    _Section("Kostnadstypene", tuple(("label", word.value, text) for word, text in _KINDS.items())),
    _Section("Statusene", tuple(("label", word.value, text) for word, text in _STATUSES.items())),
    _Section("Navn og plass", (
        ("label", "Trygt å gjøre",
         "Gi arkene nye navn, flytte dem, og sette inn rader og kolonner. Et område kjennes igjen "
         "på område-id og tabell, ikke på hvor noe står."),
        ("label", "La stå",
         "Tabellens overskrifter, navnene på cellene og område-id. Under tabellen skal det være "
         "tomt."),
    )),
)  # fmt: skip


OWN_TEXTS: Final = frozenset(
    text
    for section in (_HOW, _HOW_IN_A_PART, *_SECTIONS)
    for line in (("", section.heading, ""), *section.lines)
    for text in line[1:]
)
"""What stands there without anybody having written it, in a part or a whole."""


def write_guide(areas: AreaFile, book: Workbook, styles: Styles) -> None:
    """Add the sheet that says how to use the others."""
    sheet = book.add_worksheet(layout.GUIDE)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, _WIDTH)
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, areas.title, styles("title"))
    put(sheet, 1, 0, areas.example, styles("note"))
    row = 3
    for section in (_HOW_IN_A_PART if areas.whole else _HOW, *_SECTIONS):
        sheet.write_string(row, 0, section.heading, styles("heading"))
        for look, term, text in section.lines:
            row += 1
            sheet.write_string(row, 0, term, styles(look))
            sheet.write_string(row, 1, text, styles("inset", "wrap"))
            fit(sheet, row, [(text, _WIDTH)])
        row += 2
    if areas.whole:
        row = _write_whole(row, areas, book, sheet, styles)
    set_up_page(sheet)
    if len(areas.whole) <= _ON_ONE_PAGE:
        sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, row, 1)


def _write_whole(
    row: int, areas: AreaFile, book: Workbook, sheet: Worksheet, styles: Styles
) -> int:
    """The areas of the estimate that this is a part of, by which a missing one is missed."""
    sheet.write_string(row, 0, layout.WHOLE.label, styles("heading"))
    for id, name in areas.whole:
        row += 1
        put(sheet, row, 0, id, styles("label"))
        here = layout.IN_THIS_FILE if id in {area.head.id for area in areas.areas} else ""
        put(sheet, row, 1, f"{name}{here}", styles("inset", "wrap"))
    cells = xl_range_abs(row - len(areas.whole) + 1, 0, row, 0)
    book.define_name(layout.WHOLE.name, f"='{layout.GUIDE}'!{cells}")
    return row + 2
