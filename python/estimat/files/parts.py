"""One workbook file as a part of the consolidation; whatever is wrong with it becomes a finding."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import NamedTuple

from ..core import layout
from ..core.checks.kinds import BORROWED
from ..core.consolidation import summarise
from ..core.errors import UnreadableError
from ..core.estimate import NO_ASSUMPTIONS, Assumptions
from ..core.findings import Finding, Place, Rule, info, warning
from ..core.interpret import interpret
from ..core.part import Part, lines
from .reading import TOO_MUCH, read_book

WITHOUT_AREAS = warning(
    "FIL-08", "Fil uten tjenesteområder",
    "Fila har ingen tjenesteområder og er ikke med i totalen.",
    "Ta fila ut av mappen dersom den ikke hører til estimatet, eller før områdene i ark fra malen.",
)  # fmt: skip
OWN_RESULT = info(
    "FIL-09", "Resultatfil hoppet over",
    "Fila er et resultat fra Estimat og er ikke lest som estimat.",
    "Flytt den gjerne til en annen mappe.",
)  # fmt: skip


class Job(NamedTuple):
    """A file to read. `name` is what findings call it; `borrowed` are rates for one without."""

    path: Path
    name: str
    borrowed: Assumptions = NO_ASSUMPTIONS
    lender: str = ""
    with_lines: bool = False


class Reading(NamedTuple):
    """A part, and its lines as bytes that cost nothing to carry or keep (none if not asked for)."""

    part: Part
    lines: bytes


def read_part(job: Job) -> Reading:
    """Read, check and add up one workbook; never raises."""
    try:
        book, sha256 = read_book(job.path, job.name)
        estimate = interpret(book, job.borrowed)
        extra: list[Finding] = []
        if job.lender and estimate.assumptions is job.borrowed:
            extra.append(BORROWED.at(Place(job.name), job.lender))
        own_result = layout.RESULT_MARK in book.names
        if not estimate.areas and (own_result or not estimate.strangers):
            rule = OWN_RESULT if own_result else WITHOUT_AREAS
            nothing = Part(job.name, sha256, NO_ASSUMPTIONS, (), (rule.at(Place(job.name)),))
            return Reading(nothing, b"")
        part = summarise(estimate, sha256)
        part = part._replace(findings=(*part.findings, *extra))
        return Reading(part, pickle.dumps(list(lines(estimate))) if job.with_lines else b"")
    except UnreadableError as problem:
        return unreadable(job, problem.rule, problem.found)
    except MemoryError:
        return unreadable(job, TOO_MUCH, "den krever for mye minne")
    except Exception as problem:
        return unreadable(job, TOO_MUCH, f"uventet feil, {type(problem).__name__}")


def unreadable(job: Job, rule: Rule, found: str) -> Reading:
    """The part of a file that could not be read: nothing but the finding."""
    return Reading(Part(job.name, "", NO_ASSUMPTIONS, (), (rule.at(Place(job.name), found),)), b"")
