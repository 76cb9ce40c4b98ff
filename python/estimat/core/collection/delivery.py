"""Who has delivered what: one line an area, whatever lies in the folder of what has come back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple, TypeAlias

from .. import layout, norwegian
from ..amounts import difference, ore, total
from ..estimate import Assumptions
from ..findings import Severity
from ..part import Part
from .dispatch import Dispatch
from .versions import Slip, Version, named, newest_of, which


class State(Enum):
    """How it is with an area, the first that is true."""

    MISSING = "Mangler"
    UNREADABLE = "Ikke lesbar"
    TWO = "Flere versjoner"
    STALE = "Utdatert"
    UNCHANGED = "Uendret"
    DELIVERED = "Levert"


class Delivery(NamedTuple):
    """A line of the overview. `version` is the newest; None when there is none, or no knowing."""

    id: str
    name: str
    state: State
    versions: tuple[Version, ...] = ()
    version: Version | None = None
    is_late: bool = False
    """Whether nothing of it has come, and the deadline is over."""

    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What makes it the same area as another; see `AreaSum.key`."""
        return self.versions[0].area.key if self.versions else layout.spelled(self.id)

    @property
    def kroner(self) -> Decimal | None:
        return ore(self.version.area.kroner) if self.version else None

    @property
    def change(self) -> Decimal | None:
        """Kroner more than when it was sent out; of an area in the file of another nobody knows."""
        sent = self.version and self.version.sent
        if self.kroner is None or not sent or sent.kroner is None:
            return None
        return ore(difference(self.kroner, sent.kroner))

    def found(self, severity: Severity) -> int | None:
        """How many findings there are of a severity."""
        if self.version is None:
            return None
        return sum(each.severity is severity for each in self.version.findings)


class Overview(NamedTuple):
    """All the areas, those that are missing first, and the files that hold none of them."""

    areas: tuple[Delivery, ...]
    others: tuple[tuple[str, str], ...]
    deadline: date | None

    @property
    def kroner(self) -> Decimal:
        """What has come adds up to, each area once."""
        return total(each.kroner for each in self.areas if each.kroner is not None)

    def of(self, state: State) -> list[Delivery]:
        return [each for each in self.areas if each.state is state]


class Plan(NamedTuple):
    """The workbook that parts were made of: it knows all the areas, and what holds now."""

    part: Part
    slip: Slip

    def version(self, key: str) -> Version | None:
        """An area as it stands there."""
        found = (each for each in self.part.areas if each.key == key)
        return next((Version(each, self.part, self.slip) for each in found), None)


def overview(
    parts: Sequence[Part], slips: Iterable[Slip], today: date, plan: Plan | None = None
) -> Overview:
    """How it is with each area of the estimate that these were sent out as parts of.

    The workbook that they were made of is no answer, if it lies among them.
    """
    by_file = {slip.file: slip for slip in slips}
    sources = {slip.dispatch.sha256 for slip in by_file.values() if slip.dispatch} - {""}
    sources |= {plan.part.sha256} if plan else set()
    answers = [part for part in parts if part.sha256 not in sources]
    every = [Version(area, part, by_file[part.file]) for part in answers for area in part.areas]
    versions: dict[str, list[Version]] = defaultdict(list)
    for version in every:
        versions[version.area.key].append(version)
    listed = _listed(answers, plan, versions)
    counted = [each for each in every if each.area.key in listed]
    dispatches = [each.slip.dispatch for each in counted if each.slip.dispatch]
    newest = max(dispatches, key=lambda each: each.age, default=None)
    deadline = max((each.deadline for each in dispatches if each.deadline), default=None)
    unread = [part for part in parts if not part.sha256]
    named_for = {
        key: [part for part in unread if _is_named_for(part.file, id)]
        for key, (id, _) in listed.items()
    }
    blamed = {part.file for meant in named_for.values() for part in meant}
    nameless = [part for part in unread if part.file not in blamed]
    holds = _Holds(newest, _rates(counted, plan), plan, set(listed))
    lines = []
    for key, (id, name) in listed.items():
        if found := versions.get(key):
            line = _delivered(id, name, found, holds)
            unread_too = tuple(map(_unread, named_for[key]))
            lines.append(line._replace(notes=(*line.notes, *unread_too)))
        else:
            by = _By(deadline, today)
            lines.append(_missing((id, name), named_for[key], nameless, by))
    for key, found in versions.items():
        if key not in listed:
            lines.append(_delivered(found[0].area.id, found[0].area.name, found, holds))
    lines.sort(key=lambda line: _RANK[line.state])
    others = tuple(
        (part.file, _IS_SOURCE if part.areas else " ".join(e.message for e in part.findings[:1]))
        for part in parts
        if (part.sha256 in sources or not part.areas) and part.file not in blamed
    )
    return Overview(tuple(lines), others, deadline)


_IS_SOURCE: Final = "Arbeidsboken som ble delt ut; den er ikke noe svar."

_RANK: Final = {state: rank for rank, state in enumerate(State)}


AreaName: TypeAlias = tuple[str, str]
"""The id and the name of an area."""


