"""One workbook file as a part of the consolidation; whatever is wrong with it becomes a finding."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from ..core import layout
from ..core.acceptances import Acceptance
from ..core.book import Book, Computed, address
from ..core.checks.kinds import BORROWED
from ..core.errors import UnreadableError
from ..core.estimate import NO_ASSUMPTIONS, Assumptions, Estimate
from ..core.findings import Finding, Place, Rule, Severity, info, warning
from ..core.interpret import counts_on_formulas, interpret
from ..core.part import Part
from ..core.summary import summarise
from .reading import TOO_MUCH, read_book

WITHOUT_AREAS = warning(
    "FIL-08", "Fil uten tjenesteområder",
    "Fila har ingen tjenesteområder og er ikke med i totalen.",
    "Ta fila ut av mappen dersom den ikke hører til estimatet, eller før områdene i ark fra malen.",
    to_area=None,
)  # fmt: skip
OWN_RESULT = info(
    "FIL-09", "Resultatfil hoppet over",
    "Fila er et resultat fra Estimat og er ikke lest som estimat.",
    "Flytt den gjerne til en annen mappe.",
)  # fmt: skip
NOT_READ = warning(
    "FIL-10", "Fil som ikke er lest",
    "Fila kan være et svar fra et område, men er ikke en arbeidsbok som leses ({found}).",
    "Er det et svar: åpne den, lagre som Excel-arbeidsbok (.xlsx) i den samme mappen, og kjør på "
    "nytt. Ellers: flytt den ut av mappen.",
    to_area=None,
)  # fmt: skip


Keep: TypeAlias = "Callable[[Estimate], Iterable[Any]]"
"""What is wanted of a workbook besides its part, such as its lines, or what it comes to otherwise.

It is called where the file is read, before anything is added up, and so must be able to travel: a
function of a module, or a `partial` of one.
"""


class Job(NamedTuple):
    """A file to read. `name` is what findings call it; `borrowed` are rates for one without.

    `keep` is all that is wanted besides; `computed` are the results that it was saved without.
    Unless `everything` is wanted, a sheet with the steps of a computation is passed over.
    """

    path: Path
    name: str
    borrowed: Assumptions = NO_ASSUMPTIONS
    lender: str = ""
    keep: Sequence[Keep] = ()
    computed: Computed | None = None
    everything: bool = False
    accepted: Sequence[Acceptance] | None = None
    """What is accepted in the workbook that a part was made from, where that is known."""


class Reading(NamedTuple):
    """A part, and all else that was asked for, as bytes that cost nothing to carry or keep.

    `lacking` says that it could be another if the formulas saved without a result had one.
    """

    part: Part
    kept: Sequence[bytes]
    lacking: bool = False


def read_part(job: Job) -> Reading:
    """Read, check and add up one workbook; never raises."""
    try:
        without = () if job.everything else (layout.WORKING,)
        book, sha256 = read_book(job.path, job.name, without=without)
        estimate = interpret(book, job.borrowed)
        if book.distrusted and counts_on_formulas(estimate):
            book.forget_results()
            estimate = interpret(book, job.borrowed)
        if job.computed and job.computed.sha256 in (sha256, ""):
            book.fill(job.computed)
            estimate = interpret(book, job.borrowed)
        kept = [pickle.dumps(list(keep(estimate))) for keep in job.keep]
        own_result = layout.RESULT_MARK in book.names and not any(
            layout.AREA_NAME.name in sheet.names for sheet in estimate.strangers
        )
        if not estimate.areas and (own_result or not estimate.strangers):
            rule = OWN_RESULT if own_result else WITHOUT_AREAS
            return Reading(_nothing(job.name, rule, sha256=sha256), kept)
        part = summarise(estimate, sha256, job.accepted)
        if job.lender and estimate.assumptions is job.borrowed:
            borrowed = BORROWED.at(Place(job.name), job.lender)
            part = part._replace(findings=(*part.findings, borrowed))
        return Reading(part, kept, _lacking(book, part.findings))
    except UnreadableError as problem:
        return unreadable(job, problem.rule, problem.found)
    except MemoryError:
        return unreadable(job, TOO_MUCH, "den krever for mye minne")
    except Exception:  # a fault of ours is one file that is not read
        return unreadable(job, TOO_MUCH, "uventet feil")


def _lacking(book: Book, findings: Iterable[Finding]) -> bool:
    """Whether an error points to a formula that was saved without a result."""
    blamed = {
        (each.place.sheet, each.place.cell) for each in findings if each.severity is Severity.ERROR
    }
    return bool(blamed) and any(
        (sheet.name, address(*place)) in blamed
        for sheet in book.sheets
        for place in sheet.formulas.keys() - sheet.values.keys()
    )


def passed_over(name: str) -> Reading:
    """The part of a file that nobody tried to read."""
    return Reading(_nothing(name, NOT_READ, Path(name).suffix or "uten endelse i navnet"), ())


def unreadable(job: Job, rule: Rule, found: str) -> Reading:
    """The part of a file that could not be read: nothing but the finding."""
    return Reading(_nothing(job.name, rule, found), ())


def _nothing(name: str, rule: Rule, found: str = "", *, sha256: str = "") -> Part:
    """The part of a file that has nothing but a finding."""
    return Part(name, sha256, NO_ASSUMPTIONS, (), (rule.at(Place(name), found),))
