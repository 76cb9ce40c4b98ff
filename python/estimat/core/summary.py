"""One workbook checked and added up, and its own Konsolidert held against what that gives."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from . import layout, norwegian, report
from .acceptances import Acceptance
from .accepting import judged
from .amounts import half_away
from .book import Sheet, address
from .checks import check
from .checks.budget import OF_BUDGETS
from .checks.ranges import OTHER_AREAS
from .checks.scenarios import IS_A_SCENARIO, OLD_SHEET
from .collection.ownremarks import remarks_about_nothing
from .consolidation import NO_STAMP, STALE, Consolidation, consolidate
from .estimate import Estimate
from .findings import Finding, Place, warning
from .flaws import Said
from .interpret import factor_tables
from .noting.note import wrong_placeholders
from .noting.words import words
from .part import Part, one, sum_area
from .scenarios import report as scenarios
from .scenarios.beside import Scenarios, laid_beside, merged
from .scenarios.definitions import Scenario, definitions
from .scenarios.soundness import findings_of, stopping
from .tablerows import table_rows
from .tables import Table, value_of
from .uncertainty.headings import AREA_COLUMNS


def summarise(
    estimate: Estimate, sha256: str, accepted: Sequence[Acceptance] | None = None
) -> Part:
    """Check one workbook and add up its areas.

    Of a part, `accepted` is what the workbook that it was made of accepts, where that is known.
    """
    part = Part(
        estimate.book.file,
        sha256,
        one(estimate.assumptions),
        tuple(sum_area(estimate, area) for area in estimate.areas),
        tuple(_checked(estimate)),
        estimate.whole,
        estimate.scenario,
        estimate.says,
    )
    more = (
        *_stale(estimate, part), *_uncertainty(estimate), *_scenarios(estimate, part),
        *_note(estimate), *remarks_about_nothing(estimate), *_the_year(estimate),
    )  # fmt: skip
    return part._replace(findings=judged(estimate, (*part.findings, *more), accepted))


def _checked(estimate: Estimate) -> Iterator[Finding]:
    """What the checks say; the budgets are the plan's, and a scenario is meant to be elsewhere."""
    for finding in check(estimate):
        if not (estimate.scenario and finding.code in OF_BUDGETS):
            yield finding


def _the_year(estimate: Estimate) -> Iterator[Finding]:
    """What will be in the way of holding the year against the plan, where there is anything."""
    if any(
        cell in area.sheet.values or cell in area.sheet.formulas
        for area in estimate.areas
        for column in (layout.PROJECT, layout.PHASING)
        for activity in area.activities
        for cell in [(activity.row, area.columns.get(column.header, 0))]
    ):
        from .actuals.codelist import flaws_for_the_year  # noqa: PLC0415  most plans have no codes
        from .actuals.plan import plan_rows  # noqa: PLC0415

        yield from flaws_for_the_year([*plan_rows(estimate)])


def _scenarios(estimate: Estimate, part: Part) -> Iterator[Finding]:
    """That the workbook is a scenario itself, and what there is to say of those it has."""
    if estimate.scenario:
        place = estimate.book.named(layout.SCENARIO_MARK)
        sheet = place and estimate.place(place[0], *place[1][:2])
        yield IS_A_SCENARIO.at(sheet or Place(estimate.book.file), estimate.scenario)
    defined = [*definitions(estimate)]
    known = merged(defined)
    found = findings_of(defined, known, [estimate])
    yield from found
    if not stopping(found):
        yield from _old_scenarios(estimate, part, known)


def _old_scenarios(estimate: Estimate, part: Part, known: Sequence[Scenario]) -> Iterator[Finding]:
    """The first thing on a Scenariosammenligning that is not what the sheets give."""
    shown = [each for each in estimate.book.sheets if each.values.get((1, 1)) == layout.BESIDE_PLAN]
    if not (shown and _is_priceable(estimate, part)):
        return
    from .outlook import levels_of  # noqa: PLC0415  hardly any workbook needs what it loads

    plan = consolidate([part], NO_STAMP, forced=True)
    beside = (laid_beside(plan, [part], lambda: [estimate], each) for each in known)
    made = Scenarios(plan, tuple(beside), ())
    levels = levels_of(made, lambda: [estimate], estimate.factors)
    tables = (
        scenarios.summed(made), scenarios.bridges(made), scenarios.frames(made),
        scenarios.millions(made), scenarios.uncertain(made, levels), scenarios.fallen_out(made),
    )  # fmt: skip
    for sheet in shown:
        differences = (each for table in tables for each in _table_differs(sheet, table))
        for cell, found, expected in islice(differences, 1):
            yield OLD_SHEET.at(estimate.place(sheet)._replace(cell=cell), found, expected)


def _is_priceable(estimate: Estimate, part: Part) -> bool:
    """Whether there is anything to hold an old sheet against; where not, that is an error."""
    areas = estimate.areas
    return bool(areas) and part.assumptions.complete and all(area.priceable for area in areas)


PLACEHOLDER = warning(
    "NOTAT-01", "Tall i notatet som ikke lar seg fylle inn",
    "{found}",
    "Rett teksten i cellen. Før det er gjort, lar notatet seg ikke skrive.",
    to_area=None,
)  # fmt: skip


def _note(estimate: Estimate) -> Iterator[Finding]:
    if not estimate.assumptions.whole:
        return  # an assumption is missing, which is a finding, and no fault of the note's
    for book in words(estimate):
        if book.prose:
            for place, wrong in wrong_placeholders(book.prose, estimate.assumptions):
                yield PLACEHOLDER.at(place, wrong)


