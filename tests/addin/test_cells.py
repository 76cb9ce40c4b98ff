"""What a cell in Excel shows: the functions, through the VBA that ships."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pyopenvba.interpreter import EMPTY, MISSING, VBAArray, VBAErrorValue, parse_module

from estimat.core.functions import FUNCTIONS
from estimat.excel import server as server_module
from tests.addin.vba import NOON, Book, Excel, Range, Server, array, error, source

NULL, DIV0, VALUE, REF, NAME, NUM, NA = map(error, (2000, 2007, 2015, 2023, 2029, 2036, 2042))


@pytest.fixture
def excel() -> Excel:
    return Excel(Server())


class TestValues:
    @pytest.mark.parametrize("name", FUNCTIONS)
    def test_a_cell_shows_the_bits_that_python_computes(self, name: str, excel: Excel) -> None:
        for formula, _ in FUNCTIONS[name].examples:
            numbers = [*map(float, formula.partition("(")[2].rstrip(")").split(";"))]
            assert excel.cell(name, *numbers) == FUNCTIONS[name](*numbers)

    def test_a_text_stays_a_text(self, excel: Excel) -> None:
        assert excel.cell("ESTIMAT_FORKLAR", 120.0) == "120 t × 1 450 kr/t = 174 000 kr"

    def test_an_argument_left_out_reaches_python_as_an_empty_cell(self, excel: Excel) -> None:
        assert excel.cell("ESTIMAT_KOST", 100.0) == 145_000.0
        assert excel.cell("ESTIMAT_KOST", 100.0, MISSING) == 145_000.0
        server = excel.windows.server
        assert server
        assert [call[2] for call in server.calls] == [(100.0, EMPTY)] * 2

    def test_a_cell_asks_for_its_function_and_hands_over_no_workbook(self, excel: Excel) -> None:
        excel.cell("ESTIMAT_MILL", 1.0, 2.0)
        server = excel.windows.server
        assert server
        ((place, name, arguments, book),) = server.calls
        assert (place, name) == (server_module.FUNCTIONS, "ESTIMAT_MILL")
        assert arguments == (1.0, 2.0)
        assert book is MISSING


class TestRanges:
    def test_a_range_is_read_once_and_keeps_its_shape(self, excel: Excel) -> None:
        hours = Range(array([[10.0, 20.0], [30.0, EMPTY]]))
        shown = excel.cell("ESTIMAT_KOST", hours, Range(1000.0))
        assert isinstance(shown, VBAArray)
        assert [high - low + 1 for low, high in shown.bounds] == [2, 2]
        assert shown.items == array([[10_000.0, 20_000.0], [30_000.0, 0.0]]).items
        assert hours.reads == 1

    def test_a_row_stays_a_row(self, excel: Excel) -> None:
        shown = excel.cell("ESTIMAT_KOST", Range(array([[10.0, "x"]])), 1000.0)
        assert isinstance(shown, VBAArray)
        assert shown.dimensions == 1  # Excel lays such an array out as a row
        assert shown.items == [10_000.0, VALUE]

    def test_only_the_cell_that_is_wrong_shows_an_error(self, excel: Excel) -> None:
        shown = excel.cell("ESTIMAT_KOST", Range(array([[10.0], [-1.0], ["7,5"]])), 1000.0)
        assert isinstance(shown, VBAArray)
        assert shown.items == [10_000.0, NUM, VALUE]

    def test_a_range_of_several_areas_is_a_value_error(self, excel: Excel) -> None:
        assert excel.cell("ESTIMAT_KOST", Range(10.0, areas=2)) == VALUE


class TestErrors:
    @pytest.mark.parametrize("given", [NULL, DIV0, VALUE, REF, NAME, NUM, NA])
    def test_an_error_in_a_cell_is_the_error_that_is_shown(
        self, given: VBAErrorValue, excel: Excel
    ) -> None:
        assert excel.cell("ESTIMAT_KOST", Range(given)) == given

    def test_negative_hours_and_text_are_error_values_and_not_text(self, excel: Excel) -> None:
        assert excel.cell("ESTIMAT_KOST", -1.0) == NUM
        assert excel.cell("ESTIMAT_KOST", "7,5") == VALUE
        assert excel.cell("ESTIMAT_KOST", True) == VALUE

    @pytest.mark.parametrize("name", FUNCTIONS)
    def test_outside_excel_a_cell_can_not_be_added_up_in_silence(self, name: str) -> None:
        excel = Excel(Server(), version="11.0")  # what LibreOffice says it is
        shown = excel.cell(name, 1.0)
        assert isinstance(shown, VBAArray)
        assert shown.dimensions == 3  # an error in Excel and in LibreOffice alike


class TestUnreachable:
    def test_the_first_cell_tries_and_the_others_know_at_once(self) -> None:
        excel = Excel()
        assert [excel.cell("ESTIMAT_KOST", 1.0) for _ in range(50)] == [NA] * 50
        assert excel.windows.tried == 1

    def test_half_a_minute_later_somebody_tries_again(self) -> None:
        excel = Excel()
        excel.cell("ESTIMAT_KOST", 1.0)
        excel.vba.freeze(NOON + timedelta(seconds=29))
        excel.cell("ESTIMAT_KOST", 1.0)
        assert excel.windows.tried == 1
        excel.vba.freeze(NOON + timedelta(seconds=31))
        excel.windows.server = Server()
        assert excel.cell("ESTIMAT_KOST", 1.0) == 1450.0

    def test_a_button_does_not_wait(self) -> None:
        excel = Excel()
        excel.cell("ESTIMAT_KOST", 1.0)
        excel.windows.server = Server(say="Estimat er klar til bruk.")
        assert excel.press("status") == ["Estimat er klar til bruk."]
        assert excel.cell("ESTIMAT_KOST", 1.0) == 1450.0

    def test_when_python_has_ended_a_fresh_one_is_asked(self) -> None:
        excel = Excel(Server(dies=1))
        assert excel.cell("ESTIMAT_KOST", 1.0) == 1450.0
        assert (excel.windows.tried, excel.windows.ended) == (2, 1)

    def test_a_python_that_always_fails_is_asked_twice_and_then_left_alone(self) -> None:
        excel = Excel(Server(dies=99))
        assert [excel.cell("ESTIMAT_KOST", 1.0) for _ in range(9)] == [NA] * 9
        assert (excel.windows.tried, excel.windows.ended) == (2, 2)


@pytest.mark.parametrize(
    "name", ["EstimatServer", "EstimatBridge", "EstimatFunctions", "EstimatRibbon"]
)
def test_a_module_is_vba_and_declares_its_variables(name: str) -> None:
    text = source(f"{name}.bas")
    assert parse_module(text, name=name).procedures
    assert text.startswith(f'Attribute VB_Name = "{name}"\nOption Explicit\n')


def test_what_only_we_call_is_no_function_of_the_users() -> None:
    for name in ("EstimatServer", "EstimatBridge"):
        assert "\nOption Private Module\n" in source(f"{name}.bas")


def test_the_help_of_the_function_wizard_is_complete_and_fits() -> None:
    excel = Excel(book=Book("per's estimat.xlsm"))
    excel.book.saved = True
    excel.event("Workbook_Open")
    assert [macro for macro, *_ in excel.application.described] == [
        f"'per''s estimat.xlsm'!{name}" for name in FUNCTIONS
    ]
    for (_, help_, category, helps), function in zip(
        excel.application.described, FUNCTIONS.values(), strict=True
    ):
        assert (help_, category) == (function.help, "Estimat")
        assert isinstance(helps, tuple)
        assert len(helps) == len(function.arguments)
        for text, argument in zip(helps, function.arguments, strict=True):
            assert text.startswith(argument.help)
            assert ("Utelatt: " in text) == (argument.default is not None)
            assert len(text) <= 255
    assert excel.book.saved is True


def test_an_excel_that_takes_no_help_opens_the_workbook_all_the_same() -> None:
    excel = Excel(book=Book("estimat.xlsm"))
    excel.application.refuses = True
    excel.event("Workbook_Open")
    assert excel.application.described == []
