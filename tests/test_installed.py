"""What somebody gets who installs the package: a wheel, in an environment without the source."""

from __future__ import annotations

import re
import shlex
import shutil
import site
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import Final

import pytest

from estimat.cli.arguments import parser_of
from estimat.cli.verbs import VERBS
from tests.running import surroundings

ROOT: Final = Path(__file__).parents[1]
ON_WINDOWS_ONLY: Final = ("installer", "avinstaller", "diagnose")


def shown_commands() -> list[str]:
    """The commands of the README, as they are to be typed."""
    blocks = re.findall(r"```\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line.split("#")[0].strip() for line in lines if line.startswith(".venv/bin/estimat ")]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an environment in `.venv`: our wheel, and what others have written."""
    folder = tmp_path_factory.mktemp("utenfor")
    source = folder / "kilde"
    for name in ("python", "addin"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "-w", folder, source]
    subprocess.run([*pip, *map(str, build)], check=True, timeout=300)
    shutil.rmtree(source)
    (wheel,) = folder.glob("estimat-*.whl")
    venv.create(folder / ".venv", with_pip=False)
    python = folder / ".venv" / "bin" / "python"
    subprocess.run([*pip[:3], "--python", python, *pip[3:], "install", "--no-deps", wheel],
                   check=True, timeout=300)  # fmt: skip
    theirs = sysconfig.get_paths(vars={"base": str(folder / ".venv")})["purelib"]
    others = [path for path in site.getsitepackages() + sys.path if path.endswith("-packages")]
    Path(theirs, "andres.pth").write_text("\n".join(dict.fromkeys(others)))
    return folder


def run_here(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in surroundings().items() if name != "PYTHONPATH"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip


def test_it_is_not_the_source_tree_that_runs(installed: Path) -> None:
    where = run_here(installed, ".venv/bin/python", "-c", "import estimat; print(estimat.__file__)")
    assert where.stdout.startswith(str(installed)), where


def test_every_command_in_the_readme_works_after_the_set_up(installed: Path) -> None:
    pytest.importorskip("docxtpl")
    data = ROOT / "python" / "estimat" / "data" / "estimat-2024.toml"
    text = data.read_text("utf-8").replace("verdi = 2024", "verdi = 2027", 1)
    (installed / "omrader-2027.toml").write_text(text, "utf-8")
    lines = "Periode;Kode;Timer;Beløp\n202704;410000;7,5;10875\n"
    (installed / "timer-april.csv").write_text(lines, "utf-8")
    for number, command in enumerate(shown_commands()):
        ran = run_here(installed, *shlex.split(command))
        assert ran.returncode == 0, (command, ran.stdout, ran.stderr)
        if number == 0:  # what the other commands find in the folder
            (installed / "omrader").mkdir()
            for name in ("omrader/estimat.xlsm", "fredag.xlsm"):
                shutil.copy(installed / "estimat-2027.xlsm", installed / name)
        if " del " in command:
            shutil.copytree(installed / "til-omradene", installed / "fra-omradene")


def test_the_readme_shows_every_command_but_those_for_windows() -> None:
    shown = {shlex.split(command)[1] for command in shown_commands()}
    assert shown == {*parser_of(VERBS).verbs} - {*ON_WINDOWS_ONLY}


@pytest.mark.parametrize("command", ON_WINDOWS_ONLY)
def test_the_others_say_that_they_are_for_windows(command: str, installed: Path) -> None:
    parser_of(VERBS).parse_args([command])
    ran = run_here(installed, ".venv/bin/estimat", command)
    assert ran.returncode == (0 if command == "diagnose" else 2)
    assert "Windows" in ran.stdout + ran.stderr


def test_what_is_missing_of_our_own_is_said_to_be_ours(installed: Path) -> None:
    (missing,) = (installed / ".venv").rglob("addin/EstimatServer.bas")
    kept = missing.read_bytes()
    missing.unlink()
    try:
        ran = run_here(installed, ".venv/bin/estimat", "mal", "ny.xlsm")
    finally:
        missing.write_bytes(kept)
    assert ran.returncode == 2
    assert "mangler en av sine egne filer" in ran.stderr
    assert "EstimatServer.bas" in ran.stderr
    assert not (installed / "ny.xlsm").exists()
