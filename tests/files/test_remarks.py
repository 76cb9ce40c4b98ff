"""Remarks in workbooks that are spelled as nobody here would, and by way of every other byte."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from estimat.actions.collecting import sent_now
from estimat.core import layout
from estimat.core.collection.givensheet import HEADER, SEND_BACK, given_sheet, returned_on
from estimat.core.collection.remarks import Remark, Status
from estimat.files.collection.dividing import divide
from estimat.files.collection.remarks import Remarked, remark
from estimat.files.collection.remarksheet import as_it_reads, drawn
from estimat.files.package import zipped
from estimat.files.reading import read_book
from estimat.files.workbooks.proven import read_source
from estimat.files.writing.inlinesheet import with_sheet
from estimat.files.writing.textsheet import read_back
from tests.files.test_dialects import (
    absolute,
    commented,
    in_dialect,
    indented,
    prefixed,
    single_quoted,
    strict,
)
from tests.returned import parts_of, rename_sheet
from tests.safety.payloads import PAYLOADS
from tests.sheetxml import LINKS as LINK
from tests.smallbook import Small
from tests.workbooks import Edited

TODAY = "1.3.2027"


@pytest.fixture(scope="module")
def part(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of an area."""
    folder = tmp_path_factory.mktemp("del")
    book = Small(small)
    made = divide(read_source([book.save(folder / "liten.xlsx")]), folder / "ut", sent_now())
    (path,) = made.files
    return path


@pytest.fixture
def flawed(part: Path, tmp_path: Path) -> Path:
    return write_hours(shutil.copy(part, tmp_path / "del.xlsm"), "mange")


def write_hours(path: str | Path, hours: str | float) -> Path:
    book = Edited(Path(path))
    book.put("Legemiddelliste", "E18", hours)
    return book.save(Path(path))


def remarked(path: Path, folder: Path) -> Remarked:
    (found,) = remark([path], folder, today=TODAY).files
    return found


def told(path: Path) -> list[tuple[int, Status, str]]:
    """The remarks, but for the one of the budget, which a text for hours takes the area below."""
    sheet = given_sheet(read_book(path, path.name)[0])
    assert sheet
    found = returned_on(sheet).remarks
    return [(each.number, each.status, each.code) for each in found if each.code != "BUD-01"]


