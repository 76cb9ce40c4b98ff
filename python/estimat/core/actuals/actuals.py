"""The year as it went: what was registered up to a month, placed on the rows of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from .. import layout, norwegian
from ..amounts import ZERO, difference, in_kroner, product, total
from ..consolidation import Consolidation, total_of
from ..findings import Finding, Place, Severity
from . import rules
from .accounts import SUM, Account, account_of, added, not_placed
from .codelist import Coded, CodeList, coded
from .doubles import doubles
from .months import Month, phased_over
from .names import MASKED
from .plan import PlanRow
from .sources import Timesheet
from .timesheet import Entry, Listed, Sums, sums_of

NOT_PLACED = "Ikke plassert"


_NO_CODES = (MASKED, "linjer uten", "tallet ")


class AreaAccount(NamedTuple):
    """An area and its rows; `budget` is in kroner, None where there is none."""

    account: Account
    rows: tuple[Account, ...]
    budget: Decimal | None


class CodeSum(NamedTuple):
    """What is registered on a code that belongs to no row."""

    code: str
    first: Place
    sums: Sums


class Actuals(NamedTuple):
    """Plan against actual up to and including the month `until`, and what proves it."""

    until: Month
    areas: tuple[AreaAccount, ...]
    not_placed: Account
    total: Account
    budget: Decimal | None
    codes: tuple[CodeSum, ...]
    read: Sums
    placed: Sums
    left: Sums
    outside: Sums
    files: tuple[Timesheet, ...]
    findings: tuple[Finding, ...]
    consolidation: Consolidation

    @property
    def difference(self) -> Sums:
        """Read less placed, not placed and outside the period: nothing."""
        others = (self.placed, self.left, self.outside)
        return Sums(
            self.read.lines - sum(each.lines for each in others),
            difference(self.read.hours, total(each.hours for each in others)),
            difference(self.read.kroner, total(each.kroner for each in others)),
        )

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep it from being made."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)


class _Placed(NamedTuple):
    """A line where it belongs: the position of its row, None for none."""

    entry: Entry
    code: str
    row: int | None


def actuals(
    made: Consolidation,
    rows: Iterable[PlanRow],
    files: Sequence[Timesheet],
    lists: Sequence[CodeList],
    until: Month,
) -> Actuals:
    """Hold what was registered against the plan that was consolidated, which has no errors.

    `lists` are the lists of codes in the workbook; those in the files come after. Where there are
    errors, the numbers are not to be used, and nothing is said of what follows from them.
    """
    plan = list(rows)
    with_codes: list[CodeList | Timesheet] = [*lists, *files]
    known = coded(plan, [line for each in with_codes for line in each.lines])
    assumptions = made.stamp.assumptions
    assumed = (assumptions and assumptions.hourly_rate) or ZERO
    tolerance = in_kroner((assumptions and assumptions.tolerance) or ZERO)
    by_file = [[*_placed(file, plan, known, assumed)] for file in files]
    placed = [line for lines in by_file for line in lines]
    inside = [each for each in placed if _is_inside(each.entry.month, until)]
    outside = [each for each in placed if not _is_inside(each.entry.month, until)]
    left = [each for each in inside if each.row is None]
    areas = tuple(_areas(made, plan, known, inside, until.month))
    rest = not_placed(NOT_PLACED, (each.entry for each in left), assumed)
    name, budget = total_of(made.stamp.scenario), made.total.budget
    found = Actuals(
        until, areas, rest,
        added("", name, [*(each.account for each in areas), rest])._replace(why=(SUM,)),
        None if budget is None else in_kroner(budget),
        tuple(_by_code(left, known)),
        sums_of(each.entry for each in placed),
        sums_of(each.entry for each in inside if each.row is not None),
        sums_of(each.entry for each in left),
        sums_of(each.entry for each in outside),
        tuple(files), (), made,
    )  # fmt: skip
    findings = [each for one in lists for each in one.findings]
    findings += (*_about_files(files, by_file), *_about_plan(plan, known))
    if not any(each.severity is Severity.ERROR for each in findings):
        findings += _about_placing(found, outside, plan, known, tolerance)
    findings.sort(key=lambda each: [*Severity].index(each.severity))
    return found._replace(findings=tuple(findings))


def _is_inside(month: Month, until: Month) -> bool:
    return month.year == until.year and month.month <= until.month


def _placed(
    file: Timesheet, plan: Sequence[PlanRow], known: Coded, assumed: Decimal
) -> Iterator[_Placed]:
    """The lines of a file where they belong, priced."""
    has_kroner = file.has_kroner  # which looks at them all
    for sheet in file.sheets:
        for line in _on_rows(sheet, known):
            yield _priced(line, plan, assumed, has_kroner)


def _on_rows(sheet: Listed, known: Coded) -> Iterator[_Placed]:
    """The lines of a sheet by the one of its columns of codes that the plan has codes of.

    Where lines have known codes in two columns, they may belong to two rows, and are placed on
    neither unless both say the same. What is known in a later column alone is placed only where
    the first is blank: it may be another thing that is called the same.
    """
    columns = range(len(sheet.code_headings))
    used = [
        column
        for column in columns
        if any(known.knows(entry.codes[column]) for entry in sheet.entries)
    ] or [0]
    for entry in sheet.entries:
        rows = {known.row_of(entry.codes[column]) for column in used} - {None}
        codes = [entry.codes[column] for column in used]
        main = codes[0]
        unknown = [main] if main and not known.knows(main) else []
        doubtful = bool(unknown) or any(
            known.knows(code) and known.row_of(code) is None for code in codes
        )
        row = rows.pop() if len(rows) == 1 and not doubtful else None
        told = unknown + [code for code in codes if known.knows(code)] or codes[:1]
        yield _Placed(entry, " + ".join(dict.fromkeys(told)), row)


def _priced(line: _Placed, plan: Sequence[PlanRow], assumed: Decimal, has_kroner: bool) -> _Placed:
    """The line with the plan's price for its hours, where no line of its file has kroner."""
    if has_kroner or line.entry.kroner is not None:
        return line
    rate = assumed if line.row is None else plan[line.row].rate
    return line._replace(entry=line.entry._replace(kroner=product(line.entry.hours, rate)))


