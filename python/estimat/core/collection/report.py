"""The overview as plain tables, as lines, and as a record for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from .. import layout, norwegian, report
from ..consolidation import Consolidation
from ..findings import Severity
from ..record import finding_records, number
from ..tables import Format, Heading, Item, Linked, Table
from .delivery import Delivery, Overview, State
from .versions import Version, named

TITLE: Final = "Innsamling"

ID: Final = report.ID._replace(width=6)
NAME: Final = report.NAME._replace(width=30)
STATE: Final = Heading("Levering", Format.TEXT, 15, "tilstand")
STATUS: Final = report.STATUS._replace(width=15)
ERRORS: Final = Heading("Feil", Format.HOURS, 5, "feil")
WARNINGS: Final = Heading("Advarsler", Format.HOURS, 9, "advarsler")
INFOS: Final = Heading("Info", Format.HOURS, 5, "info")
KRONER: Final = report.KRONER._replace(width=12)
CHANGE: Final = Heading("Endring (kr)", Format.CHANGE, 12, "endring")
DISPATCH: Final = Heading("Utsendelse", Format.HOURS, 10, "utsendelse")
SAVED: Final = Heading("Lagret", Format.TEXT, 11)
FILE: Final = Heading("Fil", Format.LONG_TEXT, 28)
NOTE: Final = Heading(layout.OWN_REMARK.label, Format.LONG_TEXT, 46)

COLUMNS: Final = (
    ID, NAME, STATE, STATUS, ERRORS, WARNINGS, INFOS, KRONER, CHANGE, DISPATCH, SAVED, FILE, NOTE,
)  # fmt: skip


def deliveries(overview: Overview) -> Table:
    """One line an area, the missing first, and what has come adds up to."""
    rows = [_row(overview, each) for each in overview.areas]
    changes = [each.change for each in overview.areas if each.change is not None]
    total: list[Item] = [None] * len(COLUMNS)
    total[COLUMNS.index(ID)] = ""
    total[COLUMNS.index(NAME)] = "Sum av det som er kommet, også med feil"
    for heading in (STATE, STATUS, SAVED, FILE, NOTE):
        total[COLUMNS.index(heading)] = ""
    for severity, heading in _SEVERITIES.items():
        total[COLUMNS.index(heading)] = _counted(overview, severity)
    total[COLUMNS.index(KRONER)] = overview.kroner
    total[COLUMNS.index(CHANGE)] = sum(changes, Decimal(0))
    total[COLUMNS.index(DISPATCH)] = ""
    return Table("Tjenesteområder", COLUMNS, [*rows, total], has_total=True)


_SEVERITIES: Final = {
    Severity.ERROR: ERRORS, Severity.WARNING: WARNINGS, Severity.INFO: INFOS,
}  # fmt: skip


def _counted(overview: Overview, severity: Severity) -> Decimal:
    return Decimal(sum(each.found(severity) or 0 for each in overview.areas))


def _row(overview: Overview, delivery: Delivery) -> list[Item]:
    version = delivery.version
    found = (delivery.found(severity) for severity in _SEVERITIES)
    dispatch = version and version.slip.dispatch
    return [
        delivery.id,
        delivery.name,
        delivery.state.value,
        version.area.status if version else "",
        *(None if each is None else Decimal(each) for each in found),
        Linked(delivery.kroner, version.area.place) if version else None,
        delivery.change,
        Decimal(dispatch.number) if dispatch else None,
        _day(version),
        ", ".join(named(each.part.file) for each in delivery.versions),
        _note(overview, delivery),
    ]


def said_of(delivery: Delivery) -> Iterator[str]:
    """What there is to say of an area, and what is wrong with it."""
    yield from delivery.notes
    found = delivery.version.findings if delivery.version else []
    errors = [each for each in found if each.severity is Severity.ERROR]
    for each in errors[:_MOST_ERRORS]:
        where = f"{each.place.cell}: " if each.place.cell else ""
        yield f"Feil: {where}{each.message}"
    if len(errors) > _MOST_ERRORS:
        yield f"Og {len(errors) - _MOST_ERRORS} feil til; «estimat valider» viser dem."


_MOST_ERRORS: Final = 3


def _note(overview: Overview, delivery: Delivery) -> str:
    """What there is to say of an area; also that its deadline is over."""
    notes = [*said_of(delivery)]
    if delivery.is_late and overview.deadline:
        notes.append(_OVER.format(norwegian.day(overview.deadline)))
    version = delivery.version
    dispatch = version and version.slip.dispatch
    saved, deadline = version and version.saved, dispatch and dispatch.deadline
    if version and saved and deadline and saved > deadline and not version.is_unchanged:
        notes.append(f"Lagret {norwegian.day(saved)}, etter fristen.")
    return " ".join(notes)


_OVER: Final = "Fristen gikk ut {}."


def _day(version: Version | None) -> str:
    saved = version.saved if version and not version.is_unchanged else None
    return norwegian.day(saved) if saved else ""


def summary(overview: Overview) -> Iterator[str]:
    """How far it has come, in words; the missing by name."""
    whole = len(overview.areas)
    parts = [
        f"{len(found)} {_IN_WORDS[state]}"
        for state in reversed(State)
        if (found := overview.of(state))
    ]
    over = any(each.is_late for each in overview.areas)
    deadline = overview.deadline and norwegian.day(overview.deadline)
    frist = f" {_OVER.format(deadline) if over else f'Frist {deadline}.'}" if deadline else ""
    yield f"{norwegian.counted(whole, 'område', 'områder')}: {', '.join(parts)}.{frist}"
    if missing := overview.of(State.MISSING):
        names = ", ".join(f"{each.id} {each.name}" for each in missing[:_MOST_NAMED])
        more = len(missing) - _MOST_NAMED
        yield f"Mangler: {names}{f' og {more} til' if more > 0 else ''}."


_MOST_NAMED: Final = 5
"""Areas that are named before the table, where they stand first."""


_IN_WORDS: Final = {
    State.MISSING: "mangler",
    State.UNREADABLE: "ikke lesbar",
    State.TWO: "i flere versjoner",
    State.STALE: "utdatert",
    State.UNCHANGED: "uendret",
    State.DELIVERED: "levert",
}


def overview_record(overview: Overview, consolidation: Consolidation) -> dict[str, Any]:
    """What `--json` prints."""
    counts = {state.value.lower(): len(overview.of(state)) for state in State}
    return {
        "frist": overview.deadline.isoformat() if overview.deadline else None,
        "antall": counts,
        "sum": number(overview.kroner),
        "omrader": [_record(overview, each) for each in overview.areas],
        "andre_filer": [{"fil": file, "melding": why} for file, why in overview.others],
        "funn": finding_records(consolidation.findings),
    }


def _record(overview: Overview, delivery: Delivery) -> dict[str, Any]:
    version = delivery.version
    dispatch = version.slip.dispatch if version else None
    return {
        "id": delivery.id,
        "navn": delivery.name,
        "tilstand": delivery.state.value.lower(),
        "fil": version.part.file if version else None,
        "filer": [each.part.file for each in delivery.versions],
        "status": version.area.status if version else None,
        **{heading.key: delivery.found(severity) for severity, heading in _SEVERITIES.items()},
        "sum": None if delivery.kroner is None else number(delivery.kroner),
        "endring": None if delivery.change is None else number(delivery.change),
        "utsendelse": dispatch.number if dispatch else None,
        "sendt": dispatch.sent.isoformat() if dispatch and dispatch.sent else None,
        "lagret": version.slip.saved or None if version else None,
        "frist_passert": delivery.is_late,
        "merknad": _note(overview, delivery),
    }
