"""`estimat samle`."""

from __future__ import annotations

import argparse
from typing import Any

from ...core.errors import UsageError
from ...files.many import refuse_inside
from ..arguments import against, makes, takes_files
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
    against(command, "arbeidsboken som ble delt ut: satsene, notatet og scenarioene er dens")
    command.add_argument(
        "--delvis", dest="partial", action="store_true",
        help="ta det som er godt; for resten står arkene i arbeidsboken (--mot), og det blir sagt",
    )  # fmt: skip
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...actions.collecting import gathered_now  # noqa: PLC0415
    from ...files.collection.dividing import collect, returned  # noqa: PLC0415  XlsxWriter takes time

    refuse_inside(options.result, options.workbooks)
    if options.master is None:
        if options.partial:
            raise UsageError("--delvis krever --mot: arbeidsboken som ble delt ut")
        return tell_made(collect(returned(options.workbooks), options.result))
    answers = gathered_now(options.master, options.workbooks, partial=options.partial)
    return tell_made(collect(answers, options.result))
