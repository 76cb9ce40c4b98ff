"""FAKT: timesheets, and the plan they are held against."""

from __future__ import annotations

from pathlib import Path

from xlsxwriter import Workbook

from estimat.core import layout
from estimat.core.findings import Place
from tests.findings.catalogue import ERROR, INFO, TIMESHEETS, WARNING, innocent, provokes
from tests.smallbook import AREA, OWN, PASS_THROUGH, PURCHASE, Small

LINES = (
    "1;202401;300;430000",
    "2;202402;0;80000",
    "3;202402;0;89000",
    "3;202403;0;1000",
)
"""What was registered in a year that goes as it should."""

CODES = ("1;PLL-1", "2;PLL-2", "3;PLL-3")
HEADER = "Kode;Periode;Timer;Beløp"
FIRST = len(LINES) + 2
"""The row of the first line that a case adds."""


def sheet(*lines: str, header: str = HEADER, name: str = "timer.csv") -> None:
    """Write a timesheet beside the workbook."""
    text = "".join(f"{line}\n" for line in (header, *lines))
    Path(TIMESHEETS.replace("*", name.removeprefix("timer"))).write_text(text, "utf-8")


def codes(*lines: str, header: str = "Kode;Rad-id") -> None:
    """Write the list of codes beside the workbook."""
    sheet(*lines, header=header, name="timerkoder.csv")


def year(*more: str, header: str = HEADER) -> None:
    """A year that goes as it should, and more lines."""
    sheet(*LINES, *more, header=header)
    codes(*CODES)


def at(cell: str, file: str = "timer") -> Place:
    return Place(f"{file}.csv", file, cell)


@provokes("FAKT-01", ERROR)
def hours_are_about(_: Small) -> Place:
    year("1;202404;ca. 8;11600")
    return at(f"C{FIRST}")


@innocent("FAKT-01")
def hours_have_a_comma(_: Small) -> None:
    year("1;202404;8,5;11600")


@provokes("FAKT-02", ERROR)
def there_is_no_period(_: Small) -> Place:
    year(header="Kode;Uke;Timer;Beløp")
    return at("")


@innocent("FAKT-02")
def the_header_is_far_down(_: Small) -> None:
    year()
    text = Path("timer.csv").read_text("utf-8")
    Path("timer.csv").write_text("\n" * 19 + text, "utf-8")


@provokes("FAKT-03", ERROR)
def two_columns_may_be_hours(_: Small) -> Place:
    year(header="Kode;Periode;Timer;Antall")
    return at("D1")


@innocent("FAKT-03")
def the_other_is_the_rate(_: Small) -> None:
    year()
    sheet("1;202401;300;1400", "2;202402;60;1400", "3;202402;60;1400",
          header="Kode;Periode;Timer;Timepris")  # fmt: skip


@provokes("FAKT-04", ERROR)
def the_total_is_another(_: Small) -> Place:
    year("Sum;;300;599000")
    return at(f"D{FIRST}")


@innocent("FAKT-04")
def the_total_is_right(_: Small) -> None:
    year("Sum;;300;600000")


@provokes("FAKT-05", ERROR)
def the_same_lines_are_there_twice(_: Small) -> Place:
    year()
    sheet(*reversed(LINES), name="timer2.csv")
    return Place("timer2.csv")


@innocent("FAKT-05")
def the_lines_are_of_another_month(_: Small) -> None:
    year()
    sheet("3;202404;0;1000", name="timer2.csv")


@provokes("FAKT-06", ERROR)
def one_is_a_part_of_the_other(_: Small) -> Place:
    year()
    sheet("3;202402;0;80000", "3;202402;0;9000", name="timer2.csv")
    return Place("timer2.csv")


@innocent("FAKT-06", also=["FAKT-07"])
def the_same_months_have_other_sums(_: Small) -> None:
    year()
    sheet("3;202402;0;800", "3;202402;0;90", name="timer2.csv")


@provokes("FAKT-07", WARNING)
def two_have_lines_of_a_code_and_month(_: Small) -> Place:
    year()
    sheet("3;202403;0;1003", "3;202404;0;500", name="timer2.csv")
    return at("A2", "timer2")


@innocent("FAKT-07")
def two_have_lines_of_a_code(_: Small) -> None:
    year()
    sheet("3;202401;0;1000", "3;202404;0;500", name="timer2.csv")


@provokes("FAKT-08", ERROR)
def the_months_are_a_season(book: Small) -> Place:
    year()
    book.add_column(layout.PHASING.header)
    return book.write(layout.PHASING.header, OWN, "våren")


@innocent("FAKT-08")
def the_months_are_short(book: Small) -> None:
    year()
    book.add_column(layout.PHASING.header)
    book.write(layout.PHASING.header, OWN, "jan. - mai")


