"""`estimat importer`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ...core.errors import RefusedError
from ..arguments import as_json, makes
from ..telling import ERRORS_FOUND, GOOD, print_json, tell_refused


def add(commands: Any) -> None:
    command = commands.add_parser(
        "importer",
        help="lag en arbeidsbok av en liste",
        description="Lager en arbeidsbok å planlegge i av en liste i Excel eller CSV, med én "
        "aktivitet per rad. Kolonnene kjennes på overskriftene, og vises før noe skrives; er noe "
        "usikkert, lages ingenting før det er sagt. Ingen rad blir borte: de som ikke kan "
        "plasseres, listes opp, og lest = plassert + utelatt. Lista endres ikke.",
        epilog='Eksempel: estimat importer liste.xlsx --kolonne "Timeverk=Timer" -o '
        "estimat-2027.xlsm. En liste å fylle ut: estimat mal --eksempel liste.xlsx",
    )
    command.add_argument(
        "list", metavar="LISTE", type=Path, help="lista, en arbeidsbok (.xlsx) eller CSV"
    )
    command.add_argument(
        "--ark", dest="sheet", metavar="NAVN", default="",
        help="arket lista står i, når det er flere",
    )  # fmt: skip
    command.add_argument(
        "--kolonne", dest="columns", metavar="DERES=VÅR", action="append", default=[],
        help="hva en kolonne er, for eksempel Timeverk=Timer; kan gis flere ganger",
    )  # fmt: skip
    makes(command, "NY.xlsm", "den nye arbeidsboken")
    as_json(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...actions.importing import found, imported  # noqa: PLC0415  XlsxWriter takes time
    from ...core.importing.report import import_record  # noqa: PLC0415
    from ..importscreen import show_columns, show_import  # noqa: PLC0415
    from ..screen import screen  # noqa: PLC0415

    list_ = found(options.list, options.result, only=options.sheet, columns=options.columns)
    if not options.json and list_.read.columns:
        show_columns(screen(), list_.read)
    try:
        made = imported(list_, options.result)
    except RefusedError as refused:
        return tell_refused(options, refused)
    if options.json:
        record = import_record(made.read, made.placed, made.difference, made.findings)
        print_json({"fil": made.file, **record, "resultat": str(made.target)})
    else:
        show_import(screen(), made)
    return GOOD if made.is_whole else ERRORS_FOUND
