"""What keeps Estimat from working on a PC: facts that were gathered, judged one by one.

It looks nothing up itself, so that every judgement can be tried anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple

from ..core import norwegian
from ..core.version import __version__
from .configuration import ANSI, INTERPRETER, SERVER

XLWINGS_INTERPRETER: Final = "INTERPRETER_WIN"


class Mark(Enum):
    """How it is with one thing; a sign and a word, so that nobody needs the colour."""

    GOOD = ("✓", "i orden")
    NOTE = ("!", "merk")
    BAD = ("✗", "feil")
    UNKNOWN = ("–", "ikke undersøkt")

    def __init__(self, sign: str, word: str) -> None:
        self.sign = sign
        self.word = word


class Result(NamedTuple):
    """One thing that was looked at, and what to do about it."""

    about: str
    mark: Mark
    found: str
    remedy: str = ""


class Call(NamedTuple):
    """A function, computed by the interpreter that Excel starts."""

    answer: str
    seconds: float


class Facts(NamedTuple):
    """What was found on the PC. None is what could not be found out, and the default."""

    is_windows: bool = False
    excel_version: str | None = None
    excel_bits: int | None = None
    addins: tuple[str, ...] | None = None
    """Every place where Excel is told to open our add-in."""
    addin_is_current: bool | None = None
    settings: Mapping[str, str] = {}
    """What stands in xlwings' settings, of what concerns us."""
    interpreter: str | None = None
    """The Python that VBA finds; empty when it is not there."""
    libraries: tuple[str, ...] | None = None
    """The names of xlwings' DLLs beside it."""
    xlwings_version: str | None = None
    call: Call | None = None
    server_runs: bool | None = None
    marked: tuple[str, ...] | None = None
    """Files with the mark of the web."""
    macros: int | None = None
    """VBAWarnings, where somebody has set it: 1 all, 2 ask, 3 signed, 4 none."""
    internet_macros_blocked: bool | None = None
    trusted_locations_off: bool | None = None
    addins_signed: bool | None = None
    child_processes: int | None = None
    """Defender's rule against programs that Office starts: 0 off, 1 block, 2 audit, 6 warn."""
    api_calls: int | None = None
    """Defender's rule against macros that call Windows, the same numbers."""
    workbook: str | None = None
    """A workbook that is asked about, by its path or its address."""
    local: str | None = None
    """The user's folder for what stays on this PC."""


def diagnose(facts: Facts) -> list[Result]:
    """Everything that was looked at, in the order in which it matters."""
    if not facts.is_windows:
        about = "Excel for Windows"
        found = f"Dette er ikke Windows. Estimat {__version__} virker her fra kommandolinjen."
        return [Result(about, Mark.UNKNOWN, found, "Kjør «estimat diagnose» på PC-en det gjelder.")]
    return [result for check in CHECKS for result in check(facts)]


def _excel(facts: Facts) -> Iterator[Result]:
    about = "Excel"
    if facts.excel_version is None:
        remedy = "Sjekk at Excel er installert. Excel fra Microsoft Store viser ikke dette."
        yield Result(about, Mark.UNKNOWN, "Fant ikke hvilken utgave av Excel PC-en har.", remedy)
        return
    bits = f", {facts.excel_bits} bit" if facts.excel_bits else ""
    found = f"Excel {facts.excel_version}{bits}."
    if int(facts.excel_version.partition(".")[0]) < 16:
        yield Result(about, Mark.NOTE, found, "Estimat er laget for Excel 2016 og nyere.")
    else:
        yield Result(about, Mark.GOOD, found)


def _addin(facts: Facts) -> Iterator[Result]:
    about = "Tillegget"
    if facts.addins is None:
        return
    if not facts.addins:
        remedy = "Kjør Installer.cmd. Deretter skal fanen Estimat være der når Excel startes."
        yield Result(about, Mark.BAD, "Excel åpner ikke estimat.xlam.", remedy)
    elif len(facts.addins) > 1:
        places = " og ".join(facts.addins)
        remedy = "Behold den i XLSTART, og ta bort den andre (Fil › Alternativer › Tillegg)."
        yield Result(about, Mark.BAD, f"Excel skal åpne tillegget fra {places}.", remedy)
    elif facts.addin_is_current is False:
        found = f"{facts.addins[0]} er fra en annen utgave enn {__version__}."
        yield Result(about, Mark.BAD, found, "Lukk Excel, og kjør Installer.cmd på nytt.")
    else:
        yield Result(about, Mark.GOOD, f"Excel åpner {facts.addins[0]}.")


