"""What a formula takes its result from: never less than the engine would look at."""

from __future__ import annotations

import pytest

from estimat.core.book import LAST_ROW, Range, Table
from estimat.core.precedents import Sources, in_order, of_table, sources

A1, B2_C4 = Range(1, 1, 1, 1), Range(2, 2, 4, 3)
TABLE = Table("T", Range(10, 2, 14, 5), ("Id", "Timer, lav", "a[b]", "Sum"), has_totals=True)


@pytest.mark.parametrize(
    ("formula", "cells"),
    [
        ("A1+$A$1*2", [("", A1), ("", A1)]),
        ("SUM(B2:C4)", [("", B2_C4)]),
        ("SUM($C$4:B2)", [("", B2_C4)]),
        ("Ark2!A1", [("Ark2", A1)]),
        ("'O''Brien, (1)'!B2:C4+A1", [("O'Brien, (1)", B2_C4), ("", A1)]),
        ("SUM(A:C)", [("", Range(1, 1, LAST_ROW, 3))]),
        ('"A1"&"B2:C4"', []),
        ("@A1", [("", A1)]),
        ("ESTIMAT_KOST(A1,B2:C4)", [("", A1), ("", B2_C4)]),
        ("SUM(A1,(B2:C4 A1))", [("", A1), ("", B2_C4), ("", A1)]),
        ("a1+XFD1", [("", A1), ("", Range(1, 16_384, 1, 16_384))]),
    ],
)
def test_cells(formula: str, cells: list[tuple[str, Range]]) -> None:
    looked = sources(formula)
    assert list(looked.cells) == cells
    assert (looked.names, looked.tables, looked.unclear) == ((), (), "")


def test_names_tables_and_functions() -> None:
    looked = sources("IF(TRUE,Sats*T[Sum],Lønn.2026)+LOG10(T[[#This Row],[Id]])")
    assert looked == Sources(
        names=("Sats", "Lønn.2026"),
        tables=(("T", "[Sum]"), ("T", "[[#This Row],[Id]]")),
        functions=("IF", "LOG10"),
    )


@pytest.mark.parametrize(
    "formula",
    ["[1]Ark!A1", "'C:\\[a.xlsx]Ark'!A1", "SUM(Jan:Mars!A1)", "SUM('Jan:Mars'!A1)", "A1#",
     "A1:INDEX(B:B,2)", "INDEX(B:B,2):A1", "A1:Sats", "SUM(1:3)", "[@Timer]", "Ark1!A1:Ark2!B2"],
)  # fmt: skip
def test_what_the_text_does_not_tell_is_unclear(formula: str) -> None:
    assert sources(formula).unclear


@pytest.mark.parametrize(
    ("formula", "relative"),
    [("Ark!$A$1:$B$2", False), ("Ark!A1", True), ("$A$1:B2", True), ("$A:$B", False), ("5", False)],
)
def test_cells_that_are_not_fixed_are_seen(formula: str, relative: bool) -> None:
    assert sources(formula).relative == relative


@pytest.mark.parametrize(
    ("reference", "cells"),
    [
        ("[Sum]", Range(11, 5, 13, 5)),
        ("[[#This Row],[Sum]]", Range(12, 5, 12, 5)),
        ("[@Sum]", Range(12, 5, 12, 5)),
        ("[@[Timer, lav]]", Range(12, 3, 12, 3)),
        ("[a'[b']]", Range(11, 4, 13, 4)),
        ("[[id]:[Sum]]", Range(11, 2, 13, 5)),
        ("[[#This Row],[Timer, lav]:[Sum]]", Range(12, 3, 12, 5)),
        ("[#All]", TABLE.area),
        ("[[#Totals],[Sum]]", Range(10, 5, 14, 5)),
        ("[[#Headers],[#Data],[Sum]]", Range(10, 5, 14, 5)),
        ("[Ukjent]", Range(11, 2, 13, 5)),
        ("[]", Range(11, 2, 13, 5)),
    ],
)
def test_a_reference_to_a_table(reference: str, cells: Range) -> None:
    assert of_table(TABLE, reference, 12) == cells


def test_cells_come_after_those_they_need_and_rings_do_not_come() -> None:
    places = {name: ("Ark", (row, 1)) for row, name in enumerate("abcdefg", start=1)}

    def cell(name: str) -> tuple[str, Range]:
        row = places[name][1][0]
        return "Ark", Range(row, 1, row, 1)

    whole = ("Ark", Range(1, 1, 3, 9))
    taken = {"a": "b", "b": "c", "c": "", "d": "", "e": "f", "f": "e", "g": "f"}
    uses = {places[name]: [cell(each) for each in needs] for name, needs in taken.items()}
    uses[places["d"]] = [whole]
    order = in_order(uses)
    names = [next(name for name, place in places.items() if place == each) for each in order]
    assert names == ["c", "b", "a", "d"]
    assert order[places["d"]] == {places[name] for name in "abc"}
