"""A stand-in for Excel's object model, served over COM; a Windows Python runs it.

It knows what the commands ask of Excel and no more: workbooks of sheets that can be copied,
deleted, renamed and selected. A sheet is the file it came from and its name there, so that a test
sees what a sheet of the open workbook holds without Excel to show it. Every call from outside is
counted, and one of them can be made to fail.

Reads jobs as JSON lines, `{"command", "words", "workbook", "fail_at"}`; answers each with a line.
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


class Sheet:
    _public_methods_: ClassVar[list[str]] = ["Copy", "Delete", "Activate", "Range"]
    _public_attrs_: ClassVar[list[str]] = ["Name"]

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
        "ProtectStructure",
    ]  # fmt: skip
    ProtectStructure = False

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

    def Open(self, path: str, update_links: int, read_only: bool) -> Any:
        assert update_links == 0
        assert read_only
        book = Book(self.app, path)
        if path.endswith(".xlsm") != (b"macroEnabled" in book.kind):
            raise COMException("Filformatet passer ikke til endelsen", winerror.E_FAIL)
        self.app.open.append(book)
        return outside(book)


class App:
    _public_methods_: ClassVar[list[str]] = ["Goto"]
    _public_attrs_: ClassVar[list[str]] = [
        "ScreenUpdating", "EnableEvents", "DisplayAlerts", "StatusBar", "Workbooks",
    ]  # fmt: skip

    def __init__(self) -> None:
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
        app.said, app.selected = [], ""
        Calls.made, Calls.fail_at = [], job.get("fail_at", 0)
        text = commands.CallUDF(
            "estimat.excel.commands", job["command"], job.get("words", []), outside(book)
        )
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
            "left_open": len(app.open),
            "still": [app.ScreenUpdating, app.EnableEvents, app.DisplayAlerts],
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
