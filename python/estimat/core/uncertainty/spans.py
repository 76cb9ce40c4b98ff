"""The rows of an estimate as three points in kroner."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ..amounts import ZERO, difference, product, total
from ..book import address
from ..estimate import Activity, Area, Estimate
from ..findings import Place
from ..points import points


class Span(NamedTuple):
    """A row that counts, in kroner: planned, P10 and P90; `certain` is what has no range of it.

    Whose row says nobody responsible has the area's.
    """

    row: int
    cell: str
    id: str
    name: str
    kind: str
    responsible: str
    plan: Decimal
    low: Decimal
    high: Decimal
    certain: Decimal

    @property
    def width(self) -> Decimal:
        return difference(self.high, self.low)

    @property
    def skew(self) -> Decimal:
        """How much further it reaches up than down."""
        return difference(total((self.low, self.high)), product(Decimal(2), self.plan))


class AreaSpans(NamedTuple):
    """The rows of an area."""

    place: Place
    spans: tuple[Span, ...]


def spans(estimate: Estimate) -> Iterator[AreaSpans]:
    """The rows that count, in every area; to be kept when a workbook is read."""
    assumed = estimate.assumptions.hourly_rate or ZERO
    for area in estimate.priceable:
        yield AreaSpans(
            estimate.place(area.sheet),
            tuple(
                _span(area, activity, assumed)
                for activity in area.activities
                if not activity.left_out and activity.inputs.kind
            ),
        )


def _span(area: Area, activity: Activity, assumed: Decimal) -> Span:
    inputs = activity.inputs
    return Span(
        activity.row,
        address(activity.row, area.table.area.left),
        inputs.id,
        inputs.called,
        inputs.kind_text,
        inputs.responsible or area.head.responsible,
        activity.cost.kroner,
        *points(inputs, assumed),
    )
