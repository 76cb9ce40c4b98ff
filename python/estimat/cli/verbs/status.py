"""`estimat status`."""

from __future__ import annotations

import argparse
from typing import Any

from ...actions.collecting import seen
from ...core.collection.report import overview_record
from ..arguments import against, as_json, may_write, overwrites, takes_files
from ..reading import read
from ..telling import ERRORS_FOUND, GOOD, print_json


def add(commands: Any) -> None:
    command = commands.add_parser(
        "status",
        help="vis hvilke områder som har svart, og hva som er galt",
        description="Viser én linje for hvert tjenesteområde som er sendt ut med «estimat del»: "
        "levert, uendret, utdatert, i flere versjoner, ikke lesbar eller mangler, med status, "
        "funn, sum og endring siden det ble sendt. Områder som mangler, står først. Hva som er "
        "nyest, og hva som er utdatert, leses av det filene sier selv. Filene endres ikke.",
        epilog="Eksempel: estimat status fra-omradene --mot estimat-2027.xlsm -o status.xlsx",
    )
    takes_files(command)
    against(command, "arbeidsboken som ble delt ut; uten den gjelder det filene sier om hverandre")
    may_write(command, "skriv også et regneark")
    overwrites(command)
    as_json(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    made = seen(
        options.workbooks, options.master, options.result, overwrite=options.overwrite, read=read
    )
    if options.json:
        print_json(overview_record(made.overview, made.consolidation))
    else:
        from ..collectionscreen import show_overview  # noqa: PLC0415
        from ..screen import screen  # noqa: PLC0415

        show_overview(screen(), made.overview)
        if made.written:
            print(f"Skrevet: {made.written}")
    return ERRORS_FOUND if made.consolidation.errors else GOOD
