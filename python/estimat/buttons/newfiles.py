"""What the buttons do that make new files, in every spreadsheet program.

The files are made of the workbook as it is saved, and of others, by what makes them on the command
line; what is said there in a terminal is said here in a box. Each command gives that text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..core import report
from ..core.comparing import report as comparisonreport
from ..core.errors import RefusedError, UsageError
from ..core.limits import growth as growth_of
from ..files.many import find_workbooks, reading_here, refuse_inside
from .host import Asked, Question, Workbook
from .inplace import outcome, refused

if TYPE_CHECKING:
    from ..files.workbooks.proven import Made, Read

_LONGEST: Final = 900
"""Characters; a box in Excel shows a thousand, and leaves the rest out without a word."""

_AREAS_TO: Final = Question("Til", Asked.FOLDER, "Mappen som områdenes arbeidsbøker legges i")
_AREAS_FROM: Final = Question("Fra", Asked.FOLDER, "Mappen med områdenes arbeidsbøker")
_WHOLE: Final = Question("Til", Asked.SAVE, "Lagre den samlede arbeidsboken")
_BEFORE: Final = Question("For", Asked.OPEN, "Arbeidsboken slik den var")
_CHANGES: Final = Question("Til", Asked.SAVE, "Lagre endringene")
_NEXT_YEAR: Final = Question("Til", Asked.SAVE, "Lagre neste års arbeidsbok")
_NOTE: Final = Question("Til", Asked.SAVE, "Lagre notatet")
_COPY: Final = Question("Til", Asked.SAVE, "Publiser en kopi uten Estimat")

_PRICES: Final = Question("Prisvekst", Asked.TEXT, "Prisvekst for kjøp, i prosent")
_WAGES: Final = Question(
    "Lonnsvekst", Asked.TEXT, "Lønnsvekst for timepriser og fullkost, i prosent"
)
_PASS_THROUGH: Final = Question(
    "Videreformidlingsvekst", Asked.TEXT, "Vekst i det som videreformidles, i prosent"
)


_GROWTH: Final = (
    ("wages", _WAGES, ""), ("prices", _PRICES, ""), ("pass_through", _PASS_THROUGH, "0"),
)  # fmt: skip
"""What is asked for next year's rates, and suggested, by what it is of."""


def del_ut(book: Workbook) -> str:
    """Make a workbook for each area, for those who fill it in."""
    from ..files.collection.dividing import divide  # noqa: PLC0415  a number in a cell does not wait for it

    source, read = _read(book)
    folder = book.ask(_AREAS_TO, str(source.parent))
    if not folder:
        return ""
    with _working(book, "lager områdenes arbeidsbøker"):
        return _account(divide(read, Path(folder)))


def samle(book: Workbook) -> str:
    """Make one workbook of the areas that have come back, and open it."""
    from ..files.collection.dividing import collect, returned  # noqa: PLC0415

    folder = book.ask(_AREAS_FROM, _folder(book))
    if not folder:
        return ""
    if Path(book.full_name) in find_workbooks([folder]):
        _saved(book)  # what is not saved in it would be passed over
    with _working(book, "leser arbeidsbøkene"):
        read = returned([folder])
    # Beside the folder: in it the next gathering would find its own result.
    target = book.ask(_WHOLE, str(_beside(Path(folder), "samlet.xlsm")))
    if not target:
        return ""
    refuse_inside(Path(target), [folder])
    with _working(book, "lager den samlede arbeidsboken"):
        made = collect(read, Path(target))
    book.open(Path(target))
    return _account(made)


def sammenlign(book: Workbook) -> str:
    """Write what has changed since an older workbook, and open it."""
    from ..actions.comparing import compared  # noqa: PLC0415

    source = _saved(book)
    older = book.ask(_BEFORE, _folder(book))
    target = older and book.ask(_CHANGES, str(source.with_name(f"{source.stem} endringer.xlsx")))
    if not target:
        return ""
    with _working(book, "sammenligner"):
        comparison, before, after = compared(older, str(source), Path(target))
    book.open(Path(target))
    notices = [comparisonreport.notice(*each)
               for each in (("Før", before.errors), ("Nå", after.errors))]  # fmt: skip
    number = len(comparison.changes)
    said = f"{number} {'endring' if number == 1 else 'endringer'}." if number else ""
    lines = (*notices, said or comparisonreport.NOTHING, comparisonreport.sums(comparison))
    return _lines(*lines, f"Skrevet: {target}")


