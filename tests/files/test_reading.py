"""Cells come out as they stand in the file: as we say they do, and as two other readers say."""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from estimat.core.book import Sheet
from estimat.core.errors import UnreadableError
from estimat.core.values import CellError, Value
from estimat.files.reading import read_book
from tests.handmade import package, row, save, worksheet

STRINGS = [
    "<t>Timer</t>",
    "<t>blåbær æøå ÆØÅ 🫐</t>",
    '<t xml:space="preserve">  to  </t>',
    '<r><rPr><b/></rPr><t>Fet</t></r><r><t xml:space="preserve"> og mager</t></r>',
    '<t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh>',
    "<t>a\nb</t>",
    "<t>a_x000D_b</t>",
    "<t>_x005F_x000D_</t>",
    "<t>&lt;b&gt; &amp;amp; &quot;&apos;</t>",
    "<t>&#230;&#xF8;&#x1FAD0;</t>",
    "<t/>",
    "<t>_xD83E__xDED0_</t>",
    "<t>_xD83E_x</t>",
]


class Stored(NamedTuple):
    """A cell as it is stored, what it holds, and what other readers say where they differ."""

    type: str
    inside: str
    value: Value
    calamine: object = ...
    openpyxl: object = ...

    @property
    def kind(self) -> str:
        return f' t="{self.type}"' if self.type else ""


def text(number: int, value: Value, **others: object) -> Stored:
    return Stored("s", f"<v>{number}</v>", value, **others)


CELLS = [
    text(0, "Timer"),
    text(1, "blåbær æøå ÆØÅ 🫐"),
    text(2, "  to  "),
    text(3, "Fet og mager"),
    text(4, "漢字"),
    text(5, "a\nb"),
    text(6, "a\rb", openpyxl="a_x000D_b"),
    text(7, "_x000D_"),
    text(8, "<b> &amp; \"'"),
    text(9, "æø🫐"),
    text(10, None, calamine="", openpyxl=""),
    text(11, "🫐", calamine="_xD83E__xDED0_", openpyxl="_xD83E__xDED0_"),
    text(12, "\ufffdx", calamine="_xD83E_x", openpyxl="_xD83E_x"),
    Stored("", "<v>1</v>", 1.0),
    Stored("n", "<v>-1.5</v>", -1.5),
    Stored("", "<v>1E-3</v>", 0.001),
    Stored("", "<v>1e+21</v>", 1e21),
    Stored("", "<v>0.1</v>", 0.1),
    Stored("", "<v>1.0000000000000002</v>", 1.0000000000000002),
    Stored("b", "<v>0</v>", False),
    Stored("b", "<v>1</v>", True),
    *(
        Stored("e", f"<v>{code}</v>", CellError(code), calamine="", openpyxl=code)
        for code in ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
    ),
    Stored("inlineStr", "<is><t>inne æ</t></is>", "inne æ"),
    Stored("inlineStr", "<is><r><t>in</t></r><r><t>ne</t></r></is>", "inne"),
    Stored("str", '<f>"tek"&amp;"st"</f><v>tekst</v>', "tekst"),
    Stored("str", '<f>""</f><v></v>', "", openpyxl=None),
    Stored("b", "<f>TRUE()</f><v>1</v>", True),
    Stored("", "<f>1+2</f><v>3</v>", 3.0),
    Stored("", "<f>1+2</f>", None, calamine=""),
    Stored("", "<f>1+2</f><v></v>", None, calamine=""),
]


def one_column(cells: list[Stored]) -> str:
    return worksheet(
        "".join(
            row(f'<c r="A{n}"{cell.kind}>{cell.inside}</c>', number=n)
            for n, cell in enumerate(cells, 1)
        )
    )


def read_sheet(path: Path) -> Sheet:
    book, _ = read_book(path, path.name)
    return book.sheets[0]


