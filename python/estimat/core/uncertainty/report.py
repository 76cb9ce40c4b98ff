"""What the uncertainty looks like as plain tables, as a sentence, and as a record for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from .. import layout, norwegian
from ..amounts import half_away, in_millions, ore
from ..consolidation import total_of
from ..record import finding_records, number
from ..report import scenario_notice
from ..tables import Heading, Item, Linked, Table
from .calculation import Uncertainty
from .contributions import AreaFigures
from .figures import P85, Figures, chance, whole
from .headings import (
    AREA_COLUMNS,
    BAR_COLUMNS,
    CERTAIN_COLUMNS,
    CURVE_COLUMNS,
    DRIVER_COLUMNS,
    FACTOR_COLUMNS,
    FIGURE_COLUMNS,
)

CURVE: Final = (0.01, *(each / 20 for each in range(1, 20)), 0.99)
"""The probabilities of the points of the curve."""

MARKED: Final = ("Plan", "P50", "P85")
"""Points of the curve that are marked, each with its name and million kroner: `P85 74,7`."""

LONGEST_LABEL: Final = 34

NO_RANGES: Final = (
    "Ingen rader har spenn, så usikkerheten lar seg ikke regne ut: alt er regnet som sikkert."
)
WITHOUT_RANGE: Final = "er uten eget spenn og regnet som sikre."


def headline(found: Uncertainty) -> str:
    """What a reader is to remember, in a sentence or three."""
    if not found.total.variance:
        return NO_RANGES
    said = (
        f"Forventet {_mill(found.total.at(0.5))}. Med {level(found.certainty)} sikkerhet holder "
        f"{_mill(found.chosen)}"
    )
    if found.needed <= 0:
        said += f"; det er innenfor {_planned(found)}."
    else:
        lacking = f"det mangler {_mill(found.missing)}." if found.missing else "det er nok."
        said += f"; det er {_mill(found.needed)} mer enn {_planned(found)}. "
        said += f"Avsatt er {_mill(found.reserve)}: {lacking}"
    certain = ore(found.sums.certain)
    return f"{said} {_mill(certain)} ({_share(found)} %) {WITHOUT_RANGE}" if certain else said


def _planned(found: Uncertainty) -> str:
    """What the reserve is on top of: the plan, or what a scenario comes to."""
    return "scenarioets sum" if found.stamp.scenario else "planen"


def notice(found: Uncertainty) -> str:
    """That the numbers are a scenario's; nothing where they are the plan's."""
    scenario = found.stamp.scenario
    return f"{scenario_notice(scenario)} «Plan» er her scenarioets sum." if scenario else ""


def subtitle(found: Uncertainty) -> str:
    """The assumptions, and what low and high mean."""
    return (
        f"Samvariasjon {words(found.covariation, 2)}, sikkerhetsnivå "
        f"{level(found.certainty)}. {RANGES}"
    )


def assumptions(found: Uncertainty) -> list[list[Item]]:
    """The rows of a stamp that say what was assumed of it."""
    return [
        [layout.COVARIATION.label, norwegian.number(found.covariation)],
        [layout.CERTAINTY.label, level(found.certainty)],
    ]


RANGES: Final = (
    "Lav og høy er P10 og P90: bare 1 av 10 ganger blir det lavere, og 1 av 10 ganger høyere."
)


def level(certainty: Decimal) -> str:
    """A level as people say it: `85 %`, or `82,5 %`."""
    whole, _, part = words(certainty * 100, 1).partition(",")
    return f"{whole} %" if part == "0" else f"{whole},{part} %"


def _mill(kroner: Decimal) -> str:
    return f"{words(in_millions(kroner), 1)} mill. kr"


def words(number: Decimal, decimals: int) -> str:
    """A number as the sheet's own formulas say it: without anything between thousands."""
    rounded = half_away(number, decimals) + 0  # never -0,0
    return f"{rounded:f}".replace(".", ",").replace("-", norwegian.MINUS)


(
    PLANNED, EXPECTED, DEVIATION, AT_P10, AT_P85, AT_P90, CHOSEN, NEED, EXTRA, UNSURE, RESERVE,
    MISSING, SUM_OF_P85, PORTFOLIO, CERTAIN,
) = range(15)  # fmt: skip
"""The key figures, by their places."""

FIGURES: Final = CERTAIN + 1


