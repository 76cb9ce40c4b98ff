"""What calculators are known to do otherwise than the core: a function each, with its reason."""

from __future__ import annotations

import sys
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from estimat.core.functions import FUNCTIONS
from estimat.core.values import Block, CellError, Value
from tests.e2e.parity import Case, Rule, Sent, Then
from tests.wine import LEFT_OUT


def each_cell(change: Callable[[Value], Value]) -> Callable[[Sent], Sent]:
    return lambda given: (
        [[change(cell) for cell in row] for row in given]
        if isinstance(given, list)
        else change(given)
    )


def filled(block: Block, value: Value) -> Block:
    return [[value] * len(row) for row in block]


# What Calc hands over to an add-in


def a_range_of_one_cell_is_that_cell(case: Case, then: Then) -> Block:
    """Calc hands it over as a single value"""
    return then(
        case.with_each(
            lambda given: (
                given[0][0]
                if isinstance(given, list) and len(given) == len(given[0]) == 1
                else given
            )
        )
    )


def an_empty_cell_is_zero(case: Case, then: Then) -> Block:
    """Calc hands an empty cell over as 0"""
    return then(case.with_each(lambda given: 0.0 if given is None else given))


def true_is_one_and_false_is_zero(case: Case, then: Then) -> Block:
    """Calc has no truth value; they are numbers"""
    return then(
        case.with_each(each_cell(lambda cell: float(cell) if isinstance(cell, bool) else cell))
    )


def an_empty_text_in_a_range_is_blank(case: Case, then: Then) -> Block:
    """in a range both come as an empty text"""
    return then(
        case.with_each(
            lambda given: (
                each_cell(lambda cell: None if cell == "" else cell)(given)
                if isinstance(given, list)
                else given
            )
        )
    )


def the_last_error_shows(case: Case, then: Then) -> Block:
    """Calc reads arguments from the end"""
    block = then(case)
    for each in reversed(case.sent):
        if isinstance(each, CellError) and each is not LEFT_OUT:
            return filled(block, each)
        if has_error(each):
            break
    return block


def an_error_in_a_range_is_the_whole_result(case: Case, then: Then) -> Block:
    """Calc does not call the add-in"""
    block = then(case)
    return filled(block, CellError("Err:504")) if any(map(has_error, case.sent)) else block


def has_error(given: Sent) -> bool:
    return isinstance(given, list) and any(
        isinstance(cell, CellError) for row in given for cell in row
    )


HANDED_OVER: Final[list[Rule]] = [
    a_range_of_one_cell_is_that_cell,
    an_empty_cell_is_zero,
    true_is_one_and_false_is_zero,
    an_empty_text_in_a_range_is_blank,
    the_last_error_shows,
    an_error_in_a_range_is_the_whole_result,
]


# What plain formulas come to


def a_rounded_zero_keeps_its_sign(case: Case, then: Then) -> Block:
    """Calc rounds −1 kr to −0; it shows as 0"""
    return [
        [found if ours == found == 0 else ours for ours, found in zip(*rows, strict=True)]
        for rows in zip(then(case), case.found, strict=True)
    ]


def a_number_is_rounded_by_all_its_digits(case: Case, then: Then) -> Block:
    """we round the 15 digits that show, Calc also what lies beyond them"""

    def near(millions: Fraction, middle: Fraction) -> bool:
        kroner = float(millions * 10**6)
        return kroner != float(f"{kroner:.15g}") and abs(millions - middle) < abs(millions) * 5e-15

    return as_near(case, then(case), near) if case.function == "ESTIMAT_MILL" else then(case)


def below_the_least_normal_number_is_zero(case: Case, then: Then) -> Block:
    """Excel has no number between 0 and 2,2·10⁻³⁰⁸"""
    return [
        [
            0.0 if isinstance(cell, float) and 0 < abs(cell) < sys.float_info.min else cell
            for cell in row
        ]
        for row in then(case)
    ]


def a_result_is_rounded_twice(case: Case, then: Then) -> Block:
    """formulon computes to 64 binary digits and rounds that to the 53 of a number"""

    def near(exact: Fraction, middle: Fraction) -> bool:
        return abs(exact - middle) <= abs(exact) / 2**64

    return then(case) if case.function == "ESTIMAT_MILL" else as_near(case, then(case), near)


def as_near(case: Case, block: Block, near: Callable[[Fraction, Fraction], bool]) -> Block:
    """Each cell found whose middle with ours is the exact result; otherwise ours."""

    def judged(row: int, column: int, ours: Value, found: Value) -> Value:
        if ours == found or not (isinstance(ours, float) and isinstance(found, float)):
            return ours
        middle = (Fraction(ours) + Fraction(found)) / 2
        return found if near(exactly(case, row, column), middle) else ours

    return [
        [judged(y, x, ours, case.found[y][x]) for x, ours in enumerate(row)]
        for y, row in enumerate(block)
    ]


def exactly(case: Case, row: int, column: int) -> Fraction:
    """What a function comes to in a cell with every digit kept; millions not rounded."""
    function = FUNCTIONS[case.function]
    given = []
    for argument, sent in zip(function.arguments, (*case.sent, None), strict=False):
        cell = sent[row % len(sent)][column % len(sent[0])] if isinstance(sent, list) else sent
        given.append(Fraction(cell if isinstance(cell, float) else argument.default or 0))
    result = given[0] / 10**6 if case.function == "ESTIMAT_MILL" else function.formula(*given)
    assert isinstance(result, Fraction)
    return result


IN_CALC: Final[list[Rule]] = [a_rounded_zero_keeps_its_sign, a_number_is_rounded_by_all_its_digits]
IN_FORMULON: Final[list[Rule]] = [
    below_the_least_normal_number_is_zero,
    a_result_is_rounded_twice,
]
