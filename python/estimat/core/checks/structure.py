"""Is the workbook whole? Marks, columns, assumptions, and kroner that nobody sees or counts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from .. import layout, norwegian
from ..amounts import total
from ..book import HIDDEN, VERY_HIDDEN
from ..estimate import Area, Estimate
from ..findings import Finding, error, info, warning
from ..flaws import as_shown
from ..interpret import area_tables

NO_AREAS = error(
    "STR-01", "Ingen tjenesteområder",
    "Fant ingen ark som er et tjenesteområde.",
    "Kontroller at det er riktig fil; nye ark lages med «estimat mal».",
)  # fmt: skip
SAME_AREA_TWICE = error(
    "STR-02", "Samme område to ganger",
    "Område-id «{found}» står også i {expected}.",
    "Gi kopien en egen område-id, eller fjern det ene arket.",
)  # fmt: skip
MISSING_COLUMN = error(
    "STR-03", "Kolonne mangler",
    "Tabellen mangler kolonnen «{expected}»; ukjente overskrifter: {found}.",
    "Gi kolonnen overskriften «{expected}» igjen, eller sett den inn på nytt.",
)  # fmt: skip
MISSING_ASSUMPTION = error(
    "STR-04", "Forutsetning mangler",
    "Forutsetningen «{expected}» mangler.",
    "Skriv verdien i arket Forutsetninger, i cellen med navnet {found}.",
)  # fmt: skip
ASSUMPTION_TWICE = error(
    "STR-05", "Forutsetning finnes to ganger",
    "Navnet «{found}» peker også på en annen celle, {expected}.",
    "Slett det ene navnet i Navnebehandling, så bare én celle gjelder.",
)  # fmt: skip
MERGED = error(
    "STR-06", "Sammenslåtte celler i tabellen",
    "Cellene {found} i tabellen er slått sammen; bare den første regnes med.",
    "Opphev sammenslåingen og fyll ut hver celle.",
)  # fmt: skip
NUMBER_BELOW = error(
    "STR-07", "Tall under tabellen",
    "Tallet {found} står under tabellen, i kolonnen «{expected}», og regnes ikke med.",
    "Utvid tabellen så raden kommer med, eller slett tallet.",
)  # fmt: skip
NUMBER_BESIDE = warning(
    "STR-08", "Tall utenfor tabellen",
    "Tallet {found} står utenfor tabellen og regnes ikke med.",
    "Flytt det inn i tabellen dersom det skal telle, ellers til et eget ark.",
)  # fmt: skip
HIDDEN_ROW = warning(
    "STR-09", "Skjult rad med kroner",
    "Raden er skjult, men inneholder {found} som er med i totalen.",
    "Vis raden, eller slett den dersom den ikke skal telle.",
)  # fmt: skip
HIDDEN_COLUMN = warning(
    "STR-10", "Skjult kolonne med kroner",
    "Kolonnen «{expected}» er skjult, men tallene i den gir {found}.",
    "Vis kolonnen, så alle ser hva summen bygger på.",
)  # fmt: skip
HIDDEN_SHEET = warning(
    "STR-11", "Skjult ark med kroner",
    "Arket er skjult, men inneholder {found} som er med i totalen.",
    "Vis arket, eller fjern det dersom området ikke skal telle.",
)  # fmt: skip
VERY_HIDDEN_SHEET = warning(
    "STR-12", "Svært skjult ark med kroner",
    "Arket er skjult slik at Excel ikke tilbyr å vise det, men inneholder {found} som er med "
    "i totalen.",
    "Vis arket fra VBA-redigeringen (xlSheetVisible), eller fjern det.",
)  # fmt: skip
FILTERED = warning(
    "STR-13", "Filtrert tabell",
    "Tabellen er filtrert; rader som ikke vises, er likevel med i totalen.",
    "Fjern filteret (Data › Fjern) før arket sendes.",
)  # fmt: skip
EXTERNAL_LINK = warning(
    "STR-14", "Kobling til en annen fil",
    "Arbeidsboken er koblet til {found}.",
    "Bryt koblingen (Data › Rediger koblinger), så tallene står i fila.",
)  # fmt: skip
DATE_1904 = warning(
    "STR-15", "Datoer regnes fra 1904",
    "Arbeidsboken bruker datosystemet fra 1904; datoer som limes inn, forskyves fire år.",
    "Slå av datosystemet fra 1904 (Fil › Alternativer › Avansert).",
)  # fmt: skip
STRANGER = error(
    "STR-16", "Ark som ligner et tjenesteområde",
    "Arket ligner et tjenesteområde, men mangler {expected} og regnes ikke med.",
    "Kopier innholdet inn i et ark fra malen, eller fjern arket.",
)  # fmt: skip
TWO_TABLES = error(
    "STR-17", "To tabeller i samme ark",
    "Tabellen «{found}» kommer i tillegg til arkets egen tabell «{expected}» og regnes ikke med.",
    "Flytt radene inn i den ene tabellen.",
)  # fmt: skip
MISSING_AREA = error(
    "STR-18", "Område mangler",
    "Estimatet er delt, og området «{found}» er ikke i noen av filene; summen blir for lav.",
    "Legg til fila med området. Skal det ikke være med, gir --tving totalen uten det.",
)  # fmt: skip
ONE_PART = info(
    "STR-19", "Del av et estimat",
    "Arbeidsboken er en del av et delt estimat og har {found} områder; her mangler {expected}.",
    "Ingenting å gjøre her. Totalen får du av mappen med alle delene.",
)  # fmt: skip

KRONER_COLUMNS = (layout.RATE, layout.HOURS, layout.COST, layout.AMOUNT, layout.SUM)

_ADD_INS = (".xlam", ".xla")
"""Where functions live, ours too: a link to one carries no numbers."""


def strangers(estimate: Estimate) -> Iterator[Finding]:
    """Sheets that only look like areas, and a second table in an area."""
    for sheet in estimate.strangers:
        missing = []
        if layout.AREA_ID.name not in sheet.names:
            missing.append(f"cellenavnet «{layout.AREA_ID.name}»")
        if not area_tables(sheet):
            missing.append("en tabell med malens overskrifter")
        yield STRANGER.at(estimate.place(sheet), expected=" og ".join(missing))
    for area in estimate.areas:
        first, *others = area_tables(area.sheet)
        for other in others:
            place = estimate.place(area.sheet, other.area.top, other.area.left)
            yield TWO_TABLES.at(place, other.name, first.name)


def columns(estimate: Estimate) -> Iterator[Finding]:
    """A column that is missing, or has been given another name."""
    for area in estimate.areas:
        if len(area.columns) == len(layout.COLUMNS):
            continue
        unknown = [header for header in area.table.headers if header not in layout.HEADERS]
        found = ", ".join(f"«{header}»" for header in unknown) or "ingen"
        place = estimate.place(area.sheet, area.table.area.top, area.table.area.left)
        for header in layout.HEADERS:
            if header not in area.columns:
                yield MISSING_COLUMN.at(place, found, header)


def assumptions(estimate: Estimate) -> Iterator[Finding]:
    """An assumption that is missing, or named in two places."""
    flawed = {flaw.meaning for flaw in estimate.assumption_flaws}
    for field, value in zip(layout.ASSUMPTIONS, estimate.assumptions, strict=True):
        if value in (None, "") and field not in flawed:
            place = estimate.assumption_cells.get(field.name, estimate.place_of_book())
            yield MISSING_ASSUMPTION.at(place, field.name, field.label)
    for sheet in estimate.book.sheets:
        for field in layout.ASSUMPTIONS:
            if field.name in sheet.names and field.name in estimate.assumption_cells:
                range_ = sheet.names[field.name]
                other = estimate.assumption_cells[field.name]
                place = estimate.place(sheet, range_.top, range_.left)
                if place != other:
                    yield ASSUMPTION_TWICE.at(place, field.name, f"{other.sheet}!{other.cell}")


def merged_cells(estimate: Estimate) -> Iterator[Finding]:
    """Merged cells inside an area's table."""
    for area in estimate.areas:
        for merged in area.sheet.merged:
            if merged.meets(area.table.area):
                yield MERGED.at(estimate.place(area.sheet, merged.top, merged.left), str(merged))


