"""The sides of a comparison: workbooks as they are read, or a result of Estimat's by its sheets."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

from ...core import layout, report
from ...core.amounts import ZERO, total
from ...core.book import Book, Sheet
from ...core.checks.areas import NO_ACTIVITIES
from ...core.comparing.report import notices
from ...core.comparing.state import LEFT_OUT, AreaState, Row, State, area_states, state_of
from ...core.consolidation import TOTAL, Consolidation, Stamp, consolidate
from ...core.errors import UsageError
from ...core.estimate import Estimate
from ...core.findings import Place
from ...core.flaws import Said, as_text
from ...core.layout import CONSOLIDATED, LINES
from ...core.part import factors
from ...core.scenarios.decision import Decision, decisions
from ...core.tablerows import rows_by_heading, table_rows
from ..gather import Gathered
from ..many import said
from ..writing.seal import CHANGED_SINCE, is_sealed
from .sheets import NO_LINES

_LINE: Final = {
    report.LINE_COLUMNS[field].text: field
    for field in (
        "area", "inputs.id", "inputs.name", "inputs.kind_text", "cost.hours", "rate",
        "cost.amount", "cost.kroner", "left_out",
    )
}  # fmt: skip
"""What is taken of Linjer, by its headings: results made before have these too."""
_HEAD: Final = {
    heading.text: field.label
    for heading, field in (
        (report.ID, layout.AREA_ID),
        (report.NAME, layout.AREA_NAME),
        (report.STATUS, layout.AREA_STATUS),
        (report.BUDGET, layout.AREA_BUDGET),
    )
}
"""What Konsolidert says of an area, and what the area itself calls it."""


def results(estimate: Estimate) -> Iterator[Book]:
    """A result as it is."""
    if layout.RESULT_MARK in estimate.book.names and not estimate.areas:
        yield estimate.book


SIDE: Final = (area_states, results, factors, decisions)
"""What is to be kept when the files of a side are read."""


class Side(NamedTuple):
    """What is compared: what it was called, what it came to, and how many errors it has."""

    name: str
    consolidation: Consolidation
    state: State
    errors: int
    decisions: tuple[Decision, ...] = ()

    def notices(self, which: str) -> list[str]:
        """What must be read before its numbers."""
        return notices(which, self.errors, self.consolidation.stamp.scenario)


def side_of(name: str, gathered: Gathered, stamp: Stamp) -> Side:
    """The side of all the workbooks that were read with `SIDE` kept, or of a single result."""
    consolidation = consolidate(gathered.parts, stamp, anew=True, alone=not os.path.isdir(name))
    areas, books = list(gathered.kept(area_states)), list(gathered.kept(results))
    if len(books) == 1 and not areas:
        if not is_sealed(Path(name)):
            raise UsageError(CHANGED_SINCE.format(name))
        made = consolidation.stamp._replace(scenario=report.scenario_of_result(books[0]))
        consolidation = consolidation._replace(stamp=made)
        return Side(said(name), consolidation, state_of_result(books[0]), 0)
    # An area without rows is an error, and leaves none out.
    errors = sum(each.code != NO_ACTIVITIES.code for each in consolidation.errors)
    state = state_of(consolidation, areas, gathered.kept(factors))
    return Side(said(name), consolidation, state, errors, tuple(gathered.kept(decisions)))


def state_of_result(book: Book) -> State:
    """What a result says; raises UsageError when it is one without lines."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    name, _ = book.names[layout.RESULT_MARK]
    if name != CONSOLIDATED or LINES not in sheets:
        raise UsageError(
            f"{book.file} er ikke et resultat av konsolider, og kan ikke sammenlignes."
        )
    consolidated = sheets[CONSOLIDATED]
    assumptions = _assumptions(consolidated)
    rate = assumptions.get(layout.HOURLY_RATE.label)
    heads = {str(head[layout.AREA_ID.label] or ""): head for head in _heads(consolidated)}
    rows: dict[str, list[Row]] = {id: [] for id in heads}
    for sheet in book.sheets:
        if sheet.name.startswith(LINES):
            for line in _lines(book, sheet):
                rows.setdefault(str(line["area"] or ""), []).append(_row(book, line, rate))
    return State(
        total(row.kroner for each in rows.values() for row in each),
        assumptions,
        tuple(_area(book, id, heads.get(id, {}), each) for id, each in rows.items()),
    )


def _lines(book: Book, sheet: Sheet) -> Iterator[dict[str, Said]]:
    """What a sheet of lines says, by the fields of a line."""
    found = rows_by_heading(sheet, [*_LINE])
    if found is None and NO_LINES not in sheet.values.values():
        raise UsageError(f"{book.file} har et ark {sheet.name} som ikke lar seg lese.")
    for line in found or ():
        yield {_LINE[header]: value for header, value in line.items()}


def _area(book: Book, id: str, head: Mapping[str, Said], rows: list[Row]) -> AreaState:
    name = str(head.get(layout.AREA_NAME.label) or id)
    return AreaState(Place(book.file, CONSOLIDATED), id, name, head, tuple(rows))


def _row(book: Book, line: Mapping[str, Said], assumed: Said) -> Row:
    def number(field: str) -> Decimal:
        value = line[field]
        return value if isinstance(value, Decimal) else ZERO

    counts = line["left_out"] is None
    follows = line["rate"] is None or line["rate"] == assumed
    fields: dict[str, Said] = {
        layout.ID.header: line["inputs.id"],
        layout.ACTIVITY.header: line["inputs.name"],
        layout.KIND.header: line["inputs.kind_text"],
        layout.HOURS.header: line["cost.hours"],
        layout.RATE.header: None if follows else line["rate"],
        layout.AMOUNT.header: line["cost.amount"],
        LEFT_OUT: line["left_out"],
    }
    return Row(
        Place(book.file, LINES),
        str(line["inputs.id"] or ""),
        str(line["inputs.name"] or ""),
        fields,
        number("cost.hours") if counts else ZERO,
        number("cost.kroner") if counts else ZERO,
        assumed if counts and follows and isinstance(assumed, Decimal) else None,
    )


def _heads(sheet: Sheet) -> Iterator[dict[str, Said]]:
    headers = [heading.text for heading in report.CONSOLIDATED_COLUMNS]
    for row in table_rows(sheet, headers):
        line = dict(zip(headers, row.values, strict=True))
        if str(line[report.NAME.text]).startswith(TOTAL):
            return
        yield {label: line[header] for header, label in _HEAD.items()}


def _assumptions(sheet: Sheet) -> dict[str, Said]:
    """From the stamp, where numbers are texts."""
    texts = {
        as_text(value): as_text(sheet.values.get((row, column + 1)))
        for (row, column), value in sheet.values.items()
        if isinstance(value, str)
    }
    found: dict[str, Said] = {}
    for field in layout.OF_THE_TOTAL:
        text = texts.get(report.stamped(field))
        if text is not None:
            found[field.label] = text if field in layout.TEXT_ASSUMPTIONS else _number(text)
    return found


def _number(text: str) -> Decimal | None:
    plain = "".join(text.split()).replace(",", ".")
    return Decimal(plain) if plain.replace(".", "").isdigit() else None
