"""A scenario that was decided: who did it and when, what it moved, and each row that it changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from .. import layout, norwegian
from ..amounts import difference, ore, total
from ..book import Sheet
from ..consolidation import Stamp
from ..estimate import Estimate
from ..flaws import Said
from ..record import number
from ..report import NAME
from ..tablerows import table_rows
from ..tables import Format, Heading, Item, Table
from .beside import Beside, Scenarios
from .overlay import Cause, Outcome

_KRONER: Final = 14

_NUMBER: Final = Heading("Nr.", Format.TEXT, 6)
"""Tells decisions apart, which may be of scenarios with the same name."""

DECISION_COLUMNS: Final = (
    _NUMBER,
    Heading(layout.SCENARIO.label, Format.TEXT, 34),
    Heading(layout.SCENARIO_ABOUT.label, Format.LONG_TEXT, 32),
    Heading("Tidspunkt", Format.TEXT, 24),
    Heading("Utført av", Format.TEXT, 16),
    Heading("Plan før (kr)", Format.KRONER, _KRONER),
    *(Heading(f"{each.value} (kr)", Format.CHANGE, _KRONER) for each in Cause),
    Heading("Plan etter (kr)", Format.KRONER, _KRONER),
    Heading("Laget av fila", Format.TEXT, 24),
    Heading("SHA-256 av fila", Format.LONG_TEXT, 34),
)
ROW_COLUMNS: Final = (
    _NUMBER,
    Heading(layout.ACTIVITY.header, Format.LONG_TEXT),
    NAME,
    Heading(layout.ID.header, Format.TEXT),
    Heading("Timer før", Format.HOURS),
    Heading("Timer nå", Format.HOURS),
    Heading("Beløp før", Format.KRONER),
    Heading("Beløp nå", Format.KRONER),
    Heading("Virkning (kr)", Format.CHANGE),
    Heading("Hva", Format.TEXT),
    Heading("Årsak", Format.TEXT),
)


class Decision(NamedTuple):
    """What is on record of a decision, as the two tables have it: kroner to the øre."""

    scenario: str
    about: str
    time: str
    user: str
    before: Decimal
    bridge: tuple[Decimal, ...]
    after: Decimal
    file: str
    sha256: str
    rows: tuple[tuple[Said, ...], ...] = ()
    """By `ROW_COLUMNS`, but for the first, which is the decision's."""

    @property
    def unexplained(self) -> Decimal:
        """What the bridge leaves out: 0, exactly."""
        return difference(difference(self.after, self.before), total(self.bridge))


def decision_of(
    found: Scenarios, beside: Beside, outcomes: Iterable[Outcome], stamp: Stamp
) -> Decision:
    """The record of a decision for the scenario."""
    inputs = found.plan.stamp.inputs[:1] or (("", ""),)
    names = {entry.id: entry.name for entry in found.plan.areas}
    rows = [_row(each, names.get(each.area, each.area)) for each in outcomes if _is_other(each)]
    return Decision(
        beside.scenario.name, beside.scenario.about, norwegian.moment(stamp.time), stamp.user,
        found.plan.total.kroner, tuple(found.shown_bridge(beside)),
        beside.consolidation.total.kroner, *inputs[0], tuple(rows),
    )  # fmt: skip


def _is_other(outcome: Outcome) -> bool:
    """Whether a row is another than in the plan, or comes to something else."""
    same = outcome.after and outcome.after.inputs == outcome.before.inputs
    return bool(total(outcome.moved)) or (any(outcome.moved) and not same)


def _row(outcome: Outcome, area: str) -> tuple[Said, ...]:
    was, now = outcome.before.inputs, outcome.after and outcome.after.inputs
    causes = [cause.value for cause, by in zip(Cause, outcome.moved, strict=True) if by]
    return (
        was.called, area, was.id, was.hours, now.hours if now else None,
        was.amount, now.amount if now else None, ore(total(outcome.moved)),
        "Endret" if now else layout.ENDED, ", ".join(causes),
    )  # fmt: skip


