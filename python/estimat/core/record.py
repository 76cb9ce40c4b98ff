"""A consolidation as a record for other programs: what `--json` prints. Keys are Norwegian."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from . import layout
from .amounts import half_away, ore, total
from .consolidation import Consolidation, Entry
from .findings import Finding
from .part import Line
from .report import area_record, counted_lines
from .tables import Item, value_of


def consolidation_record(
    consolidation: Consolidation, lines: Iterable[Line] | None = None
) -> dict[str, Any]:
    """The total, the areas, the proof, the findings and the stamp; with lines, all of them too.

    Kroner have at most two decimals, millions one, full-time years and hours at most four. When
    errors have stopped the consolidation there are findings, and no numbers to be taken for it.
    """
    proof = consolidation.reconciliation
    stopped = consolidation.stopped
    moved = total(kroner for _, kroner in proof.moved)
    return {
        **({"scenario": consolidation.stamp.scenario} if consolidation.stamp.scenario else {}),
        "total": None if stopped else _entry(consolidation.total),
        "omrader": [] if stopped else [_entry(entry) for entry in consolidation.areas],
        "risikoavsetning": number(ore(consolidation.risk_reserve)),
        "avstemming": None
        if stopped
        else {
            "lest": number(ore(proof.read)),
            "utelatt": number(ore(proof.left_out)),
            **({"scenario": number(ore(moved))} if proof.moved else {}),
            "total": number(ore(proof.total)),
            "differanse": number(proof.difference),
        },
        **({} if lines is None else {"linjer": line_records(lines)}),
        "funn": finding_records(consolidation.findings),
        "stempel": stamp_record(consolidation),
    }


def finding_records(findings: Sequence[Finding]) -> list[dict[str, str]]:
    """Findings, each as a flat record."""
    return [
        {
            "kode": each.code,
            "alvor": each.severity.value,
            "fil": each.place.file,
            "ark": each.place.sheet,
            "celle": each.place.cell,
            "melding": each.message,
            "tiltak": each.remedy,
        }
        for each in findings
    ]


def line_records(lines: Iterable[Line]) -> list[dict[str, str | int | float | None]]:
    """Rows as Linjer has them, each as a flat record; numbers are not rounded to øre.

    A text that is blank is empty, a number that is not there is null.
    """
    table = counted_lines(lines)
    keys = [heading.key for heading in table.columns]
    return [dict(zip(keys, map(_plain, row), strict=True)) for row in table.rows]


def _plain(item: Item) -> str | int | float | None:
    value = value_of(item)
    return number(value) if isinstance(value, Decimal) else value


def number(value: Decimal) -> int | float:
    """A JSON number that reads back as the same decimals, to the 15 digits that Excel has."""
    return int(value) if value == value.to_integral_value() else float(value)


def _entry(entry: Entry) -> dict[str, Any]:
    told = area_record(entry) | {"avvik_mill": entry.off_budget_millions}
    return {
        key: number(half_away(value, 4)) if isinstance(value, Decimal) else value
        for key, value in told.items()
    }


def stamp_record(consolidation: Consolidation) -> dict[str, Any]:
    """What a result was made from, with what, when and by whom."""
    made = consolidation.stamp
    return {
        "inndata": [{"fil": name, "sha256": sha256} for name, sha256 in made.inputs],
        "forutsetninger": {
            field.name: number(value) if isinstance(value, Decimal) else value
            for field, value in zip(layout.OF_THE_TOTAL, made.assumptions or (), strict=False)
        },
        "versjon": made.version,
        "tid": made.time,
        "bruker": made.user,
        "tvunget": consolidation.forced,
        **({"scenario": made.scenario} if made.scenario else {}),
    }
