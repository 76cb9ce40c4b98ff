"""What the buttons do, in every spreadsheet program, to the workbook that is open in it.

The program saves a copy of the workbook as it stands, and the copy goes the way every file goes:
the same reading, checks, sums and sheets as on the command line. The sheets that come of it are
carried into the open workbook. Each command gives back the Norwegian text that is shown.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from ..actions.choosing import refuse_scenario
from ..actions.stamp import made_now
from ..core import norwegian
from ..core.checks.ranges import OTHER_AREAS
from ..core.checks.scenarios import OLD_SHEET
from ..core.checks.structure import FUNCTIONS_ELSEWHERE
from ..core.consolidation import STALE, Consolidation, consolidate
from ..core.errors import EstimatError, UnreadableError, UsageError
from ..core.estimate import Estimate
from ..core.findings import Finding, Place
from ..core.interpret import interpret
from ..core.layout import (
    BESIDE_PLAN,
    CHECKED,
    CONSOLIDATED,
    UNCERTAINTY,
    WORKING,
)
from ..core.outlook import levels_of
from ..core.part import Part
from ..core.plain import at_home
from ..core.report import scenario_notice
from ..core.scenarios.beside import Scenarios, scenarios_of
from ..core.scenarios.definitions import definitions
from ..core.scenarios.report import headline as scenarios_headline
from ..core.scenarios.soundness import stopping as stopping_scenarios
from ..core.scenarios.wording import NO_SCENARIOS
from ..core.summary import summarise
from ..core.uncertainty.calculation import STOPS, Uncertainty, calculate, stopping
from ..core.uncertainty.report import headline
from ..core.uncertainty.spans import spans
from ..core.version import __version__
from ..files.reading import read_book
from ..files.results.result import save_sheets
from ..files.results.scenarios import save_beside
from ..files.results.sheets import is_ours, written_beside
from ..files.results.uncertainty import save_live
from ..files.writing.pointing import pointing_in
from .findings import ga_til_funn, outcome
from .host import Asked, EditableWorkbook, Formulas, Question, Stands, Workbook

_TOTALS: Final = (CONSOLIDATED, CHECKED)
_WRITTEN: Final = " og ".join(_TOTALS)
_MOST_NAMED: Final = 5
"""Cells that are named one by one."""


class _Examined(NamedTuple):
    """A workbook as it stands, and what it came to."""

    now: Stands
    estimate: Estimate
    part: Part
    consolidation: Consolidation


_MEND: Final = Question(
    "Rett", Asked.TEXT,
    "Formlene henter Estimats funksjoner fra {}. Skal de hentes fra denne arbeidsboken i stedet? "
    "La det stå ja, og trykk OK. Avbryt lar formlene være.",
)  # fmt: skip
_YES: Final = "ja"
_NEW_AREA: Final = Question("Navn", Asked.TEXT, "Hva heter tjenesteområdet?")

_copies: Final[dict[str, tuple[Path, Sequence[str]]]] = {}
"""By a workbook's full name: a copy from before, and the sheets written since."""

_folders: Final[list[tempfile.TemporaryDirectory[str]]] = []
"""Where the copies are; gone when Python ends."""


def kontroller(book: Workbook) -> str:
    """Check the workbook, write Kontroll, and go to the first error."""
    with book.quiet() as say:
        say("Estimat: kontrollerer arkene …")
        found = _examined(book)
        lost = _write(book, [CHECKED], found)
        said = f"Kontrollert: {outcome(book, found.consolidation.findings)}{lost}"
    return _with_own_functions(book, found, said)


def _with_own_functions(book: Workbook, found: _Examined, said: str) -> str:
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
        found, was = _without_old_total(_examined(book, alone=False))
        if found.consolidation.stopped:
            why = outcome(book, found.consolidation.findings)
            return f"Ikke konsolidert, og ingenting er skrevet: {why}"
        say(f"Estimat: skriver {_WRITTEN} …")
        # What is written anew is not found to be old: Kontroll is of the workbook as it becomes.
        old = [each for each in _OLD if each in {f.code for f in found.consolidation.findings}]
        anew = _without(found, old)
        lost = _write(book, _TOTALS, anew)
        _copies[book.full_name] = found.now.copy, _TOTALS
        told, still = _write_what_is_old(book, found, old)
        if still:
            anew = _without(found, [each for each in old if each not in still])
            with suppress(Exception):  # all else is written, and what is not is told
                _write(book, [CHECKED], anew)
        _copies[book.full_name] = found.now.copy, [*_TOTALS, *_sheets(old)]
        book.show(CONSOLIDATED)
        made = anew.consolidation
        said = f"{_called(made)}: {norwegian.number(made.total.millions)} mill. kr. "
        return "\n\n".join(filter(None, (f"{said}{outcome(book, made.findings)}{lost}{told}", was)))


