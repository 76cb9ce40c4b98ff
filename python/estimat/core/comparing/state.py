"""An estimate as it is at one time: all that people have written in it, to be held against another.

It is small and travels between processes; what it comes to is what the consolidation came to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from .. import layout
from ..amounts import ZERO, exact, total
from ..consolidation import DOUBLE, Consolidation
from ..estimate import Activity, Area, Estimate
from ..findings import Place
from ..flaws import as_text
from ..layout import COLUMNS
from ..values import Value

Said: TypeAlias = "str | Decimal | None"
"""What a cell says: a text, a number, or nothing."""

LEFT_OUT: Final = "Utelatt fordi"
_INPUTS: Final = tuple(column for column in COLUMNS if column.formula is None)


class Row(NamedTuple):
    """A row of an area. `kroner` and `hours` are as they count in the total.

    `rate` is the assumption that prices it; None when it has a rate of its own or does not count.
    """

    place: Place
    id: str
    name: str
    fields: Mapping[str, Said]
    hours: Decimal
    kroner: Decimal
    rate: Decimal | None


class AreaState(NamedTuple):
    """An area with what its head says and its rows."""

    place: Place
    id: str
    name: str
    fields: Mapping[str, Said]
    rows: tuple[Row, ...]

    @property
    def hours(self) -> Decimal:
        return total(row.hours for row in self.rows)

    @property
    def kroner(self) -> Decimal:
        return total(row.kroner for row in self.rows)


class State(NamedTuple):
    """An estimate at one time. `total` is what the consolidation of it came to."""

    total: Decimal
    assumptions: Mapping[str, Said]
    areas: tuple[AreaState, ...]


def area_states(estimate: Estimate) -> Iterator[AreaState]:
    """The areas of one workbook, with all that people write in them."""
    for area in estimate.areas:
        head: list[Said] = [
            area.id, area.name, area.responsible, area.status, area.budget,
            "\n".join(area.ambitions), area.reason,
        ]  # fmt: skip
        yield AreaState(
            estimate.place(area.sheet),
            area.id,
            area.name or area.sheet.name,
            {field.label: each or None for field, each in zip(layout.HEAD, head, strict=True)}
            | {layout.AREA_BUDGET.label: area.budget},
            tuple(_row(estimate, area, activity) for activity in area.activities),
        )


def _row(estimate: Estimate, area: Area, activity: Activity) -> Row:
    values = area.sheet.values
    fields: dict[str, Said] = {
        column.header: said(values.get((activity.row, area.columns[column.header])))
        for column in _INPUTS
        if column.header in area.columns
    }
    if activity.kind and layout.KIND.header in fields:  # however it is spelled
        fields[layout.KIND.header] = activity.kind.value
    level = layout.LEVELS.get(layout.spelled(str(fields.get(layout.AMBITION.header) or "")))
    if level:
        fields[layout.AMBITION.header] = level
    reason = activity.left_out
    fields[LEFT_OUT] = reason.title if reason else None
    counts = reason is None
    follows = counts and activity.rate is None
    return Row(
        estimate.place(area.sheet, activity.row, area.table.area.left),
        activity.id,
        activity.name,
        fields,
        activity.cost.hours if counts else ZERO,
        activity.cost.kroner if counts else ZERO,
        (estimate.assumptions.hourly_rate or ZERO) if follows else None,
    )


def said(value: Value) -> Said:
    """What a cell says."""
    number = exact(value) if isinstance(value, float) else None
    return as_text(value) or None if number is None else number


def state_of(consolidation: Consolidation, areas: Iterable[AreaState]) -> State:
    """The estimate that was consolidated; an area that is there twice counts the first time."""
    counted = {entry.source.place for entry in consolidation.areas if entry.source}
    assumptions = consolidation.stamp.assumptions or ()
    return State(
        consolidation.total.sums.kroner,
        {
            field.label: value or None if isinstance(value, str) else value
            for field, value in zip(layout.ASSUMPTIONS, assumptions, strict=False)
        },
        tuple(area if area.place in counted else _not_counted(area) for area in areas),
    )


def _not_counted(area: AreaState) -> AreaState:
    rows = (
        row._replace(
            fields={**row.fields, LEFT_OUT: row.fields.get(LEFT_OUT) or DOUBLE},
            hours=ZERO, kroner=ZERO, rate=None,
        )
        for row in area.rows
    )  # fmt: skip
    return area._replace(rows=tuple(rows))
