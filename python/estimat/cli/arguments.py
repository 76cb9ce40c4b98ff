"""The parser of the command line, its words, and what several commands take."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn, Protocol

from ..core.errors import UsageError
from ..core.matching import meant
from ..core.version import __version__


class Verb(Protocol):
    """A module of `verbs`."""

    def add(self, commands: Any) -> None:
        """Add its parser to the others, with a default `run` that takes the options."""


# argparse asks gettext for its words; these are ours.
WORDS: Final = {
    "usage: ": "bruk: ",
    "options": "valg",
    "positional arguments": "argumenter",
    "subcommands": "kommandoer",
    "show this help message and exit": "vis denne hjelpen og avslutt",
    "the following arguments are required: %s": "mangler: %s",
    "unrecognized arguments: %s": "ukjent argument: %s",
    "invalid choice: %(value)r (choose from %(choices)s)":
        "ukjent kommando %(value)r (velg %(choices)s)",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)":
        "ukjent kommando %(value)r, mente du %(suggestion)r? (velg %(choices)s)",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "expected one argument": "mangler verdi",
    "expected at most one argument": "tar høyst én verdi",
    "expected at least one argument": "mangler minst én fil eller mappe",
    "ambiguous option: %(option)s could match %(matches)s":
        "%(option)s kan bety flere valg: %(matches)s",
    "ignored explicit argument %r": "tar ikke en verdi (%r)",
}  # fmt: skip


class Parser(argparse.ArgumentParser):
    """An argument parser that says what is wrong and how to get help, in Norwegian."""

    words: Sequence[str] = ()
    """What may be written, of which a misspelled one may be meant."""

    verbs: Mapping[str, Parser] = {}
    """Those of the verbs, by name."""

    def error(self, message: str) -> NoReturn:
        # Python 3.10 puts an English word before the name of the argument.
        message = message.removeprefix("argument ").removeprefix("KOMMANDO: ")
        written = _WRITTEN.search(message)
        word = written and (written[1] or written[2])
        if written and word and (alike := meant(word, self.words)):
            message = f"{message[: written.end()]}; mente du {alike}?"
        raise UsageError(f"{message}\nHjelp: {self.prog} --help")

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The options; what a verb does not take is answered by that verb."""
        options, rest = self.parse_known_args(
            _joined(sys.argv[1:] if args is None else args), namespace
        )
        if rest:
            verb = self.verbs.get(getattr(options, "verb", ""), self)
            verb.error(WORDS["unrecognized arguments: %s"] % " ".join(rest))
        return options


def _joined(written: Sequence[str]) -> list[str]:
    """The words, with a percentage as one of them: `3,1 %`, and `-1%` after its option."""
    words: list[str] = []
    for word in written:
        if word == "%" and words and words[-1][-1:].isdigit():
            words[-1] += word
        elif words and words[-1] in _GROWTHS and re.match(r"[-−]\d", word):
            words[-1] += f"={word}"
        else:
            words.append(word)
    return words


_GROWTHS: Final = ("--pris", "--lonn", "--videreformidling", "--samvariasjon", "--sikkerhet")
_WRITTEN: Final = re.compile(r"ukjent kommando '([^']*)'|ukjent argument: (?=-)(\S+)")


def parser_of(verbs: Iterable[Verb]) -> Parser:
    """The command line of these verbs."""
    vars(argparse)["_"] = lambda words: WORDS.get(words, words)
    parser = Parser(
        "estimat",
        description="Regner timer om til årsverk og kroner, kontrollerer arkene og legger dem "
        "sammen til direktoratets total.",
        epilog="Avslutter med 0 når alt er i orden, 1 når det er funn av typen feil, "
        "og 2 ved feil bruk eller når ingenting kan leses.",
    )
    parser.add_argument(
        "--version", action="version", version=f"estimat {__version__}", help="vis versjonen"
    )
    commands = parser.add_subparsers(title="kommandoer", metavar="KOMMANDO", required=True)
    for verb in verbs:
        verb.add(commands)
    parser.words, parser.verbs = [*commands.choices], commands.choices
    for name, command in commands.choices.items():
        command.set_defaults(verb=name)
        command.words = [each for each in command._option_string_actions if each.startswith("--")]
    return parser


def takes_one(command: argparse.ArgumentParser) -> None:
    command.add_argument("workbook", metavar="FIL", type=Path, help="arbeidsboken")


def takes_files(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "workbooks", metavar="FIL|MAPPE", nargs="+", help="arbeidsbøker, eller mapper med dem"
    )


def takes_workbooks(command: argparse.ArgumentParser) -> None:
    """Files, what is said of them as JSON, and a cluster to read them on."""
    takes_files(command)
    as_json(command)
    command.add_argument(
        "--dask", metavar="ADRESSE", help="les filene på en Dask-klynge, f.eks. tcp://10.0.0.5:8786"
    )


def as_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="skriv resultatet som JSON")


def against(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument("--mot", dest="master", metavar="ARBEIDSBOK", type=Path, help=what)


def makes(command: argparse.ArgumentParser, metavar: str, what: str) -> None:
    command.add_argument("-o", dest="result", metavar=metavar, type=Path, required=True, help=what)


def may_write(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument("-o", dest="result", metavar="UT.xlsx", type=Path, help=what)


def in_scenario(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--scenario", metavar="NAVN", default="",
        help="dette scenarioet i stedet for planen; resultatet og navnet på fila sier hvilket",
    )  # fmt: skip


def overwrites(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--overskriv", dest="overwrite", action="store_true",
        help="skriv over det forrige også når det er endret etter at Estimat skrev det",
    )  # fmt: skip