def _called(made: Consolidation) -> str:
    """What was done, with the name of the scenario that the workbook is, if it is one."""
    scenario = made.stamp.scenario
    return f"Konsolidert, scenario {scenario}" if scenario else "Konsolidert"


def _write_what_is_old(
    book: Workbook, found: _Examined, codes: Sequence[str]
) -> tuple[str, Sequence[str]]:
    """Write the sheets anew that a new total makes old, by the codes of what says that they are.

    Gives in words what was lost, and what could not be written; and the codes of that. The total is
    written by then, and that must be said whatever happens.
    """
    told, still = "", []
    for code in codes:
        (name, *_), write = _OLD[code]
        try:
            lost, why = write(book, found)
        except EstimatError as problem:
            lost, why = "", str(problem)
        except Exception as problem:
            lost, why = "", f"det gikk ikke ({type(problem).__name__}: {problem})."
        told += f"{lost}\n\nArket {name} er ikke skrevet på nytt: {why}" if why else lost
        still += [code] if why else []
    return told, still


def _uncertainty_anew(book: Workbook, found: _Examined) -> tuple[str, str]:
    """Write Usikkerhet; gives in words what was lost, and why it was not written."""
    result, lost = _write_uncertainty(book, found)
    return lost, "en av de felles faktorene må rettes først." if _stopped(result) else ""


def _scenarios_anew(book: Workbook, found: _Examined) -> tuple[str, str]:
    """Write Scenariosammenligning; gives in words what was lost, and why it was not written."""
    result, lost = _write_scenarios(book, found)
    return lost, "scenarioene må rettes først." if stopping_scenarios(result.findings) else ""


_OLD: Final[dict[str, tuple[Sequence[str], Callable[[Workbook, _Examined], tuple[str, str]]]]] = {
    OTHER_AREAS.code: ((UNCERTAINTY, WORKING), _uncertainty_anew),
    OLD_SHEET.code: ((BESIDE_PLAN,), _scenarios_anew),
}
"""What a new total makes old, by the finding that says so: the sheets, and what writes them."""


def _sheets(codes: Iterable[str]) -> Iterable[str]:
    return (name for code in codes for name in _OLD[code][0])


def scenarioer(book: Workbook) -> str:
    """Write the sheet Scenariosammenligning; with errors, go to the first instead."""
    with book.quiet() as say:
        say("Estimat: regner ut scenarioene …")
        found, _ = _without_old_total(_examined(book, alone=False))
        if found.consolidation.stopped:
            why = outcome(book, found.consolidation.findings)
            return f"Arket {BESIDE_PLAN} er ikke skrevet: {why}"
        refuse_scenario(found.consolidation)
        result, lost = _write_scenarios(book, found)
        if stops := stopping_scenarios(result.findings):
            return f"Arket {BESIDE_PLAN} er ikke skrevet: {outcome(book, stops)}"
        if not (result.scenarios or _has(found, BESIDE_PLAN)):
            return f"Arket {BESIDE_PLAN} er ikke skrevet. {NO_SCENARIOS}"
        book.show(BESIDE_PLAN)
        said = scenarios_headline(result) if result.scenarios else NO_SCENARIOS
        return f"{said} {outcome(book, result.findings)}{lost}"


def _write_scenarios(book: Workbook, found: _Examined) -> tuple[Scenarios, str]:
    """Write the sheet, unless there is none to write; gives in words what was lost.

    One that is there is written when the last scenario has gone, too: it would show it for ever.
    """
    estimate = found.estimate
    result = scenarios_of(
        found.consolidation, [found.part], lambda: [estimate], definitions(estimate)
    )
    findings = tuple(each for each in result.findings if each.code != OLD_SHEET.code)
    result = result._replace(findings=findings)
    nothing = not (result.scenarios or _has(found, BESIDE_PLAN))
    if nothing or stopping_scenarios(findings):
        return result, ""
    levels = levels_of(result, lambda: [estimate], estimate.factors)
    file = found.now.copy.with_name("scenarioer.xlsx")
    formulas = save_beside(file, result, levels, book.name)
    return result, _carry(book, file, {BESIDE_PLAN: formulas}, found)


def _has(found: _Examined, name: str) -> bool:
    return any(sheet.name == name for sheet in found.now.book.sheets)


def usikkerhet(book: Workbook) -> str:
    """Write the sheet Usikkerhet, which computes itself; with errors, go to the first instead."""
    with book.quiet() as say:
        say("Estimat: regner ut usikkerheten …")
        found, _ = _without_old_total(_examined(book, alone=False))
        if found.consolidation.stopped:
            why = outcome(book, found.consolidation.findings)
            return f"Arket {UNCERTAINTY} er ikke skrevet: {why}"
        result, lost = _write_uncertainty(book, found)
        if stops := _stopped(result):
            return f"Arket {UNCERTAINTY} er ikke skrevet: {outcome(book, stopping(stops))}"
        book.show(UNCERTAINTY)
        scenario = found.consolidation.stamp.scenario
        which = f"{scenario_notice(scenario)} " if scenario else ""
        return f"{which}{headline(result)} {outcome(book, result.findings)}{lost}"


