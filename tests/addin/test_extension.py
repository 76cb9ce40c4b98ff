"""The extension for LibreOffice: what is in it, and how it mends formulas. It runs in e2e/."""

from __future__ import annotations

import doctest
import io
import math
import struct
import sys
import zipfile
from xml.etree import ElementTree as ET

import pytest

from estimat.calc import cells, extension, mending
from estimat.core.functions import FUNCTIONS
from estimat.core.values import Value
from tests.addin.vba import ADDIN
from tests.e2e.cells import ERRORS
from tests.source import imports

OXT = ADDIN / extension.EXTENSION
IN_LIBREOFFICE = ("uno", "unohelper", "com.sun.star", "no.estimat")


@pytest.fixture
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(OXT) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_it_is_a_fresh_build() -> None:
    assert OXT.read_bytes() == extension.extension(), "run `make calc`"


def test_nothing_of_time_or_place_is_in_it() -> None:
    with zipfile.ZipFile(io.BytesIO(extension.extension())) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(str(ADDIN.parent).encode() in package.read(n) for n in package.namelist())


def test_it_carries_every_module_that_the_functions_need(parts: dict[str, bytes]) -> None:
    carried = {
        name.removeprefix("pythonpath/").removesuffix(".py").removesuffix("/__init__")
        for name in parts
        if name.startswith("pythonpath/")
    }
    modules = {name.replace("/", ".") for name in carried}
    assert {"estimat.core.functions", "estimat.calc.component"} <= modules
    missing = [
        each
        for each in imports()
        if each.importer in modules
        and each.imported not in modules
        and each.top not in sys.stdlib_module_names
        and not each.of(*IN_LIBREOFFICE)
    ]
    assert missing == []


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
    assert mending.mended(formula) == (becomes or formula)


def test_what_a_docstring_shows_is_what_happens() -> None:
    assert doctest.testmod(mending).failed == 0
