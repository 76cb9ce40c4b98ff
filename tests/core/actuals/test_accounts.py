"""The account of a row: split exactly, and the same as reckoned otherwise."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimat.core.actuals.accounts import (
    BEGUN_EARLY,
    NOT_BEGUN,
    OWNERS,
    PACE,
    UNPLANNED,
    WITHOUT_CODE,
    Account,
    account_of,
    added,
    not_placed,
    to_date,
)
from estimat.core.actuals.months import NAMES, Month
from estimat.core.actuals.plan import PlanRow
from estimat.core.actuals.timesheet import Entry
from estimat.core.amounts import total
from estimat.core.findings import Place
from estimat.core.layout import Kind
from tests.core.actuals.reckoned import Line, Row, reckoned

NOWHERE = Place("")
CASES = 10_000


def row(
    hours: str = "0", amount: str = "0", *, rate: str = "1450", kind: Kind = Kind.OWN,
    phasing: str = "",
) -> PlanRow:  # fmt: skip
    numbers = Decimal(hours), Decimal(rate), Decimal(amount)
    return PlanRow(
        NOWHERE, "A", "A-1", "Aktivitet", kind, *numbers, ("1",), NOWHERE, phasing, NOWHERE
    )


def entry(hours: str, kroner: str) -> Entry:
    return Entry(NOWHERE, ("1",), Month(2027, 1), Decimal(hours), Decimal(kroner))


def drawn(seed: int) -> Iterator[tuple[PlanRow, list[Entry], int]]:
    """Rows and lines of every kind, with corrections below zero."""
    draw = random.Random(seed)

    def number(most: int, decimals: int, *, signed: bool = False) -> str:
        least = -most if signed else 0
        return str(Decimal(draw.randint(least, most * 10**decimals)).scaleb(-decimals))

    for _ in range(CASES):
        kind = draw.choice([*Kind])
        first, last = sorted((draw.randint(1, 12), draw.randint(1, 12)))
        phasing = draw.choice(["", f"{NAMES[first - 1]}–{NAMES[last - 1][:3]}"])
        plan = row(
            draw.choice(["0", number(9_000, draw.randint(0, 5))]),
            "0" if kind is Kind.OWN else draw.choice(["0", number(9_000_000, 2)]),
            rate=number(3_000, 2),
            kind=kind,
            phasing=phasing,
        )
        lines = [
            entry(draw.choice(["0", number(400, 2, signed=True)]), number(900_000, 2, signed=True))
            for _ in range(draw.randint(0, 5))
        ]
        yield plan, lines, draw.randint(1, 12)


def split(account: Account) -> list[Decimal]:
    return [account.by_hours, account.by_rate, account.by_amount]


def split_of(account: Account) -> Decimal:
    return total(split(account))


class TestTheSplit:
    def test_it_is_the_whole_difference_ten_thousand_times(self) -> None:
        for plan, lines, until in drawn(1):
            account = account_of(plan, lines, until)
            assert split_of(account) == account.off_plan, (plan, lines, until)

    def test_it_is_what_is_reckoned_otherwise(self) -> None:
        months = dict(zip((name[:3] for name in NAMES), range(1, 13), strict=True))
        for plan, lines, until in islice(drawn(2), 3_000):
            ends = [months[each[:3]] for each in plan.phasing.split("–") if each] or [1, 12]
            hours, rate, amount = map(Fraction, (plan.hours, plan.rate, plan.amount))
            span = tuple(range(ends[0], ends[1] + 1))
            other = Row(plan.kind is Kind.OWN, hours, rate, amount, span)
            told = [Line(Fraction(each.hours), Fraction(each.kroner or 0)) for each in lines]
            account, oracle = account_of(plan, lines, until), reckoned(other, told, until)
            ours = (
                account.plan, account.to_date, account.actual, account.by_hours, account.by_rate,
                account.by_amount, account.forecast,
            )  # fmt: skip
            assert tuple(map(Fraction, ours)) == tuple(oracle), (plan, lines, until)

    def test_a_rate_that_was_paid_is_no_matter_of_hours(self) -> None:
        assert split(account_of(row("120"), [entry("10", "15000")], 1)) == [0, 500, 0]

    def test_more_hours_are_no_matter_of_the_rate(self) -> None:
        assert split(account_of(row("120"), [entry("12", "17400")], 1)) == [2900, 0, 0]

    def test_what_was_planned_in_kroner_alone_is_an_amount(self) -> None:
        bought = row(amount="1200", kind=Kind.PURCHASE)
        assert split(account_of(bought, [entry("5", "150")], 1)) == [0, 0, 50]

    def test_what_is_not_placed_is_split_by_the_common_rate(self) -> None:
        rest = not_placed("Ikke plassert", [entry("2", "3000"), entry("0", "500")], Decimal(1450))
        assert split(rest) == [2900, 100, 500]
        assert rest.forecast == rest.actual == 3500

    @given(st.data())
    def test_sums_of_accounts_are_split_too(self, data: st.DataObject) -> None:
        cases = islice(drawn(data.draw(st.integers(0, 999))), data.draw(st.integers(1, 9)))
        accounts = [account_of(plan, lines, 4) for plan, lines, _ in cases]
        whole = added("", "Sum", accounts)
        assert split_of(whole) == whole.off_plan == total(each.off_plan for each in accounts)
        assert whole.forecast == total(each.forecast for each in accounts)


class TestThePlanToDate:
    def test_with_december_it_is_the_plan_to_the_last_digit(self) -> None:
        for plan, _, _ in islice(drawn(4), 1_000):
            account = account_of(plan, [], 12)
            assert account.to_date == account.plan

    @pytest.mark.parametrize(
        ("until", "hours"), [(1, "0"), (2, "66.6667"), (3, "133.3333"), (4, "200"), (12, "200")]
    )
    def test_it_is_spread_evenly_over_its_months(self, until: int, hours: str) -> None:
        assert to_date(row("200", phasing="feb–apr"), until).hours == Decimal(hours)

    def test_half_an_ore_goes_up(self) -> None:
        assert to_date(row(amount="0.06"), 1).amount == Decimal("0.01")
        assert to_date(row(amount="0.30"), 1).amount == Decimal("0.03")


class TestTheForecast:
    @pytest.mark.parametrize(
        ("plan", "lines", "until", "forecast", "why"),
        [
            (row("120"), [entry("20", "29000")], 1, "348000", PACE),
            (row("120"), [], 1, "0", PACE),
            (row("120", phasing="mai–jun"), [], 4, "174000", NOT_BEGUN),
            (row("120", phasing="mai–jun"), [entry("1", "1450")], 4, "174000", BEGUN_EARLY),
            (row("1", phasing="mai–jun"), [entry("9", "9000")], 4, "9000", BEGUN_EARLY),
            (row(), [entry("1", "1500")], 4, "1500", UNPLANNED),
            (row("3"), [entry("1", "1000")], 3, "4000", PACE),
            (row("0.07", rate="100"), [entry("1", "1")], 1, "12.00", PACE),
        ],
    )
    def test_it_has_its_reason(
        self, plan: PlanRow, lines: list[Entry], until: int, forecast: str, why: str
    ) -> None:
        account = account_of(plan, lines, until)
        assert (account.forecast, account.why) == (Decimal(forecast), (why,))

    def test_the_owners_own_goes_before(self) -> None:
        account = account_of(row("120"), [entry("20", "29000")], 1, owners=Decimal(200_000))
        assert (account.forecast, account.why) == (Decimal(200_000), (OWNERS,))

    def test_without_a_code_it_is_the_plan(self) -> None:
        account = account_of(row("120"), [], 6, has_code=False)
        assert (account.forecast, account.why) == (Decimal(174_000), (WITHOUT_CODE,))
