"""A workbook's package as a copy for others: what may go out, every other part byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Final, NamedTuple

from ...core import layout
from ...core.book import VISIBLE, Book, Sheet
from ...core.collection.givensheet import given_sheet
from ...core.errors import UnpublishableError
from ...core.functions import FUNCTIONS
from ...core.interpret import tables_with
from ...core.layout import PUBLISHED
from ..cells import read_cells
from ..engine.program import Recalculated
from ..meaning import Place
from ..package import TYPES, led_to, listing_of
from ..writing.adding import LINK, add_part, in_names, in_sheets
from ..writing.cellpatching import with_results
from ..writing.patching import (
    Edit,
    Element,
    parsed,
    patched,
    saying,
    with_attributes,
    without,
)
from ..writing.pointing import pointing
from ..writing.seal import UNSEALED
from .plainparts import plain_or_refused, plain_sheet, plain_table
from .stampsheet import MARK

_BOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACROS_TYPE: Final = "application/vnd.ms-office.vbaProject"

_LEFT_OUT: Final = frozenset({
    "vbaProject", "extensibility", "userCustomization", "attachedToolbars",  # macros and ribbon
    "externalLink", "webextensiontaskpanes",  # what others keep
    "calcChain",  # Excel makes it anew, and an old one does not fit
    "origin",  # a signature holds for the source alone
})  # fmt: skip
_REFUSED: Final = {
    "connections": "en dataforbindelse",
    "xlMacrosheet": "et makroark fra Excel 4",
    "xlIntlMacrosheet": "et makroark fra Excel 4",
    "dialogsheet": "et dialogark",
    "control": "en ActiveX-kontroll",
}
_PUBLIC_LINK: Final = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_PERSONAL: Final = frozenset({"creator", "lastModifiedBy", "Company", "Manager", "HyperlinkBase"})
_LISTS_OF_SHEETS: Final = frozenset({"HeadingPairs", "TitlesOfParts"})
_BUTTON_MACRO: Final = re.compile(rb"""( macro=)(?:"[^"]+"|'[^']+')""")
_OLD_BUTTON_MACRO: Final = re.compile(rb"<x:FmlaMacro>[^<]*</x:FmlaMacro>")


class Copy(NamedTuple):
    """What a copy holds, and what was done to make it."""

    parts: Mapping[str, bytes]
    rewritten: int
    as_values: tuple[tuple[str, Place], ...]
    dropped: tuple[str, ...]
    for_areas: tuple[str, ...] = ()
    """Sheets with what is said to the areas, which are for nobody else."""


class _Link(NamedTuple):
    """A relationship: its element, its id, its kind, and the part (or address) it leads to."""

    element: Element
    id: str
    kind: str
    target: str
    outside: bool


