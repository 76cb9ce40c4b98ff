"""A workbook's zip package, opened as something a stranger sent: checked before it is parsed.

The whole file is read once, so that what is hashed is what is read. Nothing is unpacked to disk, a
part is never larger than it said, and XML with a DTD is refused.
"""

from __future__ import annotations

import hashlib
import io
import os
import posixpath
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, ParseError

import defusedxml
from defusedxml.ElementTree import fromstring

from ..core.errors import UnreadableError
from ..core.findings import error

CANNOT_OPEN = error(
    "FIL-01", "Fila kan ikke åpnes",
    "Fila kan ikke åpnes: {found}.",
    "Kontroller navnet, at du har lesetilgang, og at ikke et annet program holder fila låst.",
    to_area=None,
)  # fmt: skip
EMPTY = error(
    "FIL-02", "Tom fil",
    "Fila er tom (0 byte).",
    "Hent fila på nytt; nedlastingen eller synkroniseringen ble trolig avbrutt.",
    to_area=None,
)  # fmt: skip
NOT_A_WORKBOOK = error(
    "FIL-03", "Ikke en Excel-arbeidsbok",
    "Fila er ikke en Excel-arbeidsbok ({found}).",
    "Åpne den i Excel eller LibreOffice og lagre som .xlsx, eller ta fila ut av mappen.",
    to_area=None,
)  # fmt: skip
PASSWORD = error(
    "FIL-04", "Passordbeskyttet fil",
    "Fila er beskyttet med passord og kan ikke leses.",
    "Åpne fila, fjern passordet (Fil › Informasjon › Beskytt arbeidsbok) og lagre.",
    to_area=None,
)  # fmt: skip
BROKEN = error(
    "FIL-05", "Ødelagt fil",
    "Fila er ødelagt og kan ikke leses ({found}).",
    "Hent en ny kopi, eller åpne fila i Excel, la Excel reparere den, og lagre på nytt.",
    to_area=None,
)  # fmt: skip
SUSPICIOUS = error(
    "FIL-06", "Mistenkelig fil",
    "Fila leses ikke fordi den kan være laget for å skade: {found}.",
    "Spør avsenderen om en ny fil, lagret fra Excel eller LibreOffice.",
    to_area=None,
)  # fmt: skip

# A workbook with 100 areas of 1 000 rows is about 12 MB and unpacks to 150 MB.
MOST_BYTES: Final = 100 * 2**20
MOST_UNPACKED: Final = 400 * 2**20
MOST_IN_A_PART: Final = 100 * 2**20
MOST_PARTS: Final = 5_000
HIGHEST_RATIO: Final = 400
SMALL_ENOUGH: Final = 4 * 2**20
"""A part below this may be as compressed as it likes."""

TYPES: Final = "[Content_Types].xml"
"""The part that says what every other is."""

_WHY_NOT: Final[dict[type[OSError], str]] = {
    FileNotFoundError: "den finnes ikke",
    PermissionError: "du har ikke lesetilgang",
    IsADirectoryError: "den er en mappe; «estimat samle» gjør arbeidsbøkene i den til én",
}
_OLE: Final = b"\xd0\xcf\x11\xe0"
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument"


class Relationship(NamedTuple):
    """A link from one part to another (`target` is a part's name, or an outside address)."""

    kind: str
    target: str


