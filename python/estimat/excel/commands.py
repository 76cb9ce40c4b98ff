"""What the buttons of the ribbon do, to the workbook that is open.

Excel saves a copy of the workbook as it stands, and the copy goes the way every file goes: the same
reading, checks, sums and sheets as on the command line. The sheets that come of it are carried into
the open workbook. So a command costs a number of calls to Excel that is the same for ten rows and
ten thousand. Each gives back the Norwegian text that VBA shows.
"""

from __future__ import annotations

import functools
import hashlib
import re
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any, Final, NamedTuple

import xlwings

from .. import __version__
from ..core import norwegian, report
from ..core.book import Book, address
from ..core.consolidation import Consolidation, consolidate, summarise
from ..core.errors import EstimatError, UnreadableError, UsageError
from ..core.findings import Finding, Place
from ..core.interpret import interpret
from ..files.emptyarea import save_empty_area
from ..files.reading import read_book
from ..files.result import save_sheets
from ..files.sheets import CHECKED, CONSOLIDATED
from ..stamp import made_now
from .carrying import carry
from .quiet import quiet

FIRST_TEXT: Final = {CONSOLIDATED: report.TITLE, CHECKED: CHECKED}
"""What stands in A1 of the sheets that Estimat writes, and nobody else's sheet is replaced."""


class _Tour(NamedTuple):
    """The findings that «Gå til funn» goes through, and how many it has shown."""

    findings: tuple[Finding, ...]
    shown: int


_tours: Final[dict[str, _Tour]] = {}
_copies: Final[dict[str, Path]] = {}
"""By the full name of a workbook: its findings, and the copy from before it was consolidated."""

_folder: Final = tempfile.TemporaryDirectory(prefix="estimat-", ignore_cleanup_errors=True)
_number = iter(range(1, 1_000_000))


def _command(work: Callable[..., str]) -> Callable[..., Any]:
    """Serve a command through xlwings; whatever goes wrong becomes a text to show."""

    @functools.wraps(work)
    def call(*words: Any) -> Any:
        try:
            text = work(xlwings.Book.caller().api, *words)
        except EstimatError as problem:
            text = str(problem)
        except Exception as problem:
            text = (
                f"Excel gjorde ikke det Estimat ba om ({type(problem).__name__}: {problem}). "
                "Arbeidsboken er som før. Avslutt redigering av celler, og prøv igjen."
            )
        return [[text]]

    del call.__wrapped__  # xlwings reads the arguments of what it finds there
    raw = xlwings.arg("words", "raw")(xlwings.ret("raw")(call))
    served: Callable[..., Any] = xlwings.func(raw)
    return served


@_command
def kontroller(book: Any) -> str:
    """Check the workbook, write Kontroll, and go to the first error."""
    with quiet(book.Application) as say:
        say("Estimat: kontrollerer arkene …")
        found = _examined(book)
        _write(book, [CHECKED], found)
        return f"Kontrollert: {_outcome(book, found)}"


@_command
def konsolider(book: Any) -> str:
    """Check and consolidate the workbook; with errors, go to the first and write nothing."""
    with quiet(book.Application) as say:
        say("Estimat: kontrollerer arkene …")
        found = _examined(book)
        if found.consolidation.stopped:
            return f"Ikke konsolidert, og ingenting er skrevet: {_outcome(book, found)}"
        say("Estimat: skriver Konsolidert og Kontroll …")
        sheets = _write(book, [CONSOLIDATED, CHECKED], found)
        _copies[found.workbook] = found.copy
        with suppress(Exception):  # all is written; which sheet shows is the least of it
            sheets[CONSOLIDATED].Activate()
        total = norwegian.number(found.consolidation.total.millions)
        return f"Konsolidert: {total} mill. kr. {_outcome(book, found)}"


@_command
def angre(book: Any) -> str:
    """Bring back Konsolidert and Kontroll as they were before the last consolidation."""
    with quiet(book.Application):
        workbook, copy, now = _as_it_stands(book)
        before = _copies.get(workbook)
        if before is None:
            return "Det er ingen konsolidering å angre i denne arbeidsboken."
        had = {sheet.name for sheet in read_book(before, workbook)[0].sheets}
        carry(book, before, [name for name in FIRST_TEXT if name in had], now, copy)
        for name in FIRST_TEXT:
            if name not in had:
                book.Worksheets(name).Delete()
        del _copies[workbook]
    return "Konsolidert og Kontroll er som før siste konsolidering. Andre ark er ikke rørt."


