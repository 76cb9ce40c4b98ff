"""What is asked of a LibreOffice, and done in it as what a person does is: on its main thread.

LibreOffice loads this, and its own Python runs it. Its bridge to Python does not stand two threads:
a job that lets go of a cell waits for LibreOffice, and keeps Python meanwhile; a window that asks
the extension what it may do keeps LibreOffice, and waits for Python. And from another process each
cell would be a message there and back, which takes a hundred times as long.
"""

# mypy: ignore-errors
from __future__ import annotations

import json
import os
import sys
import time
import traceback
from pathlib import Path
from typing import Any

import unohelper
from com.sun.star.awt import XCallback
from com.sun.star.beans import PropertyValue

sys.path.append(str(Path(__file__).parent))
import calcmenu  # which LibreOffice does not find beside this by itself

NAME = "no.estimat.tests.Inside"

ANSWER = "answer: "
"""What a line with an answer begins with, among what LibreOffice itself may print."""

FORMULAS = 16
AT_ONCE = 1000
"""Calls on one sheet."""

ERRORS = {
    503: "#NUM!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!",
    32767: "#N/A",
}  # fmt: skip
"""What Calc shows for the numbers it has for errors; for others it shows the number."""

LOOKS = (
    "CharFontName", "CharHeight", "CharWeight", "CharColor", "CellBackColor", "IsTextWrapped",
    "ParaIndent",
)  # fmt: skip


