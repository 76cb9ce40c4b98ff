"""`konsolidert.xlsx` as other programs read it: every cell, every link, and what links add to."""

from __future__ import annotations

import json
import re
import shutil
import warnings
import zipfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from estimat.cli.main import main
from estimat.core import layout
from estimat.core.book import Book
from estimat.files.reading import read_book
from estimat.files.results import result as results
from estimat.files.results import sheets
from estimat.files.writing import tables
from tests.calc import convert
from tests.golden import assert_golden
from tests.running import run, surroundings
from tests.workbooks import Edited

GOLDEN = Path(__file__).parent / "golden" / "konsolidert.txt"

# What differs from run to run, or from build to build: when, by whom, and of which bytes.
VOLATILE = ("Tidspunkt", "Utført av", "SHA-256")
SUMMED = ("Timer", "Årsverk", "Sum (kr)")


@pytest.fixture
def folder(tmp_path: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(shipped, tmp_path / "workbook.xlsm")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def result(folder: Path) -> Path:
    assert main(["konsolider", "workbook.xlsm"]) == 0
    return folder / "konsolidert.xlsx"


def opened(path: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl cannot keep every extension of a workbook
        return openpyxl.load_workbook(path, data_only=True)


def dump(book: Any) -> str:
    """Every cell that says something: address, value, number format, and where it leads."""
    lines = []
    for sheet in book:
        lines.append(f"== {sheet.title}")
        for row in sheet.iter_rows():
            label = None
            for cell in row:
                if cell.value is not None:
                    value = "…" if str(label).startswith(VOLATILE) else cell.value
                    label = cell.value
                    lines.append(f"{cell.coordinate}\t{value}\t{cell.number_format}{_link(cell)}")
    return "\n".join(lines) + "\n"


def _link(cell: Any) -> str:
    link = cell.hyperlink
    return f"\t→ {link.target or ''}#{link.location or ''}" if link else ""


def test_every_cell_of_the_shipped_estimate(result: Path) -> None:
    assert_golden(GOLDEN, dump(opened(result)))


def test_every_number_of_an_area_links_to_rows_that_add_up_to_it(result: Path) -> None:
    sheet = opened(result)["Konsolidert"]
    source = opened(result.parent / "workbook.xlsm")
    headers = {cell.value: cell.column for cell in _header(sheet)}
    rows = [row for row in sheet.iter_rows(min_row=_header(sheet)[0].row + 1) if row[0].value]
    assert [row[0].value for row in rows] == ["PLL", "PJD", "PPS", "PKI", "PMD"]
    for row in rows:
        for header in SUMMED:
            cell = row[headers[header] - 1]
            linked = _numbers_behind(cell, source)
            assert float(sum(linked)) == pytest.approx(cell.value, abs=1e-4), cell.coordinate
        parts = [row[headers[f"{kind} (kr)"] - 1].value for kind in ("Egne timer", "Kjøp")]
        passed_on = row[headers["Videreformidling (kr)"] - 1].value
        assert sum(parts) + passed_on == row[headers["Sum (kr)"] - 1].value


def _header(sheet: Any) -> Any:
    return next(row for row in sheet.iter_rows() if row[0].value == layout.ID.header)


def _numbers_behind(cell: Any, source: Any) -> list[Decimal]:
    """The numbers in the cells that a number links to."""
    assert cell.hyperlink is not None
    assert cell.hyperlink.target == "workbook.xlsm"
    name, _, cells = str(cell.hyperlink.location).rpartition("!")
    block = source[name.strip("'")][cells]
    rows = block if isinstance(block, tuple) else ((block,),)
    return [Decimal(str(each.value or 0)) for (each,) in rows]


def test_the_lines_add_up_to_the_total_and_each_leads_to_its_row(result: Path) -> None:
    book = opened(result)
    source = opened(result.parent / "workbook.xlsm")
    header, *lines = list(book["Linjer"].iter_rows())
    kroner = [cell.value for cell in header].index("Sum (kr)")
    assert sum(Decimal(str(line[kroner].value)) for line in lines) == 69_394_500
    for line in lines:
        place = str(line[-1].hyperlink.location)
        name, _, cell = place.rpartition("!")
        assert source[name.strip("'")][cell].value == line[1].value  # the row's id


def test_nothing_in_it_computes_and_the_total_is_marked(result: Path) -> None:
    book, _ = read_book(result, result.name)
    assert not any(sheet.formulas for sheet in book.sheets)
    assert _marked(book) == 69_394_500


def _marked(book: Book) -> object:
    sheet, cell = book.names[layout.RESULT_MARK]
    return {each.name: each for each in book.sheets}[sheet].values[cell[:2]]


def test_it_prints_on_a4_with_its_headers_and_says_what_the_chart_shows(result: Path) -> None:
    for sheet in opened(result):
        assert sheet.page_setup.orientation == "landscape"
        # The lines have more columns than can be read on A4.
        assert sheet.page_setup.paperSize == (8 if sheet.title == "Linjer" else 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        # Under the first table of these stand others, to which they would say nothing.
        assert bool(sheet.print_title_rows) is (sheet.title not in ("Konsolidert", "Oversikt"))
        assert sheet.freeze_panes
    with zipfile.ZipFile(result) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    described = re.search(r'descr="([^"]+)"', drawing)
    assert described
    assert "hvert tjenesteområde" in described[1]


def test_a_long_name_is_wrapped_and_not_cut(folder: Path) -> None:
    book = Edited()
    long = "Pasientens legemiddelliste, med alt som hører til den i kommunene og sykehusene"
    book.put("Legemiddelliste", "B5", long)
    book.put("Forutsetninger", "B11", "Helse- og omsorgsdepartementet og Finansdepartementet")
    book.save(folder / "lang.xlsm")
    assert main(["konsolider", "lang.xlsm", "-o", "lang.xlsx"]) == 0
    sheet = opened(folder / "lang.xlsx")["Konsolidert"]
    name = next(cell for cell in sheet["B"] if cell.value == long)
    holder = next(cell for cell in sheet["B"] if str(cell.value).startswith("Helse- og"))
    for cell in (name, holder):
        assert cell.alignment.wrap_text
        assert sheet.row_dimensions[cell.row].height > 2 * 12


def test_an_area_is_on_one_page_of_a4_and_no_smaller_than_it_must(shipped: Path) -> None:
    sheet = opened(shipped)["Legemiddelliste"]
    margins = sheet.page_margins.left + sheet.page_margins.right
    characters = sum(
        each.width * (each.max - each.min + 1) for each in sheet.column_dimensions.values()
    )
    on_paper = (11.69 - margins) * 72 / characters  # points to a character
    assert on_paper * 10 / 5.25 > 5.4, "smaller than 5,4 points: a character of 10 is 5,25 wide"


def test_the_time_is_as_people_in_norway_write_it(folder: Path) -> None:
    elsewhere = surroundings(TZ="UTC")
    ran = run("konsolider", "workbook.xlsm", "--json", folder=folder, environment=elsewhere)
    made = datetime.fromisoformat(json.loads(ran.out)["stempel"]["tid"])
    oslo = ZoneInfo("Europe/Oslo")
    assert made.utcoffset() == datetime.now(oslo).utcoffset()
    run("konsolider", "workbook.xlsm", "-o", "tid.xlsx", folder=folder, environment=elsewhere)
    sheet = opened(folder / "tid.xlsx")["Konsolidert"]
    (time,) = (row[2] for row in sheet.iter_rows(values_only=True) if row[1] == "Tidspunkt")
    assert re.fullmatch(r"\d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d", str(time))


def test_streamed_to_disk_it_holds_the_same(
    result: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "LINES_IN_MEMORY", 0)
    assert main(["konsolider", "workbook.xlsm", "-o", "stor.xlsx"]) == 0
    assert dump(opened(folder / "stor.xlsx")) == dump(opened(result))


def test_more_lines_than_a_sheet_holds_go_on_in_another(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "LINES_IN_A_SHEET", 7)
    assert main(["konsolider", "workbook.xlsm"]) == 0
    book = opened(folder / "konsolidert.xlsx")
    assert book.sheetnames[2:] == ["Oversikt", "Linjer", "Linjer 2", "Linjer 3"]
    counted = [sheet.max_row - 1 for sheet in book if sheet.title.startswith("Linjer")]
    assert counted == [7, 7, 3]


def test_beyond_the_links_a_sheet_may_hold_the_address_stands_as_text(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "LINKS_IN_A_SHEET", 3)
    assert main(["konsolider", "workbook.xlsm"]) == 0
    lines = list(opened(folder / "konsolidert.xlsx")["Linjer"].iter_rows(min_row=2))
    assert [bool(line[-1].hyperlink) for line in lines[:5]] == [True, True, True, False, False]
    assert {line[-3].value for line in lines} == {"workbook.xlsm"}
    assert [line[-1].value for line in lines[:5]] == ["A18", "A19", "A20", "A21", "A22"]


@pytest.mark.calc
def test_libreoffice_reads_the_same_cells(result: Path) -> None:
    ours, theirs = opened(result), opened(convert(result, result.parent))
    for sheet in ours:
        assert list(_shown(sheet)) == list(_shown(theirs[sheet.title]))


def _shown(sheet: Any) -> Iterator[tuple[str, str]]:
    """The cells that say something; numbers as the 15 digits that every program keeps."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                number = isinstance(cell.value, (int, float))
                yield cell.coordinate, f"{cell.value:.14g}" if number else cell.value
