"""`estimat del`."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from ...core.norwegian import day_of
from ..arguments import makes, takes_one
from ..telling import tell_made


def add(commands: Any) -> None:
    command = commands.add_parser(
        "del",
        help="lag én arbeidsbok per tjenesteområde",
        description="Lager en arbeidsbok for hvert område, til dem som fyller dem ut: området, "
        "forutsetningene (låst) og veiledningen, og ingenting fra de andre områdene. Hver fil vet "
        "når den ble sendt, hvem den skal til, og innen når. Det nye leses inn igjen og "
        "sammenlignes med kilden før det er ferdig. «estimat status MAPPE» viser hvem som har "
        "svart.",
        epilog="Eksempel: estimat del workbook.xlsm -o til-omradene --frist 2027-02-01 "
        "--til Økonomi",
    )
    takes_one(command)
    makes(command, "MAPPE", "mappen de legges i")
    command.add_argument(
        "--frist", dest="deadline", metavar="DATO", type=_day, help="når svarene skal være tilbake"
    )
    command.add_argument(
        "--til", dest="to", metavar="HVEM", default="", help="hvem svarene skal sendes til"
    )
    command.add_argument(
        "--uten-makroer", dest="plain", action="store_true",
        help="lag .xlsx med Excels egne formler, for dem som ikke har Estimat",
    )  # fmt: skip
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...actions.collecting import sent_now  # noqa: PLC0415
    from ...files.collection.dividing import divide  # noqa: PLC0415  XlsxWriter takes time
    from ...files.workbooks.proven import read_source  # noqa: PLC0415

    source = read_source([options.workbook])
    dispatch = sent_now(options.deadline, options.to)
    return tell_made(divide(source, options.result, dispatch, plain=options.plain))


def _day(text: str) -> date:
    try:
        return day_of(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None
