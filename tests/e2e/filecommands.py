"""The commands that make new files, as every spreadsheet program must do them.

A host's test module has a fixture `press`, and a class of its own that is a `FileCommands`.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import pytest

from estimat.core import layout
from estimat.core.values import Value
from estimat.files.note.document import text_of
from estimat.files.reading import read_book
from tests.e2e.menu import AREA, formulas, hours
from tests.e2e.scenariosheet import put_scenario, scenario_cell, without_scenarios
from tests.running import GOOD, run
from tests.workbooks import Edited


class Pressed(NamedTuple):
    """What a command said, the files it opened, and the cell that is selected."""

    text: str
    opened: list[Path]
    selected: str


class Press(Protocol):
    """Open a workbook and run a command; the answers are those to its questions, in order."""

    def __call__(
        self,
        command: str,
        workbook: Path,
        answers: Mapping[str, str | Path] = ...,
        *,
        changed: bool = False,
    ) -> Pressed: ...


ANSWERS: Final = {
    "del_ut": ("Til",),
    "samle": ("Fra", "Til"),
    "sammenlign": ("For", "Til"),
    "vedta": ("Scenario", "Til"),
    "rull": ("Lonnsvekst", "Prisvekst", "Videreformidlingsvekst", "Til"),
    "notat": ("Til",),
    "notat_med_tabeller": ("Til",),
    "publiser": ("Til",),
}
"""What each command asks for, in order."""

GROWTH: Final[dict[str, str | Path]] = {
    "Lonnsvekst": "4,2 %",
    "Prisvekst": "3,1",
    "Videreformidlingsvekst": "0",
}

TEXTS: Final[dict[str, str | Path]] = GROWTH | {"Scenario": "middels ambisjon"}

OF_THE_FILE: Final = tuple(command for command in ANSWERS if command != "samle")
"""The commands that read the open workbook."""


def by_command_line(*arguments: str | Path, folder: Path) -> None:
    ran = run(*arguments, folder=folder)
    assert ran.status == GOOD, ran.out + ran.err


def parts(file: Path) -> dict[str, bytes]:
    """What is in a package, however it is compressed, but for the seal on all of it."""
    with zipfile.ZipFile(file) as package:
        held = {name: package.read(name) for name in package.namelist()}
    return {name: re.sub(rb"EstimatSegl:\w{64}", b"", content) for name, content in held.items()}


def cells(file: Path, sheet: str) -> dict[tuple[int, int], Value]:
    book = read_book(file, file.name)[0]
    return dict(next(each.values for each in book.sheets if each.name == sheet))


def files(folder: Path) -> set[Path]:
    """The files in a folder, but those by which a program says that it has one open."""
    lock = ".~lock."
    return {each for each in folder.rglob("*") if each.is_file() and lock not in each.name}


class FileCommands:
    @pytest.fixture
    def older(self, workbook: Path) -> Path:
        """The workbook as it was: the hours of one row were others."""
        book = Edited(workbook)
        book.put(AREA, hours(workbook), 40.0)
        return book.save(workbook.with_name("fredag.xlsm"))

    @pytest.fixture
    def flawed(self, workbook: Path) -> Path:
        """A workbook with a text where hours should be."""
        book = Edited(workbook)
        book.put(AREA, hours(workbook), "mange")
        return book.save(workbook)

    def test_del_ut_makes_what_the_command_line_makes(self, press: Press, workbook: Path) -> None:
        folder = workbook.parent
        ours, theirs = folder / "ut", folder / "linje"
        said = press("del_ut", workbook, {"Til": ours})
        assert said.text.startswith("Skrevet: 5 arbeidsbøker i ")
        by_command_line("del", workbook, "-o", theirs, folder=folder)
        assert {each.name for each in files(ours)} == {each.name for each in files(theirs)}
        for each in files(ours):
            assert parts(each) == parts(theirs / each.name), each.name

    def test_samle_makes_what_the_command_line_makes_and_opens_it(
        self, press: Press, workbook: Path
    ) -> None:
        folder = workbook.parent
        by_command_line("del", workbook, "-o", folder / "inn", folder=folder)
        one = next((folder / "inn").glob("PPS*"))
        book = Edited(one)
        book.put("Veiledning", "H1", "Husk ferien!")
        book.save(one)
        ours, theirs = folder / "samlet.xlsm", folder / "linje" / "samlet.xlsm"
        theirs.parent.mkdir()
        said = press("samle", workbook, {"Fra": folder / "inn", "Til": ours})
        assert said.opened == [ours]
        assert said.text.splitlines()[0].endswith("samlet.xlsm")
        assert "Ikke med i det nye" in said.text
        assert "Husk ferien!" in said.text
        by_command_line("samle", folder / "inn", "-o", theirs, folder=folder)
        assert parts(ours) == parts(theirs)

    def test_sammenlign_says_what_the_command_line_says_and_opens_it(
        self, press: Press, workbook: Path, older: Path
    ) -> None:
        folder = workbook.parent
        ours, theirs = folder / "endringer.xlsx", folder / "linje.xlsx"
        said = press("sammenlign", workbook, {"For": older, "Til": ours})
        assert said.opened == [ours]
        ran = run("sammenlign", older.name, workbook.name, "-o", theirs, folder=folder)
        proof = next(line for line in ran.out.splitlines() if line.startswith("Avstemming"))
        assert f"1 endring.\n{proof}\n" in said.text
        assert proof.endswith("= 0 kr")
        assert cells(ours, "Endringer") == cells(theirs, "Endringer")

    def test_rull_makes_what_the_command_line_makes_and_opens_it(
        self, press: Press, workbook: Path
    ) -> None:
        folder = workbook.parent
        ours, theirs = folder / "neste.xlsm", folder / "linje" / "neste.xlsm"
        theirs.parent.mkdir()
        said = press("rull", workbook, GROWTH | {"Til": ours})
        assert said.opened == [ours]
        by_command_line(
            "rull", workbook, "--til", "2025", "--pris", "3,1%", "--lonn", "4,2%", "-o", theirs,
            folder=folder,
        )  # fmt: skip
        assert parts(ours) == parts(theirs)

    def test_vedta_makes_what_the_command_line_makes_and_opens_it(
        self, press: Press, workbook: Path
    ) -> None:
        folder = workbook.parent
        ours, theirs = folder / "vedtatt.xlsm", folder / "linje" / "vedtatt.xlsm"
        theirs.parent.mkdir()
        # However it is spelled; it stands in the new workbook as it does in the old.
        said = press("vedta", workbook, {"Scenario": " middels  Ambisjon", "Til": ours})
        assert said.opened == [ours]
        first, second, *_ = said.text.splitlines()
        assert first.startswith("Skrevet: ")
        assert (
            second == "Vedtatt: Middels ambisjon. Planen er 32 283 500 kr, mot 69 394 500 kr før."
        )
        ran = run(
            "vedta", workbook.name, "--scenario", "Middels ambisjon", "-o", theirs, folder=folder
        )
        assert second in ran.out, ran.err
        book = read_book(ours, "")[0]
        assert [each.name for each in book.sheets] == [
            each.name for each in read_book(theirs, "")[0].sheets
        ]
        for sheet in book.sheets:
            made = cells(theirs, sheet.name)
            differing = {place for place, value in sheet.values.items() if made[place] != value}
            # When it was, and who decided it, is as it is.
            assert not differing or sheet.name == "Vedtak", sheet.name
            assert len(differing) <= 2
            assert len(sheet.values) == len(made)

    def test_vedta_of_a_misspelled_scenario_says_what_was_perhaps_meant(
        self, press: Press, workbook: Path
    ) -> None:
        before = files(workbook.parent)
        said = press("vedta", workbook, {"Scenario": "Middels ambisjn"})
        assert said.text == (
            "Arbeidsboken har ikke noe scenario som heter «Middels ambisjn»; mente du «Middels "
            "ambisjon»? Den har «Lav ambisjon», «Middels ambisjon», «Bred involvering»."
        )
        assert files(workbook.parent) == before

    def test_vedta_without_scenarios_asks_nothing_and_says_what_to_do(
        self, press: Press, workbook: Path
    ) -> None:
        without_scenarios(workbook).save(workbook)
        said = press("vedta", workbook)
        assert said.text == "Arbeidsboken har ingen scenarioer. Fyll ut arket Scenarioer."

    def test_vedta_with_a_faulty_scenario_asks_nothing_and_goes_to_it(
        self, press: Press, workbook: Path
    ) -> None:
        book = Edited(workbook)
        put_scenario(book, workbook, 2, name="Midt", ambition="Middel")
        said = press("vedta", book.save(workbook))
        assert said.text.startswith("Ingenting er laget: 1 feil")
        assert "SCEN-01" in said.text
        assert said.selected == f"Scenarioer!{scenario_cell(workbook, 2, layout.SCENARIO_AMBITION)}"

    def test_vedta_in_a_workbook_that_is_a_scenario_is_refused(
        self, press: Press, workbook: Path
    ) -> None:
        by_command_line(
            "publiser", workbook.name, "--scenario", "Lav ambisjon", "-o", "lav.xlsx",
            folder=workbook.parent,
        )  # fmt: skip
        (copy,) = workbook.parent.glob("lav*.xlsx")
        said = press("vedta", copy)
        assert said.text.startswith("Ingenting er laget: 1 feil")
        assert "SCEN-11" in said.text

    @pytest.mark.parametrize("command", ["notat", "notat_med_tabeller"])
    def test_the_note_is_the_command_lines(
        self, press: Press, workbook: Path, command: str
    ) -> None:
        folder = workbook.parent
        ours, theirs = folder / "notat.docx", folder / "linje.docx"
        said = press(command, workbook, {"Til": ours})
        assert "Skrevet: " in said.text
        assert "Kontroll: 0 feil, 0 advarsler, 4 info." in said.text
        tables = ["--med-tabeller"] if command != "notat" else []
        by_command_line("notat", workbook.name, "-o", theirs, *tables, folder=folder)
        assert text_of(ours.read_bytes()) == text_of(theirs.read_bytes())

    def test_publiser_makes_what_the_command_line_makes(self, press: Press, workbook: Path) -> None:
        folder = workbook.parent
        ours, theirs = folder / "ut.xlsx", folder / "linje.xlsx"
        said = press("publiser", workbook, {"Til": ours})
        assert f"har regnet om kopiens {formulas(workbook)} formler, uten avvik" in said.text
        by_command_line("publiser", workbook.name, "-o", theirs.name, folder=folder)
        a, b = parts(ours), parts(theirs)
        assert a.keys() == b.keys()
        # The time is in the stamp.
        assert {name for name in a if a[name] != b[name]} <= {"xl/worksheets/publisert.xml"}

    @pytest.mark.parametrize("command", ANSWERS)
    def test_who_changes_their_mind_gets_nothing_and_hears_nothing(
        self, press: Press, workbook: Path, command: str
    ) -> None:
        given = TEXTS | {"Fra": workbook.parent, "For": workbook, "Til": workbook}
        before = files(workbook.parent)
        for number, cancelled in enumerate(ANSWERS[command]):
            answers = {name: given[name] for name in ANSWERS[command][:number]}
            said = press(command, workbook, answers | {cancelled: ""})
            assert said == Pressed("", [], "")
        assert files(workbook.parent) == before

    def test_one_that_has_come_back_and_is_changed_must_be_saved_before_samle(
        self, press: Press, workbook: Path
    ) -> None:
        folder = workbook.parent / "inn"
        by_command_line("del", workbook, "-o", folder, folder=workbook.parent)
        one = next(folder.glob("PMD*"))
        said = press("samle", one, {"Fra": folder}, changed=True)
        assert "Lagre arbeidsboken" in said.text

    @pytest.mark.parametrize("command", ["del_ut", "vedta", "rull", "notat"])
    def test_with_an_error_nothing_is_made_and_its_cell_is_selected(
        self, press: Press, flawed: Path, command: str
    ) -> None:
        before = files(flawed.parent)
        said = press(command, flawed)
        assert "1 feil" in said.text
        assert "TALL-02" in said.text
        assert said.selected == f"{AREA}!{hours(flawed)}"
        assert files(flawed.parent) == before

    def test_an_error_in_what_came_back_is_named_with_its_file(
        self, press: Press, workbook: Path
    ) -> None:
        folder = workbook.parent / "inn"
        by_command_line("del", workbook, "-o", folder, folder=workbook.parent)
        next(folder.glob("PMD*")).unlink()
        (folder / "PKI ødelagt.xlsx").write_bytes(b"PK")
        said = press("samle", workbook, {"Fra": folder})
        assert said.text.startswith("Ingenting er laget: ")
        assert "PKI ødelagt.xlsx" in said.text
        assert said.opened == []

    def test_another_file_is_not_replaced(self, press: Press, workbook: Path) -> None:
        for command, name in {
            "notat": "n.docx", "publiser": "p.xlsx", "sammenlign": "s.xlsx", "rull": "r.xlsm",
            "vedta": "v.xlsm",
        }.items():  # fmt: skip
            theirs = workbook.with_name(name)
            theirs.write_bytes(b"noe annet")
            answers = TEXTS | {"For": workbook, "Til": theirs}
            asked = {each: answers[each] for each in ANSWERS[command]}
            said = press(command, workbook, asked)
            assert "finnes fra før" in said.text, command
            assert said.opened == []
            assert theirs.read_bytes() == b"noe annet"

    def test_what_is_no_percentage_is_said(self, press: Press, workbook: Path) -> None:
        said = press("rull", workbook, {"Lonnsvekst": "mye"})
        assert said.text == "mye er ikke en prosent, for eksempel 3,1%"