@pytest.mark.parametrize(
    "dialect", [strict, prefixed, absolute, indented, commented, single_quoted],
    ids=lambda dialect: dialect.__name__,
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_dialect_gets_its_remarks_in_its_own_spelling(
    dialect: Callable[[str], str], encoding: str, flawed: Path, tmp_path: Path
) -> None:
    book = Edited(flawed)
    in_dialect(book, dialect, encoding)
    book.save(flawed)
    first = remarked(flawed, tmp_path / "til").written
    assert first
    assert told(first) == [(1, Status.NEW, "TALL-02")]
    before, after = parts_of(flawed), parts_of(first)
    assert [*after][: len(before)] == [*before]
    assert sum(before[name] != after[name] for name in before) == 4
    again = remarked(first, tmp_path / "igjen").written
    assert again
    assert told(again) == [(1, Status.OPEN, "TALL-02")]
    assert [*parts_of(again)] == [*after]


def test_one_in_utf_16_is_refused_and_says_so(flawed: Path, tmp_path: Path) -> None:
    book = Edited(flawed)
    in_dialect(book, lambda text: text + " ", "utf-16")
    found = remarked(book.save(flawed), tmp_path / "til")
    assert (found.written, found.count(Status.NEW)) == (None, 2)
    assert "UTF-8" in found.why_not


def test_names_of_parts_may_be_in_capitals_and_in_any_order(flawed: Path, tmp_path: Path) -> None:
    book = Edited(flawed)
    book.parts = {part.upper(): content for part, content in reversed(book.parts.items())}
    written = remarked(book.save(flawed), tmp_path / "til").written
    assert written
    assert told(written) == [(1, Status.NEW, "TALL-02")]


def test_a_sheet_that_was_deleted_comes_anew(flawed: Path, tmp_path: Path) -> None:
    first = remarked(flawed, tmp_path / "til").written
    assert first
    book = Edited(first)
    book.remove_sheet(layout.REMARKS)
    text = book.parts["xl/workbook.xml"].decode()
    book.parts["xl/workbook.xml"] = text.replace(f"'{layout.REMARKS}'!", "#REF!").encode()
    again = remarked(book.save(first), tmp_path / "igjen").written
    assert again
    assert told(again) == [(1, Status.NEW, "TALL-02")]
    names = parts_of(again)["xl/workbook.xml"].decode()
    assert names.count(layout.REMARKS_MARK) == 1


@pytest.mark.parametrize("there", ["Legemiddelliste", "Veiledning"])
def test_no_other_sheet_is_overwritten_that_its_name_has_come_to(
    there: str, flawed: Path, tmp_path: Path
) -> None:
    """A name goes with its cell when somebody cuts it, and pastes it on a sheet of their own."""
    first = remarked(flawed, tmp_path / "til").written
    assert first
    book = Edited(first)
    text = book.parts["xl/workbook.xml"].decode()
    moved = text.replace(f"'{layout.REMARKS}'!$A$1<", f"'{there}'!$A$1<")
    assert moved != text
    book.parts["xl/workbook.xml"] = moved.encode()
    again = remarked(book.save(first), tmp_path / "igjen").written
    assert again
    assert told(again) == [(1, Status.NEW, "TALL-02")]
    before, after = parts_of(first), parts_of(again)
    sheets = [name for name in before if name.startswith("xl/worksheets/")]
    assert all(after[name] == before[name] for name in sheets)


def test_nothing_that_is_written_there_becomes_another_text_or_none(
    flawed: Path, tmp_path: Path
) -> None:
    """A date that was pasted, a formula that nobody has computed, a line above the headings."""
    first = remarked(flawed, tmp_path / "til").written
    assert first
    book = Edited(first)
    book.put(layout.REMARKS, f"H{HEADER + 1}", 46_447.0)
    book.restyle(layout.REMARKS, f"H{HEADER + 1}", book.add_style("dd/mm/yyyy"))
    book.put(layout.REMARKS, "A3", "Vi svarer på mandag")
    book.put(layout.REMARKS, "A4", "Hilsen oss")
    book.put(layout.REMARKS, "M20", None, "1+1")
    again = remarked(book.save(first), tmp_path / "igjen").written
    assert again
    sheet = given_sheet(read_book(again, again.name)[0])
    assert sheet
    back = returned_on(sheet)
    assert back.remarks[0].answer == "01.03.2027"
    assert [text for _, text in back.others] == [
        "A3: Vi svarer på mandag", "A4: Hilsen oss", "M20: =1+1",
    ]  # fmt: skip


def test_a_comment_on_the_sheet_stays_on_it(flawed: Path, tmp_path: Path) -> None:
    first = remarked(flawed, tmp_path / "til").written
    assert first
    book = Edited(first)
    part = book.sheet_part(layout.REMARKS)
    id_ = book.link(part, "vmlDrawing", "../drawings/vmlMerknad.vml")
    book.parts["xl/drawings/vmlMerknad.vml"] = b"<xml/>"
    drawn = f'<legacyDrawing xmlns:q="{LINK}" q:id="{id_}"/></worksheet>'
    book.parts[part] = book.parts[part].replace(b"</worksheet>", drawn.encode())
    again = remarked(book.save(first), tmp_path / "igjen").written
    assert again
    assert f'q:id="{id_}"'.encode() in parts_of(again)[part]


def test_the_sheet_may_be_renamed_and_keeps_its_name(flawed: Path, tmp_path: Path) -> None:
    first = remarked(flawed, tmp_path / "til").written
    assert first
    rename_sheet(first, "Det vi må rette", layout.REMARKS)
    write_hours(first, 1000.0)
    again = remarked(first, tmp_path / "igjen").written
    assert again
    assert told(again) == [(1, Status.FIXED, "TALL-02")]
    sheets = read_book(again, again.name)[0].sheets
    assert "Det vi må rette" in [each.name for each in sheets]
    assert layout.REMARKS not in [each.name for each in sheets]


def test_the_source_is_as_it_was(flawed: Path, tmp_path: Path) -> None:
    before = flawed.read_bytes()
    assert remarked(flawed, tmp_path / "til").written
    assert flawed.read_bytes() == before


def test_the_header_stands_where_every_reader_looks(flawed: Path, tmp_path: Path) -> None:
    first = remarked(flawed, tmp_path / "til").written
    assert first
    text = parts_of(first)["xl/workbook.xml"].decode()
    assert f"'{layout.REMARKS}'!${HEADER}:${HEADER}</definedName>" in text


def test_whatever_is_said_answered_or_written_stays_text(part: Path, tmp_path: Path) -> None:
    said = [Remark(each, each, each, each, each, each, each, answer=each) for each in PAYLOADS]
    remarks = [as_it_reads(each)._replace(number=at) for at, each in enumerate(said, start=1)]
    sheet = drawn(["=1+1 <&>"], f"{SEND_BACK}@SUM(A1)", remarks, PAYLOADS)
    made = tmp_path / "sagt.xlsm"
    parts = with_sheet(parts_of(part), layout.REMARKS, layout.REMARKS_MARK, sheet)
    made.write_bytes(zipped(parts))
    found = given_sheet(read_book(made, made.name)[0])
    assert found
    assert found.formulas == {}
    back = returned_on(found)
    assert [each for each in remarks if each.what] == [*back.remarks]
    texts = [read_back(each) for each in PAYLOADS]
    assert [text for _, text in back.others] == [each for each in texts if each]
    assert openpyxl.load_workbook(made)[layout.REMARKS].max_row > len(PAYLOADS)
