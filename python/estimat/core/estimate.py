"""The estimate that a workbook holds: areas with their activities, and the assumptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple

from . import functions, layout
from .amounts import ZERO, exactly, total
from .book import Book, Range, Sheet, Table, address
from .findings import Place, Rule, error
from .flaws import Flaw
from .layout import Column, Field, Kind

# A row of none of the three kinds has nowhere to go in the total.
UNKNOWN_KIND = error(
    "KOST-03", "Ukjent kostnadstype",
    "Raden har tall, men kostnadstypen «{found}» er ikke en av de tre.",
    "Velg en av typene i nedtrekkslisten: {expected}.",
)  # fmt: skip


class Cost(NamedTuple):
    """What a row comes to: hours, and kroner by the way they arise, not rounded."""

    hours: Decimal
    from_hours: Decimal
    amount: Decimal
    kroner: Decimal


NOTHING: Final = Cost(ZERO, ZERO, ZERO, ZERO)
"""What a row comes to that is not done."""


def price(
    hours: Decimal | None, rate: Decimal | None, amount: Decimal | None, hourly_rate: Decimal
) -> Cost:
    """Price a row by its own rate, or else by the assumption; what it lacks counts as nothing."""
    hours, amount = hours or ZERO, amount or ZERO
    from_hours = exactly(functions.cost, hours, hourly_rate if rate is None else rate)
    return Cost(hours, from_hours, amount, total((from_hours, amount)))


class Inputs(NamedTuple):
    """What people write in a row, by `layout.INPUTS`. A number that is blank or flawed is None.

    `last_year` is what the row came to in the year that the workbook was rolled on from.
    """

    id: str = ""
    name: str = ""
    kind_text: str = ""
    responsible: str = ""
    hours: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    rate: Decimal | None = None
    amount: Decimal | None = None
    amount_low: Decimal | None = None
    amount_high: Decimal | None = None
    ambition: str = ""
    governed: str = ""
    involvement: str = ""
    comment: str = ""
    status: str = ""
    project: str = ""
    phasing: str = ""
    last_year: Decimal | None = None

    @property
    def kind(self) -> Kind | None:
        return KINDS.get(layout.spelled(self.kind_text))

    @property
    def called(self) -> str:
        """The name of the activity; without one, the id of its row."""
        return self.name or self.id

    @property
    def ended(self) -> bool:
        """Whether a decision has taken the row out of the plan."""
        return self.status == layout.ENDED


class Activity(NamedTuple):
    """A row of an area's table: where it stands, what people wrote, and what it comes to."""

    row: int
    inputs: Inputs
    flaws: tuple[Flaw, ...]
    cost: Cost

    @property
    def has_numbers(self) -> bool:
        """Whether anything but text stands in the row's input, sound or not."""
        hours, rate, amount = self.inputs.hours, self.inputs.rate, self.inputs.amount
        return bool(self.flaws) or not hours is rate is amount is None

    @property
    def left_out(self) -> Rule | None:
        """The rule that keeps this row out of every total, or None when it counts."""
        if self.flaws:
            return self.flaws[0].rule
        return UNKNOWN_KIND if self.inputs.kind is None and self.has_numbers else None


KINDS: Final[dict[str, Kind]] = {layout.spelled(kind.value): kind for kind in Kind}
"""The kinds of cost, by how they are compared."""


class Assumptions(NamedTuple):
    """The rates and the frame; None is an assumption that is missing or flawed."""

    year: Decimal | None
    hourly_rate: Decimal | None
    hours_per_year: Decimal | None
    full_cost: Decimal | None
    risk_reserve: Decimal | None
    tolerance: Decimal | None
    ministry: str
    price_level: str
    covariation: Decimal | None = None
    certainty: Decimal | None = None

    @property
    def complete(self) -> bool:
        """Whether hours can be priced and turned into full-time years."""
        return self.hourly_rate is not None and self.hours_per_year is not None

    @property
    def whole(self) -> bool:
        """Whether all is there that a total and a note need."""
        return None not in self[: len(layout.OF_THE_TOTAL)]


