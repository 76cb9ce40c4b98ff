"""What has changed of that which moves no total: ranges, common factors, and what is assumed."""

from __future__ import annotations

from decimal import Decimal

from estimat.core.comparing.comparison import Change, Field, Kind, Subject, compare
from estimat.core.comparing.report import changes as shown
from estimat.core.comparing.report import from_to
from estimat.core.estimate import Factor
from tests.books import area, book, own_hours, purchase
from tests.core.test_comparison import compared, only, state

MADE = area("PLL", own_hours(1.0))
MORE = Factor(
    "Mer involvering", "Egne timer", Decimal("0.95"), Decimal(1), Decimal("1.15"), "Notatet."
)
DEARER = MORE._replace(name="Dyrere", works_on="alle")


def of_factors(before: list[Factor], after: list[Factor]) -> list[Change]:
    found = compared(book(MADE, factors=before), book(MADE, factors=after))
    assert {each.subject for each in found.changes} <= {Subject.FACTOR}
    assert {each.kroner for each in found.changes} <= {Decimal(0)}
    return [*found.changes]


def said(change: Change) -> tuple[str, str, str]:
    """What happened to which, and how a table says it."""
    return change.kind.value, change.name, from_to(change.fields, change.kind)


class TestFactors:
    def test_the_same_factors_in_another_order_are_no_change(self) -> None:
        assert of_factors([MORE, DEARER], [DEARER, MORE]) == []

    def test_one_that_is_new_is_said_with_all_that_it_says(self) -> None:
        (change,) = of_factors([MORE], [MORE, DEARER])
        assert said(change) == (
            "Ny", "Dyrere",
            "Gjelder: alle; Lav: 95 %; Sannsynlig: 100 %; Høy: 115 %; Begrunnelse: Notatet.",
        )  # fmt: skip

    def test_so_is_one_that_is_gone(self) -> None:
        (change,) = of_factors([MORE, DEARER], [DEARER])
        assert (change.kind, change.name) == (Kind.REMOVED, "Mer involvering")
        assert change.fields[0] == Field("Gjelder", "Egne timer", None)

    def test_one_that_says_something_else_is_said_with_that(self) -> None:
        (change,) = of_factors(
            [MORE], [MORE._replace(high=Decimal("1.125"), reason="Vedtatt i juni.")]
        )
        assert said(change) == (
            "Endret", "Mer involvering",
            "Høy: 115 % → 112,5 %; Begrunnelse: Notatet. → Vedtatt i juni.",
        )  # fmt: skip

    def test_a_number_that_is_taken_out_is_a_change(self) -> None:
        (change,) = of_factors([MORE], [MORE._replace(likely=None)])
        assert said(change)[2] == "Sannsynlig: 100 % → –"

    def test_the_table_of_changes_calls_it_a_common_factor_and_gives_it_no_kroner(self) -> None:
        found = compared(book(MADE), book(MADE, factors=[MORE]))
        (row, _) = shown(found).rows
        assert [*row[:2], row[-1]] == ["Ny", "Felles faktor", 0]

    def test_parts_that_have_the_same_ones_have_each_once(self) -> None:
        whole = book(MADE, area("PJD", purchase(1.0)), factors=[MORE])
        parts = [
            book(MADE, file="a.xlsx", factors=[MORE]),
            book(area("PJD", purchase(1.0)), file="b.xlsx", factors=[MORE]),
        ]
        assert compared(whole, parts).changes == ()

    def test_of_a_side_that_knows_nothing_of_them_none_is_new_or_gone(self) -> None:
        """A result on file has the areas and the rows, and not the factors."""
        before, after = state(book(MADE)), state(book(MADE, factors=[MORE]))
        for sides in (
            (before._replace(factors=None), after),
            (after, before._replace(factors=None)),
        ):
            assert compare(*sides).changes == ()


class TestAssumptions:
    def test_another_covariation_moves_no_total(self) -> None:
        change = only(compared(book(MADE, covariation=0.3), book(MADE, covariation=0.0)))
        assert (change.subject, change.name) == (Subject.ASSUMPTION, "Samvariasjon")
        assert change.fields == (Field("Samvariasjon", Decimal("0.3"), Decimal(0)),)
        assert change.kroner == 0

    def test_another_certainty_too(self) -> None:
        change = only(compared(book(MADE, certainty=0.85), book(MADE, certainty=0.7)))
        assert change.fields == (Field("Sikkerhetsnivå", Decimal("0.85"), Decimal("0.7")),)

    def test_of_a_workbook_made_before_nothing_is_known_of_them(self) -> None:
        old, new = book(MADE), book(MADE, covariation=0.3, certainty=0.85)
        assert compared(old, new).changes == compared(new, old).changes == ()


class TestRanges:
    def test_another_range_in_kroner_is_a_change_of_the_row(self) -> None:
        row = purchase(100.0)._replace(amount_low=80.0, amount_high=150.0)
        change = only(
            compared(book(area("PLL", row)), book(area("PLL", row._replace(amount_high=160.0))))
        )
        assert change.fields == (Field("Beløp høy", Decimal(150), Decimal(160)),)
        assert change.kroner == 0
