"""Cells that ought to hold a number and hold something else: never guessed, never passed over."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from estimat.cli.main import main
from estimat.core import layout
from estimat.core.consolidation import Consolidation, Stamp, consolidate
from estimat.core.findings import Finding, Severity
from estimat.core.layout import Field
from estimat.core.values import CellError
from estimat.files.gather import gather
from tests.inline import Inline
from tests.smallbook import AREA, OWN, PURCHASE, Small
from tests.survival.conftest import Consolidate

TOTAL = Decimal(2_000_000)
WITHOUT_OWN = Decimal(550_000)
ERRORS = (
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!",
    "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#EXTERNAL!", "#BUSY!", "#PYTHON!",
    "#TIMEOUT!",
)  # fmt: skip
INPUTS = [column.header for column in layout.NUMERIC_INPUTS]
COMPUTED = [column.header for column in layout.COMPUTED]


@pytest.fixture
def book(small: Path) -> Small:
    return Small(small)


def checked(book: Small, folder: Path, *, forced: bool = False) -> Consolidation:
    """Read in this process: these are many."""
    paths = [book.save(folder / "bok.xlsx")]
    parts = gather(paths, executor=Inline()).parts
    return consolidate(parts, Stamp((), None, "", "", ""), forced=forced)


def the_error(consolidation: Consolidation) -> Finding:
    (error,) = [each for each in consolidation.findings if each.severity is Severity.ERROR]
    return error


class TestErrorValues:
    @pytest.mark.parametrize("header", INPUTS)
    @pytest.mark.parametrize("error", ERRORS)
    def test_in_an_input_it_stops_and_names_the_cell(
        self, error: str, header: str, book: Small, tmp_path: Path
    ) -> None:
        place = book.write(header, OWN, CellError(error))
        made = checked(book, tmp_path, forced=True)
        finding = the_error(made)
        assert (finding.code, finding.place[1:], finding.found) == ("TALL-04", place[1:], error)
        assert f"«{header}» viser feilverdien {error}" in finding.message
        assert made.total.kroner == WITHOUT_OWN
        assert [left.place.cell for left in made.left_out] == [book.at("Id", OWN)]
        assert made.reconciliation.difference == 0

    @pytest.mark.parametrize("header", COMPUTED)
    @pytest.mark.parametrize("error", ERRORS)
    def test_in_our_own_formula_it_is_said_and_the_row_counts(
        self, error: str, header: str, book: Small, tmp_path: Path
    ) -> None:
        formula = book.area.sheet.formulas[18, book.area.columns[header]]
        place = book.write(header, OWN, CellError(error), formula)
        made = checked(book, tmp_path)
        (finding,) = made.findings
        assert (finding.code, finding.place[1:]) == ("FORMEL-05", place[1:])
        assert f"1 celle i malens egne kolonner viser {error};" in finding.message
        assert made.total.kroner == TOTAL

    @pytest.mark.parametrize("header", COMPUTED)
    def test_in_another_formula_it_stops_and_the_row_still_counts(
        self, header: str, book: Small, tmp_path: Path
    ) -> None:
        place = book.write(header, OWN, CellError("#N/A"), "NA()")
        made = checked(book, tmp_path, forced=True)
        finding = the_error(made)
        assert (finding.code, finding.place[1:], finding.found) == ("TALL-04", place[1:], "#N/A")
        assert f"«{header}» viser feilverdien #N/A" in finding.message
        assert made.total.kroner == TOTAL

    @pytest.mark.parametrize("error", ERRORS)
    def test_in_the_budget_it_stops(self, error: str, book: Small, tmp_path: Path) -> None:
        place = book.write_head(layout.AREA_BUDGET, CellError(error))
        finding = the_error(checked(book, tmp_path))
        assert (finding.code, finding.place[1:], finding.found) == ("TALL-04", place[1:], error)

    @pytest.mark.parametrize("field", [layout.HOURLY_RATE, layout.HOURS_PER_YEAR, layout.TOLERANCE])
    def test_in_an_assumption_it_stops(self, field: Field, book: Small, tmp_path: Path) -> None:
        place = book.write_assumption(field, CellError("#REF!"))
        finding = the_error(checked(book, tmp_path))
        assert (finding.code, finding.place[1:]) == ("TALL-04", place[1:])


@pytest.mark.parametrize(
    "text",
    [
        "7,5",
        "1 000",
        "1\u00a0000,5",
        "1.000,50",
        "1000 t",
        "1000 timer",
        "-40",
        "−40",
        " 40 ",
        "40kr",
    ],
)
@pytest.mark.parametrize("header", INPUTS)
def test_a_number_that_is_text_stops_and_is_not_guessed(
    header: str, text: str, book: Small, tmp_path: Path
) -> None:
    place = book.write(header, OWN, text)
    made = checked(book, tmp_path, forced=True)
    finding = the_error(made)
    assert (finding.code, finding.place[1:], finding.found) == ("TALL-01", place[1:], text)
    assert made.total.kroner == WITHOUT_OWN


@pytest.mark.parametrize("text", ["ca. 40", "TBD", "—", "#", "40-50", "førti", " ", "1e3", "40t?"])
def test_a_word_for_a_number_stops(text: str, book: Small, tmp_path: Path) -> None:
    place = book.write("Timer", OWN, text)
    made = checked(book, tmp_path, forced=True)
    assert (the_error(made).code, the_error(made).place[1:]) == ("TALL-02", place[1:])
    assert made.total.kroner == WITHOUT_OWN


@pytest.mark.parametrize(
    ("value", "code"),
    [(True, "TALL-02"), (False, "TALL-02"), (-1.0, "TALL-03"), (1e14, "TALL-08"),
     (1e-10, "TALL-08"), (float("nan"), "TALL-08"), (float("inf"), "TALL-08")],
)  # fmt: skip
def test_a_value_that_cannot_be_hours_stops(
    value: float, code: str, book: Small, tmp_path: Path
) -> None:
    place = book.write("Timer", OWN, value)
    made = checked(book, tmp_path, forced=True)
    assert (the_error(made).code, the_error(made).place[1:]) == (code, place[1:])
    assert made.total.kroner == WITHOUT_OWN


class TestFormulasInTheHours:
    def test_with_a_result_they_count_and_are_mentioned(
        self, book: Small, tmp_path: Path, consolidated: Consolidate
    ) -> None:
        book.write("Timer", OWN, 1000.0, "SUM(Q1:Q2)+1000")
        book.save(tmp_path / "bok.xlsx")
        outcome = consolidated("bok.xlsx")
        assert (outcome.status, outcome.codes, outcome.total) == (0, ["FORMEL-08"], TOTAL)

    def test_without_a_result_that_can_be_computed_they_stop(
        self, book: Small, tmp_path: Path, consolidated: Consolidate
    ) -> None:
        book.write("Timer", OWN, None, "SUM(Q1:Q2)+1000+0*NOW()")
        book.save(tmp_path / "bok.xlsx")
        outcome = consolidated("bok.xlsx")
        assert (outcome.status, outcome.total) == (1, None)
        assert outcome.errors == ["FORMEL-04"]
        assert consolidated("bok.xlsx", "--tving").total == WITHOUT_OWN

    def test_with_a_text_as_result_they_stop(
        self, book: Small, tmp_path: Path, consolidated: Consolidate
    ) -> None:
        book.write("Timer", OWN, "1000", '"10"&"00"')
        book.save(tmp_path / "bok.xlsx")
        outcome = consolidated("bok.xlsx")
        assert (outcome.status, outcome.errors, outcome.total) == (1, ["TALL-01"], None)


def test_a_row_of_an_unknown_kind_is_left_out_by_name(
    book: Small, tmp_path: Path, consolidated: Consolidate
) -> None:
    book.write("Kostnadstype", PURCHASE, "Innkjøp")
    book.save(tmp_path / "bok.xlsx")
    assert consolidated("bok.xlsx").errors == ["KOST-03"]
    outcome = consolidated("bok.xlsx", "--tving")
    assert (outcome.status, outcome.total) == (1, TOTAL - 250_000)
    assert outcome.record["avstemming"]["utelatt"] == 250_000


def test_text_from_a_cell_does_not_steer_the_terminal(
    book: Small, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book.write("Timer", OWN, "_x001B_[31mrød_x0007_\u202e")
    book.write("Aktivitet", OWN, "_xD800_halv")
    book.save(tmp_path / "bok.xlsx")
    target = tmp_path / "ut.xlsx"
    assert main(["konsolider", str(tmp_path / "bok.xlsx"), "--tving", "-o", str(target)]) == 1
    printed = capsys.readouterr()
    assert printed.err == ""
    assert "�[31mrød��" in printed.out
    assert "\x1b" not in printed.out
    assert AREA in printed.out
    assert target.exists()
