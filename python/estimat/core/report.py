"""What a consolidation looks like as plain tables: the same for every host, screen and file.

A writer decides only how a `Format` looks where it writes; which numbers there are, in which order,
under which headers, and what they point to, is decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple, TypeAlias

from . import layout, norwegian
from .amounts import ore
from .amounts import total as sum_of
from .consolidation import Consolidation, Entry
from .findings import Finding, Place, Severity
from .part import Line


class Format(Enum):
    """How a column's values are to be shown."""

    TEXT = "tekst"
    LONG_TEXT = "lang tekst"
    HOURS = "timer"
    FTE = "årsverk"
    KRONER = "kr"
    ORE = "kr og øre"
    CHANGE = "kr mer eller mindre"
    MILLIONS = "mill. kr"
    PERCENT = "prosent"


class Heading(NamedTuple):
    """The head of a column."""

    text: str
    format: Format


class Linked(NamedTuple):
    """A value and the cells it is made of."""

    value: str | Decimal | None
    source: Place


Item: TypeAlias = str | Decimal | Linked | None
"""One value of a table, with or without a link to where it comes from."""


class Table(NamedTuple):
    """A titled table; with `has_total` the last row is the sum of those above."""

    title: str
    columns: Sequence[Heading]
    rows: Iterable[Sequence[Item]]
    has_total: bool = False
    note: str = ""


def chosen(table: Table, columns: Sequence[Heading]) -> Table:
    """Some of a table's columns, in this order."""
    places = [list(table.columns).index(each) for each in columns]
    rows = [[row[place] for place in places] for row in table.rows]
    return table._replace(columns=columns, rows=rows)


def value_of(item: Item) -> str | Decimal | None:
    """The value, with or without its link."""
    return item.value if isinstance(item, Linked) else item


TITLE: Final = "Konsolidert estimat"


def forced_notice(consolidation: Consolidation) -> str:
    """What a forced result says on its face; nothing when it was not forced past anything."""
    if not consolidation.forced or not consolidation.errors:
        return ""
    kinds = Counter((finding.code, finding.title) for finding in consolidation.errors)
    said = ", ".join(f"{title} ({code}, {count})" for (code, title), count in kinds.items())
    return f"TVUNGET: konsolidert til tross for {len(consolidation.errors)} feil: {said}."


NAME: Final = Heading(layout.AREA_NAME.label, Format.TEXT)
HOURS: Final = Heading(layout.HOURS.header, Format.HOURS)
FTE: Final = Heading(layout.FTE.header, Format.FTE)
KRONER: Final = Heading("Sum (kr)", Format.KRONER)
MILLIONS: Final = Heading("Mill. kr", Format.MILLIONS)
BUDGET: Final = Heading("Budsjett (mill. kr)", Format.MILLIONS)
OFF_BUDGET: Final = Heading("Avvik (%)", Format.PERCENT)

OVER_BUDGET: Final = Heading("Avvik (kr)", Format.KRONER)
OWN: Final = Heading("Egne timer (kr)", Format.KRONER)
PURCHASE: Final = Heading("Kjøp (kr)", Format.KRONER)
PASS_THROUGH: Final = Heading("Videreformidling (kr)", Format.KRONER)
SHARE: Final = Heading("Andel (%)", Format.PERCENT)

CONSOLIDATED_COLUMNS: Final = (
    Heading(layout.ID.header, Format.TEXT),
    NAME,
    Heading(layout.AREA_STATUS.label, Format.TEXT),
    HOURS,
    FTE,
    OWN,
    PURCHASE,
    PASS_THROUGH,
    KRONER,
    MILLIONS,
    BUDGET,
    OVER_BUDGET,
    OFF_BUDGET,
    SHARE,
)
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
    area = entry.source

    def made_of(value: Decimal | None, column: layout.Column) -> Item:
        return Linked(value, area.cells(column)) if area else value

    def budget(value: Decimal | None) -> Item:
        return Linked(value, area.place._replace(cell=area.budget_cell)) if area else value

    return [
        # LibreOffice wraps no link: what may be long is none.
        Linked(entry.id, area.place) if area else entry.id,
        entry.name,
        entry.status,
        made_of(entry.hours, layout.HOURS),
        made_of(entry.fte, layout.FTE),
        made_of(entry.own, layout.SUM),
        made_of(entry.purchase, layout.SUM),
        made_of(entry.pass_through, layout.SUM),
        made_of(entry.kroner, layout.SUM),
        made_of(entry.millions, layout.SUM),
        budget(entry.budget),
        budget(entry.off_budget),
        entry.off_budget_ratio,
        entry.share,
    ]


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
    out = ore(sum_of(each.kroner for area in areas for each in area.left_out))
    formula = f"ROUND({sums}-{total}{f'-{out}' if out else ''},2)"
    return formula if len(formula) <= _LONGEST_FORMULA else ""


