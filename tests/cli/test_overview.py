"""`estimat oversikt`, and the sheet Oversikt: every table adds up to the same total."""

from __future__ import annotations

import json
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rich.cells import cell_len

from estimat.core.breakdown import By, broken_down, cube_of
from estimat.core.errors import UnwritableError
from estimat.files.results import breakdownsheet
from estimat.files.results.proof import is_result
from estimat.files.writing.seal import is_sealed
from tests.books import area, book, consolidated, own_hours
from tests.golden import assert_golden
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, Ran, run, run_in_terminal, without_colours
from tests.workbooks import Edited

GOLDEN = Path(__file__).parent / "golden"
OURS = "workbook.xlsm"
MIDDLE = "Middels ambisjon"
SUM, OF_MIDDLE = Decimal(69_394_500), Decimal(32_283_500)


def said(ran: Ran) -> str:
    assert ran.err == ""
    return "\n".join(line.rstrip() for line in without_colours(ran.out).splitlines())


def good(ran: Ran) -> Ran:
    assert ran.status == GOOD, ran.out + ran.err
    return ran


def record_of(*arguments: str, folder: Path) -> Any:
    ran = good(run("oversikt", *arguments, "--json", folder=folder))
    return json.loads(ran.out, parse_float=Decimal, parse_int=Decimal)


@pytest.mark.parametrize("columns", [80, 140])
def test_it_fits_the_terminal(folder: Path, columns: int) -> None:
    ran = run_in_terminal("oversikt", OURS, folder=folder, columns=columns)
    assert ran.status == GOOD
    assert_golden(GOLDEN / f"oversikt-{columns}.txt", said(ran))
    assert max(cell_len(line) for line in said(ran).splitlines()) <= columns
    assert said(ran).count("Differanse fra Sum direktoratet: 0 kr.") == len(By)
    assert {each.name for each in folder.iterdir()} == {OURS}


def test_in_a_pipe_one_of_them_has_every_column(folder: Path) -> None:
    ran = good(run("oversikt", OURS, "--etter", "OMRADE", folder=folder))
    assert_golden(GOLDEN / "oversikt-omrade-pipe.txt", said(ran))


@pytest.mark.parametrize("by", By)
def test_each_adds_up_as_json(folder: Path, by: By) -> None:
    record = record_of(OURS, "--etter", by.word, folder=folder)
    assert [*record] == ["oversikt", "total", "funn", "stempel"]
    (found,) = record["oversikt"]
    assert (found["etter"], found["differanse"]) == (by.word, 0)
    assert sum(each["sum"] for each in found["grupper"]) == record["total"]["sum"] == SUM
    assert sum(each["timer"] for each in found["grupper"]) == record["total"]["timer"]
    kinds = ["egne_kroner", "kjop", "videreformidling"] if by is By.AREA else []
    for each in found["grupper"]:
        assert [*each] == ["navn", "timer", "arsverk", *kinds, "sum", "andel"]
        assert not kinds or sum(each[kind] for kind in kinds) == each["sum"]


def test_what_is_spelled_otherwise_is_the_same_and_blank_is_said(folder: Path) -> None:
    book = Edited()
    book.put("Legemiddelliste", "D18", "LEDER  innføring")
    book.put("Legemiddelliste", "D20")
    book.save(folder / OURS)
    groups = record_of(OURS, "--etter", "ansvarlig", folder=folder)["oversikt"][0]["grupper"]
    names = [each["navn"] for each in groups]
    assert len({name.casefold() for name in names}) == len(names)
    kinds = record_of(OURS, "--etter", "styres-av", folder=folder)["oversikt"][0]["grupper"]
    assert kinds[-1]["navn"] == "(ikke oppgitt)"


def test_a_scenario_is_said_and_is_what_adds_up(folder: Path) -> None:
    ran = good(run("oversikt", OURS, "--scenario", MIDDLE, "-o", "o.xlsx", folder=folder))
    assert f"SCENARIO: {MIDDLE}" in ran.out.splitlines()[0]
    assert f"Differanse fra Sum direktoratet, scenario {MIDDLE}: 0 kr." in ran.out
    written = folder / f"o – {MIDDLE}.xlsx"
    sheet = openpyxl.load_workbook(written)["Oversikt"]
    assert sheet["A1"].value == f"Oversikt, scenario: {MIDDLE}"
    assert OF_MIDDLE in [cell.value for row in sheet for cell in row]
    record = record_of(OURS, "--scenario", MIDDLE, folder=folder)
    assert (record["scenario"], record["total"]["sum"]) == (MIDDLE, OF_MIDDLE)
    with zipfile.ZipFile(written) as package:
        charts = [package.read(n).decode() for n in package.namelist() if "/chart" in n]
        assert charts
        assert all(MIDDLE in chart for chart in charts if "<c:chart>" in chart)


