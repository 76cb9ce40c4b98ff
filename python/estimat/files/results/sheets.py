"""The sheets Konsolidert, Kontroll and Linjer, from the plain tables of the core."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice
from pathlib import PurePath
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from ...core import report
from ...core.book import Sheet, address
from ...core.consolidation import Consolidation, as_counted
from ...core.findings import Finding, Place
from ...core.flaws import as_shown
from ...core.layout import CHECKED, CONSOLIDATED, LINES
from ...core.part import Line
from ...core.report import Format, Item, Linked, Table
from ..writing.styles import ACCENT, FRAME, Look, Styles, set_up_page
from ..writing.textsheet import NO_CHARACTER, cut

LINES_IN_A_SHEET: Final = 100_000
"""A sheet of more would be larger than what Estimat takes for sound when it meets the file."""

LINKS_IN_A_SHEET: Final = 65_000
"""Excel takes 65 530; beyond that the address stands as text."""

LINKED_LINES: Final = 20_000
"""So many on Linjer, where the address always stands as text: a link takes a kilobyte of memory."""

MOST_IN_A_CHART: Final = 30
_ON_A_PAGE: Final = 35
"""Areas that have room on the first printed page."""

CHART_IN_WORDS: Final = (
    "Liggende søyler: estimat og budsjett i mill. kr for hvert tjenesteområde. Tallene står i "
    "tabellen over."
)
LINE: Final = 14.0
"""The height of a line of text, in points."""

_LONGEST_LINK: Final = 1_000
# A colon or a backslash in the name of a file must not make its address one of another kind.
_NOT_IN_A_PATH: Final = re.compile(r'[\x00-\x20"#%:<>?\[\\\]^`{|}\x7f]')
_NOT_IN_A_LINK: Final = re.compile(rf"[\x00-\x1f]|{NO_CHARACTER.pattern}")

_LOOKS: Final[dict[Format, tuple[Look, ...]]] = {
    Format.TEXT: (),
    Format.LONG_TEXT: ("wrap",),
    Format.HOURS: ("hours",),
    Format.FTE: ("fte",),
    Format.KRONER: ("kroner",),
    Format.ORE: ("ore",),
    Format.CHANGE: ("deviation",),
    Format.MILLIONS: ("millions",),
    Format.PERCENT: ("percent",),
}


FIRST_TEXT: Final = {CONSOLIDATED: report.TITLE, CHECKED: CHECKED}
"""What stands in A1 of the sheets that Estimat writes in a workbook."""

_WIDE: Final = {
    CONSOLIDATED: len(report.CONSOLIDATED_COLUMNS),
    CHECKED: len(report.FINDING_COLUMNS),
}
"""How far to the right it writes on them."""


def is_ours(sheet: Sheet) -> bool:
    """Whether Estimat wrote a sheet, by its name and its title."""
    return sheet.name in FIRST_TEXT and sheet.values.get((1, 1)) == FIRST_TEXT[sheet.name]


def written_beside(sheet: Sheet) -> Iterator[str]:
    """What somebody has written to the right of all that Estimat writes on a sheet of its own."""
    for (row, column), value in sorted(sheet.values.items()):
        if column > _WIDE[sheet.name]:
            yield f"{sheet.name}!{address(row, column)} «{as_shown(value)}»"


class Writer:
    """Writes tables to one sheet, top down; `here` is the file that links need not name."""

    def __init__(
        self, book: Workbook, sheet: Worksheet, styles: Styles, here: str, folder: str
    ) -> None:
        self.book = book
        self.sheet = sheet
        self.styles = styles
        self.row = 0
        self.links_left = LINKS_IN_A_SHEET
        self._widths: dict[int, float] = {}
        self._row_height = 0.0
        self.here = here
        self._folder = folder

    def columns(self, *widths: float) -> None:
        """How wide the columns are, from the first."""
        self._widths = dict(enumerate(widths))
        for column, width in self._widths.items():
            self.sheet.set_column(column, column, width)

    def row_height(self, height: float) -> None:
        """How high a row is that needs no other height; said once, it is not kept for each row."""
        self._row_height = height
        self.sheet.set_default_row(height)

    def title(self, text: str, note: str) -> None:
        """The sheet's title, a line about it, and a blank one."""
        self.sheet.set_row(self.row, 24)
        self.text(text, "title")
        self.text(note, "note")

    def text(self, text: str, *looks: Look, column: int = 0) -> None:
        """A line of text, and on to the next row."""
        self.sheet.write_string(self.row, column, text, self.styles(*looks))
        self.row += 1

    def table(self, table: Table, left: int = 0, *, titled: bool = True) -> tuple[int, int]:
        """A table at the next row; gives the first and the last row of its data."""
        if titled:
            self.text(table.title, "heading", column=left)
        if table.note:
            self.text(table.note, "note", column=left)
        rows = iter(table.rows)
        first = next(rows, None)
        if first is None:
            return self.row, self.row
        top, sides = self.row, _sides(table.columns)
        self._header(top, left, table)
        self.row += 1
        for row, is_last in _with_last(chain([first], rows)):
            is_total = table.has_total and is_last
            height = LINE
            cells = zip(row, table.columns, sides, strict=True)
            for column, (item, heading, side) in enumerate(cells, left):
                looks: tuple[Look, ...] = ("total" if is_total else "plain", *side)
                looks += _LOOKS[heading.format]
                value = report.value_of(item)
                beside = column < left + len(table.columns) - 1
                if isinstance(value, str) and (beside or heading.format is Format.LONG_TEXT):
                    needed = self._height(column, value)
                    if heading.format is Format.TEXT and needed > LINE and not self._row_height:
                        looks += ("wrap",)  # beside others it would be cut
                    if "wrap" in looks:
                        height = max(height, needed)
                self._cell(column, item, looks)
            if height != self._row_height:
                self.sheet.set_row(self.row, height)
            self.row += 1
        last = self.row - 1 - table.has_total
        if last > top and not self.book.constant_memory:
            self.sheet.add_table(
                top, left, last, left + len(table.columns) - 1,
                {
                    "name": re.sub(r"\W", "_", f"Estimat_{self.sheet.name}_{table.title}"),
                    "style": None,
                    "autofilter": False,
                    "columns": [{"header": heading.text} for heading in table.columns],
                },
            )  # fmt: skip
            self._header(top, left, table)  # add_table wrote it in its own style
        return top + 1, last

    def _header(self, row: int, left: int, table: Table) -> None:
        height, sides = LINE, _sides(table.columns)
        for column, heading in enumerate(table.columns, left):
            side: tuple[Look, ...] = ("right",) if _is_number(heading) else sides[column - left]
            self.sheet.write_string(row, column, heading.text, self.styles("header", *side))
            height = max(height, self._height(column, heading.text))
        self.sheet.set_row(row, height)

    def _height(self, column: int, text: str) -> float:
        """The height that wrapped text needs; LibreOffice does not find it out by itself."""
        return LINE * max(1, math.ceil(len(text) / self._widths.get(column, 9)))

    def _cell(self, column: int, item: Item, looks: tuple[Look, ...]) -> None:
        style = self.styles(*looks)
        value = report.value_of(item)
        if isinstance(item, Linked) and value not in (None, ""):
            self._link(column, item.source)
        if value is None or value == "":
            self.sheet.write_blank(self.row, column, None, style)
        elif isinstance(value, Decimal):
            self.sheet.write_number(self.row, column, float(value), style)
        else:
            self.sheet.write_string(self.row, column, value, style)

    def _link(self, column: int, source: Place) -> None:
        """Make the cell a link; its value is written over the link's own text afterwards."""
        address = self._address(source) if self.links_left else ""
        if address:
            self.links_left -= 1
            self.sheet.write_url(self.row, column, address, tip=_tip(source))

    def _address(self, source: Place) -> str:
        sheet = source.sheet.replace("'", "''")
        inside = f"'{sheet}'!{source.cell or 'A1'}" if sheet else ""
        if source.file == self.here:
            return f"internal:{inside}" if inside else ""
        if not source.file:
            return ""
        address = f"external:{_path(source.file, self._folder)}"
        address += f"#{inside}" if inside else ""
        return "" if len(address) > _LONGEST_LINK or _NOT_IN_A_LINK.search(address) else address


