"""Arithmetic that a controller can check by hand, to the last øre."""

from __future__ import annotations

import math
import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from estimat.core import amounts
from estimat.core.amounts import apportion, exact, half_away, ore, product, total

KRONER = st.decimals(-(10**12), 10**12, places=4)
HOURS = st.decimals(0, 10**6, places=3)
RATES = st.decimals(1, 10**4, places=2)
UNITS = st.sampled_from([Decimal(text) for text in ("0.01", "1", "10", "250", "1000", "100000")])


def rounded(number: Fraction) -> int:
    """Half away from zero, by whole-number arithmetic alone."""
    magnitude = math.floor(abs(number) + Fraction(1, 2))
    return -magnitude if number < 0 else magnitude


def largest_remainder(parts: list[Decimal], unit: Decimal) -> list[Fraction]:
    """The rule as it is written down, in fractions, which never round."""
    exactly = [Fraction(part) / Fraction(unit) for part in parts]
    whole = [math.floor(part) for part in exactly]
    missing = rounded(sum(exactly, Fraction(0))) - sum(whole)
    lost = [part - units for part, units in zip(exactly, whole, strict=True)]
    for position in sorted(range(len(parts)), key=lambda i: (-lost[i], i))[:missing]:
        whole[position] += 1
    return [units * Fraction(unit) for units in whole]


class TestExact:
    @pytest.mark.parametrize(
        ("number", "shown"),
        [
            (8.2, "8.2"),
            (0.1 + 0.2, "0.3"),
            (1450.0, "1450"),
            (-7.5, "-7.5"),
            (35.3, "35.3"),
            (1e-9, "1E-9"),
            (123456789012.345, "123456789012.345"),
        ],
    )
    def test_a_number_is_what_excel_shows(self, number: float, shown: str) -> None:
        assert exact(number) == Decimal(shown)

    @given(st.decimals(-(10**9), 10**9, places=5))
    def test_a_number_that_was_typed_comes_back_as_it_was_typed(self, typed: Decimal) -> None:
        assume(typed == 0 or abs(typed) >= Decimal("1e-9"))
        assert exact(float(typed)) == typed

    @given(st.floats(1e-9, 9.99e12))
    def test_it_has_at_most_fifteen_digits_and_is_the_nearest_of_those(self, number: float) -> None:
        decimal = exact(number)
        assert decimal is not None
        digits = decimal.as_tuple().digits
        assert len(str(int("".join(map(str, digits)))).rstrip("0")) <= 15
        step = Fraction(10) ** (decimal.adjusted() - 14)
        assert abs(Fraction(decimal) - Fraction(number)) <= step / 2

    @given(st.floats(1e-9, 9.99e12))
    def test_reading_it_twice_changes_nothing(self, number: float) -> None:
        once = exact(number)
        assert once is not None
        assert exact(float(once)) == once

    @pytest.mark.parametrize("number", [0.0, -0.0, 0])
    def test_zero_is_plain_zero(self, number: float) -> None:
        assert str(exact(number)) == "0"

    @pytest.mark.parametrize(
        "number", [math.nan, math.inf, -math.inf, 1e13, -1e13, 1e300, 1e-10, 5e-324]
    )
    def test_what_is_neither_hours_nor_kroner_is_refused(self, number: float) -> None:
        assert exact(number) is None


class TestRounding:
    def test_eight_point_two_hours_cost_eleven_thousand_eight_hundred_and_ninety_kroner(
        self,
    ) -> None:
        hours, rate = exact(8.2), exact(1450.0)
        assert hours is not None
        assert rate is not None
        assert product(hours, rate) == Decimal("11890")
        assert str(ore(product(hours, rate))) == "11890.00"

    @pytest.mark.parametrize(
        ("number", "decimals", "expected"),
        [
            ("2.5", 0, "3"),
            ("-2.5", 0, "-3"),
            ("0.05", 1, "0.1"),
            ("-0.25", 1, "-0.3"),
            ("0.249999", 1, "0.2"),
            ("1.005", 2, "1.01"),
        ],
    )
    def test_a_half_is_rounded_away_from_zero(
        self, number: str, decimals: int, expected: str
    ) -> None:
        assert half_away(Decimal(number), decimals) == Decimal(expected)

    @given(KRONER, st.integers(0, 4))
    def test_rounding_is_half_away_from_zero_for_every_amount(
        self, number: Decimal, decimals: int
    ) -> None:
        scale = 10**decimals
        assert half_away(number, decimals) * scale == rounded(Fraction(number) * scale)

    @given(KRONER)
    def test_losses_round_as_gains_do(self, number: Decimal) -> None:
        assert half_away(-number, 2) == -half_away(number, 2)

    @given(HOURS, st.sampled_from([Decimal(1500), Decimal("1695.5"), Decimal(7)]))
    def test_full_time_years_have_four_decimals(self, hours: Decimal, per_year: Decimal) -> None:
        expected = Fraction(rounded(Fraction(hours) / Fraction(per_year) * 10**4), 10**4)
        assert Fraction(amounts.full_time_years(hours, per_year)) == expected

    @given(KRONER)
    def test_millions_and_kroner_are_the_same_amount(self, kroner: Decimal) -> None:
        assert amounts.in_kroner(amounts.in_millions(kroner)) == kroner


