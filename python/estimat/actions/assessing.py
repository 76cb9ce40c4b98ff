"""How uncertain the total of workbooks is, and the reserve that it takes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from ..core import layout
from ..core.consolidation import Consolidation, consolidate
from ..core.errors import RefusedError
from ..core.part import factors
from ..core.uncertainty.calculation import STOPS, Uncertainty, calculate, stopping
from ..core.uncertainty.spans import spans
from ..files.gather import Gathered, gather
from ..files.many import answers_not_read
from . import choosing
from .choosing import Chosen, named_after
from .consolidating import Reader, named_as_made, sources, unless_on
from .stamp import made_now

KEPT = (spans, factors)
"""What is to be kept of each workbook for it."""

_NOT_COMPUTED = "Usikkerheten er ikke regnet ut"


class Assessed(NamedTuple):
    """What it may come to, what was read, and the file that was written, if any."""

    uncertainty: Uncertainty
    gathered: Gathered
    written: Path | None = None


def assessed(
    names: Sequence[str],
    target: Path | None = None,
    *,
    covariation: Decimal | None = None,
    certainty: Decimal | None = None,
    overwrite: bool | None = None,
    scenario: str = "",
    read: Reader = gather,
) -> Assessed:
    """Assess workbooks and folders of them, or a scenario of theirs, and write the target, if any.

    The two assumptions are the workbooks' unless others are given. Raises RefusedError for errors,
    and for common factors that cannot be reckoned with.
    """
    target = target and named_after(target, scenario)
    paths = sources(names, target, overwrite=overwrite, refuse=unless_on(layout.UNCERTAINTY))
    keep = (*KEPT, *(choosing.KEPT if scenario else ()))
    gathered = read(paths, not_read=answers_not_read(names), keep=keep)
    made = consolidate(gathered.parts, made_now(), anew=True, alone=False)
    instead = None
    if scenario and not made.errors:
        instead = choosing.chosen(scenario, made, gathered)
        made = instead.consolidation
    found = uncertainty_of(made, gathered, covariation, certainty, instead)
    if target is None:
        return Assessed(found, gathered)
    from ..files.results.uncertainty import save_uncertainty  # noqa: PLC0415  XlsxWriter takes time

    target = named_as_made(target, made, overwrite=overwrite, refuse=unless_on(layout.UNCERTAINTY))
    save_uncertainty(target, found, made)
    return Assessed(found, gathered, target)


def uncertainty_of(
    made: Consolidation,
    gathered: Gathered,
    covariation: Decimal | None = None,
    certainty: Decimal | None = None,
    instead: Chosen | None = None,
) -> Uncertainty:
    """The uncertainty of what was consolidated, of what was `KEPT`; raises RefusedError.

    That of a scenario `instead` of the plan, when it is the scenario that was.
    """
    if made.errors:
        raise RefusedError(_NOT_COMPUTED, made.findings, unread=not gathered.anything_read)
    rows = gathered.kept(spans)
    if instead:
        rows = chain.from_iterable(map(spans, instead.estimates()))
    found = calculate(made, rows, gathered.kept(factors), covariation, certainty)
    if any(each.code in STOPS for each in found.findings):
        raise RefusedError(_NOT_COMPUTED, stopping(found.findings), unread=False)
    return found
