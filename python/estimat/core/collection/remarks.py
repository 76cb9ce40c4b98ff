"""What is said back to an area of the workbook it sent, and which of it has been met."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from hashlib import blake2b
from typing import Final, NamedTuple

from .. import layout
from ..book import column_number
from ..estimate import Activity, Area, Estimate
from ..findings import RULES, Finding, Place, Severity
from .ownremarks import OwnRemark

FROM_CHECKS: Final = layout.CHECKED
"""Whom a remark is from that nobody has written."""

ANSWER_IT: Final = "Rett det merknaden gjelder, eller svar i kolonnen Svar."

_FIRST_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Status(str, Enum):
    """How far a remark has come. Those from FIXED on are met."""

    NEW = "Ny"
    OPEN = "Åpen"
    CHANGED = "Raden er endret"
    AREA_CHANGED = "Området er endret"
    GONE = "Raden er borte"
    FIXED = "Rettet"
    CLOSED = "Lukket"

    @property
    def is_met(self) -> bool:
        return self in (Status.FIXED, Status.CLOSED)


STATUSES: Final = {layout.spelled(each.value): each for each in Status}


class Remark(NamedTuple):
    """One thing that is said to an area: what, where, what to do, from whom and when.

    It is about a row or an area, its `subject`, by id. One from a check has its `code`, and
    `detail` tells it from others of that code. One that a controller wrote has the `print` of what
    it is about as that was when the remark was given. `leads` is where it is today, if it still is.
    """

    what: str
    do: str
    who: str
    subject: str
    code: str = ""
    detail: str = ""
    where: str = ""
    leads: Place | None = None
    print: str = ""
    number: int = 0
    status: Status = Status.NEW
    given: str = ""
    answer: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same remark as one of before."""
        subject = layout.spelled(self.subject)
        return (self.code, subject, self.detail) if self.code else ("", subject, self.what)


class Mark(NamedTuple):
    """Where a row or an area is today, and what it is known by until it is changed."""

    place: Place
    print: str
    is_area: bool = False


class Today(NamedTuple):
    """A workbook as it is when remarks are given: what they can be about, by id, and the day."""

    marks: Mapping[str, Mark]
    day: str


def remarks_of(
    estimate: Estimate, findings: Iterable[Finding]
) -> tuple[list[Remark], list[Finding]]:
    """What the findings of a workbook are to its area; and those that are not the area's to mend.

    What is only good to know is neither.
    """
    areas = {area.sheet.name: area for area in estimate.areas}
    theirs = {"", *areas, *(sheet.name for sheet in estimate.strangers)}
    told, others = [], []
    for each in findings:
        if each.severity is Severity.INFO:
            continue
        rule = RULES[each.code]
        if rule.to_area is None or each.place.sheet not in theirs:
            others.append(each)
            continue
        what, do = (
            text.format(found=each.found, expected=each.expected)
            for text in (rule.to_area.message or rule.message, rule.to_area.remedy or rule.remedy)
        )
        subject, detail = _subject(areas.get(each.place.sheet, estimate.areas[0]), each.place)
        leads = each.place if each.place.sheet else None
        told.append(Remark(what, do, FROM_CHECKS, subject, each.code, detail, _where(leads), leads))
    return told, others


def _subject(area: Area, place: Place) -> tuple[str, str]:
    """The id of the row, or else the area, that a place is in; and what of it is there."""
    match = _FIRST_CELL.match(place.cell)
    if place.sheet != area.sheet.name or not match:
        return area.head.id, ""
    row, column = int(match[2]), column_number(match[1])
    header = next((header for header, at in area.columns.items() if at == column), "")
    for activity in area.activities:
        if activity.row == row:
            if activity.inputs.id:
                return activity.inputs.id, header
            return area.head.id, f"{header} {activity.inputs.name}".strip()
    return area.head.id, ""


def _where(place: Place | None) -> str:
    return " ".join(filter(None, (place.sheet, place.cell))) if place else ""


