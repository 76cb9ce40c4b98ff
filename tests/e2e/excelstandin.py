"""A stand-in for Excel's object model, served over COM; a Windows Python runs it.

It knows what the commands ask of Excel and no more: workbooks of sheets with cells, tables and
charts. It refuses what Excel refuses, and makes of the rest the worst that Excel may: what points
to a deleted sheet is lost, so is a table whose headings are copied over, and a formula or a chart
that is copied from another workbook points there. Every call from outside is counted, and one can
be made to fail.

What Excel asks a user is answered by the job, in order. Excel computes a file to what was stored in
it, unless the job says what a cell comes to.

Reads jobs as JSON lines, `{"command", "workbook", "answers", "fail_at"}`; answers each with a line.
What somebody has written since the job before is `{"enter": [[sheet, row, column, value], ...]}`.
"""

# mypy: ignore-errors
# What pywin32 serves an object by is put together at run time, and is in no stub.
from __future__ import annotations

import io
import json
import re
import sys
import time
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar
from xml.sax.saxutils import escape

import pythoncom
import win32com.server.policy
import win32com.server.util
import winerror
from win32com.server.exception import COMException

from estimat.core.book import Range, Table, address
from estimat.core.book import Sheet as Held
from estimat.core.values import CellError
from estimat.excel.variants import CODES
from estimat.files.reading import cells_in, read_book


class Calls:
    """How many calls have come from outside, and which of them is to fail."""

    made: ClassVar[list[str]] = []
    fail_at = 0


class CountingPolicy(win32com.server.policy.DesignatedWrapPolicy):
    def _invokeex_(self, dispid: int, *rest: Any) -> Any:
        flags = rest[1]
        methods = self._dispid_to_func_ if flags & pythoncom.DISPATCH_METHOD else {}
        name = methods.get(dispid) or self._dispid_to_get_.get(dispid)
        # A client without type information first asks whether a method is a property; Excel has
        # type information and is not asked.
        if name:
            Calls.made.append(f"{type(self._obj_).__name__}.{name}")
            if len(Calls.made) == Calls.fail_at:
                raise COMException("Excel er opptatt", winerror.E_FAIL)
        return super()._invokeex_(dispid, *rest)

    def _GetTypeInfo_(self, index: int, lcid: int) -> None:
        """There is none; to refuse takes three times as long, and is asked for every object."""


def outside(thing: Any) -> Any:
    """The object as others see it."""
    return win32com.server.util.wrap(thing, usePolicy=CountingPolicy)


def inside(seen: Any) -> Any:
    return win32com.server.util.unwrap(seen)


