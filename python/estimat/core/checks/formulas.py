"""Do the sheet's own formulas still say what the consolidation says?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from .. import functions, layout, norwegian
from ..amounts import half_away
from ..book import address, column_letters
from ..estimate import Area, Estimate
from ..findings import Finding, Place, ToArea, error, info, warning
from ..flaws import ERROR_VALUE, as_shown
from ..values import CellError

OVERWRITTEN = error(
    "FORMEL-01", "Formel overskrevet med et annet tall",
    "Formelen er erstattet av {found}, mens tallene i raden gir {expected}.",
    "Kopier formelen fra en annen rad i kolonnen; et eget beløp føres i kolonnen Beløp.",
)  # fmt: skip
OVERWRITTEN_SAME = warning(
    "FORMEL-02", "Formel overskrevet med samme tall",
    "Formelen er erstattet av {found}, som stemmer nå, men ikke følger med når timene endres.",
    "Kopier formelen fra en annen rad i kolonnen.",
)  # fmt: skip
STALE = error(
    "FORMEL-03", "Lagret resultat er foreldet",
    "Arket viser {found}, men tallene i raden gir {expected}.",
    "Åpne fila, regn ut alt på nytt (Ctrl+Alt+F9 i Excel) og lagre.",
)  # fmt: skip
NOT_SAVED = info(
    "FORMEL-05", "Malens formler uten brukbart resultat",
    "{found} i malens egne kolonner {expected}; de er regnet ut av timene og beløpene her.",
    "Ingenting er galt med tallene. Åpnes og lagres fila i Excel, med Estimat når formlene er "
    "Estimats, viser alle lesere dem.",
)  # fmt: skip
OTHER_RESULT = error(
    "FORMEL-11", "En annen formel gir et annet tall",
    "Formelen {found} viser noe annet enn tallene i raden gir, {expected}.",
    "Kopier malens formel fra en annen rad i kolonnen; et eget beløp føres i kolonnen Beløp.",
    to_area=ToArea(
        "Kopier formelen fra en annen rad i kolonnen; et eget beløp føres i kolonnen Beløp.",
    ),
)  # fmt: skip
FOREIGN = warning(
    "FORMEL-06", "En annen formel enn malens",
    "«{expected}» regnes ut med {found}, som ikke er malens formel.",
    "Kopier malens formel fra en annen rad i kolonnen, eller fra et nytt ark.",
    to_area=ToArea(
        "Kopier formelen fra en annen rad i kolonnen.",
    ),
)  # fmt: skip
SUM_INSIDE = error(
    "FORMEL-07", "Sumrad inne i tabellen",
    "«{expected}» er en sum av andre rader i kolonnen ({found}), som dermed telles to ganger.",
    "Slett sumraden; summene står over tabellen og i arket Konsolidert.",
    to_area=ToArea(
        "Slett sumraden; summen av alle radene står over tabellen.",
    ),
)  # fmt: skip
COMPUTED_INPUT = info(
    "FORMEL-08", "Inndata regnet ut med formel",
    "«{expected}» er regnet ut med formelen {found}.",
    "Kontroller at formelen bare bruker tall i denne fila.",
)  # fmt: skip

COMPUTED_HERE = info(
    "FORMEL-09", "Formler regnet ut her",
    "{found} var lagret uten resultat, eller med et fila selv sier ikke er regnet ut. De er regnet "
    "ut her, med {expected}.",
    "Åpne fila i Excel eller LibreOffice og lagre, så viser alle lesere de samme tallene.",
)  # fmt: skip
NOT_COMPUTED = info(
    "FORMEL-10", "Formler som ikke lot seg regne ut",
    "Ikke alle formler uten lagret resultat lot seg regne ut her: {found}.",
    "Åpne fila i Excel eller LibreOffice, regn ut alt på nytt og lagre; er det regnemotoren som "
    "mangler, kan du i stedet installere den.",
)  # fmt: skip

# What a float may differ from the exact number before a reader would see another one; as the
# formulas, in the order of `layout.COMPUTED`: Årsverk, Kostnad, Sum.
_ALLOWED: Final = (1e-6, 0.005, 0.005)
_SUMMING: Final = re.compile(
    r"\b(?:SUM|SUBTOTAL|AGGREGATE|SUMPRODUCT|SUMIFS?|SUMSQ)\(", re.IGNORECASE
)
_ONLY_A_SUM: Final = re.compile(r"\s*(?:SUM|SUBTOTAL)\([^()]*\)\s*", re.IGNORECASE)


def computed_columns(estimate: Estimate) -> Iterator[Finding]:
    """Årsverk, Kostnad and Sum: overwritten, stale, not saved, or another formula than ours."""
    hours_per_year = estimate.assumptions.hours_per_year
    if hours_per_year is None or not estimate.assumptions.complete:
        return  # nothing to compare with; the missing assumption is a finding of its own
    unsaved: list[tuple[Place, str]] = []
    for area in estimate.priceable:
        stale: list[tuple[Place, str, str]] = []
        columns = [
            (number, column, area.columns[column.header])
            for number, column in enumerate(layout.COMPUTED)
            if column.header in area.columns
        ]
        formulas, values = area.sheet.formulas, area.sheet.values
        for activity in area.activities:
            if activity.flaws:
                continue  # the flaw says it; what is computed from it is bound to be wrong
            cost = activity.cost
            computed = (
                functions.full_time_years(cost.hours, hours_per_year),
                cost.from_hours,
                cost.kroner,
            )
            for number, column, position in columns:
                cell = (activity.row, position)
                formula, value, right = formulas.get(cell), values.get(cell), computed[number]
                agrees = isinstance(value, float) and math.isclose(
                    value, right, rel_tol=1e-12, abs_tol=_ALLOWED[number]
                )
                ours = formula is not None and layout.is_ours(formula, column.header)
                if agrees and ours:
                    continue
                place = estimate.place(area.sheet, *cell)
                shown = as_shown(value) or "en tom celle"
                if ours and not isinstance(value, float):
                    unsaved.append((place, as_shown(value)))
                elif ours:
                    stale.append((place, shown, _shown(right)))
                elif formula is None:
                    if agrees:
                        yield OVERWRITTEN_SAME.at(place, shown, _shown(right))
                    elif value is not None or right:
                        yield OVERWRITTEN.at(place, shown, _shown(right))
                elif isinstance(value, CellError):
                    yield ERROR_VALUE.at(place, value.code, column.header)
                elif agrees or value is None:
                    yield FOREIGN.at(place, f"={formula}", column.header)
                else:
                    yield OTHER_RESULT.at(place, f"={formula}", _shown(right))
        yield from _typed_in_empty_rows(estimate, area)
        if stale and estimate.book.distrusted:
            unsaved += [(place, shown) for place, shown, _ in stale]
        elif stale:
            yield _stale(stale)
    if unsaved:
        yield _unsaved(unsaved)


def _typed_in_empty_rows(estimate: Estimate, area: Area) -> Iterator[Finding]:
    """What stands in the computed columns of rows that say nothing else, and so come to nothing."""
    said = {activity.row for activity in area.activities}
    computed = {area.columns.get(column.header, 0): column for column in layout.COMPUTED}
    rows = area.rows()
    silent = [
        cell
        for cell in area.sheet.values
        if cell[1] in computed and cell[0] not in said and rows.holds(*cell)
    ]
    for row, column in sorted(silent):
        value = area.sheet.values[row, column]
        formula = area.sheet.formulas.get((row, column))
        ours = formula is not None and layout.is_ours(formula, computed[column].header)
        if isinstance(value, float) and value and not ours:
            yield OVERWRITTEN.at(estimate.place(area.sheet, row, column), as_shown(value), "0")


def _stale(cells: list[tuple[Place, str, str]]) -> Finding:
    """One finding for all results of a sheet that its rows do not give: they have one cause."""
    place, found, expected = cells[0]
    more = len(cells) - 1
    also = f" (og {norwegian.counted(more, 'celle', 'celler')} til i arket)" if more else ""
    return STALE.at(place, found, f"{expected}{also}")


def _unsaved(cells: list[tuple[Place, str]]) -> Finding:
    """One finding for all of a file's own formulas whose results say nothing."""
    count = norwegian.counted(len(cells), "celle", "celler")
    shown = sorted({text for _, text in cells if text})[:3]
    said = f"viser {', '.join(shown)}" if shown else "er lagret uten resultat"
    return NOT_SAVED.at(cells[0][0], count, said)


