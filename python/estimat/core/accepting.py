"""Warnings that somebody has accepted: each until what it says changes, listed and never hidden.

A warning is known by its code, by the row or the area that it is about, and by its own words, which
have the number. Another number is other words, and then nobody has accepted it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, TypeAlias

from . import layout
from .acceptances import Acceptance, acceptances, ids_of, in_words
from .checks.ranges import OTHER_AREAS
from .checks.scenarios import IS_A_SCENARIO, OLD_SHEET
from .checks.structure import MOSTLY_COPIED
from .estimate import Estimate
from .findings import (
    LONGEST_QUOTE,
    RULES,
    Finding,
    Place,
    Severity,
    info,
    is_cut,
    readable,
    warning,
)
from .interpret import tables_with

LAPSED = info(
    "GODT-01", "Godtatt advarsel som har endret seg",
    "Raden som godtar {found}, gjelder ikke nå: {expected}.",
    "Er advarselen borte, så tøm raden. Skal den godtas slik den er nå, så lim ordene inn i Funn, "
    "og rett Begrunnelse, Hvem og Når.",
)  # fmt: skip
INCOMPLETE = warning(
    "GODT-02", "Godtatt advarsel som mangler noe",
    "Raden mangler {found}, og godtar ingenting før den er utfylt.",
    "Skriv det som mangler, som tekst og ikke som formel{expected}. Eller tøm raden.",
    to_area=None,
)  # fmt: skip
CANNOT = warning(
    "GODT-03", "Kode som ikke kan godtas",
    "{found} kan ikke godtas: {expected}.",
    "Rett Kode, eller tøm raden.",
    to_area=None,
)  # fmt: skip
NO_TABLE = warning(
    "GODT-04", "Tabellen over godtatte advarsler lar seg ikke lese",
    "{found}, og det som står der, er ikke godtatt.",
    "La arket Godtatt ha én tabell med ingenting rett under, og overskriftene {expected}. Uten "
    "godtatte advarsler: slett arket.",
    to_area=None,
)  # fmt: skip

_OWN: Final = {rule.code for rule in (LAPSED, INCOMPLETE, CANNOT, NO_TABLE)}
_BELOW: Final = 6
"""Rows under the table in which somebody may have written one more."""

_Key: TypeAlias = tuple[str, ...]


def judged(
    estimate: Estimate,
    findings: Sequence[Finding],
    in_plan: Sequence[Acceptance] | None = None,
) -> tuple[Finding, ...]:
    """The findings of one workbook, of which those that are accepted are infos that say by whom.

    Each accepts one warning: two that say the same of the same row are accepted by two. Where it is
    known what is accepted in the workbook that a part was made of (`in_plan`), a part has nothing
    to say of its own: its rows are not its area's to write.
    """
    own, faults = [*acceptances(estimate)], [*_faults(estimate)]
    said = own if in_plan is None else in_plan
    waiting: defaultdict[_Key, list[Acceptance]] = defaultdict(list)
    for each in said:
        if not each.lacks and not refused(each.code):
            waiting[each.key].append(each)
    theirs = {each.place for each in _unmet(own, {key: len(rows) for key, rows in waiting.items()})}
    if not (waiting or own or faults):
        return tuple(findings)
    ids = ids_of(estimate)
    subject = _subjects(estimate, ids)
    told: list[Finding] = []
    stand: defaultdict[_Key, list[str]] = defaultdict(list)
    used: Counter[_Key] = Counter()
    for finding in findings:
        about = subject(finding.place) if finding.severity is Severity.WARNING else None
        if about is None:
            told.append(finding)
            continue
        key = layout.spelled(finding.code), about, in_words(finding.message)
        rows = waiting.get(key)
        if rows and not is_cut(finding) and not refused(finding.code):
            used[key] += 1
            told.append(_accepted(finding, rows.pop(0)))
        else:
            stand[key[:2]].append(finding.message)
            told.append(finding)
    return (*told, *faults, *_left(estimate, _unmet(own, used), ids, stand, theirs))


def _unmet(own: Iterable[Acceptance], met: Mapping[_Key, int]) -> Iterator[Acceptance]:
    """The rows that come after as many of their key as are met."""
    left = Counter(met)
    for each in own:
        if left[each.key] > 0:
            left[each.key] -= 1
        else:
            yield each


def refused(code: str) -> str:
    """Why what has this code is never accepted, in words; nothing when it may be."""
    rule = RULES.get(code.strip().upper())
    if rule is None:
        return "det er ingen av kodene i arket Kontroll"
    if rule.severity is not Severity.WARNING:
        is_error = rule.severity is Severity.ERROR
        return "det er en feil, og den må rettes" if is_error else "det er bare til opplysning"
    if rule.code in _OWN:
        return "det sier hva som må rettes i dette arket"
    if rule.code in _stops() or rule.code.startswith(_OF_THE_NOTE):
        return "det stopper noe annet enn totalen, og må rettes"
    if rule.code == MOSTLY_COPIED.code or rule.code.startswith(_OF_FILES):
        return "ordene sier ikke hvilke tall det gjelder"
    return ""


_OF_FILES: Final = "FIL-"
_OF_THE_NOTE: Final = "NOTAT-"


def _stops() -> frozenset[str]:
    """The codes that keep other things than the total from being made, accepted or not."""
    from .scenarios import soundness  # noqa: PLC0415  few workbooks have accepted anything
    from .uncertainty import calculation  # noqa: PLC0415

    old = {OLD_SHEET.code, OTHER_AREAS.code}  # which are to be written anew
    return soundness.STOPS | calculation.STOPS | old | {IS_A_SCENARIO.code}


def _subjects(estimate: Estimate, ids: Counter[str]) -> Callable[[Place], str | None]:
    """What a place is about: a row or an area by its id, or the whole workbook.

    None where no id tells it from others: there is nothing to accept it by.
    """
    areas = {area.sheet.name: area.head.id for area in estimate.areas}
    rows = {
        (area.sheet.name, str(activity.row)): activity.inputs.id
        for area in estimate.areas
        for activity in area.activities
    }

    def subject(place: Place) -> str | None:
        if place.sheet not in areas:
            return ""
        row = _ROW.search(place.cell)
        id = rows.get((place.sheet, row[0] if row else ""), areas[place.sheet])
        about = layout.spelled(id)
        return about if ids[about] == 1 else None

    return subject


_ROW: Final = re.compile(r"\d+")


_SAID: Final = "Godtatt advarsel: "


def is_accepted(message: str) -> bool:
    """Whether what a finding says is that of a warning that is accepted."""
    return message.startswith(_SAID)


def _accepted(finding: Finding, by: Acceptance) -> Finding:
    who, when, why = map(readable, (by.who, by.when, by.reason))
    end = "" if why.endswith((".", "!", "?", "…")) else "."
    return finding._replace(
        severity=Severity.INFO,
        message=f"{_SAID}{finding.message}",
        remedy=f"Godtatt av {who} {when}: {why}{end} Det gjelder til funnet endrer seg.",
    )


def _left(
    estimate: Estimate, rows: Iterable[Acceptance], ids: Counter[str],
    stand: dict[_Key, list[str]], theirs: Collection[Place],
) -> Iterator[Finding]:  # fmt: skip
    """What is to be said of the rows that accept nothing; `theirs` are an area's own."""
    for each in rows:
        now = stand.get(each.key[:2], [])
        if each.code and (why := refused(each.code)):
            yield CANNOT.at(each.place, each.code, why)
        elif each.lacks:
            yield INCOMPLETE.at(each.place, ", ".join(each.lacks), _to_paste(each, now))
        elif each.place in theirs:
            yield LAPSED.at(each.place, each.about, _NOT_THEIRS)
        elif each.subject or not estimate.whole:  # what is of the whole may not be in its part
            yield LAPSED.at(
                each.place, each.about, _why(each, ids[layout.spelled(each.subject)], now)
            )


