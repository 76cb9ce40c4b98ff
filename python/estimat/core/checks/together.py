"""Do the workbooks fit together? Checks over the parts, once every file has been read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from .. import layout, norwegian
from ..amounts import ore, total
from ..findings import Finding, Place
from ..part import AreaSum, Part
from .kinds import RATES_BETWEEN_FILES
from .structure import (
    COPIED_AREA,
    MISSING_AREA,
    MOSTLY_COPIED,
    NO_AREAS,
    ONE_PART,
    SAME_AREA_TWICE,
    UNLISTED_AREA,
)

_ROWS_OF_A_COPY: Final = 3
"""So many rows are not alike by chance; fewer may be."""


def check_together(parts: Sequence[Part], *, alone: bool) -> Iterator[Finding]:
    """What no workbook can say of itself.

    No area anywhere, one missing, twice or copied, and assumptions that differ from file to file.
    Whether a part of a divided estimate may be `alone` is for who asks to say.
    """
    read = [part for part in parts if part.sha256]
    if read and not any(part.areas for part in read):
        yield NO_AREAS.at(Place(read[0].file if len(read) == 1 else ""))
    yield from _missing(parts, {area.key for part in parts for area in part.areas}, alone=alone)
    yield from _unlisted(parts)
    yield from _twice(parts)
    yield from _copied([area for part in parts for area in part.areas])
    complete = [part for part in parts if part.assumptions.complete]
    for part in complete[1:]:
        if part.assumptions != complete[0].assumptions:
            for number, (field, theirs) in enumerate(
                zip(layout.ASSUMPTIONS, part.assumptions, strict=True)
            ):
                first = complete[0]
                if field in layout.OF_UNCERTAINTY:  # which a workbook may lack
                    if theirs is None:
                        continue
                    first = next(each for each in complete if each.assumptions[number] is not None)
                if first.assumptions[number] != theirs:
                    yield RATES_BETWEEN_FILES.at(
                        Place(part.file),
                        f"{_said(first.assumptions[number], field)} i {first.file}",
                        f"{field.label} er {_said(theirs, field)}",
                    )


def _twice(parts: Sequence[Part]) -> Iterator[Finding]:
    """Areas by an id that has been met; of a file that brings nothing else, said once."""
    first: dict[str, tuple[AreaSum, Part]] = {}
    for part in parts:
        again: list[tuple[AreaSum, AreaSum, Part]] = []
        for area in part.areas:
            if area.key in first:
                again.append((area, *first[area.key]))
            else:
                first[area.key] = area, part
        others = {other.file for _, _, other in again}
        same = any(other is not part and other.sha256 == part.sha256 for _, _, other in again)
        alike = "; filene er helt like" if same else ""
        if len(again) > 1 and len(again) == len(part.areas) and len(others) == 1:
            other = again[0][2]
            names = ", ".join(area.id for area, _, _ in again)
            yield SAME_AREA_TWICE.at(
                Place(part.file),
                f"Alle {len(again)} områdene i fila ({names})",
                f"{other.file} ({_kroner(a for a, _, _ in again)} her, "
                f"{_kroner(a for _, a, _ in again)} der{alike})",
            )
            continue
        for area, before, _ in again:
            yield SAME_AREA_TWICE.at(
                area.place,
                f"Område-id «{area.id}»",
                f"{before.place} ({_kroner([area])} her, {_kroner([before])} der{alike})",
            )


def _copied(areas: Sequence[AreaSum]) -> Iterator[Finding]:
    """Areas by another id whose rows are those of one that has been met."""
    where: dict[int, list[int]] = defaultdict(list)
    for number, area in enumerate(areas):
        alike: Counter[int] = Counter()
        for row, times in Counter(area.prints).items():
            for before in where[row]:
                alike[before] += min(times, areas[before].prints.count(row))
            where[row].append(number)
        for before, rows in alike.most_common(1):
            other = areas[before]
            most = max(len(area.prints), len(other.prints))
            if other.key == area.key or rows * 2 <= most or rows < 2:
                continue
            is_copy = rows == most and rows >= _ROWS_OF_A_COPY
            rule = COPIED_AREA if is_copy else MOSTLY_COPIED
            yield rule.at(area.place, _called(area), f"{_called(other)}, {other.place}")


def _called(area: AreaSum) -> str:
    return f"{area.id} {area.name} ({_kroner([area])})"


def _kroner(areas: Iterable[AreaSum]) -> str:
    return norwegian.kroner(ore(total(area.kroner for area in areas)))


def _missing(parts: Sequence[Part], found: Collection[str], *, alone: bool) -> Iterator[Finding]:
    """Areas of an estimate that was divided; one part by itself may be somebody's at work on it."""
    tried = [part for part in parts if part.sha256 or part.stops]
    for part in parts:
        missing = [(id, name) for id, name in part.whole if layout.spelled(id) not in found]
        if missing and alone and len(tried) == 1:
            there = f"{len(part.whole) - len(missing)} av {len(part.whole)}"
            yield ONE_PART.at(Place(part.file), there, ", ".join(id for id, _ in missing))
        elif missing:
            unread = [each.file for each in parts if not each.sha256]
            maybe = f" (det kan være i {', '.join(unread)}, som ikke er lest)" if unread else ""
            for id, name in missing:
                yield MISSING_AREA.at(Place(""), f"{id} {name}".strip(), maybe)
            return  # the others say the same


def _unlisted(parts: Sequence[Part]) -> Iterator[Finding]:
    """Areas in a part that the estimate was not divided into: another version, or a new one."""
    for part in parts:
        listed = {layout.spelled(id) for id, _ in part.whole}
        for area in part.areas:
            if listed and layout.spelled(area.id) not in listed:
                yield UNLISTED_AREA.at(
                    area.place, _called(area), ", ".join(id for id, _ in part.whole)
                )


def _said(value: object, field: layout.Field) -> str:
    if isinstance(value, Decimal) and field is not layout.YEAR:
        return norwegian.number(value)
    return "ikke oppgitt" if value in (None, "") else str(value)
