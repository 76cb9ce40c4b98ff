"""The note before it is a document: which words, which numbers, and what it does without."""

from __future__ import annotations

import pytest

from estimat.core import layout
from estimat.core.book import Book
from estimat.core.errors import UnpublishableError
from estimat.core.interpret import interpret
from estimat.core.layout import Status
from estimat.core.noting.note import Note, note_of, pieces
from estimat.core.noting.words import words
from tests.books import area, book, consolidated, own_hours, put_head
from tests.books import put as put_in_table
from tests.notebook import SHEET, add_words


def made(*books: Book) -> Note:
    return note_of(
        consolidated(*books), [kept for each in books for kept in words(interpret(each))]
    )


def with_text(text: str) -> Book:
    one = book(area("PLL", own_hours(1000.0)))
    add_words(one, introduction=[text])
    return one


class TestNumbersInTheText:
    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("{Timepris 1.000}", "1.450"),
            ("{Timepris 1 000}", "1\u00a0450"),
            ("{Timepris 1000}", "1450"),
            ("{TimerPerArsverk 1000}", "1500"),
            ("{FullkostPerArsverk mill}", "2,2"),
            ("{FullkostPerArsverk 1.000}", "2.200.000"),
            ("{Risikoavsetning mill}", "0,0"),
            ("{Budsjettar 1000}", "2024"),
            ("{ Timepris   1.000 }", "1.450"),
            ("fra {Timepris 1000} til {TimerPerArsverk 1000}", "fra 1450 til 1500"),
        ],
    )
    def test_come_from_the_assumptions_as_the_pattern_says(self, written: str, shown: str) -> None:
        assert made(with_text(written)).introduction == (shown,)

    def test_keep_every_decimal_that_a_rate_has(self) -> None:
        one = book(area("PLL", own_hours(1000.0)), hourly_rate=1450.5)
        add_words(one, introduction=["{Timepris 1.000}"])
        assert made(one).introduction == ("1.450,5",)

    @pytest.mark.parametrize(
        ("written", "said"),
        [
            (
                "{Timepriss 1.000}",
                "«{Timepriss 1.000}» er ukjent; bruk en av Total mill, Forventet mill",
            ),
            ("{timepris 1.000}", "er ukjent"),
            ("{Prisniva 1.000}", "er ukjent"),
            ("{Sum mill}", "er ukjent"),
            ("{}", "er ukjent"),
            ("{Timepris}", "kan ikke skrives slik; velg av {Timepris 1000}"),
            ("{Timepris 1,000}", "kan ikke skrives slik"),
            ("{TimerPerArsverk mill}", "kan ikke skrives slik"),
            ("{Timepris 1.000", "«{» står alene"),
            ("Timepris 1.000}", "«}» står alene"),
            ("{{Timepris 1.000}}", "står alene"),
        ],
    )
    def test_that_stand_for_nothing_name_their_cell(self, written: str, said: str) -> None:
        with pytest.raises(UnpublishableError) as problem:
            made(with_text(written))
        assert str(problem.value).startswith(f"estimat.xlsx › {SHEET}!B11: ")
        assert said in str(problem.value)

    def test_that_have_no_value_are_not_left_out_in_silence(self) -> None:
        one = book(area("PLL", own_hours(1000.0)), full_cost=None)
        add_words(one, introduction=["{FullkostPerArsverk mill}"])
        with pytest.raises(UnpublishableError, match="har ikke noe tall i Forutsetninger"):
            made(one)

    def test_braces_in_what_an_area_says_are_text(self) -> None:
        one = book(area("PLL", own_hours(1000.0, name="{Timepris 1.000} og {{ 7*7 }}")))
        add_words(one)
        assert made(one).sections[0].activities == ("{Timepris 1.000} og {{ 7*7 }}",)