def _interpreter(facts: Facts) -> Iterator[Result]:
    about = "Python"
    if facts.interpreter:
        yield Result(about, Mark.GOOD, facts.interpreter)
    elif facts.interpreter is not None:
        told = facts.settings.get(INTERPRETER) or facts.settings.get(XLWINGS_INTERPRETER)
        found = f"Finner ikke Python ({told or 'felles mappe'})."
        yield Result(about, Mark.BAD, found, "Kjør Installer.cmd på nytt.")


def _library(facts: Facts) -> Iterator[Result]:
    about = "xlwings' DLL"
    if facts.libraries is None or not facts.interpreter:
        return
    bits = facts.excel_bits or 64
    found = [name for name in facts.libraries if name.startswith(f"xlwings{bits}-")]
    remedy = "Lukk Excel, og kjør Installer.cmd på nytt."
    if not found:
        missing = f"xlwings{bits}-*.dll mangler ved Python."
        yield Result(about, Mark.BAD, missing, remedy)
    elif facts.xlwings_version and found != [f"xlwings{bits}-{facts.xlwings_version}.dll"]:
        differ = f"{', '.join(found)} hører ikke til xlwings {facts.xlwings_version}."
        yield Result(about, Mark.BAD, differ, remedy)
    else:
        yield Result(about, Mark.GOOD, found[0])


def _call(facts: Facts) -> Iterator[Result]:
    about = "Prøvekall"
    if not facts.interpreter:
        return
    if facts.call is None:
        remedy = (
            "Ofte er det en sperre mot programmer i brukerens egne mapper (AppLocker, WDAC). "
            "Vis IT installasjonsveiledningen."
        )
        yield Result(about, Mark.BAD, "Python startet ikke.", remedy)
    elif facts.call.answer != "145000.0":
        found = f"ESTIMAT_KOST(100) ga {facts.call.answer[-300:]} og skulle gitt 145000.0."
        yield Result(about, Mark.BAD, found, "Kjør Installer.cmd på nytt.")
    else:
        seconds = norwegian.number(Decimal(facts.call.seconds), 1)
        found = f"ESTIMAT_KOST(100) = 145 000, etter {seconds} s med start av Python."
        yield Result(about, Mark.GOOD, found)


def _macros(facts: Facts) -> Iterator[Result]:
    about = "Makroer"
    if facts.macros == 4:
        remedy = "Makroer kjører da bare fra klarerte plasseringer. Be IT om en for estimatene."
        yield Result(about, Mark.NOTE, "Makroer er slått av uten varsel.", remedy)
    elif facts.macros == 3:
        remedy = "Be IT om å signere makroene, eller om en klarert plassering for estimatene."
        yield Result(about, Mark.NOTE, "Bare signerte makroer kjører.", remedy)
    elif facts.macros == 1:
        remedy = "Estimat trenger ikke det. Anbefalt: Klareringssenter › Deaktiver med varsel."
        yield Result(about, Mark.NOTE, "Alle makroer kjører, også fremmedes.", remedy)
    else:
        yield Result(about, Mark.GOOD, "Excel spør før makroer kjører. Velg «Aktiver innhold».")
    if facts.addins_signed:
        remedy = "Be IT om å signere estimat.xlam."
        yield Result(about, Mark.BAD, "Tillegg må være signert, og det er ikke dette.", remedy)


def _marked(facts: Facts) -> Iterator[Result]:
    about = "Merket fra nettet"
    if facts.marked is None:
        return
    if not facts.marked:
        yield Result(about, Mark.GOOD, "Ingen av filene er merket.")
        return
    remedy = "Høyreklikk fila › Egenskaper › Fjern blokkering, eller legg den i en klarert mappe."
    if facts.internet_macros_blocked:
        remedy = "Be IT om en klarert plassering: en policy sperrer makroer i filer fra nettet."
    yield Result(about, Mark.BAD, f"Makroene er sperret i {', '.join(facts.marked)}.", remedy)


