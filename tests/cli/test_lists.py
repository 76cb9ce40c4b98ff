"""`estimat linjer`: the rows as one list, in every kind of file, and that they add up."""

from __future__ import annotations

import json
import shutil
import sys
from decimal import Decimal
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.cells import cell_len

import estimat
from estimat.actions.listing import listed
from estimat.cli.main import main
from estimat.core import report
from estimat.core.amounts import total
from estimat.core.report import LINE_COLUMNS
from estimat.core.tables import Format, Heading
from estimat.files.results import result, sheets
from estimat.files.results.listfile import guarded
from estimat.files.results.listing import save_lines
from estimat.files.results.proof import is_result
from estimat.files.writing.seal import is_sealed
from tests.calc import AS_CSV, convert, in_norwegian
from tests.golden import assert_golden
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, Ran, run, run_in_terminal, without_colours
from tests.workbooks import Edited

GOLDEN = Path(__file__).parent / "golden"
OURS = "workbook.xlsm"
MIDDLE = "Middels ambisjon"
SUM, OF_MIDDLE = Decimal(69_394_500), Decimal(32_283_500)
HEADERS = [heading.text for heading in LINE_COLUMNS.values()]
TEXTS = [
    heading.text
    for heading in LINE_COLUMNS.values()
    if heading.format in (Format.TEXT, Format.LONG_TEXT)
]
NUMBERS = [header for header in HEADERS if header not in TEXTS]
HOSTILE = (
    "=1+1", '=HYPERLINK("http://ond.no";"Trykk her")', "+47 22 22 22 22", "-møte", "- møte; og mer",
    "@SUM(A1)", "＝1+1", "'sitert", "''to", 'Han sa "nei"; og gikk', "Første linje\nandre linje",
    "Æøå ÆØÅ – «é» €", "1,5", "cmd|' /C calc'!A0", "a,b;c\td", "-",
)  # fmt: skip
"""Texts that a spreadsheet program may take for a formula, and some that break a careless file."""

FLOATS = (8.2, 0.1, 1333.33, 1234567.891, 0.005)


def good(ran: Ran) -> Ran:
    assert ran.status == GOOD, ran.out + ran.err
    return ran


def made_in(folder: Path, name: str, *more: str) -> Path:
    """The lines of the workbook in a folder, whatever is wrong with it."""
    ran = run("linjer", OURS, "-o", name, *more, folder=folder)
    assert f"Skrevet: {name}" in ran.out, ran.err
    return folder / name


def said(ran: Ran) -> str:
    assert ran.err == ""
    return "\n".join(line.rstrip() for line in without_colours(ran.out).splitlines())


@pytest.fixture
def hostile(folder: Path) -> Path:
    """A folder with a workbook whose activities are called what no program should believe."""
    book = Edited()
    rows = [("Legemiddelliste", n) for n in range(18, 24)]
    rows += [(sheet, n) for sheet in ("Prøvesvar", "Kritisk informasjon") for n in range(18, 22)]
    rows += [("Journaldokumenter", n) for n in (18, 19)]
    assert len(rows) == len(HOSTILE)
    for (sheet, row), text in zip(rows, HOSTILE, strict=True):
        book.put(sheet, f"B{row}", text)
    for (sheet, row), number in zip(rows[2:6], FLOATS, strict=False):
        book.put(sheet, f"E{row}", number)
    book.save(folder / OURS)
    return folder


def names_of(folder: Path) -> list[str]:
    names = [row.inputs.name for row in estimat.read(folder / OURS).rows()]
    assert len({*names} & {*HOSTILE}) == len(HOSTILE)
    return names


