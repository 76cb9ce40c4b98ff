"""The sheet Scenarioer and the list of who may govern, as those who use a workbook meet them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from estimat.actions.collecting import sent_now
from estimat.core import layout
from estimat.core.book import column_letters
from estimat.core.estimate import Estimate, Inputs
from estimat.core.interpret import interpret
from estimat.core.layout import GOVERNORS, SCENARIOS
from estimat.core.scenarios.definitions import Scenario, definitions_of
from estimat.core.summary import summarise
from estimat.files.collection.dividing import Answers, collect, divide
from estimat.files.reading import read_book
from estimat.files.workbooks.areafile import ESTIMATE_2024, read_area_file
from estimat.files.workbooks.new import save_new, save_template
from estimat.files.workbooks.proven import Made, read_source
from estimat.files.workbooks.rolling import Rates, roll
from tests.oldbook import make_it_old
from tests.workbooks import Edited

AREA = "Legemiddelliste"
EXCEPTIONS = """
[[scenario.unntak]]
gjelder = "PJD-1"
belop = 1_000_000
begrunnelse = "Tilbudet."

[[scenario.unntak]]
gjelder = "PLL-2"
belop = 1_000_000
begrunnelse = "Tilskuddet."

[[scenario.unntak]]
gjelder = "PLL-1"
timer = 7.5
begrunnelse = "Mindre."

[[scenario.unntak]]
gjelder = "PMD"
med = false
ambisjon = "Lav"
begrunnelse = "Avklart."
"""
RATES = Rates(wages=Decimal("0.042"), prices=Decimal("0.031"), pass_through=Decimal("0.02"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of 2024, whose last scenario has a rate, those that govern, and exceptions."""
    folder = tmp_path_factory.mktemp("scenarioer")
    text = ESTIMATE_2024.read_text("utf-8")
    last = "involvering = 1.2\nramme = 70\n"
    assert last in text
    ours = 'timepris = 1501\nstyres_av = ["Norsk helsenett", "Helse- og omsorgsdepartementet"]\n'
    (folder / "egen.toml").write_text(text.replace(last, last + ours + EXCEPTIONS), "utf-8")
    save_template(folder / "ny.xlsx", folder / "egen.toml")
    return folder / "ny.xlsx"


@pytest.fixture
def book(made: Path) -> Edited:
    """The workbook, to be changed."""
    return Edited(made)


def estimate(path: Path) -> Estimate:
    return interpret(read_book(path, path.name)[0])


def scenarios(path: Path) -> list[Scenario]:
    return [*definitions_of(estimate(path)).scenarios]


def said(path: Path) -> list[tuple[object, ...]]:
    """What the scenarios of a workbook say, wherever they stand."""
    return [each.means for each in scenarios(path)]


def sheets(path: Path) -> list[str]:
    return [sheet.name for sheet in estimate(path).book.sheets]


def rows(path: Path) -> dict[str, Inputs]:
    return {row.inputs.id: row.inputs for area in estimate(path).areas for row in area.activities}


def limit(path: Path, sheet: str, cell: str) -> DataValidation:
    """What a cell takes."""
    found = openpyxl.load_workbook(path)[sheet].data_validations.dataValidation
    only: DataValidation
    (only,) = [each for each in found if cell in each.sqref]
    return only


Then = Callable[[Path, Path], Made]


def rolled(source: Path, folder: Path) -> Made:
    return roll(read_source([source]), folder / "neste.xlsx", 2025, RATES)


def collected(source: Path, folder: Path) -> Made:
    return collect(Answers(read_source([source])), folder / "samlet.xlsx")


def divided(source: Path, folder: Path) -> Made:
    return divide(read_source([source]), folder / "delt", sent_now())


def left_by(made: Made) -> list[str]:
    """What stays behind, without the file that it is in."""
    return [each.partition(" › ")[2] for each in made.left]