def consolidated_sheets(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """The sheets that show the total as Estimat writes it, by their title or their table."""
    headers = [heading.text for heading in report.CONSOLIDATED_COLUMNS]
    for sheet in sheets:
        if sheet.values.get((1, 1)) == report.TITLE or any(table_rows(sheet, headers)):
            yield sheet


def _uncertainty(estimate: Estimate) -> Iterator[Finding]:
    """That the sheet Usikkerhet was written for other areas: it computes itself, but of those."""
    for sheet in estimate.book.sheets:
        if sheet.values.get((1, 1)) != layout.UNCERTAINTY or not estimate.areas:
            continue
        headers = [heading.text for heading in AREA_COLUMNS]
        ids = [str(row.values[0]) for row in table_rows(sheet, headers) if row.values[0]]
        there = [area.head.id for area in estimate.areas]
        if {*map(layout.spelled, ids)} != {*map(layout.spelled, there)}:
            yield OTHER_AREAS.at(estimate.place(sheet), ", ".join(ids), ", ".join(there))
        elif lacking := ", ".join(_not_computed(estimate)):
            yield OTHER_AREAS.at(estimate.place(sheet), "det som var der da", f"også {lacking}")


def _not_computed(estimate: Estimate) -> Iterator[str]:
    """What has come into the workbook that the formulas of the uncertainty do not know."""
    said = "\n".join(
        formula
        for sheet in estimate.book.sheets
        if sheet.name == layout.WORKING
        for formula in sheet.formulas.values()
    )
    if not said:  # which is not read when a total alone is asked for
        return
    for area in estimate.areas:
        for column in layout.OF_UNCERTAIN_AMOUNTS:
            position = area.columns.get(column.header)
            if position and area.table.headers[position - area.table.area.left] not in said:
                yield f"{column.header} for {area.head.id}"
    for _, table in factor_tables(estimate.book):
        if f"{table.name}[" not in said:
            yield layout.FACTORS_SHEET
    yield from (
        field.label
        for field in layout.OF_UNCERTAINTY
        if field.name in estimate.book.names and field.name not in said
    )


def _stale(estimate: Estimate, part: Part) -> Iterator[Finding]:
    """The first thing on a Konsolidert that is not what the sheets give, or else its total."""
    priceable = _is_priceable(estimate, part)
    shown = [*consolidated_sheets(estimate.book.sheets)] if priceable else []
    made = consolidate([part], NO_STAMP, forced=True) if shown else None
    for sheet in shown:
        place = estimate.place(sheet)
        for cell, found, expected in islice(_differences(sheet, made), 1) if made else ():
            yield STALE.at(place._replace(cell=cell), found, expected)


def _differences(sheet: Sheet, made: Consolidation) -> Iterator[tuple[str, str, str]]:
    """Which cell, what it shows, and what the sheets give."""
    areas = report.consolidated(made)
    yield from _table_differs(sheet, areas, last_first=True)
    for table in (report.risk_reserve(made), report.reconciliation(made)):
        yield from _table_differs(sheet, table)
    stamp = report.stamp(made)
    stamped = {
        row.values[0]: row for row in table_rows(sheet, [each.text for each in stamp.columns])
    }
    for label, right in report.assumptions(made).rows:
        row = stamped.get(str(label))
        if row and row.values[1] != right:
            yield address(row.row, row.left + 1), f"{label} {_shown(row.values[1])}", str(right)


def _table_differs(
    sheet: Sheet, table: Table, *, last_first: bool = False
) -> Iterator[tuple[str, str, str]]:
    """Which cell of a table on a sheet says something else, what, and what it should."""
    found = list(table_rows(sheet, [heading.text for heading in table.columns]))
    expected = [[value_of(item) for item in row] for row in table.rows]
    if not found:
        if expected:
            yield "", "ingen tabell med overskriftene sine", f"«{table.title}»"
        return
    pairs = list(zip(found, expected, strict=False))
    if last_first and len(found) == len(expected):
        pairs = [pairs[-1], *pairs[:-1]]
    kroner_first = sorted(enumerate(table.columns), key=lambda each: each[1] != report.KRONER)
    for row, right in pairs:
        for column, heading in kroner_first:
            shows, gives = row.values[column], right[column]
            if not _agree(shows, gives):
                label = next((value for value in right if isinstance(value, str) and value), "")
                where = f"{_shown(shows)} i «{heading.text}» for {label}"
                yield address(row.row, row.left + column), where, _shown(gives)
    if len(found) != len(expected):
        row = found[min(len(found), len(expected) + 1) - 1]
        yield address(row.row, row.left), _rows(len(found)), _rows(len(expected))


def _agree(shows: Said, gives: str | Decimal | None) -> bool:
    if isinstance(shows, Decimal) or isinstance(gives, Decimal):
        numbers = (shows or Decimal(0), gives or Decimal(0))
        if not all(isinstance(number, Decimal) for number in numbers):
            return False
        return math.isclose(float(numbers[0]), float(numbers[1]), rel_tol=1e-12, abs_tol=1e-9)
    return (shows or "") == (gives or "")


def _rows(count: int) -> str:
    return "én rad" if count == 1 else f"{count} rader"


def _shown(value: Said) -> str:
    if isinstance(value, Decimal):
        return norwegian.number(half_away(value, 4))
    return f"«{value}»" if value else "ingenting"