def value_of(stored: str, tmp_path: Path) -> Value:
    """What a single cell holds."""
    made = package({"Ark": worksheet(row(stored))}, strings=["<t>en</t>"])
    return read_sheet(save(made, tmp_path / "en.xlsx")).values.get((1, 1))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with all of the cells, one below the other."""
    made = package({"Ark": one_column(CELLS)}, strings=STRINGS)
    return save(made, tmp_path_factory.mktemp("celler") / "celler.xlsx")


class TestAgainstOthers:
    def test_every_cell_holds_what_is_stored(self, path: Path) -> None:
        values = read_sheet(path).values
        found = [values.get((n, 1)) for n, _ in enumerate(CELLS, 1)]
        assert found == [cell.value for cell in CELLS]
        assert [type(value) for value in found] == [type(cell.value) for cell in CELLS]

    def test_calamine_says_the_same(self, path: Path) -> None:
        sheet = python_calamine.load_workbook(str(path)).get_sheet_by_index(0)
        found = [cells[0] for cells in sheet.to_python(skip_empty_area=False)]
        expected = [
            cell.value if cell.calamine is ... else cell.calamine for cell in CELLS[: len(found)]
        ]
        assert found == expected
        assert all(cell.value is None for cell in CELLS[len(found) :])

    def test_openpyxl_says_the_same(self, path: Path) -> None:
        sheet = openpyxl.load_workbook(path, data_only=True).active
        assert sheet is not None
        found = [sheet.cell(n, 1).value for n, _ in enumerate(CELLS, 1)]
        expected = [cell.value if cell.openpyxl is ... else cell.openpyxl for cell in CELLS]
        assert found == expected

    def test_openpyxl_finds_the_same_formulas(self, path: Path) -> None:
        ours = read_sheet(path).formulas
        sheet = openpyxl.load_workbook(path).active
        assert sheet is not None
        theirs = {
            (cell.row, cell.column): str(cell.value).removeprefix("=")
            for (cell,) in sheet.iter_rows()
            if cell.data_type == "f"
        }
        assert ours == theirs
        assert len(ours) == 6


CONTENT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff")),
    st.floats(-1e300, 1e300).map(lambda n: float(f"{n:.15g}")),
    st.booleans(),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.lists(CONTENT, max_size=3), max_size=4))
def test_what_xlsxwriter_writes_is_read_back(tmp_path: Path, rows: list[list[Value]]) -> None:
    path = tmp_path / "skrevet.xlsx"
    book = xlsxwriter.Workbook(path, {"strings_to_numbers": False})
    sheet = book.add_worksheet()
    for position, cells in enumerate(rows):
        for column, value in enumerate(cells):
            write = sheet.write_string if isinstance(value, str) else sheet.write
            write(position, column, value)
    book.close()
    assert read_sheet(path).values == {
        (position, column): value
        for position, cells in enumerate(rows, 1)
        for column, value in enumerate(cells, 1)
        if value != ""
    }


class TestOddities:
    """Stored by no spreadsheet, and found in files all the same. Nothing may be guessed."""

    @pytest.mark.parametrize("stored", ["1_0", "0x10", "1,5", "1 000", "١٢", "1.2.3", "12a", "½"])
    def test_a_number_outside_the_grammar_stays_text(self, stored: str, tmp_path: Path) -> None:
        assert value_of(f'<c r="A1"><v>{stored}</v></c>', tmp_path) == stored

    @pytest.mark.parametrize(
        ("stored", "number"),
        [(" 12 ", 12.0), ("\n 12\n", 12.0), ("+5", 5.0), (".5", 0.5), ("5.", 5.0), ("-0", 0.0),
         ("00012", 12.0), ("1E2", 100.0)],
    )  # fmt: skip
    def test_an_unusual_number_is_a_number(
        self, stored: str, number: float, tmp_path: Path
    ) -> None:
        assert value_of(f'<c r="A1"><v>{stored}</v></c>', tmp_path) == number

    @pytest.mark.parametrize("stored", ["NaN", "nan", "INF", "-INF", "Infinity", "1e400", "-1e400"])
    def test_not_a_number_and_infinity_are_numbers_to_report(
        self, stored: str, tmp_path: Path
    ) -> None:
        value = value_of(f'<c r="A1"><v>{stored}</v></c>', tmp_path)
        assert isinstance(value, float)
        assert not math.isfinite(value)

    @pytest.mark.parametrize("index", ["-1", "1", "99", "1.0", "x", "1_0", "０", "0 1"])
    def test_a_text_that_is_not_in_the_list_makes_the_file_broken(
        self, index: str, tmp_path: Path
    ) -> None:
        with pytest.raises(UnreadableError) as caught:
            value_of(f'<c r="A1" t="s"><v>{index}</v></c>', tmp_path)
        assert caught.value.rule.code == "FIL-05"

    @pytest.mark.parametrize("stored", ["<v/>", "<v></v>", "", "<is/>"])
    @pytest.mark.parametrize("kind", ["n", "s", "b", "e", "inlineStr"])
    def test_nothing_stored_is_an_empty_cell(self, kind: str, stored: str, tmp_path: Path) -> None:
        assert value_of(f'<c r="A1" t="{kind}">{stored}</c>', tmp_path) is None

    def test_an_iso_date_is_text_and_so_a_finding(self, tmp_path: Path) -> None:
        assert value_of('<c r="A1" t="d"><v>2024-01-31</v></c>', tmp_path) == "2024-01-31"

    def test_the_last_of_two_cells_in_one_place_counts(self, tmp_path: Path) -> None:
        twice = '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'
        assert value_of(twice, tmp_path) == 2.0

    def test_the_text_of_a_shared_formula_goes_with_each_of_its_cells(self, tmp_path: Path) -> None:
        data = row(
            '<c r="A1"><f t="shared" ref="A1:B1" si="0">C1*2</f><v>2</v></c>',
            '<c r="B1"><f t="shared" si="0"/><v>4</v></c>',
            '<c r="C1"><f>A1</f></c>',
            '<c r="D1"><f t="shared" ref="D1:E1" si="1">C1+1</f><v>2</v></c>',
            '<c r="E1"><f t="shared" si="1"></f><v>3</v></c>',
        )
        path = save(package({"Ark": worksheet(data)}), tmp_path / "delt.xlsx")
        assert read_sheet(path).formulas == {
            (1, 1): "C1*2", (1, 2): "C1*2", (1, 3): "A1", (1, 4): "C1+1", (1, 5): "C1+1",
        }  # fmt: skip

    def test_cells_without_an_address_follow_the_one_before(self, tmp_path: Path) -> None:
        data = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
        data += '<row r="7"><c r="C7"><v>4</v></c><c><v>5</v></c></row><row><c><v>6</v></c></row>'
        path = save(package({"Ark": worksheet(data)}), tmp_path / "uten.xlsx")
        assert read_sheet(path).values == {
            (1, 1): 1.0, (1, 2): 2.0, (2, 1): 3.0, (7, 3): 4.0, (7, 4): 5.0, (8, 1): 6.0,
        }  # fmt: skip

    def test_every_list_of_cells_in_a_sheet_is_read(self, tmp_path: Path) -> None:
        data = row('<c r="A1"><v>1</v></c>') + "</sheetData><sheetData>"
        data += row('<c r="A2"><v>2</v></c>', number=2)
        path = save(package({"Ark": worksheet(data)}), tmp_path / "to.xlsx")
        assert read_sheet(path).values == {(1, 1): 1.0, (2, 1): 2.0}

    @pytest.mark.parametrize("cell", ["XFE1", "A1048577", "ZZZ9999999"])
    def test_a_cell_outside_the_largest_sheet_is_refused(self, cell: str, tmp_path: Path) -> None:
        with pytest.raises(UnreadableError) as caught:
            value_of(f'<c r="{cell}"><v>1</v></c>', tmp_path)
        assert caught.value.rule.code == "FIL-06"

    def test_the_corners_of_the_largest_sheet_cost_nothing(self, tmp_path: Path) -> None:
        data = row('<c r="A1"><v>1</v></c>') + row('<c r="XFD1048576"><v>2</v></c>', number=1048576)
        path = save(package({"Ark": worksheet(data)}), tmp_path / "hjørner.xlsx")
        assert read_sheet(path).values == {(1, 1): 1.0, (1_048_576, 16_384): 2.0}