class TestScenarioer:
    def test_it_stands_with_what_is_common_to_all_areas(self, made: Path) -> None:
        assert sheets(made)[:4] == [
            layout.GUIDE, layout.ASSUMPTIONS_SHEET, layout.FACTORS_SHEET, SCENARIOS,
        ]  # fmt: skip

    def test_it_has_the_three_of_the_shipped_workbook_said_to_be_examples(self, made: Path) -> None:
        found = scenarios(made)
        assert [each.name for each in found] == [
            "Lav ambisjon", "Middels ambisjon", "Bred involvering",
        ]  # fmt: skip
        assert all(each.about.startswith("Eksempel:") for each in found)

    def test_it_says_what_the_file_of_areas_says(self, made: Path) -> None:
        plan = read_area_file(made.with_name("egen.toml"))
        assert said(made) == [each.means for each in plan.scenarios]

    def test_it_has_room_for_twelve_and_for_more_exceptions(self, made: Path) -> None:
        (sheet,) = [each for each in estimate(made).book.sheets if each.name == SCENARIOS]
        assert [len(range(each.first_row, each.last_row + 1)) for each in sheet.tables] == [12, 24]

    def test_words_are_chosen_and_numbers_limited(self, made: Path) -> None:
        ambition, what = limit(made, SCENARIOS, "B5"), limit(made, SCENARIOS, "C21")
        assert (ambition.formula1, ambition.showErrorMessage) == ('"Lav,Middels,Høy"', True)
        assert (what.formula1, what.showErrorMessage) == ('"Timer,Beløp,Med,Ambisjon"', True)
        involvement = limit(made, SCENARIOS, "D5")
        assert [involvement.formula1, involvement.formula2] == ["0", "5"]

    def test_names_are_offered_and_others_let_pass(self, made: Path) -> None:
        scenario, governed = limit(made, SCENARIOS, "A21"), limit(made, SCENARIOS, "C5")
        assert (scenario.type, scenario.formula1) == ("list", "$A$5:$A$16")
        assert (governed.type, governed.formula1) == ("list", GOVERNORS.name)
        assert not scenario.showErrorMessage
        assert not governed.showErrorMessage

    def test_every_column_says_what_belongs_in_it(self, made: Path) -> None:
        found = openpyxl.load_workbook(made)[SCENARIOS].data_validations.dataValidation
        prompted = {str(each.sqref).partition(":")[0] for each in found if each.prompt}
        assert {f"{letter}21" for letter in "ABCDE"} <= prompted
        assert {f"{letter}5" for letter in "ABCDEF"} <= prompted

    def test_more_scenarios_than_there_is_room_for_are_not_lost(self, tmp_path: Path) -> None:
        areas = read_area_file()
        many = tuple(Scenario(f"Valg {number}") for number in range(14))
        save_new(tmp_path / "ny.xlsx", areas._replace(scenarios=many), (), "")
        assert [each.name for each in scenarios(tmp_path / "ny.xlsx")] == [
            each.name for each in many
        ]


class TestWhoGoverns:
    def test_the_list_has_those_of_the_rows_and_room_for_more(self, made: Path) -> None:
        found = estimate(made)
        sheet, cells = found.book.named(GOVERNORS.name) or (None, None)
        assert sheet
        assert cells
        assert (sheet.name, cells.bottom - cells.top + 1) == (layout.ASSUMPTIONS_SHEET, 8)
        assert definitions_of(found).listed == (
            "Helse- og omsorgsdepartementet", "Norsk helsenett",
        )  # fmt: skip

    def test_it_grows_with_those_that_are_there(self, tmp_path: Path) -> None:
        many = tuple(f"Etat {number}" for number in range(7))
        save_new(tmp_path / "ny.xlsx", read_area_file()._replace(governors=many), (), "")
        found = estimate(tmp_path / "ny.xlsx")
        _, cells = found.book.named(GOVERNORS.name) or (None, None)
        assert cells
        assert cells.bottom - cells.top + 1 == 10
        assert definitions_of(found).listed == many

    def test_a_row_offers_it_and_takes_others_too(self, made: Path) -> None:
        area = estimate(made).areas[0]
        cell = column_letters(area.columns[layout.GOVERNED.header])
        found = limit(made, AREA, f"{cell}{area.table.first_row}")
        assert (found.type, found.formula1) == ("list", GOVERNORS.name)
        assert not found.showErrorMessage

    def test_whether_the_hours_follow_the_involvement_is_yes_or_no(self, made: Path) -> None:
        area = estimate(made).areas[0]
        cell = column_letters(area.columns[layout.INVOLVEMENT.header])
        found = limit(made, AREA, f"{cell}{area.table.first_row}")
        assert (found.formula1, found.showErrorMessage) == ('"Ja,Nei"', True)

    def test_one_that_is_not_listed_is_listed_in_what_is_made(
        self, book: Edited, tmp_path: Path
    ) -> None:
        book.put(AREA, "P18", "Kommunene")
        collected(book.save(tmp_path / "kilde.xlsx"), tmp_path)
        assert definitions_of(estimate(tmp_path / "samlet.xlsx")).listed == (
            "Helse- og omsorgsdepartementet", "Norsk helsenett", "Kommunene",
        )  # fmt: skip


