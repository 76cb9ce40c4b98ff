"""What `--json` prints, for whoever builds on it: the keys, and numbers that are numbers."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimat.core.consolidation import Consolidation
from estimat.core.layout import Status
from estimat.core.record import consolidation_record, finding_records, number
from tests.books import area, book, consolidated, own_hours, pass_through, purchase

SOUND = book(
    area("PLL", own_hours(1_000.0), pass_through(2_000_000.0), budget=3.4),
    area("PJD", own_hours(8.2), purchase(50_000.555), budget=None),
    area("PMD", status=Status.NO_ACTIVITIES.value, budget=None, reason="Ingen midler"),
    risk_reserve=2.5,
)
FLAWED = book(area("PLL", own_hours(100.0), own_hours("ca. 40"), budget=0.1))

ENTRY_KEYS = [
    "id", "navn", "status", "timer", "arsverk", "egne_kroner", "kjop", "videreformidling", "sum",
    "mill", "budsjett_mill", "avvik_mill",
]  # fmt: skip


def printed(made: Consolidation) -> Any:
    """The record as another program gets it."""
    return json.loads(json.dumps(consolidation_record(made), allow_nan=False))


class TestKeys:
    def test_the_record_has_the_parts_of_the_design(self) -> None:
        assert list(printed(consolidated(SOUND))) == [
            "total", "omrader", "risikoavsetning", "avstemming", "funn", "stempel",
        ]  # fmt: skip

    def test_the_total_and_every_area_have_the_same_keys(self) -> None:
        record = printed(consolidated(SOUND))
        assert [list(each) for each in (record["total"], *record["omrader"])] == [ENTRY_KEYS] * 4

    def test_the_reconciliation_has_its_four_numbers(self) -> None:
        record = printed(consolidated(FLAWED, forced=True))
        assert record["avstemming"] == {
            "lest": 145_000, "utelatt": 0, "total": 145_000, "differanse": 0,
        }  # fmt: skip

    def test_a_finding_is_flat_text(self) -> None:
        (error, *_) = printed(consolidated(FLAWED))["funn"]
        assert error == {
            "kode": "TALL-02",
            "alvor": "feil",
            "fil": "estimat.xlsx",
            "ark": "PLL",
            "celle": "E14",
            "melding": "«Timer» inneholder «ca. 40», som ikke er et tall.",
            "tiltak": "Skriv et tall, eller tøm cellen og flytt teksten til Kommentar.",
        }

    def test_the_stamp_says_from_what_with_what_when_and_by_whom(self) -> None:
        stamp = printed(consolidated(SOUND))["stempel"]
        assert stamp == {
            "inndata": [{"fil": "estimat.xlsx", "sha256": "0" * 64}],
            "forutsetninger": {
                "Budsjettar": 2024,
                "Timepris": 1450,
                "TimerPerArsverk": 1500,
                "FullkostPerArsverk": 2_200_000,
                "Risikoavsetning": 2.5,
                "Budsjettoleranse": 0.1,
                "Departement": "Departementet",
                "Prisniva": "2024-kroner",
            },
            "versjon": "0.0.0",
            "tid": "2026-01-02T03:04:05+01:00",
            "bruker": "kari",
            "tvunget": False,
        }

    def test_a_forced_result_says_so(self) -> None:
        assert printed(consolidated(FLAWED, forced=True))["stempel"]["tvunget"] is True


class TestNumbers:
    def test_an_area_has_kroner_with_ore_and_millions_with_one_decimal(self) -> None:
        lists, records, none = printed(consolidated(SOUND))["omrader"]
        assert list(lists.values()) == [
            "PLL", "Område PLL", "Godkjent", 1_000, 0.6667, 1_450_000, 0, 2_000_000, 3_450_000,
            3.4, 3.4, 0,
        ]  # fmt: skip
        assert list(records.values()) == [
            "PJD", "Område PJD", "Godkjent", 8.2, 0.0055, 11_890, 50_000.56, 0, 61_890.56,
            0.1, None, None,
        ]  # fmt: skip
        assert list(none.values())[3:] == [0, 0, 0, 0, 0, 0, 0, None, None]

    def test_the_reserve_is_in_kroner_and_not_in_the_total(self) -> None:
        record = printed(consolidated(SOUND))
        assert record["risikoavsetning"] == 2_500_000
        assert record["total"]["sum"] == 3_511_890.56

    @given(st.decimals(-(10**12), 10**12, places=2))
    def test_a_number_reads_back_as_the_same_decimals(self, kroner: Decimal) -> None:
        assert json.loads(json.dumps(number(kroner)), parse_float=Decimal) == kroner

    def test_whole_kroner_are_whole_numbers(self) -> None:
        assert json.dumps(number(Decimal("11890.00"))) == "11890"


class TestStopped:
    def test_it_has_findings_and_no_numbers_to_be_taken_for_a_result(self) -> None:
        record = printed(consolidated(FLAWED))
        assert (record["total"], record["omrader"], record["avstemming"]) == (None, [], None)
        assert [each["kode"] for each in record["funn"] if each["alvor"] == "feil"] == ["TALL-02"]

    def test_it_still_says_what_it_was_read_from(self) -> None:
        stamp = printed(consolidated(FLAWED))["stempel"]
        assert stamp["inndata"] == [{"fil": "estimat.xlsx", "sha256": "0" * 64}]
        assert stamp["tvunget"] is False

    @pytest.mark.parametrize("books", [[], [book()]])
    def test_so_has_one_with_nothing_in_it(self, books: list[Any]) -> None:
        record = printed(consolidated(*books))
        assert record["risikoavsetning"] == 0
        assert not record["omrader"]


def test_findings_come_in_the_order_they_were_given() -> None:
    found = consolidated(FLAWED).findings
    assert [each["kode"] for each in finding_records(found)] == [each.code for each in found]
