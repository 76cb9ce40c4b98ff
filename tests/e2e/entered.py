"""Calls as they are entered into a spreadsheet, with what is given in cells beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from estimat.core.book import address
from estimat.core.plain import plain
from estimat.core.values import Block, CellError, Value
from tests.calc import Call
from tests.e2e.parity import Case
from tests.wine import LEFT_OUT

_STAND_IN = re.compile(r"X([0-9])\b")


def entered(case: Case, result: Block, *, plainly: bool) -> Call:
    """The call in as many cells as the result has; `plainly` as `estimat publiser` writes it."""
    places = (f"X{place}" for place in range(1, 10))
    arguments = ["" if each is LEFT_OUT else next(places) for each in case.sent]
    formula = f"{case.function}({','.join(arguments)})"
    if plainly:
        formula = plain(formula)
    given = [
        each if isinstance(each, list) else [[each]] for each in case.sent if each is not LEFT_OUT
    ]
    return Call(
        "=" + _STAND_IN.sub(lambda found: f"{{{int(found[1]) - 1}}}", formula),
        given,
        len(result),
        len(result[0]),
        any(len(block) * len(block[0]) > 1 for block in given),
    )


def for_calc(call: Call) -> Call:
    """Between arguments Calc has a semicolon."""
    return call._replace(formula=call.formula.replace(",", ";"))


def computed_by_formulon(calls: Sequence[Call]) -> list[Block]:
    """What the engine behind `estimat publiser` makes of formulas over numbers and empty cells."""
    import formulon

    def cell(row: int, column: int) -> Value:
        found = book.get_value(0, row, column)
        if found.error_code is not None:
            return CellError(formulon.error_display_name(found.error_code))
        return found.number

    results = []
    with formulon.Workbook.create_default() as book:
        top = 0
        for call in calls:
            left, height, addresses = 0, call.rows, []
            for block in call.given:
                for y, row in enumerate(block):
                    for x, value in enumerate(row):
                        if value is not None:
                            assert isinstance(value, float)
                            book.set_number(0, top + y, left + x, value)
                first = address(top + 1, left + 1)
                last = address(top + len(block), left + len(block[0]))
                addresses.append(first if first == last else f"{first}:{last}")
                left += len(block[0]) + 1
                height = max(height, len(block))
            book.set_formula(0, top, left, call.formula.format(*addresses))
            results.append((top, left, call))
            top += height + 1
        book.recalc()
        return [
            [[cell(top + y, left + x) for x in range(call.columns)] for y in range(call.rows)]
            for top, left, call in results
        ]
