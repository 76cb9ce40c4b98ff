"""An estimate as it is at one time: all that people have written in it, to be held against another.

It is small and travels between processes; what it comes to is what the consolidation came to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from .. import layout, norwegian
from ..amounts import ZERO, total
from ..consolidation import DOUBLE, Consolidation
from ..estimate import Activity, Area, Estimate, Factor
from ..findings import Place
from ..flaws import Said, said

LEFT_OUT: Final = "Utelatt fordi"


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
    factors: Mapping[str, Mapping[str, Said]] | None = None
    """The common factors by name; None where nothing is known of them."""


def area_states(estimate: Estimate) -> Iterator[AreaState]:
    """The areas of one workbook, with all that people write in them."""
    for area in estimate.areas:
        yield AreaState(
            estimate.place(area.sheet),
            area.head.id,
            area.head.name or area.sheet.name,
            {
                field.label: ("\n".join(each) if isinstance(each, tuple) else each) or None
                for field, each in zip(layout.HEAD, area.head, strict=True)
            }
            | {layout.AREA_BUDGET.label: area.head.budget},
            tuple(_row(estimate, area, activity) for activity in area.activities),
        )


def _row(estimate: Estimate, area: Area, activity: Activity) -> Row:
    values = area.sheet.values
    fields: dict[str, Said] = {
        column.header: said(values.get((activity.row, area.columns[column.header])))
        for column in layout.INPUTS
        if column.header in area.columns
    }
    for column in (layout.KIND, layout.AMBITION, layout.PROJECT, layout.PHASING):
        if column.header in fields:  # however it is spelled
            fields[column.header] = getattr(activity.inputs, column.field) or None
    reason = activity.left_out
    fields[LEFT_OUT] = reason.title if reason else None
    counts = reason is None
    follows = counts and activity.inputs.rate is None
    return Row(
        estimate.place(area.sheet, activity.row, area.table.area.left),
        activity.inputs.id,
        activity.inputs.name,
        fields,
        activity.cost.hours if counts else ZERO,
        activity.cost.kroner if counts else ZERO,
        (estimate.assumptions.hourly_rate or ZERO) if follows else None,
    )


def state_of(
    consolidation: Consolidation,
    areas: Iterable[AreaState],
    factors: Iterable[tuple[Place, Factor]],
) -> State:
    """The estimate that was consolidated; an area that is there twice counts the first time.

    Of assumptions that workbooks made before do without, nothing is known where they are missing.
    """
    counted = {entry.source.place for entry in consolidation.areas if entry.source}
    assumptions = consolidation.stamp.assumptions or ()
    return State(
        consolidation.total.sums.kroner,
        {
            field.label: value or None if isinstance(value, str) else value
            for field, value in zip(layout.ASSUMPTIONS, assumptions, strict=False)
            if value is not None or field not in layout.OF_UNCERTAINTY
        },
        tuple(area if area.place in counted else _not_counted(area) for area in areas),
        {each.name: _said(each) for _, each in factors},
    )


def in_scenario(state: State, made: Consolidation, rows: Mapping[Place, Activity | None]) -> State:
    """A plan's state as it is in a scenario of it, by what became of each row; None is gone."""
    assumed = made.stamp.assumptions and made.stamp.assumptions.hourly_rate
    areas = (
        area._replace(
            rows=tuple(
                row if row.fields.get(LEFT_OUT) else _row_in(row, now, assumed)
                for row in area.rows
                if (now := rows.get(row.place))
            )
        )
        for area in state.areas
    )
    assumptions = {**state.assumptions, layout.HOURLY_RATE.label: assumed}
    return state._replace(total=made.total.sums.kroner, assumptions=assumptions, areas=tuple(areas))


def _row_in(row: Row, now: Activity, assumed: Decimal | None) -> Row:
    written = {
        column.header: getattr(now.inputs, column.field)
        for column in layout.NUMERIC_INPUTS
        if column.header in row.fields
    }
    return row._replace(
        fields={**row.fields, **written},
        hours=now.cost.hours,
        kroner=now.cost.kroner,
        rate=assumed if row.rate is not None else None,
    )


def _said(factor: Factor) -> dict[str, Said]:
    """A factor but for its name, as people read it."""
    return {
        column.label: f"{norwegian.number(value * 100)} %" if isinstance(value, Decimal) else value
        for column, value in zip(layout.FACTOR_COLUMNS[1:], factor[1:], strict=True)
    }


def _not_counted(area: AreaState) -> AreaState:
    rows = (
        row._replace(
            fields={**row.fields, LEFT_OUT: row.fields.get(LEFT_OUT) or DOUBLE},
            hours=ZERO, kroner=ZERO, rate=None,
        )
        for row in area.rows
    )  # fmt: skip
    return area._replace(rows=tuple(rows))
