"""`estimat valider`."""

from __future__ import annotations

import argparse
from functools import partial
from typing import Any

from ...actions.consolidating import checked
from ..arguments import takes_workbooks
from ..reading import read
from ..telling import status, tell


def add(commands: Any) -> None:
    command = commands.add_parser(
        "valider",
        help="kontroller arkene uten å legge dem sammen",
        description="Leser arbeidsbøkene og viser alle funn, med fil, ark, celle og tiltak.",
        epilog="Eksempel: estimat valider omrader/",
    )
    takes_workbooks(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    made, gathered, *_ = checked(options.workbooks, partial(read, cluster=options.dask))
    tell(options, made.findings)
    return status(gathered, errors=bool(made.errors))
