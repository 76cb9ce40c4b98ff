"""What a scenario lays over the plan, in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from .. import layout, norwegian
from .definitions import Override, Scenario
from .overlay import Cause

NO_SCENARIOS: Final = f"Arbeidsboken har ingen scenarioer. Fyll ut arket {layout.SCENARIOS}."


def laid_over(scenario: Scenario) -> dict[Cause, str]:
    """What each cause does in it, in words; a cause that does nothing is not there."""
    words = {
        Cause.AMBITION: scenario.ambition and f"til og med {scenario.ambition}",
        Cause.GOVERNED: scenario.governed and f"styres av {', '.join(scenario.governed)}",
        Cause.INVOLVEMENT: scenario.involvement is not None
        and f"{norwegian.number(scenario.involvement * 100)} % av timene som følger involveringen",
        Cause.EXCEPTION: "; ".join(map(exception, scenario.overrides)),
        Cause.RATE: scenario.rate is not None
        and f"{norwegian.number(scenario.rate)} kr/time på rader uten egen timepris",
    }
    return {cause: said for cause, said in words.items() if said}


_UNNAMED: Final = (Cause.AMBITION, Cause.EXCEPTION)
"""Causes whose words do not say by themselves what they are of."""


def exception(override: Override) -> str:
    """An exception in short: what it is for, what it is of, and its value."""
    value = override.value
    told = norwegian.number(value) if isinstance(value, Decimal) else value
    return f"{override.works_on} {override.what.value if override.what else ''} {told}"


def says(scenario: Scenario, out: int) -> str:
    """The whole of it as a sentence or two, with how many rows of the plan are not in it."""
    parts = [
        f"{cause.value.lower()} {said}" if cause in _UNNAMED else said
        for cause, said in laid_over(scenario).items()
    ]
    told = f"Lagt over planen: {'; '.join(parts) or 'ingenting'}."
    if not out:
        return told
    left = norwegian.counted(out, "aktivitet", "aktiviteter")
    return f"{told} {left} i planen er ikke med."
