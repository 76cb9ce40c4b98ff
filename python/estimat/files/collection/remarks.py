"""The workbooks that areas sent, with what is to be said of them on a sheet of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from ...core import layout, norwegian
from ...core.acceptances import Acceptance, accepted_of_parts
from ...core.book import Book, Sheet
from ...core.collection.dispatch import dispatch_of
from ...core.collection.givensheet import SEND_BACK, Returned, given_sheet, returned_on
from ...core.collection.ownremarks import OwnRemark, homes, own_remarks
from ...core.collection.remarks import Remark, Status, Today, marks_of, met, own_of, remarks_of
from ...core.errors import UnreadableError, UnwritableError, UsageError
from ...core.estimate import Estimate
from ...core.findings import Finding
from ...core.interpret import tables_with
from ...core.part import Part
from ...core.summary import consolidated_sheets
from ..gather import Gathered, gather
from ..many import said
from ..package import Package, zipped
from ..reading import INCOHERENT, read_book
from ..workbooks.areafile import LONGEST_SHEET_NAME, free_name
from ..workbooks.rebuilding import whole
from ..writing.inlinesheet import Drawn, parts_touched, with_sheet
from ..writing.saving import save
from ..writing.textsheet import read_back
from .remarksheet import as_it_reads, drawn

_SIGNED: Final = "den er signert, og en merknad i den ville brutt signaturen"
_SHARED: Final = "den er en delt arbeidsbok med sporing; slå av delingen og lagre"
_NO_PART: Final = "er en hel arbeidsbok eller et resultat, og ikke et områdes; hoppet over"
_NO_REMARKS: Final = "ingen merknader"


class Remarked(NamedTuple):
    """What there is to say of a file, where the copy was written, or why there is none.

    `others` are findings that are not the area's to mend.
    """

    file: str
    areas: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    others: tuple[Finding, ...] = ()
    written: Path | None = None
    why_not: str = ""

    @property
    def open(self) -> int:
        """How many remarks from before are not met."""
        return sum(not each.status.is_met for each in self.remarks) - self.count(Status.NEW)

    def count(self, *statuses: Status) -> int:
        """How many remarks have come so far."""
        return sum(each.status in statuses for each in self.remarks)


class Made(NamedTuple):
    """All the files, each with what was said of it."""

    files: tuple[Remarked, ...]
    anything_read: bool
    unsent: tuple[str, ...] = ()
    """The controller's own remarks that are for none of the files, in words."""


class _Said(NamedTuple):
    """What is said of a file, before it is written."""

    source: Path
    sha256: str
    sheet: str
    drawn: Drawn
    remarked: Remarked


def remark(
    paths: Sequence[Path],
    folder: Path,
    master: Path | None = None,
    *,
    not_read: Sequence[Path] = (),
    today: str,
    read: Callable[..., Gathered] = gather,
) -> Made:
    """Write a copy of each workbook that has remarks into the folder, which may be new.

    The controller's own remarks are those of the `master`; without one they stay as they were.
    Never fails for what is wrong with one of the files. Raises UsageError before anything is
    written when a file would take the place of another.
    """
    own = _own_in(master) if master else None
    accepted = own.accepted if own else None
    gathered = read(paths, not_read=not_read, keep=[whole], accepted=accepted)
    estimates = {each.book.file: each for each in gathered.kept(whole)}
    sources = {said(path): path for path in paths}
    told = [
        _told(part, estimates.get(part.file), sources.get(part.file), own, today)
        for part in gathered.parts
    ]
    targets = _targets(folder, [each.source for each in told if isinstance(each, _Said)])
    if targets:
        folder.mkdir(parents=True, exist_ok=True)
    files = [
        _written(each, targets[each.source]) if isinstance(each, _Said) else each for each in told
    ]
    unsent = _unsent(own, [*estimates.values()]) if own else ()
    return Made(tuple(files), gathered.anything_read, tuple(unsent))


def _unsent(own: _Own, estimates: Sequence[Estimate]) -> Iterator[str]:
    """The remarks that reach nobody: what they are about is in none of the files."""
    here = homes(estimates)
    areas = {layout.spelled(area.head.id) for each in estimates for area in each.areas}
    for each in own.remarks:
        about = layout.spelled(each.about)
        if not (each.is_closed or about in here or own.homes.get(about, frozenset()) & areas):
            yield f"{each.about or '(uten Gjelder)'}: «{each.what}»"


class _Own(NamedTuple):
    """The controller's own remarks, the areas that each id is in, and what is accepted."""

    remarks: list[OwnRemark]
    homes: Mapping[str, frozenset[str]]
    accepted: list[Acceptance]


def _own_in(master: Path) -> _Own:
    gathered = gather([master], keep=[whole])
    (part,) = gathered.parts
    if not part.sha256:
        raise UsageError("\n".join(f"{each.place}: {each.message}" for each in part.findings))
    estimates = list(gathered.kept(whole))
    if not any(_has_own(each.book) for each in estimates):
        headings = ", ".join(each.label for each in layout.OWN_REMARK_COLUMNS)
        raise UsageError(
            f"{master} har ikke noe ark {layout.REMARKS} med en tabell med overskriftene "
            f"{headings}. Oppgi arbeidsboken der merknadene står, eller utelat --mot."
        )
    return _Own(
        [each for one in estimates for each in own_remarks(one)],
        homes(estimates),
        [each for one in estimates for each in accepted_of_parts(one)],
    )


def _has_own(book: Book) -> bool:
    return any(tables_with(book, layout.OWN_REMARK_COLUMNS))


