"""`estimat mal`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..telling import GOOD


def add(commands: Any) -> None:
    command = commands.add_parser(
        "mal",
        help="lag en ny arbeidsbok",
        description="Lager en arbeidsbok med ett ark per tjenesteområde. Uten --omrader er det "
        "eksempelet for 2024.",
        epilog="Eksempel: estimat mal estimat-2027.xlsm --omrader omrader-2027.toml",
    )
    command.add_argument("workbook", metavar="UT.xlsm", type=Path, help="den nye arbeidsboken")
    command.add_argument(
        "--omrader", dest="areas", metavar="FIL.toml", type=Path,
        help="områder, aktiviteter og forutsetninger",
    )  # fmt: skip
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...files.workbooks.new import save_template  # noqa: PLC0415  XlsxWriter takes time

    save_template(options.workbook, options.areas)
    example = "" if options.areas else " (eksempelet for 2024; egne områder: --omrader FIL.toml)"
    print(f"Skrevet: {options.workbook}{example}")
    return GOOD
