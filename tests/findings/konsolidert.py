"""KONS: the total that stands in a workbook, and what its sheets give."""

from __future__ import annotations

from estimat.core.findings import Place
from estimat.files.results.sheets import CONSOLIDATED
from tests.findings.catalogue import ERROR, INFO, innocent, provokes
from tests.smallbook import OWN, Small


@provokes("KONS-01", ERROR)
def hours_have_changed_since_it_was_consolidated(book: Small) -> Place:
    book.keep_total()
    book.hours(OWN, 1100.0)
    return book.place(CONSOLIDATED, "I6")


@innocent("KONS-01")
def nothing_has_changed_since_it_was_consolidated(book: Small) -> None:
    book.keep_total()


@provokes("KONS-02", INFO)
def what_has_changed_since_is_consolidated_anew(book: Small) -> Place:
    book.is_consolidated_anew = True
    return hours_have_changed_since_it_was_consolidated(book)


@innocent("KONS-02")
def what_has_not_changed_since_is_consolidated_anew(book: Small) -> None:
    book.is_consolidated_anew = True
    book.keep_total()