class Copier:
    """The parts of a package while they are made fit for others."""

    def __init__(
        self,
        parts: dict[str, bytes],
        book: Book,
        results: Recalculated,
        *,
        live: bool,
        with_hidden: bool,
    ) -> None:
        """Of the source's `parts`; `results` are those that its formulas lack, and `book` has."""
        self._parts: Final = parts
        self._book: Final = book
        self._results: Final = results
        self._live: Final = live
        (self._workbook,) = (
            link.target for link in self._links("") if link.kind == "officeDocument"
        )
        self._root: Final = self._parsed(self._workbook)
        self._sheets: Final = [each for each in self._root.all() if each.name == "sheet"]
        links = {link.id: link for link in self._links(self._workbook)}
        self._links_to_sheets: Final = [links[each.get("id") or ""] for each in self._sheets]
        self._stamp_id = ""
        sheets = [*enumerate(book.sheets)]
        self._for_areas: Final = {at for at, sheet in sheets if _is_for_areas(book, sheet)}
        self._dropped: Final = [
            position
            for position, sheet in sheets
            if position in self._for_areas or (sheet.state != VISIBLE and not with_hidden)
        ]

    def copied(self, stamp: bytes) -> Copy:
        """The copy, with one more sheet, which says what it was made of."""
        self._refuse_to_drop_what_is_used()
        rewritten, as_values = 0, []
        sheets = zip(self._links_to_sheets, self._book.sheets, strict=True)
        for position, (link, sheet) in enumerate(sheets):
            if position in self._dropped or link.kind != "worksheet":
                continue
            self._without_private_links(link.target)
            if lacked := self._results.get(sheet.name):
                content = self._parts[link.target]
                self._parts[link.target] = with_results(content, link.target, lacked)
            done = plain_sheet(self._parts[link.target], link.target, sheet, live=self._live)
            self._parts[link.target] = done.content
            rewritten += done.rewritten
            as_values += [(sheet.name, place) for place in done.as_values]
            for below in self._links(link.target):
                if below.kind == "table":
                    self._parts[below.target] = plain_table(
                        self._parts[below.target], below.target, live=self._live
                    )
        self._add_sheet(stamp)
        self._without_hidden_names()
        self._unlink_what_stays_here()
        self._keep_only(self._reachable())
        if self._dropped:
            self._without_lost_words()
        self._without_people()
        hidden = [each for each in self._dropped if each not in self._for_areas]
        names = (self._names(hidden), self._names(sorted(self._for_areas)))
        return Copy(self._parts, rewritten, tuple(as_values), *names)

    def _names(self, positions: Iterable[int]) -> tuple[str, ...]:
        return tuple(self._book.sheets[each].name for each in positions)

    # Parts and what leads to them

    def _parsed(self, part: str) -> Element:
        return parsed(self._parts[part], part)

    def _links(self, part: str) -> list[_Link]:
        listing = listing_of(part)
        if listing not in self._parts:
            return []
        found = []
        for element in self._parsed(listing).children:
            target = element.get("Target") or ""
            outside = element.get("TargetMode") == "External"
            if not outside:
                target = led_to(part, target)
            kind = (element.get("Type") or "").rpartition("/")[2]
            found.append(_Link(element, element.get("Id") or "", kind, target, outside))
        return found

    def _edit(self, part: str, edits: list[Edit]) -> None:
        if edits:
            self._parts[part] = patched(self._parts[part], edits)

    def _unlink_what_stays_here(self) -> None:
        """Cut the ways to macros, other files and dropped sheets; refuse what cannot be cut."""
        gone = {self._sheets[position].get("id") for position in self._dropped}
        for part in ["", *self._reachable()]:
            edits = []
            for link in self._links(part):
                if link.kind in _REFUSED:
                    raise UnpublishableError(
                        f"Arbeidsboken har {_REFUSED[link.kind]} ({part}). Ta den bort i kilden, "
                        "og publiser på nytt."
                    )
                mine = part == self._workbook and link.id in gone
                if link.kind in _LEFT_OUT or mine:
                    edits.append(without(link.element))
            self._edit(listing_of(part), edits)
        for part in self._reachable():
            for link in self._links(part):
                if link.outside and not (
                    link.kind == "hyperlink" and _PUBLIC_LINK.match(link.target)
                ):
                    raise UnpublishableError(
                        f"Arbeidsboken henter noe fra en annen fil ({part} viser til "
                        f"{link.target}). Ta det bort i kilden, og publiser på nytt."
                    )

    def _reachable(self, passed: Set[str] = frozenset()) -> list[str]:
        """The parts that something leads to, in the order of the file; not by those `passed`."""
        seen, waiting = {*passed}, [""]
        while waiting:
            for link in self._links(waiting.pop()):
                if not link.outside and link.target in self._parts and link.target not in seen:
                    seen.add(link.target)
                    waiting.append(link.target)
        return [name for name in self._parts if name in seen - passed]

    def _keep_only(self, kept: list[str]) -> None:
        listings = {listing_of(part) for part in ["", *kept]}
        for name in [*self._parts]:
            if name not in kept and name not in listings and name != TYPES:
                del self._parts[name]
        endings = {"rels", *(name.rpartition(".")[2].lower() for name in kept)}
        edits = []
        for element in self._parsed(TYPES).children:
            part = (element.get("PartName") or "").lstrip("/")
            ending = (element.get("Extension") or "").lower()
            is_macros = element.get("ContentType") == _MACROS_TYPE
            needless = {
                "Override": part not in self._parts,
                "Default": is_macros or ending not in endings,
            }
            if needless.get(element.name):
                edits.append(without(element))
            elif element.name == "Override" and part == self._workbook:
                edits.append(with_attributes(self._parts[TYPES], element, ContentType=_BOOK_TYPE))
        self._edit(TYPES, edits)
        for name in kept:
            content = self._parts[name]
            if name.endswith((".xml", ".vml")) and b"acro" in content and "/drawings/" in name:
                content = _OLD_BUTTON_MACRO.sub(b"", _BUTTON_MACRO.sub(rb'\1""', content))
                self._parts[name] = content

    def _without_private_links(self, part: str) -> None:
        """Links in cells that lead to files: the text stays, the address does not go out."""
        private = {
            link.id: link
            for link in self._links(part)
            if link.outside and link.kind == "hyperlink" and not _PUBLIC_LINK.match(link.target)
        }
        if not private:
            return
        self._edit(listing_of(part), [without(link.element) for link in private.values()])
        edits = []
        for element in self._parsed(part).children:
            if element.name == "hyperlinks":
                ours = [each for each in element.children if each.get("id") in private]
                everything = len(ours) == len(element.children)
                edits += [without(element)] if everything else list(map(without, ours))
        self._edit(part, edits)

    # The workbook

    def _add_sheet(self, content: bytes) -> None:
        if layout.PUBLISHED_MARK in self._book.names:
            raise UnpublishableError("Arbeidsboken er selv en publisert kopi. Publiser kilden.")
        if PUBLISHED.lower() in {sheet.name.lower() for sheet in self._book.sheets}:
            raise UnpublishableError(
                f"Arbeidsboken har alt et ark som heter «{PUBLISHED}». Publiser kilden, ikke en "
                "kopi av den, eller gi arket et annet navn."
            )
        kind = f"{LINK}/worksheet"
        self._stamp_id = add_part(self._parts, self._workbook, content, PUBLISHED, kind)

    def _without_hidden_names(self) -> None:
        """The list of sheets and of names, and nothing that tells where the file has been."""
        content, root, sheets = self._parts[self._workbook], self._root, self._sheets
        kept = [position for position in range(len(sheets)) if position not in self._dropped]
        edits = [without(sheets[position]) for position in self._dropped]
        list_ = next(each for each in root.children if each.name == "sheets")
        edits.append(in_sheets(list_, PUBLISHED, self._stamp_id))
        marks = ((layout.PUBLISHED_MARK, f"{PUBLISHED}!{MARK}"), (layout.SEAL, f'"{UNSEALED}"'))
        edits.append(in_names(root, [(f'name="{each}"', text) for each, text in marks]))
        names = root.child("definedNames")
        for each in names.children if names else ():
            edits += self._name_edit(content, each, kept)
        for element in root.all():
            if element.name in ("externalReferences", "fileSharing"):
                edits.append(without(element))
            elif element.name == "AlternateContent":
                if any(each.name == "absPath" for each in element.all()):
                    edits.append(without(element))
            elif element.name == "calcPr":  # every result of the copy is computed and proved
                stale = ("calcMode", "fullCalcOnLoad", "calcCompleted")
                edits.append(with_attributes(content, element, **dict.fromkeys(stale)))
            elif element.name == "workbookView" and self._dropped:
                active = int(element.get("activeTab") or 0)
                now = kept.index(active) if active in kept else 0
                edits.append(with_attributes(content, element, activeTab=str(now), firstSheet=None))
        self._edit(self._workbook, edits)

    def _name_edit(self, content: bytes, element: Element, kept: list[int]) -> list[Edit]:
        name, owner = element.get("name") or "", element.get("localSheetId")
        macro = any(
            element.get(each) in ("1", "true") for each in ("function", "vbProcedure", "xlm")
        )
        if macro or name.upper() in FUNCTIONS or (owner is not None and int(owner) not in kept):
            return [without(element)]
        said = plain_or_refused(element.text, f"Navnet {name}")
        edits = [saying(element, said)] if said != element.text else []
        if owner is not None and kept.index(int(owner)) != int(owner):
            new = str(kept.index(int(owner)))
            edits.append(with_attributes(content, element, localSheetId=new))
        return edits

    def _without_lost_words(self) -> None:
        """Empty the shared strings that only dropped sheets had; the others keep their numbers."""
        links = self._links(self._workbook)
        used: set[str | None] = set()
        for link in links:
            if link.kind == "worksheet":
                cells = read_cells(self._parts[link.target], link.target).cells
                used.update(
                    text for kind, text in zip(cells.kinds, cells.texts, strict=True) if kind == "s"
                )
        for part in [link.target for link in links if link.kind == "sharedStrings"]:
            items = [each for each in self._parsed(part).children if each.name == "si"]
            edits = [
                Edit(item.start, item.end, f"<{item.tag}><{item.prefix}t/></{item.tag}>".encode())
                for number, item in enumerate(items)
                if str(number) not in used
            ]
            self._edit(part, edits)

    def _without_people(self) -> None:
        """Who wrote it, for whom, and the list of sheets, which is no longer right."""
        for part in [each for each in self._parts if re.match(r"docProps/.*\.xml$", each)]:
            edits = []
            for element in self._parsed(part).children:
                if element.name in _LISTS_OF_SHEETS:
                    edits.append(without(element))
                elif element.name in _PERSONAL and element.text:
                    edits.append(saying(element, ""))
            self._edit(part, edits)

    # Hidden sheets

    def _refuse_to_drop_what_is_used(self) -> None:
        for sheet in (self._book.sheets[position] for position in self._dropped):
            if used := next(self._uses(sheet), None):
                raise UnpublishableError(
                    f"Arket «{sheet.name}» er skjult, og {used} viser til det. Ta det med i kopien "
                    "med --med-skjulte, eller fjern det i kilden."
                )

    def _uses(self, sheet: Sheet) -> Iterator[str]:
        """What outside the hidden sheets refers to one of them, as people call it."""
        names = (
            (element.get("name") or "", element.text)
            for element in self._root.all()
            if element.name == "definedName"
            and int(element.get("localSheetId") or -1) not in self._dropped
        )
        own = {self._links_to_sheets[position].target for position in self._dropped}
        parts = (
            (part, self._parsed(part))
            for part in self._reachable(own)
            if part.endswith(".xml") and part != self._workbook
        )
        sheets = enumerate(self._book.sheets)
        others = [each for position, each in sheets if position not in self._dropped]
        return pointing(sheet, others, names, parts)


def _is_for_areas(book: Book, sheet: Sheet) -> bool:
    """Whether a sheet has what is said to the areas, which is for nobody else."""
    own = (each for each, _ in tables_with(book, layout.OWN_REMARK_COLUMNS))
    return sheet is given_sheet(book) or any(sheet is each for each in own)
