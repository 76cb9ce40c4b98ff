"""The tables that every host shows: which numbers, in what order, and where they come from."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from estimat.core import layout, report, tables
from estimat.core.book import column_letters
from estimat.core.interpret import interpret
from estimat.core.layout import Status
from estimat.core.part import lines
from estimat.core.tables import Format, Linked, Table, value_of
from tests.books import area, book, consolidated, own_hours, part, pass_through, purchase

SOUND = book(
    area("PLL", own_hours(1_000.0), pass_through(2_000_000.0), budget=3.5),
    area("PJD", purchase(50_000.5)),
    risk_reserve=2.5,
)
FLAWED = book(
    area("PLL", own_hours(100.0), own_hours("ca. 40", name="Vag"), purchase("mye")),
    area("PJD", own_hours(10.0), responsible="", status=Status.DRAFT.value),
)


def shown(table: Table) -> list[list[str]]:
    """The values of a table, every decimal of them."""

    def text(value: str | Decimal | None) -> str:
        return f"{value:f}" if isinstance(value, Decimal) else value or ""

    return [[text(value_of(item)) for item in row] for row in table.rows]


def headers(table: Table) -> list[str]:
    return [heading.text for heading in table.columns]


EVERY_TABLE: dict[str, Callable[[], Table]] = {
    "consolidated": lambda: report.consolidated(consolidated(SOUND)),
    "risk_reserve": lambda: report.risk_reserve(consolidated(SOUND)),
    "reconciliation": lambda: report.reconciliation(consolidated(SOUND)),
    "left_out": lambda: report.left_out(consolidated(FLAWED, forced=True)),
    "findings": lambda: report.findings(consolidated(FLAWED).findings),
    "stamp": lambda: report.stamp(consolidated(SOUND)),
    "lines": lambda: report.counted_lines(lines(interpret(FLAWED))),
}


@pytest.mark.parametrize("name", EVERY_TABLE)
def test_every_row_has_a_value_for_every_column_and_numbers_are_numbers(name: str) -> None:
    table = EVERY_TABLE[name]()
    rows = list(table.rows)
    assert rows
    for row in rows:
        for item, heading in zip(row, table.columns, strict=True):
            value = value_of(item)
            text = heading.format in (Format.TEXT, Format.LONG_TEXT)
            assert value is None or isinstance(value, str if text else Decimal)


@pytest.mark.parametrize("name", EVERY_TABLE)
def test_headers_are_told_apart_and_those_of_money_have_a_unit(name: str) -> None:
    table = EVERY_TABLE[name]()
    assert len(set(headers(table))) == len(table.columns)
    for heading in table.columns:
        if heading.format in (Format.KRONER, Format.MILLIONS):
            assert "kr" in heading.text.lower()
        if heading.format is Format.PERCENT:
            assert "%" in heading.text


class TestConsolidated:
    def test_the_columns_are_those_of_the_design_in_its_order(self) -> None:
        assert headers(report.consolidated(consolidated(SOUND))) == [
            "Id", "Tjenesteområde", "Status", "Timer", "Årsverk", "Egne timer (kr)", "Kjøp (kr)",
            "Videreformidling (kr)", "Sum (kr)", "Mill. kr", "Budsjett (mill. kr)", "Avvik (kr)",
            "Avvik (%)", "Andel (%)",
        ]  # fmt: skip

    def test_the_total_is_the_last_row(self) -> None:
        table = report.consolidated(consolidated(SOUND))
        assert table.has_total
        assert [row[1] for row in shown(table)] == [
            "Område PLL", "Område PJD", "Sum direktoratet",
        ]  # fmt: skip
        assert shown(table)[-1][3:9] == [
            "1000", "0.6667", "1450000.00", "50000.50", "2000000.00", "3500000.50",
        ]  # fmt: skip

    def test_every_number_of_an_area_links_to_its_rows_and_the_budget_to_its_cell(self) -> None:
        area_row, *_ = list(report.consolidated(consolidated(SOUND)).rows)
        column = column_letters(layout.HEADERS.index("Sum") + 1)
        links = {
            heading.text: item.source.cell
            for heading, item in zip(report.CONSOLIDATED_COLUMNS, area_row, strict=True)
            if isinstance(item, Linked)
        }
        assert links["Timer"] == "E13:E14"
        assert links["Sum (kr)"] == links["Mill. kr"] == f"{column}13:{column}14"
        assert links["Budsjett (mill. kr)"] == "B6"
        assert set(links) >= {"Årsverk", "Egne timer (kr)", "Kjøp (kr)", "Videreformidling (kr)"}

    def test_an_area_without_a_budget_has_no_difference(self) -> None:
        row, _ = shown(report.consolidated(consolidated(book(area("A", budget=None)))))
        assert row[10:13] == ["", "", ""]


class TestApart:
    def test_the_reserve_stands_by_itself_with_who_holds_it(self) -> None:
        table = report.risk_reserve(consolidated(SOUND))
        assert shown(table) == [["Departementet", "2500000"]]
        assert table.note == "Kommer i tillegg til summen og er ikke med i noe tjenesteområde."

    def test_the_reconciliation_ends_in_a_difference_of_zero(self) -> None:
        table = report.reconciliation(consolidated(FLAWED, forced=True))
        *_, (label, difference) = table.rows
        assert label == "= Differanse"
        assert difference == 0

    def test_whatever_was_left_out_is_named_with_its_reason_and_linked(self) -> None:
        table = report.left_out(consolidated(FLAWED, forced=True))
        assert [row[:2] for row in shown(table)] == [["Vag", "0"], ["Aktivitet 3", "0"]]
        assert "Tekst der det skal stå et tall" in shown(table)[0][2]
        links = [item.source.cell for row in table.rows for item in row if isinstance(item, Linked)]
        assert links == ["A14", "A15"]

    def test_it_says_so_when_nothing_was_left_out(self) -> None:
        assert report.left_out(consolidated(SOUND)).note == "Ingen rader er utelatt."

    def test_the_stamp_names_program_time_user_rates_and_files(self) -> None:
        stamp = {row[0]: row[1] for row in shown(report.stamp(consolidated(SOUND)))}
        assert stamp["Program"] == "Estimat 0.0.0"
        assert stamp["Utført av"] == "kari"
        assert stamp["Timepris (kr/time)"].replace(" ", "") == "1450"
        assert stamp["Budsjettår"] == "2024"
        assert stamp["Risikoavsetning (mill. kr)"] == "2,5"
        assert stamp["SHA-256 av estimat.xlsx"] == "0" * 64


class TestFindings:
    def test_the_worst_come_first_each_with_a_sign_beside_its_colour(self) -> None:
        table = report.findings(consolidated(FLAWED).findings)
        assert [row[:2] for row in shown(table)] == [
            ["● Feil", "TALL-02"],
            ["● Feil", "TALL-02"],
            ["▲ Advarsel", "OMR-03"],
            ["○ Info", "OMR-06"],
        ]

    def test_each_links_to_its_cell(self) -> None:
        first, *_ = report.findings(consolidated(FLAWED).findings).rows
        assert [str(item.source) for item in first if isinstance(item, Linked)] == [
            "estimat.xlsx › PLL!E14"
        ]

    def test_it_says_so_when_there_are_none(self) -> None:
        assert report.findings(()).note == "Ingen funn."

    def test_the_tally_counts_each_severity(self) -> None:
        findings = consolidated(FLAWED).findings
        assert report.tally(findings) == "2 feil, 1 advarsel, 1 info"
        assert report.tally(findings[:2]) == "2 feil, 0 advarsler, 0 info"


class TestForced:
    def test_a_forced_result_says_on_its_face_which_findings_it_holds(self) -> None:
        assert report.forced_notice(consolidated(FLAWED, forced=True)) == (
            "TVUNGET: konsolidert til tross for 2 feil: Tekst der det skal stå et tall "
            "(TALL-02, 2)."
        )

    def test_forcing_a_sound_estimate_leaves_no_mark(self) -> None:
        assert report.forced_notice(consolidated(SOUND, forced=True)) == ""

    def test_what_was_not_forced_says_nothing(self) -> None:
        assert report.forced_notice(consolidated(FLAWED)) == ""


class TestLines:
    def test_the_lines_add_up_to_the_area(self) -> None:
        (first, _) = part(SOUND).areas
        column = headers(report.counted_lines([])).index("Sum (kr)")
        rows = shown(report.counted_lines(lines(interpret(SOUND))))
        assert sum(Decimal(row[column]) for row in rows if row[0] == "PLL") == first.kroner

    def test_a_line_that_was_left_out_says_why(self) -> None:
        table = report.counted_lines(lines(interpret(FLAWED)))
        column = headers(table).index("Utelatt fordi")
        assert [row[column] for row in shown(table)] == [
            "", "Tekst der det skal stå et tall", "Tekst der det skal stå et tall", "",
        ]  # fmt: skip


class TestRounding:
    def test_an_area_that_shows_more_than_it_would_alone_is_named_with_its_kroner(self) -> None:
        alike = book(*(area(each, purchase(1_040_000.0)) for each in ("PLL", "PJD", "PPS")))
        assert report.rounding_notice(consolidated(alike)) == (
            "Mill. kr er avrundet slik at kolonnen summerer: PLL viser 1,1 og er 1 040 000 kr."
        )

    def test_nothing_is_said_where_each_is_as_it_would_be(self) -> None:
        whole = book(*(area(each, purchase(1_100_000.0)) for each in ("PLL", "PJD")))
        assert report.rounding_notice(consolidated(whole)) == ""


class TestHours:
    def test_parts_of_an_hour_are_shown_where_there_are_any(self) -> None:
        given = ("7.5", "1840.25", "12000", "0.004", "-0.5")
        shown_ = [tables.shown(Decimal(each), report.HOURS) for each in given]
        assert shown_ == ["7,5", "1 840,25", "12 000", "0", "−0,5"]