def decided(decisions: Sequence[Decision]) -> Table:
    """A line for each decision: who, when, and the way from the plan before to that after."""
    rows: list[Sequence[Item]] = [
        [
            str(nr), each.scenario, each.about, each.time, each.user, each.before,
            *each.bridge, each.after, each.file, each.sha256,
        ]
        for nr, each in enumerate(decisions, 1)
    ]  # fmt: skip
    return Table("Fra planen til det nye", DECISION_COLUMNS, rows)


def changed(decisions: Sequence[Decision]) -> Table:
    """Each row that a decision took out or changed."""
    rows: list[Sequence[Item]] = [
        [str(nr), *row] for nr, each in enumerate(decisions, 1) for row in each.rows
    ]
    return Table("Rader som er blitt annerledes", ROW_COLUMNS, rows, note="" if rows else "Ingen.")


def decisions(estimate: Estimate) -> Iterator[Decision]:
    """The decisions that a workbook has on record; to be kept when it is read."""
    for sheet in estimate.book.sheets:
        if sheet.values.get((1, 1)) == layout.DECISIONS:
            yield from _read(sheet)


def _read(sheet: Sheet) -> Iterator[Decision]:
    lines, rows = (
        [row.values for row in table_rows(sheet, [each.text for each in columns])]
        for columns in (DECISION_COLUMNS, ROW_COLUMNS)
    )
    numbered: dict[Said, list[tuple[Said, ...]]] = {}
    for which, *row in rows:
        numbered.setdefault(which, []).append(tuple(row))
    for which, scenario, about, time, user, before, *bridge, after, file, sha256 in lines:
        yield Decision(
            scenario=str(scenario or ""),
            about=str(about or ""),
            time=str(time or ""),
            user=str(user or ""),
            before=_kroner(before),
            bridge=tuple(map(_kroner, bridge)),
            after=_kroner(after),
            file=str(file or ""),
            sha256=str(sha256 or ""),
            rows=tuple(numbered.get(which, ())),
        )


def _kroner(said: Said) -> Decimal:
    return said if isinstance(said, Decimal) else Decimal(0)


def bridge(decisions: Sequence[Decision], moved: Decimal) -> Table:
    """What decisions moved a plan by, cause by cause, and what has been changed besides.

    Nothing where there is none: `moved` is what the plan was moved by in all, kroner to the øre.
    """
    rows: list[Sequence[Item]] = [
        [cause.value, total(each.bridge[number] for each in decisions)]
        for number, cause in enumerate(Cause)
    ]
    rest = difference(moved, total(each for one in decisions for each in one.bridge))
    names = ", ".join(f"«{each.scenario}» ({each.time}, {each.user})" for each in decisions)
    rows += [["Endret utenom vedtaket", rest], ["Endring i alt", moved]]
    columns = (Heading("Vedtatt", Format.TEXT, 46), Heading("Endring (kr)", Format.CHANGE, 18))
    return Table(f"Vedtak: {names}", columns, rows if decisions else (), has_total=True)


def bridge_record(decisions: Sequence[Decision]) -> list[dict[str, Any]]:
    """The same as a record: each decision with its bridge."""
    return [
        {
            "navn": each.scenario,
            "tid": each.time,
            "bruker": each.user,
            "bro": [
                {"arsak": cause.value.lower(), "kroner": number(kroner)}
                for cause, kroner in zip(Cause, each.bridge, strict=True)
            ],
        }
        for each in decisions
    ]


def note_on(outcome: Outcome, scenario: str, *, is_decided: bool) -> str:
    """What a row that falls out says of itself: why, and what it was in the plan."""
    inputs = outcome.before.inputs
    hours = f"{norwegian.number(inputs.hours)} timer, " if inputs.hours else ""
    kroner = norwegian.kroner(ore(outcome.before.cost.kroner))
    why = f"Utgår etter vedtaket «{scenario}»" if is_decided else f"Utgår i scenarioet «{scenario}»"
    return f"{why}. I planen før: {hours}{kroner}."