class Cells:
    """A range; what is written in it keeps Excel's rules."""

    _public_methods_: ClassVar[list[str]] = ["Copy", "AutoFit"]
    _public_attrs_: ClassVar[list[str]] = [
        "Row", "Column", "Value2", "Formula", "EntireRow", "EntireColumn", "Hidden", "Address",
        "HasArray",
    ]  # fmt: skip

    def __init__(self, sheet: Sheet, address: str) -> None:
        self.sheet, self.area = sheet, cells_in(address.replace("$", ""))
        self.Row, self.Column, *_ = self.area
        self.Address = address
        self.HasArray = False

    @property
    def Value2(self) -> list[list[Any]]:
        # A list, for a tuple is taken for a result with what came out through its arguments.
        return [
            [com_value(self.sheet.values.get((row, column))) for column in self.columns]
            for row in self.rows
        ]

    @property
    def rows(self) -> range:
        return range(self.area.top, self.area.bottom + 1)

    @property
    def columns(self) -> range:
        return range(self.area.left, self.area.right + 1)

    def Copy(self, target: Any) -> None:
        app = self.sheet.book.app
        app.copies += 1
        if app.stuck_after and app.copies > app.stuck_after:
            raise COMException("Excel er opptatt", winerror.E_FAIL)
        there = inside(target)
        there.sheet.refuse_writing(there.area)
        there.sheet.lose_tables(there.area)
        if any(_within(self.area, table.area) for table in self.sheet.tables):
            raise COMException("En tabell kan ikke overlappe en annen tabell", winerror.E_FAIL)
        down, across = there.area.top - self.area.top, there.area.left - self.area.left
        for row in self.rows:
            for column in self.columns:
                place = row + down, column + across
                for ours, theirs in (
                    (there.sheet.values, self.sheet.values.get((row, column))),
                    (there.sheet.formulas, self.sheet.linked((row, column))),
                ):
                    ours.pop(place, None)
                    if theirs is not None:
                        ours[place] = theirs
        if self.sheet.book.app.CopyObjectsWithCells:
            for name, chart in self.sheet.charts.items():
                there.sheet.charts[name] = Chart(there.sheet, chart.lines, self.sheet.book.Name)

    def AutoFit(self) -> None:
        self.sheet.fitted = True

    @property
    def EntireRow(self) -> Any:
        return outside(self)

    EntireColumn = EntireRow

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)
        if name in ("Formula", "Formula2"):
            self.sheet.refuse_writing(self.area)
            each = (
                value
                if isinstance(value, tuple)
                else [[value] * len(self.columns)] * len(self.rows)
            )
            for row, formulas in zip(self.rows, each, strict=True):
                for column, formula in zip(self.columns, formulas, strict=True):
                    self.sheet.book.refuse_formula(formula)
                    self.sheet.formulas[row, column] = formula.removeprefix("=")


class ArrayCells(Cells):
    """A range of an Excel that knows dynamic arrays."""

    _public_attrs_: ClassVar[list[str]] = [*Cells._public_attrs_, "Formula2"]


class Listed:
    """A table."""

    _public_methods_: ClassVar[list[str]] = ["Unlist", "Resize"]
    _public_attrs_: ClassVar[list[str]] = ["Name", "Range", "TableStyle", "ShowAutoFilterDropDown"]

    def __init__(self, sheet: Sheet, name: str, area: Range) -> None:
        self.sheet, self.Name, self.area = sheet, name, area

    @property
    def Range(self) -> Any:
        return self.sheet.Range(str(self.area))

    def xml(self) -> str:
        top, left, _, right = self.area
        heads = [self.sheet.values[top, column] for column in range(left, right + 1)]
        columns = "".join(f'<tableColumn name="{escape(head)}"/>' for head in heads)
        return (
            f'<table xmlns="{MAIN}" displayName="{self.Name}" ref="{self.area}">'
            f"<tableColumns>{columns}</tableColumns></table>"
        )

    def Unlist(self) -> None:
        self.sheet.refuse_writing(self.area)
        self.sheet.tables.remove(self)
        self.sheet.book.reword(f"{self.Name}[", f"{self.sheet.Name}!{self.area}[")

    def Resize(self, target: Any) -> None:
        area = inside(target).area
        self.sheet.refuse_writing(area)
        others = [table for table in self.sheet.tables if table is not self]
        if area.top != self.area.top or any(area.meets(table.area) for table in others):
            raise COMException("Overskriftene må stå i samme rad", winerror.E_FAIL)
        self.area = area


class ListObjects:
    _public_methods_: ClassVar[list[str]] = ["Item", "Add"]
    _public_attrs_: ClassVar[list[str]] = ["Count"]
    _dispid_to_func_: ClassVar[dict[int, str]] = {0: "Item"}

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def Count(self) -> int:
        return len(self.sheet.tables)

    def Item(self, which: Any) -> Any:
        for number, table in enumerate(self.sheet.tables, 1):
            if which in (number, table.Name):
                return outside(table)
        raise COMException("Subscript out of range", winerror.DISP_E_BADINDEX)

    def Add(self, kind: int, cells: Any, link: Any, headings: int) -> Any:
        area = inside(cells).area
        assert (kind, headings) == (1, 1)
        self.sheet.refuse_writing(area)
        if any(area.meets(table.area) for table in self.sheet.tables):
            raise COMException("En tabell kan ikke overlappe en annen tabell", winerror.E_FAIL)
        table = Listed(self.sheet, "Tabell1", area)
        self.sheet.tables.append(table)
        return outside(table)


