"""The buttons that make new files, in every spreadsheet program.

The files are made of the workbook as it stands, and of others, by what makes them on the command
line; what is said there in a terminal is said here in a box. Each command gives that text.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Final

from ..core import report
from ..core.comparing import report as comparisonreport
from ..core.errors import UsageError
from ..core.limits import growth as growth_of
from .actuals import faktisk
from .collecting import COLLECTING
from .host import Asked, Question, Source, Workbook
from .importing import IMPORTING
from .lists import LIST_COMMANDS
from .working import account, beside, folder_of, lines, of_source, read_open, working

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


@of_source
def sammenlign(book: Workbook, source: Source) -> str:
    """Write what has changed since an older workbook, and open it."""
    from ..actions.comparing import compared  # noqa: PLC0415

    older = book.ask(_BEFORE, folder_of(book))
    target = older and book.ask(_CHANGES, beside(book, f"{source.file.stem} endringer.xlsx"))
    if not target:
        return ""
    with working(book, "sammenligner"):
        comparison, before, after, _ = compared(older, str(source.file), Path(target))
    book.open(Path(target))
    notices = (*before.notices("Før"), *after.notices("Nå"))
    number = len(comparison.changes)
    said = f"{number} {'endring' if number == 1 else 'endringer'}." if number else ""
    sums = comparisonreport.sums(comparison)
    return lines(*notices, said or comparisonreport.NOTHING, sums, f"Skrevet: {target}")


@of_source
def vedta(book: Workbook, source: Source) -> str:
    """Make a decided scenario the plan of a new workbook, and open it."""
    from ..actions.deciding import names_in, scenario_in  # noqa: PLC0415
    from ..actions.stamp import made_now  # noqa: PLC0415
    from ..files.workbooks.deciding import decide  # noqa: PLC0415

    read = read_open(book, source)
    with working(book, "leser scenarioene"):
        names = names_in(read)
    question = _DECIDED._replace(text=_DECIDED.text.format(", ".join(names)))
    answer = book.ask(question, names[0]).strip()
    if not answer:
        return ""
    scenario = scenario_in(read, answer)
    name = beside(book, f"{source.file.stem} vedtatt.xlsm")
    target = book.ask(_NEW_PLAN, name)
    if not target:
        return ""
    with working(book, f"lager planen av «{scenario.name}»"):
        made = decide(read, Path(target), scenario, made_now())
    book.open(Path(target))
    return account(made)


@of_source
def rull(book: Workbook, source: Source) -> str:
    """Make next year's workbook, and open it."""
    from ..files.workbooks.rolling import Rates, roll, year_of  # noqa: PLC0415

    read = read_open(book, source)
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
    target = book.ask(_NEXT_YEAR, beside(book, f"{name}.xlsm"))
    if not target:
        return ""
    with working(book, f"lager arbeidsboken for {year + 1}"):
        made = roll(read, Path(target), year + 1, Rates(**growth))
    book.open(Path(target))
    return account(made)


@of_source
def notat(book: Workbook, source: Source) -> str:
    """Write the note to the ministry in Word."""
    return _note(book, source, with_tables=False)


@of_source
def notat_med_tabeller(book: Workbook, source: Source) -> str:
    """Write the note with tables, chart and assumptions after it."""
    return _note(book, source, with_tables=True)


def _note(book: Workbook, source: Source, *, with_tables: bool) -> str:
    from ..actions.noting import noted, refuse_note, save_note  # noqa: PLC0415

    with working(book, "leser arbeidsboken"):
        note, consolidation, _ = noted([str(source.file)])
    target = book.ask(_NOTE, beside(book, f"{source.file.stem}.docx"))
    if not target:
        return ""
    refuse_note(Path(target), pdf=False)
    with working(book, "skriver notatet"):
        save_note(Path(target), note, consolidation, None, with_tables=with_tables, pdf=False)
    missing = (f"Mangler: {line}" for line in note.missing)
    tally = f"Kontroll: {report.tally(consolidation.findings)}."
    return lines(f"Skrevet: {target}", tally, *missing)


@of_source
def publiser(book: Workbook, source: Source) -> str:
    """Make a copy for those who have no add-in, proved by the program that has it open."""
    from ..actions.publishing import published  # noqa: PLC0415

    target = book.ask(_COPY, beside(book, f"{source.file.stem} publisert.xlsx"))
    if not target:
        return ""
    with working(book, "lager kopien og regner den om"):
        return lines(*published(source.file, Path(target), book.engine()))


def _ratio(answer: str) -> Decimal:
    try:
        return growth_of(answer)
    except ValueError as problem:
        raise UsageError(str(problem)) from None


FILE_COMMANDS: Final = (
    *COLLECTING, *IMPORTING, *LIST_COMMANDS, faktisk, sammenlign, vedta, rull, notat,
    notat_med_tabeller, publiser,
)  # fmt: skip
