"""What a cell in Excel shows: the functions, through the VBA that ships."""

from __future__ import annotations

import math
import re
import struct
import sys
from collections.abc import Sequence
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyopenvba.interpreter import EMPTY, MISSING, VBAArray, VBAErrorValue, parse_module

from estimat.core.functions import FUNCTIONS
from estimat.excel import server as server_module
from tests.addin.vba import (
    LAST_COLUMN,
    LAST_ROW,
    NOON,
    Book,
    Excel,
    Range,
    Server,
    Sheet,
    Table,
    array,
    error,
    source,
)

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
        assert [call[2] for call in server.calls] == [(100.0, EMPTY)]

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
        hours = filled([[10.0, 20.0], [30.0, EMPTY]])
        shown = excel.cell("ESTIMAT_KOST", hours, filled([[1000.0]]))
        assert isinstance(shown, VBAArray)
        assert [high - low + 1 for low, high in shown.bounds] == [2, 2]
        assert shown.items == array([[10_000.0, 20_000.0], [30_000.0, 0.0]]).items
        assert hours.reads == 1

    def test_a_row_stays_a_row(self, excel: Excel) -> None:
        shown = excel.cell("ESTIMAT_KOST", filled([[10.0, "x"]]), 1000.0)
        assert isinstance(shown, VBAArray)
        assert shown.dimensions == 1  # Excel lays such an array out as a row
        assert shown.items == [10_000.0, VALUE]

    def test_only_the_cell_that_is_wrong_shows_an_error(self, excel: Excel) -> None:
        shown = excel.cell("ESTIMAT_KOST", filled([[10.0], [-1.0], ["7,5"]]), 1000.0)
        assert isinstance(shown, VBAArray)
        assert shown.items == [10_000.0, NUM, VALUE]

    def test_a_range_of_several_areas_is_a_value_error(self, excel: Excel) -> None:
        hours = filled([[10.0]])
        hours.areas = 2
        assert excel.cell("ESTIMAT_KOST", hours) == VALUE


class TestErrors:
    @pytest.mark.parametrize("given", [NULL, DIV0, VALUE, REF, NAME, NUM, NA])
    def test_an_error_in_a_cell_is_the_error_that_is_shown(
        self, given: VBAErrorValue, excel: Excel
    ) -> None:
        assert excel.cell("ESTIMAT_KOST", filled([[given]])) == given

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

    def test_after_a_long_wait_for_nothing_it_is_ten_minutes(self) -> None:
        excel = Excel()
        two_minutes = NOON + timedelta(minutes=2)
        excel.windows.meanwhile = lambda: excel.vba.freeze(two_minutes)
        excel.cell("ESTIMAT_KOST", 1.0)
        excel.vba.freeze(two_minutes + timedelta(minutes=10))
        excel.cell("ESTIMAT_KOST", 1.0)
        assert excel.windows.tried == 1
        excel.windows.meanwhile = lambda: None
        excel.vba.freeze(two_minutes + timedelta(minutes=11))
        excel.cell("ESTIMAT_KOST", 1.0)
        assert excel.windows.tried == 2

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

    def test_while_cells_wait_for_python_the_status_bar_says_so(self) -> None:
        excel = Excel(Server())
        seen: list[object] = []
        excel.windows.meanwhile = lambda: seen.append(excel.application.settings["StatusBar"])
        excel.application.settings["StatusBar"] = "Filtrerer …"
        excel.cell("ESTIMAT_KOST", 1.0)
        assert seen == ["Estimat: venter på Python …"]
        assert excel.application.settings["StatusBar"] == "Filtrerer …"
        assert {name for name, _ in excel.application.put} == {"StatusBar"}


RATES = (1450.0, 1500.0)


def table(hours: Sequence[object], *more: Sequence[object]) -> Table:
    """A table with hours in its first column, and maybe more columns."""
    return Sheet().table(5, 3, [*map(list, zip(hours, *more, strict=True))])


