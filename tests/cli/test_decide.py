"""`estimat vedta`: the decided scenario becomes the plan, to the øre, and is put on record."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest

from estimat.core import layout
from estimat.core.estimate import Estimate, Inputs
from estimat.core.interpret import interpret
from estimat.core.scenarios.decision import Decision, decisions
from estimat.core.scenarios.definitions import definitions_of
from estimat.files.reading import read_book
from tests.cli.scenariobook import BROAD, LOW, MIDDLE, PLAN, SUMS, Planned, files, texts_of
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, Ran, run
from tests.workbooks import Edited

OURS = "workbook.xlsm"
NEW = "vedtatt.xlsx"
CAUSES = ("ambisjon", "ansvar", "involvering", "unntak", "timepris")
ROLL = ("--til", "2025", "--pris", "3", "--lonn", "4")


def good(*arguments: str, folder: Path) -> Ran:
    ran = run(*arguments, folder=folder)
    assert ran.status == GOOD, ran.out + ran.err
    return ran


def record_of(*arguments: str, folder: Path) -> Any:
    """A record, every number exact."""
    out = good(*arguments, "--json", folder=folder).out
    return json.loads(out, parse_float=Decimal, parse_int=Decimal)


def decide(folder: Path, scenario: str, source: str = OURS, target: str = NEW) -> Ran:
    return good("vedta", source, "--scenario", scenario, "-o", target, folder=folder)


def estimate(path: Path) -> Estimate:
    return interpret(read_book(path, path.name)[0])


def rows(path: Path) -> dict[str, Inputs]:
    return {row.inputs.id: row.inputs for area in estimate(path).areas for row in area.activities}


def on_record(path: Path) -> list[Decision]:
    return [*decisions(estimate(path))]


def bridge_of(folder: Path, scenario: str, source: str = OURS) -> Any:
    """The bridge to a scenario, by cause, as it was said before anything was decided."""
    made = record_of("scenarioer", source, folder=folder)
    (found,) = (each for each in made["scenarioer"] if each["navn"] == scenario)
    return found["bro"]


def by_area(record: Any) -> dict[str, tuple[Decimal, Decimal]]:
    return {each["id"]: (each["timer"], each["sum"]) for each in record["omrader"]}


def assert_new_plan_is(folder: Path, scenario: str, source: str = OURS, target: str = NEW) -> None:
    """The sum, the hours and every area, and the bridge on record, are those of the scenario."""
    was = record_of("konsolider", source, "--scenario", scenario, folder=folder)
    now = record_of("konsolider", target, folder=folder)
    assert by_area(now) == by_area(was)
    for key in ("timer", "sum", "egne_kroner", "kjop", "videreformidling", "mill"):
        assert now["total"][key] == was["total"][key]
    assert "scenario" not in now
    assert now["avstemming"]["differanse"] == 0
    bridge = bridge_of(folder, scenario, source)
    (decision, *_) = reversed(on_record(folder / target))
    assert [*zip(CAUSES, decision.bridge, strict=True)] == [
        (each["arsak"], each["kroner"]) for each in bridge
    ]
    assert (decision.scenario, decision.after) == (scenario, now["total"]["sum"])
    assert decision.unexplained == 0
    changes = record_of("sammenlign", source, target, folder=folder)
    assert [each["navn"] for each in changes["vedtak"]] == [scenario]
    assert changes["vedtak"][0]["bro"] == bridge
    assert sum(each["kroner"] for each in bridge) == (
        changes["avstemming"]["na"] - changes["avstemming"]["for"]
    )
    assert changes["avstemming"]["differanse"] == 0
    said = good("sammenlign", source, target, folder=folder).out
    (line,) = (each for each in said.splitlines() if each.startswith("Endret utenom vedtaket"))
    assert line.split()[-1] == "0"


class TestTheNewPlan:
    @pytest.mark.parametrize("scenario", SUMS)
    def test_is_the_scenario_exactly_in_every_area(self, folder: Path, scenario: str) -> None:
        before = (folder / OURS).read_bytes()
        ran = decide(folder, scenario)
        assert ran.out.startswith(f"Skrevet: {NEW}\nVedtatt: {scenario}. Planen er ")
        assert record_of("konsolider", NEW, folder=folder)["total"]["sum"] == SUMS[scenario]
        assert_new_plan_is(folder, scenario)
        assert (folder / OURS).read_bytes() == before
        assert files(folder) == {OURS, NEW}

    def test_may_have_macros(self, folder: Path) -> None:
        decide(folder, MIDDLE, target="vedtatt.xlsm")
        assert_new_plan_is(folder, MIDDLE, target="vedtatt.xlsm")

    def test_keeps_the_rows_that_fell_out_as_ended_with_nothing_in_them(self, folder: Path) -> None:
        decide(folder, MIDDLE)
        was, now = rows(folder / OURS), rows(folder / NEW)
        assert [*now] == [*was]
        ended = {id for id, row in now.items() if row.ended}
        assert ended == {id for id, row in was.items() if row.ambition == "Høy"}
        for id, row in now.items():
            if id not in ended:
                assert row == was[id]
                continue
            assert row.status == "Utgår"
            assert [row.hours, row.low, row.high] == [None] * 3
            assert [row.amount, row.amount_low, row.amount_high] == [None] * 3
            assert (row.name, row.kind, row.ambition) == (was[id].name, was[id].kind, "Høy")
            assert row.comment.startswith("Utgår etter vedtaket «Middels ambisjon». I planen før: ")
            assert row.comment.endswith(was[id].comment)
        assert "3 300 timer, 4 785 000 kr." in now["PLL-1"].comment

    def test_has_no_errors_and_a_konsolidert_that_is_its_own(self, folder: Path) -> None:
        decide(folder, MIDDLE)
        ran = good("valider", NEW, folder=folder)
        assert "0 feil" in ran.out
        assert "SCEN" not in ran.out
        assert "KONS" not in ran.out
        texts = texts_of(folder / NEW)
        assert "Sum direktoratet" in texts["Konsolidert"]
        assert not any("SCENARIO:" in text for each in texts.values() for text in each)

    def test_has_the_other_scenarios_and_not_the_decided_one(self, folder: Path) -> None:
        ran = decide(folder, MIDDLE)
        assert [each.name for each in definitions_of(estimate(folder / NEW)).scenarios] == [
            LOW, BROAD,
        ]  # fmt: skip
        assert "«Lav ambisjon», «Bred involvering»" in ran.out
        made = record_of("scenarioer", NEW, folder=folder)
        assert made["plan"]["sum"] == SUMS[MIDDLE]
        assert made["scenarioer"][0]["total"]["sum"] == SUMS[LOW]
        # What was decided out is no one's to take out again.
        assert all(each["arsak"] == "ambisjon" for each in made["scenarioer"][0]["utgar"])
        gone = {each["id"] for each in made["scenarioer"][0]["utgar"]}
        assert gone.isdisjoint({"PLL-1", "PLL-2", "PLL-4", "PJD-2", "PPS-2", "PKI-1"})

    def test_a_note_of_it_names_no_activity_that_has_ended(self, folder: Path) -> None:
        decide(folder, MIDDLE)
        good("notat", NEW, "-o", "n.docx", folder=folder)
        note = "\n".join(each.text for each in docx.Document(str(folder / "n.docx")).paragraphs)
        assert "Ivareta helsefaglig koordinering gjennom PLL i praksis" in note
        for ended in (
            "Ferdigstille utprøving i Bergen", "Kompensere fastleger", "Gi innføringsstøtte",
            "harmonisere dokumenttyper", "Evaluere kritisk informasjon", "Utgår",
        ):  # fmt: skip
            assert ended not in note
        assert "scenario" not in note.casefold()
        assert files(folder) == {OURS, NEW, "n.docx"}


class TestWhatElseCanBeDecided:
    def test_another_rate_and_rows_with_their_own(self, folder: Path) -> None:
        book = Planned(folder / OURS)
        book.row("PPS-1", layout.RATE, 1333.33)
        book.scenario(4, "Dyrere", rate=1501.5)
        book.save(folder / OURS)
        decide(folder, "Dyrere")
        assert_new_plan_is(folder, "Dyrere")
        made = estimate(folder / NEW)
        assert made.assumptions.hourly_rate == Decimal("1501.5")
        assert rows(folder / NEW)["PPS-1"].rate == Decimal("1333.33")
        assert any(
            "1 450 før scenarioet «Dyrere»." in t for t in texts_of(folder / NEW)["Forutsetninger"]
        )
        (only,) = on_record(folder / NEW)
        assert [bool(each) for each in only.bridge] == [False] * 4 + [True]

    @pytest.mark.parametrize("share", [1.2, 0.0, 1.333, 0.87654, 2.5])
    def test_hours_with_decimals(self, folder: Path, share: float) -> None:
        book = Planned(folder / OURS)
        book.row("PLL-1", layout.HOURS, 3300.25)
        book.row("PLL-4", layout.HOURS, 7.1)
        book.row("PLL-4", layout.LOW, 6.123456789)
        book.scenario(4, "Mer eller mindre", involvement=share)
        book.save(folder / OURS)
        decide(folder, "Mer eller mindre")
        assert_new_plan_is(folder, "Mer eller mindre")

    def test_hours_that_no_cell_can_hold_are_refused_with_their_row(self, folder: Path) -> None:
        book = Planned(folder / OURS)
        book.row("PLL-1", layout.HOURS, 1234.567890123)
        book.scenario(4, "Nøyaktig", involvement=1.23456789)
        book.save(folder / OURS)
        ran = run("vedta", OURS, "--scenario", "Nøyaktig", "-o", NEW, folder=folder)
        assert (ran.status, ran.out) == (WRONG_USE, "")
        assert "Legemiddelliste!A18" in ran.err
        assert "har flere sifre enn en celle kan holde" in ran.err
        assert "færre desimaler" in ran.err
        assert files(folder) == {OURS}

    def test_everything_at_once(self, folder: Path) -> None:
        book = Planned(folder / OURS)
        book.scenario(
            4, "Alt", ambition="Middels", governed="Helse- og omsorgsdepartementet",
            involvement=0.75, rate=1600.0, frame=50.0,
        )  # fmt: skip
        book.exception(1, "Alt", "PLL-1", "Med", "Ja")
        book.exception(2, "Alt", "PLL-3", "Timer", 1234.5)
        book.exception(3, "Alt", "PJD-1", "Beløp", 999_999.99)
        book.exception(4, "Alt", "PKI", "Ambisjon", "Høy")
        book.exception(5, "Alt", "PPS-3", "Med", "Nei")
        book.save(folder / OURS)
        decide(folder, "Alt")
        assert_new_plan_is(folder, "Alt")
        now = rows(folder / NEW)
        assert now["PLL-1"].hours == 2475
        assert now["PLL-3"].hours == Decimal("1234.5")
        assert now["PJD-1"].amount == Decimal("999999.99")
        assert not now["PKI-1"].ended
        assert now["PPS-3"].ended
        (only,) = on_record(folder / NEW)
        assert all(each for n, each in enumerate(only.bridge) if n != 1)
        said = {str(row[2]): row for row in only.rows}
        assert said["PLL-1"][-2:] == ("Endret", "Ambisjon, Unntak, Timepris")
        assert said["PPS-3"][-2:] == ("Utgår", "Unntak")
        assert said["PJD-1"][5:7] == (Decimal(1_800_000), Decimal("999999.99"))

    def test_a_row_that_was_ended_can_be_brought_back(self, folder: Path) -> None:
        book = Planned(folder / OURS)
        book.exception(1, LOW, "PLL-1", "Med", "Ja")
        book.exception(2, LOW, "PLL-1", "Timer", 100.0)
        book.save(folder / OURS)
        decide(folder, MIDDLE)
        decide(folder, LOW, source=NEW, target="igjen.xlsx")
        assert_new_plan_is(folder, LOW, source=NEW, target="igjen.xlsx")
        row = rows(folder / "igjen.xlsx")["PLL-1"]
        assert row.hours == 100
        assert not row.status


class TestTheRecord:
    def test_says_who_when_what_and_from_what(self, folder: Path) -> None:
        decide(folder, MIDDLE)
        (only,) = on_record(folder / NEW)
        assert only.scenario == MIDDLE
        assert [only.before, only.after] == [PLAN, SUMS[MIDDLE]]
        assert [*only.bridge] == [SUMS[MIDDLE] - PLAN, 0, 0, 0, 0]
        assert only.about.startswith("Eksempel:")
        assert only.user
        assert " kl. " in only.time
        source = record_of("konsolider", OURS, folder=folder)["stempel"]["inndata"][0]
        assert (only.file, only.sha256) == (OURS, source["sha256"])
        assert [str(row[2]) for row in only.rows] == [
            "PLL-1", "PLL-2", "PLL-4", "PJD-2", "PPS-2", "PKI-1",
        ]  # fmt: skip
        assert sum(row[7] for row in only.rows if isinstance(row[7], Decimal)) == sum(only.bridge)

    def test_is_there_of_both_when_two_are_decided(self, folder: Path) -> None:
        decide(folder, BROAD)
        decide(folder, MIDDLE, source=NEW, target="to.xlsx")
        assert_new_plan_is(folder, MIDDLE, source=NEW, target="to.xlsx")
        first, second = on_record(folder / "to.xlsx")
        assert (first.scenario, second.scenario) == (BROAD, MIDDLE)
        assert first.after == second.before == SUMS[BROAD]
        assert first == on_record(folder / NEW)[0]
        changes = record_of("sammenlign", OURS, "to.xlsx", folder=folder)
        assert [each["navn"] for each in changes["vedtak"]] == [BROAD, MIDDLE]
        said = good("sammenlign", OURS, "to.xlsx", "-o", "u.xlsx", folder=folder).out
        assert "Endret utenom vedtaket" in said
        moved = dict(
            zip(CAUSES, map(sum, zip(first.bridge, second.bridge, strict=True)), strict=True)
        )
        assert moved["involvering"] == SUMS[BROAD] - PLAN
        assert "Endret utenom vedtaket" in texts_of(folder / "u.xlsx")["Sammenligning"]

    def test_is_told_apart_of_two_by_the_same_name(self, folder: Path) -> None:
        decide(folder, BROAD)
        book = Planned(folder / NEW)
        book.scenario(3, BROAD, rate=1500.0)
        book.save(folder / "igjen.xlsx")
        decide(folder, BROAD, source="igjen.xlsx", target="to.xlsx")
        first, second = on_record(folder / "to.xlsx")
        assert first == on_record(folder / NEW)[0]
        assert [first.bridge[2], second.bridge[2]] == [Decimal(SUMS[BROAD] - PLAN), Decimal(0)]
        assert {row[2] for row in first.rows} == {"PLL-1", "PLL-3", "PLL-4", "PPS-1", "PKI-1"}
        changes = record_of("sammenlign", "igjen.xlsx", "to.xlsx", folder=folder)
        (only,) = changes["vedtak"]
        moved = changes["avstemming"]["na"] - changes["avstemming"]["for"]
        assert sum(each["kroner"] for each in only["bro"]) == moved

    def test_the_decided_scenario_is_not_there_to_be_decided_again(self, folder: Path) -> None:
        decide(folder, MIDDLE)
        ran = run("vedta", NEW, "--scenario", MIDDLE, "-o", "to.xlsx", folder=folder)
        assert (ran.status, ran.out) == (WRONG_USE, "")
        assert "ikke noe scenario som heter «Middels ambisjon»" in ran.err
        assert files(folder) == {OURS, NEW}

    def test_what_somebody_changes_afterwards_is_told_apart(self, folder: Path) -> None:
        decide(folder, MIDDLE)
        book = Planned(folder / NEW)
        book.row("PLL-3", layout.HOURS, 2860.0)  # ten more
        book.save(folder / NEW)
        bridge = bridge_of(folder, MIDDLE)
        changes = record_of("sammenlign", OURS, NEW, folder=folder)
        assert changes["vedtak"][0]["bro"] == bridge
        moved = changes["avstemming"]["na"] - changes["avstemming"]["for"]
        assert moved - sum(each["kroner"] for each in bridge) == 14_500
        said = good("sammenlign", OURS, NEW, folder=folder).out
        (line,) = (each for each in said.splitlines() if each.startswith("Endret utenom vedtaket"))
        assert line.split()[-2:] == ["+14", "500"]

    def test_is_the_same_when_the_new_plan_is_made_anew(self, folder: Path) -> None:
        decide(folder, MIDDLE)
        first = on_record(folder / NEW)
        good("samle", NEW, "-o", "samlet.xlsx", folder=folder)
        good("rull", NEW, *ROLL, "-o", "neste.xlsx", folder=folder)
        for name in ("samlet.xlsx", "neste.xlsx"):
            assert on_record(folder / name) == first
            assert rows(folder / name)["PLL-1"].ended
        assert record_of("konsolider", "samlet.xlsx", folder=folder)["total"]["sum"] == SUMS[MIDDLE]
        assert "Ingenting er endret." in good("sammenlign", NEW, "samlet.xlsx", folder=folder).out
        assert "vedtak" not in record_of("sammenlign", NEW, "samlet.xlsx", folder=folder)

    def test_is_for_no_area_to_see_and_comes_back_as_it_went(self, folder: Path) -> None:
        decide(folder, MIDDLE)
        good("del", NEW, "-o", "delt", folder=folder)
        for part in (folder / "delt").iterdir():
            assert on_record(part) == []
            assert layout.DECISIONS not in texts_of(part)


class TestRefused:
    def test_a_target_that_is_there(self, folder: Path) -> None:
        decide(folder, MIDDLE)
        before = (folder / NEW).read_bytes()
        for target in (NEW, OURS):
            ran = run("vedta", OURS, "--scenario", LOW, "-o", target, folder=folder)
            assert (ran.status, ran.out) == (WRONG_USE, "")
            assert "finnes fra før" in ran.err
        assert (folder / NEW).read_bytes() == before
        assert files(folder) == {OURS, NEW}

    def test_a_scenario_that_is_not_there(self, folder: Path) -> None:
        ran = run("vedta", OURS, "--scenario", "Middles ambisjon", "-o", NEW, folder=folder)
        assert (ran.status, ran.out) == (WRONG_USE, "")
        assert "mente du «Middels ambisjon»?" in ran.err
        ran = run("vedta", OURS, "-o", NEW, folder=folder)
        assert ran.status == WRONG_USE
        assert "--scenario" in ran.err
        assert files(folder) == {OURS}

    def test_errors_in_the_plan(self, folder: Path) -> None:
        book = Edited(folder / OURS)
        book.put("Prøvesvar", "E18", "mange")
        book.save(folder / OURS)
        ran = run("vedta", OURS, "--scenario", MIDDLE, "-o", NEW, folder=folder)
        assert ran.status == ERRORS_FOUND
        assert "● Feil" in ran.out
        assert "Ingenting er laget" in ran.out
        assert files(folder) == {OURS}

    def test_something_wrong_with_the_scenarios(self, folder: Path) -> None:
        book = Planned(folder / OURS)
        book.exception(1, BROAD, "PLL-99", "Timer", 10.0)
        book.save(folder / OURS)
        ran = run("vedta", OURS, "--scenario", MIDDLE, "-o", NEW, folder=folder)
        assert ran.status == ERRORS_FOUND
        assert "SCEN-02" in ran.out
        assert files(folder) == {OURS}

    def test_a_part_of_an_estimate(self, folder: Path) -> None:
        good("del", OURS, "-o", "delt", folder=folder)
        (part,) = (folder / "delt").glob("PLL*")
        ran = run("vedta", part, "--scenario", MIDDLE, "-o", NEW, folder=folder)
        assert ran.status in (ERRORS_FOUND, WRONG_USE)
        assert not (folder / NEW).exists()

    def test_what_is_no_workbook(self, folder: Path) -> None:
        for target in ("ny.xls", "ny.docx", "nei/ny.xlsx"):
            ran = run("vedta", OURS, "--scenario", MIDDLE, "-o", target, folder=folder)
            assert (ran.status, ran.out) == (WRONG_USE, "")
        assert files(folder) == {OURS}
