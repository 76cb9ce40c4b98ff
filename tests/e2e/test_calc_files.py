"""The commands that make new files, in a real LibreOffice Calc."""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.calc import EXTENSION, Calc
from tests.e2e.filecommands import ANSWERS, GROWTH, FileCommands, Press, Pressed

pytestmark = pytest.mark.calc

NONE: Final[dict[str, str | Path]] = {}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calc]:
    """A Calc whose Python has docxtpl, as it has when somebody installed it there."""
    packages = sysconfig.get_path("platlib")
    office = Calc(
        tmp_path_factory.mktemp("calc"),
        EXTENSION,
        environment=os.environ | {"PYTHONPATH": packages},
    )
    yield office
    office.close()


@pytest.fixture
def press(office: Calc) -> Press:
    def pressed(
        command: str,
        workbook: Path,
        answers: Mapping[str, str | Path] = NONE,
        *,
        changed: bool = False,
    ) -> Pressed:
        office.open(workbook)
        if changed:
            office.ask("enter", sheet="Veiledning", cell="H1", formula="1")
        before = office.ask("selected")
        given = {name: str(answer) for name, answer in answers.items()}
        said = office.command(f"no.estimat:{command}", **given)
        selected = "" if said["selected"] == before else said["selected"]
        opened = [Path(each) for each in said["opened"]]
        return Pressed(said["text"], opened, selected.replace(".", "!"))

    return pressed


class TestInCalc(FileCommands):
    pass


@pytest.mark.parametrize("command", ANSWERS)
def test_every_question_can_be_put(office: Calc, workbook: Path, command: str) -> None:
    """Without a screen LibreOffice makes the box, and answers that the user has changed their mind.

    A box that could not be made would be said to the user.
    """
    office.open(workbook)
    for number, _ in enumerate(ANSWERS[command]):
        given = {name: str(GROWTH.get(name, workbook)) for name in ANSWERS[command][:number]}
        if "Fra" in given:
            given["Fra"] = str(workbook.parent)
        assert office.command(f"no.estimat:{command}", **given)["text"] == ""
