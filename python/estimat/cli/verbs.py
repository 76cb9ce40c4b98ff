"""What the commands do: `estimat konsolider` and its kin. Each gives the exit status."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..actions.stamp import made_now
from ..core.consolidation import Consolidation, consolidate
from ..core.errors import UnpublishableError, UsageError
from ..core.findings import Finding, Severity
from ..core.part import lines
from ..core.record import consolidation_record, finding_records
from ..files.gather import Gathered, gather
from ..files.many import answers_not_read, find_workbooks, refuse_inside
from ..files.parts import Keep
from .arguments import DEFAULT_RESULT, Verb

if TYPE_CHECKING:
    from ..files.workbooks.dividing import Made, Read

GOOD, ERRORS_FOUND, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
PATIENCE: Final = 10
"""Seconds to wait for a cluster, and for it to have somebody who works."""


def complain(text: str) -> None:
    """Say what went wrong, where errors are said."""
    from .screen import safe  # noqa: PLC0415

    lines = "\n".join(safe(line) for line in text.splitlines())
    print(f"estimat: {lines}", file=sys.stderr)


def _konsolider(options: argparse.Namespace) -> int:
    paths = find_workbooks(options.workbooks)
    target = options.result or (None if options.json else Path(DEFAULT_RESULT))
    if target is not None:
        from ..files.results.result import refuse_to_replace  # noqa: PLC0415  XlsxWriter takes time

        refuse_to_replace(target, overwrite=options.overwrite)
        here = os.path.realpath(target)
        paths = [path for path in paths if os.path.realpath(path) != here]
        if not paths:
            raise UsageError(f"{target} er resultatfila. Oppgi arbeidsbøkene som skal leses.")
    gathered = _gather(options, paths, keep=lines if target else None)
    consolidation = consolidate(
        gathered.parts, made_now(), forced=options.tving, anew=True, alone=False
    )
    if consolidation.stopped:
        target = None
    if target is not None:
        from ..files.results.result import save_result  # noqa: PLC0415

        save_result(target, consolidation, gathered.kept())
    if options.json:
        _print_json(consolidation_record(consolidation))
    else:
        _show(consolidation, target)
    return _status(gathered, bool(consolidation.errors))


def _valider(options: argparse.Namespace) -> int:
    gathered = _gather(options, find_workbooks(options.workbooks))
    alone = not any(map(os.path.isdir, options.workbooks))
    findings = consolidate(gathered.parts, made_now(), alone=alone).findings
    _tell(options, findings)
    return _status(gathered, any(each.severity is Severity.ERROR for each in findings))


def _sammenlign(options: argparse.Namespace) -> int:
    from ..core.comparing.comparison import compare  # noqa: PLC0415
    from ..core.comparing.report import comparison_record  # noqa: PLC0415
    from ..files.results.comparison import save_comparison  # noqa: PLC0415
    from ..files.results.result import refuse_to_replace  # noqa: PLC0415
    from ..files.results.sides import side_of, states  # noqa: PLC0415

    if options.result:
        refuse_to_replace(options.result, overwrite=options.overwrite)
    sides = []
    for name in (options.before, options.after):
        gathered = gather(find_workbooks([name]), keep=states)
        sides.append(side_of(name, gathered, made_now()))
        if not gathered.anything_read:
            _tell(options, sides[-1].consolidation.findings)
            return WRONG_USE
    before, after = sides
    comparison = compare(before.state, after.state)
    if options.result:
        save_comparison(options.result, comparison, before, after)
    if options.json:
        _print_json(comparison_record(comparison))
    else:
        from .comparisonscreen import show_comparison  # noqa: PLC0415
        from .screen import screen  # noqa: PLC0415

        show_comparison(screen(), comparison, before, after)
        if options.result:
            print(f"Skrevet: {options.result}")
    return ERRORS_FOUND if before.errors or after.errors else GOOD


def _notat(options: argparse.Namespace) -> int:
    from ..core.noting.note import note_of  # noqa: PLC0415
    from ..core.noting.words import words  # noqa: PLC0415
    from ..core.report import forced_notice, tally  # noqa: PLC0415

    try:
        from ..files.note.saving import refuse_note, save_note  # noqa: PLC0415
    except ImportError:
        raise UsageError("notat krever docxtpl: pip install estimat[notat]") from None

    refuse_note(options.result, pdf=options.pdf, overwrite=options.overwrite)
    gathered = _gather(options, find_workbooks(options.workbooks), keep=words)
    consolidation = consolidate(gathered.parts, made_now(), forced=options.tving, alone=False)
    if consolidation.stopped:
        _show(consolidation, None, "Ikke noe notat er skrevet")
        return _status(gathered, errors=True)
    try:
        note = note_of(consolidation, gathered.kept())
    except UnpublishableError as problem:
        complain(f"{problem}\nIkke noe notat er skrevet.")
        return ERRORS_FOUND
    written = save_note(
        options.result, note, consolidation, options.template,
        with_tables=options.with_tables, pdf=options.pdf,
    )  # fmt: skip
    from .screen import safe  # noqa: PLC0415

    if notice := forced_notice(consolidation):
        print(notice)
    for line in note.missing:
        print(safe(f"Mangler: {line}"))
    print(f"Kontroll: {tally(consolidation.findings)}.")
    for path in written:
        print(f"Skrevet: {path}")
    return _status(gathered, bool(consolidation.errors))


def _mal(options: argparse.Namespace) -> int:
    from ..files.workbooks.new import save_template  # noqa: PLC0415

    save_template(options.workbook, options.areas)
    example = "" if options.areas else " (eksempelet for 2024; egne områder: --omrader FIL.toml)"
    print(f"Skrevet: {options.workbook}{example}")
    return GOOD


def _del(options: argparse.Namespace) -> int:
    from ..files.workbooks.dividing import divide  # noqa: PLC0415

    return _made(options, [options.workbook], lambda source: divide(source, options.result))


def _samle(options: argparse.Namespace) -> int:
    from ..files.workbooks.dividing import collect  # noqa: PLC0415

    refuse_inside(options.result, options.workbooks)
    paths = find_workbooks(options.workbooks)
    rest = answers_not_read(options.workbooks)
    return _made(options, paths, lambda source: collect(source, options.result), rest, alone=False)


def _rull(options: argparse.Namespace) -> int:
    from ..files.workbooks.rolling import Rates, roll  # noqa: PLC0415

    rates = Rates(wages=options.wages, prices=options.prices, pass_through=options.pass_through)
    return _made(
        options,
        [options.workbook],
        lambda source: roll(source, options.result, options.year, rates),
    )


def _made(
    options: argparse.Namespace,
    paths: Sequence[Path],
    make: Callable[[Read], Made],
    not_read: Sequence[Path] = (),
    *,
    alone: bool = True,
) -> int:
    """Make new workbooks of old ones, unless these have errors."""
    from ..files.workbooks.dividing import read_whole  # noqa: PLC0415
    from .screen import screen, show_made  # noqa: PLC0415

    source = read_whole(paths, not_read, alone=alone)
    if not source.usable:
        _tell(options, source.consolidation.findings)
        print("Ingenting er laget. Rett feilene, og prøv igjen.")
        return ERRORS_FOUND if source.estimates else WRONG_USE
    show_made(screen(), make(source))
    return GOOD


def _publiser(options: argparse.Namespace) -> int:
    from ..files.engine.program import formulon_engine  # noqa: PLC0415
    from ..files.publishing.publish import account, publish, refuse_target  # noqa: PLC0415
    from .screen import screen, show_lines  # noqa: PLC0415

    refuse_target(options.workbook, options.result, overwrite=options.overwrite)
    try:
        published = publish(
            options.workbook, options.result,
            formulon_engine() if options.som == "formler" else None,
            with_hidden=options.with_hidden, made=made_now().time,
        )  # fmt: skip
    except UnpublishableError as problem:
        complain(f"{problem}\nIngen kopi er laget.")
        return ERRORS_FOUND
    show_lines(screen(), account(published, options.result))
    return GOOD


def _gather(
    options: argparse.Namespace, paths: Sequence[Path], keep: Keep | None = None
) -> Gathered:
    from .screen import progress  # noqa: PLC0415

    rest = answers_not_read(options.workbooks)
    with _executor(options.dask) as executor, progress(len(paths)) as advance:
        return gather(paths, not_read=rest, keep=keep, executor=executor, on_read=advance)


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


def _tell(options: argparse.Namespace, findings: Sequence[Finding]) -> None:
    if getattr(options, "json", False):
        _print_json({"funn": finding_records(findings)})
    else:
        from .screen import screen, show_findings  # noqa: PLC0415

        show_findings(screen(), findings)


def _show(
    consolidation: Consolidation,
    written: Path | None,
    said: str = "Ikke konsolidert, og ingenting er skrevet",
) -> None:
    from .screen import screen, show_consolidation, show_findings  # noqa: PLC0415

    console = screen()
    if consolidation.stopped:
        show_findings(console, consolidation.findings)
        console.print(f"{said}. Rett feilene, eller bruk --tving.")
        return
    show_consolidation(console, consolidation)
    console.print()
    show_findings(console, consolidation.findings)
    if written:
        console.print(f"Skrevet: {written}")


def _status(gathered: Gathered, errors: bool) -> int:
    if not gathered.anything_read:
        return WRONG_USE
    return ERRORS_FOUND if errors else GOOD


_PIECES: Final = 1_000
"""Of JSON put together at a time: that of a thousand workbooks would be megabytes."""


def _print_json(record: dict[str, Any]) -> None:
    from .screen import STEERING  # noqa: PLC0415

    encoder = json.JSONEncoder(ensure_ascii=False, indent=2, allow_nan=False)
    pieces = encoder.iterencode(record)
    while text := "".join(islice(pieces, _PIECES)):
        print("\n".join(STEERING.sub(_escaped, line) for line in text.split("\n")), end="")
    print()


def _escaped(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"


VERBS: Final[dict[str, Verb]] = {
    "konsolider": _konsolider,
    "valider": _valider,
    "sammenlign": _sammenlign,
    "notat": _notat,
    "mal": _mal,
    "del": _del,
    "samle": _samle,
    "rull": _rull,
    "publiser": _publiser,
}
