"""Is the workbook whole? Marks, columns, assumptions, and kroner that nobody sees or counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from .. import layout, norwegian
from ..amounts import ZERO, total
from ..book import HIDDEN, VERY_HIDDEN, Book, address
from ..estimate import Activity, Area, Estimate
from ..findings import Finding, Place, ToArea, error, info, warning
from ..flaws import as_shown, as_text, looks_like_a_number
from ..interpret import activities, area_tables
from .formulas import is_only_a_sum, sums_own_column

NO_AREAS = error(
    "STR-01", "Ingen tjenesteområder",
    "Fant ingen ark som er et tjenesteområde.",
    "Kontroller at det er riktig fil; nye ark lages med «estimat mal».",
    to_area=None,
)  # fmt: skip
SAME_AREA_TWICE = error(
    "STR-02", "Samme område to ganger",
    "{found} er her og i {expected}. Bare det første regnes med.",
    "Finn ut hvilken av de to som gjelder, og ta den andre bort (flytt fila, eller slett arket). "
    "Bare når det er to ulike områder, skal det ene ha en annen område-id.",
    to_area=None,
)  # fmt: skip
MISSING_COLUMN = error(
    "STR-03", "Kolonne mangler",
    "Tabellen mangler kolonnen «{expected}»; ukjente overskrifter: {found}. Før den er på plass, "
    "er ikke radene kontrollert for det den skulle hatt.",
    "Gi kolonnen overskriften «{expected}» igjen, eller sett den inn på nytt.",
)  # fmt: skip
MISSING_ASSUMPTION = error(
    "STR-04", "Forutsetning mangler",
    "Forutsetningen «{expected}» mangler.",
    "Skriv verdien i arket Forutsetninger, i cellen med navnet {found}.",
    to_area=None,
)  # fmt: skip
ASSUMPTION_TWICE = error(
    "STR-05", "Forutsetning finnes to ganger",
    "Navnet «{found}» peker også på en annen celle, {expected}.",
    "Slett det ene navnet i Navnebehandling, så bare én celle gjelder.",
    to_area=None,
)  # fmt: skip
MERGED = error(
    "STR-06", "Sammenslåtte celler i tabellen",
    "Cellene {found} i tabellen er slått sammen; bare den første regnes med.",
    "Opphev sammenslåingen og fyll ut hver celle.",
)  # fmt: skip
ROWS_BELOW = error(
    "STR-07", "Rader under tabellen",
    "{found} under tabellen regnes ikke med, men ville gitt {expected}.",
    "Utvid tabellen så radene kommer med (dra i hjørnet nederst til høyre; i Calc med Data › "
    "Definer område), eller slett det som ikke skal telle.",
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
    to_area=ToArea(
        "Vis arket (høyreklikk på en fane › Vis).",
    ),
)  # fmt: skip
VERY_HIDDEN_SHEET = warning(
    "STR-12", "Svært skjult ark med kroner",
    "Arket er skjult slik at Excel ikke tilbyr å vise det, men inneholder {found} som er med "
    "i totalen.",
    "Vis arket fra VBA-redigeringen (xlSheetVisible), eller fjern det.",
    to_area=ToArea(
        "Har ikke du skjult arket, så si fra til dem som sendte fila: det må vises, eller "
        "tas bort.",
    ),
)  # fmt: skip
FILTERED = warning(
    "STR-13", "Filtrert tabell",
    "Tabellen er filtrert; rader som ikke vises, er likevel med i totalen.",
    "Fjern filteret (Data › Fjern) før arket sendes.",
)  # fmt: skip
EXTERNAL_LINK = warning(
    "STR-14", "Kobling til en annen fil",
    "Arbeidsboken er koblet til {found}.",
    "Skal tallene stå i fila: bryt koblingen (Data › Rediger koblinger). Ellers: legg fila ved.",
    to_area=ToArea(
        "Skal tallene stå i fila, så bryt koblingen (Data › Rediger koblinger). Ellers: send den "
        "andre fila også.",
    ),
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
    to_area=ToArea(
        "Før det som skal telle, inn i områdets eget ark, og slett dette.",
        "Arket ligner et tjenesteområde, men er ikke arket du fikk, og regnes ikke med.",
    ),
)  # fmt: skip
TWO_TABLES = error(
    "STR-17", "To tabeller i samme ark",
    "Tabellen «{found}» kommer i tillegg til arkets egen tabell «{expected}» og regnes ikke med.",
    "Flytt radene inn i den ene tabellen.",
)  # fmt: skip
MISSING_AREA = error(
    "STR-18", "Område mangler",
    "Estimatet er delt, og området «{found}» er ikke i noen av filene{expected}; summen blir for "
    "lav.",
    "Legg til fila med området. «estimat samle --delvis --mot ARBEIDSBOK» tar det som er kommet; "
    "skal området ikke være med, gir «estimat konsolider --tving» totalen uten det.",
    to_area=None,
)  # fmt: skip
ONE_PART = info(
    "STR-19", "Del av et estimat",
    "Arbeidsboken er en del av et delt estimat og har {found} områder; her mangler {expected}.",
    "Ingenting å gjøre her. Totalen får du av mappen med alle delene.",
)  # fmt: skip

REDEFINED = error(
    "STR-20", "Et navn betyr noe annet i dette arket",
    "I dette arket er «{found}» {expected}, ikke cellen i Forutsetninger. Formlene i arket regner "
    "med det; totalen gjør det ikke.",
    "Slett navnet som gjelder bare dette arket (Formler › Navnebehandling), og regn ut på nytt.",
    to_area=ToArea(
        remedy="Slett navnet som gjelder bare dette arket (Formler › Navnebehandling), og lagre "
        "på nytt.",
        message="I dette arket er «{found}» {expected}, ikke den felles satsen. Arket viser da "
        "andre tall enn dem som telles.",
    ),
)  # fmt: skip
OTHER_HEADING = error(
    "STR-21", "Overskriften er ikke kolonnens",
    "Cellen sier «{found}», men tabellen kaller kolonnen «{expected}». Hvilke tall som er hva, er "
    "ikke sikkert.",
    "Åpne fila i Excel, skriv riktig overskrift i cellen og lagre; er fila laget av et annet "
    "program, må den lages på nytt.",
    to_area=ToArea("Skriv overskriften som stod i cellen da du fikk fila, og lagre."),
)  # fmt: skip
SAME_HEADING = error(
    "STR-22", "To kolonner med samme overskrift",
    "Overskriften «{found}» leses som «{expected}», som står i en annen kolonne; bare den regnes "
    "med.",
    "Gi kolonnen en annen overskrift, eller flytt tallene over i «{expected}» og slett den.",
)  # fmt: skip

COPIED_AREA = error(
    "STR-23", "Området er en kopi av et annet",
    "Alle radene i {found} står også i {expected}, med samme tekst, timer og beløp. Telles begge, "
    "telles de samme kronene to ganger.",
    "Finn ut hvilket av de to som gjelder, og ta det andre bort. Er det virkelig to områder, må "
    "radene si hva som skiller dem.",
    to_area=None,
)  # fmt: skip
MOSTLY_COPIED = warning(
    "STR-24", "Området ligner et annet",
    "De fleste radene i {found} står også i {expected}, med samme tekst, timer og beløp.",
    "Kontroller at det er to områder, og ikke det samme i to utgaver.",
    to_area=None,
)  # fmt: skip

UNLISTED_AREA = error(
    "STR-25", "Område som ikke er i det delte estimatet",
    "{found} er ikke blant områdene som estimatet ble delt i ({expected}).",
    "Er det en ny utgave av et av dem, så behold den som gjelder, med id-en området fikk. Er det "
    "et nytt område, så legg det til i arbeidsboken som ble delt, og del den på nytt.",
    to_area=None,
)  # fmt: skip
FUNCTIONS_ELSEWHERE = warning(
    "STR-26", "Funksjonene hentes fra en annen arbeidsbok",
    "Formlene regner med Estimats funksjoner slik de ligger i {found}.",
    "La Estimat rette dem når Kontroller i Excel spør, eller velg Endre kilde (Data › Rediger "
    "koblinger) og denne arbeidsboken. Ikke bryt koblingen: da blir formlene til tall.",
    to_area=None,
)  # fmt: skip

_HIDDEN_SHEETS: Final = {HIDDEN: HIDDEN_SHEET, VERY_HIDDEN: VERY_HIDDEN_SHEET}

KRONER_COLUMNS: Final = {
    layout.RATE: "from_hours", layout.HOURS: "from_hours", layout.COST: "from_hours",
    layout.AMOUNT: "amount", layout.SUM: "kroner",
}  # fmt: skip
"""The columns that give kroner, and which of a row's costs they give."""

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
        top, left = area.table.area.top, area.table.area.left
        unknown = []
        yield from _second_columns(estimate, area)
        for position, text in enumerate(area.table.headers, left):
            header = layout.BY_HEADING.get(layout.spelled(text))
            stands = as_text(area.sheet.values.get((top, position)))
            said = layout.spelled(stands)
            if stands and said != layout.spelled(text) and (header or said in layout.BY_HEADING):
                yield OTHER_HEADING.at(estimate.place(area.sheet, top, position), stands, text)
            if header is None:
                unknown.append(text)
            elif area.columns[header] != position:
                yield SAME_HEADING.at(estimate.place(area.sheet, top, position), text, header)
        plainly = {_plainly(text) for text in unknown}
        for column in layout.COLUMNS:
            header = column.header
            may_lack = column in layout.OPTIONAL and _plainly(header) not in plainly
            if header not in area.columns and not may_lack:
                found = ", ".join(f"«{text}»" for text in unknown) or "ingen"
                yield MISSING_COLUMN.at(estimate.place(area.sheet, top, left), found, header)


