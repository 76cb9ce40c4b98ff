"""KONS and NOTAT: the total that stands in a workbook, and the words of its note."""

from __future__ import annotations

from estimat.core import layout
from estimat.core.findings import Place
from estimat.core.layout import CONSOLIDATED
from tests.findings.catalogue import ERROR, INFO, WARNING, innocent, provokes
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


def _title_of_the_note(book: Small, text: str) -> Place:
    """A sheet that has a title of a note, by which it is known for one."""
    book.put("Veiledning", "D1", text)
    book.add_name(layout.NOTE_TITLE.name, "Veiledning!$D$1", "Veiledning")
    return book.place("Veiledning", "D1")


@provokes("NOTAT-01", WARNING)
def a_number_in_the_note_is_misspelled(book: Small) -> Place:
    return _title_of_the_note(book, "Estimat {Budsjettaar 1000}")


@innocent("NOTAT-01")
def a_number_in_the_note_is_spelled(book: Small) -> None:
    _title_of_the_note(book, "Estimat {Budsjettar 1000}: {Total mill} millioner kroner")
