"""The file that a workbook is made from: service areas, activities and assumptions, as TOML.

A controller writes it by hand, so nothing in it is guessed or passed over: whatever does not fit is
told in one `UsageError`, each with its line and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from decimal import Decimal
from itertools import chain, count
from pathlib import Path
from typing import Any, Final, NamedTuple

from ...core import layout
from ...core.acceptances import Acceptance
from ...core.checks.ranges import wrong_with
from ...core.collection.dispatch import Dispatch
from ...core.collection.ownremarks import OwnRemark
from ...core.estimate import STANDARD, Factor, Head, Inputs
from ...core.layout import Column, Field, Kind, Status
from ...core.limits import beyond
from ...core.matching import meant
from ...core.scenarios.decision import Decision
from ...core.scenarios.definitions import Scenario, governors
from .tomlscenarios import Known, read_scenarios
from .tomlsection import Section, read_toml

ESTIMATE_2024: Final = Path(__file__).parents[2] / "data" / "estimat-2024.toml"
"""The five areas of the note for 2024, with example hours."""

RESERVED_SHEETS: Final = (*layout.OUR_SHEETS, "History")
"""Sheets that Estimat writes itself, and the one name that Excel keeps for itself."""

_ID: Final = re.compile(r"[^\W\d_]\w{0,19}")
GOOD_ID: Final = "bruk 1 til 20 bokstaver, tall og understreker, bokstav først"
# Excel refuses the first seven; with the last two XlsxWriter cannot give a sheet its own names.
NOT_IN_SHEET_NAMES: Final = "[]:*?/\\'!"
LONGEST_SHEET_NAME: Final = 31
_ESCAPE: Final = re.compile("_x[0-9A-Fa-f]{4}_")
"""How files write a sign that XML cannot hold; XlsxWriter does it in names but not for sheets."""


class AreaPlan(NamedTuple):
    """A service area before anything is computed, and the sheet it gets."""

    sheet: str
    head: Head
    rows: tuple[Inputs, ...] = ()


class Assumption(NamedTuple):
    """A rate or a part of the frame, and where it comes from."""

    value: Decimal | str
    source: str


class Growth(NamedTuple):
    """How prices of a kind were moved on to the next year, as a ratio."""

    label: str
    ratio: Decimal
    explanation: str


IF_LEFT_OUT: Final = {
    layout.COVARIATION: Assumption(
        STANDARD[layout.COVARIATION],
        "Hvor mye radene svinger i takt: 0 er uavhengige, 1 er helt i takt. 0,3 er valgt fordi de "
        "samme folkene og avklaringene går igjen i flere rader.",
    ),
    layout.CERTAINTY: Assumption(
        STANDARD[layout.CERTAINTY],
        "Hvor ofte kostnaden skal holde seg innenfor plan og avsetning; 85 % svarer til en "
        "kostnadsramme.",
    ),
}
"""The assumptions that a file may leave out, and a workbook may lack."""


class NoteText(NamedTuple):
    """The words of the note that are not the areas' own; `of_areas` are headings by area id."""

    title: str
    introduction: tuple[str, ...]
    ambitions: str
    activities: str
    budget: str
    footnotes: tuple[str, ...]
    of_areas: dict[str, tuple[str, str]]


