"""Does the sum fit the frame?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from .. import layout, norwegian
from ..amounts import ZERO, difference, half_away, in_millions, total
from ..estimate import Estimate
from ..findings import Finding, ToArea, warning
from ..layout import Status
from ..limits import beyond

OFF_BUDGET = warning(
    "BUD-01", "Summen avviker fra budsjettet",
    "Summen er {found} mill. kr, mens budsjettet er {expected} mill. kr.",
    "Juster aktivitetene, eller avklar en ny ramme.",
    to_area=ToArea(
        "Juster aktivitetene, eller skriv i Svar hvorfor rammen bør være en annen.",
    ),
)  # fmt: skip
NO_BUDGET = warning(
    "BUD-02", "Budsjett mangler",
    "Området har aktiviteter for {found} mill. kr, men ikke noe budsjett.",
    "Skriv områdets ramme i mill. kr.",
    to_area=None,
)  # fmt: skip

OF_BUDGETS = frozenset({OFF_BUDGET.code, NO_BUDGET.code})


def budgets(estimate: Estimate) -> Iterator[Finding]:
    """The sum of each area against its budget, beyond the tolerance among the assumptions."""
    if estimate.assumptions.hourly_rate is None:
        return
    tolerance = estimate.assumptions.tolerance or ZERO
    for area in estimate.priceable:
        budget = area.head.budget
        if area.head_flaws or (budget is not None and beyond(layout.AREA_BUDGET, budget)):
            continue  # what is wrong with the budget is a finding of its own
        kroner = total(
            activity.cost.kroner for activity in area.activities if activity.left_out is None
        )
        place = estimate.head(area, layout.AREA_BUDGET)
        millions = in_millions(kroner)
        if budget is None:
            # Without rows it is not planned yet, which is a finding of its own.
            if area.activities and area.head.status != Status.NO_ACTIVITIES.value:
                yield NO_BUDGET.at(place, _whole(millions, 1))
        elif abs(difference(millions, budget)) > tolerance:
            # Three decimals: a difference beyond the tolerance always shows in them.
            found, expected = (_whole(each, 3) for each in (millions, budget))
            yield OFF_BUDGET.at(place, found, expected)


def _whole(millions: Decimal, decimals: int) -> str:
    """Millions with so many decimals, and with more where there are kroner or øre in them.

    Whoever accepts the warning accepts the number that stands there, and no other like it.
    """
    exactly = half_away(millions, _ORE)
    rounded = half_away(exactly, decimals)
    return norwegian.number(exactly) if exactly != rounded else norwegian.number(exactly, decimals)


_ORE: Final = 8
"""The decimals that millions have to the øre."""
