"""What a consolidation looks like as plain tables.

Which numbers there are, in which order, under which headers, and what they point to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Final

from . import layout, norwegian
from .amounts import half_away, in_millions
from .amounts import total as sum_of
from .book import Book
from .checks.areas import UNDELIVERED
from .consolidation import Consolidation, Entry, total_of
from .findings import Finding, Place, Severity
from .flaws import as_text
from .part import AreaSum, Line
from .tables import Format, Heading, Item, Linked, Table

TITLE: Final = "Konsolidert estimat"


def title(consolidation: Consolidation) -> str:
    """What stands over the total: that of a scenario says which."""
    return of_scenario(TITLE, consolidation.stamp.scenario)


def of_scenario(title: str, scenario: str) -> str:
    """A title, with the scenario that what stands below it is of."""
    return f"{title}{_OF_SCENARIO}{scenario}" if scenario else title


def scenario_of_result(book: Book) -> str:
    """Which scenario a result is of, by the title of its first sheet; nothing for the plan's."""
    marked = book.names.get(layout.RESULT_MARK, ("",))[0]
    titles = (as_text(each.values.get((1, 1))) for each in book.sheets if each.name == marked)
    return next((title.partition(_OF_SCENARIO)[2] for title in titles), "")


_OF_SCENARIO: Final = ", scenario: "


def scenario_notice(scenario: str, says: str = "") -> str:
    """What all that is of a scenario says on its face, with what is laid over the plan."""
    return " ".join(filter(None, (layout.SCENARIO_NOTICE.format(scenario), says)))


def notices(consolidation: Consolidation) -> list[str]:
    """What must be read before the numbers: that they are a scenario's, that they are forced."""
    scenario = consolidation.stamp.scenario
    said = [scenario_notice(scenario, consolidation.stamp.says)] if scenario else []
    more = [undelivered_notice(consolidation), forced_notice(consolidation)]
    return [*said, *filter(None, more)]


def rounding_notice(consolidation: Consolidation) -> str:
    """Which areas show another number of millions than they would alone, so that all add up."""
    moved = [
        f"{entry.id} viser {norwegian.number(entry.millions, 1)} og er "
        f"{norwegian.kroner(entry.kroner)}"
        for entry in consolidation.areas
        if entry.millions != half_away(in_millions(entry.kroner), 1)
    ]
    if not moved:
        return ""
    return f"Mill. kr er avrundet slik at kolonnen summerer: {'; '.join(moved)}."


def undelivered_notice(consolidation: Consolidation) -> str:
    """Which areas had not come when parts were gathered, and stand as they were before."""
    found = [each.found for each in consolidation.findings if each.code == UNDELIVERED.code]
    return f"DELVIS: {_UNDELIVERED.format(', '.join(found))}" if found else ""


_UNDELIVERED: Final = "Disse områdene er ikke levert, og står som før de ble sendt ut: {}."


def forced_notice(consolidation: Consolidation) -> str:
    """What a forced result says on its face; nothing when it was not forced past anything."""
    if not consolidation.forced or not consolidation.errors:
        return ""
    kinds = Counter((finding.code, finding.title) for finding in consolidation.errors)
    said = ", ".join(f"{title} ({code}, {count})" for (code, title), count in kinds.items())
    return f"TVUNGET: konsolidert til tross for {len(consolidation.errors)} feil: {said}."


ID: Final = Heading(layout.ID.header, Format.TEXT, 9, "id")
NAME: Final = Heading(layout.AREA_NAME.label, Format.TEXT, 34, "navn")
STATUS: Final = Heading(layout.AREA_STATUS.label, Format.TEXT, 27, "status")
HOURS: Final = Heading(layout.HOURS.header, Format.HOURS, 10, "timer")
FTE: Final = Heading(layout.FTE.header, Format.FTE, 10, "arsverk")
OWN: Final = Heading("Egne timer (kr)", Format.KRONER, 16, "egne_kroner")
PURCHASE: Final = Heading("Kjøp (kr)", Format.KRONER, 13, "kjop")
PASS_THROUGH: Final = Heading("Videreformidling (kr)", Format.KRONER, 19, "videreformidling")
KRONER: Final = Heading("Sum (kr)", Format.KRONER, 16, "sum")
MILLIONS: Final = Heading("Mill. kr", Format.MILLIONS, 10, "mill")
BUDGET: Final = Heading("Budsjett (mill. kr)", Format.MILLIONS, 19, "budsjett_mill")
OVER_BUDGET: Final = Heading("Avvik (kr)", Format.KRONER, 13)
OFF_BUDGET: Final = Heading("Avvik (%)", Format.PERCENT, 11)
SHARE: Final = Heading("Andel (%)", Format.PERCENT, 11)
AMOUNT: Final = Heading("Beløp (kr)", Format.KRONER)

