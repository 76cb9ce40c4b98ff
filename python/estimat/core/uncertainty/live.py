"""The uncertainty as a sheet that computes itself: what people read, each number with its formula.

Plain Excel, which needs neither Estimat nor array formulas. What it is computed by stands on a
sheet of its own, in `working`, where every step can be looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from .. import layout, norwegian
from ..book import column_letters
from ..tables import Computed, Item, Table, value_of
from . import report
from .contributions import MOST_NAMED
from .figures import whole
from .headings import FEED
from .rowformulas import ore, whole_kroner
from .working import OVER, SHIFT, SPREAD, Plan, after, by_row

_FAILED: Final = "Usikkerheten lar seg ikke regne ut nå. Trykk Kontroller."
_KRONER: Final = "C"
"""The column that the key figures stand in."""
_ABOVE: Final = 6
"""The row of the first heading: above it stand title, assumptions, sentence and notice."""
CHART_ROWS: Final = 26


def _with(table: Table, formulas: Sequence[Sequence[str]]) -> Table:
    """A table whose cells have these formulas; those that have an empty one stay."""
    rows: list[list[Item]] = [
        [
            Computed(value_of(item), formula) if formula else item
            for item, formula in zip(row, own, strict=True)
        ]
        for row, own in zip(table.rows, formulas, strict=True)
    ]
    return table._replace(rows=rows)


def _words(number: str, decimals: int) -> str:
    """The formula of a number as Norwegian text, whoever computes it."""
    scaled = f"ROUND({number}*10^{decimals},0)"
    ones = f"INT(ABS({scaled})/10^{decimals})"
    sign = f'IF({scaled}<0,"{norwegian.MINUS}","")'
    return f'{sign}&{ones}&","&RIGHT("0"&(ABS({scaled})-{ones}*10^{decimals}),{decimals})'


def _level(plan: Plan) -> str:
    """The level in words: `85 %`, or `82,5 %`."""
    per_cent = f"{_certainty(plan)}*100"
    is_whole = f"ROUND({per_cent}*10,0)=ROUND({per_cent},0)*10"
    return f'IF({is_whole},ROUND({per_cent},0)&"",{_words(per_cent, 1)})&" %"'


def _certainty(plan: Plan) -> str:
    return _there("C", plan.at.assumed + 1)


def headline(plan: Plan, first: int) -> Computed:
    """The sentence on top, of the key figures whose first row is given."""

    def cell(number: int) -> str:
        return f"{_KRONER}{first + number}"

    def mill(number: int) -> str:
        return f'{_words(f"{cell(number)}/10^6", 1)}&" mill. kr'

    lacking = f'IF({cell(report.MISSING)}>0,"det mangler "&{mill(report.MISSING)}.","det er nok.")'
    more = (
        f'"; det er "&{mill(report.NEED)} mer enn planen. Avsatt er "&{mill(report.RESERVE)}: "'
        f"&{lacking}"
    )
    share = f"IF({cell(report.PLANNED)}=0,0,{cell(report.CERTAIN)}/{cell(report.PLANNED)})"
    certain = (
        f'IF({cell(report.CERTAIN)}=0,""," "&{mill(report.CERTAIN)} ("&{_words(f"{share}*100", 1)}'
        f'&" %) {report.WITHOUT_RANGE}")'
    )
    said = (
        f'"Forventet "&{mill(report.EXPECTED)}. Med "&{_level(plan)}&" sikkerhet holder "'
        f'&{mill(report.CHOSEN)}"&IF({cell(report.NEED)}<=0,"; det er innenfor planen.",{more})'
        f"&{certain}"
    )
    said = f'IF({_there("J", plan.at.total)}=0,"{report.NO_RANGES}",{said})'
    return Computed(report.headline(plan.found), f'IFERROR({said},"{_FAILED}")')


def subtitle(plan: Plan) -> Computed:
    """The assumptions in words."""
    said = (
        f'"Samvariasjon "&{_words(_there("C", plan.at.assumed), 2)}&", sikkerhetsnivå "'
        f'&{_level(plan)}&". {report.RANGES}"'
    )
    return Computed(report.subtitle(plan.found), f'IFERROR({said},"{_FAILED}")')


def key_figures(plan: Plan, first: int, areas: int) -> Table:
    """The directorate's figures; `areas` is the first row of the table of areas."""
    total = plan.at.total

    def less(number: int, other: int) -> str:
        return f"ROUND({_KRONER}{first + number}-{_KRONER}{first + other},2)"

    kroner = {
        report.PLANNED: ore(_there("C", total)),
        report.EXPECTED: whole_kroner(_there("I", total)),
        report.DEVIATION: whole_kroner(_there("J", total)),
        report.AT_P10: _at(total, "0.1"),
        report.AT_P85: _at(total, "0.85"),
        report.AT_P90: _at(total, "0.9"),
        report.CHOSEN: _at(total, _certainty(plan)),
        report.NEED: less(report.CHOSEN, report.PLANNED),
        report.EXTRA: less(report.EXPECTED, report.PLANNED),
        report.UNSURE: less(report.CHOSEN, report.EXPECTED),
        report.RESERVE: f"ROUND({layout.RISK_RESERVE.name}*10^6,2)",
        report.MISSING: f"MAX(0,{less(report.NEED, report.RESERVE)})",
        report.SUM_OF_P85: whole_kroner(_there("K", total)),
        report.PORTFOLIO: less(report.SUM_OF_P85, report.AT_P85),
        report.CERTAIN: f"J{areas + plan.at.areas}",
    }
    formulas = [["", kroner[each], f"C{first + each}/10^6", ""] for each in range(report.FIGURES)]
    planned = f"C{first + report.PLANNED}"
    share = f"IF({planned}=0,0,C{first + report.CERTAIN}/{planned})"
    formulas[report.CERTAIN][3] = f'{_words(f"{share}*100", 1)}&" % av planen."'
    formulas[report.CHOSEN][3] = f'{_level(plan)}&", som i Forutsetninger."'
    return _with(report.key_figures(plan.found), formulas)


