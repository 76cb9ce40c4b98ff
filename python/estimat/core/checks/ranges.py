"""Can low and high be P10 and P90, and can the common factors be reckoned with?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from .. import layout, norwegian
from ..amounts import product
from ..estimate import Activity, Estimate, Factor, Inputs, Reach, reach
from ..findings import Finding, Place, Rule, ToArea, warning
from ..interpret import factor_tables
from ..layout import Column, Kind
from ..points import has_no_such_range

OUTSIDE_RANGE = warning(
    "TALL-06", "Tall utenfor eget spenn",
    "{found}, men spennet lav–høy er {expected}; raden regnes uten spenn.",
    "Rett tallet eller spennet, slik at lav ≤ det som er planlagt ≤ høy.",
)  # fmt: skip
HALF_A_RANGE = warning(
    "USIK-01", "Spenn med bare den ene enden",
    "{found}, men «{expected}» er tom; raden regnes uten spenn.",
    "Fyll ut begge (bare 1 av 10 ganger blir det lavere, og 1 av 10 ganger høyere), eller ingen.",
)  # fmt: skip
RANGE_OF_ANOTHER_KIND = warning(
    "USIK-02", "Spenn på feil kostnadstype",
    "Raden har kostnadstypen {expected}, men {found}; det spennet regnes ikke med.",
    "Egne timer har spenn i timer, Videreformidling i kroner. Flytt tallene, eller velg en annen "
    "kostnadstype.",
)  # fmt: skip
TOO_WIDE = warning(
    "USIK-03", "Spennet er svært vidt",
    "Spennet {found} er videre enn 1:10, og kan være ytterpunkter i stedet for P10 og P90.",
    "Lav er det som det bare 1 av 10 ganger blir mindre enn, høy det som det bare 1 av 10 ganger "
    "blir mer enn. Stemmer tallene, er det ingenting å gjøre.",
    to_area=ToArea(message="Spennet {found} er svært vidt: høy er over ti ganger lav."),
)  # fmt: skip
WORKS_ON_NOTHING = warning(
    "USIK-04", "Felles faktor som ikke virker på noe",
    "Faktoren «{found}» gjelder «{expected}», som ikke har noen kroner i estimatet.",
    "Rett det som står i Gjelder, eller tøm raden. Kommer kronene senere, er det ingenting å "
    "gjøre.",
    to_area=None,
)  # fmt: skip
WITHOUT_REASON = warning(
    "USIK-05", "Felles faktor uten begrunnelse",
    "Faktoren «{found}» har ingen begrunnelse.",
    "Skriv i Begrunnelse hvorfor den er med, og hvor tallene kommer fra.",
    to_area=None,
)  # fmt: skip
NO_FACTOR = warning(
    "USIK-06", "Felles faktor som ikke lar seg regne ut",
    "Faktoren «{found}» {expected}. Før det er rettet, lar usikkerheten seg ikke regne ut.",
    "Skriv navn, hva den gjelder, og lav ≤ sannsynlig ≤ høy i prosent av det, for eksempel 95 %, "
    "100 % og 115 %; eller tøm raden.",
    to_area=None,
)  # fmt: skip
TOO_MANY_FACTORS = warning(
    "USIK-07", "For mange felles faktorer",
    "Estimatet har {found} felles faktorer; det er plass til {expected}. Før det er rettet, lar "
    "usikkerheten seg ikke regne ut.",
    "Slå sammen dem som har samme årsak, eller ta bort dem som betyr minst.",
    to_area=None,
)  # fmt: skip
ANOTHER_FACTOR = warning(
    "USIK-08", "To felles faktorer med samme navn",
    "Faktoren «{found}» er også i {expected}. Før det er rettet, lar usikkerheten seg ikke regne "
    "ut.",
    "Ta bort den ene, eller gi den et annet navn.",
    to_area=None,
)  # fmt: skip

NO_TABLE = warning(
    "USIK-09", "Tabellen over felles faktorer lar seg ikke lese",
    "{found}. Før det er rettet, lar usikkerheten seg ikke regne ut.",
    "La arket Felles faktorer ha én tabell, med overskriftene {expected}. Uten faktorer: slett "
    "arket.",
    to_area=None,
)  # fmt: skip
OTHER_AREAS = warning(
    "USIK-10", "Usikkerhet er skrevet for en annen arbeidsbok enn den er blitt",
    "Arket Usikkerhet regner med {found}; arbeidsboken har {expected}.",
    "Trykk Usikkerhet, så skrives arket på nytt. Uten Excel lager «estimat samle FIL -o NY.xlsm» "
    "arbeidsboken på nytt.",
    to_area=None,
)  # fmt: skip

UNKNOWN = warning(
    "USIK-11", "Felles faktor som gjelder noe ukjent",
    "Faktoren «{found}» gjelder «{expected}», som verken er «alle», en område-id, en kostnadstype "
    "eller en ansvarlig med kroner i estimatet. Før det er rettet, lar usikkerheten seg ikke regne "
    "ut.",
    "Rett det som står i Gjelder, eller tøm raden. Et område skrives med id-en, som PLL.",
    to_area=None,
)  # fmt: skip

OF_ALL_WORKBOOKS = (WORKS_ON_NOTHING, UNKNOWN)
"""What is known when all the workbooks of an estimate are: a factor may work on another's rows."""

