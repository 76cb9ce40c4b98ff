"""The directorate's total: what is in it, what is not and why, and when there is none."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter

import pytest

from estimat.core import layout
from estimat.core.book import column_letters
from estimat.core.consolidation import Consolidation, consolidate
from estimat.core.errors import UnreadableError
from estimat.core.estimate import NO_ASSUMPTIONS
from estimat.core.findings import Place, Severity
from estimat.core.interpret import interpret
from estimat.core.layout import Status
from estimat.core.part import Part, lines
from estimat.core.summary import summarise
from estimat.core.values import DIV0
from tests.books import (
    STAMP,
    Row,
    area,
    book,
    book_without_assumptions,
    consolidated,
    own_hours,
    part,
    pass_through,
    purchase,
)

LISTS = area("PLL", own_hours(1_000.0), pass_through(2_000_000.0), budget=3.5)
RECORDS = area("PJD", own_hours(500.0, rate=2_000.0), purchase(40_000.5), budget=1.0)
NONE = area("PMD", status=Status.NO_ACTIVITIES.value, budget=None, reason="Ingen midler")
NUMBERS = attrgetter("hours", "fte", "own", "purchase", "pass_through", "kroner", "millions")
PROOF = attrgetter("read", "left_out", "total")
FLAWED = area("PLL", own_hours(100.0, name="Rett"), own_hours("ca. 40", name="Vag"))


def plain(*values: object) -> list[str]:
    """The values as they read, every decimal of them."""
    return [str(value) for value in values]


def codes(found: Consolidation) -> set[str]:
    return {finding.code for finding in found.findings}


class TestNumbers:
    def test_an_area_is_added_up_by_the_kinds_of_cost(self) -> None:
        lists, records, none = consolidated(book(LISTS, RECORDS, NONE)).areas
        assert (lists.id, lists.name, lists.status) == ("PLL", "Område PLL", "Godkjent")
        assert plain(*NUMBERS(lists)) == [
            "1000", "0.6667", "1450000.00", "0.00", "2000000.00", "3450000.00", "3.5",
        ]  # fmt: skip
        assert plain(*NUMBERS(records)) == [
            "500", "0.3333", "1000000.00", "40000.50", "0.00", "1040000.50", "1.0",
        ]  # fmt: skip
        assert plain(none.kroner, none.millions, none.budget) == ["0.00", "0.0", "None"]

    def test_the_total_is_the_sum_of_the_areas(self) -> None:
        made = consolidated(book(LISTS, RECORDS, NONE))
        assert plain(*NUMBERS(made.total)) == [
            "1500", "1.0000", "2450000.00", "40000.50", "2000000.00", "4490000.50", "4.5",
        ]  # fmt: skip
        assert made.total.name == "Sum direktoratet"
        assert made.total.source is None

    def test_the_difference_is_what_goes_beyond_the_budget(self) -> None:
        made = consolidated(book(LISTS, RECORDS, NONE))
        lists, records, none = made.areas
        assert plain(lists.off_budget, lists.off_budget_millions) == ["-50000.00", "0.0"]
        assert plain(records.off_budget, records.off_budget_ratio) == ["40000.50", "0.04000050"]
        assert none.off_budget is none.off_budget_millions is none.off_budget_ratio is None
        assert plain(made.total.budget, made.total.off_budget) == ["4.5", "-9999.50"]

    def test_shares_are_parts_of_the_total(self) -> None:
        made = consolidated(
            book(area("A", purchase(1.0)), area("B", purchase(2.0)), area("C", purchase(1.0)))
        )
        assert [entry.share for entry in made.areas] == [Decimal(n) / 4 for n in (1, 2, 1)]
        assert made.total.share == 1

    def test_without_kroner_there_are_no_shares(self) -> None:
        assert consolidated(book(NONE)).total.share == 0

    def test_the_millions_add_up_where_plain_rounding_would_not(self) -> None:
        made = consolidated(book(*(area(id, purchase(140_000.0)) for id in "ABC")))
        assert [str(entry.millions) for entry in made.areas] == ["0.2", "0.1", "0.1"]
        assert str(made.total.millions) == "0.4"

    def test_kroner_are_rounded_once_at_the_end(self) -> None:
        """Two half øre are one øre; rounded row by row they would be two."""
        made = consolidated(book(area("A", purchase(0.005), purchase(0.005))))
        assert str(made.total.kroner) == "0.01"

    def test_so_is_the_total_whatever_its_areas_were_rounded_to(self) -> None:
        made = consolidated(book(area("A", purchase(0.005)), area("B", purchase(0.005))))
        assert plain(*(entry.purchase for entry in made.areas)) == ["0.01", "0.01"]
        assert plain(made.total.purchase, made.total.kroner) == ["0.01", "0.01"]

    def test_eight_point_two_hours_are_eleven_thousand_eight_hundred_and_ninety_kroner(
        self,
    ) -> None:
        assert str(consolidated(book(area("A", own_hours(8.2)))).total.kroner) == "11890.00"

    def test_the_reserve_is_below_the_total_and_never_in_it(self) -> None:
        with_reserve = consolidated(book(LISTS, risk_reserve=2.5))
        assert with_reserve.risk_reserve == 2_500_000
        assert with_reserve.total == consolidated(book(LISTS)).total

    def test_every_number_points_to_the_cells_it_is_made_of(self) -> None:
        (lists,) = consolidated(book(LISTS, file="estimat.xlsx")).areas
        assert lists.source is not None
        assert str(lists.source.cells(layout.HOURS)) == "estimat.xlsx › PLL!E13:E14"
        assert str(lists.source.cells(layout.AMOUNT)) == "estimat.xlsx › PLL!K13:K14"
        assert lists.source.budget_cell == "B6"

    def test_the_order_of_areas_is_that_of_the_files_and_sheets(self) -> None:
        made = consolidated(book(RECORDS, file="b.xlsx"), book(LISTS, NONE, file="a.xlsx"))
        assert [entry.id for entry in made.areas] == ["PJD", "PLL", "PMD"]

    def test_one_estimate_spread_over_files_gives_what_one_file_gives(self) -> None:
        spread = consolidated(book(LISTS, file="a.xlsx"), book(RECORDS, NONE, file="b.xlsx"))
        whole = consolidated(book(LISTS, RECORDS, NONE))
        assert spread.total == whole.total
        assert list(map(NUMBERS, spread.areas)) == list(map(NUMBERS, whole.areas))
        assert [each.share for each in spread.areas] == [each.share for each in whole.areas]


class TestStopping:
    def test_a_sound_estimate_is_not_stopped(self) -> None:
        made = consolidated(book(LISTS, RECORDS, NONE))
        assert (made.stopped, made.errors) == (False, ())

    def test_one_error_stops_it(self) -> None:
        made = consolidated(book(FLAWED))
        assert made.stopped
        assert [finding.code for finding in made.errors] == ["TALL-02"]

    def test_a_warning_does_not(self) -> None:
        made = consolidated(book(LISTS._replace(responsible="")))
        assert codes(made) == {"OMR-03"}
        assert not made.stopped

    def test_whoever_insists_gets_a_result_that_says_so(self) -> None:
        made = consolidated(book(FLAWED), forced=True)
        assert not made.stopped
        assert made.forced
        assert made.errors

    def test_a_file_that_cannot_be_read_stops_it(self) -> None:
        estimate = interpret(book(FLAWED))
        (flaw,) = estimate.areas[0].activities[1].flaws
        problem = UnreadableError(flaw.rule, "brutt")
        finding = problem.rule.at(Place("odelagt.xlsx"), problem.found)
        lost = Part("odelagt.xlsx", "", NO_ASSUMPTIONS, (), (finding,))
        assert consolidate([part(book(LISTS)), lost], STAMP).stopped

    def test_nothing_to_add_up_stops_it(self) -> None:
        assert codes(consolidated(book())) == {"STR-01"}

    def test_the_worst_findings_come_first(self) -> None:
        made = consolidated(book(LISTS._replace(responsible="", status=Status.DRAFT.value), FLAWED))
        ranks = [list(Severity).index(finding.severity) for finding in made.findings]
        assert ranks == sorted(ranks)
        assert len(set(ranks)) == 3


class TestLeftOut:
    def test_a_flawed_row_is_left_out_by_name_with_its_place_and_reason(self) -> None:
        made = consolidated(book(FLAWED), forced=True)
        assert made.total.kroner == 145_000
        (left,) = made.left_out
        assert plain(left.place, left.name, left.kroner, left.reason) == [
            "estimat.xlsx › PLL!A14", "Vag", "0", "Tekst der det skal stå et tall",
        ]  # fmt: skip

    def test_the_kroner_of_a_row_that_is_left_out_are_counted_as_such(self) -> None:
        row = purchase(500.0)._replace(kind="Reise")
        made = consolidated(book(area("A", row, purchase(100.0))), forced=True)
        assert plain(*PROOF(made.reconciliation)) == ["600", "500", "100"]
        assert made.reconciliation.difference == 0

    @pytest.mark.parametrize(
        "row", [own_hours(100.0)._replace(low=DIV0), own_hours(100.0)._replace(high="?")]
    )
    def test_a_row_is_left_out_for_any_cell_that_is_not_a_number(self, row: Row) -> None:
        made = consolidated(book(area("A", row)), forced=True)
        assert plain(*PROOF(made.reconciliation)) == ["145000", "145000", "0"]

    def test_an_area_that_is_there_twice_counts_once_and_is_named_the_second_time(self) -> None:
        made = consolidated(book(LISTS, file="a.xlsx"), book(LISTS, file="b.xlsx"), forced=True)
        assert [entry.id for entry in made.areas] == ["PLL"]
        (left,) = made.left_out
        assert left.name == "Område PLL"
        assert left.kroner == made.total.kroner == 3_450_000
        last = column_letters(interpret(book(LISTS)).areas[0].table.area.right)
        assert str(left.place) == f"b.xlsx › PLL!A13:{last}14"
        assert left.reason == "PLL er alt talt med fra a.xlsx › PLL"
        assert codes(made) == {"STR-02"}
        assert made.reconciliation.difference == 0

    def test_so_is_one_that_is_twice_in_one_file(self) -> None:
        made = consolidated(book(LISTS, LISTS._replace(sheet="Kopi")))
        assert made.stopped
        assert [str(finding.place) for finding in made.errors] == ["estimat.xlsx › Kopi"]

    def test_so_is_a_whole_file_that_is_given_twice(self) -> None:
        twice = part(book(LISTS))
        made = consolidate([twice, twice], STAMP)
        assert codes(made) == {"STR-02"}
        assert made.total.kroner == 3_450_000

    def test_the_flawed_rows_of_a_duplicate_are_left_out_only_once(self) -> None:
        row = purchase(500.0)._replace(kind="Reise")
        twice = [book(area("A", row, purchase(100.0)), file=file) for file in ("a.xlsx", "b.xlsx")]
        made = consolidated(*twice, forced=True)
        assert plain(*PROOF(made.reconciliation)) == ["1200", "1100", "100"]

    def test_two_areas_without_an_id_are_two_areas(self) -> None:
        first, second = area("", purchase(1.0), sheet="En"), area("", purchase(2.0), sheet="To")
        made = consolidated(book(first, second), forced=True)
        assert [entry.kroner for entry in made.areas] == [1, 2]
        assert codes(made) == {"OMR-07"}


class TestAssumptions:
    def test_files_that_agree_say_nothing(self) -> None:
        made = consolidated(book(LISTS, file="a.xlsx"), book(RECORDS, file="b.xlsx"))
        assert "PRIS-02" not in codes(made)

    def test_files_that_disagree_are_told_apart(self) -> None:
        made = consolidated(
            book(LISTS, file="a.xlsx"), book(RECORDS, file="b.xlsx", hours_per_year=1_600.0)
        )
        (finding,) = (each for each in made.findings if each.code == "PRIS-02")
        assert finding.place == Place("b.xlsx")
        assert finding.message == (
            "Timer per årsverk er 1 600 i denne fila; det stemmer ikke med 1 500 i a.xlsx."
        )

    def test_an_area_in_a_file_of_its_own_is_priced_by_the_rates_it_borrows(self) -> None:
        whole = consolidated(book(LISTS, RECORDS))
        lender = part(book(LISTS, file="a.xlsx"))
        alone = book_without_assumptions(RECORDS, file="b.xlsx")
        assert interpret(alone).assumptions == NO_ASSUMPTIONS
        borrower = summarise(interpret(alone, lender.assumptions), "")
        assert consolidate([lender, borrower], STAMP).total == whole.total

    def test_without_any_rate_nothing_is_priced_and_it_stops(self) -> None:
        made = consolidated(book_without_assumptions(LISTS))
        assert made.stopped
        assert "STR-04" in codes(made)
        assert made.total.own == 0

    def test_the_stamp_holds_every_file_and_the_rates(self) -> None:
        made = consolidated(book(LISTS, file="a.xlsx"), book(RECORDS, file="b.xlsx"))
        assert made.stamp.inputs == (("a.xlsx", "0" * 64), ("b.xlsx", "0" * 64))
        assert made.stamp.assumptions == interpret(book(LISTS)).assumptions
        assert (made.stamp.version, made.stamp.user) == ("0.0.0", "kari")


class TestLines:
    def test_the_lines_are_the_rows_as_they_were_counted(self) -> None:
        own, passed = lines(interpret(book(LISTS)))
        assert plain(own.cost.hours, own.rate, own.cost.from_hours) == ["1000", "1450", "1450000"]
        assert plain(passed.cost.hours, passed.rate, passed.cost.amount) == ["0", "None", "2000000"]
        assert str(own.place) == "estimat.xlsx › PLL!A13"

    def test_a_line_says_why_it_was_left_out(self) -> None:
        assert [line.left_out for line in lines(interpret(book(FLAWED)))] == [
            "",
            "Tekst der det skal stå et tall",
        ]

    def test_pandas_adds_the_lines_up_to_the_same_numbers(self) -> None:
        import pandas as pd

        made = book(LISTS, RECORDS, NONE)
        rows = [
            {"area": each.area, "kind": each.inputs.kind_text, "kroner": each.cost.kroner}
            for each in lines(interpret(made))
        ]
        frame = pd.DataFrame(rows)
        by_area = frame.groupby("area")["kroner"].sum().to_dict()
        whole = consolidated(made)
        assert by_area == {entry.id: entry.kroner for entry in whole.areas if entry.kroner}
        by_kind = frame.groupby("kind")["kroner"].sum().to_dict()
        assert by_kind == {
            "Egne timer": whole.total.own,
            "Kjøp": whole.total.purchase,
            "Videreformidling": whole.total.pass_through,
        }
