"""An empty area for a workbook in use: complete, and with an id and a sheet name of its own."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from estimat.core import layout
from estimat.core.book import Book
from estimat.core.errors import UsageError
from estimat.core.interpret import interpret
from estimat.files.reading import read_book
from estimat.files.workbooks.emptyarea import save_empty_area


def made(folder: Path, name: str, ids: list[str], sheets: list[str]) -> Book:
    called, formulas = save_empty_area(folder / "ny.xlsx", name, ids, sheets)
    book, _ = read_book(folder / "ny.xlsx", "ny.xlsx")
    (sheet,) = book.sheets
    assert sheet.name == called
    # They are entered where they belong: taken along they could go on meaning this file.
    assert sheet.formulas == {}
    with zipfile.ZipFile(folder / "ny.xlsx") as package:
        assert not any(b"ESTIMAT_" in package.read(part) for part in package.namelist())
    sheet.formulas.update(formulas)
    return book


def test_it_is_an_area_with_a_table_of_one_blank_row(tmp_path: Path) -> None:
    (area,) = interpret(made(tmp_path, "Felles språk", [], [])).areas
    assert (area.head.id, area.head.name, area.head.status) == (
        "FS",
        "Felles språk",
        layout.Status.DRAFT.value,
    )
    assert area.table.headers == layout.HEADERS[:-3]
    assert area.table.first_row == area.table.last_row
    assert area.activities == ()


def test_its_formulas_are_those_of_the_template(tmp_path: Path) -> None:
    book = made(tmp_path, "Felles språk", [], [])
    (area,) = interpret(book).areas
    for column in layout.COMPUTED:
        cell = (area.table.first_row, area.columns[column.header])
        formula = book.sheets[0].formulas[cell]
        assert layout.canonical(formula) == layout.EXPECTED[column.header]


def test_an_id_or_a_sheet_in_use_is_not_taken_again(tmp_path: Path) -> None:
    book = made(tmp_path, "Felles språk", ["fs", "FS2"], ["Felles SPRÅK"])
    assert book.sheets[0].name == "Felles språk2"
    assert interpret(book).areas[0].head.id == "FS3"


@pytest.mark.parametrize("name", ["Kontroll", "Arkiv: alt/intet [2027]", "Å" * 200, "  Å  b  "])
def test_whatever_it_is_called_there_is_a_sheet_for_it(tmp_path: Path, name: str) -> None:
    (area,) = interpret(made(tmp_path, name, [], ["Kontroll"])).areas
    assert area.head.name == " ".join(name.split())


@pytest.mark.parametrize("name", ["", "   ", "12", "???"])
def test_a_name_without_a_letter_is_asked_for_again(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="minst én bokstav"):
        save_empty_area(tmp_path / "ny.xlsx", name, [], [])
    assert not (tmp_path / "ny.xlsx").exists()
