"""Formulas without the add-in: what each call becomes, and that it computes the same."""

from __future__ import annotations

import math
from concurrent.futures import Executor

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from estimat.core.functions import FUNCTIONS
from estimat.core.plain import UnsayableError, calls_ours, needs_another_file, plain

SAID = {
    "ESTIMAT_KOST(A1)": "A1*1450",
    "ESTIMAT_KOST(A1,Timepris)": "A1*Timepris",
    "estimat_kost ( A1+2 , Timepris )": "(A1+2)*Timepris",
    "ESTIMAT_ARSVERK(SUM(B1:B3),1500)": "SUM(B1:B3)/1500",
    "ESTIMAT_MILL(SUM(T[Sum]))": "ROUND(SUM(T[Sum])/10^6,1)",
    "ESTIMAT_MILL(A1+A2,B1+1)": "ROUND((A1+A2)/10^6,B1+1)",
    "SUM(ESTIMAT_KOST({1,2;3,4}))": "SUM({1,2;3,4}*1450)",
    # Nested, and beside operators that bind as tight or tighter
    "ESTIMAT_MILL(ESTIMAT_KOST(ESTIMAT_TIMER(100)))": "ROUND(((100/1450)*1450)/10^6,1)",
    "2^ESTIMAT_KOST(1)": "2^(1*1450)",
    "1/ESTIMAT_KOST(1)": "1/(1*1450)",
    "-ESTIMAT_KOST(1)": "-(1*1450)",
    "2^-ESTIMAT_KOST(1)": "2^-(1*1450)",
    "ESTIMAT_KOST(1)%": "(1*1450)%",
    "5-ESTIMAT_KOST(1)+2": "5-1*1450+2",
    "IF(A1>ESTIMAT_KOST(1),ESTIMAT_KOST(2)&\"x\",-1)": "IF(A1>1*1450,2*1450&\"x\",-1)",
    "ESTIMAT_KOST(5%,-3)": "(5%)*(-3)",
    "ESTIMAT_KOST((A1)+(B1))": "((A1)+(B1))*1450",
    # A rate in a cell of its own may be blank, and is then the default
    "ESTIMAT_KOST(1,B1)": "1*IF(ISBLANK(B1),1450,B1)",
    "ESTIMAT_KOST(1,'Ark 1'!B1)": "1*IF(ISBLANK('Ark 1'!B1),1450,'Ark 1'!B1)",
    "ESTIMAT_KOST(1,T[[#This Row],[p]])":
        "1*IF(ISBLANK(T[[#This Row],[p]]),1450,T[[#This Row],[p]])",
    "ESTIMAT_KOST(1,)": "1*1450",
    "ESTIMAT_KOST(,5)": "0*5",
    # What only looks like a call
    '"ESTIMAT_KOST("&ESTIMAT_KOST(1)': '"ESTIMAT_KOST("&1*1450',
    '"a""ESTIMAT_KOST(1)"': '"a""ESTIMAT_KOST(1)"',
    "'ESTIMAT_KOST(1)'!A1+1": "'ESTIMAT_KOST(1)'!A1+1",
    "'O''Brien, (1)'!A1+ESTIMAT_KOST('a, (b'!A1)": "'O''Brien, (1)'!A1+'a, (b'!A1*1450",
    "MIN_ESTIMAT_KOST(1)": "MIN_ESTIMAT_KOST(1)",
    "T[ESTIMAT_KOST(]+1": "T[ESTIMAT_KOST(]+1",
    "ESTIMAT_KOST(T[[#This Row],[a '](b]])": "T[[#This Row],[a '](b]]*1450",
    "ESTIMAT_SATS+1": "ESTIMAT_SATS+1",
    # Where the add-in was
    "[1]!ESTIMAT_KOST(1)+_xll.ESTIMAT_KOST(2)": "1*1450+2*1450",
    "'C:\\x y\\estimat.xlam'!ESTIMAT_KOST(1)": "1*1450",
    "estimat.xlam!ESTIMAT_KOST(1)": "1*1450",
    "1+NO.ESTIMAT.FUNCTIONS.ESTIMAT_KOST(1)": "1+1*1450",
    # Too few and too many, as the cell shows it
    "ESTIMAT_KOST()": "#VALUE!",
    "ESTIMAT_KOST(1,2,3)+1": "#VALUE!+1",
}  # fmt: skip


