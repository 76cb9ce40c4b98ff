"""The package for Windows: a Python of its own, Estimat, the add-in, the workbook and the guides.

Made on any system, by `make windows`. The same sources give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from ..core.version import __version__
from .pinned import LOCK, ROOT, Pinned, locked
from .sbom import sbom

NAME: Final = f"estimat-{__version__}-windows.zip"
SITE: Final = "python/site-packages"

COMMANDS: Final = ("Installer.cmd", "Avinstaller.cmd", "Diagnose.cmd", "estimat.cmd")
GUIDES: Final = ("brukerveiledning", "funksjoner", "kontroller", "installasjon")

PYTHON: Final = "python-embed"
SEARCHED: Final = (
    "python312.zip", ".", "site-packages", "site-packages/win32", "site-packages/win32/lib",
)  # fmt: skip
"""Where that Python looks for modules. The file that says so also shuts out everything else: the
registry, the environment, the current folder."""

KEPT: Final[dict[str, tuple[str, ...]]] = {
    PYTHON: (
        "*.exe", "*.zip", "python312.dll", "vcruntime*.dll", "libffi-*.dll", "*.pyd", "LICENSE.txt",
    ),
    # What `import xlwings` takes along on Windows, and the server of COM objects.
    "pywin32": (
        "pythoncom.py", "pywin32_system32/py*.dll", "win32/License.txt", "win32com/License.txt",
        "win32/_win32sysloader.pyd", "win32/win32api.pyd", "win32/win32event.pyd",
        "win32/win32gui.pyd", "win32/win32process.pyd", "win32/win32profile.pyd",
        "win32/win32security.pyd",
        "win32/lib/pywintypes.py", "win32/lib/win32con.py", "win32/lib/win32timezone.py",
        "win32/lib/winerror.py", "win32com/*.py",
    ),
    # What reads and writes XML; not HTML, Schematron and objects.
    "lxml": ("lxml/__init__.py", "lxml/etree.*.pyd", "lxml/_elementpath.*.pyd", "*.dist-info/*"),
}  # fmt: skip
"""Of each distribution what goes in; of the others everything."""

LEFT_OUT: Final[dict[str, tuple[str, ...]]] = {
    # No TLS, no databases, no sound.
    PYTHON: ("_ssl.pyd", "_hashlib.pyd", "_sqlite3.pyd", "_msi.pyd", "_wmi.pyd", "winsound.pyd"),
    "pywin32": ("win32com/demos/*", "win32com/makegw/*", "win32com/servers/*", "win32com/test/*"),
    # Its own add-in, the parts under another licence, and those for other systems.
    "xlwings": (
        "xlwings/addin/*", "xlwings/pro/*", "*/LICENSE_PRO.txt", "xlwings/*.pyd", "xlwings/js/*",
        "xlwings/html/*", "xlwings/rest/*", "xlwings/ext/*", "xlwings/*.bas", "xlwings/*.xl*",
        "xlwings/*.applescript", "xlwings/*mac*.py",
    ),
    "pyOpenVBA": (
        "pyopenvba/apps/*", "pyopenvba/interpreter/*", "pyopenvba/mlang/*", "pyopenvba/formula/*",
        "*.accdb", "*.mdb",
    ),
    "python-docx": ("docx/templates/default-docx-template/*",),
    "estimat": (
        "estimat/making/*", "estimat/addin/windows/*", "estimat/addin/calc/*",
        "estimat/addin/notat/*",
    ),
}  # fmt: skip
_NEVER: Final = ("*.dist-info/RECORD", "*.dist-info/WHEEL", "*/top_level.txt", "*/entry_points.txt",
                 "*.data/scripts/*", "*/__pycache__/*", "*.oxt")  # fmt: skip


def contents(pinned: list[Pinned]) -> dict[str, bytes]:
    """Every file of the package by its path in it."""
    from .guides import page  # noqa: PLC0415  only those who make the package have Markdown

    files = {
        "workbook.xlsm": (ROOT / "workbook.xlsm").read_bytes(),
        # Where this folder is, pywin32 keeps what it learns of Excel; otherwise in %TEMP%.
        f"{SITE}/win32com/gen_py/__init__.py": b"",
        "python/python312._pth": "".join(f"{line}\r\n" for line in SEARCHED).encode("ascii"),
    }
    for name in COMMANDS:
        files[name] = (LOCK.parent / name).read_bytes().replace(b"\n", b"\r\n")
    for name in GUIDES:
        source = ROOT / "docs" / f"{name}.md"
        if source.exists():
            files[f"{name}.html"] = page(source, GUIDES).encode("utf-8")
    for each in pinned:
        for path, data in _taken(each.name, _unpacked(each)):
            files[_place(each.name, path)] = data
    for path, data in _taken("estimat", _own_source()):
        files[f"{SITE}/{path}"] = data
    return files


def _unpacked(each: Pinned) -> Iterator[tuple[str, bytes]]:
    if each.name != PYTHON:
        with zipfile.ZipFile(each.file) as wheel:
            yield from ((name, wheel.read(name)) for name in wheel.namelist())
        return
    # The Windows builds of Python as python.org has them, in a zip of their own.
    with tarfile.open(each.file) as source:
        (inner,) = (member for member in source if member.name.endswith("/data.zip"))
        stream = source.extractfile(inner)
        assert stream
        with zipfile.ZipFile(io.BytesIO(stream.read())) as builds:
            for name in builds.namelist():
                if name.startswith("cp312/"):
                    yield name.removeprefix("cp312/"), builds.read(name)


def _own_source() -> Iterator[tuple[str, bytes]]:
    for folder, place in (
        (ROOT / "python" / "estimat", "estimat"),
        (ROOT / "addin", "estimat/addin"),
    ):
        for file in folder.rglob("*"):
            if file.is_file():
                yield f"{place}/{file.relative_to(folder).as_posix()}", file.read_bytes()


def _taken(name: str, files: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    kept, out = KEPT.get(name, ("*",)), (*_NEVER, *LEFT_OUT.get(name, ()))
    for path, data in files:
        if not path.endswith("/") and is_in(path, kept) and not is_in(path, out):
            yield path, data


def is_in(path: str, patterns: Iterable[str]) -> bool:
    """Whether a path fits any of the patterns."""
    return any(fnmatch(path, pattern) for pattern in patterns)


def _place(name: str, path: str) -> str:
    """Where a file of a distribution goes: Windows finds DLLs beside the program."""
    library = path.endswith(".dll") or name == PYTHON
    return f"python/{path.rpartition('/')[2]}" if library else f"{SITE}/{path}"


def packed(files: dict[str, bytes]) -> bytes:
    """The files as a zip; the same files give the same bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as target:
        for path in sorted(files):
            info = zipfile.ZipInfo(path)  # of 1980, whenever it is made
            info.create_system = 3  # Unix, wherever it is made
            info.external_attr = 0o644 << 16
            target.writestr(info, files[path], zipfile.ZIP_DEFLATED, compresslevel=9)
    return result.getvalue()


def main(folder: Path) -> None:
    """Write the package, its sum and its bill of materials into a folder."""
    pinned = locked()
    files = contents(pinned)
    package = packed(files)
    folder.mkdir(parents=True, exist_ok=True)
    bill = f"{NAME.removesuffix('.zip')}.cdx.json"
    made = {NAME: package, bill: sbom(pinned, files)}
    for name, data in made.items():
        (folder / name).write_bytes(data)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in made.items())
    (folder / f"{NAME}.sha256").write_bytes(sums.encode("ascii"))
    print(f"{folder / NAME}: {len(package) / 2**20:.1f} MB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m estimat.making.bundle FOLDER")
    main(Path(sys.argv[1]))
