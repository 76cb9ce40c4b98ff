"""What goes out to the areas: `estimat del` for people who have no Estimat, and a blank year."""

from __future__ import annotations

import json
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from estimat.core import layout
from estimat.core.collection.dispatch import Dispatch, dispatch_of
from estimat.core.interpret import interpret
from estimat.files.engine.computing import computed_all
from estimat.files.reading import read_book
from estimat.files.workbooks.areafile import read_area_file
from estimat.files.workbooks.new import save_new
from tests.calc import convert
from tests.running import GOOD, WRONG_USE, run

BLANK = """
tittel = "Estimat 2027"
[forutsetninger]
Budsjettar = 2027
Timepris = 1450
TimerPerArsverk = 1500
FullkostPerArsverk = 2_200_000
Risikoavsetning = 4
Budsjettoleranse = 0.1
Departement = "Helse- og omsorgsdepartementet"
Prisniva = "2027-kroner"
[notat]
tittel = "Estimat"
innledning = ["Til sammen {Total mill} millioner kroner."]
[[omrade]]
id = "ARK"
navn = "Arkiv"
budsjett = 2.1
[[omrade]]
id = "INN"
navn = "Innsyn"
"""


def sent(file: Path) -> Dispatch:
    dispatch = dispatch_of(read_book(file, file.name)[0])
    assert dispatch
    return dispatch


def part_of(folder: Path, id: str) -> Path:
    (file,) = folder.glob(f"{id} *")
    return file


def texts(file: Path, sheet: str) -> str:
    book, _ = read_book(file, file.name)
    (found,) = (each for each in book.sheets if each.name == sheet)
    return " ".join(str(each) for each in found.values.values())


class TestWhatAPartKnows:
    @pytest.fixture
    def out(self, folder: Path) -> Path:
        ran = run("del", "workbook.xlsm", "-o", "ut", "--frist", "2027-02-01", "--til", "Økonomi",
                  folder=folder)  # fmt: skip
        assert ran.status == GOOD, ran.err
        return folder / "ut"

    def test_it_knows_of_which_workbook_it_is_and_by_when_it_is_wanted(self, out: Path) -> None:
        whole = read_book(out.parent / "workbook.xlsm", "")[1]
        dispatch = sent(part_of(out, "PPS"))
        assert dispatch.number == 1
        assert str(dispatch.deadline) == "2027-02-01"
        assert (dispatch.to, dispatch.source) == ("Økonomi", "workbook.xlsm")
        assert dispatch.sha256 == whole
        assert dispatch.kroner == Decimal(8_993_000)

    def test_people_read_it_on_the_sheet_they_fill_in(self, out: Path) -> None:
        said = texts(part_of(out, "PPS"), "Prøvesvar")
        assert (
            "Fyll ut arket for Pasientens prøvesvar, og send fila til Økonomi innen 01.02.2027."
            in said
        )

    def test_it_opens_on_that_sheet(self, out: Path) -> None:
        book = openpyxl.load_workbook(part_of(out, "PPS"))
        assert book.active is book["Prøvesvar"]

    def test_of_the_note_it_shows_nothing(self, out: Path) -> None:
        book = openpyxl.load_workbook(part_of(out, "PPS"))
        assert book["Notat"].sheet_state == "hidden"
        example = str(book["Veiledning"]["A2"].value)
        for sheet in ("Veiledning", "Prøvesvar"):
            assert "otat" not in texts(part_of(out, "PPS"), sheet).replace(example, "")

    def test_of_the_next_time_it_is_the_second(self, out: Path) -> None:
        assert run("samle", "ut", "-o", "samlet.xlsm", folder=out.parent).status == GOOD
        assert run("del", "samlet.xlsm", "-o", "ut2", folder=out.parent).status == GOOD
        assert sent(part_of(out.parent / "ut2", "PPS")).number == 2

    def test_next_year_begins_at_the_first_again(self, out: Path) -> None:
        run("samle", "ut", "-o", "samlet.xlsm", folder=out.parent)
        rolled = run("rull", "samlet.xlsm", "--til", "2025", "--pris", "3%", "--lonn", "4%", "-o",
                     "neste.xlsm", folder=out.parent)  # fmt: skip
        assert rolled.status == GOOD
        assert run("del", "neste.xlsm", "-o", "ut2", folder=out.parent).status == GOOD
        assert sent(part_of(out.parent / "ut2", "PPS")).number == 1

    @pytest.mark.parametrize("written", ["2027-02-30", "snart", "1/2/2027"])
    def test_a_deadline_is_a_day(self, folder: Path, written: str) -> None:
        ran = run("del", "workbook.xlsm", "-o", "ut", "--frist", written, folder=folder)
        assert ran.status == WRONG_USE
        assert f"{written} er ikke en dato; skriv den som 01.02.2027" in ran.err
        assert not (folder / "ut").exists()

    def test_a_formula_as_whom_to_send_it_to_stays_text(self, folder: Path) -> None:
        run("del", "workbook.xlsm", "-o", "ut", "--til", '=HYPERLINK("http://x")', folder=folder)
        book, _ = read_book(part_of(folder / "ut", "PPS"), "")
        guide = next(each for each in book.sheets if each.name == "Veiledning")
        assert not guide.formulas
        assert sent(part_of(folder / "ut", "PPS")).to == '=HYPERLINK("http://x")'