class Line:
    """A series of a chart: the cells with its own name, if any, with its names, with its values."""

    _public_methods_: ClassVar[list[str]] = []
    _public_attrs_: ClassVar[list[str]] = ["Formula", "Name", "XValues", "Values"]

    def __init__(self, where: str, cells: list[str]) -> None:
        object.__setattr__(self, "cells", [each and f"{where}!{each}" for each in cells])

    @property
    def Formula(self) -> str:
        return f"=SERIES({','.join(self.cells)},1)"

    def copied(self, where: str) -> Line:
        return Line(where, [each.rpartition("!")[2] for each in self.cells])

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "Name":
            self.cells[0] = value.removeprefix("=")
        else:
            there = inside(value)
            at = ("Name", "XValues", "Values").index(name)
            self.cells[at] = f"{there.sheet.Name}!{there.Address}"


class Chart:
    """A chart and the object that it lies in."""

    _public_methods_: ClassVar[list[str]] = ["SeriesCollection", "Delete"]
    _public_attrs_: ClassVar[list[str]] = ["Chart", "Top", "Height"]
    Top = Height = 0.0

    def __init__(self, sheet: Sheet, lines: list[Line], book: str = "") -> None:
        self.sheet = sheet
        self.lines = [
            line.copied(f"[{book}]{sheet.Name}" if book else sheet.Name) for line in lines
        ]

    @property
    def Chart(self) -> Any:
        return outside(self)

    def SeriesCollection(self, number: int = 0) -> Any:
        return outside(self.lines[number - 1] if number else Lines(self.lines))

    def Delete(self) -> None:
        for name in [name for name, chart in self.sheet.charts.items() if chart is self]:
            del self.sheet.charts[name]


class Lines:
    _public_methods_: ClassVar[list[str]] = ["Item"]
    _public_attrs_: ClassVar[list[str]] = ["Count"]

    def __init__(self, lines: list[Line]) -> None:
        self.lines, self.Count = lines, len(lines)

    def Item(self, number: int) -> Any:
        return outside(self.lines[number - 1])


class Pages:
    """How a sheet is printed, which Excel neither tells nor changes where there is no printer.

    It is all that was written on the sheet when it was loaded, until somebody says otherwise.
    """

    _public_methods_: ClassVar[list[str]] = []
    _public_attrs_: ClassVar[list[str]] = ["PrintArea", "PrintTitleRows"]

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        last = [max((place[axis] for place in sheet.values), default=1) for axis in (0, 1)]
        self.area, self.titles = re.sub(r"[A-Z]+", r"$\g<0>$", str(Range(1, 1, *last))), ""

    def refuse_without_printer(self) -> None:
        if self.sheet.book.app.no_printer:
            raise COMException("Excel finner ingen skriver", winerror.E_FAIL)

    @property
    def PrintArea(self) -> str:
        self.refuse_without_printer()
        return self.area

    @PrintArea.setter
    def PrintArea(self, area: str) -> None:
        self.refuse_without_printer()
        self.area = area

    @property
    def PrintTitleRows(self) -> str:
        self.refuse_without_printer()
        return self.titles

    @PrintTitleRows.setter
    def PrintTitleRows(self, titles: str) -> None:
        self.refuse_without_printer()
        self.titles = titles


class PageBreaks:
    """Where pages begin that somebody says begin there, by the row above."""

    _public_methods_: ClassVar[list[str]] = ["Add"]
    _public_attrs_: ClassVar[list[str]] = []

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def Add(self, before: Any) -> None:
        self.sheet.pages.refuse_without_printer()
        self.sheet.breaks = [*self.sheet.breaks, inside(before).area.top - 1]