def _at(row: int, p: str) -> str:
    """What is not exceeded with a probability, from a row of the sums."""
    return whole_kroner(f"{_there('I', row)}+NORMSINV({p})*{_there('J', row)}")


def _there(letter: str, row: int, last: int | None = None) -> str:
    """A cell of the working, or the cells down to the last."""
    cells = f"{layout.WORKING}!${letter}${row}"
    return cells if last is None else f"{cells}:${letter}${last}"


def areas(plan: Plan) -> Table:
    """Each area, and the directorate."""
    formulas = []
    for number in range(plan.at.areas + 1):
        row = plan.at.sums + number
        is_total = number == plan.at.areas
        name = "" if is_total else _there("B", row)
        planned, expected, deviation, certain = (_there(letter, row) for letter in "CIJM")
        formulas.append([
            "", name, ore(planned), whole_kroner(expected), whole_kroner(deviation),
            *(_at(row, p) for p in ("0.1", "0.85", "0.9", _certainty(plan))), ore(certain),
        ])  # fmt: skip
    return _with(report.areas(plan.found), formulas)


def drivers(plan: Plan) -> Table:
    """The rows and factors that contribute most, by the order that the working tells."""
    at, formulas = plan.at, []
    for number in range(MOST_NAMED):
        order = _there("K", at.widest + number)
        id, *rest = (
            _numbered(order, _there(letter, at.widest, at.last_widest)) for letter in "ABHEFG"
        )
        formulas.append([f'{id}&""', *rest])
    return _with(report.drivers(plan.found, MOST_NAMED), formulas)


def _numbered(order: str, cells: str) -> str:
    """What stands in cells at the place that another cell tells; nothing for 0."""
    return f'IF({order}=0,"",INDEX({cells},{order}))'


def bars(plan: Plan, first: int) -> Table:
    """What the tornado shows, of the table of drivers whose first row is given."""
    formulas, longest = [], report.LONGEST_LABEL
    for row in range(first, first + MOST_NAMED):
        label = f'TRIM(A{row}&" "&B{row})'
        cut = f'LEFT({label},{longest})&IF(LEN({label})>{longest},"…","")'
        reach = (f'IF({each}{row}="","",ROUND({each}{row}-D{row},2)/10^6)' for each in "EF")
        formulas.append([cut, *reach])
    return _with(report.bars(plan.found, MOST_NAMED), formulas)


