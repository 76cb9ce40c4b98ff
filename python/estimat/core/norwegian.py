"""Numbers as Norwegians write them: 1 234 567,8."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Final

from .amounts import half_away

MINUS = "−"
_PERCENT: Final = re.compile(r"[-−]?\d{1,3}([.,]\d{1,4})?\s*%?")


def number(value: Decimal | float, decimals: int | None = None) -> str:
    """A number with spaces between thousands and a decimal comma.

    With `decimals` it is rounded half away from zero to that many; without, all its digits show.

    >>> number(Decimal("1234567.5"))
    '1 234 567,5'
    >>> number(Decimal("-0.25"), 1)
    '−0,3'
    """
    decimal = value if isinstance(value, Decimal) else Decimal(f"{value:.15g}")
    decimal = decimal.normalize() if decimals is None else half_away(decimal, decimals)
    text = f"{abs(decimal):,f}".replace(",", " ").replace(".", ",")
    return MINUS + text if decimal < 0 else text


def counted(count: int, one: str, more: str) -> str:
    """How many of a thing: `1 celle`, `12 celler`."""
    return f"{number(Decimal(count))} {one if count == 1 else more}"


def moment(text: str) -> str:
    """A time as people write it, of one as a file stores it; any other text is left.

    >>> moment("2026-03-05T14:07:00+01:00")
    '05.03.2026 kl. 14.07'
    """
    try:
        return f"{datetime.fromisoformat(text):%d.%m.%Y kl. %H.%M}"
    except ValueError:
        return text


def kroner(value: Decimal) -> str:
    """Whole kroner when it is whole, otherwise with øre: `174 000 kr`, `0,50 kr`."""
    return f"{number(value, 0 if value == value.to_integral_value() else 2)} kr"


def percent(ratio: Decimal) -> str:
    """A ratio as per cent with one decimal: `12,5 %`."""
    return f"{number(ratio * 100, 1)} %"


def ratio(text: str) -> Decimal:
    """What somebody means by a percentage, as a ratio; ValueError says in Norwegian what it is not.

    >>> ratio("3,1 %")
    Decimal('0.031')
    """
    if not _PERCENT.fullmatch(text.strip()):
        raise ValueError(f"{text} er ikke en prosent, for eksempel 3,1%")
    return Decimal(text.strip("% ").replace(",", ".").replace(MINUS, "-")).scaleb(-2)
