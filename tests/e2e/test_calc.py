"""Every function as LibreOffice Calc calls it, and the shipped workbook as it opens there."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest
import xlsxwriter

from estimat.core.functions import FUNCTIONS, IN_CALC, Function
from estimat.core.values import NA, VALUE, Block, Value
from tests.calc import Calc, Call
from tests.e2e.cells import core, told
from tests.formulas import every_function
from tests.uncertaintysheet import COMPUTED, is_same
from tests.workbooks import SHIPPED, Edited

pytestmark = pytest.mark.calc


class TestFormulas:
    @every_function
    def test_what_is_written_in_the_formula_itself(self, calc: Calc, function: Function) -> None:
        name = function.name
        found = calc.compute(
            [Call(f"={name}(120)"), Call(f"={name}({{0}})", [[[120.0]]]), Call(f'={name}("120")')]
        )
        assert told(found[0]) == told(found[1]) == told(core(name, 120.0))
        assert found[2] == [[VALUE]]
        row = calc.compute([Call(f"={name}({{{{1;2}}}})", (), 1, 2, True)])
        assert row == [FUNCTIONS[name]([[1.0, 2.0]])]

    @every_function
    def test_a_range_keeps_its_shape(self, calc: Calc, function: Function) -> None:
        """What a formula for more cells has no result for is `#N/A`."""
        block: Block = [[1000.5, 2000.5], [3000.5, 4000.5], [5000.5, 6000.5]]
        result = FUNCTIONS[function.name](block)
        assert isinstance(result, list)
        wider: Block = [*([*row, NA] for row in result), [NA] * 3]
        assert calc.compute([Call(f"={function.name}({{0}})", [block], 4, 3, True)]) == [wider]

    def test_a_result_is_a_number_to_everything_around_it(self, calc: Calc) -> None:
        found = calc.compute([
            Call("=1+ESTIMAT_KOST({0})", [[[100.0]]]),
            Call('=IF(ESTIMAT_KOST({0})>3;"ja";"nei")', [[[100.0]]]),
            Call("=SUM(ESTIMAT_KOST({0}))", [[[100.0], [1.0]]]),
            Call("=IFERROR(ESTIMAT_KOST({0});9)", [[["mange"]]]),
            Call("=ESTIMAT_MILL(ESTIMAT_KOST(ESTIMAT_TIMER({0})))", [[[35_296_500.0]]]),
            Call("=SUM(ESTIMAT_KOST({0}))", [[[100.0], ["mange"]]]),
            Call('=ESTIMAT_FORKLAR({0})&"."', [[[120.0]]]),
        ])  # fmt: skip
        assert [cell for [[cell]] in found] == [
            145_001.0, "ja", 146_450.0, 9.0, 35.3, VALUE, "120 t × 1 450 kr/t = 174 000 kr.",
        ]  # fmt: skip


def test_the_wizard_says_what_the_registry_says(calc: Calc) -> None:
    assert calc.ask("wizard") == [
        [each.name, each.help, [[part.name, part.described] for part in each.arguments]]
        for each in FUNCTIONS.values()
    ]


@pytest.fixture(scope="module")
def saved() -> dict[tuple[str, int, int], Value]:
    """The values that the formulas of the shipped workbook were saved with."""
    from estimat.files.reading import read_book

    book, _ = read_book(SHIPPED, SHIPPED.name)
    return {
        (sheet.name, *place): sheet.values.get(place)
        for sheet in book.sheets
        for place in sheet.formulas
    }


class TestOpening:
    @pytest.mark.parametrize("macros", [0, 4], ids=["without_macros", "with_macros"])
    @pytest.mark.parametrize(
        "prefix",
        ["", "_xll.", "[1]!", r"'C:\Min pc\estimat.xlam'!"],
        ids=["macros_of_its_own", "an_xll", "a_link", "a_path"],
    )
    def test_every_formula_of_the_workbook_gives_what_was_saved(
        self,
        calc: Calc,
        saved: dict[tuple[str, int, int], Value],
        tmp_path: Path,
        prefix: str,
        macros: int,
    ) -> None:
        file = prefixed(prefix, tmp_path / SHIPPED.name)
        found, touched = calc.formulas(file, MacroExecutionMode=macros)
        assert not touched
        assert found.keys() == saved.keys()
        differing = {
            place: (formula, value)
            for place, (formula, value) in found.items()
            if not is_same(saved[place], value, 1e-11 if place[0] in COMPUTED else 0)
        }
        assert differing == {}
        ours = [formula for formula, _ in found.values() if "ESTIMAT_" in formula.upper()]
        assert len(ours) > 40
        for formula in ours:
            assert formula.upper().count("ESTIMAT_") == formula.count(f"{IN_CALC}ESTIMAT_")

    def test_also_in_arrays_and_names_and_on_protected_sheets(
        self, calc: Calc, tmp_path: Path
    ) -> None:
        book = xlsxwriter.Workbook(tmp_path / "annen.xlsx")
        sheet = book.add_worksheet("Ark")
        sheet.write_column(0, 0, [149_999, 150_001, 250_000])
        sheet.write_array_formula(0, 1, 2, 1, "=ESTIMAT_AVRUND(A1:A3)")
        formulas = {
            '="_xll.ESTIMAT_KOST(1) "&_xll.ESTIMAT_FORKLAR(120)': (
                "_xll.ESTIMAT_KOST(1) 120 t × 1 450 kr/t = 174 000 kr"
            ),
            "=IF(Kost>0,[1]!ESTIMAT_MILL(Kost),0)": 217.5,
            r"=SUM('C:\Min pc\estimat.xlam'!ESTIMAT_MILL(A1:A3),_xll.ESTIMAT_MILL(10^6))": 1.6,
        }
        for row, formula in enumerate(formulas):
            sheet.write_formula(row, 2, formula)
        sheet.protect("hemmelig")
        book.define_name("Kost", "=ESTIMAT_KOST(Ark!$A$1)")
        book.close()
        found, touched = calc.formulas(tmp_path / "annen.xlsx")
        assert not touched
        assert {place[1:]: value for place, (_, value) in found.items()} == {
            (row, column): value
            for column, values in ((2, [1e5, 2e5, 3e5]), (3, formulas.values()))
            for row, value in enumerate(values, 1)
        }


def test_the_macros_alone_give_errors_that_no_sum_passes_over(
    tmp_path: Path, saved: dict[tuple[str, int, int], Value]
) -> None:
    """Calc's Basic runs the wrappers, and there is no Python behind them."""
    with closing(Calc(tmp_path)) as office:
        found, _ = office.formulas(SHIPPED, MacroExecutionMode=4)
    assert found.keys() == saved.keys()
    ours = {place for place, (formula, _) in found.items() if "ESTIMAT_" in formula.upper()}
    assert len(ours) > 40
    assert {found[place][1] for place in ours} == {VALUE}
    sums = {
        place: value for place, (formula, value) in found.items()
        if re.search(r"SUM\(.*(Årsverk|Kostnad|Sum)\]", formula)
    }  # fmt: skip
    assert sums
    assert {place: value for place, value in sums.items() if isinstance(value, float)} == {}


def prefixed(prefix: str, file: Path) -> Path:
    """The shipped workbook as if Excel had our functions in an add-in."""
    book = Edited()
    book.elsewhere(prefix)
    return book.save(file)
