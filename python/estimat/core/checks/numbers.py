"""Are the numbers numbers, and can they be right?"""

from __future__ import annotations

import operator
from collections.abc import Iterator
from decimal import Decimal

from .. import layout, norwegian
from ..amounts import exactly, in_kroner
from ..book import Sheet
from ..estimate import Activity, Estimate
from ..findings import Finding, Rule, ToArea, error, warning
from ..flaws import as_shown
from ..formats import says_another_unit, seen
from ..layout import Kind
from ..limits import beyond

MISSING_HOURS = warning(
    "TALL-05", "Timer mangler",
    "«{found}» har kostnadstypen Egne timer, men ingen timer.",
    "Skriv timene, eller 0 dersom aktiviteten ikke koster noe.",
)  # fmt: skip
MORE_THAN_THE_AREA = warning(
    "TALL-07", "Flere timer enn området kan romme",
    "{found} timer på én rad koster alene mer enn hele områdets budsjett, som rekker til "
    "{expected} timer.",
    "Se etter et siffer for mye, eller et budsjett i feil enhet.",
    to_area=ToArea(
        "Se etter et siffer for mye. Er det budsjettet som er feil, så si fra til dem som sendte "
        "fila.",
    ),
)  # fmt: skip


SHOWN_AS_ANOTHER = warning(
    "TALL-11", "Cellen viser et annet tall enn det som teller",
    "Cellen viser {found}, men {expected} regnes med.",
    "Sett cellens format til Tall, så alle ser tallet som telles med.",
)  # fmt: skip


IN_ANOTHER_UNIT = error(
    "TALL-12", "Tall i en annen enhet",
    "«{expected}» er {found}",
    "Skriv tallet i enheten som står ved cellen; kroner og millioner er lette å bytte om.",
)  # fmt: skip


def units(estimate: Estimate) -> Iterator[Finding]:
    """Assumptions and budgets that are in another unit than theirs, or have a digit too many."""
    for field, value in zip(layout.ASSUMPTIONS, estimate.assumptions, strict=True):
        place = estimate.assumption_cells.get(field.name)
        if place and isinstance(value, Decimal) and (wrong := beyond(field, value)):
            yield IN_ANOTHER_UNIT.at(place, wrong, field.label)
    for area in estimate.areas:
        if area.head.budget is not None and (wrong := beyond(layout.AREA_BUDGET, area.head.budget)):
            place = estimate.head(area, layout.AREA_BUDGET)
            yield IN_ANOTHER_UNIT.at(place, wrong, layout.AREA_BUDGET.label)


def flaws(estimate: Estimate) -> Iterator[Finding]:
    """Every cell that should hold a number and does not, in tables, heads and assumptions."""
    for flaw in estimate.assumption_flaws:
        place = estimate.assumption_cells[flaw.meaning.name]
        yield flaw.rule.at(place, flaw.found, flaw.meaning.label)
    for area in estimate.areas:
        of_rows = (flaw for activity in area.activities for flaw in activity.flaws)
        for flaw in (*of_rows, *area.head_flaws):
            place = estimate.place(area.sheet, flaw.row, flaw.column)
            yield flaw.rule.at(place, flaw.found, flaw.meaning.label)


def shown(estimate: Estimate) -> Iterator[Finding]:
    """Numbers that count and are shown as others: in thousands, as per cent, or not at all."""
    for area in estimate.areas:
        for activity in area.activities:
            for column in layout.NUMERIC_INPUTS:
                cell = activity.row, area.columns.get(column.header, 0)
                if found := _misleading(area.sheet, cell, words=True):
                    yield SHOWN_AS_ANOTHER.at(estimate.place(area.sheet, *cell), *found)
        budget = area.sheet.names.get(layout.AREA_BUDGET.name)
        if budget and (found := _misleading(area.sheet, budget[:2])):
            yield SHOWN_AS_ANOTHER.at(estimate.head(area, layout.AREA_BUDGET), *found)
    assumed = {
        place
        for name, place in estimate.assumption_cells.items()
        if name != layout.CERTAINTY.name  # which is shown as per cent
    }
    for sheet in estimate.book.sheets:
        for cell in sheet.formats:
            place = estimate.place(sheet, *cell)
            if place in assumed and (found := _misleading(sheet, cell)):
                yield SHOWN_AS_ANOTHER.at(place, *found)


def _misleading(
    sheet: Sheet, cell: tuple[int, int], *, words: bool = False
) -> tuple[str, str] | None:
    """What a reader sees in a cell, and what counts, where they differ.

    They do so too where the `words` of a format say thousands or millions after the number.
    """
    code, value = sheet.formats.get(cell), sheet.values.get(cell)
    if code is None or not isinstance(value, float):
        return None
    said = seen(code, value)
    if not said and words and says_another_unit(code):
        said = f"{as_shown(value)} med formatet {code}"
    return (said, as_shown(value)) if said else None


def hours(estimate: Estimate) -> Iterator[Finding]:
    """Hours that are missing, or beyond the area's whole budget."""
    for area in estimate.priceable:
        for activity in area.activities:
            rate = activity.inputs.rate or estimate.assumptions.hourly_rate
            for rule, *said in _of_hours(activity, rate, area.head.budget):
                yield rule.at(estimate.cell(area, activity, layout.HOURS), *said)


def _of_hours(
    activity: Activity, rate: Decimal | None, budget: Decimal | None
) -> Iterator[tuple[Rule, str, str]]:
    """What is wrong with the hours of a row: by which rule, found and expected."""
    planned = activity.inputs.hours
    if planned is None:
        if activity.inputs.kind is Kind.OWN and not activity.flaws and not activity.inputs.ended:
            yield MISSING_HOURS, activity.inputs.called, ""
        return
    if rate and budget:
        room = exactly(operator.floordiv, in_kroner(budget), rate)
        if planned > room:
            yield MORE_THAN_THE_AREA, norwegian.number(planned), norwegian.number(room)
