"""How areas, activities and assumptions are recognised in a workbook, wherever they stand."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimat.core import layout
from estimat.core.book import Book, Range, Sheet
from estimat.core.checks import check
from estimat.core.estimate import Activity
from estimat.core.interpret import interpret
from estimat.core.layout import Kind
from estimat.core.values import DIV0, NA, CellError, Value
from tests.books import area, book, cell_of, own_hours, pass_through, purchase, put, put_head

SMALL = area("PLL", own_hours(120.0), purchase(5_000.0), pass_through(7_000.0))


def only_sheet(made: Book) -> Sheet:
    _, sheet = made.sheets
    return sheet


def first_activity(made: Book) -> Activity:
    (found,) = interpret(made).areas
    return found.activities[0]


Cells = TypeVar("Cells", dict[tuple[int, int], Value], dict[tuple[int, int], str])


def relocated(cells: Cells, where: Callable[[int, int], tuple[int, int]]) -> Cells:
    """The cells, each put where `where` says."""
    return type(cells)((where(*cell), value) for cell, value in cells.items())


def moved(sheet: Sheet, down: int, right: int) -> Sheet:
    """The sheet after rows were inserted at the top and columns at the left."""

    def where(row: int, column: int) -> tuple[int, int]:
        return row + down, column + right

    def range_(cells: Range) -> Range:
        return Range(*where(cells.top, cells.left), *where(cells.bottom, cells.right))

    return replace(
        sheet,
        values=relocated(sheet.values, where),
        formulas=relocated(sheet.formulas, where),
        tables=[table._replace(area=range_(table.area)) for table in sheet.tables],
        names={name: range_(cells) for name, cells in sheet.names.items()},
    )


def mirrored(sheet: Sheet) -> Sheet:
    """The sheet with the columns of its table in the opposite order."""
    (table,) = sheet.tables

    def where(row: int, column: int) -> tuple[int, int]:
        inside = row >= table.area.top
        return row, len(table.headers) + 1 - column if inside else column

    return replace(
        sheet,
        values=relocated(sheet.values, where),
        formulas=relocated(sheet.formulas, where),
        tables=[table._replace(headers=tuple(reversed(table.headers)))],
    )


class TestRecognition:
    def test_a_sound_workbook_has_no_findings(self) -> None:
        assert check(interpret(book(SMALL))) == []

    def test_an_area_is_found_with_its_head_and_its_rows(self) -> None:
        (found,) = interpret(book(SMALL)).areas
        assert (found.head.id, found.head.name, found.head.responsible) == (
            "PLL",
            "Område PLL",
            "Kari Nordmann",
        )
        assert found.head.status == "Godkjent"
        assert found.head.budget == Decimal("0.186")
        assert [row.inputs.kind for row in found.activities] == list(Kind)
        assert [row.inputs.id for row in found.activities] == ["PLL-1", "PLL-2", "PLL-3"]

    def test_the_assumptions_are_found_by_their_names(self) -> None:
        rates = interpret(book(SMALL)).assumptions
        assert list(map(str, rates[:6])) == ["2024", "1450", "1500", "2200000", "0", "0.1"]
        assert rates.ministry == "Departementet"
        assert rates.complete

    @pytest.mark.parametrize("missing", ["hourly_rate", "hours_per_year"])
    def test_without_the_two_rates_the_assumptions_are_not_complete(self, missing: str) -> None:
        without: dict[str, Any] = {missing: None}
        assert not interpret(book(SMALL, **without)).assumptions.complete

    @given(st.integers(0, 50), st.integers(0, 20), st.text(min_size=1, max_size=31))
    def test_renaming_moving_and_inserting_rows_and_columns_harm_nothing(
        self, down: int, right: int, name: str
    ) -> None:
        made = book(SMALL)
        (before,) = interpret(made).areas
        sheet = moved(only_sheet(made), down, right)
        sheet.name = name
        made.sheets = [sheet, made.sheets[0]]
        (after,) = interpret(made).areas
        assert [row._replace(row=0) for row in after.activities] == [
            row._replace(row=0) for row in before.activities
        ]
        assert (after.head.id, after.head.budget) == (before.head.id, before.head.budget)

    def test_columns_may_stand_in_any_order(self) -> None:
        made = book(SMALL)
        before = first_activity(made)
        made.sheets[1] = mirrored(only_sheet(made))
        assert first_activity(made) == before
        assert check(interpret(made)) == []

    def test_a_sheet_without_marks_that_looks_like_an_area_is_a_stranger(self) -> None:
        made = book(SMALL)
        del only_sheet(made).names[layout.AREA_ID.name]
        estimate = interpret(made)
        assert estimate.areas == ()
        assert [sheet.name for sheet in estimate.strangers] == ["PLL"]

    def test_a_table_that_became_plain_cells_is_a_stranger(self) -> None:
        made = book(SMALL)
        only_sheet(made).tables.clear()
        only_sheet(made).names.clear()
        assert [sheet.name for sheet in interpret(made).strangers] == ["PLL"]

    def test_any_other_sheet_is_left_alone(self) -> None:
        made = book(SMALL)
        made.sheets.append(Sheet("Notater", values={(1, 1): "Timer", (2, 1): 12.0}))
        estimate = interpret(made)
        assert len(estimate.areas) == 1
        assert estimate.strangers == ()

    def test_an_empty_row_is_not_an_activity(self) -> None:
        made = book(SMALL)
        sheet = only_sheet(made)
        for header in ("Id", "Aktivitet", "Kostnadstype", "Beløp"):
            put(sheet, header, 2, None)
        (found,) = interpret(made).areas
        assert [row.inputs.id for row in found.activities] == ["PLL-1", "PLL-3"]

    def test_a_row_with_nothing_but_a_number_is_still_read(self) -> None:
        made = book(SMALL)
        sheet = only_sheet(made)
        for header in ("Id", "Aktivitet", "Kostnadstype"):
            put(sheet, header, 2, None)
        (found,) = interpret(made).areas
        assert found.activities[1].inputs.amount == 5_000
        assert found.activities[1].left_out is not None

    def test_the_totals_row_of_a_table_is_not_an_activity(self) -> None:
        made = book(SMALL)
        sheet = only_sheet(made)
        (table,) = sheet.tables
        below = table.area._replace(bottom=table.area.bottom + 1)
        sheet.tables = [table._replace(area=below, has_totals=True)]
        cell = put(sheet, "Timer", 4, 120.0)
        sheet.formulas[cell] = "SUBTOTAL(109,Tabell_PLL[Timer])"
        (found,) = interpret(made).areas
        assert len(found.activities) == 3
        assert check(interpret(made)) == []

    def test_a_name_that_spans_a_whole_column_does_not_take_a_million_rows(self) -> None:
        made = book(SMALL)
        only_sheet(made).names[layout.AREA_REASON.name] = Range(7, 2, 1_048_576, 2)
        put_head(only_sheet(made), layout.AREA_REASON, "Fordi")
        (found,) = interpret(made).areas
        assert found.head.reason.startswith("Fordi")


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "code", "found"),
        [
            ("7,5", "TALL-01", "7,5"),
            (" 1 200 ", "TALL-01", " 1 200 "),
            ("12 t", "TALL-01", "12 t"),
            ("ca. 40", "TALL-02", "ca. 40"),
            (" ", "TALL-02", "(blank tekst)"),
            (True, "TALL-02", "SANN"),
            (-1.0, "TALL-03", "−1"),
            (DIV0, "TALL-04", "#DIV/0!"),
            (NA, "TALL-04", "#N/A"),
            (CellError("#SPILL!"), "TALL-04", "#SPILL!"),
            (math.nan, "TALL-08", "ikke noe tall"),
            (math.inf, "TALL-08", "uendelig"),
            (1e15, "TALL-08", "1 000 000 000 000 000"),
        ],
    )
    @pytest.mark.parametrize("header", ["Timer", "Timer lav", "Timer høy", "Timepris", "Beløp"])
    def test_what_is_not_a_number_is_shown_and_named_by_its_cell(
        self, header: str, value: Value, code: str, found: str
    ) -> None:
        if header == "Timepris" and value == -1.0:
            code = "TALL-10"
        made = book(SMALL)
        put(only_sheet(made), header, 1, value)
        findings = [each for each in check(interpret(made)) if each.code == code]
        assert [(each.place.cell, each.found) for each in findings] == [
            (cell_of(only_sheet(made), header, 1), found)
        ]
        assert first_activity(made).left_out is not None

    def test_a_rate_of_zero_is_not_a_rate(self) -> None:
        made = book(SMALL)
        put(only_sheet(made), "Timepris", 1, 0.0)
        assert [flaw.rule.code for flaw in first_activity(made).flaws] == ["TALL-10"]

    def test_hours_written_as_a_clock_time_are_not_hours(self) -> None:
        made = book(SMALL)
        only_sheet(made).formats[put(only_sheet(made), "Timer", 1, 0.3125)] = "hh:mm"
        assert [flaw.rule.code for flaw in first_activity(made).flaws] == ["TALL-09"]

    def test_a_formula_that_was_saved_without_a_result_is_not_a_number(self) -> None:
        made = book(SMALL)
        cell = put(only_sheet(made), "Timer", 1, None)
        only_sheet(made).formulas[cell] = "E20*2"
        (flaw,) = first_activity(made).flaws
        assert (flaw.rule.code, flaw.found) == ("FORMEL-04", "=E20*2")

    def test_zero_hours_are_a_number_and_an_empty_cell_is_none(self) -> None:
        made = book(area("PLL", own_hours(0.0), own_hours(None)))
        (found,) = interpret(made).areas
        assert [row.inputs.hours for row in found.activities] == [0, None]
        assert [row.left_out for row in found.activities] == [None, None]

    def test_a_kind_that_is_none_of_the_three_leaves_the_row_out(self) -> None:
        made = book(SMALL)
        put(only_sheet(made), "Kostnadstype", 1, "Reise")
        reason = first_activity(made).left_out
        assert reason is not None
        assert reason.code == "KOST-03"

    @pytest.mark.parametrize("field", ["hourly_rate", "hours_per_year", "full_cost"])
    @pytest.mark.parametrize("value", ["1450", 0.0, -1.0, DIV0])
    def test_a_flawed_assumption_is_named_and_not_used(self, field: str, value: Value) -> None:
        flawed: dict[str, Any] = {field: value}
        estimate = interpret(book(SMALL, **flawed))
        assert getattr(estimate.assumptions, field) is None
        assert len(estimate.assumption_flaws) == 1


class TestCost:
    def test_a_row_without_a_rate_costs_what_the_assumption_says(self) -> None:
        row = first_activity(book(area("PLL", own_hours(8.2))))
        assert row.cost.kroner == 11_890

    def test_a_row_with_its_own_rate_costs_what_that_says(self) -> None:
        row = first_activity(book(area("PLL", own_hours(8.2, rate=1000.0))))
        assert row.cost.kroner == 8_200

    def test_flawed_numbers_cost_nothing(self) -> None:
        row = first_activity(book(area("PLL", own_hours("mange"))))
        assert row.cost.kroner == 0


ANYTHING = st.one_of(
    st.none(), st.booleans(), st.floats(), st.text(max_size=8), st.sampled_from([DIV0, NA])
)


@given(
    st.dictionaries(
        st.tuples(st.integers(1, 16), st.integers(1, 15)), ANYTHING, min_size=1, max_size=40
    )
)
def test_whatever_stands_in_the_cells_reading_and_checking_never_fail(
    cells: dict[tuple[int, int], Value],
) -> None:
    made = book(SMALL)
    for cell, value in cells.items():
        only_sheet(made).values[cell] = value
        made.sheets[0].values[cell] = value
    estimate = interpret(made)
    assert all(finding.message and finding.remedy for finding in check(estimate))
