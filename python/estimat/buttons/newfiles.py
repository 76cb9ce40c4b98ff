"""What the buttons do that make new files, in every spreadsheet program.

The files are made of the workbook as it stands, and of others, by what makes them on the command
line; what is said there in a terminal is said here in a box. Each command gives that text.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..core import report
from ..core.comparing import report as comparisonreport
from ..core.errors import RefusedError, UsageError
from ..core.limits import growth as growth_of
from ..files.many import find_workbooks, reading_here, reading_instead, refuse_inside
from .findings import outcome, refused
from .host import Asked, Question, Source, Workbook

if TYPE_CHECKING:
    from ..files.workbooks.proven import Made, Read

_LONGEST: Final = 900
"""Characters; more is shown, too, but a box higher than the screen has its button below it."""

_AREAS_TO: Final = Question("Til", Asked.FOLDER, "Mappen som områdenes arbeidsbøker legges i")
_AREAS_FROM: Final = Question("Fra", Asked.FOLDER, "Mappen med områdenes arbeidsbøker")
_WHOLE: Final = Question("Til", Asked.SAVE, "Lagre den samlede arbeidsboken")
_BEFORE: Final = Question("For", Asked.OPEN, "Arbeidsboken slik den var")
_CHANGES: Final = Question("Til", Asked.SAVE, "Lagre endringene")
_NEXT_YEAR: Final = Question("Til", Asked.SAVE, "Lagre neste års arbeidsbok")
_DECIDED: Final = Question("Scenario", Asked.TEXT, "Hvilket scenario er vedtatt? {}")
_NEW_PLAN: Final = Question("Til", Asked.SAVE, "Lagre den nye planen")
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


def _of_source(command: Callable[[Workbook, Source], str]) -> Callable[[Workbook], str]:
    """A command that reads the open workbook: by its file, or by a copy of it as it stands."""

    @wraps(command)
    def run(book: Workbook) -> str:
        with _source(book) as source, reading_instead(source.file, source.called):
            said = command(book, source)
        if not (said and source.unsaved):
            return said
        return f"{said}\n\nLest slik arbeidsboken står åpen, med endringer som ikke er lagret."

    return run


@_of_source
def del_ut(book: Workbook, source: Source) -> str:
    """Make a workbook for each area, for those who fill it in."""
    from ..files.collection.dividing import divide  # noqa: PLC0415  a number in a cell does not wait for it

    read = _read(book, source)
    folder = book.ask(_AREAS_TO, _folder(book))
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
    _refuse_unsaved(book, find_workbooks([folder]))
    with _working(book, "leser arbeidsbøkene"):
        read = returned([folder])
    # Beside the folder: in it the next gathering would find its own result.
    target = book.ask(_WHOLE, str(_beside_folder(Path(folder), "samlet.xlsm")))
    if not target:
        return ""
    refuse_inside(Path(target), [folder])
    with _working(book, "lager den samlede arbeidsboken"):
        made = collect(read, Path(target))
    book.open(Path(target))
    return _account(made)


@_of_source
def sammenlign(book: Workbook, source: Source) -> str:
    """Write what has changed since an older workbook, and open it."""
    from ..actions.comparing import compared  # noqa: PLC0415

    older = book.ask(_BEFORE, _folder(book))
    target = older and book.ask(_CHANGES, _beside(book, f"{source.file.stem} endringer.xlsx"))
    if not target:
        return ""
    with _working(book, "sammenligner"):
        comparison, before, after, _ = compared(older, str(source.file), Path(target))
    book.open(Path(target))
    notices = (*before.notices("Før"), *after.notices("Nå"))
    number = len(comparison.changes)
    said = f"{number} {'endring' if number == 1 else 'endringer'}." if number else ""
    lines = (*notices, said or comparisonreport.NOTHING, comparisonreport.sums(comparison))
    return _lines(*lines, f"Skrevet: {target}")


@_of_source
def vedta(book: Workbook, source: Source) -> str:
    """Make a decided scenario the plan of a new workbook, and open it."""
    from ..actions.deciding import names_in, scenario_in  # noqa: PLC0415
    from ..actions.stamp import made_now  # noqa: PLC0415
    from ..files.workbooks.deciding import decide  # noqa: PLC0415

    read = _read(book, source)
    with _working(book, "leser scenarioene"):
        names = names_in(read)
    question = _DECIDED._replace(text=_DECIDED.text.format(", ".join(names)))
    answer = book.ask(question, names[0]).strip()
    if not answer:
        return ""
    scenario = scenario_in(read, answer)
    name = _beside(book, f"{source.file.stem} vedtatt.xlsm")
    target = book.ask(_NEW_PLAN, name)
    if not target:
        return ""
    with _working(book, f"lager planen av «{scenario.name}»"):
        made = decide(read, Path(target), scenario, made_now())
    book.open(Path(target))
    return _account(made)


@_of_source
def rull(book: Workbook, source: Source) -> str:
    """Make next year's workbook, and open it."""
    from ..files.workbooks.rolling import Rates, roll, year_of  # noqa: PLC0415

    read = _read(book, source)
    year = year_of(read)
    name = source.file.stem.replace(str(year), str(year + 1))
    if name == source.file.stem:
        name = f"{name} {year + 1}"
    growth = {}
    for what, question, suggestion in _GROWTH:
        answer = book.ask(question, suggestion)
        if not answer:
            return ""
        growth[what] = _ratio(answer)
    target = book.ask(_NEXT_YEAR, _beside(book, f"{name}.xlsm"))
    if not target:
        return ""
    with _working(book, f"lager arbeidsboken for {year + 1}"):
        made = roll(read, Path(target), year + 1, Rates(**growth))
    book.open(Path(target))
    return _account(made)


