"""Numbers, months and codes as people and time systems write them: read in one way, or not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimat.core import norwegian
from estimat.core.actuals.codelist import CodeLine, coded
from estimat.core.actuals.headings import Role, role_of
from estimat.core.actuals.months import ALL_YEAR, Month, month_of, phased_over, until_of
from estimat.core.actuals.names import shown_code
from estimat.core.actuals.numbers import decimal_sign_of, may_be_quoted, number_of
from estimat.core.actuals.plan import PlanRow, codes_in, key_of
from estimat.core.findings import Place
from estimat.core.layout import Kind


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,50", "1234.50"), ("1.234,50", "1234.50"), ("1,234.50", "1234.50"),
        ("1\u00a0234", "1234"), ("7,5", "7.5"), ("7.5", "7.5"), (",5", "0.5"), ("0,125", "0.125"),
        ("1.234.567", "1234567"), ("12 400 000,-", "12400000"), ("kr 400", "400"),
        ("400 NOK", "400"), ("-7,5 t", "-7.5"), ("1.234,50-", "-1234.50"), ("−3", "-3"),
        ("+3", "3"), ("1234567,891", "1234567.891"), ("1 234,567", "1234.567"),
    ],
)  # fmt: skip
def test_a_number_that_can_be_read_in_one_way(text: str, number: str) -> None:
    assert number_of(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["1,234", "1.234", "12 34", "1.23.456", "(3)", "1e3", "1:30", "ca. 40", "", "-", "٣",
     "3-4", "99999999999999", "1,2,3", "1 234 5"],
)  # fmt: skip
def test_what_is_no_number_or_two(text: str) -> None:
    assert number_of(text) is None


def test_the_numbers_beside_it_settle_which_of_two_it_is() -> None:
    assert decimal_sign_of(["1,234", "7,5"]) == ","
    assert decimal_sign_of(["1.234", "1.234.567"]) == ","
    assert decimal_sign_of(["1,234", "7,5", "7.5"]) == ""
    assert [number_of("1,234", sign) for sign in ",."] == [Decimal("1.234"), Decimal(1234)]


@given(st.decimals(-10_000_000, 10_000_000, places=2))
def test_what_we_write_is_what_we_read(number: Decimal) -> None:
    assert number_of(norwegian.number(number, 2)) == number
    assert number_of(f"{number:f}".replace(".", ",")) == number


@pytest.mark.parametrize(
    "text",
    ["202704", "2027-04", "2027/4", "2027.04", "2027M04", "04.2027", "4/2027", "april 2027",
     "Apr. 2027", "apr-2027", "2027 april", "15.04.2027", "15.4.2027", "2027-04-15",
     "2027-04-15 00:00:00", "2027-04-15T08:30:00", "20270415", "15042027", "15/04/2027",
     "4/4/2027", "15. april 2027", "4", "april"],
)  # fmt: skip
def test_a_month_that_can_be_read_in_one_way(text: str) -> None:
    assert month_of(text, 2027) == Month(2027, 4)


@pytest.mark.parametrize(
    "text",
    ["04/05/2027", "31.04.2027", "202713", "202700", "apr.27", "15.04.27", "46127", "2027", "",
     "uke 14", "1-4 2027", "2027.4", "04.2026", "13", "0", "ma 2027", "01022027x", "20271231x"],
)  # fmt: skip
def test_what_is_no_month_or_two(text: str) -> None:
    assert month_of(text, 2027) is None


def test_a_bare_month_needs_its_year() -> None:
    assert month_of("4") is None


def test_what_is_no_month_is_said() -> None:
    with pytest.raises(ValueError, match=r"^uke 3 er ikke en måned; skriv den som 2027-04"):
        until_of("uke 3")


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("feb–jun", {2, 3, 4, 5, 6}), ("feb-jun", {2, 3, 4, 5, 6}), ("feb. — mar.", {2, 3}),
        ("jan–mar, sep–des", {1, 2, 3, 9, 10, 11, 12}), ("Mars", {3}),
        ("jan; mai og juli", {1, 5, 7}),
        ("februar til april", {2, 3, 4}), ("Hele året", set(ALL_YEAR)), (" ", set(ALL_YEAR)),
        ("jan–mar, feb–apr", {1, 2, 3, 4}),
    ],
)  # fmt: skip
def test_a_phasing_is_months(text: str, months: set[int]) -> None:
    assert set(phased_over(text) or ()) == months


@pytest.mark.parametrize("text", ["våren", "des–feb", "jan–feb–mar", "ju", "1–6", "Q1", "jan,,mar"])
def test_a_phasing_that_is_not_clear_is_none(text: str) -> None:
    assert phased_over(text) is None


def test_codes_are_texts() -> None:
    assert codes_in("0123; 123,\n 4711 ;0123") == ("0123", "123", "4711")
    assert len({key_of(each) for each in ("0123", "123", "123.0", "A-1")}) == 4
    assert key_of(" A-1") == key_of("a-1")


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Prosjekt", Role.CODE), ("Prosjektnr.", Role.CODE), ("DELPROSJEKT", Role.CODE),
        ("Arbeidsordre", Role.CODE), ("Prosjekt(T)", Role.WORDS), ("Ressurs (T)", Role.PERSON),
        ("Antall timer", Role.HOURS), ("Beløp NOK", Role.AMOUNT), ("Beløp (kr)", Role.AMOUNT),
        ("Regnskapsperiode", Role.PERIOD), ("Bilagsdato", Role.DATE), ("Ansatt-nr", Role.PERSON),
        ("E-post", Role.PERSON), ("Fødselsnummer", Role.PERSON), ("Tekst", Role.WORDS),
        ("Rad-id", Role.ROW), ("Prognose (kr)", Role.FORECAST), ("Koststed", None),
    ],
)  # fmt: skip
def test_what_a_column_is(heading: str, role: Role | None) -> None:
    assert role_of(heading) == role


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("4711", "4711"), ("PLL-1", "PLL-1"), ("FERIE", "en kode som kan være et navn"),
        ("", "linjer uten kode"),
        ("4711.1,", "tallet 4711,1"), ("Kari Nordmann", "en kode som kan være et navn"),
        ("Nordmann, Kari 12", "en kode som kan være et navn"),
        ("kari@etat.no", "en kode som kan være et navn"),
        ("O. Nordmann", "en kode som kan være et navn"),
        ("Ola-Nordmann", "en kode som kan være et navn"),
        ("Mette 12", "en kode som kan være et navn"),
        ("01.01.1990-12345", "en kode som kan være et navn"),
        ("01020312345", "en kode som kan være et navn"),
    ],
)  # fmt: skip
def test_a_code_that_may_be_a_name_is_not_told(code: str, shown: str) -> None:
    assert shown_code(code) == shown


def test_only_what_can_be_no_name_is_quoted() -> None:
    assert may_be_quoted("1,234")
    assert may_be_quoted("ca. 40") is False
    assert may_be_quoted("Kari 40") is False
    assert may_be_quoted("Mette 12") is False
    assert may_be_quoted("1 timer")


def test_a_code_is_told_as_it_is_written() -> None:
    row = PlanRow(
        Place(""), "A", "A-1", "Aktivitet", Kind.OWN, Decimal(1), Decimal(1), Decimal(0),
        ("A104",), Place(""), "", Place(""),
    )  # fmt: skip
    line = CodeLine(Place(""), ("B205",), "A-1", "", "", None)
    known = coded([row], [line])
    assert [known.shown(code) for code in ("a104", "b205")] == ["A104", "B205"]
