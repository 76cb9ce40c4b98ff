"""Folders as people fill them: copies, old versions, lists, areas without rows, lost files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from estimat.core import layout
from estimat.core.interpret import interpret
from estimat.files.reading import read_book
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, Ran, run
from tests.smallbook import OWN, Small
from tests.workbooks import Edited

NAMES = {
    "PLL": "Pasientens legemiddelliste",
    "PKI": "Pasientens kritiske informasjon",
    "PMD": "Pasientens måledata",
}


@pytest.fixture
def divided(folder: Path) -> Path:
    """The shipped workbook, divided into the folder `ut`."""
    assert run("del", "workbook.xlsm", "-o", "ut", folder=folder).status == GOOD
    return folder


def part(folder: Path, id: str) -> Path:
    return folder / "ut" / f"{id} {NAMES[id]}.xlsm"


def found(ran: Ran, code: str) -> list[dict[str, str]]:
    return [each for each in json.loads(ran.out)["funn"] if each["kode"] == code]


class TestTwice:
    def test_one_file_under_two_names_is_said_once_and_counts_once(self, divided: Path) -> None:
        shutil.copy(divided / "workbook.xlsm", divided / "ut" / "Kopi av workbook.xlsm")
        shutil.copy(divided / "workbook.xlsm", divided / "ut" / "Estimat.xlsm")
        ran = run("konsolider", "ut", "--json", "--tving", folder=divided)
        assert ran.status == ERRORS_FOUND
        assert json.loads(ran.out)["total"]["sum"] == 69_394_500
        whole = next(
            each for each in found(ran, "STR-02") if "filene er helt like" in each["melding"]
        )
        assert whole["fil"] == "ut/Kopi av workbook.xlsm"
        assert "Alle 5 områdene i fila" in whole["melding"]
        assert "ut/Estimat.xlsm (69 394 500 kr her, 69 394 500 kr der" in whole["melding"]

    def test_an_old_and_a_new_version_are_both_named_with_their_kroner(
        self, small: Path, tmp_path: Path
    ) -> None:
        Small(small).save(tmp_path / "PLL.xlsx")
        new = Small(small)
        new.hours(OWN, 1100.0)
        new.save(tmp_path / "PLL ny.xlsx")
        ran = run("konsolider", ".", "--json", folder=tmp_path)
        (twice,) = found(ran, "STR-02")
        assert (ran.status, twice["fil"]) == (ERRORS_FOUND, "PLL.xlsx")
        assert (
            "PLL ny.xlsx › Legemiddelliste (2 000 000 kr her, 2 145 000 kr der)" in twice["melding"]
        )
        assert twice["tiltak"].startswith("Finn ut hvilken av de to som gjelder")

    def test_a_copy_that_is_given_an_id_of_its_own_is_no_area_of_its_own(
        self, divided: Path
    ) -> None:
        book = Edited(part(divided, "PLL"))
        area = interpret(read_book(part(divided, "PLL"), "")[0]).areas[0]
        cells = area.sheet.names[layout.AREA_ID.name]
        book.put(area.sheet.name, f"B{cells.top}", "PLL2")
        book.save(divided / "ut" / "PLL2.xlsm")
        ran = run("konsolider", "ut", "--json", folder=divided)
        assert (ran.status, json.loads(ran.out)["total"]) == (ERRORS_FOUND, None)
        (copy,) = found(ran, "STR-23")
        assert copy["fil"] == "ut/PLL2.xlsm"
        assert "PLL Pasientens legemiddelliste" in copy["melding"]


class TestWithoutRows:
    """Every year begins with areas that have none yet."""

    @pytest.fixture
    def blank(self, folder: Path) -> Path:
        book = openpyxl.load_workbook(folder / "workbook.xlsm", keep_vba=True)
        book["Måledata"]["B7"] = "Utkast"
        book.save(folder / "blank.xlsm")
        assert interpret(read_book(folder / "blank.xlsm", "")[0]).areas[-1].head.status == "Utkast"
        return folder

    def test_they_are_divided_and_gathered_and_said_to_count_as_nothing(self, blank: Path) -> None:
        for command in (
            ("del", "blank.xlsm", "-o", "ut"),
            ("samle", "ut", "-o", "samlet.xlsm"),
        ):
            ran = run(*command, folder=blank)
            assert ran.status == GOOD
            assert "Uten aktiviteter, og teller 0: PMD Pasientens måledata" in ran.out
        assert run("sammenlign", "blank.xlsm", "samlet.xlsm", folder=blank).status in (0, 1)
        assert run("konsolider", "samlet.xlsm", folder=blank).status == ERRORS_FOUND

    def test_other_errors_stop_it_as_before(self, folder: Path) -> None:
        book = Edited(folder / "workbook.xlsm")
        book.put("Legemiddelliste", "E18", "mange")
        book.save(folder / "workbook.xlsm")
        ran = run("del", "workbook.xlsm", "-o", "ut", folder=folder)
        assert (ran.status, (folder / "ut").exists()) == (ERRORS_FOUND, False)


class TestGathering:
    def test_all_that_stops_comes_first_and_by_name(self, divided: Path) -> None:
        part(divided, "PKI").unlink()
        part(divided, "PMD").write_bytes(b"PK, men ingen pakke")
        book = Edited(part(divided, "PLL"))
        book.hide_row("Legemiddelliste", 18)
        book.save(part(divided, "PLL"))
        ran = run("samle", "ut", "-o", "samlet.xlsm", folder=divided)
        assert ran.status == ERRORS_FOUND
        lines = ran.out.splitlines()
        assert [line.split("  ")[1] for line in lines if line.startswith("●")] == [
            "STR-18", "STR-18", "FIL-05",
        ]  # fmt: skip
        said = "\n".join(lines[:8])
        assert "området «PKI Pasientens kritiske informasjon» er ikke i noen av filene" in said
        assert "(det kan være i ut/PMD Pasientens måledata.xlsm, som ikke er lest)" in said
        assert lines[-1] == "Ingenting er laget. Rett feilene, og prøv igjen."

    def test_the_result_is_never_put_among_what_it_is_made_of(self, divided: Path) -> None:
        for inside in ("ut/samlet.xlsm", "ut/ferdig/samlet.xlsm", "./ut/../ut/samlet.xlsm"):
            ran = run("samle", "ut", "-o", inside, folder=divided)
            assert ran.status == WRONG_USE
            assert "ville neste gang bli lest som en del" in ran.err
        assert run("samle", "ut", "-o", "samlet.xlsm", folder=divided).status == GOOD
        assert not list((divided / "ut").rglob("samlet*"))

    def test_a_part_has_no_total_that_could_grow_old_and_opens_on_its_area(
        self, divided: Path
    ) -> None:
        book = openpyxl.load_workbook(part(divided, "PLL"))
        assert "Konsolidert" not in book.sheetnames
        assert book.active is book["Legemiddelliste"]


class TestNotRead:
    @pytest.mark.parametrize(
        "name",
        [
            "PJD.csv",
            "PJD.numbers",
            "PJD.xltx",
            "PJD.gsheet",
            "PJD.xlsx.bak",
            "PJD.xlsx~",
            "PJD.zip",
        ],
    )
    def test_what_may_be_an_answer_is_named_with_what_to_do(
        self, name: str, small: Path, tmp_path: Path
    ) -> None:
        Small(small).save(tmp_path / "PLL.xlsx")
        (tmp_path / "under").mkdir()
        (tmp_path / "under" / name).write_bytes(b"...")
        ran = run("valider", ".", "--json", folder=tmp_path)
        (not_read,) = found(ran, "FIL-10")
        assert not_read["fil"] == f"under/{name}"
        assert "lagre som Excel-arbeidsbok" in not_read["tiltak"]

    def test_a_workbook_without_an_ending_is_named_too(self, small: Path, tmp_path: Path) -> None:
        Small(small).save(tmp_path / "PLL.xlsx")
        shutil.copy(small, tmp_path / "PJD")
        assert found(run("valider", ".", "--json", folder=tmp_path), "FIL-10")

    def test_what_is_ours_or_the_systems_is_not(self, small: Path, tmp_path: Path) -> None:
        Small(small).save(tmp_path / "PLL.xlsx")
        for name in (
            "~$PLL.xlsx", ".~lock.PLL.xlsx#", ".DS_Store", "Thumbs.db", "desktop.ini", "notat.docx",
            "notat.pdf", "LESMEG.txt", "Makefile",
        ):  # fmt: skip
            (tmp_path / name).write_bytes(b"...")
        ran = run("valider", ".", "--json", folder=tmp_path)
        assert (ran.status, json.loads(ran.out)["funn"]) == (GOOD, [])
