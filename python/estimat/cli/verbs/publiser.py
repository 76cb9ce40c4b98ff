"""`estimat publiser`."""

from __future__ import annotations

import argparse
from typing import Any

from ..arguments import in_scenario, makes, overwrites, takes_one
from ..telling import GOOD


def add(commands: Any) -> None:
    command = commands.add_parser(
        "publiser",
        help="lag en kopi for dem som ikke har Estimat",
        description="Lager en kopi uten makroer, som viser de samme tallene der Estimat ikke er "
        "installert. Formlene med ESTIMAT blir Excels egne og regner videre når en sats endres. "
        "Forfatter, firma og filstier er borte, og arket Publisert sier hva kopien er laget av. "
        "Før kopien lagres, regnes den om av en annen regnemotor; er ett tall et annet enn i "
        "kilden, lages ingen kopi. Kilden endres aldri.",
        epilog="Eksempel: estimat publiser workbook.xlsm -o til-departementet.xlsx. "
        "Avslutter med 1 når noe i arbeidsboken hindrer en kopi; meldingen sier hvilken celle.",
    )
    takes_one(command)
    makes(command, "UT.xlsx", "kopien")
    overwrites(command)
    in_scenario(command)
    command.add_argument(
        "--som", metavar="formler|verdier", type=_way, default="formler",
        help="formler som regner videre (standard), eller bare verdier",
    )  # fmt: skip
    command.add_argument(
        "--med-skjulte", dest="with_hidden", action="store_true",
        help="ta med skjulte ark; ellers utelates de, og brukes et av dem, lages ingen kopi",
    )  # fmt: skip
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...actions.publishing import published  # noqa: PLC0415  what it needs takes time
    from ...files.engine.program import formulon_engine  # noqa: PLC0415
    from ..screen import screen, show_lines  # noqa: PLC0415

    lines = published(
        options.workbook,
        options.result,
        formulon_engine() if options.som == "formler" else None,
        with_hidden=options.with_hidden,
        overwrite=options.overwrite,
        scenario=options.scenario,
    )
    show_lines(screen(), lines)
    return GOOD


def _way(text: str) -> str:
    if text not in ("formler", "verdier"):
        raise argparse.ArgumentTypeError("velg formler eller verdier")
    return text
