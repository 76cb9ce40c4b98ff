"""Accepted warnings through the commands: listed by each, out to the areas and back, and on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from estimat.core import layout
from estimat.core.acceptances import Acceptance, acceptances
from estimat.core.book import address
from estimat.core.collection.ownremarks import own_remarks
from estimat.core.findings import Place
from estimat.core.interpret import interpret
from estimat.core.scenarios.decision import DECISION_COLUMNS, decisions
from estimat.files.reading import read_book
from estimat.files.workbooks.areafile import read_area_file
from estimat.files.workbooks.new import save_new
from tests.returned import lines_of
from tests.running import ERRORS_FOUND, GOOD, Ran, run
from tests.workbooks import ROOT, Edited

SMALL: Final = ROOT / "tests" / "data" / "liten.toml"
WORDS: Final = "Timeprisen er 1 600 kr, mens forutsetningen er 1 450 kr."
WHO: Final = ("Kari Nordmann", "14.02.2027")
OWN_RATE: Final = Acceptance("PRIS-01", "PPS-1", WORDS, "Innleid arkitekt.", *WHO)
FULL_COST: Final = Acceptance("PRIS-03", "", "Noe om satsene.", "Avtalt.", *WHO)
SCENARIO: Final = Acceptance("SCEN-05", "", "Noe om et scenario.", "Hemmelig.", *WHO)
NOBODY: Final = Acceptance("PRIS-01", "PPS-99", WORDS, "Raden er slettet.", *WHO)


def accept(path: Path, *accepted: Acceptance) -> None:
    """Write them on the sheet, from the first row."""
    book = Edited(path)
    for row, each in enumerate(accepted, start=6):
        for column, text in zip("ABCDEF", each.texts, strict=True):
            book.put(layout.ACCEPTED, f"{column}{row}", text or None)
    book.save(path)


def accepted(path: Path) -> list[Acceptance]:
    book, _ = read_book(path, path.name)
    return [each._replace(place=Place("")) for each in acceptances(interpret(book))]


def findings(*arguments: str, folder: Path, status: int = GOOD) -> list[dict[str, Any]]:
    ran = run(*arguments, "--json", folder=folder)
    assert ran.status == status, ran.out + ran.err
    found: list[dict[str, Any]] = json.loads(ran.out)["funn"]
    return found


def good(*arguments: str, folder: Path) -> Ran:
    ran = run(*arguments, folder=folder)
    assert ran.status == GOOD, ran.out + ran.err
    return ran


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder with a new workbook of the shipped areas, in which one row has its own rate."""
    good("mal", "hele.xlsx", folder=tmp_path)
    book, _ = read_book(tmp_path / "hele.xlsx", "hele.xlsx")
    (area,) = (each for each in interpret(book).areas if each.head.id == "PPS")
    edited = Edited(tmp_path / "hele.xlsx")
    row = area.activities[0].row
    assert area.activities[0].inputs.id == "PPS-1"
    letters = "ABCDEFGH"[area.columns[layout.RATE.header] - 1]
    edited.put(area.sheet.name, f"{letters}{row}", 1_600.0)
    for sheet in (layout.CONSOLIDATED, layout.BESIDE_PLAN, layout.UNCERTAINTY, layout.WORKING):
        edited.remove_sheet(sheet)
    for column in (layout.COST, layout.SUM):
        cell = f"{'ABCDEFGHIJKLMN'[area.columns[column.header] - 1]}{row}"
        formula = layout.stored(column.formula or "", area.table.name)
        edited.put(
            area.sheet.name, cell, float((area.activities[0].inputs.hours or 0) * 1_600), formula
        )
    edited.save(tmp_path / "hele.xlsx")
    return tmp_path


def of_rates(found: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(each["alvor"], each["melding"]) for each in found if each["kode"] == "PRIS-01"]


def test_an_accepted_warning_is_listed_by_every_command(made: Path) -> None:
    assert of_rates(findings("valider", "hele.xlsx", folder=made)) == [("advarsel", WORDS)]
    accept(made / "hele.xlsx", OWN_RATE)
    for command in (
        ("valider", "hele.xlsx"),
        ("konsolider", "hele.xlsx", "-o", "ut.xlsx"),
        ("usikkerhet", "hele.xlsx"),
        ("scenarioer", "hele.xlsx"),
    ):
        (rate,) = of_rates(findings(*command, folder=made))
        assert rate == ("info", f"Godtatt advarsel: {WORDS}"), command
    sheet = openpyxl.load_workbook(made / "ut.xlsx")[layout.CHECKED]
    cells = [[str(cell.value) for cell in row] for row in sheet.iter_rows()]
    (shown,) = (row for row in cells if "PRIS-01" in row)
    assert shown[0] == "○ Info"
    assert shown[6].startswith("Godtatt av Kari Nordmann 14.02.2027: Innleid arkitekt. ")


