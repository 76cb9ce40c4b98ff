"""What refers to a sheet that is to be taken away, wherever in the workbook it stands."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from estimat.core.layout import CHECKED, CONSOLIDATED
from estimat.files.reading import read_book
from estimat.files.writing.pointing import pointing_in
from tests.sheetxml import MAIN, tag
from tests.workbooks import Edited

GUIDE = "Veiledning"
GOING = (CONSOLIDATED, CHECKED)


def refers(book: Edited, tmp_path: Path, name: str = CONSOLIDATED) -> str:
    path = book.save(tmp_path / "bok.xlsm")
    return pointing_in(path, read_book(path, path.name)[0], name, GOING)


@pytest.mark.parametrize("name", GOING)
def test_a_sheet_s_own_chart_table_and_names_are_no_reason(name: str, tmp_path: Path) -> None:
    book = Edited()
    book.add_name("Her", f"{name}!$A$1", name)
    assert refers(book, tmp_path, name) == ""


@pytest.mark.parametrize(
    "formula",
    ["Konsolidert!J10", "'konsolidert'!J10+1", "SUM(estimat_konsolidert_Tjenesteområder[Timer])",
     "SUM(Forutsetninger:Konsolidert!A1)"],
)  # fmt: skip
def test_the_cell_is_said(formula: str, tmp_path: Path) -> None:
    book = Edited()
    book.put(GUIDE, "H1", 69.4, formula=formula)
    assert refers(book, tmp_path) == "Veiledning!H1"


@pytest.mark.parametrize("formula", ["Gammelkonsolidert!J10", "Konsolidert", '"Konsolidert"'])
def test_what_is_called_almost_the_same_is_another(formula: str, tmp_path: Path) -> None:
    book = Edited()
    book.put(GUIDE, "H1", 69.4, formula=formula)
    assert refers(book, tmp_path) == ""


@pytest.mark.parametrize("owner", [None, GUIDE])
def test_a_name_is_said(owner: str | None, tmp_path: Path) -> None:
    book = Edited()
    book.add_name("Totalen", "Konsolidert!$J$10", owner)
    assert refers(book, tmp_path) == "navnet Totalen"


def test_a_link_and_a_limit_in_another_sheet_count(tmp_path: Path) -> None:
    link, limit = Edited(), Edited()

    def edit(root: ET.Element) -> None:
        links = ET.SubElement(root, tag("hyperlinks"))
        ET.SubElement(links, tag("hyperlink"), ref="H1", location="'Konsolidert'!A1")

    def limiting(root: ET.Element) -> None:
        limits = ET.SubElement(root, tag("dataValidations"))
        one = ET.SubElement(limits, tag("dataValidation"), sqref="H1", type="custom")
        ET.SubElement(one, tag("formula1")).text = "Konsolidert!$A$1>1"

    link.sheet(GUIDE, edit)
    limit.sheet(GUIDE, limiting)
    for book in (link, limit):
        said = f"noe annet enn en celle ({book.sheet_part(GUIDE)})"
        assert refers(book, tmp_path) == said


def test_a_pivot_table_on_another_sheet_has_its_rows_from_there(tmp_path: Path) -> None:
    book = Edited()
    book.parts["xl/pivot/table.xml"] = f'<pivotTableDefinition xmlns="{MAIN}"/>'.encode()
    book.parts["xl/pivot/cache.xml"] = (
        f'<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="worksheet">'
        '<worksheetSource ref="A4:N9" sheet="Konsolidert"/></cacheSource></pivotCacheDefinition>'
    ).encode()
    book.link("xl/pivot/table.xml", "pivotCacheDefinition", "cache.xml")
    book.link(book.sheet_part(GUIDE), "pivotTable", "../pivot/table.xml")
    assert refers(book, tmp_path) == "noe annet enn en celle (xl/pivot/cache.xml)"


def test_what_goes_as_well_is_not_asked(tmp_path: Path) -> None:
    """Kontroll links to the cells of its findings, and some are on Konsolidert."""
    book = Edited()

    def edit(root: ET.Element) -> None:
        links = ET.SubElement(root, tag("hyperlinks"))
        ET.SubElement(links, tag("hyperlink"), ref="H1", location="'Konsolidert'!A1")

    book.sheet(CHECKED, edit)
    book.put(CHECKED, "H2", 69.4, formula="Konsolidert!J10")
    assert refers(book, tmp_path) == ""
