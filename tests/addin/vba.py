"""VBA run without Excel: our modules in an interpreter, with stand-ins for Excel and for Python.

The stand-in for Python computes with the real functions, and carries values as COM does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from pyopenvba.interpreter import (
    EMPTY,
    MISSING,
    NOTHING,
    HostBridge,
    Interpreter,
    VBAArray,
    VBACollection,
    VBAErrorValue,
    VBAInt,
    VBAObject,
    VBARuntimeError,
    member,
    method,
    setter,
    to_text,
)
from pyopenvba.interpreter import _runtime as running
from pyopenvba.interpreter._runtime import UNRESOLVED

from estimat.core.functions import FUNCTIONS
from estimat.excel.server import COMMANDS
from estimat.excel.server import FUNCTIONS as SERVED
from estimat.excel.variants import Numbers, from_com, to_com

# To read the modules takes half the time of a test, and those who run them change nothing in them.
running.parse_module = lru_cache(maxsize=64)(running.parse_module)

ADDIN = Path(__file__).parents[2] / "addin"
CONSTANTS = {
    "xlerrna": 2042, "xlerrvalue": 2015, "xlerrname": 2029, "xlexcellinks": 1,
    "xllinktypeexcellinks": 1, "xlcelltypeformulas": -4123, "xlerrors": 16,
}  # fmt: skip
NOON = datetime(2024, 1, 1, 12)

WINDOWS = """\
Public Function StrPtr(ByVal text As String) As Variant
    StrPtr = text
End Function
Public Function MessageBox(ByVal owner As Variant, ByVal text As Variant, ByVal title As Variant, _
    ByVal style As Long) As Long
    Windows.Show owner, text, title, style
End Function
"""
"""What the bridge declares of Windows; a pointer to a text is the text."""

NO_SERVER = """\
Public Function ReachedServer(ByRef problem As String) As Object
    problem = Windows.Problem
    Set ReachedServer = Windows.Server
End Function
Public Sub EndServer()
    Windows.EndServer
End Sub
"""


def source(name: str) -> str:
    return (ADDIN / name).read_text("utf-8")


def _bridge() -> str:
    """The bridge, without what the interpreter lacks: calls into Windows."""
    return re.sub(r"(?m)^Private Declare .*\n", "", source("EstimatBridge.bas"))


def _document() -> str:
    """The workbook's own code; the interpreter raises no events, so it does not know the word."""
    return source("ThisWorkbook.cls").replace("WithEvents ", "")


class Shown(NamedTuple):
    """A message on the screen."""

    owner: object
    text: str
    title: str
    icon: int


class Windows(VBAObject):
    """What is outside Excel: Python, when it can be reached, and the screen."""

    def __init__(self, server: Server | None) -> None:
        self.server = server
        self.tried = self.ended = 0
        self.messages: list[Shown] = []
        self.meanwhile: Callable[[], None] = lambda: None

    @member
    def Problem(self) -> object:
        return "Finner ikke Python."

    @member
    def Server(self) -> object:
        self.tried += 1
        self.meanwhile()
        return self.server or NOTHING

    @method
    def EndServer(self) -> object:
        self.ended += 1
        return EMPTY

    @method
    def Show(self, owner: object, text: object, title: object, style: object) -> object:
        self.messages.append(Shown(owner, to_text(text), to_text(title), int(cast(VBAInt, style))))
        return EMPTY


class Server(VBAObject):
    """The Python behind the workbook; `dies` is how many calls fail before it answers."""

    def __init__(self, say: str = "", dies: int = 0) -> None:
        self.say, self.dies = say, dies
        self.calls: list[tuple[Any, ...]] = []
        self.work: Callable[[], None] = lambda: None

    @method
    def CallUDF(self, script: object, name: object, given: object, book: object = None) -> object:
        arguments = tuple(cast(VBAArray, given).items)
        self.calls.append((script, name, arguments, book))
        if self.dies:
            self.dies -= 1
            raise VBARuntimeError(462, "The remote server machine is unavailable")
        if script == COMMANDS:
            self.work()
            return self.say
        return _to_vba(self.computed(str(name), tuple(map(_to_python, arguments))))

    def computed(self, name: str, arguments: tuple[Any, ...]) -> list[list[Any]]:
        """What Python gives for arguments as COM carries them."""
        return to_com(FUNCTIONS[name](*map(from_com, arguments)))

    @property
    def asked(self) -> list[tuple[Any, ...]]:
        """The functions it was asked for, each with its arguments as Python has them."""
        return [
            (name, *map(_to_python, given))
            for script, name, given, _ in self.calls
            if script == SERVED
        ]

    @property
    def ordered(self) -> list[str]:
        """The commands that it was given."""
        return [name for script, name, *_ in self.calls if script == COMMANDS]