def test_an_accepted_warning_of_a_scenario_is_listed_where_scenarios_are_weighed(
    folder: Path,
) -> None:
    good("mal", "hele.xlsx", folder=folder)
    book = Edited(folder / "hele.xlsx")
    book.remove_sheet(layout.BESIDE_PLAN)
    cells, _ = read_book(folder / "hele.xlsx", "hele.xlsx")
    (frame,) = (
        cell
        for sheet in cells.sheets
        if sheet.name == layout.SCENARIOS
        for cell, value in sheet.values.items()
        if value == 70.0
    )
    book.put(layout.SCENARIOS, address(*frame), 0.5)
    book.save(folder / "hele.xlsx")

    def of_frame() -> dict[str, Any]:
        found = findings("scenarioer", "hele.xlsx", folder=folder)
        (each,) = (each for each in found if each["kode"] == "SCEN-06")
        return each

    warned = of_frame()
    accept(folder / "hele.xlsx", Acceptance("SCEN-06", "", warned["melding"], "Jo.", *WHO))
    now = of_frame()
    assert (warned["alvor"], now["alvor"]) == ("advarsel", "info")
    assert now["melding"] == f"Godtatt advarsel: {warned['melding']}"


class TestOutAndBack:
    def test_each_part_has_its_own_hidden_and_locked(self, made: Path) -> None:
        accept(made / "hele.xlsx", OWN_RATE, FULL_COST, SCENARIO)
        good("del", "hele.xlsx", "-o", "ut", folder=made)
        for path in (made / "ut").iterdir():
            sheet = openpyxl.load_workbook(path)[layout.ACCEPTED]
            assert sheet.sheet_state == "hidden"
            assert sheet.protection.sheet
            own = [OWN_RATE] if path.name.startswith("PPS") else []
            assert accepted(path) == [*own, FULL_COST]
            assert b"Hemmelig" not in b"".join(Edited(path).parts.values())

    def test_a_part_of_which_nothing_is_accepted_has_no_such_sheet(self, made: Path) -> None:
        accept(made / "hele.xlsx", OWN_RATE)
        good("del", "hele.xlsx", "-o", "ut", folder=made)
        has = {
            path.name.split()[0]: layout.ACCEPTED in openpyxl.load_workbook(path).sheetnames
            for path in (made / "ut").iterdir()
        }
        assert has == {id: id == "PPS" for id in ("PLL", "PJD", "PPS", "PKI", "PMD")}

    def test_the_parts_say_so_and_the_new_workbook_too(self, made: Path) -> None:
        accept(made / "hele.xlsx", OWN_RATE)
        ran = good("del", "hele.xlsx", "-o", "ut", folder=made)
        assert layout.ACCEPTED not in ran.out
        assert of_rates(findings("konsolider", "ut", "-o", "t.xlsx", folder=made)) == [
            ("info", f"Godtatt advarsel: {WORDS}")
        ]
        ran = good("samle", "ut", "-o", "ny.xlsx", folder=made)
        assert layout.ACCEPTED not in ran.out
        assert accepted(made / "ny.xlsx") == [OWN_RATE]
        sheet = openpyxl.load_workbook(made / "ny.xlsx")[layout.ACCEPTED]
        assert sheet.sheet_state == "visible"
        assert of_rates(findings("valider", "ny.xlsx", folder=made)) == [
            ("info", f"Godtatt advarsel: {WORDS}")
        ]

    def test_what_each_part_repeats_comes_back_once(self, made: Path) -> None:
        accept(made / "hele.xlsx", FULL_COST, OWN_RATE, OWN_RATE)
        good("del", "hele.xlsx", "-o", "ut", folder=made)
        said = findings("konsolider", "ut", "-o", "t.xlsx", folder=made)
        assert [each["celle"] for each in said if each["kode"] == "GODT-01"] == ["A8"]
        good("samle", "ut", "-o", "ny.xlsx", folder=made)
        assert sorted(accepted(made / "ny.xlsx")) == sorted([FULL_COST, OWN_RATE, OWN_RATE])

    def test_what_goes_with_no_part_is_named(self, made: Path) -> None:
        accept(made / "hele.xlsx", OWN_RATE, NOBODY, SCENARIO)
        ran = good("del", "hele.xlsx", "-o", "ut", folder=made)
        left = [line.strip(" -•") for line in ran.out.splitlines() if layout.ACCEPTED in line]
        assert left == [
            "hele.xlsx › Godtatt!A7: godtatt advarsel PRIS-01 for PPS-99",
            "hele.xlsx › Godtatt!A8: godtatt advarsel SCEN-05",
        ]

    def test_the_next_year_accepts_anew(self, made: Path) -> None:
        accept(made / "hele.xlsx", OWN_RATE)
        roll = ("--til", "2025", "--pris", "3", "--lonn", "4", "-o", "neste.xlsx")
        ran = good("rull", "hele.xlsx", *roll, folder=made)
        assert "hele.xlsx › Godtatt!A6: godtatt advarsel PRIS-01 for PPS-1" in ran.out
        assert accepted(made / "neste.xlsx") == []

    def test_a_decided_plan_keeps_them(self, made: Path) -> None:
        accept(made / "hele.xlsx", OWN_RATE)
        ran = good(
            "vedta", "hele.xlsx", "--scenario", "Middels ambisjon", "-o", "ny.xlsx", folder=made
        )
        assert layout.ACCEPTED not in ran.out
        assert accepted(made / "ny.xlsx") == [OWN_RATE]

    def test_nothing_of_them_is_in_a_scenario_that_is_published(self, made: Path) -> None:
        accept(made / "hele.xlsx", OWN_RATE)
        ran = run(
            "publiser", "hele.xlsx", "--scenario", "Middels ambisjon", "-o", "p.xlsx", folder=made
        )
        assert ran.status == GOOD, ran.out + ran.err
        (written,) = made.glob("p*.xlsx")
        assert b"Innleid" not in b"".join(Edited(written).parts.values())

    def test_a_kontroll_from_before_it_was_accepted_is_not_published(self, made: Path) -> None:
        """Nor is one from before the number changed: it says who accepted what nobody has."""
        good("samle", "hele.xlsx", "-o", "a.xlsx", folder=made)
        good("publiser", "a.xlsx", "-o", "p1.xlsx", folder=made)
        accept(made / "a.xlsx", OWN_RATE)
        ran = run("publiser", "a.xlsx", "-o", "p2.xlsx", folder=made)
        assert "viser andre godtatte advarsler enn dem som er det nå" in ran.err
        good("samle", "a.xlsx", "-o", "b.xlsx", folder=made)
        good("publiser", "b.xlsx", "-o", "p3.xlsx", folder=made)
        accept(made / "b.xlsx", OWN_RATE._replace(words="Timeprisen er 1 700 kr."))
        ran = run("publiser", "b.xlsx", "-o", "p4.xlsx", folder=made)
        assert "viser andre godtatte advarsler enn dem som er det nå" in ran.err


