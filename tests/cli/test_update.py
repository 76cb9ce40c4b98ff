"""New rates into files that are out with the areas: `estimat oppdater`."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from estimat.actions.collecting import sent_now
from estimat.core import layout
from estimat.core.collection.dispatch import dispatch_of
from estimat.core.values import CellError
from estimat.files.collection import preparing, updating
from estimat.files.collection.preparing import State
from estimat.files.many import reading_here
from estimat.files.reading import read_book
from estimat.files.workbooks.new import save_new
from estimat.files.workbooks.proven import read_whole
from estimat.files.workbooks.rebuilding import area_file_of
from tests import calc
from tests.changedbook import Changed
from tests.cli.test_made_otherwise import (
    RIGHT,
    a_million_rows_without_cells,
    many_rows_without_cells,
)
from tests.excelmoves import insert_rows, move_sheet
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, run, run_in_terminal, without_colours
from tests.sheetxml import cell_of, tag
from tests.updating import (
    SHEET,
    assert_results_are_those_computed_anew,
    changed_parts,
    collected,
    master,
    named,
    parts_of,
    same,
    updated,
    values,
    without_results,
)
from tests.workbooks import Edited

PLL, PPS = "PLL Pasientens legemiddelliste", "PPS Pasientens prøvesvar"


@pytest.fixture(scope="module")
def divided(tmp_path_factory: pytest.TempPathFactory, shipped: Path) -> Path:
    """The shipped workbook, divided with macros and without, and the same with other rates."""
    folder = tmp_path_factory.mktemp("utdelt")
    shutil.copy(shipped, folder / "workbook.xlsm")
    for extra in (["-o", "ut"], ["-o", "utx", "--uten-makroer"]):
        sent = ["--frist", "2027-02-01", "--til", "Økonomi"]
        assert run("del", "workbook.xlsm", *extra, *sent, folder=folder).status == GOOD
    master(folder, Timepris=1512.5, Prisniva="2025-kroner", Risikoavsetning=0.0)
    return folder


@pytest.fixture
def out(divided: Path, tmp_path: Path) -> Path:
    """A folder of one's own with these."""
    shutil.copytree(divided, tmp_path, dirs_exist_ok=True)
    return tmp_path


def plain(folder: Path) -> Path:
    return folder / "utx" / f"{PLL}.xlsx"


def changes(folder: Path, files: str) -> list[float | None]:
    """What those who have answered have changed, as `status` says it."""
    told = json.loads(run("status", files, "--json", folder=folder).out)
    return [each["endring"] for each in told["omrader"] if each["fil"]]


def macros(folder: Path) -> Path:
    return folder / "ut" / f"{PLL}.xlsm"


