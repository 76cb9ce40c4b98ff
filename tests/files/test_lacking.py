"""Workbooks that need results they were saved without: the same total, or none."""

from __future__ import annotations

import faulthandler
import os
import re
import signal
import sys
from pathlib import Path

import pytest

from estimat.core import layout
from estimat.core.book import Computed
from estimat.core.findings import Finding
from estimat.core.part import Part
from estimat.core.values import DIV0
from estimat.files import many
from estimat.files.engine import computing
from estimat.files.engine.computing import computed_all
from estimat.files.gather import gather
from estimat.files.reading import read_book
from tests.running import ERRORS_FOUND, run, surroundings
from tests.smallbook import AREA, OWN, Small
from tests.workbooks import Content, Edited

HOURS: list[tuple[float, str]] = [
    (1000.0, "SUM(Kontroll!H1:H3)*2"),
    (1000.0, 'VLOOKUP("a",Kontroll!H5:I6,2,FALSE)'),
    (1000.0, "Anslag/2"),
    (1000.0, "ESTIMAT_TIMER(ESTIMAT_KOST(1000))"),
    (1000.0, "Tabell_PLL[[#This Row],[Timer lav]]+100"),
]


def lacking(small: Path, *, results: bool, formula: str, hours: float) -> Small:
    """The small workbook with hours that are computed from what stands elsewhere."""
    book = Small(small)
    notes: dict[str, tuple[Content, str | None]] = {
        "H1": (100.0, None), "H2": (150.0, None), "H3": (250.0, "H1+H2"), "H5": ("b", None),
        "I5": (7.0, None), "H6": ("a", None), "I6": (1000.0, None), "H9": (2000.0, None),
    }  # fmt: skip
    for cell, (value, computed) in notes.items():
        book.put("Kontroll", cell, value if results or computed is None else None, computed)
    book.add_name("Anslag", "Kontroll!$H$9")
    book.write("Timer lav", OWN, 900.0)
    book.write("Timer", OWN, hours if results else None, formula)
    return book


def read(folder: Path, *names: str) -> list[Part]:
    return gather([folder / name for name in names]).parts


def codes(part: Part) -> list[str]:
    return [finding.code for finding in part.findings]


def said(part: Part) -> str:
    """Why its formulas were not computed."""
    return next(finding.message for finding in part.findings if finding.code == "FORMEL-10")


def without(findings: tuple[Finding, ...], code: str) -> list[Finding]:
    return [finding for finding in findings if finding.code != code]


@pytest.mark.parametrize(("hours", "formula"), HOURS)
def test_the_same_comes_of_it_as_if_the_results_had_been_saved(
    small: Path, tmp_path: Path, hours: float, formula: str
) -> None:
    parts = []
    for results in (True, False):
        book = lacking(small, results=results, formula=formula, hours=hours)
        book.save(tmp_path / "bok.xlsx")
        parts += read(tmp_path, "bok.xlsx")
    with_results, computed = parts
    assert computed.areas == with_results.areas
    assert computed.areas[0].kroner == 2_000_000
    assert "FORMEL-09" in codes(computed)
    assert without(computed.findings, "FORMEL-09") == list(with_results.findings)


def test_the_shipped_workbook_without_one_result(shipped: Path, tmp_path: Path) -> None:
    book = Edited(shipped)
    book.put("Legemiddelliste", "E18", 1.0, "3000+300")
    for part, content in book.parts.items():
        if part.startswith("xl/worksheets/sheet"):
            book.parts[part] = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
    book.save(tmp_path / "bok.xlsm")
    (computed,) = read(tmp_path, "bok.xlsm")
    (stored,) = gather([shipped]).parts
    assert [area.kroner for area in computed.areas] == [area.kroner for area in stored.areas]
    assert codes(computed).count("FORMEL-05") == 0
    assert sorted({*codes(computed)} - {*codes(stored)}) == ["FORMEL-08", "FORMEL-09"]


def test_what_is_stored_stays(small: Path) -> None:
    book, _ = read_book(small, "x")
    stored = book.sheets[0].values[1, 1]
    book.fill(Computed(results={book.sheets[0].name: {(1, 1): 7.0, (99, 9): 8.0}}))
    assert (book.sheets[0].values[1, 1], book.sheets[0].values[99, 9]) == (stored, 8.0)


@pytest.mark.parametrize(
    ("formula", "stored"),
    [('"10"&"00"', "1000"), ('"mange"', "mange"), ("-1", -1.0), ("1/0", DIV0), ("1E13+1", 1e13 + 1),
     ("1>0", True)],
)  # fmt: skip
def test_a_result_that_is_no_hours_is_the_finding_it_would_have_been(
    small: Path, tmp_path: Path, formula: str, stored: Content
) -> None:
    found = []
    for value in (stored, None):
        book = Small(small)
        book.write("Timer", OWN, value, formula)
        book.save(tmp_path / "bok.xlsx")
        (part,) = read(tmp_path, "bok.xlsx")
        found.append(without(part.findings, "FORMEL-09"))
    assert found[0] == found[1]
    assert "E18" in [each.place.cell for each in found[1]]


def test_a_clock_time_is_no_hours(small: Path, tmp_path: Path) -> None:
    book = Small(small)
    book.write("Timer", OWN, None, "0.25+0.125")
    book.restyle(AREA, book.at("Timer", OWN), book.add_style("[h]:mm"))
    book.save(tmp_path / "bok.xlsx")
    (part,) = read(tmp_path, "bok.xlsx")
    assert "TALL-09" in codes(part)


