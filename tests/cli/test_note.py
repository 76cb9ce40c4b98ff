"""`estimat notat` as people see it: what it says, what it writes, and what it will not replace."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import docx
import pytest

from estimat.cli.main import main
from tests.notebook import SEED, Word, flat
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, run, surroundings
from tests.workbooks import Edited

NOTING = ("estimat.files.note", "estimat.actions.noting")
"""What needs the library."""

NOTE = ("notat", "workbook.xlsm", "-o", "notat.docx")


@pytest.fixture
def without_libreoffice(tmp_path: Path) -> dict[str, str]:
    """The surroundings of a machine that has no LibreOffice."""
    return surroundings(PATH=str(tmp_path))


def test_it_writes_the_note_and_says_so(folder: Path) -> None:
    ran = run(*NOTE, folder=folder)
    assert (ran.status, ran.err) == (GOOD, "")
    assert ran.out == "Kontroll: 0 feil, 0 advarsler, 4 info.\nSkrevet: notat.docx\n"
    text = "".join(flat(each.text) for each in Word(folder / "notat.docx").paragraphs())
    assert flat("Budsjett 35,3 millioner kroner") in flat(SEED.read_text("utf-8"))
    assert flat("Budsjett 35,3 millioner kroner") in text


def test_the_workbook_is_not_changed(folder: Path) -> None:
    before = (folder / "workbook.xlsm").read_bytes()
    run(*NOTE, "--med-tabeller", folder=folder)
    assert (folder / "workbook.xlsm").read_bytes() == before
    assert sorted(each.name for each in folder.iterdir()) == ["notat.docx", "workbook.xlsm"]


def test_a_note_is_replaced_by_the_next(folder: Path) -> None:
    assert run(*NOTE, folder=folder).status == GOOD
    assert run(*NOTE, "--med-tabeller", folder=folder).status == GOOD
    assert len(Word(folder / "notat.docx").tables()) == 6


def test_a_note_that_somebody_wrote_in_is_kept_until_they_say_otherwise(folder: Path) -> None:
    assert run(*NOTE, folder=folder).status == GOOD
    document = docx.Document(str(folder / "notat.docx"))
    document.add_paragraph("Statsrådens merknad")
    document.save(str(folder / "notat.docx"))
    before = (folder / "notat.docx").read_bytes()
    ran = run(*NOTE, folder=folder)
    assert ran.status == WRONG_USE
    assert "ville gått tapt. Velg et annet navn, eller bruk --overskriv." in ran.err
    assert (folder / "notat.docx").read_bytes() == before
    assert run(*NOTE, "--overskriv", folder=folder).status == GOOD
    assert run(*NOTE, folder=folder).status == GOOD


def test_anything_else_is_not(folder: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Mitt eget notat")
    document.save(str(folder / "notat.docx"))
    before = (folder / "notat.docx").read_bytes()
    ran = run(*NOTE, folder=folder)
    assert ran.status == WRONG_USE
    assert "notat.docx finnes fra før og er noe annet enn et notat fra Estimat" in ran.err
    assert (folder / "notat.docx").read_bytes() == before


@pytest.mark.parametrize("name", ["notat.doc", "notat.pdf", "notat", "notat.docx.txt"])
def test_it_is_a_word_document(folder: Path, name: str) -> None:
    ran = run("notat", "workbook.xlsm", "-o", name, folder=folder)
    assert ran.status == WRONG_USE
    assert "må ende på .docx" in ran.err


class TestErrors:
    def test_stop_the_note_and_are_shown(self, flawed: Path) -> None:
        ran = run("notat", "feil.xlsx", "-o", "notat.docx", folder=flawed)
        assert ran.status == ERRORS_FOUND
        assert "● Feil" in ran.out
        assert "Ikke noe notat er skrevet" in ran.out
        assert not (flawed / "notat.docx").exists()

    def test_do_not_when_somebody_insists_and_the_note_says_so(self, flawed: Path) -> None:
        ran = run("notat", "feil.xlsx", "-o", "notat.docx", "--tving", folder=flawed)
        assert ran.status == ERRORS_FOUND
        assert "TVUNGET" in ran.out
        first = Word(flawed / "notat.docx").paragraphs()[0].text
        assert first.startswith("TVUNGET: konsolidert til tross for ")

    def test_are_told_without_the_folders_of_whoever_wrote_it(self, flawed: Path) -> None:
        shutil.copy(flawed / "feil.xlsx", flawed / "igjen.xlsx")  # the same area, twice
        ran = run("notat", flawed, "-o", "n.docx", "--tving", "--med-tabeller", folder=flawed)
        assert ran.status == ERRORS_FOUND
        note = Word(flawed / "n.docx")
        told = [cell for table in note.tables() for row in table for cell in row]
        assert any("er alt talt med fra feil.xlsx › Legemiddelliste" in cell for cell in told)
        assert str(flawed).encode() not in b"".join(note.parts.values())

    def test_nothing_readable_is_wrong_use(self, tmp_path: Path) -> None:
        (tmp_path / "tom.xlsx").write_bytes(b"")
        ran = run("notat", "tom.xlsx", "-o", "notat.docx", folder=tmp_path)
        assert ran.status == WRONG_USE
        assert not (tmp_path / "notat.docx").exists()


class TestTheSheetNotat:
    def test_a_workbook_without_it_has_a_note_and_the_reader_is_told(
        self, tmp_path: Path, small: Path
    ) -> None:
        shutil.copy(small, tmp_path / "liten.xlsx")
        ran = run("notat", "liten.xlsx", "-o", "notat.docx", folder=tmp_path)
        assert ran.status == GOOD
        assert ran.out.startswith("Mangler: Arket Notat: notatet har standard tittel og overskrif")
        assert [text for _, text in Word(tmp_path / "notat.docx").paragraphs()] == [
            "Estimat 2024",
            "Pasientens legemiddelliste",
            "Ambisjon",
            "Starte nasjonal utbredelse",
            "Leveranser og aktiviteter 2024",
            "Ferdigstille utprøving i Bergen",
            "Evaluere utprøvingen",
            "Kompensere fastleger",
            "Budsjett 2,0 millioner kroner",
        ]

    def test_may_be_renamed_and_moved(self, folder: Path) -> None:
        book = Edited(folder / "workbook.xlsm")
        book.rename("Notat", "Brev til HOD")
        book.save(folder / "annen.xlsm")
        run(*NOTE, folder=folder)
        ran = run("notat", "annen.xlsm", "-o", "annen.docx", folder=folder)
        assert "Mangler" not in ran.out
        first, second = (Word(folder / name).paragraphs() for name in ("notat.docx", "annen.docx"))
        assert first == second

    def test_a_number_that_does_not_exist_names_its_cell(self, folder: Path) -> None:
        book = Edited(folder / "workbook.xlsm")
        book.put("Notat", "B6", "Timeprisen er {Timespris 1.000}.")
        book.save(folder / "feil.xlsm")
        ran = run("notat", "feil.xlsm", "-o", "notat.docx", folder=folder)
        assert ran.status == ERRORS_FOUND
        assert ran.err.startswith("estimat: feil.xlsm › Notat!B6: «{Timespris 1.000}» er ukjent;")
        assert not (folder / "notat.docx").exists()


class TestTemplates:
    def test_one_of_ones_own_is_used(self, folder: Path) -> None:
        document = docx.Document()
        document.add_paragraph("Eget brev: {{ tittel }}")
        document.save(str(folder / "mal.docx"))
        assert run(*NOTE, "--mal", "mal.docx", folder=folder).status == GOOD
        (only,) = Word(folder / "notat.docx").paragraphs()
        assert only.text == "Eget brev: Digital Samhandling - Estimat 2024 Helsedirektoratet"

    def test_one_with_a_fault_is_told_and_nothing_is_written(self, folder: Path) -> None:
        document = docx.Document()
        document.add_paragraph("{{ tittle }}")
        document.save(str(folder / "mal.docx"))
        ran = run(*NOTE, "--mal", "mal.docx", folder=folder)
        assert ran.status == WRONG_USE
        assert "Malen bruker «tittle», som ikke finnes" in ran.err
        assert "i brødteksten ved «{{ tittle }}»" in ran.err
        assert not (folder / "notat.docx").exists()

    def test_one_that_is_not_there_is_told(self, folder: Path) -> None:
        ran = run(*NOTE, "--mal", "mal.docx", folder=folder)
        assert ran.status == WRONG_USE
        assert "mal.docx" in ran.err
        assert "finnes ikke" in ran.err


class TestWhatIsMissing:
    def test_without_libreoffice_there_is_no_pdf_and_nothing_is_written(
        self, folder: Path, without_libreoffice: dict[str, str]
    ) -> None:
        ran = run(*NOTE, "--pdf", folder=folder, environment=without_libreoffice)
        assert ran.status == WRONG_USE
        assert "--pdf krever LibreOffice, som ikke er funnet på denne maskinen" in ran.err
        assert not (folder / "notat.docx").exists()

    def test_without_the_library_it_says_what_to_install(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for name in [name for name in sys.modules if name.startswith(NOTING)]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "docxtpl", None)
        monkeypatch.chdir(folder)
        assert main([*NOTE]) == WRONG_USE
        assert (
            "docxtpl, som denne Python ikke har: pip install estimat[notat]"
            in capsys.readouterr().err
        )