@_command
def ga_til_funn(book: Any) -> str:
    """Go to the next finding of the last check, and say what it is."""
    workbook = book.FullName
    tour = _tours.get(workbook)
    if tour is None:
        return "Ingen funn ennå. Trykk Kontroller først."
    return _next(book, workbook, tour) if tour.findings else "Ingen funn ved siste kontroll."


@_command
def nytt_tjenesteomrade(book: Any, name: str) -> str:
    """Add an empty area sheet, complete with names, formulas, lists and limits."""
    with quiet(book.Application):
        _, copy, now = _as_it_stands(book)
        file = _new_file()
        ids = [area.id for area in interpret(now).areas]
        called = save_empty_area(file, name, ids, [sheet.name for sheet in now.sheets])
        sheet = carry(book, file, [called], now, copy)[called]
        made, _ = read_book(file, called)
        for cell, formula in made.sheets[0].formulas.items():
            # Written once more they mean the names and functions of this workbook.
            sheet.Range(address(*cell)).Formula = f"={formula}"
    return f"Arket «{called}» er lagt til sist i arbeidsboken. Fyll ut hodet og tabellen."


@_command
def status(_: Any) -> str:
    """That Python answers, and which."""
    python = ".".join(map(str, sys.version_info[:3]))
    return f"Estimat {__version__} er klar til bruk (Python {python}, {sys.executable})."


class _Examined(NamedTuple):
    """What a workbook came to: its full name, a copy of it, what it holds, and the sums."""

    workbook: str
    copy: Path
    now: Book
    consolidation: Consolidation


def _new_file(ending: str = ".xlsx") -> Path:
    """A file nobody has yet; Excel opens none whose ending is not that of its contents."""
    return Path(_folder.name, f"{next(_number)}{ending}")


def _as_it_stands(book: Any) -> tuple[str, Path, Book]:
    """The workbook's full name, a copy of it with what is not saved yet, and what it holds."""
    if book.ProtectStructure:
        raise UsageError(
            "Arbeidsbokens struktur er beskyttet, så ark kan ikke skrives. Opphev beskyttelsen "
            "(Se gjennom › Beskytt arbeidsbok), og prøv igjen."
        )
    workbook: str = book.FullName
    name = re.split(r"[\\/]", workbook)[-1]  # its folder may be on a disk or on a server
    copy = _new_file(PurePath(name).suffix or ".xlsx")  # one never saved has no ending yet
    book.SaveCopyAs(str(copy))
    try:
        return workbook, copy, read_book(copy, name)[0]
    except UnreadableError as problem:
        finding = problem.rule.at(Place(workbook), problem.found)
        raise UsageError(f"{finding.message} {finding.remedy}") from problem


def _examined(book: Any) -> _Examined:
    workbook, copy, now = _as_it_stands(book)
    part = summarise(interpret(now), hashlib.sha256(copy.read_bytes()).hexdigest())
    return _Examined(workbook, copy, now, consolidate([part], made_now()))


def _write(book: Any, names: list[str], found: _Examined) -> dict[str, Any]:
    for sheet in found.now.sheets:
        if sheet.name in names and sheet.values.get((1, 1)) != FIRST_TEXT[sheet.name]:
            raise UsageError(
                f"Arket «{sheet.name}» er ikke laget av Estimat og blir ikke skrevet over. "
                "Gi det et annet navn, og prøv igjen."
            )
    file = _new_file()
    save_sheets(file, found.consolidation, found.now.file)
    return carry(book, file, names, found.now, found.copy)


def _outcome(book: Any, found: _Examined) -> str:
    """How many findings there are; goes to the first error."""
    findings = found.consolidation.findings
    tour = _tours[found.workbook] = _Tour(findings, 0)
    tally = f"{report.tally(findings)}."
    if not found.consolidation.errors:
        return tally
    return f"{tally}\n\n{_next(book, found.workbook, tour)}"


def _next(book: Any, workbook: str, tour: _Tour) -> str:
    """Select the cell of the next finding, the worst first; after the last comes the first."""
    position = tour.shown % len(tour.findings)
    finding = tour.findings[position]
    _tours[workbook] = tour._replace(shown=position + 1)
    place = finding.place
    where = f"{place.sheet}!{place.cell}" if place.cell else place.sheet or place.file
    if place.sheet:
        try:
            book.Application.Goto(book.Worksheets(place.sheet).Range(place.cell or "A1"), True)
        except Exception:  # the check is older than the sheets, or the sheet is hidden
            where += " (kan ikke vises; er arket skjult eller fjernet?)"
    head = f"Funn {position + 1} av {len(tour.findings)}: {finding.severity.value} {finding.code}"
    return f"{head}, {where}\n{finding.message}\n{finding.remedy}"
