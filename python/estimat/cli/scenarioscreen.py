"""What people see of the scenarios in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rich.console import Console
from rich.text import Text

from ..core import layout
from ..core.report import ID
from ..core.scenarios import headings, report
from ..core.scenarios.beside import Scenarios
from ..core.scenarios.report import Levels
from ..core.tables import Heading, Table, chosen, shown
from .screen import show_findings, show_table, wrapped

_SUMMED: Final = {
    **{each: each.text for each in headings.SUMMED_COLUMNS[:3]},
    headings.SUMMED_COLUMNS[3]: "Mill.",
    headings.SUMMED_COLUMNS[4]: "Fra planen",
}
_STEPS: Final = {each: each.text for each in headings.STEP_COLUMNS[:4]}
_OUT: Final = {
    **{each: each.text for each in headings.OUT_COLUMNS[:3]},
    headings.OUT_COLUMNS[4]: "I planen",
    headings.OUT_COLUMNS[5]: headings.OUT_COLUMNS[5].text,
}
_UNCERTAIN: Final = dict(
    zip(
        headings.UNCERTAIN_COLUMNS,
        (layout.SCENARIO.label, "Sum (kr)", "P50 (kr)", "P85 (kr)"),
        strict=False,
    )
)
_BESIDE_SCENARIOS: Final = 40
_OF_A_SCENARIO: Final = 20
"""Signs that the names of areas take with the plan, and each scenario beside them."""


def show_scenarios(console: Console, found: Scenarios, levels: Mapping[str, Levels]) -> None:
    """What they come to, the frames, the ways there, what falls out; findings."""
    console.print(Text(wrapped(report.headline(found), console.width), style="bold"))
    if found.scenarios:
        console.print()
        show_table(console, report.summed(found), _SUMMED)
        _show_frames(console, report.frames(found))
        _show_moving(console, report.moving(found))
        for table in _in_pieces(report.millions(found), console):
            _show(console, table, {each: each.text for each in table.columns if each != ID})
        _show(console, report.uncertain(found, levels), _UNCERTAIN)
        _show_out(console, report.fallen_out(found))
    console.print()
    show_findings(console, found.findings)


def _show(console: Console, table: Table, narrow: Mapping[Heading, str]) -> None:
    console.print()
    console.print(table.note or f"{table.title}:", style="bold")
    if not table.note:
        show_table(console, table, narrow)


def _show_frames(console: Console, table: Table) -> None:
    """A line for each frame: where it has room for its words."""
    console.print()
    console.print(table.note or f"{table.title}:", style="bold")
    for name, frame, *_, words in table.rows:
        said = f"{name}, {shown(frame, table.columns[1])} mill. kr: {words}"
        console.print(Text(wrapped(said, console.width)))


def _show_moving(console: Console, table: Table) -> None:
    """The ways from the plan; where the words have no room beside the kroner, they are below."""
    _show(console, table, _STEPS)
    if console.is_terminal and console.width < _ROOM_FOR_WORDS:
        for scenario, step, *_, words in table.rows:
            if words:
                said = f"{scenario}, {str(step).lower()}: {words}"
                console.print(Text(wrapped(said, console.width)))


def _show_out(console: Console, table: Table) -> None:
    """What falls out; of much, on a screen, the first."""
    rows = list(table.rows)
    first = rows[:_MOST_OUT] if console.is_terminal else rows
    _show(console, table._replace(rows=first), _OUT)
    if len(first) < len(rows):
        console.print(f"… og {len(rows) - len(first)} til (alle med -o eller --json).")


_ROOM_FOR_WORDS: Final = 120
_MOST_OUT: Final = 12


def _in_pieces(table: Table, console: Console) -> Iterator[Table]:
    """A table of areas and scenarios, in as many as it takes for a screen to have room for each."""
    first, scenarios = table.columns[:3], table.columns[3:]
    at_once = max(1, (console.width - _BESIDE_SCENARIOS) // _OF_A_SCENARIO)
    if not console.is_terminal:
        at_once = len(scenarios)
    for start in range(0, len(scenarios), at_once):
        yield chosen(table, [*first, *scenarios[start : start + at_once]])
