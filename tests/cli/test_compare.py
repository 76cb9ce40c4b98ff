"""`estimat sammenlign` as people see it, and the workbook it writes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from rich.cells import cell_len

from estimat.core.interpret import interpret
from estimat.files.reading import read_book
from tests.golden import assert_golden
from tests.running import ERRORS_FOUND, GOOD, WRONG_USE, run, run_in_terminal, without_colours
from tests.smallbook import ASSUMPTIONS, OWN, PURCHASE, Small
from tests.workbooks import Edited

GOLDEN = Path(__file__).parent / "golden"
COMPARE = ("sammenlign", "liten.xlsx", "senere.xlsx")


@pytest.fixture
def changed(tmp_path: Path, small: Path) -> Path:
    """A folder with a workbook as it was, and as it has become."""
    shutil.copy(small, tmp_path / "liten.xlsx")
    book = Small(small, "senere.xlsx")
    book.hours(OWN, 1010.0)
    book.amount(PURCHASE, 200_000.0)
    book.write("Ansvarlig", PURCHASE, "Per Hansen")
    book.put(ASSUMPTIONS, "B10", 0.2)
    book.save(tmp_path / "senere.xlsx")
    return tmp_path


def said(text: str) -> str:
    return "\n".join(line.rstrip() for line in without_colours(text).splitlines())


@pytest.mark.parametrize("columns", [80, 140])
def test_what_has_changed_fits_the_terminal(changed: Path, columns: int) -> None:
    ran = run_in_terminal(*COMPARE, folder=changed, columns=columns)
    assert ran.status == GOOD
    assert_golden(GOLDEN / f"sammenlign-{columns}.txt", said(ran.out))
    assert max(cell_len(line) for line in said(ran.out).splitlines()) <= columns


def test_the_changes_add_up_in_json(changed: Path) -> None:
    ran = run(*COMPARE, "--json", folder=changed)
    assert ran.status == GOOD
    found = json.loads(ran.out)
    listed = sum(change["kroner"] for change in found["endringer"])
    proof = found["avstemming"]
    assert listed == proof["endringer"] == proof["na"] - proof["for"] == 10 * 1450 - 50_000
    assert proof["differanse"] == 0
    assert [change["hva"] for change in found["endringer"]].count("Rad") == 2


def test_the_workbook_says_the_same(changed: Path) -> None:
    ran = run(*COMPARE, "-o", "endringer.xlsx", folder=changed)
    assert ran.status == GOOD
    book = openpyxl.load_workbook(changed / "endringer.xlsx")
    assert book.sheetnames == ["Sammenligning", "Endringer"]
    *_, last = book["Endringer"].iter_rows(values_only=True)
    assert (last[0], last[-1]) == ("Sum av endringene", 10 * 1450 - 50_000)
    totals = {row[0]: row for row in book["Sammenligning"].iter_rows(values_only=True)}
    assert totals["Sum direktoratet"][-1] == last[-1]
    assert totals["= Differanse"][1] == 0
    linked = [cell for row in book["Endringer"].iter_rows() for cell in row if cell.hyperlink]
    assert {cell.hyperlink.target for cell in linked if cell.hyperlink} == {"senere.xlsx"}
    # It is a result: it may be written again, and is no estimate.
    assert run(*COMPARE, "-o", "endringer.xlsx", folder=changed).status == GOOD
    assert run("valider", "endringer.xlsx", folder=changed).status == ERRORS_FOUND


def test_a_result_is_compared_by_its_lines(changed: Path) -> None:
    for name in ("liten", "senere"):
        run("konsolider", f"{name}.xlsx", "-o", f"{name}-ut.xlsx", folder=changed)
    whole = json.loads(run(*COMPARE, "--json", folder=changed).out)
    for before in ("liten.xlsx", "liten-ut.xlsx"):
        for after in ("senere.xlsx", "senere-ut.xlsx"):
            ran = run("sammenlign", before, after, "--json", folder=changed)
            assert ran.status == GOOD
            found = json.loads(ran.out)
            assert found["avstemming"] == whole["avstemming"]
            kroner = [change["kroner"] for change in found["endringer"]]
            assert [each for each in kroner if each] == [14_500, -50_000]


def test_nothing_has_changed_from_a_workbook_to_its_own_result(folder: Path) -> None:
    run("konsolider", "workbook.xlsm", folder=folder)
    ran = run("sammenlign", "konsolidert.xlsx", "workbook.xlsm", folder=folder)
    assert ran.status == GOOD
    assert "Ingenting er endret." in ran.out


def test_a_result_whose_lines_were_changed_by_hand_is_refused(changed: Path) -> None:
    run("konsolider", "liten.xlsx", folder=changed)
    book = Edited(changed / "konsolidert.xlsx")
    book.put("Linjer", "I2", 1.0)
    book.save(changed / "rettet.xlsx")
    ran = run("sammenlign", "rettet.xlsx", "senere.xlsx", folder=changed)
    assert ran.status == WRONG_USE
    assert "er et resultat som er endret eller lagret på nytt" in ran.err


def test_areas_in_files_of_their_own_are_the_same_estimate(folder: Path) -> None:
    (folder / "delt").mkdir()
    shipped, _ = read_book(folder / "workbook.xlsm", "workbook.xlsm")
    for area in interpret(shipped).areas:
        book = Edited(folder / "workbook.xlsm")
        for other in interpret(shipped).areas:
            if other.sheet.name != area.sheet.name:
                book.remove_sheet(other.sheet.name)
        book.save(folder / "delt" / f"{area.head.id}.xlsm")
    ran = run("sammenlign", "workbook.xlsm", "delt", folder=folder)
    assert "Ingenting er endret." in ran.out


def test_errors_are_said_and_what_they_take_is_in_the_list(changed: Path, small: Path) -> None:
    book = Small(small, "senere.xlsx")
    book.write("Timer", OWN, "mange")
    book.save(changed / "senere.xlsx")
    ran = run(*COMPARE, folder=changed)
    assert ran.status == ERRORS_FOUND
    assert ran.out.startswith("Nå: 1 feil, og rader med feil er ikke med i summen.")
    assert "Utelatt fordi: – → Tekst der det skal stå et tall" in ran.out
    assert "= 0 kr" in ran.out


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_what_cannot_be_read_is_not_compared(changed: Path, options: tuple[str, ...]) -> None:
    (changed / "senere.xlsx").write_bytes(b"ikke en arbeidsbok")
    ran = run(*COMPARE, *options, folder=changed)
    assert ran.status == WRONG_USE
    assert "FIL-03" in ran.out
    assert "Endring" not in ran.out


def test_a_workbook_is_not_overwritten(changed: Path) -> None:
    before = (changed / "liten.xlsx").read_bytes()
    ran = run(*COMPARE, "-o", "liten.xlsx", folder=changed)
    assert ran.status == WRONG_USE
    assert (changed / "liten.xlsx").read_bytes() == before
