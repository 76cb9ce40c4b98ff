"""Numbers as Norwegians write them: 1 234 567,8."""

from __future__ import annotations

from decimal import Decimal

from .amounts import half_away

MINUS = "−"


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


def kroner(value: Decimal) -> str:
    """Whole kroner when it is whole, otherwise with øre: `174 000 kr`, `0,50 kr`."""
    return f"{number(value, 0 if value == value.to_integral_value() else 2)} kr"


def percent(ratio: Decimal) -> str:
    """A ratio as per cent with one decimal: `12,5 %`."""
    return f"{number(ratio * 100, 1)} %"