@pytest.mark.parametrize("formula", SAID)
def test_a_call_becomes_plain_excel(formula: str) -> None:
    assert plain(formula) == SAID[formula]
    assert not calls_ours(plain(formula))


@pytest.mark.parametrize(
    "formula", ["ESTIMAT_AVRUND(A1:A3)", "1+ESTIMAT_FORKLAR(2)", "ESTIMAT_NY(1)"]
)
def test_what_plain_excel_cannot_say_is_refused(formula: str) -> None:
    with pytest.raises(UnsayableError):
        plain(formula)


def test_calls_far_deeper_than_excel_allows_are_refused_and_no_fault() -> None:
    with pytest.raises(UnsayableError):
        plain("ESTIMAT_KOST(" * 5_000 + "1" + ")" * 5_000)


@pytest.mark.parametrize(
    "formula", ["[1]Ark!A1", "SUM('[1]A b'!A1)", "[1]!Navn", "'C:\\[a.xlsx]Ark'!A1"]
)
def test_another_file_is_seen(formula: str) -> None:
    assert needs_another_file(formula)


@pytest.mark.parametrize("formula", ["T[1]", "T[[#This Row],[1]]", '"[1]"', "[1]!ESTIMAT_KOST(1)"])
def test_what_only_looks_like_another_file_is_not(formula: str) -> None:
    assert not needs_another_file(plain(formula))


Said = tuple[str, float]
NUMBERS = st.decimals(0, 100_000, places=2).map(lambda number: (str(number), float(number)))
RATES = st.integers(1, 5_000).map(lambda number: (str(number), float(number)))
BY_NAME = [name for name, function in FUNCTIONS.items() if function.native]


def calls(inner: st.SearchStrategy[Said]) -> st.SearchStrategy[Said]:
    """Calls of our functions, and sums of what is there, without a parenthesis of their own."""

    @st.composite
    def drawn(draw: st.DrawFn) -> Said:
        text, value = draw(inner)
        how = draw(st.sampled_from([*BY_NAME, "a+", "a-", "a/", "+b", "-b"]))
        if how not in FUNCTIONS:
            # An argument may be a sum; between calls it stands bare, and precedence decides.
            other, number = draw(RATES)
            if how == "+b":
                return f"ESTIMAT_KOST({text})+{other}", value * 1450 + number
            if how == "-b":
                return f"{other}-ESTIMAT_ARSVERK({text})", not_negative(number - value / 1500)
            if how == "a/":
                assume(value > 1e-6)
                return f"{other}/ESTIMAT_KOST({text})", number / (value * 1450)
            if how == "a+":
                return f"{text}+{other}", value + number
            return f"{other}*ESTIMAT_TIMER({text})", number * (value / 1450)
        rate = draw(st.none() | (st.integers(0, 6).map(lambda n: (str(n), float(n)))
                                 if how == "ESTIMAT_MILL" else RATES))  # fmt: skip
        arguments = [value, *([rate[1]] if rate else [])]
        result = FUNCTIONS[how](*arguments)
        assert isinstance(result, float)
        assume(result < 1e14)
        return f"{how}({text}{',' + rate[0] if rate else ''})", result

    return drawn()


def not_negative(value: float) -> float:
    assume(value >= 0)
    return value


def computed(formula: str) -> float | None:
    """What a spreadsheet engine makes of a formula."""
    import formulon

    with formulon.Workbook.create_default() as book:
        book.set_formula(0, 0, 0, f"={formula}")
        book.recalc()
        return book.get_value(0, 0, 0).number


@given(said=st.recursive(NUMBERS, calls, max_leaves=8))
def test_the_plain_formula_computes_what_the_functions_compute(
    engine: Executor, said: Said
) -> None:
    formula, expected = said
    result = engine.submit(computed, plain(formula)).result()
    assert result is not None
    # The engine rounds a product twice, and so may find another last bit; see docs/verified.md.
    assert math.isclose(result, expected, rel_tol=1e-15, abs_tol=0), plain(formula)
