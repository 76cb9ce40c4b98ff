"""The sheet Oversikt: the total broken down, a table and a chart for each way."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from ...core import breakdownreport, report
from ...core.breakdown import Breakdown, By
from ...core.consolidation import Consolidation
from ...core.errors import UnwritableError
from ...core.layout import CHECKED, ORIGIN, OVERVIEW, Kind
from ...core.report import FTE, HOURS, KRONER, SHARE
from ...core.tables import Format, Heading
from ..writing.saving import save
from ..writing.seal import sealed
from ..writing.styles import ACCENT, INK, Styles, close, new_workbook
from ..writing.tables import Writer
from .origin import write_origin
from .proof import mark_result, prove_result
from .sheets import write_findings

_COLUMNS: Final = (
    Heading("", Format.TEXT, 36), HOURS, FTE._replace(width=10),
    *[Heading("", Format.KRONER, 17)] * 3, KRONER, SHARE,
)  # fmt: skip
"""As wide as the breakdown with most columns takes."""

_A_PAGE: Final = 46
"""The rows that a printed page has room for."""

_BESIDE: Final = 5
_GAP: Final = 40
"""The column where a chart begins beside a table of five, and how far into it, in pixels."""

_LAST: Final = 15
_MOST_BARS: Final = 12
_MOST_AREAS: Final = 30
_PIXELS: Final = 19
"""The height of a row."""

_LOOKS: Final[tuple[dict[str, Any], ...]] = (
    {"fill": {"color": ACCENT}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": ACCENT, "bg_color": "#FFFFFF"}},
    {"pattern": {"pattern": "dotted_grid", "fg_color": INK, "bg_color": "#FFFFFF"}},
)
"""What tells the kinds of cost apart, also without colours."""


def save_overview(target: Path, made: Consolidation, found: Sequence[Breakdown]) -> None:
    """Write the overview as a workbook and read it back before it takes the place of an old one."""
    content = io.BytesIO()
    book = new_workbook(content)
    styles, folder = Styles(book), str(target.parent)
    writer = Writer(book, OVERVIEW, styles, "", folder)
    cell = write_overview(writer, made, found)
    mark_result(book, OVERVIEW, *cell)
    origin = Writer(book, ORIGIN, styles, "", folder)
    write_origin(origin, made, breakdownreport.NOTE, "", report.reconciliation(made))
    write_findings(Writer(book, CHECKED, styles, "", folder), made.findings)
    close(book)
    save(
        target,
        lambda temporary: temporary.write_bytes(sealed(content.getvalue())),
        lambda temporary: prove_result(temporary, target, made.total.kroner),
    )


def write_overview(
    writer: Writer, made: Consolidation, found: Sequence[Breakdown]
) -> tuple[int, int]:
    """All the breakdowns on a sheet, each with its chart; gives the cell of the first's total.

    Raises UnwritableError when one of them does not add up to the total.
    """
    if any(each.difference for each in found):
        raise UnwritableError(f"{OVERVIEW} summerer ikke til totalen. Ingenting er endret.")
    writer.columns(_COLUMNS)
    writer.title(breakdownreport.title(made), breakdownreport.NOTE)
    writer.sheet.freeze_panes(writer.row, 0)
    for notice in report.notices(made):
        writer.text(notice, "notice")
    writer.row += 1
    cells: list[tuple[int, int]] = []
    breaks = [0]
    for each in found:
        if cells and writer.row + _height(each) > breaks[-1] + _A_PAGE:
            breaks.append(writer.row)
        cells.append(_write(writer, made, each))
    writer.sheet.set_h_pagebreaks(breaks[1:])  # through a chart none may go
    writer.sheet.print_area(0, 0, writer.row - 1, _LAST)
    return cells[0]


def _height(found: Breakdown) -> int:
    """The rows that a breakdown takes, with its chart."""
    groups = len(found.groups)
    beside = _rows(groups) + 1
    return groups + 5 + beside if found.by is By.AREA else max(groups + 4, beside)


def _write(writer: Writer, made: Consolidation, found: Breakdown) -> tuple[int, int]:
    """A breakdown; gives the cell with its total."""
    table = breakdownreport.table(found, made)
    top = writer.row
    first, last = writer.table(table)
    column = [heading.key for heading in table.columns].index(KRONER.key)
    writer.text(breakdownreport.proof(found, made), "note")
    bars = last - first + 1
    if found.by is By.AREA:
        writer.row += 1
        if 0 < bars <= _MOST_AREAS:
            _by_kinds(writer, made, first, last)
    elif bars > 0:
        chart = _bars(writer, made, found, first)
        _insert(writer, chart, (top, _BESIDE), found.by, _GAP)
        writer.row = max(writer.row, top + _rows(bars)) + 1
    return last + 1, column


def _rows(bars: int) -> int:
    """The rows that a chart of so many bars stands beside, one being as high as it takes."""
    return 5 + round(1.5 * min(bars, _MOST_BARS))


def _bars(writer: Writer, made: Consolidation, found: Breakdown, first: int) -> Any:
    """The kroner of the first groups, as bars."""
    chart = writer.book.add_chart({"type": "bar"})
    name = writer.sheet.name
    column = [each.key for each in breakdownreport.columns(found)].index(KRONER.key)
    shown = min(len(found.groups), _MOST_BARS)
    last = first + shown - 1
    chart.add_series({
        "name": KRONER.text,
        "categories": [name, first, 0, last, 0],
        "values": [name, first, column, last, column],
        "fill": {"color": ACCENT},
        "gap": 50,
        "data_labels": {"value": True, "num_format": _MILLIONS},
    })  # fmt: skip
    few = "" if shown == len(found.groups) else f" (de {shown} første)"
    _finish(chart, made, f"{found.by.title}{few}, mill. kr")
    chart.set_legend({"none": True})
    chart.set_size({"width": 760, "height": _rows(shown) * _PIXELS - 10})
    return chart


def _by_kinds(writer: Writer, made: Consolidation, first: int, last: int) -> None:
    """The areas by kinds of cost, as bars of three parts below the table."""
    chart = writer.book.add_chart({"type": "bar", "subtype": "stacked"})
    name = writer.sheet.name
    for column, (kind, look) in enumerate(zip(Kind, _LOOKS, strict=True), 3):
        chart.add_series({
            "name": kind.value,
            "categories": [name, first, 0, last, 0],
            "values": [name, first, column, last, column],
            "border": {"color": ACCENT},
            "gap": 50,
            **look,
        })  # fmt: skip
    _finish(chart, made, f"{By.AREA.title}, mill. kr")
    chart.set_legend({"position": "bottom"})
    rows = _rows(last - first + 1) + 2
    chart.set_size({"width": 1180, "height": rows * _PIXELS})
    _insert(writer, chart, (writer.row, 0), By.AREA)
    writer.row += rows + 2


_MILLIONS: Final = "#,##0.0,,"


def _finish(chart: Any, made: Consolidation, title: str) -> None:
    said = report.of_scenario(title, made.stamp.scenario)
    chart.set_title({"name": said, "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis({
        "num_format": "#,##0,,", "min": 0, "num_font": {"size": 9},
        "major_gridlines": {"visible": True, "line": {"color": "#D9DEE1"}},
    })  # fmt: skip


def _insert(writer: Writer, chart: Any, place: tuple[int, int], by: By, gap: int = 0) -> None:
    words = f"Liggende søyler: {by.title.lower()}, i kroner. Tallene står i tabellen."
    about = {"description": words, "object_position": 1, "x_offset": gap}
    writer.sheet.insert_chart(*place, chart, about)
