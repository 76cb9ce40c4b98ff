"""Measure everything and print it as one table."""

from __future__ import annotations

import argparse
import os
import statistics
from itertools import chain

from rich.console import Console
from rich.table import Table

from . import calc, udfs
from .comparisons import Comparison, many_workbooks, memory, one_workbook, parts
from .machine import description

MET = {True: "[green]met", False: "[bold red]not met", None: ""}


def main() -> None:
    parser = argparse.ArgumentParser("python -m bench", description=__doc__)
    parser.add_argument("--files", type=int, default=1000, help="workbooks to consolidate")
    parser.add_argument("--rounds", type=int, default=5, help="times each thing is measured")
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = "python"
    console = Console()
    console.width = max(console.width, 150)
    console.print(description(), highlight=False)
    lacking = {host: host.missing() for host in (udfs, calc)}
    for host, programs in lacking.items():
        if programs:
            console.print(f"Left out for want of {', '.join(programs)}: {host.__doc__}")
    table = Table("What", "Ours", "Against", "Reference", "Ratio", "Bar", "")
    for found in chain(
        one_workbook(3 * options.rounds),
        many_workbooks(options.files, options.rounds),
        parts(300, options.rounds),
        memory(options.files, options.rounds),
        [] if lacking[udfs] else udfs.udfs(options.rounds),
        [] if lacking[calc] else calc.calc(options.rounds),
    ):
        table.add_row(*_row(found))
    console.print(table)


def _row(found: Comparison) -> tuple[str, ...]:
    bar = found.bar
    limit = f"≥ {bar.at_least:g}" if bar.at_least else f"≤ {bar.at_most:g}" if bar.at_most else ""
    return (
        found.what,
        found.shown(statistics.median(found.ours)),
        found.against,
        found.shown(statistics.median(found.reference)),
        f"{found.ratio:.2f}",
        limit,
        MET[found.met],
    )


if __name__ == "__main__":
    main()
