"""Who has delivered what, and what has come gathered: `estimat status`, `samle --delvis`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from estimat.core.collection.report import COLUMNS, NOTE, STATE
from estimat.files.reading import read_book
from tests.cli.test_out import part_of
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, run, run_in_terminal, without_colours
from tests.workbooks import Edited

SHEETS = {
    "PLL": "Legemiddelliste", "PJD": "Journaldokumenter", "PPS": "Prøvesvar",
    "PKI": "Kritisk informasjon", "PMD": "Måledata",
}  # fmt: skip


@pytest.fixture
def out(folder: Path) -> Path:
    """The shipped workbook, sent out to the areas; what has come back goes into `inn`."""
    ran = run("del", "workbook.xlsm", "-o", "ut", "--frist", "2024-02-01", folder=folder)
    assert ran.status == GOOD
    (folder / "inn").mkdir()
    return folder


def deliver(folder: Path, id: str, hours: int | None = None, name: str = "") -> Path:
    """A part comes back, saved by a program that has no Estimat: its first row has other hours."""
    source = part_of(folder / "ut", id)
    target = folder / "inn" / (name or source.name)
    if hours is None:
        shutil.copy(source, target)
        return target
    book = openpyxl.load_workbook(source, keep_vba=True)
    book[SHEETS[id]]["E18"] = hours
    book.save(target)
    return target


def status(folder: Path, *more: str) -> dict[str, Any]:
    ran = run("status", "inn", *more, "--json", folder=folder)
    told: dict[str, Any] = json.loads(ran.out)
    return told


def states(told: dict[str, Any]) -> dict[str, str]:
    return {each["id"]: each["tilstand"] for each in told["omrader"]}


def line(told: dict[str, Any], id: str) -> dict[str, Any]:
    (found,) = (each for each in told["omrader"] if each["id"] == id)
    return dict(found)


class TestWhoHasDelivered:
    def test_the_missing_stand_first_and_by_name(self, out: Path) -> None:
        deliver(out, "PLL", 100)
        deliver(out, "PKI")
        ran = run("status", "inn", folder=out)
        assert ran.status == ERRORS_FOUND
        first, second, *_ = ran.out.splitlines()
        assert first == "5 områder: 1 levert, 1 uendret, 3 mangler. Fristen gikk ut 01.02.2024."
        assert second == (
            "Mangler: PJD Pasientens journaldokumenter, PPS Pasientens prøvesvar, "
            "PMD Pasientens måledata."
        )
        told = status(out)
        assert [each["id"] for each in told["omrader"]] == ["PJD", "PPS", "PMD", "PKI", "PLL"]
        assert line(told, "PPS")["frist_passert"]
        assert "Fristen gikk ut 01.02.2024." in line(told, "PPS")["merknad"]

    def test_it_says_what_the_area_has_moved_since_it_was_sent(self, out: Path) -> None:
        before = status_after_all(out)
        file = deliver(out, "PPS", 1840 + 100)
        told = status(out)
        found = line(told, "PPS")
        assert found["endring"] == 145_000
        assert found["sum"] == line(before, "PPS")["sum"] + 145_000
        assert found["fil"] == f"inn/{file.name}"
        assert told["sum"] == before["sum"] + 145_000

    def test_a_folder_in_which_nothing_has_come_misses_all_of_the_workbook(self, out: Path) -> None:
        assert run("status", "inn", folder=out).status == WRONG_USE
        told = status(out, "--mot", "workbook.xlsm")
        assert states(told) == dict.fromkeys(SHEETS, "mangler")

    def test_a_text_alone_is_a_change(self, out: Path) -> None:
        file = deliver(out, "PPS")
        book = Edited(file)
        book.put("Prøvesvar", "R18", "Avklart med avdelingen")
        book.save(file)
        assert states(status(out))["PPS"] == "levert"

    def test_a_file_that_cannot_be_read_is_its_areas(self, out: Path) -> None:
        deliver(out, "PLL")
        file = deliver(out, "PPS")
        file.write_bytes(file.read_bytes()[:2000])
        (out / "inn" / "PKI Svar.csv").write_text("a;b")
        told = status(out)
        assert states(told)["PPS"] == states(told)["PKI"] == "ikke lesbar"
        assert file.name in line(told, "PPS")["merknad"]
        assert "som ikke er lest" not in line(told, "PJD")["merknad"]

    def test_a_file_that_could_be_anybodys_is_told_to_all_that_are_missing(self, out: Path) -> None:
        deliver(out, "PLL")
        (out / "inn" / "Svar.csv").write_text("a;b")
        told = status(out)
        assert "Kan være i Svar.csv, som ikke er lest." in line(told, "PPS")["merknad"]
        (other,) = told["andre_filer"]
        assert other["fil"] == "inn/Svar.csv"


def status_after_all(folder: Path) -> dict[str, Any]:
    """How it is when all has come back as it was sent."""
    for id in SHEETS:
        deliver(folder, id)
    return status(folder)


class TestVersions:
    def test_two_that_are_wholly_alike_count_once(self, out: Path) -> None:
        deliver(out, "PPS", 2000)
        shutil.copy(part_of(out / "inn", "PPS"), out / "inn" / "kopi.xlsm")
        found = line(status(out), "PPS")
        assert found["tilstand"] == "flere versjoner"
        assert "er helt like; behold den ene" in found["merknad"]
        assert found["sum"] == 8_993_000 + 160 * 1450

    def test_the_newest_is_the_one_that_was_saved_last_whatever_the_files_times_are(
        self, out: Path
    ) -> None:
        old = deliver(out, "PPS", 2000)
        stamp(old, "2024-01-20T10:00:00Z")
        new = deliver(out, "PPS", 2100, name="PPS rettet.xlsm")
        stamp(new, "2024-01-21T10:00:00Z")
        old.touch()
        found = line(status(out), "PPS")
        assert found["fil"] == "inn/PPS rettet.xlsm"
        assert found["sum"] == 8_993_000 + 260 * 1450
        assert "Nyest er PPS rettet.xlsm" in found["merknad"]

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("2024-01-20T11:00:00+02:00", "2024-01-20T10:00:00Z"),
            ("2024-01-20T23:30:00.25-01:00", "2024-01-21T00:29:59Z"),
        ],
    )
    def test_times_are_compared_wherever_they_were_written(
        self, first: str, second: str, out: Path
    ) -> None:
        by_time = sorted((first, second), key=lambda each: "Z" in each, reverse=".25" in first)
        for hours, when in zip((2000, 2100), by_time, strict=True):
            stamp(deliver(out, "PPS", hours, f"{hours}.xlsm"), when)
        assert line(status(out), "PPS")["fil"] == "inn/2100.xlsm"

    def test_what_is_no_time_is_not_the_latest(self, out: Path) -> None:
        stamp(deliver(out, "PPS", 2000, "0.xlsm"), "9999-99-99T99:99:99Z")
        stamp(deliver(out, "PPS", 2100, "1.xlsm"), "2024-01-20T10:00:00Z")
        assert line(status(out), "PPS")["fil"] is None

    def test_where_nothing_tells_no_number_is_shown(self, out: Path) -> None:
        for number, hours in enumerate((2000, 2100)):
            stamp(deliver(out, "PPS", hours, f"{number}.xlsm"), "2024-01-20T10:00:00Z")
        found = line(status(out), "PPS")
        assert (found["sum"], found["fil"]) == (None, None)
        assert "sier de ikke selv" in found["merknad"]

    def test_one_of_a_later_time_is_newer_though_the_other_was_saved_after_it(
        self, out: Path
    ) -> None:
        status_after_all(out)
        assert run("samle", "inn", "-o", "samlet.xlsm", folder=out).status == GOOD
        assert run("del", "samlet.xlsm", "-o", "ut2", folder=out).status == GOOD
        shutil.copy(part_of(out / "ut2", "PPS"), out / "inn" / "ny.xlsm")
        stamp(deliver(out, "PPS", 2000), "2030-01-01T10:00:00Z")
        told = status(out)
        assert line(told, "PPS")["fil"] == "inn/ny.xlsm"
        assert states(told)["PLL"] == "utdatert"
        assert "Laget av utsendelse 1" in line(told, "PLL")["merknad"]

    def test_new_rates_make_no_older_answer_the_newest(self, out: Path) -> None:
        """They go into what was written before; the area may have gone on in its own file."""
        first = deliver(out, "PPS", 2000)
        stamp(first, "2024-01-20T10:00:00Z")
        book = Edited(out / "workbook.xlsm")
        book.put("Forutsetninger", "B12", "2025-kroner")
        book.save(out / "workbook.xlsm")
        assert (
            run("oppdater", "inn", "--fra", "workbook.xlsm", "-o", "ny", folder=out).status == GOOD
        )
        shutil.copy(part_of(out / "ny", "PPS"), out / "inn" / "ny sats.xlsm")
        stamp(deliver(out, "PPS", 2100), "2024-01-22T10:00:00Z")
        found = line(status(out), "PPS")
        assert (found["fil"], found["sum"]) == (None, None)


def stamp(file: Path, saved: str) -> None:
    """Let a file say that it was saved at a time."""
    book = Edited(file)
    part = book.parts["docProps/core.xml"].decode()
    before, _, rest = part.partition("<dcterms:modified")
    inside, _, after = rest.partition("</dcterms:modified>")
    tag = inside.partition(">")[0]
    book.parts["docProps/core.xml"] = (
        f"{before}<dcterms:modified{tag}>{saved}</dcterms:modified>{after}".encode()
    )
    book.save(file)


class TestAgainstTheWorkbook:
    def test_other_rates_than_it_has_are_named(self, out: Path) -> None:
        status_after_all(out)
        book = Edited(out / "workbook.xlsm")
        book.put("Forutsetninger", "B12", "2025-kroner")
        book.save(out / "workbook.xlsm")
        told = status(out, "--mot", "workbook.xlsm")
        assert set(states(told).values()) == {"utdatert"}
        assert "Prisnivå er" in line(told, "PPS")["merknad"]
        assert "«2025-kroner» i workbook.xlsm" in line(told, "PPS")["merknad"]

    def test_another_budget_than_it_has_is_named(self, out: Path) -> None:
        deliver(out, "PPS")
        book = Edited(out / "workbook.xlsm")
        book.put("Prøvesvar", "B10", 9.5)
        book.save(out / "workbook.xlsm")
        said = line(status(out, "--mot", "workbook.xlsm"), "PPS")["merknad"]
        assert (
            "Budsjettet er 9 mill. kr i fila, og 9,5 mill. kr i workbook.xlsm, som gjelder." in said
        )

    def test_the_workbook_may_lie_in_the_folder(self, out: Path) -> None:
        deliver(out, "PPS")
        shutil.move(out / "workbook.xlsm", out / "inn" / "workbook.xlsm")
        told = status(out, "--mot", "inn/workbook.xlsm")
        assert states(told)["PPS"] == "uendret"
        assert states(told)["PLL"] == "mangler"

    def test_what_is_no_workbook_to_hold_against_is_refused(self, out: Path) -> None:
        deliver(out, "PPS")
        (out / "tekst.xlsx").write_text("ikke en arbeidsbok")
        ran = run("status", "inn", "--mot", "tekst.xlsx", folder=out)
        assert ran.status == WRONG_USE
        assert "FIL-03" in ran.out


class TestTheSheet:
    def test_it_shows_the_same_and_may_be_replaced(self, out: Path) -> None:
        deliver(out, "PPS", 2000)
        for _ in range(2):
            ran = run("status", "inn", "-o", "status.xlsx", folder=out)
            assert ran.out.endswith("Skrevet: status.xlsx\n")
        book, _ = read_book(out / "status.xlsx", "")
        (sheet,) = book.sheets
        (table,) = sheet.tables
        assert list(table.headers) == [each.text for each in COLUMNS]
        column = 1 + COLUMNS.index(STATE)
        rows = range(table.first_row, table.last_row + 1)
        assert [sheet.values[row, column] for row in rows] == ["Mangler"] * 4 + ["Levert"]
        assert str(sheet.values[table.first_row, 1 + COLUMNS.index(NOTE)]).startswith("Fristen")

    def test_it_is_one_page(self, out: Path) -> None:
        deliver(out, "PPS", 2000)
        run("status", "inn", "-o", "status.xlsx", folder=out)
        (sheet,) = openpyxl.load_workbook(out / "status.xlsx")
        fits = sheet.sheet_properties.pageSetUpPr
        assert fits is not None
        assert fits.fitToPage
        assert sheet.page_setup.fitToHeight != 0  # which would be as many as it takes
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)

    @pytest.mark.parametrize("columns", [80, 140])
    def test_it_fits_the_terminal(self, out: Path, columns: int) -> None:
        deliver(out, "PPS", 2000)
        shown = without_colours(run_in_terminal("status", "inn", folder=out, columns=columns).out)
        assert max(map(len, shown.splitlines())) <= columns
        assert "9 225 000" in shown


class TestWhatHasCome:
    """`samle --delvis`: what is good is taken, and the workbook's own sheets stand for the rest."""

    def gathered(self, folder: Path, *more: str) -> str:
        ran = run("samle", "inn", "--mot", "workbook.xlsm", *more, "-o", "samlet.xlsm",
                  folder=folder)  # fmt: skip
        assert ran.status == GOOD, ran.out + ran.err
        return ran.out

    def changes(self, folder: Path) -> dict[str, int]:
        ran = run("sammenlign", "workbook.xlsm", "samlet.xlsm", "--json", folder=folder)
        told = json.loads(ran.out)
        assert told["avstemming"]["differanse"] == 0
        return {each["id"]: each["kroner"] for each in told["endringer"]}

    def test_the_areas_that_have_not_come_stand_as_they_were_and_the_total_says_so(
        self, out: Path
    ) -> None:
        deliver(out, "PPS", 2000)
        deliver(out, "PKI")
        said = self.gathered(out, "--delvis")
        assert "PLL Pasientens legemiddelliste står som i workbook.xlsm: Mangler." in said
        kept = "PKI Pasientens kritiske informasjon står som i workbook.xlsm: Uendret siden den"
        assert kept in said
        assert self.changes(out) == {"PPS-1": 160 * 1450}
        ran = run("konsolider", "samlet.xlsm", folder=out)
        assert ran.status == GOOD
        assert ran.out.startswith("DELVIS: Disse områdene er ikke levert")
        assert "PPS Pasientens prøvesvar" not in ran.out.partition("\n")[0]
        for file in ("samlet.xlsm", "konsolidert.xlsx"):
            assert "DELVIS: Disse områdene er ikke levert" in face(out / file)

    def test_when_the_rest_has_come_nothing_is_old_any_more(self, out: Path) -> None:
        deliver(out, "PPS", 2000)
        self.gathered(out, "--delvis")
        (out / "samlet.xlsm").rename(out / "fredag.xlsm")
        for id in ("PLL", "PJD", "PKI", "PMD"):
            deliver(out, id)
        ran = run("samle", "inn", "--mot", "fredag.xlsm", "-o", "samlet.xlsm", folder=out)
        assert (ran.status, ran.out) == (GOOD, "Skrevet: samlet.xlsm\n")
        assert self.changes(out) == {"PPS-1": 160 * 1450}
        assert "DELVIS" not in run("konsolider", "samlet.xlsm", folder=out).out

    def test_the_scenarios_of_the_workbook_are_kept(self, out: Path) -> None:
        status_after_all(out)
        self.gathered(out)
        shown = [
            json.loads(run("scenarioer", each, "--json", folder=out).out)["scenarioer"]
            for each in ("workbook.xlsm", "samlet.xlsm")
        ]
        assert shown[0] == shown[1]

    @pytest.mark.parametrize(
        ("sheet", "cell", "value", "why"),
        [
            ("Prøvesvar", "E18", "mange", "inneholder «mange»"),
            ("Forutsetninger", "B6", 1500.0, "Timepris er 1 500"),
        ],
    )
    def test_what_is_wrong_is_not_taken(
        self, out: Path, sheet: str, cell: str, value: str | float, why: str
    ) -> None:
        file = deliver(out, "PPS", 2000)
        deliver(out, "PLL", 3000)
        book = Edited(file)
        book.put(sheet, cell, value)
        book.save(file)
        said = self.gathered(out, "--delvis")
        (line,) = (each for each in said.splitlines() if each.startswith("PPS"))
        assert "står som i workbook.xlsm" in line
        assert why in line
        assert [*self.changes(out)] == ["PLL-1"]

    def test_two_versions_are_not_chosen_between(self, out: Path) -> None:
        deliver(out, "PPS", 2000)
        deliver(out, "PPS", 2100, "rettet.xlsm")
        deliver(out, "PLL", 3000)
        said = self.gathered(out, "--delvis")
        assert "PPS Pasientens prøvesvar står som i workbook.xlsm: Flere versjoner." in said
        assert [*self.changes(out)] == ["PLL-1"]

    def test_where_nothing_can_be_taken_nothing_is_made(self, out: Path) -> None:
        ran = run("samle", "inn", "--mot", "workbook.xlsm", "--delvis", "-o", "samlet.xlsm",
                  folder=out)  # fmt: skip
        assert ran.status == WRONG_USE
        assert "Ingenting er kommet som kan samles." in ran.err
        assert not (out / "samlet.xlsm").exists()

    @pytest.mark.parametrize("more", [("--delvis",), ()])
    def test_a_folder_that_is_not_there_is_no_folder_in_which_nothing_has_come(
        self, out: Path, more: tuple[str, ...]
    ) -> None:
        ran = run("samle", "innn", "--mot", "workbook.xlsm", *more, "-o", "samlet.xlsm", folder=out)
        assert (ran.status, "innn finnes ikke" in ran.err) == (WRONG_USE, True)
        assert run("status", "innn", "--mot", "workbook.xlsm", folder=out).status == WRONG_USE

    def test_a_part_is_not_the_workbook_to_hold_against(self, out: Path) -> None:
        part = deliver(out, "PLL")
        ran = run("status", "inn", "--mot", part, folder=out)
        assert ran.status == WRONG_USE
        assert "er en del av et estimat" in ran.err

    def test_without_partial_every_stop_is_named(self, out: Path) -> None:
        deliver(out, "PPS", 2000)
        deliver(out, "PLL")
        deliver(out, "PLL", name="PLL kopi.xlsm")
        ran = run("samle", "inn", "--mot", "workbook.xlsm", "-o", "samlet.xlsm", folder=out)
        assert ran.status == ERRORS_FOUND
        for said in ("PJD", "PKI", "PMD", "STR-02"):
            assert said in ran.out
        assert not (out / "samlet.xlsm").exists()

    def test_what_the_controller_has_written_since_stands(self, out: Path) -> None:
        """The workbook holds for all that is not the areas': words, factors, an unchanged area."""
        deliver(out, "PPS", 2000)
        deliver(out, "PLL")
        book = openpyxl.load_workbook(out / "workbook.xlsm", keep_vba=True)
        book["Notat"]["B4"] = "En ny tittel"
        book["Legemiddelliste"]["E18"] = 4000
        book.save(out / "workbook.xlsm")
        said = self.gathered(out, "--delvis")
        assert "Notatets ord er arbeidsbokens; andre ord står i PLL Pasientens" in said
        assert self.changes(out) == {"PPS-1": 160 * 1450}
        samlet, _ = read_book(out / "samlet.xlsm", "")
        (note,) = (each for each in samlet.sheets if each.name == "Notat")
        assert note.values[4, 2] == "En ny tittel"

    def test_partial_needs_the_workbook(self, out: Path) -> None:
        deliver(out, "PPS")
        ran = run("samle", "inn", "--delvis", "-o", "samlet.xlsm", folder=out)
        assert ran.status == WRONG_USE
        assert "--delvis krever --mot" in ran.err


def face(file: Path) -> str:
    book, _ = read_book(file, "")
    (sheet,) = (each for each in book.sheets if each.name == "Konsolidert")
    return " ".join(str(each) for (row, _), each in sheet.values.items() if row < 8)
