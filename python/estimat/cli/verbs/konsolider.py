"""`estimat konsolider`."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import Any, Final

from ...actions.consolidating import consolidated
from ...core.errors import UsageError
from ...core.part import lines
from ...core.record import consolidation_record
from ..arguments import in_scenario, may_write, overwrites, takes_workbooks
from ..reading import read
from ..telling import print_json, show_total, status

DEFAULT_RESULT: Final = "konsolidert.xlsx"


def add(commands: Any) -> None:
    command = commands.add_parser(
        "konsolider",
        help="kontroller arkene og legg dem sammen til totalen",
        description="Leser arbeidsbøkene, kontrollerer dem og skriver totalen med avstemming, "
        "sporing og stempel til et nytt regneark. Filene som leses, endres aldri.",
        epilog="Eksempel: estimat konsolider workbook.xlsm -o konsolidert.xlsx",
    )
    takes_workbooks(command)
    may_write(command, f"resultatfil ({DEFAULT_RESULT} når verken -o eller --json er oppgitt)")
    overwrites(command)
    in_scenario(command)
    command.add_argument(
        "--tving", action="store_true",
        help="konsolider selv om det er feil; rader med feil utelates, og resultatet sier det",
    )  # fmt: skip
    command.add_argument(
        "--linjer", dest="lines", action="store_true",
        help="ta med linjene i JSON, med alt som står i radene",
    )  # fmt: skip
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if options.lines and not options.json:
        raise UsageError("--linjer gjelder --json. Linjene i en fil: estimat linjer.")
    done = consolidated(
        options.workbooks,
        options.result or (None if options.json else Path(DEFAULT_RESULT)),
        forced=options.tving,
        overwrite=options.overwrite,
        scenario=options.scenario,
        keep=[lines] if options.lines and not options.scenario else [],
        read=partial(read, cluster=options.dask),
    )
    made = done.consolidation
    if options.json:
        rows = () if made.stopped else done.rows()
        print_json(consolidation_record(made, rows if options.lines else None))
    else:
        show_total(made, done.written)
    return status(done.gathered, errors=bool(made.errors))
