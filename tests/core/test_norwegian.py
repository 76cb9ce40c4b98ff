"""Numbers as a Norwegian reads them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimat.core import norwegian


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0"), "0"),
        (Decimal("999"), "999"),
        (Decimal("1000"), "1 000"),
        (Decimal("1234567.8"), "1 234 567,8"),
        (Decimal("1450.00"), "1 450"),
        (Decimal("1E+6"), "1 000 000"),
        (Decimal("-12.5"), "−12,5"),
        (8.2, "8,2"),
        (0.1 + 0.2, "0,3"),
        (-0.0, "0"),
    ],
)
def test_thousands_have_a_space_and_decimals_a_comma(value: Decimal, text: str) -> None:
    assert norwegian.number(value) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("35.25", 1, "35,3"),
        ("-35.25", 1, "−35,3"),
        ("9", 1, "9,0"),
        ("1234.5", 0, "1 235"),
        ("-0.04", 1, "0,0"),
    ],
)
def test_with_decimals_it_is_rounded_half_away_from_zero(
    value: Decimal, decimals: int, text: str
) -> None:
    assert norwegian.number(Decimal(value), decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("174000", "174 000 kr"),
        ("11890.00", "11 890 kr"),
        ("0.5", "0,50 kr"),
        ("-1.005", "−1,01 kr"),
        ("0", "0 kr"),
    ],
)
def test_kroner_show_ore_only_when_there_are_some(value: Decimal, text: str) -> None:
    assert norwegian.kroner(Decimal(value)) == text


def test_a_ratio_is_shown_as_per_cent_with_one_decimal() -> None:
    assert norwegian.percent(Decimal("0.125")) == "12,5 %"
    assert norwegian.percent(Decimal("-1")) == "−100,0 %"


@given(st.decimals(-(10**12), 10**12, places=4))
def test_what_is_written_can_be_read_back(value: Decimal) -> None:
    written = norwegian.number(value)
    read = written.replace(" ", "").replace(",", ".").replace(norwegian.MINUS, "-")
    assert Decimal(read) == value
