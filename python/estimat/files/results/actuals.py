"""Plan against actual as a workbook of its own, with the stamp of what it was made of."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, Final

from ...core import layout
from ...core import report as common
from ...core.actuals import report
from ...core.actuals.actuals import Actuals
from ..writing.saving import save
from ..writing.seal import sealed
from ..writing.styles import ACCENT, FRAME, Styles, close, new_workbook
from ..writing.tables import Writer
from .proof import mark_result, prove_result

_IN_WORDS: Final = (
    "Stolpediagram: plan hittil og faktisk for hvert tjenesteområde, i kr. Tallene står i tabellen "
    "Tjenesteområder."
)
_HOW: Final = (
    "Avviket er det faktiske utover planen hittil. Det er av timer (flere eller færre timer, til "
    "planens timepris), av pris (timene har kostet mer eller mindre) og av beløp (kjøp og "
    "videreformidling)."
)


def save_actuals(target: Path, found: Actuals) -> None:
    """Write the sheets and read them back before they take the place of old ones."""
    content = io.BytesIO()
    book = new_workbook(content)
    styles, folder = Styles(book), str(target.parent)
    writer = Writer(book, layout.ACTUAL, styles, "", folder)
    actual = _write(writer, found)
    mark_result(book, layout.ACTUAL, *actual)
    findings = Writer(book, layout.CHECKED, styles, "", folder)
    note = f"{common.tally(found.findings)}. Med feil blir ingenting regnet ut."
    findings.whole(layout.CHECKED, note, report.findings(found))
    close(book)
    save(
        target,
        lambda temporary: temporary.write_bytes(sealed(content.getvalue())),
        lambda temporary: prove_result(temporary, target, found.total.actual),
    )


def _write(writer: Writer, found: Actuals) -> tuple[int, int]:
    """All of the sheet; gives the row and column of the kroner that were registered in all."""
    writer.columns(report.COLUMNS)
    scenario = found.consolidation.stamp.scenario
    writer.title(common.of_scenario(report.TITLE, scenario), report.headline(found))
    for notice in common.notices(found.consolidation):
        writer.text(notice, "notice")
    writer.text(_HOW, "note")
    writer.row += 1
    header = writer.row
    first, last = writer.table(report.areas(found), titled=False)
    writer.sheet.freeze_panes(header + 1, 2)
    total = last + 1, report.COLUMNS.index(report.ACTUAL)
    writer.row += 1
    if found.areas:
        _chart(writer, first, first + len(found.areas) - 1, len(found.areas))
    breaks = [writer.row]
    for area in found.areas:
        if area.rows:
            writer.table(report.of_area(area))
            writer.row += 1
    breaks.append(writer.row)
    for table in report.proving(found):
        writer.table(table, 1)
        writer.row += 1
    writer.sheet.set_h_pagebreaks(breaks)  # a heading by itself at the foot of a page is none
    writer.sheet.print_area(0, 0, writer.row, len(report.COLUMNS) - 1)
    return total


def _chart(writer: Writer, first: int, last: int, areas: int) -> None:
    name = writer.sheet.name
    names = report.COLUMNS.index(report.NAME)
    chart = writer.book.add_chart({"type": "bar"})
    hatched = {"pattern": "wide_upward_diagonal", "fg_color": FRAME, "bg_color": "#FFFFFF"}
    looks: tuple[tuple[Any, dict[str, Any]], ...] = (
        (report.TO_DATE, {"pattern": hatched}),
        (report.ACTUAL, {"fill": {"color": ACCENT}}),
    )
    for heading, look in looks:
        column = report.COLUMNS.index(heading)
        chart.add_series({
            "name": heading.text,
            "categories": [name, first, names, last, names],
            "values": [name, first, column, last, column],
            "border": {"color": ACCENT},
            "gap": 60,
            "data_labels": {"value": True, "num_format": "#,##0"},
            **look,
        })  # fmt: skip
    chart.set_title({"name": "Plan hittil og faktisk, kr", "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis({"num_format": "#,##0", "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom"})
    height = 130 + 44 * areas
    chart.set_size({"width": 1040, "height": height})
    writer.sheet.insert_chart(writer.row, 1, chart, {"description": _IN_WORDS})
    writer.row += height // 20 + 2
