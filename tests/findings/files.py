"""FIL: files that cannot be read, or hold nothing to read. A process that dies: `test_pool.py`."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from estimat.core import layout
from estimat.core.findings import Place
from tests.findings.catalogue import ERROR, INFO, WARNING, innocent, provokes
from tests.smallbook import AREA, ASSUMPTIONS, Small

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How every file of Microsoft's older container begins, also one that is encrypted."""


@provokes("FIL-01", ERROR)
def the_file_is_not_there(book: Small) -> Place:
    book.is_missing = True
    return book.place()


@innocent("FIL-01", also=["FIL-02"])
def the_file_is_there_and_empty(book: Small) -> None:
    book.become(b"")


@provokes("FIL-02", ERROR)
def the_file_is_empty(book: Small) -> Place:
    book.become(b"")
    return book.place()


@innocent("FIL-02", also=["FIL-03"])
def the_file_is_a_single_line_end(book: Small) -> None:
    book.become(b"\n")


@provokes("FIL-03", ERROR)
def the_file_is_a_picture(book: Small) -> Place:
    book.become(b"\x89PNG\r\n\x1a\n")
    return book.place()


@innocent("FIL-03")
def the_workbook_part_has_an_absolute_address(book: Small) -> None:
    links = book.parts["_rels/.rels"]
    book.parts["_rels/.rels"] = links.replace(b'"xl/workbook.xml"', b'"/xl/workbook.xml"')
    assert book.parts["_rels/.rels"] != links


@provokes("FIL-04", ERROR)
def the_file_has_a_password(book: Small) -> Place:
    book.become(OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500))
    return book.place()


@innocent("FIL-04")
def only_the_structure_has_a_password(book: Small) -> None:
    book.parts["xl/workbook.xml"] = book.parts["xl/workbook.xml"].replace(
        b"<bookViews>",
        b'<workbookProtection workbookPassword="CC1A" lockStructure="1"/><bookViews>',
    )
    assert b"CC1A" in book.parts["xl/workbook.xml"]


@provokes("FIL-05", ERROR)
def the_file_is_cut_off(book: Small) -> Place:
    book.become(_zipped(book)[:-30])
    return book.place()


@innocent("FIL-05")
def the_file_has_a_zip_comment(book: Small) -> None:
    book.become(_zipped(book, b"fra arkivet"))


def _zipped(book: Small, comment: bytes = b"") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, part in book.parts.items():
            archive.writestr(name, part)
    return content.getvalue()


@provokes("FIL-06", ERROR)
def a_sheet_declares_an_entity(book: Small) -> Place:
    _before_the_sheet(book, b'<!DOCTYPE x [<!ENTITY hundre "100">]>')
    return book.place()


@innocent("FIL-06")
def a_sheet_has_a_comment(book: Small) -> None:
    _before_the_sheet(book, b"<!-- ENTITY hundre 100 -->")


def _before_the_sheet(book: Small, inserted: bytes) -> None:
    part = book.sheet_part(AREA)
    book.parts[part] = book.parts[part].replace(b"<worksheet ", inserted + b"<worksheet ", 1)


@provokes("FIL-07", ERROR)
def a_text_is_nested_beyond_measure(book: Small) -> Place:
    _nest_a_text(book, 10_000)
    return book.place()


@innocent("FIL-07")
def a_text_is_nested(book: Small) -> None:
    _nest_a_text(book, 10)


def _nest_a_text(book: Small, deep: int) -> None:
    texts = book.parts["xl/sharedStrings.xml"]
    nested = b"<si>" + b"<r>" * deep + b"<t>x</t>" + b"</r>" * deep + b"</si></sst>"
    book.parts["xl/sharedStrings.xml"] = texts.replace(b"</sst>", nested)


@provokes("FIL-08", WARNING)
def a_file_has_no_areas(book: Small, other: Small) -> Place:
    other.remove_sheet(AREA)
    return other.place()


@innocent("FIL-08", also=["FIL-09"])
def a_file_without_areas_is_a_result(book: Small, other: Small) -> None:
    other.remove_sheet(AREA)
    other.add_name(layout.RESULT_MARK, f"{ASSUMPTIONS}!$A$1")


@provokes("FIL-09", INFO)
def a_file_is_a_result(book: Small, other: Small) -> Place:
    other.remove_sheet(AREA)
    other.add_name(layout.RESULT_MARK, f"{ASSUMPTIONS}!$A$1")
    return other.place()


@innocent("FIL-09")
def a_file_with_areas_bears_the_mark_of_a_result(book: Small) -> None:
    book.add_name(layout.RESULT_MARK, f"{ASSUMPTIONS}!$A$1")


@provokes("FIL-10", WARNING)
def somebody_has_answered_in_a_list(book: Small) -> Place:
    Path("svar.csv").write_text("Id;Timer\nPJD-1;100\n")
    return Place("svar.csv")


@innocent("FIL-10")
def somebody_has_left_the_words(book: Small) -> None:
    Path("notat.docx").write_bytes(b"PK")
    Path(".~lock.liten.xlsx#").write_text("kari")
