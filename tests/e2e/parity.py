"""The one table of calls that every calculator gets, and how its answers are held to the core's."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from estimat.core.functions import Argument, Function
from estimat.core.values import DIV0, NA, Block, Value
from tests.e2e.cells import ERRORS, NUMBERS, ODD, core, told
from tests.formulas import ALL, given_at, sound
from tests.safety.sizes import cases
from tests.wine import LEFT_OUT

Sent: TypeAlias = "Value | Block"


class Case(NamedTuple):
    """A function, what stands in its arguments, and the cells that a calculator has given."""

    function: str
    sent: Sequence[Sent]
    found: Block = []  # noqa: RUF012  nobody writes in it

    def with_each(self, change: Callable[[Sent], Sent]) -> Case:
        """The call with every argument changed; one left out stays so."""
        return self._replace(
            sent=[each if each is LEFT_OUT else change(each) for each in self.sent]
        )

    @property
    def by_the_core(self) -> Block:
        return core(self.function, *self.sent)


Then: TypeAlias = Callable[[Case], Block]
Rule: TypeAlias = Callable[[Case, Then], Block]
"""What a calculator does otherwise: gives its cells, by the core's (`then`) or by those found.

The name of the function says what, its docstring why, and docs/verified.md has the same words.
"""


def expected(case: Case, rules: Sequence[Rule]) -> Block:
    """What a calculator with these rules gives; the first rule is asked first."""
    if not rules:
        return case.by_the_core
    return rules[0](case, lambda changed: expected(changed, rules[1:]))


def assert_same_bits(
    calls: Sequence[Case], found: Sequence[Block], rules: Sequence[Rule] = ()
) -> str:
    """Every cell is the core's to the bit, or what a rule says; and no rule is idle.

    Gives what is to be said of it: how many calls, how many that differ, and by which rules.
    """
    wrong: list[Case] = []
    different = 0
    used = Counter(dict.fromkeys(rules, 0))
    for case, cells in zip(calls, found, strict=True):
        case = case._replace(found=cells)
        given = told(cells)
        if given != told(expected(case, rules)):
            wrong.append(case)
        elif given != told(case.by_the_core):
            different += 1
            for rule in rules:
                others = [each for each in rules if each is not rule]
                used[rule] += given != told(expected(case, others))
    idle = [rule.__name__ for rule, times in used.items() if not times]
    assert not wrong, f"{len(wrong)} of {len(calls)}, such as {wrong[:5]}"
    assert not idle, f"never seen: {idle}"
    by_rule = "".join(f"\n  {times:6} {rule.__name__}" for rule, times in used.items())
    return f"{len(calls)} calls, {different} that differ{by_rule}"


def table() -> list[Case]:
    """Every sort of value in every place, ranges of many shapes, and calls at random."""
    chance = random.Random(2024)
    chosen = [Case(function.name, sent) for function in ALL for sent in _chosen(function)]
    return [*chosen, *_halves(), *(_random(chance) for _ in range(cases(500, 10_000)))]


def _chosen(function: Function) -> Iterator[list[Sent]]:
    """What somebody thought of."""
    first = sound(function.arguments[0])
    left_out: list[Sent] = [LEFT_OUT] * (len(function.arguments) - 1)
    sorts: list[Value] = [*NUMBERS, *ODD]
    with_errors: list[Block] = [[[1.0], [error], [2.0]] for error in ERRORS]
    for place, argument in enumerate(function.arguments):
        good = sound(argument)
        blocks: list[Block] = [
            [[each] for each in sorts], [sorts], [[each] for each in sorts if each not in ERRORS],
            *with_errors, [[good]], [[good], [2.0]], [[good, 2.0], [None, 4.0]],
        ]  # fmt: skip
        for each in [*sorts, *blocks]:
            yield given_at(function, place, each)
    yield [first]
    yield [first, *left_out]
    yield [LEFT_OUT, *left_out]
    yield [[[first], [None]], *left_out]
    for rows, columns in ((1, 1), (1, 2), (5, 1), (3, 4)):
        yield [[[row * 1000.5 + column for column in range(columns)] for row in range(rows)]]
    chance = random.Random(10_000)
    many = range(cases(1_000, 10_000))
    numbers: Block = [[round(chance.uniform(0, 5000), 2)] for _ in many]
    yield [numbers]
    yield [[[cell for [cell] in numbers[row : row + 100]] for row in range(0, 1_000, 100)]]
    yield [[*numbers[:500], ["mange"], *numbers[:500]]]
    if left_out:
        yield [DIV0, NA]
        seconds: list[Block] = [[[3.0], [4.0]], [[3.0, 4.0]], [[3.0]], [[None], [5.0]]]
        for second in seconds:
            yield [[[1.0], [2.0]], second]


def _halves() -> Iterator[Case]:
    """Kroner midway between two roundings, with the floats and the 15-digit numbers beside them."""
    chance = random.Random(5)
    for decimals in range(7):
        column: Block = []
        for _ in range(100):
            half = Decimal(chance.randrange(10 ** chance.randint(1, 8)) * 10 + 5)
            half = (half * chance.choice([1, -1])).scaleb(5 - decimals)
            digit = Decimal(1).scaleb(half.adjusted() - 14)
            column += [
                [math.nextafter(half, -math.inf)], [float(half - digit)],
                [float(half)],
                [float(half + digit)], [math.nextafter(half, math.inf)],
            ]  # fmt: skip
        yield Case("ESTIMAT_MILL", [column, float(decimals)])


def _random(chance: random.Random) -> Case:
    """A call; every other has nothing but numbers that its arguments take, and blanks."""
    function = chance.choice(ALL)
    shape = chance.choice([(1, 1), (1, 4), (4, 1), (3, 2)])
    good = chance.random() < 0.5
    given = function.arguments[: chance.randint(1, len(function.arguments))]
    return Case(
        function.name,
        [_argument(chance, argument, place, shape, good) for place, argument in enumerate(given)],
    )


def _argument(
    chance: random.Random, argument: Argument, place: int, shape: tuple[int, int], good: bool
) -> Sent:
    kind = chance.random()
    if kind < 0.4:
        return _cell(chance, argument, good)
    if kind < 0.5 and place:
        return LEFT_OUT
    rows, columns = shape if good or kind < 0.95 else (2, 5)
    return [[_cell(chance, argument, good) for _ in range(columns)] for _ in range(rows)]


def _cell(chance: random.Random, argument: Argument, good: bool) -> Value:
    if chance.random() < 0.05:
        return None if good else chance.choice(ODD)
    while True:
        number = _number(chance, argument)
        if not good or argument.accepts(number):
            return number


def _number(chance: random.Random, argument: Argument) -> float:
    if argument.name == "desimaler" and chance.random() < 0.9:
        return chance.choice([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 2.9])
    kind = chance.random()
    if kind < 0.1:
        return chance.choice(NUMBERS)
    if kind < 0.2:
        return chance.lognormvariate(0, 20) * chance.choice([1, 1, 1, -1])
    if kind < 0.3:
        return chance.uniform(0, 10_000)
    if kind < 0.6:
        return chance.randrange(10 ** chance.randint(1, 10)) / 10.0 ** chance.randint(0, 4)
    scale = 10.0 ** chance.randint(-6, 2)
    half = (chance.randrange(10 ** chance.randint(1, 8)) + 0.5) / scale
    return half if kind < 0.9 else math.nextafter(half, chance.choice([0, math.inf]))
