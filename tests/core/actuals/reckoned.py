"""Plan against actual reckoned a second time, with fractions and nothing of the program's own.

A row is (kind, hours, rate, amount, months), a line (hours, kroner); all numbers are fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import NamedTuple


class Row(NamedTuple):
    """A row of a plan; `own` are the directorate's own hours."""

    own: bool
    hours: Fraction
    rate: Fraction
    amount: Fraction
    months: tuple[int, ...]


class Line(NamedTuple):
    """A line that was registered."""

    hours: Fraction
    kroner: Fraction


class Reckoned(NamedTuple):
    """What a row comes to."""

    plan: Fraction
    to_date: Fraction
    actual: Fraction
    hours: Fraction
    rate: Fraction
    amount: Fraction
    forecast: Fraction


def away(number: Fraction, decimals: int) -> Fraction:
    """Half away from zero."""
    scaled = abs(number) * 10**decimals
    whole = floor(scaled)
    if scaled - whole >= Fraction(1, 2):
        whole += 1
    return Fraction(whole if number >= 0 else -whole, 10**decimals)


def reckoned(row: Row, lines: Sequence[Line], until: int) -> Reckoned:
    """Everything of one row that has a code and no forecast of its owner's."""
    gone = len([month for month in row.months if month <= until])
    whole = gone == len(row.months)
    part = Fraction(gone, len(row.months))
    hours_p = row.hours if whole else away(row.hours * part, 4)
    amount_p = row.amount if whole else away(row.amount * part, 2)
    plan = row.hours * row.rate + row.amount
    to_date = hours_p * row.rate + amount_p
    actual = sum((line.kroner for line in lines), Fraction(0))
    in_kroner_alone = not row.own and row.hours == 0 and row.amount != 0
    worked = [
        line
        for line in lines
        if not in_kroner_alone and (line.hours != 0 or row.amount == 0)
    ]  # fmt: skip
    hours_a = sum((line.hours for line in worked), Fraction(0))
    cost_a = sum((line.kroner for line in worked), Fraction(0))
    by_hours = (hours_a - (0 if in_kroner_alone else hours_p)) * row.rate
    # As the definition has it: with the rate that was paid, where there were hours.
    paid = cost_a / hours_a if hours_a else None
    by_rate = hours_a * (paid - row.rate) if paid is not None else cost_a
    by_amount = (actual - cost_a) - amount_p
    return Reckoned(
        plan, to_date, actual, by_hours, by_rate, by_amount, _forecast(plan, part, actual)
    )


def _forecast(plan: Fraction, part: Fraction, actual: Fraction) -> Fraction:
    if plan > 0 and part > 0:
        return away(actual / part, 2)
    return away(max(plan, actual) if actual else plan, 2)
