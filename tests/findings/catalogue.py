"""The catalogue of findings: for each code a smallest workbook that provokes it, and a neighbour.

A case takes the small workbook, which has no findings at all, and changes one thing in it; one that
needs several files takes several. What provokes gives the place that the finding must point to.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from estimat.actions.actuals import held_against
from estimat.core.actuals.months import Month
from estimat.core.consolidation import NO_STAMP, consolidate
from estimat.core.errors import RefusedError
from estimat.core.findings import Finding, Place, Severity
from estimat.files.gather import gather
from estimat.files.many import answers_not_read
from tests.inline import Inline
from tests.smallbook import Small

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

F = TypeVar("F", bound=Callable[..., object])


class Provoking(NamedTuple):
    """A change that gives one finding of the code, and the other findings that it cannot avoid."""

    change: Callable[..., Place]
    severity: Severity
    also: tuple[str, ...]


class Innocent(NamedTuple):
    """A change as like it as can be that does not, and the other findings that it gives."""

    change: Callable[..., object]
    also: tuple[str, ...]


PROVOKING: dict[str, Provoking] = {}
INNOCENT: dict[str, Innocent] = {}


def provokes(code: str, severity: Severity, also: Iterable[str] = ()) -> Callable[[F], F]:
    def register(change: F) -> F:
        assert code not in PROVOKING, f"{code} has two cases"
        PROVOKING[code] = Provoking(change, severity, tuple(also))  # type: ignore[arg-type]
        return change

    return register


def innocent(code: str, also: Iterable[str] = ()) -> Callable[[F], F]:
    def register(change: F) -> F:
        assert code not in INNOCENT, f"{code} has two neighbours"
        INNOCENT[code] = Innocent(change, tuple(also))
        return change

    return register


FILES = ("liten.xlsx", "annen.xlsx")
TIMESHEETS = "timer*"
"""What a case calls files of lines, which are then held against the plan."""


def findings_after(
    change: Callable[..., object], small: Path, folder: Path
) -> tuple[object, tuple[Finding, ...]]:
    """What the change gives, and the findings in its workbooks; `folder` is the current one."""
    many = len(inspect.signature(change).parameters)
    books = [Small(small, file) for file in FILES[:many]]
    given = change(*books)
    for book in books:
        book.save(folder / book.file)
    paths = [Path(book.file) for book in books]
    if sheets := [*map(str, sorted(Path().glob(TIMESHEETS)))]:
        return given, _held_against(str(paths[0]), sheets)
    gathered = gather(paths, not_read=answers_not_read(["."]), executor=Inline())
    anew = any(book.is_consolidated_anew for book in books)
    return given, consolidate(gathered.parts, NO_STAMP, anew=anew).findings


def _held_against(plan: str, sheets: list[str]) -> tuple[Finding, ...]:
    """What is found when they are held against the plan to April."""
    try:
        read = partial(gather, executor=Inline())
        return held_against(plan, sheets, Month(2024, 4), read=read).actuals.findings
    except RefusedError as refused:
        return tuple(refused.findings)