def test_errors_give_no_overview(flawed: Path) -> None:
    ran = run("oversikt", "feil.xlsx", "-o", "o.xlsx", folder=flawed)
    assert ran.status == ERRORS_FOUND
    assert ran.out.endswith("Oversikten er ikke laget. Rett feilene, og prøv igjen.\n")
    assert {each.name for each in flawed.iterdir()} == {"feil.xlsx"}


def test_one_of_another_word_is_refused_with_what_was_meant(folder: Path) -> None:
    ran = run("oversikt", OURS, "--etter", "ansvarleg", folder=folder)
    assert ran.status == WRONG_USE
    assert "mente du ansvarlig?" in ran.err


def test_another_file_is_not_replaced(folder: Path) -> None:
    (folder / "o.xlsx").write_bytes(b"noe annet")
    for more in ((), ("--overskriv",)):
        ran = run("oversikt", OURS, "-o", "o.xlsx", *more, folder=folder)
        assert ran.status == WRONG_USE
        assert "finnes fra før" in ran.err
    assert (folder / "o.xlsx").read_bytes() == b"noe annet"


def tables(sheet: Any) -> dict[str, list[tuple[Any, ...]]]:
    """The rows below each title; the last of them is the sum."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    title = ""
    for row in sheet.iter_rows(values_only=True):
        text = str(row[0] or "")
        if text.startswith("Etter "):
            title = text
            found[title] = []
        elif title and row[1] is not None:
            found[title].append(row)
    return found


class TestTheSheet:
    def test_it_is_in_the_result_and_in_a_file_of_its_own(self, folder: Path) -> None:
        good(run("konsolider", OURS, folder=folder))
        good(run("oversikt", OURS, "-o", "o.xlsx", folder=folder))
        result = openpyxl.load_workbook(folder / "konsolidert.xlsx")
        assert result.sheetnames == ["Konsolidert", "Kontroll", "Oversikt", "Linjer"]
        own = openpyxl.load_workbook(folder / "o.xlsx")
        assert own.sheetnames == ["Oversikt", "Opphav", "Kontroll"]
        assert is_result(folder / "o.xlsx")
        assert is_sealed(folder / "o.xlsx")
        assert tables(own["Oversikt"]) == tables(result["Oversikt"])

    def test_every_table_adds_up_and_has_a_chart_with_words(self, folder: Path) -> None:
        good(run("oversikt", OURS, "-o", "o.xlsx", folder=folder))
        sheet = openpyxl.load_workbook(folder / "o.xlsx")["Oversikt"]
        assert [*tables(sheet)] == [by.title for by in By]
        for title, (header, *rows, last) in tables(sheet).items():
            for at, text in enumerate(header[1:], start=1):
                if text and "(kr)" in text:
                    assert sum(row[at] for row in rows) == last[at], title
            assert last[header.index("Sum (kr)")] == SUM
        with zipfile.ZipFile(folder / "o.xlsx") as package:
            drawing = package.read("xl/drawings/drawing1.xml").decode()
            assert sum("charts/chart" in name for name in package.namelist()) == len(By)
        assert drawing.count('descr="Liggende søyler: etter ') == len(By)

    def test_one_that_does_not_add_up_is_not_written(self, tmp_path: Path) -> None:
        made = consolidated(book(area("PLL", own_hours(10.0))))
        found = broken_down(made, cube_of([]), By.KIND)
        assert found.difference == 14_500
        with pytest.raises(UnwritableError, match="summerer ikke"):
            breakdownsheet.save_overview(tmp_path / "o.xlsx", made, [found])
        assert not [*tmp_path.iterdir()]

    def test_a_long_one_shows_its_first_bars(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from estimat.cli.main import main

        monkeypatch.setattr(breakdownsheet, "_MOST_BARS", 4)
        monkeypatch.setattr(breakdownsheet, "_MOST_AREAS", 4)
        monkeypatch.chdir(folder)
        assert main(["oversikt", OURS, "-o", "o.xlsx"]) == GOOD
        with zipfile.ZipFile(folder / "o.xlsx") as package:
            charts = [package.read(n).decode() for n in package.namelist() if "charts/chart" in n]
        assert len(charts) == len(By) - 1
        assert "Etter ansvarlig (de 4 første), mill. kr" in charts[0]

    def test_of_nothing_every_total_is_nothing(self, small: Path, tmp_path: Path) -> None:
        book = Edited(small)
        for row in (18, 19, 20):
            for column in "EFGHKLM":
                book.put("Legemiddelliste", f"{column}{row}")
        book.save(tmp_path / "uten.xlsx")
        ran = run("konsolider", "uten.xlsx", "--tving", "-o", "k.xlsx", folder=tmp_path)
        assert "Skrevet: k.xlsx" in ran.out, ran.err
        sheet = openpyxl.load_workbook(tmp_path / "k.xlsx")["Oversikt"]
        for header, *_, last in tables(sheet).values():
            assert last[header.index("Sum (kr)")] == 0
