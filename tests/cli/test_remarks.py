"""Back to the areas with what is to be mended: `estimat merknader`."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment

from estimat.core import layout
from estimat.core.collection.givensheet import HEADER
from estimat.files.workbooks.new import save_new
from estimat.files.workbooks.proven import read_whole
from estimat.files.workbooks.rebuilding import area_file_of
from tests.changedbook import Changed
from tests.returned import (
    PLL,
    PPS,
    answer,
    change,
    hours_of,
    lines_of,
    parts_of,
    rename_sheet,
    returned,
    say,
    send_back,
    sheet_of,
    statuses,
)
from tests.running import GOOD, WRONG_USE, run, run_in_terminal, without_colours
from tests.safety.payloads import PAYLOADS
from tests.sheetxml import child
from tests.workbooks import Edited

PLANNED = 3300.0
WRONG = (("PLL-1", layout.HOURS, "ca. 250"), ("PLL-3", layout.RATE, 2000.0))


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workbook, and its areas in the folder `ut`, as they were sent."""
    folder = tmp_path_factory.mktemp("sendt")
    assert run("mal", "bok.xlsm", folder=folder).status == GOOD
    assert run("del", "bok.xlsm", "-o", "ut", folder=folder).status == GOOD
    return folder


@pytest.fixture
def folder(sent: Path, tmp_path: Path) -> Path:
    """The areas have come back, and in one of them two things are wrong."""
    shutil.copytree(sent, tmp_path / "mappe")
    change(tmp_path / "mappe" / "ut" / PLL, *WRONG)
    return tmp_path / "mappe"


class TestFirstTime:
    def test_a_file_with_findings_gets_a_copy_that_says_what_where_and_what_to_do(
        self, folder: Path
    ) -> None:
        files = {Path(each["fil"]).name: each for each in send_back(folder, "til")}
        told = files[PLL]
        assert (told["omrade"], told["nye"], told["apne"], told["rettet"]) == ("PLL", 3, 0, 0)
        assert told["skrevet"] == f"til/{PLL}"
        first = lines_of(folder / "til" / PLL)[0]
        assert first[:2] == ("1", "Ny")
        assert first.what == "«Timer» inneholder «ca. 250», som ikke er et tall."
        assert first.where == "Legemiddelliste E18"
        assert first.do.startswith("Skriv et tall, eller tøm cellen")
        assert (first.subject, first.code) == ("PLL-1", "TALL-02")

    def test_a_file_without_is_named_and_gets_none(self, folder: Path) -> None:
        ran = run("merknader", "ut", "-o", "til", folder=folder)
        assert [each.name for each in (folder / "til").iterdir()] == [PLL]
        assert f"Ingen kopi: ut/{PPS}: ingen merknader" in ran.out

    def test_a_link_leads_to_the_cell(self, folder: Path) -> None:
        send_back(folder, "til")
        content = parts_of(folder / "til" / PLL)["xl/worksheets/merknader.xml"].decode()
        assert f'<hyperlink ref="D{HEADER + 1}" location="\'Legemiddelliste\'!E18"/>' in content

    def test_all_else_is_as_it_was_byte_for_byte(self, folder: Path) -> None:
        send_back(folder, "til")
        before, after = parts_of(folder / "ut" / PLL), parts_of(folder / "til" / PLL)
        changed = {name for name in before if before[name] != after[name]}
        assert changed == {
            "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml",
        }  # fmt: skip
        assert [*after] == [*before, "xl/worksheets/merknader.xml"]

    def test_the_styles_that_were_there_keep_their_numbers(self, folder: Path) -> None:
        send_back(folder, "til")
        before, after = (openpyxl.load_workbook(folder / each / PLL) for each in ("ut", "til"))
        for sheet in before:
            for row in sheet.iter_rows():
                for cell in row:
                    other = after[sheet.title][cell.coordinate]
                    assert repr(cell.font) == repr(other.font)
                    assert repr(cell.fill) == repr(other.fill)
                    assert (cell.value, cell.number_format) == (other.value, other.number_format)

    def test_one_tab_is_selected_and_it_is_the_one_that_was(self, folder: Path) -> None:
        """With two of them what is typed would stand in both."""
        send_back(folder, "til")
        book = openpyxl.load_workbook(folder / "til" / PLL)
        assert [each.title for each in book if each.sheet_view.tabSelected] == ["Legemiddelliste"]
        assert book.active is book["Legemiddelliste"]

    def test_only_the_answers_are_open_for_writing_and_take_text(self, folder: Path) -> None:
        send_back(folder, "til")
        sheet = openpyxl.load_workbook(folder / "til" / PLL)[layout.REMARKS]
        assert sheet.protection.sheet
        cells = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
        assert {cell.coordinate for cell in cells} == {"H6", "H7", "H8"}
        assert {cell.number_format for cell in cells} == {"@"}

    def test_it_gives_no_finding_and_no_other_total(self, folder: Path) -> None:
        change(folder / "ut" / PLL, ("PLL-1", layout.HOURS, PLANNED))
        send_back(folder, "til")
        said = [
            run("valider", Path(where, PLL), "--json", folder=folder).out.replace(f'"{where}/', '"')
            for where in ("ut", "til")
        ]
        assert said[0] == said[1]
        shutil.copy(folder / "til" / PLL, folder / "ut" / PLL)
        assert run("konsolider", "ut", folder=folder).status == GOOD

    def test_what_is_not_the_areas_to_mend_is_said_here_and_not_there(self, folder: Path) -> None:
        book = Changed(folder / "ut" / PPS)
        book.assume(layout.HOURLY_RATE, 3000.0)
        book.save(folder / "ut" / PPS)
        (told,) = (each for each in send_back(folder, "til") if each["fil"].endswith(PPS))
        assert told["andre_funn"] == 1
        assert "PRIS-03" not in [each.code for each in lines_of(folder / "til" / PPS)]
        ran = run("merknader", "ut", "-o", "til2", folder=folder)
        assert f"Ikke for området å rette: ut/{PPS}: 1 funn (PRIS-03)" in ran.out