def rull(book: Workbook) -> str:
    """Make next year's workbook, and open it."""
    from ..files.workbooks.rolling import Rates, roll, year_of  # noqa: PLC0415

    source, read = _read(book)
    year = year_of(read)
    name = source.stem.replace(str(year), str(year + 1))
    if name == source.stem:
        name = f"{name} {year + 1}"
    growth = {}
    for what, question, suggestion in _GROWTH:
        answer = book.ask(question, suggestion)
        if not answer:
            return ""
        growth[what] = _ratio(answer)
    target = book.ask(_NEXT_YEAR, str(source.with_name(f"{name}.xlsm")))
    if not target:
        return ""
    with _working(book, f"lager arbeidsboken for {year + 1}"):
        made = roll(read, Path(target), year + 1, Rates(**growth))
    book.open(Path(target))
    return _account(made)


def notat(book: Workbook) -> str:
    """Write the note to the ministry in Word."""
    return _note(book, with_tables=False)


def notat_med_tabeller(book: Workbook) -> str:
    """Write the note with tables, chart and assumptions after it."""
    return _note(book, with_tables=True)


def _note(book: Workbook, *, with_tables: bool) -> str:
    from ..actions.noting import noted, refuse_note, save_note  # noqa: PLC0415

    source = _saved(book)
    with _working(book, "leser arbeidsboken"):
        note, consolidation, _ = noted([str(source)])
    target = book.ask(_NOTE, str(source.with_suffix(".docx")))
    if not target:
        return ""
    refuse_note(Path(target), pdf=False)
    with _working(book, "skriver notatet"):
        save_note(Path(target), note, consolidation, None, with_tables=with_tables, pdf=False)
    missing = (f"Mangler: {line}" for line in note.missing)
    tally = f"Kontroll: {report.tally(consolidation.findings)}."
    return _lines(f"Skrevet: {target}", tally, *missing)


def publiser(book: Workbook) -> str:
    """Make a copy for those who have no add-in, proved by the program that has it open."""
    from ..actions.publishing import published  # noqa: PLC0415

    source = _saved(book)
    target = book.ask(_COPY, str(source.with_name(f"{source.stem} publisert.xlsx")))
    if not target:
        return ""
    with _working(book, "lager kopien og regner den om"):
        return _lines(*published(source, Path(target), book.engine()))


FILE_COMMANDS: Final = (del_ut, samle, sammenlign, rull, notat, notat_med_tabeller, publiser)


@contextmanager
def _working(book: Workbook, what: str) -> Iterator[None]:
    """Hold the program still, say what goes on, and read files in this process.

    What keeps something from being made is shown: in the open workbook, its first error.
    """
    with book.quiet() as say, reading_here():
        say(f"Estimat: {what} …")
        try:
            yield
        except RefusedError as stop:
            own = {each.place.file for each in stop.findings} <= {str(book.file()), ""}
            first = outcome(book, stop.findings) if own else refused(stop.findings)
            raise UsageError(": ".join(filter(None, (stop.said, first)))) from None


def _saved(book: Workbook) -> Path:
    file = book.file()
    if file is None:
        raise UsageError(
            "Dette gjøres med fila slik den er lagret. Lagre arbeidsboken som Excel-arbeidsbok "
            "(.xlsx eller .xlsm) i en mappe på PC-en eller nettet først, og prøv igjen."
        )
    return file


def _ratio(answer: str) -> Decimal:
    try:
        return growth_of(answer)
    except ValueError as problem:
        raise UsageError(str(problem)) from None


def _folder(book: Workbook) -> str:
    file = book.file()
    return str(file.parent) if file else ""


def _read(book: Workbook) -> tuple[Path, Read]:
    """The open workbook's file, and what it holds, for new ones to be made of."""
    from ..files.workbooks.proven import read_source  # noqa: PLC0415

    source = _saved(book)
    with _working(book, "leser arbeidsbøkene"):
        return source, read_source([source])


def _beside(folder: Path, name: str) -> Path:
    return folder.with_name(f"{folder.name} {name}") if folder.name else folder / name


def _account(made: Made) -> str:
    """The new workbooks, and what stands in the old ones only."""
    first, *more = made.files
    said = f"{len(made.files)} arbeidsbøker i {first.parent}" if more else str(first)
    left = ["Ikke med i det nye, og bare i kilden:", *made.left] if made.left else []
    return _lines(f"Skrevet: {said}", *made.did, made.without_rows, *left)


def _lines(*lines: str) -> str:
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
