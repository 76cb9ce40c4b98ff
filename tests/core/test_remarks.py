"""What an area is told, and which of what it was told is met."""

from __future__ import annotations

import re

import pytest

import estimat.core.actuals.rules
import estimat.core.summary
import estimat.files.gather  # noqa: F401  with them every rule is declared
from estimat.core.book import Sheet
from estimat.core.collection.givensheet import COLUMNS, HEADER, returned_on
from estimat.core.collection.remarks import Mark, Remark, Status, Today, met
from estimat.core.findings import RULES, Place, Rule, Severity

NOT_KNOWN_TO_AN_AREA = re.compile(
    r"estimat\b|Trykk|[Kk]onsolider|scenario|Forutsetninger|notat|mapp|--|tillegget|faktor|"
    r"VBA|malen\b|Navnebehandling\.",
    re.IGNORECASE,
)
TOLD = [
    rule
    for rule in RULES.values()
    if rule.severity is not Severity.INFO and rule.to_area is not None
]


@pytest.mark.parametrize("rule", TOLD, ids=lambda rule: rule.code)
def test_an_area_is_told_nothing_that_it_does_not_know(rule: Rule) -> None:
    assert rule.to_area
    for own, instead in ((rule.message, rule.to_area.message), (rule.remedy, rule.to_area.remedy)):
        said = instead or own
        assert not NOT_KNOWN_TO_AN_AREA.search(said), said
        assert said[-1] in ".}"


def test_most_of_what_can_be_wrong_on_a_sheet_is_the_areas_to_mend() -> None:
    told = {rule.code.partition("-")[0] for rule in TOLD}
    assert told == {
        "TALL", "FORMEL", "KOST", "OMR", "STR", "PRIS", "BUD", "USIK", "SCEN", "FAKT",
    }  # fmt: skip
    assert len(TOLD) > 40


def found(what: str, subject: str = "A-1", code: str = "TALL-02", detail: str = "Timer") -> Remark:
    return Remark(what, "Rett det.", "Kontroll", subject, code, detail)


def own(what: str, subject: str = "A-1", print: str = "før") -> Remark:
    return Remark(what, "Svar.", "Kari", subject, print=print)


ROW = Mark(Place("a.xlsx", "A", "B18"), "før")
NOW = Today({"a-1": ROW, "a": Mark(Place("a.xlsx", "A", "B5"), "område", is_area=True)}, "1.3.2027")


def of(remarks: list[Remark]) -> list[tuple[int, str, Status]]:
    return [(each.number, each.what, each.status) for each in remarks]


class TestMet:
    def test_two_alike_keep_their_numbers_by_their_words(self) -> None:
        first = met([], [found("a"), found("b")], None, NOW)
        assert of(met(first, [found("b")], None, NOW)) == [
            (2, "b", Status.OPEN), (1, "a", Status.FIXED),
        ]  # fmt: skip

    def test_one_that_says_another_number_is_the_same(self) -> None:
        first = met([], [found("er 5")], None, NOW)
        assert of(met(first, [found("er 6")], None, NOW)) == [(1, "er 6", Status.OPEN)]

    def test_the_same_of_another_cell_of_the_row_is_not(self) -> None:
        first = met([], [found("er 5")], None, NOW)
        again = met(first, [found("er 5", detail="Beløp")], None, NOW)
        assert of(again) == [(2, "er 5", Status.NEW), (1, "er 5", Status.FIXED)]

    def test_nothing_disappears(self) -> None:
        remarks = met([], [found("a"), found("b", "A-2")], [own("c")], NOW)
        for _ in range(3):
            remarks = met(remarks, [], None, NOW)
        assert {each.what for each in remarks} == {"a", "b", "c"}

    def test_a_number_is_never_given_twice(self) -> None:
        first = met([], [found("a"), found("b", "A-2")], None, NOW)
        second = met(first, [], None, NOW)
        third = met(second, [found("c", "A-3")], None, NOW)
        assert of(third)[0] == (3, "c", Status.NEW)

    def test_what_the_controller_takes_away_is_closed_when_the_controller_is_asked(self) -> None:
        first = met([], [], [own("a")], NOW)
        assert of(met(first, [], [], NOW)) == [(1, "a", Status.CLOSED)]
        assert of(met(first, [], None, NOW)) == [(1, "a", Status.OPEN)]

    def test_a_remark_for_an_area_says_that_the_area_is_another(self) -> None:
        first = met([], [], [own("a", "A", "da")], NOW)
        assert of(met(first, [], None, NOW)) == [(1, "a", Status.AREA_CHANGED)]


def test_a_row_that_is_none_of_ours_is_kept_as_what_else_was_written() -> None:
    sheet = Sheet("Merknader")
    for column, each in enumerate(COLUMNS, start=1):
        sheet.values[HEADER, column] = each.heading
    sheet.values |= {
        (6, 1): "1",
        (6, 3): "Noe",
        (6, 8): "Svart",
        (7, 3): "Og så dette",
        (7, 14): 5.0,
    }
    back = returned_on(sheet)
    assert [(each.number, each.what, each.answer) for each in back.remarks] == [(1, "Noe", "Svart")]
    assert back.others == (("C7", "Og så dette"), ("N7", "5"))