@lru_cache(maxsize=16)
def _path(file: str, folder: str) -> str:
    """The way from the folder to the file, as a link has it."""
    try:
        way = os.path.relpath(file, folder)
    except ValueError:  # another drive
        way = os.path.abspath(file)
    drive, path = os.path.splitdrive(PurePath(way).as_posix())
    return drive + _NOT_IN_A_PATH.sub(_percent, path)


def _tip(source: Place) -> str:
    return cut(_NOT_IN_A_LINK.sub("\ufffd", str(source)), 255)


def _percent(sign: re.Match[str]) -> str:
    return f"%{ord(sign[0]):02X}"


def _is_number(heading: report.Heading) -> bool:
    return heading.format not in (Format.TEXT, Format.LONG_TEXT)


def _sides(columns: Sequence[report.Heading]) -> list[tuple[Look, ...]]:
    """A text keeps its distance from a number to its left, which stands close to the border."""
    after_number = [False, *map(_is_number, columns)]
    return [
        ("inset",) if beside and not _is_number(heading) else ()
        for beside, heading in zip(after_number, columns, strict=False)
    ]


def _with_last(rows: Iterable[Sequence[Item]]) -> Iterator[tuple[Sequence[Item], bool]]:
    """Each row, and whether it is the last."""
    waiting = iter(rows)
    row = next(waiting)
    for following in waiting:
        yield row, False
        row = following
    yield row, True