def live_words(difference: str) -> str:
    """The formula that says in words what the difference in a cell means."""
    agrees = f'IF({difference}=0,"{SAME}","{CHANGED}")'
    return f'IF(ISNUMBER({difference}),{agrees},"{UNCLEAR}")'


def risk_reserve(consolidation: Consolidation) -> Table:
    """The reserve that the ministry holds, apart from the total."""
    return Table(
        "Risikoavsetning",
        [Heading("Holdes av", Format.TEXT), Heading("Beløp (kr)", Format.KRONER)],
        [[_ministry(consolidation), consolidation.risk_reserve]],
        note="Kommer i tillegg til summen og er ikke med i noe tjenesteområde.",
    )


def _ministry(consolidation: Consolidation) -> str:
    assumptions = consolidation.stamp.assumptions
    return assumptions.ministry if assumptions else ""


def reconciliation(consolidation: Consolidation) -> Table:
    """Kroner read, left out and counted; the difference is 0."""
    proof = consolidation.reconciliation
    return Table(
        "Avstemming",
        [Heading("Ledd", Format.TEXT), Heading("Beløp (kr)", Format.KRONER)],
        [
            ["Lest fra alle rader", proof.read],
            ["− Utelatt, se under", proof.left_out],
            ["− Sum direktoratet", proof.total],
            ["= Differanse", proof.difference],
        ],
        has_total=True,
    )


def left_out(consolidation: Consolidation) -> Table:
    """Every row that was read and not counted, with the reason."""
    return Table(
        "Utelatt fra summen",
        [
            Heading("Rad", Format.TEXT),
            Heading("Beløp (kr)", Format.KRONER),
            Heading("Grunn og kilde", Format.TEXT),
        ],
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
            for field, value in zip(layout.ASSUMPTIONS, used or (), strict=False)
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
    Heading("Alvor", Format.TEXT),
    Heading("Kode", Format.TEXT),
    Heading("Fil", Format.TEXT),
    Heading("Ark", Format.TEXT),
    Heading("Celle", Format.TEXT),
    Heading("Hva er funnet", Format.LONG_TEXT),
    Heading("Hva gjør du", Format.LONG_TEXT),
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


def counted_lines(lines: Iterable[Line]) -> Table:
    """The rows that the numbers are made of, each linked to its place in the workbook."""
    return Table(
        "Linjer",
        [
            Heading("Område", Format.TEXT),
            Heading("Rad-id", Format.TEXT),
            Heading(layout.ACTIVITY.header, Format.LONG_TEXT),
            Heading(layout.KIND.header, Format.TEXT),
            HOURS,
            Heading("Timepris (kr)", Format.KRONER),
            Heading("Kostnad (kr)", Format.KRONER),
            Heading("Beløp (kr)", Format.KRONER),
            KRONER,
            Heading("Utelatt fordi", Format.TEXT),
            Heading("Kilde", Format.TEXT),
        ],
        _line_rows(lines),
    )


def _line_rows(lines: Iterable[Line]) -> Iterator[list[Item]]:
    for line in lines:
        yield [
            line.area,
            line.inputs.id,
            line.inputs.name,
            line.inputs.kind_text,
            line.cost.hours,
            line.rate,
            line.cost.from_hours,
            line.cost.amount,
            line.cost.kroner,
            line.left_out,
            Linked(str(line.place), line.place),
        ]
