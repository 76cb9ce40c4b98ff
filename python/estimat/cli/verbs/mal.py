"""`estimat mal`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ...core.errors import UsageError
from ..telling import GOOD


def add(commands: Any) -> None:
    command = commands.add_parser(
        "mal",
        help="lag en ny arbeidsbok, eller en liste å fylle ut",
        description="Lager en arbeidsbok med ett ark per tjenesteområde. Uten --omrader er det "
        "eksempelet for 2024. Med --eksempel lager den i stedet en liste å fylle ut, som «estimat "
        "importer» gjør til en arbeidsbok.",
        epilog="Eksempel: estimat mal estimat-2027.xlsm --omrader omrader-2027.toml",
    )
    command.add_argument(
        "workbook", metavar="UT.xlsm", type=Path, nargs="?", help="den nye arbeidsboken"
    )
    command.add_argument(
        "--omrader", dest="areas", metavar="FIL.toml", type=Path,
        help="områder, aktiviteter og forutsetninger",
    )  # fmt: skip
    command.add_argument(
        "--eksempel", dest="list", metavar="LISTE.xlsx", type=Path,
        help="lag en liste å fylle ut, i stedet for en arbeidsbok",
    )  # fmt: skip
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if options.list:
        return _example(options)
    if not options.workbook:
        raise UsageError("mangler: UT.xlsm\nHjelp: estimat mal --help")
    from ...files.workbooks.new import save_template  # noqa: PLC0415  XlsxWriter takes time

    save_template(options.workbook, options.areas)
    example = "" if options.areas else " (eksempelet for 2024; egne områder: --omrader FIL.toml)"
    print(f"Skrevet: {options.workbook}{example}")
    return GOOD


def _example(options: argparse.Namespace) -> int:
    from ...files.importing.example import save_example  # noqa: PLC0415  XlsxWriter takes time

    if options.workbook or options.areas:
        raise UsageError("--eksempel lager bare lista; oppgi den uten UT.xlsm og --omrader.")
    save_example(options.list)
    print(f"Skrevet: {options.list}. Fyll den ut, og lag arbeidsboken med «estimat importer».")
    return GOOD
