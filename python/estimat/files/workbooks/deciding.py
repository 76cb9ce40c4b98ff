"""A scenario as a workbook of its own: the new plan, when it was decided, or a copy of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

from ...core import layout, norwegian
from ...core.amounts import exact
from ...core.consolidation import Stamp
from ...core.errors import RefusedError, UsageError
from ...core.estimate import Inputs
from ...core.layout import ENDED, HOURLY_RATE
from ...core.report import scenario_notice
from ...core.scenarios.beside import Beside, scenarios_of
from ...core.scenarios.decision import Decision, decision_of, note_on
from ...core.scenarios.definitions import Scenario, definitions_of
from ...core.scenarios.overlay import Outcome, overlaid
from ...core.scenarios.soundness import stopping
from .areafile import AreaFile, AreaPlan, Assumption
from .new import refuse_new, save_new
from .proven import Made, Read, make, read_whole
from .rebuilding import area_file_of
from .tomlsection import LONGEST_TEXT


class _Decided(NamedTuple):
    """The areas as they are in a scenario, what it came to, and the record of it."""

    areas: AreaFile
    plan: AreaFile
    beside: Beside
    decision: Decision


def decide(source: Read, target: Path, scenario: Scenario, stamp: Stamp) -> Made:
    """Make the scenario the new plan, with the decision on record.

    Rows that fall out stay, as ended and with nothing in them. What is made is read back: its sum
    is the scenario's, exactly, in every area. Raises UsageError, and leaves nothing, when it is
    not; RefusedError while anything is wrong with the scenarios.
    """
    refuse_new(target)
    found = _decided(source, scenario, stamp, target.stem, is_decided=True)
    left = _left(source, found.plan)
    _save(target, found, source, "estimat vedta")
    before, after = (norwegian.kroner(each) for each in found.decision[4:7:2])
    did = (
        f"Vedtatt: {scenario.name}. Planen er {after}, mot {before} før.",
        f"{_ENDED if found.beside.out else ''}Beslutningen står i arket {layout.DECISIONS}.",
        *_without(found.areas),
    )
    return Made((target,), left, did=did)


def save_as_scenario(source: Read, target: Path, scenario: Scenario, stamp: Stamp) -> Sequence[str]:
    """Make a workbook that is the scenario, and says so on every sheet, to be copied for others.

    Gives what stands in the source and not in it.
    """
    found = _decided(source, scenario, stamp, target.stem, is_decided=False)
    notice = " ".join(filter(None, (scenario_notice(scenario.name), found.areas.example)))
    own = found.decision._replace(user="")  # who did it is nothing for others
    areas = found.areas._replace(example=notice, decisions=(own,))
    _save(target, found._replace(areas=areas), source, "estimat publiser")
    return _left(source, found.plan._replace(own_remarks=()))


_ENDED: Final = "Rader som utgår, står i arkene med statusen Utgår og uten timer og beløp. "


def _left(source: Read, plan: AreaFile) -> tuple[str, ...]:
    """What a new workbook does not hold: found by making one in which nothing is decided."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return make(source, {Path(folder, "lik.xlsx"): plan}, "")


def _without(areas: AreaFile) -> Sequence[str]:
    """What is said of the other scenarios."""
    if not areas.scenarios:
        return ()
    names = ", ".join(f"«{each.name}»" for each in areas.scenarios)
    return (f"De andre scenarioene er med, og gjelder nå den nye planen: {names}.",)


