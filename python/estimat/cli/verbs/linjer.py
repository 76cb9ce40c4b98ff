"""`estimat linjer`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

from ..arguments import as_json, in_scenario, overwrites, takes_files
from ..reading import read
from ..telling import print_json, status

DEFAULT_LINES: Final = "linjer.xlsx"
_INTERNATIONAL: Final = "internasjonal"


def add(commands: Any) -> None:
    command = commands.add_parser(
        "linjer",
        help="skriv alle radene som én liste, til pivot, Power BI eller pandas",
        description="Skriver hele estimatet som én ryddig tabell: én linje for hver rad, med "
        "område, ansvarlig, timer, årsverk og kroner, og hvor den står. Rader som ikke er med i "
        "summen, er med og sier hvorfor. Linjene avstemmes mot totalen. Filene som leses, endres "
        "aldri.",
        epilog="Eksempel: estimat linjer workbook.xlsm -o linjer.csv",
    )
    takes_files(command)
    command.add_argument(
        "-o", dest="result", metavar="LINJER", type=Path,
        help="fila som skrives: .xlsx, .csv eller .parquet "
        f"({DEFAULT_LINES} når verken -o eller --json er oppgitt)",
    )  # fmt: skip
    command.add_argument(
        "--csv", metavar=_INTERNATIONAL, type=_dialect,
        help="CSV med komma mellom feltene og desimalpunktum; ellers semikolon og desimalkomma",
    )  # fmt: skip
    overwrites(command)
    in_scenario(command)
    as_json(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...actions.listing import listed  # noqa: PLC0415  what is computed takes time to load
    from ...core.listing import listing_record  # noqa: PLC0415

    done = listed(
        options.workbooks,
        options.result or (None if options.json else Path(DEFAULT_LINES)),
        international=bool(options.csv),
        overwrite=options.overwrite,
        scenario=options.scenario,
        read=read,
    )
    whole = done.made.consolidation
    if options.json:
        print_json(listing_record(whole, done.made.rows(), done.listing))
    else:
        from ..listscreen import show_listing  # noqa: PLC0415
        from ..screen import screen  # noqa: PLC0415

        show_listing(screen(), whole, done.listing)
        print(f"Skrevet: {done.written}")
    return status(done.made.gathered, errors=bool(whole.errors))


def _dialect(text: str) -> str:
    if text != _INTERNATIONAL:
        raise argparse.ArgumentTypeError(f"{text!r} er ikke {_INTERNATIONAL}")
    return text
