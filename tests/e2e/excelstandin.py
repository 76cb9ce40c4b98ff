"""A stand-in for Excel's object model, served over COM; a Windows Python runs it.

It knows what the commands ask of Excel and no more: workbooks of sheets that can be copied,
deleted, renamed and selected. A sheet is the file it came from and its name there, so that a test
sees what a sheet of the open workbook holds without Excel to show it. Every call from outside is
counted, and one of them can be made to fail.

What Excel asks a user is answered by the job, in order. Excel computes a file to what was stored in
it, unless the job says what a cell comes to.

Reads jobs as JSON lines, `{"command", "workbook", "answers", "fail_at"}`; answers each with a line.
"""

# mypy: ignore-errors
# What pywin32 serves an object by is put together at run time, and is in no stub.
from __future__ import annotations

import io
import json
import sys
import time
import zipfile
from pathlib import Path
from typing import Any, ClassVar
from xml.etree import ElementTree

import pythoncom
import win32com.server.policy
import win32com.server.util
import winerror
from win32com.server.exception import COMException


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


def outside(thing: Any) -> Any:
    """The object as others see it."""
    return win32com.server.util.wrap(thing, usePolicy=CountingPolicy)


def inside(seen: Any) -> Any:
    return win32com.server.util.unwrap(seen)


class Cells:
    _public_methods_: ClassVar[list[str]] = []
    _public_attrs_: ClassVar[list[str]] = ["Formula"]

    def __init__(self, sheet: Sheet, address: str) -> None:
        self.sheet, self.address = sheet, address

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)
        if name == "Formula":
            self.sheet.formulas[self.address] = value


class UsedRange:
    _public_methods_: ClassVar[list[str]] = []
    _public_attrs_: ClassVar[list[str]] = ["Row", "Column", "Value2"]

    def __init__(self, values: dict[tuple[int, int], Any]) -> None:
        self.Row = min(row for row, _ in values)
        self.Column = min(column for _, column in values)
        bottom, right = (max(place[axis] for place in values) for axis in (0, 1))
        # A list, for a tuple is taken for a result with what came out through its arguments.
        self.Value2 = [
            [values.get((row, column)) for column in range(self.Column, right + 1)]
            for row in range(self.Row, bottom + 1)
        ]


class Sheet:
    _public_methods_: ClassVar[list[str]] = ["Copy", "Delete", "Activate", "Range"]
    _public_attrs_: ClassVar[list[str]] = ["Name", "UsedRange"]

    def __init__(self, book: Book, name: str, origin: tuple[bytes, str]) -> None:
        self.book, self.Name, self.origin = book, name, origin
        self.formulas: dict[str, str] = {}

    def Copy(self, before: Any = None, after: Any = None) -> None:
        if hasattr(before, "Invoke") or before.__class__.__name__ == "PyIDispatch":
            beside, step = inside(before), 0
        else:
            beside, step = inside(after), 1
        book = beside.book
        taken = {each.Name for each in book.sheets}
        name, number = self.Name, 1
        while name in taken:
            number += 1
            name = f"{self.Name} ({number})"
        new = Sheet(book, name, self.origin)
        book.sheets.insert(book.sheets.index(beside) + step, new)
        book.active = new

    def Delete(self) -> bool:
        if self.book.app.DisplayAlerts:
            raise COMException("Excel spør om arket skal slettes", winerror.E_FAIL)
        self.book.sheets.remove(self)
        return True

    def Activate(self) -> None:
        self.book.active = self

    def Range(self, address: str) -> Any:
        return outside(Cells(self, address))

    @property
    def UsedRange(self) -> Any:
        from estimat.core.values import CellError
        from estimat.excel.variants import CODES
        from estimat.files.reading import read_book

        stored, _ = read_book(Path(self.book.FullName), self.book.Name)
        sheet = next(each for each in stored.sheets if each.name == self.Name)
        values = {
            place: CODES[value] if isinstance(value, CellError) else value
            for place, value in sheet.values.items()
        }
        values |= {
            (row, column): value
            for name, row, column, value in self.book.app.computes
            if name == self.Name
        }
        return outside(UsedRange(values))


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
    _public_methods_: ClassVar[list[str]] = ["SaveCopyAs", "Close"]
    _public_attrs_: ClassVar[list[str]] = [
        "Name", "FullName", "Application", "Sheets", "Worksheets", "ActiveSheet",
        "ProtectStructure", "Saved",
    ]  # fmt: skip
    ProtectStructure = False
    Saved = True

    def __init__(self, app: App, path: str) -> None:
        self.app, self.FullName, self.Name = app, path, Path(path).name
        self.content = Path(path).read_bytes()
        names, self.kind = sheet_names(self.content)
        self.sheets = [Sheet(self, name, (self.content, name)) for name in names]
        self.active = self.sheets[0]

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
        Path(path).write_bytes(self.content)

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


