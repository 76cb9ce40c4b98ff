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
from ...core.comparing.state import LEFT_OUT, AreaState, Row, State, area_states, state_of
from ...core.consolidation import TOTAL, Consolidation, Stamp, consolidate
from ...core.errors import UsageError
from ...core.estimate import Estimate
from ...core.findings import Place
from ...core.flaws import Said, as_text, said
from ...core.layout import CONSOLIDATED, LINES
from ..gather import Gathered
from ..writing.seal import CHANGED_SINCE, is_sealed

_ROWS: Final = tuple(heading.text for heading in report.counted_lines(()).columns)
(_AREA, _ID, _NAME, _KIND, _HOURS, _RATE, _, _AMOUNT, _KRONER, _LEFT_OUT, _SOURCE) = _ROWS
_HEAD: Final = {
    heading.text: field.label
    for heading, field in (
        (report.CONSOLIDATED_COLUMNS[0], layout.AREA_ID),
        (report.NAME, layout.AREA_NAME),
        (report.CONSOLIDATED_COLUMNS[2], layout.AREA_STATUS),
        (report.BUDGET, layout.AREA_BUDGET),
    )
}
"""What Konsolidert says of an area, and what the area itself calls it."""


def results(estimate: Estimate) -> Iterator[Book]:
    """A result as it is."""
    if layout.RESULT_MARK in estimate.book.names and not estimate.areas:
        yield estimate.book


SIDE: Final = (area_states, results)
"""What is to be kept when the files of a side are read."""


class Side(NamedTuple):
    """What is compared: what it was called, what it came to, and how many errors it has."""

    name: str
    consolidation: Consolidation
    state: State
    errors: int


def side_of(name: str, gathered: Gathered, stamp: Stamp) -> Side:
    """The side of all the workbooks that were read with `SIDE` kept, or of a single result."""
    consolidation = consolidate(gathered.parts, stamp, anew=True, alone=not os.path.isdir(name))
    areas, books = list(gathered.kept(area_states)), list(gathered.kept(results))
    if len(books) == 1 and not areas:
        if not is_sealed(Path(name)):
            raise UsageError(CHANGED_SINCE.format(name))
        return Side(name, consolidation, state_of_result(books[0]), 0)
    # An area without rows is an error, and leaves none out.
    errors = sum(each.code != NO_ACTIVITIES.code for each in consolidation.errors)
    return Side(name, consolidation, state_of(consolidation, areas), errors)


def state_of_result(book: Book) -> State:
    """What a result says; raises UsageError when it is one without lines."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    name, _ = book.names[layout.RESULT_MARK]
    if name != CONSOLIDATED or LINES not in sheets:
        raise UsageError(f"{book.file} er et resultat uten linjer og kan ikke sammenlignes.")
    consolidated = sheets[CONSOLIDATED]
    assumptions = _assumptions(consolidated)
    rate = assumptions.get(layout.HOURLY_RATE.label)
    heads = {str(head[layout.AREA_ID.label] or ""): head for head in _heads(consolidated)}
    rows: dict[str, list[Row]] = {id: [] for id in heads}
    for sheet in book.sheets:
        if sheet.name.startswith(LINES):
            for line in _table(sheet, _ROWS):
                rows.setdefault(str(line[_AREA] or ""), []).append(_row(book, line, rate))
    return State(
        total(row.kroner for each in rows.values() for row in each),
        assumptions,
        tuple(_area(book, id, heads.get(id, {}), each) for id, each in rows.items()),
    )


def _area(book: Book, id: str, head: Mapping[str, Said], rows: list[Row]) -> AreaState:
    name = str(head.get(layout.AREA_NAME.label) or id)
    return AreaState(Place(book.file, CONSOLIDATED), id, name, head, tuple(rows))


def _row(book: Book, line: Mapping[str, Said], assumed: Said) -> Row:
    def number(header: str) -> Decimal:
        value = line[header]
        return value if isinstance(value, Decimal) else ZERO

    counts = line[_LEFT_OUT] is None
    follows = line[_RATE] is None or line[_RATE] == assumed
    fields: dict[str, Said] = {
        layout.ID.header: line[_ID],
        layout.ACTIVITY.header: line[_NAME],
        layout.KIND.header: line[_KIND],
        layout.HOURS.header: line[_HOURS],
        layout.RATE.header: None if follows else line[_RATE],
        layout.AMOUNT.header: line[_AMOUNT],
        LEFT_OUT: line[_LEFT_OUT],
    }
    return Row(
        Place(book.file, LINES),
        str(line[_ID] or ""),
        str(line[_NAME] or ""),
        fields,
        number(_HOURS) if counts else ZERO,
        number(_KRONER) if counts else ZERO,
        assumed if counts and follows and isinstance(assumed, Decimal) else None,
    )


def _heads(sheet: Sheet) -> Iterator[dict[str, Said]]:
    headers = tuple(heading.text for heading in report.CONSOLIDATED_COLUMNS)
    for line in _table(sheet, headers):
        if line[report.NAME.text] == TOTAL:
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
    for field in layout.ASSUMPTIONS:
        text = texts.get(report.stamped(field))
        if text is not None:
            found[field.label] = text if field in layout.TEXT_ASSUMPTIONS else _number(text)
    return found


def _number(text: str) -> Decimal | None:
    plain = "".join(text.split()).replace(",", ".")
    return Decimal(plain) if plain.replace(".", "").isdigit() else None


def _table(sheet: Sheet, headers: tuple[str, ...]) -> Iterator[dict[str, Said]]:
    """The rows under these headers, down to the first row that is empty."""
    top, left = next(
        (
            (row, column)
            for (row, column), value in sheet.values.items()
            if value == headers[0]
            and all(sheet.values.get((row, column + n)) == text for n, text in enumerate(headers))
        ),
        (0, 0),
    )
    row = top
    while top:
        row += 1
        line = [said(sheet.values.get((row, left + n))) for n in range(len(headers))]
        if not any(line):
            return
        yield dict(zip(headers, line, strict=True))
