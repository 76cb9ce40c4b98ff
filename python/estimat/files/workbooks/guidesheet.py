"""The sheet Veiledning: half a page on how to use the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from xlsxwriter import Workbook

from ...core import layout, norwegian
from ...core.collection.dispatch import Dispatch
from ...core.layout import Field, Kind, Status
from ..writing.styles import Look, Styles, put, set_up_page
from ..writing.textsheet import fit
from .areafile import AreaFile
from .form import Form

_WIDTH: Final = 100
_ON_ONE_PAGE: Final = 12
"""Areas that a part can list without its guide becoming too small to read."""

_KINDS: Final = {
    Kind.OWN.value: "Direktoratets egne timer, som regnes om til kroner med timeprisen.",
    Kind.PURCHASE.value: "Det som kjøpes av andre. Føres som beløp.",
    Kind.PASS_THROUGH.value: "Midler som går videre til andre. Føres som beløp, uten timer.",
}
_STATUSES: Final = {
    Status.DRAFT.value: "Området arbeider med tallene.",
    Status.REVIEW.value: "Området er ferdig med tallene, og de skal ses over.",
    Status.APPROVED.value: "Tallene er endelige.",
    Status.NO_ACTIVITIES.value: "Tabellen er tom, og begrunnelsen står øverst i arket.",
}
_HOW: Final = {
    "1  Satsene":
        "Kontroller arket Forutsetninger. Endres en sats, regnes alle arkene ut på nytt.",
    "2  Områdene":
        "Fyll ut ett ark per tjenesteområde: hodet øverst, så én rad per aktivitet. Skriv nye "
        "rader rett under den siste, så vokser tabellen og formlene følger med.",
    "3  Konsolider":
        "Trykk Konsolider på fanen Estimat. Da skrives arkene Konsolidert og Kontroll i denne "
        "arbeidsboken. Uten Excel: kjør «estimat konsolider» på kommandolinjen, så skrives de i "
        "en egen fil, og denne endres ikke.",
    "4  Kontroll":
        "Les arket ovenfra. Hver linje sier hvor funnet er og hva du gjør: en feil må rettes før "
        "noe konsolideres, en advarsel skal vurderes, og info er til orientering.",
    "5  Usikkerhet":
        "Fyll ut lav og høy på radene: bare 1 av 10 ganger blir det lavere, og 1 av 10 ganger "
        "høyere. Arket Usikkerhet regner ut hva det betyr for avsetningen. Er et område kommet til "
        "eller tatt bort, trykk Usikkerhet på fanen Estimat.",
    "6  Scenarioer":
        "Skriv i arket Scenarioer hva departementet kan beslutte: ambisjon, hvem som styrer, og "
        "hvor involvert tjenesten er. Trykk Scenarioer på fanen Estimat, så viser arket "
        "Scenariosammenligning hva hvert av dem koster. Planen endres ikke.",
    "7  Notatet":
        "Trykk Notat på fanen Estimat, så skrives notatet til departementet i Word. Det som ikke "
        "er områdenes egen tekst, skrives i arket Notat.",
}  # fmt: skip
_HOW_IN_A_PART: Final = {
    "1  Fyll ut":
        "Fyll ut hodet øverst, så én rad per aktivitet. Skriv nye rader rett under den siste, så "
        "vokser tabellen og formlene følger med. Lav og høy: bare 1 av 10 ganger blir det lavere, "
        "og 1 av 10 ganger høyere. Satsene, budsjettet og id-ene er satt av dem som sendte "
        "arket ut, og kan ikke endres her. Gi nye rader en egen id.",
    "2  Si hvor langt du er kommet":
        f"Sett Status øverst i arket: {Status.DRAFT.value} mens du arbeider, {Status.REVIEW.value} "
        f"når tallene er klare. Skal ingenting gjøres, velg «{Status.NO_ACTIVITIES.value}» og "
        "skriv hvorfor i Begrunnelse.",
    "3  Send tilbake":
        "Lagre fila under samme navn, som Excel-arbeidsbok, og send den. Hvem den skal til, og "
        "når, står under.",
}  # fmt: skip
_WITHOUT_ESTIMAT: Final = {
    "Viser en celle #NAVN?":
        "Da mangler denne PC-en Estimat. Det gjør ingenting: timene og beløpene teller likevel.",
}  # fmt: skip
ABOUT_THIS_FILE: Final = "Om denne fila"
_LAST_SENT: Final = "Sist sendt ut til områdene"
_CELLS: Final = {
    "Med ramme": "Fylles ut eller velges fra en liste.",
    "Grå, uten ramme": "Regnes ut. Skriv aldri over en formel.",
    "Fet, rød, med utropstegn": "Noe stemmer ikke, for eksempel tekst der det skal stå et tall.",
}
_PLACES: Final = {
    "Trygt å gjøre":
        "Gi arkene nye navn, flytte dem, og sette inn rader og kolonner. Et område kjennes igjen "
        "på område-id og tabell, ikke på hvor noe står.",
    "La stå":
        "Tabellens overskrifter, navnene på cellene og område-id. Under tabellen skal det være "
        "tomt.",
}  # fmt: skip
_LOOKS: Final[dict[str, Look]] = dict(zip(_CELLS, ("input", "computed", "trouble"), strict=True))
"""Terms that show what they mean."""


def _sections(how: Mapping[str, str]) -> dict[str, Mapping[str, str]]:
    """The terms under each heading, and what is said of them."""
    return {
        "Slik gjør du": how,
        "Cellene": _CELLS,
        "Kostnadstypene": _KINDS,
        "Statusene": _STATUSES,
        "Navn og plass": _PLACES,
    }


OWN_TEXTS: Final = frozenset(
    text
    for how in (_HOW, _HOW_IN_A_PART, _WITHOUT_ESTIMAT)
    for heading, lines in _sections(how).items()
    for text in (heading, *lines, *lines.values())
) | {ABOUT_THIS_FILE, _LAST_SENT}
"""What stands there without anybody having written it, in a part or a whole."""


def write_guide(areas: AreaFile, book: Workbook, styles: Styles) -> None:
    """Add the sheet that says how to use the others."""
    sheet = book.add_worksheet(layout.GUIDE)
    into = Form(book, sheet, styles)
    into.begin(areas.title, areas.example, (28, _WIDTH))
    row = 3
    how = (_HOW_IN_A_PART | ({} if areas.plain else _WITHOUT_ESTIMAT)) if areas.whole else _HOW
    for heading, lines in _sections(how).items():
        into.text(row, 0, heading, "heading")
        for term, text in lines.items():
            row += 1
            into.text(row, 0, term, _LOOKS.get(term, "label"))
            into.text(row, 1, text, "inset", "wrap")
            fit(sheet, row, [(text, _WIDTH)])
        row += 2
    if areas.dispatch or areas.undelivered:
        row = _write_dispatch(row, areas.dispatch, areas.undelivered, into)
    if areas.whole:  # what is sent out is told by what it says itself
        row = _write_whole(row, areas, into)
        sheet.protect()
    set_up_page(sheet)
    if len(areas.whole) <= _ON_ONE_PAGE:
        sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, row, 1)


def dispatch_lines(dispatch: Dispatch) -> Iterator[tuple[Field, str | Decimal | None]]:
    """What the cells of it hold: in a workbook that parts were gathered in the number alone."""
    yield layout.DISPATCH, Decimal(dispatch.number)
    if dispatch.sent:
        yield layout.SENT, norwegian.moment(dispatch.sent.isoformat())
        yield layout.DEADLINE, norwegian.day(dispatch.deadline) if dispatch.deadline else ""
        yield layout.SENT_TO, dispatch.to
        yield layout.SENT_FROM, dispatch.source
        yield layout.SENT_HASH, dispatch.sha256
        yield layout.SENT_SUM, dispatch.kroner
        yield layout.SENT_PRINT, dispatch.print


def _write_dispatch(
    row: int, dispatch: Dispatch | None, undelivered: Sequence[str], into: Form
) -> int:
    """How the part was sent out, or that parts were gathered here; gives the row below."""
    lines = [*dispatch_lines(dispatch)] if dispatch else []
    if undelivered:
        lines.append((layout.UNDELIVERED, "; ".join(undelivered)))
    is_part = dispatch is not None and dispatch.sent is not None
    into.text(row, 0, ABOUT_THIS_FILE if is_part else _LAST_SENT, "heading")
    for field, value in lines:
        row += 1
        unit = f" ({field.unit})" if field.unit else ""
        into.text(row, 0, f"{field.label}{unit}", "label")
        looks: tuple[Look, ...] = ("kroner", "left", "inset") if field.unit else ("left", "inset")
        put(into.sheet, row, 1, value, into.styles(*looks))
        into.name(field, row, 1, everywhere=True)
    return row + 2


def _write_whole(row: int, areas: AreaFile, into: Form) -> int:
    """The areas of the estimate that this is a part of, by which a missing one is missed."""
    into.text(row, 0, layout.WHOLE.label, "heading")
    into.name(layout.WHOLE, row + 1, 0, len(areas.whole), everywhere=True)
    for id, name in areas.whole:
        row += 1
        put(into.sheet, row, 0, id, into.styles("label"))
        here = layout.IN_THIS_FILE if id in {area.head.id for area in areas.areas} else ""
        into.text(row, 1, f"{name}{here}", "inset", "wrap")
    return row + 2
