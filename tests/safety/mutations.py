"""Malformed workbooks: a good one with something seeded and random done to its bytes or its XML."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from random import Random
from typing import Final

Parts = dict[str, bytes]

_ODD_NUMBERS: Final = (
    b"-1", b"0", b"1048577", b"16385", b"99999999", b"4294967296", b"1e400", b"-1e308", b"NaN", b"",
    b"0x10", b"9" * 5_000, "１２".encode(), b"1_0", b" 7 ",
)  # fmt: skip
_ODD_CELLS: Final = (
    b"A0", b"A1048577", b"XFE1", b"ZZZ9999999", b"AAAA1", b"a1", b"$A$1", b"A1:XFD1048576",
    b"XFD1048576:A1", b"A:A", b"1:1", b"#REF!", b"", b"A1 A2", b"A99999999999",
)  # fmt: skip
_ODD_TARGETS: Final = (
    b"workbook.xml", b"/xl/workbook.xml", b"../../../../etc/passwd", b"/etc/passwd", b"..", b"",
    b"worksheets/sheet3.xml", b"../[Content_Types].xml", b"file:///etc/passwd", b"C:\\bok.xlsx",
    b"https://example.com/a.xml", b"worksheets/", b"_rels/workbook.xml.rels", b"a" * 70_000,
)  # fmt: skip
_ODD_TEXTS: Final = (
    b"&#0;", b"&#xFFFF;", b"&nope;", b"<![CDATA[<c/>]]>", b"<!-- -- -->", b"<?x y?>", b"\x00",
    b"\xff\xfe", b"_xD800_", b"=1+1", "\u202e".encode(), b"]]>", b"<v>", b"x" * 40_000,
)  # fmt: skip


def packed(parts: Parts) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name)  # without the time of day
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, part)
    return content.getvalue()


def malformed(number: int, parts: Parts) -> bytes:
    """The malformed workbook of this number: always the same one."""
    random = Random(number)
    mutation = MUTATIONS[number % len(MUTATIONS)]
    return mutation(random, dict(parts))


def _flipped(random: Random, parts: Parts) -> bytes:
    """A few bytes of the zip are others."""
    content = bytearray(packed(parts))
    for _ in range(random.choice((1, 3, 30))):
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    return bytes(content)


def _flipped_directory(random: Random, parts: Parts) -> bytes:
    """A few bytes of the directory at the end of the zip are others: sizes, flags, offsets."""
    content = bytearray(packed(parts))
    directory = content.index(b"PK\x01\x02")
    for _ in range(random.choice((1, 2, 5))):
        content[random.randrange(directory, len(content))] = random.randrange(256)
    return bytes(content)


def _flipped_inside(random: Random, parts: Parts) -> bytes:
    """A byte of a part is another, in a zip whose checksums are right."""
    name = _any_part(random, parts)
    content = bytearray(parts[name])
    for _ in range(random.choice((1, 1, 4))):
        content[random.randrange(len(content))] = random.randrange(256)
    return packed(parts | {name: bytes(content)})


def _cut_off(random: Random, parts: Parts) -> bytes:
    content = packed(parts)
    return content[: random.randrange(len(content))]


def _cut_out(random: Random, parts: Parts) -> bytes:
    """A piece in the middle of the file is gone, or stands there twice."""
    content = packed(parts)
    first, last = sorted(random.sample(range(len(content)), 2))
    return random.choice((content[:first] + content[last:], content[:last] + content[first:]))


def _removed(random: Random, parts: Parts) -> bytes:
    for _ in range(random.choice((1, 1, 3))):
        del parts[_any_part(random, parts)]
    return packed(parts)


def _swapped(random: Random, parts: Parts) -> bytes:
    """Two parts have each other's content."""
    one, other = random.sample(sorted(parts), 2)
    return packed(parts | {one: parts[other], other: parts[one]})


def _doubled(random: Random, parts: Parts) -> bytes:
    """A part stands there twice, under the same name or one that differs in capitals."""
    name = _any_part(random, parts)
    content = bytearray(packed(parts | {"x" * len(name): parts[_any_part(random, parts)]}))
    again = random.choice((name, name.upper())).encode()
    return bytes(content.replace(b"x" * len(name), again))


def _shortened(random: Random, parts: Parts) -> bytes:
    """A part ends before its time, in a sound zip."""
    name = _any_part(random, parts)
    return packed(parts | {name: parts[name][: random.randrange(len(parts[name]))]})


def _renumbered(random: Random, parts: Parts) -> bytes:
    """A number of the XML is an odd one."""
    return _replaced(random, parts, rb'(?<=[">])-?\d+(?:\.\d+)?(?=["<])', _ODD_NUMBERS)


def _referred(random: Random, parts: Parts) -> bytes:
    """A cell, or a block of cells, is an odd one."""
    return _replaced(random, parts, rb"\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?", _ODD_CELLS)


def _retargeted(random: Random, parts: Parts) -> bytes:
    """A relationship leads in circles, out of the package, or nowhere."""
    return _replaced(random, parts, rb'(?<=Target=")[^"]*', _ODD_TARGETS, ".rels")


