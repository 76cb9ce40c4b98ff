"""What somebody tried, to get a wrong total out or their own work lost without a word."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from estimat.core import layout
from estimat.core.book import column_letters
from estimat.files.note.document import text_of
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, Ran, run
from tests.workbooks import Edited

AREA = "Legemiddelliste"


def made(folder: Path, change: Callable[[Edited], None]) -> Path:
    book = Edited(folder / "workbook.xlsm")
    change(book)
    return book.save(folder / "bok.xlsm")


def errors(ran: Ran) -> set[str]:
    return {each["kode"] for each in json.loads(ran.out)["funn"] if each["alvor"] == "feil"}


class TestAPartStaysAPart:
    @pytest.fixture
    def parts(self, folder: Path) -> Path:
        assert run("del", "workbook.xlsm", "-o", "deler", folder=folder).status == GOOD
        return folder / "deler"

    def test_into_the_next_year(self, parts: Path, folder: Path) -> None:
        (folder / "neste").mkdir()
        for part in parts.iterdir():
            command = ("rull", part, "--til", "2025", "--pris", "3%", "--lonn", "4%")
            ran = run(*command, "-o", f"neste/{part.name}", folder=folder)
            assert ran.status == GOOD, ran.out + ran.err
        ran = run("konsolider", "neste", "--json", folder=folder)
        assert "STR-18" not in errors(ran)
        next((folder / "neste").glob("PLL*")).unlink()
        ran = run("konsolider", "neste", "--json", folder=folder)
        assert (ran.status, errors(ran)) == (ERRORS_FOUND, {"STR-18"})

    def test_when_it_is_divided_again(self, parts: Path, folder: Path) -> None:
        (part,) = parts.glob("PJD*")
        assert run("del", part, "-o", "igjen", folder=folder).status == GOOD
        ran = run("konsolider", "igjen", "--json", folder=folder)
        assert (ran.status, errors(ran)) == (ERRORS_FOUND, {"STR-18"})


LAST = column_letters(len(layout.HEADERS) - 3)
"""The last column of an area's table where no row has a status."""

AREAS = (AREA, "Journaldokumenter", "Prøvesvar", "Kritisk informasjon")


@pytest.mark.parametrize(
    "amounts",
    [
        ("kr 2 000 000", "500 000,-", "ca 500", "1,2 mill"),
        ("500-700", "1’200", "se tilbud", "500 000 NOK"),
    ],
)
def test_a_row_below_the_table_with_an_amount_in_words(
    folder: Path, amounts: tuple[str, ...]
) -> None:
    def below(book: Edited) -> None:
        for (area, row), amount in zip(rows(book).items(), amounts, strict=True):
            book.put(area, f"B{row}", "Ny tjeneste")
            book.put(area, f"K{row}", amount)

    made(folder, below)
    found = json.loads(run("konsolider", "bok.xlsm", "--json", folder=folder).out)["funn"]
    assert [each["ark"] for each in found if each["kode"] == "STR-07"] == list(AREAS)


def rows(book: Edited) -> dict[str, int]:
    """The row below the table of each area."""
    found = {}
    for area in AREAS:
        root = ET.fromstring(book.parts[book.table_part(area)])
        found[area] = int((root.get("ref") or "").rpartition(LAST)[2]) + 1
    return found


class TestWhatIsPublished:
    def refused(self, folder: Path, said: str, source: str = "bok.xlsm") -> None:
        for more in ((), ("--som", "verdier")):
            ran = run("publiser", source, "-o", "ut.xlsx", *more, folder=folder)
            assert ran.status == ERRORS_FOUND
            assert said in ran.err
            assert not (folder / "ut.xlsx").exists()

    @pytest.mark.parametrize("title", ["Konsolidert estimat 2024", None])
    def test_is_no_old_total_under_another_title(self, folder: Path, title: str | None) -> None:
        def old(book: Edited) -> None:
            book.put(AREA, "E18", 330.0)
            book.put("Konsolidert", "A1", title)

        made(folder, old)
        self.refused(folder, "men arkene gir 65 088 000")

    def test_is_no_old_total_on_a_copy_of_the_sheet(self, folder: Path) -> None:
        book = openpyxl.load_workbook(folder / "workbook.xlsm")
        copy = book.copy_worksheet(book["Konsolidert"])
        copy["I10"] = 99_394_500
        book.save(folder / "bok.xlsx")
        self.refused(folder, "Konsolidert viser 99 394 500", "bok.xlsx")

    def test_is_no_result_that_somebody_changed(self, folder: Path) -> None:
        run("konsolider", "workbook.xlsm", "-o", "sum.xlsx", folder=folder)
        book = Edited(folder / "sum.xlsx")
        sheet = book.sheet_part("Konsolidert")
        book.parts[sheet] = book.parts[sheet].replace(b"69394500", b"99394500")
        book.save(folder / "sum.xlsx")
        self.refused(folder, "er endret eller lagret på nytt", "sum.xlsx")
        ran = run("sammenlign", "sum.xlsx", "workbook.xlsm", folder=folder)
        assert ran.status == WRONG_USE
        assert "Bruk arbeidsbøkene det er laget av" in ran.err

    def test_is_no_old_check_under_another_name(self, folder: Path) -> None:
        def flawed(book: Edited) -> None:
            book.merge(AREA, "N22:N23")
            book.rename("Kontroll", "Kontroll høst")

        made(folder, flawed)
        self.refused(folder, "Arket Kontroll høst sier 0 feil, og arkene har 1")


