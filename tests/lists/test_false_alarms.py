"""Ordinary lists that something in them is like a fault, and that are read all the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.lists.made import RATE, Rows, simple, text
from tests.lists.test_doubts import errors, findings, imports
from tests.running import run

HEADINGS = ("Område", "Aktivitet", "Kostnadstype", "Timer", "Beløp")
OWN, BOUGHT = ("Arkiv", "Flytte", "Egne timer", 100, None), ("Innsyn", "Se", "Kjøp", None, 200_000)
KRONER = 100 * RATE + 200_000


def told(folder: Path, rows: Rows, *options: str) -> Any:
    simple(folder, rows)
    ran = imports(folder, "--json", *options)
    assert errors(ran) == []
    assert json.loads(ran.out)["kroner"]["plassert"] == KRONER
    return [each["kode"] for each in findings(ran) if each["alvor"] == "advarsel"]


@pytest.mark.parametrize(
    ("hours", "amount"),
    [
        ("Timer pr. år", "Beløp pr. år"), ("Estimerte timer", "Beløp eks. mva"),
        ("Interne timer", "Beløp (kr eks. mva)"), ("Timer (antall)", "Beløp (kjøp)"),
        ("Timer (egne)", "Beløp 2)"), ("Timer 1)", "Beløp (estimat)"),
    ],
)  # fmt: skip
def test_words_that_leave_a_number_what_it_is(hours: str, amount: str, tmp_path: Path) -> None:
    assert told(tmp_path, ((*HEADINGS[:3], hours, amount), OWN, BOUGHT)) == []


def test_nor_is_its_unit_lost(tmp_path: Path) -> None:
    heads = (*HEADINGS[:4], "Beløp eks. mva (1000 kr)")
    assert told(tmp_path, (heads, OWN, (*BOUGHT[:4], 200))) == []


@pytest.mark.parametrize(
    "heading",
    ["Beløp (T kr)", "Beløp (t. kr)", "Beløp i T kr", "Beløp [T kr]", "Beløp (10³ kr)",
     "Beløp ('000)", "Kroner (000)", "Beløp (NOK 000)", "Beløp, hele tusen",
     "Beløp (hele tusen kr)", "Beløp (T kr eks. mva)", "Beløp (1 000 kr, 2027)"],
)  # fmt: skip
def test_thousands_as_people_write_them(heading: str, tmp_path: Path) -> None:
    assert told(tmp_path, ((*HEADINGS[:4], heading), OWN, (*BOUGHT[:4], 200))) == []


@pytest.mark.parametrize(
    ("hours", "amount"),
    [
        ("Timer (t)", "Beløp (kr)"), ("Timer (h)", "Beløp (NOK)"), ("Timer (P50)", "Beløp (2027)"),
        ("Timer (2027)", "Beløp (2027-kroner)"), ("Timer (1)", "Beløp (kr 2027)"),
        ("Timer (timer)", "Beløp, hele kr"),
    ],
)  # fmt: skip
def test_units_that_are_ours_and_years(hours: str, amount: str, tmp_path: Path) -> None:
    assert told(tmp_path, ((*HEADINGS[:3], hours, amount), OWN, BOUGHT)) == []


@pytest.mark.parametrize(
    "heads",
    [
        ("Interne timer", "Eksterne timer"), ("Timer pr. år", "Timer pr. uke"),
        ("Beløp eks. mva", "Beløp inkl. mva"), ("Beløp (egne)", "Kommentar"),
        ("Timer 1)", "Timer 2)"), ("Timer", "Beløp (EUR eks. mva)"),
    ],
)  # fmt: skip
def test_but_two_that_may_be_the_same_are_asked_about(
    heads: tuple[str, ...], tmp_path: Path
) -> None:
    simple(tmp_path, ((*HEADINGS[:3], *heads), ("Arkiv", "Flytte", "Egne timer", 100, 50)))
    found = {code for code, _ in errors(imports(tmp_path, "--json"))}
    assert found
    assert found <= {"LISTE-02", "LISTE-03"}


def test_columns_of_text_are_comments(tmp_path: Path) -> None:
    others = (
        "Notater", "Intern merknad", "Kommentar controller", "Betegnelse", "Type", "Prosjektleder",
        "Prosjektnavn", "Sluttår", "Start", "Antall saker", "Ansvarlig seksjon", "Ressursbehov",
        "Aktivitetskode", "Andel av total", "Navn", "Enhet", "Nr", "Id",
    )  # fmt: skip
    words = ("et",) * len(others)
    rows = ((*HEADINGS, *others), (*OWN, *words), (*BOUGHT, *words))
    assert told(tmp_path, rows) == []


@pytest.mark.parametrize(
    "options", [(), ("--kolonne", "Enhet=Kommentar"), ("--kolonne", "Enhet=Ansvarlig")]
)
def test_a_unit_may_be_of_the_organisation(options: tuple[str, ...], tmp_path: Path) -> None:
    rows = ((*HEADINGS, "Enhet"), (*OWN, "Seksjon arkiv"), (*BOUGHT, "Seksjon innsyn"))
    assert told(tmp_path, rows, *options) == []


@pytest.mark.parametrize(
    "above",
    [
        ("Ramme", None, None, None, 1_500_000), ("Timepris", None, None, 1450),
        ("Budsjett 2027", None, None, "Versjon", 2), (None, None, None, "Ramme (1000 kr):", 1500),
    ],
)  # fmt: skip
def test_a_number_above_with_its_name_is_no_row(above: tuple[Any, ...], tmp_path: Path) -> None:
    assert told(tmp_path, (above, (), HEADINGS, OWN, BOUGHT)) == ["LISTE-42"]


@pytest.mark.parametrize(
    "said",
    [
        "Beløp i hele kroner, ikke i 1000 kr", "Tall avrundet til nærmeste 1000 kr",
        "Tall avrundet til hele tusen", "Rapporteres til departementet i 1000 kr",
        "Møtes to timer per uke", "Oppfølging av tall hver måned", "Månedlige tall kommer senere",
        "Beløp i euro er omregnet til kroner", "Valuta: NOK", "Leverandøren fakturerer i USD",
        "Tall for 1. halvår kommer senere", "Prosjektet varer fire år", "Timer fordelt på uker",
        "Tall for to områder", "Timene er fordelt i uker med mest å gjøre",
        "Månedsbeløp finnes i Unit4", "Ramme (mill. kr): 12,5", "Ramme i mill. kr: 12,5",
    ],
)  # fmt: skip
def test_prose_is_no_unit(said: str, tmp_path: Path) -> None:
    assert told(tmp_path, ((said,), HEADINGS, OWN, BOUGHT)) == []


def test_numbers_that_are_no_thousands_are_not_rounded_to_them(tmp_path: Path) -> None:
    row = (*BOUGHT[:4], 300)
    simple(tmp_path, (("Tall avrundet til hele tusen",), HEADINGS, row))
    assert errors(imports(tmp_path, "--json")) == [("LISTE-33", "E2")]


def test_a_unit_of_another_column_or_place_is_not_of_all(tmp_path: Path) -> None:
    heads = (*HEADINGS, "Gevinst (mill. kr)", "Fjorår (tkr)", "Merknad")
    said = "Alle tall i 1000 kr i vedlegget"
    rows = (heads, (*OWN, 2.5, 8, said), (*BOUGHT, 1.2, 9, None))
    assert told(tmp_path, rows) == ["LISTE-16", "LISTE-16"]


def test_a_column_called_a_year_is_of_numbers(tmp_path: Path) -> None:
    rows = ((*HEADINGS[:4], 2027), (*OWN[:4], None), (*BOUGHT[:4], 2000))
    simple(tmp_path, rows)
    assert errors(imports(tmp_path, "--json")) == [("LISTE-02", "E1")]
    assert told(tmp_path, ((*HEADINGS, 2027), (*OWN, None), (*BOUGHT, 2000))) == ["LISTE-16"]


def test_a_text_beside_its_code_is_what_it_is_called(tmp_path: Path) -> None:
    text(
        tmp_path,
        "Kostnadssted;Kostnadssted (T);Art;Art(T);Aktivitet;Aktivitet(T);Prosjekt;Prosjekt (T);"
        "Beløp\n100;Felles;6700;Konsulent;10;Drift;P1;Portal;1000\n",
    )
    ran = run("importer", "liste.csv", "-o", "ny.xlsx", "--json", folder=tmp_path)
    assert errors(ran) == []
    becomes = {each["kolonne"]: each["blir"] for each in json.loads(ran.out)["kolonner"]}
    assert becomes["Aktivitet(T)"] == "Aktivitet"
    assert becomes["Aktivitet"] == becomes["Art"] == becomes["Prosjekt (T)"] == "Kommentar"
    assert becomes["Prosjekt"] == "Prosjekt"
    assert "LISTE-16" not in {each["kode"] for each in findings(ran)}


def test_what_is_said_beside_a_row_does_not_make_it_income(tmp_path: Path) -> None:
    rows = (
        (*HEADINGS, "Finansiering", "Merknad", "Status", "Frist", "Versjon"),
        (*OWN, "Gebyrinntekter", "Inntekt", "N", "01.06.2027", "1.0"),
        (*BOUGHT, "Ramme", "Kuttet 10 %", "Ny", "01.07.2027", "1.0"),
    )
    assert told(tmp_path, rows) == []


@pytest.mark.parametrize("title", ["Budsjettarbeidet 2026", "Planlegging 2026"])
def test_the_year_of_the_work_is_not_that_of_the_plan(title: str, tmp_path: Path) -> None:
    heads = (*HEADINGS[:3], "Timer 2027", "Beløp 2027")
    assert told(tmp_path, ((title,), heads, OWN, BOUGHT)) == []


def test_units_of_other_things_are_none_of_these_numbers(tmp_path: Path) -> None:
    rows = (
        ("Kurs EUR", 11.5),
        (*HEADINGS, "Uker", "Frekvens", "Valuta", "Merknad"),
        (*OWN, "uke 3", "per måned", "NOK", "Møtes hver uke"),
        (*BOUGHT, "uke 4", "per uke", "NOK", "Betales i EUR, regnet om"),
    )
    assert told(tmp_path, rows) == ["LISTE-42"]


def test_a_unit_in_the_corner_is_of_all(tmp_path: Path) -> None:
    rows = (("Tall i 1000 kr", *HEADINGS), (6700, *BOUGHT[:4], 300), (6800, *BOUGHT[:4], 400))
    simple(tmp_path, rows)
    assert ("LISTE-33", "F1") in errors(imports(tmp_path, "--json"))


@pytest.mark.parametrize(
    "said",
    ["Rapporteres til departementet. Alle tall i 1000 kr", "Innspill til departementet (1000 kr)",
     "Oversikt med timer per uke", "Beløp per måned rapporteres under", "Vedlegg 1: plan i tkr"],
)  # fmt: skip
def test_what_is_said_of_the_numbers_is_asked_about_all_the_same(said: str, tmp_path: Path) -> None:
    simple(tmp_path, ((said,), HEADINGS, OWN, BOUGHT))
    assert [code for code, _ in errors(imports(tmp_path, "--json"))] == ["LISTE-33"]