class Package:
    """The parts of a workbook file, by name."""

    def __init__(self, path: Path) -> None:
        """Open and check the file; raises UnreadableError and nothing else."""
        content = _content(path)
        self.sha256: Final = hashlib.sha256(content).hexdigest()
        self._zip = _checked_zip(content)
        # The names of parts are the same in capitals and small letters (ECMA-376 part 2, 6.2.2).
        self._entries = {_part(info).lower(): info for info in self._zip.infolist()}
        self._read: set[zipfile.ZipInfo] = set()

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._entries

    def parts(self) -> list[str]:
        """The names of all parts, in the order of the file."""
        return [_part(info) for info in self._zip.infolist() if not info.is_dir()]

    def entries(self) -> list[tuple[str, zipfile.ZipInfo]]:
        """What the zip says of each part and folder, by name and in the order of the file."""
        return [(_part(info), info) for info in self._zip.infolist()]

    def read(self, part: str) -> bytes:
        """The bytes of a part, once, and never more than the directory of the zip promised."""
        entry = self._entries.get(part.lower())
        if entry is None:
            raise UnreadableError(BROKEN, f"delen {part} mangler")
        # So the work is bounded by the size: a hundred thousand sheets may all be one part.
        if entry in self._read:
            raise UnreadableError(SUSPICIOUS, f"delen {part} er brukt to ganger")
        self._read.add(entry)
        with self._zip.open(entry) as stream:
            content = stream.read(entry.file_size + 1)
        if len(content) > entry.file_size:
            raise UnreadableError(SUSPICIOUS, f"delen {part} er større enn den oppgir")
        return content

    def xml(self, part: str) -> Element:
        """The root element of an XML part."""
        return parse_xml(self.read(part), part)

    def relationships(self, part: str = "") -> Mapping[str, Relationship]:
        """The relationships of a part (of the package itself without one), by id."""
        listing = listing_of(part)
        found = {}
        for each in self.xml(listing) if listing in self else ():
            target = each.get("Target", "")
            if each.get("TargetMode") != "External":
                target = led_to(part, target)
            kind = each.get("Type", "").rpartition("/")[2]
            found[each.get("Id", "")] = Relationship(kind, target)
        return found

    def workbook(self) -> tuple[str, Element]:
        """The part that lists the sheets: its name, and its root element."""
        for each in self.relationships().values():
            if each.kind == "officeDocument" and each.target in self:
                if each.target.endswith(".xml"):
                    root = self.xml(each.target)
                    if root.tag.endswith("}workbook") and root.find("{*}sheets") is not None:
                        return each.target, root
                raise UnreadableError(NOT_A_WORKBOOK, f"innholdet er {each.target}")
        if "mimetype" in self and self.read("mimetype").startswith(_OPEN_DOCUMENT):
            raise UnreadableError(NOT_A_WORKBOOK, "regneark i LibreOffices eget format, .ods")
        raise UnreadableError(NOT_A_WORKBOOK, "zip-fil uten arbeidsbok")


def listing_of(part: str) -> str:
    """The part that lists the relationships of a part, of the package itself without one."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def led_to(part: str, target: str) -> str:
    """The part that the target of a relationship of this part is."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _part(info: zipfile.ZipInfo) -> str:
    """A part's name; some programs on Windows write it with backslashes."""
    return info.filename.replace("\\", "/")


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A package of parts, the same whenever and wherever it is made."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name)  # of 1980
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, part)
    return content.getvalue()


def parse_xml(content: bytes, part: str) -> Element:
    """Parse XML from a stranger: no DTD, no entities of their own. Not for changing."""
    return _parse(content, part) if len(content) > _SMALL else _parse_small(content, part)


def _parse(content: bytes, part: str) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except defusedxml.DefusedXmlException as problem:
        raise UnreadableError(
            SUSPICIOUS, f"delen {part} har en dokumenttypedefinisjon (DTD)"
        ) from problem
    except (ParseError, ValueError, LookupError) as problem:
        raise UnreadableError(BROKEN, f"delen {part} er ikke gyldig XML") from problem
    return root


_SMALL: Final = 20_000
_parse_small: Final = lru_cache(maxsize=64)(_parse)
"""Workbooks from one template have many of their small parts in common."""


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            # The room for it is taken at once, and all that there may be is much to clear in vain.
            size = os.fstat(stream.fileno()).st_size
            content = stream.read(min(size, MOST_BYTES) + 1)
            if len(content) > size:  # what comes through a pipe has no size
                content += stream.read(MOST_BYTES + 1 - len(content))
    except OSError as problem:
        why = _WHY_NOT.get(type(problem), "disken eller nettverket ga den ikke")
        raise UnreadableError(CANNOT_OPEN, why) from problem
    if not content:
        raise UnreadableError(EMPTY)
    if len(content) > MOST_BYTES:
        raise UnreadableError(SUSPICIOUS, f"den er større enn {MOST_BYTES // 2**20} MB")
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableError(PASSWORD)
        raise UnreadableError(NOT_A_WORKBOOK, "eldre Office-format, for eksempel .xls")
    if not content.startswith(b"PK"):
        raise UnreadableError(NOT_A_WORKBOOK, "innholdet er noe annet")
    return content


def _checked_zip(content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise UnreadableError(BROKEN, "zip-pakken er ufullstendig") from problem
    infos = archive.infolist()
    names = {_part(info).lower() for info in infos}
    if len(names) < len(infos):
        raise UnreadableError(SUSPICIOUS, "samme del finnes to ganger")
    if len(infos) > MOST_PARTS:
        raise UnreadableError(SUSPICIOUS, f"den har {len(infos)} deler")
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise UnreadableError(SUSPICIOUS, "den er svært stor når den pakkes ut")
    for info in infos:
        if info.flag_bits & 1:
            raise UnreadableError(PASSWORD)
        if info.file_size > MOST_IN_A_PART:
            raise UnreadableError(SUSPICIOUS, f"delen {info.filename} er svært stor")
        packed_hard = info.file_size > HIGHEST_RATIO * max(info.compress_size, 1)
        if packed_hard and info.file_size > SMALL_ENOUGH:
            raise UnreadableError(SUSPICIOUS, f"delen {info.filename} er pakket urimelig hardt")
    return archive