def _to_python(value: object) -> Any:
    if isinstance(value, VBAErrorValue):
        return value.number - 0x7FF60000  # the code as COM carries it
    if isinstance(value, VBAArray) and value.dimensions == 1:
        return tuple(map(_to_python, value.items))
    if isinstance(value, VBAArray):
        rows, columns = (range(low, high + 1) for low, high in value.bounds)
        return tuple(tuple(_to_python(value.get([r, c])) for c in columns) for r in rows)
    return None if value is EMPTY else value


def _to_vba(block: list[list[Any]]) -> object:
    """As `CallUDF` does: one value alone, one row as an array of one dimension."""
    cells = [[VBAInt(x, "Long") if isinstance(x, int) else x for x in row] for row in block]
    if len(cells) == len(cells[0]) == 1:
        return cells[0][0]
    if len(cells) == 1:
        answer = VBAArray([(0, len(cells[0]) - 1)], items=cells[0])
    else:
        answer = array(cells, base=0)
    if isinstance(block, Numbers) and len(block) > 1:
        answer.element_type = "Double"
    return answer


def array(rows: Sequence[Sequence[object]], base: int = 1) -> VBAArray:
    """A block as Value2 gives it."""
    columns = range(len(rows[0]))
    bounds = [(base, base + len(rows) - 1), (base, base + len(columns) - 1)]
    return VBAArray(bounds, items=[row[column] for column in columns for row in rows])


LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384


class Sheet(VBAObject):
    """A worksheet: the cells that hold something, and the tables laid over them."""

    vba_type_name = "Worksheet"

    def __init__(self, name: str = "Ark1") -> None:
        self.name = name
        self.cells: dict[tuple[int, int], object] = {}
        self.formulas: dict[tuple[int, int], str] = {}
        self.tables: list[Table] = []
        self.read = 0

    def range(self, row: int, column: int, rows: int = 1, columns: int = 1) -> Range:
        return Range(self, row, column, rows, columns)

    def fill(self, row: int, column: int, block: Sequence[Sequence[object]]) -> Range:
        """Write values below and beside a cell; gives what they fill."""
        for down, line in enumerate(block):
            for across, value in enumerate(line):
                self.cells[row + down, column + across] = value
        return self.range(row, column, len(block), len(block[0]))

    def table(self, row: int, column: int, block: Sequence[Sequence[object]]) -> Table:
        """A table with a heading above the values, and a row of totals below."""
        body = self.fill(row + 1, column, block) if block else None
        self.fill(
            row, column, [[f"Kolonne{column + i}" for i in range(len(block[0]) if block else 2)]]
        )
        table = Table(self.range(row, column, len(block) + 2, body.columns if body else 2), body)
        self.tables.append(table)
        return table

    @member
    def Rows(self) -> object:
        return Count(LAST_ROW)

    @member
    def Columns(self) -> object:
        return Count(LAST_COLUMN)

    @member
    def UsedRange(self) -> object:
        used = [cell for cell, value in self.cells.items() if value is not EMPTY] or [(1, 1)]
        (top, bottom), (left, right) = ((min(each), max(each)) for each in zip(*used, strict=True))
        return self.range(top, left, bottom - top + 1, right - left + 1)


class Items(VBACollection):
    """Things to go through, one by one."""

    def __init__(self, items: Sequence[VBAObject]) -> None:
        self.items = items

    def vba_items(self) -> list[object]:
        return [*self.items]


class Count(VBAObject):
    def __init__(self, count: int) -> None:
        self.count = count

    @member
    def Count(self) -> object:
        return VBAInt(self.count, "Long")


