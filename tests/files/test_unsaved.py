"""A workbook that is being written is what it is read as when it has been saved."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from estimat.core.book import Book
from estimat.files.reading import read_book
from estimat.files.workbooks.areafile import AreaFile, read_area_file
from estimat.files.workbooks.new import write_template
from estimat.files.workbooks.unsaved import as_read
from estimat.files.writing.styles import close, new_workbook
from tests.safety.payloads import PAYLOADS


def both(areas: AreaFile, tmp_path: Path) -> tuple[Book, Book]:
    content = io.BytesIO()
    book = new_workbook(content)
    write_template(areas, book)
    unsaved = as_read(book, "bok.xlsx")
    close(book)
    (tmp_path / "bok.xlsx").write_bytes(content.getvalue())
    saved, _ = read_book(tmp_path / "bok.xlsx", "bok.xlsx")
    return unsaved, bare(saved)


def bare(saved: Book) -> Book:
    """Without what says how a sheet is printed and shown, which nothing is computed from."""
    sheets = [
        replace(
            sheet,
            names={name: at for name, at in sheet.names.items() if not name.startswith("_xlnm")},
            redefined={},
            formats={},
            attached=(),
        )
        for sheet in saved.sheets
    ]
    return replace(saved, sheets=sheets)


def test_the_one_that_ships(tmp_path: Path) -> None:
    unsaved, saved = both(read_area_file(), tmp_path)
    assert unsaved == saved


def test_whatever_people_have_written_in_it(tmp_path: Path) -> None:
    areas = read_area_file()
    first, *rest = areas.areas
    payloads = [each for each in PAYLOADS if each.strip()]
    rows = tuple(
        first.rows[0]._replace(id=f"X-{number}", name=said, comment=said)
        for number, said in enumerate(payloads)
    )
    assert len(rows) > 100
    hostile = areas._replace(areas=(first._replace(rows=rows), *rest))
    unsaved, saved = both(hostile, tmp_path)
    wanted = {sheet.name: sheet.values for sheet in saved.sheets}
    for sheet in unsaved.sheets:
        for place, value in sheet.values.items():
            assert wanted[sheet.name].get(place) == value, place
    assert unsaved == saved
