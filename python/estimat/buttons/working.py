"""What the buttons that make new files have in common: the workbook they read, and their answers.

A file is made of the workbook as it stands open, by its file or a copy of it; what is said in a
terminal on the command line is said here in a box.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..core import report
from ..core.errors import RefusedError, UsageError
from ..core.findings import Finding, Severity
from ..files.many import reading_here, reading_instead
from .findings import outcome
from .host import Source, Workbook

if TYPE_CHECKING:
    from ..files.workbooks.proven import Made, Read

_LONGEST: Final = 900
"""Characters; more is shown, too, but a box higher than the screen has its button below it."""


def of_source(command: Callable[[Workbook, Source], str]) -> Callable[[Workbook], str]:
    """A command that reads the open workbook: by its file, or by a copy of it as it stands."""

    @wraps(command)
    def run(book: Workbook) -> str:
        with source_of(book) as source, reading_instead(source.file, source.called):
            said = command(book, source)
        if not (said and source.unsaved):
            return said
        return f"{said}\n\nLest slik arbeidsboken står åpen, med endringer som ikke er lagret."

    return run


@contextmanager
def working(book: Workbook, what: str) -> Iterator[None]:
    """Hold the program still, say what goes on, and read files in this process.

    What keeps something from being made is shown: all of it, and in the open workbook its first
    error.
    """
    with book.quiet() as say, reading_here():
        say(f"Estimat: {what} …")
        try:
            yield
        except RefusedError as stop:
            own = {each.place.file for each in stop.findings} <= {book.full_name, ""}
            said = outcome(book, stop.findings) if own else stops(stop.findings)
            raise UsageError(": ".join(filter(None, (stop.said, said)))) from None


def stops(findings: Sequence[Finding]) -> str:
    """How many findings there are in workbooks that are not open, and every error."""
    errors = [each for each in findings if each.severity is Severity.ERROR]
    told = (f"{each.place}: {each.message}".removeprefix(": ") for each in errors)
    return lines(f"{report.tally(findings)}.", *told)


@contextmanager
def source_of(book: Workbook) -> Iterator[Source]:
    with tempfile.TemporaryDirectory(prefix="estimat-", ignore_cleanup_errors=True) as folder:
        source = book.source(Path(folder))
        if source is None:
            raise UsageError(
                "Dette gjøres med fila slik den er lagret. Lagre arbeidsboken som Excel-arbeidsbok "
                "(.xlsx eller .xlsm) i en mappe på PC-en eller nettet først, og prøv igjen."
            )
        yield source


def refuse_unsaved(book: Workbook, files: Iterable[Path]) -> None:
    """Refuse when the open workbook is one of these, for what is not saved would be passed over."""
    own = Path(book.full_name)
    if own in files or (not own.is_file() and own.name in {each.name for each in files}):
        with source_of(book) as source:
            if source.unsaved:
                raise UsageError(
                    f"{book.name} er åpen med endringer som ikke er lagret, og ligger blant dem "
                    "som skal samles. Lagre arbeidsboken, og prøv igjen."
                )


def folder_of(book: Workbook) -> str:
    """The folder of the open workbook, where it has one on this PC or its network."""
    folder = Path(book.full_name).parent
    return str(folder) if folder != Path() and folder.is_dir() else ""


def beside(book: Workbook, name: str) -> str:
    """A file in the folder of the open workbook, or in whichever the program suggests."""
    folder = folder_of(book)
    return str(Path(folder, name)) if folder else name


def read_open(book: Workbook, source: Source) -> Read:
    """What the open workbook holds, for new ones to be made of."""
    from ..files.workbooks.proven import read_source  # noqa: PLC0415

    with working(book, "leser arbeidsbøkene"):
        return read_source([source.file])


def beside_folder(folder: Path, name: str) -> Path:
    return folder.with_name(f"{folder.name} {name}") if folder.name else folder / name


def account(made: Made) -> str:
    """The new workbooks, and what stands in the old ones only."""
    first, *more = made.files
    said = f"{len(made.files)} arbeidsbøker i {first.parent}" if more else str(first)
    left = ["Ikke med i det nye, og bare i kilden:", *made.left] if made.left else []
    return lines(f"Skrevet: {said}", *made.did, made.without_rows, *left)


def lines(*lines: str) -> str:
    """The lines that a box has room for, and how many there are besides."""
    every = [line for line in lines if line]
    shown: list[str] = []
    for line in every:
        if len("\n".join([*shown, line])) > _LONGEST:
            rest = len(every) - len(shown)
            shown.append(f"… og {rest} linjer til, som kommandolinjen viser.")
            break
        shown.append(line)
    return "\n".join(shown)