class App:
    _public_methods_: ClassVar[list[str]] = [
        "Goto", "InputBox", "GetSaveAsFilename", "FileDialog", "CalculateFull",
    ]  # fmt: skip
    _public_attrs_: ClassVar[list[str]] = [
        "ScreenUpdating", "EnableEvents", "DisplayAlerts", "StatusBar", "Workbooks",
    ]  # fmt: skip

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.asked: list[list[str]] = []
        self.shown: list[str] = []
        self.computes: list[list[Any]] = []
        self.ScreenUpdating = self.EnableEvents = self.DisplayAlerts = True
        self.said: list[Any] = []
        self.open: list[Book] = []
        self.selected = ""

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
        self.selected = f"{there.sheet.Name}!{there.address}"

    def answer(self, kind: str, text: str, suggestion: str) -> str:
        assert self.ScreenUpdating, "nothing can be asked on a screen that stands still"
        self.asked.append([kind, text, suggestion])
        return self.answers.pop(0)

    def InputBox(self, text: str, title: str, suggestion: str, *rest: Any) -> Any:
        *_, as_text = rest
        assert as_text == 2
        return self.answer("text", text, suggestion) or False

    def GetSaveAsFilename(self, suggestion: str, kinds: str, first: int, title: str) -> Any:
        assert kinds.endswith(f"(*{Path(suggestion).suffix}), *{Path(suggestion).suffix}")
        return self.answer("save", title, suggestion) or False

    def FileDialog(self, kind: int) -> Any:
        return outside(FileDialog(self, kind))

    def CalculateFull(self) -> None:
        pass


def sheet_names(content: bytes) -> tuple[list[str], bytes]:
    """The sheets of a package, and its content types, which say what kind of workbook it is."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        root = ElementTree.fromstring(package.read("xl/workbook.xml"))
        kind = package.read("[Content_Types].xml")
    return [each.get("name", "") for each in root.iterfind("{*}sheets/{*}sheet")], kind


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


def main(class_id: str, folder: str) -> None:
    commands = server(class_id)
    open_books: dict[str, Book] = {}
    kept: dict[bytes, str] = {}
    app = App()
    for line in sys.stdin:
        job = json.loads(line)
        if job.get("fresh") or job["workbook"] not in open_books:
            app = App()
            open_books = {job["workbook"]: Book(app, job["workbook"])}
        book = open_books[job["workbook"]]
        book.ProtectStructure = bool(job.get("protected"))
        book.Saved = not job.get("changed")
        app.said, app.selected, app.asked, app.shown = [], "", [], []
        app.answers, app.computes = job.get("answers", []), job.get("computes", [])
        Calls.made, Calls.fail_at = [], job.get("fail_at", 0)
        text = commands.CallUDF("estimat.excel.commands", job["command"], [], outside(book))
        made, Calls.fail_at = Calls.made, 0
        sheets = []
        for sheet in book.sheets:
            content, name = sheet.origin
            if content not in kept:
                kept[content] = str(Path(folder, f"origin{len(kept)}.xlsx"))
                Path(kept[content]).write_bytes(content)
            sheets.append([sheet.Name, kept[content], name, sheet.formulas])
        answer = {
            "text": text,
            "calls": made,
            "sheets": sheets,
            "active": book.active.Name,
            "selected": app.selected,
            "said": app.said,
            "asked": app.asked,
            "shown": app.shown,
            "left_open": len(app.open),
            "still": [app.ScreenUpdating, app.EnableEvents, app.DisplayAlerts],
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
