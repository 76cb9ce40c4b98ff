"""The commands for a PC: `estimat installer`, `estimat avinstaller`, `estimat diagnose`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Any

from ...core.errors import UnwritableError, UsageError
from ...core.version import __version__

DONE, NOT_NOW = 0, 1


def add(commands: Any) -> None:
    """Add them to the command line; `/valg` is what Windows' own installers take."""
    command = commands.add_parser(
        "installer",
        prefix_chars="-/",
        help="gjør Estimat klart i Excel på denne PC-en (bare Windows)",
        description="Installerer Estimat i Excel for den som er logget på. Trenger ikke "
        "administrator. Kan gjentas, og er også måten å oppgradere på.",
        epilog="Avslutter med 1 når Excel er åpent og må lukkes først; da er ingenting endret.",
    )
    command.add_argument(
        "--palogging", "/palogging", action="store_true",
        help="start Python ved pålogging, der Excel ikke får starte programmer selv",
    )  # fmt: skip
    _can_be_silent(command)
    command.set_defaults(run=_install)

    command = commands.add_parser(
        "avinstaller",
        prefix_chars="-/",
        help="fjern Estimat fra Excel på denne PC-en (bare Windows)",
        description="Fjerner alt «estimat installer» har lagt inn. Arbeidsbøkene dine røres ikke.",
        epilog="Avslutter med 1 når Excel er åpent og må lukkes først; da er ingenting endret.",
    )
    _can_be_silent(command)
    command.set_defaults(run=_remove)

    command = commands.add_parser(
        "diagnose",
        help="se hva som hindrer Estimat i å virke i Excel på denne PC-en",
        description="Undersøker Excel, tillegget, Python, makroer, sperrer og innstillinger, og "
        "sier hva som må gjøres. Endrer ingenting.",
        epilog="Avslutter med 1 når noe er feil.",
    )
    command.add_argument(
        "workbook", metavar="ARBEIDSBOK", nargs="?",
        help="undersøk også denne arbeidsboken (en fil eller en adresse)",
    )  # fmt: skip
    command.add_argument(
        "--json", action="store_true", help="skriv svaret som JSON, til brukerstøtte"
    )
    command.set_defaults(run=_diagnose)


def _can_be_silent(command: argparse.ArgumentParser) -> None:
    command.add_argument("--stille", "/stille", action="store_true", help="skriv bare feil")


def _install(options: argparse.Namespace) -> int:
    _windows_only()
    from ...windows.installing import WORKBOOK, install, package  # noqa: PLC0415
    from ...windows.user import user  # noqa: PLC0415

    try:
        installed = install(user(os.environ), package(), at_logon=options.palogging)
    except UnwritableError as problem:
        return _not_now(problem)
    if not options.stille:
        print(f"Estimat {__version__} er installert, med Python i {installed.python.parent}.")
        print("Start Excel: fanen Estimat er der. Var Excel åpent, lukk det først.")
        if installed.folder:
            print(f"En arbeidsbok å begynne med: {installed.folder / WORKBOOK}")
    return DONE


def _remove(options: argparse.Namespace) -> int:
    _windows_only()
    from ...windows.installing import remove  # noqa: PLC0415
    from ...windows.user import user  # noqa: PLC0415

    try:
        remove(user(os.environ))
    except UnwritableError as problem:
        return _not_now(problem)
    if not options.stille:
        print("Estimat er fjernet fra Excel. Arbeidsbøkene dine er som før.")
    return DONE


def _diagnose(options: argparse.Namespace) -> int:
    from ...windows.diagnosis import Mark, diagnose  # noqa: PLC0415
    from ...windows.facts import gather  # noqa: PLC0415

    facts = gather(options.workbook)
    results = diagnose(facts)
    if options.json:
        told = [
            {"gjelder": each.about, "status": each.mark.word, "funnet": each.found,
             "tiltak": each.remedy} for each in results
        ]  # fmt: skip
        record = {"versjon": __version__, "resultater": told, "fakta": facts._asdict()}
        print(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        from ..screen import screen, show_diagnosis  # noqa: PLC0415

        show_diagnosis(screen(), results)
    return NOT_NOW if any(each.mark is Mark.BAD for each in results) else DONE


def _not_now(problem: UnwritableError) -> int:
    print(f"estimat: {problem}", file=sys.stderr)
    return NOT_NOW


def _windows_only() -> None:
    if sys.platform != "win32":
        raise UsageError(
            "Det som installeres, er tillegget for Excel for Windows, og dette er ikke Windows. "
            "Her brukes Estimat fra kommandolinjen."
        )