def numbers_outside(estimate: Estimate) -> Iterator[Finding]:
    """Numbers typed below or beside a table: they look counted and are not."""
    for area in estimate.areas:
        sheet, table = area.sheet, area.table.area
        headers = {position: header for header, position in area.columns.items()}
        head = [sheet.names[field.name] for field in layout.HEAD if field.name in sheet.names]
        for (row, column), value in sheet.values.items():
            if not isinstance(value, float) or table.holds(row, column):
                continue
            if (row, column) in sheet.formulas:
                continue
            if any(cells.holds(row, column) for cells in head):
                continue
            place = estimate.place(sheet, row, column)
            found = as_shown(value)
            if row > table.bottom and column in headers:
                yield NUMBER_BELOW.at(place, found, headers[column])
            else:
                yield NUMBER_BESIDE.at(place, found)


def hidden(estimate: Estimate) -> Iterator[Finding]:
    """Rows, columns and sheets that hold kroner and do not show; filtered tables."""
    for area in estimate.areas:
        sheet = area.sheet
        if sheet.state in (HIDDEN, VERY_HIDDEN):
            kroner = total(activity.cost.kroner for activity in area.activities)
            if kroner:
                rule = HIDDEN_SHEET if sheet.state == HIDDEN else VERY_HIDDEN_SHEET
                yield rule.at(estimate.place(sheet), norwegian.kroner(kroner))
        for activity in area.activities:
            if activity.row in sheet.hidden_rows:
                kroner = activity.cost.kroner
                if kroner:
                    place = estimate.place(sheet, activity.row, area.table.area.left)
                    yield HIDDEN_ROW.at(place, norwegian.kroner(kroner))
        for meaning in KRONER_COLUMNS:
            column = area.columns.get(meaning.header, 0)
            if column in sheet.hidden_columns:
                kroner = _kroner_in(area, meaning)
                if kroner:
                    place = estimate.place(sheet, area.table.area.top, column)
                    yield HIDDEN_COLUMN.at(place, norwegian.kroner(kroner), meaning.header)
        if area.table.filtered or sheet.filtered:
            yield FILTERED.at(estimate.place(sheet, area.table.area.top, area.table.area.left))


def _kroner_in(area: Area, meaning: layout.Column) -> Decimal:
    costs = [
        activity.cost
        for activity in area.activities
        if meaning is not layout.RATE or activity.rate is not None
    ]
    if meaning is layout.AMOUNT:
        return total(cost.amount for cost in costs)
    if meaning is layout.SUM:
        return total(cost.kroner for cost in costs)
    return total(cost.from_hours for cost in costs)


def whole_book(estimate: Estimate) -> Iterator[Finding]:
    """Links to other files, and dates counted from 1904."""
    place = estimate.place_of_book()
    for target in estimate.book.external_links:
        if not target.lower().endswith(_ADD_INS):
            yield EXTERNAL_LINK.at(place, target)
    if estimate.book.date_1904:
        yield DATE_1904.at(place)