class TestOwnRemarks:
    def test_one_for_a_row_goes_to_the_area_that_has_it(self, folder: Path) -> None:
        say(folder / "bok.xlsm", ("pps-1", "Hvorfor så mange?", "Kari", "1. mars"))
        send_back(folder, "til", "--mot", "bok.xlsm")
        (line,) = lines_of(folder / "til" / PPS)
        assert (line.status, line.what, line.who, line.given) == (
            "Ny", "Hvorfor så mange?", "Kari", "1. mars",
        )  # fmt: skip
        assert "Hvorfor så mange?" not in [each.what for each in lines_of(folder / "til" / PLL)]

    def test_one_that_reaches_nobody_is_named(self, folder: Path) -> None:
        say(folder / "bok.xlsm", ("XYZ-9", "Hvem er dette?", "Kari", "1. mars"))
        ran = run("merknader", "ut", "-o", "til", "--mot", "bok.xlsm", folder=folder)
        said = "Ikke sendt, for ingen av filene har det den gjelder: XYZ-9: «Hvem er dette?»"
        assert said in ran.out

    def test_what_is_accepted_is_nothing_to_mend(self, folder: Path) -> None:
        """In the workbook of the controller, of a row that only the area has."""
        part = folder / "ut" / PPS
        change(part, ("PPS-1", layout.RATE, 1600.0), ("PPS-1", layout.ID, "PPS-NY"))
        told = json.loads(run("valider", part, "--json", folder=folder).out)["funn"]
        (found,) = (each for each in told if each["kode"] == "PRIS-01")
        book = Edited(folder / "bok.xlsm")
        texts = ("PRIS-01", "PPS-NY", found["melding"].rstrip("."), "Avtalt", "Kari", "3. mars")
        for column, text in zip("ABCDEF", texts, strict=True):
            book.put(layout.ACCEPTED, f"{column}6", text)
        book.save(folder / "bok.xlsm")
        for master, is_told in ((), True), (("--mot", "bok.xlsm"), False):
            target = f"til{len(master)}"
            send_back(folder, target, *master)
            codes = {each.code for each in lines_of(folder / target / PPS)}
            assert ("PRIS-01" in codes) == is_told

    @pytest.mark.parametrize(("first", "day"), [("0", "23.04.2027"), ("1", "24.04.2031")])
    def test_a_date_is_written_as_one(self, first: str, day: str, folder: Path) -> None:
        """In a workbook whose days count from 1904 too."""
        book = Edited(folder / "bok.xlsm")
        book.workbook(lambda root: child(root, "workbookPr").set("date1904", first))
        book.put(layout.REMARKS, "A5", "PPS")
        book.put(layout.REMARKS, "B5", "Legg ved planen")
        book.put(layout.REMARKS, "D5", 46_500.0)
        book.save(folder / "bok.xlsm")
        send_back(folder, "til", "--mot", "bok.xlsm")
        assert lines_of(folder / "til" / PPS)[0].given == day

    def test_one_that_is_closed_from_the_start_is_not_given(self, folder: Path) -> None:
        say(folder / "bok.xlsm", ("PPS-1", "Gjort opp", "", "", "ja"))
        send_back(folder, "til", "--mot", "bok.xlsm")
        assert not (folder / "til" / PPS).exists()

    def test_a_workbook_without_such_a_sheet_is_told_of(self, folder: Path) -> None:
        ran = run("merknader", "ut", "-o", "til", "--mot", f"ut/{PPS}", folder=folder)
        assert ran.status == WRONG_USE
        assert "ikke noe ark Merknader" in ran.err
        assert not (folder / "til").exists()

    def test_whatever_they_say_is_text(self, folder: Path) -> None:
        book = Edited(folder / "bok.xlsm")
        rows = [each for each in PAYLOADS if each.isprintable() and each.strip()][:24]
        for number, text in enumerate(rows, start=5):
            book.put(layout.REMARKS, f"A{number}", "PPS")
            book.put(layout.REMARKS, f"B{number}", text)
        book.save(folder / "bok.xlsm")
        send_back(folder, "til", "--mot", "bok.xlsm")
        sheet = openpyxl.load_workbook(folder / "til" / PPS)[layout.REMARKS]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {
            "s",
            "n",
            "inlineStr",
        }
        assert b"<f>" not in parts_of(folder / "til" / PPS)["xl/worksheets/merknader.xml"]
        shutil.copy(folder / "til" / PPS, folder / "ut" / PPS)
        send_back(folder, "igjen", "--mot", "bok.xlsm")
        assert {*statuses(folder / "igjen" / PPS).values()} == {"Åpen"}
        assert len(lines_of(folder / "igjen" / PPS)) == len(lines_of(folder / "til" / PPS))

    def test_samle_carries_them_on_and_rull_does_not(self, folder: Path) -> None:
        say(folder / "bok.xlsm", ("PPS-1", "Hvorfor så mange?", "Kari", "1. mars"))
        ran = run("samle", "bok.xlsm", "-o", "ny.xlsm", folder=folder)
        assert ran.status == GOOD
        assert "Merknader" not in ran.out
        send_back(folder, "til", "--mot", "ny.xlsm")
        assert lines_of(folder / "til" / PPS)[0].what == "Hvorfor så mange?"
        ran = run(
            "rull", "bok.xlsm", "--til", "2025", "--pris", "3%", "--lonn", "4%", "-o", "neste.xlsm",
            folder=folder,
        )  # fmt: skip
        assert "Merknader: hele arket, merknadene følger ikke med (4 celler)" in ran.out
        cells = openpyxl.load_workbook(folder / "neste.xlsm")[layout.REMARKS].iter_rows(min_row=5)
        assert not any(cell.value for row in cells for cell in row)

    def test_no_published_copy_has_them(self, folder: Path) -> None:
        say(folder / "bok.xlsm", ("PPS-1", "Hvorfor så mange?", "Kari", "1. mars"))
        ran = run("publiser", "bok.xlsm", "-o", "ut.xlsx", "--som", "verdier", folder=folder)
        assert ran.status == GOOD
        assert "Det som er sagt til områdene, er ikke med: Merknader." in ran.out
        content = parts_of(folder / "ut.xlsx")
        assert not [name for name, each in content.items() if "Hvorfor så mange".encode() in each]
        assert layout.REMARKS not in openpyxl.load_workbook(folder / "ut.xlsx").sheetnames

    def test_no_part_has_them(self, folder: Path) -> None:
        assert layout.REMARKS not in openpyxl.load_workbook(folder / "ut" / PPS).sheetnames


