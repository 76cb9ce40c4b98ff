"""The two lanes to the cells of a sheet give the same, whatever the sheet looks like."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimat.core.book import address
from estimat.core.errors import UnreadableError
from estimat.files.cells import NOT_ASKED_FOR, SheetData, _fast_lane, _slow_lane, read_cells
from estimat.files.package import Package
from tests.calc import convert
from tests.sheetxml import MAIN

PART = "xl/worksheets/sheet1.xml"


class Plain(NamedTuple):
    """What a lane found, in a form that compares."""

    cells: list[tuple[object, ...]]
    hidden_rows: set[int]
    rest: bytes


def plain(data: SheetData) -> Plain:
    rest = deepcopy(data.rest)
    for element in list(rest):
        name = element.tag.rpartition("}")[2]
        if name == "sheetData":
            element.clear()
        elif name in NOT_ASKED_FOR:
            rest.remove(element)
    return Plain(list(zip(*data.cells, strict=True)), data.hidden_rows, ET.tostring(rest))


def sheet(data: str, before: str = "", after: str = "") -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    inside = f"{before}<sheetData>{data}</sheetData>{after}"
    return f'{head}<worksheet xmlns="{MAIN}">{inside}</worksheet>'.encode()


# Everything XML can hold in UTF-8; a carriage return must be written as a reference.
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n<>&\"'æøå"),
    max_size=12,
)
NUMBER = st.floats(allow_nan=False, allow_infinity=False).map(repr) | st.integers().map(str)


@st.composite
def cells(draw: st.DrawFn, row: int, column: int) -> str:
    style = draw(st.sampled_from(["", ' s="0"', ' s="17"']))
    type_ = draw(st.sampled_from(["", ' t="n"', ' t="s"', ' t="str"', ' t="b"', ' t="e"']))
    about = draw(
        st.sampled_from(["", ' t="shared" si="3"', ' t="shared" ref="A1:A9" si="3"', ' si="4"'])
    )
    formula = draw(
        st.sampled_from(["", f"<f{about}/>"]) | TEXT.map(lambda t: f"<f{about}>{escape(t)}</f>")
    )
    value = draw(st.just("") | (NUMBER | TEXT.map(escape)).map("<v>{}</v>".format))
    inside = formula + value
    end = f">{inside}</c>" if inside else "/>"
    return f'<c r="{address(row, column)}"{style}{type_}{end}'


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """The data of a sheet as Excel writes it."""
    written = []
    for row in sorted(draw(st.sets(st.integers(1, 999_999), max_size=4))):
        columns = sorted(draw(st.sets(st.integers(1, 702), max_size=4)))
        hidden = draw(
            st.sampled_from(["", ' hidden="1"', ' hidden="0"', ' spans="1:3" ht="20.25"'])
        )
        inside = "".join(draw(cells(row, column)) for column in columns)
        end = f">{inside}</row>" if inside else "/>"
        written.append(f'<row r="{row}"{hidden}{end}')
    return "".join(written)


@given(sheets())
def test_a_sheet_as_excel_writes_it_takes_the_fast_lane_to_the_same_cells(data: str) -> None:
    content = sheet(data, "<cols/>", '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>')
    fast = _fast_lane(content, PART)
    assert fast is not None
    assert plain(fast) == plain(_slow_lane(content, PART))


ODD = [
    "<!-- 1 -->", "<![CDATA[<]]>", "]]>", "<?pi x?>", "&#10;", "&#x41;", "&amp;lt;", "&uk;", "&",
    "\r\n", "\r", "\t", " ", "\x01", "\x0b", "\x7f", "\ufffe", "\uffff", "\ufeff", "'", "<", ">",
    "<v/>", "<v></v>", "<v>1</v>", "<f/>", "<f>A1</f>", "<f t='shared' si='3'/>",
    '<f si="3" t="shared"/>', '<f ca="1">B2</f>', "<is><t>x</t></is>", "<foo/>", "<x:c/>",
    '<c r="B2"><v>7</v></c>', '<c><v>7</v></c>', '<c r="B2" t="inlineStr"><is><t>7</t></is></c>',
    '<c r="B2" vm="1" t="e"><v>#VALUE!</v></c>', "<c r='B2'><v>7</v></c>", '<c t="str" r="B2"/>',
    '<row r="9">', "<row>", "</row>", '<row r="9" hidden="true"/>', "<row r='9' hidden='1'/>",
    '<row r="9" x14ac:dyDescent="1"/>',
    '<sheetData x="1"><row r="2"><c r="A2"><v>9</v></c></row></sheetData>',
    '<row r="9" x:hidden="1"/>', "<sheetData>", "</sheetData>", "</sheetData><sheetData>",
    "<sheetData/>",
]  # fmt: skip


ONE_OF_EACH = (
    '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1"/></row><row r="4" hidden="1" ht="20">'
    '<c r="B4" t="str"><f t="shared" ref="B4:B5" si="0">A1&amp;"x"</f><v>a &lt; b</v></c>'
    '<c r="C4"><f t="shared" si="0"/><v>2</v></c></row><row r="9"/>'
)


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_whatever_is_put_into_it_the_fast_lane_gives_the_same_or_gives_way(odd: str) -> None:
    content = sheet(ONE_OF_EACH, "<cols/>", "<mergeCells/>").decode()
    for position in range(content.index("<cols/>"), content.index("</worksheet>") + 1):
        _assert_same_or_none((content[:position] + odd + content[position:]).encode())


@pytest.mark.parametrize("length", [1, 2, 5, 10])
def test_whatever_is_taken_out_of_it_the_fast_lane_gives_the_same_or_gives_way(length: int) -> None:
    content = sheet(ONE_OF_EACH, "<cols/>", "<mergeCells/>").decode()
    for position in range(content.index("<cols/>"), content.index("</worksheet>")):
        _assert_same_or_none((content[:position] + content[position + length :]).encode())


@given(st.binary(max_size=60), st.floats(0, 1))
def test_bytes_that_are_no_text_are_for_the_slow_lane(inserted: bytes, where: float) -> None:
    content = sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    position = int(where * len(content))
    _assert_same_or_none(content[:position] + inserted + content[position:])


def _assert_same_or_none(content: bytes) -> None:
    try:
        fast = _fast_lane(content, PART)
    except UnreadableError:
        with pytest.raises(UnreadableError):
            _slow_lane(content, PART)
        return
    if fast is not None:
        assert plain(fast) == plain(_slow_lane(content, PART))


@pytest.mark.parametrize(
    "head",
    [
        '<?xml version="1.0" encoding="ISO-8859-1"?>',
        "<?xml version='1.0' encoding='us-ascii'?>",
        "\n<?xml version='1.0' encoding='windows-1252'?>",
    ],
)
def test_another_encoding_than_utf_8_is_for_the_slow_lane(head: str) -> None:
    text = sheet('<row r="1"><c r="A1" t="str"><v>blåbær</v></c></row>').decode()
    content = head + text.partition("?>")[2]
    assert _fast_lane(content.encode(), PART) is None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "iso-8859-1"])
def test_every_encoding_that_xml_declares_is_read(encoding: str) -> None:
    text = sheet('<row r="1"><c r="A1" t="str"><v>blåbær</v></c></row>').decode()
    declared = {"utf-8-sig": "UTF-8", "utf-16-le": "UTF-16"}.get(encoding, encoding)
    content = text.replace("UTF-8", declared).encode(encoding)
    if encoding == "utf-16-le":
        content = b"\xff\xfe" + content
    data = _fast_lane(content, PART) or _slow_lane(content, PART)
    assert list(data.cells.texts) == ["blåbær"]


@pytest.mark.parametrize("place", [(1_000_000, 1), (1_048_576, 1), (1, 703), (1, 16_384)])
def test_cells_far_out_are_read_too(place: tuple[int, int]) -> None:
    content = sheet(f'<row r="{place[0]}"><c r="{address(*place)}"><v>7</v></c></row>')
    assert list(read_cells(content, PART).cells.places) == [place]


@pytest.mark.parametrize("place", [(1_048_577, 1), (1, 16_385)])
def test_cells_outside_of_any_sheet_are_refused(place: tuple[int, int]) -> None:
    content = sheet(f'<row r="{place[0]}"><c r="{address(*place)}"><v>7</v></c></row>')
    with pytest.raises(UnreadableError) as refused:
        read_cells(content, PART)
    assert "celler utenfor" in refused.value.found


@pytest.mark.parametrize(
    "odd", ["<?pi <hyperlinks> ?>", "<!-- <hyperlinks> -->", "<hyperlinks/>", "<hyperlinksOdd/>"]
)
def test_what_is_not_asked_for_takes_nothing_else_along(odd: str) -> None:
    formats = '<conditionalFormatting sqref="A1"><cfRule/></conditionalFormatting>'
    merged = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    content = sheet(ONE_OF_EACH, "<cols/>", f"{formats}{odd}{merged}<hyperlinks><x/></hyperlinks>")
    assert read_cells(content, PART).rest.find("{*}mergeCells/{*}mergeCell") is not None


def test_what_is_not_asked_for_is_left_out_of_the_rest() -> None:
    formats = '<conditionalFormatting sqref="A1"><cfRule/></conditionalFormatting>' * 3
    content = sheet(ONE_OF_EACH, "<cols/>", f"{formats}<mergeCells/><hyperlinks><x/></hyperlinks>")
    names = [each.tag.rpartition("}")[2] for each in read_cells(content, PART).rest]
    assert names == ["cols", "sheetData", "mergeCells"]


def _sheet_parts(path: Path) -> list[tuple[str, bytes]]:
    package = Package(path)
    book, _ = package.workbook()
    links = package.relationships(book).values()
    return [(link.target, package.read(link.target)) for link in links if link.kind == "worksheet"]


def test_every_sheet_that_ships_takes_the_fast_lane_to_the_same_cells(shipped: Path) -> None:
    sheets = _sheet_parts(shipped)
    assert len(sheets) >= 9
    for part, content in sheets:
        fast = _fast_lane(content, part)
        assert fast is not None, part
        assert plain(fast) == plain(_slow_lane(content, part))


def test_sheets_saved_by_openpyxl_read_the_same_in_both_lanes(
    shipped: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(shipped)
    book.save(tmp_path / "lagret.xlsx")
    for _, content in _sheet_parts(tmp_path / "lagret.xlsx"):
        _assert_same_or_none(content)


@pytest.mark.calc
def test_sheets_saved_by_libreoffice_take_the_fast_lane_to_the_same_cells(
    shipped: Path, tmp_path: Path
) -> None:
    for part, content in _sheet_parts(convert(shipped, tmp_path)):
        fast = _fast_lane(content, part)
        assert fast is not None, part
        assert plain(fast) == plain(_slow_lane(content, part))
