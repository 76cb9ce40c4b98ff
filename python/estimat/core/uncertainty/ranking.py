"""The last steps of the sheet: the rows and factors that matter most, found by formulas alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from .. import layout
from ..amounts import ore
from ..estimate import Area
from ..tables import Computed, Format, Heading, Item, Table, value_of
from . import headings, rowformulas
from .contributions import MOST_NAMED, SHARE_DECIMALS, share_of_factor, share_of_row
from .figures import Effect, whole
from .rowformulas import Cells, in_row, in_table, whole_kroner
from .spans import Span
from .working import SPREAD, Plan, by_row, computed

_SPARE: Final = 200
"""Rows that a table may get at least before the sheet must be written anew."""

_ORDER: Final = 10**5
"""More than there are rows in any of these lists: what is alike is told apart by its place."""


def tables(plan: Plan) -> Iterator[tuple[int, Table]]:
    """The tables, each with its first row of data."""
    yield plan.at.widest, _widest(plan)
    yield plan.at.certain, _certain(plan)


def _kr(text: str) -> Heading:
    return Heading(text, Format.KRONER)


_LISTED: Final = (
    headings.ID, Heading("Rad eller felles faktor", Format.TEXT), _kr("Bredde"),
    Heading("Rad i tabellen", Format.HOURS), headings.PLAN, headings.LOW, headings.HIGH,
    headings.SHARE, _kr("Nøkkel"), _kr("Bredde, nøyaktig"), Heading("Rekkefølge", Format.HOURS),
)  # fmt: skip
_NO_SPAN: Final = Span(0, "", "", "", "", "", *[Decimal(0)] * 4)


def _widest(plan: Plan) -> Table:
    """The rows with the widest ranges in each area, the factors, and the order of them all."""
    at = plan.at
    rows: list[list[Item]] = []
    for _, each, area in plan.areas:
        for number, span in enumerate(_ten(each.widest)):
            rows.append(_row(plan, area, at.widest + len(rows), number, span))
    effects = by_row(plan)
    for number in range(at.factors):
        rows.append(_factor(plan, at.widest + len(rows), number, effects.get(number)))
    return Table(
        "Radene med videst spenn, og faktorene",
        _LISTED,
        _in_order(rows, 8, f"$I${at.widest}:$I${at.last_widest}"),
    )


def _ten(spans: Sequence[Span]) -> list[Span]:
    """The spans, and blank ones up to ten."""
    return [*spans, *[_NO_SPAN] * (MOST_NAMED - len(spans))]


def _row(plan: Plan, area: Area, row: int, number: int, span: Span) -> list[Item]:
    """A row of an area: what it is, its kroner, its part of the variance."""
    found, total, cells = plan.found, plan.at.total, in_row(area, f"$D{row}")
    kroner = (
        (span.plan, rowformulas.planned), (span.low, rowformulas.low),
        (span.high, rowformulas.high),
    )  # fmt: skip
    share = share_of_row(span, found.sums, found.total, found.covariation)
    own, rho = f"J{row}/2.53", plan.covariation
    part = f"((1-{rho})*({own})^2+{rho}*{own}*$E${total})/$J${total}^2"
    return [
        *_found(area, row, number, (span, span.width), rowformulas.width),
        *(
            computed(ore(value), f"IF($D{row}>0,{rowformulas.ore(formula(area, cells))},0)")
            for value, formula in kroner
        ),
        computed(share, f"IF($J${total}=0,0,{part})"),
        _key(row, plan.at.widest, share),
        computed(span.width, f"IF($D{row}>0,{rowformulas.width(area, cells)},0)"),
    ]


def _factor(plan: Plan, row: int, number: int, effect: Effect | None) -> list[Item]:
    """A common factor: its name, its kroner, its part of the variance."""
    at, letter = plan.at, plan.column(number)
    name, _, low, _, high, _ = plan.factor(number)
    base, spread = f"{letter}{at.all_bases}", f"{letter}{at.how + SPREAD}"
    total = f"$J${at.total}"
    share = share_of_factor(effect, plan.found.total) if effect else Fraction(0)
    kroner = effect.kroner if effect else (Decimal(0),) * 3
    return [
        "",
        computed(effect.factor.name if effect else "", f'{name}&""'),
        None,
        None,
        computed(kroner[0], whole_kroner(base)),
        computed(kroner[1], whole_kroner(f"{base}*N({low})")),
        computed(kroner[2], whole_kroner(f"{base}*N({high})")),
        computed(share, f"IF({total}=0,0,({spread}*{base}/{total})^2)"),
        _key(row, at.widest, share),
        None,
    ]


def _found(
    area: Area,
    row: int,
    number: int,
    found: tuple[Span, Decimal],
    size: Callable[[Area, Cells], str],
) -> list[Item]:
    """The largest row of an area but for so many: its id, its name, how large, and where it is.

    Of rows that are as large as one another, one that is found above is passed over.
    """
    span, kroner = found
    cells, sized = in_table(area), whole_kroner(size(area, in_table(area)))
    place, above = _counted(area), f"$D${row - number}:$D${row - 1}"
    fits = f"({sized}=C{row})*" + (f"ISNA(MATCH({place},{above},0))" if number else f"({place}>0)")
    id, name = (f"INDEX({cells(column)},D{row})" for column in (layout.ID, layout.ACTIVITY))
    at = span.row - area.table.first_row + 1 if span.row else 0
    largest = f"IFERROR(SUMPRODUCT(LARGE({sized},{number + 1})),0)"
    return [
        computed(span.id, f'IF(D{row}>0,{id}&"","")'),
        computed(span.name, f'IF(D{row}>0,IF({name}="",{id},{name})&"","")'),
        computed(whole(kroner), largest),
        computed(at, f"IF(C{row}>0,IFERROR(SUMPRODUCT(MATCH(1,{fits},0)),0),0)"),
    ]


def _counted(area: Area) -> str:
    """1, 2, 3 … for the rows of a table, and for those that it may get.

    Of cells that nothing stands in: not all who compute know in which rows a table stands, and some
    find nothing in an array of one.
    """
    rows = area.table.last_row - area.table.first_row + 1
    last = _SPARE * (rows // _SPARE + 2)
    return f"ROW($AZ$1:$AZ${last})-ROW($AZ$1)+1"


def _key(row: int, first: int, share: Fraction | int) -> Computed:
    """A number that sorts rows by their share, and those that are alike by their place."""
    place = _ORDER - (row - first + 1)
    scaled = f"ROUND(H{row}*10^{SHARE_DECIMALS},0)"
    rounded = round(float(share) * 10**SHARE_DECIMALS)
    value = rounded * _ORDER + place if rounded else 0
    return computed(value, f"IF({scaled}>0,{scaled}*10^5+{place},0)")


def _in_order(rows: list[list[Item]], keys: int, cells: str) -> list[Sequence[Item]]:
    """The rows, the first ten with the place of what comes as number so and so of them all."""
    found = [value for row in rows if isinstance(value := value_of(row[keys]), Decimal)]
    largest = sorted(map(int, found), reverse=True)
    ordered: list[Sequence[Item]] = []
    for number, row in enumerate(rows):
        place: Item = None
        if number < MOST_NAMED:
            key, nth = largest[number], f"LARGE({cells},{number + 1})"
            told = f"10^5-({nth}-INT({nth}/10^5)*10^5)"
            place = computed(_ORDER - key % _ORDER if key else 0, f"IF({nth}>0,{told},0)")
        ordered.append([*row, place])
    return ordered


_WITHOUT: Final = (
    headings.ID, Heading("Rad", Format.TEXT), _kr("Uten spenn, avrundet"),
    Heading("Rad i tabellen", Format.HOURS), headings.CERTAIN, _kr("Nøkkel"),
    Heading("Rekkefølge", Format.HOURS),
)  # fmt: skip


def _certain(plan: Plan) -> Table:
    """The rows with the most kroner that have no range, in each area, and the order of them all."""
    at = plan.at
    rows: list[list[Item]] = []
    for _, each, area in plan.areas:
        for number, span in enumerate(_ten(each.certain)):
            row, place = at.certain + len(rows), _ORDER - len(rows) - 1
            exact = rowformulas.certain(area, in_row(area, f"$D{row}"))
            kroner = whole(span.certain)
            rows.append([
                *_found(area, row, number, (span, span.certain), rowformulas.certain),
                computed(ore(span.certain), f"IF($D{row}>0,{rowformulas.ore(exact)},0)"),
                computed(
                    kroner * _ORDER + place if kroner else 0, f"IF(C{row}>0,C{row}*10^5+{place},0)"
                ),
            ])  # fmt: skip
    return Table(
        "Radene med mest uten spenn",
        _WITHOUT,
        _in_order(rows, 5, f"$F${at.certain}:$F${at.last_certain}"),
    )
