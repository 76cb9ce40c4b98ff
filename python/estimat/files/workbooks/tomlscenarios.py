"""The scenarios in a file of areas: what may be decided, and what is an exception in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from ...core import layout
from ...core.estimate import Inputs
from ...core.findings import Place
from ...core.layout import Kind
from ...core.limits import beyond
from ...core.matching import meant
from ...core.scenarios.definitions import (
    MOST_INVOLVED,
    PLAN_ITSELF,
    Override,
    Scenario,
    What,
    governors,
)
from .tomlsection import Section

_SCENARIO: Final = "scenario"
_EXCEPTION: Final = "unntak"
_INVOLVEMENT: Final = layout.INVOLVEMENT.key
_GOVERNED: Final = layout.GOVERNED.key
_RATE: Final = layout.RATE.key
_FRAME: Final = "ramme"
_WORKS_ON: Final = "gjelder"

_KEYS: Final[dict[What, str]] = {
    What.HOURS: layout.HOURS.key,
    What.AMOUNT: layout.AMOUNT.key,
    What.IN: "med",
    What.AMBITION: layout.AMBITION.key,
}
"""The key of what an exception is of."""
_OF_A_ROW: Final = (What.HOURS, What.AMOUNT)


class Known(NamedTuple):
    """What scenarios can speak of: the rows and the areas of the file."""

    rows: Sequence[Inputs]
    areas: Sequence[str]


def read_scenarios(top: Section, known: Known) -> tuple[Scenario, ...]:
    """The scenarios of a file, and all that is wrong with them."""
    scenarios = tuple(_scenario(each, known) for each in top.sections(_SCENARIO, _SCENARIO))
    names = [" ".join(each.name.split()) for each in scenarios]
    top.refuse_doubles(_SCENARIO, "navn", names)
    most = layout.MOST_SCENARIOS
    if len(scenarios) > most:
        top.say(_SCENARIO, f"er det {len(scenarios)} av; det er plass til {most}")
    return scenarios


def _scenario(section: Section, known: Known) -> Scenario:
    scenario = Scenario(
        section.text("navn"),
        section.text("beskrivelse", required=False),
        section.one_of(layout.AMBITION.key, ("", *layout.AMBITION_LEVELS)),
        section.texts(_GOVERNED),
        section.number(_INVOLVEMENT),
        section.number(_RATE, above_zero=True, large=True),
        section.number(_FRAME, above_zero=True),
        overrides=tuple(_overrides(section, known)),
    )
    if layout.spelled(scenario.name) in PLAN_ITSELF:
        section.say("navn", f"er «{scenario.name}», som er det uten scenario; velg et annet navn")
    _look_at_governed(scenario, section, known)
    involvement = scenario.involvement
    if involvement is not None and involvement > MOST_INVOLVED:
        parts = f"{(involvement / 100).normalize():f}"
        section.say(_INVOLVEMENT, f"er {involvement}, og 1 er 100 %; mente du {parts}?")
    limited = ((_RATE, layout.SCENARIO_RATE, scenario.rate), (_FRAME, layout.FRAME, scenario.frame))
    for key, field, number in limited:
        if number and (wrong := beyond(field, number)):
            section.say(key, f"er {wrong}")
    return scenario


def _look_at_governed(scenario: Scenario, section: Section, known: Known) -> None:
    """Those who govern in a scenario, misspelled; one who governs no row may be meant so."""
    # Of a row that says two, that is told already.
    names = [name for row in known.rows for name in governors(row.governed)]
    spelled = {layout.spelled(name) for name in names}
    for name in filter(None, scenario.governed):
        if governors(name) != (name,):
            section.say(_GOVERNED, f"har «{name}»; skriv ett navn i hver tekst, uten skilletegn")
        elif layout.spelled(name) not in spelled and (alike := meant(name, names)):
            section.say(
                _GOVERNED, f"har «{name}», som ingen aktivitet styres av; mente du «{alike}»?"
            )


def _overrides(scenario: Section, known: Known) -> Iterator[Override]:
    seen: set[tuple[str, What | None]] = set()
    for section in scenario.sections(_EXCEPTION, _EXCEPTION):
        for each in _of_section(section, known):
            if each.works_on and each.what and each.key in seen:
                what = f"er sagt to ganger for «{each.works_on}»; behold det ene"
                section.say(_KEYS[each.what], what)
            seen.add(each.key)
            yield each


def _of_section(section: Section, known: Known) -> list[Override]:
    """The exceptions of one section: one for each of the keys that it has."""
    written = [what for what, key in _KEYS.items() if section.has(key)]
    works_on = section.text(_WORKS_ON)
    levels = ("", *layout.AMBITION_LEVELS)
    hours, amount = (section.number(_KEYS[what], large=True) for what in _OF_A_ROW)
    values: dict[What, Decimal | str | None] = {
        What.HOURS: hours,
        What.AMOUNT: amount,
        What.IN: _answer(section),
        What.AMBITION: section.one_of(_KEYS[What.AMBITION], levels) or None,
    }
    reason = section.text("begrunnelse", required=False)
    if not written:
        first, *others, last = _KEYS.values()
        keys = f"{', '.join((first, *others))} eller {last}"
        section.say(first, f"mangler; skriv {keys}, og det som er annerledes", is_missing=True)
    if amount and amount < 1:
        kroner = f"{(amount * 10**6).normalize():f}"
        section.say(_KEYS[What.AMOUNT], f"er {amount} kroner; mente du {kroner}?")
    if works_on:
        _look_at_works_on(works_on, written, section, known)
    return [
        Override(works_on, what, value, reason, Place(""))
        for what, value in values.items()
        if value is not None
    ]


def _look_at_works_on(
    works_on: str, written: Sequence[What], section: Section, known: Known
) -> None:
    """What an exception is for: one row or one area, of which it can be said."""
    spelled = layout.spelled(works_on)
    rows = [row for row in known.rows if layout.spelled(row.id) == spelled]
    is_area = spelled in map(layout.spelled, known.areas)
    if not rows and not is_area:
        alike = meant(works_on, [*known.areas, *(row.id for row in known.rows)])
        how = f"mente du «{alike}»?" if alike else "rett den"
        what = f"er «{works_on}», som verken er id-en til en aktivitet eller til et område"
        section.say(_WORKS_ON, f"{what}; {how}")
    elif rows and is_area:
        what = f"er «{works_on}», som er id-en til både en aktivitet og et område"
        section.say(_WORKS_ON, f"{what}; gi aktiviteten en annen id")
    elif len(rows) > 1:
        what = f"er «{works_on}», som er id-en til {len(rows)} aktiviteter"
        section.say(_WORKS_ON, f"{what}; gi hver av dem sin")
    elif is_area:
        for what in written:
            if what in _OF_A_ROW:
                others = f"{_KEYS[What.IN]} eller {_KEYS[What.AMBITION]}"
                said = f"kan bare sies om en aktivitet, og «{works_on}» er et område"
                section.say(_KEYS[what], f"{said}; skriv id-en til aktiviteten, eller {others}")
    else:
        _look_at_kind(rows[0], written, section)


def _look_at_kind(row: Inputs, written: Sequence[What], section: Section) -> None:
    """Hours where there can be none, or an amount."""
    if row.kind is Kind.PASS_THROUGH and What.HOURS in written:
        section.say(
            _KEYS[What.HOURS],
            f"kan ikke sies om «{row.id}», som er {row.kind.value} uten timer; "
            f"skriv {_KEYS[What.AMOUNT]}",
        )
    if row.kind is Kind.OWN and What.AMOUNT in written:
        section.say(
            _KEYS[What.AMOUNT],
            f"kan ikke sies om «{row.id}», som er {row.kind.value} uten beløp; "
            f"skriv {_KEYS[What.HOURS]}",
        )


def _answer(section: Section) -> str | None:
    is_in = section.answer(_KEYS[What.IN])
    return None if is_in is None else layout.YES if is_in else layout.NO
