"""What the buttons do, in every spreadsheet program, to the workbook that is open in it.

The program saves a copy of the workbook as it stands, and the copy goes the way every file goes:
the same reading, checks, sums and sheets as on the command line. The sheets that come of it are
carried into the open workbook. Each command gives back the Norwegian text that is shown.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from ..core import norwegian
from ..core.checks.structure import FUNCTIONS_ELSEWHERE
from ..core.consolidation import Consolidation
from ..core.errors import EstimatError
from ..core.interpret import interpret
from ..core.layout import CHECKED, CONSOLIDATED
from ..core.plain import at_home
from ..core.version import __version__
from ..files.reading import read_book
from ..files.writing.pointing import pointing_in
from .beside import OLD, scenarioer, sheets_of, usikkerhet, write_old
from .examined import (
    Examined,
    as_it_stands,
    copies,
    examined,
    without,
    without_old_total,
    write_result,
)
from .findings import ga_til_funn, outcome
from .host import Asked, EditableWorkbook, Question, Workbook

_TOTALS: Final = (CONSOLIDATED, CHECKED)
_WRITTEN: Final = " og ".join(_TOTALS)

_MEND: Final = Question(
    "Rett", Asked.TEXT,
    "Formlene henter Estimats funksjoner fra {}. Skal de hentes fra denne arbeidsboken i stedet? "
    "La det stå ja, og trykk OK. Avbryt lar formlene være.",
)  # fmt: skip
_YES: Final = "ja"
_NEW_AREA: Final = Question("Navn", Asked.TEXT, "Hva heter tjenesteområdet?")


def kontroller(book: Workbook) -> str:
    """Check the workbook, write Kontroll, and go to the first error."""
    with book.quiet() as say:
        say("Estimat: kontrollerer arkene …")
        found = examined(book)
        lost = write_result(book, [CHECKED], found)
        said = f"Kontrollert: {outcome(book, found.consolidation.findings)}{lost}"
    return _with_own_functions(book, found, said)


def _with_own_functions(book: Workbook, found: Examined, said: str) -> str:
    """Let formulas with functions of another workbook take its own, if the user likes."""
    borrowed = [
        each for each in found.consolidation.findings if each.code == FUNCTIONS_ELSEWHERE.code
    ]
    if not borrowed:
        return said
    # Its name alone: what Excel asks may not be long, and the finding has its folder.
    file = re.split(r"[\\/]", borrowed[0].found)[-1]
    answer = book.ask(_MEND._replace(text=_MEND.text.format(file)), _YES)
    if answer.strip().lower() != _YES:
        return said
    mended, locked = 0, []
    with book.quiet():
        for sheet in found.now.book.sheets:
            formulas = {
                cell: own
                for cell, formula in sheet.formulas.items()
                if (own := at_home(formula)) != formula
            }
            if not formulas:
                continue
            try:
                book.enter(sheet.name, formulas)
                mended += len(formulas)
            except Exception:  # it is protected, or they are part of an array
                locked.append(f"Arket «{sheet.name}» lot seg ikke endre; opphev beskyttelsen der.")
    if mended:
        said = f"Formlene i {mended} celler bruker nå arbeidsbokens egne funksjoner. "
        said += "Trykk Kontroller."
    return "\n\n".join((said, *locked))


def konsolider(book: Workbook) -> str:
    """Check and consolidate the workbook; with errors, go to the first and write nothing."""
    with book.quiet() as say:
        say("Estimat: kontrollerer arkene …")
        found, was = without_old_total(examined(book, alone=False))
        if found.consolidation.stopped:
            why = outcome(book, found.consolidation.findings)
            return f"Ikke konsolidert, og ingenting er skrevet: {why}"
        say(f"Estimat: skriver {_WRITTEN} …")
        # What is written anew is not found to be old: Kontroll is of the workbook as it becomes.
        old = [each for each in OLD if each in {f.code for f in found.consolidation.findings}]
        anew = without(found, old)
        lost = write_result(book, _TOTALS, anew)
        copies[book.full_name] = found.now.copy, _TOTALS
        told, still = write_old(book, found, old)
        if still:
            anew = without(found, [each for each in old if each not in still])
            with suppress(Exception):  # all else is written, and what is not is told
                write_result(book, [CHECKED], anew)
        copies[book.full_name] = found.now.copy, [*_TOTALS, *sheets_of(old)]
        book.show(CONSOLIDATED)
        made = anew.consolidation
        said = f"{_called(made)}: {norwegian.number(made.total.millions)} mill. kr. "
        return "\n\n".join(filter(None, (f"{said}{outcome(book, made.findings)}{lost}{told}", was)))


def _called(made: Consolidation) -> str:
    """What was done, with the name of the scenario that the workbook is, if it is one."""
    scenario = made.stamp.scenario
    return f"Konsolidert, scenario {scenario}" if scenario else "Konsolidert"


def angre(book: EditableWorkbook) -> str:
    """Bring back what the last consolidation wrote as it was before: Konsolidert, Kontroll …"""
    if book.full_name not in copies:
        return "Det er ingen konsolidering å angre i denne arbeidsboken."
    before, written = copies[book.full_name]
    with book.quiet():
        now = as_it_stands(book)
        had = {sheet.name: sheet.formulas for sheet in read_book(before, book.name)[0].sheets}
        there = {sheet.name for sheet in now.book.sheets}
        new = [name for name in written if name in there - had.keys()]
        used = {name: where for name in new
                if (where := pointing_in(now.copy, now.book, name, new))}  # fmt: skip
        again = [name for name in written if name in there | had.keys() and name not in used]
        book.carry(before, {name: had.get(name) for name in again}, now)
        del copies[book.full_name]
    if used:
        why = " og ".join(f"{name} ({where} viser til det)" for name, where in used.items())
        return f"Ikke fjernet, for da kom det #REF! andre steder: {why}. Resten er som før."
    *names, last = written
    said = f"{', '.join(names)} og {last}" if names else last
    return f"{said} er som før siste konsolidering. Andre ark er ikke rørt."


def nytt_tjenesteomrade(book: EditableWorkbook) -> str:
    """Add an empty area sheet, complete with names, formulas, lists and limits."""
    from ..files.workbooks.emptyarea import save_empty_area  # noqa: PLC0415  not every program offers this

    name = book.ask(_NEW_AREA).strip()
    if not name:
        return ""
    with book.quiet():
        now = as_it_stands(book)
        file = now.copy.with_name("nytt.xlsx")
        ids = [area.head.id for area in interpret(now.book).areas]
        there = [sheet.name for sheet in now.book.sheets]
        called, formulas = save_empty_area(file, name, ids, there)
        book.carry(file, {called: formulas}, now)
    return f"Arket «{called}» er lagt til sist i arbeidsboken. Fyll ut hodet og tabellen."


def status(_: Workbook) -> str:
    """That Python answers, and which."""
    python = ".".join(map(str, sys.version_info[:3]))
    return (
        f"Estimat {__version__} er klar til bruk (Python {python}, {sys.executable}).\n\n"
        "Virker noe ikke, sier Diagnose.cmd («estimat diagnose») hva det er."
    )


COMMANDS: Final = (
    kontroller, konsolider, usikkerhet, scenarioer, nytt_tjenesteomrade, ga_til_funn, angre, status,
)  # fmt: skip


def shown(program: str, command: Callable[[], str]) -> str:
    """The text of a command to show; whatever goes wrong becomes one."""
    try:
        return command()
    except EstimatError as problem:
        return str(problem)
    except Exception as problem:
        return (
            f"{program} gjorde ikke det Estimat ba om ({type(problem).__name__}: {problem}). "
            "Arbeidsboken er som før. Avslutt redigering av celler, og prøv igjen."
        )
