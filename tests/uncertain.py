"""Random estimates with ranges and common factors, from the sound to the odd.

All of them can be computed: what stops a consolidation is no business of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Final

from estimat.core import layout
from estimat.core.estimate import Factor, Head, Inputs
from estimat.core.layout import Field, Kind, Status
from estimat.files.workbooks.areafile import AreaFile, AreaPlan, Assumption

PEOPLE: Final = ("Kari Nordmann", "Ola Nordmann", "Åse Ødegård", "ikt")


def _numbers(*texts: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, texts))


_CERTAINTIES: Final = _numbers("0.5", "0.7", "0.85", "0.9", "0.99", "0.875")
_TOGETHER: Final = _numbers("0", "0.3", "1", "0.125")
_RATES: Final = _numbers("1450", "1450.55", "997")
_RESERVES: Final = _numbers("0", "0.5", "12.345678", "900")
_STEPS: Final = _numbers("500", "1", "1", "0.5", "0.01", "0.001")
_DOWN: Final = _numbers("0", "0.5", "0.8", "0.95", "1")
_UP: Final = _numbers("1", "1.1", "1.333", "2", "12")
_POINTS: Final = (
    ("0.95", "1", "1.15"), ("0.9", "1", "1.1"), ("1", "1", "1"), ("0.8", "0.85", "0.9"),
    ("1", "1.02", "1.5"), ("0.9999", "1", "1.00011"), ("0.7", "0.7", "0.7"), ("0", "1", "10"),
)  # fmt: skip
_SHEETS: Final = ("Ark", "Ark 2", "1. tjeneste", "Helse og «omsorg»", "A1", "R1C1", "Ø&Å")
_NAMES: Final = ("", "Lage plan", "Avklare behovet for regelverk, standarder og målarkitektur")


def estimate(seed: int) -> AreaFile:
    """The estimate of a seed: the same each time."""
    random = Random(seed)
    assumptions: dict[Field, Decimal | str] = {
        layout.YEAR: Decimal(2024),
        layout.HOURLY_RATE: random.choice(_RATES),
        layout.HOURS_PER_YEAR: Decimal(1500),
        layout.FULL_COST: Decimal(2_200_000),
        layout.RISK_RESERVE: random.choice(_RESERVES),
        layout.TOLERANCE: Decimal(1000),
        layout.MINISTRY: "Departementet",
        layout.PRICE_LEVEL: "2024-kroner",
        layout.COVARIATION: random.choice(_TOGETHER),
        layout.CERTAINTY: random.choice(_CERTAINTIES),
    }
    sources = {field: Assumption(value, "Prøve") for field, value in assumptions.items()}
    areas = tuple(_area(random, number) for number in range(random.randint(1, len(_SHEETS))))
    return AreaFile("Estimat", "", "", sources, areas, factors=tuple(_factors(random, areas)))


def _area(random: Random, number: int) -> AreaPlan:
    """An area with no rows to many, some of them alike in all but their ids."""
    id = f"{random.choice(['O', 'Æ_', 'omr'])}{number}"
    alike, model = random.random() < 0.3, _row(random)
    rows = []
    for position in range(random.choice([0, 1, 2, 5, 9, 14, 25])):
        row = model if alike and random.random() < 0.7 else _row(random)
        odd = random.choice(["", f"{id}-1", f"{id}-*"]) if random.random() < 0.1 else ""
        named = random.choice([*_NAMES, f"Nr. {position}"])
        rows.append(row._replace(id=odd or f"{id}-{position}", name=named))
    if rows and random.random() < 0.2:
        rows = [row._replace(id="", name=row.name or "Uten id") for row in rows]
    status = Status.APPROVED if rows else Status.NO_ACTIVITIES
    responsible = random.choice([*PEOPLE, ""])
    head = Head(id, f"Tjeneste {number}", responsible, status.value, Decimal(1), (), "Fordi")
    return AreaPlan(_SHEETS[number], head, tuple(rows))


def _row(random: Random) -> Inputs:
    if random.random() < 0.03:  # somebody has begun, with what is to be there last
        return Inputs(low=Decimal(0), high=Decimal(5))
    kind = random.choice([*Kind])
    hours = amount = rate = None
    if kind is Kind.OWN or (kind is Kind.PURCHASE and random.random() < 0.4):
        hours = _planned(random, 2_000)
        rate = random.choice([None, None, None, Decimal(1200), Decimal("1333.33")])
    if kind is not Kind.OWN and (hours is None or random.random() < 0.5):
        amount = _planned(random, 9_000_000)
    responsible = random.choice([*PEOPLE, "", ""])
    low, high = _range(random, hours)
    low_amount, high_amount = _range(random, amount)
    return Inputs(
        "", "", kind.value, responsible, hours, low, high, rate, amount, low_amount, high_amount
    )


def _planned(random: Random, most: int) -> Decimal:
    """From nothing to the most, in steps as people plan in, or with decimals."""
    step = random.choice(_STEPS)
    return random.randint(0, int(most / step)) * step


def _range(random: Random, planned: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """Low and high: none, one of them, on one side of what is planned, or where nothing is."""
    which = random.random()
    if planned is None:
        return (Decimal(random.choice([0, 5])), Decimal(9)) if which < 0.1 else (None, None)
    low, high = (planned * random.choice(by) for by in (_DOWN, _UP))
    ranges = (
        (0.2, None, None), (0.25, low, None), (0.3, None, high), (0.35, planned + 1, planned + 2),
    )  # fmt: skip
    return next(((least, most) for share, least, most in ranges if which < share), (low, high))


def _factors(random: Random, areas: tuple[AreaPlan, ...]) -> Iterator[Factor]:
    """Up to ten factors, on what there is, however it is spelled, and on what has no kroner.

    Somebody responsible for nothing is taken to be misspelled: then there is no sheet.
    """
    answers = {
        row.responsible or area.head.responsible
        for area in areas
        for row in area.rows
        if row.hours or row.amount
    }
    names = [layout.EVERYTHING, "ALLE", *(kind.value for kind in Kind), "kjøp"]
    names += [each for each in PEOPLE if each in answers]
    names += [area.head.id for area in areas]
    for number in range(random.choice([0, 1, 3, layout.MOST_FACTORS])):
        low, likely, high = _numbers(*random.choice(_POINTS))
        yield Factor(f"Faktor {number}", random.choice(names), low, likely, high, "Fordi")
