"""From the zip to a function's result and back to nothing: installed by double click, under Wine.

What is real: the package, cmd, the registry, a Windows that refuses to replace files in use, and
Excel's way to what was installed. What is not: Excel, and the mark of the web, which Wine has not.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from estimat import __version__
from estimat.excel.logon import CLASS_ID
from estimat.excel.server import COMMANDS
from estimat.files.note.document import text_of
from estimat.making import bundle
from estimat.making.pinned import ROOT, locked
from estimat.making.sbom import sbom
from estimat.windows.facts import API_CALLS, CHILD_PROCESSES, RULES
from estimat.windows.installing import RUN, UNINSTALL
from estimat.windows.user import User
from tests.e2e.installation import Pc, Ran, facts, held
from tests.wine import PYTHON, WORKBOOK, CallError
from tests.wine import windows as windows_path

pytestmark = pytest.mark.wine

COST = "ESTIMAT_KOST"
THEIRS = b'"INTERPRETER_WIN","C:\\anaconda\\pythonw.exe"\r\n"PYTHONPATH","D:\\bl\xe5b\xe6r"'
"""What somebody who uses xlwings already has in their settings; no line break at the end."""


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    try:
        return bundle.contents(locked())
    except subprocess.CalledProcessError:
        if os.environ.get("ESTIMAT_HOSTS") == "required":
            raise
        pytest.skip("det pakken for Windows lages av, lar seg ikke laste ned")


@pytest.fixture(scope="module")
def package(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip as it is, unpacked in a folder with a difficult name."""
    folder = tmp_path_factory.mktemp("pc") / "Nedlastinger (1) & sånt!"
    zipped = folder.with_suffix(".zip")
    zipped.write_bytes(bundle.packed(files))
    with zipfile.ZipFile(zipped) as unpacking:
        unpacking.extractall(folder)
    return folder


@pytest.fixture
def pc(windows: None, package: Path, tmp_path: Path) -> Iterator[Pc]:
    profile = tmp_path / "Åse Bjørg Sæther"
    user = User(profile / "AppData" / "Local", profile / "AppData" / "Roaming", profile)
    user.configuration.parent.mkdir(parents=True)
    user.configuration.write_bytes(THEIRS)
    pc = Pc(user, package)
    yield pc
    if user.home.exists():
        pc.remove()


def well(ran: Ran) -> None:
    """It did what it should, without a word."""
    assert ran == (0, ""), ran.said


def test_installed_used_repeated_and_removed(pc: Pc) -> None:
    before = pc.state()
    well(pc.install())
    with pc.excel() as excel:
        assert excel.call(COST, [[100.0], [8.0]]) == [[145_000.0], [11_600.0]]
        assert excel.evaluate("__import__('sys').executable.endswith('pythonw.exe')") == "True"
        # Nothing is looked for but in what was installed.
        paths = excel.evaluate("__import__('sys').path")
        assert paths.count("Estimat") == paths.count(",") + 1
        # Neither is there, and neither is missed.
        spec = "[__import__('importlib.util').util.find_spec(x) for x in ('numpy', 'pandas')]"
        assert excel.evaluate(spec) == "[None, None]"

        # Again, while a workbook uses it: Excel goes on with what it has.
        first = pc.python
        again = pc.run(pc.package / "Installer.cmd")
        assert again.status == 0
        assert f"Estimat {__version__} er installert" in again.said
        assert excel.call(COST, 1.0) == [[1450.0]]
        assert pc.python != first
    assert pc.user.addin.read_bytes() == (ROOT / "addin" / "estimat.xlam").read_bytes()
    assert pc.user.configuration.read_bytes().endswith(THEIRS)
    with pc.excel() as excel:
        assert excel.call("ESTIMAT_FORKLAR", 120.0) == [["120 t × 1 450 kr/t = 174 000 kr"]]
        in_use = pc.remove()
        assert in_use.status == 1
        assert "Lukk Excel" in in_use.said
        assert excel.call(COST, 1.0) == [[1450.0]]

    diagnosed = pc.run(pc.python.parent / "estimat.cmd", "diagnose", "--json")
    assert diagnosed.status == 0, diagnosed.said
    marks = {each["gjelder"]: each["status"] for each in json.loads(diagnosed.said)["resultater"]}
    for about in ("Tillegget", "Python", "xlwings' DLL", "Prøvekall", "En annen xlwings"):
        assert marks[about] == "i orden", diagnosed.said

    shown = pc.state()[UNINSTALL]
    assert shown["DisplayVersion"] == __version__
    installed = pc.python.parent / "Avinstaller.cmd"
    assert shown["UninstallString"].endswith(f'{installed.parent.name}\\Avinstaller.cmd"')
    # By what was installed, as «Installerte apper» does it: that package may be long gone.
    well(pc.run(installed, "/stille"))
    # Wine's cmd keeps the file that it runs open, so its empty folder stays; Windows' does not.
    assert pc.state() == before


