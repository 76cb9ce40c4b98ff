"""What has changed from one estimate to another, and the proof that it is all of it.

Every change bears the kroner that it moves the total by; together they move it from the one total
to the other, exactly. A new hourly rate bears what it does to the hours that were there before it,
and a row what its own change comes to at the new rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple

from .. import layout
from ..amounts import ZERO, difference, product, total
from ..findings import Place
from ..flaws import Said
from ..matching import by_key, matched
from .state import AreaState, Row, State

_PRICED: Final = tuple(column.header for column in layout.OF_KRONER)


class Kind(Enum):
    """What has happened."""

    CHANGED = "Endret"
    ADDED = "Ny"
    REMOVED = "Fjernet"
    MOVED = "Flyttet"


class Subject(Enum):
    """What it has happened to."""

    ASSUMPTION = "Forutsetning"
    AREA = "Område"
    ROW = "Rad"
    FACTOR = "Felles faktor"


class Field(NamedTuple):
    """One thing that is said otherwise than before."""

    name: str
    before: Said
    after: Said


class Change(NamedTuple):
    """One change; `kroner` is what it moves the total by."""

    kind: Kind
    subject: Subject
    area: str
    id: str
    name: str
    fields: tuple[Field, ...]
    kroner: Decimal
    place: Place


class AreaChange(NamedTuple):
    """An area before and after; one that was not there, or is gone, is None."""

    before: AreaState | None
    after: AreaState | None

    @property
    def now(self) -> AreaState:
        """The area as it is, or as it last was."""
        state = self.after or self.before
        assert state
        return state


class Comparison(NamedTuple):
    """Two estimates and what has changed between them."""

    before: State
    after: State
    areas: tuple[AreaChange, ...]
    changes: tuple[Change, ...]

    @property
    def moved(self) -> Decimal:
        """What the total has changed by."""
        return difference(self.after.total, self.before.total)

    @property
    def listed(self) -> Decimal:
        """What the changes in the list come to."""
        return total(change.kroner for change in self.changes)

    @property
    def unexplained(self) -> Decimal:
        """What the list leaves out of the change: 0, exactly."""
        return difference(self.moved, self.listed)


def compare(before: State, after: State) -> Comparison:
    """Find the areas and rows again, and say what has changed in each."""
    found = matched(before.areas, after.areas, lambda area: area.id, lambda area: area.name)
    was = {id(new): old for old, new in found.pairs}
    areas = [AreaChange(was.get(id(area)), area) for area in after.areas]
    areas += [AreaChange(area, None) for area in found.gone]

    pairs: dict[int, _Placed] = {}
    gone: list[_Placed] = []
    new: list[_Placed] = []
    for change in areas:
        rows = matched(
            change.before.rows if change.before else (),
            change.after.rows if change.after else (),
            lambda row: row.id,
            lambda row: row.name,
        )
        pairs |= {id(now): _Placed(change.now, old) for old, now in rows.pairs}
        gone += [_Placed(change.now, row) for row in rows.gone]
        new += [_Placed(change.now, row) for row in rows.new]
    for same in (_Placed.by_id, _Placed.by_contents):
        elsewhere = by_key(gone, new, same)
        pairs |= {id(now.row): old for old, now in elsewhere.pairs}
        gone, new = elsewhere.gone, elsewhere.new
    left = {id(placed.row) for placed in gone}

    rates: dict[tuple[Decimal, Decimal], Decimal] = {}
    changes: list[Change] = []
    for change in areas:
        changes += _of_area(change)
        for row in change.after.rows if change.after else ():
            changes += _of_row(_Placed(change.now, row), pairs.get(id(row)), rates)
        for row in change.before.rows if change.before else ():
            if id(row) in left:
                changes.append(_alone(Kind.REMOVED, _Placed(change.now, row), -row.kroner))
    assumptions = _of_assumptions(before.assumptions, after.assumptions, rates)
    factors = _of_factors(before.factors, after.factors)
    return Comparison(before, after, tuple(areas), (*assumptions, *factors, *changes))


class _Placed(NamedTuple):
    """A row in its area."""

    area: AreaState
    row: Row

    def by_id(self) -> tuple[str, str] | None:
        """What makes it the same as a row of another area: id and name, for ids may be counters."""
        row = self.row
        return (row.id.casefold(), row.name.casefold()) if row.id and row.name else None

    def by_contents(self) -> tuple[Said, ...] | None:
        """The same without an id: the name and all that has a price."""
        row = self.row
        return (row.name.casefold(), *map(row.fields.get, _PRICED)) if row.name else None


def _of_area(change: AreaChange) -> Iterator[Change]:
    before, after = change
    fields = _fields(before.fields if before else None, after.fields if after else None)
    kind = Kind.CHANGED if before and after else Kind.ADDED if after else Kind.REMOVED
    if fields or kind is not Kind.CHANGED:
        now = change.now
        yield Change(kind, Subject.AREA, now.name, now.id, now.name, fields, ZERO, now.place)


def _of_row(
    now: _Placed, old: _Placed | None, rates: dict[tuple[Decimal, Decimal], Decimal]
) -> Iterator[Change]:
    """What has become of a row; what a new assumption does to its old hours goes to `rates`."""
    row = now.row
    if old is None:
        yield _alone(Kind.ADDED, now, row.kroner)
        return
    was = old.row
    kroner = difference(row.kroner, was.kroner)
    if was.rate is not None and row.rate is not None and was.rate != row.rate:
        by_rate = product(was.hours, difference(row.rate, was.rate))
        kroner = difference(kroner, by_rate)
        moved = was.rate, row.rate
        rates[moved] = total((rates.get(moved, ZERO), by_rate))
    fields = _fields(was.fields, row.fields)
    is_moved = old.area is not now.area
    if is_moved:
        fields = (Field(layout.AREA_NAME.label, old.area.name, now.area.name), *fields)
    if fields or kroner:
        kind = Kind.MOVED if is_moved else Kind.CHANGED
        name = row.name or was.name or _unnamed(row)
        yield Change(kind, Subject.ROW, now.area.name, row.id, name, fields, kroner, row.place)


def _alone(kind: Kind, placed: _Placed, kroner: Decimal) -> Change:
    """A row that is new or gone, with what has a price."""
    area, row = placed
    said = {header: row.fields.get(header) for header in _PRICED}
    fields = _fields(None, said) if kind is Kind.ADDED else _fields(said, None)
    name = row.name or _unnamed(row)
    return Change(kind, Subject.ROW, area.name, row.id, name, fields, kroner, row.place)


def _unnamed(row: Row) -> str:
    return f"uten navn, {row.place.cell}" if row.place.cell else "uten navn"


def _of_assumptions(
    before: Mapping[str, Said],
    after: Mapping[str, Said],
    rates: dict[tuple[Decimal, Decimal], Decimal],
) -> Iterator[Change]:
    """The assumptions; an hourly rate with what it does to the hours that follow it."""
    for field in _fields(before, after):
        kroner = ZERO
        if field.name == layout.HOURLY_RATE.label:
            kroner = rates.pop((_rate(field.before), _rate(field.after)), ZERO)
        yield _of_assumption(field, kroner)
    # Workbooks that are read together may each have a rate of their own.
    for (old, new), kroner in rates.items():
        yield _of_assumption(Field(layout.HOURLY_RATE.label, old, new), kroner)


def _of_assumption(field: Field, kroner: Decimal) -> Change:
    return Change(Kind.CHANGED, Subject.ASSUMPTION, "", "", field.name, (field,), kroner, Place(""))


def _of_factors(
    before: Mapping[str, Mapping[str, Said]] | None, after: Mapping[str, Mapping[str, Said]] | None
) -> Iterator[Change]:
    """The common factors, which move no total; unless nothing is known of those of one side."""
    if before is None or after is None:
        return
    for name in {**after, **before}:
        was, now = before.get(name), after.get(name)
        kind = Kind.ADDED if was is None else Kind.REMOVED if now is None else Kind.CHANGED
        if fields := _fields(was, now):
            yield Change(kind, Subject.FACTOR, "", "", name, fields, ZERO, Place(""))


def _rate(said: Said) -> Decimal:
    return said if isinstance(said, Decimal) else ZERO


def _fields(
    before: Mapping[str, Said] | None, after: Mapping[str, Said] | None
) -> tuple[Field, ...]:
    """What is said otherwise. None says nothing; what one side does not know is no change.

    Nor is a 0 where nothing stood.
    """
    sides = [side for side in (before, after) if side is not None]
    known = [name for name in sides[0] if all(name in side for side in sides)]
    found = (Field(name, (before or {}).get(name), (after or {}).get(name)) for name in known)
    return tuple(field for field in found if (field.before or None) != (field.after or None))