_WIDEST = 10
_BELOW = 6
"""Rows under the table in which somebody may have written one factor more."""

_LARGEST_FACTOR = Decimal(10)


def ranges(estimate: Estimate) -> Iterator[Finding]:
    """Ranges that are none, or hardly P10 and P90."""
    for area in estimate.priceable:
        for activity in area.activities:
            for column, rule, *said in _of_row(activity):
                yield rule.at(estimate.cell(area, activity, column), *said)


def _of_row(activity: Activity) -> Iterator[tuple[Column, Rule, str, str]]:
    """What is wrong with the ranges of a row: where, by which rule, found and expected."""
    inputs = activity.inputs
    for planned, low, high in layout.RANGES:
        middle, least, most = (getattr(inputs, each.field) for each in (planned, low, high))
        if (least is None and most is None) or activity.flaws:
            continue
        if has_no_such_range(inputs.kind, planned):
            filled = high if least is None else low
            yield filled, RANGE_OF_ANOTHER_KIND, _filled(inputs, low, high), inputs.kind_text
        elif _is_missing(inputs, planned):
            continue  # which is a finding of its own
        elif (least is not None and least > (middle or 0)) or (
            most is not None and most < (middle or 0)
        ):
            bounds = ("…" if each is None else norwegian.number(each) for each in (least, most))
            found = f"{planned.header} er {norwegian.number(middle or 0)}"
            yield planned, OUTSIDE_RANGE, found, "–".join(bounds)
        elif least is None or most is None:
            lacking = low if least is None else high
            yield lacking, HALF_A_RANGE, _filled(inputs, low, high), lacking.header
        elif most > product(Decimal(_WIDEST), least):
            found = f"{norwegian.number(least)}–{norwegian.number(most)} {planned.unit}"
            yield high, TOO_WIDE, found, ""


def _filled(inputs: Inputs, *ends: Column) -> str:
    """The ends of a range that are filled in, and with what."""
    numbers = ((each.header, getattr(inputs, each.field)) for each in ends)
    return " og ".join(
        f"«{name}» er {norwegian.number(each)}" for name, each in numbers if each is not None
    )


def _is_missing(inputs: Inputs, planned: Column) -> bool:
    """Whether the number is blank that a row of this kind must have."""
    if inputs.kind is Kind.OWN:
        return planned is layout.HOURS and inputs.hours is None
    is_amount = planned is layout.AMOUNT and inputs.kind is not None
    return is_amount and inputs.amount is None and not inputs.hours