class Column:
    _public_methods_: ClassVar[list[str]] = []
    _public_attrs_: ClassVar[list[str]] = ["ColumnWidth"]
    ColumnWidth = 8.43


class Sheet:
    _public_methods_: ClassVar[list[str]] = [
        "Copy", "Delete", "Activate", "Range", "ChartObjects", "Columns", "ResetAllPageBreaks",
    ]  # fmt: skip
    _public_attrs_: ClassVar[list[str]] = [
        "Name", "UsedRange", "ListObjects", "ProtectContents", "PageSetup", "Visible",
        "HPageBreaks",
    ]  # fmt: skip
    ProtectContents = False
    Visible = -1

    def __init__(self, book: Book, held: Any, charts: dict[str, list[Line]]) -> None:
        self.book, self.Name = book, held.name
        self.values, self.formulas = dict(held.values), dict(held.formulas)
        self.tables = [Listed(self, table.name, table.area) for table in held.tables]
        self.charts = {name: Chart(self, lines) for name, lines in charts.items()}
        self.arrays: list[Range] = []
        self.pages, self.breaks = Pages(self), list(held.breaks)
        self.fitted = False

    @property
    def ListObjects(self) -> Any:
        return outside(ListObjects(self))

    @property
    def PageSetup(self) -> Any:
        return outside(self.pages)

    @property
    def HPageBreaks(self) -> Any:
        return outside(PageBreaks(self))

    def ResetAllPageBreaks(self) -> None:
        self.pages.refuse_without_printer()
        self.breaks = []

    def Columns(self, number: int) -> Any:
        return outside(Column())

    def ChartObjects(self, name: str) -> Any:
        if name not in self.charts:
            raise COMException("Subscript out of range", winerror.DISP_E_BADINDEX)
        return outside(self.charts[name])

    def refuse_writing(self, area: Range) -> None:
        """What Excel refuses by rule."""
        if self.ProtectContents:
            raise COMException("Arket er beskyttet", winerror.E_FAIL)
        if any(area.meets(each) and not _within(area, each) for each in self.arrays):
            raise COMException("Du kan ikke endre en del av en matrise", winerror.E_FAIL)

    def lose_tables(self, area: Range) -> None:
        """The worst that may come of copying over the headings of a table, or to the row below."""
        for table in [*self.tables]:
            top, left, bottom, right = table.area
            headings = Range(top, left, top, right)
            below = Range(bottom + 1, left, bottom + 1, right)
            if area.meets(headings) or (area.top == below.top and area.meets(below)):
                self.tables.remove(table)
                self.book.reword(f"{table.Name}[", "#REF![")

    def linked(self, place: tuple[int, int]) -> str | None:
        """A formula as it comes to stand in another workbook."""
        formula = self.formulas.get(place)
        return formula and f"[{self.book.Name}]{formula}"

    def Copy(self, before: Any = None, after: Any = None) -> None:
        beside = inside(after)
        book = beside.book
        taken = {each.Name for each in book.sheets}
        name, number = self.Name, 1
        while name in taken:
            number += 1
            name = f"{self.Name} ({number})"
        charts = {name: chart.lines for name, chart in self.charts.items()}
        new = Sheet(book, self.held(name), charts)
        new.formulas = {place: self.linked(place) for place in self.formulas}
        new.pages.area, new.pages.titles = self.pages.area, self.pages.titles
        book.sheets.insert(book.sheets.index(beside) + 1, new)
        book.active = new
        book.signed = False

    def held(self, name: str) -> Any:
        tables = [Table(table.Name, table.area, ()) for table in self.tables]
        return Held(
            name, values=self.values, formulas=self.formulas, tables=tables,
            breaks=tuple(self.breaks),
        )  # fmt: skip

    def Delete(self) -> bool:
        if self.book.app.DisplayAlerts:
            raise COMException("Excel spør om arket skal slettes", winerror.E_FAIL)
        self.book.sheets.remove(self)
        self.book.signed = False
        self.book.reword(f"{self.Name}!", "#REF!")
        return True

    def Activate(self) -> None:
        self.book.active = self

    def Range(self, address: str) -> Any:
        return outside((Cells if self.book.app.is_old else ArrayCells)(self, address))

    @property
    def UsedRange(self) -> Any:
        computed = {
            (row, column): value
            for name, row, column, value in self.book.app.computes
            if name == self.Name
        }
        places = self.values.keys() | computed.keys()
        used = Cells(self, str(Range(
            min(row for row, _ in places), min(column for _, column in places),
            max(row for row, _ in places), max(column for _, column in places),
        )))  # fmt: skip
        self.values |= computed
        return outside(used)

    def xml(self, tables: list[str], drawing: str) -> str:
        rows: dict[int, str] = {}
        for row, column in sorted(self.values.keys() | self.formulas.keys()):
            value, formula = self.values.get((row, column)), self.formulas.get((row, column))
            text = isinstance(value, str)
            cell = f"<f>{escape(formula)}</f>" if formula else ""
            if value is not None:
                cell += f"<v>{escape(str(value))}</v>"
            kind = ' t="str"' if text else ""
            cell = f'<c r="{address(row, column)}"{kind}>{cell}</c>'
            rows[row] = rows.get(row, "") + cell
        data = "".join(f'<row r="{row}">{cells}</row>' for row, cells in rows.items())
        breaks = "".join(f'<brk id="{row}" man="1"/>' for row in self.breaks)
        drawn = f'<drawing r:id="{drawing}"/>' if drawing else ""
        parts = "".join(f'<tablePart r:id="{each}"/>' for each in tables)
        return (
            f'<worksheet xmlns="{MAIN}" xmlns:r="{LINKS}"><sheetData>{data}</sheetData>{drawn}'
            f"<rowBreaks>{breaks}</rowBreaks><tableParts>{parts}</tableParts></worksheet>"
        )

    def shown(self) -> dict[str, Any]:
        """The sheet for the test to look at."""
        return {
            "name": self.Name,
            "values": [
                [*place, com_value(value)]
                for place, value in sorted(self.values.items())
                if value != ""
            ],
            "formulas": [[*place, formula] for place, formula in sorted(self.formulas.items())],
            "tables": [[table.Name, *table.area] for table in self.tables],
            "charts": [[line.Formula for line in each.lines] for each in self.charts.values()],
            "printed": self.pages.area,
            "breaks": self.breaks,
        }


