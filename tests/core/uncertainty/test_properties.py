"""What holds for the uncertainty of every estimate, held against fractions reckoned here."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from estimat.core.estimate import Factor
from estimat.core.layout import Kind
from estimat.core.uncertainty.calculation import Uncertainty
from estimat.core.values import Value
from tests.books import AreaSheet, Row, area, book
from tests.core.uncertainty.reckoned import (
    effects,
    expected,
    factor,
    points_of,
    uncertainty,
    variance,
)

Range = tuple[Value, Value, Value]

IDS = ("A", "B", "C")
PEOPLE = ("Kari Nordmann", "Ola Nordmann", "Per Hansen")
EVERYTHING = ("alle", *IDS, *PEOPLE, *(kind.value for kind in Kind))


def tenths(most: int) -> some.SearchStrategy[float]:
    """Numbers with a decimal, as people write them."""
    return some.integers(0, 10 * most).map(lambda number: number / 10)


def ranges(most: int) -> some.SearchStrategy[Range]:
    """What is planned, with a sound range, half of one, one that is turned about, or none."""
    three = some.tuples(tenths(most), tenths(most), tenths(most)).map(sorted)
    ways: list[Callable[[list[float]], Range]] = [
        lambda each: (each[1], each[0], each[2]),
        lambda each: (each[1], each[0], None),
        lambda each: (each[1], None, each[2]),
        lambda each: (each[1], each[2], each[0]),
        lambda each: (each[0], each[1], each[2]),
        lambda each: (each[1], None, None),
    ]
    return some.tuples(three, some.sampled_from([*ways, *[ways[0]] * 6])).map(
        lambda drawn: drawn[1](drawn[0])
    )


@some.composite
def rows(draw: some.DrawFn) -> Row:
    """A row of any kind, with ranges on all that it may have and some that it may not."""
    kind = draw(some.sampled_from([kind.value for kind in Kind]))
    hours: Range = (None, None, None)
    amount: Range = (None, None, None)
    if kind != Kind.PASS_THROUGH.value:
        hours = draw(ranges(9_000))
    if kind != Kind.OWN.value:
        amount = draw(ranges(5_000_000))
    elif draw(some.booleans()):  # which is not taken into account
        amount = (None, *draw(ranges(5_000_000))[1:])
    rate = draw(some.sampled_from([None, None, 987.5, 2000.0]))
    responsible = draw(some.sampled_from(["", *PEOPLE]))
    return Row(kind, *hours, rate, *amount, responsible=responsible)


areas = some.lists(some.lists(rows(), max_size=6), min_size=1, max_size=3).map(
    lambda found: [area(id, *each) for id, each in zip(IDS, found, strict=False)]
)
three_points = some.tuples(*[some.integers(0, 200)] * 3).map(
    lambda each: [f"{number / 100:.2f}" for number in sorted(each)]
)
factors = some.lists(some.tuples(some.sampled_from(EVERYTHING), three_points), max_size=4).map(
    lambda found: [
        factor(f"Faktor {number}", works_on, *three)
        for number, (works_on, three) in enumerate(found)
    ]
)
covariations = some.integers(0, 100).map(lambda number: Decimal(number) / 100)


def of(
    made: list[AreaSheet], common: list[Factor], covariation: Decimal = Decimal(0)
) -> Uncertainty:
    return uncertainty(book(*made, factors=common), covariation=str(covariation))


@given(areas, factors)
def test_the_plan_is_the_total_and_the_expected_is_that_of_the_rows_and_the_factors(
    made: list[AreaSheet], common: list[Factor]
) -> None:
    found, every = of(made, common), points_of(made)
    assert found.total.plan == sum(each.planned for each in every)
    shifts = sum((each.shift for each in effects(every, common)), Fraction(0))
    assert found.total.expected == expected(every) + shifts


@given(areas, factors, covariations)
def test_what_the_areas_expect_is_what_the_directorate_expects(
    made: list[AreaSheet], common: list[Factor], covariation: Decimal
) -> None:
    found = of(made, common, covariation)
    assert sum(each.figures.plan for each in found.areas) == found.total.plan
    assert sum(each.figures.expected for each in found.areas) == found.total.expected


@given(areas, factors)
def test_rows_that_are_independent_add_their_variances_and_those_in_step_their_deviations(
    made: list[AreaSheet], common: list[Factor]
) -> None:
    every = points_of(made)
    of_factors = sum((each.deviation**2 for each in effects(every, common)), Fraction(0))
    apart, together = (of(made, common, Decimal(share)).total.variance for share in (0, 1))
    assert apart == sum((each.deviation**2 for each in every), Fraction(0)) + of_factors
    assert together == sum((each.deviation for each in every), Fraction(0)) ** 2 + of_factors


@given(areas, factors, covariations)
def test_between_the_two_it_is_as_far_as_the_covariation_says_in_each_area_too(
    made: list[AreaSheet], common: list[Factor], covariation: Decimal
) -> None:
    found, share = of(made, common, covariation), Fraction(covariation)
    for each, own in zip(found.areas, made, strict=True):
        inside = points_of([own])
        of_factors = sum((e.deviation**2 for e in effects(inside, common)), Fraction(0))
        assert each.figures.variance == variance(inside, share) + of_factors
    every = points_of(made)
    of_factors = sum((each.deviation**2 for each in effects(every, common)), Fraction(0))
    assert found.total.variance == variance(every, share) + of_factors


@given(areas, factors, covariations)
def test_p50_is_the_expected_p10_and_p90_are_as_far_from_it_and_all_are_in_their_order(
    made: list[AreaSheet], common: list[Factor], covariation: Decimal
) -> None:
    found = of(made, common, covariation).total
    assert found.exactly_at(0.5) == found.expected
    below, above = (abs(found.exactly_at(p) - found.expected) for p in (0.1, 0.9))
    assert float(below) == pytest.approx(float(above), rel=1e-12)
    at = [found.at(percent / 100) for percent in range(1, 100)]
    assert at == sorted(at)


@given(areas, factors, covariations)
def test_the_areas_own_p85_are_never_too_little_together(
    made: list[AreaSheet], common: list[Factor], covariation: Decimal
) -> None:
    assert of(made, common, covariation).portfolio_effect >= 0


@given(areas, rows(), some.sampled_from(["none", "half", "turned", "wrong kind"]), covariations)
def test_a_row_without_a_sound_range_moves_plan_and_expected_alike_and_no_deviation(
    made: list[AreaSheet], row: Row, how: str, covariation: Decimal
) -> None:
    hours, amount = (each if isinstance(each, float) else 0.0 for each in (row.hours, row.amount))
    ends: dict[str, tuple[Value, Value, Value, Value]] = {
        "none": (None, None, None, None),
        "half": (hours, None, None, amount),
        "turned": (hours + 1, hours, amount + 1, amount),
        "wrong kind": (None, None, 0.0, 1e6),
    }
    low, high, amount_low, amount_high = ends[how]
    bare = row._replace(low=low, high=high, amount_low=amount_low, amount_high=amount_high)
    if how == "wrong kind":
        bare = bare._replace(kind=Kind.OWN.value, amount=None)
    more = area("Z", bare)
    before, after = of(made, [], covariation), of([*made, more], [], covariation)
    kroner = points_of([more])[0].planned
    assert after.total.variance == before.total.variance
    assert after.total.plan - before.total.plan == kroner
    assert after.total.expected - before.total.expected == kroner
    assert after.sums.certain - before.sums.certain == kroner


@given(areas, some.sampled_from(EVERYTHING), three_points)
def test_a_factor_works_on_the_rows_that_it_says_and_on_no_others(
    made: list[AreaSheet], works_on: str, three: list[str]
) -> None:
    found = of(made, [factor("Faktor", works_on, *three)])
    (effect,) = found.effects
    meant = [each for each in points_of(made) if each.meant_by(works_on)]
    assert effect.base == expected(meant)
    for base, each in zip(effect.bases, made, strict=True):
        assert base == expected(row for row in meant if row.area == each.id)
    is_known = works_on.lower() in {"alle", "egne timer", "kjøp", "videreformidling"}
    is_known |= works_on.lower() in {each.id.lower() for each in made}
    code = "USIK-04" if is_known else "USIK-11"
    codes = [each.code for each in found.findings if each.code in ("USIK-04", "USIK-11")]
    assert codes == ([] if effect.base else [code])


@given(areas, factors, covariations, some.randoms(use_true_random=False))
def test_the_order_of_areas_and_rows_and_factors_changes_nothing(
    made: list[AreaSheet], common: list[Factor], covariation: Decimal, chance: random.Random
) -> None:
    found = of(made, common, covariation)
    shuffled = [
        each._replace(rows=tuple(chance.sample(each.rows, len(each.rows)))) for each in made
    ]
    others = chance.sample(common, len(common))
    again = of(chance.sample(shuffled, len(made)), others, covariation)
    assert again.total == found.total
    figures = {each.id: each.figures for each in found.areas}
    assert {each.id: each.figures for each in again.areas} == figures
    assert again.sum_of_p85 == found.sum_of_p85


@given(areas, factors, covariations)
def test_what_each_row_and_factor_contributes_is_all_of_the_variance(
    made: list[AreaSheet], common: list[Factor], covariation: Decimal
) -> None:
    found = of(made, common, covariation)
    shares = [each.share for each in found.contributions]
    assert shares == sorted(shares, reverse=True)
    wide = [each for each in points_of(made) if each.deviation]
    # A row that is narrower than a krone is not named.
    all_named = len(wide) + len(common) <= 10 and all(each.high - each.low >= 1 for each in wide)
    if all_named and found.total.variance:
        assert sum(shares) == pytest.approx(1)