@provokes("FAKT-31", WARNING)
def the_months_of_a_plan_are_a_season(book: Small) -> Place:
    book.add_column(layout.PHASING.header)
    return book.write(layout.PHASING.header, OWN, "våren")


@innocent("FAKT-31")
def the_months_of_a_plan_are_named(book: Small) -> None:
    book.add_column(layout.PHASING.header)
    book.write(layout.PHASING.header, OWN, "januar til mars og desember")


@provokes("FAKT-09", WARNING)
def a_code_is_on_two_rows(_: Small) -> Place:
    year()
    codes(*CODES, "4;PLL-1", "4;PLL-2")
    return at("A6", "timerkoder")


@innocent("FAKT-09")
def a_code_has_a_zero_before_it(_: Small) -> None:
    year()
    codes(*CODES, "4;PLL-1", "04;PLL-2")


@provokes("FAKT-10", WARNING)
def a_code_is_a_decimal_number(book: Small) -> Place:
    year()
    book.add_column(layout.PROJECT.header)
    return book.write(layout.PROJECT.header, OWN, 4711.1)


@innocent("FAKT-10")
def a_code_is_a_whole_number(book: Small) -> None:
    year()
    book.add_column(layout.PROJECT.header)
    book.write(layout.PROJECT.header, OWN, 4711.0)


@provokes("FAKT-11", WARNING)
def the_list_says_another_row(book: Small) -> Place:
    year()
    codes(*CODES, "9;PLL-1")
    book.add_column(layout.PROJECT.header)
    book.write(layout.PROJECT.header, PURCHASE, "9")
    return at("A5", "timerkoder")


@innocent("FAKT-11")
def the_list_says_the_same_row(book: Small) -> None:
    year()
    codes(*CODES, "9;PLL-2")
    book.add_column(layout.PROJECT.header)
    book.write(layout.PROJECT.header, PURCHASE, 9.0)


@provokes("FAKT-12", WARNING)
def the_list_says_a_row_that_is_not_there(_: Small) -> Place:
    year()
    codes(*CODES, "9;PLL-9")
    return at("A5", "timerkoder")


@innocent("FAKT-12")
def the_list_says_it_in_small_letters_or_by_name(_: Small) -> None:
    year()
    by_name = "9;;Pasientens legemiddelliste;Kompensere fastleger"
    codes(*CODES, "8;pll-3 ", by_name, header="Kode;Rad-id;Område;Aktivitet")


@provokes("FAKT-13", WARNING)
def a_code_is_on_no_row(_: Small) -> Place:
    year("77;202404;2;3000")
    return at(f"A{FIRST}")


@innocent("FAKT-13")
def a_row_has_two_codes(_: Small) -> None:
    year("77;202404;2;2900")
    codes("1, 77;PLL-1", *CODES[1:])


@provokes("FAKT-14", INFO)
def a_line_is_of_a_later_month(_: Small) -> Place:
    year("1;202405;8;11600")
    return at(f"A{FIRST}")


@innocent("FAKT-14")
def a_line_is_of_the_last_month(_: Small) -> None:
    year("1;202404;8;11600")


@provokes("FAKT-15", WARNING)
def a_line_has_hours_and_no_kroner(_: Small) -> Place:
    year("1;202404;8;")
    return at(f"A{FIRST}")


@innocent("FAKT-15")
def a_line_has_neither(_: Small) -> None:
    year("1;202404;0;")


@provokes("FAKT-16", INFO)
def a_file_has_no_kroner(_: Small) -> Place:
    year()
    sheet("1;202404;8", header="Kode;Periode;Timer", name="timer2.csv")
    return Place("timer2.csv")


@innocent("FAKT-16")
def a_file_has_a_rate(_: Small) -> None:
    year()
    sheet("1;202404;8;1400", header="Kode;Periode;Timer;Timepris", name="timer2.csv")


@provokes("FAKT-17", INFO)
def a_column_is_of_names(_: Small) -> Place:
    year(header=f"{HEADER};Ansatt")
    return Place("timer.csv")


@innocent("FAKT-17")
def a_column_is_of_something_else(_: Small) -> None:
    year(header=f"{HEADER};Koststed")


@provokes("FAKT-18", WARNING)
def more_is_used_than_was_planned(_: Small) -> Place:
    year("3;202404;0;110000")
    return Place("liten.xlsx", AREA)


@innocent("FAKT-18")
def a_little_more_is_used_than_was_planned(_: Small) -> None:
    year("3;202404;0;100000")


@provokes("FAKT-19", WARNING)
def nothing_is_registered_on_a_row(book: Small) -> Place:
    year()
    sheet(LINES[0], *LINES[2:])
    return book.place(AREA, book.at("Id", PURCHASE))


