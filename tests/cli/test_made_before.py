"""A workbook made before ranges in kroner, factors, a covariation and scenarios works as it did."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from estimat.core import layout
from estimat.core.estimate import Estimate, Inputs
from estimat.core.interpret import interpret
from estimat.files.reading import read_book
from estimat.files.workbooks.areafile import ESTIMATE_2024
from estimat.files.workbooks.new import save_template
from tests.oldbook import make_it_old
from tests.running import GOOD, Ran, run
from tests.workbooks import Edited

OLD, NEW = "gammel.xlsx", "ny.xlsx"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The estimate of 2024 as it is made now, and as it was before."""
    folder = tmp_path_factory.mktemp("år")
    save_template(folder / NEW, ESTIMATE_2024)
    book = Edited(folder / NEW)
    make_it_old(book)
    return (folder / NEW).read_bytes(), book.save(folder / OLD).read_bytes()


@pytest.fixture
def folder(tmp_path: Path, made: tuple[bytes, bytes]) -> Path:
    for name, content in zip((NEW, OLD), made, strict=True):
        (tmp_path / name).write_bytes(content)
    return tmp_path


def good(*arguments: str, folder: Path) -> Ran:
    ran = run(*arguments, folder=folder)
    assert ran.status == GOOD, ran.out + ran.err
    return ran


def said(*arguments: str, folder: Path) -> Any:
    return json.loads(good(*arguments, "--json", folder=folder).out)


def assert_nothing_is_left(ran: Ran) -> None:
    """What was made holds all that stood in what it was made from."""
    assert "ikke med" not in f"{ran.out}{ran.err}".lower(), ran.out


def findings(name: str, folder: Path) -> list[tuple[str, str]]:
    """What is found in a workbook, and on which sheet."""
    found = said("valider", name, folder=folder)["funn"]
    return [(each["kode"], each["ark"]) for each in found]


def estimate(path: Path) -> Estimate:
    return interpret(read_book(path, path.name)[0])


def rows(path: Path) -> dict[str, Inputs]:
    return {row.inputs.id: row.inputs for area in estimate(path).areas for row in area.activities}


def test_it_is_one_that_was_made_before(folder: Path) -> None:
    """What is looked at below has nothing of what it is to do without."""
    book = estimate(folder / OLD).book
    headers = {
        header for sheet in book.sheets for table in sheet.tables for header in table.headers
    }
    in_areas = {header for area in estimate(folder / OLD).areas for header in area.table.headers}
    assert in_areas.isdisjoint(column.header for column in layout.OPTIONAL)
    assert headers.isdisjoint({layout.WORKS_ON.label, layout.SCENARIO.label})
    assert book.named(layout.GOVERNORS.name) is None
    assert book.names.keys().isdisjoint(field.name for field in layout.OF_UNCERTAINTY)
    assert {sheet.name for sheet in book.sheets}.isdisjoint(
        {layout.FACTORS_SHEET, layout.SCENARIOS, layout.ACCEPTED}
    )
    assert {"Samvariasjon", "Sikkerhetsnivå"}.isdisjoint(
        value for sheet in book.sheets for value in sheet.values.values() if isinstance(value, str)
    )


def test_nothing_is_found_in_it_that_is_not_in_one_made_now(folder: Path) -> None:
    found = findings(OLD, folder)
    assert found == findings(NEW, folder)
    assert {code for code, _ in found} == {"OMR-06"}  # they are not approved yet


def test_its_total_and_its_record_are_those_they_were(folder: Path) -> None:
    old, new = (said("konsolider", name, folder=folder) for name in (OLD, NEW))
    assert old["avstemming"]["total"] == 69_394_500
    assert list(old["stempel"]["forutsetninger"]) == [
        "Budsjettar", "Timepris", "TimerPerArsverk", "FullkostPerArsverk", "Risikoavsetning",
        "Budsjettoleranse", "Departement", "Prisniva",
    ]  # fmt: skip
    for each in (old, new):
        each["stempel"] |= {"inndata": "", "tid": ""}
        for finding in each["funn"]:
            finding["fil"] = ""
    assert old == new


def test_it_is_divided_and_collected_and_nothing_is_lost(folder: Path) -> None:
    ran = good("del", OLD, "-o", "delt", folder=folder)
    assert_nothing_is_left(ran)
    assert said("konsolider", "delt", folder=folder)["avstemming"]["total"] == 69_394_500
    assert_nothing_is_left(good("samle", "delt", "-o", "samlet.xlsx", folder=folder))
    assert said("sammenlign", OLD, "samlet.xlsx", folder=folder)["endringer"] == []
    assert findings("samlet.xlsx", folder) == findings(OLD, folder)