class TestWhenItComesBack:
    def test_what_is_mended_is_so_and_stands_last_and_what_is_not_is_open(
        self, folder: Path
    ) -> None:
        send_back(folder, "til")
        path = returned(folder / "til" / PLL, folder / "ut" / PLL)
        change(path, ("PLL-1", layout.HOURS, PLANNED))
        (told,) = (each for each in send_back(folder, "igjen") if each["skrevet"])
        assert (told["merknader"], told["nye"], told["apne"], told["rettet"]) == (3, 0, 2, 1)
        lines = lines_of(folder / "igjen" / PLL)
        assert [(each.number, each.status) for each in lines] == [
            ("2", "Åpen"), ("3", "Åpen"), ("1", "Rettet"),
        ]  # fmt: skip

    def test_what_is_new_gets_the_next_number_and_what_comes_again_its_old(
        self, folder: Path
    ) -> None:
        send_back(folder, "til")
        path = returned(folder / "til" / PLL, folder / "ut" / PLL)
        change(path, ("PLL-1", layout.HOURS, PLANNED), ("PLL-2", layout.AMOUNT, -1.0))
        send_back(folder, "igjen")
        assert statuses(folder / "igjen" / PLL) == {
            "2": "Åpen", "3": "Åpen", "4": "Ny", "1": "Rettet",
        }  # fmt: skip
        path = returned(folder / "igjen" / PLL, folder / "ut" / PLL)
        change(path, ("PLL-1", layout.HOURS, "mange"))
        send_back(folder, "tredje")
        assert statuses(folder / "tredje" / PLL) == dict.fromkeys("1234", "Åpen")

    def test_what_the_area_answered_survives_every_run(self, folder: Path) -> None:
        send_back(folder, "til")
        path = returned(folder / "til" / PLL, folder / "ut" / PLL)
        answer(path, "2", "=1+1 Avtalt\nmed HR & co")
        change(path, ("PLL-3", layout.RATE, None))
        for where in ("igjen", "tredje"):
            send_back(folder, where)
            returned(folder / where / PLL, path)
        (line,) = (each for each in lines_of(path) if each.number == "2")
        assert (line.status, line.answer) == ("Rettet", "=1+1 Avtalt\nmed HR & co")

    def test_the_same_file_twice_is_the_same_copy(self, folder: Path) -> None:
        send_back(folder, "til")
        returned(folder / "til" / PLL, folder / "ut" / PLL)
        send_back(folder, "igjen")
        returned(folder / "igjen" / PLL, folder / "ut" / PLL)
        send_back(folder, "tredje")
        assert parts_of(folder / "igjen" / PLL) == parts_of(folder / "tredje" / PLL)

    def test_what_else_was_written_on_the_sheet_is_kept(self, folder: Path) -> None:
        send_back(folder, "til")
        path = returned(folder / "til" / PLL, folder / "ut" / PLL)
        book = Edited(path)
        book.put(layout.REMARKS, "N7", "Se også rad 20")
        book.put(layout.REMARKS, "B30", "Hilsen Ola")
        book.save(path)
        for where in ("igjen", "tredje"):
            send_back(folder, where)
            returned(folder / where / PLL, path)
        sheet = openpyxl.load_workbook(path)[layout.REMARKS]
        texts = [row[0].value for row in sheet.iter_rows(min_row=9)]
        assert texts == [
            None, "Annet som er skrevet på arket", "N7: Se også rad 20", "B30: Hilsen Ola",
        ]  # fmt: skip

    def test_samle_names_each_answer_and_not_the_sheet(self, folder: Path) -> None:
        send_back(folder, "til")
        path = returned(folder / "til" / PLL, folder / "ut" / PLL)
        change(path, ("PLL-1", layout.HOURS, PLANNED))
        answer(path, "2", "Avtalt med HR")
        ran = run("samle", "ut", "-o", "samlet.xlsm", folder=folder)
        assert ran.status == GOOD
        left = [each for each in ran.out.splitlines() if "Merknader" in each]
        assert left == [f"  ut/{PLL} › Merknader!H7: svar på merknad 2: «Avtalt med HR»"]

    @pytest.mark.parametrize(
        ("changed", "status"),
        [
            ([], "Åpen"),
            ([("PPS-1", layout.COMMENT, "Etter avtale")], "Raden er endret"),
            ([("PPS-1", layout.ID, "PPS-99")], "Raden er borte"),
            ([("PPS-2", layout.COMMENT, "Etter avtale")], "Åpen"),
        ],
    )
    def test_a_remark_of_the_controllers_says_whether_its_row_is_another(
        self, folder: Path, changed: list[tuple[str, layout.Column, str]], status: str
    ) -> None:
        say(folder / "bok.xlsm", ("PPS-1", "Hvorfor så mange?", "Kari"))
        send_back(folder, "til", "--mot", "bok.xlsm")
        path = returned(folder / "til" / PPS, folder / "ut" / PPS)
        change(path, *changed)
        for number, more in enumerate([("--mot", "bok.xlsm"), ()]):
            send_back(folder, f"igjen{number}", *more)
            assert statuses(folder / f"igjen{number}" / PPS)["1"] == status

    def test_one_that_the_controller_closes_is_closed(self, folder: Path) -> None:
        say(folder / "bok.xlsm", ("PPS-1", "Hvorfor så mange?"), ("PPS", "Legg ved planen"))
        send_back(folder, "til", "--mot", "bok.xlsm")
        returned(folder / "til" / PPS, folder / "ut" / PPS)
        say(folder / "bok.xlsm", ("PPS-1", "Hvorfor så mange?", "", "", "Ja"))
        send_back(folder, "igjen", "--mot", "bok.xlsm")
        assert [(each.number, each.status) for each in lines_of(folder / "igjen" / PPS)] == [
            ("2", "Åpen"), ("1", "Lukket"),
        ]  # fmt: skip
        returned(folder / "igjen" / PPS, folder / "ut" / PPS)
        send_back(folder, "tredje")  # nobody asks the controller
        assert statuses(folder / "tredje" / PPS) == {"2": "Åpen", "1": "Lukket"}


