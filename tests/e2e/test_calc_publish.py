"""«Publiser» in LibreOffice Calc, what Calc has saved, and the result on paper."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from estimat.core.values import DIV0, NA
from tests.calc import Calc
from tests.e2e.filecommands import parts
from tests.e2e.menu import AREA, MENU, by_command_line, formulas, hours
from tests.running import run
from tests.sheetxml import MAIN
from tests.workbooks import Edited

pytestmark = pytest.mark.calc


class TestPubliser:
    def test_the_copy_is_the_command_lines_but_for_the_stamp(
        self, calc: Calc, workbook: Path
    ) -> None:
        calc.open(workbook)
        ours, theirs = workbook.with_name("ut.xlsx"), workbook.with_name("cli.xlsx")
        said = calc.command(MENU["Publiser"], Til=str(ours))["text"]
        proved = f"LibreOffice Calc har regnet om kopiens {formulas(workbook)} formler, uten avvik"
        assert proved in said
        run("publiser", workbook.name, "-o", theirs.name, folder=workbook.parent)
        a, b = parts(ours), parts(theirs)
        assert list(a) == list(b)
        assert {name for name in a if a[name] != b[name]} <= {"xl/worksheets/publisert.xml"}

    def test_a_number_that_differs_leaves_no_copy(self, calc: Calc, workbook: Path) -> None:
        book = Edited(workbook)
        book.put("Forutsetninger", "B15", 7.0, "Timepris*TimerPerArsverk")
        calc.open(book.save(workbook))
        said = calc.command(MENU["Publiser"], Til=str(workbook.with_name("ut.xlsx")))["text"]
        assert "Forutsetninger!B15 viser 7 i kilden" in said
        assert "Ingen kopi er laget" in said
        assert [each.name for each in workbook.parent.glob("*.xlsx")] == []

    def test_truth_values_and_errors_are_computed_as_excel_does(
        self, calc: Calc, workbook: Path
    ) -> None:
        book = Edited(workbook)
        for cell, value, formula in (
            ("H1", True, "1<2"), ("H2", 1.0, "1*(2>1)"), ("H3", DIV0, "1/0"), ("H4", NA, "NA()"),
            ("H5", "a1", '"a"&1'), ("H6", "", '""'), ("H7", 0.0, "Veiledning!Z99"),
        ):  # fmt: skip
            book.put("Veiledning", cell, value, formula)
        ET.register_namespace("", MAIN)
        calc.open(book.save(workbook))
        target = workbook.with_name("ut.xlsx")
        said = calc.command(MENU["Publiser"], Til=str(target))["text"]
        assert f"kopiens {formulas(workbook)} formler" in said
        assert target.exists()

    @pytest.mark.parametrize("how", ["changed", "ods"])
    def test_what_no_excel_file_holds_must_be_saved_first(
        self, calc: Calc, workbook: Path, how: str
    ) -> None:
        calc.open(workbook)
        if how == "changed":
            calc.ask("enter", sheet="Veiledning", cell="H1", formula="1")
        else:
            calc.ask("save_as", file=str(workbook.with_suffix(".ods")), filter_="calc8")
        said = calc.command(MENU["Publiser"], Til=str(workbook.with_name("ut.xlsx")))["text"]
        assert "Lagre arbeidsboken som Excel-arbeidsbok (.xlsx eller .xlsm)" in said
        assert [each.name for each in workbook.parent.glob("*.xlsx")] == []

    def test_a_workbook_that_calc_has_saved_is_published_for_excel(
        self, calc: Calc, workbook: Path
    ) -> None:
        calc.open(workbook)
        calc.ask("enter", sheet=AREA, cell=hours(workbook), formula="1840")
        saved, target = workbook.with_name("lagret.xlsx"), workbook.with_name("ut.xlsx")
        calc.ask("save_as", file=str(saved), filter_="Calc MS Excel 2007 XML")
        assert "uten avvik fra kilden" in calc.command(MENU["Publiser"], Til=str(target))["text"]
        with zipfile.ZipFile(saved) as before, zipfile.ZipFile(target) as after:
            found = [b"ESTIMAT_" in package.read(f"xl/worksheets/sheet{number}.xml")
                     for package in (before, after) for number in range(5, 10)]  # fmt: skip
        assert found == [True] * 5 + [False] * 5

    def test_another_file_is_not_replaced(self, calc: Calc, workbook: Path) -> None:
        calc.open(workbook)
        theirs = by_command_line(workbook)
        before = theirs.read_bytes()
        said = calc.command(MENU["Publiser"], Til=str(theirs))["text"]
        assert "noe annet enn en publisert kopi" in said
        assert theirs.read_bytes() == before


class TestOtherFormats:
    def test_a_workbook_that_calc_has_saved_is_consolidated_as_before(
        self, calc: Calc, workbook: Path
    ) -> None:
        calc.open(workbook)
        ods, xlsx = workbook.with_suffix(".ods"), workbook.with_name("lagret.xlsx")
        calc.ask("save_as", file=str(xlsx), filter_="Calc MS Excel 2007 XML")
        calc.ask("save_as", file=str(ods), filter_="calc8")
        calc.open(xlsx)
        said = calc.command(MENU["Konsolider"])["text"]
        assert said == "Konsolidert: 69,4 mill. kr. 0 feil, 0 advarsler, 4 info."
        # An .ods has no tables: its formulas point to cells, and the check says that they do.
        calc.open(ods)
        said = calc.command(MENU["Konsolider"])["text"]
        assert said.startswith("Konsolidert: 69,4 mill. kr. 0 feil")


def test_on_paper_the_result_is_whole(calc: Calc, workbook: Path) -> None:
    calc.ask("norwegian")
    calc.open(workbook)
    calc.command(MENU["Konsolider"])
    pdf = workbook.with_suffix(".pdf")
    calc.ask("save", file=str(pdf), filter_="calc_pdf_Export")
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = text.rstrip("\f").split("\f")
    titles = [page.strip().partition("\n")[0] for page in pages]
    assert len(pages) == 25
    page = pages[titles.index("Konsolidert estimat")]
    total = next(line for line in page.splitlines() if "Sum direktoratet" in line)
    said = total.replace("\u00a0", " ")
    for number in ("35 410", "23,61", "51 344 500", "12 400 000", "69 394 500", "69,4", "100,0 %"):
        assert number in said
    assert "###" not in text
    assert "OMR-06" in pages[titles.index("Kontroll")]
