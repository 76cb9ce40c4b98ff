"""Kroner that stand in two columns: one number twice, two to add up, or it is not known."""

from __future__ import annotations

from collections.abc import Sequence

from .. import layout
from ..book import address
from ..findings import Finding, Place
from ..norwegian import counted
from .headings import Headings
from .pricing import Rates, unsure_of_both
from .rows import Row
from .rules import READ_AS, TWO_AMOUNTS


def two_amounts(
    headings: Headings, rows: Sequence[Row], rates: Rates, place: Place
) -> tuple[list[Finding], list[Finding]]:
    """Why it is not known whether cost and amount add up, and that they are read as one number."""
    cost, amount = headings.of(layout.COST), headings.of(layout.AMOUNT)
    if not cost or not amount:
        return [], []
    if rates.cost_is_amount:
        same = f"det samme tallet som «{amount.heading}», som den er lik i alle radene uten timer"
        return [], [READ_AS.at(place._replace(cell=cost.cell), cost.heading, same)]
    unsure = unsure_of_both(rows, rates)
    if not unsure:
        return [], []
    first = unsure[0]
    at = place._replace(cell=address(first.row, amount.column))
    names = f"«{cost.heading}» og «{amount.heading}»"
    said = " og ".join(first.numbers[each].text for each in (layout.COST, layout.AMOUNT))
    many = counted(len(unsure), "rad", "rader")
    return [TWO_AMOUNTS.at(at, names, f"{said} i rad {first.row}, {many} i alt")], []
