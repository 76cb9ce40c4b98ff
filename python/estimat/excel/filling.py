"""Filling a sheet that is there with what stands on another; the sheet itself stays.

Whatever points to it (formulas, names, charts, links from other workbooks) still does, nothing is
added to the workbook's VBA project, and no formula anywhere has to be written once more.

What Excel does to a table that is copied over is written nowhere. So its headings are left alone,
and the cells below are copied while it reaches over all of them, which by public measurements is
safe. In the end the sheet is held against what it should be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from ..core.book import VISIBLE, Range, Sheet, Table
from ..files.reading import cells_in
from .variants import left_out

DRAWING: Final = "drawing"
CHARTS: Final = ("Chart 1", "Chart 2")
"""What XlsxWriter calls the charts of a sheet, in every language; none of ours has more."""

_FROM_CELLS: Final = 1
_WITH_HEADINGS: Final = 1
_SHOWN: Final = -1
_CELLS: Final = re.compile(r"\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?")


def fill(theirs: Any, ours: Any, was: Sheet, becomes: Sheet, *, half_filled: bool = False) -> None:
    """Copy all cells of `theirs` over those of `ours`; where ours had more, blank ones come.

    `was` and `becomes` are what the two hold. Of tables one stays, to which formulas may refer; the
    others are made anew, and what refers to them by name refers to their cells from then on. Of one
    that is half filled nobody knows how it is laid out.
    """
    block = _block(was, becomes)
    stays = next((table for table in becomes.tables if _is_in(was, table)), None)
    for table in becomes.tables:
        theirs.ListObjects(table.name).Unlist()  # or it would be copied along
    for table in was.tables:
        if not stays or table.name != stays.name:
            ours.ListObjects(table.name).Unlist()
    if stays:
        _copy_around(theirs, ours, block, stays)
    else:
        _copy(theirs, ours, block)
    if not is_filled(theirs, ours, was, becomes):
        raise RuntimeError(f"arket {becomes.name} ble ikke det det skulle")
    for table in becomes.tables:
        if table is not stays:
            _add_table(ours, table)
    cells = ours.Range(str(block))
    rows = cells.EntireRow
    if was.hidden_rows or was.hidden_columns:
        rows.Hidden = cells.EntireColumn.Hidden = False
    rows.AutoFit()
    if was.state != VISIBLE:
        with suppress(Exception):  # where the structure is protected; all is written
            ours.Visible = _SHOWN
    if half_filled or _layout(was) != _layout(becomes):
        _lay_out(theirs, ours, block, becomes.breaks, is_new=not stays)
    elif not stays and _texts(was) != _texts(becomes):
        _point_charts(theirs, ours)  # what they show may stand in other cells of as many rows


def is_filled(theirs: Any, ours: Any, was: Sheet, becomes: Sheet) -> bool:
    """Whether two sheets show the same, but for formulas, which are entered at the end."""
    block = str(_block(was, becomes))
    rows = zip(theirs.Range(block).Value2, ours.Range(block).Value2, strict=True)
    return all(
        one == other or (row, column) in becomes.formulas
        for row, pair in enumerate(rows, 1)
        for column, (one, other) in enumerate(zip(*pair, strict=True), 1)
    )


def brings_chart(was: Sheet, becomes: Sheet) -> bool:
    """Whether the charts must come with the cells, for there is none."""
    return DRAWING in becomes.attached and DRAWING not in was.attached


def half_filled(ours: Any, was: Sheet, becomes: Sheet) -> Sheet:
    """What a sheet may hold that was being filled: the cells of both, the tables it has now."""
    known = {table.name: table for table in (*was.tables, *becomes.tables)}
    tables = []
    for number in range(1, ours.ListObjects.Count + 1):
        there = ours.ListObjects(number)
        area = cells_in(there.Range.Address.replace("$", ""))
        tables.append(known.get(there.Name, Table(there.Name, area, ()))._replace(area=area))
    return replace(
        was,
        values=was.values | becomes.values,
        tables=tables,
        attached=(DRAWING,) if any(_chart(ours, name) for name in CHARTS) else (),
    )


def columns(formulas: Mapping[tuple[int, int], str]) -> Iterator[tuple[Range, str]]:
    """Formulas by the cells in a column that have the same, the first to the last."""
    span: Range | None = None
    said = ""
    for (row, column), formula in sorted(formulas.items(), key=lambda each: each[0][::-1]):
        if span and (span.left, span.bottom + 1, said) == (column, row, formula):
            span = span._replace(bottom=row)
            continue
        if span:
            yield span, said
        span, said = Range(row, column, row, column), formula
    if span:
        yield span, said


def enter_all(sheet: Any, formulas: Mapping[tuple[int, int], str]) -> None:
    """Enter the formulas of a sheet: of one that stands down a column, and of many, in one call.

    The first Excel takes in a table for that of the rows to come, too.
    """
    for span, said in runs(formulas):
        cells = sheet.Range(str(span))
        if isinstance(said, str):
            enter(cells, f"={said}")
            continue
        try:
            enter(cells, tuple((f"={each}",) for each in said))
        except Exception:  # it may want them one by one
            for row, each in enumerate(said, span.top):
                one = span._replace(top=row, bottom=row)
                enter(sheet.Range(str(one)), f"={each}")


def runs(formulas: Mapping[tuple[int, int], str]) -> Iterator[tuple[Range, str | list[str]]]:
    """The same, but cells below one another with a formula each are together."""
    waiting: list[str] = []
    span = Range(0, 0, 0, 0)
    for cells, said in [*columns(formulas), (Range(0, 0, 0, 0), "")]:
        is_one = cells.top == cells.bottom
        if waiting and not (is_one and (span.left, span.bottom + 1) == (cells.left, cells.top)):
            yield span, waiting if len(waiting) > 1 else waiting[0]
            waiting = []
        if not is_one:
            yield cells, said
        elif cells.top:
            span = span._replace(bottom=cells.bottom) if waiting else cells
            waiting = [*waiting, said]


def enter(cells: Any, formula: str | tuple[tuple[str], ...]) -> None:
    """Enter a formula as it stands in files: Excel adds no @ to it, and leaves an array one."""
    try:
        cells.Formula2 = formula
    except AttributeError:  # Excel 2016 and 2019 have no such property
        if cells.HasArray:
            cells.CurrentArray.FormulaArray = formula
        else:
            cells.Formula = formula


def _layout(sheet: Sheet) -> tuple[object, ...]:
    # Without a table what is printed goes by the rows.
    rows = () if sheet.tables else (_block(sheet),)
    return DRAWING in sheet.attached, sheet.breaks, *sheet.tables, *rows


def _texts(sheet: Sheet) -> Mapping[tuple[int, int], str]:
    """The texts on a sheet, by which it is seen whether what is there has moved."""
    values = sheet.values.items()
    return {place: value for place, value in values if value and isinstance(value, str)}


def _block(*sheets: Sheet) -> Range:
    """From the first cell to the last that any of the sheets uses."""
    corners = [place for sheet in sheets for place in (*sheet.values, *sheet.formulas)]
    corners += [table.area[2:] for sheet in sheets for table in sheet.tables]
    return Range(1, 1, *(max((place[axis] for place in corners), default=1) for axis in (0, 1)))


def _is_in(sheet: Sheet, table: Table) -> bool:
    """Whether a sheet has the same table, with its headings in the same cells."""
    return any(
        (each.name, each.headers, each.area[:2]) == (table.name, table.headers, table.area[:2])
        and not (each.has_totals or each.filtered or table.has_totals or table.filtered)
        for each in sheet.tables
    )


def _copy(theirs: Any, ours: Any, cells: Range) -> None:
    theirs.Range(str(cells)).Copy(ours.Range(str(cells)))


def _copy_around(theirs: Any, ours: Any, block: Range, table: Table) -> None:
    """Copy a block but for the headings of a table in it, and then give it its place."""
    top, left, bottom, right = table.area
    listed = ours.ListObjects(table.name)
    lowest = max(block.bottom, bottom)
    listed.Resize(ours.Range(str(Range(top, left, lowest, right))))
    if top > 1:
        _copy(theirs, ours, Range(1, left, top - 1, right))
    _copy(theirs, ours, Range(top + 1, left, lowest, right))
    if block.right > right:
        _copy(theirs, ours, Range(1, right + 1, lowest, block.right))
    listed.Resize(ours.Range(str(table.area)))


def _lay_out(theirs: Any, ours: Any, block: Range, breaks: Iterable[int], *, is_new: bool) -> None:
    """What belongs to the sheet and not to its cells: widths, pages, and what the charts show."""
    if is_new:
        for number in range(1, block.right + 1):
            ours.Columns(number).ColumnWidth = theirs.Columns(number).ColumnWidth
    with suppress(Exception):  # where there is no printer there are no pages to set up
        ours.PageSetup.PrintArea = theirs.PageSetup.PrintArea
        ours.PageSetup.PrintTitleRows = theirs.PageSetup.PrintTitleRows
        ours.ResetAllPageBreaks()
        for row in breaks:
            ours.HPageBreaks.Add(ours.Range(f"A{row + 1}"))
    _point_charts(theirs, ours)


def _point_charts(theirs: Any, ours: Any) -> None:
    """Let the charts show what the others do; those that are not there any more go."""
    for name in CHARTS:
        model, chart = _chart(theirs, name), _chart(ours, name)
        if model and chart:
            _point_chart(ours, model, chart)
        elif chart:
            chart.Delete()


def _add_table(ours: Any, table: Table) -> None:
    cells = ours.Range(str(table.area))
    added = ours.ListObjects.Add(_FROM_CELLS, cells, left_out(), _WITH_HEADINGS)
    added.Name = table.name
    added.TableStyle = ""
    added.ShowAutoFilterDropDown = False


def _chart(sheet: Any, name: str) -> Any | None:
    try:
        return sheet.ChartObjects(name)
    except Exception:  # there is none, or people have taken it away
        return None


def _point_chart(ours: Any, model: Any, chart: Any) -> None:
    """Let the chart show those cells of this sheet that the model shows of its own."""
    chart.Top, chart.Height = model.Top, model.Height
    lines = model.Chart.SeriesCollection()
    for number in range(1, lines.Count + 1):
        *name, names, values = _CELLS.findall(lines.Item(number).Formula)
        line = chart.Chart.SeriesCollection(number)
        line.XValues, line.Values = ours.Range(names), ours.Range(values)
        if name:
            line.Name = f"={ours.Name}!{name[0]}"
