"""Workbooks made to do harm in their zip package: too much in it, or not what it says."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Final

from estimat.files import package as limits
from tests.smallbook import Small


def packed_hard(book: Small) -> None:
    """A picture of nothing that unpacks to 90 MB."""
    book.parts["xl/media/image1.png"] = bytes(90 * 2**20)


def many_parts(book: Small) -> None:
    book.parts |= {f"xl/media/image{number}.png": b"" for number in range(6_000)}


def overlapping(book: Small) -> None:
    """A hundred and fifty parts that are all made of the same bytes, 600 MB in all."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = bytes(limits.SMALL_ENOUGH)
    data = kernel.compress(content) + kernel.flush()
    entries = []
    for number in reversed(range(150)):
        entry = zipfile.ZipInfo(f"xl/media/image{number}.png")
        entry.compress_type, entry.CRC = zipfile.ZIP_DEFLATED, zlib.crc32(content)
        entry.file_size, entry.compress_size = len(content), len(data)
        entries.append((entry, len(data)))
        header = entry.FileHeader()
        # A stored block quotes the header of the part before, whose data then follow as they are.
        quoted = b"\x00" + struct.pack("<HH", len(header), 0xFFFF ^ len(header)) + header
        content, data = header + content, quoted + data
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in book.parts.items():
            archive.writestr(name, part)
        start = made.tell()
        made.write(data[5:])
        archive.start_dir = made.tell()
        for entry, length in entries:
            entry.header_offset = made.tell() - length - len(entry.FileHeader())
            archive.filelist.append(entry)
        assert entries[-1][0].header_offset == start
        archive._didModify = True  # type: ignore[attr-defined]
    book.become(made.getvalue())


def smaller_than_it_is(book: Small) -> None:
    """A part of 90 MB that both directories of the zip say is a kilobyte."""
    _lie(book, bytes(90 * 2**20), 1_000)


def larger_than_it_is(book: Small) -> None:
    """A part of a kilobyte that both directories of the zip say is 90 MB."""
    _lie(book, bytes(1_000), 90 * 2**20)


def _lie(book: Small, content: bytes, said: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (book.parts | {"xl/sharedStrings.xml": content}).items():
            archive.writestr(name, part)
    size = struct.pack("<I", len(content))
    book.become(made.getvalue().replace(size, struct.pack("<I", said)))


ZIP_BOMBS: Final[dict[Callable[[Small], None], str]] = {
    packed_hard: "FIL-06",
    many_parts: "FIL-06",
    overlapping: "FIL-06",
    smaller_than_it_is: "FIL-05",
    larger_than_it_is: "FIL-06",
}
"""Each with the finding that says it was not read."""
