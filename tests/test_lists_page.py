"""The page on lists: its list is run to the letter, and says what the page says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.running import ERRORS_FOUND, GOOD, Ran, run
from tests.workbooks import ROOT

PAGE = (ROOT / "docs" / "lister.md").read_text("utf-8")
(LIST,) = re.findall(r"^```csv\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^estimat (.+)$", PAGE, re.MULTILINE)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    folder = tmp_path_factory.mktemp("lister")
    (folder / "liste.csv").write_text(LIST, "utf-8")
    return {command: run(*shlex.split(command), folder=folder) for command in COMMANDS}


def test_the_example_says_what_the_page_shows(said: dict[str, Ran]) -> None:
    ran = said["importer liste.csv -o estimat-2027.xlsm"]
    assert ran.status == ERRORS_FOUND
    lines = [line.rstrip() for line in ran.out.splitlines()]
    blocks = [each[1:] for each in PAGE.split("```")[1::2] if each.startswith("\n")]
    shown = [line for block in blocks for line in block.splitlines() if block[:8] != "estimat "]
    assert len(shown) > 10
    assert [line for line in shown if line not in lines] == []


def test_the_list_to_fill_in_becomes_a_workbook(said: dict[str, Ran]) -> None:
    assert [said[each].status for each in COMMANDS[1:]] == [GOOD, GOOD]


def test_the_pictures_are_there() -> None:
    for picture in re.findall(r"\(bilder/(\S+)\)", PAGE):
        assert Path(ROOT, "docs", "bilder", picture).is_file()
