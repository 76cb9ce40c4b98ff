"""The files of a time system, each read once: their lines, and their lists of codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ..book import Book
from ..findings import Finding, Place
from . import rules
from .cells import Cells
from .codelist import CodeLine, code_list
from .doubtful import doubtful
from .headings import Header, header_of
from .timesheet import Entry, Listed, listed, place_of
from .titles import titles
from .unread import beside_codes, has_numbers, unsure


class Source(NamedTuple):
    """A file as it was read; `is_text` says that its columns were cut out of a text.

    `names` are what people call the sheets, and are never told.
    """

    book: Book
    sha256: str
    is_text: bool = False
    names: tuple[str, ...] = ()


class Timesheet(NamedTuple):
    """What one file says, sheet by sheet."""

    file: str
    sha256: str
    sheets: tuple[Listed, ...]
    lines: tuple[CodeLine, ...]
    """Of its lists of codes."""

    findings: tuple[Finding, ...]

    @property
    def entries(self) -> list[Entry]:
        return [entry for sheet in self.sheets for entry in sheet.entries]

    @property
    def never_read(self) -> list[str]:
        """The headings of the columns that may hold names, each once."""
        return list(dict.fromkeys(each for sheet in self.sheets for each in sheet.never_read))

    @property
    def has_kroner(self) -> bool:
        return any(entry.kroner is not None for entry in self.entries)

    @property
    def without_numbers(self) -> int:
        return sum(sheet.without_numbers for sheet in self.sheets)


def timesheet(source: Source) -> Timesheet:
    """Find out what the sheets of a file are, and read them."""
    book, sha256, is_text, names = source
    sheets: list[Listed] = []
    lists: list[CodeLine] = []
    findings: list[Finding] = []
    lost: list[Place] = []
    others: list[tuple[Place, Header | None]] = []
    for position, sheet in enumerate(book.sheets):
        header = header_of(sheet)
        if header and not header.missing:
            found = listed(book, sheet, header, is_text=is_text)
            sheets.append(found)
            findings += found.findings
            lines = dict(zip(found.rows, found.entries, strict=True))
            findings += doubtful(book, sheet, header, lines)
            name = names[position] if names else ""
            findings += titles(book, sheet, name, header, lines)
        elif header and header.is_list_of_codes:
            codes = code_list(book, sheet, header)
            lists += codes.lines
            findings += codes.findings
            findings += beside_codes(book, sheet, header)
        elif sheet.values:
            others.append((place_of(book, sheet, 0, 0), header))
            if header:
                cells = Cells(book, sheet, header)
                findings += unsure(book, sheet, header, header.missing, cells)
                lost += has_numbers(header, cells) * [others[-1][0]]
    if sheets or lists or findings:
        for place, _ in others:
            rule = rules.NUMBERS_LOST if place in lost else rules.NOT_A_TIMESHEET
            findings.append(rule.at(place))
    else:
        findings.append(_no_columns(book.file, others))
    return Timesheet(book.file, sha256, tuple(sheets), tuple(lists), tuple(findings))


_WANTED: Final = "prosjekt eller aktivitet, periode eller dato, og timer eller beløp"


def _no_columns(file: str, others: Sequence[tuple[Place, Header | None]]) -> Finding:
    """What is missing on the likest of the sheets."""
    headers = [each for each in others if each[1]]
    if not headers:
        return rules.NO_COLUMNS.at(others[0][0] if others else Place(file), "", _WANTED)
    place, header = min(headers, key=lambda each: len(each[1].missing) if each[1] else 0)
    missing = [role.value for role in header.missing] if header else []
    return rules.NO_COLUMNS.at(place, "", " og ".join(missing))
