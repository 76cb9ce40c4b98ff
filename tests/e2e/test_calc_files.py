"""The commands that make new files, in a real LibreOffice Calc."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.calc import EXTENSION, PYTHON, Calc
from tests.e2e.filecommands import ANSWERS, OF_THE_FILE, TEXTS, FileCommands, Press, Pressed

pytestmark = pytest.mark.calc

WITH_DOCXTPL: Final = {"PYTHONPATH": sysconfig.get_path("platlib")}
NONE: Final[dict[str, str | Path]] = {}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calc]:
    """A Calc whose Python has docxtpl, as it has when somebody installed it there."""
    folder = tmp_path_factory.mktemp("calc")
    office = Calc(folder, EXTENSION, environment=os.environ | WITH_DOCXTPL)
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
    @pytest.fixture(autouse=True)
    def _docxtpl(self, request: pytest.FixtureRequest) -> None:
        """The note is written where LibreOffice's Python is of the version that has docxtpl."""
        program = [PYTHON, "-c", "import docxtpl"]
        if (
            "the_note_is" in request.node.name
            and subprocess.run(
                program, check=False, env=os.environ | WITH_DOCXTPL, stderr=subprocess.DEVNULL
            ).returncode
        ):
            pytest.skip("LibreOffices Python har en annen versjon enn den som har docxtpl")


@pytest.mark.parametrize("command", ANSWERS)
def test_every_question_can_be_put(office: Calc, workbook: Path, command: str) -> None:
    """Without a screen LibreOffice makes the box, and answers that the user has changed their mind.

    A box that could not be made would be said to the user.
    """
    office.open(workbook)
    for number, _ in enumerate(ANSWERS[command]):
        given = {name: str(TEXTS.get(name, workbook)) for name in ANSWERS[command][:number]}
        if "Fra" in given:
            given["Fra"] = str(workbook.parent)
        assert office.command(f"no.estimat:{command}", **given)["text"] == ""


@pytest.mark.parametrize("command", OF_THE_FILE)
def test_what_is_not_saved_must_be_saved_first(press: Press, workbook: Path, command: str) -> None:
    """What Calc would save is another workbook."""
    said = press(command, workbook, changed=True)
    assert "Lagre arbeidsboken som Excel-arbeidsbok (.xlsx eller .xlsm)" in said.text
