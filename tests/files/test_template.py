"""The workbook that controllers open: its marks, its numbers before anything computes, its text."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from python_calamine import CalamineWorkbook

from estimat.core import functions, layout
from estimat.core.estimate import Inputs
from estimat.core.layout import Kind
from estimat.files.workbooks.areafile import AreaFile, AreaPlan, read_area_file
from estimat.files.workbooks.areasheet import NO_BUDGET, OVER, UNDER, WITHIN
from estimat.files.workbooks.new import write_template
from estimat.files.writing.styles import close, new_workbook

SHIPPED = read_area_file()

INJECTIONS = (
    '=HYPERLINK("http://example.org")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "http://example.org",
    "internal:Kontroll!A1",
    "123",
    "{=1}",
    "_x0041_",
    "<b>&amp;</b>",
    "første\nandre",
)


def write(area_file: AreaFile, target: Path) -> Path:
    book = new_workbook(target)
    write_template(area_file, book)
    close(book)
    return target


@dataclass
class Seen:
    """A workbook as readers see it: openpyxl with formulas, calamine with results."""

    path: Path

    def __post_init__(self) -> None:
        self.book = openpyxl.load_workbook(self.path)
        self._results = CalamineWorkbook.from_path(self.path)

    def name(self, sheet: str, field: layout.Field) -> Any:
        """The first cell of a sheet's own name."""
        target = self.book[sheet].defined_names[field.name].attr_text
        cells = self.book[sheet][target.split("!")[1].replace("$", "")]
        return cells[0][0] if isinstance(cells, tuple) else cells

    def result(self, sheet: str, cell: Any) -> Any:
        rows = self._results.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        return rows[cell.row - 1][cell.column - 1]

    def beside(self, sheet: str, label: str) -> Any:
        """The cell to the right of a label."""
        (found,) = [c for c in self.book[sheet]["A"] if c.value == label]
        return found.offset(column=1)

    def rows(self, sheet: str) -> list[dict[str, Any]]:
        """The table's rows by header, formulas as they stand."""
        (table,) = self.book[sheet].tables.values()
        header, *rows = self.book[sheet][table.ref]
        return [{head.value: cell for head, cell in zip(header, row, strict=True)} for row in rows]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return Seen(write(SHIPPED, tmp_path_factory.mktemp("mal") / "mal.xlsx"))


@pytest.fixture
def written(tmp_path: Path) -> Callable[[AreaPlan], Seen]:
    """The workbook of one area of somebody's own."""
    return lambda area: Seen(write(SHIPPED._replace(areas=(area,)), tmp_path / "egen.xlsx"))


def test_sheets_stand_in_the_order_they_are_used(seen: Seen) -> None:
    areas = [area.sheet for area in SHIPPED.areas]
    assert seen.book.sheetnames == [
        "Veiledning", "Forutsetninger", "Felles faktorer", "Scenarioer", *areas, "Notat",
        "Merknader", "Godtatt",
    ]  # fmt: skip