_AREA: Final[dict[Heading, tuple[str, layout.Column | layout.Field | None]]] = {
    # LibreOffice wraps no link: what may be long is none.
    ID: ("sums.id", layout.AREA_ID),
    NAME: ("sums.name", None),
    STATUS: ("sums.status", None),
    HOURS: ("sums.hours", layout.HOURS),
    FTE: ("fte", layout.FTE),
    OWN: ("own", layout.SUM),
    PURCHASE: ("purchase", layout.SUM),
    PASS_THROUGH: ("pass_through", layout.SUM),
    KRONER: ("kroner", layout.SUM),
    MILLIONS: ("millions", layout.SUM),
    BUDGET: ("sums.budget", layout.AREA_BUDGET),
    OVER_BUDGET: ("off_budget", layout.AREA_BUDGET),
    OFF_BUDGET: ("off_budget_ratio", None),
    SHARE: ("share", None),
}
"""What Konsolidert says of an area: which of an entry's fields, and the cells it is made of."""

_of_entry: Final = attrgetter(*(field for field, _ in _AREA.values()))

CONSOLIDATED_COLUMNS: Final = tuple(_AREA)
SUMS_AND_BUDGETS: Final = (
    NAME, HOURS, FTE, KRONER, MILLIONS, BUDGET, OVER_BUDGET, OFF_BUDGET,
)  # fmt: skip
KINDS_OF_COST: Final = (NAME, OWN, PURCHASE, PASS_THROUGH, KRONER, SHARE)
"""The same in two, where a page is no wider than a page."""


def consolidated(consolidation: Consolidation) -> Table:
    """The areas and their total."""
    return Table(
        "Tjenesteområder",
        CONSOLIDATED_COLUMNS,
        [_area_row(entry) for entry in (*consolidation.areas, consolidation.total)],
        has_total=True,
    )


def _area_row(entry: Entry) -> list[Item]:
    return [
        Linked(value, _made_of(entry.source, source)) if source and entry.source else value
        for value, (_, source) in zip(_of_entry(entry), _AREA.values(), strict=True)
    ]


def _made_of(area: AreaSum, source: layout.Column | layout.Field) -> Place:
    if isinstance(source, layout.Column):
        return area.cells(source)
    return area.place._replace(cell=area.budget_cell if source is layout.AREA_BUDGET else "")


def area_record(entry: Entry) -> dict[str, str | Decimal | None]:
    """What other programs are told of an area, by the keys of the headings."""
    told = zip(CONSOLIDATED_COLUMNS, _of_entry(entry), strict=True)
    return {heading.key: value for heading, value in told if heading.key}


SAME: Final = "Arkene gir det samme som står her."
CHANGED: Final = (
    "Arkene gir ikke lenger det som står her; forskjellen i kr står til høyre. Trykk Konsolider."
)
UNCLEAR: Final = "Arkene lar seg ikke regne sammen nå. Trykk Kontroller."
_LONGEST_FORMULA: Final = 8_000
_MOST_ARGUMENTS: Final = 250


def live_difference(consolidation: Consolidation, total: str) -> str:
    """The formula of what the sheets give now beyond what stands in the cell `total`, in kroner.

    It is 0 as long as nothing has changed; empty when there is no such formula.
    """
    areas = [entry.source for entry in consolidation.areas if entry.source]
    terms = [area.live for area in areas]
    if not all(terms) or not terms:
        return ""
    batches = [terms[at : at + _MOST_ARGUMENTS] for at in range(0, len(terms), _MOST_ARGUMENTS)]
    sums = "+".join(f"SUM({','.join(batch)})" for batch in batches)
    out = sum_of(each.kroner for area in areas for each in area.left_out)
    if out:
        sums += f"-{out:f}"
    # The total is rounded to the øre, half away from zero, and a sum of floats is close to a half.
    formula = f"ROUND(ROUND(ROUND({sums},6),2)-{total},2)"
    return formula if len(formula) <= _LONGEST_FORMULA else ""


