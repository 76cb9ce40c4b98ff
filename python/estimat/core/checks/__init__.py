"""The checks: pure functions over an estimate that yield findings. They collect and never raise.

A new check is a function in one of these modules, its rule beside it, and its name in `CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..estimate import Estimate
from ..findings import Finding
from . import areas, budget, formulas, kinds, numbers, ranges, scenarios, structure

Check = Callable[[Estimate], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    structure.strangers,
    structure.columns,
    structure.assumptions,
    structure.merged_cells,
    structure.numbers_outside,
    structure.hidden,
    structure.whole_book,
    numbers.flaws,
    numbers.units,
    numbers.shown,
    numbers.hours,
    formulas.computed_columns,
    formulas.input_columns,
    formulas.computed_here,
    kinds.kinds,
    kinds.rates,
    ranges.ranges,
    ranges.factors,
    scenarios.rows,
    areas.heads,
    areas.activities,
    budget.budgets,
)


def check(estimate: Estimate) -> list[Finding]:
    """Everything the checks have to say of one workbook."""
    return [finding for each in CHECKS for finding in each(estimate)]
