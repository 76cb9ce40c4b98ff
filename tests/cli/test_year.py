"""The year in the user guide, from the areas to the note and the next year, run to the letter."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.running import GOOD, run
from tests.workbooks import ROOT

pytest.importorskip("docxtpl")

GUIDE = (ROOT / "docs" / "brukerveiledning.md").read_text("utf-8")
YEAR = GUIDE.partition("## Gjennom året")[2].partition("\n## ")[0]
COMMANDS = re.findall(r"^estimat (.+)$", YEAR, re.MULTILINE)


def test_every_command_of_the_year_works_and_adds_up(folder: Path) -> None:
    verbs = {command.split()[0] for command in COMMANDS}
    assert verbs == {
        "del", "status", "samle", "sammenlign", "scenarioer", "vedta", "notat", "publiser", "rull",
        "konsolider",
    }  # fmt: skip
    for command in COMMANDS:
        arguments = shlex.split(command)
        ran = run(*arguments, folder=folder)
        assert ran.status == GOOD, f"{command}\n{ran.out}{ran.err}"
        if arguments[0] == "merknader":  # there is nothing to say
            assert "Skrevet: 0 kopier" in ran.out
        elif "-o" in arguments:
            assert (folder / arguments[arguments.index("-o") + 1]).exists()
        if arguments[0] == "sammenlign":
            assert "Ingenting er endret." in ran.out
        if arguments[0] == "samle":
            assert "Ikke med" not in ran.out
