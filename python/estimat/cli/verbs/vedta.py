"""`estimat vedta`."""

from __future__ import annotations

import argparse
from typing import Any

from ..arguments import makes, takes_one
from ..telling import tell_made


def add(commands: Any) -> None:
    command = commands.add_parser(
        "vedta",
        help="gjør et vedtatt scenario til den nye planen",
        description="Lager en ny arbeidsbok der scenarioet er planen: timene er scenarioets, og "
        "radene som falt ut, står igjen med statusen Utgår og 0 i summen. Arket Vedtak sier hva "
        "som ble vedtatt, når, av hvem, og hva som flyttet summen. Det nye leses inn igjen, og "
        "summen er nøyaktig scenarioets. Kilden endres ikke.",
        epilog='Eksempel: estimat vedta workbook.xlsm --scenario "Middels ambisjon" '
        "-o estimat-vedtatt.xlsm",
    )
    takes_one(command)
    command.add_argument(
        "--scenario", metavar="NAVN", required=True, help="scenarioet som er vedtatt"
    )
    makes(command, "UT.xlsm", "den nye arbeidsboken")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...actions.deciding import decided  # noqa: PLC0415  XlsxWriter takes time

    return tell_made(decided(options.workbook, options.scenario, options.result))
