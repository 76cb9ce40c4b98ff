"""Are the numbers numbers, and can they be right?"""

from __future__ import annotations

import operator
from collections.abc import Iterator

from .. import layout, norwegian
from ..amounts import exactly, in_kroner
from ..estimate import Estimate
from ..findings import Finding, warning
from ..layout import Kind

MISSING_HOURS = warning(
    "TALL-05", "Timer mangler",
    "«{found}» har kostnadstypen Egne timer, men ingen timer.",
    "Skriv timene, eller 0 dersom aktiviteten ikke koster noe.",
)  # fmt: skip
OUTSIDE_INTERVAL = warning(
    "TALL-06", "Timer utenfor eget intervall",
    "Timer er {found}, men intervallet lav–høy er {expected}.",
    "Rett timene eller intervallet, slik at lav ≤ timer ≤ høy.",
)  # fmt: skip
MORE_THAN_THE_AREA = warning(
    "TALL-07", "Flere timer enn området kan romme",
    "{found} timer på én rad koster alene mer enn hele områdets budsjett, som rekker til "
    "{expected} timer.",
    "Se etter et siffer for mye, eller et budsjett i feil enhet.",
)  # fmt: skip


def flaws(estimate: Estimate) -> Iterator[Finding]:
    """Every cell that should hold a number and does not, in tables, heads and assumptions."""
    for flaw in estimate.assumption_flaws:
        place = estimate.assumption_cells[flaw.meaning.name]
        yield flaw.rule.at(place, flaw.found, flaw.meaning.label)
    for area in estimate.areas:
        for activity in area.activities:
            for flaw in activity.flaws:
                place = estimate.place(area.sheet, flaw.row, flaw.column)
                yield flaw.rule.at(place, flaw.found, flaw.meaning.label)
        for flaw in area.head_flaws:
            place = estimate.place(area.sheet, flaw.row, flaw.column)
            yield flaw.rule.at(place, flaw.found, flaw.meaning.label)


def hours(estimate: Estimate) -> Iterator[Finding]:
    """Hours that are missing, outside their own interval, or beyond the area's whole budget."""
    assumed = estimate.assumptions.hourly_rate
    for area in estimate.areas:
        for activity in area.activities:
            planned, low, high = activity.hours, activity.low, activity.high
            if planned is None:
                if activity.kind is Kind.OWN and not activity.flaws:
                    place = estimate.cell(area, activity, layout.HOURS)
                    yield MISSING_HOURS.at(place, activity.name or activity.id)
                continue
            if (low is not None and low > planned) or (high is not None and high < planned):
                interval = "–".join(
                    "…" if bound is None else norwegian.number(bound) for bound in (low, high)
                )
                place = estimate.cell(area, activity, layout.HOURS)
                yield OUTSIDE_INTERVAL.at(place, norwegian.number(planned), interval)
            rate = activity.rate or assumed
            if not rate or not area.budget:
                continue
            room = exactly(operator.floordiv, in_kroner(area.budget), rate)
            if planned > room:
                place = estimate.cell(area, activity, layout.HOURS)
                yield MORE_THAN_THE_AREA.at(
                    place, norwegian.number(planned), norwegian.number(room)
                )
