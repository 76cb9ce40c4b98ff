"""The extension for LibreOffice, built of addin/calc: `python -m estimat.making.extension addin`.

It carries what it needs of the package and of others', so that LibreOffice's own Python finds it.
The same sources give the same bytes.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata, resources
from pathlib import Path
from typing import Final
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from ..core.functions import FUNCTIONS, Argument, Function
from ..core.version import __version__
from ..files.workbooks.macros import RIBBON
from .bundle import LEFT_OUT, is_in, packed

EXTENSION: Final = "estimat.oxt"
OTHERS: Final = {"XlsxWriter": "3.3.1", "defusedxml": "0.7.1", "pyOpenVBA": "6.5.0"}
"""The packages that are carried, all of Python only; one version, for the same bytes."""

_AS_THEY_ARE: Final = (
    "META-INF/manifest.xml", "CalcWindowState.xcu", "Jobs.xcu", "ProtocolHandler.xcu",
    "component.py",
)  # fmt: skip
LOADED: Final = ("calc/component", "calc/commands")
"""What LibreOffice loads: the first with every document, the other with the commands."""

_SHEETS: Final = "com.sun.star.sheet.SpreadsheetDocument"

_ADDIN: Final = ("*.bas", "*.cls", "*.docx")
_DATA: Final = ("*.toml",)
"""What new workbooks and notes are made of, and the standard rates."""

_OF_NO_LANGUAGE: Final = ("Category", "URL", "Target", "Context")

NOT_IN_CALC: Final = frozenset({"nytt_tjenesteomrade", "angre", "status"})
"""Buttons of the ribbon that Calc has not: it undoes by itself, and needs no Python besides."""

TOOLBAR: Final = ("kontroller", "konsolider", "ga_til_funn", "publiser")
"""What is at hand; the menu has everything."""

_OTHERS_FILES: Final = ("*.py", "*/LICENSE*", "pyopenvba/_templates/*")


def extension() -> bytes:
    """The extension: what LibreOffice is told, and the modules that it runs."""
    sources = resources.files("estimat.addin").joinpath("calc")
    description = sources.joinpath("description.xml").read_text("utf-8")
    parts = {name: sources.joinpath(name).read_bytes() for name in _AS_THEY_ARE} | {
        "description.xml": description.replace("{version}", __version__).encode(),
        "XEstimat.idl": interface().encode(),
        "CalcAddIns.xcu": descriptions().encode(),
        "Addons.xcu": menus().encode(),
    }
    for inside, content in (*_ours().items(), *_addin(), *_others()):
        parts[f"pythonpath/{inside}"] = content
    return packed(parts)


def _ours() -> dict[str, bytes]:
    """What is loaded, and all that it and what it imports import, at once or in a function."""
    package = resources.files("estimat")
    found: dict[str, bytes] = {}
    waiting = [*LOADED, "__init__"]
    while waiting:
        module = waiting.pop()
        file = package.joinpath(f"{module}.py")
        if f"estimat/{module}.py" in found or not file.is_file():
            continue
        found[f"estimat/{module}.py"] = file.read_bytes()
        folder = module.split("/")[:-1]
        waiting.append("/".join([*folder, "__init__"]))
        tree = ast.parse(file.read_bytes())
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                place = folder[: len(folder) + 1 - node.level]
                origin = [*place, *(node.module.split(".") if node.module else [])]
                # What is imported is a module, or something in one.
                waiting += ["/".join(origin), "/".join([*origin, "__init__"])]
                waiting += ["/".join([*origin, name.name]) for name in node.names]
    return found


def _addin() -> Iterator[tuple[str, bytes]]:
    for package, names in (("estimat.addin", _ADDIN), ("estimat.data", _DATA)):
        for file in resources.files(package).iterdir():
            if is_in(file.name, names):
                yield f"{package.replace('.', '/')}/{file.name}", file.read_bytes()


def _others() -> Iterator[tuple[str, bytes]]:
    """What is used of the other packages, and licences; raises SystemExit for other versions."""
    for name, version in OTHERS.items():
        package = metadata.distribution(name)
        if package.version != version:
            sys.exit(
                f"The extension carries {name} {version}, and {package.version} is installed: "
                f"pip install {name}=={version}, or change estimat.making.extension."
            )
        # A program is installed elsewhere.
        out = ("../*", "*/__pycache__/*", *LEFT_OUT.get(name, ()))
        for file in package.files or ():
            path = file.as_posix()
            if is_in(path, _OTHERS_FILES) and not is_in(path, out):
                yield path, file.read_binary()


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


def menus() -> str:
    """`Addons.xcu`: the menu, which is the ribbon's buttons with a line between groups."""
    ribbon = ElementTree.fromstring(resources.files("estimat.addin").joinpath(RIBBON).read_bytes())
    menu: list[str] = []
    labels: dict[str, str] = {}
    for group in ribbon.iterfind(".//{*}group"):
        buttons = {each.attrib["id"]: each.attrib["label"] for each in group}
        offered = {id: label for id, label in buttons.items() if id not in NOT_IN_CALC}
        if offered and menu:
            menu.append(_entry(f"m{len(menu):02}", "", "private:separator", 10))
        for id, label in offered.items():
            menu.append(_entry(f"m{len(menu):02}", label, f"no.estimat:{id}", 10))
        labels |= offered
    toolbar = [_entry(f"b{n}", labels[id], f"no.estimat:{id}", 8) for n, id in enumerate(TOOLBAR)]
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"
    oor:name="Addons" oor:package="org.openoffice.Office">
  <node oor:name="AddonUI">
    <node oor:name="OfficeMenuBar">
      <node oor:name="no.estimat.menu" oor:op="replace">
        <prop oor:name="Title"><value xml:lang="en-US">Estimat</value></prop>
        <prop oor:name="Context"><value>{_SHEETS}</value></prop>
        <node oor:name="Submenu">
{"".join(menu)}\
        </node>
      </node>
    </node>
    <node oor:name="OfficeToolBar">
      <node oor:name="no.estimat.toolbar" oor:op="replace">
{"".join(toolbar)}\
      </node>
    </node>
  </node>
