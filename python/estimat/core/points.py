"""What a row comes to at the two ends of its range, in kroner."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from . import layout
from .amounts import ZERO, product, total
from .estimate import Inputs
from .layout import Column, Kind


class Points(NamedTuple):
    """A row's P10 and P90 in kroner; `certain` is what of its plan has no range."""

    low: Decimal
    high: Decimal
    certain: Decimal


def has_no_such_range(kind: Kind | None, planned: Column) -> bool:
    """Whether a kind of cost has no range of these: hours, or kroner."""
    return kind is (Kind.PASS_THROUGH if planned is layout.HOURS else Kind.OWN)


def points(inputs: Inputs, assumed: Decimal) -> Points:
    """The ends of a row's range; where it has no range that can be used, both are its plan.

    Hours are priced by the row's own rate, or else by the one that is `assumed`. A range has both
    ends, and the plan lies in it.
    """
    low, high, certain = [], [], []
    for planned, least, most in layout.RANGES:
        price = assumed if inputs.rate is None else inputs.rate
        if planned is not layout.HOURS:
            price = Decimal(1)
        bottom, middle, top = (getattr(inputs, each.field) for each in (least, planned, most))
        middle = middle or ZERO
        has_range = (
            bottom is not None
            and top is not None
            and bottom <= middle <= top
            and not has_no_such_range(inputs.kind, planned)
        )
        if not has_range:
            bottom = top = middle
            certain.append(product(middle, price))
        low.append(product(bottom, price))
        high.append(product(top, price))
    return Points(total(low), total(high), total(certain))
