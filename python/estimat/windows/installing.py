"""Puts Estimat in place for one user, without administrator rights, and takes it away again.

A new version gets a folder of its own; what leads to it is switched last, and switched back when
anything fails. So it may be repeated, and Excel never meets half of it.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from importlib import resources
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..core.errors import UnwritableError, UsageError
from ..core.version import __version__
from ..excel import logon
from ..excel.server import COMMANDS, FUNCTIONS
from ..files.workbooks.macros import ADDIN
from . import registry
from .configuration import INTERPRETER, SERVER, with_settings, without_settings
from .user import User

UNINSTALL: Final = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Estimat"
RUN: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
NAME: Final = "Estimat"
WORKBOOK: Final = "workbook.xlsm"
REMOVER: Final = "Avinstaller.cmd"

_SHOWN: Final = (
    "DisplayName", "DisplayVersion", "InstallLocation", "UninstallString",
    "QuietUninstallString", "EstimatedSize", "NoModify", "NoRepair",
)  # fmt: skip

_PATIENCE: Final = 60
"""Seconds that a Python may take to start, with a virus scanner that reads all of it first."""

_ENDING: Final = 10
"""Seconds that the Python of an Excel that was just closed may take to end."""

_LOADED: Final = f"import {FUNCTIONS}, {COMMANDS}, estimat.excel.logon"


class Installed(NamedTuple):
    """What was put where."""

    python: Path
    """The interpreter that Excel starts."""

    folder: Path | None
    """The new version; None for a Python that was there already."""


def package() -> Path | None:
    """The unpacked package that this Python came in, if it did."""
    folder = Path(sys.executable).parents[1]
    return folder if (folder / REMOVER).is_file() and (folder / WORKBOOK).is_file() else None


def install(user: User, source: Path | None, *, at_logon: bool) -> Installed:
    """Install the package at `source`, or else lead Excel to the Python that runs this.

    UnwritableError when a file is in use; then everything is as it was.
    """
    with ExitStack() as undo:
        folder = None
        python = Path(sys.executable).with_name("pythonw.exe")
        if source:
            folder = _new_folder(user)
            undo.callback(_remove, folder)
            _copy(source, folder)
            python = folder / "python" / python.name
            _try(python.with_name("python.exe"))
        addin = resources.files("estimat.addin").joinpath(ADDIN).read_bytes()
        _put(user.addin, addin, undo)
        settings = {INTERPRETER: str(python)} | ({SERVER: logon.CLASS_ID} if at_logon else {})
        _put(user.configuration, _configured(user, settings), undo)
        if folder:
            undo.callback(registry.forget_if_empty, UNINSTALL)
            registry.put(UNINSTALL, _shown_to_windows(folder), undo)
        starts = {NAME: f'"{python}" -E -B -c "{logon.START}"'} if at_logon else {}
        registry.put(RUN, {NAME: None} | starts, undo)
        undo.pop_all()
    logon.end()
    if at_logon:
        _start(python)
    if folder:
        _remove_others(user, folder)
    return Installed(python, folder)


def remove(user: User) -> None:
    """Take everything away; UnwritableError when Excel uses it, and then nothing is done.

    A version that runs this cannot take itself away; that is left to its `Avinstaller.cmd`.
    """
    for library in user.home.glob("*/python/xlwings*.dll"):
        _refuse_in_use(library)
    with ExitStack() as undo:
        _put(user.addin, None, undo)
        _put(user.configuration, _configured(user, {}), undo)
        registry.put(RUN, {NAME: None}, undo)
        registry.put(UNINSTALL, dict.fromkeys(_SHOWN), undo)
        undo.pop_all()
    registry.forget_if_empty(UNINSTALL)
    logon.end()
    with suppress(OSError):  # somebody else's settings are in it
        user.configuration.parent.rmdir()
    own = package()
    if own and user.home.exists() and own.parent.samefile(user.home):
        _remove_others(user, own)
        return
    for _ in range(_ENDING):
        _remove(user.home)
        if not user.home.exists():
            return
        time.sleep(1)
    raise UnwritableError(
        f"Estimat er fjernet fra Excel, men noe bruker fortsatt filer i {user.home}. Logg av og "
        "på, og prøv igjen."
    )


def _new_folder(user: User) -> Path:
    folder = user.home / __version__
    number = 1
    while folder.exists():
        number += 1
        folder = user.home / f"{__version__}-{number}"
    return folder


def _copy(source: Path, target: Path) -> None:
    """Copy the package, without the mark of the web."""
    try:
        # Copying as such takes alternate streams along, and the mark is one.
        shutil.copytree(source, target, copy_function=shutil.copyfile)
    except (OSError, shutil.Error) as problem:
        raise UnwritableError(f"Kan ikke kopiere til {target}: {problem}.") from problem
    # What is written in it would go with the next version; so Excel asks for another name.
    (target / WORKBOOK).chmod(stat.S_IREAD)


def _try(python: Path) -> None:
    """Let the new Python load all that Excel asks it for; what it loads it compiles and keeps."""
    with (
        suppress(OSError, subprocess.TimeoutExpired),
        # What it says is not read: only whether it ended well.
        subprocess.Popen(
            [python, "-E", "-c", _LOADED], cwd=python.parent, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ) as trying,
    ):  # fmt: skip
        if trying.wait(_PATIENCE) == 0:
            return
        trying.kill()
    raise UsageError(
        f"{python} får ikke kjøre på denne PC-en. Ofte er det en sperre mot programmer i brukerens "
        "egne mapper (AppLocker eller lignende). Vis IT installasjonsveiledningen. Ingenting er "
        "endret."
    )


def _configured(user: User, settings: dict[str, str]) -> bytes | None:
    """The settings file with ours; None when nothing is left in it."""
    there = user.configuration.read_bytes() if user.configuration.exists() else None
    if not settings:
        return without_settings(there or b"") or None
    try:
        return with_settings(there or b"", settings)
    except UnicodeEncodeError:
        raise UsageError(
            f"Excels makroer kan ikke lese alle tegnene i {settings[INTERPRETER]}. Be IT om å "
            "installere Estimat i en felles mappe; installasjonsveiledningen sier hvordan."
        ) from None


def _put(file: Path, data: bytes | None, undo: ExitStack) -> None:
    """Write a file all at once, or delete it; UnwritableError when it is in use."""
    before = file.read_bytes() if file.exists() else None
    if data == before:
        return
    _write(file, data)
    undo.callback(_write, file, before)


def _write(file: Path, data: bytes | None) -> None:
    # Not beside it: Excel opens whatever it finds in its folder.
    temporary = file.parents[1] / f".{file.name}.ny"
    try:
        if data is None:
            file.unlink()
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(file)
    except PermissionError as problem:
        raise _in_use(file) from problem
    finally:
        temporary.unlink(missing_ok=True)


def _refuse_in_use(library: Path) -> None:
    try:
        with library.open("r+b"):
            pass
    except PermissionError as problem:
        raise _in_use(library) from problem


def _in_use(file: Path) -> UnwritableError:
    return UnwritableError(
        f"Excel er åpent og bruker {file}. Lukk Excel, og prøv igjen. Ingenting er endret."
    )


def _shown_to_windows(folder: Path) -> dict[str, Any]:
    """What «Installerte apper» shows of us, and how it removes us."""
    remover = f'"{folder / REMOVER}"'
    size = sum(file.stat().st_size for file in folder.rglob("*")) // 1024
    values = (NAME, __version__, str(folder), remover, f"{remover} /stille", size, 1, 1)
    return dict(zip(_SHOWN, values, strict=True))


def _start(python: Path) -> None:
    """Start the server that from now on starts at logon, and give it time to be there."""
    flags = getattr(subprocess, "DETACHED_PROCESS", 0)
    subprocess.Popen(
        [python, "-E", "-B", "-c", logon.START], cwd=python.parent, creationflags=flags
    )
    for _ in range(_PATIENCE):
        if logon.running() is not None:
            return
        time.sleep(1)


def _remove_others(user: User, folder: Path) -> None:
    """Older versions; what is in use stays until next time."""
    for other in user.home.iterdir():
        if other != folder:
            _remove(other)


def _remove(folder: Path) -> None:
    """Delete what can be deleted."""

    def writable(remove: Any, path: str, _: Any) -> None:
        with suppress(OSError):
            os.chmod(path, stat.S_IWRITE)
            remove(path)

    shutil.rmtree(folder, onerror=writable)
