"""What people see of the uncertainty in a terminal."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.text import Text

from ..core.tables import chosen
from ..core.uncertainty import headings, report
from ..core.uncertainty.calculation import Uncertainty
from .screen import show_findings, show_table, wrapped

_NAME: Final = headings.NAME
_TALL, _KRONER, _MILLIONS, _ABOUT = headings.FIGURE_COLUMNS
_ID, _DRIVER = headings.DRIVER_COLUMNS[:2]
_AREAS: Final = (
    _NAME, headings.PLAN, headings.EXPECTED, headings.AT_P10, headings.AT_P85, headings.AT_P90,
    headings.CERTAIN,
)  # fmt: skip
_NARROW_AREAS: Final = {
    _NAME: _NAME.text,
    headings.PLAN: "Plan (kr)",
    headings.EXPECTED: "P50 (kr)",
    headings.AT_P85: "P85 (kr)",
}
_NARROW_FIGURES: Final = {_TALL: _TALL.text, _KRONER: _KRONER.text, _MILLIONS: "Mill."}
_NARROW_DRIVERS: Final = {
    _ID: _ID.text,
    _DRIVER: _DRIVER.text,
    headings.SHARE: "Andel",
    headings.LOW: "Lav (kr)",
    headings.HIGH: "Høy (kr)",
}


_NARROW_FACTORS: Final = {
    headings.FACTOR_COLUMNS[1]: headings.FACTOR_COLUMNS[1].text,
    headings.FACTOR_COLUMNS[2]: headings.FACTOR_COLUMNS[2].text,
    headings.FACTOR_COLUMNS[4]: "Virkning (kr)",
}


def show_uncertainty(console: Console, found: Uncertainty) -> None:
    """What to remember, the figures, the areas, what drives it, what has no range; findings."""
    if notice := report.notice(found):
        console.print(Text(wrapped(notice, console.width), style="bold red"))
    console.print(Text(wrapped(report.headline(found), console.width), style="bold"))
    console.print(Text(wrapped(report.subtitle(found), console.width)))
    console.print()
    show_table(console, report.key_figures(found), _NARROW_FIGURES)
    console.print()
    show_table(console, chosen(report.areas(found), _AREAS), _NARROW_AREAS)
    for table, narrow in (
        (report.drivers(found), _NARROW_DRIVERS),
        (report.certain_rows(found), {}),
        (report.factors(found), _NARROW_FACTORS),
    ):
        console.print()
        console.print(f"{table.title}:" if not table.note else table.note, style="bold")
        if not table.note:
            show_table(console, table, narrow or {each: each.text for each in table.columns})
    console.print()
    show_findings(console, found.findings)
