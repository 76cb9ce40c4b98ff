"""A comparison as a workbook: what it came to, and every change with a colour and a link."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from ...core import layout, report
from ...core.amounts import ore
from ...core.comparing import report as comparisonreport
from ...core.comparing.comparison import Comparison, Kind
from ..writing.saving import save
from ..writing.seal import sealed
from ..writing.styles import Look, Styles, close, new_workbook, set_up_page
from ..writing.tables import Writer
from .proof import mark_result, prove_result
from .sides import Side

_LOOKS: Final[dict[Kind, Look]] = {
    Kind.ADDED: "added",
    Kind.REMOVED: "removed",
    Kind.MOVED: "shifted",
    Kind.CHANGED: "changed",
}
_LAST: Final = 5
"""The last column of the table of areas: the change."""


def save_comparison(target: Path, comparison: Comparison, before: Side, after: Side) -> None:
    """Write the comparison and read it back before it takes the place of an old one."""
    content = io.BytesIO()
    book = new_workbook(content)
    styles = Styles(book)
    folder = str(target.parent)
    totals = Writer(book, book.add_worksheet(layout.COMPARED), styles, "", folder)
    row, column = _write_totals(totals, comparison, before, after)
    mark_result(book, layout.COMPARED, row, column)
    changes = Writer(book, book.add_worksheet(layout.CHANGES), styles, "", folder)
    _write_changes(changes, comparison)
    close(book)
    moved = ore(comparison.moved)
    save(
        target,
        lambda temporary: _written(temporary, sealed(content.getvalue())),
        lambda temporary: prove_result(temporary, target, moved),
    )


def _written(temporary: Path, content: bytes) -> None:
    temporary.write_bytes(content)


def _write_totals(
    writer: Writer, comparison: Comparison, before: Side, after: Side
) -> tuple[int, int]:
    """The areas, the proof and the stamps; gives the cell with the change of the total."""
    sheet = writer.sheet
    set_up_page(sheet)
    writer.columns(comparisonreport.AREA_COLUMNS)
    writer.title(layout.COMPARED, f"Fra {before.name} til {after.name}")
    for side, which in ((before, "Før"), (after, "Nå")):
        notice = comparisonreport.notice(which, side.errors)
        if notice:
            writer.text(notice, "trouble")
    writer.row += 1
    _, last = writer.table(comparisonreport.areas(comparison), titled=False)
    writer.row += 1
    writer.table(comparisonreport.proof(comparison))
    writer.row += 1
    stamps = [report.stamp(side.consolidation) for side in (before, after)]
    for stamp, which in zip(stamps, ("før", "nå"), strict=True):
        writer.table(stamp._replace(title=f"Stempel, {which}"))
        writer.row += 1
    sheet.print_area(0, 0, writer.row, _LAST)
    return last + 1, _LAST


def _write_changes(writer: Writer, comparison: Comparison) -> None:
    sheet = writer.sheet
    set_up_page(sheet)
    writer.columns(comparisonreport.CHANGE_COLUMNS)
    writer.title(
        layout.CHANGES,
        "En ny timepris bærer det den gjør med timene som var der; en rad bærer resten.",
    )
    writer.row += 1
    table = comparisonreport.changes(comparison)
    header = writer.row + bool(table.note)
    first, last = writer.table(table, titled=False)
    for kind, look in _LOOKS.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{kind.value}"'}
        sheet.conditional_format(first, 0, last, 0, rule | {"format": writer.styles(look)})
    sheet.freeze_panes(header + 1, 0)
    sheet.repeat_rows(header)
