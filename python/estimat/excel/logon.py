"""The server where Excel may start no programs: started at logon, and reached by its class id.

Any program of the user can reach it, a macro in any workbook among them. So it computes our
functions and runs our commands, and nothing else: xlwings' other calls run whatever they are given.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any, Final

from .server import COMMANDS, FUNCTIONS, OWN_FOLDERS, serve, without_slow_imports

CLASS_ID: Final = "{9B2D4C6A-7E15-4F3B-A8C0-2D61E5F7B394}"
START: Final = f"{OWN_FOLDERS}from estimat.excel.logon import serve_all; serve_all()"

_MAY_WAIT: Final = 0x0010_0000
_PATIENCE: Final = 10_000
"""Milliseconds that it may take to end."""

_CALLS: Final = ["CallUDF", "End"]


def serve_all() -> None:
    """Serve every Excel of the user until they log off, or until somebody calls `End`."""
    import win32api  # noqa: PLC0415  there is none but on Windows
    from win32com.server.util import wrap  # noqa: PLC0415

    with without_slow_imports():
        from xlwings import com_server  # noqa: PLC0415
    full: Any = com_server.XLPython

    class Limited(full):  # type: ignore[misc]
        _public_methods_ = _CALLS

        def CallUDF(self, script: str, *rest: Any) -> Any:  # noqa: N802  VBA's name for it
            if script not in (FUNCTIONS, COMMANDS):
                raise PermissionError(script)
            return super().CallUDF(script, *rest)

        def End(self) -> int:  # noqa: N802
            win32api.PostQuitMessage(0)
            return os.getpid()

    vars(com_server)["XLPython"] = Limited
    # A server ends when the last object of it is let go, that is with the last Excel; this one is
    # never let go.
    last = wrap(Limited())
    serve(CLASS_ID)
    del last


def running() -> Any | None:
    """The one that runs, if any."""
    import pythoncom  # noqa: PLC0415
    from win32com.client import dynamic  # noqa: PLC0415

    com: Any = pythoncom
    try:
        return dynamic.Dispatch(
            com.CoCreateInstance(CLASS_ID, None, com.CLSCTX_LOCAL_SERVER, com.IID_IDispatch)
        )
    except com.com_error:
        return None


def end() -> None:
    """End the one that runs, and wait until it has let go of its files."""
    server = running()
    if server is None:
        return
    import win32api  # noqa: PLC0415
    import win32event  # noqa: PLC0415

    number = server.End()
    with suppress(win32api.error):  # it has ended already
        process = win32api.OpenProcess(_MAY_WAIT, False, number)
        win32event.WaitForSingleObject(process, _PATIENCE)
