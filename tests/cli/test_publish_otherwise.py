"""A workbook that another program wrote is published too; the copy is spelled as Excel does it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from estimat.core import layout
from tests.cli import test_made_otherwise as otherwise
from tests.cli.test_made_otherwise import AREA, TOTAL
from tests.files.test_dialects import in_dialect, indented, prefixed, strict
from tests.running import ERRORS_FOUND, GOOD, run
from tests.sheetxml import MAIN
from tests.workbooks import SHIPPED, Edited

pytest.importorskip("formulon")

PUBLISH = ("publiser", "bok.xlsm", "-o", "kopi.xlsx")


def in_capitals(book: Edited) -> None:
    book.parts = {name.upper(): content for name, content in book.parts.items()}


def other_columns(book: Edited) -> None:
    part = book.sheet_part(AREA)
    book.parts[part] = book.parts[part].replace(b"[Timer]", b"[TIMER]")


SPELLED: dict[str, Callable[[Edited], None]] = {
    "strict": lambda book: in_dialect(book, strict, "utf-8"),
    "prefixed, in UTF-16": lambda book: in_dialect(book, prefixed, "utf-16"),
    "indented, with prefixes": lambda book: in_dialect(book, indented, "utf-8"),
    "names in capitals": in_capitals,
    "names of columns in capitals": other_columns,
    "small letters": otherwise.small_letters,
    "cells without places": otherwise.cells_without_places,
    "an indented list": otherwise.an_indented_list_of_strings,
}


def without_results() -> Edited:
    """The shipped workbook without the sheets of a thousand formulas, which take long."""
    book = Edited()
    for sheet in (layout.UNCERTAINTY, layout.WORKING, layout.BESIDE_PLAN):
        book.remove_sheet(sheet)
    return book


def published(folder: Path) -> str:
    """What publishing says; the copy gives the total, and is spelled as the engine reads it."""
    ran = run(*PUBLISH, folder=folder)
    assert ran.status == GOOD, ran.err
    record = json.loads(run("konsolider", "kopi.xlsx", "--json", folder=folder).out)
    assert record["total"]["sum"] == TOTAL
    assert not [each for each in record["funn"] if each["alvor"] == "feil"]
    with zipfile.ZipFile(folder / "kopi.xlsx") as copy:
        names = copy.namelist()
        assert "[Content_Types].xml" in names
        for name in names:
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                content = copy.read(name)
                assert ET.fromstring(content).tag == f"{{{MAIN}}}worksheet"
                assert b"<worksheet" in content
    return ran.out


@pytest.mark.parametrize("spell", SPELLED.values(), ids=list(SPELLED))
def test_however_it_is_spelled(spell: Callable[[Edited], None], tmp_path: Path) -> None:
    book = Edited()
    spell(book)
    book.save(tmp_path / "bok.xlsm")
    assert "uten avvik fra kilden" in published(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        otherwise.opened_without_estimat, otherwise.results_that_nobody_computed,
        otherwise.hours_that_a_manual_workbook_has_not_computed,
    ],
    ids=lambda change: change.__name__,
)  # fmt: skip
def test_results_that_nobody_computed_are_computed_and_it_is_said(
    change: Callable[[Edited], None], tmp_path: Path
) -> None:
    book = without_results()
    change(book)
    book.save(tmp_path / "bok.xlsm")
    assert "uten brukbart resultat i kilden er regnet ut av formulon" in published(tmp_path)
    copy = openpyxl.load_workbook(tmp_path / "kopi.xlsx", data_only=True)
    shown = [cell.value for sheet in copy for row in sheet.iter_rows() for cell in row]
    assert "#NAME?" not in shown
    assert copy[AREA]["B11"].value == 35.3
    assert any("er regnet ut av formulon" in str(row[0].value) for row in copy["Publisert"])


def test_a_workbook_that_openpyxl_saved(tmp_path: Path) -> None:
    openpyxl.load_workbook(SHIPPED, keep_vba=True).save(tmp_path / "bok.xlsm")
    assert "formler uten brukbart resultat i kilden er regnet ut" in published(tmp_path)


def test_a_formula_that_is_never_the_same_is_told(tmp_path: Path) -> None:
    book = Edited()
    book.put(AREA, "T3", None, "RAND()")
    book.save(tmp_path / "bok.xlsm")
    ran = run(*PUBLISH, folder=tmp_path)
    assert ran.status == ERRORS_FOUND
    assert f"{AREA}!T3 har en formel uten lagret resultat" in ran.err
    assert not (tmp_path / "kopi.xlsx").exists()


def test_values_that_nobody_computed_are_computed_too(tmp_path: Path) -> None:
    book = without_results()
    otherwise.opened_without_estimat(book)
    book.save(tmp_path / "bok.xlsm")
    ran = run(*PUBLISH, "--som", "verdier", folder=tmp_path)
    assert ran.status == GOOD
    assert "uten brukbart resultat i kilden er regnet ut av formulon" in ran.out
    copy = openpyxl.load_workbook(tmp_path / "kopi.xlsx", data_only=True)
    assert copy[AREA]["B11"].value == 35.3


def test_a_heading_that_its_formulas_do_not_follow_is_no_copy(tmp_path: Path) -> None:
    book = Edited()
    book.rename_column(AREA, "Timer", "Antall timer")
    book.save(tmp_path / "bok.xlsm")
    assert run(*PUBLISH, folder=tmp_path).status == ERRORS_FOUND


def test_parts_that_were_filled_in_without_estimat_are_published_and_gathered(
    folder: Path,
) -> None:
    assert run("del", "workbook.xlsm", "-o", "deler", folder=folder).status == GOOD
    for part in (folder / "deler").iterdir():
        book = Edited(part)
        otherwise.opened_without_estimat(book)
        book.save(part)
    (folder / "kopier").mkdir()
    for part in (folder / "deler").iterdir():
        ran = run("publiser", part, "-o", f"kopier/{part.stem}.xlsx", folder=folder)
        assert ran.status == GOOD, ran.err
    assert "0 feil, 0 advarsler" in run("valider", "kopier", folder=folder).out
    for source in ("deler", "kopier"):
        ran = run("samle", source, "-o", f"av {source}.xlsm", folder=folder)
        assert ran.status == GOOD
        assert "Ikke med i det nye" not in ran.out
        ran = run("konsolider", f"av {source}.xlsm", "--json", folder=folder)
        assert json.loads(ran.out)["total"]["sum"] == TOTAL