class TestSums:
    @given(st.lists(KRONER), st.randoms(use_true_random=False))
    def test_the_order_of_the_rows_never_matters(
        self, parts: list[Decimal], shuffle: random.Random
    ) -> None:
        shuffled = list(parts)
        shuffle.shuffle(shuffled)
        assert total(parts) == total(shuffled)

    @given(st.lists(st.tuples(HOURS, RATES)))
    def test_a_sum_of_products_loses_nothing(self, rows: list[tuple[Decimal, Decimal]]) -> None:
        exactly = sum((Fraction(hours) * Fraction(rate) for hours, rate in rows), Fraction(0))
        assert Fraction(total(product(hours, rate) for hours, rate in rows)) == exactly

    def test_the_largest_and_the_smallest_row_are_both_in_the_sum(self) -> None:
        largest, smallest = exact(9_999_999_999_999.0), exact(1e-9)
        assert largest is not None
        assert smallest is not None
        rows = [product(largest, largest), product(smallest, smallest)]
        assert Fraction(total(rows)) == sum(map(Fraction, rows))

    def test_a_sum_that_cannot_be_kept_exact_is_refused_and_not_rounded(self) -> None:
        with pytest.raises(ArithmeticError):
            total([Decimal("1e100"), Decimal("1e-100")])


class TestApportion:
    @given(st.lists(KRONER, max_size=30), UNITS)
    def test_the_parts_add_up_to_the_rounded_total(
        self, parts: list[Decimal], unit: Decimal
    ) -> None:
        assert total(apportion(parts, unit)) == unit * rounded(
            sum(map(Fraction, parts), Fraction(0)) / Fraction(unit)
        )

    @given(st.lists(KRONER, max_size=30), UNITS)
    def test_each_part_is_a_whole_number_of_units_less_than_one_unit_from_the_exact(
        self, parts: list[Decimal], unit: Decimal
    ) -> None:
        for part, share in zip(parts, apportion(parts, unit), strict=True):
            assert share % unit == 0
            assert abs(share - part) < unit

    @given(st.lists(st.integers(-(10**6), 10**6)), UNITS)
    def test_amounts_that_are_whole_units_already_stay_as_they_are(
        self, units: list[int], unit: Decimal
    ) -> None:
        parts = [unit * number for number in units]
        assert apportion(parts, unit) == parts

    @given(st.lists(KRONER, max_size=12), UNITS)
    def test_it_is_the_largest_remainder_rule(self, parts: list[Decimal], unit: Decimal) -> None:
        assert [Fraction(part) for part in apportion(parts, unit)] == largest_remainder(parts, unit)

    @given(st.lists(st.tuples(st.floats(1e-9, 1e7), st.floats(1e-9, 1e6)), max_size=6), UNITS)
    def test_it_is_so_for_every_digit_that_hours_and_rates_can_have(
        self, rows: list[tuple[float, float]], unit: Decimal
    ) -> None:
        exactly = [tuple(map(exact, row)) for row in rows]
        parts = [product(hours, rate) for hours, rate in exactly if hours and rate]
        assert [Fraction(part) for part in apportion(parts, unit)] == largest_remainder(parts, unit)

    @pytest.mark.parametrize(
        ("parts", "unit", "shares"),
        [
            ((14, 14, 14), 10, (20, 10, 10)),
            ((5, 5), 10, (10, 0)),
            ((-5, -5), 10, (0, -10)),
            ((-14, 14), 10, (-10, 10)),
            ((149_999,), 100_000, (100_000,)),
            ((), 10, ()),
        ],
    )
    def test_ties_go_to_the_first(
        self, parts: tuple[int, ...], unit: int, shares: tuple[int, ...]
    ) -> None:
        assert apportion([Decimal(part) for part in parts], Decimal(unit)) == list(shares)

    def test_a_loss_that_differs_in_the_fortieth_digit_still_decides(self) -> None:
        """Hours and a rate of fifteen digits each give kroner with up to forty-eight decimals."""
        parts = [Decimal(50_000), Decimal(f"50000.{'0' * 39}1")]
        assert apportion(parts, Decimal(100_000)) == [0, 100_000]
