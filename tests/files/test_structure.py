"""What stands around the cells: names, tables, dates, and all that can be hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from estimat.core.book import Book, Range, Sheet, Table
from estimat.core.checks.structure import whole_book
from estimat.core.formats import shown_by
from estimat.core.interpret import interpret
from estimat.files.reading import read_book
from tests.handmade import package, row, save, worksheet
from tests.sheetxml import MAIN, RELATIONSHIPS

EMPTY = worksheet("")


def read(parts: dict[str, str], tmp_path: Path) -> Book:
    return read_book(save(parts, tmp_path / "bok.xlsx"), "bok.xlsx")[0]


def name(name: str, refers_to: str, owner: int | None = None) -> str:
    local = "" if owner is None else f' localSheetId="{owner}"'
    return f'<definedName name="{name}"{local}>{refers_to}</definedName>'


class TestNames:
    @pytest.mark.parametrize(
        ("sheet", "refers_to"),
        [
            ("Ark", "Ark!$B$2"),
            ("Ark 1", "'Ark 1'!$B$2"),
            ("Ola's ark", "'Ola''s ark'!$B$2"),
            ("'''", "''''''''!$B$2"),
            ("Blåbær &amp; æøå", "'Blåbær &amp; æøå'!$B$2"),
            ("🫐!", "'🫐!'!$B$2"),
            ("A1", "'A1'!B2"),
        ],
    )
    def test_a_name_finds_its_sheet_whatever_that_is_called(
        self, sheet: str, refers_to: str, tmp_path: Path
    ) -> None:
        names = name("Timepris", refers_to) + name("OmradeId", refers_to, 1)
        book = read(package({"Annet": EMPTY, sheet: EMPTY}, names=names), tmp_path)
        cell = Range(2, 2, 2, 2)
        assert book.names == {"Timepris": (sheet.replace("&amp;", "&"), cell)}
        assert [each.names for each in book.sheets] == [{}, {"OmradeId": cell}]

    @pytest.mark.parametrize(
        ("refers_to", "cells"),
        [
            ("Ark!$B$2:$D$5", Range(2, 2, 5, 4)),
            ("Ark!$D$5:$B$2", Range(2, 2, 5, 4)),
            ("Ark!$XFD$1048576", Range(1_048_576, 16_384, 1_048_576, 16_384)),
        ],
    )
    def test_a_name_may_stand_for_a_block(
        self, refers_to: str, cells: Range, tmp_path: Path
    ) -> None:
        book = read(package({"Ark": EMPTY}, names=name("Blokk", refers_to)), tmp_path)
        assert book.names == {"Blokk": ("Ark", cells)}

    @pytest.mark.parametrize(
        "refers_to",
        ["Ark!#REF!", "#REF!", "1450", '"tekst"', "Ark!$A$1,Ark!$B$2", "SUM(Ark!$A$1)", "Ark!$A:$A",
         ""],
    )  # fmt: skip
    def test_a_name_that_is_no_cell_is_no_name(self, refers_to: str, tmp_path: Path) -> None:
        assert read(package({"Ark": EMPTY}, names=name("X", refers_to)), tmp_path).names == {}

    def test_a_sheets_own_name_for_a_cell_elsewhere_is_not_its_mark(self, tmp_path: Path) -> None:
        names = name("OmradeId", "To!$A$1", 0)
        book = read(package({"En": EMPTY, "To": EMPTY}, names=names), tmp_path)
        assert [sheet.names for sheet in book.sheets] == [{}, {}]


class TestDates:
    @pytest.mark.parametrize(
        "code",
        ["14", "22", "45", "46", "47", "dd.mm.yyyy", "[$-414]d. mmmm yyyy", "hh:mm", "[h]",
         "[hh]:mm", "[mm]", "[ss].00", "h:mm AM/PM", "yyyy", '"uke "d', "mmm;@", "D.M.YY"],
    )  # fmt: skip
    def test_a_number_shown_as_a_date_or_a_time_is_marked(self, code: str, tmp_path: Path) -> None:
        assert self._is_date(code, tmp_path)

    @pytest.mark.parametrize(
        "code",
        ["0", "1", "2", "3", "4", "9", "10", "11", "12", "37", "49", "General", "0.00", "#,##0",
         "# ##0,00", "0%", "0.00E+00", '0 "hms-timer"', r"0\ \h", "[Red]0", "[$kr-414] #,##0",
         '"dager; "0', "_-* #,##0_-", "@",
         "Standard", "Standard;[Red]-Standard",
         "0;yyyy", "Generelt", "[>100]0;0", "* 0", "*d0", "_d0", "[Blue][<1]0.0"],
    )  # fmt: skip
    def test_any_other_number_is_not(self, code: str, tmp_path: Path) -> None:
        assert not self._is_date(code, tmp_path)

    def _is_date(self, code: str, tmp_path: Path) -> bool:
        escaped = code.replace("&", "&amp;").replace('"', "&quot;").replace(">", "&gt;")
        sheet = worksheet(row('<c r="A1" s="1"><v>1.5</v></c>', '<c r="B1"><v>1.5</v></c>'))
        formats = [escaped.replace("<", "&lt;")]
        found = read(package({"Ark": sheet}, formats=formats), tmp_path).sheets[0].formats
        assert found.keys() <= {(1, 1)}
        return any(shown_by(each, 1.5).is_date for each in found.values())

    def test_a_cell_without_a_style_has_the_first(self, tmp_path: Path) -> None:
        parts = package({"Ark": worksheet(row('<c r="A1"><v>1</v></c>'))})
        parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(
            '<cellXfs><xf numFmtId="0"/>', '<cellXfs><xf numFmtId="14"/>'
        )
        assert read(parts, tmp_path).sheets[0].formats.keys() == {(1, 1)}

    def test_a_text_in_a_date_format_is_a_text(self, tmp_path: Path) -> None:
        sheet = worksheet(row('<c r="A1" s="1" t="str"><v>i dag</v></c>'))
        assert read(package({"Ark": sheet}, formats=["14"]), tmp_path).sheets[0].formats == {}

    @pytest.mark.parametrize(("value", "from_1904"), [("1", True), ("true", True), ("0", False)])
    def test_the_first_year_is_read(self, value: str, from_1904: bool, tmp_path: Path) -> None:
        properties = f'<workbookPr date1904="{value}"/>'
        assert read(package({"A": EMPTY}, properties=properties), tmp_path).date_1904 == from_1904


class TestHidden:
    def test_rows_and_columns(self, tmp_path: Path) -> None:
        data = '<row r="2" hidden="1"/><row r="3" hidden="0"><c r="A3"><v>1</v></c></row>'
        data += '<row r="4" spans="1:2" hidden="true" outlineLevel="1"><c r="A4"><v>1</v></c></row>'
        columns = '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" hidden="0"/>'
        columns += '<col min="16384" max="99999" hidden="true"/></cols>'
        sheet = read(package({"Ark": worksheet(data, columns)}), tmp_path).sheets[0]
        assert sheet.hidden_rows == {2, 4}
        assert sheet.hidden_columns == {2, 3, 16_384}

    def test_sheets(self, tmp_path: Path) -> None:
        parts = package({"En": EMPTY, "To": EMPTY, "Tre": EMPTY})
        listed = parts["xl/workbook.xml"]
        listed = listed.replace('name="To"', 'name="To" state="hidden"')
        parts["xl/workbook.xml"] = listed.replace('name="Tre"', 'name="Tre" state="veryHidden"')
        states = [sheet.state for sheet in read(parts, tmp_path).sheets]
        assert states == ["visible", "hidden", "veryHidden"]

    def test_merged_cells(self, tmp_path: Path) -> None:
        merged = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="$D$4"/></mergeCells>'
        sheet = read(package({"Ark": worksheet("", after=merged)}), tmp_path).sheets[0]
        assert sheet.merged == [Range(1, 1, 2, 2), Range(4, 4, 4, 4)]

    @pytest.mark.parametrize(
        ("column", "filtered"),
        [
            ("", False),
            ('<filterColumn colId="0" hiddenButton="1"/>', False),
            ('<filterColumn colId="0"><filters blank="1"/></filterColumn>', True),
            ('<filterColumn colId="0"><top10 val="3"/></filterColumn>', True),
        ],
    )
    def test_a_filter_counts_when_it_has_a_criterion(
        self, column: str, filtered: bool, tmp_path: Path
    ) -> None:
        filter_ = f'<autoFilter ref="A1:B2">{column}</autoFilter>'
        book = read(package({"Ark": worksheet("", after=filter_)}), tmp_path)
        assert book.sheets[0].filtered is filtered
        sheet = with_table(f'ref="A1:B2">{filter_}', tmp_path)
        assert (sheet.filtered, sheet.tables[0].filtered) == (False, filtered)


def with_table(table: str, tmp_path: Path) -> Sheet:
    """A sheet with one table of two columns; `table` is the end of its first tag, and more."""
    after = '<tableParts><tablePart r:id="rId7"/></tableParts>'
    parts = package({"Ark": worksheet("", after=after)})
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId7" Type="x/table" '
        'Target="../tables/table1.xml"/></Relationships>'
    )
    parts["xl/tables/table1.xml"] = (
        f'<table xmlns="{MAIN}" id="1" displayName="Tabell" {table}<tableColumns>'
        '<tableColumn id="1" name="Timer"/><tableColumn id="2" name="Timer_x000a_lav"/>'
        "</tableColumns></table>"
    )
    return read(parts, tmp_path).sheets[0]


class TestTables:
    HEADERS = ("Timer", "Timer\nlav")

    def test_a_table_has_its_headers_above_its_rows(self, tmp_path: Path) -> None:
        (table,) = with_table('ref="B3:C9">', tmp_path).tables
        assert table == Table("Tabell", Range(3, 2, 9, 3), self.HEADERS)
        assert (table.first_row, table.last_row) == (4, 9)

    def test_the_totals_row_is_not_one_of_its_rows(self, tmp_path: Path) -> None:
        (table,) = with_table('ref="B3:C9" totalsRowCount="1">', tmp_path).tables
        assert (table.first_row, table.last_row) == (4, 8)

    def test_a_totals_row_that_was_switched_off_again_is_a_row(self, tmp_path: Path) -> None:
        (table,) = with_table('ref="B3:C9" totalsRowShown="0">', tmp_path).tables
        assert (table.first_row, table.last_row) == (4, 9)

    def test_without_its_header_row_no_row_is_lost(self, tmp_path: Path) -> None:
        (table,) = with_table('ref="B4:C9" headerRowCount="0">', tmp_path).tables
        assert (table.first_row, table.last_row) == (4, 9)
        assert table.headers == self.HEADERS


def with_links(links: Mapping[str, Sequence[str]], numbered: Sequence[str]) -> dict[str, str]:
    """A workbook with links to others: by id the paths of each, and the ids as it numbers them."""
    references = "".join(f'<externalReference r:id="{each}"/>' for each in numbered)
    parts = package({"Ark": EMPTY})
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "</sheets>", f"</sheets><externalReferences>{references}</externalReferences>"
    )
    listing = "xl/_rels/workbook.xml.rels"
    for id_, paths in links.items():
        link = f'Id="{id_}" Type="x/externalLink" Target="externalLinks/{id_}.xml"'
        parts[listing] = parts[listing].replace(
            "</Relationships>", f"<Relationship {link}/></Relationships>"
        )
        parts[f"xl/externalLinks/{id_}.xml"] = f'<externalLink xmlns="{MAIN}"/>'
        outside = "".join(
            f'<Relationship Id="p{number}" Type="x/externalLinkPath" Target="{path}" '
            'TargetMode="External"/>'
            for number, path in enumerate(paths)
        )
        if paths:
            parts[f"xl/externalLinks/_rels/{id_}.xml.rels"] = (
                f'<Relationships xmlns="{RELATIONSHIPS}">{outside}</Relationships>'
            )
    return parts


class TestLinks:
    def test_they_say_where_they_lead(self, tmp_path: Path) -> None:
        parts = with_links({"rId9": ["file:///K:/bl%C3%A5%20bok.xlsx"]}, ["rId9"])
        assert read(parts, tmp_path).external_links == ("file:///K:/blå bok.xlsx",)

    def test_their_order_is_the_one_in_which_formulas_count_them(self, tmp_path: Path) -> None:
        """[2] is the second, whatever the relationships' order, and however many paths each has."""
        links = {"rId9": ["c.xlsx", "/K:/c.xlsx"], "rId8": [], "rId7": ["a.xlsx", "/K:/a.xlsx"]}
        book = read(with_links(links, ["rId7", "rId8", "rId9"]), tmp_path)
        assert book.external_links == ("a.xlsx", "", "c.xlsx")
        assert [each.found for each in whole_book(interpret(book))] == ["a.xlsx", "c.xlsx"]

    @pytest.mark.parametrize(
        ("numbered", "found"),
        [([], ("b.xlsx", "a.xlsx")), (["rId7"], ("a.xlsx", "b.xlsx")),
         (["rId1", "rId5", "rId7"], ("", "", "a.xlsx", "b.xlsx"))],
    )  # fmt: skip
    def test_those_that_are_not_counted_come_last_and_one_that_is_not_there_counts(
        self, numbered: list[str], found: tuple[str, ...], tmp_path: Path
    ) -> None:
        links = {"rId8": ["b.xlsx"], "rId7": ["a.xlsx"]}
        assert read(with_links(links, numbered), tmp_path).external_links == found


def test_a_chart_sheet_has_no_cells_and_keeps_its_place(tmp_path: Path) -> None:
    names = name("OmradeId", "To!$A$1", 1)
    parts = package({"Diagram": EMPTY, "To": EMPTY}, names=names)
    links = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = links.replace('/worksheet"', '/chartsheet"', 1)
    book = read(parts, tmp_path)
    assert [sheet.name for sheet in book.sheets] == ["Diagram", "To"]
    assert book.sheets[1].names == {"OmradeId": Range(1, 1, 1, 1)}