class Range(VBAObject):
    """Cells of a sheet, by the rules of Excel; nothing else may be asked of them."""

    vba_type_name = "Range"

    def __init__(self, sheet: Sheet, row: int, column: int, rows: int, columns: int) -> None:
        if not (rows > 0 < columns and row + rows - 1 <= LAST_ROW):
            raise VBARuntimeError(1004, "Application-defined or object-defined error")
        if column + columns - 1 > LAST_COLUMN:
            raise VBARuntimeError(1004, "Application-defined or object-defined error")
        self.sheet, self.row, self.column = sheet, row, column
        self.rows, self.columns = rows, columns
        self.areas = 1
        self.reads = 0

    def cell(self, row: int, column: int = 1) -> Range:
        """A cell of it, counted from 1."""
        return self.sheet.range(self.row + row - 1, self.column + column - 1)

    @member
    def Value2(self) -> object:
        self.reads += 1
        self.sheet.read += self.rows * self.columns
        block = [
            [
                self.sheet.cells.get((row, column), EMPTY)
                for column in range(self.column, self.column + self.columns)
            ]
            for row in range(self.row, self.row + self.rows)
        ]
        return block[0][0] if self.rows == self.columns == 1 else array(block)

    @member
    def Areas(self) -> object:
        return Count(self.areas)

    @member
    def CountLarge(self) -> object:
        return VBAInt(self.rows * self.columns * self.areas, "LongLong")

    @member
    def Worksheet(self) -> object:
        return self.sheet

    @member
    def Row(self) -> object:
        return VBAInt(self.row, "Long")

    @member
    def Column(self) -> object:
        return VBAInt(self.column, "Long")

    @member
    def Rows(self, RowIndex: object = MISSING) -> object:
        if RowIndex is MISSING:
            return Count(self.rows)
        return self.sheet.range(
            self.row + int(cast(VBAInt, RowIndex)) - 1, self.column, 1, self.columns
        )

    @member
    def Columns(self) -> object:
        return Count(self.columns)

    @member
    def Resize(self, RowSize: object = MISSING, ColumnSize: object = MISSING) -> object:
        rows = self.rows if RowSize is MISSING else int(cast(VBAInt, RowSize))
        columns = self.columns if ColumnSize is MISSING else int(cast(VBAInt, ColumnSize))
        return self.sheet.range(self.row, self.column, rows, columns)

    @member
    def EntireRow(self) -> object:
        return self.sheet.range(self.row, 1, self.rows, LAST_COLUMN)

    @member
    def EntireColumn(self) -> object:
        return self.sheet.range(1, self.column, LAST_ROW, self.columns)

    @member
    def Address(
        self,
        RowAbsolute: object = MISSING,
        ColumnAbsolute: object = MISSING,
        ReferenceStyle: object = MISSING,
        External: object = False,
    ) -> object:
        place = f"R{self.row}C{self.column}:R{self.rows}C{self.columns}"
        return f"{self.sheet.name}!{place}" if External is True else place

    @method
    def SpecialCells(self, Type: object, Value: object) -> object:
        """The cells with a formula that shows an error."""
        wrong = [
            self.sheet.range(*place)
            for place in self.sheet.formulas
            if isinstance(self.sheet.cells.get(place), VBAErrorValue)
        ]
        if not wrong:
            raise VBARuntimeError(1004, "No cells were found.")
        return Found(wrong)

    @member
    def Formula(self) -> object:
        return self.sheet.formulas[self.row, self.column]

    @member
    def ListObject(self) -> object:
        return next((t for t in self.sheet.tables if _common(t.whole, self)), NOTHING)


class Found(VBAObject):
    """Cells that were looked for."""

    def __init__(self, cells: Sequence[Range]) -> None:
        self.cells = cells

    @member
    def Cells(self) -> object:
        return Items(self.cells)


class Table(VBAObject):
    """A table; `body` is what stands between its heading and its totals."""

    vba_type_name = "ListObject"

    def __init__(self, whole: Range, body: Range | None) -> None:
        self.whole, self.body = whole, body

    @member
    def DataBodyRange(self) -> object:
        return self.body or NOTHING


def _common(one: Range, other: Range) -> Range | None:
    """The cells that two ranges of a sheet have in common."""
    top, left = max(one.row, other.row), max(one.column, other.column)
    rows = min(one.row + one.rows, other.row + other.rows) - top
    columns = min(one.column + one.columns, other.column + other.columns) - left
    return one.sheet.range(top, left, rows, columns) if rows > 0 < columns else None


class Book(VBAObject):
    vba_type_name = "Workbook"

    def __init__(self, name: str, *, addin: bool = False, links: Sequence[str] = ()) -> None:
        self.name, self.addin, self.links = name, addin, list(links)
        self.saved: object = True
        self.changed: list[tuple[object, ...]] = []
        self.sheets: list[Sheet] = []

    @member
    def Name(self) -> object:
        return self.name

    @member
    def FullName(self) -> object:
        return f"C:\\Estimat\\{self.name}"

    @member
    def IsAddin(self) -> object:
        return self.addin

    @member
    def Saved(self) -> object:
        return self.saved

    @setter("Saved")
    def _saved(self, value: object) -> None:
        self.saved = value

    @member
    def Worksheets(self) -> object:
        return Items(self.sheets)

    @method
    def LinkSources(self, Type: object) -> object:
        links: list[object] = [*self.links]
        return VBAArray([(1, len(links))], items=links) if links else EMPTY

    @method
    def ChangeLink(self, Name: object, NewName: object, Type: object) -> object:
        self.changed.append((Name, NewName))
        return EMPTY


AS_EXCEL_STARTS: Final[dict[str, object]] = {
    "ScreenUpdating": True,
    "EnableEvents": True,
    "DisplayAlerts": True,
    "Calculation": VBAInt(-4105, "Long"),
    "StatusBar": False,
}


