"""A number in any of the ways people write it is read as that number, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimat.core.book import Book, Sheet
from estimat.core.estimate import price
from estimat.core.importing.numbers import Quantity, read_column, read_text, signs_of
from estimat.core.importing.pricing import Rates
from estimat.core.importing.reading import ReadList, read_list
from estimat.core.importing.rules import NOT_READ, TWO_READINGS
from estimat.core.values import DIV0

ONE = Decimal(1)
WHOLE = st.integers(0, 10**10)
THOUSANDS = st.sampled_from(["", " ", "\u00a0", "\u202f", "\u2009", ".", ",", "'"])
BEFORE = st.sampled_from(["", "kr ", "kr. ", "NOK ", " "])
AFTER = st.sampled_from(["", " kr", " kroner", ",-", ":-", " NOK", " "])


def grouped(whole: int, thousands: str) -> str:
    return f"{whole:,}".replace(",", thousands)


SIGNS = st.tuples(THOUSANDS, st.sampled_from(",.")).filter(lambda signs: signs[0] != signs[1])


@given(WHOLE, st.text("0123456789", max_size=4), SIGNS, BEFORE, AFTER)
def test_a_number_is_read_as_it_was_written_or_refused(
    whole: int, parts: str, signs: tuple[str, str], before: str, after: str
) -> None:
    thousands, decimal = signs
    written = f"{before}{grouped(whole, thousands)}{decimal if parts else ''}{parts}{after}"
    reading = read_text(written, Quantity.KRONER, ONE, set())
    assert reading is not None
    meant = Decimal(f"{whole}.{parts or 0}")
    assert reading.value == meant or reading.rule in (NOT_READ, TWO_READINGS)
    # What is refused has one sign only, of three digits: it can be either.
    if reading.rule:
        assert len(parts) == 3 or (not parts and thousands in (".", ",")) or "-" in after


@given(WHOLE, st.text("0123456789", max_size=4), SIGNS, WHOLE)
def test_nor_does_the_column_make_it_another(
    whole: int, parts: str, by_hand: tuple[str, str], other: int
) -> None:
    thousands, decimal = by_hand
    written = f"{grouped(whole, thousands)}{decimal if parts else ''}{parts}"
    beside = f"{grouped(other, thousands)}{decimal}25"  # by the same hand
    signs = signs_of([written, beside], Quantity.KRONER)
    reading = read_text(written, Quantity.KRONER, ONE, signs)
    assert reading is not None
    assert reading.value == Decimal(f"{whole}.{parts or 0}")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,5", "1234.5"), ("1.234,50", "1234.50"), ("kr 12 400 000,-", "12400000"),
        ("12.400.000", "12400000"), ("1,5 mill", "1500000"), ("1,5 mill. kr", "1500000"),
        ("2 MNOK", "2000000"), ("300 tkr", "300000"), ("0,125", "0.125"), ("1'234.50", "1234.50"),
        ("400 kr", "400"), ("+5", "5"), ("007", "7"),
        ("-5", "-5"), ("−5", "-5"), ("(1 200)", "-1200"), ("1 234-", "-1234"), ("kr -5", "-5"),
        ("ca. 400", None), ("400²", None), ("5 %", None), ("1.234", None), ("1,234", None),
        ("12 34", None), ("1.500 mill", None), ("100-200", None), ("mill", None), ("400 t", None),
        ("1.2.2027", None), ("٤٠٠", None), ("1e5", None), ("--5", None), ("(-5)", None),
        ("1 234 567 8", None), ("12345678901,12345", None), ("0,0000000001", None),
        ("7:30", None), ("5 mill 300", None), (",5", None),
    ],
)  # fmt: skip
def test_the_ways_of_people(text: str, number: str | None) -> None:
    reading = read_text(text, Quantity.KRONER, ONE, set())
    assert reading is not None
    assert reading.value == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("text", "hours"),
    [("7:30", "7.5"), ("127:15", "127.25"), ("7:20", "7.3333"), ("400 t", "400"), ("400 kr", None),
     ("7:75", None), ("2,5 timer", "2.5"), ("50 %", None)],
)  # fmt: skip
def test_hours_have_clocks_and_no_kroner(text: str, hours: str | None) -> None:
    reading = read_text(text, Quantity.HOURS, ONE, set())
    assert reading is not None
    assert reading.value == (None if hours is None else Decimal(hours))


@pytest.mark.parametrize(
    ("text", "kroner"),
    [("1,5", "1500000"), ("1,5 mill", "1500000"), ("500 000 kr", None), ("300 tkr", None)],
)
def test_a_unit_counts_once(text: str, kroner: str | None) -> None:
    reading = read_text(text, Quantity.KRONER, Decimal(10**6), set())
    assert reading is not None
    assert reading.value == (None if kroner is None else Decimal(kroner))


def test_two_hands_in_a_column_settle_nothing() -> None:
    sheet = Sheet("A", values={(1, 1): "1.234", (2, 1): "12,5", (3, 1): "12.5"})
    read = read_column(sheet, 1, [1, 2, 3], Quantity.KRONER)
    assert read[1].rule is TWO_READINGS
    assert (read[2].value, read[3].value) == (Decimal("12.5"), Decimal("12.5"))


CELLS = st.one_of(
    st.none(),
    st.floats(-1e6, 1e7).map(lambda number: round(number, 2)),
    st.sampled_from(["1.234", "12,5", "kr 500,-", "mange", "-", "7:30", "5 %", " ", "1 000", DIV0]),
)
TEXTS = st.sampled_from([None, "Arkiv", "Innsyn", "Sum", "Sum Arkiv", "Flytte", "Total plan"])
KINDS = st.sampled_from([None, "Egne timer", "kjøp", "Tilskudd", "Diverse"])
ROWS = st.lists(st.tuples(TEXTS, TEXTS, KINDS, CELLS, CELLS, CELLS, CELLS), max_size=8)
HEADINGS = ("Område", "Aktivitet", "Kostnadstype", "Timer", "Timepris", "Beløp", "Sum")
RATES = Rates(Decimal(1450), Decimal(1500))


def read_of(rows: list[tuple[object, ...]]) -> ReadList:
    sheet = Sheet("Ark1")
    for number, row in enumerate([HEADINGS, *rows], 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.values[number, column] = value  # type: ignore[assignment]
    return read_list(Book("liste.xlsx", [sheet]), RATES, 2031, {})


@given(ROWS)
def test_whatever_stands_in_a_list_read_is_placed_and_left(rows: list[tuple[object, ...]]) -> None:
    read = read_of(rows)
    assert read.doubts == ()
    rate = read.rate or RATES.hourly
    placed = [
        price(row.hours, row.rate, row.amount, rate) for area in read.areas for row in area.rows
    ]
    assert read.read.rows == len(placed) + len(read.left)
    hours = [*(each.hours for each in placed), *(each.hours for each in read.left)]
    kroner = [*(each.kroner for each in placed), *(each.kroner for each in read.left)]
    assert read.read.hours == sum(hours)
    assert read.read.kroner == sum(kroner)


@given(ROWS)
def test_no_number_is_in_the_plan_that_does_not_stand_in_the_list(
    rows: list[tuple[object, ...]],
) -> None:
    read = read_of(rows)
    written = {Decimal(repr(each)) for row in rows for each in row if isinstance(each, float)}
    written |= {Decimal(each) for each in ("1234", "1.234", "12.5", "500", "7.5", "1000")}
    for area in read.areas:
        for row in area.rows:
            assert {row.hours, row.rate, row.amount} - {None} <= written
