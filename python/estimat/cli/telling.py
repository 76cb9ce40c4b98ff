"""What is said where a command was typed, and the exit status that goes with it."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..core.consolidation import Consolidation
from ..core.errors import RefusedError
from ..core.findings import Finding
from ..core.record import finding_records
from ..files.gather import Gathered

if TYPE_CHECKING:
    from ..files.workbooks.proven import Made

GOOD, ERRORS_FOUND, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


def complain(text: str) -> None:
    """Say what went wrong, where errors are said."""
    from .screen import safe  # noqa: PLC0415  rich takes time

    lines = "\n".join(safe(line) for line in text.splitlines())
    print(f"estimat: {lines}", file=sys.stderr)


def tell(options: argparse.Namespace, findings: Sequence[Finding]) -> None:
    """Show findings, as JSON where it is asked for."""
    if getattr(options, "json", False):
        print_json({"funn": finding_records(findings)})
    else:
        from .screen import screen, show_findings  # noqa: PLC0415

        show_findings(screen(), findings)


def tell_refused(options: argparse.Namespace, refused: RefusedError) -> int:
    """Show what keeps something from being made, and what to do."""
    tell(options, refused.findings)
    if refused.said:
        can_force = hasattr(options, "tving") and refused.can_force
        otherwise = "eller bruk --tving" if can_force else "og prøv igjen"
        said = f"{refused.said}. Rett feilene, {otherwise}."
        if getattr(options, "json", False):  # nothing stands beside a record
            complain(said)
        else:
            print(said)
    return WRONG_USE if refused.unread else ERRORS_FOUND


def tell_made(made: Made) -> int:
    """Show the new workbooks that were made."""
    from .screen import screen, show_made  # noqa: PLC0415

    show_made(screen(), made)
    return GOOD


def show_total(consolidation: Consolidation, written: Path | None) -> None:
    """Show the total and the findings, or what stopped it."""
    from .screen import screen, show_consolidation, show_findings  # noqa: PLC0415

    console = screen()
    if not consolidation.stopped:
        show_consolidation(console, consolidation)
        console.print()
    show_findings(console, consolidation.findings)
    if consolidation.stopped:
        console.print(
            "Ikke konsolidert, og ingenting er skrevet. Rett feilene, eller bruk --tving."
        )
    if written:
        console.print(f"Skrevet: {written}")


def status(gathered: Gathered, *, errors: bool) -> int:
    """The exit status of what has been read."""
    if not gathered.anything_read:
        return WRONG_USE
    return ERRORS_FOUND if errors else GOOD


_PIECES: Final = 1_000
"""Of JSON put together at a time: that of a thousand workbooks would be megabytes."""


def print_json(record: dict[str, Any]) -> None:
    """Print a record that no text in it can make steer a terminal."""
    from .screen import STEERING  # noqa: PLC0415

    encoder = json.JSONEncoder(ensure_ascii=False, indent=2, allow_nan=False)
    pieces = encoder.iterencode(record)
    while text := "".join(islice(pieces, _PIECES)):
        print("\n".join(STEERING.sub(_escaped, line) for line in text.split("\n")), end="")
    print()


def _escaped(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"
