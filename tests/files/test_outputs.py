"""Every cell of the workbooks that an estimate becomes on its way: compared, divided, rolled on."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from estimat.cli.main import main
from tests.e2e.menu import AREA, hours
from tests.files.test_result import GOLDEN, dump, opened
from tests.golden import assert_golden
from tests.workbooks import Edited


@pytest.fixture
def folder(tmp_path: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(shipped, tmp_path / "workbook.xlsm")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def assert_cells(file: Path, golden: str) -> None:
    said = _WHEN.sub("(når)", dump(opened(file)))
    assert_golden(GOLDEN.with_name(golden), _HASH.sub("(hash)", said))


_WHEN = re.compile(r"\d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d")
_HASH = re.compile(r"\b[0-9a-f]{64}\b")


def test_a_comparison(folder: Path) -> None:
    book = Edited(folder / "workbook.xlsm")
    book.put(AREA, hours(folder / "workbook.xlsm"), 1840.5)
    book.save(folder / "ny.xlsm")
    assert main(["sammenlign", "workbook.xlsm", "ny.xlsm", "-o", "endringer.xlsx"]) == 1
    assert_cells(folder / "endringer.xlsx", "endringer.txt")


def test_an_area_on_its_own(folder: Path) -> None:
    assert main(["del", "workbook.xlsm", "-o", "ut"]) == 0
    assert_cells(folder / "ut" / "PPS Pasientens prøvesvar.xlsm", "del-pps.txt")


def test_the_next_year(folder: Path) -> None:
    rates = ["--til", "2025", "--pris", "3,1%", "--lonn", "4,2%"]
    assert main(["rull", "workbook.xlsm", *rates, "-o", "estimat-2025.xlsm"]) == 0
    assert_cells(folder / "estimat-2025.xlsm", "rull-2025.txt")
