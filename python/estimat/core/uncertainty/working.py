"""How the sheet Usikkerhet comes to its numbers, step by step on a sheet of its own: Mellomregning.

Each table is plain Excel formulas over the tables of the areas, with the results that the program
comes to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias

from .. import layout, report
from ..amounts import half_away
from ..book import Table as BookTable
from ..book import column_letters
from ..consolidation import total_of
from ..estimate import STANDARD, Area, Estimate, reach
from ..interpret import factor_tables
from ..layout import Field, Kind
from ..limits import LIMITS
from ..tables import Computed, Format, Heading, Item, Table
from . import rowformulas
from .calculation import Uncertainty
from .contributions import MOST_NAMED, AreaFigures
from .figures import OF_DEVIATION, P85, Effect
from .rowformulas import column_of, in_table, spelled

Number: TypeAlias = "Decimal | Fraction | float | int"

WHICH, SHIFT, SPREAD = range(3)
_OF_FACTORS: Final = 3
"""Rows of what factors are: what they work on, how they move it, how they spread it."""

FIRST: Final = 4
"""The row of the first heading."""
OVER: Final = 2
"""Rows of a table above its data: its title and its headings."""


def after(first: int, rows: int) -> int:
    """Where the data of the next table begins: a blank row, its title, its headings."""
    return first + rows + 1 + OVER


class Rows(NamedTuple):
    """Where the first row of each table stands, from 1, for so many areas and factors."""

    areas: int
    factors: int

    @property
    def assumed(self) -> int:
        """Covariation, and below it certainty."""
        return FIRST + OVER

    @property
    def sums(self) -> int:
        return after(self.assumed, len(layout.OF_UNCERTAINTY))

    @property
    def how(self) -> int:
        """What the factors are, a column each."""
        return after(self.sums, self.areas + 1)

    @property
    def bases(self) -> int:
        return after(self.how, _OF_FACTORS)

    @property
    def widest(self) -> int:
        return after(self.bases, self.areas + 1)

    @property
    def certain(self) -> int:
        return after(self.widest, MOST_NAMED * self.areas + self.factors)

    @property
    def total(self) -> int:
        """The row of all areas among the sums."""
        return self.sums + self.areas

    @property
    def all_bases(self) -> int:
        """The row of all areas among what the factors work on."""
        return self.bases + self.areas

    @property
    def last_widest(self) -> int:
        return self.widest + MOST_NAMED * self.areas + self.factors - 1

    @property
    def last_certain(self) -> int:
        return self.certain + MOST_NAMED * self.areas - 1


class Plan(NamedTuple):
    """A workbook whose uncertainty is to compute itself, what it comes to, and where it stands."""

    found: Uncertainty
    estimate: Estimate
    at: Rows

    @property
    def areas(self) -> Iterator[tuple[int, AreaFigures, Area]]:
        """The areas by their numbers, as they are counted and as they stand in the workbook."""
        sheets = {area.sheet.name: area for area in self.estimate.areas}
        for number, each in enumerate(self.found.areas):
            yield number, each, sheets[each.place.sheet]

    @property
    def covariation(self) -> str:
        """The cell in which it is, when it can be one."""
        return f"$C${self.at.assumed}"

    def column(self, number: int) -> str:
        """The column of a factor, from 0, among the bases."""
        return column_letters(number + 3)

    def factor(self, number: int) -> list[str]:
        """The cells of a factor in the table that people fill in."""
        table = factor_table(self.estimate)
        if not table:
            return []
        headers = (_heading(table, each) for each in layout.FACTOR_COLUMNS)
        return [f"INDEX({column_of(table.name, header)},{number + 1})" for header in headers]


def _heading(table: BookTable, column: Field) -> str:
    """How a column of the factors is spelled in their table."""
    wanted = layout.spelled(column.label)
    return next(header for header in table.headers if layout.spelled(header) == wanted)


def computed(value: Number | str, formula: str) -> Computed:
    """A cell with a formula, and what it comes to."""
    if isinstance(value, str):
        return Computed(value, formula)
    return Computed(value if isinstance(value, Decimal) else Decimal(float(value)), formula)


def steady(value: Fraction, formula: str, decimals: int) -> Computed:
    """A cell in which terms may cancel out, rounded so that nothing is left of binary fractions."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return Computed(half_away(exact, decimals), f"ROUND({formula},{decimals})")


