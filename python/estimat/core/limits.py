"""What a number can be at all: beyond that it is in another unit, or has a digit too many.

Wherever such a number enters (a cell, an area file, an option, a box) it is held against the same
limits, and is said as it was understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from . import layout, norwegian
from .amounts import ZERO
from .layout import Field


class Limit(NamedTuple):
    """The least and the most that a number can be; 0 may be allowed besides."""

    least: Decimal
    most: Decimal
    or_zero: bool = False

    def holds(self, value: Decimal) -> bool:
        return self.least <= value <= self.most or (self.or_zero and not value)


LIMITS: Final[dict[Field, Limit]] = {
    layout.YEAR: Limit(Decimal(2000), Decimal(2100)),
    layout.HOURLY_RATE: Limit(Decimal(100), Decimal(20_000)),
    layout.HOURS_PER_YEAR: Limit(Decimal(500), Decimal(3_000)),
    layout.FULL_COST: Limit(Decimal(100_000), Decimal(20_000_000)),
    layout.RISK_RESERVE: Limit(ZERO, Decimal(50_000)),
    layout.TOLERANCE: Limit(ZERO, Decimal(1_000)),
    layout.AREA_BUDGET: Limit(ZERO, Decimal(50_000)),
    layout.SCENARIO_RATE: Limit(Decimal(100), Decimal(20_000)),
    layout.FRAME: Limit(ZERO, Decimal(50_000)),
    layout.COVARIATION: Limit(ZERO, Decimal(1)),
    layout.CERTAINTY: Limit(Decimal("0.01"), Decimal("0.99")),
}
"""In the unit of the field."""

_GROWTH: Final = Limit(Decimal("0.001"), Decimal("0.25"), or_zero=True)
"""A year's growth, up or down, as a ratio."""

_FACTORS: Final = tuple(map(Decimal, ("1e-6", "1e-3", "1e3", "1e6", "1e-1", "1e1")))
_FACTORS_OF_SHARES: Final = (Decimal("1e-2"),)
_AS_PER_CENT: Final = 10
"""From here on a share is likely to be meant as per cent."""

_FACTORS_OF_GROWTH: Final = tuple(map(Decimal, ("1e2", "1e-1", "1e-2")))
"""How far off a number is that was written in another unit, the likeliest first."""


def beyond(field: Field, value: Decimal) -> str:
    """What is wrong with a number, in words; nothing when it can be right.

    >>> beyond(layout.RISK_RESERVE, Decimal(4_000_000))
    '4 000 000 mill. kr – mente du 4 mill. kr?'
    >>> beyond(layout.CERTAINTY, Decimal(85))
    '85 – mente du 0,85 (85 %)?'
    """
    limit = LIMITS.get(field)
    if limit is None or limit.holds(value):
        return ""
    factors = _FACTORS
    if field in layout.OF_UNCERTAINTY:
        factors = _FACTORS_OF_SHARES if value >= _AS_PER_CENT else ()
    meant = _meant(value, limit, factors)
    if meant is None or field is layout.YEAR:
        return f"{_said(field, value)}; {wanted(field)}"
    return f"{_said(field, value)} – mente du {_said(field, meant)}?"


def wanted(field: Field) -> str:
    """Which numbers a field takes, in words: `skriv et tall fra 100 til 20 000 kr/time`."""
    limit = LIMITS[field]
    least = _said if field is layout.CERTAINTY else _number
    return f"skriv et tall fra {least(field, limit.least)} til {_said(field, limit.most)}"


def growth(text: str) -> Decimal:
    """What somebody means by a year's growth, as a ratio; ValueError says what it cannot be.

    >>> growth("3,1 %")
    Decimal('0.031')
    >>> growth("0,031")
    Traceback (most recent call last):
    ...
    ValueError: 0,031 % – mente du 3,1 %?
    """
    ratio = norwegian.ratio(text)
    if _GROWTH.holds(abs(ratio)):
        return ratio
    meant = _meant(abs(ratio), _GROWTH, _FACTORS_OF_GROWTH)
    said = f"{norwegian.number(ratio * 100)} %"
    if meant is None:
        most = norwegian.number(_GROWTH.most * 100)
        raise ValueError(f"{said} er ikke et års vekst; den er høyst {most} % opp eller ned")
    raise ValueError(f"{said} – mente du {norwegian.number(meant.copy_sign(ratio) * 100)} %?")


def fraction(text: str, field: Field) -> Decimal:
    """What somebody means by a part of one; ValueError says what it cannot be.

    >>> fraction("85 %", layout.CERTAINTY), fraction("0,3", layout.COVARIATION)
    (Decimal('0.85'), Decimal('0.3'))
    """
    if text.strip().endswith("%"):
        value = norwegian.ratio(text)
    elif _DECIMAL.fullmatch(text.strip()):
        value = Decimal(text.strip().replace(",", ".").replace(norwegian.MINUS, "-"))
    else:
        raise ValueError(f"{text} er ikke et tall, for eksempel 0,85 eller 85%")
    if wrong := beyond(field, value):
        raise ValueError(wrong)
    return value


_DECIMAL: Final = re.compile(r"[-−]?[0-9]*[.,]?[0-9]+")


def _meant(value: Decimal, limit: Limit, factors: Iterable[Decimal]) -> Decimal | None:
    return next((value * factor for factor in factors if limit.holds(value * factor)), None)


def _number(field: Field, value: Decimal) -> str:
    return f"{value:f}" if field is layout.YEAR else norwegian.number(value)


def _said(field: Field, value: Decimal) -> str:
    if field is layout.CERTAINTY and value <= 1:
        return f"{_number(field, value)} ({norwegian.number(value * 100)} %)"
    return f"{_number(field, value)} {field.unit}".strip()
