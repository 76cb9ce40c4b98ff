"""Out to the areas and back again: `estimat del` and `estimat samle`."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from estimat.actions.collecting import sent_now
from estimat.core import layout
from estimat.core.errors import EstimatError, UsageError
from estimat.core.interpret import interpret
from estimat.files.collection import dividing
from estimat.files.collection.dividing import collect, returned
from estimat.files.note.document import text_of
from estimat.files.reading import read_book
from estimat.files.workbooks import proven
from estimat.files.workbooks.proven import read_source
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, Ran, run
from tests.workbooks import Edited

AREAS = {
    "PLL": "Pasientens legemiddelliste",
    "PJD": "Pasientens journaldokumenter",
    "PPS": "Pasientens prøvesvar",
    "PKI": "Pasientens kritiske informasjon",
    "PMD": "Pasientens måledata",
}


@pytest.fixture
def divided(folder: Path) -> Path:
    """The shipped workbook, divided into the folder `ut`."""
    assert run("del", "workbook.xlsm", "-o", "ut", folder=folder).status == GOOD
    return folder


def file_of(folder: Path, id: str) -> Path:
    return folder / "ut" / f"{id} {AREAS[id]}.xlsm"


def compared(folder: Path, before: str, after: str) -> list[dict[str, object]]:
    ran = run("sammenlign", before, after, "--json", folder=folder)
    changes: list[dict[str, object]] = json.loads(ran.out)["endringer"]
    return changes


class TestDividing:
    def test_each_area_gets_a_workbook(self, divided: Path) -> None:
        names = {path.name for path in (divided / "ut").iterdir()}
        assert names == {f"{id} {name}.xlsm" for id, name in AREAS.items()}

    def test_it_tells_the_area_what_is_theirs_to_do(self, divided: Path) -> None:
        guide = openpyxl.load_workbook(file_of(divided, "PPS"))["Veiledning"]
        texts = " ".join(str(row[1].value or "") for row in guide.iter_rows())
        assert "Hvem den skal til" in texts
        for others in ("Trykk Konsolider", "otatet", "helsetjenesten"):
            assert others not in texts

    @pytest.mark.parametrize(
        ("id", "cell", "holds"),
        [
            ("PPS", "B4", 'EXACT(B4,"PPS")'),
            ("PPS", "A18", 'EXACT($A$18,"PPS-1")'),
            ("PPS", "B10", "B10=9"),
            ("PMD", "B10", "FALSE"),
        ],
    )
    def test_its_id_and_its_budget_take_no_other(
        self, divided: Path, id: str, cell: str, holds: str
    ) -> None:
        book = openpyxl.load_workbook(file_of(divided, id))
        limits = [
            each
            for each in book[book.sheetnames[3]].data_validations.dataValidation
            if cell in each.sqref
        ]
        assert [(each.type, each.formula1) for each in limits] == [("custom", holds)]
        assert limits[0].error.startswith("Den er satt av dem som sendte arket ut")

    def test_nothing_of_the_other_areas_is_in_it_but_their_names(self, divided: Path) -> None:
        book, _ = read_book(file_of(divided, "PPS"), "PPS.xlsm")
        estimate = interpret(book)
        assert [area.head.id for area in estimate.areas] == ["PPS"]
        assert dict(estimate.whole) == AREAS
        texts = {value for sheet in book.sheets for value in sheet.values.values()}
        shipped, _ = read_book(divided / "workbook.xlsm", "workbook.xlsm")
        others = (area for area in interpret(shipped).areas if area.head.id != "PPS")
        ours = {row.inputs.name for area in estimate.areas for row in area.activities}
        for area in others:
            assert not {row.inputs.name for row in area.activities} - ours & texts
            assert not {*area.head.ambitions} & texts

    def test_the_assumptions_and_the_note_are_locked_and_the_area_is_not(
        self, divided: Path
    ) -> None:
        book = openpyxl.load_workbook(file_of(divided, "PLL"))
        assert book["Forutsetninger"].protection.sheet
        assert book["Notat"].protection.sheet
        assert not book["Legemiddelliste"].protection.sheet

    def test_it_calls_our_functions_and_has_them(self, divided: Path) -> None:
        book = openpyxl.load_workbook(file_of(divided, "PLL"), keep_vba=True)
        assert book.vba_archive is not None
        formulas = [cell.value for row in book["Legemiddelliste"].iter_rows() for cell in row]
        assert any("ESTIMAT_KOST" in str(each) for each in formulas)

    def test_all_of_them_are_the_whole(self, divided: Path) -> None:
        ran = run("konsolider", "ut", "--json", folder=divided)
        assert ran.status == GOOD
        found = json.loads(ran.out)
        assert found["total"]["sum"] == 69_394_500
        assert [area["id"] for area in found["omrader"]] == list(AREAS)
        assert compared(divided, "workbook.xlsm", "ut") == []

    def test_one_that_is_missing_stops_the_total_by_name(self, divided: Path) -> None:
        file_of(divided, "PKI").unlink()
        ran = run("konsolider", "ut", folder=divided)
        assert ran.status == ERRORS_FOUND
        assert "STR-18" in ran.out
        assert "«PKI Pasientens kritiske informasjon»" in ran.out

    def test_one_with_other_assumptions_stops_it_by_name(self, divided: Path) -> None:
        target = file_of(divided, "PJD")
        book = Edited(target)
        book.put("Forutsetninger", "B12", "2025-kroner")
        book.save(target)
        ran = run("konsolider", "ut", folder=divided)
        assert ran.status == ERRORS_FOUND
        assert target.name in ran.out
        assert "2025-kroner" in ran.out

    def test_the_note_can_be_written_of_the_parts(self, divided: Path) -> None:
        pytest.importorskip("docxtpl")
        for source in ("workbook.xlsm", "ut"):
            assert run("notat", source, "-o", f"{source}.docx", folder=divided).status == GOOD
        notes = [
            text_of((divided / f"{name}.docx").read_bytes()) for name in ("workbook.xlsm", "ut")
        ]
        assert notes[0] == notes[1]

    def test_by_itself_a_part_has_no_errors(self, divided: Path) -> None:
        ran = run("valider", file_of(divided, "PLL"), folder=divided)
        assert ran.status == GOOD
        assert "STR-19" in ran.out

    def test_by_itself_a_part_gives_no_total(self, divided: Path) -> None:
        """Nor does a folder into which only one of them has come back."""
        (divided / "inn").mkdir()
        part = file_of(divided, "PLL").rename(divided / "inn" / "PLL.xlsm")
        for verb, source, target in (
            ("konsolider", part, "sum.xlsx"),
            ("konsolider", "inn", "sum.xlsx"),
            ("notat", part, "notat.docx"),
            ("samle", "inn", "samlet.xlsm"),
        ):
            ran = run(verb, source, "-o", target, folder=divided)
            assert ran.status == ERRORS_FOUND, verb
            assert "PMD Pasientens måledata" in ran.out
            assert not (divided / target).exists()
        assert run("valider", "inn", folder=divided).status == ERRORS_FOUND

    def test_our_own_words_spelled_in_another_way_are_the_same(self, folder: Path) -> None:
        book = Edited(folder / "workbook.xlsm")
        book.rename_column("Legemiddelliste", "Timer lav", "Timer\nlav")
        for cell, words in (("B7", "til kontroll "), ("C18", "egne timer\u00a0"), ("O18", "HØY")):
            book.put("Legemiddelliste", cell, words)
        book.save(folder / "stavet.xlsm")
        for command in (("del", "stavet.xlsm", "-o", "ut"),
                        ("samle", "stavet.xlsm", "-o", "ny.xlsm")):  # fmt: skip
            ran = run(*command, folder=folder)
            assert ran.status == GOOD, ran.err
            left = [line for line in ran.out.splitlines() if " › " in line]
            assert [line for line in left if layout.SCENARIOS not in line] == []
        assert compared(folder, "stavet.xlsm", "workbook.xlsm") == []

    def test_what_is_there_is_never_replaced(self, divided: Path) -> None:
        before = {path: path.read_bytes() for path in (divided / "ut").iterdir()}
        ran = run("del", "workbook.xlsm", "-o", "ut", folder=divided)
        assert ran.status == WRONG_USE
        assert "finnes fra før" in ran.err
        assert {path: path.read_bytes() for path in (divided / "ut").iterdir()} == before

    def test_a_workbook_with_errors_is_not_divided(self, flawed: Path) -> None:
        ran = run("del", "feil.xlsx", "-o", "ut", folder=flawed)
        assert ran.status == ERRORS_FOUND
        assert "Ingenting er laget" in ran.out
        assert not (flawed / "ut").exists()

    def test_every_id_that_cannot_be_used_is_named(self, folder: Path) -> None:
        book = Edited(folder / "workbook.xlsm")
        for sheet, id in (("Prøvesvar", "P PS"), ("Måledata", "1MD")):
            book.put(sheet, "B4", id)
        book.save(folder / "workbook.xlsm")
        ran = run("del", "workbook.xlsm", "-o", "ut", folder=folder)
        assert ran.status != GOOD
        for told in ("Prøvesvar!B4: Område-id «P PS»", "Måledata!B4: Område-id «1MD»"):
            assert told in ran.err + ran.out

    def test_a_word_that_is_in_no_list_of_ours_goes_along(self, folder: Path) -> None:
        book = Edited(folder / "workbook.xlsm")
        book.put("Prøvesvar", "B7", "Nesten ferdig")
        book.save(folder / "workbook.xlsm")
        assert run("del", "workbook.xlsm", "-o", "ut", folder=folder).status == GOOD
        (made,) = folder.glob("ut/PPS*")
        (area,) = interpret(read_book(made, "")[0]).areas
        assert area.head.status == "Nesten ferdig"


def test_when_it_cannot_be_proved_nothing_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def differs(*_: object) -> None:
        raise UsageError("ulikt")

    source = read_source([folder / "workbook.xlsm"])
    monkeypatch.setattr(proven, "prove", differs)
    with pytest.raises(UsageError, match="ulikt"):
        dividing.divide(source, folder / "ut", sent_now())
    assert not (folder / "ut").exists()
    with pytest.raises(UsageError, match="ulikt"):
        dividing.divide(source, folder, sent_now())
    assert [each.name for each in folder.iterdir()] == ["workbook.xlsm"]


def test_a_file_that_somebody_else_makes_meanwhile_is_left_to_them(
    divided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = returned([str(divided / "ut")]), divided / "samlet.xlsm"
    monkeypatch.setattr(dividing, "refuse_new", lambda each: each.write_text("noen andres"))
    with pytest.raises(EstimatError, match="i mellomtiden"):
        collect(source, target)
    assert target.read_text() == "noen andres"


class TestGathering:
    def test_divided_untouched_and_gathered_it_is_the_same(self, divided: Path) -> None:
        ran = run("samle", "ut", "-o", "samlet.xlsm", folder=divided)
        assert (ran.status, ran.out) == (GOOD, "Skrevet: samlet.xlsm\n")
        assert compared(divided, "workbook.xlsm", "samlet.xlsm") == []
        # No part has what the ministry may decide.
        whole = [each for each in sheets(divided / "workbook.xlsm") if each != layout.BESIDE_PLAN]
        assert sheets(divided / "samlet.xlsm") == whole

    def test_cell_by_cell_too(self, divided: Path) -> None:
        run("samle", "ut", "-o", "samlet.xlsm", folder=divided)
        old, _ = read_book(divided / "workbook.xlsm", "")
        new, _ = read_book(divided / "samlet.xlsm", "")
        mine = [each for each in old.sheets if each.name != layout.BESIDE_PLAN]
        for one, other in zip(mine, new.sheets, strict=True):
            # Two name the file, and no part has what the ministry may decide.
            if one.name not in ("Konsolidert", "Kontroll", layout.SCENARIOS):
                ours = {cell: each for cell, each in other.values.items() if cell in one.values}
                assert ours == one.values
                more = [str(each) for cell, each in other.values.items() if cell not in ours]
                # The guide says that it has been out.
                assert {*more} <= {"Sist sendt ut til områdene", "Utsendelse", "1.0"}
                assert other.formulas == one.formulas

    def test_what_people_have_changed_comes_back(self, divided: Path) -> None:
        target = file_of(divided, "PJD")
        book = Edited(target)
        book.put("Journaldokumenter", "E19", 6000.0)
        book.put("Journaldokumenter", "J19", 8_700_000.0, formula("Kostnad", "PJD"))
        book.put("Journaldokumenter", "I19", 4.0, formula("Årsverk", "PJD"))
        book.put("Journaldokumenter", "N19", 8_700_000.0, formula("Sum", "PJD"))
        book.save(target)
        ran = run("samle", "ut", "-o", "samlet.xlsm", folder=divided)
        assert ran.status == GOOD
        (change,) = compared(divided, "workbook.xlsm", "samlet.xlsm")
        assert (change["id"], change["kroner"]) == ("PJD-2", 750 * 1450)

    def test_what_people_added_beside_the_table_is_named(self, divided: Path) -> None:
        target = file_of(divided, "PLL")
        theirs = openpyxl.load_workbook(target, keep_vba=True)
        theirs.create_sheet("Møtereferat")["A1"] = "Til stede: Kari"
        theirs.save(target)
        book = Edited(target)
        book.put("Legemiddelliste", "S20", "Ring Kari om dette")
        book.put("Legemiddelliste", "E18", 3300.0, "1500+1800")
        book.put("Veiledning", "A60", "Skrevet i veiledningen")
        book.save(target)
        ran = run("samle", "ut", "-o", "samlet.xlsm", folder=divided)
        assert ran.status == GOOD
        name = f"ut/{target.name} › "
        assert f"{name}Legemiddelliste!S20: «Ring Kari om dette»" in ran.out
        assert f"{name}Legemiddelliste!E18: formelen =1500+1800" in ran.out
        assert f"{name}Møtereferat: hele arket" in ran.out
        assert compared(divided, "workbook.xlsm", "samlet.xlsm") == []

    def test_a_file_of_something_else_is_named(self, divided: Path) -> None:
        book = openpyxl.Workbook()
        book.active["A1"] = "Referat fra møtet"  # type: ignore[index]
        book.save(divided / "ut" / "referat.xlsx")
        ran = run("samle", "ut", "-o", "samlet.xlsm", folder=divided)
        assert ran.status == GOOD
        assert "ut/referat.xlsx: hele fila (ingen tjenesteområder)" in ran.out

    def test_comments_on_cells_are_named(self, divided: Path) -> None:
        target = file_of(divided, "PLL")
        book = Edited(target)
        book.link(book.sheet_part("Legemiddelliste"), "comments", "../comments1.xml")
        book.save(target)
        ran = run("samle", "ut", "-o", "samlet.xlsm", folder=divided)
        assert "Legemiddelliste: merknader" in ran.out

    def test_two_notes_are_not_gathered(self, divided: Path) -> None:
        book = Edited(file_of(divided, "PPS"))
        book.put("Notat", "B4", "Et annet notat")
        book.save(file_of(divided, "PPS"))
        ran = run("samle", "ut", "-o", "samlet.xlsm", folder=divided)
        assert (ran.status, ran.out) == (ERRORS_FOUND, "")
        assert "Notat!B4" in ran.err
        assert not (divided / "samlet.xlsm").exists()

    def test_the_same_area_twice_is_not_gathered(self, divided: Path) -> None:
        (divided / "ut" / "kopi.xlsm").write_bytes(file_of(divided, "PLL").read_bytes())
        ran = run("samle", "ut", "-o", "samlet.xlsm", folder=divided)
        assert ran.status == ERRORS_FOUND
        assert "STR-02" in ran.out
        assert not (divided / "samlet.xlsm").exists()

    def test_areas_whose_sheets_have_the_same_name_get_names_apart(self, divided: Path) -> None:
        target = file_of(divided, "PJD")
        book = Edited(target)
        book.rename("Journaldokumenter", "Legemiddelliste")
        book.save(target)
        assert run("samle", "ut", "-o", "samlet.xlsm", folder=divided).status == GOOD
        assert sheets(divided / "samlet.xlsm")[4:6] == ["Legemiddelliste", "Legemiddelliste2"]
        assert compared(divided, "workbook.xlsm", "samlet.xlsm") == []

    def test_nothing_to_gather(self, folder: Path) -> None:
        run("konsolider", "workbook.xlsm", folder=folder)
        ran: Ran = run("samle", "konsolidert.xlsx", "-o", "samlet.xlsm", folder=folder)
        assert ran.status == WRONG_USE
        assert not (folder / "samlet.xlsm").exists()


def sheets(path: Path) -> list[str]:
    return [sheet.name for sheet in read_book(path, "")[0].sheets]


def formula(header: str, id: str) -> str:
    (column,) = (each for each in layout.COLUMNS if each.header == header)
    return layout.stored(column.formula or "", f"Tabell_{id}")
