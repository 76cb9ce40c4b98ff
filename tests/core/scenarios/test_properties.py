"""A scenario is the plan and the overlay, to the last digit: thousands of random estimates.

They hold what real ones do: rows of all kinds, own rates, text for numbers, rows without id, areas
that are there twice, rows that a decision has ended, words spelled in every way; and scenarios that
say little, or all that can be said. What they should come to is reckoned in fractions, from the
numbers as they were written, by nothing that the program uses.
"""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from estimat.core.amounts import half_away, in_millions, total
from estimat.core.book import Book
from estimat.core.consolidation import Consolidation
from estimat.core.layout import Kind
from estimat.core.scenarios.beside import Beside, Scenarios
from estimat.core.scenarios.soundness import stopping
from estimat.core.values import DIV0, NA, Value
from tests.books import AreaSheet, Row, area
from tests.core.scenarios.reckoned import (
    CAUSES,
    LEVELS,
    Computed,
    Fate,
    Line,
    Over,
    Special,
    computed,
    fate,
    laid_out,
    one_lower,
)

ESTIMATES = 10_000 if os.environ.get("ESTIMAT_SAFETY") else 300

NONSENSE: Sequence[Value] = ("7,5", "mange", -3.0, DIV0, NA, 1e15, True)
RATES = ("1450", "1450", "1333.33", "987.654321")
AREAS = ("PLL", "PJD", "PPS", "Æ1", "")
GOVERNORS = ("Helsedirektoratet", "Norsk helsenett", "KS")
SHARES = ("1.2", "1", "0.75", "0", "1.333", "0.005", "2.5", "5", "0.123456789")
OWN, PURCHASE, PASS_THROUGH = (kind.value for kind in Kind)
MIXED = (str, str.upper, str.lower, lambda text: f"{text} ")


class Made(NamedTuple):
    """An area, its rows, its file and the rate there; it is not counted when it is there before."""

    area: AreaSheet
    lines: tuple[Line, ...]
    file: str
    rate: str
    is_counted: bool

    @property
    def counting(self) -> list[Line]:
        return [line for line in self.lines if line.counts]

    def fates(self, over: Over) -> list[Fate]:
        return [fate(line, self.area.id, over, self.rate) for line in self.counting]


class Random(NamedTuple):
    books: tuple[Book, ...]
    areas: tuple[Made, ...]
    overs: tuple[Over, ...]


def written(chance: random.Random, most: int) -> float:
    return float(f"{chance.uniform(0, 10**most):.{chance.randint(0, 4)}f}")


def random_line(chance: random.Random, id: str, *, flaws: bool) -> Line:
    kind = chance.choice((OWN, OWN, PURCHASE, PASS_THROUGH))
    hours: Value = None
    amount: Value = None
    counts = True
    if chance.random() < 0.9:
        hours = written(chance, 4) if kind != PASS_THROUGH and chance.random() < 0.9 else None
        amount = written(chance, 7) if kind != OWN and chance.random() < 0.9 else None
    rate: Value = float(chance.choice(RATES)) if chance.random() < 0.25 else None
    if flaws and chance.random() < 0.15:
        counts = False
        wrong = chance.choice(NONSENSE)
        if chance.random() < 0.3 and (hours, amount) != (None, None):
            kind = "Reise"
        elif chance.random() < 0.5:
            hours = wrong
        else:
            amount = wrong
    ended = chance.random() < 0.1
    if ended and chance.random() < 0.7 and counts:
        hours = amount = None
    row = Row(
        kind, hours, rate=rate, amount=amount, id=id,
        ambition=chance.choice(("", *LEVELS)),
        governed=chance.choice(("", *GOVERNORS)),
        involvement=chance.choice(("", "Ja", "Ja", "Nei")),
        status="Utgår" if ended else "",
    )  # fmt: skip
    return Line(row, counts, has_id=chance.random() < 0.9)


