"""The extension for LibreOffice, built of addin/calc: `python -m estimat.calc.extension addin`.

It carries what it needs of the package and of others', so that LibreOffice's own Python finds it.
The same sources give the same bytes.
"""

from __future__ import annotations

import ast
import io
import sys
import zipfile
from collections.abc import Iterator
from importlib import metadata, resources
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from .. import __version__
from ..core.functions import FUNCTIONS, Argument, Function

EXTENSION: Final = "estimat.oxt"
OTHERS: Final = {"XlsxWriter": "3.3.1", "defusedxml": "0.7.1"}
"""The packages that are carried whole, both of Python only; one version, for the same bytes."""

_AS_THEY_ARE: Final = (
    "META-INF/manifest.xml", "Addons.xcu", "CalcWindowState.xcu", "Jobs.xcu", "ProtocolHandler.xcu",
    "component.py",
)  # fmt: skip
_LOADED: Final = ("calc/component", "calc/commands")
"""What LibreOffice loads: the first with every document, the second with the first command."""


def extension() -> bytes:
    """The extension: what LibreOffice is told, and the modules that it runs."""
    sources = resources.files("estimat.addin").joinpath("calc")
    description = sources.joinpath("description.xml").read_text("utf-8")
    parts = {name: sources.joinpath(name).read_bytes() for name in _AS_THEY_ARE} | {
        "description.xml": description.replace("{version}", __version__).encode(),
        "XEstimat.idl": interface().encode(),
        "CalcAddIns.xcu": descriptions().encode(),
    }
    for inside, content in (*_ours().items(), *_others()):
        parts[f"pythonpath/{inside}"] = content
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name)  # of 1980, whenever it is made
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            target.writestr(info, part)
    return written.getvalue()


def _ours() -> dict[str, bytes]:
    """What is loaded, and what that needs to be loaded; what is imported in a function stays."""
    package = resources.files("estimat")
    found: dict[str, bytes] = {}
    waiting = [*_LOADED, "__init__"]
    while waiting:
        module = waiting.pop()
        file = package.joinpath(f"{module}.py")
        if f"estimat/{module}.py" in found or not file.is_file():
            continue
        found[f"estimat/{module}.py"] = file.read_bytes()
        folder = module.split("/")[:-1]
        waiting.append("/".join([*folder, "__init__"]))
        for node in ast.parse(file.read_bytes()).body:
            if isinstance(node, ast.ImportFrom) and node.level:
                place = folder[: len(folder) + 1 - node.level]
                origin = [*place, *(node.module.split(".") if node.module else [])]
                # What is imported is a module, or something in one.
                waiting += ["/".join(origin), "/".join([*origin, "__init__"])]
                waiting += ["/".join([*origin, name.name]) for name in node.names]
    return dict(sorted(found.items()))


def _others() -> Iterator[tuple[str, bytes]]:
    """The modules and the licences of the other packages; raises SystemExit for other versions."""
    for name, version in OTHERS.items():
        package = metadata.distribution(name)
        if package.version != version:
            sys.exit(
                f"The extension carries {name} {version}, and {package.version} is installed: "
                f"pip install {name}=={version}, or change estimat.calc.extension."
            )
        for file in sorted(package.files or ()):
            inside = file.parts[0] != ".."  # a program is installed elsewhere
            if inside and (file.suffix == ".py" or file.name.startswith("LICENSE")):
                yield file.as_posix(), file.read_binary()


def interface() -> str:
    """`XEstimat.idl`: a method for each function.

    An argument is whatever Calc has. The result is rows: nothing else that Python can give is taken
    for a range.
    """
    methods = "".join(map(_method, FUNCTIONS.values()))
    return f"""\
module no {{ module estimat {{
interface XEstimat {{
{methods}}};
}}; }};
"""


def descriptions() -> str:
    """`CalcAddIns.xcu`: what the functions are called, and what the wizard says of them."""
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"
    oor:name="CalcAddIns" oor:package="org.openoffice.Office">
  <node oor:name="AddInInfo">
    <node oor:name="no.estimat.Functions" oor:op="replace">
      <node oor:name="AddInFunctions">
{"".join(map(_function, FUNCTIONS.values()))}\
      </node>
    </node>
  </node>
</oor:component-data>
"""


def _method(function: Function) -> str:
    parameters = ", ".join(f"[in] any {_internal(each)}" for each in function.arguments)
    return f"    sequence<sequence<any> > {function.name}({parameters});\n"


def _internal(argument: Argument) -> str:
    """What the argument is called where nobody looks: the interface takes no `_` in it."""
    return argument.name.replace("_", "")


def _function(function: Function) -> str:
    return f"""\
        <node oor:name="{function.name}" oor:op="replace">
{_property("DisplayName", function.name, 10)}\
{_property("Description", function.help, 10)}\
{_property("Category", "Add-In", 10)}\
{_property("CompatibilityName", function.name, 10)}\
          <node oor:name="Parameters">
{"".join(map(_argument, function.arguments))}\
          </node>
        </node>
"""


def _argument(argument: Argument) -> str:
    return f"""\
            <node oor:name="{_internal(argument)}" oor:op="replace">
{_property("DisplayName", argument.name, 14)}\
{_property("Description", argument.described, 14)}\
            </node>
"""


def _property(name: str, text: str, margin: int) -> str:
    """English is what LibreOffice falls back to in every language that is not there."""
    value = f'<value xml:lang="en-US">{escape(text)}</value>'
    if name == "Category":
        value = f"<value>{escape(text)}</value>"
    return f'{" " * margin}<prop oor:name="{name}">{value}</prop>\n'


def main(folder: Path) -> None:
    """Write the extension into the folder."""
    (folder / EXTENSION).write_bytes(extension())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m estimat.calc.extension FOLDER")
    main(Path(sys.argv[1]))
