"""TALL: cells that should hold a number, and numbers that cannot be right."""

from __future__ import annotations

from estimat.core import layout
from estimat.core.findings import Place
from estimat.core.values import CellError
from tests.findings.catalogue import ERROR, WARNING, innocent, provokes
from tests.smallbook import AREA, OWN, PASS_THROUGH, PURCHASE, Small


@provokes("TALL-01", ERROR, also=["BUD-01"])
def hours_are_text(book: Small) -> Place:
    return book.write("Timer", OWN, "1 000,5")


@innocent("TALL-01")
def a_comment_looks_like_a_number(book: Small) -> None:
    book.write("Kommentar", OWN, "1 000,5")


@provokes("TALL-02", ERROR, also=["BUD-01"])
def hours_are_a_word(book: Small) -> Place:
    return book.write("Timer", OWN, "ca. tusen")


@innocent("TALL-02")
def a_comment_is_a_word(book: Small) -> None:
    book.write("Kommentar", OWN, "ca. tusen")


@provokes("TALL-03", ERROR, also=["BUD-01"])
def an_amount_is_negative(book: Small) -> Place:
    return book.write("Beløp", PURCHASE, -250_000.0)


@innocent("TALL-03")
def an_amount_is_zero(book: Small) -> None:
    book.amount(PURCHASE, 0.0)


@provokes("TALL-04", ERROR)
def a_cost_is_an_error(book: Small) -> Place:
    book.write("Kostnad", OWN, CellError("#NAME?"), "PRIS(E18)")
    return book.place(AREA, book.at("Kostnad", OWN))


@innocent("TALL-04")
def a_comment_is_an_error(book: Small) -> None:
    book.write("Kommentar", OWN, CellError("#NAME?"), "Estimat(1)")


@provokes("TALL-11", WARNING)
def hours_are_shown_in_thousands(book: Small) -> Place:
    cell = book.at("Timer", OWN)
    book.restyle(AREA, cell, book.add_style("#,##0,"))
    return book.place(AREA, cell)


@innocent("TALL-11")
def hours_are_shown_without_decimals(book: Small) -> None:
    book.restyle(AREA, book.at("Timer", OWN), book.add_style("Standard;[Red]-Standard;;@"))


@provokes("TALL-05", WARNING)
def own_hours_are_blank(book: Small) -> Place:
    book.hours(OWN, 0.0)
    return book.write("Timer", OWN, None)


@innocent("TALL-05")
def own_hours_are_zero(book: Small) -> None:
    book.hours(OWN, 0.0)


@provokes("TALL-06", WARNING)
def hours_are_above_their_interval(book: Small) -> Place:
    return book.write("Timer høy", OWN, 999.5)._replace(cell=book.at("Timer", OWN))


@innocent("TALL-06")
def hours_are_the_top_of_their_interval(book: Small) -> None:
    book.write("Timer høy", OWN, 1000.0)


@provokes("TALL-07", WARNING)
def one_row_has_more_hours_than_the_budget_pays_for(book: Small) -> Place:
    return _all_on_one_row(book, 1380.0)


@innocent("TALL-07")
def one_row_has_the_hours_that_the_budget_pays_for(book: Small) -> None:
    _all_on_one_row(book, 1379.0)


def _all_on_one_row(book: Small, hours: float) -> Place:
    book.amount(PURCHASE, 0.0)
    book.amount(PASS_THROUGH, 0.0)
    place = book.hours(OWN, hours)
    book.write_head(layout.AREA_BUDGET, 2.0)
    return place


@provokes("TALL-08", ERROR, also=["BUD-01"])
def an_amount_is_beyond_everything(book: Small) -> Place:
    return book.write("Beløp", PURCHASE, 250_000_250_000_000.0)


@innocent("TALL-08", also=["BUD-01"])
def an_amount_is_only_very_large(book: Small) -> None:
    book.amount(PURCHASE, 9_999_999_999_999.0, in_budget=False)


@provokes("TALL-09", ERROR, also=["BUD-01"])
def hours_are_shown_as_a_clock_time(book: Small) -> Place:
    place = book.write("Timer", OWN, 0.3125)
    book.restyle(AREA, place.cell, book.add_style("[h]:mm"))
    return place


@innocent("TALL-09")
def hours_are_shown_with_a_unit(book: Small) -> None:
    book.restyle(AREA, book.at("Timer", OWN), book.add_style('[Red]#,##0.0 "hms-timer"'))


@provokes("TALL-10", ERROR, also=["BUD-01"])
def the_rate_of_a_row_is_zero(book: Small) -> Place:
    return book.write("Timepris", OWN, 0.0)


@innocent("TALL-10")
def the_rate_of_a_row_is_the_assumption(book: Small) -> None:
    book.write("Timepris", OWN, 1450.0)


@provokes("TALL-12", ERROR)
def a_reserve_is_in_kroner(book: Small) -> Place:
    return book.write_assumption(layout.RISK_RESERVE, 4_000_000.0)


@innocent("TALL-12")
def a_reserve_is_in_millions(book: Small) -> None:
    book.write_assumption(layout.RISK_RESERVE, 4.0)
