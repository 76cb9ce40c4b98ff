"""`estimat scenarioer`: what it says, what it writes, and what it refuses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rich.cells import cell_len

from estimat.core.layout import (
    AMBITION,
    AMOUNT_HIGH,
    AMOUNT_LOW,
    BESIDE_PLAN,
    CHECKED,
    GOVERNED,
    HIGH,
    HOURS,
    KIND,
)
from estimat.core.layout import (
    LOW as LOWEST,
)
from estimat.files.reading import read_book
from estimat.files.results.proof import is_result
from estimat.files.writing.seal import is_sealed
from tests.cli.scenariobook import BROAD, LOW, MIDDLE, PLAN, SUMS, Planned, files, texts_of
from tests.golden import assert_golden
from tests.oldbook import make_it_old
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, run, run_in_terminal, without_colours
from tests.workbooks import Edited

GOLDEN = Path(__file__).parent / "golden"
SCENARIOS = ("scenarioer", "workbook.xlsm")
CAUSES = ("ambisjon", "ansvar", "involvering", "unntak", "timepris")
RANGES = (LOWEST, HIGH, AMOUNT_LOW, AMOUNT_HIGH)
RANGED = (
    *(f"PLL-{n}" for n in range(1, 7)), *(f"PJD-{n}" for n in range(1, 4)),
    *(f"PPS-{n}" for n in range(1, 5)), *(f"PKI-{n}" for n in range(1, 5)),
)  # fmt: skip
AREAS = ("PLL", "PJD", "PPS", "PKI", "PMD")

SUMMED = dict.fromkeys(("timer", "arsverk", "sum", "mill"), Decimal)
LEVELS = dict.fromkeys(("forventet", "p50", "p85"), Decimal)
SCENARIO: Mapping[str, type] = {
    "navn": str, "beskrivelse": str, "total": dict, "differanse": Decimal, "bro": list,
    "omrader": list, "utgar": list, "ramme_mill": Decimal, "over_ramme": Decimal,
    "lavere_ambisjon": dict, **LEVELS,
}  # fmt: skip


def lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in without_colours(text).splitlines())


def parsed(out: str) -> Any:
    """JSON with every number exact."""
    return json.loads(out, parse_float=Decimal, parse_int=Decimal)


def record_of(folder: Path) -> Any:
    ran = run(*SCENARIOS, "--json", folder=folder)
    assert (ran.status, ran.err) == (GOOD, "")
    return parsed(ran.out)


def scenario_of(folder: Path, name: str) -> Any:
    (found,) = (each for each in record_of(folder)["scenarioer"] if each["navn"] == name)
    return found


def assert_shape(record: Any, shape: Mapping[str, type]) -> None:
    """Exactly these keys, in this order, each of its type; what there is none of is null."""
    assert list(record) == list(shape)
    for key, kind in shape.items():
        assert record[key] is None or isinstance(record[key], kind), key


class TestSeen:
    @pytest.mark.parametrize("columns", [80, 140])
    def test_it_fits_the_terminal(self, folder: Path, columns: int) -> None:
        ran = run_in_terminal(*SCENARIOS, folder=folder, columns=columns)
        assert ran.status == GOOD
        assert_golden(GOLDEN / f"scenarioer-{columns}.txt", lines(ran.out))
        assert max(cell_len(line) for line in lines(ran.out).splitlines()) <= columns

    def test_in_a_pipe_it_has_every_column_and_writes_nothing(self, folder: Path) -> None:
        ran = run(*SCENARIOS, folder=folder)
        assert (ran.status, ran.err) == (GOOD, "")
        assert_golden(GOLDEN / "scenarioer-pipe.txt", lines(ran.out))
        assert "\x1b" not in ran.out
        assert files(folder) == {"workbook.xlsm"}

    @pytest.mark.parametrize("columns", [80, 140])
    def test_one_scenario_alone_fits_too(self, folder: Path, columns: int) -> None:
        for verb in ("konsolider", "usikkerhet"):
            ran = run_in_terminal(
                verb, "workbook.xlsm", "--scenario", MIDDLE, folder=folder, columns=columns
            )
            assert ran.status == GOOD
            assert_golden(GOLDEN / f"{verb}-scenario-{columns}.txt", lines(ran.out))
            assert max(cell_len(line) for line in lines(ran.out).splitlines()) <= columns

    @pytest.mark.parametrize("columns", [80, 140])
    def test_what_was_decided_fits_too(self, folder: Path, columns: int) -> None:
        decided = ("vedta", "workbook.xlsm", "--scenario", BROAD, "-o", "ny.xlsm")
        ran = run_in_terminal(*decided, folder=folder, columns=columns)
        assert ran.status == GOOD
        assert_golden(GOLDEN / f"vedta-{columns}.txt", lines(ran.out))
        # Sentences run on, as they do for the other verbs that make a workbook.
        ran = run_in_terminal(
            "sammenlign", "workbook.xlsm", "ny.xlsm", folder=folder, columns=columns
        )
        assert "Endret utenom vedtaket" in ran.out
        assert max(cell_len(line) for line in lines(ran.out).splitlines()) <= columns

    @pytest.mark.parametrize("columns", [20, 40, 60, 80, 100, 140, 200])
    def test_no_number_is_cut_whatever_the_width(self, folder: Path, columns: int) -> None:
        ran = run_in_terminal(*SCENARIOS, folder=folder, columns=columns)
        for number in (
            "69 394 500", "1 740 000", "32 283 500", "73 924 300", "−67 654 500", "−37 111 000",
            "+4 529 800", "79 582 125", "12 400 000", "25,7",
        ):  # fmt: skip
            assert number in ran.out

    @pytest.mark.parametrize("columns", [80, 140])
    def test_nor_is_any_when_there_are_twelve(self, folder: Path, columns: int) -> None:
        book = Planned(folder / "workbook.xlsm")
        for number in range(4, 13):
            book.scenario(number, f"Nummer {number}", rate=1450.0 + number)
        book.save(folder / "workbook.xlsm")
        ran = run_in_terminal(*SCENARIOS, folder=folder, columns=columns)
        assert ran.status == GOOD
        for number in range(4, 13):
            assert f"Nummer {number}" in ran.out
        for each in parsed(run(*SCENARIOS, "--json", folder=folder).out)["scenarioer"]:
            assert f"{each['total']['sum']:,}".replace(",", " ") in ran.out
            for area in each["omrader"]:
                assert f"{area['mill']:.1f}".replace(".", ",") in ran.out


class TestJson:
    def test_the_keys_are_those_that_were_promised(self, folder: Path) -> None:
        record = record_of(folder)
        assert list(record) == ["plan", "scenarioer", "funn"]
        total = parsed(run("konsolider", "workbook.xlsm", "--json", folder=folder).out)["total"]
        assert {key: record["plan"][key] for key in total} == total
        assert list(record["plan"]) == [*total, *LEVELS]
        for each in record["scenarioer"]:
            assert_shape(each, SCENARIO)
            assert_shape(each["total"], SUMMED)
            assert [step["arsak"] for step in each["bro"]] == [*CAUSES]
            assert [area["id"] for area in each["omrader"]] == [*AREAS]
            for area in each["omrader"]:
                assert_shape(area, {"id": str, "navn": str, **SUMMED, "differanse": Decimal})
            for row in each["utgar"]:
                assert_shape(
                    row,
                    {"id": str, "aktivitet": str, "omrade": str, "kroner": Decimal, "arsak": str},
                )
                assert row["arsak"] in CAUSES
        for finding in record["funn"]:
            assert "kode" in finding

    def test_the_shipped_levels(self, folder: Path) -> None:
        record = record_of(folder)
        assert record["plan"]["sum"] == PLAN
        assert {each["navn"]: each["total"]["sum"] for each in record["scenarioer"]} == SUMS

    def test_everything_adds_up(self, folder: Path) -> None:
        record = record_of(folder)
        for each in record["scenarioer"]:
            total, difference = each["total"], each["differanse"]
            assert difference == total["sum"] - record["plan"]["sum"]
            assert difference == sum(step["kroner"] for step in each["bro"])
            for key in ("timer", "sum", "mill"):
                assert total[key] == sum(area[key] for area in each["omrader"])
            assert difference == sum(area["differanse"] for area in each["omrader"])
            by_ambition = {step["arsak"]: step["kroner"] for step in each["bro"]}["ambisjon"]
            assert by_ambition == -sum(row["kroner"] for row in each["utgar"])

    def test_each_scenario_is_what_it_is_alone(self, folder: Path) -> None:
        for each in record_of(folder)["scenarioer"]:
            alone = ("workbook.xlsm", "--scenario", each["navn"], "--json")
            made = parsed(run("konsolider", *alone, folder=folder).out)
            for key in SUMMED:
                assert made["total"][key] == each["total"][key]
                for own, area in zip(made["omrader"], each["omrader"], strict=True):
                    assert own[key] == area[key]
            may = parsed(run("usikkerhet", *alone, folder=folder).out)
            for key in LEVELS:
                assert may[key] == each[key]

    def test_the_frame(self, folder: Path) -> None:
        low, middle, broad = record_of(folder)["scenarioer"]
        assert (low["ramme_mill"], low["over_ramme"], low["lavere_ambisjon"]) == (None,) * 3
        assert (middle["ramme_mill"], middle["over_ramme"]) == (30, 2_283_500)
        assert middle["lavere_ambisjon"] == {"ambisjon": "Lav", "sum": SUMS[LOW]}
        assert (broad["ramme_mill"], broad["over_ramme"]) == (70, 3_924_300)
        assert broad["lavere_ambisjon"]["ambisjon"] == "Middels"

    def test_what_falls_out_is_told_with_its_cause(self, folder: Path) -> None:
        book = Planned(folder / "workbook.xlsm")
        book.scenario(4, "Alt", ambition="Middels", governed="Norsk helsenett", involvement=2.0)
        book.exception(1, "Alt", "PPS-3", "Med", "Nei")
        book.exception(2, "Alt", "PLL-1", "Med", "Ja")
        book.exception(3, "Alt", "PLL-3", "Timer", 1000.0)
        book.row("PLL-5", GOVERNED, "KS")
        book.row("PPS-2", AMBITION, None)
        book.save(folder / "workbook.xlsm")
        found = scenario_of(folder, "Alt")
        out = {row["id"]: (row["arsak"], row["kroner"], row["omrade"]) for row in found["utgar"]}
        assert out["PPS-3"] == ("unntak", 3_335_000, "PPS")
        assert out["PLL-5"] == ("ansvar", 4_741_500, "PLL")
        assert out["PLL-2"] == ("ambisjon", 12_400_000, "PLL")
        assert "PLL-1" not in out
        assert "PPS-2" not in out
        bridge = {step["arsak"]: step["kroner"] for step in found["bro"]}
        # PLL-1 is back with twice its hours; PLL-3 had been doubled, and has 1 000 hours instead.
        assert bridge["unntak"] == 2 * 4_785_000 + 1_450_000 - 2 * 4_132_500 - 3_335_000
        assert bridge["involvering"] == 4_132_500 + 2_668_000
        assert bridge["ansvar"] == -4_741_500
        assert sum(bridge.values()) == found["differanse"]

    def test_without_ranges_there_is_no_uncertainty_and_the_rest_is_there(
        self, folder: Path
    ) -> None:
        book = Planned(folder / "workbook.xlsm")
        for id in RANGED:
            for column in RANGES:
                book.row(id, column, None)
        for number in range(1, 11):
            book.factor(number)
        book.save(folder / "workbook.xlsm")
        record = record_of(folder)
        assert {record["plan"][key] for key in LEVELS} == {None}
        assert {each[key] for each in record["scenarioer"] for key in LEVELS} == {None}
        assert [each["total"]["sum"] for each in record["scenarioer"]] == [*SUMS.values()]
        assert "usikkerheten lar seg ikke regne ut" in run(*SCENARIOS, folder=folder).out

    def test_letters_are_written_as_they_are(self, folder: Path) -> None:
        out = run(*SCENARIOS, "--json", folder=folder).out
        assert "Pasientens prøvesvar" in out
        assert "\\u" not in out


class TestWithout:
    def test_any_scenarios_it_says_where_they_are_written(self, folder: Path) -> None:
        book = Planned(folder / "workbook.xlsm")
        for number in (1, 2, 3):
            book.scenario(number, None)
        book.save(folder / "workbook.xlsm")
        ran = run(*SCENARIOS, folder=folder)
        assert ran.status == GOOD
        assert ran.out.startswith("Arbeidsboken har ingen scenarioer. Fyll ut arket Scenarioer.\n")
        record = record_of(folder)
        assert (record["plan"]["sum"], record["scenarioer"]) == (PLAN, [])
        assert run(*SCENARIOS, "-o", "u.xlsx", folder=folder).status == GOOD

    def test_a_workbook_made_before_there_were_such_is_as_it_was(self, folder: Path) -> None:
        book = Edited(folder / "workbook.xlsm")
        make_it_old(book)
        book.save(folder / "workbook.xlsm")
        ran = run(*SCENARIOS, folder=folder)
        assert ran.status == GOOD
        assert "ingen scenarioer" in ran.out
        ran = run("konsolider", "workbook.xlsm", "-o", "u.xlsx", folder=folder)
        assert ran.status == GOOD
        assert "SCEN" not in ran.out
        assert "69 394 500" in ran.out
        assert "cenario" not in ran.out
        ran = run("konsolider", "workbook.xlsm", "--scenario", MIDDLE, folder=folder)
        assert (ran.status, ran.out) == (WRONG_USE, "")
        assert "Arbeidsboken har ingen scenarioer" in ran.err


class TestRefused:
    def test_an_error_in_the_estimate_stops_it(self, flawed: Path) -> None:
        for more in ((), ("-o", "u.xlsx")):
            ran = run("scenarioer", "feil.xlsx", *more, folder=flawed)
            assert ran.status == ERRORS_FOUND
            assert "TALL-03" in ran.out
            assert "Scenarioene er ikke regnet ut" in ran.out
            assert "Sum (kr)" not in ran.out
        assert files(flawed) == {"feil.xlsx"}

    def test_so_does_anything_wrong_with_them_and_the_plan_is_still_to_be_had(
        self, folder: Path
    ) -> None:
        book = Planned(folder / "workbook.xlsm")
        book.exception(1, MIDDLE, "PLL-7", "Timer", 10.0)
        book.save(folder / "workbook.xlsm")
        for more in ((), ("-o", "u.xlsx"), ("--json",)):
            ran = run(*SCENARIOS, *more, folder=folder)
            assert ran.status == ERRORS_FOUND
            assert "SCEN-02" in ran.out
            assert "mente du «PLL-" in ran.out
            assert "32 283 500" not in ran.out
            assert "32283500" not in ran.out
        assert files(folder) == {"workbook.xlsm"}
        assert run("konsolider", "workbook.xlsm", "--json", folder=folder).status == GOOD

    def test_hours_for_a_row_that_is_of_no_kind(self, folder: Path) -> None:
        """The row is in no total, and the bridge would be to somewhere else than the sum."""
        book = Planned(folder / "workbook.xlsm")
        book.row("PLL-4", KIND, None)
        for column in (HOURS, *RANGES):
            book.row("PLL-4", column, None)
        book.exception(1, BROAD, "PLL-4", "Timer", 100.0)
        book.save(folder / "workbook.xlsm")
        ran = run(*SCENARIOS, folder=folder)
        assert ran.status == ERRORS_FOUND
        assert "SCEN-02" in ran.out
        assert "ingen av de tre kostnadstypene" in ran.out

    @pytest.mark.parametrize(
        ("said", "code", "words"),
        [
            ({"involvement": 120.0}, "SCEN-01", "mente du 120"),
            ({"ambition": "Middel"}, "SCEN-01", "Lav, Middels eller Høy"),
            ({"governed": "Norsk helsenet"}, "SCEN-14", "mente du «Norsk helsenett»?"),
            ({"rate": 14.5}, "SCEN-01", "timepris"),
        ],
    )
    def test_what_can_not_be_meant(
        self, folder: Path, said: dict[str, Any], code: str, words: str
    ) -> None:
        book = Planned(folder / "workbook.xlsm")
        book.scenario(4, "Et til", **said)
        book.save(folder / "workbook.xlsm")
        ran = run(*SCENARIOS, folder=folder)
        assert ran.status == ERRORS_FOUND
        assert code in ran.out
        assert words in " ".join(ran.out.split())

    def test_without_a_file_it_says_how_it_is_used(self, tmp_path: Path) -> None:
        assert run("scenarioer", folder=tmp_path).status == WRONG_USE
        ran = run("scenarioer", "nei.xlsx", folder=tmp_path)
        assert ran.status == WRONG_USE
        assert "FIL-01  nei.xlsx" in ran.out


class TestWritten:
    def test_the_result_says_what_the_screen_says_and_of_what_it_was_made(
        self, folder: Path
    ) -> None:
        ran = run(*SCENARIOS, "-o", "u.xlsx", folder=folder)
        assert ran.status == GOOD
        assert ran.out.endswith("Skrevet: u.xlsx\n")
        path = folder / "u.xlsx"
        book, _ = read_book(path, path.name)
        assert [sheet.name for sheet in book.sheets] == [BESIDE_PLAN, CHECKED]
        assert is_result(path)
        assert is_sealed(path)
        (sheet,) = (each for each in book.sheets if each.name == BESIDE_PLAN)
        assert sheet.formulas == {}
        values = [*sheet.values.values()]
        record = record_of(folder)
        for each in record["scenarioer"]:
            wanted = [each["total"]["sum"], *(area["mill"] for area in each["omrader"])]
            wanted += [step["kroner"] for step in each["bro"]]
            wanted += [row["kroner"] for row in each["utgar"]]
            wanted += [each["p50"], each["p85"]]
            for number in wanted:
                assert any(isinstance(v, float) and Decimal(str(v)) == number for v in values)
        texts = texts_of(path)[BESIDE_PLAN]
        assert "SHA-256 av workbook.xlsm" in texts
        assert "Over med 2,3 mill. kr. Ambisjon Lav gir 1,7 mill. kr: innenfor." in texts
        charts = [each for each in Edited(path).parts if each.startswith("xl/charts/chart")]
        assert len(charts) == 1

    def test_a_result_is_replaced_and_one_that_somebody_worked_in_is_not(
        self, folder: Path
    ) -> None:
        command = (*SCENARIOS, "-o", "u.xlsx")
        assert run(*command, folder=folder).status == GOOD
        assert run(*command, folder=folder).status == GOOD
        book = openpyxl.load_workbook(folder / "u.xlsx")
        book.worksheets[0]["A170"] = "Se vedtaket av 3. juni"
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
        before = {each: each.read_bytes() for each in folder.iterdir()}
        for target, why in (
            ("annen.xlsx", "noe annet enn et resultat fra Estimat"),
            ("workbook.xlsm", "må ende på .xlsx"),
            ("nei/u.xlsx", "finnes ikke"),
        ):
            ran = run(*SCENARIOS, "-o", target, "--overskriv", folder=folder)
            assert (ran.status, ran.out) == (WRONG_USE, "")
            assert why in ran.err
        assert {each: each.read_bytes() for each in folder.iterdir()} == before

    def test_it_is_no_estimate_to_others(self, folder: Path) -> None:
        run(*SCENARIOS, "-o", "u.xlsx", folder=folder)
        ran = run("konsolider", ".", folder=folder)
        assert ran.status == GOOD
        assert "69 394 500" in ran.out
        assert "SCENARIO" not in ran.out
        assert "FIL-09  u.xlsx" in ran.out


class TestManyWorkbooks:
    def test_another_workbook_of_the_estimate_has_rows_that_the_scenarios_speak_of(
        self, folder: Path
    ) -> None:
        """The areas in files of their own, and the scenarios in one of them, as people divide."""
        whole = record_of(folder)["scenarioer"]
        (folder / "inn").mkdir()
        first, second = (Planned(folder / "workbook.xlsm") for _ in range(2))
        for sheet in ("Legemiddelliste", "Journaldokumenter"):
            second.remove_sheet(sheet)
        for sheet in ("Prøvesvar", "Kritisk informasjon", "Måledata", "Notat"):
            first.remove_sheet(sheet)
        for book in (first, second):
            for sheet in ("Konsolidert", "Usikkerhet", "Mellomregning", BESIDE_PLAN):
                book.remove_sheet(sheet)
        second.remove_sheet("Scenarioer")
        first.save(folder / "inn" / "a.xlsm")
        second.save(folder / "inn" / "b.xlsm")
        ran = run("scenarioer", "inn", "--json", folder=folder)
        assert ran.status == GOOD, ran.out
        for one, other in zip(parsed(ran.out)["scenarioer"], whole, strict=True):
            for key in ("navn", "total", "differanse", "bro", "omrader", "utgar"):
                assert one[key] == other[key]