def test_all_that_is_left_behind_is_named(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "workbook.xlsm", keep_vba=True)
    sheet = book[AREA]
    sheet[f"{LAST}19"].hyperlink = "https://eksempel.no/tilbud"
    sheet["S19"] = 4785000  # a number that the new one computes elsewhere
    sheet["S20"] = "=E20*3"  # and a formula that nobody computed
    sheet["B18"].comment = Comment("Avklart", "AB")
    sheet.row_dimensions[20].hidden = True
    book["Konsolidert"]["P5"] = "Avklart med HOD"
    book.create_sheet("Egne regninger")["A1"] = 1
    chart = book.create_chartsheet("Figur")
    chart.add_chart(BarChart())
    book.defined_names["MinPris"] = DefinedName("MinPris", attr_text=f"{AREA}!$S$19")
    book.save(folder / "bok.xlsm")
    ran = run("samle", "bok.xlsm", "-o", "ny.xlsm", folder=folder)
    assert ran.status == GOOD, ran.out + ran.err
    where = f"bok.xlsm › {AREA}"
    for left in (
        f"{where}!S19: «4 785 000»", f"{where}!S20: formelen =E20*3", f"{where}: merknader",
        f"{where}: lenker", f"{where}: 1 skjult rad", "Konsolidert!P5 «Avklart med HOD»",
        "bok.xlsm › Egne regninger: hele arket (1 celle)", "bok.xlsm › Figur: hele arket",
        "bok.xlsm: navnet «MinPris»",
    ):  # fmt: skip
        assert left in ran.out, (left, ran.out)


def test_an_ambition_below_its_box_is_in_the_note(folder: Path) -> None:
    pytest.importorskip("docxtpl")

    def full(book: Edited) -> None:
        for row, text in ((6, "En tredje"), (7, "En fjerde"), (8, "En femte ambisjon")):
            book.put(AREA, f"D{row}", text)

    made(folder, full)
    assert run("notat", "bok.xlsm", "-o", "notat.docx", folder=folder).status == GOOD
    assert "En femte ambisjon" in text_of((folder / "notat.docx").read_bytes())


def test_a_rate_that_a_formula_gives_is_said(folder: Path) -> None:
    made(folder, lambda book: book.put("Forutsetninger", "B6", 1450.0, "B8/B7"))
    found = json.loads(run("valider", "bok.xlsm", "--json", folder=folder).out)["funn"]
    (said,) = [each for each in found if each["kode"] == "FORMEL-08"]
    assert (said["ark"], said["celle"]) == ("Forutsetninger", "B6")
    assert "«Timepris» er regnet ut med formelen =B8/B7" in said["melding"]


def test_a_format_that_adds_digits_is_a_finding(folder: Path) -> None:
    def in_thousands(book: Edited) -> None:
        book.put("Journaldokumenter", "K18", 1800.0)
        book.restyle("Journaldokumenter", "K18", book.add_style('#,##0" 000"'))

    made(folder, in_thousands)
    found = json.loads(run("valider", "bok.xlsm", "--json", folder=folder).out)["funn"]
    assert "TALL-11" in {each["kode"] for each in found}


def test_an_area_that_lost_its_id_and_its_headings_is_missed(folder: Path) -> None:
    def unknown(book: Edited) -> None:
        book.drop_name("OmradeId", "Prøvesvar")
        for header in ("Id", "Aktivitet", "Kostnadstype", "Timer", "Beløp", "Sum", "Ansvarlig"):
            book.rename_column("Prøvesvar", header, f"Kolonne {header}")

    made(folder, unknown)
    ran = run("konsolider", "bok.xlsm", "--json", folder=folder)
    assert ran.status == ERRORS_FOUND
    assert "STR-16" in errors(ran)


