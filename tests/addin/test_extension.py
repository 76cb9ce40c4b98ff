"""The extension for LibreOffice: what is in it, and how it mends formulas. It runs in e2e/."""

from __future__ import annotations

import configparser
import io
import math
import runpy
import struct
import sys
import zipfile
from xml.etree import ElementTree as ET

import pytest

from estimat.calc import cells
from estimat.core.functions import FUNCTIONS
from estimat.core.plain import at_home
from estimat.core.values import Value
from estimat.making import extension
from tests.addin.vba import ADDIN
from tests.e2e.cells import ERRORS
from tests.source import imports

OXT = ADDIN / extension.EXTENSION
IN_LIBREOFFICE = ("uno", "unohelper", "com.sun.star", "no.estimat")
NOT_CARRIED = (
    "docx", "docxtpl", "jinja2", "lxml", "formulon", "wasmtime", "pandas", "pyarrow", "tomli",
)  # fmt: skip
"""What the note is written with, the engine and pandas: compiled for one Python of one system; and
what reads TOML, for a Python of before 3.11."""


@pytest.fixture
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(OXT) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_it_is_a_fresh_build() -> None:
    assert OXT.read_bytes() == extension.extension(), "run `make calc`"


def test_nothing_of_time_or_place_is_in_it() -> None:
    with zipfile.ZipFile(io.BytesIO(extension.extension())) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(f"{ADDIN.parent}/".encode() in package.read(n) for n in package.namelist())


def carried(parts: dict[str, bytes]) -> set[str]:
    """The modules in it, by their dotted names."""
    return {
        name.removeprefix("pythonpath/")
        .removesuffix(".py")
        .removesuffix("/__init__")
        .replace("/", ".")
        for name in parts
        if name.startswith("pythonpath/") and name.endswith(".py")
    }


def test_it_carries_every_module_that_is_needed_and_none_besides(parts: dict[str, bytes]) -> None:
    modules = carried(parts)
    loaded = {f"estimat.{module.replace('/', '.')}" for module in extension.LOADED}
    needed = {
        each.imported
        for each in imports()
        if each.importer in modules
        and each.top not in sys.stdlib_module_names
        and not each.of(*IN_LIBREOFFICE, *NOT_CARRIED)
    }
    assert needed - modules == set()
    ours = {each for each in modules if each.startswith("estimat")}
    packages = {each.rpartition(".")[0] for each in ours}
    assert ours - packages - loaded <= needed


def test_every_document_that_is_opened_loads_the_functions_alone(parts: dict[str, bytes]) -> None:
    loaded, waiting = set(), ["estimat.calc.component"]
    while waiting:
        module = waiting.pop()
        loaded.add(module)
        waiting += [
            each.imported
            for each in imports()
            if each.importer == module and each.at_once and each.imported not in loaded
        ]
    assert not [each for each in loaded if each.startswith(("estimat.files", "xlsxwriter"))]


def test_other_packages_are_carried_whole_with_their_licences(parts: dict[str, bytes]) -> None:
    assert {"xlsxwriter.workbook", "xlsxwriter.chart_bar", "defusedxml.ElementTree"} <= carried(
        parts
    )
    licences = [name for name in parts if "LICENSE" in name]
    for name, version in extension.OTHERS.items():
        assert [each for each in licences if f"{name.lower()}-{version}" in each.lower()]


def test_the_versions_carried_are_those_that_the_tests_ask_for() -> None:
    settings = configparser.ConfigParser()
    settings.read(ADDIN.parent / "setup.cfg")
    asked = settings["options.extras_require"]["test"].split()
    assert {f"{name}=={version}" for name, version in extension.OTHERS.items()} <= {*asked}


def test_other_versions_of_them_are_not_carried_unawares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(extension.OTHERS, "defusedxml", "0.6")
    with pytest.raises(SystemExit, match=r"pip install defusedxml==0\.6"):
        extension.extension()


def test_everything_it_declares_is_there(parts: dict[str, bytes]) -> None:
    manifest = ET.fromstring(parts["META-INF/manifest.xml"])
    declared = {next(v for k, v in each.items() if k.endswith("full-path")) for each in manifest}
    assert declared <= parts.keys()
    for name, part in parts.items():
        if name.endswith((".xml", ".xcu")):
            ET.fromstring(part)


def test_interface_and_descriptions_have_the_same_functions_and_arguments() -> None:
    described = ET.fromstring(extension.descriptions())
    name = "{http://openoffice.org/2001/registry}name"
    functions = described.findall(f".//node[@{name}='AddInFunctions']/node")
    assert [each.get(name) for each in functions] == [*FUNCTIONS]
    for each in functions:
        arguments = [part.get(name) for part in each.findall("node/node")]
        assert f" {each.get(name)}([in] any {', [in] any '.join(map(str, arguments))});" in (
            extension.interface()
        )


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_an_error_is_a_nan_that_says_which(error: Value) -> None:
    ((number, one),) = cells.to_calc([[error, 1.0]])
    assert math.isnan(number)
    assert one == 1.0
    low = struct.unpack("<Q", struct.pack("<d", number))[0] & 0xFFFFFFFF
    assert low == cells.CODES[error]  # type: ignore[index]


@pytest.mark.parametrize(
    ("formula", "becomes"),
    [
        ("=estimat_kost(A1)", "=estimat_kost(A1)"),
        ("=1+[1]!estimat_kost(A1)*2", "=1+estimat_kost(A1)*2"),
        ("=_xll.ESTIMAT_KOST(_xll.ESTIMAT_TIMER(1))", "=ESTIMAT_KOST(ESTIMAT_TIMER(1))"),
        (r"='C:\Min pc\o''s.xlam'!ESTIMAT_KOST(1)", "=ESTIMAT_KOST(1)"),
        ("=SUM(estimat.xlam!ESTIMAT_KOST(1);Ark!A1)", "=SUM(ESTIMAT_KOST(1);Ark!A1)"),
        ('="[1]!ESTIMAT_KOST(1)"&"a""[1]!ESTIMAT_KOST("', None),
        ("=1+[1]!NO.ESTIMAT.FUNCTIONS.ESTIMAT_KOST(1)", "=1+ESTIMAT_KOST(1)"),
        ("='Ark 1'.A1+$Ark2.B2", None),
        ("=[1]!ANNEN_FUNKSJON(1)", None),
    ],
)
def test_only_what_stands_before_a_function_of_ours_is_taken_away(
    formula: str, becomes: str | None
) -> None:
    assert at_home(formula) == (becomes or formula)


def test_a_python_that_is_too_old_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 19))
    with pytest.raises(RuntimeError, match=r"Python 3\.10 eller nyere, og denne .* 3\.8"):
        runpy.run_path(str(ADDIN / "calc" / "component.py"))
