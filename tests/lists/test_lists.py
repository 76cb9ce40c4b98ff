"""`estimat importer` on lists as people have them, and what the new workbook then comes to."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.lists import LISTS
from tests.lists.made import text
from tests.running import ERRORS_FOUND, GOOD, run

OF_EVERY_LIST = ("LISTE-24", "LISTE-30")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_becomes_the_right_workbook(name: str, tmp_path: Path) -> None:
    expected = LISTS[name]
    source = expected.make(tmp_path)
    before = source.read_bytes()
    ran = run(
        "importer", source.name, *expected.options, "-o", "ny.xlsx", "--json", folder=tmp_path
    )
    assert ran.status in (GOOD, ERRORS_FOUND), ran.out + ran.err
    made = json.loads(ran.out)
    codes = Counter(each["kode"] for each in made["funn"])
    assert codes == Counter((*expected.codes, *OF_EVERY_LIST)), ran.out
    for what in ("rader", "timer", "kroner"):
        four = {each: Decimal(str(value)) for each, value in made[what].items()}
        assert four["differanse"] == 0
        assert four["lest"] == four["plassert"] + four["utelatt"]
    assert len(made["utelatt"]) == made["rader"]["utelatt"] == expected.left
    errors = any(each["alvor"] == "feil" for each in made["funn"])
    assert ran.status == (ERRORS_FOUND if errors or expected.left else GOOD)
    assert source.read_bytes() == before
    if expected.stops:
        return
    total = json.loads(run("konsolider", "ny.xlsx", "--json", folder=tmp_path).out)
    areas = {each["navn"]: each for each in total["omrader"]}
    found = {
        name: (Decimal(str(each["timer"])), Decimal(str(each["sum"])))
        for name, each in areas.items()
    }
    assert found == {
        name: (Decimal(hours), Decimal(kroner))
        for name, (_, hours, kroner) in expected.areas.items()
    }
    assert made["kroner"]["plassert"] == total["total"]["sum"]
    assert made["rader"]["plassert"] == sum(each[0] for each in expected.areas.values())


@pytest.mark.parametrize(
    ("last", "cell", "found", "expected"),
    [
        (("Totalt", "", "", 150, 777), "E8", "777 000 kr", "230 000 kr"),
        (("Totalt", "", "", 5000, 230), "D8", "5 000 timer", "150 timer"),
        (("Sum Innsyn", "", "", 60, 30), "D8", "60 timer", "50 timer"),
    ],
)
def test_a_sum_is_held_against_the_rows_that_it_is_of(
    last: tuple[object, ...], cell: str, found: str, expected: str, tmp_path: Path
) -> None:
    rows = (
        ("Område", "Aktivitet", "Kostnadstype", "Timer", "Beløp (1000 kr)"),
        ("Arkiv", "Flytte", "Egne timer", 100, ""),
        ("Arkiv", "Lagring", "Kjøp", "", 200),
        ("Sum Arkiv", "", "", 100, 200),
        ("Innsyn", "Klager", "Egne timer", 50, ""),
        ("Innsyn", "Kopi", "Kjøp", "", 30),
        ("", "", "", "", ""),
        last,
    )
    text(tmp_path, "\n".join(";".join(map(str, row)) for row in rows))
    ran = run("importer", "liste.csv", "-o", "ny.xlsx", "--json", folder=tmp_path)
    (wrong,) = (each for each in json.loads(ran.out)["funn"] if each["kode"] == "LISTE-12")
    assert wrong["celle"] == cell
    assert wrong["melding"].replace("\u202f", " ").replace("\xa0", " ") == (
        f"Summen i lista er {found}, men radene den summerer er {expected}."
    )


def test_the_area_of_a_row_that_is_left_is_there_to_write_it_into(tmp_path: Path) -> None:
    text(tmp_path, "Område;Aktivitet;Timer\nArkiv;Flytte;100\nInnsyn;Veilede;ca. 400\n")
    ran = run("importer", "liste.csv", "-o", "ny.xlsx", folder=tmp_path)
    assert "1 rad i 1 område" in ran.out
    assert {"Arkiv", "Innsyn"} < {*openpyxl.load_workbook(tmp_path / "ny.xlsx").sheetnames}


def test_a_column_of_projects_is_of_codes_where_others_are_the_rest(tmp_path: Path) -> None:
    text(tmp_path, "Område;Aktivitet;Timer;Prosjekt\nArkiv;Flytte;100;410\n")
    ran = run("importer", "liste.csv", "-o", "ny.xlsx", "--json", folder=tmp_path)
    assert [each["blir"] for each in json.loads(ran.out)["kolonner"]][-1] == "Prosjekt"
