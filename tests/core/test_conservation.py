"""No krone is lost or made on the way: thousands of random estimates, added up here as well.

The estimates hold what real ones do: text for numbers, error cells, unknown kinds of cost, areas
that are there twice, areas without id, files without rates. What they should come to is reckoned in
fractions, from the numbers as they were written, by nothing that the consolidation uses.
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from estimat.core.amounts import half_away, in_millions, ore, total
from estimat.core.book import Book
from estimat.core.consolidation import Consolidation, consolidate
from estimat.core.layout import Kind
from estimat.core.values import DIV0, NA, Value
from tests.books import STAMP, AreaSheet, Row, area, book, part

ESTIMATES = 10_000 if os.environ.get("ESTIMAT_SAFETY") else 300

NONSENSE: Sequence[Value] = ("7,5", "mange", " ", -3.0, DIV0, NA, math.nan, math.inf, 1e15, True)
RATES = ("1450", "1333.33", "987.654321", "0.07")
KINDS = (*(kind.value for kind in Kind), "Reise", "")
IDS = ("PLL", "PJD", "PPS", "PKI", "PMD", "")


class Cell(NamedTuple):
    """What stands in a cell, and the number it was written as."""

    value: Value
    number: Fraction = Fraction(0)
    flawed: bool = False


class Sums(NamedTuple):
    """What a row or an area comes to: all of it, and what is counted."""

    read: Fraction
    counted: Fraction


def random_cell(chance: random.Random, *, flaws: bool) -> Cell:
    if chance.random() < 0.4:
        return Cell(None)
    if flaws and chance.random() < 0.1:
        return Cell(chance.choice(NONSENSE), flawed=True)
    written = f"{chance.uniform(0.001, 10 ** chance.randint(1, 7)):.{chance.randint(0, 4)}f}"
    return Cell(float(written), Fraction(written))


def random_row(chance: random.Random, rate: Fraction, *, flaws: bool) -> tuple[Row, Sums]:
    hours, low, high, amount = (random_cell(chance, flaws=flaws) for _ in range(4))
    own_rate = Cell(None)
    if chance.random() < 0.3:
        own_rate = random_cell(chance, flaws=flaws)
        if own_rate.value is not None and not own_rate.number:
            own_rate = own_rate._replace(flawed=True)
    kind = chance.choice(KINDS if flaws else KINDS[:3])
    row = Row(kind, hours.value, low.value, high.value, own_rate.value, amount.value)
    priced = own_rate.number if own_rate.number else rate
    kroner = hours.number * priced + amount.number
    flawed = any(cell.flawed for cell in (hours, low, high, own_rate, amount))
    unknown = kind not in [known.value for known in Kind]
    return row, Sums(kroner, Fraction(0) if flawed or unknown else kroner)


def random_area(
    chance: random.Random, rate: Fraction, sheet: str, *, flaws: bool
) -> tuple[AreaSheet, Sums]:
    rows = [random_row(chance, rate, flaws=flaws) for _ in range(chance.randint(0, 7))]
    made = area(
        chance.choice(IDS),
        *(row for row, _ in rows),
        sheet=sheet,
        budget=random_cell(chance, flaws=flaws).value,
    )
    read = sum((sums.read for _, sums in rows), Fraction(0))
    return made, Sums(read, sum((sums.counted for _, sums in rows), Fraction(0)))


def random_estimate(chance: random.Random) -> tuple[list[Book], Sums]:
    """Some workbooks, and what they should come to."""
    flaws = chance.random() < 0.8
    books: list[Book] = []
    seen: set[str] = set()
    read = counted = Fraction(0)
    for number in range(chance.randint(1, 3)):
        written = chance.choice(RATES) if chance.random() < 0.9 else None
        rate = Fraction(written or 0)
        areas = [
            random_area(chance, rate, f"Ark{sheet}", flaws=flaws)
            for sheet in range(chance.randint(0, 3))
        ]
        for made, sums in areas:
            read += sums.read
            if made.id not in seen:
                counted += sums.counted
            seen |= {made.id} - {""}
        books.append(
            book(
                *(made for made, _ in areas),
                file=f"fil{number}.xlsx",
                hourly_rate=None if written is None else float(written),
            )
        )
    return books, Sums(read, counted)


def assert_conserved(made: Consolidation, expected: Sums) -> None:
    proof = made.reconciliation
    assert proof.difference == 0
    assert Fraction(proof.read) == expected.read
    assert Fraction(proof.total) == expected.counted
    assert Fraction(proof.left_out) == expected.read - expected.counted
    assert proof.left_out == total(each.kroner for each in made.left_out)

    areas = [entry.source for entry in made.areas if entry.source]
    assert total(each.kroner for each in areas) == proof.total
    assert made.total.kroner == ore(proof.total)
    assert made.total.own == ore(total(each.own for each in areas))
    assert made.total.purchase == ore(total(each.purchase for each in areas))
    assert made.total.pass_through == ore(total(each.pass_through for each in areas))
    assert made.total.hours == total(each.hours for each in areas)
    for entry, each in zip(made.areas, areas, strict=True):
        assert entry.kroner == ore(each.kroner)
        assert abs(entry.millions - in_millions(each.kroner)) < 1

    assert total(entry.millions for entry in made.areas) == made.total.millions
    assert made.total.millions == half_away(in_millions(proof.total), 1)
    assert made.stopped == (bool(made.errors) and not made.forced)


def test_read_minus_left_out_is_the_total_exactly_for_every_estimate() -> None:
    forced_past_errors = stopped = duplicates = 0
    for number in range(ESTIMATES):
        chance = random.Random(number)
        books, expected = random_estimate(chance)
        made = consolidate([part(each) for each in books], STAMP, forced=chance.random() < 0.5)
        try:
            assert_conserved(made, expected)
        except AssertionError as problem:
            raise AssertionError(f"estimate {number}: {problem}") from problem
        forced_past_errors += made.forced and bool(made.errors)
        stopped += made.stopped
        duplicates += any(" alt talt med " in each.reason for each in made.left_out)
    # The estimates are worth the trouble only while they hold what goes wrong.
    assert min(forced_past_errors, stopped, duplicates) > ESTIMATES / 10
