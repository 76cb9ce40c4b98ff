"""The copy for those who have no add-in: what is in it, what is not, and what is refused."""

from __future__ import annotations

import math
import multiprocessing
import re
import sys
import zipfile
from collections.abc import Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import xlsxwriter

from estimat.core import layout
from estimat.core.book import Sheet
from estimat.core.errors import EstimatError, UnpublishableError, UsageError
from estimat.core.values import NA, VALUE, CellError, Value
from estimat.files import gather as gathering
from estimat.files.engine import computing
from estimat.files.engine import program as engines
from estimat.files.engine.program import formulon_engine, recalculated_here
from estimat.files.many import read_all
from estimat.files.publishing.publish import Published, publish, refuse_target
from estimat.files.reading import read_book
from estimat.files.workbooks.new import save_template
from tests.calc import convert
from tests.inline import Inline
from tests.safety.mutations import malformed
from tests.safety.payloads import PAYLOADS
from tests.safety.sizes import cases
from tests.sheetxml import LINKS, MAIN, tag
from tests.workbooks import Content, Edited

SHEET = "Legemiddelliste"
CHANGED = {
    "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "docProps/core.xml",
    "docProps/app.xml",
}  # fmt: skip
"""What is changed in every copy, beside the sheets that have formulas."""


@pytest.fixture(autouse=True)
def one_engine(engine: Executor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine of the tests, loaded once, in the place of one for each copy."""
    monkeypatch.setattr(
        engines, "recalculated", lambda path: engine.submit(recalculated_here, path).result()
    )


Written = Mapping[str, tuple[Content, str]]
"""Cells of the sheet to write: what they show, and their formula."""


def published(source: Path, *, live: bool = True, hidden: bool = False) -> tuple[Path, Published]:
    target = source.with_name("ut.xlsx")
    made = "2026-01-02T03:04:05+01:00"
    done = publish(
        source, target, formulon_engine() if live else None, with_hidden=hidden, made=made
    )
    return target, done


def edited(small: Path, tmp_path: Path, cells: Written) -> tuple[Edited, Path]:
    book = Edited(small)
    for cell, (value, formula) in cells.items():
        book.put(SHEET, cell, value, formula or None)
    return book, tmp_path / "kilde.xlsx"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def values(path: Path) -> Mapping[tuple[int, int], Value]:
    """What the cells of the area hold."""
    (sheet,) = [each for each in read_book(path, "x")[0].sheets if each.name == SHEET]
    return sheet.values


def formulas(path: Path) -> dict[str, str]:
    """The formulas of the sheet by cell, as openpyxl reads them."""
    sheet = openpyxl.load_workbook(path)[SHEET]
    return {
        cell.coordinate: str(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


@pytest.mark.parametrize("live", [True, False])
class TestShipped:
    @pytest.fixture
    def copy(self, shipped: Path, tmp_path: Path, live: bool) -> Path:
        source = tmp_path / "workbook.xlsm"
        source.write_bytes(shipped.read_bytes())
        return published(source, live=live)[0]

    def test_every_other_part_is_the_source_s_byte_for_byte(
        self, shipped: Path, copy: Path, live: bool
    ) -> None:
        before, after = parts(shipped), parts(copy)
        book, package = read_book(shipped, "x")[0], Edited(shipped)
        folder, _, file = package.sheet_part(layout.REMARKS).rpartition("/")
        for_nobody_else = {
            f"{folder}/{file}", f"{folder}/_rels/{file}.rels", package.table_part(layout.REMARKS),
        }  # fmt: skip
        assert before.keys() - after.keys() == {"xl/vbaProject.bin", *for_nobody_else}
        assert after.keys() - before.keys() == {"xl/worksheets/publisert.xml"}
        areas = [sheet.name for sheet in book.sheets if layout.AREA_ID.name in sheet.names]
        computed = areas if live else [sheet.name for sheet in book.sheets if sheet.formulas]
        allowed = CHANGED | {*map(package.sheet_part, computed), *map(package.table_part, areas)}
        changed = {part for part in before.keys() & after.keys() if before[part] != after[part]}
        assert changed == allowed | {"xl/sharedStrings.xml"}  # without the words of the remarks

    def test_nothing_of_the_add_in_and_of_people_is_left(self, copy: Path, live: bool) -> None:
        for part, content in parts(copy).items():
            assert b"ESTIMAT_" not in content, part
            assert b"vba" not in content, part
            assert b"macroEnabled" not in content, part
        properties = openpyxl.load_workbook(copy).properties
        assert (properties.creator, properties.lastModifiedBy) == (None, None)

    def test_it_shows_what_the_source_shows(self, shipped: Path, copy: Path, live: bool) -> None:
        before, after = (read_book(path, "x")[0] for path in (shipped, copy))
        shown = [sheet for sheet in before.sheets if sheet.name != layout.REMARKS]
        assert [sheet.name for sheet in after.sheets[:-1]] == [sheet.name for sheet in shown]
        for was, now in zip(shown, after.sheets, strict=False):
            assert _said(was) == _said(now)
            assert was.formulas.keys() == (now.formulas.keys() if live else was.formulas.keys())
            assert live or now.formulas == {}

    def test_the_stamp_says_from_what_when_and_how(self, copy: Path, live: bool) -> None:
        sheet = openpyxl.load_workbook(copy)["Publisert"]
        said = {row[0].value: row[1].value for row in sheet["A3:B7"]}
        assert said["Laget av fila"] == "workbook.xlsm"
        assert re.fullmatch(r"[0-9a-f]{64}", str(said["Filas SHA-256"]))
        assert said["Laget"] == "02.01.2026 kl. 03.04"
        assert said["Tallene står som"] == ("formler" if live else "verdier")
        notes = [str(row[0].value) for row in sheet["A9:A14"] if row[0].value]
        assert len(notes) >= 3
        assert max(map(len, notes)) <= 108, "it would be printed on a page of its own"

    @pytest.mark.calc
    def test_calc_computes_the_same(
        self, shipped: Path, copy: Path, live: bool, tmp_path: Path
    ) -> None:
        saved = openpyxl.load_workbook(convert(_forgetful(copy), tmp_path), data_only=True)
        book, _ = read_book(shipped, "x")
        numbers = 0
        for sheet in book.sheets:
            for (row, column), value in sheet.values.items():
                if isinstance(value, float):
                    now = saved[sheet.name].cell(row, column).value
                    same = math.isclose(float(str(now)), value, rel_tol=1e-14)
                    assert same, (sheet.name, row, column, now, value)
                    numbers += 1
        assert numbers > 200


def _said(sheet: Sheet) -> dict[tuple[int, int], Value]:
    """What the cells of a sheet say; an empty text that a formula gives says nothing."""
    return {place: value for place, value in sheet.values.items() if value != ""}


def _forgetful(copy: Path) -> Path:
    """The copy without what its formulas gave, so that whoever opens it must compute them."""
    target = copy.with_name("glemsk.xlsx")
    forgotten = {
        name: re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
        for name, content in parts(copy).items()
    }
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in forgotten.items():
            archive.writestr(name, content)
    return target


@pytest.mark.calc
def test_a_changed_rate_recalculates_without_the_add_in(shipped: Path, tmp_path: Path) -> None:
    source = tmp_path / "workbook.xlsm"
    source.write_bytes(shipped.read_bytes())
    copy, _ = published(source)
    book = Edited(_forgetful(copy))
    book.put("Forutsetninger", "B6", 2_900.0)
    saved = convert(book.save(tmp_path / "ny sats.xlsx"), tmp_path)
    was, now = (
        openpyxl.load_workbook(each, data_only=True)[SHEET]["J18"] for each in (copy, saved)
    )
    assert now.value == 2 * was.value


def test_half_an_ore_is_rounded_by_formulas_as_it_was_consolidated(tmp_path: Path) -> None:
    """1,5 hours at 1450,55 kr are 2175,825 kr: the line on Konsolidert is not to say it changed."""
    areas = (Path(__file__).parents[1] / "data" / "liten.toml").read_text("utf-8")
    for old, new in (
        ("timer = 1000\n", "timer = 1.5\ntimepris = 1450.55\n"), ("lav = 800", "lav = 1"),
        ("hoy = 1200", "hoy = 2"),
    ):  # fmt: skip
        assert old in areas
        areas = areas.replace(old, new)
    (tmp_path / "halv.toml").write_text(areas, "utf-8")
    save_template(tmp_path / "halv.xlsx", tmp_path / "halv.toml")
    copy, done = published(tmp_path / "halv.xlsx")
    assert done.formulas
    (total,) = (sheet for sheet in read_book(copy, "")[0].sheets if sheet.name == "Konsolidert")
    assert 552_175.83 in total.values.values()


class TestFormulas:
    def test_odd_ones_are_rewritten_and_prove(self, small: Path, tmp_path: Path) -> None:
        cells: Written = {
            "T30": (100.0, ""),
            "U30": (145_000.0, "estimat_kost ( T30 )"),
            "U31": (145_000.0, "ESTIMAT_KOST(T30,V30)"),
            "U32": ("ESTIMAT_KOST(290000", '"ESTIMAT_KOST("&2*ESTIMAT_KOST(T30)'),
            "U33": (0.1, "ESTIMAT_MILL(ESTIMAT_KOST(T30)*0+ESTIMAT_KOST(ESTIMAT_TIMER(145000)))"),
            "U34": (VALUE, "ESTIMAT_KOST(1,2,3)"),
            "U35": (145_000.0, "[1]!ESTIMAT_KOST(T30)"),
        }
        book, source = edited(small, tmp_path, cells)
        copy, done = published(book.save(source))
        assert formulas(copy)["U30"] == "=T30*1450"
        assert formulas(copy)["U31"] == "=T30*IF(ISBLANK(V30),1450,V30)"
        assert formulas(copy)["U32"] == '="ESTIMAT_KOST("&2*(T30*1450)'
        assert "U34" not in formulas(copy)
        assert done.copy.as_values == ((SHEET, (34, 21)),)
        assert values(copy)[34, 21] == VALUE

    def test_what_plain_excel_cannot_say_becomes_what_it_shows(
        self, small: Path, tmp_path: Path
    ) -> None:
        cells: Written = {
            "U30": (100_000.0, "ESTIMAT_AVRUND(149999)"),
            "U31": ("=1+1 & <b>", 'ESTIMAT_FORKLAR(120)&"=1+1"'),
        }
        book, source = edited(small, tmp_path, cells)
        copy, _ = published(book.save(source))
        sheet = openpyxl.load_workbook(copy)[SHEET]
        assert (sheet["U30"].value, sheet["U30"].data_type) == (100_000, "n")
        assert (sheet["U31"].value, sheet["U31"].data_type) == ("=1+1 & <b>", "s")

    def test_a_refused_argument_stays_an_error(self, small: Path, tmp_path: Path) -> None:
        cells: Written = {
            "T30": ("7", ""), "U30": (VALUE, "ESTIMAT_KOST(T30)"), "U31": (VALUE, "U30+1"),
            "U32": (NA, "ESTIMAT_KOST(T31)"), "T31": (NA, ""),
        }  # fmt: skip
        book, source = edited(small, tmp_path, cells)
        copy, _ = published(book.save(source))
        assert [values(copy)[row, 21] for row in (30, 31, 32)] == [VALUE, VALUE, NA]
        assert "U31" in formulas(copy)

    def test_a_refused_argument_stays_an_error_where_nothing_can_be_computed(
        self, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As in Excel and Calc, whose Python may not be taken along by an engine that crashes."""
        monkeypatch.setattr(computing, "has_engine", lambda: False)
        book, source = edited(small, tmp_path, {"U30": (VALUE, 'ESTIMAT_KOST("x")')})
        copy, _ = published(book.save(source))
        assert openpyxl.load_workbook(copy)[SHEET]["U30"].value == "#VALUE!"

    @pytest.mark.parametrize("first_fails", [False, True])
    def test_a_shared_formula_stays_shared(
        self, small: Path, tmp_path: Path, first_fails: bool
    ) -> None:
        cells: Written = {"T30": (1.0, ""), "T31": (2.0, ""), "T32": (3.0, "")}
        if first_fails:
            cells = {**cells, "T30": ("x", "")}
        cells = {**cells, **{f"U{row}": (1450.0 * (row - 29), "x") for row in (30, 31, 32)}}
        book, source = edited(small, tmp_path, cells)
        if first_fails:
            book.put(SHEET, "U30", VALUE, "x")

        def share(root: ET.Element) -> None:
            for cell in root.iter(tag("c")):
                formula = cell.find(tag("f"))
                if formula is not None and formula.text == "x":
                    first = cell.get("r") == "U30"
                    formula.attrib.update({"t": "shared", "si": "0"})
                    formula.text = "ESTIMAT_KOST(T30)" if first else None
                    if first:
                        formula.set("ref", "U30:U32")

        book.sheet(SHEET, share)
        copy, _ = published(book.save(source))
        found = {cell: said for cell, said in formulas(copy).items() if cell.startswith("U3")}
        shared = {"U30": "=T30*1450", "U31": "=T31*1450", "U32": "=T32*1450"}
        assert found == ({} if first_fails else shared)

    def test_an_external_reference_becomes_its_value(self, small: Path, tmp_path: Path) -> None:
        book, source = edited(small, tmp_path, {"U30": (5.0, "[1]Ark1!A1+1")})
        book.add_external_link("file:///C:/hemmelig/annen.xlsx")
        copy, _ = published(book.save(source))
        assert "U30" not in formulas(copy)
        assert not any("external" in part for part in parts(copy))
        assert not any(b"hemmelig" in content for content in parts(copy).values())

    def test_names_formats_and_limits_are_rewritten(self, small: Path, tmp_path: Path) -> None:
        book, source = edited(small, tmp_path, {"T30": (100.0, ""), "U30": (145_000.0, "Hva")})
        book.add_name("Hva", f"ESTIMAT_KOST({SHEET}!$T$30)")

        def limit(root: ET.Element) -> None:
            format_ = ET.Element(tag("conditionalFormatting"), sqref="T30")
            rule = ET.SubElement(format_, tag("cfRule"), type="expression", priority="99")
            ET.SubElement(rule, tag("formula")).text = "ESTIMAT_KOST(T30)>5"
            position = [child.tag for child in root].index(tag("dataValidations"))
            root.insert(position, format_)
            for limits in root.iter(tag("dataValidations")):
                one = ET.SubElement(limits, tag("dataValidation"), sqref="T30", type="custom")
                ET.SubElement(one, tag("formula1")).text = "ESTIMAT_KOST(T30)<9"

        book.sheet(SHEET, limit)
        copy, _ = published(book.save(source))
        sheet = parts(copy)[book.sheet_part(SHEET)]
        assert b"<formula>T30*1450&gt;5</formula>" in sheet
        assert b"<formula1>T30*1450&lt;9</formula1>" in sheet
        assert f"{SHEET}!$T$30*1450".encode() in parts(copy)["xl/workbook.xml"]


class TestRefused:
    """Each leaves the copy that was there before, and names what stands in the way."""

    @pytest.fixture
    def old(self, tmp_path: Path) -> Path:
        target = tmp_path / "ut.xlsx"
        target.write_bytes(b"det som var der")
        return target

    @pytest.mark.parametrize(
        ("shown", "said"),
        [
            ((999.0, "ESTIMAT_KOST(1)"), "viser 999 i kilden, men 1 450 når kopien regnes om"),
            ((0.0, 'IFERROR(ESTIMAT_KOST("7",1),0)'), "viser 0 i kilden, men 7 når"),
            ((5.0, "MIN_VBA(1)"), "viser 5 i kilden, men #NAME?"),
            ((5.0, "TODAY()"), "viser 5 i kilden"),
            ((CellError("#NUM!"), "1/0"), "viser #NUM! i kilden, men #DIV/0! når"),
            ((None, "MIN_VBA(1)"), "har en formel uten lagret resultat"),
        ],
    )
    def test_a_cell_that_would_differ(
        self, small: Path, tmp_path: Path, old: Path, shown: tuple[Content, str], said: str
    ) -> None:
        book, source = edited(small, tmp_path, {"U30": shown})
        with pytest.raises(UnpublishableError, match=re.escape(f"{SHEET}!U30 {said}")):
            published(book.save(source))
        assert old.read_bytes() == b"det som var der"
        assert {each.name for each in tmp_path.iterdir()} == {"kilde.xlsx", "ut.xlsx"}

    def test_a_cell_that_is_filled_by_a_formula_in_another(self, tmp_path: Path) -> None:
        book = xlsxwriter.Workbook(tmp_path / "kilde.xlsx")
        book.calc_on_load = False
        sheet = book.add_worksheet("Ark")
        sheet.write_column("A1", [1, 2])
        sheet.write_array_formula("B1:B2", "=A1:A2*1450", None, 1450)
        sheet.write_number("B2", 2901)
        book.close()
        with pytest.raises(UnpublishableError, match="Ark!B2 viser 2 901 i kilden, men 2 900"):
            published(tmp_path / "kilde.xlsx")

    @pytest.mark.parametrize("refers", ["[1]Ark!$A$1", "ESTIMAT_AVRUND(1)"])
    def test_a_name_that_can_be_no_value(self, small: Path, tmp_path: Path, refers: str) -> None:
        book, source = edited(small, tmp_path, {})
        book.add_name("Hva", refers)
        with pytest.raises(UnpublishableError, match="Navnet Hva"):
            published(book.save(source))

    def test_a_connection(self, small: Path, tmp_path: Path) -> None:
        book, source = edited(small, tmp_path, {})
        book.parts["xl/connections.xml"] = f'<connections xmlns="{MAIN}"/>'.encode()
        book.link("xl/workbook.xml", "connections", "connections.xml")
        with pytest.raises(UnpublishableError, match="dataforbindelse"):
            published(book.save(source))

    def test_a_copy_of_a_copy(self, small: Path, tmp_path: Path) -> None:
        book, source = edited(small, tmp_path, {})
        copy, _ = published(book.save(source))
        copy = copy.rename(tmp_path / "kopi.xlsx")
        with pytest.raises(UnpublishableError, match="er selv en publisert kopi"):
            published(copy)
        renamed = Edited(copy)
        renamed.rename("Publisert", "Gammelt stempel")
        with pytest.raises(UnpublishableError, match="er selv en publisert kopi"):
            published(renamed.save(copy))

    def test_a_sheet_of_somebody_s_by_the_name_of_the_stamp(
        self, small: Path, tmp_path: Path
    ) -> None:
        book, source = edited(small, tmp_path, {})
        book.rename(SHEET, "Publisert")
        with pytest.raises(UnpublishableError, match="alt et ark som heter «Publisert»"):
            published(book.save(source))

    @pytest.mark.parametrize("target", ["ut.xlsm", "finnes/ikke.xlsx", "kilde.xlsx", "ut.xlsx"])
    def test_a_target_that_is_not_ours_to_write(
        self, small: Path, tmp_path: Path, old: Path, target: str
    ) -> None:
        book, source = edited(small, tmp_path, {})
        book.save(source)
        with pytest.raises(UsageError):
            refuse_target(source, tmp_path / target)

    def test_a_copy_may_be_replaced_by_a_newer_one(self, small: Path, tmp_path: Path) -> None:
        book, source = edited(small, tmp_path, {})
        copy, _ = published(book.save(source))
        refuse_target(source, copy)


class TestHiddenSheets:
    @pytest.fixture
    def book(self, small: Path) -> Edited:
        book = Edited(small)
        book.state("Veiledning", "veryHidden")
        return book

    def test_one_that_nothing_uses_is_dropped(self, book: Edited, tmp_path: Path) -> None:
        source = read_book(book.save(tmp_path / "kilde.xlsx"), "x")[0]
        told = str(source.sheets[0].values[1, 1]).encode()
        assert told in book.parts["xl/sharedStrings.xml"]
        copy, done = published(book.save(tmp_path / "kilde.xlsx"))
        assert done.copy.dropped == ("Veiledning",)
        after, _ = read_book(copy, "x")
        assert "Veiledning" not in [sheet.name for sheet in after.sheets]
        for word in (b"Veiledning", told):
            assert not any(word in content for content in parts(copy).values())
        # The names of the other sheets still belong to them.
        sheet = next(each for each in after.sheets if each.name == SHEET)
        assert "OmradeId" in sheet.names
        assert sheet.values == next(s.values for s in source.sheets if s.name == SHEET)

    def test_its_own_chart_is_no_use_of_it(self, shipped: Path, tmp_path: Path) -> None:
        book = Edited(shipped)
        book.state("Konsolidert", "hidden")
        copy, done = published(book.save(tmp_path / "kilde.xlsm"))
        assert done.copy.dropped == ("Konsolidert",)
        own, kept = (
            {part for part in each if "/charts/" in part} for each in (book.parts, parts(copy))
        )
        assert len(own - kept) == 1

    @pytest.mark.parametrize("how", ['Veiledning!A1&""', "'veiledning'!A1&\"\"", "navn", "format"])
    def test_one_that_is_used_is_refused_and_may_be_asked_for(
        self, book: Edited, tmp_path: Path, how: str
    ) -> None:
        if how == "navn":
            book.add_name("Hva", "Veiledning!$A$1")
        elif how == "format":

            def limit(root: ET.Element) -> None:
                (limits,) = root.iter(tag("dataValidations"))
                one = ET.SubElement(limits, tag("dataValidation"), sqref="T30", type="custom")
                ET.SubElement(one, tag("formula1")).text = "Veiledning!$A$1>1"

            book.sheet(SHEET, limit)
        else:
            shown = str(read_book(book.save(tmp_path / "a.xlsx"), "x")[0].sheets[0].values[1, 1])
            book.put(SHEET, "U30", shown, how)
        source = book.save(tmp_path / "kilde.xlsx")
        with pytest.raises(UnpublishableError, match="«Veiledning» er skjult"):
            published(source)
        copy, _ = published(source, hidden=True)
        hidden = [
            sheet.name for sheet in read_book(copy, "x")[0].sheets if sheet.state != "visible"
        ]
        assert hidden == ["Veiledning"]


def test_where_the_file_has_been_and_by_whom_is_gone(small: Path, tmp_path: Path) -> None:
    book, source = edited(small, tmp_path, {})
    text = book.parts["xl/workbook.xml"].decode()
    path = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="x15"><x15ac:absPath url="C:\\Users\\kari\\" xmlns:x15ac="http://schemas'
        '.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>'
    )
    book.parts["xl/workbook.xml"] = text.replace("<bookViews>", f"{path}<bookViews>").encode()
    for part in ("docProps/core.xml", "docProps/app.xml"):
        content = book.parts[part].decode()
        content = re.sub(r"(?<=<dc:creator>)[^<]*|(?<=<cp:lastModifiedBy>)[^<]*", "kari", content)
        book.parts[part] = content.replace("<Company>", "<Company>kari").encode()
    assert sum(content.count(b"kari") for content in book.parts.values()) == 4
    copy, _ = published(book.save(source))
    assert not any(b"kari" in content for content in parts(copy).values())


