"""The figures of the estimate of 2024, which were reckoned by hand before there was a program."""

from __future__ import annotations

import pytest

from estimat.core.book import Book
from estimat.core.estimate import Inputs
from estimat.files.workbooks.areafile import read_area_file
from tests.books import Row, area, book
from tests.core.uncertainty.reckoned import uncertainty


def with_ranges_on_hours_only() -> Book:
    """The areas that ship, with no ranges in kroner and no factors."""
    shipped = read_area_file()
    return book(*(area(each.head.id, *map(_row, each.rows), budget=None) for each in shipped.areas))


def _row(inputs: Inputs) -> Row:
    hours, low, high, rate, amount = (
        None if each is None else float(each)
        for each in (inputs.hours, inputs.low, inputs.high, inputs.rate, inputs.amount)
    )
    return Row(inputs.kind_text, hours, low, high, rate, amount, id=inputs.id, name=inputs.name)


def test_rows_that_are_independent() -> None:
    found = uncertainty(with_ranges_on_hours_only(), covariation="0")
    assert found.total.plan == 69_394_500
    assert round(found.total.expected) == 69_742_021
    assert round(found.total.deviation) == 2_445_024
    assert found.total.at(0.85) == 72_276_125


def test_rows_that_move_together() -> None:
    found = uncertainty(with_ranges_on_hours_only(), covariation="0.3")
    assert round(found.total.expected) == 69_742_021
    assert found.total.at(0.85) == 74_707_263


def test_what_the_areas_would_set_aside_too_much() -> None:
    found = uncertainty(with_ranges_on_hours_only(), covariation="0")
    assert found.sum_of_p85 == 74_618_484
    assert found.portfolio_effect == 74_618_484 - 72_276_125


def test_what_has_no_range_is_said_in_kroner_and_by_name() -> None:
    """12,4 mill. passed through and 5,65 mill. bought, of 69,4: a quarter of the money."""
    found = uncertainty(with_ranges_on_hours_only())
    assert found.sums.certain == 18_050_000
    assert found.sums.rows == 4
    assert float(found.certain_share) == pytest.approx(0.2601, abs=1e-4)
    assert [f"{each.id} {each.kroner:.0f}" for each in found.certain] == [
        "PLL-2 12400000", "PKI-2 2600000", "PJD-1 1800000", "PPS-2 1250000",
    ]  # fmt: skip


def test_the_reserve_that_it_takes() -> None:
    made = with_ranges_on_hours_only()
    assert uncertainty(made, covariation="0").needed == 72_276_125 - 69_394_500
    even_chances = uncertainty(made, covariation="0", certainty="0.5")
    assert even_chances.needed == 69_742_021 - 69_394_500
