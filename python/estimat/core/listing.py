"""The rows of an estimate as one list: how many there are, and that they add up to the total."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final, NamedTuple

from . import norwegian
from .amounts import ZERO, difference, total
from .consolidation import Consolidation, total_of
from .norwegian import counted
from .part import Line
from .record import finding_records, line_records, number, stamp_record
from .report import balance
from .tables import Table

ERRORS: Final = (
    "{} feil i arbeidsbøkene. Rader som ikke lar seg telle, er merket i «Utelatt fordi» og er ikke "
    "med i summen."
)


class Listing(NamedTuple):
    """How many rows, how many of them are left out, and the kroner of the others, exactly."""

    rows: int
    left_out: int
    kroner: Decimal

    def difference(self, made: Consolidation) -> Decimal:
        """How far they are from the total: 0."""
        return difference(self.kroner, made.reconciliation.total)


def listing_of(lines: Iterable[Line]) -> Listing:
    """What lines come to, as they were counted."""
    rows = left_out = 0
    kroner = ZERO
    for line in lines:
        rows += 1
        if line.left_out:
            left_out += 1
        else:
            kroner = total((kroner, line.cost.kroner))
    return Listing(rows, left_out, kroner)


def said(listing: Listing) -> str:
    """How many rows there are, in words."""
    there = counted(listing.rows, "rad", "rader")
    counts = listing.rows - listing.left_out
    return f"Linjer: {there}, {counts} er med i summen, {listing.left_out} utelatt."


def proof_said(listing: Listing, made: Consolidation) -> str:
    """That they add up, in a line."""
    listed, whole, far = map(
        norwegian.kroner,
        (listing.kroner, made.reconciliation.total, listing.difference(made)),
    )
    name = total_of(made.stamp.scenario)
    return f"Avstemming: sum av linjene {listed} − {name} {whole} = {far}"


def proof(listing: Listing, made: Consolidation) -> Table:
    """That they add up, as a table."""
    return balance(
        ["Sum av linjene som ikke er utelatt", listing.kroner],
        [f"− {total_of(made.stamp.scenario)}", made.reconciliation.total],
        ["= Differanse", listing.difference(made)],
    )


def trouble(made: Consolidation) -> str:
    """What must be read before the lines of a workbook with errors."""
    errors = len(made.errors)
    return ERRORS.format(errors) if errors else ""


def listing_record(made: Consolidation, lines: Iterable[Line], listing: Listing) -> dict[str, Any]:
    """The lines for other programs, with what they add up to."""
    return {
        **({"scenario": made.stamp.scenario} if made.stamp.scenario else {}),
        "linjer": line_records(lines),
        "avstemming": {
            "rader": listing.rows,
            "utelatt": listing.left_out,
            "sum": number(listing.kroner),
            "total": number(made.reconciliation.total),
            "differanse": number(listing.difference(made)),
        },
        "funn": finding_records(made.findings),
        "stempel": stamp_record(made),
    }
