"""GODT: what is accepted, and whether it is so still."""

from __future__ import annotations

from estimat.core import layout
from estimat.core.findings import Place
from tests.findings.catalogue import INFO, WARNING, innocent, provokes
from tests.smallbook import Small

ABOUT = ("BUD-01", "PLL")
WORDS = "Summen er 2,000 mill. kr, mens budsjettet er 1,899 mill. kr."
WHY = ("Rammen er avtalt.", "Kari Nordmann", "14.02.2027")


def off_budget(book: Small) -> None:
    """A warning to accept."""
    book.write_head(layout.AREA_BUDGET, 1.899)


@provokes("GODT-01", INFO)
def what_was_accepted_is_mended(book: Small) -> Place:
    return book.accept(1, *ABOUT, WORDS, *WHY)


@innocent("GODT-01", also=["BUD-01"])
def what_is_accepted_is_there(book: Small) -> None:
    off_budget(book)
    book.accept(1, *ABOUT, WORDS, *WHY)


@provokes("GODT-02", WARNING, also=["BUD-01"])
def the_words_are_missing(book: Small) -> Place:
    off_budget(book)
    return book.accept(1, *ABOUT, None, *WHY)


@innocent("GODT-02", also=["BUD-01"])
def the_words_are_wrapped(book: Small) -> None:
    off_budget(book)
    book.accept(1, *ABOUT, WORDS.replace(", ", ",\n"), *WHY)


@provokes("GODT-03", WARNING)
def an_error_is_accepted(book: Small) -> Place:
    return book.accept(1, "KOST-02", "PLL-1", "Beløp er 25 000 kr.", *WHY)


@innocent("GODT-03", also=["BUD-01"])
def the_code_is_in_small_letters(book: Small) -> None:
    off_budget(book)
    book.accept(1, "bud-01", "pll", WORDS, *WHY)


@provokes("GODT-04", WARNING, also=["BUD-01"])
def one_is_accepted_below_the_table(book: Small) -> Place:
    off_budget(book)
    return book.accept(16, *ABOUT, WORDS, *WHY)


@innocent("GODT-04", also=["BUD-01"])
def one_is_accepted_in_the_last_row(book: Small) -> None:
    off_budget(book)
    book.accept(15, *ABOUT, WORDS, *WHY)