def key_figures(found: Uncertainty) -> Table:
    """The directorate's figures, the reserve that it takes, and what there is."""
    total = found.total
    sums = "sum" if found.stamp.scenario else "plan"
    rows: list[tuple[str, Decimal, str]] = [
        ("Plan", ore(total.plan), "Summen av arkene, uten avsetning."),
        ("Forventet (P50)", total.at(0.5), "Like sannsynlig at det blir mer som mindre."),
        (
            "Standardavvik", _deviation(total),
            "To av tre ganger havner det nærmere det forventede enn dette.",
        ),
        ("P10", total.at(0.1), "Bare 1 av 10 ganger blir det lavere."),
        ("P85", total.at(P85), "Holder 85 av 100 ganger."),
        ("P90", total.at(0.9), "Bare 1 av 10 ganger blir det høyere."),
        ("Ved valgt sikkerhetsnivå", found.chosen, chosen_words(found)),
        ("Behov for avsetning", ore(found.needed), f"Det over, minus {_planned(found)}."),
        ("– av dette ventet", ore(found.extra), f"Forventet minus {sums}: det ventes brukt."),
        ("– av dette for usikkerhet", ore(found.unsure), "Valgt sikkerhetsnivå minus forventet."),
        (
            layout.RISK_RESERVE.label, ore(found.reserve),
            "Det som er satt av, fra Forutsetninger.",
        ),
        (
            "Mangler i avsetningen", ore(found.missing),
            "Det av behovet som avsetningen ikke dekker.",
        ),
        ("Sum av områdenes P85", found.sum_of_p85, "Skal ikke brukes: alt går ikke galt samtidig."),
        (
            "Porteføljeeffekt", found.portfolio_effect,
            "Så mye for mye blir satt av dersom områdenes P85 legges sammen.",
        ),
        ("Uten eget spenn", ore(found.sums.certain), f"{_share(found)} % av {_planned(found)}."),
    ]  # fmt: skip
    return Table(
        "Direktoratet",
        FIGURE_COLUMNS,
        [[label, kroner, in_millions(kroner), about] for label, kroner, about in rows],
    )


def chosen_words(found: Uncertainty) -> str:
    """Which level it is, and who says so."""
    where = "som i Forutsetninger" if found.is_own else "valgt for denne utregningen"
    return f"{level(found.certainty)}, {where}."


def _share(found: Uncertainty) -> str:
    return words(found.certain_share * 100, 1)


def _deviation(figures: Figures) -> Decimal:
    return whole(Fraction(figures.deviation))


def areas(found: Uncertainty) -> Table:
    """Each area, and the directorate, which is no sum of theirs but for the plan."""
    rows: list[Sequence[Item]] = [
        [Linked(each.id, each.place), each.name, *_figures(each.figures, found, each.sums.certain)]
        for each in found.areas
    ]
    rows.append(
        ["", total_of(found.stamp.scenario), *_figures(found.total, found, found.sums.certain)]
    )
    return Table("Tjenesteområder", AREA_COLUMNS, rows, has_total=True)


def _figures(figures: Figures, found: Uncertainty, certain: Decimal) -> list[Decimal]:
    levels = (0.1, P85, 0.9, float(found.certainty))
    return [
        ore(figures.plan), figures.at(0.5), _deviation(figures), *map(figures.at, levels),
        ore(certain),
    ]  # fmt: skip


def drivers(found: Uncertainty, rows: int = 0) -> Table:
    """The rows and factors that contribute most, at least so many `rows`."""
    said: list[Sequence[Item]] = [
        [
            Linked(each.id, each.place) if each.id else "",
            each.name if each.id else Linked(each.name, each.place),
            Decimal(each.share),
            each.plan,
            each.low,
            each.high,
        ]
        for each in found.contributions
    ]
    title = "Det som driver usikkerheten"
    return _list(title, DRIVER_COLUMNS, said, rows, "Ingen rader har spenn.")


def bars(found: Uncertainty, rows: int = 0) -> Table:
    """What the tornado shows of them: how far each reaches from the plan."""
    said: list[Sequence[Item]] = [
        [
            label(each.id, each.name),
            in_millions(each.low - each.plan),
            in_millions(each.high - each.plan),
        ]
        for each in found.contributions
    ]
    return _list("Grunnlag for tornadoen", BAR_COLUMNS, said, rows)


def label(id: str, name: str) -> str:
    """What a bar is called."""
    said = " ".join(f"{id} {name}".split())
    return said if len(said) <= LONGEST_LABEL else f"{said[:LONGEST_LABEL]}…"


def certain_rows(found: Uncertainty, rows: int = 0) -> Table:
    """The rows with the most kroner that have no range."""
    plan = found.sums.plan
    said: list[Sequence[Item]] = [
        [Linked(each.id, each.place), each.name, each.kroner, each.kroner / plan if plan else None]
        for each in found.certain
    ]
    title = "Uten eget spenn, og regnet som sikkert"
    return _list(title, CERTAIN_COLUMNS, said, rows, "Alle rader med kroner har spenn.")


