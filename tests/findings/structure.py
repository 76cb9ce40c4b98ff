"""STR: what a workbook must look like, and kroner that nobody sees or counts."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from estimat.core import layout
from estimat.core.book import Range, address
from estimat.core.findings import Place
from estimat.core.values import CellError
from tests.findings.catalogue import ERROR, INFO, WARNING, innocent, provokes
from tests.sheetxml import MAIN, child, tag
from tests.smallbook import AREA, ASSUMPTIONS, OWN, PASS_THROUGH, PURCHASE, Small


@provokes("STR-01", ERROR, also=["FIL-08"])
def the_only_area_is_gone(book: Small) -> Place:
    book.remove_sheet(AREA)
    return book.place()


@innocent("STR-01", also=["FIL-08"])
def the_area_is_in_another_file(book: Small, other: Small) -> None:
    book.remove_sheet(AREA)


@provokes("STR-02", ERROR)
def two_files_have_the_same_area(book: Small, other: Small) -> Place:
    return other.place(AREA)


@innocent("STR-02")
def two_files_have_areas_that_differ_in_id_only(book: Small, other: Small) -> None:
    other.be_another("PLL2")


@provokes("STR-03", ERROR)
def a_column_has_another_name(book: Small) -> Place:
    book.rename_column(AREA, "Ansvarlig", "Hvem")
    return book.place(AREA, book.at("Id", 0))


@innocent("STR-03")
def a_column_has_been_added(book: Small) -> None:
    book.add_column("Notat")


def _beside(book: Small, row: int) -> str:
    """The cell right beside a row of the table; row 0 is the header."""
    cells = book.area.table.area
    return address(cells.top + row, cells.right + 1)


@provokes("STR-04", ERROR)
def an_assumption_is_blank(book: Small) -> Place:
    return book.write_assumption(layout.RISK_RESERVE, None)


@innocent("STR-04")
def an_assumption_is_zero(book: Small) -> None:
    book.write_assumption(layout.RISK_RESERVE, 0.0)


@provokes("STR-05", ERROR)
def an_assumption_is_named_on_an_area_too(book: Small) -> Place:
    book.add_name("Timepris", f"{AREA}!$B$2", AREA)
    return book.place(AREA, "B2")


@innocent("STR-05")
def an_assumption_is_named_twice_in_the_same_cell(book: Small) -> None:
    cell = book.write_assumption(layout.HOURLY_RATE, 1450.0).cell
    book.add_name("Timepris", f"{ASSUMPTIONS}!${cell[0]}${cell[1:]}", ASSUMPTIONS)


@provokes("STR-06", ERROR)
def cells_of_the_table_are_merged(book: Small) -> Place:
    first, last = book.at("Aktivitet", OWN), book.at("Aktivitet", PURCHASE)
    book.merge(AREA, f"{first}:{last}")
    return book.place(AREA, first)


@innocent("STR-06")
def cells_above_the_table_are_merged(book: Small) -> None:
    book.merge(AREA, "A1:D1")


@provokes("STR-07", ERROR)
def hours_stand_below_the_table(book: Small) -> Place:
    return book.write("Timer", PASS_THROUGH + 1, 40.0)


@innocent("STR-07")
def a_sum_stands_below_the_table(book: Small) -> None:
    book.write("Timer", PASS_THROUGH + 1, 1000.0, "SUM(Tabell_PLL[Timer])")


@provokes("STR-20", ERROR)
def a_rate_is_a_number_on_an_area(book: Small) -> Place:
    book.add_name("timepris", "1000", AREA)
    return book.place(AREA)


@innocent("STR-20")
def a_rate_is_named_on_an_area_and_means_the_same(book: Small) -> None:
    cell = book.write_assumption(layout.HOURLY_RATE, 1450.0).cell
    book.add_name("Timepris", f"{ASSUMPTIONS}!${cell[0]}${cell[1:]}", AREA)


@provokes("STR-21", ERROR)
def a_heading_is_another_in_the_cell_than_in_the_table(book: Small) -> Place:
    return book.write("Timer", 0, "Timer høy")


@innocent("STR-21")
def a_heading_is_broken_over_two_lines(book: Small) -> None:
    book.write("Timer lav", 0, "TIMER\n lav ")


@provokes("STR-22", ERROR)
def two_columns_have_headings_that_read_alike(book: Small) -> Place:
    a_column_has_been_added(book)

    def rename(table: ET.Element) -> None:
        table.findall(f".//{tag('tableColumn')}")[-1].set("name", "timer ")

    book.change(book.table_part(AREA), rename)
    cell = _beside(book, 0)
    book.put(AREA, cell, "timer ")
    return book.place(AREA, cell)


@innocent("STR-22")
def a_column_has_capitals_and_blanks(book: Small) -> None:
    book.rename_column(AREA, "Kommentar", "KOMMENTAR\u00a0")


@provokes("STR-08", WARNING)
def a_number_stands_beside_the_table(book: Small) -> Place:
    cell = _beside(book, OWN)
    book.put(AREA, cell, 40.0)
    return book.place(AREA, cell)


@innocent("STR-08")
def a_word_stands_beside_the_table(book: Small) -> None:
    book.put(AREA, _beside(book, OWN), "40 timer?")


@provokes("STR-09", WARNING)
def a_row_with_kroner_is_hidden(book: Small) -> Place:
    cell = book.at("Id", PURCHASE)
    book.hide_row(AREA, int(cell[1:]))
    return book.place(AREA, cell)


@innocent("STR-09")
def a_row_without_kroner_is_hidden(book: Small) -> None:
    book.amount(PURCHASE, 0.0)
    book.hide_row(AREA, int(book.at("Id", PURCHASE)[1:]))


@provokes("STR-10", WARNING)
def a_column_with_kroner_is_hidden(book: Small) -> Place:
    cell = book.at("Timer", 0)
    book.hide_column(AREA, cell[0])
    return book.place(AREA, cell)


@innocent("STR-10")
def a_blank_column_is_hidden(book: Small) -> None:
    book.hide_column(AREA, book.at("Timepris", 0)[0])


@provokes("STR-11", WARNING)
def an_area_is_hidden(book: Small) -> Place:
    book.state(AREA, "hidden")
    return book.place(AREA)


@innocent("STR-11")
def a_sheet_without_kroner_is_hidden(book: Small) -> None:
    book.state("Veiledning", "hidden")


@provokes("STR-12", WARNING)
def an_area_is_very_hidden(book: Small) -> Place:
    book.state(AREA, "veryHidden")
    return book.place(AREA)


@innocent("STR-12")
def a_sheet_without_kroner_is_very_hidden(book: Small) -> None:
    book.state("Veiledning", "veryHidden")


@provokes("STR-13", WARNING)
def the_table_is_filtered(book: Small) -> Place:
    column = '<filterColumn colId="2"><filters><filter val="Kjøp"/></filters></filterColumn>'
    _filter(book, column)
    return book.place(AREA, book.at("Id", 0))


@innocent("STR-13")
def the_table_has_a_filter_button_less(book: Small) -> None:
    _filter(book, '<filterColumn colId="2" hiddenButton="1"/>')


def _filter(book: Small, column: str) -> None:
    filter_ = ET.fromstring(f'<autoFilter xmlns="{MAIN}">{column}</autoFilter>')
    book.change(book.table_part(AREA), lambda table: table.insert(0, filter_))


@provokes("STR-14", WARNING)
def the_workbook_is_linked_to_another(book: Small) -> Place:
    book.add_external_link("file:///K:/2023/Estimat%202023.xlsx")
    return book.place()


@innocent("STR-14")
def the_workbook_is_linked_to_the_add_in(book: Small) -> None:
    book.add_external_link("file:///C:/Users/kari/AppData/Roaming/estimat.xlam")


@provokes("STR-15", WARNING)
def dates_count_from_1904(book: Small) -> Place:
    book.workbook(lambda root: child(root, "workbookPr").set("date1904", "1"))
    return book.place()


@innocent("STR-15")
def dates_count_from_1900(book: Small) -> None:
    book.workbook(lambda root: child(root, "workbookPr").set("date1904", "0"))


@provokes("STR-16", ERROR, also=["STR-01"])
def an_area_has_lost_its_mark(book: Small) -> Place:
    book.drop_name("OmradeId", AREA)
    return book.place(AREA)


@innocent("STR-16")
def a_sheet_has_some_of_the_words(book: Small) -> None:
    for column, word in zip("DEFG", layout.HEADERS, strict=False):
        book.put("Veiledning", f"{column}1", word)
    book.put("Veiledning", "H1", CellError("#REF!"))


def table_beside(book: Small, name: str, headers: Sequence[str]) -> str:
    """Make cells beside the area's table one of one row, not written; gives its first cell."""
    top, right = book.area.table.first_row, book.area.table.area.right
    cells = Range(top, right + 1, top + 1, right + len(headers))
    book.add_table(AREA, name, str(cells), headers)
    return address(*cells[:2])


