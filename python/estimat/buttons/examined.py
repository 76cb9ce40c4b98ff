"""The workbook that is open, as it stands: read, checked, summed, and sheets carried into it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from ..actions.stamp import made_now
from ..core.consolidation import STALE, Consolidation, consolidate
from ..core.errors import UnreadableError, UsageError
from ..core.estimate import Estimate
from ..core.findings import Place
from ..core.interpret import interpret
from ..core.layout import CONSOLIDATED
from ..core.part import Part
from ..core.summary import summarise
from ..files.reading import read_book
from ..files.results.result import save_sheets
from ..files.results.sheets import is_ours, written_beside
from .host import Formulas, Stands, Workbook

_MOST_NAMED: Final = 5
"""Cells that are named one by one."""


class Examined(NamedTuple):
    """A workbook as it stands, and what it came to."""

    now: Stands
    estimate: Estimate
    part: Part
    consolidation: Consolidation


copies: Final[dict[str, tuple[Path, Sequence[str]]]] = {}
"""By a workbook's full name: a copy from before, and the sheets written since."""

_folders: Final[list[tempfile.TemporaryDirectory[str]]] = []
"""Where the copies are; gone when Python ends."""


def examined(book: Workbook, *, alone: bool = True) -> Examined:
    """The workbook read, checked and added up as it stands; not `alone` when it is the total."""
    now = as_it_stands(book)
    sha256 = _hash(now.copy)
    estimate = interpret(now.book)
    part = summarise(estimate, sha256)
    made = consolidate([part], made_now(), alone=alone)
    if sha256 != _hash(Path(book.full_name)):  # nobody will find this hash on the disk
        read = (f"{book.name} slik den stod åpen", sha256)
        made = made._replace(stamp=made.stamp._replace(inputs=(read,)))
    return Examined(now, estimate, part, made)


def as_it_stands(book: Workbook) -> Stands:
    """A copy of the workbook as it stands, and what it says; UsageError if it cannot be read."""
    folder = tempfile.TemporaryDirectory(prefix="estimat-", ignore_cleanup_errors=True)
    _folders.append(folder)
    copy = book.save_copy(Path(folder.name))
    try:
        return Stands(read_book(copy, book.name)[0], copy)
    except UnreadableError as problem:
        finding = problem.rule.at(Place(book.name), problem.found)
        raise UsageError(f"{finding.message} {finding.remedy}") from problem


def _hash(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:  # never saved, or where only the program itself can read
        return ""


def without_old_total(found: Examined) -> tuple[Examined, str]:
    """What is to be consolidated anew, and in words what stood there, if it was another."""
    old = [each for each in found.consolidation.findings if each.code == STALE.code]
    if not old:
        return found, ""
    was = f"Konsolidert viste {old[0].found} og er skrevet på nytt."
    return without(found, [STALE.code]), was


def without(found: Examined, codes: Collection[str]) -> Examined:
    """The same without findings of these rules."""
    made = found.consolidation
    rest = tuple(each for each in made.findings if each.code not in codes)
    return found._replace(consolidation=made._replace(findings=rest))


def write_result(book: Workbook, names: Sequence[str], found: Examined) -> str:
    """Write the total and the findings; gives in words what was lost."""
    file = found.now.copy.with_name("resultat.xlsx")
    live = save_sheets(file, found.consolidation, book.name)
    return carry(book, file, {name: live if name == CONSOLIDATED else {} for name in names}, found)


def carry(book: Workbook, file: Path, sheets: Mapping[str, Formulas], found: Examined) -> str:
    """Write sheets of ours anew; gives in words what somebody had written beside the old ones."""
    replaced = [sheet for sheet in found.now.book.sheets if sheet.name in sheets]
    for sheet in replaced:
        if sheet.values and not is_ours(sheet):
            raise UsageError(
                f"Arket «{sheet.name}» er ikke laget av Estimat og blir ikke skrevet over. "
                "Gi det et annet navn, og prøv igjen."
            )
    book.carry(file, sheets, found.now)
    lost = [each for sheet in replaced for each in written_beside(sheet)]
    if not lost:
        return ""
    copies[book.full_name] = found.now.copy, [*sheets]
    rest = f" og {len(lost) - _MOST_NAMED} til" if len(lost) > _MOST_NAMED else ""
    return (
        f"\n\nDet som var skrevet til siden, er ikke med: {', '.join(lost[:_MOST_NAMED])}{rest}. "
        "Rediger › Angre i Calc, og i Excel «Angre konsolidering» henter det tilbake; skriv det i "
        "et eget ark."
    )


def forget_copies() -> None:
    """Delete the copies at once: for a program that undoes by itself and does not end Python."""
    copies.clear()
    while _folders:
        _folders.pop().cleanup()