class TestStatusOfARow:
    def test_the_column_is_there_when_a_row_has_one_and_last_year_after_it(
        self, tmp_path: Path
    ) -> None:
        areas = read_area_file()
        first, *others = areas.areas
        ended = first.rows[0]._replace(hours=None, low=None, high=None, status=layout.ENDED)
        first = first._replace(rows=(ended, *first.rows[1:]))
        areas = areas._replace(areas=(first, *others), last_year="Estimat 2023 (kr)")
        save_new(tmp_path / "ny.xlsx", areas, (), "")
        with_it, without, *_ = estimate(tmp_path / "ny.xlsx").areas
        assert with_it.table.headers == (*layout.HEADERS[:-2], "Estimat 2023 (kr)")
        assert without.table.headers == (*layout.HEADERS[:-3], "Estimat 2023 (kr)")
        assert with_it.activities[0].inputs == ended
        cell = f"S{with_it.table.first_row}"
        assert limit(tmp_path / "ny.xlsx", AREA, cell).formula1 == '"Utgår"'
        assert rolled(tmp_path / "ny.xlsx", tmp_path).left == ()
        assert rows(tmp_path / "neste.xlsx")["PLL-1"].status == layout.ENDED


class TestAPart:
    @pytest.fixture
    def part(self, made: Path, tmp_path: Path) -> Path:
        divided(made, tmp_path)
        (found,) = (tmp_path / "delt").glob("PLL*")
        return found

    def test_it_has_no_scenarios_and_says_nothing_of_them(self, part: Path) -> None:
        assert SCENARIOS not in sheets(part)
        texts = {value for sheet in estimate(part).book.sheets for value in sheet.values.values()}
        assert texts.isdisjoint({"Bred involvering", "Tilbudet."})

    def test_it_has_the_list_and_what_its_rows_say(self, part: Path, made: Path) -> None:
        found = definitions_of(estimate(part))
        assert found.listed == definitions_of(estimate(made)).listed
        assert rows(part) == {id: row for id, row in rows(made).items() if id in rows(part)}

    def test_that_the_scenarios_stay_behind_is_told_in_a_line(
        self, made: Path, tmp_path: Path
    ) -> None:
        (left,) = left_by(divided(made, tmp_path))
        assert left.startswith(f"{SCENARIOS}: hele arket, scenarioene følger ikke med (")


class TestCollected:
    def test_the_columns_go_along_and_the_scenarios_do_not(
        self, made: Path, tmp_path: Path
    ) -> None:
        collected(made, tmp_path)
        assert rows(tmp_path / "samlet.xlsx") == rows(made)
        assert scenarios(tmp_path / "samlet.xlsx") == []
        assert SCENARIOS in sheets(tmp_path / "samlet.xlsx")

    def test_that_they_stay_behind_is_told_in_a_line(self, made: Path, tmp_path: Path) -> None:
        (left,) = left_by(collected(made, tmp_path))
        assert left.startswith(f"{SCENARIOS}: hele arket, scenarioene følger ikke med (")

    def test_a_sheet_of_decisions_stays_behind_and_is_told(
        self, made: Path, tmp_path: Path
    ) -> None:
        changed = openpyxl.load_workbook(made)
        changed.create_sheet(layout.DECISIONS)["A1"] = "Besluttet 12. mars"
        changed.save(tmp_path / "kilde.xlsx")
        for made_of_it in (collected, rolled):
            left = left_by(made_of_it(tmp_path / "kilde.xlsx", tmp_path))
            assert f"{layout.DECISIONS}: hele arket (1 celle)" in left


