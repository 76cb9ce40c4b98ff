"""What people see of the lines and the breakdowns in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from ..core import breakdownreport, listing, report
from ..core.breakdown import Breakdown, By
from ..core.consolidation import Consolidation
from ..core.layout import Kind
from ..core.listing import Listing
from ..core.tables import Heading
from .screen import show_findings, show_table, wrapped

_SHORT: Final = {
    report.SHARE.text: "Andel",
    report.OWN.text: Kind.OWN.value,
    report.PURCHASE.text: Kind.PURCHASE.value,
    report.PASS_THROUGH.text: "Videref.",
}
_LEFT_WHERE_NARROW: Final = {
    By.AREA: (report.HOURS.key, report.FTE.key, "andel"),
}
"""The columns of a breakdown that a narrow screen has no room for."""


def show_listing(console: Console, made: Consolidation, found: Listing) -> None:
    """How many lines there are, and that they add up to the total; findings."""
    for notice in (*report.notices(made), listing.trouble(made)):
        if notice:
            console.print(Text(wrapped(notice, console.width), style="bold red"))
    console.print(Text(wrapped(listing.said(found), console.width)))
    console.print(Text(wrapped(listing.proof_said(found, made), console.width)))
    console.print()
    show_findings(console, made.findings)


def show_breakdowns(console: Console, made: Consolidation, found: Sequence[Breakdown]) -> None:
    """The breakdowns, each with its difference from the total; how many findings there are."""
    for notice in report.notices(made):
        console.print(Text(wrapped(notice, console.width), style="bold red"))
    for each in found:
        console.print(Text(each.by.title, style="bold"))
        table = breakdownreport.table(each, made)
        show_table(console, table, _narrow(each.by, table.columns))
        console.print(Text(wrapped(breakdownreport.proof(each, made), console.width), style="dim"))
        console.print()
    console.print(f"Kontroll: {report.tally(made.findings)}.")


def _narrow(by: By, columns: Sequence[Heading]) -> dict[Heading, str]:
    left = _LEFT_WHERE_NARROW.get(by, ())
    return {each: _SHORT.get(each.text, each.text) for each in columns if each.key not in left}