def factor_table(estimate: Estimate) -> BookTable | None:
    """The table of common factors in a workbook."""
    return next((table for _, table in factor_tables(estimate.book)), None)


def room_for_factors(estimate: Estimate) -> int:
    """The rows of the table of factors, blank ones too."""
    found = factor_table(estimate)
    return found.last_row - found.first_row + 1 if found else 0


def tables(plan: Plan) -> Iterator[tuple[int, Table]]:
    """The tables, each with its first row of data."""
    at = plan.at
    yield at.assumed, _assumptions(plan)
    yield at.sums, _sums(plan)
    how, bases = _factors(plan)
    yield at.how, how
    yield at.bases, bases


def _assumptions(plan: Plan) -> Table:
    """What is assumed, where it can be: what is no such number makes an error of all the rest."""
    rows: list[Sequence[Item]] = []
    for field, value in (
        (layout.COVARIATION, plan.found.covariation), (layout.CERTAINTY, plan.found.certainty),
    ):  # fmt: skip
        formula = f"{STANDARD[field]:f}"
        if (cell := field.name) in plan.estimate.book.names:
            least, most, _ = LIMITS[field]
            holds = f"AND(ISNUMBER({cell}),N({cell})>={least:f},N({cell})<={most:f})"
            formula = f"IF({holds},{cell},NA())"
        rows.append(["", field.label, computed(value, formula)])
    columns = (report.ID, Heading("Forutsetning", Format.TEXT), Heading("Verdi", Format.PLAIN))
    return Table("Forutsetningene", columns, rows)


def _kr(text: str) -> Heading:
    return Heading(text, Format.KRONER)


_AREA: Final = (report.ID, report.NAME)
_WHAT: Final = Heading("Hva det er", Format.TEXT)
_SUMS: Final = (
    *_AREA, _kr("Plan"), _kr("Forventet uten faktorer"), _kr("Radenes standardavvik, sum"),
    _kr("Kvadratene av dem, sum"), _kr("Faktorene, forventet"), _kr("Faktorene, varians"),
    _kr("Forventet"), _kr("Standardavvik"), _kr("P85, og summen av dem"),
    Heading("Rader uten spenn", Format.HOURS), _kr("Uten spenn"),
)  # fmt: skip