def _plainly(text: str) -> str:
    """A heading as it is spelled on a keyboard without æ, ø and å."""
    return layout.spelled(text).translate(str.maketrans("øå", "oa"))


def assumptions(estimate: Estimate) -> Iterator[Finding]:
    """An assumption that is missing, or named in two places."""
    flawed = {flaw.meaning for flaw in estimate.assumption_flaws}
    for field, value in zip(layout.ASSUMPTIONS, estimate.assumptions, strict=True):
        if value in (None, "") and field not in flawed:
            place = estimate.assumption_cells.get(field.name, Place(estimate.book.file))
            if field in layout.OF_UNCERTAINTY and not place.cell:
                continue  # the workbook was made before there was such
            yield MISSING_ASSUMPTION.at(place, field.name, field.label)
    named = {field.name.casefold(): field for field in layout.ASSUMPTIONS}
    for area in estimate.areas:
        for name, meaning in area.sheet.redefined.items():
            if name.casefold() in named:
                place = estimate.place(area.sheet)
                yield REDEFINED.at(place, name, meaning.removeprefix("="))
    for sheet in estimate.book.sheets:
        for field in layout.ASSUMPTIONS:
            if field.name in sheet.names and field.name in estimate.assumption_cells:
                range_ = sheet.names[field.name]
                other = estimate.assumption_cells[field.name]
                place = estimate.place(sheet, range_.top, range_.left)
                if place != other:
                    yield ASSUMPTION_TWICE.at(place, field.name, f"{other.sheet}!{other.cell}")


