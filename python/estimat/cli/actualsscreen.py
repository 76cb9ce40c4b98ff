"""What people see of plan against actual in a terminal."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.text import Text

from ..core import layout
from ..core import report as common
from ..core.actuals import report
from ..core.actuals.actuals import Actuals
from ..core.tables import chosen
from .screen import show_findings, show_table, wrapped

_SHOWN: Final = (
    report.NAME, report.TO_DATE, report.ACTUAL, report.OFF_PLAN, report.BY_HOURS, report.BY_RATE,
    report.BY_AMOUNT, report.FORECAST,
)  # fmt: skip
_NARROW: Final = {
    report.NAME: "Område",
    report.TO_DATE: "Plan hittil",
    report.ACTUAL: layout.ACTUAL,
    report.OFF_PLAN: "Avvik",
    report.FORECAST: "Prognose",
}


def show_actuals(console: Console, found: Actuals) -> None:
    """The areas and the total, the proof, and the findings."""
    for notice in common.notices(found.consolidation):
        console.print(Text(wrapped(notice, console.width), style="bold red"))
    console.print(Text(wrapped(report.headline(found), console.width), style="bold"))
    console.print()
    table = report.areas(found)
    show_table(console, table if not console.is_terminal else chosen(table, _SHOWN), _NARROW)
    console.print()
    for line in report.proof(found).splitlines():
        console.print(Text(wrapped(line, console.width)))
    console.print()
    show_findings(console, found.findings)
