"""`estimat oversikt`."""

from __future__ import annotations

import argparse
from typing import Any

from ...core.matching import meant
from ..arguments import as_json, in_scenario, may_write, overwrites, takes_files
from ..reading import read
from ..telling import GOOD, print_json


def add(commands: Any) -> None:
    command = commands.add_parser(
        "oversikt",
        help="vis summen etter ansvarlig, kostnadstype, ambisjon og hvem som styrer",
        description="Deler summen opp etter ansvarlig, kostnadstype, ambisjonsnivå og hvem som "
        "styrer, og etter tjenesteområde og kostnadstype. Hver tabell summerer til den samme "
        "totalen, til øret. Filene som leses, endres aldri.",
        epilog="Eksempel: estimat oversikt workbook.xlsm --etter ansvarlig",
    )
    takes_files(command)
    command.add_argument(
        "--etter", metavar="HVA", type=_word,
        help="ansvarlig, type, ambisjon, styres-av eller omrade (alle når det ikke er oppgitt)",
    )  # fmt: skip
    may_write(command, "skriv også et regneark med diagrammer")
    overwrites(command)
    in_scenario(command)
    as_json(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...actions.listing import overviewed  # noqa: PLC0415  what is computed takes time to load
    from ...core.breakdown import By  # noqa: PLC0415
    from ...core.breakdownreport import breakdown_record  # noqa: PLC0415

    done = overviewed(
        options.workbooks,
        options.result,
        by=[each for each in By if options.etter in (None, each.word)],
        overwrite=options.overwrite,
        scenario=options.scenario,
        read=read,
    )
    whole = done.made.consolidation
    if options.json:
        print_json(breakdown_record(done.breakdowns, whole))
    else:
        from ..listscreen import show_breakdowns  # noqa: PLC0415
        from ..screen import screen  # noqa: PLC0415

        show_breakdowns(screen(), whole, done.breakdowns)
        if done.written:
            print(f"Skrevet: {done.written}")
    return GOOD


def _word(text: str) -> str:
    from ...core.breakdown import By  # noqa: PLC0415

    words = [each.word for each in By]
    said = text.casefold()
    if said not in words:
        alike = meant(said, words)
        raise argparse.ArgumentTypeError(
            f"{text!r} er ikke {', '.join(words[:-1])} eller {words[-1]}"
            + (f"; mente du {alike}?" if alike else "")
        )
    return said
