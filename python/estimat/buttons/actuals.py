"""The button for plan against actual, in every spreadsheet program."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from ..core.actuals import report
from ..core.actuals.months import Month, until_of
from ..core.errors import UsageError
from .host import Asked, Question, Source, Workbook
from .working import beside, folder_of, lines, of_source, working

_TIMESHEET: Final = Question("Timeliste", Asked.LIST, "Timelisten (.csv eller .xlsx)")
_UNTIL: Final = Question("TilOgMed", Asked.TEXT, "Til og med hvilken måned? Skriv år og måned.")
_ACTUALS: Final = Question("Til", Asked.SAVE, "Lagre faktisk mot plan")


@of_source
def faktisk(book: Workbook, source: Source) -> str:
    """Hold a timesheet against the plan of the open workbook, and open what it came to."""
    from ..actions.actuals import held_against  # noqa: PLC0415  a number in a cell does not wait for it

    timesheet = book.ask(_TIMESHEET, folder_of(book))
    answer = timesheet and book.ask(_UNTIL, _last_month().key)
    if not answer:
        return ""
    until = _month(answer)
    target = book.ask(_ACTUALS, beside(book, f"{source.file.stem} faktisk {until.key}.xlsx"))
    if not target:
        return ""
    with working(book, "holder timelisten mot planen"):
        found, written = held_against(str(source.file), [timesheet], until, Path(target))
    book.open(written or Path(target))
    proof = report.proof(found).splitlines()
    return lines(report.headline(found), *proof, f"Skrevet: {written}")


def _last_month() -> Month:
    """The last month that is over."""
    from ..actions.stamp import made_now  # noqa: PLC0415

    first = datetime.fromisoformat(made_now().time).replace(day=1)
    last = first - timedelta(days=1)
    return Month(last.year, last.month)


def _month(answer: str) -> Month:
    try:
        return until_of(answer)
    except ValueError as problem:
        raise UsageError(str(problem)) from None
