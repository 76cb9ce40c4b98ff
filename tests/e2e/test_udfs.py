"""Every function as Excel calls it: VBA's calls, xlwings' DLL, COM, a Windows Python, and back."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from estimat.core.functions import Function
from estimat.core.values import Block, Value
from estimat.excel.server import COMMANDS, START
from estimat.excel.server import FUNCTIONS as MODULE
from tests import wine
from tests.e2e.cells import ERRORS, core, told
from tests.formulas import every_function
from tests.wine import PYTHON, WORKBOOK, CallError, Cells, Client, Sent

pytestmark = pytest.mark.wine

COST = "ESTIMAT_KOST"
AT_LOGON = "{506e67c3-55b5-48c3-a035-eed5deea7d6d}"
"""The class id that xlwings' DLL connects to when it is told to start nothing."""


def assert_same(excel: Client, function: str, *cells: Sent) -> None:
    """The cells that Excel fills are those of the core, to the bit."""
    assert told(excel.call(function, *cells)) == told(core(function, *cells)), cells


class TestValues:
    def test_norwegian_letters_and_others_come_through(self, excel: Client) -> None:
        for text in ("Blåbærsyltetøy ÆØÅ", "€ – ½ ×", "😀", "linje\r\nskift\tog «anførsel»", ""):
            assert excel.invoke("Str", text) == text
        assert excel.call("ESTIMAT_FORKLAR", 120.0) == [["120 t × 1 450 kr/t = 174 000 kr"]]

    @pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
    def test_an_error_comes_back_as_itself(self, excel: Client, error: Value) -> None:
        assert excel.call(COST, error) == [[error]]
        assert excel.call(COST, [[1.0], [error]]) == [[1450.0], [error]]

    @every_function
    def test_a_constant_in_braces_is_a_row(self, excel: Client, function: Function) -> None:
        """Excel gives {10,20} to VBA as an array of one dimension."""
        found = excel.call(function.name, (10.0, 20.0))
        assert told(found) == told(core(function.name, [[10.0, 20.0]]))


class TestLettingGo:
    """Excel stays, as a process that nobody sees, while anybody holds an object of it."""

    def test_what_the_server_holds_is_counted(self, excel: Client) -> None:
        excel.invoke("Tuple", WORKBOOK)
        assert excel.references_left() > 0

    @pytest.mark.parametrize(
        ("command", "says"),
        [("status", "klar til bruk"), ("kontroller", "gjorde ikke det")],
        ids=["done", "failed"],
    )
    def test_after_a_command_nothing_is_held(self, excel: Client, command: str, says: str) -> None:
        said = excel.invoke("CallUDF", COMMANDS, command, (), WORKBOOK)
        assert says in str(said)
        assert excel.references_left() == 0

    @pytest.mark.parametrize(
        ("module", "name", "cells"),
        [
            (COMMANDS, "finnes_ikke", ()),
            (COMMANDS, "status", (1.0,)),
            (MODULE, "ESTIMAT_FINNES_IKKE", (1.0,)),
            ("estimat.finnes_ikke", "status", ()),
        ],
    )
    def test_nor_after_one_that_failed(
        self, excel: Client, module: str, name: str, cells: tuple[Sent, ...]
    ) -> None:
        with pytest.raises(CallError):
            excel.invoke("CallUDF", module, name, cells, WORKBOOK)
        assert excel.references_left() == 0

    def test_nor_after_a_function_in_a_cell(self, excel: Client) -> None:
        assert excel.invoke("CallUDF", MODULE, COST, (100.0,), WORKBOOK) == 145_000.0
        assert excel.references_left() == 0
        # A range is an object too, and leads to its workbook.
        assert excel.call(COST, Cells([[100.0], [None]])) == [[145_000.0], [0.0]]
        assert excel.references_left() == 0