def com_value(value: Any) -> Any:
    return CODES[value] if isinstance(value, CellError) else value


def _within(area: Range, other: Range) -> bool:
    return area.holds(*other[:2]) and area.holds(*other[2:])


class Sheets:
    _public_methods_: ClassVar[list[str]] = ["Item"]
    _public_attrs_: ClassVar[list[str]] = ["Count"]
    _dispid_to_func_: ClassVar[dict[int, str]] = {0: "Item"}

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def Count(self) -> int:
        return len(self.book.sheets)

    def Item(self, which: Any) -> Any:
        if not isinstance(which, str):
            return outside(self.book.sheets[int(which) - 1])
        for sheet in self.book.sheets:
            if sheet.Name == which:
                return outside(sheet)
        raise COMException("Subscript out of range", winerror.DISP_E_BADINDEX)


class Book:
    """A workbook that is open. Its copies are its file, but for the sheets that have changed."""

    _public_methods_: ClassVar[list[str]] = ["SaveCopyAs", "Close"]
    _public_attrs_: ClassVar[list[str]] = [
        "Name", "FullName", "Application", "Sheets", "Worksheets", "ActiveSheet",
        "ProtectStructure", "Saved",
    ]  # fmt: skip
    ProtectStructure = False
    Saved = True
    signed = True

    def __init__(self, app: App, path: str) -> None:
        self.app, self.FullName, self.Name = app, path, Path(path).name
        self.content = Path(path).read_bytes()
        self.kind, charts, held = loaded(self.content, path)
        self.names = {name: f"{sheet}!{area}" for name, (sheet, area) in held.names.items()}
        self.sheets = [Sheet(self, each, charts.get(each.name, {})) for each in held.sheets]
        self.active = self.sheets[0]
        self.was = {sheet.Name: sheet.shown() for sheet in self.sheets}

    def refuse_formula(self, formula: str) -> None:
        """Excel asks which file a sheet is in that is not here."""
        names = {sheet.Name for sheet in self.sheets}
        for quoted, name in SHEET.findall(re.sub(r'"[^"]*"', "", formula)):
            if (quoted.replace("''", "'") or name) not in names:
                raise COMException(f"Oppdater verdier: {quoted or name}", winerror.E_FAIL)

    def reword(self, old: str, new: str) -> None:
        """Let all formulas and names say something else, as Excel does when what they name goes."""
        for sheet in self.sheets:
            for place, formula in sheet.formulas.items():
                sheet.formulas[place] = formula.replace(old, new)
        for name, formula in self.names.items():
            self.names[name] = formula.replace(old, new)

    @property
    def Application(self) -> Any:
        return outside(self.app)

    @property
    def Sheets(self) -> Any:
        return outside(Sheets(self))

    Worksheets = Sheets

    @property
    def ActiveSheet(self) -> Any:
        return outside(self.active)

    def SaveCopyAs(self, path: str) -> None:
        new = [sheet for sheet in self.sheets if sheet.shown() != self.was.get(sheet.Name)]
        Path(path).write_bytes(with_sheets(self.content, new) if new else self.content)

    def Close(self, save: bool) -> None:
        assert not save
        self.app.open.remove(self)


