"""What has changed between two estimates: each change found, and together all of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from itertools import chain, pairwise

from estimat.core import layout
from estimat.core.book import Book
from estimat.core.comparing.comparison import Change, Comparison, Field, Kind, Subject, compare
from estimat.core.comparing.state import AreaState, State, area_states, state_of
from estimat.core.consolidation import consolidate
from estimat.core.interpret import interpret
from estimat.core.part import factors
from estimat.core.summary import summarise
from tests.books import STAMP, area, book, own_hours, pass_through, purchase, put, put_head
from tests.core.test_conservation import random_estimate


def state(*books: Book) -> State:
    estimates = [interpret(each) for each in books]
    parts = [summarise(each, "0" * 64) for each in estimates]
    areas: list[AreaState] = [found for each in estimates for found in area_states(each)]
    return state_of(consolidate(parts, STAMP), areas, chain.from_iterable(map(factors, estimates)))


def compared(before: Book | Sequence[Book], after: Book | Sequence[Book]) -> Comparison:
    """The comparison, which always adds up."""
    sides = [[side] if isinstance(side, Book) else side for side in (before, after)]
    found = compare(*(state(*side) for side in sides))
    assert found.listed == found.moved
    return found


def only(found: Comparison) -> Change:
    (change,) = found.changes
    return change


def kroner(found: Comparison) -> list[tuple[str, str, Decimal]]:
    return [(each.kind.value, each.id or each.name, each.kroner) for each in found.changes]


class TestRows:
    def test_nothing_has_changed_in_the_same_workbook(self) -> None:
        made = book(area("PLL", own_hours(100.0), purchase(5e4)))
        assert compared(made, made).changes == ()

    def test_more_hours_bear_what_they_cost(self) -> None:
        change = only(
            compared(
                book(area("PLL", own_hours(100.0), budget=1.0)),
                book(area("PLL", own_hours(108.2), budget=1.0)),
            )
        )
        assert change.kind is Kind.CHANGED
        assert change.fields == (Field("Timer", Decimal(100), Decimal("108.2")),)
        assert change.kroner == Decimal("11890")

    def test_a_row_is_known_by_its_id_wherever_it_stands_and_whatever_it_is_called(self) -> None:
        one, two = own_hours(1.0, id="a", name="Først"), own_hours(2.0, id="b", name="Sist")
        found = compared(
            book(area("PLL", one, two)), book(area("PLL", two._replace(name="Til slutt"), one))
        )
        assert only(found).fields == (Field("Aktivitet", "Sist", "Til slutt"),)
        assert only(found).kroner == 0

    def test_a_row_with_a_new_id_is_known_by_its_name(self) -> None:
        before = book(area("PLL", own_hours(1.0, id="a", name="Innføring i Bergen")))
        after = book(area("PLL", own_hours(1.0, id="z", name="Innføring i Bergen")))
        assert only(compared(before, after)).fields == (Field("Id", "a", "z"),)

    def test_a_row_that_was_rewritten_is_known_by_likeness(self) -> None:
        before = book(area("PLL", own_hours(1.0, id="a", name="Gi innføringsstøtte i Vest")))
        after = book(area("PLL", own_hours(1.0, id="z", name="Gi innføringsstøtte i Vest og Nord")))
        assert [change.kind for change in compared(before, after).changes] == [Kind.CHANGED]

    def test_a_row_like_no_other_is_new_and_one_that_is_not_there_is_removed(self) -> None:
        before = book(area("PLL", own_hours(10.0, id="a", name="Evaluering"), budget=1.0))
        after = book(area("PLL", purchase(9e4, id="b", name="Konferanse"), budget=1.0))
        assert kroner(compared(before, after)) == [
            ("Ny", "b", Decimal(90_000)),
            ("Fjernet", "a", Decimal(-14_500)),
        ]

    def test_a_row_may_move_to_another_area(self) -> None:
        moved = own_hours(10.0, id="X1", name="Støtte departementet")
        stays = own_hours(1.0, id="X2", name="Forvaltning")
        before = book(area("PLL", moved, stays, budget=1.0), area("PJD", budget=1.0))
        after = book(area("PLL", stays, budget=1.0), area("PJD", moved, budget=1.0))
        change = only(compared(before, after))
        assert (change.kind, change.area, change.kroner) == (Kind.MOVED, "Område PJD", Decimal(0))
        assert change.fields == (Field("Tjenesteområde", "Område PLL", "Område PJD"),)

    def test_ids_that_are_counters_do_not_make_rows_of_two_areas_the_same(self) -> None:
        one = own_hours(10.0, id="1", name="Evaluering")
        other = own_hours(3.0, id="1", name="Konferanse")
        before = book(area("PLL", one, budget=1.0), area("PJD", budget=1.0))
        after = book(area("PLL", budget=1.0), area("PJD", other, budget=1.0))
        assert [kind for kind, *_ in kroner(compared(before, after))] == ["Fjernet", "Ny"]

    def test_a_row_that_can_no_longer_be_counted_takes_its_kroner_along(self) -> None:
        before = book(area("PLL", own_hours(10.0), budget=1.0))
        after = book(area("PLL", own_hours("ti"), budget=1.0))
        change = only(compared(before, after))
        assert change.kroner == -14_500
        assert Field("Timer", Decimal(10), "ti") in change.fields
        assert Field("Utelatt fordi", None, "Tekst der det skal stå et tall") in change.fields

    def test_what_people_write_beside_the_numbers_is_compared_too(self) -> None:
        before, after = (book(area("PLL", own_hours(1.0))) for _ in range(2))
        put(after.sheets[1], "Kommentar", 1, "Se referat")
        put(after.sheets[1], "Ambisjonsnivå", 1, "Høy")
        assert only(compared(before, after)).fields == (
            Field("Ambisjonsnivå", None, "Høy"),
            Field("Kommentar", None, "Se referat"),
        )


class TestRates:
    def test_a_new_rate_bears_the_old_hours_and_a_row_its_own_change_at_the_new_rate(self) -> None:
        before = book(area("PLL", own_hours(100.0), own_hours(50.0, rate=900.0), budget=1.0))
        after = book(
            area("PLL", own_hours(110.0), own_hours(50.0, rate=900.0), budget=1.0),
            hourly_rate=1500.0,
        )
        assert kroner(compared(before, after)) == [
            ("Endret", "Timepris", Decimal(100 * 50)),
            ("Endret", "PLL-1", Decimal(10 * 1500)),
        ]

    def test_a_row_that_gets_a_rate_of_its_own_bears_all_of_it(self) -> None:
        before = book(area("PLL", own_hours(100.0), budget=1.0))
        after = book(area("PLL", own_hours(100.0, rate=1600.0), budget=1.0), hourly_rate=1500.0)
        assert kroner(compared(before, after)) == [
            ("Endret", "Timepris", Decimal(0)),
            ("Endret", "PLL-1", Decimal(15_000)),
        ]

    def test_workbooks_that_are_read_together_may_each_have_a_new_rate(self) -> None:
        before = [
            book(area("A", own_hours(10.0)), file="a.xlsx"),
            book(area("B", own_hours(1.0)), file="b.xlsx", hourly_rate=1000.0),
        ]
        after = [
            book(area("A", own_hours(10.0), budget=0.0145), file="a.xlsx", hourly_rate=1500.0),
            book(area("B", own_hours(1.0), budget=0.001), file="b.xlsx", hourly_rate=1100.0),
        ]
        assert kroner(compared(before, after)) == [
            ("Endret", "Timepris", Decimal(500)),
            ("Endret", "Timepris", Decimal(100)),
        ]

    def test_other_assumptions_move_no_total(self) -> None:
        made = area("PLL", own_hours(1.0))
        change = only(compared(book(made), book(made, hours_per_year=1600.0)))
        assert (change.subject, change.name) == (Subject.ASSUMPTION, "Timer per årsverk")
        assert change.kroner == 0


class TestAreas:
    def test_a_head_that_says_something_else(self) -> None:
        before, after = (book(area("PLL", own_hours(1.0), budget=1.0)) for _ in range(2))
        put_head(after.sheets[1], layout.AREA_STATUS, "Utkast")
        put_head(after.sheets[1], layout.AREA_BUDGET, 1.2)
        change = only(compared(before, after))
        assert (change.subject, change.kroner) == (Subject.AREA, Decimal(0))
        assert change.fields == (
            Field("Status", "Godkjent", "Utkast"),
            Field("Budsjett", Decimal(1), Decimal("1.2")),
        )

    def test_an_area_comes_and_goes_with_its_rows(self) -> None:
        found = compared(
            book(area("PLL", own_hours(1.0))), book(area("PJD", pass_through(7.0), name="Annet"))
        )
        assert kroner(found) == [
            ("Ny", "PJD", Decimal(0)),
            ("Ny", "PJD-1", Decimal(7)),
            ("Fjernet", "PLL", Decimal(0)),
            ("Fjernet", "PLL-1", Decimal(-1450)),
        ]

    def test_an_area_is_known_by_its_name_when_it_has_got_a_new_id(self) -> None:
        rows = own_hours(1.0, id="r")
        before = book(area("PLL", rows, name="Legemiddelliste"))
        after = book(area("LML", rows, name="Legemiddelliste"))
        assert only(compared(before, after)).fields == (Field("Område-id", "PLL", "LML"),)

    def test_one_that_is_there_twice_counts_once_on_either_side(self) -> None:
        once = book(area("PLL", own_hours(1.0)))
        twice = book(area("PLL", own_hours(1.0)), area("PLL", own_hours(1.0), sheet="Kopi"))
        found = compared(once, twice)
        assert found.moved == 0
        assert kroner(found) == [("Ny", "PLL", Decimal(0)), ("Ny", "PLL-1", Decimal(0))]


def test_the_changes_add_up_between_any_two_estimates() -> None:
    chance = random.Random(2024)
    sides = [random_estimate(chance)[0] for _ in range(200)]
    for before, after in pairwise(sides):
        found = compared(before, after)
        assert sum((area.kroner for area in found.after.areas), Decimal(0)) == found.after.total
