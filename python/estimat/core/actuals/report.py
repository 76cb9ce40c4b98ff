"""What plan against actual looks like as plain tables."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from operator import attrgetter
from typing import Final

from .. import layout, norwegian
from .. import report as common
from ..amounts import total
from ..tables import Format, Heading, Item, Linked, Table, value_of
from .accounts import Account
from .actuals import Actuals, AreaAccount
from .timesheet import Sums

TITLE: Final = "Faktisk mot plan"
ID: Final = Heading(layout.ID.header, Format.TEXT, 9, "id")
NAME: Final = Heading("Område og aktivitet", Format.TEXT, 40, "navn")
HOURS_TO_DATE: Final = Heading("Timer plan hittil", Format.HOURS, 10, "timer_plan_hittil")
HOURS_ACTUAL: Final = Heading("Timer ført", Format.HOURS, 10, "timer_faktisk")
PLAN: Final = Heading("Plan året (kr)", Format.KRONER, 14, "plan")
TO_DATE: Final = Heading("Plan hittil (kr)", Format.KRONER, 14, "plan_hittil")
ACTUAL: Final = Heading("Faktisk (kr)", Format.KRONER, 14, "faktisk")
OFF_PLAN: Final = Heading("Avvik (kr)", Format.CHANGE, 13, "avvik")
BY_HOURS: Final = Heading("av timer", Format.CHANGE, 13, "avvik_timer")
BY_RATE: Final = Heading("av pris", Format.CHANGE, 13, "avvik_pris")
BY_AMOUNT: Final = Heading("av beløp", Format.CHANGE, 13, "avvik_belop")
REMAINING: Final = Heading("Gjenstår (kr)", Format.KRONER, 14, "gjenstar")
FORECAST: Final = Heading("Prognose (kr)", Format.KRONER, 14, "prognose")
REASON: Final = Heading("Prognosen er", Format.LONG_TEXT, 27, "grunn")

_OF_ACCOUNT: Final[dict[Heading, str]] = {
    ID: "id",
    NAME: "name",
    HOURS_TO_DATE: "hours_to_date",
    HOURS_ACTUAL: "hours_actual",
    PLAN: "plan",
    TO_DATE: "to_date",
    ACTUAL: "actual",
    OFF_PLAN: "off_plan",
    BY_HOURS: "by_hours",
    BY_RATE: "by_rate",
    BY_AMOUNT: "by_amount",
    REMAINING: "remaining",
    FORECAST: "forecast",
    REASON: "reason",
}
"""The columns, by the fields of an account."""

COLUMNS: Final = tuple(_OF_ACCOUNT)
_fields: Final = attrgetter(*_OF_ACCOUNT.values())

LINES: Final = Heading(layout.LINES, Format.HOURS, 9, "linjer")
HOURS: Final = Heading(layout.HOURS.header, Format.PARTS_OF_HOURS, 12, "timer")
KRONER: Final = Heading("Kroner", Format.ORE, 16, "kroner")


def account_fields(account: Account) -> dict[Heading, str | Decimal]:
    """What an account says, by its columns."""
    return dict(zip(COLUMNS, _fields(account), strict=True))


def period(found: Actuals) -> str:
    """Which months it is about: `januar til og med april 2027`."""
    if found.until.month == 1:
        return str(found.until)
    return f"januar til og med {found.until}"


def areas(found: Actuals) -> Table:
    """The areas, what is not placed, and the total."""
    accounts = [*(each.account for each in found.areas), found.not_placed, found.total]
    return Table("Tjenesteområder", COLUMNS, [_row(each) for each in accounts], has_total=True)


def of_area(area: AreaAccount) -> Table:
    """The rows of an area, and what they add up to."""
    whole = area.account._replace(id="", name=f"Sum {area.account.name}")
    title = f"{area.account.id} {area.account.name}".strip()
    rows = [_row(each) for each in (*area.rows, whole)]
    return Table(title, COLUMNS, rows, has_total=True)


def _row(account: Account) -> list[Item]:
    source = account.source
    return [
        Linked(item, source) if source and heading is PLAN else item
        for heading, item in account_fields(account).items()
    ]


def not_placed(found: Actuals) -> Table:
    """What belongs to no row, by code."""
    return Table(
        "Ikke plassert, etter kode",
        [Heading("Kode", Format.TEXT), LINES, HOURS, KRONER,
         Heading("Første linje", Format.TEXT)],
        [[each.code, *_sums(each.sums), str(each.first)] for each in found.codes],
        note="" if found.codes else "Alt er plassert.",
    )  # fmt: skip


def reconciliation(found: Actuals) -> Table:
    """Read, placed, not placed and outside the period; the difference is nothing."""
    return Table(
        "Avstemming",
        [Heading("Ledd", Format.TEXT), LINES, HOURS, KRONER],
        [
            [name, *_sums(sums)]
            for name, sums in (
                ("Lest fra timelistene", found.read),
                ("− Plassert på rader", found.placed),
                ("− Ikke plassert", found.left),
                ("− Utenfor perioden", found.outside),
                ("= Differanse", found.difference),
            )
        ],
        has_total=True,
    )


def _sums(sums: Sums) -> list[Item]:
    return [_counted(sums.lines), sums.hours, sums.kroner]


def _counted(lines: int) -> Decimal:
    return Decimal(lines)


def files(found: Actuals) -> Table:
    """The files it was made of, what of them was not read, and how codes were known."""
    return Table(
        "Timelistene",
        [Heading("Fil", Format.TEXT), LINES,
         Heading("Uten tall", Format.HOURS), Heading("Kroner fra", Format.TEXT),
         Heading("Ikke lest, for der kan det stå navn", Format.TEXT)],
        [
            [
                each.file,
                _counted(len(each.entries)),
                _counted(each.without_numbers),
                "fila" if each.has_kroner or not each.entries else "planens timepris",
                ", ".join(each.never_read) or "ingen kolonner",
            ]
            for each in found.files
        ],
    )  # fmt: skip


def stamp(found: Actuals) -> Table:
    """What it was made from, when and by whom: the workbook, and each of the timesheets."""
    made = common.stamp(found.consolidation)
    own: Iterable[list[Item]] = ([f"SHA-256 av {each.file}", each.sha256] for each in found.files)
    return made._replace(rows=[["Til og med", str(found.until)], *made.rows, *own])


def proving(found: Actuals) -> list[Table]:
    """What stands below the numbers: what belongs nowhere, the proof, the files and the stamp."""
    return [not_placed(found), reconciliation(found), files(found), stamp(found)]


def findings(found: Actuals) -> Table:
    """Every finding; a link leads to the workbook only, for sheets of timesheets have no names."""
    table = common.findings(found.findings)
    own = {each.file for each in found.files}
    rows = [
        [value_of(each) if isinstance(each, Linked) and each.source.file in own else each
         for each in row]
        for row in table.rows
    ]  # fmt: skip
    return table._replace(rows=rows)


def proof(found: Actuals) -> str:
    """The reconciliation in a line."""
    hours, kroner = (
        " ".join(
            (
                f"{what}: lest {tell(getattr(found.read, field))} −",
                f"plassert {tell(getattr(found.placed, field))} −",
                f"ikke plassert {tell(getattr(found.left, field))} −",
                f"utenfor perioden {tell(getattr(found.outside, field))}",
                f"= {tell(getattr(found.difference, field))}",
            )
        )
        for what, field, tell in (
            (layout.HOURS.header, "hours", norwegian.number),
            ("Kroner", "kroner", norwegian.kroner),
        )
    )
    return f"{hours}\n{kroner}"


def headline(found: Actuals) -> str:
    """The year in a sentence."""
    whole = found.total
    off = norwegian.number(abs(whole.off_plan), 0)
    side = "over" if whole.off_plan > 0 else "under"
    than = f"{off} kr {side} planen" if whole.off_plan else "som planen"
    said = (
        f"{period(found).capitalize()}: faktisk {norwegian.number(whole.actual, 0)} kr, {than} "
        f"hittil. Prognosen for året er {norwegian.number(whole.forecast, 0)} kr"
    )
    budget = norwegian.number(found.budget, 0) if found.budget is not None else ""
    said += f", og budsjettet er {budget} kr." if budget else "."
    idle = [row for area in found.areas for row in area.rows if row.plan and not row.forecast]
    if idle:
        rows = norwegian.counted(len(idle), "rad", "rader")
        planned = norwegian.number(total(row.plan for row in idle), 0)
        said += f" {rows}, planlagt til {planned} kr, har ingenting ført og er 0 i prognosen."
    return said