def test_what_is_made_of_it_has_room_for_what_is_new(folder: Path) -> None:
    assert_nothing_is_left(good("samle", OLD, "-o", "samlet.xlsx", folder=folder))
    found = estimate(folder / "samlet.xlsx")
    assert found.areas[0].table.headers == layout.HEADERS[:-3]
    assert found.factors == ()
    assert found.book.named(layout.CERTAINTY.name)
    assert found.book.named(layout.GOVERNORS.name)
    assert layout.SCENARIOS in [sheet.name for sheet in found.book.sheets]
    used = found.assumptions
    assert (used.covariation, used.certainty) == (Decimal("0.3"), Decimal("0.85"))


def test_parts_made_before_and_parts_made_now_go_together(folder: Path) -> None:
    good("del", NEW, "-o", "delt", folder=folder)
    part = next((folder / "delt").glob("PPS*"))
    book = Edited(part)
    make_it_old(book)
    book.save(part)
    found = said("konsolider", "delt", folder=folder)
    assert found["avstemming"]["total"] == 69_394_500
    assert {each["kode"] for each in found["funn"]} == {"OMR-06"}
    assert_nothing_is_left(good("samle", "delt", "-o", "samlet.xlsx", folder=folder))
    kept = [factor for _, factor in estimate(folder / "samlet.xlsx").factors]
    assert kept == [factor for _, factor in estimate(folder / NEW).factors]


def test_beside_one_made_now_only_what_it_can_know_of_has_changed(folder: Path) -> None:
    changes = said("sammenlign", OLD, NEW, folder=folder)["endringer"]
    assert {each["hva"] for each in changes} == {"Felles faktor"}
    assert {each["endring"] for each in changes} == {"Ny"}


ROLL = ("--til", "2025", "--pris", "3,1%", "--lonn", "4,2%", "--videreformidling", "2%")


def test_it_is_rolled_on(folder: Path) -> None:
    assert_nothing_is_left(good("rull", OLD, *ROLL, "-o", "neste.xlsx", folder=folder))
    good("rull", NEW, *ROLL, "-o", "neste fra ny.xlsx", folder=folder)
    assert findings("neste.xlsx", folder) == findings("neste fra ny.xlsx", folder)
    old, new = rows(folder / OLD), rows(folder / "neste.xlsx")
    assert [each.hours for each in old.values()] == [each.hours for each in new.values()]
    assert new["PJD-1"].amount == Decimal(1_855_800)
    assert {(each.amount_low, each.amount_high) for each in new.values()} == {(None, None)}


def test_ranges_in_kroner_become_dearer_as_what_they_are_about(folder: Path) -> None:
    """To the krone, and so that low is still the least of the three."""
    text = ESTIMATE_2024.read_text("utf-8")
    passed_on = "belop = 12_400_000\n"
    assert passed_on in text
    text = text.replace(passed_on, f"{passed_on}belop_lav = 12_400_000\nbelop_hoy = 13_000_025\n")
    (folder / "egen.toml").write_text(text, "utf-8")
    good("mal", "egen.xlsx", "--omrader", "egen.toml", folder=folder)
    good("rull", "egen.xlsx", *ROLL, "-o", "neste.xlsx", folder=folder)
    old, new = rows(folder / "egen.xlsx"), rows(folder / "neste.xlsx")

    def kroner(row: Inputs) -> list[Decimal | None]:
        return [row.amount_low, row.amount, row.amount_high]

    assert kroner(new["PLL-2"]) == [*map(Decimal, (12_648_000, 12_648_000, 13_260_026))]
    assert kroner(old["PJD-1"]) == [*map(Decimal, (1_400_000, 1_800_000, 2_600_000))]
    assert kroner(new["PJD-1"]) == [*map(Decimal, (1_443_400, 1_855_800, 2_680_600))]
    assert (new["PLL-1"].low, new["PLL-1"].high) == (old["PLL-1"].low, old["PLL-1"].high)
    before, after = (estimate(folder / name) for name in ("egen.xlsx", "neste.xlsx"))
    assert [factor for _, factor in after.factors] == [factor for _, factor in before.factors]
    assert after.assumptions.covariation == before.assumptions.covariation


def test_a_part_has_the_factors_and_cannot_change_them(folder: Path) -> None:
    good("del", NEW, "-o", "delt", folder=folder)
    for part in (folder / "delt").iterdir():
        assert [each for _, each in estimate(part).factors] == [
            each for _, each in estimate(folder / NEW).factors
        ]
        book = Edited(part)
        assert b"<sheetProtection" in book.parts[book.sheet_part(layout.FACTORS_SHEET)]
        said = {code for code, _ in findings(str(part), folder)}
        assert said.isdisjoint({"USIK-04", "USIK-11"})
