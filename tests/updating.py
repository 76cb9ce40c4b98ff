"""Parts that are out, a workbook with new rates, and how an updated part is held against it."""

from __future__ import annotations

import json
import math
import re
import zipfile
from pathlib import Path
from typing import Any, Final

from estimat.core import layout
from estimat.core.layout import Field
from estimat.core.values import Value
from estimat.files.engine.computing import computed_all
from estimat.files.reading import read_book
from tests.changedbook import Changed
from tests.running import GOOD, Ran, run
from tests.sheetxml import tag
from tests.workbooks import Content, Edited

TABLE: Final = "Tabell_PLL"
SHEET: Final = "Legemiddelliste"
_RESULT: Final = re.compile(rb'(?: t="\w+")?(><f[^>]*>[^<]*</f>)(?:<v>[^<]*</v>)?')


def master(folder: Path, **rates: Content) -> Path:
    """The workbook of the folder with other assumptions, by the names of their cells."""
    book = Changed(folder / "workbook.xlsm")
    fields = {field.name: field for field in layout.ASSUMPTIONS}
    for name, value in rates.items():
        book.assume(fields[name], value)
    return Edited.save(book, folder / "ny.xlsm")


def updated(folder: Path, *names: str, to: str = "ut2", status: int = GOOD) -> list[dict[str, Any]]:
    """What `estimat oppdater` says of each file."""
    ran = run("oppdater", *names, "--fra", "ny.xlsm", "-o", to, "--json", folder=folder)
    assert ran.status == status, ran
    files: list[dict[str, Any]] = json.loads(ran.out)["filer"]
    return files


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def without_results(sheet: bytes) -> bytes:
    """A sheet's part without what its formulas give."""
    return _RESULT.sub(rb"\1", sheet)


def changed_parts(before: Path, after: Path) -> set[str]:
    """The parts of two packages that are not the same to the last byte."""
    old, new = parts_of(before), parts_of(after)
    assert list(old) == list(new)
    return {name for name, content in new.items() if content != old[name]}


def values(path: Path, sheet: str) -> dict[tuple[int, int], Value]:
    book, _ = read_book(path, path.name)
    return next(each.values for each in book.sheets if each.name == sheet)


def named(path: Path, field: Field) -> Value:
    book, _ = read_book(path, path.name)
    found = book.named(field.name)
    assert found
    return found[0].values.get(found[1][:2])


def assert_results_are_those_computed_anew(path: Path, folder: Path) -> None:
    """Every result that is stored is what an engine gives that is told to believe none of them."""
    book = Edited(path)

    def distrust(root: Any) -> None:
        found = root.find(tag("calcPr"))
        assert found is not None
        found.set("fullCalcOnLoad", "1")

    book.workbook(distrust)
    (computed,) = computed_all([book.save(folder / f"regnet-{path.name}")])
    read, _ = read_book(path, path.name)
    for sheet in read.sheets:
        for place, formula in sheet.formulas.items():
            stored, gives = sheet.values.get(place), computed.results[sheet.name].get(place)
            assert same(stored, gives), (sheet.name, place, formula, stored, gives)


def same(one: Value, other: Value) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-9)
    return one == other


def collected(folder: Path, *names: str) -> Ran:
    """The parts as one workbook again, `samlet.xlsm`."""
    return run("samle", *names, "-o", "samlet.xlsm", folder=folder)