def marks_of(estimate: Estimate) -> dict[str, Mark]:
    """The rows and the areas of a workbook, by their ids as spelled; of two alike the first."""
    found: dict[str, Mark] = {}
    for area in estimate.areas:
        for activity in area.activities:
            if activity.inputs.id:
                place = estimate.cell(area, activity, layout.ACTIVITY)
                mark = Mark(place, _print(_said(activity)))
                found.setdefault(layout.spelled(activity.inputs.id), mark)
    for area in estimate.areas:
        said = [repr(area.head), *(each for row in area.activities for each in _said(row))]
        mark = Mark(estimate.head(area, layout.AREA_NAME), _print(said), is_area=True)
        found[layout.spelled(area.head.id)] = mark
    return found


def _said(activity: Activity) -> list[str]:
    """What people have written in a row; what is blank is left out, and so are columns to come."""
    written = activity.inputs._replace(last_year=None)._asdict().items()
    flaws = [f"{flaw.meaning.name} {flaw.found}" for flaw in activity.flaws]
    return [f"{field} {value}" for field, value in written if value not in (None, "")] + flaws


def _print(said: Iterable[str]) -> str:
    return blake2b("\n".join(said).encode("utf-8", "replace"), digest_size=8).hexdigest()


def own_of(
    estimate: Estimate, own: Iterable[OwnRemark], homes: Mapping[str, frozenset[str]]
) -> Iterator[Remark]:
    """The controller's remarks that are for the areas of a workbook, those that are closed too."""
    ids = {layout.spelled(area.head.id) for area in estimate.areas}
    marks = marks_of(estimate)
    for each in own:
        about = layout.spelled(each.about)
        mark = marks.get(about)
        if not each.what or (mark is None and not ids & homes.get(about, frozenset())):
            continue
        yield Remark(
            each.what, ANSWER_IT, each.who, each.about, print=mark.print if mark else "",
            where=_where(mark.place if mark else None), leads=mark.place if mark else None,
            status=Status.CLOSED if each.is_closed else Status.NEW, given=each.given,
        )  # fmt: skip


def met(
    old: Sequence[Remark],
    found: Sequence[Remark],
    own: Sequence[Remark] | None,
    today: Today,
) -> list[Remark]:
    """The remarks of today: those on the sheet that came back, and what is found and said now.

    Each keeps its number, its day and its answer, and none disappears: those that are met stand
    last. What the controller says is None where nobody asked; then it is as it was.
    """
    said = [*found, *(own or ())]
    pairs = _paired(old, said)
    now = [
        _of_check(before, each)
        if before.code
        else _of_controller(before, each, today, is_asked=own is not None)
        for before, each in zip(old, pairs, strict=True)
    ]
    number = max((each.number for each in old), default=0)
    taken = {id(each) for each in pairs}
    for each in said:
        if id(each) not in taken and each.status is not Status.CLOSED:
            number += 1
            now.append(each._replace(number=number, given=each.given or today.day))
    return sorted(now, key=lambda each: (each.status.is_met, each.number))


def _paired(old: Sequence[Remark], new: Sequence[Remark]) -> list[Remark | None]:
    """Which of the new remarks each of the old ones is; of those alike first the same words."""
    waiting: dict[tuple[str, str, str], list[Remark]] = {}
    for each in new:
        waiting.setdefault(each.key, []).append(each)
    pairs: list[Remark | None] = [None] * len(old)
    for same_words in (True, False):
        for number, before in enumerate(old):
            left = waiting.get(before.key, [])
            for position, each in enumerate(left if pairs[number] is None else ()):
                if not same_words or each.what == before.what:
                    pairs[number] = left.pop(position)
                    break
    return pairs


def _of_check(before: Remark, today: Remark | None) -> Remark:
    if today is None:
        return before._replace(status=Status.FIXED, leads=None)
    return today._replace(
        status=Status.OPEN, number=before.number, given=before.given, answer=before.answer
    )


def _of_controller(before: Remark, said: Remark | None, today: Today, *, is_asked: bool) -> Remark:
    mark = today.marks.get(layout.spelled(before.subject))
    where, leads = (_where(mark.place), mark.place) if mark else (before.where, None)
    is_closed = (
        (said is None or said.status is Status.CLOSED)
        if is_asked
        else before.status is Status.CLOSED
    )
    if is_closed:
        status = Status.CLOSED
    elif mark is None:
        status = Status.GONE
    elif before.print == mark.print:
        status = Status.OPEN
    else:
        status = Status.AREA_CHANGED if mark.is_area else Status.CHANGED
    return before._replace(status=status, where=where, leads=leads)
