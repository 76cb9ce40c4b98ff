"""One table of functions and five calculators: the same calls give the same bits in all of them.

The core is held to the other four. What these are known to do otherwise stands in `otherwise.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor

import pytest

from estimat.core.functions import FUNCTIONS
from estimat.core.values import CellError
from tests.calc import Calc
from tests.e2e.entered import computed_by_formulon, entered, for_calc
from tests.e2e.otherwise import HANDED_OVER, IN_CALC, IN_FORMULON
from tests.e2e.parity import Case, Rule, assert_same_bits, expected, table
from tests.wine import Client
from tests.workbooks import ROOT


@pytest.fixture(scope="module")
def every_call() -> list[Case]:
    calls = table()
    assert {each.function for each in calls} == {*FUNCTIONS}
    return calls


@pytest.fixture(scope="module")
def published(every_call: list[Case]) -> list[Case]:
    """The calls that a published copy says in plain Excel: those that show numbers, not errors."""
    sayable = {function.name for function in FUNCTIONS.values() if function.native}
    assert sayable == FUNCTIONS.keys() - {"ESTIMAT_AVRUND", "ESTIMAT_FORKLAR"}
    calls = [
        case
        for case in every_call
        if case.function in sayable
        and not any(isinstance(cell, CellError) for row in case.by_the_core for cell in row)
    ]
    assert len(calls) > len(every_call) / 3
    return calls


@pytest.fixture(scope="module")
def bare_calc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calc]:
    """A Calc without the add-in."""
    office = Calc(tmp_path_factory.mktemp("bare"))
    yield office
    office.close()


@pytest.mark.wine
def test_excels_com_server(every_call: list[Case], excel: Client) -> None:
    found = [excel.call(case.function, *case.sent) for case in every_call]
    print("\nCOM server:", assert_same_bits(every_call, found))


@pytest.mark.calc
def test_calc_with_the_add_in(every_call: list[Case], calc: Calc) -> None:
    calls = [entered(case, expected(case, HANDED_OVER), plainly=False) for case in every_call]
    found = calc.compute(list(map(for_calc, calls)))
    print("\nCalc, add-in:", assert_same_bits(every_call, found, HANDED_OVER))


@pytest.mark.calc
def test_plain_formulas_in_calc(published: list[Case], bare_calc: Calc) -> None:
    calls = [entered(case, case.by_the_core, plainly=True) for case in published]
    found = bare_calc.compute(list(map(for_calc, calls)))
    print("\nCalc, plain:", assert_same_bits(published, found, IN_CALC))


def test_plain_formulas_in_formulon(published: list[Case], engine: Executor) -> None:
    calls = [entered(case, case.by_the_core, plainly=True) for case in published]
    found = engine.submit(computed_by_formulon, calls).result()
    print("\nformulon, plain:", assert_same_bits(published, found, IN_FORMULON))


@pytest.mark.parametrize("rule", [*HANDED_OVER, *IN_CALC, *IN_FORMULON], ids=lambda r: r.__name__)
def test_every_rule_is_told_with_its_reason(rule: Rule) -> None:
    told = (ROOT / "docs" / "verified.md").read_text("utf-8")
    assert f"| {rule.__doc__} |" in told