class TestOnTheScreen:
    @pytest.mark.parametrize("columns", [80, 140])
    def test_it_says_how_many_and_that_they_add_up(self, folder: Path, columns: int) -> None:
        ran = run_in_terminal("linjer", OURS, folder=folder, columns=columns)
        assert ran.status == GOOD
        assert_golden(GOLDEN / f"linjer-{columns}.txt", said(ran))
        assert max(cell_len(line) for line in said(ran).splitlines()) <= columns
        assert is_sealed(folder / "linjer.xlsx")

    def test_of_a_workbook_with_errors_all_rows_are_there_and_marked(self, flawed: Path) -> None:
        ran = run_in_terminal("linjer", "feil.xlsx", "-o", "l.csv", folder=flawed, columns=80)
        assert ran.status == ERRORS_FOUND
        assert_golden(GOLDEN / "linjer-feil-80.txt", said(ran))
        found = pd.read_csv(flawed / "l.csv", sep=";", decimal=",")
        assert len(found) == 3
        assert found["Utelatt fordi"].notna().sum() == 2

    def test_what_cannot_be_read_is_no_list(self, tmp_path: Path) -> None:
        (tmp_path / "ødelagt.xlsx").write_bytes(b"PK")
        ran = run("linjer", "ødelagt.xlsx", folder=tmp_path)
        assert ran.status == WRONG_USE
        assert {each.name for each in tmp_path.iterdir()} == {"ødelagt.xlsx"}


class TestJson:
    def test_it_has_every_line_by_its_keys(self, folder: Path) -> None:
        record = json.loads(good(run("linjer", OURS, "--json", folder=folder)).out)
        assert [*record] == ["linjer", "avstemming", "funn", "stempel"]
        assert len(record["linjer"]) == 17
        keys = [heading.key for heading in LINE_COLUMNS.values()]
        assert len({*keys} - {""}) == len(HEADERS)
        assert all([*line] == keys for line in record["linjer"])
        assert record["avstemming"] == {
            "rader": 17, "utelatt": 0, "sum": SUM, "total": SUM, "differanse": 0,
        }  # fmt: skip
        assert sum(line["sum"] for line in record["linjer"]) == SUM
        assert record["stempel"]["tvunget"] is False
        assert {each.name for each in folder.iterdir()} == {OURS}

    def test_konsolider_has_the_same_when_it_is_asked(self, folder: Path) -> None:
        lines = json.loads(run("linjer", OURS, "--json", folder=folder).out)["linjer"]
        asked = json.loads(run("konsolider", OURS, "--json", "--linjer", folder=folder).out)
        assert asked["linjer"] == lines
        usual = json.loads(run("konsolider", OURS, "--json", folder=folder).out)
        assert "linjer" not in usual
        assert [key for key in asked if key != "linjer"] == [*usual]

    def test_a_stopped_total_has_none(self, flawed: Path) -> None:
        ran = run("konsolider", "feil.xlsx", "--json", "--linjer", folder=flawed)
        assert ran.status == ERRORS_FOUND
        assert json.loads(ran.out)["linjer"] == []

    def test_the_lines_of_konsolider_are_for_json(self, folder: Path) -> None:
        ran = run("konsolider", OURS, "--linjer", folder=folder)
        assert ran.status == WRONG_USE
        assert "--linjer gjelder --json" in ran.err


