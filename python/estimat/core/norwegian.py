"""Numbers as Norwegians write them: 1 234 567,8."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone, tzinfo
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .amounts import half_away

MINUS = "−"
_MOMENT: Final = "%d.%m.%Y kl. %H.%M"
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
        return f"{datetime.fromisoformat(text):{_MOMENT}}"
    except ValueError:
        return text


def time_zone() -> tzinfo | None:
    """The time of those who read it; a server may keep another, and Windows may know no other."""
    try:
        return ZoneInfo("Europe/Oslo")
    except ZoneInfoNotFoundError:
        return None


def moment_here(text: str) -> str:
    """The time in Norway, of one that a file stores in UTC; any other text is left.

    >>> moment_here("2026-03-05T13:07:00")
    '05.03.2026 kl. 14.07'
    """
    try:
        saved = datetime.fromisoformat(text).replace(tzinfo=timezone.utc)
    except ValueError:
        return text
    return f"{saved.astimezone(time_zone()):{_MOMENT}}"


def moment_of(text: str) -> datetime | None:
    """The time that `moment` wrote so; None for any other text.

    >>> moment_of("05.03.2026 kl. 14.07")
    datetime.datetime(2026, 3, 5, 14, 7)
    """
    try:
        return datetime.strptime(text, _MOMENT)
    except ValueError:
        return None


def day(value: date) -> str:
    """A day as people write it: `01.02.2027`."""
    return f"{value:%d.%m.%Y}"


def day_of(text: str) -> date:
    """The day somebody means; ValueError says in Norwegian what is no day.

    >>> day_of("1.2.2027") == day_of("2027-02-01")
    True
    """
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    raise ValueError(f"{text} er ikke en dato; skriv den som 01.02.2027 eller 2027-02-01")


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
