"""Wrong use is answered in Norwegian, in two lines, with exit status 2."""

from __future__ import annotations

import re

import pytest

from estimat.cli import arguments
from estimat.cli import main as cli
from estimat.cli.verbs import VERBS
from estimat.core.errors import UsageError
from tests.running import WRONG_USE, assert_no_fault

WRONG = {
    "no command": [],
    "unknown command": ["summer"],
    "no file": ["konsolider"],
    "no file to check": ["valider", "--json"],
    "no name for the new workbook": ["mal"],
    "unknown option": ["konsolider", "a.xlsx", "--fort"],
    "option of another command": ["valider", "a.xlsx", "--tving"],
    "one argument too many": ["mal", "a.xlsm", "b.xlsm"],
    "option without its value": ["konsolider", "a.xlsx", "-o"],
    "long option without its value": ["mal", "a.xlsm", "--omrader"],
    "cluster without an address": ["valider", "a.xlsx", "--dask"],
    "value for an option that takes none": ["konsolider", "a.xlsx", "--json=1"],
    "value for the version": ["--version=2"],
    "unknown short option": ["konsolider", "a.xlsx", "-x"],
    "empty argument": ["konsolider", ""],
}  # fmt: skip
ENGLISH = re.compile(
    r"\b(?:argument |the|following|required|unrecognized|invalid|choice|expected|one|usage|error|"
    r"ignored|explicit|ambiguous|option|could|match|choose|from|unknown|show|exit|not|allowed)\b"
)


class Noticed(dict[str, str]):
    """argparse's words, remembering which were asked for."""

    asked: set[str]

    def get(self, word: str, default: str = "") -> str:  # type: ignore[override]
        self.asked.add(word)
        return super().get(word, default)


@pytest.mark.parametrize("case", [case for case in WRONG if case != "empty argument"])
def test_wrong_use_is_explained_in_norwegian(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = cli.main(WRONG[case])
    said = capsys.readouterr()
    assert status == WRONG_USE
    assert said.out == ""
    assert_no_fault(said.err)
    what, remedy = said.err.splitlines()
    assert what.startswith("estimat: ")
    assert re.fullmatch(r"Hjelp: estimat(?: \w+)? --help", remedy)
    assert not ENGLISH.search(what), what


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (["konsolder", "a.xlsx"], "konsolider"),
        (["Valider", "a.xlsx"], "valider"),
        (["konsolider", "a.xlsx", "--tvnig"], "--tving"),
        (["notat", "a.xlsx", "-o", "n.docx", "--overskrive"], "--overskriv"),
    ],
)
def test_a_misspelled_word_is_answered_with_what_may_be_meant(
    given: list[str], meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(given) == WRONG_USE
    assert f"; mente du {meant}?" in capsys.readouterr().err


def test_every_word_argparse_asks_for_has_a_norwegian_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = Noticed(arguments.WORDS)
    words.asked = set()
    monkeypatch.setattr(arguments, "WORDS", words)
    for given in [*WRONG.values(), ["--help"], ["konsolider", "--help"], ["mal", "--help"]]:
        cli.main(given)
    capsys.readouterr()
    # The colon after a heading is no word, and the heading of the commands is ours to begin with.
    assert words.asked - set(arguments.WORDS) - {"%(heading)s:", "kommandoer", None} == set()


def test_a_word_for_options_that_are_alike_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = arguments.parser_of(VERBS)
    parser.add_argument("--vis")
    with pytest.raises(UsageError, match=r"--v kan bety flere valg: --version, --vis"):
        parser.parse_args(["--v"])


def test_a_file_name_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["konsolider", "a.xlsx", "--\x1b[31m\u202efort"]) == WRONG_USE
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\u202e" not in said