STANDARD: Final = {layout.COVARIATION: Decimal("0.3"), layout.CERTAINTY: Decimal("0.85")}
"""What holds where a workbook does not say: it was made before there were such assumptions."""

NO_ASSUMPTIONS: Final = Assumptions(None, None, None, None, None, None, "", "")


class Factor(NamedTuple):
    """What moves many rows at once, as fractions of what it works on, and why.

    `works_on` says everything, an area, a kind of cost, or who is responsible, as in `reach`. A
    number that is blank or flawed is None.
    """

    name: str
    works_on: str
    low: Decimal | None
    likely: Decimal | None
    high: Decimal | None
    reason: str = ""


class Reach(Enum):
    """What a factor can work on, the first that fits."""

    EVERYTHING = 1
    AREA = 2
    KIND = 3
    RESPONSIBLE = 4


def reach(works_on: str, ids: Iterable[str]) -> Reach:
    """What is meant by `works_on` in an estimate whose areas have these ids."""
    said = layout.spelled(works_on)
    if said == layout.spelled(layout.EVERYTHING):
        return Reach.EVERYTHING
    if said in map(layout.spelled, ids):
        return Reach.AREA
    kinds = (kind.value for kind in Kind)
    return Reach.KIND if said in map(layout.spelled, kinds) else Reach.RESPONSIBLE


class Head(NamedTuple):
    """What people write above an area's table; the budget is in million kr, `reason` has lines."""

    id: str
    name: str
    responsible: str = ""
    status: str = ""
    budget: Decimal | None = None
    ambitions: tuple[str, ...] = ()
    reason: str = ""


class Area(NamedTuple):
    """A service area: its sheet and table, its head, and its activities."""

    sheet: Sheet
    table: Table
    columns: dict[str, int]
    head: Head
    head_flaws: tuple[Flaw, ...]
    activities: tuple[Activity, ...]

    @property
    def priceable(self) -> bool:
        """Whether the columns are there that a row's kroner come from."""
        return all(column.header in self.columns for column in layout.OF_KRONER)

    def rows(self) -> Range:
        """The cells of the table's rows."""
        table = self.table
        return table.area._replace(top=table.first_row, bottom=max(table.first_row, table.last_row))


class Estimate(NamedTuple):
    """All that one workbook holds; `strangers` are sheets that look like areas but lack marks.

    `whole` are the ids and names of all the areas of the estimate that the workbook says it is a
    part of.
    """

    book: Book
    assumptions: Assumptions
    assumption_cells: dict[str, Place]
    assumption_flaws: tuple[Flaw, ...]
    areas: tuple[Area, ...]
    strangers: tuple[Sheet, ...]
    whole: tuple[tuple[str, str], ...]
    factors: tuple[tuple[Place, Factor], ...] = ()
    scenario: str = ""
    """Which scenario the workbook says that it is, and so that it is not the plan."""

    says: str = ""
    """What is laid over the plan in it, in words."""

    undelivered: tuple[str, ...] = ()
    """The ids of areas that had not come when parts were gathered in it."""

    @property
    def priceable(self) -> Iterator[Area]:
        """The areas that can be priced; in others a missing column is a finding of its own."""
        return (area for area in self.areas if area.priceable)

    def place(self, sheet: Sheet, row: int = 0, column: int = 0) -> Place:
        """Where a cell of a sheet is; without row and column the sheet itself."""
        return Place(self.book.file, sheet.name, address(row, column) if row else "")

    def cell(self, area: Area, activity: Activity, column: Column) -> Place:
        """Where an activity's cell is; in the row's first column when its own is missing."""
        position = area.columns.get(column.header, area.table.area.left)
        return self.place(area.sheet, activity.row, position)

    def head(self, area: Area, field: Field) -> Place:
        """Where a field of an area's head is; the sheet itself when the name is gone."""
        cells = area.sheet.names.get(field.name)
        return self.place(area.sheet, *((cells.top, cells.left) if cells else ()))
