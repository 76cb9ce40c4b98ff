"""Lines that say, in columns that are not read, that they are no actuals: planned, or dropped.

Nothing is told but words of our own lists: what else stands in a cell may be a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from .. import layout, norwegian
from ..book import Book, Sheet, address
from ..findings import Finding, Place, Rule
from ..flaws import as_code
from ..versioned import VERSIONS_BESIDE
from . import rules
from .headings import Header, Role
from .timesheet import Entry, sums_of

_MORE: Final = (
    r"(?:[\s\-–_.:,/()]*(?:\d+|år|året|for|i|kr|kroner|timer|beløp|tall|rev|revidert|versjon|"
    r"nr|v|b|p|mnd|måned|jan\w*|feb\w*|mars|apr\w*|mai|juni?|juli?|aug\w*|sep\w*|okt\w*|nov\w*|"
    r"des\w*))*[\s.:()]*"
)
"""What may stand after a word and leave it what it says of the whole line."""

_PLANNED: Final = re.compile(
    r"(?:(?:revidert|vedtatt|opprinnelig|justert|rev\.?|ny|nytt)\s+)?(?:års|periode)?"
    r"(budsjett|budsjettet|budsjettert|budsjetterte|budget|budgeted|prognose|prognosen|prognoser|"
    r"prognosert|forecast|plan|planen|planlagt|planlagte|plantall|estimat|estimater|estimert|"
    r"estimerte|anslag|anslått|innmeldt|målbudsjett|rammebudsjett)" + _MORE
)
_CODES_OF_A_PLAN: Final = re.compile(r"(bu|bud|bdg|bgt|budg|fc|fcst|prg|b[1-9])")
_ACTUAL: Final = re.compile(
    r"(?:faktiske?|regnskap(?:et)?|regnskapsført|virkelige?|ført|bokført|påløpt|forbruk|actuals?|"
    r"hovedbok|gl)" + _MORE
)
_WORDS_OF_DROPPED: Final = (
    r"(avvist|avviste|avvises|slettet|slettede|slettes|annullert|annullerte|annulleres|kansellert|"
    r"forkastet|underkjent|avslått|avlyst|makulert|tilbakevist|ugyldig|ugyldige|feilført|utgår|"
    r"utgått|strøket|trukket tilbake|rejected|deleted|cancelled|canceled|voided)"
)
_DROPPED_ALONE: Final = re.compile(_WORDS_OF_DROPPED)
_DROPPED: Final = re.compile(
    _WORDS_OF_DROPPED + r"(?:\s+(?:av|i|den|på grunn)\b.*|\s*[(,;:.\-–].*)?"
)
_DROPPED_LINES: Final = re.compile(
    _WORDS_OF_DROPPED + r"(?:\s+(?:timer|linjer|føringer|bilag))?\W*"
)
_DRAFT: Final = re.compile(
    r"(kladd|utkast|(?:ikke|ennå ikke) (?:godkjent|attestert|innsendt|levert|bokført|ferdig)|"
    r"til (?:godkjenning|attestering)|venter|venter på (?:godkjenning|attestering)|foreløpig|"
    r"foreløpige|parkert|under arbeid|returnert|draft|not approved)\W*"
)
_APPROVED: Final = frozenset({"godkjent", "attestert", "innsendt", "bokført", "approved"})
_YES: Final = frozenset({"ja", "j", "x", "sann", "true", "yes", "y", "1"})
_NO: Final = frozenset({"nei", "n", "usann", "false", "no", "0"})
_NOTHING: Final = frozenset({"", "0", "-", "–"})

_OF_VERSIONS: Final = re.compile(r"(budsjett|plan|prognose)(?:versjon|type|status|scenario)")
_SAYS_KIND: Final = re.compile(
    r"type|kilde|ledger|\bart\b|bilagsart|transart|versjon|scenario|hovedbok|reskontro|grunnlag"
)
_OF_SUBJECT: Final = re.compile(
    r"sted|avdeling|seksjon|bærer|ansvar|formål|enhet|rolle|\bfag|\bteam|gruppe|aktivitet|oppgave|"
    r"prosess|tjeneste|prosjekt|kategori|arbeid|område|tiltak|leveranse|\(t\)$"
)
"""Headings of columns that say who or what it was for, where «Budsjett» may be a thing to do."""

_READ: Final = (
    Role.CODE, Role.PERIOD, Role.DATE, Role.UNTIL, Role.YEAR, Role.HOURS, Role.AMOUNT, Role.RATE,
    Role.UNIT, Role.CURRENCY,
)  # fmt: skip
_BRACKETS: Final = re.compile(r"\([^)]*\)|\d+")


class _Column(NamedTuple):
    """A column that is not read, and the rows of lines that count by what they say in it."""

    column: int
    heading: str
    role: Role | None
    said: Mapping[str, Sequence[int]]

    @property
    def name(self) -> str:
        """Its heading as it is compared: without numbers, and what stands in brackets."""
        return " ".join(_BRACKETS.sub(" ", layout.spelled(self.heading)).split())

    @property
    def is_of_subject(self) -> bool:
        return bool(_OF_SUBJECT.search(layout.spelled(self.heading)))

    @property
    def is_yes_or_no(self) -> bool:
        return self.said.keys() <= _YES | _NO | {""}

    def where(self) -> str:
        """The column as it is told: by its heading where that is a word of ours."""
        is_ours = (
            self.name in _TOLD or _is_one(_DROPPED_ALONE, self.name) or _is_one(_PLANNED, self.name)
        )
        shown = " ".join(_BRACKETS.sub(" ", self.heading).split())
        return f"kolonnen «{shown}»" if is_ours else f"kolonne {address(1, self.column)[:-1]}"


_TOLD: Final = VERSIONS_BESIDE | _APPROVED | {
    "type", "kilde", "ledger", "bilagsart", "status", "art", "linjetype", "posttype", "transtype",
    "transaksjonstype", "beløpstype", "tt", "hovedbok", "kommentar", "merknad", "tekst",
    "beskrivelse", "notat", "linjestatus", "godkjenningsstatus", "arbeidsflytstatus",
}  # fmt: skip


def _is_one(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.fullmatch(text) is not None


def doubtful(
    book: Book, sheet: Sheet, header: Header, lines: Mapping[int, Entry]
) -> Iterator[Finding]:
    """What the lines that count, by row, say of themselves where they are not read."""
    yield from _struck(book, sheet, header, lines)
    yield from _hidden(book, sheet, header, lines)
    columns = _columns(sheet, header, lines)

    def told(rule: Rule, column: _Column, word: str, rows: Sequence[int]) -> Finding:
        place = Place(book.file, sheet.name, address(rows[0], column.column))
        said = f"«{word}» i {column.where()}"
        return rule.at(place, _counted([lines[row] for row in rows]), said)

    for column in columns:
        if found := _first(column, _planned_in(column)):
            yield told(rules.PLANNED, column, *found)
            break  # of one plan more columns may tell
        if versions := _versions(column):
            place = Place(book.file, sheet.name, address(header.row, column.column))
            yield rules.VERSIONS.at(place, str(versions), column.where())
            break
    for column in columns:
        if found := _first(column, _dropped_in(column)):
            yield told(rules.DROPPED, column, *found)
    for column in columns:
        if found := _first(column, _draft_in(column)):
            yield told(rules.DRAFT, column, *found)


def _struck(
    book: Book, sheet: Sheet, header: Header, lines: Mapping[int, Entry]
) -> Iterator[Finding]:
    """Lines with a line through what is read of them."""
    read = {column for role in _READ for column in header.columns.get(role, ())}
    cells = sorted(
        (row, column)
        for row, column in sheet.struck
        if row in lines and column in read and as_code(sheet.values.get((row, column)))
    )
    if cells:
        struck = [lines[row] for row in dict.fromkeys(row for row, _ in cells)]
        place = Place(book.file, sheet.name, address(*cells[0]))
        yield rules.STRUCK.at(place, _counted(struck))


def _hidden(
    book: Book, sheet: Sheet, header: Header, lines: Mapping[int, Entry]
) -> Iterator[Finding]:
    """Lines, and columns that are read, that nobody sees."""
    if rows := sorted(sheet.hidden_rows & lines.keys()):
        place = Place(book.file, sheet.name, address(rows[0], header.columns[Role.CODE][0]))
        yield rules.HIDDEN_LINES.at(place, _counted([lines[row] for row in rows]))
    for role in (Role.HOURS, Role.AMOUNT):
        if (column := header.first(role)) in sheet.hidden_columns and lines:
            place = Place(book.file, sheet.name, address(header.row, column))
            told = f"Kolonnen for {role.value}, med {_counted([*lines.values()])},"
            yield rules.HIDDEN_LINES.at(place, told)


def _counted(entries: Sequence[Entry]) -> str:
    counted = norwegian.counted(len(entries), "linje", "linjer")
    return f"{counted} ({sums_of(entries)})"


def _columns(sheet: Sheet, header: Header, lines: Mapping[int, Entry]) -> list[_Column]:
    """The columns that are not read, but for those of names."""
    role_of = {column: role for role, columns in header.columns.items() for column in columns}
    passed = {each for each, role in role_of.items() if role in (*_READ, Role.PERSON)}
    found: dict[int, dict[str, list[int]]] = {}
    filled: dict[int, set[int]] = {}
    for (row, column), value in sheet.values.items():
        if row in lines and column not in passed and (said := layout.spelled(as_code(value))):
            found.setdefault(column, {}).setdefault(said, []).append(row)
            filled.setdefault(column, set()).add(row)
    for column, said_in in found.items():
        if blank := sorted(lines.keys() - filled[column]):
            said_in[""] = blank
    return [
        _Column(column, header.headings.get(column, ""), role_of.get(column), said_in)
        for column, said_in in sorted(found.items())
    ]


def _first(column: _Column, says: Callable[[str], str]) -> tuple[str, list[int]] | None:
    """The word that the first line says, and the rows of all that say such a word."""
    rows = {row: word for text, rows in column.said.items() if (word := says(text)) for row in rows}
    return (rows[min(rows)], sorted(rows)) if rows else None


def _word(pattern: re.Pattern[str], text: str) -> str:
    return match[1] if (match := pattern.fullmatch(text)) else ""


def planned_word(text: str) -> str:
    """The word by which a text says that lines are of a plan; none where it says something else.

    >>> planned_word("revidert budsjett 2027"), planned_word("planlegge budsjett")
    ('budsjett', '')
    """
    return _word(_PLANNED, text)


def dropped_word(text: str) -> str:
    """The same for lines that do not count: `avviste timer`."""
    return _word(_DROPPED_LINES, text)


def _none(_: str) -> str:
    return ""


def _planned_in(column: _Column) -> Callable[[str], str]:
    """What finds the word for a plan in what a line says in a column."""
    if column.role is Role.WORDS:
        return _none
    if column.is_of_subject and not any(_is_one(_ACTUAL, each) for each in column.said):
        return _none
    if (of := _OF_VERSIONS.fullmatch(column.name)) and len(column.said) == 1:
        return lambda text: "" if text in _NOTHING or _is_one(_ACTUAL, text) else of[1]
    if (word := _word(_PLANNED, column.name)) and column.is_yes_or_no:
        return lambda text: word if text in _YES and not text.isdigit() else ""
    with_codes = _SAYS_KIND.search(column.name)
    return lambda text: (
        _word(_PLANNED, text) or (_word(_CODES_OF_A_PLAN, text).upper() if with_codes else "")
    )


def _versions(column: _Column) -> int:
    """How many versions a column tells the lines apart by, one of them blank; 0 is of none."""
    is_of_versions = column.name in VERSIONS_BESIDE or _OF_VERSIONS.fullmatch(column.name)
    if not is_of_versions or all(_is_one(_ACTUAL, each) for each in column.said if each):
        return 0
    return len(column.said) if len(column.said) > 1 else 0


def _dropped_in(column: _Column) -> Callable[[str], str]:
    """The same for a word that says that the line does not count."""
    if (word := _word(_DROPPED_ALONE, column.name)) and column.is_yes_or_no:
        return lambda text: word if text in _YES else ""
    pattern = _DROPPED_ALONE if column.role is Role.WORDS or column.is_of_subject else _DROPPED
    return lambda text: _word(pattern, text.strip(" .!()"))


def _draft_in(column: _Column) -> Callable[[str], str]:
    """The same for a word that says that nobody has approved the line."""
    if column.role is Role.WORDS or column.is_of_subject:
        return _none
    if column.name in _APPROVED and column.is_yes_or_no:
        return lambda text: f"ikke {column.name}" if text in _NO else ""
    return lambda text: _word(_DRAFT, text)