@pytest.mark.parametrize("area", SHIPPED.areas, ids=lambda area: str(area.head.id))
class TestEachArea:
    def test_has_names_of_its_own(self, seen: Seen, area: AreaPlan) -> None:
        assert seen.name(area.sheet, layout.AREA_ID).value == area.head.id
        assert seen.name(area.sheet, layout.AREA_NAME).value == area.head.name
        assert seen.name(area.sheet, layout.AREA_RESPONSIBLE).value == area.head.responsible
        assert seen.name(area.sheet, layout.AREA_STATUS).value == area.head.status
        budget = seen.name(area.sheet, layout.AREA_BUDGET).value
        assert budget == (None if area.head.budget is None else float(area.head.budget))
        assert layout.AREA_ID.name not in seen.book.defined_names

    def test_holds_each_ambition_and_paragraph_in_a_cell(self, seen: Seen, area: AreaPlan) -> None:
        for field, texts in (
            (layout.AREA_AMBITIONS, area.head.ambitions),
            (layout.AREA_REASON, tuple(area.head.reason.splitlines())),
        ):
            first = seen.name(area.sheet, field)
            cells = [first.offset(row=row).value for row in range(len(texts))]
            assert tuple(cells) == texts

    def test_has_the_table_and_nothing_below_it(self, seen: Seen, area: AreaPlan) -> None:
        sheet = seen.book[area.sheet]
        (table,) = sheet.tables.values()
        assert table.name == f"Tabell_{area.head.id}"
        assert tuple(column.name for column in table.tableColumns) == layout.HEADERS[:-3]
        assert sheet.max_row == range_boundaries(table.ref)[3]
        assert not sheet.merged_cells.ranges

    def test_computes_with_the_formulas_of_the_layout(self, seen: Seen, area: AreaPlan) -> None:
        for row in seen.rows(area.sheet):
            for column in layout.COMPUTED:
                found = layout.canonical(row[column.header].value)
                assert found == layout.EXPECTED[column.header]

    def test_shows_what_the_functions_give(self, seen: Seen, area: AreaPlan) -> None:
        for row, activity in zip(seen.rows(area.sheet), area.rows, strict=False):
            hours, amount = float(activity.hours or 0), float(activity.amount or 0)
            cost = functions.cost(hours, 1450.0)
            for column, expected in (
                (layout.FTE, functions.full_time_years(hours, 1500.0)),
                (layout.COST, cost),
                (layout.SUM, cost + amount),
            ):
                shown = seen.result(area.sheet, row[column.header])
                assert shown == pytest.approx(expected, rel=1e-15)

    def test_shows_its_sum_against_the_budget(self, seen: Seen, area: AreaPlan) -> None:
        kroner = sum(seen.result(area.sheet, r["Sum"]) for r in seen.rows(area.sheet))
        million, away, verdict = (
            seen.result(area.sheet, seen.beside(area.sheet, label))
            for label in ("Estimat (mill. kr)", "Avvik (kr)", "Vurdering")
        )
        assert million == functions.millions(kroner)
        if area.head.budget is None:
            assert (away, verdict) == ("–", NO_BUDGET)
        else:
            assert away == kroner - float(area.head.budget) * 1e6
            assert verdict == WITHIN

    def test_prints_on_one_page_across_with_its_header_on_each(
        self, seen: Seen, area: AreaPlan
    ) -> None:
        sheet = seen.book[area.sheet]
        (table,) = sheet.tables.values()
        header = range_boundaries(table.ref)[1] or 0
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in [(None, 0), (1, 0)]
        assert sheet.print_title_rows == f"${header - 1}:${header}"
        assert not sheet.print_area  # it would leave out the rows that are added later


def test_assumptions_are_named_cells_of_the_whole_book(seen: Seen) -> None:
    for field in layout.ASSUMPTIONS:
        sheet, _, cell = seen.book.defined_names[field.name].attr_text.partition("!")
        assert sheet.strip("'") == "Forutsetninger"
        value = seen.book["Forutsetninger"][cell.replace("$", "")].value
        expected = SHIPPED.assumptions[field].value
        assert value == (float(expected) if isinstance(expected, Decimal) else expected)


def test_the_double_control_of_the_note(seen: Seen) -> None:
    shown = {
        label: seen.result("Forutsetninger", seen.beside("Forutsetninger", label))
        for label in ("Timepris × timer per årsverk", "Forskjell", "Forskjell i prosent")
    }
    assert list(shown.values()) == [2_175_000, 25_000, pytest.approx(0.01136, abs=1e-5)]


def test_every_formula_has_a_result_and_none_is_an_error(seen: Seen) -> None:
    for sheet in seen.book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert seen.result(sheet.title, cell) != ""
                    assert not str(seen.result(sheet.title, cell)).startswith("#")


def test_the_example_says_so_where_the_hours_stand(seen: Seen) -> None:
    for area in SHIPPED.areas:
        assert seen.book[area.sheet]["A2"].value == SHIPPED.example


def test_an_empty_area_has_a_blank_row_ready(seen: Seen) -> None:
    (row,) = seen.rows(SHIPPED.areas[-1].sheet)
    assert [seen.result("Måledata", row[header]) for header in ("Årsverk", "Kostnad", "Sum")] == [
        0, 0, 0,
    ]  # fmt: skip
    assert row["Id"].value is row["Timer"].value is None


def test_words_are_chosen_and_numbers_limited(seen: Seen) -> None:
    sheet = seen.book["Legemiddelliste"]
    found = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    row = seen.rows("Legemiddelliste")[0]
    lists = {
        header: rule.formula1
        for header, cell in row.items()
        for cells, rule in found.items()
        if rule.type == "list" and cells.startswith(cell.coordinate)
    }
    assert lists == {
        "Kostnadstype": '"Egne timer,Kjøp,Videreformidling"',
        "Ambisjonsnivå": '"Lav,Middels,Høy"',
        "Styres av": "StyresAv",
        "Involvering": '"Ja,Nei"',
    }
    assert all(rule.promptTitle and rule.prompt for rule in found.values())
    assert all(rule.error for rule in found.values() if rule.type)