class TestWhatStrangersWrite:
    TEXTS = (
        '=HYPERLINK("http://x","y")', "+1+1", "@SUM(A1)", "<r><t>x</t></r>", "https://x.no", "007",
        "_x000D_", "x" * 5_000, "{}", "{found}", "\u202e1 600",
    )  # fmt: skip

    def test_is_text_wherever_it_goes(self, tmp_path: Path) -> None:
        areas = read_area_file(SMALL)
        every = tuple(Acceptance("PRIS-01", "PLL-1", each, each, each, each) for each in self.TEXTS)
        save_new(tmp_path / "a.xlsx", areas._replace(accepted=every), (), "mal")
        assert accepted(tmp_path / "a.xlsx") == list(every)
        good("del", "a.xlsx", "-o", "ut", folder=tmp_path)
        good("samle", "ut", "-o", "b.xlsx", folder=tmp_path)
        assert accepted(tmp_path / "b.xlsx") == list(every)
        assert good("valider", "b.xlsx", folder=tmp_path).out.count("GODT-01") >= 1
        for name in ("a.xlsx", "b.xlsx"):
            sheet = openpyxl.load_workbook(tmp_path / name)[layout.ACCEPTED]
            assert {cell.data_type for row in sheet["A6:F16"] for cell in row} == {"s"}

    def test_a_reason_with_braces_and_line_breaks_is_said_as_it_is(self, made: Path) -> None:
        accept(made / "hele.xlsx", OWN_RATE._replace(reason="{found}\n[bold]x[/bold]"))
        out = good("valider", "hele.xlsx", folder=made).out
        assert "[bold]x[/bold]" in out
        assert "{found}" in out


