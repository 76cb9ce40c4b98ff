"""Which Python is started and with what, and what a user reads when it can not be."""

from __future__ import annotations

import re

import pytest
from pyopenvba.interpreter import HostBridge, Interpreter, VBAArray, VBAInt, VBAObject, method
from pyopenvba.interpreter._runtime import UNRESOLVED

from estimat.excel.logon import CLASS_ID
from estimat.excel.server import COMMANDS, FUNCTIONS, START
from estimat.windows.configuration import ANSI, INTERPRETER, SERVER, with_settings
from tests.addin.vba import source

DEFAULT = "C:\\Program Files\\Estimat\\python\\pythonw.exe"
CONFIGURATION = "C:\\Users\\åse\\.xlwings\\xlwings.conf"
ENVIRONMENT = {"USERPROFILE": "C:\\Users\\åse", "ProgramW6432": "C:\\Program Files"}

WINDOWS = """\
Public Function Variable(ByVal name As String) As String
    Variable = Machine.Variable(name)
End Function
Public Function Dir(ByVal pattern As String) As String
    Dir = Machine.Dir(pattern)
End Function
Public Function StrConv(ByVal text As String, ByVal how As Long) As Variant
    StrConv = Machine.StrConv(text)
End Function
Public Function StrPtr(ByVal text As String) As Variant
    StrPtr = text
End Function
Public Function VarPtr(ByVal value As Variant) As Variant
    VarPtr = CLngLng(4096)
End Function
Public Function LoadLibrary( _
    ByVal file As Variant, ByVal unused As Variant, ByVal places As Long) As Variant
    LoadLibrary = Machine.Load(file, places)
End Function
Public Function GetProcAddress(ByVal library As Variant, ByVal name As String) As Variant
    GetProcAddress = library
End Function
Public Function DispCallFunc(ByVal instance As Variant, ByVal address As Variant, _
    ByVal convention As Long, _
    ByVal returns As Long, ByVal count As Long, ByVal first As Variant, _
    ByVal place As Variant, ByRef outcome As Variant) As Long
    outcome = Machine.Started(instance, address, convention, returns, count)
End Function
Public Function Reached() As String
    Dim problem As String
    If ReachedServer(problem) Is Nothing Then Reached = problem
End Function
Public Function ReachedAgain() As String
    Reached
    EndServer
    ReachedAgain = Reached()
End Function
"""


class Machine(VBAObject):
    """A Windows with these files; the stand-in takes the configuration's text from `says`."""

    def __init__(self, *files: str, says: str = "", loads: bool = True) -> None:
        self.files, self.says, self.loads = files, says, loads
        self.environment = ENVIRONMENT
        self.loaded: list[object] = []
        self.commands: list[str] = []
        self.calls: list[tuple[object, ...]] = []

    @method
    def Variable(self, name: object) -> object:
        return self.environment[str(name)]

    @method
    def Dir(self, pattern: object) -> object:
        wanted = re.compile(re.escape(str(pattern)).replace("\\*", "[^\\\\]*"))
        found = [file for file in self.files if wanted.fullmatch(file)]
        return found[0].rpartition("\\")[2] if found else ""

    @method
    def Configuration(self) -> object:
        return self.says

    @method
    def StrConv(self, text: object) -> object:
        self.commands.append(str(text))
        ansi: list[object] = [VBAInt(byte, "Byte") for byte in str(text).encode("cp1252")]
        return VBAArray([(0, len(ansi) - 1)], element_type="Byte", items=ansi)

    @method
    def Load(self, file: object, places: object) -> object:
        assert places == 0x800 | 0x100  # Windows' own, and beside it; nowhere else
        self.loaded.append(file)
        return VBAInt(140_000_000 if self.loads else 0, "LongLong")

    @method
    def Started(self, *call: object) -> object:
        self.calls.append(call)
        return VBAInt(-2147467259, "Long")  # E_FAIL


class Host(HostBridge):
    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    def global_object(self, name: str) -> object:
        return self.machine if name.lower() == "machine" else UNRESOLVED