def factors(estimate: Estimate) -> Iterator[Finding]:
    """Common factors that cannot be reckoned with, work on nothing, or have no reason."""
    yield from _table(estimate)
    first: dict[str, Place] = {}
    known = {layout.spelled(each) for each in _worked_on(estimate)}
    ids = [area.head.id for area in estimate.areas]
    if not estimate.assumptions.complete:  # nothing has kroner, which is a finding
        known |= {layout.spelled(factor.works_on) for _, factor in estimate.factors}
    for place, factor in estimate.factors:
        called = factor.name or place.cell
        if wrong := wrong_with(factor):
            yield NO_FACTOR.at(place, called, wrong)
        elif not (estimate.whole or layout.spelled(factor.works_on) in known):
            yield works_on_nothing(factor, ids).at(place, called, factor.works_on)
        elif factor.low is not None and (factor.high or 0) > _WIDEST * factor.low:
            low, high = (norwegian.number((each or 0) * 100) for each in (factor.low, factor.high))
            yield TOO_WIDE.at(place, f"{low}–{high} %")
        if not factor.reason:
            yield WITHOUT_REASON.at(place, called)
        before = first.setdefault(layout.spelled(factor.name), place)
        if factor.name and before != place:
            where = before.cell if before.sheet == place.sheet else str(before)
            yield ANOTHER_FACTOR.at(place, factor.name, where)
    if len(estimate.factors) > layout.MOST_FACTORS:
        place = estimate.factors[layout.MOST_FACTORS][0]
        most = str(layout.MOST_FACTORS)
        yield TOO_MANY_FACTORS.at(place, str(len(estimate.factors)), most)


def works_on_nothing(factor: Factor, ids: Iterable[str]) -> Rule:
    """What is wrong with a factor that moves no kroner: who has none may be misspelled."""
    is_who = reach(factor.works_on, ids) is Reach.RESPONSIBLE
    return UNKNOWN if is_who else WORKS_ON_NOTHING


def _table(estimate: Estimate) -> Iterator[Finding]:
    """That the table is not there where its sheet is, lacks a heading, or is there twice."""
    headings = {layout.spelled(each.label): each.label for each in layout.FACTOR_COLUMNS}
    found = list(factor_tables(estimate.book))
    for sheet, table in found:
        rows = range(table.last_row + 1, table.last_row + _BELOW)
        columns = range(table.area.left, table.area.right + 1)
        for cell in ((row, column) for row in rows for column in columns):
            if cell in sheet.values:
                place = estimate.place(sheet, *cell)
                yield NO_TABLE.at(
                    place, "Det står noe rett under tabellen", ", ".join(headings.values())
                )
                break
    for sheet, table in found[1:]:
        place = estimate.place(sheet, table.area.top, table.area.left)
        yield NO_TABLE.at(place, "Faktorene står i to tabeller", ", ".join(headings.values()))
    for sheet in estimate.book.sheets if not found else ():
        for table in sheet.tables:
            lacking = headings.keys() - set(map(layout.spelled, table.headers))
            if len(lacking) < len(headings) // 2:
                place = estimate.place(sheet, table.area.top, table.area.left)
                said = ", ".join(f"«{headings[each]}»" for each in headings if each in lacking)
                yield NO_TABLE.at(place, f"Tabellen mangler {said}", ", ".join(headings.values()))
                return
    if not found:
        for sheet in estimate.book.sheets:
            if sheet.name == layout.FACTORS_SHEET and sheet.values:
                place = estimate.place(sheet)
                yield NO_TABLE.at(place, "Arket har ingen tabell", ", ".join(headings.values()))


def wrong_with(factor: Factor) -> str:
    """What keeps a factor from being reckoned with, in words; nothing when nothing does."""
    low, likely, high = factor.low, factor.likely, factor.high
    for column, value in zip(layout.FACTOR_COLUMNS, factor, strict=True):
        if not value and column in (layout.FACTOR, layout.WORKS_ON):
            return f"mangler «{column.label}»"
        if value is None:
            return f"har ikke noe tall fra 0 % i «{column.label}»"
    assert low is not None
    assert likely is not None
    assert high is not None
    if high > _LARGEST_FACTOR or not low <= likely <= high:
        told = " / ".join(f"{norwegian.number(each * 100)} %" for each in (low, likely, high))
        hundredth = next((each for each in (low, likely, high) if each > _LARGEST_FACTOR), None)
        perhaps = f" (mente du {norwegian.number(hundredth)} %?)" if hundredth else ""
        return f"har {told}{perhaps}, som ikke er lav ≤ sannsynlig ≤ høy i prosent"
    return ""


def _worked_on(estimate: Estimate) -> Iterator[str]:
    """What factors can work on in this workbook."""
    yield layout.EVERYTHING
    for area in estimate.areas:
        if any(each.cost.kroner for each in area.activities):
            yield area.head.id
        for each in area.activities:
            if each.cost.kroner:
                yield each.inputs.kind_text
                yield each.inputs.responsible or area.head.responsible