def live_words(difference: str, same: str = SAME, changed: str = CHANGED) -> str:
    """The formula that says in words what the difference in a cell means."""
    agrees = f'IF({difference}=0,"{same}","{changed}")'
    return f'IF(ISNUMBER({difference}),{agrees},"{UNCLEAR}")'


def risk_reserve(consolidation: Consolidation) -> Table:
    """The reserve that the ministry holds, apart from the total."""
    used = consolidation.stamp.assumptions
    return Table(
        "Risikoavsetning",
        [Heading("Holdes av", Format.TEXT), AMOUNT],
        [[used.ministry if used else "", consolidation.risk_reserve]],
        note="Kommer i tillegg til summen og er ikke med i noe tjenesteområde.",
    )


def reconciliation(consolidation: Consolidation) -> Table:
    """Kroner read, left out and counted; the difference is 0."""
    proof = consolidation.reconciliation
    moved: list[list[Item]] = [[f"+ {each} i scenarioet", kroner] for each, kroner in proof.moved]
    return balance(
        ["Lest fra alle rader", proof.read],
        ["− Utelatt, se under", proof.left_out],
        *moved,
        [f"− {total_of(consolidation.stamp.scenario)}", proof.total],
        ["= Differanse", proof.difference],
    )


def balance(*terms: Sequence[Item]) -> Table:
    """A proof: kroner, and what is less of them, down to what is left."""
    return Table("Avstemming", [Heading("Ledd", Format.TEXT), AMOUNT], terms, has_total=True)


def left_out(consolidation: Consolidation) -> Table:
    """Every row that was read and not counted, with the reason."""
    return Table(
        "Utelatt fra summen",
        [Heading("Rad", Format.TEXT), AMOUNT, Heading("Grunn og kilde", Format.TEXT)],
        [
            [each.name, each.kroner, Linked(f"{each.reason}: {each.place}", each.place)]
            for each in consolidation.left_out
        ],
        note="" if consolidation.left_out else "Ingen rader er utelatt.",
    )


def stamp(consolidation: Consolidation) -> Table:
    """What the result was made from, with what, when and by whom."""
    made = consolidation.stamp
    rows: list[Sequence[Item]] = [
        ["Program", f"Estimat {made.version}"],
        ["Tidspunkt", norwegian.moment(made.time)],
        ["Utført av", made.user],
    ]
    if made.scenario:
        rows.append([layout.SCENARIO.label, f"{made.scenario} (ikke planen)"])
        rows.append(["Om scenarioet", made.says])
    rows += assumptions(consolidation).rows
    rows += [[f"SHA-256 av {name}", sha256] for name, sha256 in made.inputs]
    return Table("Stempel", [Heading("Hva", Format.TEXT), Heading("Verdi", Format.TEXT)], rows)


def assumptions(consolidation: Consolidation) -> Table:
    """The rates and the frame that everything was computed with."""
    used = consolidation.stamp.assumptions
    return Table(
        "Forutsetninger",
        [Heading("Forutsetning", Format.TEXT), Heading("Verdi", Format.TEXT)],
        [
            [stamped(field), _plainly(value, field)]
            for field, value in zip(layout.OF_THE_TOTAL, used or (), strict=False)
        ],
    )


def stamped(field: layout.Field) -> str:
    """What the stamp calls an assumption."""
    return f"{field.label} ({field.unit})" if field.unit else field.label


def _plainly(value: Decimal | str | None, field: layout.Field) -> str:
    if isinstance(value, Decimal):  # a year is a number without thousands
        return f"{value:f}" if field is layout.YEAR else norwegian.number(value)
    return value or "ikke oppgitt"


SEVERITIES: Final = {
    Severity.ERROR: "● Feil",
    Severity.WARNING: "▲ Advarsel",
    Severity.INFO: "○ Info",
}


