"""Single cells of a sheet part, changed byte for byte."""

from __future__ import annotations

import pytest

from estimat.core.values import CellError
from estimat.files.cells import read_cells
from estimat.files.meaning import Place, formulas_of, values_of
from estimat.files.writing.cellpatching import (
    taller,
    unwritable,
    with_results,
    with_values,
    without_results,
)
from tests.sheetxml import MAIN

HEAD = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:D9"/><sheetData>'.encode()
TAIL = b'</sheetData><pageMargins left="0.7"/></worksheet>'


def patched(rows: bytes, values: dict[Place, float | str | None]) -> bytes:
    """The rows of a sheet afterwards; all around them is as it was."""
    made = with_values(HEAD + rows + TAIL, "ark", values)
    assert made.startswith(HEAD)
    assert made.endswith(TAIL)
    return made[len(HEAD) : -len(TAIL)]


TEXT = b'<is><t xml:space="preserve">Ny</t></is>'


@pytest.mark.parametrize(
    ("rows", "values", "gives"),
    [
        (b'<row r="1"><c r="A1" s="3"><v>1</v></c></row>', {(1, 1): 2.5},
         b'<row r="1"><c r="A1" s="3"><v>2.5</v></c></row>'),
        (b'<row r="1" ht="20"><c r="A1" s="3" t="s"><v>7</v></c><c r="B1"/></row>', {(1, 1): "Ny"},
         b'<row r="1" ht="20"><c r="A1" s="3" t="inlineStr">' + TEXT + b'</c><c r="B1"/></row>'),
        (b'<row r="1"><c r="A1" t="e" s="3"><f>1/0</f><v>#DIV/0!</v></c></row>', {(1, 1): 2.0},
         b'<row r="1"><c r="A1" s="3"><v>2</v></c></row>'),
        (b'<row r="1"><c r="A1" s="3"/></row>', {(1, 1): 2.0},
         b'<row r="1"><c r="A1" s="3"><v>2</v></c></row>'),
        (b'<row r="1"><c r="A1" s="3" t="inlineStr"><is><t>x</t></is></c></row>', {(1, 1): None},
         b'<row r="1"><c r="A1" s="3"></c></row>'),
        (b'<row r="1"><c r="A1"/><c r="C1"/></row>', {(1, 2): 2.0},
         b'<row r="1"><c r="A1"/><c r="B1"><v>2</v></c><c r="C1"/></row>'),
        (b'<row r="1"/><row r="5"><c r="A5"/></row>', {(1, 2): 1.0, (1, 3): 2.0, (3, 1): 3.0,
                                                       (4, 1): 4.0, (9, 2): 5.0},
         b'<row r="1"><c r="B1"><v>1</v></c><c r="C1"><v>2</v></c></row>'
         b'<row r="3"><c r="A3"><v>3</v></c></row><row r="4"><c r="A4"><v>4</v></c></row>'
         b'<row r="5"><c r="A5"/></row><row r="9"><c r="B9"><v>5</v></c></row>'),
        (b'<row><c><v>1</v></c><c><v>2</v></c></row>', {(1, 2): 3.0},
         b'<row><c><v>1</v></c><c><v>3</v></c></row>'),
    ],
)  # fmt: skip
def test_a_cell_says_something_else_and_nothing_beside_it(
    rows: bytes, values: dict[Place, float | str | None], gives: bytes
) -> None:
    assert patched(rows, values) == gives


def test_an_empty_sheet_gets_its_first_cells() -> None:
    bare = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>'.encode()
    text = b'<x:is><x:t xml:space="preserve">Ny</x:t></x:is>'
    rows = (
        b'<x:sheetData><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row>'
        b'<x:row r="3"><x:c r="B3" t="inlineStr">' + text + b"</x:c></x:row></x:sheetData>"
    )
    made = with_values(bare, "ark", {(2, 1): 1.0, (3, 2): "Ny"})
    assert made == bare.replace(b"<x:sheetData/>", rows)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "<b>&amp;</b>", "_x0041_", "én\nto", " rom ", "\x01\x0b\r", "_x000D_", "æøå €", "'"],
)
def test_any_text_reads_back_as_it_was(text: str) -> None:
    made = with_values(HEAD + b'<row r="1"><c r="A1" s="1"/></row>' + TAIL, "ark", {(1, 1): text})
    cells = read_cells(made, "ark").cells
    assert values_of(cells, {}) == {(1, 1): text}
    assert formulas_of(cells) == {}


def test_results_are_put_and_taken_away_with_what_the_formula_fills() -> None:
    rows = (
        b'<row r="1"><c r="A1" s="2"><f t="array" ref="A1:A2">B1:B2*2</f><v>2</v></c>'
        b'<c r="B1"><v>1</v></c><c r="C1" t="str"><f>B1&amp;""</f><v>1</v></c></row>'
        b'<row r="2"><c r="A2"><v>4</v></c><c r="B2"><v>2</v></c></row>'
    )
    lost = without_results(HEAD + rows + TAIL, "ark", [(1, 1)])
    assert lost[len(HEAD) : -len(TAIL)] == rows.replace(
        b'<v>2</v></c><c r="B1"', b'</c><c r="B1"'
    ).replace(b"<v>4</v>", b"")
    put = with_results(HEAD + rows + TAIL, "ark", {(1, 3): CellError("#N/A")})
    assert b'<c r="C1" t="e"><f>B1&amp;""</f><v>#N/A</v></c>' in put


def test_a_cell_that_shares_its_formula_is_not_written_in_alone() -> None:
    rows = (
        b'<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f></c></row>'
        b'<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
        b'<row r="3"><c r="A3"><f t="array" ref="A3:A4">B1:B2</f></c></row>'
        b'<row r="4"><c r="A4"/></row>'
    )
    sheet = HEAD + rows + TAIL
    found = [unwritable(sheet, "ark", [place]) for place in ((1, 1), (2, 1), (3, 1), (4, 1))]
    assert found == [(1, 1), None, (3, 1), (4, 1)]


def test_rows_grow_and_never_shrink() -> None:
    rows = b'<row r="1" ht="40"/><row r="2" ht="15" s="1"/><row r="3"/><row r="4" ht="9"/>'
    made = taller(HEAD + rows + TAIL, "ark", {1: 30.0, 2: 30.0, 3: 30.0})
    assert made[len(HEAD) : -len(TAIL)] == (
        b'<row r="1" ht="40"/><row r="2" s="1" ht="30"/><row r="3" ht="30"/><row r="4" ht="9"/>'
    )
