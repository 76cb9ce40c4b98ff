"""A VBA project read record by record as [MS-OVBA] says, with nothing of what wrote it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import olefile
from oletools.olevba import decompress_stream

_VERSION, _END = 0x0009, 0x0010
_FIXED = 4
"""The record of the version says 4 and holds 6 bytes."""


class Module(NamedTuple):
    """What `dir` says of a module, and the text its stream holds."""

    name: str
    stream: str
    offset: int
    standard: bool
    text: str


class Project:
    """The VBA project of a workbook or an add-in."""

    def __init__(self, file: Path) -> None:
        with zipfile.ZipFile(file) as package:
            self.ole = olefile.OleFileIO(io.BytesIO(package.read("xl/vbaProject.bin")))
        self.streams = {"/".join(path) for path in self.ole.listdir()}
        self.records = list(_records(decompress_stream(bytearray(self.read("VBA/dir")))))
        self.properties = dict(self._lines("="))
        self.declared = [line for line in self._lines("=") if line[0] in ("Document", "Module")]

    def read(self, stream: str) -> bytes:
        data: bytes = self.ole.openstream(stream).read()
        return data

    def first(self, record: int) -> bytes:
        return next(data for id_, data in self.records if id_ == record)

    def modules(self) -> list[Module]:
        """The modules in the order of `dir`."""
        found: list[Module] = []
        now: dict[int, bytes] = {}
        for id_, data in self.records:
            now[id_] = data
            if id_ == 0x2B:  # the end of a module
                stream, (offset,) = now[0x1A].decode("cp1252"), struct.unpack("<I", now[0x31])
                assert now[0x47].decode("utf-16-le") == now[0x19].decode("cp1252")
                assert now[0x32].decode("utf-16-le") == stream
                text = decompress_stream(bytearray(self.read(f"VBA/{stream}")[offset:]))
                found.append(
                    Module(
                        now[0x19].decode("cp1252"),
                        stream,
                        offset,
                        0x21 in now,
                        bytes(text).decode("cp1252"),
                    )
                )
                now = {}
        return found

    def references(self) -> dict[str, str]:
        """The libraries by name, with their ids."""
        found, name = {}, ""
        for id_, data in self.records:
            if id_ == 0x16:
                name = data.decode("cp1252")
            elif id_ == 0x0D:
                (length,) = struct.unpack("<I", data[:4])
                found[name] = data[4 : 4 + length].decode("cp1252")
        return found

    def names(self) -> list[str]:
        """The modules of PROJECTwm, each written twice there: in code page 1252 and in UTF-16."""
        found = []
        rest = self.read("PROJECTwm")
        while rest != b"\0\0":
            narrow, _, rest = rest.partition(b"\0")
            wide = narrow.decode("cp1252").encode("utf-16-le") + b"\0\0"
            assert rest.startswith(wide)
            rest = rest[len(wide) :]
            found.append(narrow.decode("cp1252"))
        return found

    def decrypted(self, key: str) -> bytes:
        """CMG, DPB or GC with the project's own id as key (2.4.3.3)."""
        data = bytes.fromhex(self.properties[key].strip('"'))
        seed, version, project_key = data[0], data[1] ^ data[0], data[2] ^ data[0]
        assert version == 2
        assert project_key == sum(self.properties["ID"].strip('"').encode("cp1252")) % 256
        plain, before, last, previous = bytearray(), project_key, data[1], data[2]
        for byte in data[3:]:
            before = byte ^ ((last + before) % 256)
            last, previous = previous, byte
            plain.append(before)
        ignored = (seed & 6) // 2
        (length,) = struct.unpack("<I", plain[ignored : ignored + 4])
        value = bytes(plain[ignored + 4 :])
        assert len(value) == length
        return value

    def _lines(self, sign: str) -> Iterator[tuple[str, str]]:
        for line in self.read("PROJECT").decode("cp1252").split("\r\n"):
            if line.startswith("["):
                return
            name, found, value = line.partition(sign)
            if found:
                yield name, value


def chunks(compressed: bytes) -> Iterator[tuple[int, bool, int]]:
    """Of a compressed container: each chunk's signature, whether compressed, and its size."""
    assert compressed[0] == 1
    position = 1
    while position < len(compressed):
        (header,) = struct.unpack_from("<H", compressed, position)
        size = (header & 0x0FFF) + 3
        yield header >> 12 & 7, bool(header >> 15), size
        position += size
    assert position == len(compressed)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    position, id_ = 0, 0
    while id_ != _END:
        id_, size = struct.unpack_from("<HI", data, position)
        if id_ == _VERSION:
            assert size == _FIXED
            size = 6
        yield id_, bytes(data[position + 6 : position + 6 + size])
        position += 6 + size
    assert not any(data[position:])
