"""What else is said of ranges and of common factors, and what is not said twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from estimat.core import layout
from estimat.core.findings import Finding
from tests.findings.catalogue import findings_after
from tests.findings.ranges import factor
from tests.smallbook import ASSUMPTIONS, FACTORS, OWN, PASS_THROUGH, PURCHASE, Small

Found = Callable[[Callable[[Small], object]], list[Finding]]


@pytest.fixture
def found(small: Path, here: Path) -> Found:
    """The findings in the small workbook after a change."""
    return lambda change: [*findings_after(change, small, here)[1]]


def codes(findings: list[Finding]) -> list[str]:
    return sorted(each.code for each in findings)


@pytest.mark.parametrize(
    ("row", "cells", "code", "at"),
    [
        (PURCHASE, {"Beløp lav": 250_000.5, "Beløp høy": 4e5}, "TALL-06", "Beløp"),
        (PURCHASE, {"Beløp lav": 2e5, "Beløp høy": 249_999.5}, "TALL-06", "Beløp"),
        (PURCHASE, {"Beløp høy": 249_999.5}, "TALL-06", "Beløp"),
        (PASS_THROUGH, {"Beløp lav": 300_000.5}, "TALL-06", "Beløp"),
        (PURCHASE, {"Timer lav": 10.0, "Timer høy": 20.0}, "TALL-06", "Timer"),
        (PURCHASE, {"Beløp lav": 2e5}, "USIK-01", "Beløp høy"),
        (PURCHASE, {"Beløp høy": 4e5}, "USIK-01", "Beløp lav"),
        (OWN, {"Timer lav": None}, "USIK-01", "Timer lav"),
        (PASS_THROUGH, {"Timer lav": 0.0, "Timer høy": 40.0}, "USIK-02", "Timer lav"),
        (PASS_THROUGH, {"Timer høy": 40.0}, "USIK-02", "Timer høy"),
        (OWN, {"Beløp høy": 2e6}, "USIK-02", "Beløp høy"),
        (PURCHASE, {"Beløp lav": 39_999.0, "Beløp høy": 4e5}, "USIK-03", "Beløp høy"),
        (PURCHASE, {"Beløp lav": 0.0, "Beløp høy": 4e5}, "USIK-03", "Beløp høy"),
    ],
)
def test_what_is_said_of_a_row(
    found: Found, row: int, cells: Mapping[str, float | None], code: str, at: str
) -> None:
    def change(book: Small) -> str:
        for header, value in cells.items():
            book.write(header, row, value)
        return book.at(at, row)

    places: list[str] = []
    (finding,) = found(lambda book: places.append(change(book)))
    assert (finding.code, finding.place.cell) == (code, places[0])


def test_kroner_outside_their_range_are_said_as_kroner(found: Found) -> None:
    def change(book: Small) -> None:
        book.write("Beløp lav", PURCHASE, 260_000.0)
        book.write("Beløp høy", PURCHASE, 400_000.0)

    (finding,) = found(change)
    assert finding.message == (
        "Beløp er 250 000, men spennet lav–høy er 260 000–400 000; raden regnes uten spenn."
    )


def test_kroner_that_are_the_ends_of_their_range_are_inside_it(found: Found) -> None:
    def change(book: Small) -> None:
        book.write("Beløp lav", PURCHASE, 250_000.0)
        book.write("Beløp høy", PURCHASE, 250_000.0)

    assert found(change) == []


def test_a_number_that_is_missing_is_said_once_whatever_its_range(found: Found) -> None:
    def hours(book: Small) -> None:
        book.hours(OWN, 0.0)
        book.write("Timer", OWN, None)
        book.write("Timer lav", OWN, 800.0)
        book.write("Timer høy", OWN, 1200.0)

    def amount(book: Small) -> None:
        book.amount(PURCHASE, None)
        book.write("Beløp lav", PURCHASE, 2e5)
        book.write("Beløp høy", PURCHASE, 4e5)

    assert codes(found(hours)) == ["TALL-05"]
    assert codes(found(amount)) == ["KOST-04"]


def test_of_a_row_that_does_not_count_only_the_reason_is_said(found: Found) -> None:
    def change(book: Small) -> None:
        book.write("Timer høy", OWN, "ca. 900")
        book.write("Timer lav", OWN, 1200.0)

    assert codes(found(change)) == ["BUD-01", "TALL-02"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "mangler «Faktor»"),
        ({"works_on": ""}, "mangler «Gjelder»"),
        ({"likely": None}, "har ikke noe tall fra 0 % i «Sannsynlig»"),
        ({"high": Decimal("0.9")}, "har 95 % / 100 % / 90 %, som ikke er lav ≤"),
        ({"high": Decimal(115)}, "har 95 % / 100 % / 11 500 % (mente du 115 %?)"),
    ],
)
def test_what_is_said_of_a_factor(found: Found, changes: Mapping[str, Any], said: str) -> None:
    (finding,) = found(lambda book: book.write_factor(3, factor()._replace(**changes)))
    assert finding.code == "USIK-06"
    assert said in finding.message
    assert finding.place.cell == "A7"


def test_a_per_cent_that_is_a_text_is_no_number(found: Found) -> None:
    def change(book: Small) -> None:
        place = book.write_factor(1, factor())
        book.put(FACTORS, place.cell.replace("A", "C"), "95 %")

    assert codes(found(change)) == ["USIK-06"]


def test_a_row_between_the_factors_may_be_blank(found: Found) -> None:
    def change(book: Small) -> None:
        book.write_factor(2, factor())
        book.write_factor(9, factor("En til", "Kjøp"))

    assert found(change) == []


def test_a_responsible_who_has_no_kroner_is_nothing_to_work_on(found: Found) -> None:
    def change(book: Small) -> None:
        book.amount(PURCHASE, 0.0)
        book.amount(PASS_THROUGH, 0.0)
        book.write_factor(1, factor(works_on="Ola Nordmann"))

    assert codes(found(change)) == ["USIK-11"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (layout.COVARIATION, 30.0, "«Samvariasjon» er 30 – mente du 0,3?"),
        (layout.CERTAINTY, 85.0, "«Sikkerhetsnivå» er 85 – mente du 0,85 (85 %)?"),
        (layout.CERTAINTY, 0.0, "«Sikkerhetsnivå» er 0, men må være større enn 0."),
        (layout.COVARIATION, -0.1, "«Samvariasjon» er −0,1, men kan ikke være mindre enn 0."),
    ],
)
def test_what_an_assumption_can_be(
    found: Found, field: layout.Field, value: float, said: str
) -> None:
    (finding,) = found(lambda book: book.write_assumption(field, value))
    assert finding.message == said
    assert finding.place.sheet == ASSUMPTIONS


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_rows_may_be_independent_or_in_step(found: Found, value: float) -> None:
    assert found(lambda book: book.write_assumption(layout.COVARIATION, value)) == []


@pytest.mark.parametrize("field", layout.OF_UNCERTAINTY, ids=lambda field: str(field.name))
def test_a_cell_for_an_assumption_is_not_to_be_blank(found: Found, field: layout.Field) -> None:
    assert codes(found(lambda book: book.write_assumption(field, None))) == ["STR-04"]


def test_a_certainty_that_is_shown_as_per_cent_is_shown_as_it_is(found: Found) -> None:
    assert found(lambda book: book.write_assumption(layout.CERTAINTY, 0.9)) == []