@innocent("FAKT-19")
def little_is_registered_on_a_row(_: Small) -> None:
    year()
    sheet(LINES[0], "2;202401;0;1", *LINES[2:])


@provokes("FAKT-30", WARNING)
def a_row_has_corrections_alone(book: Small) -> Place:
    year()
    sheet("1;202401;-20;-29000", *LINES[1:])
    return book.place(AREA, book.at("Id", OWN))


@innocent("FAKT-30")
def a_row_has_a_correction_too(_: Small) -> None:
    year("1;202401;-20;-29000")


@provokes("FAKT-20", INFO)
def a_sheet_is_something_else(_: Small) -> Place:
    _workbook("Innhold", "Her er timene for april.")
    return Place("timer.xlsx", "ark nr. 2")


@innocent("FAKT-20")
def a_sheet_is_blank(_: Small) -> None:
    _workbook()


@provokes("FAKT-23", ERROR)
def two_sheets_have_the_same_month(_: Small) -> Place:
    _workbook(HEADER, "1;202401;8;11600")
    return Place("timer.xlsx", "ark nr. 2")


@innocent("FAKT-23")
def two_sheets_have_their_months(_: Small) -> None:
    _workbook(HEADER, "1;202402;8;11600")


@provokes("FAKT-24", ERROR)
def a_sheet_with_lines_is_hidden(_: Small) -> Place:
    _workbook(HEADER, "1;202402;8;11600", hidden=True)
    return Place("timer.xlsx", "ark nr. 2")


@innocent("FAKT-24")
def a_hidden_sheet_has_no_lines(_: Small) -> None:
    _workbook(HEADER, hidden=True)


@provokes("FAKT-25", ERROR)
def an_amount_is_in_euro(_: Small) -> Place:
    year(header="Kode;Periode;Timer;Beløp (EUR)")
    return at("D1")


@innocent("FAKT-25")
def an_amount_is_in_kroner(_: Small) -> None:
    year(header="Kode;Periode;Timer;Beløp (kr)")


@provokes("FAKT-26", WARNING)
def a_column_of_overtime_is_whole(_: Small) -> Place:
    year("1;202404;8;11600;7", header=f"{HEADER};Overtid")
    return at("E1")


@innocent("FAKT-26")
def a_column_of_something_is_whole(_: Small) -> None:
    year("1;202404;8;11600;4100", header=f"{HEADER};Sted")


@provokes("FAKT-27", ERROR)
def a_number_is_beside(_: Small) -> Place:
    _workbook(HEADER, "3;202404;0;500;;99")
    return Place("timer.xlsx", "ark nr. 2", "F2")


@innocent("FAKT-27")
def a_word_is_beside(_: Small) -> None:
    _workbook(HEADER, "3;202404;0;500;;nb")


@provokes("FAKT-28", WARNING)
def a_sheet_has_hours_without_a_period(_: Small) -> Place:
    _workbook("Kode;Timer", "1;8")
    return Place("timer.xlsx", "ark nr. 2")


@innocent("FAKT-28", also=["FAKT-20"])
def a_sheet_has_no_hours(_: Small) -> None:
    _workbook("Kode;Timer", "1;")


@provokes("FAKT-29", INFO)
def a_line_has_a_rate_and_no_amount(_: Small) -> Place:
    year()
    sheet(*(f"{each};" for each in LINES), "3;202404;1;;800", header=f"{HEADER};Timepris")
    return at(f"A{FIRST}")


@innocent("FAKT-29")
def a_line_has_a_rate_and_an_amount(_: Small) -> None:
    year()
    sheet(*(f"{each};" for each in LINES), "3;202404;1;900;800", header=f"{HEADER};Timepris")


def _workbook(
    *beside: str,
    hidden: bool = False,
    name: str = "Annet",
    struck: bool = False,
    hidden_row: int = 0,
) -> None:
    """The year in a workbook, with a sheet beside, and what is done to that."""
    codes(*CODES)
    with Workbook("timer.xlsx") as book:
        through = book.add_format({"font_strikeout": struck})
        for called, lines in (("Kari", (HEADER, *LINES)), (name, beside)):
            sheet = book.add_worksheet(called)
            for row, line in enumerate(lines):
                cells = line.split(";")
                numbers = [float(each) if each[:1].isdigit() else each for each in cells]
                sheet.write_row(row, 0, numbers, through if row and called == name else None)
        if hidden:
            sheet.hide()
        if hidden_row:
            sheet.set_row(hidden_row, None, None, {"hidden": True})


