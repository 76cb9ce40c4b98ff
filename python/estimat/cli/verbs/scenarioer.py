"""`estimat scenarioer`."""

from __future__ import annotations

import argparse
from typing import Any

from ..arguments import as_json, may_write, overwrites, takes_files
from ..reading import read
from ..telling import GOOD, print_json


def add(commands: Any) -> None:
    command = commands.add_parser(
        "scenarioer",
        help="regn ut hva scenarioene i arbeidsboken gir, ved siden av planen",
        description="Regner ut scenarioene i arket Scenarioer: hva hvert av dem koster, per område "
        "og i alt, hva som flytter det fra planen, hvilke aktiviteter som utgår, og om rammen "
        "holder. Planen endres ikke, og filene som leses, endres aldri.",
        epilog="Eksempel: estimat scenarioer workbook.xlsm -o scenarioer.xlsx. Ett av dem alene: "
        'estimat konsolider workbook.xlsm --scenario "Middels ambisjon"',
    )
    takes_files(command)
    may_write(command, "skriv også et regneark med fossefallsdiagram")
    overwrites(command)
    as_json(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...actions.scenarios import weighed  # noqa: PLC0415  what is computed takes time to load
    from ...core.scenarios.record import scenarios_record  # noqa: PLC0415

    made = weighed(options.workbooks, options.result, overwrite=options.overwrite, read=read)
    if options.json:
        print_json(scenarios_record(made.scenarios, made.levels))
    else:
        from ..scenarioscreen import show_scenarios  # noqa: PLC0415
        from ..screen import screen  # noqa: PLC0415

        show_scenarios(screen(), made.scenarios, made.levels)
        if made.written:
            print(f"Skrevet: {made.written}")
    return GOOD
