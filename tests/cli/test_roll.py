"""Next year: `estimat rull`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from estimat.core import layout
from estimat.core.estimate import Estimate
from estimat.core.interpret import interpret
from estimat.core.layout import Kind, Status
from estimat.files.reading import read_book
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, run
from tests.workbooks import Edited

ROLL = ("rull", "workbook.xlsm", "--til", "2025", "--pris", "3,1%", "--lonn", "4,2%")
MADE = ("-o", "neste.xlsm")


def estimate(path: Path) -> Estimate:
    return interpret(read_book(path, path.name)[0])


@pytest.fixture
def rolled(folder: Path) -> Path:
    assert run(*ROLL, *MADE, folder=folder).status == GOOD
    return folder


def test_the_same_areas_and_activities_with_the_same_hours(rolled: Path) -> None:
    old, new = estimate(rolled / "workbook.xlsm"), estimate(rolled / "neste.xlsm")
    assert [area.head.id for area in new.areas] == [area.head.id for area in old.areas]
    for before, after in zip(old.areas, new.areas, strict=True):
        written = [[row.inputs[:7] for row in area.activities] for area in (before, after)]
        assert written[0] == written[1]
        assert after.head.ambitions == before.head.ambitions


def test_wages_move_rates_and_prices_move_purchases(rolled: Path) -> None:
    old, new = estimate(rolled / "workbook.xlsm"), estimate(rolled / "neste.xlsm")
    assert new.assumptions.hourly_rate == 1511  # 1 450 x 1,042 = 1 510,90
    assert new.assumptions.full_cost == 2_292_400
    assert new.assumptions.hours_per_year == 1500
    assert new.assumptions.year == 2025
    assert new.assumptions.price_level == "2025-kroner"
    growth = {Kind.PURCHASE: Decimal("1.031"), Kind.PASS_THROUGH: Decimal(1)}
    for before, after in zip(old.areas, new.areas, strict=True):
        for was, row in zip(before.activities, after.activities, strict=True):
            if was.inputs.amount is not None and was.inputs.kind is not None:
                assert row.inputs.amount == was.inputs.amount * growth[was.inputs.kind]


def test_what_is_passed_through_moves_when_the_user_says_so(folder: Path) -> None:
    assert run(*ROLL, "--videreformidling", "2%", *MADE, folder=folder).status == GOOD
    rows = [row for area in estimate(folder / "neste.xlsm").areas for row in area.activities]
    assert [row.inputs.amount for row in rows if row.inputs.kind is Kind.PASS_THROUGH] == [
        12_648_000
    ]


def test_budgets_are_blank_and_statuses_begin_again(rolled: Path) -> None:
    areas = estimate(rolled / "neste.xlsm").areas
    assert {area.head.budget for area in areas} == {None}
    assert [area.head.status for area in areas] == [Status.DRAFT] * 4 + [Status.NO_ACTIVITIES]


def test_last_years_estimate_stands_beside_each_row(rolled: Path) -> None:
    old, new = estimate(rolled / "workbook.xlsm"), estimate(rolled / "neste.xlsm")
    for before, after in zip(old.areas, new.areas, strict=True):
        assert after.table.headers == (*layout.HEADERS[:-3], "Estimat 2024 (kr)")
        column = after.table.area.right
        shown = [after.sheet.values.get((row.row, column)) for row in after.activities]
        assert shown == [float(row.cost.kroner) for row in before.activities]


def test_every_growth_is_visible(rolled: Path) -> None:
    sheet = {s.name: s for s in estimate(rolled / "neste.xlsm").book.sheets}["Forutsetninger"]
    beside = {value: sheet.values.get((row, col + 1)) for (row, col), value in sheet.values.items()}
    assert beside["Lønnsvekst"] == 0.042
    assert beside["Prisvekst"] == 0.031
    assert beside["Vekst i videreformidling"] == 0
    texts = " ".join(str(value) for value in sheet.values.values())
    assert "1 450 i 2024, lønnsvekst 4,2 %, hele kroner." in texts


def test_it_consolidates_divides_and_rolls_on(rolled: Path) -> None:
    assert run("konsolider", "neste.xlsm", folder=rolled).status == GOOD
    for command in (("del", "neste.xlsm", "-o", "ut"), ("samle", "ut", "-o", "samlet.xlsm")):
        ran = run(*command, folder=rolled)
        assert ran.status == GOOD
        left = [line for line in ran.out.splitlines() if " › " in line]
        assert [line for line in left if layout.SCENARIOS not in line] == []
    ran = run("sammenlign", "neste.xlsm", "samlet.xlsm", folder=rolled)
    assert "Ingenting er endret." in ran.out
    on = ("--til", "2026", "--pris", "0", "--lonn", "2.5", "-o", "enda.xlsm")
    assert run("rull", "samlet.xlsm", *on, folder=rolled).status == GOOD
    for area in estimate(rolled / "enda.xlsm").areas:
        assert area.table.headers == (*layout.HEADERS[:-3], "Estimat 2025 (kr)")


def test_what_a_new_workbook_does_not_hold_is_named(folder: Path) -> None:
    book = Edited(folder / "workbook.xlsm")
    book.put("Prøvesvar", "S20", "Husk møtet")
    book.save(folder / "workbook.xlsm")
    ran = run(*ROLL, *MADE, folder=folder)
    assert ran.status == GOOD
    assert "workbook.xlsm › Prøvesvar!S20: «Husk møtet»" in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--til", "2024", "--pris", "1%", "--lonn", "1%"), "Oppgi et senere år"),
        (("--til", "25", "--pris", "1%", "--lonn", "1%"), "ikke et årstall"),
        (("--til", "2025", "--pris", "mye", "--lonn", "1%"), "ikke en prosent"),
        (("--til", "2025", "--lonn", "1%"), "mangler"),
    ],
)
def test_wrong_use_is_told(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = run("rull", "workbook.xlsm", *arguments, *MADE, folder=folder)
    assert ran.status == WRONG_USE
    assert said in ran.err
    assert not (folder / "neste.xlsm").exists()


def test_nothing_is_replaced_and_errors_stop_it(folder: Path, flawed: Path) -> None:
    before = (folder / "workbook.xlsm").read_bytes()
    assert run(*ROLL, "-o", "workbook.xlsm", folder=folder).status == WRONG_USE
    assert (folder / "workbook.xlsm").read_bytes() == before
    rolled = run("rull", "feil.xlsx", *ROLL[2:], *MADE, folder=flawed)
    assert rolled.status == ERRORS_FOUND
    assert "Ingenting er laget" in rolled.out


def test_a_comparison_of_two_years_says_the_years_as_years(rolled: Path) -> None:
    ran = run("sammenlign", "workbook.xlsm", "neste.xlsm", folder=rolled)
    assert ran.status == GOOD
    assert "Budsjettår: 2024 → 2025" in ran.out


@pytest.mark.parametrize("command", [ROLL, ("del", "workbook.xlsm", "-o", "ut")])
def test_an_area_whose_sheet_is_called_as_one_of_ours_gets_another(
    folder: Path, command: tuple[str, ...]
) -> None:
    book = Edited(folder / "workbook.xlsm")
    book.remove_sheet("Kontroll")
    book.rename("Prøvesvar", "Kontroll")
    book.save(folder / "workbook.xlsm")
    ran = run(*command, *(MADE if command == ROLL else ()), folder=folder)
    assert ran.status == GOOD
    (made,) = folder.glob("neste.xlsm") if command == ROLL else folder.glob("ut/PPS*")
    assert "Kontroll2" in [area.sheet.name for area in estimate(made).areas]
