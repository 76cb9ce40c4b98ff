"""The command line: `estimat konsolider`, `estimat valider`, `estimat mal`, `estimat publiser`.

Exit status: 0 good, 1 findings of severity feil, 2 wrong use or nothing readable, 130 interrupted.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, Final, NoReturn

from . import __version__
from .core.consolidation import Consolidation, consolidate
from .core.errors import EstimatError, UnpublishableError, UsageError
from .core.findings import Severity
from .core.record import consolidation_record, finding_records
from .files.gather import Gathered, gather
from .files.many import find_workbooks
from .stamp import made_now

GOOD, ERRORS_FOUND, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
DEFAULT_RESULT: Final = "konsolidert.xlsx"
PATIENCE: Final = 10
"""Seconds to wait for a cluster, and for it to have somebody who works."""

# argparse asks gettext for its words; these are ours.
_WORDS: Final = {
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

    def error(self, message: str) -> NoReturn:
        # Python 3.10 puts an English word before the name of the argument.
        raise UsageError(f"{message.removeprefix('argument ')}\nHjelp: {self.prog} --help")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit status; a user never sees a traceback."""
    _ready_streams()
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except EstimatError as problem:
        _complain(str(problem))
        return WRONG_USE
    except KeyboardInterrupt:
        print("\nAvbrutt. Ingen fil er halvskrevet.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of the pipe has seen enough
        _discard_output()
        return GOOD
    except Exception as problem:  # a fault of ours is no reason for a traceback
        _complain(
            f"Uventet feil i programmet ({type(problem).__name__}: {problem}). "
            "Meld fra til dem som vedlikeholder Estimat."
        )
        _discard_output()
        return WRONG_USE
    return status


def _run(arguments: Sequence[str] | None) -> int:
    try:
        options = _parser().parse_args(arguments)
    except SystemExit:  # --help or --version; all has been said
        return GOOD
    status: int = options.command(options)
    return status


def _ready_streams() -> None:
    """Norwegian letters come out whatever the locale, also when nobody listens."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed before we started
            setattr(sys, name, io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _discard_output() -> None:
    """Keep Python from trying once more, on its way out, to write what could not be written."""
    with suppress(OSError):  # it may be no file at all
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(text: str) -> None:
    from .terminal import safe  # noqa: PLC0415

    lines = "\n".join(safe(line) for line in text.splitlines())
    print(f"estimat: {lines}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    vars(argparse)["_"] = lambda words: _WORDS.get(words, words)
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
    command.add_argument(
        "--tving", action="store_true",
        help="konsolider selv om det er feil; rader med feil utelates, og resultatet sier det",
    )  # fmt: skip
    command.set_defaults(command=_konsolider)

    command = commands.add_parser(
        "valider",
        help="kontroller arkene uten å legge dem sammen",
        description="Leser arbeidsbøkene og viser alle funn, med fil, ark, celle og tiltak.",
        epilog="Eksempel: estimat valider omrader/",
    )
    _takes_workbooks(command)
    command.set_defaults(command=_valider)

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
    command.set_defaults(command=_mal)

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
    command.add_argument(
        "-o", dest="result", metavar="UT.xlsx", type=Path, required=True, help="kopien"
    )
    command.add_argument(
        "--som", metavar="formler|verdier", type=_way, default="formler",
        help="formler som regner videre (standard), eller bare verdier",
    )  # fmt: skip
    command.add_argument(
        "--med-skjulte", dest="with_hidden", action="store_true",
        help="ta med skjulte ark; ellers utelates de, og brukes et av dem, lages ingen kopi",
    )  # fmt: skip
    command.set_defaults(command=_publiser)
    return parser


def _way(text: str) -> str:
    if text not in ("formler", "verdier"):
        raise argparse.ArgumentTypeError("velg formler eller verdier")
    return text


def _takes_workbooks(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "workbooks", metavar="FIL|MAPPE", nargs="+", help="arbeidsbøker, eller mapper med dem"
    )
    command.add_argument("--json", action="store_true", help="skriv resultatet som JSON")
    command.add_argument(
        "--dask", metavar="ADRESSE", help="les filene på en Dask-klynge, f.eks. tcp://10.0.0.5:8786"
    )


def _konsolider(options: argparse.Namespace) -> int:
    paths = find_workbooks(options.workbooks)
    target = options.result or (None if options.json else Path(DEFAULT_RESULT))
    if target is not None:
        from .files.result import refuse_to_replace  # noqa: PLC0415  XlsxWriter takes time

        refuse_to_replace(target)
        here = os.path.realpath(target)
        paths = [path for path in paths if os.path.realpath(path) != here]
        if not paths:
            raise UsageError(f"{target} er resultatfila. Oppgi arbeidsbøkene som skal leses.")
    gathered = _gather(options, paths, with_lines=target is not None)
    consolidation = consolidate(gathered.parts, made_now(), forced=options.tving)
    if consolidation.stopped:
        target = None
    if target is not None:
        from .files.result import save_result  # noqa: PLC0415

        save_result(target, consolidation, gathered.lines())
    if options.json:
        _print_json(consolidation_record(consolidation))
    else:
        _show(consolidation, target)
    return _status(gathered, bool(consolidation.errors))


def _valider(options: argparse.Namespace) -> int:
    gathered = _gather(options, find_workbooks(options.workbooks), with_lines=False)
    findings = consolidate(gathered.parts, made_now()).findings
    if options.json:
        _print_json({"funn": finding_records(findings)})
    else:
        from .terminal import screen, show_findings  # noqa: PLC0415

        show_findings(screen(), findings)
    return _status(gathered, any(each.severity is Severity.ERROR for each in findings))


def _mal(options: argparse.Namespace) -> int:
    from .files.new import save_template  # noqa: PLC0415

    save_template(options.workbook, options.areas)
    print(f"Skrevet: {options.workbook}")
    return GOOD


def _publiser(options: argparse.Namespace) -> int:
    from .files.publishing import publish, refuse_target  # noqa: PLC0415
    from .terminal import screen, show_published  # noqa: PLC0415

    refuse_target(options.workbook, options.result)
    try:
        published = publish(
            options.workbook, options.result,
            live=options.som == "formler", with_hidden=options.with_hidden, made=made_now().time,
        )  # fmt: skip
    except UnpublishableError as problem:
        _complain(f"{problem}\nIngen kopi er laget.")
        return ERRORS_FOUND
    show_published(screen(), published, options.result)
    return GOOD


def _gather(options: argparse.Namespace, paths: Sequence[Path], *, with_lines: bool) -> Gathered:
    from .terminal import progress  # noqa: PLC0415

    with _executor(options.dask) as executor, progress(len(paths)) as advance:
        return gather(paths, with_lines=with_lines, executor=executor, on_read=advance)


@contextmanager
def _executor(address: str | None) -> Iterator[Executor | None]:
    """The cluster to read on; None means here."""
    if address is None:
        yield None
        return
    try:
        from distributed import Client  # noqa: PLC0415
    except ImportError:
        raise UsageError("--dask krever at Dask er installert: pip install estimat[dask]") from None
    try:
        client = Client(address, timeout=PATIENCE)
    except Exception:  # which of many depends on what is wrong with the address
        raise UsageError(f"Finner ingen Dask-klynge på {address}.") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except Exception:
            raise UsageError(f"Dask-klyngen på {address} har ingen arbeidere.") from None
        yield client.get_executor(pure=False)  # a file may have changed since it was last read


def _show(consolidation: Consolidation, written: Path | None) -> None:
    from .terminal import screen, show_consolidation, show_findings  # noqa: PLC0415

    console = screen()
    if consolidation.stopped:
        show_findings(console, consolidation.findings)
        console.print(
            "Ikke konsolidert, og ingenting er skrevet. Rett feilene, eller bruk --tving."
        )
        return
    show_consolidation(console, consolidation)
    console.print()
    show_findings(console, consolidation.findings)
    if written:
        console.print(f"Skrevet: {written}")


def _status(gathered: Gathered, errors: bool) -> int:
    if not any(part.sha256 for part in gathered.parts):
        return WRONG_USE
    return ERRORS_FOUND if errors else GOOD


_PIECES: Final = 1_000
"""Of JSON put together at a time: that of a thousand workbooks would be megabytes."""


def _print_json(record: dict[str, Any]) -> None:
    from .terminal import STEERING  # noqa: PLC0415

    encoder = json.JSONEncoder(ensure_ascii=False, indent=2, allow_nan=False)
    pieces = encoder.iterencode(record)
    while text := "".join(islice(pieces, _PIECES)):
        print("\n".join(STEERING.sub(_escaped, line) for line in text.split("\n")), end="")
    print()


def _escaped(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"