def factors(found: Uncertainty, rows: int = 0) -> Table:
    """The common factors and what they do."""
    said: list[Sequence[Item]] = [
        [
            str(position),
            each.factor.name,
            each.factor.works_on,
            whole(each.base),
            whole(each.shift * each.base),
            whole(each.deviation),
        ]
        for position, each in enumerate(found.effects, start=1)
    ]
    title = layout.FACTORS_SHEET
    return _list(title, FACTOR_COLUMNS, said, rows, "Estimatet har ingen felles faktorer.")


def _list(
    title: str,
    columns: Sequence[Heading],
    said: Sequence[Sequence[Item]],
    rows: int,
    if_none: str = "",
) -> Table:
    """A table of what there is, and blank rows up to so many; or a note that there is nothing."""
    blank = [[None] * len(columns)] * (rows - len(said))
    return Table(title, columns, [*said, *blank], note="" if said or rows else if_none)


def curve(found: Uncertainty) -> Table:
    """The points of the S-curve, and those that are marked on it."""
    total = found.total
    points: list[tuple[float, str, Decimal]] = [(p, "", total.at(p)) for p in CURVE]
    points += [(p, name, kroner) for name, p, kroner in _marks(total)]
    rows: list[Sequence[Item]] = [
        [Decimal(repr(p)), name, kroner, in_millions(kroner - ore(total.plan))]
        for p, name, kroner in points
    ]
    return Table("Grunnlag for S-kurven", CURVE_COLUMNS, rows)


def _marks(total: Figures) -> Iterable[tuple[str, float, Decimal]]:
    planned, expected, deviation = ore(total.plan), total.at(0.5), _deviation(total)
    plan = chance(float(planned - expected) / float(deviation)) if deviation else 0.5
    points = (plan, planned), (0.5, expected), (P85, total.at(P85))
    for name, (p, kroner) in zip(MARKED, points, strict=True):
        yield f"{name} {words(in_millions(kroner), 1)}", p, kroner


def uncertainty_record(found: Uncertainty) -> dict[str, Any]:
    """The uncertainty as a record; kroner have at most two decimals."""
    total = found.total
    return {
        **({"scenario": found.stamp.scenario} if found.stamp.scenario else {}),
        "plan": number(ore(total.plan)),
        "forventet": number(total.at(0.5)),
        "standardavvik": number(_deviation(total)),
        "p10": number(total.at(0.1)),
        "p50": number(total.at(0.5)),
        "p85": number(total.at(P85)),
        "p90": number(total.at(0.9)),
        "sikkerhetsniva": number(found.certainty),
        "ved_sikkerhetsniva": number(found.chosen),
        "samvariasjon": number(found.covariation),
        "uten_spenn": {
            "kroner": number(ore(found.sums.certain)),
            "andel": number(half_away(found.certain_share, 4)),
            "rader": found.sums.rows,
            "storste": [
                {"id": each.id, "navn": each.name, "kroner": number(each.kroner)}
                for each in found.certain
            ],
        },
        "omrader": [_area_record(each) for each in found.areas],
        "sum_av_omradenes_p85": number(found.sum_of_p85),
        "portefoljeeffekt": number(found.portfolio_effect),
        "behov_for_avsetning": number(ore(found.needed)),
        "ventet_tillegg": number(ore(found.extra)),
        "for_usikkerhet": number(ore(found.unsure)),
        "risikoavsetning_kroner": number(ore(found.reserve)),
        "mangler": number(ore(found.missing)),
        "bidrag": [
            {
                "id": each.id,
                "navn": each.name,
                "andel": number(half_away(Decimal(each.share), 4)),
                "plan": number(each.plan),
                "lav": number(each.low),
                "hoy": number(each.high),
            }
            for each in found.contributions
        ],
        "faktorer": [
            {
                "navn": each.factor.name,
                "forventet": number(whole(each.shift * each.base)),
                "standardavvik": number(whole(each.deviation)),
            }
            for each in found.effects
        ],
        "funn": finding_records(found.findings),
    }


def _area_record(area: AreaFigures) -> dict[str, Any]:
    figures = area.figures
    return {
        "id": area.id,
        "navn": area.name,
        "plan": number(ore(figures.plan)),
        "forventet": number(figures.at(0.5)),
        "standardavvik": number(_deviation(figures)),
        "p50": number(figures.at(0.5)),
        "p85": number(figures.at(P85)),
    }