def _told(
    part: Part,
    estimate: Estimate | None,
    source: Path | None,
    own: _Own | None,
    today: str,
) -> _Said | Remarked:
    """What is said of a file; why nothing is, where nothing is to be written."""
    if estimate is None or source is None or not part.areas:
        why = " ".join(each.message for each in part.findings)
        return Remarked(part.file, why_not=why)
    areas = tuple(area.head.id for area in estimate.areas)
    if not estimate.whole and _is_no_part(estimate.book):
        return Remarked(part.file, areas, why_not=_NO_PART)
    sheet = given_sheet(estimate.book)
    is_1904 = estimate.book.date_1904
    before = returned_on(sheet, date_1904=is_1904) if sheet else Returned()
    found, others = remarks_of(estimate, part.findings)
    remarks = met(
        before.remarks,
        [as_it_reads(each) for each in found],
        own and [as_it_reads(each) for each in own_of(estimate, own.remarks, own.homes)],
        Today(marks_of(estimate), today),
    )
    remarked = Remarked(part.file, areas, tuple(remarks), tuple(others))
    if not remarks:
        return remarked._replace(why_not=_NO_REMARKS)
    taken = [each.name for each in estimate.book.sheets]
    names = [area.head.name or area.sheet.name for area in estimate.areas]
    also = [f"{cell}: {text}" if cell else text for cell, text in before.others]
    return _Said(
        source,
        part.sha256,
        sheet.name if sheet else free_name(layout.REMARKS, LONGEST_SHEET_NAME, taken),
        drawn(names, reply(estimate), remarks, also),
        remarked,
    )


def _is_no_part(book: Book) -> bool:
    """Whether a workbook that is not a part of an estimate is one with the total of all of it."""
    shown = any(consolidated_sheets(book.sheets))
    return shown or _has_own(book) or layout.PUBLISHED_MARK in book.names


def reply(estimate: Estimate) -> str:
    """Whom the area sends its workbook back to, and by when it was wanted."""
    dispatch = dispatch_of(estimate.book)
    to = (dispatch and dispatch.to) or "dem som sendte den"
    by = dispatch and dispatch.deadline
    return f"{SEND_BACK}{to}{f' innen {norwegian.day(by)}' if by else ''}."


def _targets(folder: Path, sources: Sequence[Path]) -> dict[Path, Path]:
    """Where each copy is written: by its own name, with a number when two have the same.

    Raises UsageError where something is there already.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} er en fil. Oppgi en mappe.")
    taken: set[str] = set()
    targets: dict[Path, Path] = {}
    for source in sources:
        stem = free_name(source.stem, len(source.stem) + 8, taken)
        taken.add(stem)
        targets[source] = folder / f"{stem}{source.suffix}"
        if targets[source].exists():
            raise UsageError(
                f"{targets[source]} finnes fra før. Velg en annen mappe, eller flytt fila først."
            )
    return targets


def _written(told: _Said, target: Path) -> Remarked:
    """Write the copy and prove it; of a file that can have no remarks, why."""
    try:
        package = Package(told.source)
        parts = {name: package.read(name) for name in package.parts()}
        if package.sha256 != told.sha256:
            raise UsageError(f"{told.source} ble endret mens den ble lest. Prøv igjen.")
        if why := _refused(parts):
            return told.remarked._replace(why_not=why)
        made = with_sheet(parts, told.sheet, layout.REMARKS_MARK, told.drawn)
        before, _ = read_book(told.source, target.name)
    except UnreadableError as problem:
        why = problem.rule.message.format(found=problem.found, expected="")
        return told.remarked._replace(why_not=why)
    except INCOHERENT:
        return told.remarked._replace(why_not="delene i den henger ikke sammen")

    def verify(temporary: Path) -> None:
        _prove(temporary, target, parts, before, told)

    save(target, lambda temporary: temporary.write_bytes(zipped(made)), verify, new=True)
    return told.remarked._replace(written=target)


def _refused(parts: Mapping[str, bytes]) -> str:
    """Why a sheet cannot be added to a package; nothing when it can."""
    names = [name.lower() for name in parts]
    if any(name.startswith("_xmlsignatures/") for name in names):
        return _SIGNED
    return _SHARED if any("/revisions/" in name for name in names) else ""


def _prove(
    temporary: Path, target: Path, parts: Mapping[str, bytes], before: Book, told: _Said
) -> None:
    """Raise UnwritableError unless the copy is the source and the sheet, and nothing else."""
    try:
        package = Package(temporary)
        copy = {name: package.read(name) for name in package.parts()}
        after, _ = read_book(temporary, target.name)
    except UnreadableError as problem:
        raise UnwritableError(f"{target} ble ikke hel ({problem}). Ingenting er endret.") from None
    sheet = given_sheet(after)
    if sheet is None or not _says(sheet, told.drawn):
        raise UnwritableError(f"{target}: arket {told.sheet} ble ikke som det skulle.")
    if _all_else(after, told.sheet) != _all_else(before, told.sheet):
        raise UnwritableError(f"{target}: et annet ark ble ikke som i kilden.")
    touched = parts_touched(parts, told.sheet)
    same = all(copy.get(name) == part for name, part in parts.items() if name not in touched)
    if not same or [*copy][: len(parts)] != [*parts]:
        raise UnwritableError(f"{target}: andre deler enn arket ble ikke som i kilden.")


def _all_else(book: Book, sheet: str) -> list[str]:
    """All that the other sheets hold, and the names, as texts: no-number is equal to itself."""
    names = {name: at for name, at in book.names.items() if name != layout.REMARKS_MARK}
    return [repr(names), *(repr(each) for each in book.sheets if each.name != sheet)]


def _says(sheet: Sheet, wanted: Drawn) -> bool:
    said = {
        (row, column): read_back(cell.text)
        for row, cells in enumerate(wanted.rows, start=1)
        for column, cell in enumerate(cells, start=1)
        if read_back(cell.text)
    }
    return sheet.values == said and not sheet.formulas
