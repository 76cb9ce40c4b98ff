"""MERK: what the controller has to say to the areas."""

from __future__ import annotations

from estimat.core import layout
from estimat.core.findings import Place
from tests.findings.catalogue import INFO, innocent, provokes
from tests.smallbook import Small


def _remark(book: Small, about: str) -> Place:
    """The first remark on the sheet; gives its place."""
    book.put(layout.REMARKS, "A5", about)
    book.put(layout.REMARKS, "B5", "Hvor kommer tallet fra?")
    return book.place(layout.REMARKS, "A5")


@provokes("MERK-01", INFO)
def a_remark_is_about_a_row_that_is_not_there(book: Small) -> Place:
    return _remark(book, "PLL-11")


@innocent("MERK-01")
def a_remark_is_about_a_row_in_small_letters(book: Small) -> None:
    _remark(book, "pll-1 ")
