"""The sheet Usikkerhet: figures, S-curve and tornado, of a result or computing itself."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ...core.estimate import Estimate
from ...core.layout import STEPS, UNCERTAINTY, WORKING
from ...core.report import of_scenario
from ...core.tables import Computed, Format, Heading, Table
from ...core.uncertainty import headings, live, ranking, report, working
from ...core.uncertainty.calculation import Uncertainty
from ...core.uncertainty.headings import FEED
from ..writing.styles import ACCENT, FRAME, INK, Styles
from ..writing.tables import Writer

LIVE: Final = (
    "Regnes ut av Excels egne formler og følger arkene. Er et område kommet til eller tatt bort: "
    "trykk Usikkerhet."
)
_CURVE_IN_WORDS: Final = (
    "S-kurve: sannsynligheten for at kostnaden holder seg innenfor et beløp, fra P1 til P99, i "
    "mill. kr fra planen. Planen, P50 og P85 er merket. Tallene står under Grunnlag for S-kurven."
)
_TORNADO_IN_WORDS: Final = (
    "Tornadodiagram: de ti radene og faktorene som bidrar mest til usikkerheten, hver med hvor mye "
    "den kan gå ned (P10) og opp (P90) fra planen, i mill. kr. Tallene står i tabellen Det som "
    "driver usikkerheten."
)
_STEP_COLUMNS: Final = (
    headings.ID, headings.NAME, *[Heading("", Format.KRONER, 19)] * 11,
)  # fmt: skip
_BESIDE: Final = tuple(Heading("", Format.KRONER, width) for width in (15, 40, 16, 15, 22))
"""The columns to the right of what is printed: of the working, and of what the charts show."""

_LAST: Final = len(headings.AREA_COLUMNS) - 1


def write_uncertainty(writer: Writer, found: Uncertainty) -> tuple[int, int]:
    """The sheet of a result; gives the row and column of what holds with the chosen certainty."""
    title = of_scenario(UNCERTAINTY, found.stamp.scenario)
    _begin(writer, title, report.subtitle(found), report.headline(found), report.notice(found))
    top = writer.row
    figures, last = writer.table(report.key_figures(found), 1)
    _frame(writer, figures, last)
    charts = writer.row + 1
    writer.row = top
    curve = writer.table(report.curve(found), FEED)
    writer.row += 1
    bars = writer.table(report.bars(found), FEED)
    _charts(writer, charts, curve, bars, found)
    writer.row = charts + live.CHART_ROWS
    for table in (
        report.areas(found), report.drivers(found), report.certain_rows(found),
        report.factors(found),
    ):  # fmt: skip
        writer.table(table)
        writer.row += 1
    return figures + report.CHOSEN, headings.FIGURE_COLUMNS.index(headings.KRONER) + 1


def write_live(
    book: Workbook, styles: Styles, found: Uncertainty, estimate: Estimate, here: str
) -> dict[str, Worksheet]:
    """Add the sheets that compute themselves, figures and working, to the workbook they are of."""
    at = live.Layout(len(found.areas))
    rows = working.Rows(len(found.areas), working.room_for_factors(estimate))
    plan = working.Plan(found, estimate, rows)
    writer = Writer(book, UNCERTAINTY, styles, here, "")
    note = " ".join(filter(None, (report.notice(found), LIVE)))
    # A workbook is known to have this sheet by its title, whatever the workbook is of.
    _begin(writer, UNCERTAINTY, live.subtitle(plan), live.headline(plan, at.figures), note)
    _frame(writer, *_place(writer, at.figures, live.key_figures(plan, at.figures, at.areas), 1))
    curve = _place(writer, at.curve, live.curve(plan, at.curve, at.figures), FEED)
    bars = _place(writer, at.bars, live.bars(plan, at.drivers), FEED)
    _charts(writer, at.charts - 1, curve, bars, found)
    _place(writer, at.areas, live.areas(plan))
    _place(writer, at.drivers, live.drivers(plan))
    _place(writer, at.certain, live.certain_rows(plan, at.certain))
    _place(writer, at.factors, live.factors(plan))
    writer.sheet.print_area(0, 0, writer.row, _LAST)
    steps = Writer(book, WORKING, styles, here, "")
    steps.columns(_STEP_COLUMNS)
    steps.title(WORKING, STEPS)
    for first, table in (*working.tables(plan), *ranking.tables(plan)):
        _place(steps, first, table)
    return {UNCERTAINTY: writer.sheet, WORKING: steps.sheet}


def _begin(
    writer: Writer, title: str, subtitle: str | Computed, headline: str | Computed, note: str
) -> None:
    writer.columns((*headings.AREA_COLUMNS, *_BESIDE))
    writer.sheet.set_row(0, 24)
    writer.text(title, "title")
    writer.line(subtitle, "note")
    writer.line(headline, "label")
    writer.text(note, "notice" if note and note != LIVE else "note")
    writer.row += 1


def _place(writer: Writer, first: int, table: Table, left: int = 0) -> tuple[int, int]:
    """Write a table so that its data begins in this row, from 1, where formulas look for it."""
    writer.row = first - 3
    placed = writer.table(table, left)
    assert placed[0] == first - 1, (table.title, placed, first)
    return placed


def _frame(writer: Writer, first: int, last: int) -> None:
    """Let the words beside the figures stand in the table, over the cells that they reach into."""
    for column in range(5, _LAST + 1):
        writer.sheet.write_blank(first - 1, column, None, writer.styles("header"))
        for row in range(first, last + 1):
            writer.sheet.write_blank(row, column, None, writer.styles("plain"))


def _charts(
    writer: Writer, row: int, curve: tuple[int, int], bars: tuple[int, int], found: Uncertainty
) -> None:
    """The S-curve, and the tornado beside it."""
    sheet = writer.sheet
    height = 20 * (live.CHART_ROWS - 4)
    chart = _curve(writer, curve, found.stamp.scenario)
    chart.set_size({"width": 640, "height": height})
    sheet.insert_chart(row, 0, chart, {"description": _CURVE_IN_WORDS, "object_position": 1})
    if bars[1] >= bars[0]:
        chart = _tornado(writer, bars, found.stamp.scenario)
        chart.set_size({"width": 660, "height": height})
        sheet.insert_chart(row, 4, chart, {"description": _TORNADO_IN_WORDS, "object_position": 1})


def _curve(writer: Writer, rows: tuple[int, int], scenario: str) -> Any:
    name, (first, last) = writer.sheet.name, rows
    end = first + len(report.CURVE) - 1
    p, called, _, away = range(FEED, FEED + len(headings.CURVE_COLUMNS))
    chart = writer.book.add_chart({"type": "scatter", "subtype": "smooth"})
    chart.add_series({
        "name": "Sannsynlighet",
        "categories": [name, first, away, end, away],
        "values": [name, first, p, end, p],
        "line": {"color": ACCENT, "width": 2.25},
        "marker": {"type": "none"},
    })  # fmt: skip
    for row, shape in zip(range(end + 1, last + 1), ("diamond", "square", "triangle"), strict=True):
        chart.add_series({
            "name": [name, row, called],
            "categories": [name, row, away, row, away],
            "values": [name, row, p, row, p],
            "line": {"color": INK, "width": 1},
            "marker": {
                "type": shape, "size": 10, "fill": {"color": INK},
                "border": {"color": INK, "width": 1.5},
            },
            "data_labels": {
                "series_name": True, "value": False, "position": "right",
                "font": {"size": 9, "bold": True},
            },
        })  # fmt: skip
    title = of_scenario("S-kurve: hvor sikkert er et beløp?", scenario)
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_x_axis({
        "name": "Mill. kr fra planen", "num_format": "+#,##0;-#,##0;0", "label_position": "low",
        "major_gridlines": {"visible": False}, "name_font": {"size": 9, "bold": False},
    })  # fmt: skip
    chart.set_y_axis({
        "name": "Sannsynlighet for å holde seg innenfor", "min": 0, "max": 1, "major_unit": 0.1,
        "num_format": "0\\ %", "label_position": "low", "name_font": {"size": 9, "bold": False},
        "major_gridlines": {"visible": True, "line": {"color": "#D9DEE1"}},
    })  # fmt: skip
    chart.set_legend({"none": True})
    return chart


def _tornado(writer: Writer, rows: tuple[int, int], scenario: str) -> Any:
    name, (first, last) = writer.sheet.name, rows
    chart = writer.book.add_chart({"type": "bar", "subtype": "stacked"})
    hatched = {"pattern": "wide_upward_diagonal", "fg_color": FRAME, "bg_color": "#FFFFFF"}
    for called, column, look in (
        ("Ned (P10)", FEED + 1, {"pattern": hatched}),
        ("Opp (P90)", FEED + 2, {"fill": {"color": ACCENT}}),
    ):
        chart.add_series({
            "name": called,
            "categories": [name, first, FEED, last, FEED],
            "values": [name, first, column, last, column],
            "border": {"color": ACCENT},
            "gap": 40,
            **look,
        })  # fmt: skip
    title = of_scenario("Det som driver usikkerheten", scenario)
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "label_position": "low"})
    chart.set_x_axis({
        "name": "Mill. kr fra planen", "num_format": "+#,##0.0;-#,##0.0;0",
        "name_font": {"size": 9, "bold": False},
        "major_gridlines": {"visible": True, "line": {"color": "#D9DEE1"}},
    })  # fmt: skip
    chart.set_legend({"position": "bottom"})
    return chart