def _second_columns(estimate: Estimate, area: Area) -> Iterator[Finding]:
    """Numbers under a heading that is ours and a little more, as Excel names a second one."""
    inputs = {layout.spelled(each.header): each.header for each in layout.NUMERIC_INPUTS}
    sheet, rows, left = area.sheet, area.rows(), area.table.area.left
    for position, text in enumerate(area.table.headers, left):
        header = inputs.get(layout.spelled(_MORE.sub("", text)))
        if header is None or layout.spelled(text) in layout.BY_HEADING:
            continue
        numbers = (sheet.values.get((row, position)) for row in range(rows.top, rows.bottom + 1))
        if any(isinstance(each, float) and each for each in numbers):
            yield SAME_HEADING.at(
                estimate.place(sheet, area.table.area.top, position), text, header
            )


_MORE: Final = re.compile(r"\s*(?:\d+|\([^)]*\))\s*$")


def merged_cells(estimate: Estimate) -> Iterator[Finding]:
    """Merged cells inside an area's table."""
    for area in estimate.areas:
        for merged in area.sheet.merged:
            if merged.meets(area.table.area):
                yield MERGED.at(estimate.place(area.sheet, merged.top, merged.left), str(merged))


def numbers_outside(estimate: Estimate) -> Iterator[Finding]:
    """What stands below or beside a table as if it were in it: it looks counted and is not."""
    rate = estimate.assumptions.hourly_rate or ZERO
    for area in estimate.areas:
        sheet, rows = area.sheet, area.rows()
        below = _cells_below(area)
        if below:
            found = list(activities(sheet, sorted({row for row, _ in below}), area.columns, rate))
            kroner = total(activity.cost.kroner for activity in found)
            unclear = any(activity.flaws for activity in found)
            yield ROWS_BELOW.at(
                estimate.place(sheet, *min(below)),
                _rows_below(below, found),
                f"{'minst ' * unclear}{norwegian.kroner(kroner)}",
            )
        taken = [sheet.names[field.name] for field in layout.HEAD if field.name in sheet.names]
        taken.append(area.table.area)
        if below:  # of a row that is not counted, all its cells are said at once
            taken += [rows._replace(top=row, bottom=row) for row, _ in below]
        for (row, column), value in sheet.values.items():
            if (row, column) in sheet.formulas or any(cells.holds(row, column) for cells in taken):
                continue
            beside = rows.top <= row <= rows.bottom
            if isinstance(value, float) or (beside and looks_like_a_number(value)):
                yield NUMBER_BESIDE.at(estimate.place(sheet, row, column), as_shown(value))


