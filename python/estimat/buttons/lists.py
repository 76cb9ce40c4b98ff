"""The buttons for lists: the rows of the open workbook as one, and its total broken down."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..core import breakdownreport, listing, report
from .host import Asked, Question, Source, Workbook
from .working import beside, lines, of_source, working

_LINES: Final = Question("Til", Asked.SAVE, "Lagre linjene")
_OVERVIEW: Final = Question("Til", Asked.SAVE, "Lagre oversikten")


@of_source
def linjer(book: Workbook, source: Source) -> str:
    """Write all the rows of the open workbook as one list, and open it."""
    from ..actions.listing import listed  # noqa: PLC0415  a number in a cell does not wait for it

    target = book.ask(_LINES, beside(book, f"{source.file.stem} linjer.xlsx"))
    if not target:
        return ""
    with working(book, "skriver linjene"):
        done = listed([str(source.file)], Path(target))
    book.open(Path(target))
    made = done.made.consolidation
    return lines(
        *report.notices(made),
        listing.trouble(made),
        listing.said(done.listing),
        listing.proof_said(done.listing, made),
        f"Skrevet: {done.written}",
    )


@of_source
def oversikt(book: Workbook, source: Source) -> str:
    """Break the total of the open workbook down, with charts, in a new one, and open that."""
    from ..actions.listing import overviewed  # noqa: PLC0415

    target = book.ask(_OVERVIEW, beside(book, f"{source.file.stem} oversikt.xlsx"))
    if not target:
        return ""
    with working(book, "deler opp summen"):
        done = overviewed([str(source.file)], Path(target))
    book.open(Path(target))
    made = done.made.consolidation
    said = (f"{each.by.title}: {breakdownreport.proof(each, made)}" for each in done.breakdowns)
    return lines(*report.notices(made), *said, f"Skrevet: {done.written}")


LIST_COMMANDS: Final = (oversikt, linjer)