def test_text_from_others_stays_text(written: Callable[[AreaPlan], Seen]) -> None:
    template = SHIPPED.areas[0]
    activities = tuple(
        Inputs(text, text, Kind.OWN.value, text, Decimal(1), comment=text) for text in INJECTIONS
    )
    head = template.head._replace(
        name=INJECTIONS[0], responsible=INJECTIONS[1], ambitions=INJECTIONS
    )
    area = template._replace(head=head, rows=activities)
    seen = written(area)
    for row, text in zip(seen.rows(area.sheet), INJECTIONS, strict=True):
        for header in ("Id", "Aktivitet", "Ansvarlig", "Kommentar"):
            assert seen.result(area.sheet, row[header]) == text
            assert row[header].data_type == "s"
            assert row[header].hyperlink is None
    assert seen.name(area.sheet, layout.AREA_NAME).data_type == "s"
    assert seen.result(area.sheet, seen.book[area.sheet]["A1"]).endswith(INJECTIONS[0])
    with zipfile.ZipFile(seen.path) as package:
        sheets = [part for part in package.namelist() if part.startswith("xl/worksheets/")]
        assert not any(b"<hyperlink" in package.read(part) for part in sheets)


@pytest.mark.parametrize(
    ("budget", "verdict"),
    [("0.2", OVER), ("0.3", WITHIN), ("0.5", WITHIN), ("0.6", UNDER)],
)
def test_the_verdict_is_that_of_the_checks(
    written: Callable[[AreaPlan], Seen], budget: str, verdict: str
) -> None:
    activity = SHIPPED.areas[0].rows[1]._replace(amount=Decimal(400_000))
    head = SHIPPED.areas[0].head._replace(budget=Decimal(budget))
    area = SHIPPED.areas[0]._replace(head=head, rows=(activity,))
    seen = written(area)
    assert seen.result(area.sheet, seen.beside(area.sheet, "Vurdering")) == verdict


def test_an_own_rate_prices_its_row(written: Callable[[AreaPlan], Seen]) -> None:
    activity = SHIPPED.areas[0].rows[0]._replace(hours=Decimal("8.2"), rate=Decimal(1000))
    seen = written(SHIPPED.areas[0]._replace(rows=(activity,)))
    (row,) = seen.rows("Legemiddelliste")
    assert seen.result("Legemiddelliste", row["Kostnad"]) == 8200


def test_a_head_with_much_to_say_grows_and_keeps_the_table_clear(
    written: Callable[[AreaPlan], Seen],
) -> None:
    ambitions = tuple(f"Ambisjon {number}" for number in range(20))
    head = SHIPPED.areas[0].head._replace(ambitions=ambitions, reason="A\nB\nC")
    seen = written(SHIPPED.areas[0]._replace(head=head))
    (table,) = seen.book["Legemiddelliste"].tables.values()
    header = range_boundaries(table.ref)[1] or 0
    last = seen.name("Legemiddelliste", layout.AREA_AMBITIONS).offset(row=19)
    assert last.value == "Ambisjon 19"
    assert last.row < header - 2


def test_no_row_is_higher_than_excel_lets_it_be(tmp_path: Path) -> None:
    areas = tmp_path / "lang.toml"
    text = Path(__file__).parents[1].joinpath("data", "liten.toml").read_text("utf-8")
    long = f'[[omrade.aktivitet]]\nid = "R"\nnavn = "{"langtnavn" * 900}"\ntimer = 1\n'
    areas.write_text(f"{text}\n{long}", "utf-8")
    book = openpyxl.load_workbook(write(read_area_file(areas), tmp_path / "lang.xlsx"))
    heights = [
        size.height for sheet in book for size in sheet.row_dimensions.values() if size.height
    ]
    assert 400 < max(heights) <= 409.5


def test_rows_grow_when_more_is_written(seen: Seen) -> None:
    sheet = seen.book["Måledata"]
    reason = seen.name("Måledata", layout.AREA_REASON)
    assert sheet.row_dimensions[reason.row].height > 50
    with zipfile.ZipFile(seen.path) as package:
        assert b"customHeight" not in package.read("xl/worksheets/sheet7.xml")


def test_the_same_areas_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (write(SHIPPED, tmp_path / name).read_bytes() for name in ("a", "b"))
    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(second).hexdigest()
