"""The total broken down: by who is responsible, by kind of cost, by ambition, by who governs.

Every breakdown is of the same rows, those that count, and adds up to the same total to the øre.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple, TypeAlias

from . import layout
from .amounts import ZERO, apportion, difference, full_time_years, total
from .consolidation import Consolidation
from .layout import Kind
from .part import Line

NOT_GIVEN: Final = "(ikke oppgitt)"
"""What stands for a blank."""

_ORE: Final = Decimal("0.01")


class By(Enum):
    """What the total is broken down by: a word on the command line, a heading and a title."""

    RESPONSIBLE = ("ansvarlig", layout.RESPONSIBLE.header, "Etter ansvarlig")
    KIND = ("type", layout.KIND.header, "Etter kostnadstype")
    AMBITION = ("ambisjon", layout.AMBITION.header, "Etter ambisjonsnivå")
    GOVERNED = ("styres-av", layout.GOVERNED.header, "Etter hvem som styrer")
    AREA = ("omrade", layout.AREA_NAME.label, "Etter tjenesteområde og kostnadstype")

    @property
    def word(self) -> str:
        return self.value[0]

    @property
    def heading(self) -> str:
        return self.value[1]

    @property
    def title(self) -> str:
        return self.value[2]


class Cell(NamedTuple):
    """What rows that are added up have in common; `area` is where the area stands."""

    area: tuple[str, str]
    kind: Kind
    responsible: str
    ambition: str
    governed: str


Cube: TypeAlias = dict[Cell, tuple[Decimal, Decimal]]
"""Hours and kroner, exact, of the rows that have the same in common."""


class Group(NamedTuple):
    """Some of the rows: hours exact, kroner to the øre, full-time years to four decimals.

    `share` is its part of the total, `kinds` an area's kroner by the three kinds of cost.
    """

    name: str
    hours: Decimal
    fte: Decimal
    kroner: Decimal
    share: Decimal
    kinds: tuple[Decimal, ...] = ()


class Breakdown(NamedTuple):
    """The groups, and how far they are from the total: 0."""

    by: By
    groups: tuple[Group, ...]
    difference: Decimal


def counting(lines: Iterable[Line], cube: Cube) -> Iterator[Line]:
    """Pass lines on, as they were counted, and add those that count to the cube.

    A row of no kind counts only when it has no numbers.
    """
    for line in lines:
        inputs, cost = line.inputs, line.cost
        if inputs.kind and not line.left_out:
            cell = Cell(
                (line.place.file, line.place.sheet),
                inputs.kind,
                line.responsible,
                inputs.ambition,
                inputs.governed,
            )
            hours, kroner = cube.get(cell, (ZERO, ZERO))
            cube[cell] = total((hours, cost.hours)), total((kroner, cost.kroner))
        yield line


def cube_of(lines: Iterable[Line]) -> Cube:
    """The cube of lines as they were counted."""
    cube: Cube = {}
    for _ in counting(lines, cube):
        pass
    return cube


def broken_down(made: Consolidation, cube: Cube, by: By) -> Breakdown:
    """The total by one thing; kroner are rounded so that the groups add up to it.

    Largest remainder. What is spelled alike is one group,
    called as it is spelled first; a blank is the last. Areas stand in the order of the total,
    ambitions from the lowest up, all else by kroner. An area has its kroner by kinds.
    """
    names: dict[str, str] = {}
    cells: dict[str, list[Cell]] = {}
    for entry in made.areas if by is By.AREA else ():
        if entry.source:
            key = _place(entry.source.place[:2])
            names[key], cells[key] = entry.name, []
    for cell in cube:
        key, name = _KEYS[by](cell)
        names.setdefault(key, name)
        cells.setdefault(key, []).append(cell)
    keys = [*cells] if by is By.AREA else sorted(cells, key=_order(by, cube, cells))
    groups = _groups(made, cube, [names[key] for key in keys], [cells[key] for key in keys])
    if by is By.AREA:
        groups = _with_kinds(groups, cube, [cells[key] for key in keys])
    shown = total(each.kroner for each in groups)
    return Breakdown(by, tuple(groups), difference(made.total.kroner, shown))


def _place(area: tuple[str, str]) -> str:
    return "\0".join(area)


def _spelled(text: str) -> tuple[str, str]:
    return layout.spelled(text), text or NOT_GIVEN


_KEYS: Final[dict[By, Callable[[Cell], tuple[str, str]]]] = {
    By.RESPONSIBLE: lambda cell: _spelled(cell.responsible),
    By.KIND: lambda cell: (cell.kind.value, cell.kind.value),
    By.AMBITION: lambda cell: _spelled(cell.ambition),
    By.GOVERNED: lambda cell: _spelled(cell.governed),
    By.AREA: lambda cell: (_place(cell.area), cell.area[1]),
}
"""What makes rows of one group, and what that is called."""

_KINDS: Final = [kind.value for kind in Kind]
_LEVELS: Final = [*layout.LEVELS]
_IN_ORDER: Final = {By.KIND: _KINDS, By.AMBITION: _LEVELS}


def _order(
    by: By, cube: Cube, cells: dict[str, list[Cell]]
) -> Callable[[str], tuple[bool, int, Decimal, str]]:
    known = _IN_ORDER.get(by, [])

    def order(key: str) -> tuple[bool, int, Decimal, str]:
        kroner = total(cube[cell][1] for cell in cells[key])
        return not key, known.index(key) if key in known else len(known), -kroner, key

    return order


def _groups(
    made: Consolidation, cube: Cube, names: Sequence[str], cells: Sequence[Sequence[Cell]]
) -> list[Group]:
    """Each group, with all their kroner rounded together."""
    hours = [total(cube[cell][0] for cell in group) for group in cells]
    sums = [total(cube[cell][1] for cell in group) for group in cells]
    kroner = apportion(sums, _ORE)
    whole = made.total.grand_total
    shares = [each / whole if whole else ZERO for each in sums]
    per_year = made.total.hours_per_year
    years = [full_time_years(each, per_year) if per_year else ZERO for each in hours]
    columns = zip(names, hours, years, kroner, shares, strict=True)
    return [Group(*each) for each in columns]


def _with_kinds(
    groups: Sequence[Group], cube: Cube, cells: Sequence[Sequence[Cell]]
) -> list[Group]:
    """The areas by kinds of cost, all the kroner rounded together; each is the sum of its own."""
    by_kind = [
        total(cube[cell][1] for cell in group if cell.kind is kind)
        for group in cells
        for kind in Kind
    ]
    rounded = apportion(by_kind, _ORE)
    return [
        group._replace(kinds=(kinds := tuple(rounded[at : at + len(Kind)])), kroner=total(kinds))
        for group, at in zip(groups, range(0, len(rounded), len(Kind)), strict=True)
    ]
