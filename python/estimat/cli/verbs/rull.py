"""`estimat rull`."""

from __future__ import annotations

import argparse
import re
from decimal import Decimal
from typing import Any

from ...core.layout import YEAR
from ...core.limits import beyond, growth
from ..arguments import makes, takes_one
from ..telling import tell_made


def add(commands: Any) -> None:
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
    takes_one(command)
    command.add_argument(
        "--til", dest="year", metavar="ÅR", type=_year, required=True, help="det nye budsjettåret"
    )
    for option, of, explained in (
        ("--pris", "prices", "prisvekst, for kjøp"),
        ("--lonn", "wages", "lønnsvekst, for timepriser og fullkost"),
    ):
        command.add_argument(
            option, dest=of, metavar="PROSENT", type=_percent, required=True, help=explained
        )
    command.add_argument(
        "--videreformidling", dest="pass_through", metavar="PROSENT", type=_percent,
        default=Decimal(0), help="vekst i det som videreformidles (0%% når det ikke er oppgitt)",
    )  # fmt: skip
    makes(command, "UT.xlsm", "arbeidsboken")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...files.workbooks.proven import read_source  # noqa: PLC0415  XlsxWriter takes time
    from ...files.workbooks.rolling import Rates, roll  # noqa: PLC0415

    rates = Rates(wages=options.wages, prices=options.prices, pass_through=options.pass_through)
    return tell_made(roll(read_source([options.workbook]), options.result, options.year, rates))


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
