"""The extension for LibreOffice, built of addin/calc: `python -m estimat.calc.extension addin`.

It carries what it needs of the package, so that LibreOffice's own Python finds it. The same sources
give the same bytes.
"""

from __future__ import annotations

import io
import sys
import zipfile
from importlib import resources
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from .. import __version__
from ..core.functions import FUNCTIONS, Argument, Function

EXTENSION: Final = "estimat.oxt"
_AS_THEY_ARE: Final = ("META-INF/manifest.xml", "Jobs.xcu", "component.py")
_CARRIED: Final = (
    "__init__",
    "core/__init__", "core/amounts", "core/functions", "core/norwegian", "core/values",
    "calc/__init__", "calc/cells", "calc/component", "calc/mending",
)  # fmt: skip
"""The modules behind the functions, and they need nothing that does not come with Python."""


def extension() -> bytes:
    """The extension: what LibreOffice is told, and the modules that it runs."""
    sources = resources.files("estimat.addin").joinpath("calc")
    package = resources.files("estimat")
    description = sources.joinpath("description.xml").read_text("utf-8")
    parts = {name: sources.joinpath(name).read_text("utf-8") for name in _AS_THEY_ARE} | {
        "description.xml": description.replace("{version}", __version__),
        "XEstimat.idl": interface(),
        "CalcAddIns.xcu": descriptions(),
    }
    for name in _CARRIED:
        module = package.joinpath(f"{name}.py").read_text("utf-8")
        parts[f"pythonpath/estimat/{name}.py"] = module
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name)  # of 1980, whenever it is made
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            target.writestr(info, text)
    return content.getvalue()


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
