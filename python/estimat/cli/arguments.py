"""What each command takes, and what its help says."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NoReturn, TypeAlias

from .. import __version__
from ..core.errors import UsageError
from ..core.layout import YEAR
from ..core.limits import beyond, growth
from ..core.matching import meant
from ..windows.verbs import add_verbs

Verb: TypeAlias = Callable[[argparse.Namespace], int]
"""Does what was asked, and gives the exit status."""

DEFAULT_RESULT: Final = "konsolidert.xlsx"

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


class _Parser(argparse.ArgumentParser):
    """An argument parser that says what is wrong and how to get help, in Norwegian."""

    words: Sequence[str] = ()
    """What may be written, of which a misspelled one may be meant."""

    verbs: Mapping[str, _Parser] = {}
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


_GROWTHS: Final = ("--pris", "--lonn", "--videreformidling")
_WRITTEN: Final = re.compile(r"ukjent kommando '([^']*)'|ukjent argument: (?=-)(\S+)")


def parser_of(verbs: Mapping[str, Verb]) -> argparse.ArgumentParser:
    """The command line of these verbs, by the names that people write."""
    vars(argparse)["_"] = lambda words: WORDS.get(words, words)
    parser = _Parser(
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
    _add_totals(commands)
    _add_workbooks(commands)
    _add_publishing(commands)
    for name, command in commands.choices.items():
        command.set_defaults(command=verbs[name])
    add_verbs(commands)
    parser.words, parser.verbs = [*commands.choices], commands.choices
    for name, command in commands.choices.items():
        command.set_defaults(verb=name)
        command.words = [each for each in command._option_string_actions if each.startswith("--")]
    return parser


def _add_totals(commands: Any) -> None:
    command = commands.add_parser(
        "konsolider",
        help="kontroller arkene og legg dem sammen til totalen",
        description="Leser arbeidsbøkene, kontrollerer dem og skriver totalen med avstemming, "
        "sporing og stempel til et nytt regneark. Filene som leses, endres aldri.",
        epilog="Eksempel: estimat konsolider workbook.xlsm -o konsolidert.xlsx",
    )
    _takes_workbooks(command)
    command.add_argument(
        "-o", dest="result", metavar="UT.xlsx", type=Path,
        help=f"resultatfil ({DEFAULT_RESULT} når verken -o eller --json er oppgitt)",
    )  # fmt: skip
    _overwrites(command)
    command.add_argument(
        "--tving", action="store_true",
        help="konsolider selv om det er feil; rader med feil utelates, og resultatet sier det",
    )  # fmt: skip

    command = commands.add_parser(
        "valider",
        help="kontroller arkene uten å legge dem sammen",
        description="Leser arbeidsbøkene og viser alle funn, med fil, ark, celle og tiltak.",
        epilog="Eksempel: estimat valider omrader/",
    )
    _takes_workbooks(command)

    command = commands.add_parser(
        "sammenlign",
        help="vis hva som er endret mellom to estimater",
        description="Viser hva som er endret fra ett estimat til et annet: områder, rader, satser "
        "og tekster, hver med virkningen på totalen. Virkningene er til sammen nøyaktig endringen "
        "av totalen. Hver side er en arbeidsbok eller en mappe med arbeidsbøker.",
        epilog="Eksempel: estimat sammenlign fredag.xlsm workbook.xlsm -o endringer.xlsx",
    )
    command.add_argument("before", metavar="FØR", help="arbeidsbok eller mappe, slik den var")
    command.add_argument("after", metavar="NÅ", help="arbeidsbok eller mappe, slik den er")
    command.add_argument(
        "-o", dest="result", metavar="UT.xlsx", type=Path, help="skriv også et regneark"
    )
    _overwrites(command)
    command.add_argument("--json", action="store_true", help="skriv resultatet som JSON")

    command = commands.add_parser(
        "notat",
        help="skriv notatet til departementet",
        description="Skriver notatet i Word: områdene med ambisjoner, aktiviteter og budsjett. "
        "Summene er konsolideringens, og satsene kommer fra Forutsetninger. Resten av teksten står "
        "i arket Notat. Er det feil i estimatet, skrives ikke noe notat.",
        epilog="Eksempel: estimat notat workbook.xlsm -o notat.docx --pdf",
    )
    command.add_argument(
        "workbooks", metavar="FIL|MAPPE", nargs="+", help="arbeidsbøker, eller mapper med dem"
    )
    _makes(command, "UT.docx", "notatet")
    _overwrites(command)
    command.add_argument(
        "--mal", dest="template", metavar="MAL.docx", type=Path,
        help="en egen Word-mal; ta utgangspunkt i notatmal.docx",
    )  # fmt: skip
    command.add_argument(
        "--med-tabeller", dest="with_tables", action="store_true",
        help="ta også med tabeller, diagram, forutsetninger og dobbel kontroll",
    )  # fmt: skip
    command.add_argument(
        "--pdf", action="store_true", help="lag også en PDF, med LibreOffice, ved siden av"
    )
    command.add_argument(
        "--tving", action="store_true",
        help="skriv notatet selv om det er feil; rader med feil er ikke med i summene, og notatet "
        "sier det øverst",
    )  # fmt: skip
    command.set_defaults(dask=None)


def _add_workbooks(commands: Any) -> None:
    command = commands.add_parser(
        "mal",
        help="lag en ny arbeidsbok",
        description="Lager en arbeidsbok med ett ark per tjenesteområde. Uten --omrader er det "
        "eksempelet for 2024.",
        epilog="Eksempel: estimat mal estimat-2027.xlsm --omrader omrader-2027.toml",
    )
    command.add_argument("workbook", metavar="UT.xlsm", type=Path, help="den nye arbeidsboken")
    command.add_argument(
        "--omrader", dest="areas", metavar="FIL.toml", type=Path,
        help="områder, aktiviteter og forutsetninger",
    )  # fmt: skip

    command = commands.add_parser(
        "del",
        help="lag én arbeidsbok per tjenesteområde",
        description="Lager en arbeidsbok for hvert område, til dem som fyller dem ut: området, "
        "forutsetningene og notatets ord (låst) og veiledningen, og ingenting fra de andre "
        "områdene. Det nye leses inn igjen og sammenlignes med kilden før det er ferdig. «estimat "
        "konsolider MAPPE» legger dem sammen, og sier fra om et område mangler.",
        epilog="Eksempel: estimat del workbook.xlsm -o til-omradene",
    )
    command.add_argument("workbook", metavar="FIL", type=Path, help="arbeidsboken")
    _makes(command, "MAPPE", "mappen de legges i")

    command = commands.add_parser(
        "samle",
        help="lag én arbeidsbok av flere",
        description="Lager én arbeidsbok av områder som ligger i hver sin fil. Filene endres ikke. "
        "Det nye leses inn igjen og sammenlignes med filene før det er ferdig, og det som ikke er "
        "med (egne ark, merknader, formler for timer), blir nevnt.",
        epilog="Eksempel: estimat samle fra-omradene -o estimat-2027.xlsm",
    )
    command.add_argument(
        "workbooks", metavar="FIL|MAPPE", nargs="+", help="arbeidsbøker, eller mapper med dem"
    )
    _makes(command, "UT.xlsm", "arbeidsboken")

    command = commands.add_parser(
        "rull",
        help="lag neste års arbeidsbok av denne",
        description="Lager arbeidsboken for et senere år, med de samme områdene, aktivitetene og "
        "timene. Timepriser og fullkost følger lønnsveksten, kjøp følger prisveksten, og årets "
        "estimat står i en egen kolonne ved siden av. Budsjettene er tomme, og statusene begynner "
        "på nytt. Kilden endres ikke.",
        epilog="Eksempel: estimat rull workbook.xlsm --til 2025 --pris 3,1% --lonn 4,2% "
        "-o estimat-2025.xlsm",
    )
    command.add_argument("workbook", metavar="FIL", type=Path, help="arbeidsboken")
    command.add_argument(
        "--til", dest="year", metavar="ÅR", type=_year, required=True, help="det nye budsjettåret"
    )
    command.add_argument(
        "--pris", dest="prices", metavar="PROSENT", type=_percent, required=True,
        help="prisvekst, for kjøp",
    )  # fmt: skip
    command.add_argument(
        "--lonn", dest="wages", metavar="PROSENT", type=_percent, required=True,
        help="lønnsvekst, for timepriser og fullkost",
    )  # fmt: skip
    command.add_argument(
        "--videreformidling", dest="pass_through", metavar="PROSENT", type=_percent,
        default=Decimal(0), help="vekst i det som videreformidles (0%% når det ikke er oppgitt)",
    )  # fmt: skip
    _makes(command, "UT.xlsm", "arbeidsboken")


def _add_publishing(commands: Any) -> None:
    command = commands.add_parser(
        "publiser",
        help="lag en kopi for dem som ikke har Estimat",
        description="Lager en kopi uten makroer, som viser de samme tallene der Estimat ikke er "
        "installert. Formlene med ESTIMAT blir Excels egne og regner videre når en sats endres. "
        "Forfatter, firma og filstier er borte, og arket Publisert sier hva kopien er laget av. "
        "Før kopien lagres, regnes den om av en annen regnemotor; er ett tall et annet enn i "
        "kilden, lages ingen kopi. Kilden endres aldri.",
        epilog="Eksempel: estimat publiser workbook.xlsm -o til-departementet.xlsx. "
        "Avslutter med 1 når noe i arbeidsboken hindrer en kopi; meldingen sier hvilken celle.",
    )
    command.add_argument("workbook", metavar="FIL", type=Path, help="arbeidsboken")
    _makes(command, "UT.xlsx", "kopien")
    _overwrites(command)
    command.add_argument(
        "--som", metavar="formler|verdier", type=_way, default="formler",
        help="formler som regner videre (standard), eller bare verdier",
    )  # fmt: skip
    command.add_argument(
        "--med-skjulte", dest="with_hidden", action="store_true",
        help="ta med skjulte ark; ellers utelates de, og brukes et av dem, lages ingen kopi",
    )  # fmt: skip


def _way(text: str) -> str:
    if text not in ("formler", "verdier"):
        raise argparse.ArgumentTypeError("velg formler eller verdier")
    return text


def _year(text: str) -> int:
    if not re.fullmatch(r"\d{4}", text):
        raise argparse.ArgumentTypeError(f"{text} er ikke et årstall med fire sifre")
    if wrong := beyond(YEAR, Decimal(text)):
        raise argparse.ArgumentTypeError(wrong)
    return int(text)


def _percent(text: str) -> Decimal:
    try:
        return growth(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None


def _makes(command: argparse.ArgumentParser, metavar: str, what: str) -> None:
    command.add_argument("-o", dest="result", metavar=metavar, type=Path, required=True, help=what)


def _overwrites(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--overskriv", dest="overwrite", action="store_true",
        help="skriv over det forrige også når det er endret etter at Estimat skrev det",
    )  # fmt: skip


def _takes_workbooks(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "workbooks", metavar="FIL|MAPPE", nargs="+", help="arbeidsbøker, eller mapper med dem"
    )
    command.add_argument("--json", action="store_true", help="skriv resultatet som JSON")
    command.add_argument(
        "--dask", metavar="ADRESSE", help="les filene på en Dask-klynge, f.eks. tcp://10.0.0.5:8786"
    )