class TestBudgets:
    def test_are_the_millions_of_the_consolidation_which_add_up(self) -> None:
        areas = [area(id, own_hours(100.0), budget=0.14) for id in ("A", "B", "C")]
        note = made(book(*areas, hourly_rate=1400.0))  # 140 000 kr each, 420 000 in all
        assert [each.budget.partition(" (")[0] for each in note.sections] == [
            "Budsjett 0,2 millioner kroner",
            "Budsjett 0,1 millioner kroner",
            "Budsjett 0,1 millioner kroner",
        ]

    def test_are_the_estimate_and_say_the_budget_where_it_is_another(self) -> None:
        note = made(book(area("PLL", own_hours(1000.0), budget=9.9)))
        assert note.sections[0].budget == (
            "Budsjett 1,5 millioner kroner (estimat; budsjettet er 9,9 millioner kroner)"
        )

    @pytest.mark.parametrize("budget", [1.45, 1.5, 1.54])
    def test_are_said_once_where_they_are_the_same(self, budget: float) -> None:
        note = made(book(area("PLL", own_hours(1000.0), budget=budget)))
        assert note.sections[0].budget == "Budsjett 1,5 millioner kroner"

    def test_are_called_an_estimate_where_there_is_none(self) -> None:
        one = book(area("PLL", own_hours(1000.0), budget=None))
        assert made(one).sections[0].budget == (
            "Budsjett 1,5 millioner kroner (estimat; området har ikke noe budsjett)"
        )
        add_words(one, budget="Estimat {Sum mill} millioner kroner")
        assert made(one).sections[0].budget == "Estimat 1,5 millioner kroner"

    def test_can_be_both(self) -> None:
        one = book(area("PLL", own_hours(1000.0), budget=9.9))
        add_words(one, budget="Estimat {Sum mill} av {Total mill}, budsjett {Budsjett mill}")
        assert made(one).sections[0].budget == "Estimat 1,5 av 1,5, budsjett 9,9"

    def test_that_are_asked_for_and_are_not_there_name_the_area(self) -> None:
        one = book(area("PLL", own_hours(1000.0), budget=None))
        add_words(one, budget="Budsjett {Budsjett mill}")
        with pytest.raises(UnpublishableError, match="har Område PLL ikke; skriv det"):
            made(one)

    def test_the_total_can_stand_in_any_text(self) -> None:
        assert made(with_text("I alt {Total mill}.")).introduction == ("I alt 1,5.",)

    def test_have_the_words_of_the_sheet(self) -> None:
        one = book(area("PLL", own_hours(1000.0)))
        add_words(one, budget="Ramme: {Sum mill} mill. kr i {Budsjettar 1000}")
        assert made(one).sections[0].budget == "Ramme: 1,5 mill. kr i 2024"

    def test_are_not_said_of_an_area_without_activities(self) -> None:
        empty = area("PMD", status=Status.NO_ACTIVITIES.value, budget=None, reason="Fordi.")
        section = made(book(area("PLL", own_hours(1000.0)), empty)).sections[1]
        assert (section.reason, section.activities, section.budget) == (("Fordi.",), (), "")


class TestHeadings:
    def test_are_those_of_all_areas_unless_an_area_has_its_own(self) -> None:
        one = book(area("A", own_hours(1.0)), area("B", own_hours(1.0)), area("C", own_hours(1.0)))
        add_words(
            one,
            ambitions="Mål",
            activities="Arbeid {Budsjettar 1000}",
            headings=[("B", "Mål for {Budsjettar 1000}", ""), ("C", "", "Oppgaver")],
        )
        assert [(s.ambitions_heading, s.activities_heading) for s in made(one).sections] == [
            ("Mål", "Arbeid 2024"),
            ("Mål for 2024", "Arbeid 2024"),
            ("Mål", "Oppgaver"),
        ]

    def test_that_belong_to_no_area_are_told(self) -> None:
        one = book(area("A", own_hours(1.0)))
        add_words(one, introduction=["x"], headings=[("Å", "Mål", "")])
        (told,) = made(one).missing
        assert told.startswith("Område Å: arket Notat har overskrifter til det")


