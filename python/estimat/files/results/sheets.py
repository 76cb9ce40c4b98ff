"""The sheets Konsolidert, Kontroll and Linjer, from the plain tables of the core."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, count, islice
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from ...core import report
from ...core.book import Sheet, address
from ...core.consolidation import Consolidation
from ...core.findings import Finding
from ...core.flaws import as_shown
from ...core.layout import BESIDE_PLAN, CHECKED, CONSOLIDATED, LINES, UNCERTAINTY, WORKING
from ...core.part import Line
from ...core.scenarios import headings as scenarios
from ...core.uncertainty import headings
from ..writing.styles import ACCENT, FRAME, Look, Styles
from ..writing.tables import LINE, Writer

LINES_IN_A_SHEET: Final = 100_000
"""A sheet of more would be larger than what Estimat takes for sound when it meets the file."""

LINKED_LINES: Final = 20_000
"""So many on Linjer, where the address always stands as text: a link takes a kilobyte of memory."""

MOST_IN_A_CHART: Final = 30
_ON_A_PAGE: Final = 35
"""Areas that have room on the first printed page."""

CHART_IN_WORDS: Final = (
    "Liggende søyler: estimat og budsjett i mill. kr for hvert tjenesteområde. Tallene står i "
    "tabellen over."
)
WRITTEN: Final = {
    CONSOLIDATED: (report.TITLE, len(report.CONSOLIDATED_COLUMNS)),
    CHECKED: (CHECKED, len(report.FINDING_COLUMNS)),
    BESIDE_PLAN: (BESIDE_PLAN, scenarios.COLUMNS),
    UNCERTAINTY: (UNCERTAINTY, headings.COLUMNS),
    WORKING: (WORKING, headings.COLUMNS),
}
"""The sheets that Estimat writes in a workbook: what stands in A1, and how many columns it has."""


def is_ours(sheet: Sheet) -> bool:
    """Whether Estimat wrote a sheet, by its name and its title."""
    title, _ = WRITTEN.get(sheet.name, ("", 0))
    return bool(title) and str(sheet.values.get((1, 1), "")).split(",")[0] == title


def written_beside(sheet: Sheet) -> Iterator[str]:
    """What somebody has written to the right of all that Estimat writes on a sheet of its own."""
    for (row, column), value in sorted(sheet.values.items()):
        if column > WRITTEN[sheet.name][1]:
            yield f"{sheet.name}!{address(row, column)} «{as_shown(value)}»"


def write_consolidated(writer: Writer, consolidation: Consolidation) -> tuple[int, int]:
    """The sheet Konsolidert; gives the row and column of the directorate's sum in kroner.

    Above the table there is room for the line that is live in a workbook; see `live_line`.
    """
    sheet = writer.sheet
    writer.columns(report.CONSOLIDATED_COLUMNS)
    writer.title(report.title(consolidation), _subtitle(consolidation))
    for notice in report.notices(consolidation):
        writer.text(notice, "notice")
    writer.row += 1
    table = report.consolidated(consolidation)
    header = writer.row
    first, last = writer.table(table, titled=False)
    sum_cell = (last + 1, KRONER)
    if writer.here:
        _mark_live_line(writer, header - 1)
    sheet.freeze_panes(header + 1, 2)
    if len(consolidation.areas) > _ON_A_PAGE:  # else it would stand over other tables only
        sheet.repeat_rows(header)
    writer.row += 1
    if 0 < last - first + 1 <= MOST_IN_A_CHART and consolidation.areas:
        _chart(writer, first, last, consolidation)
    for each in (
        report.risk_reserve(consolidation),
        report.reconciliation(consolidation),
        report.left_out(consolidation),
        report.stamp(consolidation),
    ):
        writer.table(each, 1)
        writer.row += 1
    sheet.print_area(0, 0, writer.row, len(report.CONSOLIDATED_COLUMNS) - 1)
    return sum_cell


KRONER: Final = report.CONSOLIDATED_COLUMNS.index(report.KRONER)


def live_line(consolidation: Consolidation, total: tuple[int, int]) -> dict[tuple[int, int], str]:
    """The formulas of the line above the table: what the sheets give beyond what stands here.

    By row and column from 1, for the sheet whose sum in kroner is at `total`, counted from 0.
    """
    row = total[0] - len(consolidation.areas) - 1
    formula = report.live_difference(consolidation, xl_rowcol_to_cell(*total))
    if not formula:
        return {}
    words = report.live_words(xl_rowcol_to_cell(row - 1, KRONER))
    return {(row, 1): words, (row, KRONER + 1): formula}


def write_live_line(
    sheet: Worksheet, styles: Styles, consolidation: Consolidation, total: tuple[int, int]
) -> None:
    """Write the line on Konsolidert in the workbook that it is about, where it is 0."""
    for (row, column), formula in live_line(consolidation, total).items():
        value = 0 if column == KRONER + 1 else report.SAME
        look = styles(*_live_look(column - 1))
        sheet.write_formula(row - 1, column - 1, f"={formula}", look, value)


def _live_look(column: int) -> tuple[Look, ...]:
    return ("live", "deviation") if column == KRONER else ("live",)


def _mark_live_line(writer: Writer, row: int) -> None:
    """Let what the line says be seen when it is bad."""
    sheet, last = writer.sheet, KRONER
    difference = xl_rowcol_to_cell(row, last, row_abs=True, col_abs=True)
    for column in range(last + 1):
        sheet.write_blank(row, column, None, writer.styles(*_live_look(column)))
    sheet.conditional_format(
        row, 0, row, last,
        {
            "type": "formula",
            "criteria": f"=IF(ISNUMBER({difference}),{difference}<>0,TRUE)",
            "format": writer.styles("alarm"),
        },
    )  # fmt: skip


def _subtitle(consolidation: Consolidation) -> str:
    assumptions = consolidation.stamp.assumptions
    frame = []
    if assumptions and assumptions.year:
        frame.append(f"Budsjettår {assumptions.year}")
    if assumptions and assumptions.price_level:
        frame.append(assumptions.price_level)
    frame.append("Mill. kr er avrundet slik at kolonnen summerer. Tallene lenker til radene bak.")
    return ". ".join(frame)


def _chart(writer: Writer, first: int, last: int, consolidation: Consolidation) -> None:
    name = writer.sheet.name
    names = report.CONSOLIDATED_COLUMNS.index(report.NAME)
    chart = writer.book.add_chart({"type": "bar"})
    hatched = {"pattern": "wide_upward_diagonal", "fg_color": FRAME, "bg_color": "#FFFFFF"}
    for called, heading, look in (
        ("Budsjett", report.BUDGET, {"pattern": hatched}),
        ("Estimat", report.MILLIONS, {"fill": {"color": ACCENT}}),
    ):
        column = report.CONSOLIDATED_COLUMNS.index(heading)
        chart.add_series(
            {
                "name": called,
                "categories": [name, first, names, last, names],
                "values": [name, first, column, last, column],
                "border": {"color": ACCENT},
                "gap": 60,
                "data_labels": {"value": True, "num_format": "#,##0.0"},
                **look,
            }
        )
    said = report.of_scenario("Estimat og budsjett, mill. kr", consolidation.stamp.scenario)
    chart.set_title({"name": said, "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis({"num_format": "#,##0", "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom"})
    height = 130 + 44 * (last - first + 1)
    chart.set_size({"width": 1040, "height": height})
    writer.sheet.insert_chart(writer.row, 1, chart, {"description": CHART_IN_WORDS})
    writer.row += height // 20 + 2


def write_findings(writer: Writer, findings: tuple[Finding, ...]) -> None:
    """The sheet Kontroll."""
    note = f"{report.tally(findings)}. Feil stopper konsolideringen."
    writer.whole(CHECKED, note, report.findings(findings))


def write_results(
    book: Workbook, styles: Styles, consolidation: Consolidation, here: str, folder: str
) -> tuple[Worksheet, tuple[int, int]]:
    """Add Konsolidert and Kontroll; gives the first, and where the directorate's sum is on it.

    `here` is the workbook the sheets will be part of, `folder` what links to others start from.
    """
    writer = Writer(book, CONSOLIDATED, styles, here, folder)
    total = write_consolidated(writer, consolidation)
    write_findings(Writer(book, CHECKED, styles, here, folder), consolidation.findings)
    return writer.sheet, total


def write_lines(book: Workbook, styles: Styles, lines: Iterable[Line], folder: str) -> None:
    """The sheet Linjer: every row that was read, with its place; more sheets when one is full."""
    waiting = iter(lines)
    for number in count(1):
        batch = islice(waiting, LINES_IN_A_SHEET)
        first = next(batch, None)
        if first is None and number > 1:
            return
        name = LINES if number == 1 else f"{LINES} {number}"
        writer = Writer(book, name, styles, "", folder)
        writer.sheet.set_paper(_A3)
        writer.columns(report.LINE_COLUMNS.values())
        writer.row_height(LINE)
        writer.links_left = min(writer.links_left, LINKED_LINES if number == 1 else 0)
        writer.sheet.freeze_panes(1, 2)
        writer.sheet.repeat_rows(0)
        if first is None:
            writer.text(NO_LINES, "note")
            return
        table = report.counted_lines(chain([first], batch))
        writer.table(table, titled=False, filtered=True)


NO_LINES: Final = "Ingen rader."
_A3: Final = 8
"""The paper that so many columns can be read on."""
