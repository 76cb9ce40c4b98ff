"""The sheet Usikkerhet in LibreOffice Calc, which computes every formula anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from estimat.core import layout
from estimat.core.book import address
from estimat.files.workbooks.new import save_new
from tests.calc import Calc
from tests.changedbook import CHANGES, Changed, ranges
from tests.running import GOOD, run
from tests.uncertain import estimate
from tests.uncertaintysheet import (
    Cells,
    forget_results,
    is_same,
    of_record,
    said,
    shown,
    written,
)
from tests.workbooks import Edited

pytestmark = pytest.mark.calc


def computed(calc: Calc, path: Path) -> dict[str, Cells]:
    """The sheets that compute themselves, as Calc has them; what is no formula is the file's."""
    found, _ = calc.formulas(path)
    sheets: dict[str, Cells] = {}
    for name, (values, formulas) in written(path).items():
        results = {(row, column): found[name, row, column][1] for row, column in formulas}
        sheets[name] = {**values, **results}
    return sheets


def assert_every_cell_is(expected: Path, there: dict[str, Cells]) -> None:
    differing = [
        (name, address(*place), values.get(place), there[name].get(place))
        for name, (values, formulas) in written(expected).items()
        for place in formulas
        if not is_same(values.get(place), there[name].get(place), 1e-11)
    ]
    assert not differing, (len(differing), differing[:5])


@pytest.mark.parametrize("change", ["nothing", "ranges", "factors"])
def test_it_says_what_the_command_line_says(
    calc: Calc, shipped: Path, tmp_path: Path, change: str
) -> None:
    book = Changed(shipped)
    CHANGES[change](book)
    path = book.save(tmp_path / "bok.xlsm")
    there = computed(calc, path)
    assert shown(there[layout.UNCERTAINTY]) == of_record(said(path, folder=tmp_path))
    if change == "nothing":
        assert_every_cell_is(shipped, there)


def test_a_random_estimate_comes_to_what_was_written(calc: Calc, tmp_path: Path) -> None:
    """One with areas of one row, and with ten factors."""
    path = tmp_path / "bok.xlsx"
    save_new(path, estimate(29), (("prøve", "0"),), "test")
    book = Edited(path)
    forget_results(book)
    assert_every_cell_is(path, computed(calc, book.save(tmp_path / "uten.xlsx")))


def test_a_copy_without_macros_says_so_too(calc: Calc, shipped: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kopi.xlsx"
    assert run("publiser", shipped, "-o", copy, folder=tmp_path).status == GOOD
    book = Changed(copy)
    ranges(book)
    book.save(copy)
    there = computed(calc, copy)
    assert shown(there[layout.UNCERTAINTY]) == of_record(said(copy, folder=tmp_path))
