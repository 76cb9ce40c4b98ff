"""`estimat samle`."""

from __future__ import annotations

import argparse
from typing import Any

from ...files.many import refuse_inside
from ..arguments import makes, takes_files
from ..telling import tell_made


def add(commands: Any) -> None:
    command = commands.add_parser(
        "samle",
        help="lag én arbeidsbok av flere",
        description="Lager én arbeidsbok av områder som ligger i hver sin fil. Filene endres ikke. "
        "Det nye leses inn igjen og sammenlignes med filene før det er ferdig, og det som ikke er "
        "med (egne ark, merknader, formler for timer), blir nevnt.",
        epilog="Eksempel: estimat samle fra-omradene -o estimat-2027.xlsm",
    )
    takes_files(command)
    makes(command, "UT.xlsm", "arbeidsboken")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...files.collection.dividing import collect, returned  # noqa: PLC0415  XlsxWriter takes time

    refuse_inside(options.result, options.workbooks)
    return tell_made(collect(returned(options.workbooks), options.result))
