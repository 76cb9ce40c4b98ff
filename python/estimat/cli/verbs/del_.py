"""`estimat del`."""

from __future__ import annotations

import argparse
from typing import Any

from ..arguments import makes, takes_one
from ..telling import tell_made


def add(commands: Any) -> None:
    command = commands.add_parser(
        "del",
        help="lag én arbeidsbok per tjenesteområde",
        description="Lager en arbeidsbok for hvert område, til dem som fyller dem ut: området, "
        "forutsetningene og notatets ord (låst) og veiledningen, og ingenting fra de andre "
        "områdene. Det nye leses inn igjen og sammenlignes med kilden før det er ferdig. «estimat "
        "konsolider MAPPE» legger dem sammen, og sier fra om et område mangler.",
        epilog="Eksempel: estimat del workbook.xlsm -o til-omradene",
    )
    takes_one(command)
    makes(command, "MAPPE", "mappen de legges i")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...files.collection.dividing import divide  # noqa: PLC0415  XlsxWriter takes time
    from ...files.workbooks.proven import read_source  # noqa: PLC0415

    return tell_made(divide(read_source([options.workbook]), options.result))
