"""Plan against what was registered in the time systems."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..core import layout
from ..core.actuals.actuals import Actuals, actuals
from ..core.actuals.codelist import CodeList, code_list
from ..core.actuals.headings import header_of
from ..core.actuals.months import Month
from ..core.actuals.plan import other_sheets, plan_rows
from ..core.actuals.sources import Timesheet, timesheet
from ..core.book import Book
from ..core.consolidation import Consolidation, consolidate
from ..core.errors import RefusedError, UnreadableError, UsageError
from ..core.findings import Finding, Place
from ..files.actuals.timesheet import read_source
from ..files.gather import gather
from ..files.many import answers_not_read, said
from .consolidating import Reader, named_as_made, sources, unless_on
from .stamp import made_now

_NOT_COMPUTED = "Faktisk mot plan er ikke regnet ut"


class Held(NamedTuple):
    """Plan against actual, and the file that was written, if any."""

    actuals: Actuals
    written: Path | None = None


def held_against(
    workbook: str,
    timesheets: Sequence[str],
    until: Month,
    target: Path | None = None,
    *,
    overwrite: bool | None = None,
    read: Reader = gather,
) -> Held:
    """Hold the timesheets up to a month against the plan of a workbook; write the target, if any.

    Raises RefusedError for errors in the workbook, and for timesheets that cannot be relied on: a
    line that is not clear, a total line that does not fit, the same lines twice.
    """
    paths = sources([workbook], target, overwrite=overwrite, refuse=unless_on(layout.ACTUAL))
    keep = (plan_rows, other_sheets)
    gathered = read(paths, not_read=answers_not_read([workbook]), keep=keep)
    made = consolidate(gathered.parts, made_now(), anew=True, alone=False)
    if made.errors:
        raise RefusedError(_NOT_COMPUTED, made.findings, unread=not gathered.anything_read)
    _refuse_year(made, until)
    files = _files(timesheets)
    found = actuals(
        made, gathered.kept(plan_rows), files, [*_lists(gathered.kept(other_sheets))], until
    )
    if found.errors:
        raise RefusedError(_NOT_COMPUTED, found.findings, unread=False)
    if target is None:
        return Held(found)
    from ..files.results.actuals import save_actuals  # noqa: PLC0415  XlsxWriter takes time

    target = named_as_made(target, made, overwrite=overwrite, refuse=unless_on(layout.ACTUAL))
    save_actuals(target, found)
    return Held(found, target)


def _refuse_year(made: Consolidation, until: Month) -> None:
    year = made.stamp.assumptions and made.stamp.assumptions.year
    if year is not None and year != until.year:
        raise UsageError(
            f"Planen er for {year:f}, og {until} er ikke i det året. Oppgi en måned i {year:f}."
        )


def _lists(books: Iterable[Book]) -> Iterator[CodeList]:
    """The lists of codes in the workbook, on sheets beside those of the areas."""
    for book in books:
        for sheet in book.sheets:
            header = header_of(sheet)
            if header and header.is_list_of_codes:
                yield code_list(book, sheet, header)


def _files(names: Sequence[str]) -> list[Timesheet]:
    """The files of lines, each as often as it was named; RefusedError when one is not read."""
    files: list[Timesheet] = []
    unread: list[Finding] = []
    for name in names:
        if os.path.isdir(name):
            raise UsageError(f"{name} er en mappe. Oppgi timelistene én for én.")
        called = said(Path(name))
        try:
            files.append(timesheet(read_source(Path(name), called)))
        except UnreadableError as problem:
            unread.append(problem.rule.at(Place(called), problem.found))
    if unread:
        more = (finding for file in files for finding in file.findings)
        raise RefusedError(_NOT_COMPUTED, [*unread, *more], unread=not files)
    return files