class TestAPart:
    @pytest.mark.parametrize("kind", ["ut", "utx"])
    def test_it_assumes_what_the_workbook_does_and_comes_to_that(
        self, out: Path, kind: str
    ) -> None:
        files = updated(out, kind)
        assert {each["omrade"]: (each["sum_for"], each["sum_na"]) for each in files} == {
            "PLL": (35_295_500, 36_282_375),
            "PJD": (11_805_000, 12_236_250),
            "PPS": (8_993_000, 9_326_750),
            "PKI": (13_301_000, 13_762_250),
            "PMD": (0, 0),
        }
        for each in files:
            assert {"forutsetning": "Timepris", "fra": 1450, "til": 1512.5} in each["endringer"]
            assert each["utfall"] == "oppdatert"
            path = out / each["skrevet"]
            assert named(path, layout.HOURLY_RATE) == 1512.5
            assert named(path, layout.PRICE_LEVEL) == "2025-kroner"
            assert named(path, layout.RISK_RESERVE) == 0.0

    @pytest.mark.parametrize("kind", ["ut", "utx"])
    def test_every_byte_that_is_not_of_a_rate_is_as_it_was(self, out: Path, kind: str) -> None:
        updated(out, kind)
        for before in sorted((out / kind).iterdir()):
            after = out / "ut2" / before.name
            sheets = {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
            area = "xl/worksheets/sheet4.xml"
            assert changed_parts(before, after) <= {*sheets, area}
            old, new = parts_of(before)[area], parts_of(after)[area]
            assert without_results(old) == without_results(new)

    @pytest.mark.parametrize("kind", ["ut", "utx"])
    def test_every_result_is_what_an_engine_gives(self, out: Path, kind: str) -> None:
        pytest.importorskip("formulon")
        updated(out, kind)
        for each in sorted((out / "ut2").iterdir()):
            assert_results_are_those_computed_anew(each, out)

    @pytest.mark.calc
    def test_every_result_is_what_calc_gives(self, out: Path) -> None:
        updated(out, "utx")
        made = out / "ut2" / plain(out).name
        book = Edited(made)
        for name, content in book.parts.items():
            if name.startswith("xl/worksheets/"):
                book.parts[name] = without_results(content)
        anew = calc.convert(book.save(out / "tom.xlsx"), out)
        read, _ = read_book(made, made.name)
        for sheet in read.sheets:
            computed = values(anew, sheet.name)
            for place in sheet.formulas:
                assert same(sheet.values.get(place), computed.get(place)), (sheet.name, place)

    def test_it_says_how_it_was_sent_this_time(self, out: Path) -> None:
        (told,) = updated(out, str(macros(out)))
        before, after = (
            dispatch_of(read_book(path, path.name)[0])
            for path in (macros(out), out / told["skrevet"])
        )
        assert before
        assert after
        assert (before.number, after.number) == (1, 2)
        assert (after.deadline, after.to) == (before.deadline, "Økonomi")
        assert (after.source, after.kroner) == ("ny.xlsm", Decimal(36_282_375))
        assert after.sha256 != before.sha256
        assert len(after.sha256) == 64

    def test_another_deadline_is_said_wherever_the_part_says_it(self, out: Path) -> None:
        pytest.importorskip("formulon")
        with reading_here():
            (told,) = updating.update(
                [macros(out)], out / "ny.xlsm", out / "ut2", sent_now(date(2027, 3, 1), "Kari")
            )
        assert told.written
        says = str(values(told.written, SHEET)[3, 1])
        assert "send fila til Kari innen 01.03.2027" in says
        assert_results_are_those_computed_anew(told.written, out)

    def test_all_of_them_are_the_workbook_and_nothing_is_left_to_do(self, out: Path) -> None:
        updated(out, "ut")
        book = Changed(out / "ut2" / f"{PPS}.xlsm")
        book.row("PPS-1", layout.HOURS, 1750.0)
        book.save(out / "ut2" / f"{PPS}.xlsm")
        assert collected(out, "ut2").status == GOOD
        ran = run("sammenlign", "ny.xlsm", "samlet.xlsm", "--json", folder=out)
        record = json.loads(ran.out)
        assert [each["kroner"] for each in record["endringer"]] == [(1750 - 1840) * 1512.5]
        assert [each["utfall"] for each in updated(out, "ut2", to="ut3")] == [
            "har alt disse satsene"
        ] * 5
        assert not (out / "ut3").exists()

    def test_random_rates_come_out_as_the_engine_gives_them(self, out: Path) -> None:
        pytest.importorskip("formulon")
        chance = random.Random(2027)
        for number in range(6):
            master(
                out,
                Timepris=round(chance.uniform(500, 3000), chance.randint(0, 6)),
                TimerPerArsverk=float(chance.randint(500, 3000)),
                FullkostPerArsverk=round(chance.uniform(1e6, 4e6), 2),
                Budsjettoleranse=round(chance.uniform(0, 2), 3),
            )
            kind = chance.choice([plain(out), macros(out)])
            (told,) = updated(out, str(kind), to=f"sats{number}")
            assert_results_are_those_computed_anew(out / told["skrevet"], out)


class TestWhatTheAreaHasDone:
    def test_openpyxl_has_saved_it_without_any_result(self, out: Path) -> None:
        pytest.importorskip("formulon")
        (out / "inn").mkdir()
        book = openpyxl.load_workbook(macros(out), keep_vba=True)
        book[SHEET]["W3"] = "Vårt notat"
        book[SHEET]["E18"] = "=3000+300"  # as much as before, and saved without a result
        book.save(out / "inn" / "openpyxl.xlsm")
        (told,) = updated(out, "inn")
        assert (told["sum_for"], told["sum_na"]) == (35_295_500, 36_282_375)
        assert told["merknad"] == ""
        cells = values(out / told["skrevet"], SHEET)
        assert (cells[3, 23], cells[18, 14]) == ("Vårt notat", 3300 * 1512.5)

    @pytest.mark.calc
    def test_calc_has_saved_it(self, out: Path) -> None:
        saved = calc.convert(plain(out), out)
        (told,) = updated(out, str(saved))
        made = out / told["skrevet"]
        assert told["sum_na"] == 36_282_375
        assert_results_are_those_computed_anew(made, out)
        opened = calc.convert(made, out / "igjen")  # and it opens there
        assert named(opened, layout.PRICE_LEVEL) == "2025-kroner"

    @pytest.mark.parametrize(
        "change",
        [
            *(each for each in RIGHT if each != a_million_rows_without_cells),
            many_rows_without_cells,
        ],
        ids=lambda change: change.__name__,
    )
    def test_another_program_has_spelled_it_in_its_own_way(
        self, out: Path, change: Callable[[Edited], None]
    ) -> None:
        pytest.importorskip("formulon")
        book = Edited(macros(out))
        change(book)
        book.save(macros(out))
        (told,) = updated(out, str(macros(out)))
        assert told["sum_na"] == 36_282_375

    def test_sheets_are_renamed_and_moved_and_rows_inserted(self, out: Path) -> None:
        pytest.importorskip("formulon")
        book = Edited(plain(out))
        move_sheet(book, "Forutsetninger", 3)
        insert_rows(book, SHEET, 5, 2)
        book.save(out / "flyttet.xlsx")
        (told,) = updated(out, "flyttet.xlsx")
        assert told["sum_na"] == 36_282_375

    def test_what_it_has_put_beside_and_its_own_formulas_follow_the_rates(self, out: Path) -> None:
        pytest.importorskip("formulon")
        book = Edited(macros(out))
        book.put(SHEET, "W3", 2900.0, "Timepris*2")
        book.put(SHEET, "W4", 2901.0, "W3+1")
        book.put(SHEET, "W5", 17.0, "10+7")
        book.put(SHEET, "W6", "Husk «Ås» & <Bø>")
        book.save(macros(out))
        (told,) = updated(out, str(macros(out)))
        cells = values(out / told["skrevet"], SHEET)
        assert [cells[row, 23] for row in range(3, 7)] == [3025.0, 3026.0, 17.0, "Husk «Ås» & <Bø>"]
        assert told["merknad"] == ""

    def test_what_it_has_changed_since_it_was_sent_is_a_change_still(self, out: Path) -> None:
        """At the new rate, and of the area that the part was made for alone."""
        book = Edited(macros(out))
        book.put(SHEET, "E18", 350.0)
        book.save(macros(out))
        (before,) = changes(out, str(macros(out)))
        updated(out, str(macros(out)))
        (after,) = changes(out, "ut2")
        assert before
        assert after == before / 1450 * 1512.5

    def test_another_area_in_its_file_is_not_what_was_sent(self, out: Path) -> None:
        files = [macros(out), out / "ut" / f"{PPS}.xlsm"]
        estimates = read_whole(files, alone=False).estimates
        both = area_file_of(estimates, "begge")
        both = both._replace(dispatch=dispatch_of(estimates[0].book))
        save_new(out / "begge.xlsm", both, (), "test")
        (told,) = updated(out, "begge.xlsm")
        assert told["sum_na"] == 36_282_375 + 9_326_750
        assert named(out / told["skrevet"], layout.SENT_SUM) == 36_282_375.0

    def test_what_was_sent_is_not_known_where_the_workbook_has_other_words(self, out: Path) -> None:
        book = Edited(macros(out))
        book.put(SHEET, "E18", 350.0)
        book.save(macros(out))
        book = Edited(out / "ny.xlsm")
        book.put(SHEET, "E18", 349.0)
        book.save(out / "ny.xlsm")
        updated(out, str(macros(out)))
        assert changes(out, "ut2") == [None]

    def test_hours_that_it_computes_from_the_rate_are_told(self, out: Path) -> None:
        pytest.importorskip("formulon")
        book = Edited(macros(out))
        book.put(SHEET, "E18", 1000.0, "1450000/Timepris")
        book.save(macros(out))
        (told,) = updated(out, str(macros(out)))
        assert "egne formler gir nye tall i Ferdigstille utprøving" in told["merknad"]
        assert (told["sum_for"], told["sum_na"]) == (31_960_500, 32_741_125)
        # What was sent comes to what it did for those who have not written in it.
        assert named(out / told["skrevet"], layout.SENT_SUM) == 36_282_375.0
        assert_results_are_those_computed_anew(out / told["skrevet"], out)

    @pytest.mark.parametrize("formula", ["TODAY()*Timepris", 'INDIRECT("Timepris")', "W4+1"])
    def test_what_cannot_be_computed_shows_nothing_and_is_told(
        self, out: Path, formula: str
    ) -> None:
        book = Edited(macros(out))
        book.put(SHEET, "W3", 1450.0, formula)
        book.put(SHEET, "W4", 1451.0, "W3+1")
        book.save(macros(out))
        (told,) = updated(out, str(macros(out)))
        made = out / told["skrevet"]
        assert {(3, 23), (4, 23)}.isdisjoint(values(made, SHEET))
        assert f"{SHEET}!W3" in told["merknad"]
        assert b'fullCalcOnLoad="1"' in parts_of(made)["xl/workbook.xml"]
        assert told["sum_na"] == 36_282_375

    def test_cells_that_one_formula_fills_show_nothing_old(self, out: Path) -> None:
        book = Edited(macros(out))
        book.put(SHEET, "W3", 1450.0, "Tabell_PLL[Sum]*Timepris")
        book.put(SHEET, "W4", 1451.0)
        book.put(SHEET, "X3", 2902.0, "W4*2")

        def fill(root: object) -> None:
            formula = cell_of(root, "W3").find(tag("f"))  # type: ignore[arg-type]
            assert formula is not None
            formula.attrib.update(t="array", ref="W3:W5")

        book.sheet(SHEET, fill)
        book.save(macros(out))
        (told,) = updated(out, str(macros(out)))
        cells = values(out / told["skrevet"], SHEET)
        assert {(3, 23), (4, 23), (3, 24)}.isdisjoint(cells)

    def test_a_formula_that_cells_share_hangs_on_what_each_of_them_means(self, out: Path) -> None:
        pytest.importorskip("formulon")
        book = Edited(macros(out))
        book.put(SHEET, "W18", 34.0, "X18*2")  # hangs on no rate, and the one below does
        book.put(SHEET, "X18", 17.0)
        book.put(SHEET, "W19", 2900.0, "")
        book.put(SHEET, "X19", 1450.0, "Timepris")

        def share(root: object) -> None:
            for cell, more in (("W18", {"ref": "W18:W19"}), ("W19", {})):
                formula = cell_of(root, cell).find(tag("f"))  # type: ignore[arg-type]
                assert formula is not None
                formula.attrib.update(t="shared", si="9", **more)

        book.sheet(SHEET, share)
        book.save(macros(out))
        (told,) = updated(out, str(macros(out)))
        cells = values(out / told["skrevet"], SHEET)
        assert (cells[18, 23], cells[19, 23]) == (34.0, 3025.0)

    def test_without_an_engine_nothing_old_is_left(self, out: Path) -> None:
        book = Edited(macros(out))
        book.put(SHEET, "E18", 1000.0, "1450000/Timepris")
        book.save(macros(out))
        with reading_here():
            (told,) = updating.update([macros(out)], out / "ny.xlsm", out / "ut2", sent_now())
        assert told.state is State.UPDATED
        assert told.after is None
        assert told.written
        cells = values(told.written, SHEET)
        assert {(18, 5), (18, 10), (18, 14), (15, 14), (11, 2), (12, 2), (13, 2)}.isdisjoint(cells)
        assert cells[19, 14] == 12_400_000.0
        assert named(told.written, layout.SENT_SUM) == 36_282_375.0

    def test_the_names_that_excel_shows_without_estimat_become_numbers(self, out: Path) -> None:
        book = Edited(macros(out))
        read, _ = read_book(macros(out), "x")
        formulas = next(each.formulas for each in read.sheets if each.name == SHEET)
        for row in range(18, 24):
            book.put(SHEET, f"J{row}", CellError("#NAME?"), formulas[row, 10])
            book.put(SHEET, f"N{row}", CellError("#NAME?"), formulas[row, 14])
        book.save(macros(out))
        (told,) = updated(out, str(macros(out)))
        assert (
            sum(
                value
                for (row, column), value in values(out / told["skrevet"], SHEET).items()
                if column == 14 and row >= 18 and isinstance(value, float)
            )
            == 36_282_375
        )

    def test_an_assumption_that_became_a_formula_is_the_workbooks(self, out: Path) -> None:
        book = Edited(macros(out))
        book.put("Forutsetninger", "B6", 1450.0, "1400+50")
        book.parts["xl/calcChain.xml"] = b'<calcChain><c r="B6" i="2"/></calcChain>'
        book.link("xl/workbook.xml", "calcChain", "calcChain.xml")
        book.save(macros(out))
        (told,) = updated(out, str(macros(out)))
        made = out / told["skrevet"]
        assert "Timepris var en formel i fila" in told["merknad"]
        assert named(made, layout.HOURLY_RATE) == 1512.5
        assert "xl/calcChain.xml" not in parts_of(made)  # which would name a cell without formula
        assert b"calcChain" not in parts_of(made)["xl/_rels/workbook.xml.rels"]

    def test_another_budget_is_told_and_left(self, out: Path) -> None:
        book = Edited(macros(out))
        book.put(SHEET, "B10", 36.0)
        book.save(macros(out))
        (told,) = updated(out, str(macros(out)))
        assert "budsjettet er 36 i fila og 35,3 i arbeidsboken" in told["merknad"]
        assert named_in_area(out / told["skrevet"]) == 36.0

    def test_rows_that_do_not_count_are_told(self, out: Path) -> None:
        book = Edited(macros(out))
        book.put(SHEET, "E18", "ca. 40")
        book.save(macros(out))
        (told,) = updated(out, str(macros(out)))
        assert "1 rad med feil er ikke med i summen for PLL" in told["merknad"]


def named_in_area(path: Path) -> object:
    return values(path, SHEET)[10, 2]


class TestOtherThanRates:
    def test_factors_and_who_may_govern_follow(self, out: Path) -> None:
        book = Edited(out / "ny.xlsm")
        book.put("Felles faktorer", "A5", "Lønnsvekst")
        book.put("Felles faktorer", "E5", 1.25)
        book.put("Forutsetninger", "D6", "Ny kilde " * 30)
        book.save(out / "ny.xlsm")
        (told,) = updated(out, str(macros(out)))
        made = out / told["skrevet"]
        cells = values(made, "Felles faktorer")
        assert (cells[5, 1], cells[5, 5]) == ("Lønnsvekst", 1.25)
        assert values(made, "Forutsetninger")[6, 4] == ("Ny kilde " * 30).strip()
        assert {each["forutsetning"] for each in told["endringer"]} >= {
            "Felles faktorer", "Kilde til Timepris",
        }  # fmt: skip

    def test_a_formula_in_a_text_stays_a_text(self, out: Path) -> None:
        book = Edited(out / "ny.xlsm")
        book.put("Forutsetninger", "B12", '=HYPERLINK("http://x")_x0041_')
        book.save(out / "ny.xlsm")
        (told,) = updated(out, str(macros(out)))
        made, _ = read_book(out / told["skrevet"], "x")
        sheet = next(each for each in made.sheets if each.name == "Forutsetninger")
        assert (12, 2) not in sheet.formulas
        assert sheet.values[12, 2] == '=HYPERLINK("http://x")A'


class TestFilesThatAreNot:
    def test_they_are_passed_over_by_name_and_the_others_go_on(self, out: Path) -> None:
        shutil.copy(out / "workbook.xlsm", out / "ut" / "hele.xlsm")
        shutil.copy(out / "ny.xlsm", out / "ut" / "ny.xlsm")
        (out / "ut" / "svar.zip").write_bytes(b"PK")
        other = Edited(macros(out))
        other.put(SHEET, "B4", "XYZ")
        other.save(out / "ut" / "annet.xlsm")
        year = Edited(macros(out))
        year.put("Forutsetninger", "B5", 2023.0)
        year.save(out / "ut" / "ifjor.xlsm")
        told = {Path(each["fil"]).name: each for each in updated(out, "ut")}
        assert {name: each["merknad"] for name, each in told.items() if not each["omrade"]} == {
            "annet.xlsm": "er en del av et annet estimat: ny.xlsm har ikke XYZ",
            "hele.xlsm": "er en hel arbeidsbok, og ikke en del som er sendt ut",
            "ifjor.xlsm": "gjelder 2023, og ny.xlsm gjelder 2024",
            "ny.xlsm": "er en hel arbeidsbok, og ikke en del som er sendt ut",
            "svar.zip": "er ikke en arbeidsbok som leses",
        }
        assert len(list((out / "ut2").iterdir())) == 5

    def test_unreadable_and_signed_ones_are_refused_and_the_others_go_on(self, out: Path) -> None:
        (out / "ut" / "tom.xlsm").write_bytes(b"")
        (out / "ut" / "ødelagt.xlsm").write_bytes(macros(out).read_bytes()[:5000])
        signed = Edited(macros(out))
        signed.parts["_xmlsignatures/origin.sigs"] = b""
        signed.save(out / "ut" / "signert.xlsm")
        told = {Path(each["fil"]).name: each for each in updated(out, "ut", status=ERRORS_FOUND)}
        refused = {name for name, each in told.items() if each["utfall"] == "ikke oppdatert"}
        assert refused == {"tom.xlsm", "ødelagt.xlsm", "signert.xlsm"}
        assert "signaturen" in told["signert.xlsm"]["merknad"]
        assert len(list((out / "ut2").iterdir())) == 5

    def test_a_part_without_a_rate_is_refused(self, out: Path) -> None:
        book = Edited(macros(out))
        book.drop_name("Timepris")
        book.save(macros(out))
        (told,) = updated(out, str(macros(out)), status=WRONG_USE)
        assert "ingen celle for Timepris" in told["merknad"]

    def test_the_same_area_twice_is_told_of_both(self, out: Path) -> None:
        shutil.copy(macros(out), out / "ut" / "kopi.xlsm")
        told = [each for each in updated(out, "ut") if each["omrade"] == "PLL"]
        assert [bool(each["skrevet"]) for each in told] == [True, True]
        assert all("PLL er også i" in each["merknad"] for each in told)

    def test_the_folder_is_another_and_holds_nothing_of_that_name(self, out: Path) -> None:
        inside = run("oppdater", "ut", "--fra", "ny.xlsm", "-o", "ut/nye", folder=out)
        assert inside.status == WRONG_USE
        assert "ligger i mappen det leses fra" in inside.err
        taken = run("oppdater", "ut", "--fra", "ny.xlsm", "-o", "ny.xlsm", folder=out)
        assert (taken.status, "Kan ikke lage mappen" in taken.err) == (WRONG_USE, True)
        updated(out, "ut")
        before = {path: path.read_bytes() for path in (out / "ut2").iterdir()}
        again = run("oppdater", "ut", "--fra", "ny.xlsm", "-o", "ut2", folder=out)
        assert again.status == WRONG_USE
        assert "finnes fra før" in again.err
        assert {path: path.read_bytes() for path in (out / "ut2").iterdir()} == before

    @pytest.mark.parametrize(
        ("source", "says"),
        [("del.xlsm", "selv en del av et estimat"), ("feil.xlsm", "TALL-02")],
    )
    def test_rates_that_are_not_sound_go_nowhere(self, out: Path, source: str, says: str) -> None:
        shutil.copy(macros(out), out / "del.xlsm")
        wrong = Edited(out / "ny.xlsm")
        wrong.put("Forutsetninger", "B6", "snart")
        wrong.save(out / "feil.xlsm")
        ran = run("oppdater", "ut", "--fra", source, "-o", "ut2", folder=out)
        assert ran.status in (ERRORS_FOUND, WRONG_USE)
        assert says in ran.out + ran.err
        assert not (out / "ut2").exists()


def test_a_part_that_is_not_as_it_should_be_is_never_left(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = preparing.prepare

    def careless(task: object) -> object:
        made = real(task)  # type: ignore[arg-type]
        book = Edited(task.meanwhile)  # type: ignore[attr-defined]
        book.put(SHEET, "E19", 1.0)
        book.save(task.meanwhile)  # type: ignore[attr-defined]
        return made

    monkeypatch.setattr(updating, "prepare", careless)
    with reading_here():
        (told,) = updating.update([macros(out)], out / "ny.xlsm", out / "ut2", sent_now())
    assert told.state is State.REFUSED
    assert [*(out / "ut2").iterdir()] == []


@pytest.mark.parametrize("columns", [80, 140])
def test_a_terminal_shows_it(out: Path, columns: int) -> None:
    ran = run_in_terminal(
        "oppdater", "ut", "--fra", "ny.xlsm", "-o", "ut2", folder=out, columns=columns
    )
    lines = without_colours(ran.out).splitlines()
    assert max(map(len, lines)) <= columns
    assert "Filer: 5 oppdatert." in lines
