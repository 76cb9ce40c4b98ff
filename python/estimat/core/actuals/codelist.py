"""Which row of the plan a code belongs to: by the row itself, or by a list of codes beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from .. import layout, norwegian
from ..amounts import exact, ore
from ..book import Book, Sheet, address
from ..findings import Finding, Place
from ..flaws import as_code, as_text
from . import rules
from .cells import LONGEST_NUMBER
from .headings import Header, Role
from .months import phased_over
from .names import MASKED, may_be_told, shown_code
from .numbers import may_be_quoted, number_of
from .plan import PlanRow, codes_in, key_of


class CodeLine(NamedTuple):
    """A line of a list of codes: what it says, and of which row; `forecast` is the owner's."""

    place: Place
    codes: tuple[str, ...]
    row: str
    area: str
    activity: str
    forecast: Decimal | None = None


class CodeList(NamedTuple):
    """What a sheet with codes says, and what was found on it."""

    lines: tuple[CodeLine, ...] = ()
    findings: tuple[Finding, ...] = ()


def code_list(book: Book, sheet: Sheet, header: Header) -> CodeList:
    """Read a list of codes below its header."""
    forecasts = header.columns.get(Role.FORECAST, ())
    if len(forecasts) > 1:
        place = Place(book.file, sheet.name, address(header.row, forecasts[1]))
        found = " og ".join(f"«{header.shown(each)}»" for each in forecasts)
        return CodeList((), (rules.TWO_COLUMNS.at(place, found, Role.FORECAST.value),))
    if len(header.listed_codes) > 1:
        place = Place(book.file, sheet.name, address(header.row, header.listed_codes[1]))
        found = " og ".join(f"«{header.shown(each)}»" for each in header.listed_codes)
        return CodeList((), (rules.TWO_COLUMNS.at(place, found, Role.CODE.value),))
    lines: list[CodeLine] = []
    findings: list[Finding] = []
    for row in sorted({row for row, _ in sheet.values if row > header.row}):
        line = _line(book, sheet, header, row)
        if isinstance(line, Finding):
            findings.append(line)
        elif line and (line.codes or line.forecast is not None):
            lines.append(line)
    return CodeList(tuple(lines), tuple(findings))


def _line(book: Book, sheet: Sheet, header: Header, row: int) -> CodeLine | Finding | None:
    def place(column: int) -> Place:
        return Place(book.file, sheet.name, address(row, column))

    def text(columns: Sequence[int]) -> str:
        return next((as_text(sheet.values.get((row, each))) for each in columns), "")

    column = next(iter(header.listed_codes), 0)
    value = sheet.values.get((row, column))
    if isinstance(value, float) and not (value.is_integer() and (row, column) not in sheet.formats):
        said = as_code(value).replace(".", ",")
        return rules.BAD_CODE.at(place(column), f"er tallet {said}, og ikke tekst")
    if isinstance(value, float) and abs(value) >= LONGEST_NUMBER:
        return rules.BAD_CODE.at(place(column), "er et tall med flere enn 15 sifre")
    of_row = text(header.columns.get(Role.ROW, ()))
    activity = text(header.named_rows)
    at = header.first(Role.FORECAST)
    written = sheet.values.get((row, at))
    forecast = exact(written) if isinstance(written, float) else None
    if isinstance(written, str):
        forecast = number_of(written)
    if forecast is None and written not in (None, ""):
        said = as_text(written)
        told = f"«{said}»" if may_be_quoted(said) else "ikke et tall"
        return rules.BAD_FORECAST.at(place(at), told, _called(of_row, "", activity))
    codes = codes_in(as_code(value))
    area = text(header.columns.get(Role.AREA, ()))
    return CodeLine(place(column or at), codes, of_row, area, activity, forecast)


class Coded(NamedTuple):
    """The rows of the plan by the codes that belong to them, and the owners' own forecasts.

    Rows are told by their position in the plan; a code that belongs to two is none's, `doubtful`.
    """

    rows: dict[str, int]
    doubtful: frozenset[str]
    forecasts: dict[int, Decimal]
    findings: tuple[Finding, ...]
    of_plan: frozenset[str] = frozenset()
    """The codes that stand on the rows of the plan, as they are compared."""
    names: Mapping[str, str] = {}
    """Every code of the plan and the lists as it is written there."""

    def shown(self, code: str, masked: str = MASKED) -> str:
        """A code as it is told: what stands in the plan is told as it is."""
        written = self.names.get(key_of(code), code)
        return written if key_of(code) in self.of_plan else shown_code(written, masked)

    def row_of(self, code: str) -> int | None:
        """The position of the row that a code belongs to."""
        return self.rows.get(key_of(code))

    def knows(self, code: str) -> bool:
        """Whether the code stands anywhere in the plan or in a list."""
        key = key_of(code)
        return key in self.rows or key in self.doubtful