def random_special(
    chance: random.Random, lines: Sequence[Line], areas: Sequence[str]
) -> Special | None:
    if areas and chance.random() < 0.3:
        works_on, kinds = chance.choice(areas), ["Med", "Ambisjon"]
    else:
        able = [line for line in lines if line.counts and line.has_id]
        if not able:
            return None
        line = chance.choice(able)
        works_on, kinds = line.row.id, ["Med", "Ambisjon"]
        kinds += ["Timer"] * (line.row.kind != PASS_THROUGH)
        kinds += ["Beløp"] * (line.row.kind != OWN)
    what = chance.choice(kinds)
    values: dict[str, Value] = {
        "Med": chance.choice(("Ja", "Nei")),
        "Ambisjon": chance.choice(LEVELS),
        "Timer": chance.choice((0.0, written(chance, 4))),
        # A few kroner for many are refused: they are likely to be meant as millions.
        "Beløp": chance.choice((0.0, 10_000 + written(chance, 7))),
    }
    return Special(works_on, what, values[what])


def random_over(
    chance: random.Random, name: str, lines: Sequence[Line], areas: Sequence[str]
) -> Over:
    def maybe(share: float, *choices: str) -> str | None:
        return chance.choice(choices) if chance.random() < share else None

    governed = chance.sample(GOVERNORS, chance.randint(1, 2)) if chance.random() < 0.5 else []
    specials: dict[tuple[str, str], Special] = {}
    for _ in range(chance.choice((0, 0, 1, 3, 6))):
        if made := random_special(chance, lines, areas):
            specials[made.works_on, made.what] = made
    return Over(
        name,
        maybe(0.6, *LEVELS) or "",
        tuple(governed),
        maybe(0.5, *SHARES),
        maybe(0.4, "1600", "1450", "1333.333333", "100"),
        maybe(0.5, "0.001", "0.5", "10", "500"),
        tuple(specials.values()),
    )


def random_estimate(chance: random.Random) -> Random:
    flaws = chance.random() < 0.5
    made: list[Made] = []
    seen: set[str] = set()
    for file in range(chance.choice((1, 1, 1, 2))):
        rate = chance.choice(RATES)
        for number in range(chance.randint(1, 3)):
            id = chance.choice(AREAS)
            lines = tuple(
                random_line(chance, f"{'XY'[file]}{number}-{n}", flaws=flaws)
                for n in range(chance.randint(0, 6))
            )
            sheet = area(id, *(line.row for line in lines), sheet=f"Ark{number}", budget=None)
            made.append(Made(sheet, lines, f"fil{file}.xlsx", rate, id not in seen))
            seen |= {id} - {""}
    every = [line for each in made for line in each.lines]
    overs = tuple(
        random_over(chance, f"Scenario {n}", every, sorted(seen))
        for n in range(chance.randint(1, 3))
    )
    spell = chance.choice(MIXED)
    books: list[Book] = []
    for name in dict.fromkeys(each.file for each in made):
        mine = [each for each in made if each.file == name]
        # Another file of the same estimate says nothing of scenarios, or the same.
        said = overs if not books or chance.random() < 0.3 else ()
        books.append(
            laid_out(
                [(each.area, each.lines) for each in mine], said, GOVERNORS, spell,
                file=name, rate=mine[0].rate,
            )
        )  # fmt: skip
    return Random(tuple(books), tuple(made), overs)


def assert_as_reckoned(found: Scenarios, beside: Beside, over: Over, areas: Sequence[Made]) -> None:
    made, counted = beside.consolidation, [each for each in areas if each.is_counted]
    fates = [each.fates(over) for each in counted]
    every = [one for each in fates for one in each]

    assert_areas(made, counted, fates)
    assert Fraction(beside.kroner) == sum(one.kroner for one in every)
    plan = found.plan.total.sums.kroner
    assert Fraction(plan) == sum(one.before for one in every)

    for cause in range(len(CAUSES)):
        assert Fraction(beside.bridge[cause]) == sum(one.moved[cause] for one in every)
    assert sum(map(Fraction, beside.bridge)) == Fraction(beside.kroner) - Fraction(plan)
    assert_out(beside, over, areas)
    assert_proof(made, found.plan, beside)
    assert_shown(found, beside)
    assert_lower(beside, over, counted)


