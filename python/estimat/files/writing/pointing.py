"""What in a workbook refers to one of its sheets, and would be broken if that were not there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Set
from pathlib import Path
from typing import Final

from ...core.book import Book, Sheet, address
from ..cells import cut_out
from ..package import Package, Relationship
from .patching import Element, parsed

_SPAN_OF_SHEETS: Final = re.compile(r"'[^']*:[^']*'!|\w:[^\W\d]\w*!")
_REFERRING: Final = frozenset({"f", "formula", "formula1", "formula2", "oddHeader"})


def pointing(
    sheet: Sheet,
    others: Iterable[Sheet],
    names: Iterable[tuple[str, str]],
    parts: Iterable[tuple[str, Element]],
) -> Iterator[str]:
    """What refers to a sheet, as people call it: cells of others, names, and other parts.

    `names` come with what they say, and `parts` with their root: charts, pivot tables, and sheets
    for their formats and limits.
    """
    quoted = re.escape(sheet.name.replace("'", "''"))
    words = [rf"'{quoted}'!", rf"(?<![\w.]){re.escape(sheet.name)}!"]
    words += [rf"(?<![\w.]){re.escape(table.name)}(?![\w.(])" for table in sheet.tables]
    refers = re.compile("|".join(words), re.IGNORECASE)
    for other in others:
        for place, formula in other.formulas.items():
            if refers.search(formula) or _SPAN_OF_SHEETS.search(formula):
                yield f"{other.name}!{address(*place)}"
    for name, says in names:
        if refers.search(says):
            yield f"navnet {name}"
    for part, root in parts:
        for element in root.all():
            said = [element.get("location") or "", element.get("sheet") or ""]
            if element.name in _REFERRING:
                said.append(element.text)
            if any(map(refers.search, said)) or said[1] == sheet.name:
                yield f"noe annet enn en celle ({part})"


def pointing_in(path: Path, book: Book, name: str, going: Collection[str]) -> str:
    """The first that refers to a sheet of the workbook in a file, as people call it; "" if nothing.

    What stands on the sheets that are `going`, it among them, is not asked.
    """
    package = Package(path)
    workbook, root = package.workbook()
    links = package.relationships(workbook)
    held = [
        next(links[id_] for key, id_ in each.items() if key.endswith("}id"))
        for each in root.iterfind("{*}sheets/{*}sheet")
    ]
    gone = {at for at, each in enumerate(book.sheets) if each.name in going}
    staying = [link for at, link in enumerate(held) if at not in gone]
    passed = {workbook, *(held[at].target for at in gone)}
    names = (
        (each.get("name", ""), each.text or "")
        for each in root.iterfind("{*}definedNames/{*}definedName")
        if int(each.get("localSheetId", -1)) not in gone
    )
    found = pointing(
        next(each for each in book.sheets if each.name == name),
        [each for each in book.sheets if each.name not in going],
        names,
        ((part, _but_for_cells(package, part)) for part in _led_to(package, staying, passed)),
    )
    return next(found, "")


def _but_for_cells(package: Package, part: str) -> Element:
    """The root of a part; without the cells of a sheet, which are many, and in the book already."""
    content = package.read(part)
    cut = cut_out(content, "<sheetData>", "</sheetData>")
    return parsed(f"{cut[0]}{cut[2]}".encode() if cut else content, part)


def _led_to(package: Package, links: Iterable[Relationship], passed: Set[str]) -> Iterator[str]:
    """The parts of XML that relationships lead to, and theirs, but for some."""
    waiting, seen = [*links], {*passed}
    while waiting:
        part = waiting.pop().target
        if part not in seen and part in package and part.endswith(".xml"):
            seen.add(part)
            waiting += package.relationships(part).values()
            yield part