def test_a_link_to_a_file_is_gone_and_one_to_the_web_stays(small: Path, tmp_path: Path) -> None:
    book, source = edited(small, tmp_path, {"T30": ("her", ""), "T31": ("der", "")})
    part = book.sheet_part(SHEET)
    private = book.link(part, "hyperlink", "file:///C:/hemmelig.xlsx", outside=True)
    public = book.link(part, "hyperlink", "https://example.com", outside=True)
    links = (
        f'<hyperlinks><hyperlink ref="T30" r:id="{private}"/>'
        f'<hyperlink ref="T31" r:id="{public}"/></hyperlinks>'
    )
    content = book.parts[part].decode()
    content = re.sub(r"(?=<(?:printOptions|pageMargins)\b)", links, content, count=1)
    if "xmlns:r=" not in content:
        content = content.replace("<worksheet ", f'<worksheet xmlns:r="{LINKS}" ', 1)
    book.parts[part] = content.encode()
    copy, _ = published(book.save(source))
    sheet = openpyxl.load_workbook(copy)[SHEET]
    assert sheet["T30"].hyperlink is None
    assert sheet["T30"].value == "her"
    assert sheet["T31"].hyperlink is not None
    assert not any(b"hemmelig" in content for content in parts(copy).values())


_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\r]")


