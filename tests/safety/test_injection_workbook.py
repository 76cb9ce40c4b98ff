"""Texts of a workbook that look like formulas, links or markup are texts wherever they come out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest

from estimat.cli.main import main
from estimat.cli.telling import ERRORS_FOUND, GOOD
from estimat.core import layout
from estimat.core.comparing.comparison import Kind
from estimat.files.reading import read_book
from tests.running import assert_no_fault
from tests.safety.payloads import PAYLOADS
from tests.safety.sizes import cases
from tests.safety.written import assert_same_but_for, formulas, leads_to, outside, texts
from tests.smallbook import AREA, OWN, PASS_THROUGH, PURCHASE, Small

TESTED = PAYLOADS[:: cases(5, 1)]
TEXT, SHEET, FILE = "Uskyldig", "Arket", "fila"
KRONER = 2_000_000

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_CHARACTER = re.compile("[\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def poisoned(small: Path, payload: str, sheet: str, target: Path) -> None:
    """The small workbook with a payload in every text of its area, and its numbers as they were."""
    book, stored = Small(small), _stored(payload)
    for field in (layout.AREA_NAME, layout.AREA_RESPONSIBLE, layout.AREA_STATUS, layout.AREA_ID,
                  layout.AREA_REASON, layout.AREA_AMBITIONS):  # fmt: skip
        book.write_head(field, stored)
    for row in (OWN, PURCHASE, PASS_THROUGH):
        for column in (layout.ID, layout.ACTIVITY, layout.RESPONSIBLE, layout.COMMENT):
            book.write(column.header, row, stored)
    # Formulas know no escapes, so one cannot hold what is no character.
    formula = _stored(_NO_CHARACTER.sub("\ufffd", payload.strip()))
    book.write(layout.COST.header, OWN, 1_450_000.0, formula)
    book.write_assumption(layout.PRICE_LEVEL, stored)
    book.write_assumption(layout.MINISTRY, stored)
    book.add_external_link(quote(payload.strip()))
    _call(book, sheet)
    book.save(target)


def _stored(text: str) -> str:
    """Text as files store it: what is no character in XML is escaped."""
    return _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", _ESCAPE.sub("_x005F_", text))


def _call(book: Small, sheet: str) -> None:
    """Name the area's sheet, whatever signs that takes."""

    def edit(root: object) -> None:
        for element in root.iter():  # type: ignore[attr-defined]
            if element.get("name") == AREA:
                element.set("name", sheet)
            quoted = sheet.replace("'", "''")
            text = element.text or ""
            element.text = text.replace(f"'{AREA}'!", f"{AREA}!").replace(
                f"{AREA}!", f"'{quoted}'!"
            )

    book.workbook(edit)


def _as_sheet(payload: str) -> str:
    return re.sub(r"[\x00-\x20\x7f\ufffe\uffff]", "", payload)[:31] or SHEET


def _as_file(payload: str) -> str:
    short = payload.replace("/", "∕").replace("\0", "")[:50]
    return f"{short}.xlsx"


@pytest.fixture(scope="module")
def plain(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The result of the same workbook with an innocent word in every place."""
    folder = tmp_path_factory.mktemp("plain")
    poisoned(small, TEXT, SHEET, folder / f"{FILE}.xlsx")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["konsolider", "--tving", f"{FILE}.xlsx", "-o", "sum.xlsx"]) in (GOOD, 1)
    found = " ".join(texts(folder / "sum.xlsx", {}).values())
    assert [found.count(word) > 3 for word in (TEXT, SHEET, FILE)] == [True, True, True]
    return folder / "sum.xlsx"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where commands run."""
    folder = tmp_path / "inn"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("payload", TESTED, ids=lambda payload: ascii(payload[:40]))
def test_a_text_of_a_workbook_is_a_text_in_the_result(
    payload: str, small: Path, plain: Path, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file, sheet = _as_file(payload), _as_sheet(payload)
    source, result = folder / file, folder.parent / "sum.xlsx"
    poisoned(small, payload, sheet, source)

    given = ["konsolider", "--tving", "-o", str(result), "--", file]
    assert main(given) in (GOOD, ERRORS_FOUND)
    said = capfd.readouterr()
    assert_no_fault(said.out.replace(payload, "") + said.err)
    assert not _STEERING.search(said.out)
    assert "2 000 000" in said.out

    assert main([*given[:2], "--json", "--", file]) in (GOOD, ERRORS_FOUND)
    said = capfd.readouterr()
    assert not _STEERING.search(said.out)
    record = json.loads(said.out)
    (area,) = record["omrader"]
    shown = _plain(payload)
    assert area["navn"] == (shown or sheet)
    assert area["id"] == shown
    assert [area["sum"], record["total"]["sum"]] == [KRONER, KRONER]

    assert formulas(result) == formulas(plain)  # those of the chart
    assert {leads_to(target, result.parent) for target in outside(result)} <= {source}
    book, _ = read_book(result, "sum.xlsx")
    numbers = [value for sheet in book.sheets for value in sheet.values.values()]
    assert numbers.count(float(KRONER)) >= 4
    if shown and len(payload) < 200:
        words = {TEXT: shown, SHEET: sheet, f"{FILE}.xlsx": file}
        words = {word: _NO_CHARACTER.sub("\ufffd", other) for word, other in words.items()}
        assert_same_but_for(words, texts(result, {}), texts(plain, {}))


@pytest.mark.parametrize("payload", TESTED, ids=lambda payload: ascii(payload[:40]))
def test_a_text_of_a_workbook_is_a_text_in_a_comparison(
    payload: str, small: Path, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    poisoned(small, TEXT, SHEET, folder / f"{FILE}.xlsx")
    file, result = f"til {_as_file(payload)}", folder.parent / "endret.xlsx"
    poisoned(small, payload, _as_sheet(payload), folder / file)
    given = ["sammenlign", "-o", str(result), "--", f"{FILE}.xlsx", file]
    assert main(given) in (GOOD, ERRORS_FOUND)
    said = capfd.readouterr()
    assert_no_fault(said.out.replace(payload, "") + said.err)
    assert not _STEERING.search(said.out)
    assert formulas(result) == sorted(f'formula "{kind.value}"' for kind in Kind)  # of the colours
    sources = {folder / file, folder / f"{FILE}.xlsx"}
    assert {leads_to(target, result.parent) for target in outside(result)} <= sources


def _plain(payload: str) -> str:
    """What is left of a payload in a cell: half a character is none, and blanks around it go."""
    return re.sub("[\ud800-\udfff]", "\ufffd", payload).strip()