@_of_source
def notat(book: Workbook, source: Source) -> str:
    """Write the note to the ministry in Word."""
    return _note(book, source, with_tables=False)


@_of_source
def notat_med_tabeller(book: Workbook, source: Source) -> str:
    """Write the note with tables, chart and assumptions after it."""
    return _note(book, source, with_tables=True)


def _note(book: Workbook, source: Source, *, with_tables: bool) -> str:
    from ..actions.noting import noted, refuse_note, save_note  # noqa: PLC0415

    with _working(book, "leser arbeidsboken"):
        note, consolidation, _ = noted([str(source.file)])
    target = book.ask(_NOTE, _beside(book, f"{source.file.stem}.docx"))
    if not target:
        return ""
    refuse_note(Path(target), pdf=False)
    with _working(book, "skriver notatet"):
        save_note(Path(target), note, consolidation, None, with_tables=with_tables, pdf=False)
    missing = (f"Mangler: {line}" for line in note.missing)
    tally = f"Kontroll: {report.tally(consolidation.findings)}."
    return _lines(f"Skrevet: {target}", tally, *missing)


@_of_source
def publiser(book: Workbook, source: Source) -> str:
    """Make a copy for those who have no add-in, proved by the program that has it open."""
    from ..actions.publishing import published  # noqa: PLC0415

    target = book.ask(_COPY, _beside(book, f"{source.file.stem} publisert.xlsx"))
    if not target:
        return ""
    with _working(book, "lager kopien og regner den om"):
        return _lines(*published(source.file, Path(target), book.engine()))


FILE_COMMANDS: Final = (
    del_ut, samle, sammenlign, vedta, rull, notat, notat_med_tabeller, publiser,
)  # fmt: skip


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
            own = {each.place.file for each in stop.findings} <= {book.full_name, ""}
            first = outcome(book, stop.findings) if own else refused(stop.findings)
            raise UsageError(": ".join(filter(None, (stop.said, first)))) from None


@contextmanager
def _source(book: Workbook) -> Iterator[Source]:
    with tempfile.TemporaryDirectory(prefix="estimat-", ignore_cleanup_errors=True) as folder:
        source = book.source(Path(folder))
        if source is None:
            raise UsageError(
                "Dette gjøres med fila slik den er lagret. Lagre arbeidsboken som Excel-arbeidsbok "
                "(.xlsx eller .xlsm) i en mappe på PC-en eller nettet først, og prøv igjen."
            )
        yield source


def _refuse_unsaved(book: Workbook, files: Iterable[Path]) -> None:
    """Refuse when the open workbook is one of these, for what is not saved would be passed over."""
    own = Path(book.full_name)
    if own in files or (not own.is_file() and own.name in {each.name for each in files}):
        with _source(book) as source:
            if source.unsaved:
                raise UsageError(
                    f"{book.name} er åpen med endringer som ikke er lagret, og ligger blant dem "
                    "som skal samles. Lagre arbeidsboken, og prøv igjen."
                )


def _ratio(answer: str) -> Decimal:
    try:
        return growth_of(answer)
    except ValueError as problem:
        raise UsageError(str(problem)) from None


def _folder(book: Workbook) -> str:
    """The folder of the open workbook, where it has one on this PC or its network."""
    folder = Path(book.full_name).parent
    return str(folder) if folder != Path() and folder.is_dir() else ""


def _beside(book: Workbook, name: str) -> str:
    """A file in the folder of the open workbook, or in whichever the program suggests."""
    folder = _folder(book)
    return str(Path(folder, name)) if folder else name


def _read(book: Workbook, source: Source) -> Read:
    """What the open workbook holds, for new ones to be made of."""
    from ..files.workbooks.proven import read_source  # noqa: PLC0415

    with _working(book, "leser arbeidsbøkene"):
        return read_source([source.file])


def _beside_folder(folder: Path, name: str) -> Path:
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