def assert_areas(made: Consolidation, areas: Sequence[Made], fates: Sequence[list[Fate]]) -> None:
    for entry, each, ends in zip(made.areas, areas, fates, strict=True):
        assert entry.source
        assert entry.source.place[:2] == (each.file, each.area.sheet)
        assert Fraction(entry.sums.kroner) == sum(one.kroner for one in ends)
        assert Fraction(entry.hours) == sum(one.hours for one in ends)
    assert total(entry.millions for entry in made.areas) == made.total.millions
    assert made.total.millions == half_away(in_millions(made.total.sums.kroner), 1)


def assert_out(beside: Beside, over: Over, areas: Sequence[Made]) -> None:
    expected = [
        (line.row.id if line.has_id else "", each.area.id, end.before, end.fell_by)
        for each in areas
        if each.is_counted
        for line, end in zip(each.counting, each.fates(over), strict=True)
        if end.fell_by
    ]
    out = [(row.id, row.area, Fraction(row.kroner), row.cause.value) for row in beside.out]
    assert out == expected


def assert_proof(made: Consolidation, plan: Consolidation, beside: Beside) -> None:
    proof = made.reconciliation
    assert proof.difference == 0
    assert proof.total == beside.kroner
    assert (proof.read, proof.left_out) == plan.reconciliation[:2]
    assert proof.moved == tuple(zip(CAUSES, beside.bridge, strict=True))
    assert made.left_out == plan.left_out


def assert_shown(found: Scenarios, beside: Beside) -> None:
    shown = found.shown_bridge(beside)
    after, before = beside.consolidation.total.kroner, found.plan.total.kroner
    assert sum(map(Fraction, shown)) == Fraction(after) - Fraction(before)
    for exact, each in zip(beside.bridge, shown, strict=True):
        assert each == half_away(each, 2)
        assert abs(Fraction(each) - Fraction(exact)) < Fraction(3, 100)
        assert exact or not each  # what moves nothing is not shown as if it did


def assert_lower(beside: Beside, over: Over, areas: Sequence[Made]) -> None:
    level = one_lower(over.ambition)
    is_over = over.frame is not None and beside.kroner > Fraction(over.frame) * 10**6
    if not is_over or level is None:
        assert beside.lower is None
        return
    below = over._replace(ambition=level)
    assert beside.lower
    assert beside.lower.ambition == level
    assert Fraction(beside.lower.kroner) == sum(
        one.kroner for each in areas for one in each.fates(below)
    )


def assert_plan_untouched(made: Random, before: Computed) -> None:
    """Neither what was consolidated, nor the cells that it was made of."""
    again = computed(*made.books)
    assert again.estimates == before.estimates
    assert again.plan == before.plan == before.found.plan


def test_every_scenario_is_what_it_is_reckoned_to_be() -> None:
    out: dict[str, int] = dict.fromkeys(CAUSES, 0)
    moved: dict[str, int] = dict.fromkeys(CAUSES, 0)
    of_what: dict[str, int] = dict.fromkeys(("Med", "Ambisjon", "Timer", "Beløp"), 0)
    lower = several = 0
    for seed in range(ESTIMATES):
        made = random_estimate(random.Random(seed))
        try:
            before = computed(*made.books)
            assert stopping(before.found.findings) == []
            assert [each.scenario.name for each in before.found.scenarios] == [
                each.name for each in made.overs
            ]
            for over in made.overs:
                beside = before.of(over.name)
                assert_as_reckoned(before.found, beside, over, made.areas)
                for cause, kroner in zip(CAUSES, beside.bridge, strict=True):
                    moved[cause] += bool(kroner)
                for row in beside.out:
                    out[row.cause.value] += 1
                for special in over.specials:
                    of_what[special.what] += 1
                lower += bool(beside.lower)
            assert_plan_untouched(made, before)
        except AssertionError as problem:
            raise AssertionError(f"estimate {seed}: {problem}") from problem
        several += len(made.books) > 1
    # The estimates are worth the trouble only while every rule has something to do.
    assert min(*moved.values(), lower, several) > ESTIMATES / 10
    assert min(*of_what.values()) > ESTIMATES / 20
    assert min(out[cause] for cause in ("Ambisjon", "Ansvar", "Unntak")) > ESTIMATES / 10
    assert out["Involvering"] == out["Timepris"] == 0