def test_a_kind_of_cost_and_a_status_may_be_computed_too(small: Path, tmp_path: Path) -> None:
    book = Small(small)
    book.write("Kostnadstype", OWN, None, '"Egne "&"timer"')
    cells = book.area.sheet.names[layout.AREA_STATUS.name]
    book.put(AREA, f"B{cells.top}", None, '"Godkjent"')
    book.save(tmp_path / "bok.xlsx")
    (part,) = read(tmp_path, "bok.xlsx")
    assert codes(part) == ["FORMEL-09"]
    assert part.areas[0].status == "Godkjent"


def test_computed_rates_are_lent_to_a_file_that_is_computed_itself(
    small: Path, tmp_path: Path
) -> None:
    rates, area = Small(small, "a.xlsx"), Small(small, "b.xlsx")
    rates.put("Forutsetninger", rates._assumptions["Timepris"].cell, None, "1400+50")
    area.be_another("B")
    area.write("Timer", OWN, None, "20*50")
    area.remove_sheet("Forutsetninger")
    for book in (rates, area):
        book.save(tmp_path / book.file)
    parts = read(tmp_path, "a.xlsx", "b.xlsx")
    assert [part.areas[0].kroner for part in parts] == [2_000_000, 2_000_000]
    assert {"FORMEL-09", "PRIS-04"} <= {*codes(parts[1])}


def test_an_unneeded_formula_without_a_result_starts_no_engine(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def started(*_: object) -> None:
        pytest.fail("the engine was started")

    monkeypatch.setattr(computing, "computed_all", started)
    book = Small(small)
    book.write("Kommentar", OWN, None, '"Se "&B4')
    book.write("Kostnad", OWN, None, layout.stored(layout.COST.formula or "", "Tabell_PLL"))
    book.save(tmp_path / "bok.xlsx")
    (part,) = read(tmp_path, "bok.xlsx")
    assert codes(part) == ["FORMEL-05"]


class TestWithoutTheEngine:
    def test_it_stops_as_before_and_says_what_to_install(self, small: Path, tmp_path: Path) -> None:
        book = lacking(small, results=False, formula="20*50", hours=0)
        book.save(tmp_path / "bok.xlsx")
        hidden = tmp_path / "skjult"
        hidden.mkdir()
        (hidden / "sitecustomize.py").write_text(
            "from importlib.machinery import PathFinder\n"
            "found = PathFinder.find_spec\n"
            "PathFinder.find_spec = lambda name, *rest: "
            "None if name == 'formulon' else found(name, *rest)\n"
        )
        environment = surroundings()
        environment["PYTHONPATH"] = f"{hidden}{os.pathsep}{environment['PYTHONPATH']}"
        ran = run("valider", "bok.xlsx", folder=tmp_path, environment=environment)
        assert ran.status == ERRORS_FOUND
        assert "FORMEL-04" in ran.out
        assert "regnemotoren er ikke installert (pip install estimat[regnemotor])" in ran.out
        assert "FORMEL-09" not in ran.out


@pytest.mark.skipif(sys.platform != "linux", reason="a fork takes the change along")
class TestWhenTheEngineFails:
    @pytest.fixture
    def folder(self, small: Path, tmp_path: Path) -> Path:
        """One workbook that lacks nothing, and two that lack a result."""
        for name in ("a", "b", "c"):
            book = Small(small, f"{name}.xlsx")
            book.be_another(name)
            if name != "a":
                book.write("Timer", OWN, None, "20*50")
            book.save(tmp_path / book.file)
        return tmp_path

    def test_the_file_it_dies_of_is_refused_and_the_others_go_on(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        results = computing._results

        def deadly(engine: object, book: object, **options: object) -> object:
            if book.file == "b.xlsx":  # type: ignore[attr-defined]
                os.kill(os.getpid(), signal.SIGKILL)
            return results(engine, book, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(computing, "_results", deadly)
        a, b, c = read(folder, "a.xlsx", "b.xlsx", "c.xlsx")
        assert codes(a) == []
        assert {"FORMEL-04", "FORMEL-10"} <= {*codes(b)}
        assert "krasjet" in said(b)
        assert codes(c) == ["FORMEL-08", "FORMEL-09"]

    def test_one_that_takes_too_long_is_refused(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def endless(*_: object, **__: object) -> None:
            while True:
                pass

        monkeypatch.setattr(computing, "_results", endless)
        monkeypatch.setattr(many, "SECONDS", 1)
        a, b, _ = read(folder, "a.xlsx", "b.xlsx", "c.xlsx")
        assert (codes(a), b.areas[0].left_out != ()) == ([], True)
        assert "ikke ferdig på 1 sekunder" in said(b)

    def test_one_that_needs_too_much_memory_is_refused_without_a_word_of_its_own(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        def quietly(path: Path, file: str) -> object:
            faulthandler.disable()  # a death that is meant need not be reported
            return read_book(path, file)

        monkeypatch.setattr(computing, "read_book", quietly)
        monkeypatch.setattr(many, "MEMORY", 2**20)  # besides what it is born with
        (computed,) = computed_all([folder / "b.xlsx"])
        assert (computed.results, computed.where) == ({}, None)
        assert "krasjet" in computed.problem
        assert capfd.readouterr() == ("", "")

    def test_a_file_that_has_changed_since_is_not_given_what_was_computed(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        everything = computing.computed_all

        def changed(paths: list[Path]) -> object:
            done = list(everything(paths))
            book = Small(folder / "b.xlsx", "b.xlsx")
            book.write("Timer", OWN, None, "40*50")
            book.save(folder / "b.xlsx")
            return iter(done)

        monkeypatch.setattr(computing, "computed_all", changed)
        (part,) = read(folder, "b.xlsx")
        assert "FORMEL-04" in codes(part)
        assert "FORMEL-09" not in codes(part)