def computed_here(estimate: Estimate) -> Iterator[Finding]:
    """Results that are not the file's own, and those that nobody has."""
    computed = estimate.book.computed
    if computed is None:
        return
    sheets = [sheet for sheet in estimate.book.sheets if computed.results.get(sheet.name)]
    if sheets:
        first = min(computed.results[sheets[0].name])
        count = sum(len(results) for results in computed.results.values())
        said = "Én formel" if count == 1 else f"{norwegian.number(count)} formler"
        yield COMPUTED_HERE.at(estimate.place(sheets[0], *first), said, computed.engine)
    if computed.problem:
        place = Place(estimate.book.file)
        if computed.where:
            sheet, cell = computed.where
            place = place._replace(sheet=sheet, cell=address(*cell))
        yield NOT_COMPUTED.at(place, computed.problem)


def input_columns(estimate: Estimate) -> Iterator[Finding]:
    """Formulas where numbers are typed: a sum that counts rows twice, or a calculation to check."""
    for name, place in estimate.assumption_cells.items():
        found = estimate.book.named(name)
        formula = found[0].formulas.get(found[1][:2]) if found else None
        if formula is not None:
            yield COMPUTED_INPUT.at(place, f"={formula}", name)
    for area in estimate.areas:
        formulas = area.sheet.formulas
        for column in layout.NUMERIC_INPUTS:
            position = area.columns.get(column.header, 0)
            for activity in area.activities:
                formula = formulas.get((activity.row, position))
                if formula is None:
                    continue
                place = estimate.place(area.sheet, activity.row, position)
                if sums_own_column(formula, area, column, position):
                    yield SUM_INSIDE.at(place, f"={formula}", column.header)
                elif (activity.row, position) in area.sheet.values:
                    yield COMPUTED_INPUT.at(place, f"={formula}", column.header)


def sums_own_column(formula: str, area: Area, column: layout.Column, position: int) -> bool:
    """Whether a formula adds up rows of the column that it stands in, or under."""
    letters, plain = column_letters(position), formula.upper().replace("$", "")
    cells = rf"\b{letters}(\d+)\b"
    if not _SUMMING.search(formula) and not re.fullmatch(
        rf"\s*{cells}(\s*\+\s*{cells})+\s*", plain
    ):
        return False
    table = area.table
    return (
        f"[{column.header}]".casefold() in formula.casefold()
        or re.search(rf"\b{letters}:{letters}\b", plain) is not None
        or any(table.area.top <= int(row) <= table.last_row for row in re.findall(cells, plain))
    )


def is_only_a_sum(formula: str) -> bool:
    """Whether a formula adds cells up, and does nothing more with them."""
    return _ONLY_A_SUM.fullmatch(formula) is not None


def _shown(right: Decimal) -> str:
    return norwegian.number(half_away(right, 4))
