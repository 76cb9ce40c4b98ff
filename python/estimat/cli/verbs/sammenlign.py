"""`estimat sammenlign`."""

from __future__ import annotations

import argparse
from typing import Any

from ...core.comparing.report import comparison_record
from ...core.errors import UsageError
from ...core.scenarios.decision import bridge_record
from ..arguments import as_json, in_scenario, may_write, overwrites
from ..telling import ERRORS_FOUND, GOOD, print_json


def add(commands: Any) -> None:
    command = commands.add_parser(
        "sammenlign",
        help="vis hva som er endret mellom to estimater",
        description="Viser hva som er endret fra ett estimat til et annet: områder, rader, satser "
        "og tekster, hver med virkningen på totalen. Virkningene er til sammen nøyaktig endringen "
        "av totalen. Hver side er en arbeidsbok eller en mappe med arbeidsbøker.",
        epilog="Eksempel: estimat sammenlign fredag.xlsm workbook.xlsm -o endringer.xlsx",
    )
    command.add_argument("before", metavar="FØR", help="arbeidsbok eller mappe, slik den var")
    command.add_argument(
        "after", metavar="NÅ", nargs="?",
        help="arbeidsbok eller mappe, slik den er; med --scenario kan den utelates, og planen "
        "sammenlignes med scenarioet",
    )  # fmt: skip
    may_write(command, "skriv også et regneark")
    overwrites(command)
    in_scenario(command)
    as_json(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from ...actions.comparing import compared  # noqa: PLC0415  XlsxWriter takes time

    after = options.after or (options.before if options.scenario else None)
    if after is None:
        raise UsageError("mangler NÅ: arbeidsboken slik den er\nHjelp: estimat sammenlign --help")
    made = compared(
        options.before, after, options.result,
        overwrite=options.overwrite, scenario=options.scenario,
    )  # fmt: skip
    if options.json:
        sides = (("scenario_for", made.before), ("scenario", made.after))
        told: dict[str, Any] = {
            key: name for key, side in sides if (name := side.consolidation.stamp.scenario)
        }
        if made.decided:
            told["vedtak"] = bridge_record(made.decided)
        print_json({**told, **comparison_record(made.comparison)})
    else:
        from ..comparisonscreen import show_comparison  # noqa: PLC0415
        from ..screen import screen  # noqa: PLC0415

        show_comparison(screen(), *made[:3], made.decided)
        if made.written:
            print(f"Skrevet: {made.written}")
    return ERRORS_FOUND if made.before.errors or made.after.errors else GOOD
