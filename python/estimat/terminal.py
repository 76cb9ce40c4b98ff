"""What people see in a terminal: tables and findings from 80 columns up; plain text in a pipe."""

from __future__ import annotations

import re
import sys
import textwrap
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from rich import box
from rich.console import Console
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from .core import norwegian, report
from .core.book import address
from .core.consolidation import Consolidation
from .core.findings import Finding, Severity
from .core.report import Format, Heading, Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .files.publishing import Published

MOST_FINDINGS: Final = 40
"""Findings shown on a screen; a pipe, `--json` and the Kontroll sheet have them all."""

_MOST_CELLS: Final = 10
"""Cells that are named one by one."""

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
_DECIMALS: Final = {
    Format.HOURS: 0,
    Format.FTE: 1,
    Format.KRONER: 0,
    Format.MILLIONS: 1,
    Format.PERCENT: 1,
}
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


def _wrapped(text: str, width: int) -> str:
    """Safe text in lines that fit, no number cut in two; in a pipe it stays one line."""
    kept = _INSIDE_A_NUMBER.sub(_KEPT, safe(text))
    lines = textwrap.wrap(kept, max(width, 20), break_on_hyphens=False)
    return "\n".join(lines).replace(_KEPT, " ")


def show_consolidation(console: Console, consolidation: Consolidation) -> None:
    """The areas with their total, the reserve below it, and the reconciliation."""
    notice = report.forced_notice(consolidation)
    if notice:
        console.print(Text(_wrapped(notice, console.width), style="bold red"))
    _show_table(report.consolidated(consolidation), console)
    proof = consolidation.reconciliation
    console.print()
    reserve = norwegian.kroner(consolidation.risk_reserve)
    console.print(f"Risikoavsetning, i tillegg til summen: {reserve}")
    read, left_out, counted, difference = (
        norwegian.kroner(each)
        for each in (proof.read, proof.left_out, proof.total, proof.difference)
    )
    sums = f"lest {read} − utelatt {left_out} − sum {counted} = {difference}"
    console.print(_wrapped(f"Avstemming: {sums}", console.width))


def _show_table(table: Table, console: Console) -> None:
    """The whole table where it fits, otherwise the columns that matter most.

    A screen too narrow for those breaks the lines itself: no digit is left out to make them fit.
    """
    drawn = _drawn(table, table.columns)
    room = console.options.update(max_width=_PIPE)
    if not console.is_terminal or Measurement.get(console, room, drawn).maximum <= console.width:
        console.print(drawn)
        return
    drawn = _drawn(table, tuple(_NARROW_COLUMNS))
    numbers = sum(
        max(len(str(cell)) for cell in (column.header, *column.cells)) + 1
        for column in drawn.columns
        if column.no_wrap
    )
    width, console.width = console.width, max(console.width, numbers + _NARROWEST_NAME)
    console.print(drawn)
    console.width = width


def _drawn(table: Table, columns: Sequence[Heading]) -> RichTable:
    narrow = columns is not table.columns
    drawn = RichTable(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 0) if narrow else (0, 1),
        header_style="bold",
    )
    for heading in columns:
        number = heading.format in _DECIMALS
        drawn.add_column(
            _NARROW_COLUMNS[heading] if narrow else heading.text,
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
            *(Text(safe(_shown(items[heading], heading))) for heading in columns),
            style="bold" if is_total else None,
        )
    return drawn


def _shown(item: report.Item, heading: Heading) -> str:
    value = report.value_of(item)
    if value is None:
        return "–"
    if not isinstance(value, Decimal):
        return value
    if heading.format is Format.PERCENT:
        return norwegian.percent(value)
    return norwegian.number(value, _DECIMALS[heading.format])


def show_findings(console: Console, findings: Sequence[Finding]) -> None:
    """Each finding: how bad, where, what, and what to do; then how many there are.

    Neighbours that say the same share their words.
    """
    shown = findings[:MOST_FINDINGS] if console.is_terminal else findings
    for finding, following in zip_longest(shown, shown[1:]):
        head = Text(report.SEVERITIES[finding.severity], style=_STYLES[finding.severity])
        head.append(f"  {finding.code}", style="bold")
        head.append(f"  {safe(str(finding.place))}", style="default")
        console.print(head)
        if following and following[-2:] == finding[-2:]:
            continue  # the same words stand below the next one
        for text, style in ((finding.message, ""), (f"→ {finding.remedy}", "dim")):
            lines = Text(_wrapped(text, console.width - 2), style=style)
            console.print(Padding(lines, (0, 0, 0, 2), expand=False))
    if len(shown) < len(findings):
        console.print(f"… og {len(findings) - len(shown)} funn til (alle med --json).")
    console.print(f"Kontroll: {report.tally(findings)}.")


def show_published(console: Console, published: Published, target: Path) -> None:
    """What the copy holds that the source did not, what it lacks, and that it was proved."""
    copy = published.copy
    lines = [f"Skrevet: {target}"]
    if published.formulas:
        lines.append(
            f"Skrevet om: {copy.rewritten} formler med ESTIMAT er blitt Excels egne. "
            f"Bevis: {published.engine} har regnet om kopiens {published.formulas} formler, uten "
            "avvik fra kilden."
        )
    else:
        lines.append("Kopien har ingen formler. Bevis: hver celle viser det samme som i kilden.")
    if copy.as_values and published.formulas:
        cells = [f"{sheet}!{address(*place)}" for sheet, place in copy.as_values]
        more = f" og {len(cells) - _MOST_CELLS} til" if len(cells) > _MOST_CELLS else ""
        lines.append(
            f"Verdier, ikke formler: {', '.join(cells[:_MOST_CELLS])}{more}. De har ingen formel i "
            "Excel alene, trenger en annen fil, eller viser en feilverdi fra Estimat."
        )
    if copy.dropped:
        lines.append(f"Skjulte ark som ikke er med: {', '.join(copy.dropped)}.")
    for line in lines:
        console.print(Text(_wrapped(line, console.width)))


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
