"""`estimat usikkerhet`: what it says, what it writes, and what it refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from rich.cells import cell_len

from estimat.core.layout import CHECKED, UNCERTAINTY
from estimat.files.reading import read_book
from estimat.files.results.proof import is_result
from estimat.files.writing.seal import is_sealed
from tests.changedbook import Changed
from tests.golden import assert_golden
from tests.oldbook import make_it_old
from tests.running import (
    ERRORS_FOUND,
    GOOD,
    WRONG_USE,
    run,
    run_in_terminal,
    without_colours,
)
from tests.uncertaintysheet import of_record, said, shown
from tests.workbooks import Edited

GOLDEN = Path(__file__).parent / "golden"
ASSESS = ("usikkerhet", "workbook.xlsm")


def lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in without_colours(text).splitlines())


class TestSeen:
    @pytest.mark.parametrize("columns", [80, 140])
    def test_it_fits_the_terminal(self, folder: Path, columns: int) -> None:
        ran = run_in_terminal(*ASSESS, folder=folder, columns=columns)
        assert ran.status == GOOD
        assert_golden(GOLDEN / f"usikkerhet-{columns}.txt", lines(ran.out))
        assert max(cell_len(line) for line in lines(ran.out).splitlines()) <= columns

    def test_in_a_pipe_it_has_every_column_and_writes_nothing(self, folder: Path) -> None:
        ran = run(*ASSESS, folder=folder)
        assert (ran.status, ran.err) == (GOOD, "")
        assert_golden(GOLDEN / "usikkerhet-pipe.txt", lines(ran.out))
        assert "\x1b" not in ran.out
        assert [each.name for each in folder.iterdir()] == ["workbook.xlsm"]

    @pytest.mark.parametrize("columns", [20, 40, 60, 100, 200])
    def test_no_number_is_cut_whatever_the_width(self, folder: Path, columns: int) -> None:
        ran = run_in_terminal(*ASSESS, folder=folder, columns=columns)
        for number in ("69 394 500", "79 582 125", "10 187 625", "36 441 254", "12 400 000"):
            assert number in ran.out

    def test_one_made_before_has_ranges_on_hours_and_says_what_has_none(self, folder: Path) -> None:
        book = Edited(folder / "workbook.xlsm")
        make_it_old(book)
        book.save(folder / "workbook.xlsm")
        found = said(*ASSESS[1:], folder=folder)
        assert found["uten_spenn"]["rader"] == 4
        assert [each["id"] for each in found["uten_spenn"]["storste"]] == [
            "PLL-2", "PKI-2", "PJD-1", "PPS-2",
        ]  # fmt: skip
        assert (found["forventet"], found["p85"]) == (69_742_021, 74_707_263)
        text = run(*ASSESS, folder=folder).out
        assert "18 050 000" in text
        assert "26,0 % av planen" in text
        assert "Estimatet har ingen felles faktorer." in text


class TestOptions:
    def test_the_assumptions_are_the_workbook_s_unless_others_are_given(self, folder: Path) -> None:
        found = said(*ASSESS[1:], folder=folder)
        assert (found["samvariasjon"], found["sikkerhetsniva"]) == (0.3, 0.85)
        for together in ("0", "1", "0,3", "30 %"):
            other = said(*ASSESS[1:], "--samvariasjon", together, folder=folder)
            assert (other["p85"] == found["p85"]) == (together in ("0,3", "30 %"))
            assert other["p50"] == found["p50"]
        for certain in ("0.9", "0,9", "90%", "90 %"):
            other = said(*ASSESS[1:], "--sikkerhet", certain, folder=folder)
            assert other["ved_sikkerhetsniva"] == found["p90"] == other["p90"]
            assert other["behov_for_avsetning"] == found["p90"] - found["plan"]
            assert (other["p85"], other["sikkerhetsniva"]) == (found["p85"], 0.9)

    @pytest.mark.parametrize(
        ("option", "value", "why"),
        [
            ("--samvariasjon", "3", "3; skriv et tall fra 0 til 1"),
            ("--samvariasjon", "1,1", "1,1; skriv et tall fra 0 til 1"),
            ("--samvariasjon", "-0,1", ""),
            ("--samvariasjon", "mye", "mye er ikke et tall"),
            ("--sikkerhet", "85", "85 – mente du 0,85 (85 %)?"),
            ("--sikkerhet", "100%", "skriv et tall fra 0,01 (1 %) til 0,99 (99 %)"),
            ("--sikkerhet", "0", "skriv et tall fra 0,01 (1 %) til 0,99 (99 %)"),
            ("--sikkerhet", "", "er ikke et tall"),
        ],
    )
    def test_what_can_not_be_is_refused_and_what_was_meant_is_guessed(
        self, folder: Path, option: str, value: str, why: str
    ) -> None:
        ran = run(*ASSESS, option, value, folder=folder)
        assert (ran.status, ran.out) == (WRONG_USE, "")
        assert option in ran.err
        assert why in ran.err


class TestRefused:
    def test_an_error_in_the_estimate_stops_it(self, flawed: Path) -> None:
        for more in ((), ("-o", "u.xlsx")):
            ran = run("usikkerhet", "feil.xlsx", *more, folder=flawed)
            assert ran.status == ERRORS_FOUND
            assert "TALL-03" in ran.out
            assert ran.out.endswith(
                "Usikkerheten er ikke regnet ut. Rett feilene, og prøv igjen.\n"
            )
            assert "P85" not in ran.out
        assert [each.name for each in flawed.iterdir()] == ["feil.xlsx"]

    def test_so_does_a_factor_that_can_not_be_reckoned_with_and_nothing_else(
        self, folder: Path
    ) -> None:
        book = Changed(folder / "workbook.xlsm")
        book.factor(2, "Pris", "Kjøp", 1.2, 1.0, 0.9, "Omvendt")
        book.save(folder / "workbook.xlsm")
        ran = run(*ASSESS, folder=folder)
        assert ran.status == ERRORS_FOUND
        assert "USIK-06" in ran.out
        assert "Usikkerheten er ikke regnet ut" in ran.out
        assert run("konsolider", "workbook.xlsm", folder=folder).status == GOOD

    def test_as_json_it_has_the_findings_alone(self, flawed: Path) -> None:
        ran = run("usikkerhet", "feil.xlsx", "--json", folder=flawed)
        assert ran.status == ERRORS_FOUND
        record = json.loads(ran.out)
        assert "TALL-03" in [each["kode"] for each in record["funn"]]
        assert "p85" not in record
        assert "Usikkerheten er ikke regnet ut" in ran.err

    def test_without_a_file_it_says_how_it_is_used(self, tmp_path: Path) -> None:
        ran = run("usikkerhet", folder=tmp_path)
        assert ran.status == WRONG_USE
        ran = run("usikkerhet", "nei.xlsx", folder=tmp_path)
        assert ran.status == WRONG_USE
        assert "FIL-01  nei.xlsx" in ran.out


class TestWritten:
    def test_the_result_says_what_the_screen_says_and_of_what_it_was_made(
        self, folder: Path
    ) -> None:
        ran = run(*ASSESS, "-o", "u.xlsx", "--sikkerhet", "90%", folder=folder)
        assert ran.status == GOOD
        assert ran.out.endswith("Skrevet: u.xlsx\n")
        path = folder / "u.xlsx"
        book, _ = read_book(path, path.name)
        assert [sheet.name for sheet in book.sheets] == [UNCERTAINTY, CHECKED]
        assert is_result(path)
        assert is_sealed(path)
        (sheet,) = (each for each in book.sheets if each.name == UNCERTAINTY)
        assert sheet.formulas == {}
        record = said(*ASSESS[1:], "--sikkerhet", "90%", folder=folder)
        assert shown(sheet.values) == of_record(record)
        texts = [str(value) for value in sheet.values.values()]
        assert "SHA-256 av workbook.xlsm" in texts
        stamped = {
            sheet.values[row, column - 1]: value
            for (row, column), value in sheet.values.items()
            if (row, column - 1) in sheet.values
        }
        assert (stamped["Samvariasjon"], stamped["Sikkerhetsnivå"]) == ("0,3", "90 %")

    def test_a_result_is_replaced_and_one_that_somebody_worked_in_is_not(
        self, folder: Path
    ) -> None:
        command = (*ASSESS, "-o", "u.xlsx")
        assert run(*command, folder=folder).status == GOOD
        assert run(*command, folder=folder).status == GOOD
        book = openpyxl.load_workbook(folder / "u.xlsx")
        book.worksheets[0]["A70"] = "Se vedtaket av 3. juni"
        book.save(folder / "u.xlsx")
        before = (folder / "u.xlsx").read_bytes()
        ran = run(*command, folder=folder)
        assert (ran.status, ran.out) == (WRONG_USE, "")
        assert "bruk --overskriv" in ran.err
        assert (folder / "u.xlsx").read_bytes() == before
        assert run(*command, "--overskriv", folder=folder).status == GOOD
        assert is_sealed(folder / "u.xlsx")

    def test_nothing_else_is_replaced(self, folder: Path, small: Path) -> None:
        shutil.copy(small, folder / "annen.xlsx")
        run("konsolider", "workbook.xlsm", "-o", "sum.xlsx", folder=folder)
        before = {each: each.read_bytes() for each in folder.iterdir()}
        for target, why in (
            ("annen.xlsx", "noe annet enn et resultat fra Estimat"),
            ("workbook.xlsm", "må ende på .xlsx"),
            ("nei/u.xlsx", "finnes ikke"),
            ("u.ods", "må ende på .xlsx"),
        ):
            ran = run(*ASSESS, "-o", target, "--overskriv", folder=folder)
            assert (ran.status, ran.out) == (WRONG_USE, "")
            assert why in ran.err
        assert {each: each.read_bytes() for each in folder.iterdir()} == before

    def test_it_is_no_estimate_to_others(self, folder: Path) -> None:
        run(*ASSESS, "-o", "u.xlsx", folder=folder)
        ran = run("usikkerhet", ".", folder=folder)
        assert ran.status == GOOD
        assert "79 582 125" in ran.out
        assert "FIL-09  u.xlsx" in ran.out


def test_a_folder_of_parts_comes_to_what_the_whole_does(folder: Path) -> None:
    assert run("del", "workbook.xlsm", "-o", "delt", folder=folder).status == GOOD
    whole, parts = said("workbook.xlsm", folder=folder), said("delt", folder=folder)
    order = sorted(whole["omrader"], key=lambda each: str(each["id"]))
    assert sorted(parts.pop("omrader"), key=lambda each: str(each["id"])) == order
    for each in (whole, parts):
        each.pop("funn")
    del whole["omrader"]
    assert parts == whole
