"""A PC of somebody who installs Estimat: their folders, their registry, the unpacked package."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from estimat.windows.configuration import INTERPRETER, setting
from estimat.windows.installing import RUN, UNINSTALL
from estimat.windows.user import User
from tests import wine

_RUN: Final = textwrap.dedent("""
    import json, os, subprocess, sys
    job = json.loads(sys.argv[1])
    done = subprocess.run(
        job["command"], env=os.environ | job["environment"], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    print(json.dumps([done.returncode, done.stdout.decode("utf-8", "replace")]))
""")
_VALUES: Final = textwrap.dedent("""
    import json, sys, winreg
    found = {}
    for key in json.loads(sys.argv[1]):
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                number = winreg.QueryInfoKey(opened)[1]
                found[key] = dict(winreg.EnumValue(opened, n)[:2] for n in range(number))
        except FileNotFoundError:
            found[key] = None
    print(json.dumps(found))
""")
_FACTS: Final = textwrap.dedent("""
    import json, sys, winreg
    from estimat.windows.facts import gather
    made = []
    for place, values in json.loads(sys.argv[1]).items():
        root, _, key = place.partition("\\\\")
        root = getattr(winreg, root)
        opened = winreg.CreateKey(root, key)
        for name, value in values.items():
            kind = winreg.REG_DWORD if isinstance(value, int) else winreg.REG_SZ
            winreg.SetValueEx(opened, name, 0, kind, value)
            made.append((opened, name))
    try:
        print(json.dumps(gather(None)._asdict()))
    finally:
        for opened, name in made:
            winreg.DeleteValue(opened, name)
""")
_HOLD: Final = "import sys; held = open({!r}, 'rb'); print('held'); __import__('time').sleep(600)"


class Ran(NamedTuple):
    status: int
    said: str


class Pc(NamedTuple):
    """A user on a PC, who has unpacked the package somewhere."""

    user: User
    package: Path

    def run(self, command: Path, *switches: str) -> Ran:
        """Start a .cmd as Windows does when it is clicked; gives its exit code and what it says."""
        quoted = f'cmd /s /c ""{wine.windows(command)}" {" ".join(switches)}"'
        names = ("LOCALAPPDATA", "APPDATA", "USERPROFILE")
        folders = {name: wine.windows(path) for name, path in zip(names, self.user, strict=True)}
        job = json.dumps({"command": quoted, "environment": folders})
        # A server that it leaves running keeps the pipe open: there is no end to read to.
        with wine.started(_RUN, job) as running:
            assert running.stdout
            return Ran(*json.loads(running.stdout.readline()))

    def install(self, *switches: str) -> Ran:
        return self.run(self.package / "Installer.cmd", "/stille", *switches)

    def remove(self) -> Ran:
        return self.run(self.package / "Avinstaller.cmd", "/stille")

    @property
    def python(self) -> Path:
        """The folder of the interpreter that VBA finds."""
        there = setting(self.user.configuration.read_bytes(), INTERPRETER)
        return Path(there.removeprefix("Z:").replace("\\", "/")).parent

    def excel(self, starting: str | None = None) -> wine.Client:
        """Excel with an open workbook, by the interpreter and the DLL that were installed."""
        command = wine.command(python=wine.windows(self.python / "pythonw.exe"))
        return wine.Client(starting or command, python=self.python)

    def state(self) -> dict[str, Any]:
        """Everything of the user that an installation could change: each file, each value."""
        files = {
            str(path.relative_to(self.user.profile)): path.read_bytes()
            for path in self.user.profile.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        return files | registry()


def registry() -> dict[str, Any]:
    found = wine.run(str(wine.PYTHON), "-B", "-c", _VALUES, json.dumps([UNINSTALL, RUN]))
    values: dict[str, Any] = json.loads(found)
    return values


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Some other program has a file open."""
    with wine.started(_HOLD.format(wine.windows(file))):
        yield


def facts(settings: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What is gathered on a PC with these values in its registry, by key; each is put back."""
    return dict(json.loads(wine.run(str(wine.PYTHON), "-B", "-c", _FACTS, json.dumps(settings))))
