"""A comparison as a workbook: what it came to, and every change with a colour and a link."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ...core import layout, report
from ...core.amounts import ore
from ...core.comparing import report as comparisonreport
from ...core.comparing.comparison import Comparison, Kind
from ...core.scenarios.decision import Decision, bridge
from ..writing.saving import save
from ..writing.seal import sealed
from ..writing.styles import Look, Styles, close, new_workbook
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


def save_comparison(
    target: Path, comparison: Comparison, before: Side, after: Side, decided: Sequence[Decision]
) -> None:
    """Write the comparison and read it back before it takes the place of an old one."""
    content = io.BytesIO()
    book = new_workbook(content)
    styles = Styles(book)
    folder = str(target.parent)
    totals = Writer(book, layout.COMPARED, styles, "", folder)
    row, column = _write_totals(totals, comparison, before, after, decided)
    mark_result(book, layout.COMPARED, row, column)
    _write_changes(Writer(book, layout.CHANGES, styles, "", folder), comparison)
    close(book)
    moved = ore(comparison.moved)
    save(
        target,
        lambda temporary: temporary.write_bytes(sealed(content.getvalue())),
        lambda temporary: prove_result(temporary, target, moved),
    )


def _write_totals(
    writer: Writer, comparison: Comparison, before: Side, after: Side, decided: Sequence[Decision]
) -> tuple[int, int]:
    """The areas, the proof and the stamps; gives the cell with the change of the total."""
    writer.columns(comparisonreport.AREA_COLUMNS)
    scenarios = dict.fromkeys(each.consolidation.stamp.scenario for each in (before, after))
    title = report.of_scenario(layout.COMPARED, ", ".join(filter(None, scenarios)))
    writer.title(title, f"Fra {before.name} til {after.name}")
    for side, which in ((before, "Før"), (after, "Nå")):
        for notice in side.notices(which):
            writer.text(notice, "trouble")
    writer.row += 1
    _, last = writer.table(comparisonreport.areas(comparison), titled=False)
    writer.row += 1
    writer.table(comparisonreport.proof(comparison))
    writer.row += 1
    if decided:
        writer.table(bridge(decided, ore(comparison.moved)))
        writer.row += 1
    for side, which in ((before, "før"), (after, "nå")):
        writer.table(report.stamp(side.consolidation)._replace(title=f"Stempel, {which}"))
        writer.row += 1
    writer.sheet.print_area(0, 0, writer.row, _LAST)
    return last + 1, _LAST


def _write_changes(writer: Writer, comparison: Comparison) -> None:
    note = "En ny timepris bærer det den gjør med timene som var der; en rad bærer resten."
    table = comparisonreport.changes(comparison)
    first, last = writer.whole(layout.CHANGES, note, table)
    for kind, look in _LOOKS.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{kind.value}"'}
        rule["format"] = writer.styles(look)
        writer.sheet.conditional_format(first, 0, last, 0, rule)