class _By(NamedTuple):
    """When all is to be back, and which day it is."""

    deadline: date | None
    today: date

    @property
    def is_over(self) -> bool:
        return bool(self.deadline and self.deadline < self.today)


class _Holds(NamedTuple):
    """What deliveries are held against: the newest dispatch, the rates, the plan, its areas."""

    newest: Dispatch | None
    rates: tuple[Assumptions, str] | None
    plan: Plan | None
    listed: set[str]


def _listed(
    parts: Sequence[Part], plan: Plan | None, versions: Mapping[str, Sequence[Version]]
) -> dict[str, AreaName]:
    """The areas of the estimate, by key: as the plan has them, or else as the parts say."""
    if plan:
        return {area.key: (area.id, area.name) for area in plan.part.areas}
    said = [each for part in parts for each in part.whole]
    found = {layout.spelled(id): (id, name) for id, name in said}
    return found or {key: (each[0].area.id, each[0].area.name) for key, each in versions.items()}


def _rates(found: Iterable[Version], plan: Plan | None) -> tuple[Assumptions, str] | None:
    """The assumptions that hold, and where they stand: those of the plan, or sent out last."""
    if plan:
        return plan.part.assumptions, plan.part.file

    def age(version: Version) -> tuple[datetime, int]:
        dispatch = version.slip.dispatch
        return dispatch.age if dispatch else (datetime.min, 0)

    priced = (each for each in found if each.part.assumptions.complete)
    last = max(priced, key=age, default=None)
    return (last.part.assumptions, last.part.file) if last else None


def _delivered(id: str, name: str, found: list[Version], holds: _Holds) -> Delivery:
    newest = newest_of(found)
    first = newest or found[0]
    are_two = len(found) > 1
    notes = [which(found, newest)] if are_two else []
    stale = [*_stale(first, holds)]
    notes += stale
    if first.area.key not in holds.listed:
        notes.append("Området er ikke blant dem som er sendt ut.")
    if first.part.scenario:
        notes.append(f"Det er scenarioet «{first.part.scenario}», og ikke planen.")
    if holds.plan and (ours := holds.plan.version(first.area.key)):
        notes += _differs(first, ours)
    is_unchanged = first.is_unchanged
    state = (
        State.TWO if are_two
        else State.STALE if stale
        else State.UNCHANGED if is_unchanged
        else State.DELIVERED
    )  # fmt: skip
    return Delivery(id, name, state, tuple(found), newest, notes=tuple(notes))


def _stale(version: Version, holds: _Holds) -> Iterator[str]:
    """That it was made from an older dispatch, or has other rates than hold."""
    dispatch, newest = version.slip.dispatch, holds.newest
    if newest and dispatch is None:
        yield f"Sier ikke når den ble sendt ut; den nyeste er {newest.called}."
    elif newest and dispatch and newest.is_later(dispatch):
        yield f"Laget av {dispatch.called}; den nyeste er {newest.called}."
    rates, where = holds.rates or (None, "")
    if rates is None or version.part.assumptions == rates or not version.part.assumptions.complete:
        return
    fields = zip(layout.ASSUMPTIONS, version.part.assumptions, rates, strict=True)
    for field, theirs, ours in fields:
        lacks = field in layout.OF_UNCERTAINTY and None in (theirs, ours)
        if theirs != ours and not lacks:
            there, here = _said(field, theirs), _said(field, ours)
            yield f"{field.label} er {there}, men {here} i {named(where)}."


def _said(field: layout.Field, value: str | Decimal | None) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}" if field is layout.YEAR else norwegian.number(value)
    return f"«{value}»" if value else "ikke oppgitt"


def _differs(theirs: Version, ours: Version) -> Iterator[str]:
    """What the workbook has for an area, that a version is not of."""
    workbook = named(ours.part.file)
    if ours.area.budget != theirs.area.budget:
        there, here = (
            "ikke satt" if each is None else f"{norwegian.number(each)} mill. kr"
            for each in (theirs.area.budget, ours.area.budget)
        )
        yield f"Budsjettet er {there} i fila, og {here} i {workbook}, som gjelder."
    sent = theirs.sent
    if sent and sent.print and ours.print not in (sent.print, theirs.print):
        yield f"Arket i {workbook} er endret etter at det ble sendt ut; det er ikke med i fila."


def _missing(area: AreaName, meant: Sequence[Part], unread: Sequence[Part], by: _By) -> Delivery:
    notes: list[str] = []
    if meant:
        notes += map(_unread, meant)
    elif unread:
        files = ", ".join(named(part.file) for part in unread)
        notes.append(f"Kan være i {files}, som ikke er lest.")
    state = State.UNREADABLE if meant else State.MISSING
    return Delivery(*area, state, is_late=by.is_over, notes=tuple(notes))


def _unread(part: Part) -> str:
    return f"{named(part.file)}: {part.findings[0].message}"


def _is_named_for(file: str, id: str) -> bool:
    """Whether a file is called as the part of an area is when it is sent out."""
    first, *rest = layout.spelled(named(file)).split(maxsplit=1)
    return bool(rest) and first == layout.spelled(id)
