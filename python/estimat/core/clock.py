"""Hours that are written as a clock shows them: 7:30, and cells that show hours and minutes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from .amounts import half_away
from .formats import is_elapsed

_CLOCK: Final = re.compile(r"([0-9]{1,5}):([0-5][0-9])(?::00)?")
_OF_DAY: Final = re.compile(r"h{1,2}:mm(?::ss)?(?:;@)?", re.IGNORECASE)
_NEAR: Final = Decimal("0.001")
"""How near to a whole minute the days of a cell are."""


def hours_written(text: str) -> Decimal | None:
    """The hours of a text like 7:30, to four decimals; None where it is no such text.

    >>> hours_written("7:30"), hours_written("7.30")
    (Decimal('7.5000'), None)
    """
    if clock := _CLOCK.fullmatch(text.strip()):
        return hours_of(Decimal(int(clock[1]) * 60 + int(clock[2])))
    return None


def minutes_shown(code: str, days: Decimal) -> Decimal | None:
    """The minutes of a cell that shows a duration, which counts in days; None where it does not."""
    is_duration = is_elapsed(code) or (days < 1 and _OF_DAY.fullmatch(code))
    minutes = half_away(days * 1440, 0)
    near = abs(days * 1440 - minutes) < _NEAR
    return minutes if is_duration and near else None


def hours_of(minutes: Decimal) -> Decimal:
    """Minutes as hours, to four decimals."""
    return half_away(minutes / 60, 4)