def write_consolidated(writer: Writer, consolidation: Consolidation) -> tuple[int, int]:
    """The sheet Konsolidert; gives the row and column of the directorate's sum in kroner.

    Above the table there is room for the line that is live in a workbook; see `live_line`.
    """
    sheet = writer.sheet
    set_up_page(sheet)
    writer.columns(9, 34, 27, 10, 10, 16, 13, 19, 16, 10, 19, 13, 11, 11)
    writer.title(report.TITLE, _subtitle(consolidation))
    notice = report.forced_notice(consolidation)
    if notice:
        writer.text(notice, "trouble")
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
        _chart(writer, first, last)
    for each in (
        report.risk_reserve(consolidation),
        report.reconciliation(consolidation),
        report.left_out(consolidation),
        report.stamp(consolidation),
    ):
        writer.table(each, 1)
        writer.row += 1
    sheet.print_area(0, 0, writer.row, 13)
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


def _chart(writer: Writer, first: int, last: int) -> None:
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
    chart.set_title({"name": "Estimat og budsjett, mill. kr", "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis({"num_format": "#,##0", "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom"})
    height = 130 + 44 * (last - first + 1)
    chart.set_size({"width": 1040, "height": height})
    writer.sheet.insert_chart(writer.row, 1, chart, {"description": CHART_IN_WORDS})
    writer.row += height // 20 + 2


def write_findings(writer: Writer, findings: tuple[Finding, ...]) -> None:
    """The sheet Kontroll."""
    sheet = writer.sheet
    set_up_page(sheet)
    writer.columns(13, 12, 24, 22, 9, 62, 62)
    writer.title(CHECKED, f"{report.tally(findings)}. Feil stopper konsolideringen.")
    writer.row += 1
    header = writer.row + (0 if findings else 1)
    writer.table(report.findings(findings), titled=False)
    sheet.freeze_panes(header + 1, 0)
    sheet.repeat_rows(header)


def write_results(
    book: Workbook, styles: Styles, consolidation: Consolidation, here: str, folder: str
) -> tuple[Worksheet, tuple[int, int]]:
    """Add Konsolidert and Kontroll; gives the first, and where the directorate's sum is on it.

    `here` is the workbook the sheets will be part of, `folder` what links to others start from.
    """
    sheet = book.add_worksheet(CONSOLIDATED)
    total = write_consolidated(Writer(book, sheet, styles, here, folder), consolidation)
    findings = Writer(book, book.add_worksheet(CHECKED), styles, here, folder)
    write_findings(findings, consolidation.findings)
    return sheet, total


def write_lines(
    book: Workbook, styles: Styles, consolidation: Consolidation, lines: Iterable[Line], folder: str
) -> None:
    """The sheet Linjer: every row that was read, with its place; more sheets when one is full."""
    waiting = as_counted(consolidation, lines)
    number = 1
    while True:
        name = LINES if number == 1 else f"{LINES} {number}"
        batch = islice(waiting, LINES_IN_A_SHEET)
        first = next(batch, None)
        if first is None and number > 1:
            return
        sheet = book.add_worksheet(name)
        writer = Writer(book, sheet, styles, "", folder)
        set_up_page(sheet)
        writer.columns(10, 12, 56, 18, 10, 14, 16, 16, 16, 26, 44)
        writer.row_height(LINE)
        writer.links_left = min(writer.links_left, LINKED_LINES if number == 1 else 0)
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)
        if first is None:
            writer.text("Ingen rader.", "note")
            return
        writer.table(report.counted_lines(chain([first], batch)), titled=False)
        number += 1
