"""The ESTIMAT_* functions over ranges: shapes, columns as a whole, and whatever a cell can hold."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimat.core.amounts import half_away, total
from estimat.core.functions import FUNCTIONS, Function
from estimat.core.values import NA, NUM, VALUE, Block, CellError, Value
from tests.formulas import ALL, BY_CELL, every_function, every_place_by_cell, given_at, named

ROUNDED, EXPLAINED = FUNCTIONS["ESTIMAT_AVRUND"], FUNCTIONS["ESTIMAT_FORKLAR"]


class TestRanges:
    @every_place_by_cell
    @pytest.mark.parametrize("shape", [(1, 1), (3, 1), (1, 4), (2, 3)])
    def test_a_range_keeps_its_shape_and_a_single_value_goes_with_every_cell(
        self, function: Function, place: int, shape: tuple[int, int]
    ) -> None:
        rows, columns = shape
        block: Block = [[float(r * columns + c + 1) for c in range(columns)] for r in range(rows)]
        assert function(*given_at(function, place, block)) == [
            [function(*given_at(function, place, cell)) for cell in row] for row in block
        ]

    @pytest.mark.parametrize("function", BY_CELL, ids=named)
    def test_two_ranges_of_one_shape_go_together_cell_by_cell(self, function: Function) -> None:
        first: Block = [[100.0, 200.0], [None, 400.0]]
        second: Block = [[1.0, 2.0], [3.0, None]]
        assert function(first, second) == [
            [function(a, b) for a, b in zip(*rows, strict=True)]
            for rows in zip(first, second, strict=True)
        ]

    @pytest.mark.parametrize("function", ALL, ids=named)
    def test_ranges_of_different_shapes_are_an_error(self, function: Function) -> None:
        column: Block = [[1.0], [2.0], [3.0]]
        row: Block = [[1.0, 2.0, 3.0]]
        assert function(column, row) == VALUE
        assert function(column, [[1.0], [2.0]]) == VALUE

    @pytest.mark.parametrize("function", BY_CELL, ids=named)
    def test_in_a_range_only_the_cell_that_is_wrong_is_an_error(self, function: Function) -> None:
        column: Block = [[120.0], ["7,5"], [None], [NA], [math.nan], [True], [120.0]]
        result = function(column)
        assert isinstance(result, list)
        right, empty = function(120.0), function(0.0)
        assert result == [[right], [VALUE], [empty], [NA], [NUM], [VALUE], [right]]

    @pytest.mark.parametrize("function", BY_CELL, ids=named)
    def test_ten_thousand_cells_at_once_are_ten_thousand_calls(self, function: Function) -> None:
        block: Block = [[column * 1.37 + row * 0.11 for column in range(100)] for row in range(100)]
        assert function(block) == [[function(cell) for cell in row] for row in block]

    def test_an_empty_range_gives_an_empty_range(self) -> None:
        assert all(function([]) == [] for function in ALL)


class TestRoundedColumn:
    """ESTIMAT_AVRUND, which looks at a range as a whole."""

    def test_the_parts_add_up_to_the_rounded_total(self) -> None:
        column: Block = [[140_000.0], [140_000.0], [140_000.0]]
        assert ROUNDED(column) == [[200_000.0], [100_000.0], [100_000.0]]

    def test_a_row_stays_a_row_and_a_block_a_block(self) -> None:
        assert ROUNDED([[14.0, 14.0, 14.0]], 10.0) == [[20.0, 10.0, 10.0]]
        assert ROUNDED([[14.0, 14.0], [14.0, None]], 10.0) == [[20.0, 10.0], [10.0, 0.0]]

    @pytest.mark.parametrize(
        ("cell", "expected"), [("7,5", VALUE), (True, VALUE), (NA, NA), (math.inf, NUM)]
    )
    def test_one_wrong_cell_makes_the_whole_an_error_for_without_it_there_is_no_total(
        self, cell: Value, expected: CellError
    ) -> None:
        assert ROUNDED([[14.0], [cell], [14.0]], 10.0) == expected

    def test_the_unit_is_one_value(self) -> None:
        assert ROUNDED([[14.0], [14.0]], [[10.0], [10.0]]) == VALUE

    @given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=20))
    def test_for_every_column_the_parts_add_up(self, column: list[Decimal]) -> None:
        result = ROUNDED([[float(kroner)] for kroner in column])
        assert isinstance(result, list)
        hundred_thousands = half_away(total(column) / 100_000, 0)
        parts = [cell for row in result for cell in row if isinstance(cell, float)]
        assert len(parts) == len(column)
        assert sum(parts) == float(hundred_thousands * 100_000)


class TestExplained:
    """ESTIMAT_FORKLAR, the sum behind a cost as a person would write it."""

    @pytest.mark.parametrize(
        ("arguments", "text"),
        [
            ((120.0,), "120 t × 1 450 kr/t = 174 000 kr"),
            ((8.2,), "8,2 t × 1 450 kr/t = 11 890 kr"),
            ((7.5, 1_200.5), "7,5 t × 1 200,5 kr/t = 9 003,75 kr"),
            ((0.001, 1_450.0), "0,001 t × 1 450 kr/t = 1,45 kr"),
            ((1_000_000.0, 1_450.0), "1 000 000 t × 1 450 kr/t = 1 450 000 000 kr"),
            ((None,), "0 t × 1 450 kr/t = 0 kr"),
        ],
    )
    def test_the_text_is_the_sum_in_norwegian(
        self, arguments: tuple[Value, ...], text: str
    ) -> None:
        assert EXPLAINED(*arguments) == text

    @given(st.decimals(0, 10**6, places=2), st.decimals("0.01", 10**4, places=2))
    def test_the_text_says_what_the_cost_is_to_the_ore(self, hours: Decimal, rate: Decimal) -> None:
        text = EXPLAINED(float(hours), float(rate))
        assert isinstance(text, str)
        said = text.rpartition(" = ")[2].removesuffix(" kr").replace(" ", "").replace(",", ".")
        assert Decimal(said) == half_away(hours * rate, 2)


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(),
    st.text(max_size=5),
    st.sampled_from([NA, NUM, VALUE]),
    st.sampled_from([0.0, -0.0, 1e-320, 1e13, 1e118, 1.7e308, 10**400]),
)
SHAPES = st.tuples(st.integers(0, 3), st.integers(0, 3))


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    rows, columns = draw(SHAPES)
    return [[draw(CELLS) for _ in range(columns)] for _ in range(rows)]


ARGUMENTS = st.lists(st.one_of(CELLS, blocks()), max_size=3)


def is_a_cell(value: object) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, str | CellError)


@every_function
@given(arguments=ARGUMENTS)
def test_whatever_stands_in_the_cells_the_result_is_a_cell_or_a_range(
    function: Function, arguments: list[Value | Block]
) -> None:
    result = function(*arguments)
    if isinstance(result, list):
        given_shapes = [
            [len(row) for row in argument] for argument in arguments if isinstance(argument, list)
        ]
        assert [len(row) for row in result] in given_shapes
        assert all(is_a_cell(cell) for row in result for cell in row)
    else:
        assert is_a_cell(result)
