"""Codes and phasing on the rows go along: out to the areas and back, and on to the next year."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from estimat.core import layout
from estimat.core.collection.dispatch import print_of_area
from estimat.core.estimate import Head, Inputs
from estimat.core.interpret import interpret
from estimat.files.reading import read_book
from tests import timesheets
from tests.running import GOOD, run
from tests.smallbook import AREA, OWN, Small
from tests.workbooks import ROOT

COLUMNS = (layout.PROJECT, layout.PHASING)


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    return timesheets.plan(tmp_path / "plan.xlsx")


def rows(path: Path) -> dict[str, Inputs]:
    estimate = interpret(read_book(path, path.name)[0])
    return {row.inputs.id: row.inputs for area in estimate.areas for row in area.activities}


def written(path: Path) -> dict[str, tuple[str, str]]:
    """The codes and the phasing of the rows that have them."""
    return {
        id: (each.project, each.phasing)
        for id, each in rows(path).items()
        if each.project or each.phasing
    }


def headers(path: Path) -> list[tuple[str, ...]]:
    return [area.table.headers for area in interpret(read_book(path, path.name)[0]).areas]


def test_the_columns_are_there_where_a_row_has_something(planned: Path) -> None:
    (first, *_, last) = headers(planned)
    assert first[-2:] == tuple(each.header for each in COLUMNS)
    assert not {each.header for each in COLUMNS} & {*last}
    assert written(planned) == timesheets.CODES


def test_they_go_out_to_the_areas_and_come_back(planned: Path) -> None:
    folder = planned.parent
    assert run("del", "plan.xlsx", "-o", "ut", folder=folder).status == GOOD
    ran = run("samle", "ut", "-o", "samlet.xlsx", folder=folder)
    assert ran.status == GOOD, ran.out
    assert written(folder / "samlet.xlsx") == timesheets.CODES
    ran = run("sammenlign", "plan.xlsx", "samlet.xlsx", "--json", folder=folder)
    assert json.loads(ran.out)["endringer"] == []


def test_they_go_on_to_the_next_year(planned: Path) -> None:
    arguments = ("--til", "2025", "--pris", "3%", "--lonn", "4%", "-o", "neste.xlsx")
    ran = run("rull", "plan.xlsx", *arguments, folder=planned.parent)
    assert ran.status == GOOD, ran.out
    assert written(planned.parent / "neste.xlsx") == timesheets.CODES


def test_another_code_is_a_change_without_kroner(planned: Path) -> None:
    folder = planned.parent
    codes = {**timesheets.CODES, "PLL-1": ("510101", "jan–jun")}
    timesheets.plan(folder / "ny.xlsx", codes)
    ran = run("sammenlign", "plan.xlsx", "ny.xlsx", "--json", folder=folder)
    (change,) = json.loads(ran.out)["endringer"]
    assert (change["id"], change["kroner"]) == ("PLL-1", 0)
    assert "510101" in json.dumps(change)


def test_a_code_that_is_a_number_is_the_same_in_a_new_workbook(small: Path, tmp_path: Path) -> None:
    book = Small(small)
    book.add_column(layout.PROJECT.header)
    book.write(layout.PROJECT.header, OWN, 4711.0)
    book.save(tmp_path / "liten.xlsx")
    ran = run("samle", "liten.xlsx", "-o", "ny.xlsx", folder=tmp_path)
    assert ran.status == GOOD, ran.out + ran.err
    assert rows(tmp_path / "ny.xlsx")["PLL-1"].project == "4711"
    new, _ = read_book(tmp_path / "ny.xlsx", "ny.xlsx")
    (sheet,) = (each for each in new.sheets if each.name == AREA)
    assert "4711" in sheet.values.values()


def test_the_file_of_areas_may_say_them(tmp_path: Path) -> None:
    text = (ROOT / "tests" / "data" / "liten.toml").read_text("utf-8")
    more = 'timer = 1000\nprosjekt = "0123; 4711"\nperiodisering = "feb–jun"'
    (tmp_path / "liten.toml").write_text(text.replace("timer = 1000", more, 1), "utf-8")
    ran = run("mal", "ny.xlsx", "--omrader", "liten.toml", folder=tmp_path)
    assert ran.status == GOOD, ran.err
    assert written(tmp_path / "ny.xlsx") == {"PLL-1": ("0123; 4711", "feb–jun")}


def test_what_was_sent_out_before_there_were_such_is_not_changed_by_them() -> None:
    blank = print_of_area(Head("A", "Område"), [Inputs("A-1", "Rad")])
    assert blank == "dd087a8f2d73848f13bd8728bd9dfb2d"


def test_what_will_be_in_the_way_of_the_year_is_told_while_the_plan_is_made(
    tmp_path: Path,
) -> None:
    """It changes no total, and stops nothing before the year is held against the plan."""
    codes = {"PLL-1": ("4711", ""), "PLL-2": ("4711", "våren")}
    timesheets.plan(tmp_path / "plan.xlsx", codes)
    ran = run("valider", "plan.xlsx", "--json", folder=tmp_path)
    assert ran.status == GOOD
    told = {each["kode"]: each["melding"] for each in json.loads(ran.out)["funn"]}
    assert "4711 står på flere rader" in told["FAKT-09"]
    assert "«våren»" in told["FAKT-31"]
    assert run("konsolider", "plan.xlsx", "-o", "sum.xlsx", folder=tmp_path).status == GOOD
