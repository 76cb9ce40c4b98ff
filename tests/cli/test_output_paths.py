"""Where a result may be written, and what is left when it may not: the old file, and no other."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from estimat.files.results.proof import is_result
from tests import timesheets
from tests.running import GOOD, WRONG_USE, Ran, run
from tests.workbooks import Edited

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
not_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may write in every folder")


def consolidate(folder: Path, target: str | Path) -> Ran:
    return run("konsolider", "workbook.xlsm", "-o", target, folder=folder)


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too."""
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
    }


def assert_refused(folder: Path, target: str | Path, said: str) -> None:
    before = content(folder)
    ran = consolidate(folder, target)
    assert ran.status == WRONG_USE
    assert said in ran.err
    assert ran.out == ""
    assert content(folder) == before


def test_a_new_file_is_written(folder: Path) -> None:
    ran = consolidate(folder, "sum.xlsx")
    assert ran.status == GOOD
    assert ran.out.endswith("Skrevet: sum.xlsx\n")
    assert sorted(content(folder)) == ["sum.xlsx", "workbook.xlsm"]


def test_an_earlier_result_is_replaced(folder: Path) -> None:
    consolidate(folder, "sum.xlsx")
    (folder / "sum.xlsx").chmod(0o640)
    before = content(folder)["sum.xlsx"]
    shutil.copy(folder / "workbook.xlsm", folder / "kopi.xlsm")
    ran = run("konsolider", "kopi.xlsm", "-o", "sum.xlsx", folder=folder)
    assert ran.status == GOOD
    assert content(folder)["sum.xlsx"] != before
    assert (folder / "sum.xlsx").stat().st_mode & 0o777 == 0o640


def test_somebody_elses_workbook_is_never_replaced(folder: Path, small: Path) -> None:
    shutil.copy(small, folder / "sum.xlsx")
    assert_refused(folder, "sum.xlsx", "noe annet enn et resultat fra Estimat")


def test_an_input_is_never_replaced(folder: Path, small: Path) -> None:
    shutil.copy(small, folder / "inn.xlsx")
    before = content(folder)
    ran = run("konsolider", "inn.xlsx", "-o", "inn.xlsx", folder=folder)
    assert ran.status == WRONG_USE
    assert content(folder) == before


def renamed(path: Path) -> None:
    book = Edited(path)
    book.rename("Linjer", "Mine notater")
    book.save(path)


