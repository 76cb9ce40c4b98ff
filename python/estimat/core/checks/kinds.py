"""Do the kinds of cost hold what they may hold, and do the rates agree?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from .. import layout, norwegian
from ..amounts import product
from ..estimate import UNKNOWN_KIND, Activity, Estimate
from ..findings import Finding, Place, Rule, ToArea, error, info, warning
from ..layout import Kind

HOURS_ON_PASS_THROUGH = error(
    "KOST-01", "Timer på videreformidling",
    "Raden har kostnadstypen Videreformidling, men «{expected}» er {found}.",
    "Tøm cellen, eller velg en annen kostnadstype for raden.",
)  # fmt: skip
AMOUNT_ON_OWN_HOURS = error(
    "KOST-02", "Beløp på egne timer",
    "Raden har kostnadstypen Egne timer, men «Beløp» er {found}.",
    "Før beløpet på en egen rad med kostnadstypen Kjøp eller Videreformidling.",
)  # fmt: skip
MISSING_AMOUNT = warning(
    "KOST-04", "Beløp mangler",
    "«{found}» har kostnadstypen {expected}, men ikke noe beløp.",
    "Skriv beløpet, eller 0 dersom det ikke koster noe.",
)  # fmt: skip
OTHER_RATE = warning(
    "PRIS-01", "Egen timepris på raden",
    "Timeprisen er {found} kr, mens forutsetningen er {expected} kr.",
    "Tøm cellen dersom forutsetningen skal gjelde, ellers begrunn prisen i Kommentar.",
    to_area=ToArea(
        remedy="Tøm cellen dersom den felles timeprisen skal gjelde, ellers begrunn prisen i "
        "Kommentar.",
        message="Timeprisen er {found} kr, mens den felles timeprisen er {expected} kr.",
    ),
)  # fmt: skip
RATES_BETWEEN_FILES = error(
    "PRIS-02", "Filene har ulike forutsetninger",
    "{expected} i denne fila; det stemmer ikke med {found}.",
    "Bruk de samme forutsetningene i alle filene; «estimat oppdater» fører arbeidsbokens inn.",
    to_area=None,
)  # fmt: skip
RATES_DISAGREE = warning(
    "PRIS-03", "Timepris og fullkost spriker",
    "Timepris × timer per årsverk er {found}, mens fullkost per årsverk er {expected}.",
    "Kontroller de tre satsene i Forutsetninger; de skal beskrive det samme årsverket.",
    to_area=None,
)  # fmt: skip
BORROWED = info(
    "PRIS-04", "Forutsetninger hentet fra en annen fil",
    "Fila har ingen egne forutsetninger; satsene er hentet fra {found}.",
    "Kontroller at det er de riktige satsene.",
)  # fmt: skip

AGREEMENT = Decimal("0.05")
"""How far hourly rate x hours per year may be from full cost, as a part of it."""


def kinds(estimate: Estimate) -> Iterator[Finding]:
    """What each kind of cost may hold; a kind that is none of the three."""
    for area in estimate.priceable:
        for activity in area.activities:
            for column, rule, *said in _of_kind(activity):
                yield rule.at(estimate.cell(area, activity, column), *said)


def _of_kind(activity: Activity) -> Iterator[tuple[layout.Column, Rule, str, str]]:
    """What is wrong with a row for its kind: in which column, by which rule, found and expected."""
    row = activity.inputs
    if row.kind is None:
        if activity.has_numbers:
            kinds = ", ".join(kind.value for kind in Kind)
            yield layout.KIND, UNKNOWN_KIND, row.kind_text or "(tom)", kinds
    elif row.kind is Kind.OWN:
        if row.amount:
            yield layout.AMOUNT, AMOUNT_ON_OWN_HOURS, norwegian.kroner(row.amount), ""
    else:
        if row.kind is Kind.PASS_THROUGH:
            for column, number in ((layout.HOURS, row.hours), (layout.RATE, row.rate)):
                if number:
                    found = norwegian.number(number)
                    yield column, HOURS_ON_PASS_THROUGH, found, column.header
        if row.amount is None and not row.hours and not activity.flaws and not row.ended:
            yield layout.AMOUNT, MISSING_AMOUNT, row.called, row.kind.value


def rates(estimate: Estimate) -> Iterator[Finding]:
    """A row's own rate, and rates that do not describe the same full-time year."""
    assumptions = estimate.assumptions
    rate, full_cost = assumptions.hourly_rate, assumptions.full_cost
    for area in estimate.areas:
        for activity in area.activities:
            own = activity.inputs.rate
            if own is not None and rate is not None and own != rate:
                place = estimate.cell(area, activity, layout.RATE)
                found, expected = norwegian.number(own), norwegian.number(rate)
                yield OTHER_RATE.at(place, found, expected)
    if rate and assumptions.hours_per_year and full_cost:
        by_hours = product(rate, assumptions.hours_per_year)
        if abs(by_hours - full_cost) > product(AGREEMENT, full_cost):
            place = estimate.assumption_cells.get(layout.FULL_COST.name, Place(estimate.book.file))
            yield RATES_DISAGREE.at(place, norwegian.kroner(by_hours), norwegian.kroner(full_cost))
