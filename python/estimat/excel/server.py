"""The process behind the open workbook: xlwings' COM server with our functions and commands in it.

xlwings' DLL starts it from VBA, with `START`, and puts the class id in.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from .variants import Numbers

FUNCTIONS: Final = "estimat.excel.udfs"
COMMANDS: Final = "estimat.excel.commands"
"""The modules that VBA names in its calls."""

OWN_FOLDERS: Final = "import sys; sys.path[:] = filter(None, sys.path); "
"""Python by itself looks in the current folder first; for Excel that is often a workbook's, and a
stranger's file there could be called estimat.py."""

START: Final = f"{OWN_FOLDERS}from estimat.excel.server import serve; serve('$(CLSID)')"
"""What VBA has Python run."""

_NUMBERS: Final = 0x2000 | 5
"""An array of doubles, as a VARIANT says it."""

_SELDOM: Final = 100_000

_SLOW: Final = ("numpy", "pandas")

PATIENCE: Final = 30
"""Seconds that a start may take. Excel stands still meanwhile: xlwings' DLL waits for two minutes,
but no longer than the process is there."""


def serve(class_id: str) -> None:
    """Serve until Excel, or whoever started it, ends it."""
    with _no_longer_than(PATIENCE):
        _load()
        import xlwings  # noqa: PLC0415
    # Elsewhere than on Windows it takes no argument and serves nothing.
    xlwings.serve(class_id)  # type: ignore[call-arg]


def _load() -> None:
    use_own_environment()
    with without_slow_imports():
        from xlwings import com_server, udfs  # noqa: PLC0415
    for module in (FUNCTIONS, COMMANDS):
        # Known before anybody asks, so that no sheet of a workbook is searched for code.
        udfs.get_udf_module(module, None)  # type: ignore[no-untyped-call]
        # Nor is its file looked at for changes: that takes longer than all the rest of a call.
        udfs.udf_modules[module]["filetime"] = None
    # A long range is so many lists that garbage would be looked for thirty times for each.
    gc.set_threshold(_SELDOM)
    server: Any = com_server.XLPython
    server.CallUDF = _served(server.CallUDF)


def _served(call: Callable[..., Any]) -> Callable[..., Any]:
    """A call after which nothing of Excel's is kept: Excel cannot end while anybody holds it.

    Where all is numbers they go as an array of numbers: one of values of any kind takes longer.
    """
    from win32com.client import VARIANT  # noqa: PLC0415
    from xlwings import _xlwindows  # noqa: PLC0415

    def CallUDF(*given: Any) -> Any:  # noqa: N802  VBA's name for it
        try:
            result = call(*given)
            return VARIANT(_NUMBERS, result) if isinstance(result, Numbers) else result
        finally:
            _xlwindows.BOOK_CALLER = None

    return CallUDF


def use_own_environment() -> None:
    """Have the names and folders of the user as Windows has them.

    xlwings' DLL hands them over in one code page as if they were in another: Bjørn is Bj›rn then.
    """
    import win32api  # noqa: PLC0415  there is none but on Windows
    import win32con  # noqa: PLC0415
    import win32profile  # noqa: PLC0415
    import win32security  # noqa: PLC0415

    with suppress(win32api.error):
        access = win32con.TOKEN_QUERY | win32con.TOKEN_DUPLICATE
        token = win32security.OpenProcessToken(win32api.GetCurrentProcess(), access)
        for name, value in win32profile.CreateEnvironmentBlock(token, False).items():
            if name in os.environ:
                os.environ[name] = value


@contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    """End this process if it takes longer, whatever it waits for."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # a program without a window has none
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def without_slow_imports() -> Iterator[None]:
    """Let xlwings load without what it takes along when installed; the first number would wait."""
    modules: dict[str, Any] = sys.modules
    hidden = [name for name in _SLOW if modules.setdefault(name, None) is None]
    yield
    for name in hidden:
        del modules[name]
