"""Workbooks as other programs and hands make them: the right total, or a finding that says so.

Each takes the workbook that ships and changes one trait; the hours of PLL-1, 3 300, stand in E18.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from estimat.core.values import CellError
from tests.running import ERRORS_FOUND, GOOD, run
from tests.sheetxml import child, tag
from tests.workbooks import Edited

AREA: Final = "Legemiddelliste"
TOTAL: Final = 69_394_500.0
HOURS: Final = "E18"
BELOW: Final = "E24"

Change = Callable[[Edited], None]


def _sheets(book: Edited) -> list[str]:
    return [part for part in book.parts if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", part)]


def _replaced(book: Edited, part: str, old: str, new: str) -> None:
    text = book.parts[part].decode()
    assert re.search(old, text), (part, old)
    book.parts[part] = re.sub(old, new, text).encode()


def _says(book: Edited, **attributes: str) -> None:
    book.workbook(lambda root: child(root, "calcPr").attrib.update(attributes))


def small_letters(book: Edited) -> None:
    _replaced(book, book.sheet_part(AREA), r'<c r="E(\d+)"', r'<c r="e\1"')


def cells_without_places(book: Edited) -> None:
    def edit(root: ET.Element) -> None:
        for row in child(root, "sheetData"):
            cells = list(row)
            if [cell.get("r", "")[:1] for cell in cells] == list("ABCDEFGHIJKLMN")[: len(cells)]:
                for cell in cells:
                    del cell.attrib["r"]

    book.sheet(AREA, edit)


def headings_in_capitals(book: Edited) -> None:
    for header in ("Timer", "Timepris", "Beløp", "Kostnadstype"):
        book.rename_column(AREA, header, f" {header.upper()}\u00a0")


def a_heading_over_two_lines(book: Edited) -> None:
    book.rename_column(AREA, "Timer lav", "Timer\nlav")


def kinds_in_small_letters(book: Edited) -> None:
    said = '<t xml:space="preserve">egne  timer\u00a0</t>'
    _replaced(book, "xl/sharedStrings.xml", "<t>Egne timer</t>", said)


def an_indented_list_of_strings(book: Edited) -> None:
    _replaced(book, "xl/sharedStrings.xml", "<si>", "\n  <si>\n    ")
    _replaced(book, book.sheet_part(AREA), r't="s"><v>(\d+)</v>', r't="s"><v> \1 </v>')


def a_million_rows_without_cells(book: Edited, last: int = 1_048_576) -> None:
    rows = "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(100, last + 1))
    _replaced(book, book.sheet_part(AREA), "</sheetData>", rows + "</sheetData>")


def many_rows_without_cells(book: Edited) -> None:
    """As many as show the same of what takes longer with each."""
    a_million_rows_without_cells(book, last=50_000)


def opened_without_estimat(book: Edited) -> None:
    for part in _sheets(book):
        text = book.parts[part].decode()
        book.parts[part] = re.sub(
            r'<c( r="[A-Z]+\d+"(?: s="\d+")?)[^>]*>'
            r"(<f>[^<]*(?:ESTIMAT_|Tabell_)[^<]*</f>)<v>[^<]*</v>",
            r'<c\1 t="e">\2<v>#NAME?</v>',
            text,
        ).encode()


def results_that_nobody_computed(book: Edited) -> None:
    book.put(AREA, HOURS, 0.0, "1650*2")
    for part in _sheets(book):
        text = book.parts[part].decode()
        book.parts[part] = re.sub(
            r"(<c[^>]*><f>[^<]*</f><v>)[-\d.]+(?=</v>)", r"\g<1>0", text
        ).encode()
    _says(book, fullCalcOnLoad="1")


def hours_that_a_manual_workbook_has_not_computed(book: Edited) -> None:
    book.put(AREA, HOURS, 12.0, "1650*2")
    _says(book, calcMode="manual")


RIGHT: Final = (
    small_letters, cells_without_places, headings_in_capitals, a_heading_over_two_lines,
    kinds_in_small_letters, an_indented_list_of_strings, a_million_rows_without_cells,
    opened_without_estimat, results_that_nobody_computed,
    hours_that_a_manual_workbook_has_not_computed,
)  # fmt: skip


@pytest.mark.parametrize("change", RIGHT, ids=lambda change: change.__name__)
def test_the_total_is_right(change: Change, tmp_path: Path) -> None:
    if "comput" in change.__name__:
        pytest.importorskip("formulon")
    book = Edited()
    change(book)
    book.save(tmp_path / "bok.xlsm")
    ran = run("konsolider", "bok.xlsm", "--json", folder=tmp_path)
    record = json.loads(ran.out)
    assert ran.status == GOOD, [each["melding"] for each in record["funn"]]
    assert record["total"]["sum"] == TOTAL
    assert all(each["alvor"] == "info" for each in record["funn"])
    assert len(record["funn"]) <= 4 + 2


def below(value: float | str | CellError | None, formula: str | None = None) -> Change:
    def change(book: Edited) -> None:
        book.put(AREA, BELOW.replace("E", "B"), "Glemt")
        book.put(AREA, BELOW.replace("E", "C"), "Egne timer")
        book.put(AREA, BELOW, value, formula)

    return change


def a_rate_of_the_sheet_itself(book: Edited) -> None:
    book.add_name("TIMEPRIS", "1000", AREA)


def a_rate_elsewhere(book: Edited) -> None:
    book.add_name("Timepris", "Veiledning!$A$1", AREA)


def a_heading_that_the_table_calls_something_else(book: Edited) -> None:
    book.put(AREA, "E17", "Timer høy")


def one_column_renamed(book: Edited) -> None:
    book.rename_column(AREA, "Timer", "Innsats")


def a_rate_whose_name_is_gone(book: Edited) -> None:
    book.drop_name("Timepris")


WRONG: Final = {
    "a number under the table": (below(1000.0), "STR-07"),
    "a formula under the table": (below(1000.0, "10*100"), "STR-07"),
    "a formula without a result under the table": (below(None, "10*100"), "STR-07"),
    "a number written as a text under the table": (below("1 000"), "STR-07"),
    "an error under the table": (below(CellError("#REF!")), "STR-07"),
    "a rate of the sheet itself": (a_rate_of_the_sheet_itself, "STR-20"),
    "a rate that is somewhere else": (a_rate_elsewhere, "STR-20"),
    "a heading the table calls something else":
        (a_heading_that_the_table_calls_something_else, "STR-21"),
    "one column renamed": (one_column_renamed, "STR-03"),
    "a rate whose name is gone": (a_rate_whose_name_is_gone, "STR-04"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "code"), WRONG.values(), ids=list(WRONG))
def test_there_is_no_total_and_one_cause_is_said_once(
    change: Change, code: str, tmp_path: Path
) -> None:
    book = Edited()
    change(book)
    book.save(tmp_path / "bok.xlsm")
    ran = run("konsolider", "bok.xlsm", folder=tmp_path)
    assert ran.status == ERRORS_FOUND
    assert not (tmp_path / "konsolidert.xlsx").exists()
    record = json.loads(run("valider", "bok.xlsm", "--json", folder=tmp_path).out)
    assert [each["kode"] for each in record["funn"] if each["alvor"] != "info"] == [code]


@pytest.mark.parametrize(
    "sum_of", ["SUM(E18:E23)", "SUBTOTAL(9,E18:E23)", "SUM(Tabell_PLL[Timer])"]
)
def test_a_sum_under_the_table_is_no_forgotten_row(sum_of: str, tmp_path: Path) -> None:
    book = Edited()
    book.put(AREA, BELOW, 15_790.0, sum_of)
    book.save(tmp_path / "bok.xlsm")
    assert run("konsolider", "bok.xlsm", folder=tmp_path).status == GOOD


def test_the_kroner_under_a_table_are_said(tmp_path: Path) -> None:
    book = Edited()
    below(1000.0, "10*100")(book)
    book.save(tmp_path / "bok.xlsm")
    assert "1 450 000 kr" in run("valider", "bok.xlsm", folder=tmp_path).out


@pytest.mark.parametrize(
    ("code", "seen"),
    [("#,##0,", "viser 3,"), (";;;", "viser ingen tall,"), ("0%", "viser 330 000 %,"),
     ('"ingenting"', "viser ingen tall,"), ("0,,", "viser 0,")],
)  # fmt: skip
def test_hours_that_show_as_another_number_are_a_finding(
    code: str, seen: str, tmp_path: Path
) -> None:
    book = Edited()
    book.restyle(AREA, HOURS, book.add_style(code))
    book.save(tmp_path / "bok.xlsm")
    ran = run("valider", "bok.xlsm", folder=tmp_path)
    assert f"Cellen {seen} men 3 300 regnes med." in ran.out


def test_hours_on_a_clock_are_refused_and_said_in_hours(tmp_path: Path) -> None:
    book = Edited()
    book.put(AREA, HOURS, 137.5)
    book.restyle(AREA, HOURS, book.add_style("[h]:mm"))
    book.save(tmp_path / "bok.xlsm")
    ran = run("valider", "bok.xlsm", folder=tmp_path)
    assert ran.status == ERRORS_FOUND
    assert "137,5 døgn = 3 300 timer" in ran.out


def test_a_row_without_height_is_hidden(tmp_path: Path) -> None:
    book = Edited()

    def edit(root: ET.Element) -> None:
        for row in root.iter(tag("row")):
            if row.get("r") == "18":
                row.set("ht", "0")
                row.set("customHeight", "1")

    book.sheet(AREA, edit)
    book.save(tmp_path / "bok.xlsm")
    assert "STR-09" in run("valider", "bok.xlsm", folder=tmp_path).out


def test_a_place_that_is_no_place_is_not_guessed(tmp_path: Path) -> None:
    book = Edited()
    _replaced(book, book.sheet_part(AREA), f'<c r="{HOURS}"', '<c r="18E"')
    book.save(tmp_path / "bok.xlsm")
    ran = run("konsolider", "bok.xlsm", folder=tmp_path)
    assert ran.status != GOOD
    assert "18E" in ran.out


def test_the_formulas_of_a_published_copy_are_the_template_s_own(tmp_path: Path) -> None:
    pytest.importorskip("formulon")
    Edited().save(tmp_path / "bok.xlsm")
    assert run("publiser", "bok.xlsm", "-o", "kopi.xlsx", folder=tmp_path).status == GOOD
    said = run("valider", "kopi.xlsx", folder=tmp_path).out
    assert "FORMEL" not in said
    assert "0 feil" in said
