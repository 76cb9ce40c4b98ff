"""From areas to the directorate's total, with the proof that nothing was lost on the way.

Each workbook becomes a small `Part` (in a process of its own, when there are many); the parts
become one `Consolidation`. Everything is exact until the very end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from . import layout
from .amounts import (
    TENTH_OF_A_MILLION,
    ZERO,
    apportion,
    difference,
    full_time_years,
    half_away,
    in_kroner,
    in_millions,
    ore,
    total,
)
from .book import Range
from .checks import ranges, scenarios
from .checks.together import check_together
from .estimate import Assumptions
from .findings import Finding, Place, Severity, error, info
from .part import AreaSum, LeftOut, Line, Part

STALE = error(
    "KONS-01", "Konsolidert er ikke det arkene gir",
    "Konsolidert viser {found}, men arkene gir {expected}. Tallene er endret etter at det ble "
    "konsolidert, eller arket er endret for hånd.",
    "Trykk Konsolider og lagre. Uten Excel lager «estimat samle FIL -o NY.xlsm» arbeidsboken på "
    "nytt, med Konsolidert slik arkene er nå.",
    to_area=None,
)  # fmt: skip
REPLACED = info(
    "KONS-02", "Konsolidert i fila var eldre enn arkene",
    "Konsolidert i fila viste {found}; arkene gir {expected}, og det er arkene som gjelder her.",
    "Ingenting å gjøre her. Trykk Konsolider før fila deles med andre.",
)  # fmt: skip


DOUBLE: Final = "Området er alt talt med"
"""Why a row does not count whose area is there twice."""


class Stamp(NamedTuple):
    """What a result was made from, with what, when and by whom."""

    inputs: tuple[tuple[str, str], ...]
    assumptions: Assumptions | None
    version: str
    time: str
    user: str
    scenario: str = ""
    """Which scenario it is of; empty for the plan."""

    says: str = ""
    """What is laid over the plan in it, in words."""


NO_STAMP: Final = Stamp((), None, "", "", "")


class Entry(NamedTuple):
    """A line of the total: an area, or the directorate (`source` is None).

    Kroner are rounded to øre, millions to one decimal so that the column adds up to its total. What
    follows from the sums is worked out when it is asked for: there may be thousands of entries.
    """

    sums: AreaSum
    millions: Decimal
    grand_total: Decimal
    hours_per_year: Decimal | None
    source: AreaSum | None

    @property
    def id(self) -> str:
        return self.sums.id

    @property
    def name(self) -> str:
        return self.sums.name

    @property
    def status(self) -> str:
        return self.sums.status

    @property
    def hours(self) -> Decimal:
        return self.sums.hours

    @property
    def fte(self) -> Decimal:
        """Full-time years."""
        return full_time_years(self.hours, self.hours_per_year) if self.hours_per_year else ZERO

    @property
    def own(self) -> Decimal:
        return ore(self.sums.own)

    @property
    def purchase(self) -> Decimal:
        return ore(self.sums.purchase)

    @property
    def pass_through(self) -> Decimal:
        return ore(self.sums.pass_through)

    @property
    def kroner(self) -> Decimal:
        return ore(self.sums.kroner)

    @property
    def budget(self) -> Decimal | None:
        return self.sums.budget

    @property
    def off_budget(self) -> Decimal | None:
        """Kroner above the budget."""
        if self.budget is None:
            return None
        return ore(difference(self.sums.kroner, in_kroner(self.budget)))

    @property
    def off_budget_millions(self) -> Decimal | None:
        """The same, as the numbers in millions show it."""
        if self.budget is None:
            return None
        return half_away(difference(self.millions, self.budget), 1)

    @property
    def off_budget_ratio(self) -> Decimal | None:
        """The difference as a part of the budget."""
        if self.off_budget is None or not self.budget:
            return None
        return self.off_budget / in_kroner(self.budget)

    @property
    def share(self) -> Decimal:
        """The part of the whole total."""
        return self.sums.kroner / self.grand_total if self.grand_total else ZERO


class Reconciliation(NamedTuple):
    """Kroner read - kroner left out + what a scenario moves = the total; the difference is 0.

    Exactly. The plan moves nothing; a scenario what each of its causes moves.
    """

    read: Decimal
    left_out: Decimal
    total: Decimal
    moved: tuple[tuple[str, Decimal], ...] = ()

    @property
    def difference(self) -> Decimal:
        there = total((self.read, *(kroner for _, kroner in self.moved)))
        return difference(there, total((self.left_out, self.total)))


class Consolidation(NamedTuple):
    """The directorate's total and what proves it."""

    areas: tuple[Entry, ...]
    total: Entry
    risk_reserve: Decimal
    reconciliation: Reconciliation
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...]
    stamp: Stamp
    forced: bool

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop it."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def stopped(self) -> bool:
        """Whether nothing may be written: there are errors, and nobody insisted."""
        return bool(self.errors) and not self.forced


def as_counted(consolidation: Consolidation, found: Iterable[Line]) -> Iterator[Line]:
    """The lines with those of an area that was left out whole marked as such."""
    counted = {entry.source.place[:2] for entry in consolidation.areas if entry.source}
    for line in found:
        is_counted = line.place[:2] in counted
        yield line if is_counted else line._replace(left_out=line.left_out or DOUBLE)