_DIGIT: Final = re.compile(r"\d")


def _cells_below(area: Area) -> list[tuple[int, int]]:
    """The cells under the rows of a table that would count if they were in it.

    In a column of input whatever has a digit, and words too where the row is named, but for a sum
    of the column itself; in the computed ones a number that somebody typed.
    """
    sheet, last = area.sheet, area.rows().bottom
    input = {area.columns.get(column.header, 0): column for column in layout.NUMERIC_INPUTS}
    computed = {area.columns.get(column.header, 0) for column in layout.COMPUTED}
    texts = {area.columns.get(each.header, 0) for each in (layout.ID, layout.ACTIVITY, layout.KIND)}
    named = {row for row, column in sheet.values if column in texts}
    found = []
    for cell in {**sheet.values, **sheet.formulas}:
        row, column = cell
        if row <= last or not column:
            continue
        formula, value = sheet.formulas.get(cell), sheet.values.get(cell)
        if column in input:
            if formula is not None:
                if sums_own_column(formula, area, input[column], column) and is_only_a_sum(formula):
                    continue
            elif isinstance(value, str) and not (_DIGIT.search(value) or row in named):
                continue
        elif column not in computed or formula is not None or not isinstance(value, float):
            continue
        found.append(cell)
    return found


def _rows_below(cells: list[tuple[int, int]], found: list[Activity]) -> str:
    """The rows as people call them: what they are named, or else where they are."""
    rows = sorted({row for row, _ in cells})
    names = {activity.row: activity.inputs.called for activity in found}
    called = [f"«{names[row]}»" if names.get(row) else f"rad {row}" for row in rows[:_NAMED]]
    more = f" og {len(rows) - _NAMED} til" if len(rows) > _NAMED else ""
    count = "Én rad" if len(rows) == 1 else f"{len(rows)} rader"
    return f"{count} ({', '.join(called)}{more})"


_NAMED: Final = 3
"""Rows that are named one by one."""


def hidden(estimate: Estimate) -> Iterator[Finding]:
    """Rows, columns and sheets that hold kroner and do not show; filtered tables."""
    for area in estimate.areas:
        sheet = area.sheet
        rule = _HIDDEN_SHEETS.get(sheet.state)
        if rule and (kroner := total(activity.cost.kroner for activity in area.activities)):
            yield rule.at(estimate.place(sheet), norwegian.kroner(kroner))
        for activity in area.activities:
            if activity.row in sheet.hidden_rows and (kroner := activity.cost.kroner):
                place = estimate.place(sheet, activity.row, area.table.area.left)
                yield HIDDEN_ROW.at(place, norwegian.kroner(kroner))
        for meaning in KRONER_COLUMNS:
            column = area.columns.get(meaning.header, 0)
            if column in sheet.hidden_columns and (kroner := _kroner_in(area, meaning)):
                place = estimate.place(sheet, area.table.area.top, column)
                yield HIDDEN_COLUMN.at(place, norwegian.kroner(kroner), meaning.header)
        if area.table.filtered or sheet.filtered:
            yield FILTERED.at(estimate.place(sheet, area.table.area.top, area.table.area.left))


def _kroner_in(area: Area, meaning: layout.Column) -> Decimal:
    return total(
        getattr(activity.cost, KRONER_COLUMNS[meaning])
        for activity in area.activities
        if meaning is not layout.RATE or activity.inputs.rate is not None
    )


def whole_book(estimate: Estimate) -> Iterator[Finding]:
    """Links to other files, and dates counted from 1904."""
    book = estimate.book
    place = Place(book.file)
    links = {
        number: target
        for number, target in enumerate(book.external_links, 1)
        if target and not target.lower().endswith(_ADD_INS)
    }
    borrowed = _borrowed_from(book) if links else {}
    for number, target in links.items():
        if number in borrowed:
            yield FUNCTIONS_ELSEWHERE.at(Place(book.file, *borrowed[number]), target)
        else:
            yield EXTERNAL_LINK.at(place, target)
    if estimate.book.date_1904:
        yield DATE_1904.at(place)


def _borrowed_from(book: Book) -> dict[int, tuple[str, str]]:
    """The first sheet and cell whose formula takes our functions from a link, by its number."""
    found: dict[int, tuple[str, str]] = {}
    for sheet in book.sheets:
        for cell, formula in sheet.formulas.items():
            for number in _BORROWED.findall(formula):
                found.setdefault(int(number), (sheet.name, address(*cell)))
    return found


_BORROWED: Final = re.compile(r"\[(\d{1,6})\]!ESTIMAT_", re.IGNORECASE)
