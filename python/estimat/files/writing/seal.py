"""Is a file that Estimat wrote still as it wrote it, or has somebody worked in it since?

A seal is a hash of all that the file holds, standing in the file itself. Whoever saves the file
anew, from whatever program, breaks it; what breaks it is somebody's work until they say otherwise.
"""

from __future__ import annotations

import copy
import hashlib
import io
import re
import shutil
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_SIGN: Final = "EstimatSegl:"
UNSEALED: Final = f"{_SIGN}{'0' * 64}"
"""What a writer leaves in one of the holders, for the seal to stand there."""

_HOLDERS: Final = ("docProps/custom.xml", "xl/workbook.xml")
CHANGED_SINCE: Final = (
    "{} er et resultat som er endret eller lagret på nytt etter at Estimat skrev det, og det det "
    "viser, er ikke kontrollert. Bruk arbeidsbøkene det er laget av."
)
"""What is said of a result that is not as it was written; for its name."""

_BLANK: Final = UNSEALED.encode()
_SEAL: Final = re.compile(rb"%s[0-9a-f]{64}" % _SIGN.encode())
_PDF_SEAL: Final = re.compile(rb"%%%s[0-9a-f]{64}\n" % _SIGN.encode())
_BEFORE: Final = b"startxref"
"""What the end of a PDF begins with; a comment may stand before it, and moves nothing."""


def sealed(content: bytes) -> bytes:
    """A package with its seal; the same package gives the same bytes."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(result, "w") as target,
    ):
        seal = _seal_of(source)
        for entry in source.infolist():
            own = copy.copy(entry)
            if entry.filename in _HOLDERS:
                target.writestr(own, source.read(entry).replace(_BLANK, seal))
                continue
            with source.open(entry) as old, target.open(own, "w") as new:
                shutil.copyfileobj(old, new)
    return result.getvalue()


def is_sealed(path: Path) -> bool:
    """Whether a package is, byte for byte, what was sealed."""
    try:
        with zipfile.ZipFile(path) as package:
            held = [package.read(name) for name in _HOLDERS if name in package.namelist()]
            return {_seal_of(package)} == {each for part in held for each in _SEAL.findall(part)}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        return False


def bears_seal(parts: Mapping[str, bytes]) -> bool:
    """Whether a package has a seal, broken or not."""
    return any(_SEAL.search(parts.get(name, b"")) for name in _HOLDERS)


def sealed_pdf(content: bytes) -> bytes:
    """A PDF with its seal, as a comment before its end."""
    body, mark, end = content.rpartition(_BEFORE)
    return b"%s%%%s\n%s%s" % (body, _hashed(content), mark, end)


def is_sealed_pdf(path: Path) -> bool:
    """Whether a PDF is, byte for byte, what was sealed."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    bare = _PDF_SEAL.sub(b"", content)
    return bare != content and sealed_pdf(bare) == content


def _seal_of(package: zipfile.ZipFile) -> bytes:
    """The seal that belongs in a package, whatever stands there for it now."""
    parts = []
    for entry in package.infolist():
        check = entry.CRC
        if entry.filename in _HOLDERS:
            check = zlib.crc32(_SEAL.sub(_BLANK, package.read(entry)))
        parts.append(f"{entry.filename} {entry.file_size} {check}")
    return _hashed("\n".join(sorted(parts)).encode())


def _hashed(content: bytes) -> bytes:
    return f"{_SIGN}{hashlib.sha256(content).hexdigest()}".encode()