@provokes("FAKT-21", ERROR)
def the_owners_forecast_is_no_number(_: Small) -> Place:
    year()
    codes("1;PLL-1;ca. 1 mill", header="Kode;Rad-id;Prognose (kr)")
    return at("C2", "timerkoder")


@innocent("FAKT-21")
def the_owners_forecast_is_a_number(_: Small) -> None:
    year()
    codes("1;PLL-1;1 400 000", "2;PLL-2;", "3;PLL-3;", header="Kode;Rad-id;Prognose (kr)")


@provokes("FAKT-22", INFO)
def a_row_has_no_code(book: Small) -> Place:
    sheet(*LINES[:2])
    codes(*CODES[:2])
    return book.place(AREA, book.at("Id", PASS_THROUGH))


@innocent("FAKT-22")
def a_row_without_kroner_has_no_code(book: Small) -> None:
    book.amount(PASS_THROUGH, 0.0)
    sheet(*LINES[:2])
    codes(*CODES[:2])


@provokes("FAKT-32", ERROR)
def a_line_is_of_the_budget(_: Small) -> Place:
    year("1;202404;8;11600;Budsjett", header=f"{HEADER};Type")
    return at(f"E{FIRST}")


@innocent("FAKT-32")
def a_line_says_that_it_is_registered(_: Small) -> None:
    year("1;202404;8;11600;Faktisk", header=f"{HEADER};Type")


@provokes("FAKT-33", ERROR)
def lines_are_of_two_versions(_: Small) -> Place:
    year("1;202404;8;11600;B", header=f"{HEADER};Versjon")
    return at("E1")


@innocent("FAKT-33")
def lines_are_of_one_version(_: Small) -> None:
    sheet(*(f"{each};A" for each in LINES), header=f"{HEADER};Versjon")
    codes(*CODES)


@provokes("FAKT-34", ERROR)
def a_line_is_rejected(_: Small) -> Place:
    year("1;202404;8;11600;Avvist", header=f"{HEADER};Status")
    return at(f"E{FIRST}")


@innocent("FAKT-34")
def a_line_is_approved(_: Small) -> None:
    year("1;202404;8;11600;Godkjent", header=f"{HEADER};Status")


@provokes("FAKT-35", WARNING)
def a_line_is_a_draft(_: Small) -> Place:
    year("1;202404;8;11600;Kladd", header=f"{HEADER};Status")
    return at(f"E{FIRST}")


@innocent("FAKT-35")
def a_line_says_that_somebody_wrote_a_draft(_: Small) -> None:
    year("1;202404;8;11600;Utkast", header=f"{HEADER};Arbeidsoppgave")


@provokes("FAKT-36", ERROR)
def a_title_says_thousands(_: Small) -> Place:
    _titled("Beløp i 1000 kr")
    return at("A1")


@innocent("FAKT-36")
def a_title_says_an_amount(_: Small) -> None:
    _titled("Rapport timer per prosjekt, rammen er 2 mill. kr")


def _titled(title: str) -> None:
    year()
    text = Path("timer.csv").read_text("utf-8")
    Path("timer.csv").write_text(f"{title}\n\n{text}", "utf-8")


@provokes("FAKT-37", ERROR)
def a_sheet_is_of_the_budget(_: Small) -> Place:
    _workbook(HEADER, "1;202403;8;11600", name="Budsjett 2024")
    return Place("timer.xlsx", "ark nr. 2")


@innocent("FAKT-37")
def a_sheet_is_of_what_was_held_against_it(_: Small) -> None:
    _workbook(HEADER, "1;202403;8;11600", name="Faktisk mot budsjett")


@provokes("FAKT-38", ERROR)
def a_line_is_struck(_: Small) -> Place:
    _workbook(HEADER, "1;202403;8;11600", struck=True)
    return Place("timer.xlsx", "ark nr. 2", "A2")


@innocent("FAKT-38")
def a_line_is_not(_: Small) -> None:
    _workbook(HEADER, "1;202403;8;11600")


@provokes("FAKT-39", WARNING)
def a_line_is_hidden(_: Small) -> Place:
    _workbook(HEADER, "1;202403;8;11600", hidden_row=1)
    return Place("timer.xlsx", "ark nr. 2", "A2")


@innocent("FAKT-39")
def a_hidden_row_has_no_line(_: Small) -> None:
    _workbook(HEADER, "1;202403;8;11600", "Annet", hidden_row=2)


@provokes("FIL-11", ERROR)
def a_quote_is_never_closed(_: Small) -> Place:
    year('1;202404;8;11600;"Møte', "1;202404;8;11600", header=f"{HEADER};Sted")
    return Place("timer.csv")


@innocent("FIL-11")
def a_quote_is_closed(_: Small) -> None:
    year('1;202404;8;11600;"Møte; i Oslo"', header=f"{HEADER};Sted")