def _about_files(
    files: Sequence[Timesheet], by_file: Sequence[Sequence[_Placed]]
) -> Iterator[Finding]:
    """What was found in the files, what they have in common, and what of them is not read."""
    for file, lines in zip(files, by_file, strict=True):
        yield from file.findings
        yield from _about_kroner(file, lines)
        if file.never_read:
            told = ", ".join(f"«{each}»" for each in file.never_read)
            word = "Kolonnen" if len(file.never_read) == 1 else "Kolonnene"
            yield rules.LEFT_OUT.at(Place(file.file), f"{word} {told}")
    yield from doubles(files, [[line.code for line in lines] for lines in by_file])


def _about_plan(plan: Sequence[PlanRow], known: Coded) -> Iterator[Finding]:
    """What of the plan cannot be held against anything."""
    for row in plan:
        if phased_over(row.phasing) is None:
            yield rules.PHASING.at(row.phasing_place, row.phasing)
    yield from known.findings


def _about_kroner(file: Timesheet, lines: Sequence[_Placed]) -> Iterator[Finding]:
    if lines and not file.has_kroner:
        told = f"{norwegian.number(total(each.entry.hours for each in lines))} timer"
        yield rules.PRICED.at(Place(file.file), told)
    without = [each.entry for each in lines if each.entry.kroner is None and each.entry.hours]
    if without:
        hours = norwegian.number(total(each.hours for each in without))
        counted = norwegian.counted(len(without), "linje", "linjer")
        others = norwegian.counted(len(lines) - len(without), "linje", "linjer")
        yield rules.WITHOUT_KRONER.at(without[0].place, f"{counted} ({hours} timer)", others)


