"""Sheets, blocks and rows that are another year or edition, or what stands above once more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.lists.made import Rows, book, saved, simple
from tests.lists.test_doubts import findings, imports
from tests.running import ERRORS_FOUND, GOOD

HEADS = ("Område", "Aktivitet", "Kostnadstype", "Timer", "Beløp")
PLAN: Rows = (
    HEADS, ("Arkiv", "Flytte", "Egne timer", 100, None), ("Innsyn", "Lisens", "Kjøp", None, 50_000),
)  # fmt: skip
OTHER: Rows = (
    HEADS, ("Arkiv", "Skanne", "Egne timer", 110, None), ("Innsyn", "Drift", "Kjøp", None, 55_000),
)  # fmt: skip
UNDER_HEADINGS: Rows = (
    HEADS[1:], ("Arkiv",), ("Flytte", "Egne timer", 100), ("Innsyn",), ("Drift", "Egne timer", 10),
)  # fmt: skip


def told(folder: Path, status: int = GOOD) -> set[str]:
    """The codes of errors and warnings for the list."""
    (folder / "ny.xlsx").unlink(missing_ok=True)
    ran = imports(folder, "--json")
    assert ran.status == status, ran.out
    return {each["kode"] for each in findings(ran) if each["alvor"] != "info"}


def below(*rows: Sequence[object]) -> Rows:
    return (*PLAN, (), *rows)


@pytest.mark.parametrize(
    "names",
    [("Plan 2027", "2028"), ("Plan 2027", "Arkiv 2026"), ("2027", "Regnskap 2025")],
    ids=lambda names: names[1],
)
def test_sheets_of_two_years_are_not_read_together(names: tuple[str, str], tmp_path: Path) -> None:
    saved(book(tmp_path, PLAN, OTHER, names=names)[0], tmp_path)
    assert told(tmp_path, ERRORS_FOUND) == {"LISTE-28"}
    assert imports(tmp_path, "--ark", names[0]).status == GOOD


def test_nor_are_those_of_which_the_titles_say_so(tmp_path: Path) -> None:
    sheets = ((("Budsjett 2027",), *PLAN), (("Budsjett 2026",), *OTHER))
    saved(book(tmp_path, *sheets)[0], tmp_path)
    assert told(tmp_path, ERRORS_FOUND) == {"LISTE-28"}


def test_a_year_of_prices_and_a_title_of_two_years_are_no_other_year(tmp_path: Path) -> None:
    heads = (("Budsjett 2027, 2026-kroner",), ("Budsjett 2027 (med regnskap 2025)",))
    kinds: Rows = (HEADS, ("Arkiv", "Lisens", "Kjøp", None, 2000))
    sheets = ((heads[0], *PLAN[:2]), (heads[1], *kinds))
    saved(book(tmp_path, *sheets)[0], tmp_path)
    assert told(tmp_path) == set()


@pytest.mark.parametrize(
    "name",
    ["Plan i fjor", "Gammel", "Utgått", "Til senere", "Kopi av plan", "Ønsker", "Mal", "Forslag B",
     "Alternativ 2", "Plan v2"],
)  # fmt: skip
def test_a_sheet_that_may_be_another_edition_is_told(name: str, tmp_path: Path) -> None:
    saved(book(tmp_path, PLAN, OTHER, names=("Plan", name))[0], tmp_path)
    assert told(tmp_path) == {"LISTE-68"}


def test_areas_that_stand_on_two_sheets_are_told(tmp_path: Path) -> None:
    saved(book(tmp_path, PLAN, OTHER)[0], tmp_path)
    assert told(tmp_path) == {"LISTE-68"}


def test_sheets_of_other_areas_or_of_other_kinds_are_one_list(tmp_path: Path) -> None:
    hours, bought = PLAN[:2], (HEADS, ("Arkiv", "Lisens", "Kjøp", None, 2000))
    post = (HEADS, ("Post", "Dele ut", "Egne timer", 10, None))
    saved(book(tmp_path, hours, bought, post)[0], tmp_path)
    assert told(tmp_path) == set()


@pytest.mark.parametrize("title", ["Plan 2028", "2028:", "Versjon 2", "Budsjett for 2026"])
def test_a_block_of_another_year_is_not_read_with_the_rest(title: str, tmp_path: Path) -> None:
    simple(tmp_path, below((title,), *OTHER[1:]))
    assert told(tmp_path, ERRORS_FOUND) == {"LISTE-61"}


def test_a_table_of_last_year_below_is_not_read_with_the_rest(tmp_path: Path) -> None:
    simple(tmp_path, (("Budsjett 2031",), *PLAN, (), ("Budsjett 2030",), *OTHER))
    assert told(tmp_path, ERRORS_FOUND) == {"LISTE-61"}


@pytest.mark.parametrize("title", ["Budsjett 2027", "Fase 1", "Messe i 2028", "Vår og høst"])
def test_a_title_that_says_nothing_else_is_none(title: str, tmp_path: Path) -> None:
    simple(tmp_path, (("Budsjett 2027",), *below((title,), *OTHER[1:])))
    assert told(tmp_path) == set()


def test_a_year_on_the_exceptions_alone_is_another_year(tmp_path: Path) -> None:
    rows = [(*HEADS, "År"), *((*row, None) for row in PLAN[1:]), (*OTHER[1], 2028)]
    simple(tmp_path, rows)
    assert told(tmp_path, ERRORS_FOUND) == {"LISTE-61"}
    simple(tmp_path, [("Budsjett 2028",), *rows])
    assert told(tmp_path) == set()


def test_activities_that_are_called_a_year_are_of_several(tmp_path: Path) -> None:
    rows = [HEADS, *(("Arkiv", f"Budsjett {y}", "Kjøp", None, y) for y in (2026, 2027))]
    simple(tmp_path, rows)
    assert told(tmp_path, ERRORS_FOUND) == {"LISTE-61"}


def test_an_original_and_a_revised_number_are_two_versions(tmp_path: Path) -> None:
    posts = ("Opprinnelig", "Revidert")
    simple(tmp_path, [(*HEADS, "Post"), *((*PLAN[1], post) for post in posts)])
    assert told(tmp_path, ERRORS_FOUND) == {"LISTE-61"}


@pytest.mark.parametrize(
    "title", ["Fordelt på seksjon", "Fordeling per kostnadstype:", "Herav fordelt på kvartal"]
)
def test_what_breaks_down_what_stands_above_is_not_counted_again(
    title: str, tmp_path: Path
) -> None:
    simple(tmp_path, below((title,), (None, "Nord", "Egne timer", 60), (None, "Sør", None, 40)))
    assert told(tmp_path, ERRORS_FOUND) >= {"LISTE-69"}
    simple(tmp_path, (*UNDER_HEADINGS, (title,), ("Alt", "Egne timer", 110)))
    assert told(tmp_path, ERRORS_FOUND) >= {"LISTE-69"}


@pytest.mark.parametrize(
    "title", ["Ikke finansierte tiltak", "Ikke prioritert", "Opsjoner", "Til vurdering:", "Utgår"]
)
def test_rows_under_what_is_not_to_be_done_are_told(title: str, tmp_path: Path) -> None:
    simple(tmp_path, below((title,), *OTHER[1:2]))
    assert told(tmp_path) == {"LISTE-62"}
    simple(tmp_path, (*UNDER_HEADINGS, (title,), ("Skanne", "Egne timer", 80)))
    assert told(tmp_path) == {"LISTE-62"}


@pytest.mark.parametrize(
    ("heading", "said"),
    [("Status", "Utsatt til 2028"), ("Status", "Tatt ut"), ("Status", "Opsjon"),
     ("Finansiert", "Nei"), ("Merknad", "Ikke finansiert")],
)  # fmt: skip
def test_a_row_that_says_so_is_told(heading: str, said: str, tmp_path: Path) -> None:
    simple(tmp_path, ((*HEADS, heading), (*PLAN[1], None), (*PLAN[2], said)))
    assert told(tmp_path) == {"LISTE-62"}


@pytest.mark.parametrize(
    "name",
    ["Tilskudd fra EU", "Medfinansiering fra HOD", "Innsparing lisenser", "Brukerbetaling",
     "ABE-kutt", "Ubrukte midler"],
)  # fmt: skip
def test_what_comes_in_or_is_spared_is_told(name: str, tmp_path: Path) -> None:
    simple(tmp_path, (*PLAN, ("Arkiv", name, "Kjøp", None, 30_000)))
    assert told(tmp_path) == {"LISTE-70"}


@pytest.mark.parametrize(
    "name", ["Gevinstrealisering", "Tilskudd til kommuner", "Finansiering av drift", "Sparebank"]
)
def test_what_is_given_or_worked_with_is_a_cost(name: str, tmp_path: Path) -> None:
    simple(tmp_path, (*PLAN, ("Arkiv", name, "Kjøp", None, 30_000)))
    assert told(tmp_path) == set()
