"""`estimat merknader`."""

from __future__ import annotations

import argparse
from typing import Any

from ..arguments import against, as_json, makes, takes_files
from ..reading import read
from ..telling import GOOD, WRONG_USE, print_json


def add(commands: Any) -> None:
    command = commands.add_parser(
        "merknader",
        help="lag kopier til områdene, med det som må rettes",
        description="Lager en kopi av hver fil det er noe å si til, med arket Merknader: hva, "
        "hvor, og hva området skal gjøre. Alt annet i kopien er som i fila. Når fila kommer igjen "
        "og kommandoen kjøres på nytt, står det hva som er rettet, og det området har svart, blir "
        "stående. Filene som leses, endres ikke.",
        epilog="Eksempel: estimat merknader fra-omradene -o til-omradene --mot workbook.xlsm",
    )
    takes_files(command)
    makes(command, "MAPPE2", "mappen kopiene legges i")
    against(command, "ta også med merknadene i arket Merknader i denne arbeidsboken")
    as_json(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...actions.collecting import remarked  # noqa: PLC0415  XlsxWriter takes time

    made = remarked(options.workbooks, options.result, options.master, read=read)
    if options.json:
        from ...core.collection.remarks import Status  # noqa: PLC0415

        print_json(
            {
                "filer": [
                    {
                        "fil": each.file,
                        "omrade": ", ".join(each.areas),
                        "merknader": len(each.remarks),
                        "nye": each.count(Status.NEW),
                        "rettet": each.count(Status.FIXED, Status.CLOSED),
                        "apne": each.open,
                        "svar": [
                            {"merknad": one.what, "svar": one.answer}
                            for one in each.remarks
                            if one.answer
                        ],
                        "andre_funn": len(each.others),
                        "skrevet": str(each.written) if each.written else None,
                        "hvorfor_ikke": each.why_not,
                    }
                    for each in made.files
                ],
                "ikke_sendt": [*made.unsent],
            }
        )
    else:
        from ..remarkscreen import show_remarked  # noqa: PLC0415
        from ..screen import screen  # noqa: PLC0415

        show_remarked(screen(), made)
    return GOOD if made.anything_read else WRONG_USE