_NOBODY: Final = -1


def coded(plan: Sequence[PlanRow], lines: Iterable[CodeLine]) -> Coded:
    """Give each code its row: what stands on a row goes before what stands in a list."""
    kept = list(lines)
    findings = [rules.BAD_CODE.at(row.code_place, row.bad_code) for row in plan if row.bad_code]
    rows, doubtful, names = _of_rows(plan)
    own = frozenset(rows)
    forecasts: dict[int, Decimal] = {}
    for line in kept:
        position = _row_of(plan, line)
        if position == _NOBODY:
            findings.append(
                rules.NO_SUCH_ROW.at(line.place, _called(line.row, "rad-id-en ", line.activity))
            )
            continue
        findings += _forecast(plan, line, position, forecasts)
        for code in line.codes:
            key = key_of(code)
            names.setdefault(key, code)
            if key in own:
                if key not in doubtful and rows[key] != position:
                    said = f"{code} hører til {plan[position].called}"
                    findings.append(
                        rules.CONTRADICTION.at(line.place, said, plan[rows[key]].called)
                    )
            elif rows.setdefault(key, position) != position:
                doubtful.setdefault(key, [plan[rows[key]].code_place]).append(line.place)
    for key, places in doubtful.items():
        del rows[key]
        findings.append(_twice(names[key] if key in own else shown_code(names[key]), places))
    return Coded(rows, frozenset(doubtful), forecasts, tuple(findings), own, names)


def flaws_for_the_year(plan: Sequence[PlanRow]) -> Iterator[Finding]:
    """What in a plan will be in the way when the year is held against it."""
    for row in plan:
        if phased_over(row.phasing) is None:
            yield rules.PHASING_OF_A_PLAN.at(row.phasing_place, row.phasing)
        if row.bad_code:
            yield rules.BAD_CODE.at(row.code_place, row.bad_code)
    _, doubtful, names = _of_rows(plan)
    for key, places in doubtful.items():
        yield _twice(names[key], places)


def _of_rows(
    plan: Sequence[PlanRow],
) -> tuple[dict[str, int], dict[str, list[Place]], dict[str, str]]:
    """By code as it is compared: the first row it is on, all of them if more, and its spelling."""
    rows: dict[str, int] = {}
    doubtful: dict[str, list[Place]] = {}
    names: dict[str, str] = {}
    for position, row in enumerate(plan):
        for code in row.codes:
            key = key_of(code)
            names[key] = code
            if rows.setdefault(key, position) != position:
                doubtful.setdefault(key, [plan[rows[key]].code_place]).append(row.code_place)
    return rows, doubtful, names


def _twice(code: str, places: Sequence[Place]) -> Finding:
    told = ", ".join(f"{each.sheet}!{each.cell}" for each in places)
    return rules.CODE_TWICE.at(places[-1], code, told)


def _row_of(plan: Sequence[PlanRow], line: CodeLine) -> int:
    """The one row that a line is about."""

    def fits(row: PlanRow) -> bool:
        if line.row:
            return layout.spelled(row.id) == layout.spelled(line.row)
        names = {layout.spelled(row.area), layout.spelled(row.area_name)}
        of_area = not line.area or layout.spelled(line.area) in names
        return of_area and bool(line.activity) and (
            layout.spelled(row.name) == layout.spelled(line.activity)
        )  # fmt: skip

    found = [position for position, row in enumerate(plan) if fits(row)]
    return found[0] if len(found) == 1 else _NOBODY


def _called(row: str, what: str, activity: str) -> str:
    """What a line says it is about, without what may be a name."""
    if row:
        return f"{what}«{row}»" if may_be_told(row) and what else row if may_be_told(row) else _ROW
    return "en aktivitet" if activity else "et helt område"


_ROW: Final = "en rad-id som kan være et navn"


def _forecast(
    plan: Sequence[PlanRow], line: CodeLine, position: int, forecasts: dict[int, Decimal]
) -> Iterator[Finding]:
    if line.forecast is None:
        return
    said, called = ore(line.forecast), plan[position].called
    if said < 0:
        yield rules.BAD_FORECAST.at(line.place, norwegian.kroner(said), called)
    elif position in forecasts:
        both = f"både {norwegian.kroner(forecasts[position])} og {norwegian.kroner(said)}"
        yield rules.BAD_FORECAST.at(line.place, f"{both}, på to linjer", called)
    else:
        forecasts[position] = said
