"""What may be made to do harm is refused before it is unpacked or parsed, and says why."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from estimat.core.errors import UnreadableError
from estimat.files import package as limits
from estimat.files.reading import read_book
from tests.handmade import package, row, save, worksheet

PARTS = package({"Ark": worksheet(row('<c r="A1"><v>1</v></c>'))}, strings=["<t>x</t>"])
XML_PARTS = sorted(part for part in PARTS if part != "[Content_Types].xml")
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">'
        for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
DTDS = {
    "entity": '<!DOCTYPE x [<!ENTITY a "b">]>',
    "billion laughs": LAUGHS,
    "outside": '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    "outside entity": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "nothing": "<!DOCTYPE x>",
}


def refused(path: Path) -> tuple[str, str]:
    """The code of the rule, and what was found."""
    with pytest.raises(UnreadableError) as caught:
        read_book(path, path.name)
    return caught.value.rule.code, caught.value.found


def with_dtd(content: str, dtd: str) -> str:
    return content.replace("?>\r\n", f"?>{dtd}", 1)


@pytest.mark.parametrize("dtd", DTDS.values(), ids=DTDS)
@pytest.mark.parametrize("part", XML_PARTS)
def test_a_dtd_in_any_part(part: str, dtd: str, tmp_path: Path) -> None:
    parts = {**PARTS, part: with_dtd(PARTS[part], dtd)}
    assert parts[part] != PARTS[part]
    code, found = refused(save(parts, tmp_path / "dtd.xlsx"))
    assert (code, found) == ("FIL-06", f"delen {part} har en dokumenttypedefinisjon (DTD)")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_a_dtd_in_utf_16(encoding: str, tmp_path: Path) -> None:
    part = "xl/worksheets/sheet1.xml"
    text = with_dtd(PARTS[part], LAUGHS).replace("UTF-8", "UTF-16")
    start = b"\xfe\xff" if encoding == "utf-16-be" else b""
    parts: dict[str, str | bytes] = {**PARTS, part: start + text.encode(encoding)}
    assert refused(save(parts, tmp_path / "utf16.xlsx"))[0] == "FIL-06"


def test_the_same_part_twice(tmp_path: Path) -> None:
    path = save(PARTS, tmp_path / "to.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/Worksheets/Sheet1.xml", "<worksheet/>")
    assert refused(path) == ("FIL-06", "samme del finnes to ganger")


def test_too_many_parts(tmp_path: Path) -> None:
    many = {f"xl/{n}.xml": "" for n in range(limits.MOST_PARTS)}
    assert refused(save(PARTS | many, tmp_path / "mange.xlsx"))[0] == "FIL-06"


def test_a_part_packed_too_hard(tmp_path: Path) -> None:
    zeros = " " * (limits.SMALL_ENOUGH + 1)
    path = save({**PARTS, "xl/media/bilde.xml": zeros}, tmp_path / "bombe.xlsx")
    assert refused(path) == ("FIL-06", "delen xl/media/bilde.xml er pakket urimelig hardt")


def test_a_part_that_says_it_is_too_large(tmp_path: Path) -> None:
    path = save(PARTS, tmp_path / "stor.xlsx")
    _lie(path, limits.MOST_IN_A_PART + 1)
    assert refused(path) == ("FIL-06", "delen xl/worksheets/sheet1.xml er svært stor")


def test_parts_that_say_they_are_too_large_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(PARTS, tmp_path / "stor.xlsx")
    monkeypatch.setattr(limits, "MOST_UNPACKED", 1_000)
    assert refused(path) == ("FIL-06", "den er svært stor når den pakkes ut")


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(PARTS, tmp_path / "stor.xlsx")
    monkeypatch.setattr(limits, "MOST_BYTES", path.stat().st_size - 1)
    assert refused(path)[0] == "FIL-06"


@pytest.mark.parametrize("size", [0, 1, 10])
def test_a_part_that_is_larger_than_it_says(size: int, tmp_path: Path) -> None:
    path = save(PARTS, tmp_path / "annen.xlsx")
    _lie(path, size)
    assert refused(path)[0] in ("FIL-05", "FIL-06")


def _lie(path: Path, size: int) -> None:
    """Change the size that the zip's directory gives for the sheet."""
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    while b"sheet1.xml" not in content[entry + 46 : entry + 46 + 60].partition(b"PK")[0]:
        entry = content.index(b"PK\x01\x02", entry + 4)
    struct.pack_into("<I", content, entry + 24, size)
    path.write_bytes(content)


def test_a_zip_with_a_password(tmp_path: Path) -> None:
    path = save(PARTS, tmp_path / "passord.xlsx")
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1  # the flag that says «encrypted»
    path.write_bytes(content)
    assert refused(path)[0] == "FIL-04"


def test_a_damaged_part(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for part, content in PARTS.items():
            archive.writestr(part, content)
    damaged = made.getvalue().replace(b"<v>1</v>", b"<v>2</v>")
    (tmp_path / "skadet.xlsx").write_bytes(damaged)
    assert refused(tmp_path / "skadet.xlsx")[0] == "FIL-05"


@pytest.mark.parametrize("part", XML_PARTS)
@pytest.mark.parametrize("content", ["", "<", "<a></b>", "\x00", "ikke XML", "<x>&uk;</x>"])
def test_a_part_that_is_not_xml(part: str, content: str, tmp_path: Path) -> None:
    code, _ = refused(save({**PARTS, part: content}, tmp_path / "xml.xlsx"))
    assert code == "FIL-05"


@pytest.mark.parametrize("part", XML_PARTS)
def test_a_part_that_is_not_there(part: str, tmp_path: Path) -> None:
    strings = worksheet(row('<c r="A1" t="s"><v>0</v></c>'))
    parts = {**PARTS, "xl/worksheets/sheet1.xml": strings}
    del parts[part]
    code, _ = refused(save(parts, tmp_path / "uten.xlsx"))
    assert code in ("FIL-03", "FIL-05")


@pytest.mark.parametrize(
    ("target", "root"),
    [
        ("word/document.xml", "<document/>"),
        ("xl/workbook.bin", "\x00"),
        ("xl/w.xml", "<workbook/>"),
    ],
)
def test_a_package_of_another_kind(target: str, root: str, tmp_path: Path) -> None:
    links = PARTS["_rels/.rels"].replace("xl/workbook.xml", target)
    code, found = refused(save({**PARTS, "_rels/.rels": links, target: root}, tmp_path / "a.xlsx"))
    assert (code, found) == ("FIL-03", f"innholdet er {target}")