class TestCsv:
    @pytest.mark.parametrize("way", [(), ("--csv", "internasjonal")], ids=["norsk", "int"])
    def test_pandas_reads_the_same_numbers_and_texts(
        self, hostile: Path, way: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(hostile)
        made_in(hostile, "l.csv", *way)
        separator, point = (",", ".") if way else (";", ",")
        found = pd.read_csv(
            hostile / "l.csv", sep=separator, decimal=point,
            dtype=dict.fromkeys(TEXTS, str),
        )  # fmt: skip
        expected = estimat.read(OURS).lines()
        assert [*found.columns] == HEADERS
        for header in NUMBERS:
            pd.testing.assert_series_equal(found[header].astype(float), expected[header])
        for header in TEXTS:
            read = [text.removeprefix("'") for text in found[header].fillna("")]
            assert read == [*expected[header]]
        assert {*HOSTILE} <= {text.removeprefix("'") for text in found["Aktivitet"]}

    def test_nothing_in_it_begins_as_a_formula_does(self, hostile: Path) -> None:
        made_in(hostile, "l.csv")
        read = pd.read_csv(hostile / "l.csv", sep=";", dtype=str, keep_default_na=False)
        cells = [cell for row in read.itertuples(index=False) for cell in row]
        assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r＝")]

    @pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", " =1", "\r\n=1", "'", "＋1"])
    def test_what_could_be_a_formula_is_guarded_and_comes_back(self, text: str) -> None:
        assert guarded(text) == f"'{text}"
        assert guarded(text).removeprefix("'") == text

    @pytest.mark.parametrize("text", ["", "a=1", "1-2", "Møte - ett", " ", "Kari's"])
    def test_what_could_not_is_left(self, text: str) -> None:
        assert guarded(text) == text

    def test_it_is_as_excel_in_norway_reads_it(self, folder: Path) -> None:
        good(run("linjer", OURS, "-o", "l.csv", folder=folder))
        content = (folder / "l.csv").read_bytes()
        assert content.startswith("\ufeffOmråde;Rad-id;Aktivitet;".encode())
        first = content.splitlines()[1].decode()
        assert ";3300;" in first  # no thousands
        assert ";2,2;4785000;" in first
        assert content.count(b"\r\n") == 18

    def test_the_other_is_as_other_programs_read_it(self, folder: Path) -> None:
        good(run("linjer", OURS, "-o", "l.csv", "--csv", "internasjonal", folder=folder))
        content = (folder / "l.csv").read_bytes()
        assert content.startswith("Område,Rad-id,Aktivitet,".encode())
        assert b",2.2,4785000," in content

    @pytest.mark.calc
    def test_calc_in_norwegian_opens_it_right(self, hostile: Path) -> None:
        made_in(hostile, "l.csv")
        in_norwegian(hostile)
        book = openpyxl.load_workbook(convert(hostile / "l.csv", hostile, as_=AS_CSV))
        (header, *rows) = book.worksheets[0].iter_rows()
        assert [cell.value for cell in header] == HEADERS
        assert not [cell for row in rows for cell in row if cell.data_type == "f"]
        at = HEADERS.index
        expected = estimat.read(hostile / OURS).lines()
        for header_ in NUMBERS:
            read = [row[at(header_)].value for row in rows]
            assert read == pytest.approx([*expected[header_]], nan_ok=True) or read == [
                None if pd.isna(each) else pytest.approx(each) for each in expected[header_]
            ]
        names = [str(row[at("Aktivitet")].value).removeprefix("'") for row in rows]
        # A text that is a number in Norwegian becomes one: CSV has no types.
        assert names == ["1.5" if name == "1,5" else name for name in names_of(hostile)]


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_lines_that_do_not_add_up_are_not_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.chdir(folder)
    done = listed([OURS])
    target, made = Path(f"l.{ending}"), done.made.consolidation
    wrong = done.listing._replace(kroner=done.listing.kroner + Decimal("0.01"))
    with pytest.raises(estimat.EstimatError, match="ikke til totalen"):
        save_lines(target, made, done.made.rows, wrong)
    # Read back, they are fewer than were to be written.
    with pytest.raises(estimat.EstimatError, match="ble ikke lik linjene"):
        save_lines(target, made, lambda: islice(done.made.rows(), 16), done.listing)
    assert {each.name for each in folder.iterdir()} == {OURS}


class TestParquet:
    def test_a_sum_of_it_is_exact(self, hostile: Path) -> None:
        made_in(hostile, "l.parquet")
        table = pq.read_table(hostile / "l.parquet")
        rows = estimat.read(hostile / OURS).rows()
        assert table.column_names == HEADERS
        assert [*map(str, table.column("Aktivitet").to_pylist())] == [r.inputs.name for r in rows]
        kroner = table.column("Sum (kr)")
        assert pa.types.is_decimal128(kroner.type)
        assert total(kroner.to_pylist()) == total(row.cost.kroner for row in rows)
        assert total(kroner.to_pylist()) % 1 != 0
        assert table.column("Timer lav").null_count == sum(row.inputs.low is None for row in rows)
        assert json.loads(table.schema.metadata[b"estimat"])["versjon"] == estimat.__version__

    def test_pandas_reads_it(self, folder: Path) -> None:
        good(run("linjer", OURS, "-o", "l.parquet", folder=folder))
        assert pd.read_parquet(folder / "l.parquet")["Sum (kr)"].sum() == SUM

    def test_without_the_extra_it_says_what_to_install(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(folder)
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
        assert main(["linjer", OURS, "-o", "l.parquet"]) == WRONG_USE
        assert "pip install 'estimat[pandas]'" in capsys.readouterr().err
        assert main(["linjer", OURS, "-o", "l.csv"]) == GOOD


class TestTheWorkbook:
    @pytest.fixture
    def book(self, hostile: Path) -> Any:
        assert is_result(made_in(hostile, "l.xlsx"))
        return openpyxl.load_workbook(hostile / "l.xlsx")

    def test_the_lines_stand_first_as_a_table_with_filters(self, book: Any, hostile: Path) -> None:
        assert book.sheetnames == ["Linjer", "Opphav", "Kontroll"]
        sheet = book["Linjer"]
        (table,) = sheet.tables.values()
        assert table.autoFilter is not None
        assert sheet.freeze_panes == "C2"
        (header, *rows) = sheet.iter_rows()
        assert [cell.value for cell in header] == HEADERS
        assert not [cell for row in rows for cell in row if cell.data_type == "f"]
        assert [row[2].value for row in rows] == names_of(hostile)
        for header_ in NUMBERS:
            cells = [row[HEADERS.index(header_)].value for row in rows]
            assert all(cell is None or isinstance(cell, int | float) for cell in cells)

    def test_it_says_where_it_comes_from_and_that_it_adds_up(self, book: Any) -> None:
        texts = {row[0]: row[1] for row in book["Opphav"].iter_rows(values_only=True)}
        assert texts["= Differanse"] == 0
        assert f"SHA-256 av {OURS}" in texts

    def test_streamed_to_disk_it_holds_the_same(
        self, book: Any, hostile: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(result, "LINES_IN_MEMORY", 0)
        monkeypatch.setattr(sheets, "LINES_IN_A_SHEET", 10)
        monkeypatch.chdir(hostile)
        main(["linjer", OURS, "-o", "stor.xlsx"])
        streamed = openpyxl.load_workbook("stor.xlsx")
        assert streamed.sheetnames == ["Linjer", "Linjer 2", "Opphav", "Kontroll"]
        rows = [*streamed["Linjer"].values, *[*streamed["Linjer 2"].values][1:]]
        assert rows == [*book["Linjer"].values]
        assert streamed["Linjer"].auto_filter.ref == "A1:X11"

    def test_it_is_no_side_of_a_comparison(self, book: Any, hostile: Path) -> None:
        ran = run("sammenlign", "l.xlsx", OURS, folder=hostile)
        assert ran.status == WRONG_USE
        assert "ikke et resultat av konsolider" in ran.err


class TestWhereItIsWritten:
    @pytest.mark.parametrize("ending", ["xlsx", "csv"])
    def test_a_scenario_is_in_its_name_and_in_no_other_numbers(
        self, folder: Path, ending: str
    ) -> None:
        ran = good(run("linjer", OURS, "-o", f"l.{ending}", "--scenario", MIDDLE, folder=folder))
        written = f"l – {MIDDLE}.{ending}"
        assert f"Skrevet: {written}" in ran.out
        assert f"SCENARIO: {MIDDLE}" in ran.out
        assert {each.name for each in folder.iterdir()} == {OURS, written}
        if ending == "csv":
            found = pd.read_csv(folder / written, sep=";", decimal=",")
            assert found["Sum (kr)"].sum() == OF_MIDDLE

    @pytest.mark.parametrize("ending", ["xlsx", "csv", "parquet"])
    def test_what_is_not_ours_is_never_replaced(self, folder: Path, ending: str) -> None:
        theirs = folder / f"l.{ending}"
        theirs.write_bytes(b"Navn;Timer\r\nKari;10\r\n")
        for more in ((), ("--overskriv",)):
            ran = run("linjer", OURS, "-o", theirs.name, *more, folder=folder)
            assert ran.status == WRONG_USE
            assert "finnes fra før og er noe annet enn" in ran.err
        assert theirs.read_bytes() == b"Navn;Timer\r\nKari;10\r\n"

    @pytest.mark.parametrize("ending", ["xlsx", "csv", "parquet"])
    def test_what_is_ours_is_replaced(self, folder: Path, ending: str) -> None:
        good(run("linjer", OURS, "-o", f"l.{ending}", folder=folder))
        again = run("linjer", OURS, "-o", f"l.{ending}", folder=folder)
        # Only a workbook shows whether anybody has worked in it since.
        assert again.status == (GOOD if ending == "xlsx" else WRONG_USE)
        assert ending == "xlsx" or "Velg et annet navn, eller bruk --overskriv" in again.err
        good(run("linjer", OURS, "-o", f"l.{ending}", "--overskriv", folder=folder))


def test_in_the_folder_that_is_read_it_is_passed_over(folder: Path) -> None:
    for more in ((), ("--overskriv",)):
        ran = good(run("linjer", ".", "-o", "l.csv", *more, folder=folder))
        assert "0 feil, 0 advarsler" in ran.out


@pytest.mark.parametrize(
    ("arguments", "because"),
    [
        (("-o", "l.txt"), ".xlsx, .csv eller .parquet"),
        (("-o", "l.xlsx", "--csv", "internasjonal"), "ender på .csv"),
        (("--json", "--csv", "internasjonal"), "ender på .csv"),
        (("-o", "l.csv", "--csv", "engelsk"), "'engelsk' er ikke internasjonal"),
        (("-o", OURS), ".xlsx, .csv eller .parquet"),
        (("-o", "nei/l.csv"), "nei finnes ikke"),
    ],
)
def test_wrong_use(folder: Path, arguments: tuple[str, ...], because: str) -> None:
    before = (folder / OURS).read_bytes()
    ran = run("linjer", OURS, *arguments, folder=folder)
    assert ran.status == WRONG_USE
    assert because in ran.err
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == {OURS: before}


FORMER = {
    "area": Heading("Område", Format.TEXT, 10),
    "inputs.id": Heading("Rad-id", Format.TEXT, 12),
    "inputs.name": Heading("Aktivitet", Format.LONG_TEXT, 56),
    "inputs.kind_text": Heading("Kostnadstype", Format.TEXT, 18),
    "cost.hours": Heading("Timer", Format.HOURS, 10),
    "rate": Heading("Timepris (kr)", Format.KRONER, 14),
    "cost.from_hours": Heading("Kostnad (kr)", Format.KRONER, 16),
    "cost.amount": Heading("Beløp (kr)", Format.KRONER, 16),
    "cost.kroner": Heading("Sum (kr)", Format.KRONER, 16),
    "left_out": Heading("Utelatt fordi", Format.TEXT, 26),
    "place.cell": Heading("Kilde", Format.TEXT, 44),
}
"""The columns of Linjer in results made before it had all of a row."""


def test_a_result_made_before_is_still_compared(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with monkeypatch.context() as then:
        then.setattr(report, "LINE_COLUMNS", FORMER)
        then.setattr(report, "_of_line", attrgetter(*FORMER))
        assert main(["konsolider", OURS, "-o", "da.xlsx"]) == GOOD
    sheet = openpyxl.load_workbook(folder / "da.xlsx")["Linjer"]
    assert [cell.value for cell in sheet[1]] == [each.text for each in FORMER.values()]
    book = Edited()
    book.put("Prøvesvar", "E18", 1850.0)
    book.save(folder / "ny.xlsm")
    record = json.loads(run("sammenlign", "da.xlsx", "ny.xlsm", "--json", folder=folder).out)
    (change,) = (each for each in record["endringer"] if each["kroner"])
    assert (change["id"], change["kroner"]) == ("PPS-1", 14_500)


def test_a_result_whose_lines_are_not_known_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with monkeypatch.context() as then:
        others = {**FORMER, "cost.kroner": Heading("Kroner", Format.KRONER, 16)}
        then.setattr(report, "LINE_COLUMNS", others)
        then.setattr(report, "_of_line", attrgetter(*others))
        assert main(["konsolider", OURS, "-o", "da.xlsx"]) == GOOD
    ran = run("sammenlign", "da.xlsx", OURS, folder=folder)
    assert ran.status == WRONG_USE
    assert "ikke lar seg lese" in ran.err


def test_the_sum_lav_and_hoy_are_those_of_the_uncertainty(folder: Path) -> None:
    """A row with one end only, and one with the plan outside, are their plan both ways."""
    book = Edited()
    book.put("Legemiddelliste", "F18")
    book.put("Prøvesvar", "F18", 5_000.0)
    book.save(folder / OURS)
    shutil.copy(folder / OURS, folder / "kopi.xlsm")
    lines = {row.inputs.id: row for row in estimat.read(folder / "kopi.xlsm").rows()}
    for id_ in ("PLL-1", "PPS-1"):
        assert lines[id_].low == lines[id_].cost.kroner == lines[id_].high
    usual = lines["PLL-3"]
    assert usual.inputs.low is not None
    assert usual.low == usual.inputs.low * 1450
