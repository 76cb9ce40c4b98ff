"""`estimat notat`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ...core.report import notices, tally
from ..arguments import in_scenario, makes, overwrites, takes_files
from ..reading import read
from ..telling import status


def add(commands: Any) -> None:
    command = commands.add_parser(
        "notat",
        help="skriv notatet til departementet",
        description="Skriver notatet i Word: områdene med ambisjoner, aktiviteter og budsjett. "
        "Summene er konsolideringens, og satsene kommer fra Forutsetninger. Resten av teksten står "
        "i arket Notat. Er det feil i estimatet, skrives ikke noe notat.",
        epilog="Eksempel: estimat notat workbook.xlsm -o notat.docx --pdf",
    )
    takes_files(command)
    makes(command, "UT.docx", "notatet")
    overwrites(command)
    in_scenario(command)
    command.add_argument(
        "--mal", dest="template", metavar="MAL.docx", type=Path,
        help="en egen Word-mal; ta utgangspunkt i notatmal.docx",
    )  # fmt: skip
    command.add_argument(
        "--med-tabeller", dest="with_tables", action="store_true",
        help="ta også med tabeller, diagram, forutsetninger og dobbel kontroll",
    )  # fmt: skip
    command.add_argument(
        "--pdf", action="store_true", help="lag også en PDF, med LibreOffice, ved siden av"
    )
    command.add_argument(
        "--tving", action="store_true",
        help="skriv notatet selv om det er feil; rader med feil er ikke med i summene, og notatet "
        "sier det øverst",
    )  # fmt: skip
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...actions.choosing import named_after  # noqa: PLC0415
    from ...actions.noting import noted, refuse_note, save_note  # noqa: PLC0415  docxtpl takes time
    from ..screen import safe  # noqa: PLC0415

    target = named_after(options.result, options.scenario)
    refuse_note(target, pdf=options.pdf, overwrite=options.overwrite)
    note, consolidation, gathered = noted(
        options.workbooks, forced=options.tving, scenario=options.scenario, read=read
    )
    if (named := named_after(target, consolidation.stamp.scenario)) != target:
        target = named  # the workbook itself is a scenario
        refuse_note(target, pdf=options.pdf, overwrite=options.overwrite)
    written = save_note(
        target, note, consolidation, options.template,
        with_tables=options.with_tables, pdf=options.pdf,
    )  # fmt: skip
    for notice in notices(consolidation):
        print(notice)
    for line in note.missing:
        print(safe(f"Mangler: {line}"))
    print(f"Kontroll: {tally(consolidation.findings)}.")
    for path in written:
        print(f"Skrevet: {path}")
    return status(gathered, errors=bool(consolidation.errors))
