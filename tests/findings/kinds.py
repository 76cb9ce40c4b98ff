"""KOST and PRIS: what each kind of cost may hold, and rates that agree."""

from __future__ import annotations

from estimat.core import layout
from estimat.core.findings import Place
from tests.findings.catalogue import ERROR, INFO, WARNING, innocent, provokes
from tests.smallbook import OWN, PASS_THROUGH, PURCHASE, Small


@provokes("KOST-01", ERROR)
def passing_on_takes_hours(book: Small) -> Place:
    return book.hours(PASS_THROUGH, 40.0)


@innocent("KOST-01")
def buying_takes_hours(book: Small) -> None:
    book.hours(PURCHASE, 40.0)


@provokes("KOST-02", ERROR)
def own_hours_have_an_amount(book: Small) -> Place:
    return book.amount(OWN, 25_000.0)


@innocent("KOST-02")
def own_hours_have_an_amount_of_zero(book: Small) -> None:
    book.amount(OWN, 0.0)


@provokes("KOST-03", ERROR, also=["BUD-01"])
def a_kind_is_not_on_the_list(book: Small) -> Place:
    return book.write("Kostnadstype", PURCHASE, "Innkjøp")


@innocent("KOST-03")
def a_kind_has_spaces_around_it(book: Small) -> None:
    book.write("Kostnadstype", PURCHASE, " Kjøp ")


@provokes("KOST-04", WARNING)
def a_purchase_has_no_amount(book: Small) -> Place:
    return book.amount(PURCHASE, None)


@innocent("KOST-04")
def a_purchase_has_hours_and_no_amount(book: Small) -> None:
    book.hours(PURCHASE, 40.0)
    book.amount(PURCHASE, None)


@provokes("PRIS-01", WARNING)
def a_row_has_a_rate_of_its_own(book: Small) -> Place:
    # Nothing else changes: there are no hours in the row.
    return book.write("Timepris", PURCHASE, 1600.0)


@innocent("PRIS-01")
def a_row_repeats_the_assumption(book: Small) -> None:
    book.write("Timepris", PURCHASE, 1450.0)


@provokes("PRIS-02", ERROR)
def two_files_differ_in_an_assumption(book: Small, other: Small) -> Place:
    other.be_another("PJD")
    other.write_assumption(layout.RISK_RESERVE, 0.4)
    return other.place()


@innocent("PRIS-02")
def two_files_have_the_same_assumptions(book: Small, other: Small) -> None:
    other.be_another("PJD")
    other.write_assumption(layout.RISK_RESERVE, 0.50)


@provokes("PRIS-03", WARNING)
def full_cost_is_more_than_5_per_cent_away(book: Small) -> Place:
    return book.write_assumption(layout.FULL_COST, 2_290_000.0)


@innocent("PRIS-03")
def full_cost_is_almost_5_per_cent_away(book: Small) -> None:
    book.write_assumption(layout.FULL_COST, 2_289_000.0)


@provokes("PRIS-04", INFO)
def an_area_is_in_a_file_without_assumptions(book: Small, other: Small) -> Place:
    other.be_another("PJD")
    other.remove_sheet("Forutsetninger")
    for field in layout.ASSUMPTIONS:
        other.drop_name(field.name)
    return other.place()


@innocent("PRIS-04")
def an_area_is_in_a_file_with_its_own(book: Small, other: Small) -> None:
    other.be_another("PJD")
