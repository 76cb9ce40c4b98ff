"""What scenarios beside the plan look like as plain tables, in words, and as a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from textwrap import wrap
from typing import Any, Final, NamedTuple

from .. import layout, norwegian
from ..amounts import ZERO, difference, half_away, in_kroner, in_millions, ore, total
from ..consolidation import TOTAL, Entry
from ..record import consolidation_record, finding_records, number
from ..report import FTE, ID, KRONER, MILLIONS, NAME
from ..tables import Format, Heading, Item, Linked, Table
from .beside import Beside, Scenarios
from .definitions import Scenario
from .overlay import Cause
from .wording import exception, laid_over

PLAN: Final = "Plan"
FALLEN_OUT: Final = "Aktiviteter som utgår"
_WIDTH: Final = 15
_SCENARIO: Final = Heading(layout.SCENARIO.label, Format.TEXT, 34)
_CHANGE: Final = Heading("Fra planen (kr)", Format.CHANGE, _WIDTH)

DEFINED_COLUMNS: Final = (_SCENARIO, Heading("Hva det sier", Format.TEXT))
_IN_A_LINE: Final = 110
"""Signs of what is said of a scenario that have room beside its name."""

STEP_COLUMNS: Final = (
    _SCENARIO,
    Heading("Steg", Format.TEXT),
    Heading("Endring (kr)", Format.CHANGE),
    KRONER,
    Heading("I ord", Format.TEXT),
)
BAR_COLUMNS: Final = (
    Heading("Søyle", Format.TEXT),
    Heading("Fra (mill. kr)", Format.MILLIONS),
    Heading("Sum (mill. kr)", Format.MILLIONS),
    Heading("Ned (mill. kr)", Format.MILLIONS),
    Heading("Opp (mill. kr)", Format.MILLIONS),
)
FRAME_COLUMNS: Final = (
    _SCENARIO,
    Heading("Ramme (mill. kr)", Format.MILLIONS),
    Heading("Sum (mill. kr)", Format.MILLIONS),
    Heading("Over (kr)", Format.CHANGE),
    Heading("I ord", Format.TEXT),
)
OUT_COLUMNS: Final = (
    Heading(layout.ID.header, Format.TEXT),
    Heading(layout.ACTIVITY.header, Format.LONG_TEXT),
    _SCENARIO,
    NAME,
    Heading("I planen (kr)", Format.KRONER),
    Heading("Årsak", Format.TEXT),
)
UNCERTAIN_COLUMNS: Final = (
    _SCENARIO,
    KRONER,
    Heading("Forventet, P50 (kr)", Format.KRONER, _WIDTH),
    Heading("P85 (kr)", Format.KRONER, _WIDTH),
    Heading("P85 minus sum (kr)", Format.CHANGE, _WIDTH),
)
SUMMED_COLUMNS: Final = (_SCENARIO, FTE, KRONER, MILLIONS, _CHANGE)

SHEET_COLUMNS: Final = (
    ID._replace(width=11), NAME._replace(width=46),
    *[Heading("", Format.KRONER, _WIDTH)] * (layout.MOST_SCENARIOS + 1),
)  # fmt: skip
"""The columns of the sheet, as wide as the widest table of areas and scenarios needs them."""

FEED: Final = len(SHEET_COLUMNS) + 1
"""Where what the chart shows begins, to the right of what is printed; from 0."""

COLUMNS: Final = FEED + len(BAR_COLUMNS)


class Levels(NamedTuple):
    """What the plan, or a scenario, may come to: expected (P50), and what holds 85 of 100 times."""

    expected: Decimal
    p85: Decimal


def headline(found: Scenarios) -> str:
    """How many scenarios there are, and the span they make, in a sentence."""
    if not found.scenarios:
        return "Arbeidsboken har ingen scenarioer. Fyll ut arket Scenarioer."
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
    return f"{norwegian.number(half_away(in_millions(kroner), 1), 1)} mill. kr"


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


def beside(
    found: Scenarios, title: str, format: Format, value: Callable[[Entry, Entry], Item], plan: Item
) -> Table:
    """Areas and scenarios: of each the value, from its own line of the total and the plan's.

    An area's lines stand in the same place in all of them.
    """
    columns = [ID, NAME]
    columns += [Heading(PLAN, format, _WIDTH)] * (plan is not None)
    columns += [Heading(each.scenario.name, format, _WIDTH) for each in found.scenarios]
    totals = [found.plan, *(each.consolidation for each in found.scenarios)]
    lines = zip(*([*each.areas, each.total] for each in totals), strict=True)
    rows: list[Sequence[Item]] = []
    for own, *others in lines:
        name = own.name if own.source else TOTAL
        row: list[Item] = [Linked(own.id, own.source.place) if own.source else "", name]
        row += [value(own, own)] * (plan is not None)
        rows.append([*row, *(value(each, own) for each in others)])
    return Table(title, columns, rows, has_total=True)


def millions(found: Scenarios) -> Table:
    """Areas and scenarios in million kroner, each column rounded so that it adds up."""
    return beside(
        found, "Tjenesteområdene, mill. kr", Format.MILLIONS, lambda own, _: own.millions, PLAN
    )


def full_time_years(found: Scenarios) -> Table:
    """The same in full-time years."""
    return beside(found, "Tjenesteområdene, årsverk", Format.FTE, lambda own, _: own.fte, PLAN)


def differences(found: Scenarios) -> Table:
    """The same, kroner more or less than in the plan."""
    return beside(
        found, "Fra planen, kr", Format.CHANGE,
        lambda own, plan: difference(own.kroner, plan.kroner), None,
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


def _shown(kroner: Decimal) -> str:
    return norwegian.number(half_away(in_millions(kroner), 1), 1)


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