def test_what_was_installed_writes_the_note(pc: Pc, workbook: Path, tmp_path: Path) -> None:
    well(pc.install())
    program, note = tmp_path / "notat.py", tmp_path / "notat.docx"
    # Here, for under Wine a pool of processes waits for ever.
    program.write_text(
        "import sys\n"
        "from estimat.cli.main import main\n"
        "from estimat.files.many import reading_here\n"
        "with reading_here():\n"
        "    sys.exit(main(sys.argv[1:]))\n",
        "utf-8",
    )
    arguments = (program, "notat", workbook, "-o", note, "--med-tabeller")
    shown = [windows_path(each) if isinstance(each, Path) else each for each in arguments]
    ran = pc.run(pc.python / "python.exe", *(f'"{each}"' for each in shown))
    assert ran.status == 0, ran.said
    assert "Budsjett 35,3 millioner kroner" in text_of(note.read_bytes())


def test_an_upgrade_while_excel_has_the_add_in_open_changes_nothing(pc: Pc) -> None:
    well(pc.install())
    pc.user.addin.write_bytes(b"the add-in of an older version")
    before = pc.state()
    with held(pc.user.addin):
        upgraded = pc.install()
        assert upgraded.status == 1
        assert "Excel er åpent" in upgraded.said
        assert pc.state() == before
        removed = pc.remove()
        assert removed.status == 1
        assert pc.state() == before
    well(pc.remove())
    assert not pc.user.home.exists()


def test_a_server_from_logon_computes_and_does_nothing_else(pc: Pc) -> None:
    before = pc.state()
    well(pc.install("/palogging"))
    command = pc.state()[RUN]["Estimat"]
    assert "pythonw.exe" in command
    assert "serve_all" in command
    assert " -E " in command
    assert len(command) <= 260  # Windows runs no longer one at logon
    with pc.excel(f"{CLASS_ID} 0") as excel, pc.excel(f"{CLASS_ID} 0") as other:
        assert excel.call(COST, 100.0) == other.call(COST, 100.0) == [[145_000.0]]
        # Any macro can reach it, so it takes no orders but ours.
        for method, arguments in {
            "Eval": ("1",), "Exec": ("1",), "Module": ("os",), "Builtin": (),
            "CallUDF": ("os", "system", ("dir",)),
        }.items():  # fmt: skip
            with pytest.raises(CallError):
                excel.invoke(method, *arguments)
        assert excel.call(COST, 1.0) == [[1450.0]]
        # It outlives every Excel, so it must hold on to none.
        assert "klar til bruk" in str(excel.invoke("CallUDF", COMMANDS, "status", (), WORKBOOK))
        assert excel.references_left() == 0
    with pc.excel(f"{CLASS_ID} 1") as excel:
        assert excel.call(COST, 100.0) == [[145_000.0]]
    python = pc.python
    well(pc.remove())
    assert pc.state() == before
    assert not python.exists()  # it could not be deleted if the server still ran