class AreaFile(NamedTuple):
    """All that a new workbook is made from; `example` is the notice on its sheets, if any.

    One that is a part of an estimate has the ids and names of the `whole`. One that was rolled on
    says how, in `rolled`, and has last year's kroner under the header `last_year`. `governors` are
    those that people choose from in its list.
    """

    title: str
    example: str
    double_control: str
    assumptions: dict[Field, Assumption]
    areas: tuple[AreaPlan, ...]
    note: NoteText | None = None
    whole: tuple[tuple[str, str], ...] = ()
    rolled: tuple[Growth, ...] = ()
    last_year: str = ""
    factors: tuple[Factor, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    governors: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    own_remarks: tuple[OwnRemark, ...] = ()
    says: str = ""
    """What is laid over the plan, of what is the scenario of its one decision and no plan."""

    undelivered: tuple[str, ...] = ()
    """The ids of areas whose sheets are the old ones, of what parts were gathered in."""

    plain: bool = False
    """Whether its formulas are Excel's own, for those who have no Estimat."""

    dispatch: Dispatch | None = None
    """How a part is sent out; of a whole, the number of the last time that its parts were."""

    def rate(self, field: Field) -> Decimal:
        """The number of an assumption that is one."""
        value = self.assumptions[field].value
        if isinstance(value, str):
            raise TypeError(field.name)
        return value


def is_id(text: str) -> bool:
    """Whether it can be the id of an area, and so a part of its table's name."""
    return bool(_ID.fullmatch(text))


def named_once(names: Iterable[str]) -> tuple[str, ...]:
    """Those who govern, each as it is spelled first; blank ones are nobody."""
    found: dict[str, str] = {}
    for name in filter(None, names):
        found.setdefault(layout.spelled(name), name)
    return tuple(found.values())


def free_name(wanted: str, longest: int, taken: Collection[str]) -> str:
    """The wanted name, cut to size, with a number when it is taken."""
    others = {each.casefold() for each in taken}
    names = (
        f"{wanted[: longest - len(number)].strip()}{number}"
        for number in chain([""], map(str, count(2)))
    )
    return next(each for each in names if each.casefold() not in others)


def read_area_file(path: Path = ESTIMATE_2024) -> AreaFile:
    """Read the file of areas; `UsageError` says what is wrong in it, where, and what to do."""
    top = read_toml(path)
    assumptions = top.section("forutsetninger")
    areas = tuple(_area(section) for section in top.sections("omrade", "område"))
    rows = [row for area in areas for row in area.rows]
    scenarios = read_scenarios(top, Known(rows, [area.head.id for area in areas]))
    governed = (
        *(row.governed for row in rows),
        *(who for each in scenarios for who in each.governed),
    )
    area_file = AreaFile(
        top.text("tittel"),
        top.text("eksempel", required=False),
        top.text("dobbel_kontroll", required=False),
        {field: _assumption(assumptions, field) for field in layout.ASSUMPTIONS},
        areas,
        _note(top.section_if_any("notat")),
        factors=tuple(_factor(each) for each in top.sections("faktor", "faktor")),
        scenarios=scenarios,
        governors=named_once(governed),
    )
    _look_at_factors(area_file, top)
    if not area_file.areas:
        top.say("omrade", "mangler; skriv minst ett tjenesteområde under [[omrade]]")
    top.refuse_doubles("omrade", "id", [area.head.id for area in area_file.areas])
    top.refuse_doubles("omrade", "ark", [area.sheet for area in area_file.areas])
    for id in area_file.note.of_areas if area_file.note else ():
        if id not in [area.head.id for area in area_file.areas]:
            top.say("notat", f"har overskrifter til «{id}», som ikke er noe tjenesteområde")
    top.finish()
    return area_file


def _assumption(assumptions: Section, field: Field) -> Assumption:
    """A value by itself, or in a section of its own with where it comes from."""
    if field in IF_LEFT_OUT and not assumptions.has(field.name):
        assumptions.may_have(field.name)
        return IF_LEFT_OUT[field]
    if not assumptions.has(field.name, dict):
        return Assumption(_assumed(assumptions, field.name, field), "")
    section = assumptions.section(field.name)
    return Assumption(_assumed(section, "verdi", field), section.text("kilde", required=False))


def _assumed(section: Section, key: str, field: Field) -> Decimal | str:
    if field in layout.TEXT_ASSUMPTIONS:
        return section.text(key)
    large = field in (layout.HOURLY_RATE, layout.HOURS_PER_YEAR, layout.FULL_COST, layout.YEAR)
    value = section.required_number(key, above_zero=field in layout.ABOVE_ZERO, large=large)
    if value and (wrong := beyond(field, value)):
        section.say(key, f"er {wrong}")
    return value


def _factor(section: Section) -> Factor:
    points = ("lav", "sannsynlig", "hoy")
    are_written = all(section.has(each, int) or section.has(each, Decimal) for each in points)
    factor = Factor(
        section.text("navn"),
        section.text("gjelder"),
        section.required_number("lav", above_zero=False, large=False),
        section.required_number("sannsynlig", above_zero=False, large=False),
        section.required_number("hoy", above_zero=True, large=False),
        section.text("begrunnelse"),
    )
    # Of one that lacks something, that is said already.
    sound = are_written and factor.name and factor.works_on and factor.high
    if sound and (wrong := wrong_with(factor)):
        section.say("lav", f"passer ikke med de andre tallene: faktoren {wrong}")
    return factor


def _look_at_factors(areas: AreaFile, top: Section) -> None:
    """Factors that have the same name, are too many, or work on nothing that is in the file."""
    top.refuse_doubles("faktor", "navn", [factor.name for factor in areas.factors])
    if len(areas.factors) > layout.MOST_FACTORS:
        most = layout.MOST_FACTORS
        top.say("faktor", f"er det {len(areas.factors)} av; det er plass til {most}")
    known = [layout.EVERYTHING, *(kind.value for kind in Kind)]
    for area in areas.areas:
        known += [area.head.id, area.head.responsible, *(row.responsible for row in area.rows)]
    spelled = {layout.spelled(each) for each in known}
    for number, factor in enumerate(areas.factors):
        if factor.works_on and layout.spelled(factor.works_on) not in spelled:
            what = f"er «{factor.works_on}», som verken er «alle», en område-id, en kostnadstype "
            alike = meant(factor.works_on, list(filter(None, known)))
            how = f"mente du «{alike}»?" if alike else "rett den"
            top.say("gjelder", f"{what}eller en ansvarlig; {how}", of=("faktor", number))


def _area(section: Section) -> AreaPlan:
    id, sheet, name = section.text("id"), section.text("ark", required=False), section.text("navn")
    head = Head(
        id,
        name,
        responsible=section.text("ansvarlig", required=False),
        status=section.choice("status", Status, Status.DRAFT),
        budget=section.number("budsjett"),
        ambitions=section.texts("ambisjoner"),
        reason="\n".join(section.texts("begrunnelse")),
    )
    rows = tuple(
        _inputs(each, f"{id}-{number}")
        for number, each in enumerate(section.sections("aktivitet", "aktivitet"), start=1)
    )
    area = AreaPlan(sheet or as_sheet(name), head, rows)
    if id and not is_id(id):
        section.say("id", f"er «{id}»; {GOOD_ID}")
    if len(area.sheet.encode("utf-16-le")) > 2 * LONGEST_SHEET_NAME:
        section.say("ark", f"er lengre enn {LONGEST_SHEET_NAME} tegn; velg et kortere navn")
    if not set(area.sheet).isdisjoint(NOT_IN_SHEET_NAMES + "\n"):
        signs = " ".join(NOT_IN_SHEET_NAMES)
        section.say("ark", f"kan ikke ha linjeskift eller noen av tegnene {signs}")
    if _ESCAPE.search(area.sheet):
        section.say("ark", f"er «{area.sheet}», som Excel leser som et annet tegn")
    if area.sheet.casefold() in [name.casefold() for name in RESERVED_SHEETS]:
        section.say("ark", f"kan ikke være «{area.sheet}»; det navnet er opptatt")
    if head.budget is not None and (wrong := beyond(layout.AREA_BUDGET, head.budget)):
        section.say("budsjett", f"er {wrong}")
    section.refuse_doubles("aktivitet", "id", [row.id for row in rows])
    return area


def as_sheet(name: str) -> str:
    """The name of an area as that of a sheet, cut between words where it is too long."""
    signs = dict.fromkeys(map(ord, NOT_IN_SHEET_NAMES + "\n"), " ")
    words = " ".join(name.translate(signs).split())
    while len(words.encode("utf-16-le")) > 2 * LONGEST_SHEET_NAME:
        shorter, _, _ = words.rpartition(" ")
        words = shorter or words[:-1]
    return words


def _note(section: Section | None) -> NoteText | None:
    if section is None:
        return None
    of_areas = [_headings(each) for each in section.sections("overskrift", "overskrift")]
    section.refuse_doubles("overskrift", "id", [id for id, _ in of_areas])
    return NoteText(
        section.text("tittel"),
        section.texts("innledning"),
        section.text("ambisjoner", required=False),
        section.text("aktiviteter", required=False),
        section.text("budsjettlinje", required=False),
        section.texts("fotnoter"),
        dict(of_areas),
    )


def _headings(section: Section) -> tuple[str, tuple[str, str]]:
    id = section.text("id")
    over = section.text("ambisjoner", required=False), section.text("aktiviteter", required=False)
    return id, over


def _inputs(section: Section, next_id: str) -> Inputs:
    """A row; one with hours and no amount is the directorate's own hours, unless it says other."""
    by_hours = section.has(layout.HOURS.key) and not section.has(layout.AMOUNT.key)

    def written(column: Column) -> Any:
        if column.unit:
            return section.number(column.key, above_zero=column in layout.ABOVE_ZERO, large=True)
        if column is layout.KIND:
            return section.choice(column.key, Kind, Kind.OWN if by_hours else None)
        if column is layout.AMBITION:
            return section.one_of(column.key, ("", *layout.AMBITION_LEVELS))
        if column is layout.INVOLVEMENT:
            follows = section.answer(column.key)
            return "" if follows is None else layout.YES if follows else layout.NO
        return section.text(column.key, required=column is layout.ACTIVITY)

    inputs = Inputs(**{each.field: written(each) for each in layout.INPUTS if each.key})
    if inputs.governed and governors(inputs.governed) != (inputs.governed,):
        what = f"er «{inputs.governed}», men en rad styres av én"
        section.say(
            layout.GOVERNED.key, f"{what}; skriv ett navn, uten komma, semikolon og linjeskift"
        )
    if inputs.amount and inputs.amount < 1:
        meant = inputs.amount * 10**6
        section.say(
            layout.AMOUNT.key, f"er {inputs.amount} kroner; mente du {meant.normalize():f}?"
        )
    for planned, low, high in layout.RANGES:
        least, middle, most = (getattr(inputs, each.field) for each in (low, planned, high))
        both = least is not None and most is not None and middle is not None
        if both and not least <= middle <= most:
            order = f"{low.key} ≤ {planned.key} ≤ {high.key}"
            section.say(low.key, f"passer ikke med de andre tallene; skriv {order}")
    return inputs._replace(id=inputs.id or next_id)
