"""The ribbon's commands, through xlwings' Windows engine, on a workbook that a stand-in holds open.

What is real: Windows Python, COM between two processes, xlwings' server and its Excel objects, and
everything of ours. Excel itself is `excelstandin.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from estimat.core import layout
from estimat.core.book import Sheet
from estimat.core.interpret import interpret
from estimat.files.workbooks.new import save_template
from tests.e2e.excel import Answer, Excel, book_of, sheet_of
from tests.running import run
from tests.workbooks import Edited

pytestmark = pytest.mark.wine


@pytest.fixture(scope="module")
def excel(windows: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Excel]:
    opened = Excel(tmp_path_factory.mktemp("excel"))
    yield opened
    opened.close()


def difference(ours: Sheet, theirs: Sheet) -> set[int]:
    """The rows in which two sheets do not say the same."""
    places = {*ours.values, *theirs.values}
    return {row for row, column in places
            if ours.values.get((row, column)) != theirs.values.get((row, column))}  # fmt: skip


def as_it_is(answer: Answer) -> list[list[Any]]:
    """The sheets; a formula that was entered where its file has it already has changed nothing."""
    return [
        [name, file, there, {
            cell: formula for cell, formula in entered.items()
            if formula not in {f"={each}" for each in sheet_of(Path(file), there).formulas.values()}
        }]
        for name, file, there, entered in answer.sheets
    ]  # fmt: skip


def row_of(sheet: Sheet, text: str) -> int:
    return next(row for (row, _), value in sheet.values.items() if value == text)


@pytest.fixture
def flawed(shipped: Path, tmp_path: Path) -> Path:
    """The shipped workbook with a text where hours should be."""
    book = Edited(shipped)
    book.put(AREA, cell_of(shipped, layout.HOURS), "mange")
    return book.save(tmp_path / "feil.xlsm")


AREA: Final = "Prøvesvar"


def cell_of(path: Path, column: layout.Column) -> str:
    estimate = interpret(book_of(path))
    area = next(each for each in estimate.areas if each.sheet.name == AREA)
    return estimate.cell(area, area.activities[0], column).cell


def test_konsolider_writes_what_the_command_line_writes(
    excel: Excel, shipped: Path, tmp_path: Path
) -> None:
    answer = excel("konsolider", shipped, fresh=True)
    assert answer.text.startswith("Konsolidert: 69,4 mill. kr")
    run("konsolider", shipped, "-o", tmp_path / "k.xlsx", folder=tmp_path)
    for name in ("Konsolidert", "Kontroll"):
        ours, theirs = answer.sheet(name), sheet_of(tmp_path / "k.xlsx", name)
        differing = difference(ours, theirs)
        if name == "Konsolidert":
            # The time and the user are what they are; the file has a name of its own.
            stamp = row_of(theirs, "Stempel")
            differing = {row for row in differing if row < stamp}
        else:
            # On the command line the file of a finding is a path.
            assert len(ours.values) == len(theirs.values)
            continue
        assert not differing, name


def test_afterwards_everything_is_in_its_place(excel: Excel, shipped: Path) -> None:
    before = excel("status", shipped, fresh=True)
    after = excel("konsolider", shipped)
    assert after.names == before.names
    assert after.active == "Konsolidert"
    assert after.still == [True, True, True]
    assert after.left_open == 0
    assert after.said[-1] is False
    assert "kontrollerer" in after.said[0]
    changed = {a[0] for a, b in zip(after.sheets, before.sheets, strict=True) if a[1] != b[1]}
    assert changed == {"Konsolidert", "Kontroll"}


def test_a_consolidation_takes_at_most_four_calls_a_sheet(excel: Excel, shipped: Path) -> None:
    answer = excel("konsolider", shipped, fresh=True)
    assert len(answer.calls) <= 4 * len(answer.sheets), answer.calls


def test_rows_cost_no_calls(excel: Excel, small: Path, tmp_path: Path) -> None:
    areas = (Path(__file__).parents[1] / "data" / "liten.toml").read_text("utf-8")
    rows = "".join(
        f'[[omrade.aktivitet]]\nid = "R-{row}"\nnavn = "Rad"\ntype = "Egne timer"\ntimer = 1\n'
        for row in range(500)
    )
    (tmp_path / "stor.toml").write_text(f"{areas}\n{rows}", "utf-8")
    save_template(tmp_path / "stor.xlsm", tmp_path / "stor.toml")
    few = excel("konsolider", small, fresh=True)
    many = excel("konsolider", tmp_path / "stor.xlsm", fresh=True)
    assert many.text.startswith("Konsolidert")
    assert many.calls == few.calls


def test_with_an_error_nothing_is_written_and_its_cell_is_selected(
    excel: Excel, flawed: Path
) -> None:
    before = excel("status", flawed, fresh=True)
    after = excel("konsolider", flawed)
    assert after.text.startswith("Ikke konsolidert, og ingenting er skrevet: 1 feil")
    assert "TALL-02" in after.text
    assert after.sheets == before.sheets
    assert after.selected == f"{AREA}!{cell_of(flawed, layout.HOURS)}"


def test_kontroller_writes_only_kontroll(excel: Excel, flawed: Path) -> None:
    before = excel("status", flawed, fresh=True)
    after = excel("kontroller", flawed)
    changed = {a[0] for a, b in zip(after.sheets, before.sheets, strict=True) if a[1] != b[1]}
    assert changed == {"Kontroll"}
    assert "TALL-02" in after.sheet("Kontroll").values.values()
    assert after.selected == f"{AREA}!{cell_of(flawed, layout.HOURS)}"


def test_the_findings_come_one_after_the_other_and_round_again(excel: Excel, flawed: Path) -> None:
    assert "Trykk Kontroller" in excel("ga_til_funn", flawed, fresh=True).text
    first = excel("kontroller", flawed)
    count = int(first.text.partition(" av ")[2].partition(":")[0])
    texts = [excel("ga_til_funn", flawed).text for _ in range(count)]
    assert [text.partition(":")[0] for text in texts] == [
        f"Funn {n % count + 1} av {count}" for n in range(1, count + 1)
    ]


def test_what_somebody_wrote_beside_is_named_and_brought_back(excel: Excel, tmp_path: Path) -> None:
    book = Edited()
    book.put("Konsolidert", "P6", "Avklart med departementet")
    book.put("Kontroll", "I5", "Ses på mandag")
    workbook = book.save(tmp_path / "bok.xlsm")
    before = excel("status", workbook, fresh=True)
    said = excel("konsolider", workbook).text
    assert "ikke med: Konsolidert!P6 «Avklart med departementet», Kontroll!I5 «Ses på" in said
    after = excel("angre", workbook)
    assert as_it_is(after) == as_it_is(before)
    said = excel("kontroller", workbook).text
    assert "ikke med: Kontroll!I5 «Ses på mandag»." in said
    assert "«Angre konsolidering» henter det tilbake" in said


def test_angre_brings_back_what_was_there(excel: Excel, shipped: Path) -> None:
    before = excel("status", shipped, fresh=True)
    excel("konsolider", shipped)
    after = excel("angre", shipped)
    assert as_it_is(after) == as_it_is(before)
    assert after.still == [True, True, True]
    assert "ingen konsolidering å angre" in excel("angre", shipped).text


def test_angre_takes_away_what_was_not_there(excel: Excel, small: Path, tmp_path: Path) -> None:
    book = Edited(small)
    for name in ("Konsolidert", "Kontroll"):
        book.remove_sheet(name)
    bare = book.save(tmp_path / "bar.xlsx")
    before = excel("status", bare, fresh=True)
    assert excel("konsolider", bare).names == [*before.names, "Konsolidert", "Kontroll"]
    assert excel("angre", bare).sheets == before.sheets


def test_angre_of_a_check_leaves_alone_what_was_never_there(
    excel: Excel, small: Path, tmp_path: Path
) -> None:
    book = Edited(small)
    book.remove_sheet("Konsolidert")
    book.put("Kontroll", "I5", "Ses på mandag")
    workbook = book.save(tmp_path / "bok.xlsx")
    before = excel("status", workbook, fresh=True)
    assert "ikke med: Kontroll!I5" in excel("kontroller", workbook).text
    after = excel("angre", workbook)
    assert "er som før siste konsolidering" in after.text
    assert as_it_is(after) == as_it_is(before)


def test_nytt_tjenesteomrade_is_an_area_with_formulas_of_this_workbook(
    excel: Excel, shipped: Path
) -> None:
    before = excel("status", shipped, fresh=True)
    after = excel("nytt_tjenesteomrade", shipped, answers=[" Felles språk "])
    assert after.names == [*before.names, "Felles språk"]
    _, file, _, entered = after.sheets[-1]
    (area,) = interpret(book_of(Path(file))).areas
    assert (area.head.name, len(area.activities)) == ("Felles språk", 0)
    assert {f"={each}" for each in area.sheet.formulas.values()} == set(entered.values())


@pytest.mark.parametrize("typed", ["", "  "])
def test_a_new_area_without_a_name_is_none(excel: Excel, shipped: Path, typed: str) -> None:
    before = excel("status", shipped, fresh=True)
    after = excel("nytt_tjenesteomrade", shipped, answers=[typed])
    assert (after.text, after.sheets) == ("", before.sheets)
    assert after.asked == [["text", "Hva heter tjenesteområdet?", ""]]


def test_somebody_elses_sheet_is_not_written_over(
    excel: Excel, shipped: Path, tmp_path: Path
) -> None:
    book = Edited(shipped)
    book.put("Kontroll", "A1", "Mine notater")
    other = book.save(tmp_path / "notater.xlsm")
    before = excel("status", other, fresh=True)
    after = excel("konsolider", other)
    assert "«Kontroll» er ikke laget av Estimat" in after.text
    assert after.sheets == before.sheets


def test_a_protected_workbook_is_left_alone(excel: Excel, shipped: Path) -> None:
    before = excel("status", shipped, fresh=True)
    after = excel("konsolider", shipped, protected=True)
    assert "Opphev beskyttelsen" in after.text
    assert after.sheets == before.sheets


def test_formulas_that_point_to_the_result_still_do(
    excel: Excel, shipped: Path, tmp_path: Path
) -> None:
    book = Edited(shipped)
    book.put("Veiledning", "H1", "69.4", formula="Konsolidert!J10")
    answer = excel("konsolider", book.save(tmp_path / "peker.xlsm"), fresh=True)
    entered = {name: formulas for name, _, _, formulas in answer.sheets if formulas}
    assert entered.keys() == {"Veiledning", "Konsolidert"}
    assert entered["Veiledning"] == {"H1": "=Konsolidert!J10"}


def test_the_line_that_says_whether_the_total_is_old_means_this_workbook_s_tables(
    excel: Excel, shipped: Path
) -> None:
    answer = excel("konsolider", shipped, fresh=True)
    (entered,) = [formulas for name, _, _, formulas in answer.sheets if name == "Konsolidert"]
    theirs = sheet_of(shipped, "Konsolidert").formulas
    assert entered == {"A3": f"={theirs[3, 1]}", "I3": f"={theirs[3, 9]}"}


def test_whichever_call_fails_the_workbook_is_as_it_was(excel: Excel, shipped: Path) -> None:
    before = excel("status", shipped, fresh=True)
    calls = len(excel("konsolider", shipped, fresh=True).calls)
    for fail_at in range(1, calls + 1):
        after = excel("konsolider", shipped, fresh=True, fail_at=fail_at)
        failed = f"{fail_at}: {after.calls[fail_at - 1]}"
        if after.text.startswith("Konsolidert"):
            continue  # what failed was not needed for the result
        assert after.left_open == failed.endswith("Book.Close"), failed
        assert sorted(as_it_is(after)) == sorted(as_it_is(before)), failed
        assert after.still.count(False) <= 1, failed  # only what could not be set back