def _unrelated(random: Random, parts: Parts) -> bytes:
    """A relationship has another id or kind."""
    odd = (b"rId1", b"rId2", b"rId99", b"", b"x/worksheet", b"x/externalLink", b"x/table")
    return _replaced(random, parts, rb'(?<=(?:Id|pe)=")[^"]*|(?<=r:id=")[^"]*', odd)


def _reworded(random: Random, parts: Parts) -> bytes:
    """A text holds what no text should."""
    return _replaced(random, parts, rb"(?<=>)[^<>\s][^<>]*(?=<)", _ODD_TEXTS)


def _reattributed(random: Random, parts: Parts) -> bytes:
    """The values of attributes are those of others, or attributes are gone."""
    name = _any_xml(random, parts)
    attributes = re.findall(rb' [\w:]+="[^"]*"', parts[name]) or [b""]

    def other(match: re.Match[bytes]) -> bytes:
        if random.random() > 0.05:
            return match[0]
        key = match[0].partition(b"=")[0]
        value = random.choice(attributes).partition(b"=")[2]
        return random.choice((b"", key + b"=" + value, random.choice(attributes)))

    return packed(parts | {name: re.sub(rb' [\w:]+="[^"]*"', other, parts[name])})


def _retagged(random: Random, parts: Parts) -> bytes:
    """Elements have each other's names, stand twice, or are gone."""
    name = _any_xml(random, parts)
    tags = re.findall(rb"<[^!?][^<>]*>", parts[name]) or [b""]
    for _ in range(random.choice((1, 2, 8))):
        one, other = random.choice(tags), random.choice(tags)
        parts[name] = parts[name].replace(one, random.choice((other, one + other, b"")), 1)
    return packed(parts)


def _nested(random: Random, parts: Parts) -> bytes:
    """Elements stand inside elements inside elements."""
    name = _any_xml(random, parts)
    depth = random.choice((50, 5_000, 50_000))
    tag = random.choice((b"a", b"c", b"row", b"si", b"r", b"sheetData", b"t"))
    deep = b"<%b>" % tag * depth + b"</%b>" % tag * depth
    at = random.choice([match.end() for match in re.finditer(rb">", parts[name])])
    return packed(parts | {name: parts[name][:at] + deep + parts[name][at:]})


def _recoded(random: Random, parts: Parts) -> bytes:
    """A part is in another encoding, or says so."""
    name = _any_xml(random, parts)
    text = parts[name].decode()
    encoding = random.choice(("utf-16", "utf-16-be", "utf-7", "latin-1", "cp1252", "utf-8-sig"))
    said = text.replace("UTF-8", random.choice((encoding, "UTF-8", "nothing", "utf-32")), 1)
    return packed(parts | {name: said.encode(encoding, "replace")})


def _restored(random: Random, parts: Parts) -> bytes:
    """A part is stored in another way than the zip says."""
    content = bytearray(packed(parts))
    entries = [match.start() for match in re.finditer(b"PK\x01\x02", content)]
    entry = random.choice(entries)
    content[entry + 10] = random.choice((0, 1, 9, 12, 14, 95, 99))
    return bytes(content)


def _junk(random: Random, parts: Parts) -> bytes:
    """A part is noise, or something packed that is not XML."""
    noise = random.randbytes(random.choice((0, 1, 1_000, 100_000)))
    return packed(
        parts | {_any_part(random, parts): random.choice((noise, zlib.compress(noise), b"\n"))}
    )


def _replaced(
    random: Random, parts: Parts, pattern: bytes, odd: tuple[bytes, ...], ending: str = ""
) -> bytes:
    """What a pattern finds in one part gives way, in one place or in several, to odd values."""
    fitting = [name for name in sorted(parts) if name.endswith(ending)]
    places: list[re.Match[bytes]] = []
    name = ""
    while not places:
        name = random.choice(fitting)
        places = list(re.finditer(pattern, parts[name]))
    chosen = random.sample(places, min(len(places), random.choice((1, 1, 5))))
    content = parts[name]
    for match in sorted(chosen, key=re.Match.start, reverse=True):
        content = content[: match.start()] + random.choice(odd) + content[match.end() :]
    return packed(parts | {name: content})


def _any_part(random: Random, parts: Parts) -> str:
    """A part, more often one that is read."""
    read = [name for name in sorted(parts) if re.search("sheet|workbook|table|styles|Str", name)]
    return random.choice(read if random.random() < 0.8 else sorted(parts))


def _any_xml(random: Random, parts: Parts) -> str:
    return random.choice([name for name in sorted(parts) if b"<" in parts[name]])


MUTATIONS: Final[tuple[Callable[[Random, Parts], bytes], ...]] = (
    _flipped, _flipped_directory, _flipped_inside, _cut_off, _cut_out, _removed, _swapped, _doubled,
    _shortened, _renumbered, _referred, _retargeted, _unrelated, _reworded, _reattributed,
    _retagged, _nested, _recoded, _restored, _junk,
)  # fmt: skip
