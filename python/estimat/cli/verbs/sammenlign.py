"""`estimat sammenlign`."""

from __future__ import annotations

import argparse
from typing import Any

from ...core.comparing.report import comparison_record
from ..arguments import as_json, may_write, overwrites
from ..telling import ERRORS_FOUND, GOOD, print_json


def add(commands: Any) -> None:
    command = commands.add_parser(
        "sammenlign",
        help="vis hva som er endret mellom to estimater",
        description="Viser hva som er endret fra ett estimat til et annet: områder, rader, satser "
        "og tekster, hver med virkningen på totalen. Virkningene er til sammen nøyaktig endringen "
        "av totalen. Hver side er en arbeidsbok eller en mappe med arbeidsbøker.",
        epilog="Eksempel: estimat sammenlign fredag.xlsm workbook.xlsm -o endringer.xlsx",
    )
    command.add_argument("before", metavar="FØR", help="arbeidsbok eller mappe, slik den var")
    command.add_argument("after", metavar="NÅ", help="arbeidsbok eller mappe, slik den er")
    may_write(command, "skriv også et regneark")
    overwrites(command)
    as_json(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...actions.comparing import compared  # noqa: PLC0415  XlsxWriter takes time

    made = compared(options.before, options.after, options.result, overwrite=options.overwrite)
    if options.json:
        print_json(comparison_record(made.comparison))
    else:
        from ..comparisonscreen import show_comparison  # noqa: PLC0415
        from ..screen import screen  # noqa: PLC0415

        show_comparison(screen(), *made)
        if options.result:
            print(f"Skrevet: {options.result}")
    return ERRORS_FOUND if made.before.errors or made.after.errors else GOOD
