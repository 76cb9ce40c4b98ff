"""The scenarios as a record for other programs: what `--json` prints. Keys are Norwegian."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..amounts import difference, half_away, ore
from ..consolidation import Entry
from ..record import consolidation_record, finding_records, number
from .beside import Beside, Scenarios
from .overlay import Cause
from .report import Levels


def scenarios_record(found: Scenarios, levels: Mapping[str, Levels]) -> dict[str, Any]:
    """The plan and the scenarios as a record; kroner have at most two decimals."""
    return {
        "plan": {
            **(consolidation_record(found.plan)["total"] or {}),
            **_levels(levels.get("")),
        },
        "scenarioer": [_record(found, each, levels) for each in found.scenarios],
        "funn": finding_records(found.findings),
    }


def _record(found: Scenarios, beside: Beside, levels: Mapping[str, Levels]) -> dict[str, Any]:
    scenario, over = beside.scenario, beside.over_frame
    lower = beside.lower
    return {
        "navn": scenario.name,
        "beskrivelse": scenario.about,
        "total": _sums(beside.consolidation.total),
        "differanse": number(found.moved(beside)),
        "bro": [
            {"arsak": cause.value.lower(), "kroner": number(kroner)}
            for cause, kroner in zip(Cause, found.shown_bridge(beside), strict=True)
        ],
        "omrader": [
            {
                "id": own.id,
                "navn": own.name,
                **_sums(own),
                "differanse": number(difference(own.kroner, plan.kroner)),
            }
            for own, plan in zip(beside.consolidation.areas, found.plan.areas, strict=True)
        ],
        "utgar": [
            {
                "id": row.id,
                "aktivitet": row.name,
                "omrade": row.area,
                "kroner": number(ore(row.kroner)),
                "arsak": row.cause.value.lower(),
            }
            for row in beside.out
        ],
        "ramme_mill": None if scenario.frame is None else number(scenario.frame),
        "over_ramme": None if over is None else number(ore(over)),
        "lavere_ambisjon": None
        if lower is None
        else {"ambisjon": lower.ambition, "sum": number(ore(lower.kroner))},
        **_levels(levels.get(scenario.name)),
    }


def _sums(entry: Entry) -> dict[str, int | float]:
    return {
        "timer": number(half_away(entry.hours, 4)),
        "arsverk": number(half_away(entry.fte, 4)),
        "sum": number(entry.kroner),
        "mill": number(entry.millions),
    }


def _levels(at: Levels | None) -> dict[str, int | float | None]:
    if at is None:
        return {"forventet": None, "p50": None, "p85": None}
    return {"forventet": number(at.expected), "p50": number(at.expected), "p85": number(at.p85)}