def _write_uncertainty(book: Workbook, found: _Examined) -> tuple[Uncertainty, str]:
    """Write the sheet Usikkerhet, unless a factor stops it; gives in words what was lost."""
    estimate = found.estimate
    result = calculate(found.consolidation, spans(estimate), estimate.factors)
    if _stopped(result):
        return result, ""
    file = found.now.copy.with_name("usikkerhet.xlsx")
    return result, _carry(book, file, save_live(file, result, estimate, book.name), found)


def _stopped(result: Uncertainty) -> list[Finding]:
    """The factors that keep the uncertainty from being computed."""
    return [each for each in result.findings if each.code in STOPS]


def angre(book: EditableWorkbook) -> str:
    """Bring back what the last consolidation wrote as it was before: Konsolidert, Kontroll …"""
    if book.full_name not in _copies:
        return "Det er ingen konsolidering å angre i denne arbeidsboken."
    before, written = _copies[book.full_name]
    with book.quiet():
        now = _as_it_stands(book)
        had = {sheet.name: sheet.formulas for sheet in read_book(before, book.name)[0].sheets}
        there = {sheet.name for sheet in now.book.sheets}
        new = [name for name in written if name in there - had.keys()]
        used = {name: where for name in new
                if (where := pointing_in(now.copy, now.book, name, new))}  # fmt: skip
        again = [name for name in written if name in there | had.keys() and name not in used]
        book.carry(before, {name: had.get(name) for name in again}, now)
        del _copies[book.full_name]
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
        now = _as_it_stands(book)
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


def forget_copies() -> None:
    """Delete the copies at once: for a program that undoes by itself and does not end Python."""
    _copies.clear()
    while _folders:
        _folders.pop().cleanup()


def _as_it_stands(book: Workbook) -> Stands:
    folder = tempfile.TemporaryDirectory(prefix="estimat-", ignore_cleanup_errors=True)
    _folders.append(folder)
    copy = book.save_copy(Path(folder.name))
    try:
        return Stands(read_book(copy, book.name)[0], copy)
    except UnreadableError as problem:
        finding = problem.rule.at(Place(book.name), problem.found)
        raise UsageError(f"{finding.message} {finding.remedy}") from problem


def _examined(book: Workbook, *, alone: bool = True) -> _Examined:
    now = _as_it_stands(book)
    sha256 = _hash(now.copy)
    estimate = interpret(now.book)
    part = summarise(estimate, sha256)
    made = consolidate([part], made_now(), alone=alone)
    if sha256 != _hash(Path(book.full_name)):  # nobody will find this hash on the disk
        read = (f"{book.name} slik den stod åpen", sha256)
        made = made._replace(stamp=made.stamp._replace(inputs=(read,)))
    return _Examined(now, estimate, part, made)


def _without_old_total(found: _Examined) -> tuple[_Examined, str]:
    """What is to be consolidated anew, and in words what stood there, if it was another."""
    old = [each for each in found.consolidation.findings if each.code == STALE.code]
    if not old:
        return found, ""
    was = f"Konsolidert viste {old[0].found} og er skrevet på nytt."
    return _without(found, [STALE.code]), was


def _without(found: _Examined, codes: Collection[str]) -> _Examined:
    """The same without findings of these rules."""
    made = found.consolidation
    rest = tuple(each for each in made.findings if each.code not in codes)
    return found._replace(consolidation=made._replace(findings=rest))


def _hash(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:  # never saved, or where only the program itself can read
        return ""


def _write(book: Workbook, names: Sequence[str], found: _Examined) -> str:
    """Write the total and the findings; gives in words what was lost."""
    file = found.now.copy.with_name("resultat.xlsx")
    live = save_sheets(file, found.consolidation, book.name)
    return _carry(book, file, {name: live if name == CONSOLIDATED else {} for name in names}, found)


def _carry(book: Workbook, file: Path, sheets: Mapping[str, Formulas], found: _Examined) -> str:
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
    _copies[book.full_name] = found.now.copy, [*sheets]
    rest = f" og {len(lost) - _MOST_NAMED} til" if len(lost) > _MOST_NAMED else ""
    return (
        f"\n\nDet som var skrevet til siden, er ikke med: {', '.join(lost[:_MOST_NAMED])}{rest}. "
        "Rediger › Angre i Calc, og i Excel «Angre konsolidering» henter det tilbake; skriv det i "
        "et eget ark."
    )