class Workbooks:
    _public_methods_: ClassVar[list[str]] = ["Open"]
    _public_attrs_: ClassVar[list[str]] = []

    def __init__(self, app: App) -> None:
        self.app = app

    def Open(self, path: str, update_links: int = 0, read_only: bool = False) -> Any:
        assert update_links == 0
        book = Book(self.app, path)
        if not read_only:
            self.app.shown.append(path)
            return outside(book)
        if path.endswith(".xlsm") != (b"macroEnabled" in book.kind):
            raise COMException("Filformatet passer ikke til endelsen", winerror.E_FAIL)
        self.app.open.append(book)
        return outside(book)


class FileDialog:
    """Asks for a file or a folder, by its `Show`."""

    _public_methods_: ClassVar[list[str]] = ["Show", "SelectedItems"]
    _public_attrs_: ClassVar[list[str]] = ["Title", "AllowMultiSelect", "InitialFileName"]

    def __init__(self, app: App, kind: int) -> None:
        self.app, self.kind = app, {3: "open", 4: "folder"}[kind]
        self.chosen = ""

    def Show(self) -> int:
        self.chosen = self.app.answer(self.kind, self.Title, self.InitialFileName)
        assert self.AllowMultiSelect is False
        return -1 if self.chosen else 0

    def SelectedItems(self, position: int) -> str:
        assert position == 1
        return self.chosen


class AutoCorrect:
    _public_methods_: ClassVar[list[str]] = []
    _public_attrs_: ClassVar[list[str]] = ["AutoFillFormulasInLists"]
    AutoFillFormulasInLists = False


