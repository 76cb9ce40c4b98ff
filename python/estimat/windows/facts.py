"""Looks up on a PC what `diagnosis` judges: the registry, the files, and one call."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib import resources
from pathlib import Path
from typing import Any, Final

from ..excel import logon
from ..files.workbooks.macros import ADDIN
from . import registry
from .configuration import INTERPRETER, SERVER, setting
from .diagnosis import XLWINGS_INTERPRETER, Call, Facts
from .installing import WORKBOOK
from .user import User, user

OFFICE: Final = r"Software\Microsoft\Office"
POLICIES: Final = r"Software\Policies\Microsoft\Office"
CURRENT: Final = "16.0"
"""What Excel 2016 and everything newer calls itself in the registry."""

RULES: Final = (
    r"Software\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
)
CHILD_PROCESSES: Final = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
API_CALLS: Final = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"

_CALL: Final = "from estimat.excel import udfs; print(udfs.ESTIMAT_KOST(100.0)[0][0])"
_LONGEST: Final = 60


def gather(workbook: str | None) -> Facts:
    """The facts of this PC, about a workbook too when one is named."""
    if sys.platform != "win32":
        return Facts(workbook=workbook)
    who = user(os.environ)
    settings = _settings(who)
    python = _interpreter(settings)
    there = python.is_absolute() and python.is_file()
    addins = tuple(_addins(who))
    version, bits = _excel()
    return Facts(
        is_windows=True,
        excel_version=version,
        excel_bits=bits,
        addins=addins,
        addin_is_current=_is_current(who),
        settings=settings,
        interpreter=str(python) if there else "",
        libraries=tuple(sorted(each.name for each in _libraries(python))),
        xlwings_version=_xlwings_version(python),
        call=_call(python) if there else None,
        server_runs=logon.running() is not None if SERVER in settings else None,
        marked=tuple(_marked([*addins, str(python.parents[1] / WORKBOOK), workbook or ""])),
        macros=_security("VBAWarnings"),
        internet_macros_blocked=bool(_security("blockcontentexecutionfrominternet")),
        trusted_locations_off=bool(_security("AllLocationsDisabled", r"\Trusted Locations")),
        addins_signed=bool(_security("RequireAddinSig")),
        child_processes=_rule(CHILD_PROCESSES),
        api_calls=_rule(API_CALLS),
        workbook=workbook,
        local=str(who.local),
    )


def _settings(who: User) -> dict[str, str]:
    file = who.configuration.read_bytes() if who.configuration.exists() else b""
    names = (INTERPRETER, SERVER, XLWINGS_INTERPRETER)
    return {name: value for name in names if (value := setting(file, name))}


def _interpreter(settings: dict[str, str]) -> Path:
    """The one that VBA finds, by the same order."""
    told = settings.get(INTERPRETER) or settings.get(XLWINGS_INTERPRETER)
    shared = Path(os.environ.get("PROGRAMW6432", ""), "Estimat", "python", "pythonw.exe")
    return Path(told) if told else shared


def _libraries(python: Path) -> list[Path]:
    """Beside the interpreter, or in the folder above when that is a virtual environment."""
    beside = list(python.parent.glob("xlwings*.dll"))
    if beside or python.parent.name.lower() != "scripts":
        return beside
    return list(python.parents[1].glob("xlwings*.dll"))


def _xlwings_version(python: Path) -> str | None:
    for site in (python.parent / "site-packages", python.parents[1] / "Lib" / "site-packages"):
        with suppress(OSError):
            text = (site / "xlwings" / "__init__.py").read_text("utf-8")
            if told := re.search(r'__version__ = "([^"]+)"', text):
                return told[1]
    return None


def _call(python: Path) -> Call | None:
    """A function by that interpreter, as an ordinary process."""
    began = time.monotonic()
    console = python.with_name("python.exe")
    with suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run(
            [console, "-E", "-B", "-c", _CALL], cwd=console.parent, check=False, timeout=_LONGEST,
            text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        return Call(done.stdout.strip(), time.monotonic() - began)
    return None


def _addins(who: User) -> Iterator[str]:
    """Where Excel is told to open the add-in: in its start folder, and by its own list."""
    if who.addin.exists():
        yield str(who.addin)
    for name, value in registry.values(rf"{OFFICE}\{CURRENT}\Excel\Options"):
        if re.fullmatch(r"OPEN\d*", name) and ADDIN in str(value).lower():
            yield re.sub(r'^/R |"', "", str(value))


def _is_current(who: User) -> bool | None:
    if not who.addin.exists():
        return None
    return who.addin.read_bytes() == resources.files("estimat.addin").joinpath(ADDIN).read_bytes()


def _excel() -> tuple[str | None, int | None]:
    """The version and the width of Excel."""
    program = registry.value(
        r"Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe", "", machine=True
    )
    version = registry.value(rf"{OFFICE}\ClickToRun\Configuration", "VersionToReport", machine=True)
    if not program:
        return version, None
    with suppress(OSError, struct.error):
        return version or CURRENT, _bits(Path(str(program)).read_bytes())
    return version or CURRENT, None


def _bits(program: bytes) -> int:
    """The width of a program, from its header."""
    (header,) = struct.unpack_from("<I", program, 0x3C)
    (machine,) = struct.unpack_from("<H", program, header + 4)
    return 32 if machine == 0x14C else 64


def _marked(files: list[str]) -> Iterator[str]:
    for file in files:
        with suppress(OSError, ValueError), open(f"{file}:Zone.Identifier", "rb") as stream:
            zone = re.search(rb"ZoneId=(\d)", stream.read())
            if zone and int(zone[1]) >= 3:
                yield file


def _security(name: str, below: str = "") -> int | None:
    """A setting of Excel's security: what a policy says, or else what the user has chosen."""
    places = (
        (True, rf"{POLICIES}\{CURRENT}"),
        (False, rf"{POLICIES}\{CURRENT}"),
        (False, rf"{OFFICE}\{CURRENT}"),
    )
    found = (
        registry.value(rf"{root}\Excel\Security{below}", name, machine=machine)
        for machine, root in places
    )
    return _whole(next((value for value in found if value is not None), None))


def _rule(name: str) -> int | None:
    return _whole(registry.value(RULES, name, machine=True))


def _whole(value: Any) -> int | None:
    """A number, which policies write as text as well."""
    return int(value) if str(value).isdecimal() else None
