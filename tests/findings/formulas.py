"""FORMEL: formulas that are gone, stale, without a result, or where none belongs."""

from __future__ import annotations

from estimat.core import layout
from estimat.core.findings import Place
from estimat.core.plain import plain
from estimat.core.values import CellError
from tests.findings.catalogue import ERROR, INFO, WARNING, innocent, provokes
from tests.smallbook import AREA, OWN, PURCHASE, Small

COST = layout.stored(layout.COST.formula or "", "Tabell_PLL")


@provokes("FORMEL-01", ERROR)
def a_cost_is_typed(book: Small) -> Place:
    return book.write("Kostnad", OWN, 1_400_000.0)


@innocent("FORMEL-01", also=["FORMEL-02"])
def a_cost_is_typed_and_right(book: Small) -> None:
    book.write("Kostnad", OWN, 1_450_000.0)


@provokes("FORMEL-02", WARNING)
def a_cost_is_pasted_as_a_value(book: Small) -> Place:
    return book.write("Kostnad", OWN, 1_450_000.0)


@innocent("FORMEL-02")
def a_cost_is_computed_in_other_capitals(book: Small) -> None:
    book.write("Kostnad", OWN, 1_450_000.0, COST.lower().replace(",if(", ", if("))


@provokes("FORMEL-03", ERROR)
def the_saved_result_is_old(book: Small) -> Place:
    return book.write("Kostnad", OWN, 1_400_000.0, COST)


@innocent("FORMEL-03")
def the_saved_result_is_off_by_a_bit_of_a_float(book: Small) -> None:
    book.write("Kostnad", OWN, 1_450_000.0000000002, COST)


@provokes("FORMEL-04", ERROR, also=["BUD-01", "FORMEL-10"])
def hours_hang_on_the_day_and_have_no_result(book: Small) -> Place:
    return book.write("Timer", OWN, None, "YEAR(TODAY())")


@innocent("FORMEL-04", also=["FORMEL-08", "FORMEL-09"])
def hours_are_computed_and_have_no_result(book: Small) -> None:
    book.write("Timer", OWN, None, "500*2")


@provokes("FORMEL-05", INFO)
def what_the_template_computes_has_no_result(book: Small) -> Place:
    book.write("Sum", OWN, CellError("#NAME?"), layout.stored(layout.SUM.formula or "", "[1]!T"))
    return book.write("Kostnad", OWN, CellError("#NAME?"), f"[1]!{COST}")


@innocent("FORMEL-05")
def a_comment_has_no_result(book: Small) -> None:
    book.write("Kommentar", OWN, None, '"Se "&B4')


@provokes("FORMEL-06", WARNING)
def a_cost_is_computed_in_another_way(book: Small) -> Place:
    return book.write("Kostnad", OWN, 1_450_000.0, "E18*1450")


@innocent("FORMEL-06")
def a_cost_is_computed_by_the_add_in(book: Small) -> None:
    path = r"'C:\Users\kari\estimat.xlam'!"
    book.write("Kostnad", OWN, 1_450_000.0, path + COST)


@provokes("FORMEL-11", ERROR)
def a_cost_is_computed_in_another_way_to_another_number(book: Small) -> Place:
    return book.write("Kostnad", OWN, 1_500_000.0, "E18*1500")


@innocent("FORMEL-11")
def a_cost_is_computed_as_in_a_published_copy(book: Small) -> None:
    book.write("Kostnad", OWN, 1_450_000.0, plain(COST))


@provokes("FORMEL-07", ERROR)
def hours_are_the_sum_of_the_rows_above(book: Small) -> Place:
    place = book.hours(PURCHASE, 1000.0)
    above = book.at("Timer", OWN)
    book.put(AREA, place.cell, 1000.0, f"SUM({above}:{above})")
    return place


@innocent("FORMEL-07", also=["FORMEL-08"])
def hours_are_the_sum_of_something_else(book: Small) -> None:
    place = book.hours(PURCHASE, 1000.0)
    book.put(AREA, place.cell, 1000.0, "SUM(Q1:Q9)")


@provokes("FORMEL-09", INFO, also=["FORMEL-08"])
def hours_are_computed_here(book: Small) -> Place:
    return book.write("Timer", OWN, None, "500*2")


@innocent("FORMEL-09", also=["FORMEL-08"])
def hours_are_computed_and_have_a_result(book: Small) -> None:
    book.write("Timer", OWN, 1000.0, "500*2")


@provokes("FORMEL-10", INFO, also=["BUD-01", "FORMEL-04"])
def hours_call_something_unknown_and_have_no_result(book: Small) -> Place:
    return book.write("Timer", OWN, None, "TIMELISTE(2027)")


@innocent("FORMEL-10", also=["FORMEL-08"])
def hours_call_something_unknown_and_have_a_result(book: Small) -> None:
    book.write("Timer", OWN, 1000.0, "TIMELISTE(2027)")


@provokes("FORMEL-08", INFO)
def hours_are_computed(book: Small) -> Place:
    return book.write("Timer", OWN, 1000.0, "20*50")


@innocent("FORMEL-08")
def a_comment_is_computed(book: Small) -> None:
    book.write("Kommentar", OWN, "20 uker", '20&" uker"')
