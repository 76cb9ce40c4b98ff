"""The rows as a pandas table: the same numbers, for analysts."""

from __future__ import annotations

import pandas as pd
import pytest

from estimat.actions.frames import frame as framed
from estimat.core import report
from estimat.core.interpret import interpret
from estimat.core.layout import Kind
from estimat.core.part import lines
from tests.books import area, book, consolidated, own_hours, pass_through, purchase

MADE = book(
    area("PLL", own_hours(8.2), own_hours(100.0, rate=1333.33), pass_through(2_000_000.0)),
    area("PJD", purchase(50_000.55), own_hours("ca. 40"), purchase(10.0)._replace(kind="Reise")),
)


@pytest.fixture
def frame() -> pd.DataFrame:
    return framed(lines(interpret(MADE)))


def test_the_columns_are_those_of_the_sheet_of_lines(frame: pd.DataFrame) -> None:
    assert list(frame.columns) == [each.text for each in report.counted_lines([]).columns]
    assert len(frame) == 6


def test_grouping_by_area_gives_what_the_consolidation_says(frame: pd.DataFrame) -> None:
    counted = frame[frame["Utelatt fordi"] == ""]
    sums = counted.groupby("Område")[["Timer", "Sum (kr)"]].sum()
    for entry in consolidated(MADE, forced=True).areas:
        assert sums.loc[entry.id, "Timer"] == pytest.approx(float(entry.hours), abs=1e-9)
        assert sums.loc[entry.id, "Sum (kr)"] == pytest.approx(float(entry.kroner), abs=0.005)


def test_grouping_by_kind_gives_the_totals_of_the_three_kinds(frame: pd.DataFrame) -> None:
    counted = frame[frame["Utelatt fordi"] == ""]
    sums = counted.groupby("Kostnadstype")["Sum (kr)"].sum()
    whole = consolidated(MADE, forced=True).total
    for kind, kroner in zip(Kind, (whole.own, whole.purchase, whole.pass_through), strict=True):
        assert sums[kind.value] == pytest.approx(float(kroner), abs=0.005)


def test_what_was_left_out_is_there_with_its_reason_and_its_kroner(frame: pd.DataFrame) -> None:
    left_out = frame[frame["Utelatt fordi"] != ""]
    assert left_out["Sum (kr)"].sum() == 10
    assert list(left_out["Celle"]) == ["A14", "A15"]
    assert {*zip(left_out["Fil"], left_out["Ark"], strict=True)} == {("estimat.xlsx", "PJD")}


def test_a_rate_that_does_not_apply_is_not_a_number(frame: pd.DataFrame) -> None:
    assert frame["Timepris (kr)"].isna().tolist() == [False, False, True, True, True, True]


def test_without_lines_the_columns_are_there_with_their_types(frame: pd.DataFrame) -> None:
    empty = framed([])
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == frame.dtypes.to_dict()
