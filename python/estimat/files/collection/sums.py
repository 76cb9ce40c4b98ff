"""What a part comes to, and what it came to as it was sent out."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ...core import layout
from ...core.amounts import ore, total
from ...core.collection.dispatch import Dispatch, dispatch_of, print_of_area
from ...core.estimate import Estimate
from ...core.flaws import NO_VALUE
from ...core.part import sum_area
from .rates import Rates


def kroner_of(estimate: Estimate, key: str = "") -> Decimal | None:
    """What the areas come to, or one of them; None when that hangs on a formula without a
    result."""
    if estimate.assumptions.hourly_rate is None:
        return None
    areas = [each for each in estimate.areas if key in ("", layout.spelled(each.head.id))]
    for area in areas:
        flaws = (flaw for activity in area.activities for flaw in activity.flaws)
        if not area.priceable or any(flaw.rule is NO_VALUE for flaw in flaws):
            return None
    return ore(total(sum_area(estimate, area).kroner for area in areas))


class AsSent(NamedTuple):
    """What was sent out, of one area: its key where that stands in the part still, and else what
    it comes to by the new rates, if the workbook has it yet."""

    stands: str = ""
    kroner: Decimal | None = None

    def sum(self, now: Estimate) -> Decimal | None:
        """What it comes to in a part that has the new rates; None where nobody knows."""
        return kroner_of(now, self.stands) if self.stands else self.kroner


def as_sent(estimate: Estimate, rates: Rates) -> AsSent:
    """What the part was sent with: what has been written in it since is no part of that."""
    old = dispatch_of(estimate.book) or Dispatch(0)
    meant = layout.spelled(old.area)
    own = [each for each in estimate.areas if meant in ("", layout.spelled(each.head.id))]
    if len(own) != 1:
        return AsSent()
    key = layout.spelled(own[0].head.id)
    rows = own[0].activities
    is_sound = not own[0].head_flaws and not any(each.flaws for each in rows)
    if is_sound and print_of_area(own[0].head, (each.inputs for each in rows)) == old.print:
        return AsSent(stands=key)
    print_, kroner = rates.sums.get(key, ("", None))
    return AsSent(kroner=kroner if print_ == old.print else None)