</oor:component-data>
"""


def _entry(name: str, label: str, url: str, margin: int) -> str:
    """What a menu or a toolbar has, by its place in it: they are in the order of their names."""
    properties = {"URL": url}
    if label:
        properties |= {"Title": label, "Target": "_self", "Context": _SHEETS}
    return _node(name, properties, margin)


def _method(function: Function) -> str:
    parameters = ", ".join(f"[in] any {_internal(each)}" for each in function.arguments)
    return f"    sequence<sequence<any> > {function.name}({parameters});\n"


def _internal(argument: Argument) -> str:
    """What the argument is called where nobody looks: the interface takes no `_` in it."""
    return argument.name.replace("_", "")


def _function(function: Function) -> str:
    properties = {
        "DisplayName": function.name, "Description": function.help, "Category": "Add-In",
        "CompatibilityName": function.name,
    }  # fmt: skip
    arguments = "".join(map(_argument, function.arguments))
    parameters = f'          <node oor:name="Parameters">\n{arguments}          </node>\n'
    return _node(function.name, properties, 8, parameters)


def _argument(argument: Argument) -> str:
    properties = {"DisplayName": argument.name, "Description": argument.described}
    return _node(_internal(argument), properties, 12)


def _node(name: str, properties: Mapping[str, str], margin: int, more: str = "") -> str:
    """English is what LibreOffice falls back to in every language that is not there."""
    pad, lines = " " * margin, ""
    for each, text in properties.items():
        language = "" if each in _OF_NO_LANGUAGE else ' xml:lang="en-US"'
        value = f"<value{language}>{escape(text)}</value>"
        lines += f'{pad}  <prop oor:name="{each}">{value}</prop>\n'
    return f'{pad}<node oor:name="{name}" oor:op="replace">\n{lines}{more}{pad}</node>\n'


def main(folder: Path) -> None:
    """Write the extension into the folder."""
    (folder / EXTENSION).write_bytes(extension())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m estimat.making.extension FOLDER")
    main(Path(sys.argv[1]))
