"""The button «Importer liste», in a program that answers its questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from estimat.buttons.host import Asked, Question
from estimat.buttons.importing import importer_liste
from estimat.core.errors import UsageError
from tests.lists.made import simple
from tests.lists.test_doubts import PRICES


class Program:
    """A program with a workbook open, and somebody who answers."""

    def __init__(self, folder: Path, **answers: Path | str) -> None:
        self.full_name = str(folder / "bok.xlsm")
        self.name = "bok.xlsm"
        self.answers = answers
        self.asked: list[tuple[str, Asked, str]] = []
        self.opened: list[Path] = []

    @contextmanager
    def quiet(self) -> Iterator[Callable[[str], None]]:
        yield lambda _: None

    def ask(self, question: Question, suggestion: str = "") -> str:
        self.asked.append((question.name, question.asked, suggestion))
        return str(self.answers.get(question.name, ""))

    def open(self, file: Path) -> None:
        self.opened.append(file)


def press(folder: Path, **answers: Path | str) -> tuple[str, Any]:
    program = Program(folder, **answers)
    return importer_liste(program), program  # type: ignore[arg-type]


ROWS = (("Område", "Aktivitet", "Timer"), ("Arkiv", "Flytte", 100), ("Arkiv", "Lagre", "mange"))


def test_it_makes_the_workbook_and_says_what_is_left(tmp_path: Path) -> None:
    source = simple(tmp_path, ROWS)
    said, program = press(tmp_path, Liste=source, Til=tmp_path / "ny.xlsm")
    assert program.opened == [tmp_path / "ny.xlsm"]
    assert program.asked == [
        ("Liste", Asked.LIST, str(tmp_path)),
        ("Til", Asked.SAVE, str(tmp_path / "liste.xlsm")),
    ]
    assert "Plassert: 1 rad i 1 område, 100 timer, 145 000 kr." in said
    assert "Avstemming, rader: lest 2 − plassert 1 − utelatt 1 = 0" in said
    assert f"Ikke plassert: {source} › Ark1!C3: «Lagre» (Timer mange)" in said


def test_it_asks_about_what_is_in_doubt_and_makes_nothing(tmp_path: Path) -> None:
    source = simple(tmp_path, PRICES)
    said, program = press(tmp_path, Liste=source, Til=tmp_path / "ny.xlsm")
    assert said.startswith("Ingenting er laget.\n")
    assert "«Pris» kan være Timepris eller Beløp" in said
    assert "gi den en av disse overskriftene i lista" in said
    assert program.opened == []
    assert not (tmp_path / "ny.xlsm").exists()


def test_who_changes_their_mind_hears_nothing(tmp_path: Path) -> None:
    assert press(tmp_path)[0] == ""
    assert press(tmp_path, Liste=simple(tmp_path, PRICES))[0] == ""


def test_what_is_no_list_is_said(tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_bytes(b"")
    with pytest.raises(UsageError, match="tom"):
        press(tmp_path, Liste=tmp_path / "liste.csv", Til=tmp_path / "ny.xlsm")
