"""The ESTIMAT_* functions: each is one decorated Python function, and everything else is derived.

The plain function below the decorator holds the arithmetic, for floats (what a spreadsheet computes
with) and for Decimals (what the consolidation computes with). `Function.__call__` gives it the
meaning that cells have: blanks, text, error values and ranges, the same in every host.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Any, Final, NamedTuple, TypeVar

from . import norwegian
from .amounts import apportion, exact, half_away
from .values import NUM, VALUE, Block, CellError, Value

Number = TypeVar("Number", float, Decimal)
F = TypeVar("F", bound=Callable[..., Any])

HOURLY_RATE: Final = 1450
HOURS_PER_YEAR: Final = 1500
FULL_COST: Final = 2_200_000
DECIMALS: Final = 1
UNIT: Final = 100_000

IN_CALC: Final = "NO.ESTIMAT.FUNCTIONS."
"""What LibreOffice Calc writes before a function of ours, in cells and in the files it saves."""


class Argument(NamedTuple):
    """One argument: what it is called, what it means (Norwegian), its unit, and what it accepts."""

    name: str
    help: str
    unit: str
    accepts: Callable[[float], bool]
    default: float | None = None

    @property
    def described(self) -> str:
        """The help that function wizards show: also what is meant when nothing is given."""
        if self.default is None:
            return self.help
        return f"{self.help} Utelatt: {norwegian.number(self.default)}."


class Function(NamedTuple):
    """A registered function; call it with cell values and blocks of them.

    `gives` is the unit of the result, `help` the Norwegian line a user reads, `native` the same in
    plain Excel (None when plain Excel cannot say it), `examples` pairs of a formula and its result.
    `whole` marks a function of a whole range rather than of each cell in it.
    """

    name: str
    formula: Callable[..., Any]
    arguments: tuple[Argument, ...]
    gives: str
    help: str
    native: str | None
    examples: tuple[tuple[str, Value], ...]
    whole: bool

    def __call__(self, *given: Value | Block) -> Value | Block:
        """Compute as a cell would: an error becomes an error value, a range keeps its shape.

        A single value goes with every cell of a range; ranges of different shapes give `#VALUE!`.
        """
        if not 1 <= len(given) <= len(self.arguments):
            return VALUE
        padded = (*given, *[None] * (len(self.arguments) - len(given)))
        if self.whole:
            return self._of_range(*padded)
        shapes = {(len(arg), len(arg[0]) if arg else 0) for arg in padded if isinstance(arg, list)}
        if len(shapes) > 1:
            return VALUE
        ((rows, columns),) = shapes or {(1, 1)}
        numbers = [
            _all_accepted(argument, [*chain.from_iterable(arg)])
            if isinstance(arg, list)
            else [_accepted(argument, arg)] * (rows * columns)
            for argument, arg in zip(self.arguments, padded, strict=True)
        ]
        results = _all_computed(self.formula, numbers)
        if not shapes:
            (single,) = results
            return single
        if not results:
            return [[] for _ in range(rows)]
        return [[*row] for row in zip(*[iter(results)] * columns, strict=True)]

    def _of_range(self, cells: Value | Block, *rest: Any) -> Value | Block:
        first, *others = self.arguments
        block = cells if isinstance(cells, list) else [[cells]]
        numbers = [_accepted(first, cell) for row in block for cell in row]
        settings = [_accepted(argument, cell) for argument, cell in zip(others, rest, strict=True)]
        wrong = next((number for number in numbers if isinstance(number, CellError)), None)
        computed = wrong or _computed(self.formula, numbers, *settings)
        if isinstance(computed, CellError):
            return computed
        parts = iter(computed)
        shaped = [[next(parts) for _ in row] for row in block]
        return shaped if isinstance(cells, list) else shaped[0][0]


def _accepted(argument: Argument, cell: Any) -> Any:
    """The cell as a float the formula can use, or the error value it gives."""
    if isinstance(cell, float):
        number = cell
    elif cell is None:
        number = float(argument.default or 0)
    elif isinstance(cell, CellError):
        return cell
    elif isinstance(cell, int) and not isinstance(cell, bool):
        try:
            number = float(cell)
        except OverflowError:
            return NUM
    else:  # text, also "7,5", TRUE and FALSE, a range where a single value belongs
        return VALUE
    return number if argument.accepts(number) else NUM


def _all_accepted(argument: Argument, cells: list[Any]) -> list[Any]:
    """What `_accepted` gives for each; numbers that are all accepted are left as they are."""
    if _are_numbers(cells) and all(map(argument.accepts, cells)):
        return cells
    return [_accepted(argument, cell) for cell in cells]


def _all_computed(formula: Callable[..., Any], numbers: Sequence[list[Any]]) -> list[Value]:
    """What `_computed` gives for each; where nothing is wrong with any, without asking of each."""
    if all(map(_are_numbers, numbers)):
        with suppress(ArithmeticError, ValueError):
            results = [*map(formula, *numbers)]
            if not _are_numbers(results) or all(map(math.isfinite, results)):
                return results
    return [*map(partial(_computed, formula), *numbers)]


def _are_numbers(cells: list[Any]) -> bool:
    return {*map(type, cells)} == {float}


def _computed(formula: Callable[..., Any], *numbers: Any) -> Any:
    """What the formula gives, or the error value: that of the first argument that is one."""
    for number in numbers:
        if isinstance(number, CellError):
            return number
    try:
        result = formula(*numbers)
    except (ArithmeticError, ValueError):
        return NUM
    return NUM if isinstance(result, float) and not math.isfinite(result) else result


FUNCTIONS: Final[dict[str, Function]] = {}
"""Every function by its name, in the order of the reference page."""


def function(
    name: str,
    *arguments: Argument,
    gives: str,
    help: str,
    native: str | None,
    examples: Sequence[tuple[str, Value]],
    whole: bool = False,
) -> Callable[[F], F]:
    """Register the decorated function as `name` and leave it as it is."""

    def register(formula: F) -> F:
        defaults = [p.default for p in inspect.signature(formula).parameters.values()]
        completed = tuple(
            argument if default is inspect.Parameter.empty else argument._replace(default=default)
            for argument, default in zip(arguments, defaults, strict=True)
        )
        FUNCTIONS[name] = Function(
            name, formula, completed, gives, help, native, tuple(examples), whole
        )
        return formula

    return register


def _not_negative(number: float) -> bool:
    return 0 <= number < math.inf


def _positive(number: float) -> bool:
    return 0 < number < math.inf


_HOURS = Argument("timer", "Planlagte timer. Tom celle er 0 timer.", "timer", _not_negative)
_RATE = Argument("timepris", "Timepris i kroner.", "kr/t", _positive)
_KRONER = Argument("kroner", "Beløp i kroner.", "kr", math.isfinite)


@function(
    "ESTIMAT_KOST",
    _HOURS,
    _RATE,
    gives="kr",
    help="Hva et antall timer koster i kroner.",
    native="timer*timepris",
    examples=[("=ESTIMAT_KOST(100)", 145_000.0), ("=ESTIMAT_KOST(8.2;1450)", 11_890.0)],
)
def cost(timer: Number, timepris: Number = HOURLY_RATE) -> Number:  # type: ignore[assignment]
    """What hours cost, in kroner: hours x hourly rate, not rounded."""
    return timer * timepris


@function(
    "ESTIMAT_ARSVERK",
    _HOURS,
    Argument("timer_per_arsverk", "Timer i et årsverk.", "timer", _positive),
    gives="årsverk",
    help="Hvor mange årsverk et antall timer er.",
    native="timer/timer_per_arsverk",
    examples=[("=ESTIMAT_ARSVERK(3000)", 2.0), ("=ESTIMAT_ARSVERK(750;1500)", 0.5)],
)
def full_time_years(
    timer: Number,
    timer_per_arsverk: Number = HOURS_PER_YEAR,  # type: ignore[assignment]
) -> Number:
    """Hours as full-time years: hours / hours per full-time year, not rounded."""
    return timer / timer_per_arsverk


@function(
    "ESTIMAT_TIMER",
    _KRONER._replace(accepts=_not_negative),
    _RATE,
    gives="timer",
    help="Hvor mange timer et beløp rekker til.",
    native="kroner/timepris",
    examples=[("=ESTIMAT_TIMER(145000)", 100.0), ("=ESTIMAT_TIMER(725;1450)", 0.5)],
)
def hours(kroner: Number, timepris: Number = HOURLY_RATE) -> Number:  # type: ignore[assignment]
    """The hours an amount pays for: kroner / hourly rate, not rounded."""
    return kroner / timepris


@function(
    "ESTIMAT_FULLKOST",
    Argument("arsverk", "Antall årsverk. Tom celle er 0.", "årsverk", _not_negative),
    Argument("fullkost_per_arsverk", "Full kostnad for ett årsverk.", "kr", _positive),
    gives="kr",
    help="Hva et antall årsverk koster etter fullkostmodellen.",
    native="arsverk*fullkost_per_arsverk",
    examples=[("=ESTIMAT_FULLKOST(2)", 4_400_000.0), ("=ESTIMAT_FULLKOST(0.5;2000000)", 1e6)],
)
def full_cost(
    arsverk: Number,
    fullkost_per_arsverk: Number = FULL_COST,  # type: ignore[assignment]
) -> Number:
    """Full-time years at full cost, in kroner, not rounded."""
    return arsverk * fullkost_per_arsverk


@function(
    "ESTIMAT_MILL",
    _KRONER,
    Argument("desimaler", "Antall desimaler, 0 til 6.", "antall", lambda number: 0 <= number < 7),
    gives="mill. kr",
    help="Et kronebeløp i millioner kroner, avrundet.",
    native="ROUND(kroner/10^6,desimaler)",
    examples=[("=ESTIMAT_MILL(35296500)", 35.3), ("=ESTIMAT_MILL(-250000)", -0.3)],
)
def millions(kroner: float, desimaler: float = DECIMALS) -> float:
    """Million kroner, rounded half away from zero; decimals are cut to a whole number, 0 to 6."""
    # As a spreadsheet rounds: by the decimal digits that a cell shows. And never -0.0.
    return float(half_away(Decimal(f"{kroner / 10**6:.15g}"), int(desimaler))) + 0.0


@function(
    "ESTIMAT_AVRUND",
    _KRONER._replace(help="Kolonnen med beløp i kroner."),
    Argument("enhet", "Enheten det rundes av til.", "kr", _positive),
    gives="kr",
    help="En kolonne avrundet slik at delene summerer til den avrundede totalen.",
    native=None,
    examples=[("=ESTIMAT_AVRUND(149999)", 100_000.0), ("=ESTIMAT_AVRUND(1250;1000)", 1_000.0)],
    whole=True,
)
def rounded_column(kroner: Sequence[float], enhet: float = UNIT) -> list[float]:
    """A column rounded to `enhet` so that the parts add up to the rounded total.

    Largest remainder, ties by position. An error or a text anywhere is the result of the whole:
    without every part there is no total to add up to.
    """
    amounts = [_exact(amount) for amount in kroner]
    return [float(part) for part in apportion(amounts, _exact(enhet))]


@function(
    "ESTIMAT_FORKLAR",
    _HOURS,
    _RATE,
    gives="tekst",
    help="Regnestykket bak en kostnad, som tekst.",
    native=None,
    examples=[("=ESTIMAT_FORKLAR(120)", "120 t × 1 450 kr/t = 174 000 kr")],
)
def explained(timer: float, timepris: float = HOURLY_RATE) -> str:
    """The sum behind a cost, as a text; kroner to the øre when they are not whole."""
    priced = _exact(timer) * _exact(timepris)
    left = f"{norwegian.number(timer)} t × {norwegian.number(timepris)} kr/t"
    return f"{left} = {norwegian.kroner(priced)}"


def _exact(number: float) -> Decimal:
    decimal = exact(number)
    if decimal is None:
        raise ValueError(number)
    return decimal