FINDING_COLUMNS: Final = (
    Heading("Alvor", Format.TEXT, 13),
    Heading("Kode", Format.TEXT, 12),
    Heading("Fil", Format.TEXT, 24),
    Heading("Ark", Format.TEXT, 22),
    Heading("Celle", Format.TEXT, 9),
    Heading("Hva er funnet", Format.LONG_TEXT, 62),
    Heading("Hva gjør du", Format.LONG_TEXT, 62),
)


def findings(found: Sequence[Finding]) -> Table:
    """Every finding, the worst first, each linked to its cell."""
    return Table(
        "Funn",
        FINDING_COLUMNS,
        [
            [
                SEVERITIES[each.severity],
                each.code,
                each.place.file,
                each.place.sheet,
                Linked(each.place.cell, each.place),
                each.message,
                each.remedy,
            ]
            for each in found
        ],
        note="" if found else "Ingen funn.",
    )


def tally(found: Sequence[Finding]) -> str:
    """How many of each severity: `0 feil, 2 advarsler, 4 info`."""
    count = {severity: sum(each.severity is severity for each in found) for severity in Severity}
    warnings = count[Severity.WARNING]
    return (
        f"{count[Severity.ERROR]} feil, "
        f"{warnings} {'advarsel' if warnings == 1 else 'advarsler'}, "
        f"{count[Severity.INFO]} info"
    )


LINE_COLUMNS: Final = {
    "area": Heading("Område", Format.TEXT, 9, "omrade"),
    "inputs.id": Heading("Rad-id", Format.TEXT, 9, "id"),
    "inputs.name": Heading(layout.ACTIVITY.header, Format.LONG_TEXT, 48, "aktivitet"),
    "area_name": Heading(layout.AREA_NAME.label, Format.TEXT, 29, "omradenavn"),
    "head.status": Heading("Områdestatus", Format.TEXT, 14, "omradestatus"),
    "inputs.kind_text": Heading(layout.KIND.header, Format.TEXT, 16, "type"),
    "responsible": Heading(layout.RESPONSIBLE.header, Format.TEXT, 27, "ansvarlig"),
    "inputs.governed": Heading(layout.GOVERNED.header, Format.TEXT, 29, "styres_av"),
    "inputs.ambition": Heading(layout.AMBITION.header, Format.TEXT, 14, "ambisjon"),
    "inputs.involvement": Heading(layout.INVOLVEMENT.header, Format.TEXT, 12, "involvering"),
    "inputs.low": Heading(layout.LOW.header, Format.HOURS, 9, "timer_lav"),
    "cost.hours": HOURS._replace(width=9),
    "inputs.high": Heading(layout.HIGH.header, Format.HOURS, 9, "timer_hoy"),
    "rate": Heading("Timepris (kr)", Format.KRONER, 10, "timepris"),
    "fte": FTE._replace(width=9),
    "cost.from_hours": Heading("Kostnad (kr)", Format.KRONER, 12, "kostnad"),
    "cost.amount": AMOUNT._replace(width=12, key="belop"),
    "low": Heading("Sum lav (kr)", Format.KRONER, 12, "sum_lav"),
    "cost.kroner": KRONER._replace(width=12),
    "high": Heading("Sum høy (kr)", Format.KRONER, 12, "sum_hoy"),
    "left_out": Heading("Utelatt fordi", Format.TEXT, 20, "utelatt_fordi"),
    "place.file": Heading("Fil", Format.TEXT, 18, "fil"),
    "place.sheet": Heading("Ark", Format.TEXT, 20, "ark"),
    "place.cell": Heading("Celle", Format.TEXT, 7, "celle"),
}
"""What Linjer says of a row, by the fields of a line."""

_of_line: Final = attrgetter(*LINE_COLUMNS)


def counted_lines(lines: Iterable[Line]) -> Table:
    """The rows that the numbers are made of, each linked to its place in the workbook."""
    return Table("Linjer", tuple(LINE_COLUMNS.values()), map(_line_row, lines))


def _line_row(line: Line) -> list[Item]:
    *items, cell = _of_line(line)
    return [*items, Linked(cell, line.place)]