class App:
    _public_methods_: ClassVar[list[str]] = [
        "Goto", "InputBox", "GetSaveAsFilename", "FileDialog", "CalculateFull",
    ]  # fmt: skip
    _public_attrs_: ClassVar[list[str]] = [
        "ScreenUpdating", "EnableEvents", "DisplayAlerts", "StatusBar", "Workbooks",
        "CopyObjectsWithCells", "AutoCorrect",
    ]  # fmt: skip

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.asked: list[list[str]] = []
        self.shown: list[str] = []
        self.computes: list[list[Any]] = []
        self.ScreenUpdating = self.EnableEvents = self.DisplayAlerts = True
        self.CopyObjectsWithCells = True
        self.is_old = self.no_printer = False
        self.stuck_after = self.copies = 0
        self.corrections = AutoCorrect()
        self.said: list[Any] = []
        self.open: list[Book] = []
        self.selected = ""

    @property
    def AutoCorrect(self) -> Any:
        return outside(self.corrections)

    @property
    def StatusBar(self) -> Any:
        return self.said[-1] if self.said else False

    @StatusBar.setter
    def StatusBar(self, text: Any) -> None:
        self.said.append(text)

    @property
    def Workbooks(self) -> Any:
        return outside(Workbooks(self))

    def Goto(self, cells: Any, scroll: bool) -> None:
        there = inside(cells)
        self.selected = f"{there.sheet.Name}!{there.Address}"

    def answer(self, kind: str, text: str, suggestion: str) -> str:
        assert self.ScreenUpdating, "nothing can be asked on a screen that stands still"
        self.asked.append([kind, text, suggestion])
        return self.answers.pop(0)

    def InputBox(self, text: str, title: str, suggestion: str, *rest: Any) -> Any:
        *_, as_text = rest
        assert as_text == 2
        if len(text) > 255:
            raise COMException("Typene stemmer ikke overens", winerror.E_FAIL)
        return self.answer("text", text, suggestion) or False

    def GetSaveAsFilename(self, suggestion: str, kinds: str, first: int, title: str) -> Any:
        assert kinds.endswith(f"(*{Path(suggestion).suffix}), *{Path(suggestion).suffix}")
        return self.answer("save", title, suggestion) or False

    def FileDialog(self, kind: int) -> Any:
        return outside(FileDialog(self, kind))

    def CalculateFull(self) -> None:
        pass


@lru_cache(maxsize=4)
def loaded(content: bytes, path: str) -> tuple[bytes, dict[str, dict[str, list[Line]]], Any]:
    """What is in a file; an open workbook has it copied, for many are opened time and again."""
    return *package_of(content), read_book(Path(path), Path(path).name)[0]


