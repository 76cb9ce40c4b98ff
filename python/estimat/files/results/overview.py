"""The overview of who has delivered what, as a sheet that prints on one page."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from ...core import norwegian
from ...core.collection import report
from ...core.collection.delivery import Overview, State
from ..writing.saving import save
from ..writing.seal import sealed
from ..writing.styles import Look, Styles, close, new_workbook
from ..writing.tables import Writer
from .proof import mark_result, prove_result

_ON_ONE_PAGE: Final = 30
"""Areas that can be read on one."""

_LOOKS: Final[dict[State, Look]] = {
    State.MISSING: "removed",
    State.UNREADABLE: "removed",
    State.TWO: "changed",
    State.STALE: "changed",
    State.DELIVERED: "added",
}
"""A colour besides the word that stands in the cell."""


def save_overview(target: Path, overview: Overview, made: str) -> None:
    """Write the overview as it was at a time, and read it back before it takes its place."""
    content = io.BytesIO()
    book = new_workbook(content)
    writer = Writer(book, report.TITLE, Styles(book), "", str(target.parent))
    row, column = _write(writer, overview, made)
    mark_result(book, report.TITLE, row, column)
    close(book)
    save(
        target,
        lambda temporary: temporary.write_bytes(sealed(content.getvalue())),
        lambda temporary: prove_result(temporary, target, overview.kroner),
    )


def _write(writer: Writer, overview: Overview, made: str) -> tuple[int, int]:
    """All of it; gives the cell with the sum."""
    writer.columns(report.COLUMNS)
    first, *more = report.summary(overview)
    writer.title(report.TITLE, f"Slik det lå an {norwegian.moment(made)}. {first}")
    for line in more:
        writer.text(line, "notice")
    writer.row += 1
    header = writer.row
    top, last = writer.table(report.deliveries(overview), titled=False)
    writer.sheet.freeze_panes(header + 1, 2)
    writer.sheet.repeat_rows(header)
    for state, look in _LOOKS.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{state.value}"'}
        column = report.COLUMNS.index(report.STATE)
        face = writer.styles(look)
        writer.sheet.conditional_format(top, column, last, column, rule | {"format": face})
    writer.row += 1
    for file, why in overview.others:
        writer.text(f"Ikke med: {file}. {why}")
    writer.sheet.print_area(0, 0, writer.row, len(report.COLUMNS) - 1)
    if len(overview.areas) <= _ON_ONE_PAGE:
        writer.sheet.fit_to_pages(1, 1)
    return last + 1, report.COLUMNS.index(report.KRONER)
