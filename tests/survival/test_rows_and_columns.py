"""Rows and columns that somebody has inserted, hidden, merged or taken away."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.excelmoves import insert_columns, insert_rows
from tests.sheetxml import child, tag
from tests.smallbook import AREA, OWN, PASS_THROUGH, PURCHASE, Small
from tests.survival.conftest import Consolidate

TOTAL = Decimal(2_000_000)


@pytest.fixture
def book(small: Path) -> Small:
    return Small(small)


def row_number(book: Small, row: int) -> int:
    return book.area.table.area.top + row


@pytest.mark.parametrize("count", [1, 7])
@pytest.mark.parametrize("row", [-16, -8, 0, OWN, PURCHASE, PASS_THROUGH, PASS_THROUGH + 1])
def test_inserted_rows_harm_nothing(
    row: int, count: int, book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    insert_rows(book, AREA, row_number(book, row), count)
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.codes, outcome.total) == (0, [], TOTAL)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("header", ["Id", "Aktivitet", "Timer", "Årsverk", "Kommentar"])
def test_inserted_columns_harm_nothing(
    header: str, count: int, book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    insert_columns(book, AREA, book.at(header, 0)[0], count)
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.codes, outcome.total) == (0, [], TOTAL)


def test_a_finding_follows_its_cell_to_where_it_has_moved(
    book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    book.write("Timer", OWN, "1000,5")
    insert_rows(book, AREA, 2, 2)
    insert_columns(book, AREA, "A", 2)
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert f"{AREA}!G{row_number(book, OWN) + 2}" in outcome.places


def test_columns_of_the_table_in_another_order_harm_nothing(
    book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    def swap(root: ET.Element) -> None:
        columns = child(root, "tableColumns")
        hours, low = columns[4], columns[5]
        columns[4], columns[5] = low, hours

    book.change(book.table_part(AREA), swap)
    for row, hours, low in ((0, "Timer lav", "Timer"), (OWN, 800.0, 1000.0)):
        book.write("Timer", row, hours)
        book.write("Timer lav", row, low)
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.codes, outcome.total) == (0, [], TOTAL)


@pytest.mark.parametrize("header", ["Timer", "Beløp", "Kostnadstype", "Timepris"])
def test_a_column_that_is_gone_stops(
    header: str, book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    book.rename_column(AREA, header, f"{header} 2026")
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.total) == (1, None)
    assert "STR-03" in outcome.errors
    assert f"«{header}»" in outcome.said()


def test_merged_cells_in_the_table_stop(
    book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    book.merge(AREA, f"{book.at('Beløp', PURCHASE)}:{book.at('Beløp', PASS_THROUGH)}")
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.codes, outcome.total) == (1, ["STR-06"], None)


def test_merged_cells_in_the_head_harm_nothing(
    book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    book.merge(AREA, "A1:D1")
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.codes, outcome.total) == (0, [], TOTAL)


def test_a_row_pasted_below_the_table_stops(
    book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    book.write("Aktivitet", PASS_THROUGH + 1, "Glemt rad")
    book.write("Kostnadstype", PASS_THROUGH + 1, "Egne timer")
    book.write("Timer", PASS_THROUGH + 1, 40.0)
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.codes, outcome.total) == (1, ["STR-07"], None)


def test_a_totals_row_is_not_counted_twice(
    book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    for header, total in (("Timer", 1000.0), ("Beløp", 550_000.0), ("Sum", 2_000_000.0)):
        formula = f"SUBTOTAL(109,Tabell_PLL[{header}])"
        book.write(header, PASS_THROUGH + 1, total, formula)

    def lengthen(root: ET.Element) -> None:
        first, _, last = str(root.get("ref")).partition(":")
        root.set("ref", f"{first}:{last[0]}{int(last[1:]) + 1}")
        root.set("totalsRowCount", "1")

    book.change(book.table_part(AREA), lengthen)
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.codes, outcome.total) == (0, [], TOTAL)


def test_a_table_without_its_header_row_loses_no_row(
    book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    def behead(root: ET.Element) -> None:
        first, _, last = str(root.get("ref")).partition(":")
        root.set("ref", f"{first[0]}{int(first[1:]) + 1}:{last}")
        root.set("headerRowCount", "0")

    book.change(book.table_part(AREA), behead)
    for column in book.area.columns:
        book.write(column, 0, None)
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.codes, outcome.total) == (0, [], TOTAL)


def test_rows_that_a_filter_hides_count_and_are_pointed_out(
    book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    def filter_(root: ET.Element) -> None:
        button = ET.Element(tag("autoFilter"), ref=str(root.get("ref")))
        column = ET.SubElement(button, tag("filterColumn"), colId="2")
        ET.SubElement(ET.SubElement(column, tag("filters")), tag("filter"), val="Kjøp")
        root.insert(0, button)

    book.change(book.table_part(AREA), filter_)
    for row in (OWN, PASS_THROUGH):
        book.hide_row(AREA, row_number(book, row))
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.total) == (0, TOTAL)
    assert outcome.codes == ["STR-09", "STR-09", "STR-13"]
    assert "1 450 000 kr" in outcome.said()


def test_a_table_turned_into_plain_cells_stops(
    book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    book.sheet(AREA, lambda root: root.remove(child(root, "tableParts")))
    book.save(tmp_path / "bok.xlsx")
    outcome = consolidated("bok.xlsx")
    assert (outcome.status, outcome.codes, outcome.total) == (1, ["STR-01", "STR-16"], None)
    assert "tabell" in outcome.said()
