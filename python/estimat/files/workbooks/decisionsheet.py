"""The sheet Vedtak, with what was decided; and the sheet of a workbook that is a scenario."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from ...core import layout
from ...core.report import scenario_notice
from ...core.scenarios.decision import (
    DECISION_COLUMNS,
    Decision,
    changed,
    decided,
)
from ..writing.styles import Styles
from ..writing.tables import Writer

_NOTE = "Scenarioer som er vedtatt, og som planen i denne arbeidsboken er laget av. Fylles ikke ut."


def write_decisions(decisions: Sequence[Decision], book: Workbook, styles: Styles) -> None:
    """Add the record of decisions."""
    writer = Writer(book, layout.DECISIONS, styles, "", "")
    writer.columns(DECISION_COLUMNS)
    writer.title(layout.DECISIONS, _NOTE)
    _tables(writer, decisions)


def write_scenario(decision: Decision, says: str, book: Workbook, styles: Styles) -> None:
    """Add the sheet that says which scenario a workbook is, which is its mark."""
    writer = Writer(book, layout.SCENARIOS, styles, "", "")
    writer.columns(DECISION_COLUMNS)
    writer.title(layout.SCENARIOS, scenario_notice(decision.scenario))
    writer.row += 1
    cell = xl_rowcol_to_cell(writer.row, 0, row_abs=True, col_abs=True)
    book.define_name(layout.SCENARIO_MARK, f"={layout.SCENARIOS}!{cell}")
    writer.text(decision.scenario, "label")
    writer.text(says)  # right below its name, where it is read
    _tables(writer, [decision])


def _tables(writer: Writer, decisions: Sequence[Decision]) -> None:
    for table in (decided(decisions), changed(decisions)):
        writer.row += 1
        writer.table(table)
    writer.sheet.print_area(0, 0, writer.row, len(DECISION_COLUMNS) - 1)
