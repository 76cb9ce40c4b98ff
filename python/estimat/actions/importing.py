"""A list made into a workbook to plan in: what a terminal and a button both do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ..core import layout
from ..core.errors import RefusedError
from ..core.findings import Finding, Severity
from ..core.importing.pricing import Rates
from ..core.importing.reading import Amounts, ReadList, read_list
from ..core.importing.rules import NO_LIST
from ..core.importing.sheets import chosen_roles
from ..files.importing.building import build, off
from ..files.importing.opening import open_list
from ..files.workbooks.areafile import read_area_file
from ..files.workbooks.new import refuse_new
from .stamp import made_now


def _worst_first(finding: Finding) -> int:
    return [*Severity].index(finding.severity)


class Found(NamedTuple):
    """A list that was read, the file, and its hash."""

    read: ReadList
    file: str
    sha256: str


class Imported(NamedTuple):
    """What was read and where it went; `of_workbook` is what the new workbook has findings of."""

    read: ReadList
    file: str
    target: Path
    placed: Amounts
    difference: Amounts
    findings: tuple[Finding, ...]
    of_workbook: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        """Whether all is placed, and nothing is wrong."""
        errors = any(each.severity is Severity.ERROR for each in self.findings)
        return not self.read.left and not errors


def found(source: Path, target: Path, *, only: str = "", columns: Sequence[str] = ()) -> Found:
    """Read a list, of which a workbook is to be made; nothing is written.

    `columns` are `Deres=Vår`. Raises UsageError and RefusedError for what is no list.
    """
    refuse_new(target)
    chosen = chosen_roles(columns)
    opened = open_list(source)
    standard = read_area_file()
    rates = Rates(standard.rate(layout.HOURLY_RATE), standard.rate(layout.HOURS_PER_YEAR))
    next_year = datetime.fromisoformat(made_now().time).year + 1
    read = read_list(opened.book, rates, next_year, chosen, only=only, is_text=opened.is_text)
    return Found(read, str(source), opened.sha256)


def imported(list_: Found, target: Path) -> Imported:
    """Make the workbook of a list; raises RefusedError where it is not known what the list says."""
    read = list_.read
    if read.doubts:
        no_list = any(each.code == NO_LIST.code for each in read.doubts)
        raise RefusedError("Ingenting er laget", read.doubts, unread=no_list)
    built = build(target, read, list_.file, list_.sha256)
    findings = tuple(sorted((*read.findings, *built.findings), key=_worst_first))
    return Imported(
        read, list_.file, target, built.placed, off(read, built.placed), findings, built.of_workbook
    )