class TestWithoutItsWords:
    def test_a_workbook_without_the_sheet_has_a_note_all_the_same(self) -> None:
        note = made(book(area("PLL", own_hours(1000.0))))
        (section,) = note.sections
        assert (note.title, note.introduction) == ("Estimat 2024", ())
        assert section.ambitions_heading == "Ambisjon"
        assert section.activities_heading == "Leveranser og aktiviteter 2024"
        assert section.ambitions == ("Gjøre noe nyttig",)
        (told,) = note.missing
        assert "ingen innledning eller fotnoter" in told

    def test_blank_cells_mean_the_same_as_no_sheet(self) -> None:
        one = book(area("PLL", own_hours(1000.0)))
        add_words(one, title="")
        note = made(one)
        assert note.title == "Estimat 2024"
        assert note.missing == ("Innledning: arket Notat har ingen.",)

    def test_the_sheet_may_be_in_any_of_the_files(self) -> None:
        first, second = (
            book(area("A", own_hours(1.0)), file="a.xlsx"),
            book(area("B", own_hours(1.0)), file="b.xlsx"),
        )
        add_words(second, title="Felles", introduction=["x"])
        note = made(first, second)
        assert (note.title, note.missing) == ("Felles", ())
        assert [each.name for each in note.sections] == ["Område A", "Område B"]

    def test_two_sheets_that_say_the_same_are_one(self) -> None:
        books = [book(area(id, own_hours(1.0)), file=f"{id}.xlsx") for id in "AB"]
        for each in books:
            add_words(each, title="Felles")
        assert made(*books).title == "Felles"

    def test_two_sheets_that_differ_are_refused_by_name(self) -> None:
        books = [book(area(id, own_hours(1.0)), file=f"{id}.xlsx") for id in "AB"]
        for each in books:
            add_words(each, title=each.file)
        with pytest.raises(UnpublishableError, match=r"A.xlsx › Notat!B1 og B.xlsx › Notat!B1"):
            made(*books)


class TestAreas:
    def test_an_area_that_was_counted_once_is_said_once(self) -> None:
        first, second = (
            book(area("A", own_hours(1.0, name=name)), file=name) for name in ("a.xlsx", "b.xlsx")
        )
        assert [each.activities for each in made(first, second).sections] == [("a.xlsx",)]

    def test_activities_stand_in_the_order_of_the_table(self) -> None:
        one = book(area("A", own_hours(1.0, name="først"), own_hours(1.0, name="sist")))
        assert made(one).sections[0].activities == ("først", "sist")

    def test_an_activity_without_a_name_is_said_by_its_id(self) -> None:
        one = book(area("A", own_hours(1.0, id="A-1")))
        put_in_table(one.sheets[1], "Aktivitet", 1, None)
        assert made(one).sections[0].activities == ("A-1",)

    def test_a_reason_of_several_paragraphs_is_several(self) -> None:
        one = book(area("A", own_hours(1.0)))
        put_head(one.sheets[1], layout.AREA_REASON, "Ett.\nTo.")
        assert made(one).sections[0].reason == ("Ett.", "To.")


class TestFootnotes:
    def test_a_raised_number_with_a_note_is_one(self) -> None:
        assert list(pieces("rammer¹ og² mer¹²", {1: "en", 12: "tolv"})) == [
            "rammer", 1, " og² mer", 12,
        ]  # fmt: skip

    def test_the_first_cell_is_note_1_also_when_others_are_blank(self) -> None:
        one = book(area("A", own_hours(1.0, name="en¹ tre³")))
        add_words(one, introduction=["x"], footnotes=["Første", "", "Tredje"])
        note = made(one)
        assert note.footnotes == {1: "Første", 3: "Tredje"}
        assert note.missing == ()

    def test_numbers_in_them_are_put_in_too(self) -> None:
        one = book(area("A", own_hours(1.0, name="en¹")))
        add_words(one, footnotes=["{Timepris 1.000} kr"])
        assert made(one).footnotes == {1: "1.450 kr"}

    def test_one_that_nothing_refers_to_is_told(self) -> None:
        one = book(area("A", own_hours(1.0)))
        add_words(one, introduction=["x"], footnotes=["Første"])
        assert made(one).missing == (
            "Henvisning til fotnote 1: ingen tekst har den, så den er ikke med.",
        )

    def test_a_mark_without_a_note_is_told_with_its_text(self) -> None:
        one = book(area("A", own_hours(1.0, name="rammer²")))
        add_words(one, introduction=["x"])
        assert made(one).missing == (
            "Fotnote 2: «rammer²» viser til den, men arket Notat har den ikke.",
        )