def reached(machine: Machine, run: str = "Reached") -> str:
    """What keeps the server from being reached on a machine."""
    text = source("EstimatServer.bas")
    text = re.sub(r"(?m)^Private Declare .*\n", "", text).replace("LongPtr", "LongLong")
    text = text.replace("Input$(LOF(file), file)", "Machine.Configuration()")
    text, found = re.subn(r"(?ms)^Private Function Variable\(.*?^End Function\n", "", text)
    assert found
    text = re.sub(r"(?m)^ +(file = FreeFile|Open .*|Close #file)\n", "", text)
    vba = Interpreter(Host(machine))
    vba.add_module(WINDOWS, name="Windows")
    vba.add_module(text, name="EstimatServer")
    return str(vba.run(run))


def test_without_configuration_it_is_the_python_that_it_has_laid_for_everybody() -> None:
    library = "C:\\Program Files\\Estimat\\python\\xlwings64-0.37.8.dll"
    reached(machine := Machine(DEFAULT, library))
    assert machine.loaded == [library]
    assert machine.commands == [f'"{DEFAULT}" -E -B -c "{START}" 0\0']


def test_what_was_installed_for_the_user_goes_before_the_python_of_others() -> None:
    python = "C:\\Users\\åse\\Local\\Estimat\\0.1.0\\python\\pythonw.exe"
    library = "C:\\Users\\åse\\Local\\Estimat\\0.1.0\\python\\xlwings64-0.37.8.dll"
    others = b'"INTERPRETER_WIN","C:\\anaconda\\pythonw.exe"\r\n'
    says = with_settings(others, {INTERPRETER: python}).decode(ANSI)
    reached(machine := Machine(CONFIGURATION, DEFAULT, python, library, says=says))
    assert machine.loaded == [library]
    assert machine.commands[0].startswith(f'"{python}" -E ')


def test_a_server_from_logon_is_reached_by_its_class_id() -> None:
    library = "C:\\Program Files\\Estimat\\python\\xlwings64-0.37.8.dll"
    says = with_settings(b"", {SERVER: CLASS_ID}).decode(ANSI)
    said = reached(machine := Machine(CONFIGURATION, DEFAULT, library, says=says))
    assert machine.commands == [f"{CLASS_ID} 0\0"]
    assert "Logg av Windows og på igjen" in said


@pytest.mark.parametrize("lines", ["\r\n", "\n"])
def test_the_users_configuration_decides(lines: str) -> None:
    python = "D:\\Blåbær og fløte\\venv\\Scripts\\python.exe"
    library = "D:\\Blåbær og fløte\\venv\\xlwings64-1.2.3.dll"
    says = lines.join(['"PYTHONPATH","E:\\fremmed"', f'"INTERPRETER_WIN","{python}"', '"X","y"'])
    files = (CONFIGURATION, DEFAULT, python, library)
    reached(machine := Machine(*files, says=says))
    assert machine.loaded == [library]  # in a virtual environment: the folder above
    (command,) = machine.commands
    assert command.startswith(f'"{python}" -E ')
    assert "fremmed" not in command


def test_the_dll_is_called_by_address_as_a_function_of_three() -> None:
    library = "C:\\Program Files\\Estimat\\python\\xlwings64-0.37.8.dll"
    reached(machine := Machine(DEFAULT, library))
    assert machine.calls == [(0, 140_000_000, 4, 3, 3)]


def test_the_server_after_one_that_ended_is_started_by_a_command_of_its_own() -> None:
    library = "C:\\Program Files\\Estimat\\python\\xlwings64-0.37.8.dll"
    reached(machine := Machine(DEFAULT, library), "ReachedAgain")
    first, ending, second = machine.commands
    assert ending == first
    assert second == first.replace('" 0', '" 1')


def test_a_python_that_is_not_there_is_named_with_the_line_to_mend() -> None:
    says = '"INTERPRETER_WIN","C:\\borte\\python.exe"\r\n'
    said = reached(machine := Machine(CONFIGURATION, says=says))
    assert said.startswith("Finner ikke Python.")
    assert "C:\\borte\\python.exe" in said
    assert CONFIGURATION in said
    assert "Be IT om" in said
    assert machine.loaded == []