_NOT_THEIRS: Final = "arbeidsboken som ble delt ut, godtar den ikke"


def _to_paste(each: Acceptance, now: Sequence[str]) -> str:
    if each.words or not each.code:
        return ""
    return f"; i Funn skal det stå {_quoted(now)}" if now else "; advarselen står der ikke nå"


def _why(each: Acceptance, count: int, now: Sequence[str]) -> str:
    """Why a row accepts nothing."""
    if each.subject and count != 1:
        several = f"flere rader eller områder har id-en «{each.subject}»"
        return several if count else f"ingen rad og ikke noe område har id-en «{each.subject}»"
    if in_words(each.words) in map(in_words, now):
        return "ordene er for lange til å si alt"
    return f"advarselen sier nå {_quoted(now)}" if now else "advarselen er borte"


def _quoted(words: Sequence[str]) -> str:
    """Words to paste, which must be all of them."""
    said = " eller ".join(f"«{each}»" for each in dict.fromkeys(words))
    return said if len(said) <= _ROOM else _IN_THE_SHEET


_ROOM: Final = LONGEST_QUOTE - 30
"""What is left of a finding's quote when it has said what is quoted."""
_IN_THE_SHEET: Final = f"det som står under «Hva er funnet» i arket {layout.CHECKED}"


def _faults(estimate: Estimate) -> Iterator[Finding]:
    """That the table is not where its sheet is, is there twice, or has something below it."""
    found = [*tables_with(estimate.book, layout.ACCEPTED_COLUMNS)]
    headings = ", ".join(each.label for each in layout.ACCEPTED_COLUMNS)
    for sheet, table in found[:1]:
        rows = range(table.last_row + 1, table.last_row + _BELOW)
        columns = range(table.area.left, table.area.right + 1)
        below = (cell for cell in ((r, c) for r in rows for c in columns) if cell in sheet.values)
        for cell in islice(below, 1):
            yield NO_TABLE.at(
                estimate.place(sheet, *cell), "Det står noe rett under tabellen", headings
            )
    for sheet, table in found[1:]:
        place = estimate.place(sheet, *table.area[:2])
        yield NO_TABLE.at(place, "Dette er tabellen en gang til", headings)
    for sheet in () if found else estimate.book.sheets:
        if sheet.name == layout.ACCEPTED and sheet.values:
            said = "Arket har ingen tabell med alle overskriftene"
            yield NO_TABLE.at(estimate.place(sheet), said, headings)
