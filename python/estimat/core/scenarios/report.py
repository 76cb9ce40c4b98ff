"""What scenarios beside the plan look like as plain tables, and in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from textwrap import wrap
from typing import Final, NamedTuple

from .. import layout, norwegian
from ..amounts import ZERO, difference, in_kroner, in_millions, ore, total
from ..consolidation import TOTAL, Entry
from ..report import ID, NAME
from ..tables import Format, Heading, Item, Linked, Table
from .beside import Beside, Scenarios
from .definitions import Scenario
from .headings import (
    BAR_COLUMNS,
    DEFINED_COLUMNS,
    FRAME_COLUMNS,
    OUT_COLUMNS,
    STEP_COLUMNS,
    SUMMED_COLUMNS,
    UNCERTAIN_COLUMNS,
    WIDTH,
)
from .overlay import Cause
from .wording import NO_SCENARIOS, exception, laid_over

PLAN: Final = "Plan"
FALLEN_OUT: Final = "Aktiviteter som utgår"
_IN_A_LINE: Final = 110
"""Signs of what is said of a scenario that have room beside its name."""


class Levels(NamedTuple):
    """What the plan, or a scenario, may come to: expected (P50), and what holds 85 of 100 times."""

    expected: Decimal
    p85: Decimal


def headline(found: Scenarios) -> str:
    """How many scenarios there are, and the span they make, in a sentence."""
    if not found.scenarios:
        return NO_SCENARIOS
    plan = _mill(found.plan.total.sums.kroner)
    sums = sorted(found.scenarios, key=lambda each: each.kroner)
    least, most = sums[0], sums[-1]
    said = f"Planen er {plan}. "
    if least is most:
        return f"{said}{least.scenario.name} er {_mill(least.kroner)}."
    return (
        f"{said}Scenarioene går fra {_mill(least.kroner)} ({least.scenario.name}) til "
        f"{_mill(most.kroner)} ({most.scenario.name})."
    )


def _mill(kroner: Decimal) -> str:
    return f"{_shown(kroner)} mill. kr"


def _shown(kroner: Decimal) -> str:
    return norwegian.number(in_millions(kroner), 1)


def summed(found: Scenarios) -> Table:
    """The plan and each scenario: full-time years, kroner, and how far from the plan."""
    plan = found.plan.total
    rows: list[Sequence[Item]] = [[PLAN, plan.fte, plan.kroner, plan.millions, None]]
    for each in found.scenarios:
        own = each.consolidation.total
        rows.append([each.scenario.name, own.fte, own.kroner, own.millions, found.moved(each)])
    return Table("Plan og scenarioer", SUMMED_COLUMNS, rows)


def defined(found: Scenarios) -> Table:
    """What each scenario says, in as many lines as it takes: about it, causes, exceptions."""
    rows: list[Sequence[Item]] = []
    for each in found.scenarios:
        lines = [line for text in _defined(each.scenario) for line in wrap(text, _IN_A_LINE)]
        first = Linked(each.scenario.name, each.scenario.place)
        rows += [[name, line] for name, line in zip_longest([first], lines, fillvalue="")]
    return Table("Hva scenarioene sier", DEFINED_COLUMNS, rows)


def _defined(scenario: Scenario) -> Iterator[str]:
    if scenario.about:
        yield scenario.about
    causes = laid_over(scenario)
    for cause, said in causes.items():
        if cause is not Cause.EXCEPTION:
            yield f"{cause.value}: {said}."
    for each in scenario.overrides:
        yield ". ".join(filter(None, (f"{Cause.EXCEPTION.value}: {exception(each)}", each.reason)))
    if scenario.frame is not None:
        yield f"{layout.FRAME.label}: {norwegian.number(scenario.frame, 1)} mill. kr."
    if not causes:
        yield "Som planen."


def _beside(
    found: Scenarios,
    title: str,
    format: Format,
    value: Callable[[Entry, Entry], Item],
    *,
    with_plan: bool = True,
) -> Table:
    """Areas and scenarios: of each the value, from its own line of the total and the plan's.

    An area's lines stand in the same place in all of them.
    """
    columns = [ID, NAME]
    columns += [Heading(PLAN, format, WIDTH)] * with_plan
    columns += [Heading(each.scenario.name, format, WIDTH) for each in found.scenarios]
    totals = [found.plan, *(each.consolidation for each in found.scenarios)]
    lines = zip(*([*each.areas, each.total] for each in totals), strict=True)
    rows: list[Sequence[Item]] = []
    for own, *others in lines:
        name = own.name if own.source else TOTAL
        row: list[Item] = [Linked(own.id, own.source.place) if own.source else "", name]
        row += [value(own, own)] * with_plan
        rows.append([*row, *(value(each, own) for each in others)])
    return Table(title, columns, rows, has_total=True)


def millions(found: Scenarios) -> Table:
    """Areas and scenarios in million kroner, each column rounded so that it adds up."""
    return _beside(
        found, "Tjenesteområdene, mill. kr", Format.MILLIONS, lambda own, _: own.millions
    )


def full_time_years(found: Scenarios) -> Table:
    """The same in full-time years."""
    return _beside(found, "Tjenesteområdene, årsverk", Format.FTE, lambda own, _: own.fte)


def differences(found: Scenarios) -> Table:
    """The same, kroner more or less than in the plan."""
    return _beside(
        found, "Fra planen, kr", Format.CHANGE,
        lambda own, plan: difference(own.kroner, plan.kroner), with_plan=False,
    )  # fmt: skip


class Step(NamedTuple):
    """A step of the way from the plan to a scenario, and where it ends; a sum `moved` nothing."""

    scenario: str
    name: str
    moved: Decimal | None
    kroner: Decimal
    words: str = ""


def steps(found: Scenarios, beside: Beside) -> list[Step]:
    """From the plan by each cause to the scenario; in kroner, to the øre."""
    name, at = beside.scenario.name, found.plan.total.kroner
    way = [Step(name, PLAN, None, at)]
    for cause, kroner, rows in zip(Cause, found.shown_bridge(beside), beside.rows, strict=True):
        at = total((at, kroner))
        way.append(Step(name, cause.value, kroner, at, _words(beside, cause, rows)))
    return [*way, Step(name, "Scenarioet", None, at)]


def _words(beside: Beside, cause: Cause, rows: int) -> str:
    """What a cause does, and how many rows it moves."""
    said = laid_over(beside.scenario).get(cause, "")
    if cause in (Cause.AMBITION, Cause.GOVERNED):
        fall = norwegian.counted(rows, "rad ute", "rader ute")
    else:
        fall = norwegian.counted(rows, "rad", "rader")
    return "; ".join(filter(None, (said, fall if rows else "")))


def bridges(found: Scenarios) -> Table:
    """The way from the plan to each scenario, by cause; what moves nothing is there too."""
    rows: list[Sequence[Item]] = [
        [each.scenario, each.name, each.moved, each.kroner, each.words]
        for beside in found.scenarios
        for each in steps(found, beside)
    ]
    return Table("Broen fra plan til scenario", STEP_COLUMNS, rows)


def moving(found: Scenarios) -> Table:
    """The same without the steps that move nothing."""
    table = bridges(found)
    return table._replace(rows=[row for row in table.rows if row[2] is None or row[2]])


def bars(found: Scenarios) -> Table:
    """What the waterfall shows: the sums, and the steps that move anything, from where they do."""
    rows: list[Sequence[Item]] = []
    for each in found.scenarios:
        rows += [_bar(step) for step in steps(found, each) if step.moved is None or step.moved]
    return Table("Grunnlag for fossefallet", BAR_COLUMNS, rows)


def _bar(step: Step) -> list[Item]:
    moved, after = step.moved, step.kroner
    if moved is None:
        label = PLAN if step.name == PLAN else step.scenario
        return [f"{label} {_shown(after)}", None, in_millions(after), None, None]
    label = f"{step.name.lower()} {'+' if moved > 0 else ''}{_shown(moved)}"
    base, size = in_millions(min(difference(after, moved), after)), in_millions(abs(moved))
    return [label, base, None, size if moved < 0 else None, size if moved > 0 else None]


def frames(found: Scenarios) -> Table:
    """Each scenario that has a frame against it; over it, what a lower ambition would give."""
    rows: list[Sequence[Item]] = [
        [
            each.scenario.name, each.scenario.frame, each.consolidation.total.millions,
            ore(each.over_frame or ZERO), frame_words(each),
        ]
        for each in found.scenarios
        if each.scenario.frame is not None
    ]  # fmt: skip
    note = "" if rows else "Ingen av scenarioene har noen ramme."
    return Table("Rammer", FRAME_COLUMNS, rows, note=note)


def frame_words(beside: Beside) -> str:
    """Whether it is within its frame, and what would be."""
    over, frame = beside.over_frame, beside.scenario.frame
    if over is None or frame is None:
        return ""
    if over <= 0:
        return f"Innenfor, med {_mill(-over)} igjen."
    said = f"Over med {_mill(over)}."
    if beside.lower is None:
        return f"{said} Ambisjonen er alt den laveste."
    level, kroner = beside.lower
    fits = "innenfor" if kroner <= in_kroner(frame) else "også over"
    return f"{said} Ambisjon {level} gir {_mill(kroner)}: {fits}."


def fallen_out(found: Scenarios) -> Table:
    """Each activity that is not in a scenario, linked to its row, with its kroner and the cause."""
    names = {entry.id: entry.name for entry in found.plan.areas}
    rows: list[Sequence[Item]] = [
        [
            Linked(row.id, row.place), row.name, each.scenario.name,
            names.get(row.area, row.area), ore(row.kroner), row.cause.value,
        ]
        for each in found.scenarios
        for row in each.out
    ]  # fmt: skip
    return Table(FALLEN_OUT, OUT_COLUMNS, rows, note="" if rows else "Ingen utgår.")


def uncertain(found: Scenarios, levels: Mapping[str, Levels]) -> Table:
    """Expected, P50 and P85 of the plan and of each scenario; by name, the plan's by none."""
    sums = [("", PLAN, found.plan.total.kroner)]
    sums += [
        (e.scenario.name, e.scenario.name, e.consolidation.total.kroner) for e in found.scenarios
    ]
    rows: list[Sequence[Item]] = [
        [name, kroner, *at, difference(at.p85, kroner)]
        for key, name, kroner in sums
        if (at := levels.get(key))
    ]
    note = "" if rows else "Ingen rader har lav og høy, så usikkerheten lar seg ikke regne ut."
    return Table("Usikkerheten i scenarioene", UNCERTAIN_COLUMNS, rows, note=note)


def tables(found: Scenarios, levels: Mapping[str, Levels]) -> Iterable[Table]:
    """All that stand below the way from the plan to the scenarios, in the order they are read."""
    return (
        millions(found), full_time_years(found), differences(found), uncertain(found, levels),
        fallen_out(found), defined(found),
    )  # fmt: skip