class TestUser:
    """xlwings' DLL takes the environment in one code page and hands it over in another."""

    NAMES = ("TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
    NAMED = (
        "import sys, winreg; winreg.SetValueEx(winreg.OpenKey(winreg.HKEY_CURRENT_USER, "
        "'Volatile Environment', 0, winreg.KEY_WRITE), 'USERNAME', 0, 1, sys.argv[1])"
    )

    @pytest.fixture
    def excel(self, windows: None) -> Iterator[Client]:
        """The Excel of a user called Bjørn, and a server started as the DLL starts it there."""
        before = wine.run("cmd", "/c", "echo %USERNAME%").strip()
        mangled = dict.fromkeys(self.NAMES, "C:\\users\\Bj›rn") | {"USERNAME": "Bj›rn"}
        start = f"import os; os.environ.update({mangled}); {START}"
        wine.run(str(wine.PYTHON), "-c", self.NAMED, "Bjørn")
        try:
            with Client(wine.command(start)) as excel:
                yield excel
        finally:
            wine.run(str(wine.PYTHON), "-c", self.NAMED, before)

    def test_names_and_folders_are_as_windows_has_them(self, excel: Client) -> None:
        stamp = "__import__('estimat.actions.stamp').actions.stamp.made_now().user"
        assert excel.evaluate(stamp) == "Bjørn"
        folder = excel.evaluate("__import__('tempfile').gettempdir()")
        assert re.fullmatch(r"C:\\users\\.+\\Temp", folder, re.IGNORECASE)
        for name in self.NAMES:
            there = f"__import__('os').path.isdir(__import__('os').environ['{name}'])"
            assert excel.evaluate(there) == "True", name


class TestStart:
    def test_one_that_hangs_is_ended_before_excel_has_stood_still_for_long(
        self, windows: None
    ) -> None:
        hanging = (
            "from estimat.excel import server; server.PATIENCE = 3; "
            "server.use_own_environment = lambda: __import__('time').sleep(600); serve("
        )
        began = time.monotonic()
        with pytest.raises(CallError):
            Client(wine.command(START.replace("serve(", hanging)))
        assert time.monotonic() - began < 30


class TestServer:
    def test_the_first_number_waits_for_neither_numpy_nor_pandas(self, windows: None) -> None:
        with Client() as excel:
            assert excel.call(COST, 100.0) == [[145_000.0]]
            loaded = "sorted(__import__('sys').modules.keys() & {'numpy', 'pandas'})"
            assert excel.evaluate(loaded) == "[]"
            # They are there all the same, and can be had when they are wanted.
            assert excel.evaluate("__import__('pandas').DataFrame.__name__") == "DataFrame"
            assert excel.call(COST, [[100.0], [None]]) == [[145_000.0], [0.0]]

    def test_after_a_server_has_died_the_next_activation_has_a_new_one(self, windows: None) -> None:
        with Client() as excel:
            before = excel.evaluate("__import__('os').getpid()")
            wine.run("taskkill", "/F", "/PID", before)
            with pytest.raises(CallError):
                excel.call(COST, 100.0)
            excel.activate()
            assert excel.call(COST, 100.0) == [[145_000.0]]
            assert excel.evaluate("__import__('os').getpid()") != before

    def test_a_failure_in_python_is_a_failure_in_vba_and_the_server_lives(
        self, excel: Client
    ) -> None:
        with pytest.raises(CallError):
            excel.invoke("CallUDF", MODULE, "ESTIMAT_FINNES_IKKE", (1.0,))
        assert excel.call(COST, 100.0) == [[145_000.0]]

    def test_two_workbooks_in_two_excels_at_once(self, windows: None) -> None:
        def work(first: float) -> list[Block]:
            with Client() as excel:
                return [excel.call(COST, [[first + step], [step]]) for step in range(300)]

        with ThreadPoolExecutor() as pool:
            for first, found in zip((0.5, 7.25), pool.map(work, (0.5, 7.25)), strict=True):
                for step, block in enumerate(found):
                    assert block == [[(first + step) * 1450.0], [step * 1450.0]]

    def test_a_server_that_runs_already_serves_every_excel(self, windows: None) -> None:
        """Where Excel may start no programs, the server is started at logon instead."""
        with (
            wine.started(START.replace("$(CLSID)", AT_LOGON)) as running,
            Client(AT_LOGON) as one,
            Client(AT_LOGON) as other,
        ):
            for hours in (100.0, 8.2):
                assert_same(one, COST, hours)
                assert_same(other, COST, [[hours], [None]])
            process = "__import__('os').getpid()"
            assert one.evaluate(process) == other.evaluate(process)
            assert running.poll() is None


class TestStrangers:
    """What comes by mail, or stands about on a PC, decides nothing and never runs."""

    MODULES = (
        "estimat", "xlwings", "pythoncom", "pywintypes", "win32api", "decimal", "os", "encodings",
        "sitecustomize", "usercustomize", "fremmed",
    )  # fmt: skip
    LIBRARIES = (
        "pywintypes312.dll", "pythoncom312.dll", "python312.dll", "python3.dll", "vcruntime140.dll",
        "oleaut32.dll", "xlwings64-9.9.9.dll",
    )  # fmt: skip

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """A folder of a stranger's, with all that Python and Windows might look for."""
        for name in self.MODULES:
            (tmp_path / f"{name}.py").write_text("raise SystemExit('en fremmed slapp inn')")
        for name in self.LIBRARIES:  # it can be loaded, and has nothing of what is wanted
            shutil.copy(PYTHON.with_name("libffi-8.dll"), tmp_path / name)
        for name in ("python.exe", "pythonw.exe"):
            (tmp_path / name).write_bytes(b"en fremmed")
        for name in ("fremmed.pth", "python312._pth", "pyvenv.cfg", "xlwings.conf"):
            (tmp_path / name).write_text("import fremmed")
        return tmp_path

    def assert_ours(self, excel: Client, folder: Path) -> None:
        assert excel.call(COST, 100.0) == [[145_000.0]]
        assert excel.evaluate("'' in __import__('sys').path") == "False"
        assert folder.name not in excel.evaluate("__import__('sys').path")
        assert folder.name not in excel.evaluate("__import__('sys').executable")
        with pytest.raises(CallError):
            excel.invoke("Module", "fremmed")

    def test_nothing_is_taken_from_the_folder_of_a_workbook(
        self, windows: None, folder: Path
    ) -> None:
        with Client(folder=folder) as excel:
            self.assert_ours(excel, folder)

    def test_nor_from_where_windows_and_python_are_told_to_look(
        self, windows: None, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        there = wine.windows(folder)
        told = wine.environment() | {
            "WINEPATH": there, "PYTHONPATH": there, "PYTHONHOME": there, "PYTHONSTARTUP": there,
            "PYTHONUSERBASE": there, "PYTHONINSPECT": "1",
        }  # fmt: skip
        monkeypatch.setattr(wine, "environment", lambda: told)
        with Client() as excel:
            assert there in excel.evaluate("__import__('os').environ['PYTHONPATH']")
            self.assert_ours(excel, folder)

    @pytest.mark.parametrize(
        "name", ["xlwings", "FUNCTIONS", "to_com", "_served", "__builtins__", "annotations", ""]
    )
    def test_who_may_call_a_function_may_call_nothing_else_in_its_module(
        self, excel: Client, name: str
    ) -> None:
        for module in (MODULE, COMMANDS):
            with pytest.raises(CallError):
                excel.invoke("CallUDF", module, name, ())
