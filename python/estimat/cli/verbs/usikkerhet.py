"""`estimat usikkerhet`."""

from __future__ import annotations

import argparse
from decimal import Decimal
from functools import partial
from typing import Any

from ...core.layout import CERTAINTY, COVARIATION, Field
from ...core.limits import fraction
from ..arguments import as_json, in_scenario, may_write, overwrites, takes_files
from ..reading import read
from ..telling import GOOD, print_json


def add(commands: Any) -> None:
    command = commands.add_parser(
        "usikkerhet",
        help="regn ut hvor stor avsetning estimatet trenger, og hva som driver den",
        description="Regner ut forventet kostnad, P10, P50, P85 og P90 av radenes lav og høy og av "
        "de felles faktorene, per område og i alt, og holder risikoavsetningen mot det som trengs. "
        "Filene som leses, endres aldri.",
        epilog="Eksempel: estimat usikkerhet workbook.xlsm --sikkerhet 85%",
    )
    takes_files(command)
    may_write(command, "skriv også et regneark med S-kurve og tornadodiagram")
    overwrites(command)
    in_scenario(command)
    command.add_argument(
        "--samvariasjon", dest="covariation", metavar="TALL", type=partial(_fraction, COVARIATION),
        help="hvor mye radene svinger i takt, fra 0 til 1 (det som står i Forutsetninger)",
    )  # fmt: skip
    command.add_argument(
        "--sikkerhet", dest="certainty", metavar="PROSENT", type=partial(_fraction, CERTAINTY),
        help="sikkerhetsnivået for avsetningen (det som står i Forutsetninger)",
    )  # fmt: skip
    as_json(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...actions.assessing import assessed  # noqa: PLC0415  what is computed takes time to load
    from ...core.uncertainty.report import uncertainty_record  # noqa: PLC0415

    made = assessed(
        options.workbooks,
        options.result,
        covariation=options.covariation,
        certainty=options.certainty,
        overwrite=options.overwrite,
        scenario=options.scenario,
        read=read,
    )
    if options.json:
        print_json(uncertainty_record(made.uncertainty))
    else:
        from ..screen import screen  # noqa: PLC0415
        from ..uncertaintyscreen import show_uncertainty  # noqa: PLC0415

        show_uncertainty(screen(), made.uncertainty)
        if made.written:
            print(f"Skrevet: {made.written}")
    return GOOD


def _fraction(field: Field, text: str) -> Decimal:
    try:
        return fraction(text, field)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None
