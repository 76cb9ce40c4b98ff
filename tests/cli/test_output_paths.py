"""Where a result may be written, and what is left when it may not: the old file, and no other."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from estimat.files.results.proof import is_result
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


def test_a_result_to_which_a_sheet_was_added_is_never_replaced(folder: Path) -> None:
    consolidate(folder, "sum.xlsx")
    book = Edited(folder / "sum.xlsx")
    book.rename("Linjer", "Mine notater")
    book.save(folder / "sum.xlsx")
    assert_refused(folder, "sum.xlsx", "noe annet enn et resultat fra Estimat")


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
