"""What a row, an area and the whole come to: plan, plan to date, actual, why, and the forecast.

Everything is exact but for what is said to be rounded. With h for hours, r for a rate, p for the
plan to date and a for what was registered, the difference of a row is split in

    hours    (h_a − h_p) · r_p
    rate     the kroner of the hours − h_a · r_p, which is h_a · (r_a − r_p) without a division
    amount   kroner without hours − the plan's amount to date

and the three are the whole difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NamedTuple

from ..amounts import ZERO, difference, ore, product, total
from ..findings import Place
from ..layout import Kind
from .months import phased_over, share
from .plan import PlanRow
from .timesheet import Entry

PACE: Final = "tempo"
OWNERS: Final = "eiers anslag"
PLAN: Final = "planen"
WITHOUT_CODE: Final = "planen, uten kode"
NOT_BEGUN: Final = "planen, ikke begynt"
BEGUN_EARLY: Final = "planen, begynt før tiden"
UNPLANNED: Final = "det som er ført, ikke planlagt"
REGISTERED: Final = "det som er ført"
SUM: Final = "summen av linjene"
"""Why a forecast is what it is."""


class Account(NamedTuple):
    """One line of the year as it went, in hours and kroner; `forecast` is in øre, with its reason.

    `source` is where its plan stands, if that is one place.
    """

    id: str
    name: str
    area: str = ""
    hours: Decimal = ZERO
    hours_to_date: Decimal = ZERO
    hours_actual: Decimal = ZERO
    plan: Decimal = ZERO
    to_date: Decimal = ZERO
    actual: Decimal = ZERO
    by_hours: Decimal = ZERO
    by_rate: Decimal = ZERO
    by_amount: Decimal = ZERO
    forecast: Decimal = ZERO
    why: tuple[str, ...] = ()
    source: Place | None = None

    @property
    def off_plan(self) -> Decimal:
        """Kroner above the plan to date."""
        return difference(self.actual, self.to_date)

    @property
    def remaining(self) -> Decimal:
        """Kroner of the year's plan that are not used."""
        return difference(self.plan, self.actual)

    @property
    def reason(self) -> str:
        return "; ".join(self.why)


_SUMMED: Final = Account._fields[3:-2]


def added(id: str, name: str, accounts: Sequence[Account], source: Place | None = None) -> Account:
    """Accounts added up; the reasons are theirs, each once."""
    why = dict.fromkeys(reason for each in accounts for reason in each.why)
    sums: dict[str, Any] = {
        field: total(getattr(each, field) for each in accounts) for field in _SUMMED
    }
    return Account(id, name, source=source, why=tuple(why))._replace(**sums)


class ToDate(NamedTuple):
    """The part of a row's plan that falls up to and including a month."""

    hours: Decimal
    amount: Decimal


def to_date(row: PlanRow, until: int) -> ToDate:
    """The plan to date: hours to 4 decimals, amounts to øre; with its last month all of it."""
    gone, of = share(phased_over(row.phasing) or frozenset(), until)
    if gone == of:
        return ToDate(row.hours, row.amount)
    return ToDate(
        rounded(Fraction(row.hours) * Fraction(gone, of), 4),
        rounded(Fraction(row.amount) * Fraction(gone, of), 2),
    )


def rounded(number: Fraction, decimals: int) -> Decimal:
    """A fraction as decimals, half away from zero, once."""
    units = (2 * abs(number) * 10**decimals + 1) // 2
    return Decimal(int(units) if number >= 0 else -int(units)).scaleb(-decimals)


def account_of(
    row: PlanRow,
    entries: Sequence[Entry],
    until: int,
    *,
    owners: Decimal | None = None,
    has_code: bool = True,
) -> Account:
    """A row's account of what was registered on it, all of it priced."""
    planned = to_date(row, until)
    plan_to_date = total((product(planned.hours, row.rate), planned.amount))
    actual = total(each.kroner or ZERO for each in entries)
    split = _split(row, planned, entries)
    forecast, why = _forecast(row, until, actual, owners, has_code=has_code)
    return Account(
        row.id,
        row.name,
        row.area,
        row.hours,
        planned.hours,
        total(each.hours for each in entries),
        row.kroner,
        plan_to_date,
        actual,
        *split,
        forecast,
        (why,),
        row.place,
    )


def _split(
    row: PlanRow, planned: ToDate, entries: Sequence[Entry]
) -> tuple[Decimal, Decimal, Decimal]:
    """The difference by hours, by rate and by amount.

    What is bought or passed on and was planned in kroner alone is an amount, with hours or without.
    Where hours and an amount are planned, lines with hours are of the hours.
    """
    if row.kind is not Kind.OWN and not row.hours and row.amount:
        actual = total(each.kroner or ZERO for each in entries)
        return ZERO, ZERO, difference(actual, planned.amount)
    of_amount = [each for each in entries if row.amount and not each.hours]
    of_hours = [each for each in entries if not (row.amount and not each.hours)]
    hours = total(each.hours for each in of_hours)
    kroner = total(each.kroner or ZERO for each in of_hours)
    return (
        product(difference(hours, planned.hours), row.rate),
        difference(kroner, product(hours, row.rate)),
        difference(total(each.kroner or ZERO for each in of_amount), planned.amount),
    )


def _forecast(
    row: PlanRow, until: int, actual: Decimal, owners: Decimal | None, *, has_code: bool
) -> tuple[Decimal, str]:
    """What the year will come to, in øre, and why."""
    plan = row.kroner
    if owners is not None:
        return owners, OWNERS
    if not has_code:
        return ore(plan), WITHOUT_CODE
    gone, of = share(phased_over(row.phasing) or frozenset(), until)
    if plan > 0 and gone:
        return rounded(Fraction(actual) * Fraction(of, gone), 2), PACE
    if not actual:
        return ore(plan), NOT_BEGUN if plan else PLAN
    return ore(max(plan, actual)), BEGUN_EARLY if plan else UNPLANNED


def not_placed(name: str, entries: Iterable[Entry], rate: Decimal) -> Account:
    """The account of what belongs to no row: nothing is planned, and nothing more is foreseen."""
    kept = list(entries)
    hours = total(each.hours for each in kept)
    actual = total(each.kroner or ZERO for each in kept)
    without = total(each.kroner or ZERO for each in kept if not each.hours)
    priced = product(hours, rate)
    return Account(
        "",
        name,
        hours_actual=hours,
        actual=actual,
        by_hours=priced,
        by_rate=difference(difference(actual, without), priced),
        by_amount=without,
        forecast=ore(actual),
        why=(REGISTERED,) if kept else (),
    )
