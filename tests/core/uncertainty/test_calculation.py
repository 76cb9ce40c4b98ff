"""Whose rows, factors and assumptions the uncertainty is reckoned from, and what drives it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from estimat.core.uncertainty.calculation import Uncertainty
from estimat.core.uncertainty.figures import whole
from tests.books import Row, area, book, own_hours, pass_through, purchase
from tests.core.uncertainty.reckoned import factor, uncertainty

WIDE = own_hours(1000.0)._replace(low=800.0, high=1400.0)
BOUGHT = purchase(1e6)._replace(amount_low=9e5, amount_high=1.3e6)
MORE = factor("Mer involvering", "alle", "0.95", "1", "1.15")


def codes(found: Uncertainty) -> list[str]:
    return [each.code for each in found.findings]


def in_kroner(*numbers: int) -> list[Decimal]:
    return [*map(Decimal, numbers)]


class TestAssumptions:
    def test_those_of_the_workbook_hold_unless_others_are_given(self) -> None:
        made = book(area("A", WIDE), covariation=0.2, certainty=0.7)
        found = uncertainty(made)
        assert (found.covariation, found.certainty) == (Decimal("0.2"), Decimal("0.7"))
        other = uncertainty(made, covariation="0", certainty="0.9")
        assert (other.covariation, other.certainty) == (Decimal(0), Decimal("0.9"))
        assert other.chosen == other.total.at(0.9)

    def test_a_workbook_made_before_there_were_such_has_the_standard_ones(self) -> None:
        found = uncertainty(book(area("A", WIDE)))
        assert (found.covariation, found.certainty) == (Decimal("0.3"), Decimal("0.85"))

    def test_a_workbook_that_lacks_them_takes_those_of_the_others(self) -> None:
        old = book(area("A", WIDE), file="a.xlsx")
        new = book(area("B", BOUGHT), file="b.xlsx", covariation=0.6, certainty=0.7)
        found = uncertainty(old, new)
        assert (found.covariation, found.certainty) == (Decimal("0.6"), Decimal("0.7"))
        assert codes(found) == []

    def test_one_of_them_may_be_lacking_alone(self) -> None:
        found = uncertainty(book(area("A", WIDE), certainty=0.7))
        assert (found.covariation, found.certainty) == (Decimal("0.3"), Decimal("0.7"))

    def test_two_that_have_them_differ_also_where_the_first_file_lacks_them(self) -> None:
        books = [
            book(area(id, own_hours(hours)), file=f"{id}.xlsx", covariation=covariation)
            for id, hours, covariation in (("A", 1.0, None), ("B", 2.0, 0.3), ("C", 3.0, 0.5))
        ]
        (finding,) = uncertainty(*books).findings
        assert (finding.code, str(finding.place)) == ("PRIS-02", "C.xlsx")
        assert finding.message.startswith("Samvariasjon er 0,5")
        assert "0,3 i B.xlsx" in finding.message

    def test_the_reserve_that_is_held_is_taken_from_what_is_needed(self) -> None:
        found = uncertainty(book(area("A", WIDE), risk_reserve=0.2), covariation="0")
        assert found.needed == found.total.at(0.85) - 1_450_000
        assert found.missing == found.needed - 200_000
        rich = uncertainty(book(area("A", WIDE), risk_reserve=20.0))
        assert rich.missing == 0


class TestRows:
    def test_an_area_that_is_there_twice_counts_once(self) -> None:
        once = book(area("A", WIDE, BOUGHT), file="a.xlsx")
        again = book(area("A", WIDE, BOUGHT), file="b.xlsx")
        twice = uncertainty(once, again, forced=True)
        assert twice.total == uncertainty(once).total
        assert [str(each.place) for each in twice.areas] == ["a.xlsx › A"]

    def test_a_row_that_does_not_count_has_no_uncertainty_either(self) -> None:
        rows = (WIDE._replace(rate="1450"), BOUGHT._replace(kind="Reise"), WIDE)
        found = uncertainty(book(area("A", *rows)), forced=True)
        assert found.total == uncertainty(book(area("A", WIDE))).total
        assert [each.id for each in found.contributions] == ["A-3"]

    def test_hours_and_kroner_of_a_row_are_one_range(self) -> None:
        both = BOUGHT._replace(hours=100.0, low=80.0, high=150.0, rate=1000.0)
        (row,) = uncertainty(book(area("A", both))).contributions
        assert [row.low, row.plan, row.high] == in_kroner(980_000, 1_100_000, 1_450_000)

    def test_the_part_of_a_row_that_has_no_range_is_certain(self) -> None:
        half = BOUGHT._replace(hours=100.0, rate=1000.0)
        found = uncertainty(book(area("A", half)))
        assert found.sums.certain == 100_000
        assert found.sums.rows == 1

    def test_who_says_that_low_planned_and_high_are_the_same_has_said_a_range(self) -> None:
        found = uncertainty(book(area("A", own_hours(10.0)._replace(low=10.0, high=10.0))))
        assert found.sums.certain == 0
        assert found.contributions == ()

    def test_nothing_at_all_has_no_share_without_a_range(self) -> None:
        found = uncertainty(book(area("A", budget=None)))
        assert found.total.at(0.85) == found.certain_share == found.needed == 0


class TestFactors:
    def test_a_row_without_somebody_responsible_is_the_areas(self) -> None:
        rows = (WIDE, WIDE._replace(responsible="Ola Nordmann"))
        made = book(area("A", *rows), factors=[MORE._replace(works_on="kari  NORDMANN")])
        (effect,) = uncertainty(made).effects
        assert effect.base == uncertainty(book(area("A", WIDE))).total.expected

    def test_an_area_comes_before_somebody_who_is_called_the_same(self) -> None:
        rows = WIDE._replace(responsible="B"), BOUGHT
        areas = area("A", rows[0]), area("B", rows[1])
        (effect,) = uncertainty(book(*areas, factors=[MORE._replace(works_on="b")])).effects
        assert effect.base == uncertainty(book(areas[1])).total.expected

    def test_it_works_on_an_area_of_another_workbook(self) -> None:
        one = book(area("A", WIDE), file="a.xlsx", factors=[MORE._replace(works_on="B")])
        found = uncertainty(one, book(area("B", BOUGHT), file="b.xlsx"))
        assert [*found.effects[0].bases] == [
            0, uncertainty(book(area("B", BOUGHT))).total.expected
        ]  # fmt: skip
        assert codes(found) == []

    def test_the_same_in_every_part_counts_once(self) -> None:
        parts = [
            book(area(id, row), file=f"{id}.xlsx", factors=[MORE])
            for id, row in (("A", WIDE), ("B", BOUGHT))
        ]
        whole = book(area("A", WIDE), area("B", BOUGHT), factors=[MORE])
        assert uncertainty(*parts).total == uncertainty(whole).total
        assert codes(uncertainty(*parts)) == []

    def test_another_of_the_same_name_in_another_workbook_is_a_finding(self) -> None:
        other = MORE._replace(name="MER involvering", high=Decimal("1.2"))
        parts = [
            book(area(id, row), file=f"{id}.xlsx", factors=[each])
            for id, row, each in (("A", WIDE, MORE), ("B", BOUGHT, other))
        ]
        (finding,) = uncertainty(*parts).findings
        assert finding.code == "USIK-08"
        assert str(finding.place) == "B.xlsx › Felles faktorer!A5"
        assert "«MER involvering» er også i A.xlsx › Felles faktorer!A5" in finding.message

    def test_another_on_a_copy_of_the_sheet_is_one_too(self) -> None:
        made = book(area("A", WIDE), factors=[MORE])
        (other,) = book(factors=[MORE._replace(high=Decimal("1.2"))]).sheets[1:]
        other.name = "Felles faktorer (2)"
        made.sheets.append(other)
        finding = next(each for each in uncertainty(made).findings if each.code == "USIK-08")
        assert finding.code == "USIK-08"
        assert str(finding.place) == "estimat.xlsx › Felles faktorer (2)!A5"
        assert "er også i estimat.xlsx › Felles faktorer!A5" in finding.message

    def test_more_than_ten_together_are_a_finding(self) -> None:
        parts = [
            book(
                area(id, row), file=f"{id}.xlsx",
                factors=[MORE._replace(name=f"{id}{number}") for number in range(6)],
            )
            for id, row in (("A", WIDE), ("B", BOUGHT))
        ]  # fmt: skip
        (finding,) = uncertainty(*parts).findings
        assert finding.code == "USIK-07"
        assert "12 felles faktorer" in finding.message

    def test_one_that_cannot_be_reckoned_with_is_left_out_and_said_once(self) -> None:
        nameless = MORE._replace(name="")
        made = [
            book(area(id, row), file=f"{id}.xlsx", factors=[each])
            for id, row, each in (
                ("A", WIDE, nameless), ("B", BOUGHT, nameless._replace(high=Decimal(2)))
            )
        ]  # fmt: skip
        found = uncertainty(*made)
        assert found.effects == ()
        assert codes(found) == ["USIK-06", "USIK-06"]


class TestContributions:
    def test_the_ten_that_contribute_the_most_are_named_the_first_first(self) -> None:
        rows = [own_hours(100.0)._replace(low=90.0 - n, high=120.0 + n) for n in range(12)]
        made = book(area("A", *rows[:6]), area("B", *rows[6:]), factors=[MORE])
        found = uncertainty(made, covariation="0")
        assert len(found.contributions) == 10
        assert [each.id or each.name for each in found.contributions[:3]] == [
            "Mer involvering", "B-6", "B-5",
        ]  # fmt: skip
        assert str(found.contributions[1].place) == "estimat.xlsx › B!A18"

    def test_a_factor_is_shown_with_what_it_works_on_and_its_ends_in_kroner(self) -> None:
        found = uncertainty(book(area("A", pass_through(1e6)), factors=[MORE]))
        (only,) = found.contributions
        assert (only.name, only.share) == ("Mer involvering", 1)
        assert [only.low, only.plan, only.high] == in_kroner(950_000, 1_000_000, 1_150_000)
        assert str(only.place) == "estimat.xlsx › Felles faktorer!A5"

    def test_one_that_only_moves_what_is_expected_is_not_among_them(self) -> None:
        sure = MORE._replace(low=Decimal(1), high=Decimal(1))
        rise = sure._replace(name="Dyrere", low=Decimal("1.1"), likely=Decimal("1.1"))
        rise = rise._replace(high=Decimal("1.1"))
        found = uncertainty(book(area("A", pass_through(1e6)), factors=[sure, rise]))
        assert found.total.expected == 1_100_000
        assert found.contributions == ()

    @pytest.mark.parametrize("alike", [WIDE, BOUGHT])
    def test_of_two_alike_the_first_is_first(self, alike: Row) -> None:
        found = uncertainty(book(area("B", alike), area("A", alike, alike)))
        assert [each.id for each in found.contributions] == ["B-1", "A-1", "A-2"]


@pytest.mark.parametrize(
    ("kroner", "rounded"),
    [("2.5", "3"), ("-2.5", "-3"), ("0.5", "1"), ("2.49", "2")],
)
def test_kroner_are_rounded_half_away(kroner: str, rounded: str) -> None:
    assert str(whole(Fraction(kroner))) == rounded