def shown(excel: Excel, table: Table, *others: object, name: str = "ESTIMAT_KOST") -> list[object]:
    """What the cells beside a table show, when its first column is their hours."""
    assert table.body
    return [
        excel.cell(name, table.body.cell(row), *others) for row in range(1, table.body.rows + 1)
    ]


def asked(excel: Excel) -> list[tuple[Any, ...]]:
    assert excel.windows.server
    return excel.windows.server.asked


class TestTables:
    """A table's column is computed in one call, and what was computed is never asked for."""

    def test_a_column_is_one_call_and_so_is_another_rate(self, excel: Excel) -> None:
        hours = [float(hour) for hour in range(40)]
        worked = table(hours)
        for rate in RATES:
            assert shown(excel, worked, rate) == [hour * rate for hour in hours]
        assert asked(excel) == [("ESTIMAT_KOST", tuple(hours), rate) for rate in RATES]
        shown(excel, worked, RATES[0])
        assert len(asked(excel)) == 2

    def test_rates_in_a_column_of_the_same_table_go_with_the_hours(self, excel: Excel) -> None:
        worked = table([1.0, 2.0, 3.0], ["x", "y", "z"], [1000.0, 1100.0, 1200.0])
        assert worked.body
        body = worked.body
        for row in (2, 3, 1):
            got = excel.cell("ESTIMAT_KOST", body.cell(row), body.cell(row, 3))
            assert got == row * (900.0 + 100 * row)
        assert asked(excel) == [("ESTIMAT_KOST", (1.0, 2.0, 3.0), (1000.0, 1100.0, 1200.0))]

    @pytest.mark.parametrize("place", ["beside", "another row", "another sheet", "another table"])
    def test_a_rate_that_stands_elsewhere_is_the_rate_of_all(
        self, place: str, excel: Excel
    ) -> None:
        worked = table([1.0, 2.0], [1000.0, 1100.0])
        assert worked.body
        rate = {
            "beside": worked.whole.sheet.fill(6, 9, [[1200.0]]),
            "another row": worked.body.cell(2, 2),
            "another sheet": Sheet("Ark2").fill(6, 4, [[1200.0]]),
            "another table": worked.whole.sheet.table(5, 12, [[1200.0]]).whole.cell(2),
        }[place]
        value = 1100.0 if place == "another row" else 1200.0
        assert excel.cell("ESTIMAT_KOST", worked.body.cell(1), rate) == value
        assert asked(excel) == [("ESTIMAT_KOST", (1.0, 2.0), value)]

    def test_only_what_is_not_known_is_sent_and_nothing_twice(self, excel: Excel) -> None:
        excel.cell("ESTIMAT_KOST", 2.0, 1450.0)
        assert shown(excel, table([1.0, 2.0, 1.0, "a", "A", "a"]), 1450.0) == [
            1450.0, 2900.0, 1450.0, VALUE, VALUE, VALUE,
        ]  # fmt: skip
        assert [len(hours) for _, hours, _ in asked(excel)[1:]] == [3]

    def test_numbers_that_agree_in_fifteen_digits_are_two_numbers(self, excel: Excel) -> None:
        hours = [0.1 + 0.2, 0.3, 1e15, 1e15 + 0.125, 5e-324, 1e-323]
        assert shown(excel, table(hours), 1450.0) == [hour * 1450.0 for hour in hours]
        assert len(asked(excel)) == 1

    @pytest.mark.parametrize("hours", [[0.0, -0.0], [-0.0, 0.0]])
    def test_zero_has_no_sign(self, hours: list[object], excel: Excel) -> None:
        assert {math.copysign(1, each) for each in shown(excel, table(hours))} == {1}  # type: ignore[arg-type]

    def test_values_that_excel_has_yet_to_compute_do_no_harm(self, excel: Excel) -> None:
        worked = table([1.0, 2.0, EMPTY, 4.0])
        assert worked.body
        body, cells = worked.body, worked.body.sheet.cells
        assert excel.cell("ESTIMAT_KOST", body.cell(1)) == 1450.0
        for row, hours in ((2, 7.0), (3, 8.0), (4, NA)):
            cells[body.row + row - 1, body.column] = hours
        assert shown(excel, worked) == [1450.0, 7 * 1450.0, 8 * 1450.0, NA]

    def test_a_chain_sends_one_value_a_cell(self, excel: Excel) -> None:
        worked = table([EMPTY] * 9)
        assert worked.body
        for row in range(1, 10):
            worked.body.sheet.cells[worked.body.row + row - 1, 3] = float(row)
            assert excel.cell("ESTIMAT_KOST", worked.body.cell(row)) == row * 1450.0
        assert [len(hours) for _, hours, _ in asked(excel)] == [2, *[1] * 8]

    @pytest.mark.parametrize("row", [0, 4])
    def test_a_heading_and_a_total_are_cells_as_others(self, row: int, excel: Excel) -> None:
        worked = table([1.0, 2.0, 3.0])
        assert worked.body
        cell = worked.body.cell(row)
        worked.body.sheet.cells[cell.row, cell.column] = 6.0
        assert excel.cell("ESTIMAT_KOST", cell) == 8700.0
        assert asked(excel) == [("ESTIMAT_KOST", 6.0, None)]

    @pytest.mark.parametrize("hours", [[], [5.0]])
    def test_a_table_of_no_row_or_one(self, hours: list[object], excel: Excel) -> None:
        worked = table(hours) if hours else Sheet().table(5, 3, [])
        cell = worked.whole.cell(2)
        cell.sheet.cells[cell.row, cell.column] = 5.0
        assert excel.cell("ESTIMAT_KOST", cell) == 7250.0
        assert asked(excel) == [("ESTIMAT_KOST", 5.0, None)]

    @pytest.mark.parametrize("first", [1, 8, 12])
    def test_a_long_table_goes_so_many_rows_at_a_time(
        self, first: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        excel = with_limit(monkeypatch, "MOST_ROWS", 5)
        worked = table([float(hour) for hour in range(12)])
        assert worked.body
        assert excel.cell("ESTIMAT_KOST", worked.body.cell(first)) == (first - 1) * 1450.0
        assert shown(excel, worked)[-1] == 11 * 1450.0
        assert sorted(len(hours) for _, hours, _ in asked(excel)) == [2, 5, 5]

    def test_what_rounds_a_whole_column_is_never_computed_by_cell(self, excel: Excel) -> None:
        assert shown(excel, table([149_999.0, 50_001.0]), name="ESTIMAT_AVRUND") == [1e5, 1e5]
        assert asked(excel) == [
            ("ESTIMAT_AVRUND", 149_999.0, None),
            ("ESTIMAT_AVRUND", 50_001.0, None),
        ]

    def test_functions_do_not_share_what_is_known(self, excel: Excel) -> None:
        assert excel.cell("ESTIMAT_KOST", 3.0, 2.0) == 6.0
        assert excel.cell("ESTIMAT_ARSVERK", 3.0, 2.0) == 1.5

    def test_without_python_a_column_is_tried_once_and_not_remembered(self) -> None:
        excel, worked = Excel(), table([1.0, 2.0])
        assert shown(excel, worked) == [NA, NA]
        assert excel.windows.tried == 1
        excel.windows.server = Server()
        excel.vba.freeze(NOON + timedelta(seconds=31))
        assert shown(excel, worked) == [1450.0, 2900.0]

    def test_another_python_computes_everything_anew(self, excel: Excel) -> None:
        assert excel.cell("ESTIMAT_KOST", 1.0) == 1450.0
        assert excel.windows.server
        excel.windows.server.dies = 1
        assert shown(excel, table([2.0, 3.0])) == [2900.0, 4350.0]
        assert excel.windows.ended == 1
        excel.windows.server.calls.clear()
        assert excel.cell("ESTIMAT_KOST", 1.0) == 1450.0
        assert shown(excel, table([2.0, 3.0])) == [2900.0, 4350.0]
        assert asked(excel) == [("ESTIMAT_KOST", 1.0, None)]

    def test_what_is_known_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        few_known = with_limit(monkeypatch, "MOST_KNOWN", 10)
        for hours in range(25):
            assert few_known.cell("ESTIMAT_KOST", float(hours)) == hours * 1450.0
        assert len(asked(few_known)) == 25
        few_known.cell("ESTIMAT_KOST", 24.0)
        assert len(asked(few_known)) == 25
        few_known.cell("ESTIMAT_KOST", 1.0)
        assert len(asked(few_known)) == 26
        known = few_known.vba.modules["estimatbridge"].variables["known"].get()
        assert int(known.Count()) <= 10


def with_limit(monkeypatch: pytest.MonkeyPatch, name: str, limit: int) -> Excel:
    """An Excel in which one of the limits is lower."""
    lower = re.sub(rf"({name} As Long = )\d+", rf"\g<1>{limit}", source("EstimatBridge.bas"))
    monkeypatch.setattr("tests.addin.vba.source", lambda n: lower if "Bridge" in n else source(n))
    return Excel(Server())


edges = st.sampled_from([
    0.0, -0.0, 5e-324, -5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e300, -1.0,
    0.1, 0.1 + 2**-56, 0.30000000000000004, 0.3, 1450.0, 1450.0000000000002, 1e15, 1e15 + 0.125,
])  # fmt: skip
kinds = st.one_of(
    edges,
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([EMPTY, True, False, "", "a", "A", "1450", "#", "2:ab", NULL, DIV0, NA, NUM]),
    st.sampled_from([VALUE, REF, NAME, error(2045), error(2050)]),
    st.text("aA:#$?/1", max_size=4),
)
BY_CELL = [name for name, function in FUNCTIONS.items() if not function.whole]


@given(
    st.sampled_from(BY_CELL),
    st.lists(st.tuples(kinds, kinds), min_size=1, max_size=6),
    st.one_of(kinds, st.just(MISSING), st.just("the column"), st.just("nothing")),
)
@settings(max_examples=100)
def test_what_is_known_has_the_bits_that_python_computes(
    name: str, rows: list[tuple[object, object]], rate: object
) -> None:
    """In a table, beside it and as constants, in this order and once more."""
    known, alone = Excel(Server()), Excel(Server())
    alone.has_dictionaries = False
    worked = table([hours for hours, _ in rows], [rate for _, rate in rows])
    loose = Sheet().fill(1, 1, [list(row) for row in rows])
    assert worked.body
    for place in (worked.body, loose, None, worked.body):
        for row, values in enumerate(rows, 1):
            cells = [place.cell(row), place.cell(row, 2)] if place else list(values)
            given = {"nothing": cells[:1], "the column": cells}.get(str(rate), [cells[0], rate])
            assert bits(known.cell(name, *given)) == bits(alone.cell(name, *given))
    assert known.windows.server
    assert alone.windows.server
    if sys.float_info.max not in (*chain.from_iterable(rows), rate):  # its 15 digits are no number
        assert len(known.windows.server.calls) <= len({*map(str, rows)})
    assert len(alone.windows.server.calls) == 4 * len(rows)


def bits(shown: object) -> object:
    """What tells any two results of a cell apart; for VBA there is one zero, and it has no sign."""
    if isinstance(shown, float):
        return struct.pack(">d", shown + 0.0)
    return shown.number if isinstance(shown, VBAErrorValue) else (type(shown).__name__, shown)


class TestWholeColumns:
    """What a sheet has below and beside all that is used is never read."""

    def test_a_whole_column_ends_where_its_sheet_is_no_longer_used(self, excel: Excel) -> None:
        sheet = Sheet()
        sheet.fill(1, 1, [[10.0], [20.0], [30.0]])
        sheet.fill(5, 7, [["last"]])
        shown = excel.cell("ESTIMAT_KOST", sheet.range(1, 1, LAST_ROW), 1.0)
        assert isinstance(shown, VBAArray)
        assert shown.items == [10.0, 20.0, 30.0, 0.0, 0.0]
        assert sheet.read == 5

    def test_it_begins_where_it_begins(self, excel: Excel) -> None:
        sheet = Sheet()
        sheet.fill(3, 1, [[10.0], [20.0], [30.0]])  # what is used begins in row 3
        shown = excel.cell("ESTIMAT_KOST", sheet.range(1, 1, LAST_ROW), 1.0)
        assert isinstance(shown, VBAArray)
        assert shown.items == [0.0, 0.0, 10.0, 20.0, 30.0]
        shown = excel.cell("ESTIMAT_KOST", sheet.range(4, 1, LAST_ROW - 3), 1.0)
        assert isinstance(shown, VBAArray)
        assert shown.items == [20.0, 30.0]

    def test_pairs_match_also_when_one_sheet_is_used_further_down(self, excel: Excel) -> None:
        hours, rates = Sheet("Ark1"), Sheet("Ark2")
        hours.fill(1, 1, [[10.0], [20.0]])
        rates.fill(1, 2, [[1.0], [2.0], [3.0]])
        shown = excel.cell("ESTIMAT_KOST", hours.range(1, 1, LAST_ROW), rates.range(1, 2, LAST_ROW))
        assert isinstance(shown, VBAArray)
        assert shown.items == [10.0, 40.0, 0.0]

    def test_a_whole_row_ends_too_and_so_does_a_whole_sheet(self, excel: Excel) -> None:
        sheet = Sheet()
        sheet.fill(1, 1, [[10.0, 20.0], [30.0, 40.0]])
        shown = excel.cell("ESTIMAT_KOST", sheet.range(1, 1, 1, LAST_COLUMN), 1.0)
        assert isinstance(shown, VBAArray)
        assert shown.items == [10.0, 20.0]
        shown = excel.cell("ESTIMAT_KOST", sheet.range(1, 1, LAST_ROW, LAST_COLUMN), 1.0)
        assert isinstance(shown, VBAArray)
        assert shown.items == array([[10.0, 20.0], [30.0, 40.0]]).items

    def test_a_column_of_an_empty_sheet_is_one_blank(self, excel: Excel) -> None:
        assert excel.cell("ESTIMAT_KOST", Sheet().range(1, 2, LAST_ROW)) == 0.0

    def test_it_is_rounded_as_the_cells_that_are_used(self, excel: Excel) -> None:
        sheet = Sheet()
        sheet.fill(1, 1, [[50_000.0], [50_000.0], [100_000.0]])
        shown = excel.cell("ESTIMAT_AVRUND", sheet.range(1, 1, LAST_ROW))
        assert isinstance(shown, VBAArray)
        assert shown.items == [100_000.0, 0.0, 100_000.0]

    def test_beside_a_range_of_another_size_it_is_a_value_error_however_much_is_used(
        self, excel: Excel
    ) -> None:
        sheet = Sheet()
        sheet.fill(1, 1, [[10.0, 1.0], [20.0, 2.0]])
        given = sheet.range(1, 1, LAST_ROW), sheet.range(1, 2, 2)
        assert excel.cell("ESTIMAT_KOST", *given) == VALUE
        assert sheet.read == 0

    def test_ranges_of_ordinary_size_are_read_as_they_are(self, excel: Excel) -> None:
        sheet = Sheet()
        sheet.fill(1, 1, [[10.0]])
        shown = excel.cell("ESTIMAT_KOST", sheet.range(1, 1, 4), 1.0)
        assert isinstance(shown, VBAArray)
        assert shown.items == [10.0, 0.0, 0.0, 0.0]


def filled(block: Sequence[Sequence[object]]) -> Range:
    """A range of a sheet of its own."""
    return Sheet().fill(1, 1, block)


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