def _decided(
    source: Read, scenario: Scenario, stamp: Stamp, title: str, *, is_decided: bool
) -> _Decided:
    plan = area_file_of(source.estimates, title, with_scenarios=True)
    defined = [definitions_of(each) for each in source.estimates]
    found = scenarios_of(
        source.consolidation, source.parts, lambda: source.estimates, defined, scenario
    )
    if stops := stopping(found.findings):
        raise RefusedError("Ingenting er laget", stops, unread=False)
    (beside,) = found.scenarios
    outcomes = [each for one in source.estimates for each in overlaid(one, scenario)[1]]
    decision = decision_of(found, beside, outcomes, stamp)._replace(
        file=source.made_from[0][0], sha256=source.made_from[0][1]
    )
    becomes = {each.place: _becomes(each, scenario.name, is_decided) for each in outcomes}
    rows = iter(
        [
            becomes[one.place(area.sheet, activity.row, area.table.area.left)]
            for one in source.estimates
            for area in one.areas
            for activity in area.activities
        ]
    )
    areas = plan._replace(
        areas=tuple(_area(each, rows) for each in plan.areas),
        assumptions={**plan.assumptions, **_rate(plan, scenario)},
        scenarios=tuple(
            each for each in plan.scenarios
            if layout.spelled(each.name) != layout.spelled(scenario.name)
        ),
        decisions=(*plan.decisions, decision) if is_decided else (decision,),
        accepted=plan.accepted if is_decided else (),
        says="" if is_decided else beside.consolidation.stamp.says,
        double_control="" if scenario.rate is not None else plan.double_control,
    )  # fmt: skip
    return _Decided(areas, plan, beside, decision)


def _area(area: AreaPlan, rows: Iterator[Inputs]) -> AreaPlan:
    return area._replace(rows=tuple(next(rows) for _ in area.rows))


def _rate(plan: AreaFile, scenario: Scenario) -> dict[layout.Field, Assumption]:
    if scenario.rate is None:
        return {}
    was = plan.assumptions[HOURLY_RATE]
    said = f"{norwegian.number(plan.rate(HOURLY_RATE))} før scenarioet «{scenario.name}»."
    return {HOURLY_RATE: Assumption(scenario.rate, f"{said} {was.source}".strip())}


def _becomes(outcome: Outcome, scenario: str, is_decided: bool) -> Inputs:
    """What a row says in the new workbook."""
    inputs = outcome.before.inputs
    if outcome.after is None:
        note = note_on(outcome, scenario, is_decided=is_decided)
        was = f"{layout.ROW_STATUS.header} før: {inputs.status}." if inputs.status else ""
        comment = " ".join(filter(None, (note, was, inputs.comment)))
        if len(comment.encode("utf-16-le")) > 2 * LONGEST_TEXT:
            comment = inputs.comment  # which is theirs, and would be cut
        return inputs._replace(
            hours=None, low=None, high=None, amount=None, amount_low=None, amount_high=None,
            status=ENDED, comment=comment,
        )  # fmt: skip
    now = outcome.after.inputs
    for number in (now.hours, now.amount):
        if number is not None and exact(float(number)) != number:
            raise UsageError(
                f"{outcome.place}: {norwegian.number(number)} har flere sifre enn en celle kan "
                "holde. Skriv involveringen eller unntaket med færre desimaler."
            )
    return now._replace(low=_in_a_cell(now.low), high=_in_a_cell(now.high))


def _in_a_cell(number: Decimal | None) -> Decimal | None:
    """A bound of a range to as many digits as a cell holds; no sum hangs on it."""
    return None if number is None else exact(float(number))


def _save(target: Path, found: _Decided, source: Read, maker: str) -> None:
    save_new(target, found.areas, source.made_from, maker)
    try:
        _prove(target, found)
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise


def _prove(target: Path, found: _Decided) -> None:
    """Raise UsageError unless the workbook comes to the scenario, exactly, in every area."""
    made = read_whole([target]).consolidation
    wanted = found.beside.consolidation
    pairs = zip((*made.areas, made.total), (*wanted.areas, wanted.total), strict=False)
    for own, other in pairs:
        if own.sums.kroner != other.sums.kroner or own.hours != other.hours:
            raise UsageError(
                f"{own.name or own.id} ble {norwegian.kroner(own.kroner)} i den nye arbeidsboken, "
                f"men er {norwegian.kroner(other.kroner)} i scenarioet. Ingenting er laget."
            )
    if found.decision.unexplained:
        raise UsageError("Broen i vedtaket går ikke opp. Ingenting er laget.")