class TestSavedByOthers:
    def _goes_on(self, folder: Path, path: Path) -> None:
        change(path, ("PLL-1", layout.HOURS, PLANNED))
        before = parts_of(path)
        send_back(folder, "igjen")
        assert statuses(folder / "igjen" / PLL) == {"2": "Åpen", "3": "Åpen", "1": "Rettet"}
        assert lines_of(folder / "igjen" / PLL)[0].answer == "Avtalt"
        after = parts_of(folder / "igjen" / PLL)
        assert [*after] == [*before]
        styles = next(name for name in before if name.endswith("styles.xml"))
        changed = {name for name in before if before[name] != after[name]}
        assert len(changed - {styles}) == 1  # the sheet itself
        book = openpyxl.load_workbook(folder / "igjen" / PLL)
        assert book.sheetnames.count(layout.REMARKS) == 1

    def test_openpyxl_in_between(self, folder: Path) -> None:
        send_back(folder, "til")
        path = folder / "ut" / PLL
        answer(folder / "til" / PLL, "2", "Avtalt")
        openpyxl.load_workbook(folder / "til" / PLL, keep_vba=True).save(path)
        self._goes_on(folder, path)

    @pytest.mark.calc
    def test_libreoffice_in_between(self, folder: Path, tmp_path: Path) -> None:
        send_back(folder, "til")
        answer(folder / "til" / PLL, "2", "Avtalt")
        path = folder / "ut" / PLL
        path.unlink()
        _saved_by_libreoffice(folder / "til" / PLL, path, tmp_path)
        self._goes_on(folder, path)

    @pytest.mark.calc
    def test_libreoffice_shows_the_links_and_the_rows(self, folder: Path, tmp_path: Path) -> None:
        send_back(folder, "til")
        again = _saved_by_libreoffice(folder / "til" / PLL, tmp_path / PLL, tmp_path)
        sheet = openpyxl.load_workbook(again)[layout.REMARKS]
        assert sheet["D6"].hyperlink.location == "'Legemiddelliste'!E18"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.column_dimensions["K"].hidden