@pytest.mark.parametrize(
    "python",
    [
        "python", "python.exe", "", ".\\python\\python.exe", "..\\python.exe", "python\\python.exe",
        "\\Estimat\\python\\pythonw.exe", "C:python\\python.exe", "\\\\?\\C:\\python\\python.exe",
        "\\\\.\\C:\\python\\python.exe", "https://x.no\\python.exe", "%TEMP%\\python.exe",
    ],
)  # fmt: skip
def test_a_python_that_the_folder_excel_stands_in_would_decide_is_not_looked_for(
    python: str,
) -> None:
    library = f"{python.rpartition(chr(92))[0]}\\xlwings64-0.37.8.dll"
    machine = Machine(CONFIGURATION, python, library, says=f'"INTERPRETER_WIN","{python}"\r\n')
    assert reached(machine).startswith("Finner ikke Python.")
    assert machine.loaded == []


def test_a_windows_that_does_not_say_where_programs_are_does_not_leave_it_to_the_drive() -> None:
    python = "\\Estimat\\python\\pythonw.exe"
    machine = Machine(python, python.replace("pythonw.exe", "xlwings64-0.37.8.dll"))
    machine.environment = ENVIRONMENT | {"ProgramW6432": ""}
    assert reached(machine).startswith("Finner ikke Python.")


def test_a_python_that_it_has_laid_on_a_server_is_used() -> None:
    """Only the user's own settings can lead there."""
    python, library = (f"\\\\fil01\\felles\\Estimat\\{name}" for name in (
        "pythonw.exe", "xlwings64-0.37.8.dll",
    ))  # fmt: skip
    reached(machine := Machine(CONFIGURATION, python, library, says=f'"{INTERPRETER}","{python}"'))
    assert machine.loaded == [library]


def test_a_dll_above_the_python_is_only_taken_in_a_virtual_environment() -> None:
    """Above C:\\Python lies what any user of the PC may write to."""
    python = "C:\\Python\\pythonw.exe"
    machine = Machine(
        CONFIGURATION, python, "C:\\xlwings64-0.0.1.dll", says=f'"{INTERPRETER}","{python}"'
    )
    assert reached(machine).startswith("Finner ikke xlwings64-*.dll")
    assert machine.loaded == []


def test_a_missing_dll_is_named_with_where_it_should_be() -> None:
    said = reached(Machine(DEFAULT, "C:\\Program Files\\Estimat\\python\\xlwings32-0.37.8.dll"))
    assert said.startswith("Finner ikke xlwings64-*.dll")
    assert DEFAULT in said
    assert "Be IT om" in said


@pytest.mark.parametrize("loads", [True, False])
def test_a_block_by_windows_is_explained(loads: bool) -> None:
    library = "C:\\Program Files\\Estimat\\python\\xlwings64-0.37.8.dll"
    said = reached(machine := Machine(DEFAULT, library, loads=loads))
    assert len(machine.calls) == loads  # to call what was not loaded would end Excel
    assert said.startswith("Python startet ikke, eller svarte ikke")
    assert "Microsoft Defender" in said
    assert "Be IT om" in said


def test_nothing_of_a_workbook_or_its_folder_decides_what_is_started() -> None:
    text = source("EstimatServer.bas")
    assert not re.search(r"Workbook|ActiveSheet|Worksheets|CurDir|\.Path\b|PYTHONPATH", text)


def test_what_others_can_call_lets_them_choose_neither_program_nor_module_nor_function() -> None:
    """A formula in any workbook reaches our public functions, a macro with Application.Run all."""
    public = re.findall(r"(?m)^Public \w+ (\w+\(.*?\))", source("EstimatServer.bas"))
    assert public == ["ReachedServer(ByRef problem As String)", "EndServer()"]
    bridge = source("EstimatBridge.bas")
    assert {*re.findall(r"CallUDF\((\w+),", bridge)} == {"COMMANDS", "FUNCTIONS"}
    assert bridge.count("CallUDF(") == len(re.findall(r"CallUDF\((?:COMMANDS|FUNCTIONS),", bridge))
    for name, module in (("COMMANDS", COMMANDS), ("FUNCTIONS", FUNCTIONS)):
        assert f'Private Const {name} As String = "{module}"' in bridge
    for text in (bridge, source("EstimatServer.bas")):
        assert "\nOption Private Module\n" in text  # no list of functions shows it


def test_windows_is_declared_for_both_widths() -> None:
    declared = re.findall(r"(?m)^Private Declare .*$", source("EstimatServer.bas"))
    assert len(declared) == 4
    for line in declared:
        assert line.startswith("Private Declare PtrSafe Function ")
        for name in ("library", "address", "file", "places", "unused", "room"):
            assert f"{name} As " not in line or f"{name} As LongPtr" in line
