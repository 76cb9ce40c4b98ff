"""What people see in a terminal of a list that becomes a workbook."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from ..actions.importing import Imported
from ..core import report
from ..core.importing.reading import ReadList
from ..core.importing.report import columns_table, left_lines, proof_lines, said_of
from .screen import MOST_FINDINGS, show_findings, show_table, wrapped


def show_columns(console: Console, read: ReadList) -> None:
    """Each column of the list and what it becomes, before anything is written."""
    table = columns_table(read)
    show_table(console, table, {each: each.text for each in table.columns})
    console.print()


def show_import(console: Console, made: Imported) -> None:
    """What was placed, what was left and why, the proof, and the findings."""
    console.print(Text(wrapped(said_of(made.read, made.placed), console.width)))
    if made.read.left:
        console.print("Ikke plassert:", style="bold")
        every = [*left_lines(made.read)]
        first = every[:MOST_FINDINGS] if console.is_terminal else every
        for line in first:
            lines = Text(wrapped(f"– {line}", console.width - 2))
            console.print(Padding(lines, (0, 0, 0, 2), expand=False))
        if len(first) < len(every):
            console.print(f"… og {len(every) - len(first)} rader til (alle med --json).")
    console.print()
    for line in proof_lines(made.read, made.placed, made.difference):
        console.print(Text(wrapped(line, console.width)))
    console.print()
    show_findings(console, made.findings)
    console.print(f"Skrevet: {made.target}")
    if made.of_workbook:
        tally = report.tally(made.of_workbook)
        line = f"Den nye arbeidsboken har {tally} («estimat valider {made.target}» viser dem)."
        console.print(Text(wrapped(line, console.width)))
