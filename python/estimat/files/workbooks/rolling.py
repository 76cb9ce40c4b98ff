"""Next year's workbook from this year's: the same areas and activities, with prices moved on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from ...core import layout, norwegian
from ...core.amounts import half_away, product, total
from ...core.errors import UsageError
from ...core.estimate import Inputs, price
from ...core.layout import Kind, Status
from ...core.scenarios.definitions import Override, Scenario, What
from .areafile import AreaFile, AreaPlan, Assumption, Growth
from .new import refuse_new, save_new
from .proven import Made, Read, make
from .rebuilding import area_file_of

_FOLLOW_WAGES: Final = (layout.HOURLY_RATE, layout.FULL_COST)


@dataclass(frozen=True, kw_only=True)
class Rates:
    """How much dearer the next year is, as ratios: wages, prices, and what is passed through."""

    wages: Decimal
    prices: Decimal
    pass_through: Decimal


def year_of(source: Read) -> int:
    """The year that workbooks are for; raises UsageError when none of them says."""
    used = source.consolidation.stamp.assumptions
    if used is None or used.year is None:
        raise UsageError(f"Forutsetningen «{layout.YEAR.label}» mangler.")
    return int(used.year)


def roll(source: Read, target: Path, year: int, rates: Rates) -> Made:
    """Make the workbook for a year; raises UsageError before anything is written.

    Hourly rates and the full cost follow wages, a purchase follows prices, and what is passed
    through its own ratio, each to the krone, in scenarios too. Hours stay. Budgets and frames are
    left blank, and all statuses begin again; last year's kroner stand in a column of their own.
    """
    refuse_new(target)
    old = area_file_of(source.estimates, target.stem, with_scenarios=True)
    # What was accepted, and said to the areas, was of this year's numbers.
    old = old._replace(accepted=(), own_remarks=())
    before = old.rate(layout.YEAR)
    if year <= before:
        raise UsageError(f"--til {year}: budsjettåret i fila er {before}. Oppgi et senere år.")
    rolled = old._replace(
        title=old.title.replace(str(before), str(year)),
        double_control="",  # what it said was of the old rates
        assumptions=_assumptions(old, year, rates),
        areas=tuple(_area(area, old, rates) for area in old.areas),
        scenarios=tuple(_scenario(each, old, rates) for each in old.scenarios),
        rolled=(
            Growth("Lønnsvekst", rates.wages, "Timepris, radenes egne timepriser og fullkost."),
            Growth("Prisvekst", rates.prices, f"Beløp for {Kind.PURCHASE.value.lower()}."),
            Growth(
                "Vekst i videreformidling",
                rates.pass_through,
                f"Beløp for {Kind.PASS_THROUGH.value.lower()}.",
            ),
        ),
        last_year=f"Estimat {before} (kr)",
        dispatch=None,  # which was of this year's
        undelivered=(),
    )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        # What a new workbook does not hold is found by making one in which nothing has moved.
        left = make(source, {Path(folder, "lik.xlsx"): old}, "")
    save_new(target, rolled, source.made_from, "estimat rull")
    return Made((target,), left, did=tuple(_did(old, rolled, rates)))


def _did(old: AreaFile, new: AreaFile, rates: Rates) -> Iterator[str]:
    """What was done to the numbers, in words."""
    for field in _FOLLOW_WAGES:
        was, now = (norwegian.number(each.rate(field)) for each in (old, new))
        yield f"{field.label} {was} → {now} {field.unit} ({_said(rates.wages)})"
    for kind, growth in ((Kind.PURCHASE, rates.prices), (Kind.PASS_THROUGH, rates.pass_through)):
        was, now = (norwegian.kroner(_amounts(each, kind)) for each in (old, new))
        yield f"{kind.value} {was} → {now} ({_said(growth)})"
    yield "Timene er de samme. Budsjettene er tomme, og statusene begynner på nytt."
    if new.scenarios:
        yield "Scenarioene er med, med de samme vekstene. Rammene deres er tomme."


def _amounts(areas: AreaFile, kind: Kind) -> Decimal:
    return total(
        each.amount
        for area in areas.areas
        for each in area.rows
        if each.kind is kind and each.amount is not None
    )


def _assumptions(old: AreaFile, year: int, rates: Rates) -> dict[layout.Field, Assumption]:
    before = old.rate(layout.YEAR)
    found: dict[layout.Field, Assumption] = {}
    for field, (value, source) in old.assumptions.items():
        if field in _FOLLOW_WAGES:
            was = norwegian.number(old.rate(field))
            value = _grown(old.rate(field), rates.wages)
            source = f"{was} i {before}, lønnsvekst {_said(rates.wages)}, hele kroner. {source}"
        elif field is layout.YEAR:
            value, source = Decimal(year), f"Rullet fra {before}."
        elif field is layout.PRICE_LEVEL:
            value = str(value).replace(str(before), str(year))
            source = f"Rullet fra {before}."
        found[field] = Assumption(value, source)
    return found


def _area(area: AreaPlan, old: AreaFile, rates: Rates) -> AreaPlan:
    ended = area.head.status == Status.NO_ACTIVITIES.value
    status = area.head.status if ended else Status.DRAFT.value
    rows = tuple(_inputs(each, old, rates) for each in area.rows)
    return area._replace(head=area.head._replace(status=status, budget=None), rows=rows)


def _scenario(was: Scenario, old: AreaFile, rates: Rates) -> Scenario:
    kinds = {layout.spelled(row.id): row.kind for area in old.areas for row in area.rows if row.id}

    def moved(each: Override) -> Override:
        key = layout.spelled(each.works_on)
        if each.what is not What.AMOUNT or isinstance(each.value, str) or key not in kinds:
            return each
        return each._replace(value=_grown(each.value, _of_kind(kinds[key], rates)))

    rate = None if was.rate is None else _grown(was.rate, rates.wages)
    return was._replace(rate=rate, frame=None, overrides=tuple(map(moved, was.overrides)))


def _of_kind(kind: Kind | None, rates: Rates) -> Decimal:
    """How much dearer an amount becomes."""
    return rates.pass_through if kind is Kind.PASS_THROUGH else rates.prices


def _inputs(was: Inputs, old: AreaFile, rates: Rates) -> Inputs:
    growth = {
        layout.RATE.unit: rates.wages,
        layout.AMOUNT.unit: _of_kind(was.kind, rates),
    }
    grown: dict[str, Any] = {
        column.field: _grown(number, growth[column.unit])
        for column in layout.NUMERIC_INPUTS
        if column.unit in growth and (number := getattr(was, column.field)) is not None
    }
    cost = price(was.hours, was.rate, was.amount, old.rate(layout.HOURLY_RATE))
    return was._replace(**grown, last_year=cost.kroner)


def _grown(amount: Decimal, growth: Decimal) -> Decimal:
    return half_away(product(amount, 1 + growth), 0)


def _said(growth: Decimal) -> str:
    return f"{norwegian.number(growth * 100)} %"