def _sums(plan: Plan) -> Table:
    """What the rows of each area add up to, and all of them."""
    found, at, rho = plan.found, plan.at, plan.covariation
    rows: list[Sequence[Item]] = []
    for number, each, area in plan.areas:
        row, base = at.sums + number, at.bases + number
        own, figures, cells = each.sums, each.figures, in_table(area)
        wide, kroner = rowformulas.width(area, cells), rowformulas.planned(area, cells)
        skewed = rowformulas.skew(area, cells)
        unsure = rowformulas.certain(area, cells)
        moved = _of_factors(plan, SHIFT, base, "{0}*{1}")
        pairs = [(effect, effect.bases[number]) for effect in found.effects]
        shift = sum((effect.shift * part for effect, part in pairs), Fraction(0))
        spread = sum(((effect.spread * part) ** 2 for effect, part in pairs), Fraction(0))
        rows.append([
            computed(each.id, _said(_of_head(area, layout.AREA_ID))),
            computed(each.name, _said(_of_head(area, layout.AREA_NAME))),
            computed(own.plan, f"IF({_below_zero(area)}>0,NA(),SUMPRODUCT({kroner}))"),
            computed(own.expected, f"C{row}+SUMPRODUCT({skewed})/2.42"),
            computed(Fraction(own.width) / OF_DEVIATION, f"SUMPRODUCT({wide})/2.53"),
            computed(Fraction(own.squares) / OF_DEVIATION**2, f"SUMPRODUCT(({wide})^2)/2.53^2"),
            steady(shift, moved, 6),
            computed(spread, _of_factors(plan, SPREAD, base, "({0}*{1})^2")),
            computed(figures.expected, f"D{row}+{moved}"),
            computed(figures.deviation, _deviation(row, rho)),
            computed(figures.exactly_at(P85), f"I{row}+NORMSINV(0.85)*J{row}"),
            computed(own.rows, f"SUMPRODUCT((({unsure})<>0)*1)"),
            computed(own.certain, f"SUMPRODUCT({unsure})"),
        ])  # fmt: skip
    total, every, row = found.total, found.sums, at.total
    moved = _of_factors(plan, SHIFT, at.all_bases, "{0}*{1}")

    def summed(value: Number, letter: str) -> Computed:
        return computed(value, f"SUM({letter}{at.sums}:{letter}{row - 1})")

    shift = sum((each.shift * each.base for each in found.effects), Fraction(0))
    spread = sum((each.deviation**2 for each in found.effects), Fraction(0))
    rows.append([
        "", total_of(found.stamp.scenario),
        summed(every.plan, "C"), summed(every.expected, "D"),
        summed(Fraction(every.width) / OF_DEVIATION, "E"),
        summed(Fraction(every.squares) / OF_DEVIATION**2, "F"),
        steady(shift, moved, 6),
        computed(spread, _of_factors(plan, SPREAD, at.all_bases, "({0}*{1})^2")),
        computed(total.expected, f"D{row}+{moved}"),
        computed(total.deviation, _deviation(row, rho)),
        summed(sum((each.figures.exactly_at(P85) for each in found.areas), Fraction(0)), "K"),
        summed(every.rows, "L"), summed(every.certain, "M"),
    ])  # fmt: skip
    return Table("Områdene", _SUMS, rows, has_total=True)


def _below_zero(area: Area) -> str:
    """How many numbers are below 0, which none may be."""
    cells = in_table(area)
    there = (each for each in layout.NUMERIC_INPUTS if each.header in area.columns)
    return "+".join(f'COUNTIF({cells(each)},"<0")' for each in there)


def _deviation(row: int, covariation: str) -> str:
    return f"SQRT((1-{covariation})*F{row}+{covariation}*E{row}^2+H{row})"


def _of_head(area: Area, field: Field) -> str:
    """The cell of a field of the head, on its own sheet."""
    cells = area.sheet.names.get(field.name)
    sheet = area.sheet.name.replace("'", "''")
    return f"'{sheet}'!${column_letters(cells.left)}${cells.top}" if cells else '""'


def _said(cell: str) -> str:
    return f'{cell}&""'


def _of_factors(plan: Plan, row: int, base: int, term: str) -> str:
    """The sum over all factors of what they do to what they work on in a row of the bases."""
    if not plan.at.factors:
        return "0"
    last = column_letters(plan.at.factors + 2)
    over, own = plan.at.how + row, base
    return f"SUMPRODUCT({term.format(f'$C${over}:${last}${over}', f'C{own}:{last}{own}')})"


