"""A workbook to plan in, made of a list that was read, and the proof that nothing is lost in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from ...core import layout, norwegian
from ...core.amounts import difference, in_millions, total
from ...core.checks.areas import NO_ACTIVITIES
from ...core.checks.kinds import AMOUNT_ON_OWN_HOURS, HOURS_ON_PASS_THROUGH
from ...core.consolidation import NO_STAMP, consolidate
from ...core.errors import RefusedError, UsageError
from ...core.estimate import UNKNOWN_KIND, Inputs
from ...core.findings import Finding, Place
from ...core.importing.areas import ListedArea
from ...core.importing.reading import Amounts, ReadList
from ...core.importing.rules import ID_MADE, IN_WORKBOOK, NO_ROWS, RATE_READ, STANDARD
from ...core.interpret import interpret
from ...core.summary import summarise
from ..reading import read_book
from ..workbooks.areafile import (
    AreaFile,
    AreaPlan,
    Assumption,
    as_sheet,
    free_name,
    is_id,
    named_once,
    read_area_file,
)
from ..workbooks.new import save_new

_LONGEST_ID: Final = 8
_LETTERS: Final = 3
"""Of the id that is made of a name of one word."""

_TOLD_OF_ROWS: Final = {
    rule.code for rule in (AMOUNT_ON_OWN_HOURS, HOURS_ON_PASS_THROUGH, UNKNOWN_KIND)
}
"""What stops the new workbook, and is said of the list's own rows."""

_STANDARD: Final = "Estimats standard. Kontroller den før arbeidsboken brukes."
_WORD: Final = re.compile(r"[^\W\d_]\w*")


class Built(NamedTuple):
    """What stands in the new workbook, by reading it back, and what there is to say of it."""

    placed: Amounts
    findings: tuple[Finding, ...]
    of_workbook: tuple[Finding, ...]


def build(target: Path, read: ReadList, file: str, sha256: str) -> Built:
    """Write a new workbook of what was placed, and read it back; never replaces a file.

    Raises RefusedError where nothing could be placed, and UsageError, with no file left, where the
    rows, hours and kroner that stand in it and those that are left are not those of the list.
    """
    if not any(area.rows for area in read.areas):
        nothing = NO_ROWS.at(Place(file), str(read.read.rows))
        raise RefusedError("Ingenting er laget", (nothing, *read.findings), unread=False)
    areas, findings = area_file(read, file)
    save_new(target, areas, ((PurePath(file).name, sha256),), "estimat importer")
    try:
        estimate = interpret(read_book(target, str(target))[0])
        rows = [row for area in estimate.areas for row in area.activities]
        placed = Amounts(
            len(rows),
            total(row.cost.hours for row in rows),
            total(row.cost.kroner for row in rows),
        )
        if any(off(read, placed)):
            raise UsageError(
                "Radene, timene eller kronene i den nye arbeidsboken er ikke de som ble lest. "
                "Ingenting er laget. Meld fra til dem som vedlikeholder Estimat."
            )
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise
    part = summarise(estimate, "")
    stops = consolidate([part], NO_STAMP, anew=True).errors
    findings += tuple(_told_of_list(stops, read, file))
    return Built(placed, findings, part.findings)


def _told_of_list(stops: Iterable[Finding], read: ReadList, file: str) -> Iterator[Finding]:
    """What stops the new workbook, but for what is said of the list's own rows."""
    left_in = {layout.spelled(as_sheet(each.area or each.area_id)) for each in read.left}
    for each in stops:
        where = each.place.sheet
        is_left = each.code == NO_ACTIVITIES.code and layout.spelled(where) in left_in
        if each.code not in _TOLD_OF_ROWS and not is_left:
            said = f"{where}: {each.message}" if where else each.message
            yield IN_WORKBOOK.at(Place(file), said, each.remedy)


def off(read: ReadList, placed: Amounts) -> Amounts:
    """What is read less what is placed and what is left: nothing."""
    hours = total(each.hours for each in read.left)
    kroner = total(each.kroner for each in read.left)
    return Amounts(
        read.read.rows - placed.rows - len(read.left),
        difference(read.read.hours, total((placed.hours, hours))),
        difference(read.read.kroner, total((placed.kroner, kroner))),
    )


