"""`--help` of each command, in Norwegian, on 80 columns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from estimat import __version__
from tests.golden import assert_golden
from tests.running import GOOD, run, surroundings

GOLDEN = Path(__file__).parent / "golden"
COMMAND_NAMES = (
    "konsolider", "valider", "oversikt", "linjer", "usikkerhet", "scenarioer", "vedta",
    "sammenlign", "notat", "mal", "importer", "del", "status", "merknader", "oppdater", "samle",
    "rull", "faktisk", "publiser", "installer", "avinstaller", "diagnose",
)  # fmt: skip
COMMANDS: dict[str, tuple[str, ...]] = {
    "estimat": (),
    **{command: (command,) for command in COMMAND_NAMES},
}


def without_own_breaks(text: str) -> str:
    """The help without what Python lays out differently from version to version.

    The usage comes on one line, and each command and option next to what it does.
    """
    usage, rest = text.split("\n\n", 1)
    usage = re.sub(r"\s+", " ", usage)
    rest = re.sub(r"(?m)^( {4}\w+)\s+(?=\w)", r"\1  ", rest)
    return f"{usage}\n\n" + re.sub(r"(?<=\S) {2,}", "  ", rest)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_norwegian_and_fits_80_columns(command: str, tmp_path: Path) -> None:
    shown = run(
        *COMMANDS[command], "--help", folder=tmp_path, environment=surroundings(COLUMNS="80")
    )
    assert shown.status == GOOD
    assert shown.err == ""
    assert_golden(GOLDEN / f"hjelp-{command}.txt", without_own_breaks(shown.out))
    assert max(map(len, shown.out.splitlines())) <= 80


def test_version_is_that_of_the_package(tmp_path: Path) -> None:
    shown = run("--version", folder=tmp_path)
    assert (shown.status, shown.out) == (GOOD, f"estimat {__version__}\n")


def test_every_command_is_in_the_help(tmp_path: Path) -> None:
    shown = run("--help", folder=tmp_path).out
    assert all(command in shown for command in COMMANDS)
