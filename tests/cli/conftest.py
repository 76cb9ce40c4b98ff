"""Folders with workbooks to run commands in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.workbooks import Edited


@pytest.fixture
def folder(tmp_path: Path, shipped: Path) -> Path:
    """A folder with the workbook that ships."""
    shutil.copy(shipped, tmp_path / "workbook.xlsm")
    return tmp_path


@pytest.fixture
def flawed(tmp_path: Path, small: Path) -> Path:
    """A folder with a workbook in which most kinds of things are wrong."""
    book = Edited(small)
    sheet = "Legemiddelliste"
    book.put(sheet, "J18", 99.0)
    book.put(sheet, "K19", "ca. 250")
    book.put(sheet, "K20", -300_000.0)
    book.put(sheet, "B6")
    book.put(sheet, "C23", 17.0)
    book.hide_row(sheet, 18)
    book.save(tmp_path / "feil.xlsx")
    return tmp_path