def consolidate(
    parts: Sequence[Part],
    stamp: Stamp,
    *,
    forced: bool = False,
    anew: bool = False,
    alone: bool = True,
) -> Consolidation:
    """Add the parts up to the directorate's total.

    The areas stand in the order of the files, those of a divided estimate in that of the whole.
    An area that is there twice counts once, the first time; the other is left out by name. Whether
    the result may be written at all is `Consolidation.stopped`. What is made `anew` takes nothing
    from a Konsolidert that stands in a workbook: that it is old is said, and stops nothing. A part
    of a divided estimate may be `alone` for those who work on it; its sum is nobody's total.
    """
    areas, left_out = _count_once(area for part in parts for area in part.areas)
    whole = next((part.whole for part in parts if part.whole), ())
    order = {layout.spelled(id): position for position, (id, _) in enumerate(whole)}
    areas.sort(key=lambda area: order.get(area.key, len(order)))
    assumptions = _assumptions(parts)
    scenario = stamp.scenario or ", ".join(dict.fromkeys(filter(None, (e.scenario for e in parts))))
    says = stamp.says or " ".join(dict.fromkeys(filter(None, (e.says for e in parts))))
    sums = [area.kroner for area in areas]
    grand_total = total(sums)
    per_year = assumptions.hours_per_year if assumptions else None
    entries = tuple(
        Entry(area, half_away(in_millions(kroner), 1), grand_total, per_year, area)
        for area, kroner in zip(areas, apportion(sums, TENTH_OF_A_MILLION), strict=True)
    )
    findings = [*check_together(parts, alone=alone)]
    findings += [finding for part in parts for finding in _findings_of(part, anew)]
    if sum(bool(part.areas) for part in parts) > 1:  # it may work on what is in another workbook
        of_all = {each.code for each in (*ranges.OF_ALL_WORKBOOKS, *scenarios.OF_ALL_WORKBOOKS)}
        findings = [each for each in findings if each.code not in of_all]
    findings.sort(key=lambda finding: _BY_SEVERITY[finding.severity])
    return Consolidation(
        entries,
        Entry(
            _sum_of_all(areas, total_of(scenario)),
            half_away(in_millions(grand_total), 1),
            grand_total,
            per_year,
            None,
        ),
        in_kroner(assumptions.risk_reserve or ZERO) if assumptions else ZERO,
        Reconciliation(
            total(area.read for part in parts for area in part.areas),
            total(each.kroner for each in left_out),
            grand_total,
        ),
        tuple(left_out),
        tuple(findings),
        stamp._replace(
            inputs=tuple((part.file, part.sha256) for part in parts),
            assumptions=assumptions,
            scenario=scenario,
            says=says,
        ),
        forced,
    )


def _assumptions(parts: Sequence[Part]) -> Assumptions | None:
    """Those of the first workbook that has them; what it lacks from the first that has that."""
    complete = [part.assumptions for part in parts if part.assumptions.complete]
    if not complete:
        return None
    return complete[0]._replace(
        covariation=next((e.covariation for e in complete if e.covariation is not None), None),
        certainty=next((e.certainty for e in complete if e.certainty is not None), None),
    )


def _findings_of(part: Part, anew: bool) -> Iterator[Finding]:
    """What is said of a workbook; with another error its old total is bound to be another."""
    others = any(
        each.severity is Severity.ERROR and each.code != STALE.code for each in part.findings
    )
    for finding in part.findings:
        if finding.code != STALE.code:
            yield finding
        elif not others:
            yield REPLACED.at(*finding[2:5]) if anew else finding


_BY_SEVERITY: Final = {severity: rank for rank, severity in enumerate(Severity)}


def _count_once(areas: Iterable[AreaSum]) -> tuple[list[AreaSum], list[LeftOut]]:
    counted: dict[str, AreaSum] = {}
    left_out: list[LeftOut] = []
    for area in areas:
        left_out += area.left_out
        first = counted.get(area.key)
        if first is None:
            counted[area.key] = area
        else:
            reason = f"{area.id} er alt talt med fra {first.place}"
            place = area.place._replace(cell=str(area.rows))
            left_out.append(LeftOut(place, area.name, area.kroner, reason))
    return list(counted.values()), left_out


TOTAL: Final = "Sum direktoratet"


def total_of(scenario: str) -> str:
    """What the total is called: that of a scenario says which."""
    return f"{TOTAL}, scenario {scenario}" if scenario else TOTAL


def _sum_of_all(areas: Sequence[AreaSum], name: str) -> AreaSum:
    budgets = [area.budget for area in areas if area.budget is not None]
    # The kroner of an area without a budget are no deviation from those of others.
    whole = not any(area.budget is None and area.kroner for area in areas)
    return AreaSum(
        id="",
        name=name,
        status="",
        place=Place(""),
        rows=Range(0, 0, 0, 0),
        columns=(),
        budget=total(budgets) if budgets and whole else None,
        budget_cell="",
        read=total(area.read for area in areas),
        hours=total(area.hours for area in areas),
        own=total(area.own for area in areas),
        purchase=total(area.purchase for area in areas),
        pass_through=total(area.pass_through for area in areas),
        left_out=(),
    )