class Inside(unohelper.Base, XCallback):
    """Does jobs, with the document that one of them has opened."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.desktop = self.service("com.sun.star.frame.Desktop")
        self.document: Any = None

    def notify(self, asked: str) -> None:
        """Do what is asked for in JSON, and print the answer, or what went wrong."""
        about = json.loads(asked)
        try:
            answer = {"is": JOBS[about.pop("do")](self, **about)}
        except Exception:  # it is told where somebody looks
            answer = {"wrong": traceback.format_exc()}
        os.write(1, f"{ANSWER}{json.dumps(answer)}\n".encode())

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def settle(self) -> None:
        """Let LibreOffice do what it does in its own time, once nobody asks it for anything."""
        self.service("com.sun.star.awt.Toolkit").processEventsToIdle()

    def load(self, url: str, **settings: Any) -> Any:
        given = tuple(PropertyValue(Name=name, Value=value) for name, value in settings.items())
        return self.desktop.loadComponentFromURL(url, "_blank", 0, given)


def seen(cells: Any) -> list[list[Any]]:
    """What a range shows: numbers to the last bit, texts, and errors by what they are called."""
    rows = [list(row) for row in cells.getDataArray()]
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if value is None:
                error = cells.getCellByPosition(x, y).getError()
                row[x] = {"error": ERRORS.get(error, f"Err:{error}")}
    return rows


def compute(office: Inside, calls: list[dict[str, Any]]) -> list[Any]:
    """What formulas give, each with its arguments in cells beside it."""
    answers = []
    for start in range(0, len(calls), AT_ONCE):
        document = office.load("private:factory/scalc")
        try:
            answers += on_sheet(document.Sheets.getByIndex(0), calls[start : start + AT_ONCE])
        finally:
            document.close(True)
    return answers


def on_sheet(sheet: Any, calls: list[dict[str, Any]]) -> list[Any]:
    top, results = 0, []
    for call in calls:
        left, names, height = 0, [], call["rows"]
        for block in call["given"]:
            cells = sheet.getCellRangeByPosition(
                left, top, left + len(block[0]) - 1, top + len(block) - 1
            )
            fill(cells, block)
            names.append(cells.AbsoluteName.rpartition(".")[2].removesuffix(":"))
            left += len(block[0]) + 1
            height = max(height, len(block))
        answer = sheet.getCellRangeByPosition(
            left, top, left + call["columns"] - 1, top + call["rows"] - 1
        )
        formula = call["formula"].format(*(address(name) for name in names))
        if call["array"]:
            answer.setArrayFormula(formula)
        else:
            answer.getCellByPosition(0, 0).setFormula(formula)
        results.append(answer)
        top += height + 1
    return [seen(answer) for answer in results]


def address(name: str) -> str:
    """`A1:B2`; a single cell by itself, as people write it."""
    first, _, last = name.replace("$", "").partition(":")
    return name if last not in ("", first) else first


def fill(cells: Any, block: list[list[Any]]) -> None:
    odd = {}
    plain = [[""] * len(row) for row in block]
    for y, row in enumerate(block):
        for x, value in enumerate(row):
            if isinstance(value, dict):
                odd[x, y] = f"={value['error']}"
            elif isinstance(value, bool):
                odd[x, y] = f"={value}()"
            elif value == "":
                odd[x, y] = '=""'
            elif value is not None:
                plain[y][x] = value
    cells.setDataArray(tuple(map(tuple, plain)))
    for (x, y), formula in odd.items():
        cells.getCellByPosition(x, y).setFormula(formula)


def formulas(office: Inside) -> dict[str, Any]:
    """Every formula with what it computes to, and whether loading has left a trace."""
    document = office.document
    touched = document.isModified() or document.UndoManager.isUndoPossible()
    document.calculateAll()
    found = []
    for sheet in document.Sheets:
        for place in sheet.queryContentCells(FORMULAS).RangeAddresses:
            for y in range(place.StartRow, place.EndRow + 1):
                for x in range(place.StartColumn, place.EndColumn + 1):
                    cell = sheet.getCellRangeByPosition(x, y, x, y)
                    ((value,),) = seen(cell)
                    formula = cell.getCellByPosition(0, 0).getFormula()
                    found.append([sheet.Name, y + 1, x + 1, formula, value])
    return {"formulas": found, "touched": touched}


def state(office: Inside) -> dict[str, Any]:
    """All that stands in the document: formulas, values, names, tables, and how many charts."""
    document = office.document
    sheets = {}
    for sheet in document.Sheets:
        used = cells_of(sheet)
        sheets[sheet.Name] = {
            "formulas": used.FormulaArray,
            "values": [[as_shown(each) for each in row] for row in used.DataArray],
            "charts": sheet.Charts.Count,
            "visible": sheet.IsVisible,
            "names": [[each.Name, each.Content] for each in sheet.NamedRanges],
            "print": [told(each) for each in sheet.PrintAreas],
            "page": sheet.PageStyle,
            "widths": [each.Width for each in used.Columns],
            "heights": [each.Height for each in used.Rows],
        }
    tables = [[each.Name, told(each.DataArea)] for each in document.DatabaseRanges]
    names = [[each.Name, each.Content] for each in document.NamedRanges]
    order = document.Sheets.ElementNames
    return {"sheets": sheets, "order": order, "tables": tables, "names": names}


def as_shown(value: Any) -> Any:
    """A number without its last digits, which differ when Calc computes roots anew."""
    return float(f"{value:.12g}") if isinstance(value, float) else value


def values(office: Inside, name: str) -> list[list[Any]]:
    """What a sheet shows."""
    return cells_of(office.document.Sheets.getByName(name)).DataArray


def sheet(office: Inside, name: str) -> dict[str, list[Any]]:
    """Every cell of a sheet: what it shows, how it looks, and where it leads."""
    found = office.document.Sheets.getByName(name)
    used, formats = cells_of(found), {}
    shown = {}
    for y in range(used.Rows.Count):
        for x in range(used.Columns.Count):
            cell = used.getCellByPosition(x, y)
            links = [field.URL for field in cell.TextFields] or [cell.Hyperlink]
            number, side, *looks = cell.getPropertyValues(("NumberFormat", "HoriJustify", *LOOKS))
            if number not in formats:
                formats[number] = office.document.NumberFormats.getByKey(number).FormatString
            shown[f"{x},{y}"] = [
                cell.Formula, cell.Value, formats[number], side.value, *looks, links[0],
            ]  # fmt: skip
    return shown


def window(office: Inside, name: str) -> dict[str, Any]:
    """How a sheet stands in the window and on paper, which is not in its cells."""
    controller = office.document.CurrentController
    found = office.document.Sheets.getByName(name)
    controller.setActiveSheet(found)
    used = cells_of(found)
    return {
        "frozen": [controller.hasFrozenPanes(), controller.SplitHorizontal > 0,
                   controller.SplitRow],
        "title": told(found.TitleRows) if found.PrintTitleRows else "",
        "print": [told(each) for each in found.PrintAreas],
        "widths": [each.Width for each in used.Columns],
        "heights": [each.Height for each in used.Rows],
        "tables": [[each.Name, told(each.DataArea)] for each in office.document.DatabaseRanges
                   if each.DataArea.Sheet == found.RangeAddress.Sheet],
        "breaks": [each.Position for each in found.RowPageBreaks if each.ManualBreak],
    }  # fmt: skip


def charts(office: Inside, name: str) -> list[list[list[str]]]:
    """The cells that each series of each chart of a sheet shows: names and values."""
    found = []
    for each in office.document.Sheets.getByName(name).Charts:
        series = []
        for system in each.EmbeddedObject.FirstDiagram.CoordinateSystems:
            names = system.getAxisByDimension(0, 0).ScaleData.Categories
            for kind in system.ChartTypes:
                for line in kind.DataSeries:
                    sequences = [each.Values for each in line.DataSequences]
                    series.append([*map(cells_shown, [names and names.Values, *sequences])])
        found.append(series)
    return found


def conditions(office: Inside, name: str) -> list[list[Any]]:
    """Where cells of a sheet look otherwise, when they do, and how."""
    styles = office.document.StyleFamilies.getByName("CellStyles")
    found = []
    for formats in office.document.Sheets.getByName(name).ConditionalFormats.ConditionalFormats:
        for number in range(formats.Count):
            entry = formats.getByIndex(number)
            style = styles.getByName(entry.StyleName)
            look = [style.CellBackColor, style.CharColor, style.CharWeight, style.NumberFormat]
            found.append([formats.Range.RangeAddressesAsString, entry.Formula1, *look])
    return found


def cells_shown(sequence: Any) -> str:
    # To Python one of a chart that has its data in itself is like nothing at all.
    return "" if sequence is None else sequence.SourceRangeRepresentation.replace("$", "")


def cells_of(sheet: Any) -> Any:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)


def told(area: Any) -> list[int]:
    return [area.StartColumn, area.StartRow, area.EndColumn, area.EndRow]


def wizard(office: Inside) -> list[Any]:
    """What the function wizard says of our functions."""
    known = office.service("com.sun.star.sheet.FunctionDescriptions")
    entries = [
        {each.Name: each.Value for each in known.getByIndex(place)} for place in range(known.Count)
    ]
    return [
        [each["Name"], each["Description"], [[a.Name, a.Description] for a in each["Arguments"]]]
        for each in entries
        if each["Name"].startswith("ESTIMAT_")
    ]


def seconds(office: Inside, numbers: list[float], formula: str, array: bool) -> float:
    """What it takes to compute formulas anew: one in each row beside a number, or one for all."""
    document = office.load("private:factory/scalc")
    try:
        sheet = document.Sheets.getByIndex(0)
        last = len(numbers) - 1
        sheet.getCellRangeByPosition(0, 0, 0, last).setDataArray(tuple((n,) for n in numbers))
        cells = sheet.getCellRangeByPosition(1, 0, 1, last)
        if array:
            cells.setArrayFormula(formula)
        else:
            cells.setFormulaArray(tuple((formula.format(row),) for row in range(1, last + 2)))
        start = time.perf_counter()
        document.calculateAll()
        return time.perf_counter() - start
    finally:
        document.close(True)


JOBS = {
    "compute": compute, "formulas": formulas, "state": state, "values": values, "sheet": sheet,
    "window": window, "charts": charts, "conditions": conditions,
    "wizard": wizard, "seconds": seconds, **calcmenu.JOBS,
}  # fmt: skip

g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816  the loader's name for it
g_ImplementationHelper.addImplementation(Inside, NAME, ())