def _setting(name: str) -> tuple[Any, Any]:
    def get(self: Application) -> object:
        if name in self.untold:
            raise VBARuntimeError(1004, f"Unable to get the {name} property")
        return self.settings[name]

    def put(self: Application, value: object) -> None:
        if name in self.stuck:
            raise VBARuntimeError(1004, f"Unable to set the {name} property")
        self.settings[name] = value
        self.put.append((name, value))

    return member(get, name=name), setter(name)(put)


class Application(VBAObject):
    """Excel, with its settings, and what it has asked for."""

    vba_type_name = "Application"

    def __init__(self, version: str) -> None:
        self.version = version
        self.settings = dict(AS_EXCEL_STARTS)
        self.put: list[tuple[str, object]] = []
        self.stuck: set[str] = set()
        self.untold: set[str] = set()
        self.described: list[tuple[object, ...]] = []
        self.refuses = False
        self.rebuilt = 0

    @member
    def Version(self) -> object:
        return self.version

    @member
    def Hwnd(self) -> object:
        return VBAInt(4711, "Long")

    @method
    def CalculateFullRebuild(self) -> object:
        self.rebuilt += 1
        return EMPTY

    @method
    def Intersect(self, Arg1: object, Arg2: object) -> object:
        one, other = cast(Range, Arg1), cast(Range, Arg2)
        if one.sheet is not other.sheet:
            raise VBARuntimeError(1004, "Method 'Intersect' of object '_Application' failed")
        return _common(one, other) or NOTHING

    @method
    def MacroOptions(
        self,
        Macro: object,
        Description: object,
        Category: object,
        ArgumentDescriptions: object,
    ) -> object:
        if self.refuses:
            raise VBARuntimeError(1004, "Cannot edit a macro on a hidden workbook")
        helps = tuple(cast(VBAArray, ArgumentDescriptions).items)
        self.described.append((Macro, Description, Category, helps))
        return EMPTY

    updating, put_updating = _setting("ScreenUpdating")
    events, put_events = _setting("EnableEvents")
    alerts, put_alerts = _setting("DisplayAlerts")
    calculation, put_calculation = _setting("Calculation")
    status, put_status = _setting("StatusBar")


class Control(VBAObject):
    """A button of the ribbon."""

    def __init__(self, id_: str) -> None:
        self.id = id_

    @member
    def ID(self) -> object:
        return self.id


class Excel(HostBridge):
    """An Excel with one of our files in it."""

    def __init__(
        self,
        server: Server | None = None,
        *,
        book: Book | None = None,
        active: Book | None = None,
        version: str = "16.0",
    ) -> None:
        self.windows, self.application = Windows(server), Application(version)
        self.book = book or Book("estimat.xlam", addin=True)
        self.active = active or Book("estimat-2027.xlsm")
        self.no_book_open = False
        self.has_dictionaries = True
        self.vba = Interpreter(self)
        self.vba.create_com = self._created(self.vba.create_com)
        self.vba.freeze(NOON)
        self.vba.add_module(WINDOWS, name="Declared")
        self.vba.add_module(_bridge(), name="EstimatBridge")
        for name in ("EstimatFunctions", "EstimatRibbon"):
            self.vba.add_module(source(f"{name}.bas"), name=name)
        self.vba.add_module(NO_SERVER, name="EstimatServer")
        self.vba.add_module(_document(), name="ThisWorkbook", kind="document")
        self.vba.bind_document("ThisWorkbook", self.book)

    def global_object(self, name: str) -> object:
        active = NOTHING if self.no_book_open else self.active
        known = {"application": self.application, "windows": self.windows}
        known |= {"thisworkbook": self.book, "activeworkbook": cast(VBAObject, active)}
        return known.get(name.lower(), UNRESOLVED)

    def constant(self, name: str) -> object:
        return VBAInt(CONSTANTS[name], "Long") if name in CONSTANTS else UNRESOLVED

    def _created(self, create: Callable[[str], object]) -> Callable[[str], object]:
        def created(class_name: str) -> object:
            if not self.has_dictionaries:
                raise VBARuntimeError(429, "ActiveX component can't create object")
            return create(class_name)

        return created

    def cell(self, function: str, *arguments: object) -> object:
        """What a cell with the function shows."""
        return self.vba.run(function, arguments, module="EstimatFunctions")

    def press(self, button: str, *, callback: str = "EstimatButton") -> list[str]:
        """Press a button of the ribbon; gives the texts it shows."""
        before = len(self.windows.messages)
        self.vba.run(callback, [Control(button)], module="EstimatRibbon")
        return [message.text for message in self.windows.messages[before:]]

    def event(self, name: str, *arguments: object) -> None:
        """Let something happen to the workbook the code is in."""
        self.vba.run(name, arguments, module="ThisWorkbook")


def error(number: int) -> VBAErrorValue:
    return VBAErrorValue(number)