def test_an_error_stays_an_error_whatever_is_accepted(made: Path) -> None:
    book = Edited(made / "hele.xlsx")
    book.save(made / "hele.xlsx")
    found = interpret(read_book(made / "hele.xlsx", "hele.xlsx")[0])
    (area,) = (each for each in found.areas if each.head.id == "PPS")
    row = area.activities[0].row
    book.put(area.sheet.name, f"E{row}", "ca. 40")
    book.save(made / "hele.xlsx")
    errors = [
        each
        for each in findings("valider", "hele.xlsx", folder=made, status=ERRORS_FOUND)
        if each["alvor"] == "feil"
    ]
    accept(
        made / "hele.xlsx",
        *(Acceptance(each["kode"], "PPS-1", each["melding"], "Jo.", *WHO) for each in errors),
    )
    after = findings("valider", "hele.xlsx", folder=made, status=ERRORS_FOUND)
    assert [each for each in after if each["alvor"] == "feil"] == errors


class TestReadForTheWorkbookTheyWereMadeOf:
    def test_an_area_accepts_nothing_of_its_own(self, made: Path) -> None:
        """Its sheet is hidden and locked, and neither keeps anybody out."""
        accept(made / "hele.xlsx", NOBODY)
        good("del", "hele.xlsx", "-o", "ut", folder=made)
        (file,) = (made / "ut").glob("PPS *")
        write_their_own(file, OWN_RATE)
        told = json.loads(good("status", "ut", "--mot", "hele.xlsx", "--json", folder=made).out)
        assert ("advarsel", WORDS) in of_rates(told["funn"])
        (said,) = (each["melding"] for each in told["funn"] if each["kode"] == "GODT-01")
        assert "arbeidsboken som ble delt ut, godtar den ikke" in said
        for how in ([], ["--delvis"]):
            new = f"ny{len(how)}.xlsx"
            ran = good("samle", "ut", "--mot", "hele.xlsx", *how, "-o", new, folder=made)
            assert "Godtatt!A2: godtatt advarsel PRIS-01 for PPS-1" in ran.out
            assert accepted(made / new) == [NOBODY]

    def test_nor_does_it_decide_or_remark_for_the_whole(self, made: Path) -> None:
        good("del", "hele.xlsx", "-o", "ut", folder=made)
        (file,) = (made / "ut").glob("PPS *")
        write_their_own(file, OWN_RATE)
        book = openpyxl.load_workbook(file)
        sheet = book.create_sheet(layout.DECISIONS)
        sheet["A1"] = layout.DECISIONS
        for column, heading in enumerate(DECISION_COLUMNS, start=1):
            sheet.cell(3, column).value = heading.text
            sheet.cell(4, column).value = "1"
        sheet = book.create_sheet("Våre")
        sheet.append([field.label for field in layout.OWN_REMARK_COLUMNS])
        sheet.append(["PPS", "Dette er bra.", "Økonomi", "", ""])
        sheet.add_table(Table(displayName="Vaare", ref="A1:E2"))
        book.save(file)
        ran = good("samle", "ut", "--mot", "hele.xlsx", "-o", "ny.xlsx", folder=made)
        estimate = interpret(read_book(made / "ny.xlsx", "ny.xlsx")[0])
        assert [*decisions(estimate), *own_remarks(estimate)] == []
        assert "› Vedtak!" in ran.out
        assert "› Våre" in ran.out

    def test_what_the_workbook_accepts_no_more_is_a_warning_again(self, made: Path) -> None:
        accept(made / "hele.xlsx", OWN_RATE)
        good("del", "hele.xlsx", "-o", "ut", folder=made)
        accept(made / "hele.xlsx", NOBODY)
        told = json.loads(good("status", "ut", "--mot", "hele.xlsx", "--json", folder=made).out)
        assert of_rates(told["funn"]) == [("advarsel", WORDS)]

    def test_no_area_is_told_to_mend_what_is_accepted_since(self, made: Path) -> None:
        good("del", "hele.xlsx", "-o", "ut", folder=made)
        accept(made / "hele.xlsx", OWN_RATE)
        for folder, how in (("a", ()), ("b", ("--mot", "hele.xlsx"))):
            good("merknader", "ut", "-o", folder, *how, folder=made)
            (file,) = (made / folder).glob("PPS *")
            assert ("PRIS-01" in {each.code for each in lines_of(file)}) == (folder == "a")


def head_of(file: Path, field: layout.Field) -> Place:
    estimate = interpret(read_book(file, file.name)[0])
    return estimate.head(estimate.areas[0], field)


def write_their_own(file: Path, *own: Acceptance) -> None:
    book = openpyxl.load_workbook(file)
    sheet = book.create_sheet(layout.ACCEPTED)
    sheet.append([field.label for field in layout.ACCEPTED_COLUMNS])
    for each in own:
        sheet.append(each.texts)
    sheet.add_table(Table(displayName="Egne", ref=f"A1:F{1 + len(own)}"))
    place = head_of(file, layout.AREA_RESPONSIBLE)
    book[place.sheet][place.cell] = "Ny leder"
    book.save(file)
