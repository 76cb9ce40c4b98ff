"""The sheet Scenariosammenligning: the scenarios beside the plan, and the way there as a chart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from ...core.layout import BESIDE_PLAN
from ...core.report import ID, KRONER, live_difference, live_words
from ...core.scenarios import headings, report
from ...core.scenarios.beside import Scenarios
from ...core.scenarios.headings import FEED
from ...core.scenarios.report import Levels
from ...core.tables import Heading, Table
from ..writing.styles import ACCENT, FRAME, INK, Look
from ..writing.tables import Writer

_NOTE: Final = (
    "Hvert scenario er planen med det som kan besluttes, lagt over. Planen er ikke endret. "
    "Mill. kr er avrundet slik at hver kolonne summerer."
)
_SAME: Final = (
    "Arkene gir planen som står her. Er noe annet endret (merker på radene, scenarioene), trykk "
    "Scenarioer."
)
_CHANGED: Final = (
    "Arkene gir ikke lenger planen som står her; forskjellen i kr står til høyre. Trykk Scenarioer."
)
_IN_WORDS: Final = (
    "Fossefallsdiagram: fra planen til hvert scenario, med det hver årsak flytter, i mill. kr. "
    "Tallene og ordene står i tabellen Broen fra plan til scenario."
)
_LEAST_COLUMNS: Final = 10
_KRONER: Final = 1 + headings.SUMMED_COLUMNS.index(KRONER)
"""Where the plan's kroner stand, from 0; its table begins in the second column."""


def write_beside(writer: Writer, found: Scenarios, levels: Mapping[str, Levels]) -> tuple[int, int]:
    """The sheet; gives the row and column of the plan's kroner.

    In a workbook a line of it is live: it says whether the sheets still give that plan.
    """
    writer.columns(_columns())
    writer.title(BESIDE_PLAN, _NOTE)
    writer.text(report.headline(found), "label")
    live = writer.row
    writer.row += 1 + bool(writer.here)
    first, _ = writer.table(report.summed(found), 1)
    plan = first, _KRONER
    writer.row += 1
    _worded(writer, report.frames(found))
    breaks = [writer.row] if len([*report.bars(found).rows]) > _BARS_ON_FIRST_PAGE else []
    _waterfall(writer, found)
    breaks.append(writer.row)
    _worded(writer, report.bridges(found))
    breaks.append(writer.row)
    for table in report.tables(found, levels):
        if table.title == report.FALLEN_OUT:
            breaks.append(writer.row)
        writer.table(table, 0 if table.columns[0] in _FROM_FIRST else 1)
        writer.row += 1
    writer.sheet.set_h_pagebreaks(breaks)  # a heading by itself at the foot of a page is none
    print_all(writer, found)
    _write_live(writer, found, live, plan)
    return plan


def print_all(writer: Writer, found: Scenarios) -> None:
    """Let all that has been written be printed, but for what the chart shows."""
    widest = max(_LEAST_COLUMNS, 3 + len(found.scenarios))
    writer.sheet.print_area(0, 0, writer.row, widest - 1)


def _worded(writer: Writer, table: Table) -> None:
    """A table whose last column is of words, framed over the cells that they reach into."""
    header = writer.row + 1
    first, last = writer.table(table, 1)
    for column in range(1 + len(table.columns), _LEAST_COLUMNS):
        for row in range(header, last + 1) if not table.note else ():
            look: Look = "header" if row < first else "plain"
            writer.sheet.write_blank(row, column, None, writer.styles(look))
    writer.row += 1


_BARS_ON_FIRST_PAGE: Final = 13
_FROM_FIRST: Final = (ID, headings.OUT_COLUMNS[0])
"""Headings of tables that begin in the first column."""


def _columns() -> list[Heading]:
    beside = [Heading("", each.format, width) for each, width in _FEED_WIDTHS]
    return [*headings.SHEET_COLUMNS, Heading("", KRONER.format, 9), *beside]


_FEED_WIDTHS: Final = tuple(zip(headings.BAR_COLUMNS, (44, 15, 15, 15, 15), strict=True))


def _write_live(writer: Writer, found: Scenarios, row: int, plan: tuple[int, int]) -> None:
    formula = live_difference(found.plan, xl_rowcol_to_cell(*plan)) if writer.here else ""
    if not formula:
        return
    words = live_words(xl_rowcol_to_cell(row, _KRONER), _SAME, _CHANGED)
    writer.sheet.write_formula(row, 0, f"={words}", writer.styles("live"), _SAME)
    face = writer.styles("live", "deviation")
    writer.sheet.write_formula(row, _KRONER, f"={formula}", face, 0)
    bad = xl_rowcol_to_cell(row, _KRONER, row_abs=True, col_abs=True)
    writer.sheet.conditional_format(
        row, 0, row, _KRONER,
        {
            "type": "formula",
            "criteria": f"=IF(ISNUMBER({bad}),{bad}<>0,TRUE)",
            "format": writer.styles("alarm"),
        },
    )  # fmt: skip


def _waterfall(writer: Writer, found: Scenarios) -> None:
    """The chart, and what it shows far to its right."""
    top = writer.row
    first, last = writer.table(report.bars(found), FEED)
    writer.row = top
    if not found.scenarios:
        return
    chart = _chart(writer, first, last)
    height = 90 + 24 * (last - first + 1)
    chart.set_size({"width": 1080, "height": height})
    about = {"description": _IN_WORDS, "object_position": 1}
    writer.sheet.insert_chart(writer.row, 1, chart, about)
    writer.row += max(height // 18, last - first + 3) + 1


def _chart(writer: Writer, first: int, last: int) -> Any:
    name = writer.sheet.name
    chart = writer.book.add_chart({"type": "bar", "subtype": "stacked"})
    down = {"pattern": "wide_upward_diagonal", "fg_color": FRAME, "bg_color": "#FFFFFF"}
    up = {"pattern": "dark_horizontal", "fg_color": INK, "bg_color": "#FFFFFF"}
    looks: tuple[tuple[str, dict[str, Any]], ...] = (
        ("Fra", {"fill": {"none": True}, "border": {"none": True}}),
        ("Plan og scenario", {"fill": {"color": ACCENT}, "border": {"color": ACCENT}}),
        ("Ned", {"pattern": down, "border": {"color": ACCENT}}),
        ("Opp", {"pattern": up, "border": {"color": INK}}),
    )
    for column, (called, look) in enumerate(looks, FEED + 1):
        chart.add_series({
            "name": called,
            "categories": [name, first, FEED, last, FEED],
            "values": [name, first, column, last, column],
            "gap": 35,
            "overlap": 100,
            **look,
        })  # fmt: skip
    chart.set_title({"name": "Fra planen til hvert scenario, mill. kr", "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis({
        "num_format": "#,##0", "min": 0, "name_font": {"size": 9, "bold": False},
        "major_gridlines": {"visible": True, "line": {"color": "#D9DEE1"}},
    })  # fmt: skip
    chart.set_legend({"none": True})  # each bar says in its name what it is
    return chart