def _areas(
    made: Consolidation,
    plan: Sequence[PlanRow],
    known: Coded,
    inside: Sequence[_Placed],
    until: int,
) -> Iterator[AreaAccount]:
    by_row: dict[int, list[Entry]] = {}
    for each in inside:
        if each.row is not None:
            by_row.setdefault(each.row, []).append(each.entry)
    coded_rows = {*known.rows.values()}
    for entry in made.areas:
        key = layout.spelled(entry.id)
        rows = tuple(
            account_of(
                row,
                by_row.get(position, []),
                until,
                owners=known.forecasts.get(position),
                has_code=position in coded_rows,
            )
            for position, row in enumerate(plan)
            if layout.spelled(row.area) == key
        )
        source = entry.source.place if entry.source else None
        budget = None if entry.budget is None else in_kroner(entry.budget)
        yield AreaAccount(added(entry.id, entry.name, rows, source), rows, budget)


def _by_code(left: Sequence[_Placed], known: Coded) -> Iterator[CodeSum]:
    """What is not placed, by how its code is told; the largest first."""
    found: dict[str, list[Entry]] = {}
    masked: dict[str, list[str]] = {}
    for each in left:
        place = each.entry.place
        codes = masked.setdefault(place.file, [])
        number = codes.index(each.code) + 1 if each.code in codes else len(codes) + 1
        named = f"{MASKED} (nr. {number} i {place.file})"
        shown = " + ".join(known.shown(code, named) for code in each.code.split(" + "))
        if named in shown and each.code not in codes:
            codes.append(each.code)
        found.setdefault(shown, []).append(each.entry)
    sums = [CodeSum(code, each[0].place, sums_of(each)) for code, each in found.items()]
    yield from sorted(sums, key=lambda each: -abs(each.sums.kroner))


def _about_placing(
    found: Actuals,
    outside: Sequence[_Placed],
    plan: Sequence[PlanRow],
    known: Coded,
    tolerance: Decimal,
) -> Iterator[Finding]:
    """What is not placed or not counted, and forecasts that somebody must look at."""
    for each in found.codes:
        is_told = each.code[:1].isalnum() and not each.code.startswith(_NO_CODES)
        of_code = f"koden {each.code}" if is_told else each.code
        yield rules.NOT_PLACED.at(each.first, str(each.sums), of_code)
    if outside:
        lines = norwegian.counted(found.outside.lines, "linje", "linjer")
        told = f"{lines} ({found.outside})"
        yield rules.OUTSIDE.at(outside[0].entry.place, told, str(found.until))
    without = [row for position, row in enumerate(plan) if position not in known.rows.values()]
    if without := [row for row in without if row.kroner]:
        rows = norwegian.counted(len(without), "rad", "rader")
        kroner = norwegian.kroner(total(row.kroner for row in without))
        told = f"{rows} ({kroner})"
        yield rules.WITHOUT_CODE.at(without[0].place, told, layout.PROJECT.header)
    codes: dict[Place, list[str]] = {}
    for code, position in known.rows.items():
        codes.setdefault(plan[position].place, []).append(code)
    for area in found.areas:
        for row in area.rows:
            if row.to_date > 0 and not row.actual and not row.forecast and row.source:
                registered = f"{norwegian.number(row.hours_actual)} timer og 0 kr er ført"
                told = registered if row.hours_actual else "ingenting er ført"
                said = f"{norwegian.kroner(row.to_date)} hittil, og {told}"
                own = " og ".join(map(known.shown, codes[row.source]))
                yield rules.NOTHING_YET.at(row.source, said, own)
            if row.forecast < 0 and row.source:
                said, told = norwegian.kroner(row.actual), norwegian.kroner(row.forecast)
                yield rules.BELOW_ZERO.at(row.source, said, told)
        yield from _over(area.account, area.budget, area.account.source or Place(""), tolerance)
    if len(found.areas) > 1 or found.not_placed.forecast:
        of_all = Place(found.consolidation.stamp.inputs[0][0])
        yield from _over(found.total, found.budget, of_all, tolerance)


def _over(
    account: Account, budget: Decimal | None, place: Place, tolerance: Decimal
) -> Iterator[Finding]:
    """A forecast over the budget, beyond what the plan itself may be off by."""
    if budget is not None and difference(account.forecast, budget) > tolerance:
        over = norwegian.kroner(difference(account.forecast, budget))
        said = f"{norwegian.kroner(account.forecast)} for {account.name}"
        told = f"budsjettet {norwegian.kroner(budget)}, med {over}"
        yield rules.OVER_BUDGET.at(place, said, told)