class TestRolledOn:
    def test_nothing_of_them_stays_behind(self, made: Path, tmp_path: Path) -> None:
        assert rolled(made, tmp_path).left == ()
        assert [each.name for each in scenarios(tmp_path / "neste.xlsx")] == [
            each.name for each in scenarios(made)
        ]

    def test_rates_and_amounts_become_dearer_and_frames_are_blank(
        self, made: Path, tmp_path: Path
    ) -> None:
        did = rolled(made, tmp_path).did
        old, new = scenarios(made)[-1], scenarios(tmp_path / "neste.xlsx")[-1]
        assert (old.frame, new.frame) == (Decimal(70), None)
        assert new.rate == 1564  # 1 501 x 1,042 = 1 564,04
        assert (new.governed, new.involvement) == (old.governed, old.involvement)
        assert [each.value for each in new.overrides] == [
            Decimal(1_031_000), Decimal(1_020_000), Decimal("7.5"), layout.NO, "Lav",
        ]  # fmt: skip
        assert "Scenarioene er med, med de samme vekstene. Rammene deres er tomme." in did

    def test_what_is_spelled_in_another_way_is_no_loss(self, book: Edited, tmp_path: Path) -> None:
        book.put(SCENARIOS, "C7", "Norsk helsenett,Helse- og omsorgsdepartementet")
        book.put(SCENARIOS, "B5", "lav")
        book.put(SCENARIOS, "D24", "nei")
        source = book.save(tmp_path / "kilde.xlsx")
        assert rolled(source, tmp_path).left == ()

    def test_one_that_cannot_be_computed_is_left_and_told(
        self, book: Edited, tmp_path: Path
    ) -> None:
        book.put(SCENARIOS, "B6", "Middelmådig")
        source = book.save(tmp_path / "kilde.xlsx")
        left = left_by(rolled(source, tmp_path))
        assert [each.name for each in scenarios(tmp_path / "neste.xlsx")] == [
            "Lav ambisjon", "Bred involvering",
        ]  # fmt: skip
        assert f"{SCENARIOS}!A6: «Middels ambisjon»" in left
        assert f"{SCENARIOS}!B6: «Middelmådig»" in left

    def test_a_sheet_by_another_name_goes_along(self, book: Edited, tmp_path: Path) -> None:
        book.rename(SCENARIOS, "Valgene")
        source = book.save(tmp_path / "kilde.xlsx")
        assert rolled(source, tmp_path).left == ()
        assert len(scenarios(tmp_path / "neste.xlsx")) == 3


class TestMadeBefore:
    @pytest.fixture
    def old(self, book: Edited, tmp_path: Path) -> Path:
        make_it_old(book)
        return book.save(tmp_path / "gammel.xlsx")

    def test_nothing_is_found_in_it_and_it_says_nothing_of_scenarios(
        self, old: Path, made: Path
    ) -> None:
        found = definitions_of(estimate(old))
        assert (found.scenarios, found.listed, found.findings) == ((), (), ())
        codes = {each.code for each in summarise(estimate(old), "0" * 64).findings}
        assert codes == {"OMR-06"}

    @pytest.mark.parametrize("then", [rolled, collected, divided])
    def test_nothing_of_it_is_lost_in_what_is_made(
        self, old: Path, tmp_path: Path, then: Then
    ) -> None:
        made = then(old, tmp_path)
        assert made.left == ()
        for each in made.files:
            assert definitions_of(estimate(each)).listed == ()
            assert estimate(each).book.named(GOVERNORS.name)
