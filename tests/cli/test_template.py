"""`estimat mal`: a new workbook, from the example of 2024 or from an area file of one's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.running import GOOD, WRONG_USE, run

GUIDE = Path(__file__).parents[2] / "docs" / "brukerveiledning.md"
AREAS = Path(__file__).parents[1] / "data" / "liten.toml"


def test_without_an_area_file_it_is_the_workbook_that_ships(tmp_path: Path, shipped: Path) -> None:
    ran = run("mal", "workbook.xlsm", folder=tmp_path)
    assert (ran.status, ran.out, ran.err) == (
        GOOD,
        "Skrevet: workbook.xlsm (eksempelet for 2024; egne områder: --omrader FIL.toml)\n",
        "",
    )
    assert (tmp_path / "workbook.xlsm").read_bytes() == shipped.read_bytes()


@pytest.mark.parametrize("ending", ["xlsm", "xlsx", "XLSX"])
def test_an_area_file_of_ones_own_becomes_a_workbook(tmp_path: Path, ending: str) -> None:
    assert run("mal", f"ny.{ending}", "--omrader", AREAS, folder=tmp_path).status == GOOD
    ran = run("konsolider", f"ny.{ending}", "--json", folder=tmp_path)
    assert ran.status == GOOD
    assert json.loads(ran.out)["total"]["sum"] == 2_000_000


def test_the_file_that_the_guide_shows_makes_a_workbook(tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```toml\n(.*?)^```", GUIDE.read_text("utf-8"), re.DOTALL | re.M)
    (tmp_path / "omrader-2027.toml").write_text(shown, "utf-8")
    ran = run("mal", "2027.xlsm", "--omrader", "omrader-2027.toml", folder=tmp_path)
    assert ran.status == GOOD
    ran = run("konsolider", "2027.xlsm", "--json", folder=tmp_path)
    found = json.loads(ran.out)
    assert [each["kode"] for each in found["funn"] if each["alvor"] == "feil"] == ["OMR-01"]
    ran = run("konsolider", "2027.xlsm", "--json", "--tving", folder=tmp_path)
    areas = json.loads(ran.out)["omrader"]
    assert [area["sum"] for area in areas] == [1200 * 1450 + 300_000, 0]


def test_a_file_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "ny.xlsm").write_bytes(b"noe annet")
    ran = run("mal", "ny.xlsm", folder=tmp_path)
    assert ran.status == WRONG_USE
    assert "ny.xlsm finnes fra før" in ran.err
    assert (tmp_path / "ny.xlsm").read_bytes() == b"noe annet"


@pytest.mark.parametrize("name", ["ny.xls", "ny.ods", "ny", "ny.xlsm.txt", ".xlsm"])
def test_only_the_two_endings_of_excel_are_taken(tmp_path: Path, name: str) -> None:
    ran = run("mal", name, folder=tmp_path)
    assert ran.status == WRONG_USE
    assert f"{name} må ende på .xlsm eller .xlsx" in ran.err
    assert not list(tmp_path.iterdir())


WRONG_AREA_FILES = {
    "missing": (None, "Finner ikke fila"),
    "not toml": ("tittel = \nark = 1\n", "er ikke gyldig TOML ved linje 1"),
    "not utf-8": ("tittel = 'blåbær'", "ikke lagret som UTF-8"),
    "unknown key": (AREAS.read_text("utf-8") + "\nfarge = 1\n", "«farge» er en ukjent nøkkel"),
    "no areas": (AREAS.read_text("utf-8").split("[[omrade]]")[0], "minst ett tjenesteområde"),
    "negative": (AREAS.read_text("utf-8").replace("1000", "-1000"), "må være 0 eller mer"),
    "steering": (AREAS.read_text("utf-8") + '\n"\\u001b[31m" = 1\n', "er en ukjent nøkkel"),
}


@pytest.mark.parametrize("case", WRONG_AREA_FILES)
def test_what_is_wrong_in_an_area_file_reaches_its_writer(tmp_path: Path, case: str) -> None:
    text, said = WRONG_AREA_FILES[case]
    if text is not None:
        encoding = "latin-1" if case == "not utf-8" else "utf-8"
        (tmp_path / "omrader.toml").write_text(text, encoding)
    ran = run("mal", "ny.xlsm", "--omrader", "omrader.toml", folder=tmp_path)
    assert ran.status == WRONG_USE
    assert said in ran.err
    assert "\x1b" not in ran.err
    assert not (tmp_path / "ny.xlsm").exists()


@pytest.mark.parametrize("wrong", ["mappe", "workbook.xlsm"])
def test_an_area_file_that_is_no_text_is_explained(folder: Path, wrong: str) -> None:
    (folder / "mappe").mkdir()
    ran = run("mal", "ny.xlsm", "--omrader", wrong, folder=folder)
    assert ran.status == WRONG_USE
    assert wrong in ran.err


def test_two_made_at_different_times_are_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        run("mal", f"{folder}/ny.xlsm", "--omrader", AREAS, folder=tmp_path)
    assert (tmp_path / "a/ny.xlsm").read_bytes() == (tmp_path / "b/ny.xlsm").read_bytes()