class TestWithoutEstimat:
    """Parts in plain Excel compute while one types, and come back as they were."""

    @pytest.fixture
    def out(self, folder: Path) -> Path:
        assert (
            run("del", "workbook.xlsm", "-o", "ut", "--uten-makroer", folder=folder).status == GOOD
        )
        return folder / "ut"

    def test_nothing_in_it_needs_estimat(self, out: Path) -> None:
        for file in out.iterdir():
            assert file.suffix == ".xlsx"
            with zipfile.ZipFile(file) as package:
                assert not [name for name in package.namelist() if "vba" in name.lower()]
                for name in package.namelist():
                    assert b"ESTIMAT_" not in package.read(name), name

    def test_it_computes_from_nothing(self, out: Path) -> None:
        """Every formula gives, in another engine, the number that stands there."""
        pytest.importorskip("formulon")
        file = part_of(out, "PPS")
        book, _ = read_book(file, file.name)
        stood = {sheet.name: dict(sheet.values) for sheet in book.sheets}
        bare = openpyxl.load_workbook(file)
        bare.save(file)  # which keeps no result of a formula
        (computed,) = computed_all([file])
        assert not computed.problem
        formulas = [(sheet.name, at) for sheet in book.sheets for at in sheet.formulas]
        assert len(formulas) > 20
        for sheet, at in formulas:
            now, was = computed.results[sheet][at], stood[sheet][at]
            assert now == (pytest.approx(was) if isinstance(was, float) else was), (sheet, at)

    @pytest.mark.calc
    def test_calc_computes_it_from_nothing(self, out: Path, tmp_path: Path) -> None:
        """As the program does that an area without Excel has."""
        file = part_of(out, "PPS")
        stood = {sheet.name: dict(sheet.values) for sheet in read_book(file, file.name)[0].sheets}
        bare = openpyxl.load_workbook(file)
        bare.save(file)  # which keeps no result of a formula
        book, _ = read_book(convert(file, tmp_path), file.name)
        formulas = [(sheet, at) for sheet in book.sheets for at in sheet.formulas]
        assert len(formulas) > 20
        for sheet, at in formulas:
            now, was = sheet.values.get(at), stood[sheet.name][at]
            assert now == (pytest.approx(was) if isinstance(was, float) else was), (sheet.name, at)

    def test_back_again_it_calls_our_functions_without_a_finding(self, out: Path) -> None:
        before = json.loads(run("valider", "workbook.xlsm", "--json", folder=out.parent).out)
        parts = json.loads(run("valider", "ut", "--json", folder=out.parent).out)
        assert {each["kode"] for each in parts["funn"]} <= {each["kode"] for each in before["funn"]}
        ran = run("samle", "ut", "-o", "samlet.xlsm", folder=out.parent)
        assert (ran.status, ran.out) == (GOOD, "Skrevet: samlet.xlsm\n")
        old, _ = read_book(out.parent / "workbook.xlsm", "")
        new, _ = read_book(out.parent / "samlet.xlsm", "")
        for one, other in zip(interpret(old).areas, interpret(new).areas, strict=True):
            assert one.sheet.formulas == other.sheet.formulas


def test_every_area_of_a_large_estimate_is_missed(tmp_path: Path) -> None:
    """A part lists all the areas, however many there are."""
    areas = read_area_file()
    every = tuple((f"A{number:03}", f"Område {number}") for number in range(400))
    mine = areas.areas[0]._replace(head=areas.areas[0].head._replace(id="A007"))
    save_new(
        tmp_path / "A007 x.xlsx", areas._replace(areas=(mine,), whole=every), (), "estimat del"
    )
    ran = run("konsolider", tmp_path, folder=tmp_path)
    assert ran.out.count("STR-18") == 399
    assert "A399 Område 399" in run("status", tmp_path, "--json", folder=tmp_path).out


class TestABlankYear:
    def test_areas_without_rows_go_out_and_come_back(self, tmp_path: Path) -> None:
        (tmp_path / "2027.toml").write_text(BLANK, "utf-8")
        made = run("mal", "2027.xlsm", "--omrader", "2027.toml", folder=tmp_path)
        assert made.status == GOOD, made.err
        ran = run("del", "2027.xlsm", "-o", "ut", "--frist", "1.2.2027", folder=tmp_path)
        assert ran.status == GOOD, ran.out
        assert "Uten aktiviteter, og teller 0: ARK Arkiv, INN Innsyn" in ran.out
        file = part_of(tmp_path / "ut", "ARK")
        book = openpyxl.load_workbook(file, keep_vba=True)
        for column, value in (("A", "ARK-1"), ("B", "Flytte"), ("C", "Egne timer"), ("E", 100)):
            book["Arkiv"][f"{column}18"] = value
        book.save(file)
        ran = run("samle", "ut", "-o", "samlet.xlsm", folder=tmp_path)
        assert ran.status == GOOD, ran.out
        told = json.loads(
            run("sammenlign", "2027.xlsm", "samlet.xlsm", "--json", folder=tmp_path).out
        )
        (change,) = told["endringer"]
        assert (change["id"], change["kroner"]) == ("ARK-1", 145_000)

    def test_the_names_of_the_dispatch_are_on_a_locked_sheet(self, folder: Path) -> None:
        run("del", "workbook.xlsm", "-o", "ut", folder=folder)
        book = openpyxl.load_workbook(part_of(folder / "ut", "PPS"))
        assert book["Veiledning"].protection.sheet
        names = {field.name for field in layout.DISPATCHED} - {layout.UNDELIVERED.name}
        assert names <= set(book.defined_names)