class TestNumbersThatLookCounted:
    def found(self, folder: Path, change: Callable[[Edited], None]) -> set[str]:
        made(folder, change)
        ran = run("konsolider", "bok.xlsm", "--json", folder=folder)
        assert ran.status == ERRORS_FOUND
        return errors(ran)

    def test_typed_in_the_sum_of_a_row_that_says_nothing_else(self, folder: Path) -> None:
        def widened(book: Edited) -> None:
            book.change(book.table_part(AREA), lambda root: root.set("ref", f"A17:{LAST}24"))
            book.put(AREA, "N24", 5_000_000.0)
            book.put(AREA, f"{LAST}24", "Lisenser")

        assert "FORMEL-01" in self.found(folder, widened)

    @pytest.mark.parametrize(
        ("cell", "formula"),
        [("K24", "SUM(K18:K23)*0.25"), ("E24", "SUM(E18:E23)*0.1"), ("E24", "SUM(E18:E18)+500")],
    )
    def test_computed_of_the_rows_above(self, folder: Path, cell: str, formula: str) -> None:
        def below(book: Edited) -> None:
            for name, text in (("A24", "PLL-7"), ("B24", "Merverdiavgift"), ("C24", "Kjøp")):
                book.put(AREA, name, text)
            book.put(AREA, cell, 100.0, formula)

        assert self.found(folder, below) == {"STR-07"}

    def test_summed_within_the_table(self, folder: Path) -> None:
        formulas = (
            "SUMPRODUCT(E18:E19)", "E18+E19", 'SUMIF(C18:C19,"Egne timer",E18:E19)',
            "SUM(OFFSET(E17,1,0,2,1))",
        )  # fmt: skip

        def summed(book: Edited) -> None:
            for (area, row), formula in zip(rows(book).items(), formulas, strict=True):
                book.put(area, f"E{row - 1}", 10.0, formula)
            book.put(AREA, "E22", 10.0, "SUM(tabell_pll[timer])")
            book.put(AREA, "E21", 10.0, "SUM(INDEX(E:E,18):INDEX(E:E,20))")

        made(folder, summed)
        found = json.loads(run("konsolider", "bok.xlsm", "--json", folder=folder).out)["funn"]
        said = sorted(each["ark"] for each in found if each["kode"] == "FORMEL-07")
        assert said == sorted([*AREAS, AREA, AREA])

    @pytest.mark.parametrize("heading", ["Beløp2", "Timer 2", "Beløp (kjøp)"])
    def test_under_a_second_heading(self, folder: Path, heading: str) -> None:
        def second(book: Edited) -> None:
            book.rename_column(AREA, "Kommentar", heading)
            book.put(AREA, f"{LAST}18", 9_000_000.0)

        assert "STR-22" in self.found(folder, second)

    def test_in_a_unit_that_only_the_format_says(self, folder: Path) -> None:
        def formatted(book: Edited) -> None:
            for cell, code in (("K19", '#,##0 "tusen kr"'), ("E18", '0.0 "mill. kr"'),
                               ("E20", '0" t.kr"')):  # fmt: skip
                book.restyle(AREA, cell, book.add_style(code))

        made(folder, formatted)
        found = json.loads(run("valider", "bok.xlsm", "--json", folder=folder).out)["funn"]
        cells = {each["celle"] for each in found if each["kode"] == "TALL-11"}
        assert cells == {"K19", "E18", "E20"}


@pytest.mark.parametrize("id", ["PLL v2", "PLL\u200b", "\u0420LL"])
def test_another_version_among_the_parts_counts_nothing_twice(folder: Path, id: str) -> None:
    assert run("del", "workbook.xlsm", "-o", "deler", folder=folder).status == GOOD
    (part,) = (folder / "deler").glob("PLL*")
    book = Edited(part)
    book.put(AREA, "B4", id)
    for row in (18, 20, 21, 22, 23):
        book.put(AREA, f"E{row}", 4000.0)
    book.save(folder / "deler" / "PLL ny.xlsm")
    ran = run("konsolider", "deler", "--json", folder=folder)
    assert ran.status == ERRORS_FOUND
    assert errors(ran) & {"STR-25", "STR-02"}


def test_a_workbook_in_a_folder_is_never_passed_over_for_its_name(folder: Path) -> None:
    names = ("PLL v1.2", "PLL.xlsx_gammel", "PLL.xlsx (1)", "PLL.xlsx;1", "PLL.xlsxx", "PLL.xlam")
    (folder / "inn").mkdir()
    book = (folder / "workbook.xlsm").read_bytes()
    for name in ("bok.xlsm", *names):
        (folder / "inn" / name).write_bytes(book)
    found = json.loads(run("valider", "inn", "--json", folder=folder).out)["funn"]
    passed_over = {each["fil"] for each in found if each["kode"] == "FIL-10"}
    assert passed_over == {f"inn/{name}" for name in names}


def test_a_mark_makes_no_result_of_an_area_that_lost_its_id(folder: Path) -> None:
    def marked(book: Edited) -> None:
        for sheet in ("Legemiddelliste", "Journaldokumenter", "Prøvesvar", "Kritisk informasjon",
                      "Måledata"):  # fmt: skip
            book.drop_name("OmradeId", sheet)
        book.add_name("EstimatResultat", "Veiledning!$A$1")

    made(folder, marked)
    ran = run("konsolider", "bok.xlsm", "--json", folder=folder)
    assert ran.status == ERRORS_FOUND
    assert "STR-16" in errors(ran)


def test_the_total_is_held_against_no_budget_but_its_own(folder: Path) -> None:
    made(folder, lambda book: book.put(AREA, "B10", None))
    record = json.loads(run("konsolider", "bok.xlsm", "--json", folder=folder).out)
    assert record["total"]["budsjett_mill"] is None
    assert [area["budsjett_mill"] for area in record["omrader"]] == [None, 11.8, 9.0, 13.3, None]
