"""From finding to finding in the open workbook, the worst first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ..core import report
from ..core.findings import Finding, Severity
from .host import Workbook


class _Tour(NamedTuple):
    """The findings that «Gå til funn» goes through, and how many it has shown."""

    findings: Sequence[Finding]
    shown: int


_tours: Final[dict[str, _Tour]] = {}
"""By a workbook's full name."""


def ga_til_funn(book: Workbook) -> str:
    """Go to the next finding of the last check, and say what it is."""
    tour = _tours.get(book.full_name)
    if tour is None:
        return "Ingen funn ennå. Trykk Kontroller først."
    return _next(book, tour) if tour.findings else "Ingen funn ved siste kontroll."


def outcome(book: Workbook, findings: Sequence[Finding]) -> str:
    """How many findings there are; goes to the first error."""
    tour = _tours[book.full_name] = _Tour(findings, 0)
    tally = f"{report.tally(findings)}."
    errors = any(each.severity is Severity.ERROR for each in findings)
    return f"{tally}\n\n{_next(book, tour)}" if errors else tally


def _next(book: Workbook, tour: _Tour) -> str:
    """Select the cell of the next finding, the worst first; after the last comes the first."""
    position = tour.shown % len(tour.findings)
    _tours[book.full_name] = tour._replace(shown=position + 1)
    place = tour.findings[position].place
    where = f"{place.sheet}!{place.cell}" if place.cell else place.sheet or place.file
    # The check may be older than the sheets, and a sheet may be hidden.
    if place.sheet and not book.go_to(place.sheet, place.cell or "A1"):
        where += " (kan ikke vises; er arket skjult eller fjernet?)"
    return _told(tour.findings, position, where)


def _told(findings: Sequence[Finding], position: int, where: str) -> str:
    finding = findings[position]
    which = f"Funn {position + 1} av {len(findings)}"
    what = f"{finding.severity.value} {finding.code}, {finding.title}"
    return "\n".join((f"{which}: {what}", where, finding.message, finding.remedy))