@provokes("STR-17", ERROR)
def an_area_has_a_second_table(book: Small) -> Place:
    cell = table_beside(book, "Flere", layout.HEADERS[:5])
    return book.place(AREA, cell)


@innocent("STR-17")
def an_area_has_a_table_of_something_else(book: Small) -> None:
    table_beside(book, "Risiko", ["Risiko", "Grad", "Tiltak", "Eier", "Timer"])


def _part_of(book: Small, *ids: str) -> None:
    """Say on the sheet Forutsetninger that the workbook is a part of an estimate."""
    for row, id in enumerate(ids, start=60):
        book.put(ASSUMPTIONS, f"A{row}", id)
    book.add_name(layout.WHOLE.name, f"{ASSUMPTIONS}!$A$60:$A${59 + len(ids)}")


@provokes("STR-18", ERROR)
def a_part_of_a_divided_estimate_is_missing(book: Small, other: Small) -> Place:
    _part_of(book, "PLL", "PLL2", "PJD")
    other.be_another("PLL2")
    return Place("")


@innocent("STR-18")
def the_parts_of_a_divided_estimate_are_there(book: Small, other: Small) -> None:
    _part_of(book, "PLL", "PLL2")
    other.be_another("PLL2")


@provokes("STR-19", INFO)
def a_part_of_a_divided_estimate_by_itself(book: Small) -> Place:
    _part_of(book, "PLL", "PJD")
    return book.place()