def test_texts_stay_texts(small: Path, tmp_path: Path) -> None:
    told = [text for text in PAYLOADS if not _NO_XML.search(text) and len(text) < 30_000]
    book, source = edited(small, tmp_path, {})

    def write(root: ET.Element) -> None:
        data = root.find(tag("sheetData"))
        assert data is not None
        for number, text in enumerate(told, start=100):
            row = ET.SubElement(data, tag("row"), r=str(number))
            cell = ET.SubElement(row, tag("c"), r=f"U{number}", t="str")
            ET.SubElement(cell, tag("f")).text = "ESTIMAT_FORKLAR(1)"
            ET.SubElement(cell, tag("v")).text = text

    book.sheet(SHEET, write)
    before, _ = read_book(book.save(source), "x")
    copy, done = published(source)
    after, _ = read_book(copy, "x")
    assert len(done.copy.as_values) == len(told)
    shown = [sheet.values for sheet in before.sheets if sheet.name != layout.REMARKS]
    assert [sheet.values for sheet in after.sheets[:-1]] == shown
    assert all(not cell.startswith("U1") for cell in formulas(copy))


@pytest.mark.parametrize("name", ["=1+1.xlsx", "a&b <c>.xlsx", "_x0041_.xlsx"])
def test_the_name_of_the_file_is_text_on_the_stamp(small: Path, tmp_path: Path, name: str) -> None:
    source = tmp_path / name
    source.write_bytes(small.read_bytes())
    copy, _ = published(source)
    book, _ = read_book(copy, "x")
    assert book.sheets[-1].values[3, 2] == name
    assert book.sheets[-1].formulas == {}


@pytest.mark.skipif(sys.platform != "linux", reason="a fork takes along what Dask has changed")
def test_what_the_engine_cannot_read_is_told_by_a_process_that_knows_dask(tmp_path: Path) -> None:
    pytest.importorskip("distributed")  # has exceptions travel with those that they came of
    (tmp_path / "bok.xlsx").write_bytes(b"PK")
    with (
        ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool,
        pytest.raises(UnpublishableError, match="kan ikke lese kopien"),
    ):
        pool.submit(recalculated_here, tmp_path / "bok.xlsx").result()


@pytest.mark.parametrize("live", [True, False])
def test_a_malformed_workbook_gives_a_copy_or_says_why_not(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, live: bool
) -> None:
    monkeypatch.setattr(gathering, "read_all", lambda jobs, _: read_all(jobs, Inline()))
    good = Edited(shipped).parts
    source, copies, refused = tmp_path / "kilde.xlsm", 0, 0
    for number in range(cases(24, 150)):
        source.write_bytes(malformed(number, good))
        try:
            published(source, live=live)
            copies += 1
        except EstimatError:
            refused += 1
    assert copies > 2
    assert refused > 5
