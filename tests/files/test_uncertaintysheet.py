"""The sheet Usikkerhet, computed from nothing by somebody else, comes to what was written."""

from __future__ import annotations

import os
from concurrent.futures import Executor
from pathlib import Path

import pytest

from estimat.core import layout
from estimat.core.book import address
from estimat.core.uncertainty.live import Layout
from estimat.core.values import CellError
from estimat.files.engine.program import recalculated_here
from estimat.files.workbooks.new import save_new
from tests.changedbook import CHANGES, Changed, ranges
from tests.running import ERRORS_FOUND, GOOD, run
from tests.uncertain import estimate
from tests.uncertaintysheet import forget_results, is_same, of_record, said, shown, written
from tests.workbooks import Content, Edited

SEEDS = range(300) if os.environ.get("ESTIMAT_SAFETY") else (3, 9, 10, 20, 26, 34, 40, 48)
"""Between them they have everything: rows alike, without ids, of one alone, factors on all …"""


@pytest.mark.parametrize("seed", SEEDS)
def test_every_cell_comes_to_what_was_written(engine: Executor, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "bok.xlsx"
    save_new(path, estimate(seed), (("prøve", "0"),), "test")
    expected = written(path)
    book = Edited(path)
    forget_results(book)
    computed = engine.submit(recalculated_here, book.save(path)).result()
    differing = [
        (name, address(*place), values.get(place), computed[name].get(place))
        for name, (values, formulas) in expected.items()
        for place in formulas
        if not is_same(values.get(place), computed[name].get(place), 1e-11)
    ]
    assert not differing, (len(differing), differing[:5])
    assert shown(computed[layout.UNCERTAINTY]) == of_record(said(path, folder=tmp_path))


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_it_says_what_the_command_line_says(
    engine: Executor, shipped: Path, tmp_path: Path, change: str
) -> None:
    book = Changed(shipped)
    CHANGES[change](book)
    path = book.save(tmp_path / "bok.xlsm")
    computed = engine.submit(recalculated_here, path).result()
    now = shown(computed[layout.UNCERTAINTY])
    assert now == of_record(said(path, folder=tmp_path))
    before = shown(written(shipped)[layout.UNCERTAINTY][0])
    assert [now[key] == before[key] for key in ("p85", "bidrag")] == [change == "nothing"] * 2


def test_a_published_copy_computes_as_the_command_line_does(
    engine: Executor, shipped: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "kopi.xlsx"
    assert run("publiser", shipped, "-o", copy, folder=tmp_path).status == GOOD
    assert shown(written(copy)[layout.UNCERTAINTY][0]) == of_record(said(shipped, folder=tmp_path))
    book = Changed(copy)
    ranges(book)
    book.save(copy)
    computed = engine.submit(recalculated_here, copy).result()
    assert shown(computed[layout.UNCERTAINTY]) == of_record(said(copy, folder=tmp_path))


def test_its_sentence_says_an_amount_below_nothing_as_the_command_line_does(
    engine: Executor, shipped: Path, tmp_path: Path
) -> None:
    book = Changed(shipped)
    book.assume(layout.CERTAINTY, 0.01)
    book.factor(1, "Lønn", "alle", 0.02, 1.0, 3.0, "Alt kan skje")
    path = book.save(tmp_path / "bok.xlsm")
    first = run("usikkerhet", path, folder=tmp_path).out.splitlines()[0]
    assert "holder −92,6 mill. kr" in first
    assert engine.submit(recalculated_here, path).result()[layout.UNCERTAINTY][3, 1] == first


FIRST_FIGURE = Layout(0).figures + 1
FLAWED: dict[str, tuple[Content, ...]] = {
    "the wrong way round": ("Pris", "Kjøp", 1.2, 1.0, 0.9, "Omvendt"),
    "a text for a number": ("Pris", "Kjøp", "90 %", 1.0, 1.2, "Tekst"),
    "by the name of another": (
        "helsetjenesten blir mer involvert", "Kjøp", 0.9, 1.0, 1.2, "Samme navn",
    ),
}  # fmt: skip


def test_a_factor_that_can_not_be_reckoned_with_gives_no_number(
    engine: Executor, shipped: Path, tmp_path: Path
) -> None:
    for number, flawed in enumerate(FLAWED.values()):
        book = Changed(shipped)
        book.factor(4, *flawed)
        path = book.save(tmp_path / f"{number}.xlsm")
        assert run("usikkerhet", path, folder=tmp_path).status == ERRORS_FOUND
        cells = engine.submit(recalculated_here, path).result()[layout.UNCERTAINTY]
        assert cells[3, 1] == "Usikkerheten lar seg ikke regne ut nå. Trykk Kontroller.", flawed
        assert isinstance(cells[FIRST_FIGURE, 3], CellError), flawed