def area_file(read: ReadList, file: str) -> tuple[AreaFile, tuple[Finding, ...]]:
    """What the new workbook is made of; the findings say which ids and rates are not the list's."""
    findings: list[Finding] = []
    assumptions = dict(_assumptions(read, file, findings))
    taken: list[str] = []
    plans = []
    rows_have_ids = _have_ids(read.areas)
    for area in read.areas:
        id = _area_id(area, taken, findings)
        taken.append(id)
        name = area.head.name
        head = area.head._replace(id=id)
        old = area.head.id if area.head.id != id else ""
        rows = tuple(_rows(area.rows, id, old, keep=rows_have_ids))
        plans.append(AreaPlan(as_sheet(_not_escaped(name)) or id, head, rows))
    if not rows_have_ids and (odd := next(_with_id(read.areas), None)):
        place, row = odd
        findings.append(ID_MADE.at(place, row.id, "radene har fått id etter området"))
    area_file_ = AreaFile(
        read.title or f"Estimat {read.year}",
        "",
        "Timeprisen ganget med timene i et årsverk skal være omtrent det samme som fullkosten. "
        "Skriv her hva som eventuelt skiller dem.",
        assumptions,
        tuple(plans),
        governors=named_once(row.governed for plan in plans for row in plan.rows),
    )
    return area_file_, tuple(findings)


def _not_escaped(name: str) -> str:
    """A name that no program reads as one with a sign that XML cannot hold."""
    return name.replace("_x", "_ x")


def _assumptions(
    read: ReadList, file: str, findings: list[Finding]
) -> Iterator[tuple[layout.Field, Assumption]]:
    """The assumptions: Estimat's own, but for the year and the rate that the list has."""
    standard = read_area_file().assumptions
    of_list = f"Fra lista {PurePath(file).name}"
    for field, (value, source) in standard.items():
        if field is layout.YEAR:
            yield field, Assumption(Decimal(read.year), f"{of_list}, eller det neste året.")
        elif field is layout.HOURLY_RATE and read.rate:
            yield field, Assumption(read.rate, f"{of_list}: {read.rate_known_by}.")
            rate = f"{norwegian.number(read.rate)} kr/time"
            findings.append(RATE_READ.at(Place(file), rate, read.rate_known_by))
        elif field is layout.PRICE_LEVEL:
            yield field, Assumption(f"{read.year}-kroner", _STANDARD)
        else:
            yield field, Assumption(value, source if field in layout.OF_UNCERTAINTY else _STANDARD)
    hourly, hours, cost = (
        read_area_file().rate(field)
        for field in (layout.HOURLY_RATE, layout.HOURS_PER_YEAR, layout.FULL_COST)
    )
    rates = {row.rate is not None for area in read.areas for row in area.rows if row.hours}
    has = (
        "Timeprisen er lista sin" if read.rate
        else "Radene har egne timepriser" if rates == {True}
        else "Noen rader har egne timepriser" if True in rates
        else "Radene har ingen satser"
    )  # fmt: skip
    said = "" if read.rate else f"timepris {norwegian.number(hourly)} kr, "
    said += f"{norwegian.number(hours)} timer per årsverk og fullkost "
    said += f"{norwegian.number(in_millions(cost), 1)} mill. kr per årsverk"
    findings.append(STANDARD.at(Place(file), said, has))


def _area_id(area: ListedArea, taken: Collection[str], findings: list[Finding]) -> str:
    """The id that the list gives, or one made of the name; it is none of those that are taken."""
    given, name = area.head.id, area.head.name
    in_use = {each.casefold() for each in taken}
    if is_id(given) and given.casefold() not in in_use:
        return given
    words = _WORD.findall(name)
    letters = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)[:_LETTERS]
    made = free_name((letters or "O").upper(), _LONGEST_ID, taken)
    if given:
        findings.append(ID_MADE.at(area.place, given, f"området «{name}» har fått id-en {made}"))
    return made


def _have_ids(areas: Iterable[ListedArea]) -> bool:
    """Whether the rows have ids of their own, and no two the same."""
    given = [layout.spelled(row.id) for area in areas for row in area.rows if row.id]
    return len(given) == len(set(given))


def _with_id(areas: Iterable[ListedArea]) -> Iterator[tuple[Place, Inputs]]:
    return ((area.place, row) for area in areas for row in area.rows if row.id)


def _rows(rows: Sequence[Inputs], area: str, old: str, *, keep: bool) -> Iterator[Inputs]:
    """The rows with ids: the list's where they can be, and otherwise the list's in the comment.

    So with the id that the list has for the area, where that is an `old` one.
    """
    taken = {row.id.casefold() for row in rows if keep}
    number = 0
    for row in rows:
        if old:
            comment = "; ".join(filter(None, (row.comment, f"{layout.AREA_ID.label}: {old}")))
            row = row._replace(comment=comment)
        if row.id and keep:
            yield row
            continue
        number += 1
        while f"{area}-{number}".casefold() in taken:
            number += 1
        comment = "; ".join(filter(None, (row.comment, row.id and f"{layout.ID.header}: {row.id}")))
        yield row._replace(id=f"{area}-{number}", comment=comment)
