"""Values keep their meaning on the way over COM and back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimat.core import values
from estimat.core.functions import FUNCTIONS
from estimat.core.values import CellError
from estimat.excel import udfs
from estimat.excel.variants import CODES, LEFT_OUT, from_com, to_com


def test_every_error_value_has_a_code_of_its_own() -> None:
    errors = [each for each in vars(values).values() if isinstance(each, CellError)]
    assert set(CODES) == set(errors)
    assert len(set(CODES.values())) == len(errors)


@pytest.mark.parametrize("error", CODES, ids=str)
def test_an_error_value_comes_back_as_itself(error: CellError) -> None:
    assert from_com(CODES[error]) == error
    assert to_com(error) == [[CODES[error]]]


def test_a_left_out_argument_and_a_blank_cell_are_blank() -> None:
    assert from_com(LEFT_OUT) is None
    assert from_com(None) is None


def test_newer_error_values_are_errors_and_no_numbers() -> None:
    assert from_com(-2146826243) == values.VALUE  # #SPILL!


def test_objects_and_dates_are_no_numbers() -> None:
    assert from_com(object()) == values.VALUE
    assert from_com(Decimal(1)) == values.VALUE


@given(st.lists(st.lists(st.floats() | st.text() | st.booleans() | st.none(), min_size=2,
                         max_size=2), min_size=1))  # fmt: skip
def test_a_range_keeps_its_shape_and_its_values(rows: list[list[object]]) -> None:
    assert repr(from_com(tuple(map(tuple, rows)))) == repr(rows)


def test_a_constant_row_is_a_row() -> None:
    assert from_com((10.0, 20.0)) == [[10.0, 20.0]]


def test_no_number_is_taken_for_an_error_on_the_way_back() -> None:
    ((result,),) = to_com(FUNCTIONS["ESTIMAT_KOST"](8.2))
    assert isinstance(result, float)


def test_every_function_of_the_registry_is_served() -> None:
    for name, function in FUNCTIONS.items():
        assert getattr(udfs, name)(100.0) == to_com(function(100.0))