def certain_rows(plan: Plan, first: int) -> Table:
    """The rows with the most kroner that have no range."""
    at, formulas = plan.at, []
    planned = _there("C", at.total)
    for number in range(MOST_NAMED):
        row, order = first + number, _there("G", at.certain + number)
        said = (_numbered(order, _there(letter, at.certain, at.last_certain)) for letter in "ABE")
        share = f'IF({order}=0,"",IF({planned}=0,0,C{row}/{planned}))'
        formulas.append([*said, share])
    return _with(report.certain_rows(plan.found, MOST_NAMED), formulas)


def factors(plan: Plan) -> Table:
    """The common factors and what they do, by their rows in the table that people fill in."""
    at, effects = plan.at, by_row(plan)
    rows: list[list[Item]] = []
    for number in range(at.factors):
        effect, letter = effects.get(number), plan.column(number)
        name, works_on, *_ = plan.factor(number)
        base, which, shift, spread = (
            _there(letter, row) for row in (at.all_bases, at.how, at.how + SHIFT, at.how + SPREAD)
        )
        cells = [
            (effect and effect.factor.name, f'{name}&""'),
            (effect and effect.factor.works_on, f'{works_on}&""'),
            (effect and whole(effect.base), _if_any(which, whole_kroner(base))),
            (
                effect and whole(effect.shift * effect.base),
                _if_any(which, whole_kroner(f"{shift}*{base}")),
            ),
            (
                effect and whole(effect.deviation),
                _if_any(which, whole_kroner(f"{spread}*{base}")),
            ),
        ]
        rows.append([str(number + 1), *(Computed(value, formula) for value, formula in cells)])
    return report.factors(plan.found, at.factors)._replace(rows=rows)


def _if_any(which: str, formula: str) -> str:
    return f'IF({which}=0,"",{formula})'


def curve(plan: Plan, first: int, figures: int) -> Table:
    """The points of the curve, in the columns from `FEED`, and those that are marked."""
    total, points = plan.at.total, len(report.CURVE)
    p, _, kroner, _ = (column_letters(FEED + 1 + number) for number in range(4))
    away = f"ROUND({kroner}{{}}-C${figures},2)/10^6"
    table = report.curve(plan.found)
    formulas: list[list[str]] = []
    for row in range(first, first + points):
        formulas.append(["", "", _at(total, f"{p}{row}"), away.format(row)])
    planned, expected, deviation = (
        f"C${figures + each}" for each in (report.PLANNED, report.EXPECTED, report.DEVIATION)
    )
    plan_at = f"IF({deviation}=0,0.5,NORMSDIST(({planned}-{expected})/{deviation}))"
    marked = zip(
        report.MARKED, (plan_at, "", ""), (report.PLANNED, report.EXPECTED, report.AT_P85),
        strict=True,
    )  # fmt: skip
    for row, (name, chance, figure) in enumerate(marked, start=first + points):
        label = f'"{name} "&{_words(f"{kroner}{row}/10^6", 1)}'
        formulas.append([chance, label, f"C${figures + figure}", away.format(row)])
    return _with(table, formulas)


class Layout(NamedTuple):
    """The first row of data of each table that people read, from 1, for so many areas.

    What the charts show stands beside them, where it stays when areas come and go.
    """

    number: int

    @property
    def figures(self) -> int:
        return _ABOVE + OVER

    @property
    def charts(self) -> int:
        return self.figures + report.FIGURES + 1

    @property
    def areas(self) -> int:
        return self.charts + CHART_ROWS + OVER

    @property
    def drivers(self) -> int:
        return after(self.areas, self.number + 1)

    @property
    def certain(self) -> int:
        return after(self.drivers, MOST_NAMED)

    @property
    def factors(self) -> int:
        return after(self.certain, MOST_NAMED)

    @property
    def curve(self) -> int:
        return self.figures

    @property
    def bars(self) -> int:
        return after(self.curve, len(report.CURVE) + len(report.MARKED))
