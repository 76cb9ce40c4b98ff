"""Each thing that can be wrong on a PC is found, told in words, and has a remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from estimat.windows.configuration import INTERPRETER, SERVER
from estimat.windows.diagnosis import (
    CHECKS,
    XLWINGS_INTERPRETER,
    Call,
    Facts,
    Mark,
    Result,
    diagnose,
)
from tests.running import GOOD, run

PYTHON = "C:\\Users\\Åse\\AppData\\Local\\Estimat\\0.1.0\\python\\pythonw.exe"
WELL = Facts(
    is_windows=True,
    excel_version="16.0.17328.20162",
    excel_bits=64,
    addins=("C:\\Users\\Åse\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART\\estimat.xlam",),
    addin_is_current=True,
    settings={INTERPRETER: PYTHON},
    interpreter=PYTHON,
    libraries=("xlwings32-0.37.8.dll", "xlwings64-0.37.8.dll"),
    xlwings_version="0.37.8",
    call=Call("145000.0", 0.84),
    marked=(),
    macros=2,
    internet_macros_blocked=True,
    trusted_locations_off=False,
    addins_signed=False,
    child_processes=0,
    workbook="C:\\estimat.xlsm",
    local="C:\\Users\\Åse\\AppData\\Local",
)

WRONG: dict[str, tuple[dict[str, Any], str, Mark, str]] = {
    "an old Excel": ({"excel_version": "15.0.1"}, "Excel", Mark.NOTE, "2016"),
    "no Excel": ({"excel_version": None}, "Excel", Mark.UNKNOWN, "installert"),
    "no add-in": ({"addins": ()}, "Tillegget", Mark.BAD, "Installer.cmd"),
    "two add-ins": ({"addins": ("C:\\a", "D:\\b")}, "Tillegget", Mark.BAD, "XLSTART"),
    "an old add-in": ({"addin_is_current": False}, "Tillegget", Mark.BAD, "Lukk Excel"),
    "no Python": ({"interpreter": ""}, "Python", Mark.BAD, "Installer.cmd"),
    "no DLL": ({"libraries": ()}, "xlwings' DLL", Mark.BAD, "Installer.cmd"),
    "the DLL of the other width": (
        {"libraries": ("xlwings64-0.37.8.dll",), "excel_bits": 32},
        "xlwings' DLL", Mark.BAD, "Installer.cmd",
    ),
    "the DLL of another version": (
        {"xlwings_version": "0.38.0"}, "xlwings' DLL", Mark.BAD, "Installer.cmd",
    ),
    "Python may not start": ({"call": None}, "Prøvekall", Mark.BAD, "AppLocker"),
    "Python fails": (
        {"call": Call("ModuleNotFoundError: xlwings", 0.1)}, "Prøvekall", Mark.BAD, "Installer.cmd",
    ),
    "no server since logon": (
        {"settings": {INTERPRETER: PYTHON, SERVER: "{1}"}, "server_runs": False},
        "Python ved pålogging", Mark.BAD, "Logg av",
    ),
    "no child processes": ({"child_processes": 1}, "Microsoft Defender", Mark.BAD, "/palogging"),
    "a warning for child processes": (
        {"child_processes": 6}, "Microsoft Defender", Mark.BAD, "/palogging",
    ),
    "no calls to Windows": ({"api_calls": 1}, "Microsoft Defender", Mark.BAD, "unntak"),
    "no macros": ({"macros": 4}, "Makroer", Mark.NOTE, "klarerte"),
    "only signed macros": ({"macros": 3}, "Makroer", Mark.NOTE, "signere"),
    "every macro": ({"macros": 1}, "Makroer", Mark.NOTE, "varsel"),
    "only signed add-ins": ({"addins_signed": True}, "Makroer", Mark.BAD, "signere"),
    "the mark of the web": (
        {"marked": ("C:\\e.xlsm",), "internet_macros_blocked": False},
        "Merket fra nettet", Mark.BAD, "Fjern blokkering",
    ),
    "the mark of the web, and a policy": (
        {"marked": ("C:\\e.xlsm",)}, "Merket fra nettet", Mark.BAD, "policy",
    ),
    "no trusted locations": (
        {"trusted_locations_off": True}, "Klarerte plasseringer", Mark.BAD, "signere",
    ),
    "another xlwings alone": (
        {"settings": {XLWINGS_INTERPRETER: "C:\\anaconda\\python.exe"}},
        "En annen xlwings", Mark.NOTE, "Installer.cmd",
    ),
    "a name VBA cannot read": (
        {"local": "C:\\Users\\Łukasz\\AppData\\Local"}, "Brukernavnet", Mark.BAD, "felles mappe",
    ),
    "an address": (
        {"workbook": "https://x.sharepoint.com/e.xlsm"}, "Arbeidsboken", Mark.NOTE, "synkronisert",
    ),
}  # fmt: skip


def test_where_all_is_well_everything_is_in_order() -> None:
    results = diagnose(WELL)
    assert [each for each in results if each.mark is not Mark.GOOD] == []
    assert len(results) >= 9


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_with_what_to_do(name: str) -> None:
    changes, about, mark, remedy = WRONG[name]
    results = [each for each in diagnose(WELL._replace(**changes)) if each.mark is not Mark.GOOD]
    found = [each for each in results if each.about == about]
    assert found, results
    assert found[0].mark is mark
    assert remedy in found[0].remedy
    assert found[0].found.endswith(".")


def test_every_check_can_go_wrong() -> None:
    told = {
        (check, result.mark)
        for changes, *_ in WRONG.values()
        for check in CHECKS
        for result in check(WELL._replace(**changes))
    }
    assert {check for check, mark in told if mark is not Mark.GOOD} == {*CHECKS}


def test_a_server_from_logon_needs_no_child_process() -> None:
    settings = {INTERPRETER: PYTHON, SERVER: "{1}"}
    facts = WELL._replace(child_processes=1, settings=settings, server_runs=True)
    assert [each for each in diagnose(facts) if each.mark is not Mark.GOOD] == []


def test_another_xlwings_beside_ours_is_in_order() -> None:
    settings = {INTERPRETER: PYTHON, XLWINGS_INTERPRETER: "C:\\anaconda\\python.exe"}
    results = diagnose(WELL._replace(settings=settings))
    (result,) = (each for each in results if each.about == "En annen xlwings")
    assert result.mark is Mark.GOOD


def test_a_pc_of_which_nothing_is_known_gives_no_verdict_of_failure_and_no_fault() -> None:
    bare = diagnose(Facts(is_windows=True))
    assert all(isinstance(each, Result) for each in bare)
    assert Mark.BAD not in {each.mark for each in bare}


def test_elsewhere_than_on_windows_it_says_where_to_look(tmp_path: Path) -> None:
    shown = run("diagnose", folder=tmp_path)
    assert shown.status == GOOD
    assert "ikke Windows" in shown.out


@pytest.mark.parametrize("verb", ["installer", "avinstaller"])
def test_elsewhere_than_on_windows_nothing_is_installed(verb: str, tmp_path: Path) -> None:
    shown = run(verb, folder=tmp_path)
    assert shown.status == 2
    assert "Excel for Windows" in shown.err
