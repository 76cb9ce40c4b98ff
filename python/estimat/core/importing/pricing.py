"""What a row of a list comes to, and whether its kroner are the price of its hours.

Kroner beside hours may be what the hours cost, or come on top of it. Only the numbers tell: where
hours times rate is the kroner, to the øre, they are that; where another column adds both up, they
are both; otherwise it is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial
from typing import Final, NamedTuple

from .. import layout, norwegian
from ..amounts import ZERO, difference, half_away, product, total
from ..limits import beyond
from .numbers import Reading
from .rows import Row
from .vocabulary import Role


class Rates(NamedTuple):
    """Kroner per hour and hours per full-time year, and what a sheet's columns of kroner are.

    An amount may be said to come on top, and cost and amount be one number in two columns.
    """

    hourly: Decimal
    hours_per_year: Decimal
    amount_is_added: bool = False
    cost_is_amount: bool = False


class Priced(NamedTuple):
    """The hours, the rate and the amount of a row, and what it comes to.

    `computed` are the columns whose kroner are the price of the hours. Where the kroner do not
    agree, `differs` says what they are and what the row gives otherwise.
    """

    hours: Decimal | None
    rate: Decimal | None
    amount: Decimal | None
    kroner: Decimal
    computed: tuple[Role, ...] = ()
    differs: tuple[str, str] | None = None


_AN_ORE: Final = Decimal("0.005")
_NO_READING: Final = Reading(None, "")


def hours_of(row: Row, rates: Rates) -> Decimal | None:
    """The hours of a row, by its full-time years where it has no hours."""
    hours, years = row.number(layout.HOURS), row.number(layout.FTE)
    return product(years, rates.hours_per_year) if hours is None and years is not None else hours


def priced(row: Row, rates: Rates) -> Priced:
    """What a row comes to; its amount is what comes on top of the price of its hours."""
    hours, rate = hours_of(row, rates), row.number(layout.RATE)
    if not hours and rate == 0:  # the price of no hours
        rate = None
    amount, cost, sum_ = (row.number(each) for each in (layout.AMOUNT, layout.COST, layout.SUM))
    own = product(hours or ZERO, rates.hourly if rate is None else rate)
    read = partial(Priced, hours, rate, amount)
    if not hours:
        stated = [each for each in (amount, cost) if each is not None]
        if rates.cost_is_amount and amount and cost:
            stated = [_finest(row, layout.AMOUNT, layout.COST)]
        added = total(stated) if stated else sum_
        if stated and sum_ is not None and not _is(row, layout.SUM, total(stated)):
            return _differing(row, read(sum_), layout.SUM, total(stated))
        return Priced(hours, rate, added, added or ZERO)
    computed: list[Role] = []
    if cost is not None:
        if not _is(row, layout.COST, own):
            return _differing(row, read(total((cost, amount or ZERO))), layout.COST, own)
        computed.append(layout.COST)
    on_top = amount or ZERO
    if amount and _is(row, layout.AMOUNT, own) and not rates.amount_is_added:
        is_both = sum_ is not None and _is(row, layout.SUM, total((own, amount)))
        if not is_both:
            computed.append(layout.AMOUNT)
            on_top = ZERO
    if sum_ is not None:
        if not _is(row, layout.SUM, total((own, on_top))):
            return _differing(row, read(sum_), layout.SUM, total((own, on_top)))
        computed.append(layout.SUM)
    elif on_top and cost is None and not rates.amount_is_added:
        return _differing(row, read(on_top), layout.AMOUNT, own)
    left = amount if layout.AMOUNT not in computed else None
    return Priced(hours, rate, left, total((own, on_top)), tuple(computed))


def rates_of(rows: Iterable[Row], rates: Rates) -> Rates:
    """The same for a sheet, by whether cost and amount are one number in all rows with both."""
    both = _with_both(rows, rates)
    alike = all(_are_one(row) and not _adds_up(row) for row in both)
    return rates._replace(cost_is_amount=bool(both) and alike and not rates.amount_is_added)


def unsure_of_both(rows: Iterable[Row], rates: Rates) -> list[Row]:
    """The rows without hours of which it is not known whether cost and amount add up."""
    if rates.amount_is_added or rates.cost_is_amount:
        return []
    return [row for row in _with_both(rows, rates) if layout.SUM not in row.numbers]


def _with_both(rows: Iterable[Row], rates: Rates) -> list[Row]:
    """The rows with a cost and an amount, and no hours that the one can be the price of."""
    return [
        row
        for row in rows
        if row.number(layout.COST) and row.number(layout.AMOUNT) and not hours_of(row, rates)
    ]


def _are_one(row: Row) -> bool:
    """Whether cost and amount are the same, as finely as the coarser of them is written."""
    cost, amount = row.number(layout.COST) or ZERO, row.number(layout.AMOUNT) or ZERO
    return _is(row, layout.COST, amount) or _is(row, layout.AMOUNT, cost)


def _adds_up(row: Row) -> bool:
    """Whether a row has the sum of its cost and its amount in a column of its own."""
    parts = (row.number(layout.COST) or ZERO, row.number(layout.AMOUNT) or ZERO)
    return layout.SUM in row.numbers and _is(row, layout.SUM, total(parts))


def _finest(row: Row, *roles: Role) -> Decimal:
    """Of numbers that are the same, the one that is written most finely."""
    role = min(roles, key=lambda each: row.numbers[each].step)
    return row.number(role) or ZERO


_OF_IT: Final = 20
"""One part in so many is the most that rounding to millions may hide."""


def _is(row: Row, role: Role, kroner: Decimal) -> bool:
    """Whether a cell says this, as finely as a column in thousands or millions can."""
    reading = row.numbers.get(role, _NO_READING)
    off = abs(difference(reading.value or ZERO, kroner))
    near = min(reading.step / 2, abs(kroner) / _OF_IT) if reading.step > 1 else _AN_ORE
    return off <= near


def _differing(row: Row, so_far: Priced, role: Role, otherwise: Decimal) -> Priced:
    said = f"{role.label} {norwegian.kroner(row.number(role) or ZERO)}"
    return so_far._replace(differs=(said, norwegian.kroner(otherwise)))


def one_rate(rows: Iterable[Row], rates: Rates) -> tuple[Decimal, str] | None:
    """The rate that all rows with hours have, and how it is known; None where there is none.

    It stands in a column, or is what the kroner are divided by the hours in every one of at least
    two rows with different hours.
    """
    with_hours = [row for row in rows if hours_of(row, rates)]
    written = {row.number(layout.RATE) for row in with_hours}
    if len(written) == 1 and (rate := next(iter(written))) and len(with_hours) > 1:
        return rate, "alle radene har den"
    if written - {None} or len({hours_of(row, rates) for row in with_hours}) < 2:
        return None
    for role in (layout.COST, layout.SUM, layout.AMOUNT):
        quotients = _quotients(with_hours, role, rates)
        if not quotients or len(quotients) > 1:
            continue
        rate = quotients.pop()
        if not beyond(layout.HOURLY_RATE, rate):  # otherwise it is in another unit
            return rate, f"{role.label} delt på timene gir den i hver rad"
    return None


def _quotients(rows: Sequence[Row], role: Role, rates: Rates) -> set[Decimal] | None:
    """Kroner by hours in each of these rows; None where a row has no such, or it has more øre."""
    found = set()
    for row in rows:
        kroner, hours = row.number(role), hours_of(row, rates)
        if not kroner or not hours:
            return None
        quotient = half_away(kroner / hours, 2)
        if product(quotient, hours) != kroner:
            return None
        found.add(quotient.normalize())
    return found
