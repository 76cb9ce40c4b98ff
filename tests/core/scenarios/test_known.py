"""The scenarios that ship, which were reckoned by hand before there was a program."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from estimat.core.consolidation import consolidate
from estimat.core.interpret import interpret
from estimat.core.outlook import levels_of
from estimat.core.scenarios.beside import Beside, Lower, Scenarios, scenarios_of
from estimat.core.scenarios.definitions import Definitions, Scenario, definitions
from estimat.core.scenarios.overlay import Cause, overlaid
from estimat.core.scenarios.report import Levels
from estimat.core.summary import summarise
from estimat.core.uncertainty.calculation import calculate
from estimat.core.uncertainty.spans import spans
from estimat.files.reading import read_book
from tests.books import STAMP

LOW, MIDDLE, BROAD = "Lav ambisjon", "Middels ambisjon", "Bred involvering"


class Shipped:
    """The workbook that ships, with its scenarios and others beside the plan."""

    def __init__(self, path: Path) -> None:
        self.estimate = interpret(read_book(path, path.name)[0])
        self.part = summarise(self.estimate, "0" * 64)
        self.plan = consolidate([self.part], STAMP)
        self.found = self.computed(definitions(self.estimate))

    def computed(self, defined: Iterable[Definitions]) -> Scenarios:
        return scenarios_of(self.plan, [self.part], lambda: [self.estimate], defined)

    def of(self, name: str) -> Beside:
        (only,) = (each for each in self.found.scenarios if each.scenario.name == name)
        return only

    def alone(self, scenario: Scenario) -> Beside:
        (only,) = self.computed([Definitions((scenario,))]).scenarios
        return only


@pytest.fixture(scope="module")
def book(shipped: Path) -> Shipped:
    return Shipped(shipped)


def bridge(beside: Beside) -> dict[str, Decimal]:
    return {cause.value: kroner for cause, kroner in zip(Cause, beside.bridge, strict=True)}


def areas(beside: Beside) -> dict[str, Decimal]:
    return {each.id: each.kroner for each in beside.consolidation.areas}


def test_the_levels_of_ambition(book: Shipped) -> None:
    assert book.plan.total.kroner == 1_740_000 + 30_543_500 + 37_111_000 == 69_394_500
    sums = {
        level: book.alone(Scenario("S", ambition=level)).kroner
        for level in ("Lav", "Middels", "Høy", "")
    }
    assert sums == {"Lav": 1_740_000, "Middels": 32_283_500, "Høy": 69_394_500, "": 69_394_500}


def test_the_three_that_ship(book: Shipped) -> None:
    sums = {each.scenario.name: each.kroner for each in book.found.scenarios}
    assert sums == {LOW: 1_740_000, MIDDLE: 32_283_500, BROAD: 73_924_300}
    assert book.of(MIDDLE).consolidation.total.millions == Decimal("32.3")


def test_their_areas(book: Shipped) -> None:
    assert areas(book.of(LOW)) == {"PLL": 0, "PJD": 0, "PPS": 1_740_000, "PKI": 0, "PMD": 0}
    assert areas(book.of(MIDDLE)) == {
        "PLL": 10_643_000, "PJD": 4_192_500, "PPS": 7_743_000, "PKI": 9_705_000, "PMD": 0,
    }  # fmt: skip
    assert areas(book.of(BROAD)) == {
        "PLL": 38_572_500, "PJD": 11_805_000, "PPS": 9_526_600, "PKI": 14_020_200, "PMD": 0,
    }  # fmt: skip


def test_their_bridges(book: Shipped) -> None:
    nothing = dict.fromkeys([each.value for each in Cause], 0)
    assert bridge(book.of(LOW)) == nothing | {"Ambisjon": 1_740_000 - 69_394_500}
    assert bridge(book.of(MIDDLE)) == nothing | {"Ambisjon": -37_111_000}
    # 20 % of 3 300 + 2 850 + 5 150 + 1 840 + 2 480 hours at 1 450 kr.
    assert bridge(book.of(BROAD)) == nothing | {"Involvering": 3_124 * 1_450}


def test_what_falls_out_of_the_middle_level_is_all_that_is_done_on_the_high(book: Shipped) -> None:
    out = book.of(MIDDLE).out
    assert {row.id: row.kroner for row in out} == {
        "PLL-1": 4_785_000, "PLL-2": 12_400_000, "PLL-4": 7_467_500, "PJD-2": 7_612_500,
        "PPS-2": 1_250_000, "PKI-1": 3_596_000,
    }  # fmt: skip
    assert {row.cause for row in out} == {Cause.AMBITION}
    assert book.of(BROAD).out == ()


def test_who_governs(book: Shipped) -> None:
    """What nobody governs is ours; of the rest, what those govern that are."""
    of_ministry, of_net = 12_400_000, 7_467_500
    plan = 69_394_500
    for governed, gone in (
        (("Norsk helsenett",), of_ministry),
        (("Helse- og omsorgsdepartementet",), of_net),
        (("norsk HELSENETT", "Helse- og omsorgsdepartementet"), 0),
        ((), 0),
    ):
        found = book.alone(Scenario("S", governed=governed))
        assert found.kroner == plan - gone
        assert bridge(found)["Ansvar"] == -gone


def test_a_rate_and_involvement_work_on_one_another_in_their_order(book: Shipped) -> None:
    found = book.alone(Scenario("S", involvement=Decimal(2), rate=Decimal(1500)))
    hours = 3_300 + 2_850 + 5_150 + 1_840 + 2_480
    assert bridge(found)["Involvering"] == hours * 1_450
    assert bridge(found)["Timepris"] == (35_410 + hours) * 50


def test_the_frames(book: Shipped) -> None:
    assert book.of(LOW).over_frame is None
    assert book.of(MIDDLE).over_frame == 2_283_500
    assert book.of(MIDDLE).lower == Lower("Lav", Decimal(1_740_000))
    assert book.of(BROAD).over_frame == 3_924_300
    # 32 283 500, and 20 % of 2 850 + 1 840 hours more.
    assert book.of(BROAD).lower == Lower("Middels", Decimal(32_283_500 + 938 * 1_450))


def test_what_they_may_come_to_is_what_is_said_of_each_alone(book: Shipped) -> None:
    levels = levels_of(book.found, lambda: [book.estimate], book.estimate.factors)
    assert levels[""] == Levels(Decimal(72_455_764), Decimal(79_582_125))
    assert levels[MIDDLE] == Levels(Decimal(33_900_665), Decimal(38_012_929))
    for each in book.found.scenarios:
        inside, _ = overlaid(book.estimate, each.scenario)
        alone = calculate(each.consolidation, spans(inside), book.estimate.factors)
        assert alone.total.plan == each.kroner
        assert levels[each.scenario.name] == Levels(alone.total.at(0.5), alone.total.at(0.85))