def _trusted(facts: Facts) -> Iterator[Result]:
    about = "Klarerte plasseringer"
    if facts.trusted_locations_off:
        remedy = "Be IT om å signere makroene; XLSTART er da ikke klarert heller."
        yield Result(about, Mark.BAD, "Alle klarerte plasseringer er slått av.", remedy)
    elif facts.trusted_locations_off is not None:
        yield Result(about, Mark.GOOD, "I bruk. Excels egen mappe XLSTART er en av dem.")


def _defender(facts: Facts) -> Iterator[Result]:
    about = "Microsoft Defender"
    if facts.child_processes in (1, 6) and not facts.settings.get(SERVER):
        remedy = (
            "Kjør «Installer.cmd /palogging»: da startes Python ved pålogging og ikke av Excel. "
            "Eller be IT om unntak for pythonw.exe."
        )
        found = "Regelen mot at Office starter andre programmer er på."
        yield Result(about, Mark.BAD, found, remedy)
    if facts.api_calls in (1, 6):
        remedy = "Be IT om unntak for tillegget og for mappene med estimatene."
        found = "Regelen mot at makroer kaller Windows er på; da kan xlwings' DLL ikke lastes."
        yield Result(about, Mark.BAD, found, remedy)
    if facts.child_processes not in (1, 6) and facts.api_calls not in (1, 6):
        yield Result(about, Mark.GOOD, "Ingen regel i registeret stanser Estimat.")


def _at_logon(facts: Facts) -> Iterator[Result]:
    about = "Python ved pålogging"
    if not facts.settings.get(SERVER):
        return
    if facts.server_runs:
        yield Result(about, Mark.GOOD, "Den kjører.")
    else:
        remedy = "Logg av Windows og på igjen. Hjelper det ikke: «Installer.cmd /palogging»."
        yield Result(about, Mark.BAD, "Den kjører ikke, og cellene viser #I/T.", remedy)


def _other_xlwings(facts: Facts) -> Iterator[Result]:
    other = facts.settings.get(XLWINGS_INTERPRETER)
    if other and facts.settings.get(INTERPRETER):
        found = f"xlwings er satt opp med {other}; Estimat bruker sin egen Python."
        yield Result("En annen xlwings", Mark.GOOD, found)
    elif other:
        remedy = "Kjør Installer.cmd, så får Estimat sin egen Python."
        found = f"Estimat bruker Python fra en annen xlwings: {other}."
        yield Result("En annen xlwings", Mark.NOTE, found, remedy)


def _user(facts: Facts) -> Iterator[Result]:
    if facts.local is None:
        return
    try:
        facts.local.encode(ANSI)
    except UnicodeEncodeError:
        remedy = "Be IT om å installere Estimat i en felles mappe (installasjonsveiledningen)."
        found = f"Excels makroer kan ikke lese alle tegnene i {facts.local}."
        yield Result("Brukernavnet", Mark.BAD, found, remedy)
    else:
        yield Result("Brukernavnet", Mark.GOOD, "Excels makroer kan lese stien til mappene.")


def _workbook(facts: Facts) -> Iterator[Result]:
    if facts.workbook and re.match(r"https?:", facts.workbook):
        remedy = (
            "I Excel virker knappene også da. Er makroene sperret, må IT klarere nettstedet. På "
            "kommandolinjen oppgis fila slik den ligger synkronisert på PC-en."
        )
        found = f"{facts.workbook} er en adresse i OneDrive eller SharePoint, ikke en fil."
        yield Result("Arbeidsboken", Mark.NOTE, found, remedy)


CHECKS: Final[tuple[Callable[[Facts], Iterator[Result]], ...]] = (
    _excel, _addin, _interpreter, _library, _call, _at_logon, _defender, _macros, _marked,
    _trusted, _other_xlwings, _user, _workbook,
)  # fmt: skip
