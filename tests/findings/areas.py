"""OMR and BUD: is each area ready to be sent, and does it fit its frame?"""

from __future__ import annotations

from estimat.core import layout
from estimat.core.findings import Place
from tests.findings.catalogue import ERROR, INFO, WARNING, innocent, provokes
from tests.smallbook import AREA, OWN, PASS_THROUGH, PURCHASE, Small

NOTHING = layout.Status.NO_ACTIVITIES.value


@provokes("OMR-01", ERROR)
def the_table_is_blank(book: Small) -> Place:
    book.clear_rows()
    book.write_head(layout.AREA_BUDGET, 0.0)
    return book.write_head(layout.AREA_STATUS, "Godkjent")


@innocent("OMR-01")
def the_table_is_blank_and_the_status_says_so(book: Small) -> None:
    book.clear_rows()
    book.write_head(layout.AREA_BUDGET, 0.0)
    book.write_head(layout.AREA_STATUS, NOTHING)
    book.write_head(layout.AREA_REASON, "Alt er gjort.")


@provokes("OMR-02", ERROR)
def there_are_activities_all_the_same(book: Small) -> Place:
    book.write_head(layout.AREA_REASON, "Alt er gjort.")
    return book.write_head(layout.AREA_STATUS, NOTHING)


@innocent("OMR-02")
def there_are_activities_and_a_reason(book: Small) -> None:
    book.write_head(layout.AREA_REASON, "Ikke alt er gjort.")


@provokes("OMR-03", WARNING)
def nobody_answers_for_the_area(book: Small) -> Place:
    return book.write_head(layout.AREA_RESPONSIBLE, None)


@innocent("OMR-03")
def nobody_answers_for_a_row(book: Small) -> None:
    book.write("Ansvarlig", OWN, None)


@provokes("OMR-04", WARNING)
def two_rows_have_the_same_id(book: Small) -> Place:
    return book.write("Id", PURCHASE, "PLL-1")


@innocent("OMR-04")
def two_rows_have_ids_that_look_alike(book: Small) -> None:
    book.write("Id", PURCHASE, "PLL-11")


@provokes("OMR-05", WARNING)
def the_status_is_not_on_the_list(book: Small) -> Place:
    return book.write_head(layout.AREA_STATUS, "Ferdig")


@innocent("OMR-05")
def the_status_has_a_space_after_it(book: Small) -> None:
    book.write_head(layout.AREA_STATUS, "Godkjent ")


@provokes("OMR-06", INFO)
def the_area_is_a_draft(book: Small) -> Place:
    return book.write_head(layout.AREA_STATUS, "Utkast")


@innocent("OMR-06")
def the_area_is_approved(book: Small) -> None:
    book.write_head(layout.AREA_STATUS, "Godkjent")


@provokes("OMR-07", ERROR)
def the_area_has_no_id(book: Small) -> Place:
    return book.write_head(layout.AREA_ID, None)


@innocent("OMR-07")
def the_area_has_a_number_for_an_id(book: Small) -> None:
    book.write_head(layout.AREA_ID, 7.0)


@provokes("OMR-08", WARNING)
def the_area_has_no_name(book: Small) -> Place:
    return book.write_head(layout.AREA_NAME, " ")


@innocent("OMR-08")
def the_area_has_another_name(book: Small) -> None:
    book.write_head(layout.AREA_NAME, "PLL")


@provokes("OMR-09", WARNING)
def a_row_has_no_id(book: Small) -> Place:
    return book.write("Id", OWN, None)


@innocent("OMR-09")
def a_row_is_blank(book: Small) -> None:
    book.amount(PURCHASE, None)
    for header in ("Id", "Aktivitet", "Kostnadstype", "Ansvarlig", "Ambisjonsnivå"):
        book.write(header, PURCHASE, None)


@provokes("OMR-10", WARNING)
def nobody_says_why_nothing_is_planned(book: Small) -> Place:
    book.clear_rows()
    book.write_head(layout.AREA_STATUS, NOTHING)
    return book.write_head(layout.AREA_REASON, None)


@innocent("OMR-10")
def somebody_says_why_nothing_is_planned(book: Small) -> None:
    book.clear_rows()
    book.write_head(layout.AREA_STATUS, NOTHING)
    book.write_head(layout.AREA_REASON, "Ingen midler.")


@provokes("OMR-12", WARNING)
def an_area_had_not_come_when_parts_were_gathered(book: Small) -> Place:
    book.undelivered("PLL")
    return book.place(AREA)


@innocent("OMR-12")
def all_areas_had_come(book: Small) -> None:
    book.undelivered("")


@provokes("BUD-01", WARNING)
def the_sum_is_beyond_the_tolerance(book: Small) -> Place:
    return book.write_head(layout.AREA_BUDGET, 1.899)


@innocent("BUD-01")
def the_sum_is_at_the_tolerance(book: Small) -> None:
    book.write_head(layout.AREA_BUDGET, 1.9)


@provokes("BUD-02", WARNING)
def the_budget_is_missing(book: Small) -> Place:
    return book.write_head(layout.AREA_BUDGET, None)


@innocent("BUD-02")
def the_budget_is_missing_where_nothing_is_planned(book: Small) -> None:
    book.clear_rows()
    book.write_head(layout.AREA_STATUS, NOTHING)
    book.write_head(layout.AREA_REASON, "Ingen midler.")


@provokes("OMR-11", WARNING)
def a_row_is_copied_and_given_another_id(book: Small) -> Place:
    book.amount(PASS_THROUGH, 250_000.0)
    for header, value in (("Aktivitet", "Lisenser"), ("Kostnadstype", "Kjøp")):
        for row in (PURCHASE, PASS_THROUGH):
            book.write(header, row, value)
    return book.place(AREA, book.at("Id", PASS_THROUGH))


@innocent("OMR-11")
def two_rows_differ_in_their_amount(book: Small) -> None:
    a_row_is_copied_and_given_another_id(book)
    book.amount(PASS_THROUGH, 250_001.0)
