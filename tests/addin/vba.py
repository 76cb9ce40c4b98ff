"""VBA run without Excel: our modules in an interpreter, with stand-ins for Excel and for Python.

The stand-in for Python computes with the real functions, and carries values as COM does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from pyopenvba.interpreter import (
    EMPTY,
    NOTHING,
    HostBridge,
    Interpreter,
    VBAArray,
    VBAErrorValue,
    VBAInt,
    VBAObject,
    VBARuntimeError,
    member,
    method,
    setter,
)
from pyopenvba.interpreter._runtime import UNRESOLVED

from estimat.core.functions import FUNCTIONS
from estimat.excel.server import COMMANDS
from estimat.excel.variants import from_com, to_com

ADDIN = Path(__file__).parents[2] / "addin"
CONSTANTS = {"xlerrna": 2042, "xlerrvalue": 2015, "xlexcellinks": 1, "xllinktypeexcellinks": 1}
NOON = datetime(2024, 1, 1, 12)

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


def _document() -> str:
    """The workbook's own code; the interpreter raises no events, so it does not know the word."""
    return source("ThisWorkbook.cls").replace("WithEvents ", "")


class Windows(VBAObject):
    """What is outside Excel: Python, when it can be reached."""

    def __init__(self, server: Server | None) -> None:
        self.server = server
        self.tried = self.ended = 0

    @member
    def Problem(self) -> object:
        return "Finner ikke Python."

    @member
    def Server(self) -> object:
        self.tried += 1
        return self.server or NOTHING

    @method
    def EndServer(self) -> object:
        self.ended += 1
        return EMPTY


class Server(VBAObject):
    """The Python behind the workbook; `dies` is how many calls fail before it answers."""

    def __init__(self, say: str = "", dies: int = 0) -> None:
        self.say, self.dies = say, dies
        self.calls: list[tuple[Any, ...]] = []

    @method
    def CallUDF(self, script: object, name: object, given: object, book: object = None) -> object:
        arguments = tuple(cast(VBAArray, given).items)
        self.calls.append((script, name, arguments, book))
        if self.dies:
            self.dies -= 1
            raise VBARuntimeError(462, "The remote server machine is unavailable")
        if script == COMMANDS:
            return self.say
        cells = map(from_com, map(_to_python, arguments))
        return _to_vba(to_com(FUNCTIONS[str(name)](*cells)))


def _to_python(value: object) -> object:
    if isinstance(value, VBAErrorValue):
        return value.number - 0x7FF60000  # the code as COM carries it
    if isinstance(value, VBAArray):
        rows, columns = (range(low, high + 1) for low, high in value.bounds)
        return tuple(tuple(_to_python(value.get([r, c])) for c in columns) for r in rows)
    return None if value is EMPTY else value


def _to_vba(block: list[list[Any]]) -> object:
    """As `CallUDF` does: one value alone, one row as an array of one dimension."""
    cells = [[VBAInt(x, "Long") if isinstance(x, int) else x for x in row] for row in block]
    if len(cells) > 1:
        return array(cells, base=0)
    return cells[0][0] if len(cells[0]) == 1 else VBAArray([(0, len(cells[0]) - 1)], items=cells[0])


def array(rows: Sequence[Sequence[object]], base: int = 1) -> VBAArray:
    """A block as Value2 gives it."""
    columns = range(len(rows[0]))
    bounds = [(base, base + len(rows) - 1), (base, base + len(columns) - 1)]
    return VBAArray(bounds, items=[row[column] for column in columns for row in rows])


class Count(VBAObject):
    def __init__(self, count: int) -> None:
        self.count = count

    @member
    def Count(self) -> object:
        return VBAInt(self.count, "Long")


class Range(VBAObject):
    """Cells, of which nothing may be asked but what they hold."""

    vba_type_name = "Range"

    def __init__(self, value: object, areas: int = 1) -> None:
        self.value, self.areas, self.reads = value, areas, 0

    @member
    def Value2(self) -> object:
        self.reads += 1
        return self.value

    @member
    def Areas(self) -> object:
        return Count(self.areas)


class Book(VBAObject):
    vba_type_name = "Workbook"

    def __init__(self, name: str, *, addin: bool = False, links: Sequence[str] = ()) -> None:
        self.name, self.addin, self.links = name, addin, list(links)
        self.saved: object = True
        self.changed: list[tuple[object, ...]] = []

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

    @method
    def LinkSources(self, Type: object) -> object:
        links: list[object] = [*self.links]
        return VBAArray([(1, len(links))], items=links) if links else EMPTY

    @method
    def ChangeLink(self, Name: object, NewName: object, Type: object) -> object:
        self.changed.append((Name, NewName))
        return EMPTY


def _setting(name: str) -> Any:
    def put(self: Application, value: object) -> None:
        self.settings[name] = value

    return setter(name)(put)


class Application(VBAObject):
    """Excel, with what a macro has set, and what it has asked for."""

    vba_type_name = "Application"

    def __init__(self, version: str) -> None:
        self.version = version
        self.settings: dict[str, object] = {}
        self.described: list[tuple[object, ...]] = []
        self.refuses = False

    @member
    def Version(self) -> object:
        return self.version

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

    update = _setting("ScreenUpdating")
    events = _setting("EnableEvents")
    alerts = _setting("DisplayAlerts")
    status = _setting("StatusBar")


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
        self.vba = Interpreter(self)
        self.vba.freeze(NOON)
        for name in ("EstimatBridge", "EstimatFunctions", "EstimatRibbon"):
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

    def cell(self, function: str, *arguments: object) -> object:
        """What a cell with the function shows."""
        return self.vba.run(function, arguments, module="EstimatFunctions")

    def press(self, button: str, *, callback: str = "EstimatButton") -> list[str]:
        """Press a button of the ribbon; gives the texts it shows."""
        before = len(self.vba.dialogs)
        self.vba.run(callback, [Control(button)], module="EstimatRibbon")
        return [dialog[1] for dialog in self.vba.dialogs[before:] if dialog[0] == "MsgBox"]

    def event(self, name: str, *arguments: object) -> None:
        """Let something happen to the workbook the code is in."""
        self.vba.run(name, arguments, module="ThisWorkbook")


def error(number: int) -> VBAErrorValue:
    return VBAErrorValue(number)