def test_an_ordinary_python_leads_excel_to_itself(pc: Pc, tmp_path: Path) -> None:
    before = pc.state()
    python = tmp_path / "Python 3.12"
    shutil.copytree(pc.package / "python", python)
    estimat = ("-B", "-m", "estimat")
    well(pc.run(python / "python.exe", *estimat, "installer", "--stille"))
    assert pc.python == python
    assert pc.user.addin.exists()
    assert not pc.user.home.exists()
    well(pc.run(python / "python.exe", *estimat, "avinstaller", "--stille"))
    assert pc.state() == before
    assert (python / "python.exe").exists()


def test_what_is_set_in_the_registry_is_found(windows: None) -> None:
    security = "Software\\Policies\\Microsoft\\Office\\16.0\\Excel\\Security"
    found = facts(
        {
            f"HKEY_CURRENT_USER\\{security}": {
                "VBAWarnings": 3, "blockcontentexecutionfrominternet": 1, "RequireAddinSig": 1,
            },
            f"HKEY_CURRENT_USER\\{security}\\Trusted Locations": {"AllLocationsDisabled": 1},
            "HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\16.0\\Excel\\Options": {
                "OPEN": '"C:\\annet.xlam"', "OPEN1": '/R "D:\\Å\\Estimat.xlam"',
            },
            f"HKEY_LOCAL_MACHINE\\{RULES}": {CHILD_PROCESSES: "1", API_CALLS: "2"},
            "HKEY_LOCAL_MACHINE\\Software\\Microsoft\\Windows\\CurrentVersion\\App Paths"
            "\\excel.exe": {"": windows_path(PYTHON)},
        }
    )  # fmt: skip
    assert (found["macros"], found["internet_macros_blocked"], found["addins_signed"]) == (3, 1, 1)
    assert found["trusted_locations_off"]
    assert found["addins"] == ["D:\\Å\\Estimat.xlam"]
    assert (found["child_processes"], found["api_calls"]) == (1, 2)
    assert found["excel_bits"] == 64
    nothing = facts({})
    assert (nothing["macros"], nothing["addins"], nothing["child_processes"]) == (None, [], None)
    assert (nothing["excel_version"], nothing["interpreter"]) == (None, "")


def test_out_of_the_zip_one_is_told_to_unpack_it(pc: Pc, tmp_path: Path) -> None:
    alone = tmp_path / "Installer.cmd"
    alone.write_bytes((pc.package / "Installer.cmd").read_bytes())
    told = pc.run(alone, "/stille")
    assert told.status == 2
    assert "Pakk ut" in told.said


def test_the_same_sources_give_the_same_package(files: dict[str, bytes]) -> None:
    again = bundle.contents(locked())
    assert bundle.packed(files) == bundle.packed(dict(reversed(again.items())))


def test_the_package_holds_what_a_pc_needs_and_no_more(files: dict[str, bytes]) -> None:
    assert {name for name in files if "/" not in name} >= {
        "Installer.cmd", "Avinstaller.cmd", "estimat.cmd", "workbook.xlsm", "installasjon.html",
    }  # fmt: skip
    for name in bundle.COMMANDS:
        text = files[name].decode("ascii")  # whatever the code page of the PC is
        assert text.count("\n") == text.count("\r\n") > 0
    inside = {name.removeprefix(f"{bundle.SITE}/").partition("/")[0] for name in files}
    assert not inside & {"numpy", "pandas", "test", "tests"}
    assert not any("/pro/" in name or "ssl" in name.lower() for name in files)
    assert sum(map(len, files.values())) < 32 * 2**20


def test_the_guides_open_by_themselves(files: dict[str, bytes]) -> None:
    for name in bundle.GUIDES:
        page = files[f"{name}.html"].decode("utf-8")
        assert "<h1>" in page
        for target in re.findall(r'(?:href|src)="([^"]*)"', page):
            assert target.startswith(("data:image/png;base64,", "#")) or target in files, target


def test_the_bill_of_materials_names_everything_with_its_version(files: dict[str, bytes]) -> None:
    pinned = locked()
    bill = json.loads(sbom(pinned, files))
    versions = {each["name"]: each["version"] for each in bill["components"]}
    for each in pinned:
        if each.name != bundle.PYTHON:
            assert versions.pop(each.name) == each.version
    (python,) = versions.items()
    assert python[0] == "cpython"
    assert python[1].startswith("3.12.")