def _saved_by_libreoffice(source: Path, target: Path, scratch: Path) -> Path:
    made = scratch / "lagret"
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation=file://{scratch}/profil", "--headless",
            "--convert-to", "xlsm:Calc MS Excel 2007 VBA XML", "--outdir", made, source,
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return Path(shutil.move(made / source.name, target))


class TestWhatLiesInTheFolder:
    def test_what_is_no_part_is_passed_over_by_name(self, folder: Path) -> None:
        shutil.copy(folder / "bok.xlsm", folder / "ut" / "hele.xlsm")
        (folder / "ut" / "tom.xlsx").write_bytes(b"")
        (folder / "ut" / "svar.zip").write_bytes(b"PK")
        assert run("konsolider", "bok.xlsm", "-o", "ut/resultat.xlsx", folder=folder).status == GOOD
        files = {Path(each["fil"]).name: each for each in send_back(folder, "til")}
        assert "hel arbeidsbok" in files["hele.xlsm"]["hvorfor_ikke"]
        assert "resultat fra Estimat" in files["resultat.xlsx"]["hvorfor_ikke"]
        assert files["tom.xlsx"]["hvorfor_ikke"] == "Fila er tom (0 byte)."
        assert "ikke en arbeidsbok" in files["svar.zip"]["hvorfor_ikke"]
        assert [each.name for each in (folder / "til").iterdir()] == [PLL]

    def test_one_that_is_signed_is_refused_and_the_others_go_on(self, folder: Path) -> None:
        change(folder / "ut" / PPS, ("PPS-1", layout.HOURS, "mange"))
        book = Edited(folder / "ut" / PLL)
        book.parts["_xmlsignatures/origin.sigs"] = b""
        book.save(folder / "ut" / PLL)
        files = {Path(each["fil"]).name: each for each in send_back(folder, "til")}
        assert "signert" in files[PLL]["hvorfor_ikke"]
        assert files[PPS]["skrevet"] == f"til/{PPS}"

    def test_nothing_is_written_when_a_file_would_be_replaced(self, folder: Path) -> None:
        change(folder / "ut" / PPS, ("PPS-1", layout.HOURS, "mange"))
        (folder / "til").mkdir()
        (folder / "til" / PPS).write_text("noe annet")
        ran = run("merknader", "ut", "-o", "til", folder=folder)
        assert ran.status == WRONG_USE
        assert "finnes fra før" in ran.err
        assert [each.name for each in (folder / "til").iterdir()] == [PPS]

    def test_the_copies_are_not_put_where_they_would_be_read(self, folder: Path) -> None:
        ran = run("merknader", "ut", "-o", "ut/til", folder=folder)
        assert (ran.status, ran.out) == (WRONG_USE, "")

    def test_two_files_of_one_name_each_get_theirs(self, folder: Path) -> None:
        (folder / "ut" / "gammel").mkdir()
        shutil.copy(folder / "ut" / PLL, folder / "ut" / "gammel" / PLL)
        send_back(folder, "til")
        assert {each.name for each in (folder / "til").iterdir()} == {
            PLL, PLL.replace(".xlsm", "2.xlsm"),
        }  # fmt: skip

    def test_nothing_that_can_be_read_is_wrong_use(self, tmp_path: Path) -> None:
        (tmp_path / "ut").mkdir()
        (tmp_path / "ut" / "tom.xlsx").write_bytes(b"")
        ran = run("merknader", "ut", "-o", "til", folder=tmp_path)
        assert ran.status == WRONG_USE
        assert "ut/tom.xlsx: Fila er tom" in ran.out
        assert not (tmp_path / "til").exists()

    @pytest.mark.parametrize("columns", [80, 140])
    def test_it_fits_a_terminal(self, folder: Path, columns: int) -> None:
        ran = run_in_terminal("merknader", "ut", "-o", "til", folder=folder, columns=columns)
        lines = without_colours(ran.out).splitlines()
        assert max(map(len, lines)) <= columns
        assert lines[-1] == "Skrevet: 1 kopi i til"