def _factors(plan: Plan) -> tuple[Table, Table]:
    """What each factor is and how it moves and spreads, and what it works on in each area."""
    found, at = plan.found, plan.at
    effects, table = by_row(plan), factor_table(plan.estimate)
    names = [f"{layout.FACTOR.label} {number + 1}" for number in range(at.factors)]
    how: list[list[Item]] = [["", text] for text in _HOW]
    bases: list[list[Item]] = [[each.id, each.name] for each in found.areas]
    bases.append(["", total_of(found.stamp.scenario)])
    for number in range(at.factors if table else 0):
        assert table
        effect, letter, cells = effects.get(number), plan.column(number), plan.factor(number)
        low, likely, high = cells[2:5]
        given = f"{letter}{at.how}>0"
        # Rounded, or a factor that is as likely to go down as up would move it a little.
        shift = f"ROUND({low}+0.42*{likely}+{high}-2.42,12)/2.42"
        for row, value, formula in (
            (WHICH, _which(effect, found), _which_formula(cells, plan, table)),
            (SHIFT, effect.shift if effect else 0, f"IF({given},{shift},0)"),
            (SPREAD, effect.spread if effect else 0, f"IF({given},({high}-{low})/2.53,0)"),
        ):
            how[row].append(computed(value, formula))
        for position, _, area in plan.areas:
            part = effect.bases[position] if effect else 0
            formula = _base(plan, area, position, cells[1], f"{letter}${at.how}")
            bases[position].append(computed(part, formula))
        # Whoever is responsible for nothing may be misspelled.
        total = f"SUM({letter}{at.bases}:{letter}{at.all_bases - 1})"
        total = f"IF(AND({letter}{at.how}=4,{total}=0),NA(),{total})"
        bases[-1].append(computed(effect.base if effect else 0, total))
    is_what = [Heading(each, Format.PLAIN) for each in names]
    kroner = [_kr(each) for each in names]
    return (
        Table("De felles faktorene", [report.ID, _WHAT, *is_what], how),
        Table("Det faktorene virker på", [*_AREA, *kroner], bases, has_total=True),
    )


_HOW: Final = (
    "Gjelder: 1 alle, 2 område, 3 kostnadstype, 4 ansvarlig", "Flytter det forventede, som del",
    "Standardavvik, som del",
)  # fmt: skip


def by_row(plan: Plan) -> dict[int, Effect]:
    """The factors by their rows in the table, from 0."""
    table = factor_table(plan.estimate)
    first = table.first_row if table else 0
    return {int(re.sub("[A-Z]", "", each.place.cell)) - first: each for each in plan.found.effects}


def _which(effect: Effect | None, found: Uncertainty) -> int:
    if effect is None:
        return 0
    return reach(effect.factor.works_on, (each.id for each in found.areas)).value


def _which_formula(cells: Sequence[str], plan: Plan, table: BookTable) -> str:
    """Which of the four it works on; 0 without a factor, an error for one that is none."""
    name, works_on, low, likely, high, _ = cells
    at = plan.at
    ids = f"$A${at.sums}:$A${at.total - 1}"
    blank = f"COUNTA({','.join(cells)})=0"
    numbers = f"{low},{likely},{high}"
    every = column_of(table.name, _heading(table, layout.FACTOR))
    alike = f"SUMPRODUCT(({spelled(every)}={spelled(name)})*1)"
    room = f"ROWS({column_of(table.name, table.headers[0])})"
    sound = (
        f'AND(COUNT({numbers})=3,{name}<>"",{works_on}<>"",{low}>=0,{low}<={likely},'
        f"{likely}<={high},{high}<=10,{room}<={at.factors},{alike}=1)"
    )
    said = spelled(works_on)
    kinds = ",".join(f'{said}="{kind.value}"' for kind in Kind)
    which = (
        f'IF({said}="{layout.EVERYTHING}",1,IF(SUMPRODUCT(({spelled(ids)}={said})*1)>0,'
        f"2,IF(OR({kinds}),3,4)))"
    )
    return f"IF({blank},0,IF({sound},{which},NA()))"


def _base(plan: Plan, area: Area, position: int, works_on: str, which: str) -> str:
    """What a factor works on in an area, expected."""
    row, cells = plan.at.sums + position, in_table(area)
    expected = f"({rowformulas.planned(area, cells)}+({rowformulas.skew(area, cells)})/2.42)"
    said, id = spelled(works_on), spelled(f"A{row}")
    own = spelled(_of_head(area, layout.AREA_RESPONSIBLE))
    kind = f"SUMPRODUCT(({spelled(cells(layout.KIND))}={said})*{expected})"
    who = cells(layout.RESPONSIBLE) if layout.RESPONSIBLE.header in area.columns else '""'
    theirs = f'({spelled(who)}={said})+({spelled(who)}="")*({own}={said})'
    return (
        f"CHOOSE({which}+1,0,D{row},IF({id}={said},D{row},0),{kind},"
        f"SUMPRODUCT(({theirs})*{expected}))"
    )