@innocent("STR-19")
def a_part_that_is_all_of_the_estimate(book: Small) -> None:
    _part_of(book, "PLL")


@provokes("STR-25", ERROR)
def another_version_of_an_area_is_among_the_parts(book: Small, other: Small) -> Place:
    _part_of(book, "PLL")
    _part_of(other, "PLL")
    other.be_another("PLL2")
    return other.place(AREA)


@innocent("STR-25")
def an_area_that_was_never_divided_is_added(book: Small, other: Small) -> None:
    _part_of(book, "PLL")
    other.be_another("PJD")


@provokes("STR-23", ERROR)
def an_area_is_copied_and_given_another_id(book: Small, other: Small) -> Place:
    other.write_head(layout.AREA_ID, "PLL2")
    return other.place(AREA)


@innocent("STR-23", also=["STR-24"])
def an_area_is_copied_and_one_row_is_another(book: Small, other: Small) -> None:
    other.write_head(layout.AREA_ID, "PLL2")
    other.write("Aktivitet", OWN, "Innføring i nord")


@provokes("STR-24", WARNING)
def most_of_an_area_is_copied(book: Small, other: Small) -> Place:
    an_area_is_copied_and_one_row_is_another(book, other)
    return other.place(AREA)


@innocent("STR-24")
def one_row_is_the_same_in_two_areas(book: Small, other: Small) -> None:
    an_area_is_copied_and_one_row_is_another(book, other)
    other.write("Aktivitet", PURCHASE, "Lisenser i nord")


@provokes("STR-26", WARNING)
def the_functions_are_those_of_another_workbook(book: Small) -> Place:
    book.add_external_link("file:///K:/2023/Estimat%202023.xlsm")
    book.elsewhere("[1]!")
    return book.place(AREA, "B11")


@innocent("STR-26")
def the_functions_are_those_of_the_add_in(book: Small) -> None:
    book.add_external_link("file:///C:/Users/kari/AppData/Roaming/estimat.xlam")
    book.elsewhere("[1]!")