def opened_and_written_in(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A20"] = "Se vedtaket av 3. juni"
    book.save(path)


def opened_and_saved(path: Path) -> None:
    openpyxl.load_workbook(path).save(path)


def without_a_seal(path: Path) -> None:
    book = Edited(path)
    book.drop_name("EstimatSegl")
    book.save(path)


def with_another_number(path: Path) -> None:
    book = Edited(path)
    sheet = book.sheet_part("Konsolidert")
    book.parts[sheet] = book.parts[sheet].replace(b"69394500", b"69394501")
    book.save(path)


EDITS = (renamed, opened_and_written_in, opened_and_saved, without_a_seal, with_another_number)


class TestAResultThatSomebodyWorkedIn:
    @pytest.mark.parametrize("edit", EDITS, ids=lambda each: str(each.__name__))
    def test_is_kept_until_they_say_otherwise(
        self, folder: Path, edit: Callable[[Path], None]
    ) -> None:
        consolidate(folder, "sum.xlsx")
        edit(folder / "sum.xlsx")
        assert_refused(folder, "sum.xlsx", "Velg et annet navn, eller bruk --overskriv.")
        ran = run("konsolider", "workbook.xlsm", "-o", "sum.xlsx", "--overskriv", folder=folder)
        assert ran.status == GOOD
        assert consolidate(folder, "sum.xlsx").status == GOOD

    def test_is_kept_under_its_usual_name_too(self, folder: Path) -> None:
        assert run("konsolider", "workbook.xlsm", folder=folder).status == GOOD
        assert run("konsolider", "workbook.xlsm", folder=folder).status == GOOD
        opened_and_written_in(folder / "konsolidert.xlsx")
        before = content(folder)
        ran = run("konsolider", "workbook.xlsm", folder=folder)
        assert ran.status == WRONG_USE
        assert "det som er endret i den, ville gått tapt" in ran.err
        assert content(folder) == before

    def test_is_kept_by_a_comparison(self, folder: Path) -> None:
        command = ("sammenlign", "workbook.xlsm", "workbook.xlsm", "-o", "endringer.xlsx")
        assert run(*command, folder=folder).status == GOOD
        assert run(*command, folder=folder).status == GOOD
        opened_and_written_in(folder / "endringer.xlsx")
        before = content(folder)
        ran = run(*command, folder=folder)
        assert ran.status == WRONG_USE
        assert "bruk --overskriv" in ran.err
        assert content(folder) == before
        assert run(*command, "--overskriv", folder=folder).status == GOOD

    def test_of_another_program_is_replaced_by_no_means(self, folder: Path, small: Path) -> None:
        shutil.copy(small, folder / "sum.xlsx")
        before = content(folder)
        ran = run("konsolider", "workbook.xlsm", "-o", "sum.xlsx", "--overskriv", folder=folder)
        assert ran.status == WRONG_USE
        assert content(folder) == before


@pytest.mark.parametrize(
    "command",
    [
        ("oversikt", "plan.xlsx"), ("linjer", "plan.xlsx"), ("usikkerhet", "plan.xlsx"),
        ("scenarioer", "plan.xlsx"), ("sammenlign", "plan.xlsx", "plan.xlsx"),
        ("faktisk", "plan.xlsx", "timer.csv", "--til-og-med", "2024-04"), ("status", "plan.xlsx"),
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_a_result_of_another_command_is_replaced_only_when_told_to(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    """It may be of workbooks as they were, and be the only one that is left."""
    timesheets.plan(tmp_path / "plan.xlsx")
    (tmp_path / "timer.csv").write_text(timesheets.dfo(), "utf-8")
    assert run("konsolider", "plan.xlsx", "-o", "sum.xlsx", folder=tmp_path).status == GOOD
    before = content(tmp_path)
    ran = run(*command, "-o", "sum.xlsx", folder=tmp_path)
    assert ran.status == WRONG_USE, ran.out
    assert "et resultat av en annen kommando (arket Konsolidert)" in ran.err
    assert content(tmp_path) == before
    ran = run(*command, "-o", "sum.xlsx", "--overskriv", folder=tmp_path)
    assert ran.status == GOOD, ran.err + ran.out
    assert run(*command, "-o", "sum.xlsx", folder=tmp_path).status == GOOD
    ran = consolidate(tmp_path, "sum.xlsx")
    assert "et resultat av en annen kommando (arket " in ran.err


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04", b"noe annet", b"\xd0\xcf\x11\xe0" * 200])
def test_a_file_that_is_no_workbook_is_never_replaced(folder: Path, junk: bytes) -> None:
    (folder / "sum.xlsx").write_bytes(junk)
    assert_refused(folder, "sum.xlsx", "noe annet enn et resultat fra Estimat")


def test_a_folder_is_no_target(folder: Path) -> None:
    (folder / "sum.xlsx").mkdir()
    assert_refused(folder, "sum.xlsx", "er en mappe")


def test_a_missing_folder_is_not_made(folder: Path) -> None:
    assert_refused(folder, "nei/sum.xlsx", "finnes ikke. Lag den først")


def test_a_file_is_no_folder(folder: Path) -> None:
    assert_refused(folder, "workbook.xlsm/sum.xlsx", "finnes ikke. Lag den først")


def test_a_read_only_file_is_left_alone(folder: Path) -> None:
    consolidate(folder, "sum.xlsx")
    (folder / "sum.xlsx").chmod(0o444)
    assert_refused(folder, "sum.xlsx", "er skrivebeskyttet")


@not_root
def test_a_read_only_folder_is_left_alone(folder: Path) -> None:
    (folder / "lukket").mkdir(mode=0o555)
    assert_refused(folder, "lukket/sum.xlsx", "du har ikke skrivetilgang dit")


@pytest.mark.parametrize("name", ["sum.xlsm", "sum.ods", "sum", "sum.xlsx.txt", ".xlsx"])
def test_only_the_ending_of_a_workbook_without_macros_is_taken(folder: Path, name: str) -> None:
    assert_refused(folder, name, "må ende på .xlsx")


def test_a_name_too_long_for_the_disk_is_explained(folder: Path) -> None:
    assert_refused(folder, "å" * 200 + ".xlsx", "filnavnet er for langt")
    before = content(folder)
    ran = run("mal", "å" * 200 + ".xlsx", folder=folder)
    assert ran.status == WRONG_USE
    assert "filnavnet er for langt" in ran.err
    assert content(folder) == before


def test_the_longest_name_the_disk_takes_will_do(folder: Path) -> None:
    name = "s" * 250 + ".xlsx"
    assert consolidate(folder, name).status == GOOD
    assert is_result(folder / name)


def test_a_link_to_nowhere_becomes_the_result(folder: Path) -> None:
    (folder / "sum.xlsx").symlink_to("borte.xlsx")
    assert consolidate(folder, "sum.xlsx").status == GOOD
    assert is_result(folder / "sum.xlsx")


def test_a_link_to_itself_is_explained(folder: Path) -> None:
    (folder / "sum.xlsx").symlink_to("sum.xlsx")
    ran = consolidate(folder, "sum.xlsx")
    assert ran.status == WRONG_USE
    assert "Kan ikke lagre sum.xlsx" in ran.err


def test_a_folder_is_consolidated_twice_to_the_same_numbers(folder: Path) -> None:
    first = run("konsolider", ".", folder=folder)
    second = run("konsolider", ".", folder=folder)
    assert first == second
    assert (first.status, first.err) == (GOOD, "")
    assert sorted(content(folder)) == ["konsolidert.xlsx", "workbook.xlsm"]
    numbers = json.loads(run("konsolider", ".", "--json", folder=folder).out)
    assert numbers["total"]["mill"] == 69.4
    assert "FIL-09" in [each["kode"] for each in numbers["funn"]]  # named, not counted


def test_a_result_under_another_name_is_not_read_as_an_estimate(folder: Path) -> None:
    consolidate(folder, "i fjor.xlsx")
    ran = run("konsolider", ".", folder=folder)
    assert ran.status == GOOD
    assert "69 394 500" in ran.out
    assert "FIL-09  i fjor.xlsx" in ran.out


def test_a_result_alone_is_not_replaced_by_an_empty_one(folder: Path) -> None:
    consolidate(folder, "konsolidert.xlsx")
    (folder / "workbook.xlsm").unlink()
    before = content(folder)
    for given in ("konsolidert.xlsx", "."):
        ran = run("konsolider", given, folder=folder)
        assert ran.status == WRONG_USE
        assert content(folder) == before


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk with room for one result and half of another."""
    consolidate(folder, "sum.xlsx")
    size = (folder / "sum.xlsx").stat().st_size * 3 // 2
    (folder / "sum.xlsx").unlink()
    disk = folder / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no small disk may be mounted here")
    yield disk
    subprocess.run(["umount", disk], check=True)


@root_only
def test_a_full_disk_leaves_the_old_result_and_nothing_else(folder: Path, small_disk: Path) -> None:
    assert consolidate(folder, small_disk / "sum.xlsx").status == GOOD
    before = content(small_disk)
    ran = consolidate(folder, small_disk / "sum.xlsx")
    assert ran.status == WRONG_USE
    assert "disken er full" in ran.err
    assert content(small_disk) == before


@root_only
def test_a_full_disk_takes_no_new_workbook(folder: Path, small_disk: Path) -> None:
    ran = run("mal", small_disk / "ny.xlsm", folder=folder)
    assert ran.status == WRONG_USE
    assert "disken er full" in ran.err
    assert content(small_disk) == {}
