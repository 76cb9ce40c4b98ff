"""The Excel add-in and the macros of workbooks, built of addin/ (`make addin`).

A VBA project holds a module for the workbook and one for each sheet, so it is made for the package
it goes into. The same package gives the same bytes.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from importlib import resources
from pathlib import Path
from typing import Final

from ...core.functions import FUNCTIONS, Function
from ..writing.styles import close, new_workbook

ADDIN: Final = "estimat.xlam"
FUNCTIONS_MODULE: Final = "EstimatFunctions"
MODULES: Final = ("EstimatServer", "EstimatBridge", FUNCTIONS_MODULE)
"""In workbooks and in the add-in: a formula binds to the functions of its own workbook."""

_RIBBON_MODULE: Final = "EstimatRibbon"
RIBBON: Final = "customUI14.xml"
_WORKBOOK: Final = "ThisWorkbook"
_SHEET: Final = "Sheet1"

_PROJECT: Final = "xl/vbaProject.bin"
_NOTHING_COMPILED: Final = b"\xcc\x61\xff\xff\0\0\0"
"""`_VBA_PROJECT` where Excel is to compile ([MS-OVBA] 2.3.4.1): the version that no VBA has."""
_ANY: Final = 0xFFFF
"""What is written for a number that Excel gives and nobody reads."""

_PLAIN: Final = b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WITH_MACROS: Final = b"vnd.ms-excel.sheet.macroEnabled.main+xml"
_AS_ADDIN: Final = b"vnd.ms-excel.addin.macroEnabled.main+xml"
_RIBBON_LINK: Final = (
    b'<Relationship Id="rIdEstimat" Target="customUI/customUI14.xml" '
    b'Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"/>'
    b"</Relationships>"
)


def with_macros(workbook: bytes, extra: tuple[str, ...] = ()) -> bytes:
    """The workbook with the functions as macros, and modules besides them when asked for."""
    from pyopenvba import ExcelFile  # noqa: PLC0415  only those who make a workbook wait for it

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "workbook.xlsm")
        file.write_bytes(_changed(workbook, _PLAIN, _WITH_MACROS))
        with ExcelFile(file) as package:
            project = package.add_vba_project()
            for name in (*MODULES, *extra):
                project.add_module(name, _source(f"{name}.bas"))
            package.set_module(_WORKBOOK, _source(f"{_WORKBOOK}.cls"))
            # The first sheet's module is an old one with compiled code: without, when written anew.
            package.set_module(_SHEET, package.get_module(_SHEET))
            project.project_cookie = _ANY
            for module in project.modules:
                module.cookie = _ANY
            package.save()
        return _uncompiled(file.read_bytes())


def addin() -> bytes:
    """The add-in: a workbook nobody sees, with the functions, the ribbon and its buttons."""
    content = io.BytesIO()
    book = new_workbook(content)
    book.add_worksheet("Estimat")
    close(book)
    ribbon = resources.files("estimat.addin").joinpath(RIBBON).read_bytes()
    package = with_macros(content.getvalue(), (_RIBBON_MODULE,))
    return _changed(package, _WITH_MACROS, _AS_ADDIN, ribbon)


def functions_module() -> str:
    """`EstimatFunctions.bas`: a VBA function for each of ours, and what the wizard says of it."""
    return f"""\
Attribute VB_Name = "{FUNCTIONS_MODULE}"
Option Explicit
' Made by "make addin" from python/estimat/core/functions.py. Change it there, not here.

{"".join(map(_wrapper, FUNCTIONS.values()))}\
Public Sub DescribeFunctions()
{"".join(map(_description, FUNCTIONS.values()))}\
End Sub
"""


def _wrapper(function: Function) -> str:
    parameters = ", ".join(
        f"{'' if argument.default is None else 'Optional '}ByVal {argument.name} As Variant"
        for argument in function.arguments
    )
    names = ", ".join(argument.name for argument in function.arguments)
    computed = "Computed" if function.whole else "ComputedByCell"
    return f"""\
Public Function {function.name}({parameters}) As Variant
    {function.name} = {computed}("{function.name}", Array({names}))
End Function

"""


def _description(function: Function) -> str:
    helps = ", _\n        ".join(_literal(argument.described) for argument in function.arguments)
    return f"""\
    Describe "{function.name}", {_literal(function.help)}, Array( _
        {helps})
"""


def _literal(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _source(name: str) -> str:
    text = resources.files("estimat.addin").joinpath(name).read_text("utf-8")
    return text.replace("\n", "\r\n")


def _uncompiled(package: bytes) -> bytes:
    """The package with a project that says of itself that nothing in it is compiled."""
    from pyopenvba.cfb import CFB  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(package)) as source:
        before = source.read(_PROJECT)
    project = CFB.from_bytes(before)
    project.write_stream_in_storage("VBA", "_VBA_PROJECT", _NOTHING_COMPILED)
    return _changed(package, before, project.to_bytes())


def _changed(package: bytes, old: bytes, new: bytes, ribbon: bytes | None = None) -> bytes:
    """The package of another kind, or with another project, and with a ribbon when there is one."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            part = source.read(info)
            if info.filename in ("[Content_Types].xml", _PROJECT):
                part = part.replace(old, new)
            elif info.filename == "_rels/.rels" and ribbon is not None:
                part = part.replace(b"</Relationships>", _RIBBON_LINK)
            target.writestr(info, part)
        if ribbon is not None:
            target.writestr(zipfile.ZipInfo(f"customUI/{RIBBON}"), ribbon)
    return result.getvalue()


def main(folder: Path) -> None:
    """Write the functions as VBA and the add-in into the folder."""
    module = folder / f"{FUNCTIONS_MODULE}.bas"
    module.write_text(functions_module(), encoding="utf-8", newline="\n")
    (folder / ADDIN).write_bytes(addin())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m estimat.files.workbooks.macros FOLDER")
    main(Path(sys.argv[1]))
