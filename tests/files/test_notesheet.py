"""The sheet Notat: its cells are named, hold what is to be said, and are high enough to be read."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from estimat.core import layout
from estimat.core.interpret import interpret
from estimat.core.layout import NOTE as SHEET
from estimat.core.noting.note import NUMBERS, UNCERTAIN
from estimat.core.noting.words import Prose, words
from estimat.files.reading import read_book
from estimat.files.workbooks.areafile import NoteText, read_area_file
from tests.files.test_template import write

AREAS = read_area_file()


def note() -> NoteText:
    assert AREAS.note
    return AREAS.note


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(AREAS, tmp_path_factory.mktemp("mal") / "mal.xlsx")


@pytest.fixture(scope="module")
def sheet(book: Path) -> Worksheet:
    found = openpyxl.load_workbook(book)[SHEET]
    assert isinstance(found, Worksheet)
    return found


def read_back(path: Path) -> Prose:
    (found,) = words(interpret(read_book(path, "mal.xlsx")[0]))
    assert found.prose
    return found.prose


def test_what_is_written_in_it_is_what_is_read(book: Path) -> None:
    prose = read_back(book)
    assert prose.title.text == note().title
    assert tuple(each.text for each in prose.introduction) == note().introduction
    assert prose.headings.ambitions.text == note().ambitions
    assert prose.headings.activities.text == note().activities
    assert prose.budget.text == note().budget
    assert {n: each.text for n, each in prose.footnotes.items()} == {1: note().footnotes[0]}
    assert (prose.of_areas["PLL"].ambitions.text, prose.of_areas["PLL"].activities.text) == (
        "Ambisjon for {Budsjettar 1000}",
        "Leveranser og aktiviteter i {Budsjettar 1000}",
    )
    assert {*prose.of_areas} == {area.head.id for area in AREAS.areas}
    assert prose.of_areas["PMD"].ambitions.text == ""


def test_its_names_belong_to_it_and_follow_it_into_another_workbook(sheet: Worksheet) -> None:
    fields = [each for name, each in vars(layout).items() if name.startswith("NOTE_")]
    assert {*sheet.defined_names} == {field.name for field in fields}
    assert len(fields) == 7


def test_there_is_room_for_more_paragraphs_and_footnotes(sheet: Worksheet) -> None:
    for field, used in (
        (layout.NOTE_INTRODUCTION, note().introduction),
        (layout.NOTE_FOOTNOTES, note().footnotes),
    ):
        cells = sheet[sheet.defined_names[field.name].attr_text.split("!")[1].replace("$", "")]
        assert [row[0].value for row in cells[len(used) :]] == [None, None]


def test_long_texts_wrap_and_are_seen_whole(sheet: Worksheet) -> None:
    (row,) = [cell.row for cell in sheet["B"] if str(cell.value).startswith("Kostnadene til")]
    assert sheet[f"B{row}"].alignment.wrap_text
    letters = len(str(sheet[f"B{row}"].value))
    lines = letters / (sheet.column_dimensions["B"].width * 1.15)
    assert (sheet.row_dimensions[row].height or 0) > 13 * lines


def test_it_says_which_numbers_there_are_and_each_example_is_one(sheet: Worksheet) -> None:
    told = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert all(name in told for name in NUMBERS)
    examples = [str(cell.value) for cell in sheet["A"] if str(cell.value).startswith("{")]
    assert len(examples) == 5
    assert all(f"{{{name} mill}}" in told for name in UNCERTAIN)


def test_it_prints_on_one_page(sheet: Worksheet) -> None:
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9


def test_the_explanation_of_the_double_control_is_read_from_where_it_stands(book: Path) -> None:
    (found,) = words(interpret(read_book(book, "mal.xlsx")[0]))
    assert found.double_control == AREAS.double_control


def test_an_area_file_without_the_words_makes_no_such_sheet(tmp_path: Path) -> None:
    made = write(AREAS._replace(note=None), tmp_path / "mal.xlsx")
    assert SHEET not in openpyxl.load_workbook(made).sheetnames
    (found,) = words(interpret(read_book(made, "mal.xlsx")[0]))
    assert found.prose is None