def package_of(content: bytes) -> tuple[bytes, dict[str, dict[str, list[Line]]]]:
    """The content types of a package, which say what kind of workbook it is, and its charts."""
    charts: dict[str, dict[str, list[Line]]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for part in sorted(package.namelist()):
            if part.startswith("xl/charts/chart"):
                lines = []
                for series in package.read(part).decode().split("<c:ser>")[1:]:
                    found = re.findall(r"<c:f>'?([^'!<]*)'?!([^<]*)</c:f>", series)
                    name, *cells = ["", *(each for _, each in found)][-3:]
                    lines.append(Line(found[0][0], [name, *cells]))
                there = charts.setdefault(found[0][0], {})
                there[f"Chart {len(there) + 1}"] = lines
        return package.read("[Content_Types].xml"), charts


SHEET = re.compile(r"(?:'((?:[^']|'')+)'|(?<![#\w])([^\W\d]\w*))!")
"""The name of a sheet before a cell, in quotes or not."""


LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_sheets(content: bytes, sheets: list[Sheet]) -> bytes:
    """A package in which these sheets are as they are now: their cells, tables and chart."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    listed, links = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    for number, sheet in enumerate(sheets, 900):
        found = re.search(rf'<sheet name="{sheet.Name}"[^>]* r:id="(\w+)"', parts[listed].decode())
        if not found:
            part = f"worksheets/added{number}.xml"
            new = f'<sheet name="{sheet.Name}" sheetId="{number}" r:id="a{number}"/></sheets>'
            parts[listed] = parts[listed].replace(b"</sheets>", new.encode())
            parts[links] = _linked(parts[links], f"a{number}", "worksheet", part)
        else:
            leading = rf'<Relationship Id="{found[1]}"[^>]* Target="([^"]*)"'
            part = re.search(leading, parts[links].decode())[1]
        rels = f"xl/worksheets/_rels/{part.rpartition('/')[2]}.rels"
        old = parts.get(rels, b"<Relationships></Relationships>")
        drawing = re.search(rb'Id="(\w+)"[^>]*/relationships/drawing"', old)
        parts[rels] = re.sub(rb"<Relationship [^>]*/relationships/table[^>]*>", b"", old)
        tables = []
        for which, table in enumerate(sheet.tables):
            tables.append(f"t{number}{which}")
            target = f"../tables/{tables[-1]}.xml"
            parts[rels] = _linked(parts[rels], tables[-1], "table", target)
            parts[f"xl/tables/{tables[-1]}.xml"] = table.xml().encode()
        shown = drawing[1].decode() if drawing and sheet.charts else ""
        parts[f"xl/{part}"] = sheet.xml(tables, shown).encode()
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as target:
        for name, text in parts.items():
            target.writestr(name, text)
    return result.getvalue()


def _linked(listing: bytes, id_: str, kind: str, target: str) -> bytes:
    new = f'<Relationship Id="{id_}" Type="{LINKS}/{kind}" Target="{target}"/></Relationships>'
    return listing.replace(b"</Relationships>", new.encode())


def server(class_id: str, patience: float = 60) -> Any:
    """The server that the test has started, as soon as it answers."""
    import win32com.client

    end = time.monotonic() + patience
    while True:
        try:
            raw = pythoncom.CoCreateInstance(
                class_id, None, pythoncom.CLSCTX_LOCAL_SERVER, pythoncom.IID_IDispatch
            )
            return win32com.client.Dispatch(raw)
        except pythoncom.com_error:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def main(class_id: str) -> None:
    commands = server(class_id)
    open_books: dict[str, Book] = {}
    app = App()
    for line in sys.stdin:
        job = json.loads(line)
        if job.get("fresh") or job["workbook"] not in open_books:
            app = App()
            open_books = {job["workbook"]: Book(app, job["workbook"])}
        book = open_books[job["workbook"]]
        book.ProtectStructure = bool(job.get("protected"))
        book.Saved = not job.get("changed")
        book.FullName = job.get("address", job["workbook"])
        app.stuck_after, app.copies = job.get("stuck_after", 0), 0
        app.is_old, app.no_printer = bool(job.get("old")), bool(job.get("no_printer"))
        for name, row, column, value in job.get("enter", []):
            values = next(each.values for each in book.sheets if each.Name == name)
            values.pop((row, column), None)
            if value is not None:
                values[row, column] = value
        for sheet in book.sheets:
            sheet.ProtectContents = sheet.Name in job.get("protected_sheets", [])
            sheet.arrays = [cells_in(each) for each in job.get("arrays", {}).get(sheet.Name, [])]
        app.said, app.selected, app.asked, app.shown = [], "", [], []
        app.answers, app.computes = job.get("answers", []), job.get("computes", [])
        Calls.made, Calls.fail_at = [], job.get("fail_at", 0)
        text = commands.CallUDF("estimat.excel.commands", job["command"], [], outside(book))
        made, Calls.fail_at = Calls.made, 0
        answer = {
            "text": text,
            "calls": made,
            "sheets": [sheet.shown() for sheet in book.sheets],
            "names": book.names,
            "signed": book.signed,
            "active": book.active.Name,
            "selected": app.selected,
            "said": app.said,
            "asked": app.asked,
            "shown": app.shown,
            "left_open": len(app.open),
            "still": [
                app.ScreenUpdating,
                app.EnableEvents,
                app.DisplayAlerts,
                app.CopyObjectsWithCells,
                not app.corrections.AutoFillFormulasInLists,
            ],
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
