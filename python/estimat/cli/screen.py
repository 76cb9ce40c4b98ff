"""What people see in a terminal: tables and findings from 80 columns up; plain text in a pipe."""

from __future__ import annotations

import re
import sys
import textwrap
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from rich import box
from rich.console import Console
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from ..core import norwegian, report
from ..core.consolidation import Consolidation
from ..core.findings import Finding, Severity
from ..core.tables import DECIMALS, Heading, Table, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..files.workbooks.proven import Made
    from ..windows.diagnosis import Result

MOST_FINDINGS: Final = 40
"""Findings shown on a screen; a pipe, `--json` and the Kontroll sheet have them all."""

_REDRAWN: Final = 0.05
"""Seconds between two states of the progress bar; drawing takes longer than reading a file."""

_PIPE: Final = 10_000
"""The width of what is no screen."""

_NARROWEST_NAME: Final = 16
_NARROW_COLUMNS: Final = {
    report.NAME: report.NAME.text,
    report.HOURS: report.HOURS.text,
    report.FTE: report.FTE.text,
    report.KRONER: report.KRONER.text,
    report.MILLIONS: "Mill.",
    report.BUDGET: "Budsjett",
    report.OFF_BUDGET: "Avvik",
}
_STYLES: Final = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
STEERING: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What could steer a terminal or turn a line around, and what is no character at all."""

_INSIDE_A_NUMBER: Final = re.compile(r"(?<=\d) (?=\d{3})")
_KEPT: Final = "\u00a0"


class _Console(Console):
    """A console that leaves a broken pipe to whoever prints."""

    def on_broken_pipe(self) -> None:
        raise  # noqa: PLE0704  rich calls this where it caught the error


def screen(*, errors: bool = False) -> Console:
    """The console to print on; a pipe is as wide as what is written to it."""
    stream = sys.stderr if errors else sys.stdout
    width = None if stream.isatty() else _PIPE
    return _Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def safe(text: str) -> str:
    """Text from a workbook without what could steer a terminal."""
    return STEERING.sub("�", text)


def wrapped(text: str, width: int) -> str:
    """Safe text in lines that fit, no number cut in two; in a pipe it stays one line."""
    kept = _INSIDE_A_NUMBER.sub(_KEPT, safe(text))
    lines = textwrap.wrap(kept, max(width, 20), break_on_hyphens=False)
    return "\n".join(lines).replace(_KEPT, " ")


def show_consolidation(console: Console, consolidation: Consolidation) -> None:
    """The areas with their total, the reserve below it, and the reconciliation."""
    for notice in report.notices(consolidation):
        console.print(Text(wrapped(notice, console.width), style="bold red"))
    show_table(console, report.consolidated(consolidation), _NARROW_COLUMNS)
    proof = consolidation.reconciliation
    console.print()
    if rounded := report.rounding_notice(consolidation):
        console.print(wrapped(rounded, console.width))
    reserve = norwegian.kroner(consolidation.risk_reserve)
    console.print(f"Risikoavsetning, i tillegg til summen: {reserve}")
    read, left_out, counted, difference = (
        norwegian.kroner(each)
        for each in (proof.read, proof.left_out, proof.total, proof.difference)
    )
    moved = "".join(f" + {cause.lower()} {norwegian.kroner(by)}" for cause, by in proof.moved if by)
    sums = f"lest {read} − utelatt {left_out}{moved} − sum {counted} = {difference}"
    console.print(wrapped(f"Avstemming: {sums}", console.width))


def show_table(console: Console, table: Table, narrow: Mapping[Heading, str]) -> None:
    """The whole table where it fits, otherwise the columns that matter most, by shorter names.

    A screen too narrow for those breaks the lines itself: no digit is left out to make them fit.
    """
    drawn = _drawn(table, {each: each.text for each in table.columns})
    room = console.options.update(max_width=_PIPE)
    if not console.is_terminal or Measurement.get(console, room, drawn).maximum <= console.width:
        console.print(drawn)
        return
    drawn = _drawn(table, narrow)
    numbers = sum(
        max(len(str(cell)) for cell in (column.header, *column.cells)) + 1
        for column in drawn.columns
        if column.no_wrap
    )
    width, console.width = console.width, max(console.width, numbers + _NARROWEST_NAME)
    console.print(drawn)
    console.width = width


def _drawn(table: Table, columns: Mapping[Heading, str]) -> RichTable:
    narrow = len(columns) < len(table.columns)
    drawn = RichTable(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 0) if narrow else (0, 1),
        header_style="bold",
    )
    for heading in columns:
        number = heading.format in DECIMALS
        drawn.add_column(
            columns[heading],
            justify="right" if number else "left",
            no_wrap=number,
            overflow="fold",
        )
    rows = list(table.rows)
    for row in rows:
        is_total = table.has_total and row is rows[-1]
        if is_total:
            drawn.add_section()
        items = dict(zip(table.columns, row, strict=True))
        drawn.add_row(
            *(Text(safe(shown(items[heading], heading))) for heading in columns),
            style="bold" if is_total else None,
        )
    return drawn


def show_findings(console: Console, findings: Sequence[Finding]) -> None:
    """Each finding: how bad, where, what, and what to do; then how many there are.

    Neighbours that say the same share their words.
    """
    first = findings[:MOST_FINDINGS] if console.is_terminal else findings
    for finding, following in zip_longest(first, first[1:]):
        head = Text(report.SEVERITIES[finding.severity], style=_STYLES[finding.severity])
        head.append(f"  {finding.code}", style="bold")
        head.append(f"  {safe(str(finding.place))}", style="default")
        console.print(head)
        if following and following[-2:] == finding[-2:]:
            continue  # the same words stand below the next one
        for text, style in ((finding.message, ""), (f"→ {finding.remedy}", "dim")):
            lines = Text(wrapped(text, console.width - 2), style=style)
            console.print(Padding(lines, (0, 0, 0, 2), expand=False))
    if len(first) < len(findings):
        console.print(f"… og {len(findings) - len(first)} funn til (alle med --json).")
    console.print(f"Kontroll: {report.tally(findings)}.")


def show_made(console: Console, made: Made) -> None:
    """The new workbooks, and what stands in the old ones only."""
    for file in made.files:
        console.print(wrapped(f"Skrevet: {file}", console.width))
    for line in made.did:
        console.print(wrapped(line, console.width))
    if made.without_rows:
        console.print(wrapped(made.without_rows, console.width))
    if made.left:
        console.print("Ikke med i det nye, og bare i kilden:", style="bold")
        first = made.left[:MOST_FINDINGS] if console.is_terminal else made.left
        for line in first:
            lines = Text(wrapped(line, console.width - 2))
            console.print(Padding(lines, (0, 0, 0, 2), expand=False))
        if len(first) < len(made.left):
            console.print(f"… og {len(made.left) - len(first)} til.")


def show_lines(console: Console, lines: Sequence[str]) -> None:
    """Lines of text, each wrapped between words."""
    for line in lines:
        console.print(Text(wrapped(line, console.width)))


_MARKS: Final = {"✓": "green", "!": "yellow", "✗": "bold red", "–": "dim"}


def show_diagnosis(console: Console, results: Sequence[Result]) -> None:
    """Each thing that was looked at, with a sign and a word, and what to do about it."""
    for result in results:
        head = Text(f"{result.mark.sign} {result.mark.word}", style=_MARKS[result.mark.sign])
        head.append(f"  {result.about}", style="bold default")
        console.print(head)
        lines = [(result.found, "")] + [(f"→ {result.remedy}", "dim")] * bool(result.remedy)
        for text, style in lines:
            words = Text(wrapped(text, console.width - 2), style=style)
            console.print(Padding(words, (0, 0, 0, 2), expand=False))


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """A progress bar over many files, when somebody is there to see it."""
    console = screen(errors=True)
    if total < 20 or not console.is_terminal:
        yield lambda: None
        return
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("Leser"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # No refreshing thread: the readers are forked from this process.
    with Progress(*columns, console=console, auto_refresh=False, transient=True) as bar:
        task = bar.add_task("", total=total)
        drawn = 0.0

        def advance() -> None:
            nonlocal drawn
            now = time.monotonic()
            due = now - drawn > _REDRAWN
            bar.update(task, advance=1, refresh=due)
            if due:
                drawn = now

        yield advance
