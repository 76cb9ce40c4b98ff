"""The ESTIMAT_* functions in a cell: one meaning of values, whatever the host."""

from __future__ import annotations

import inspect
import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimat.core.amounts import exact, half_away, in_millions
from estimat.core.functions import FUNCTIONS, Function
from estimat.core.values import DIV0, NA, NAME, NULL, NUM, REF, VALUE, Block, CellError, Value
from tests.formulas import ALL, evaluate, every_function, every_place, given_at, sound

ERRORS = [NULL, DIV0, VALUE, REF, NAME, NUM, NA]
TEXTS: list[Value] = ["7,5", "7.5", "100", "", " ", "tolv", "#DIV/0!", True, False]

COST, MILLIONS = FUNCTIONS["ESTIMAT_KOST"], FUNCTIONS["ESTIMAT_MILL"]


def below_zero_is_sound(function: Function, place: int) -> bool:
    """Kroner may be owed; hours, rates and settings may not."""
    return function.arguments[place].name == "kroner" and function.name != "ESTIMAT_TIMER"


class TestExamples:
    @pytest.mark.parametrize(
        ("formula", "expected"), [example for each in ALL for example in each.examples]
    )
    def test_every_example_gives_what_the_reference_says(
        self, formula: str, expected: Value
    ) -> None:
        assert shown(evaluate(formula)) == expected

    @given(st.decimals(-(10**11), 10**11, places=2))
    def test_millions_are_those_of_the_consolidation(self, kroner: Decimal) -> None:
        assert MILLIONS(float(kroner)) == float(half_away(in_millions(kroner), 1))


def shown(value: Value | Block) -> Value | Block:
    """What the cell shows: a spreadsheet shows no more than fifteen digits."""
    return float(f"{value:.15g}") if isinstance(value, float) else value


class TestValues:
    @every_function
    def test_a_blank_first_argument_is_zero(self, function: Function) -> None:
        rest = [sound(argument) for argument in function.arguments[1:]]
        assert function(None, *rest) == function(0.0, *rest)
        assert function(None) == function(0.0)

    @every_place
    def test_a_blank_rate_means_the_default(self, function: Function, place: int) -> None:
        argument = function.arguments[place]
        if argument.default is not None:
            expected = function(120_000.0, float(argument.default))
            assert function(120_000.0, None) == function(120_000.0) == expected

    @every_place
    @pytest.mark.parametrize("text", TEXTS)
    def test_text_and_truth_values_are_never_guessed_at(
        self, function: Function, place: int, text: Value
    ) -> None:
        assert function(*given_at(function, place, text)) == VALUE

    @every_place
    def test_below_zero_is_refused_unless_it_is_kroner(
        self, function: Function, place: int
    ) -> None:
        result = function(*given_at(function, place, -1.0))
        if below_zero_is_sound(function, place):
            assert not isinstance(result, CellError)
        else:
            assert result == NUM

    @every_place
    def test_a_rate_of_zero_is_refused(self, function: Function, place: int) -> None:
        result = function(*given_at(function, place, 0.0))
        refused = place > 0 and function.arguments[place].name != "desimaler"
        assert (result == NUM) == refused

    @every_place
    @pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 10**400, -(10**400)])
    def test_what_is_not_a_number_is_refused(
        self, function: Function, place: int, number: float
    ) -> None:
        assert function(*given_at(function, place, number)) == NUM

    @every_place
    @pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
    def test_an_error_gives_that_error(
        self, function: Function, place: int, error: CellError
    ) -> None:
        assert function(*given_at(function, place, error)) == error

    @every_function
    def test_of_two_errors_the_first_shows(self, function: Function) -> None:
        assert function(NA, DIV0) == NA

    @every_function
    def test_a_result_too_large_is_an_error_and_not_infinite(self, function: Function) -> None:
        result = function(1.7e308, 1.7e308)
        assert result == NUM or (isinstance(result, float) and math.isfinite(result))

    @every_place
    def test_whole_numbers_count_as_numbers(self, function: Function, place: int) -> None:
        value = int(sound(function.arguments[place]))
        assert function(*given_at(function, place, value)) == function(
            *given_at(function, place, float(value))
        )

    @every_function
    def test_a_wrong_number_of_arguments_is_an_error(self, function: Function) -> None:
        assert function() == VALUE
        assert function(*[1.0] * (len(function.arguments) + 1)) == VALUE

    @pytest.mark.parametrize("decimals", [0.0, 1.0, 2.0, 6.0, 6.9])
    def test_decimals_are_cut_to_a_whole_number(self, decimals: float) -> None:
        assert MILLIONS(1_234_567.891, decimals) == round(1.234567891, int(decimals))

    @pytest.mark.parametrize("decimals", [-1.0, 7.0, 100.0])
    def test_more_decimals_than_kroner_have_are_refused(self, decimals: float) -> None:
        assert MILLIONS(1_234_567.0, decimals) == NUM

    def test_nothing_rounds_to_minus_zero(self) -> None:
        zero = MILLIONS(-1.0)
        assert isinstance(zero, float)
        assert math.copysign(1, zero) == 1


@every_function
def test_arguments_are_called_what_the_python_function_calls_them(function: Function) -> None:
    assert [argument.name for argument in function.arguments] == list(
        inspect.signature(function.formula).parameters
    )
    assert inspect.getdoc(function.formula)


@every_function
def test_names_are_plain_letters_that_every_host_can_take(function: Function) -> None:
    for name in (function.name, *(argument.name for argument in function.arguments)):
        assert name.isascii()
        assert name.isidentifier()
    assert function.name.isupper()


def test_the_functions_are_those_of_the_design() -> None:
    assert list(FUNCTIONS) == [
        "ESTIMAT_KOST", "ESTIMAT_ARSVERK", "ESTIMAT_TIMER", "ESTIMAT_FULLKOST", "ESTIMAT_MILL",
        "ESTIMAT_AVRUND", "ESTIMAT_FORKLAR",
    ]  # fmt: skip


@given(st.decimals(0, 10**6, places=2), st.decimals("0.01", 10**4, places=1))
def test_the_kroner_that_a_cell_shows_are_the_kroner_that_are_counted(
    hours: Decimal, rate: Decimal
) -> None:
    """A cell holds a binary number and shows fifteen digits of it; those are the exact ones."""
    result = COST(float(hours), float(rate))
    assert isinstance(result, float)
    assert exact(result) == hours * rate