class TestWorkbooksOfOthers:
    def test_a_sheet_of_the_areas_own_by_that_name_is_let_be(self, folder: Path) -> None:
        path = folder / "ut" / PLL
        rename_sheet(path, "merknader")
        send_back(folder, "til")
        assert sheet_of(folder / "til" / PLL) == "Merknader2"
        assert lines_of(folder / "til" / PLL)[0].where == "merknader E18"

    @pytest.mark.parametrize("name", ["A & B <'x'>", "=1+1", 'Rødt "ark"', "@SUM(A1)"])
    def test_the_areas_sheet_may_be_called_anything(self, folder: Path, name: str) -> None:
        path = folder / "ut" / PLL
        rename_sheet(path, name)
        send_back(folder, "til")
        sheet = openpyxl.load_workbook(folder / "til" / PLL)[layout.REMARKS]
        assert sheet["D6"].value == f"{name} E18"
        assert hours_of(folder / "til" / PLL, "PLL-2") == hours_of(path, "PLL-2")

    def test_two_areas_in_one_file_share_the_sheet(self, folder: Path) -> None:
        (folder / "inn").mkdir()
        change(folder / "ut" / PLL, ("PLL-1", layout.HOURS, PLANNED))
        both = [str(folder / "ut" / name) for name in (PLL, PPS)]
        target = folder / "inn" / "begge.xlsm"
        read = read_whole([Path(each) for each in both], alone=False)
        save_new(target, area_file_of(read.estimates, "begge"), (), "estimat samle")
        change(target, ("PPS-1", layout.HOURS, "mange"), ("PLL-2", layout.AMOUNT, -1.0))
        (told,) = send_back(folder, "til", source="inn")
        assert told["omrade"] == "PLL, PPS"
        sheet = openpyxl.load_workbook(folder / "til" / "begge.xlsm")[layout.REMARKS]
        assert sheet["A1"].value == (
            "Merknader til Pasientens legemiddelliste og Pasientens prøvesvar"
        )
        found = {each.subject for each in lines_of(folder / "til" / "begge.xlsm")}
        assert {"PPS-1", "PLL-2", "PLL-3"} <= found

    def test_a_nasty_package_keeps_all_it_has(self, folder: Path) -> None:
        path = folder / "ut" / PLL
        book = openpyxl.load_workbook(path, keep_vba=True)
        sheet = book["Legemiddelliste"]
        sheet["B18"].comment = Comment("Se her", "Ola")
        sheet["X40"] = "Til høyre for tabellen"
        own = book.create_sheet("Eget ark")
        own["A1"] = "=SUM(1,2)"
        chart = BarChart()
        own.add_chart(chart, "C3")
        book.save(path)
        nasty = Edited(path)
        nasty.parts["customXml/item1.xml"] = b"<?xml version='1.0'?><x xmlns='urn:a'>  \r\n</x>"
        nasty.link("xl/workbook.xml", "customXml", "../customXml/item1.xml")
        nasty.save(path)
        send_back(folder, "til")
        before, after = parts_of(path), parts_of(folder / "til" / PLL)
        same = [name for name in before if before[name] == after[name]]
        assert len(same) == len(before) - 4
        assert len(lines_of(folder / "til" / PLL)) == 3
