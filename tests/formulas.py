"""Calling the ESTIMAT_* functions in tests: each with each argument, and as text in a cell."""

from __future__ import annotations

import re

import pytest

from estimat.core.functions import FUNCTIONS, Argument, Function
from estimat.core.values import Block, Value

ALL = list(FUNCTIONS.values())
BY_CELL = [function for function in ALL if not function.whole]
_PLACES = [(function, place) for function in ALL for place in range(len(function.arguments))]


def named(what: object) -> str | None:
    return what.name if isinstance(what, Function) else None


every_function = pytest.mark.parametrize("function", ALL, ids=named)
every_place = pytest.mark.parametrize(("function", "place"), _PLACES, ids=named)
every_place_by_cell = pytest.mark.parametrize(
    ("function", "place"), [each for each in _PLACES if not each[0].whole], ids=named
)


def sound(argument: Argument) -> float:
    """A value the argument takes."""
    return 120.0 if argument.default is None else float(argument.default)


def given_at(function: Function, place: int, value: Value | Block) -> list[Value | Block]:
    """Sound arguments, but for the one at `place`."""
    arguments: list[Value | Block] = [sound(argument) for argument in function.arguments]
    arguments[place] = value
    return arguments


_CALL = re.compile(r"=(\w+)\((.*)\)")


def evaluate(formula: str) -> Value | Block:
    """Compute a call such as `=ESTIMAT_KOST(8.2;1450)`: numbers, "texts", or nothing at all."""
    match = _CALL.fullmatch(formula)
    assert match, f"{formula} is not a call of one function"
    name, arguments = match.groups()
    return FUNCTIONS[name](*(_argument(each.strip()) for each in arguments.split(";")))


def _argument(text: str) -> Value:
    if not text:
        return None
    if text.startswith('"'):
        return text.strip('"')
    return float(text)
