"""One workbook's part of the consolidation: its areas, each added up, and their lines."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple, TypeVar

from . import layout
from .amounts import ZERO, full_time_years, total
from .book import Range
from .estimate import Activity, Area, Assumptions, Cost, Estimate, Factor, Head, Inputs
from .findings import Finding, Place, Severity
from .layout import Kind
from .points import Points, points


class Line(NamedTuple):
    """A row of an area's table as it was counted: `rate` priced its hours, if it has any.

    `head` is its area's, `assumptions` what the workbook goes by; `left_out` says why it was not
    counted.
    """

    place: Place
    head: Head
    inputs: Inputs
    assumptions: Assumptions
    rate: Decimal | None
    cost: Cost
    left_out: str

    @property
    def area(self) -> str:
        """The id of its area."""
        return self.head.id

    @property
    def area_name(self) -> str:
        """What its area is called: where that is blank, as its sheet."""
        return self.head.name or self.place.sheet

    @property
    def responsible(self) -> str:
        """Who is responsible: whose row says nobody has the area's."""
        return self.inputs.responsible or self.head.responsible

    @property
    def fte(self) -> Decimal | None:
        """Full-time years, to four decimals."""
        per_year = self.assumptions.hours_per_year
        return full_time_years(self.cost.hours, per_year) if per_year else None

    @property
    def low(self) -> Decimal:
        """Kroner at the low end of its range (P10); those of the plan where it has none."""
        return self._points().low

    @property
    def high(self) -> Decimal:
        """Kroner at the high end of its range (P90); those of the plan where it has none."""
        return self._points().high

    def _points(self) -> Points:
        return points(self.inputs, self.assumptions.hourly_rate or ZERO)


class LeftOut(NamedTuple):
    """Kroner that were read and are not in the total, with the reason."""

    place: Place
    name: str
    kroner: Decimal
    reason: str


class AreaSum(NamedTuple):
    """One area, added up.

    `rows` are its table's cells, and `columns` where each of `layout.COLUMNS` stands; 0 is nowhere.
    `live` is how a formula means the kroner of its rows, and `prints` are those rows' `print_of`.
    """

    id: str
    name: str
    status: str
    place: Place
    rows: Range
    columns: tuple[int, ...]
    budget: Decimal | None
    budget_cell: str
    read: Decimal
    hours: Decimal
    own: Decimal
    purchase: Decimal
    pass_through: Decimal
    left_out: tuple[LeftOut, ...]
    live: str = ""
    prints: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """What makes it the same area as another; one without an id is like no other."""
        return layout.spelled(self.id) or str(self.place)

    @property
    def kroner(self) -> Decimal:
        return total((self.own, self.purchase, self.pass_through))

    def cells(self, column: layout.Column) -> Place:
        """The cells of one column that the area's number is made of."""
        position = self.columns[layout.COLUMNS.index(column)] or self.rows.left
        return self.place._replace(cell=str(self.rows._replace(left=position, right=position)))


class Part(NamedTuple):
    """What consolidation needs of one workbook; without `sha256` it could not be read.

    `whole` are the ids and names of all the areas of the estimate that it is a part of.
    """

    file: str
    sha256: str
    assumptions: Assumptions
    areas: tuple[AreaSum, ...]
    findings: tuple[Finding, ...]
    whole: tuple[tuple[str, str], ...] = ()
    scenario: str = ""
    """Which scenario it is, when it is not the plan's."""

    says: str = ""
    """What is laid over the plan in it, in words."""

    @property
    def stops(self) -> bool:
        """Whether anything is wrong that stops the consolidation."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


T = TypeVar("T", bound=Hashable)


def one(value: T) -> T:
    """The same object for equal values: parts that travel and are kept together hold it once."""
    return _first_of_equals(value)  # type: ignore[return-value]


@lru_cache(maxsize=256)
def _first_of_equals(value: Hashable) -> Hashable:
    return value


def sum_area(estimate: Estimate, area: Area) -> AreaSum:
    """Add up one area by the kinds of cost, and name the rows that cannot be counted."""
    by_kind: dict[Kind, list[Decimal]] = {kind: [] for kind in Kind}
    hours, read, left_out = [], [], []
    for activity in area.activities:
        kroner = activity.cost.kroner
        read.append(kroner)
        reason = activity.left_out
        if reason is not None:
            place = estimate.place(area.sheet, activity.row, area.table.area.left)
            left_out.append(LeftOut(place, activity.inputs.called, kroner, reason.title))
        elif activity.inputs.kind is not None:
            by_kind[activity.inputs.kind].append(kroner)
            hours.append(activity.cost.hours)
    return AreaSum(
        area.head.id,
        area.head.name or area.sheet.name,
        one(area.head.status),
        Place(estimate.book.file, one(area.sheet.name)),
        one(area.rows()),
        one(tuple(area.columns.get(header, 0) for header in layout.HEADERS)),
        area.head.budget,
        one(estimate.head(area, layout.AREA_BUDGET).cell),
        total(read),
        total(hours),
        total(by_kind[Kind.OWN]),
        total(by_kind[Kind.PURCHASE]),
        total(by_kind[Kind.PASS_THROUGH]),
        tuple(left_out),
        _live(area),
        tuple(
            print_of(each) for each in area.activities if each.inputs.hours or each.inputs.amount
        ),
    )


def _live(area: Area) -> str:
    column = area.columns.get(layout.SUM.header)
    if column is None:
        return ""
    header = area.table.headers[column - area.table.area.left]
    return f"{area.table.name}[{header}]"


def print_of(activity: Activity) -> int:
    """What two rows have in common when one is copied from the other: all but the id."""
    said = (
        layout.spelled(activity.inputs.name),
        layout.spelled(activity.inputs.kind_text),
        activity.inputs.hours,
        activity.inputs.rate,
        activity.inputs.amount,
    )
    return int.from_bytes(blake2b(repr(said).encode(), digest_size=8).digest(), "big")


def factors(estimate: Estimate) -> Iterator[tuple[Place, Factor]]:
    """The common factors of a workbook that has areas; to be kept when it is read.

    One without any is not a part of the estimate, and gives it nothing.
    """
    return iter(estimate.factors if estimate.areas else ())


def lines(estimate: Estimate) -> Iterator[Line]:
    """The rows that the numbers are made of, as they were counted."""
    rate = estimate.assumptions.hourly_rate or ZERO
    for area in estimate.areas:
        for activity in area.activities:
            cost = activity.cost
            yield Line(
                estimate.place(area.sheet, activity.row, area.table.area.left),
                area.head,
                activity.inputs,
                estimate.assumptions,
                activity.inputs.rate or rate if cost.hours else None,
                cost,
                activity.left_out.title if activity.left_out else "",
            )
