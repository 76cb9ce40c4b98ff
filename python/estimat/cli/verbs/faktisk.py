"""`estimat faktisk`."""

from __future__ import annotations

import argparse
from typing import Any

from ...core.actuals.months import Month, until_of
from ..arguments import as_json, may_write, overwrites
from ..reading import read
from ..telling import GOOD, print_json


def add(commands: Any) -> None:
    command = commands.add_parser(
        "faktisk",
        help="hold timer og kroner som er ført, mot planen",
        description="Leser timelister fra DFØ, Unit4 (Agresso) eller Excel, plasserer linjene på "
        "radene i planen etter koden i kolonnen Prosjekt eller i en kodeliste, og viser plan "
        "hittil, faktisk, avvik og prognose. Det som ikke hører til noen rad, står for seg og er "
        "med i summen. Navn på personer leses ikke. Filene som leses, endres aldri.",
        epilog="Eksempel: estimat faktisk workbook.xlsm timer.csv --til-og-med 2027-04 -o "
        "faktisk.xlsx",
    )
    command.add_argument("workbook", metavar="ARBEIDSBOK", help="arbeidsboken med planen")
    command.add_argument(
        "timesheets", metavar="TIMELISTE", nargs="+", help="timelister (.csv eller .xlsx)"
    )
    command.add_argument(
        "--til-og-med", dest="until", metavar="MÅNED", type=_month, required=True,
        help="den siste måneden som er med, for eksempel 2027-04",
    )  # fmt: skip
    may_write(command, "skriv også et regneark")
    overwrites(command)
    as_json(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...actions.actuals import held_against  # noqa: PLC0415  what is computed takes time to load
    from ...core.actuals.record import actuals_record  # noqa: PLC0415

    made = held_against(
        options.workbook, options.timesheets, options.until, options.result,
        overwrite=options.overwrite, read=read,
    )  # fmt: skip
    if options.json:
        print_json(actuals_record(made.actuals))
    else:
        from ..actualsscreen import show_actuals  # noqa: PLC0415
        from ..screen import screen  # noqa: PLC0415

        show_actuals(screen(), made.actuals)
        if made.written:
            print(f"Skrevet: {made.written}")
    return GOOD


def _month(text: str) -> Month:
    try:
        return until_of(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None
