"""The note to the ministry, as plain text: what each area will do, and what it comes to.

The words are the workbook's and the numbers the consolidation's: a number in the words is a
placeholder, `{Timepris 1.000}`, and is filled in here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from .. import layout, norwegian
from ..amounts import ZERO, half_away, in_millions
from ..consolidation import Consolidation, Entry
from ..errors import UnpublishableError
from ..estimate import NO_ASSUMPTIONS, STANDARD, Assumptions
from ..findings import Place
from ..matching import meant
from .words import AreaWords, BookWords, Headings, Prose, Words, one_prose

SUM: Final = layout.SUM.header
"""What the budget line calls the area's sum."""

FRAME: Final = layout.AREA_BUDGET.label
"""What the budget line calls the area's budget."""

TOTAL: Final = "Total"
"""What any text calls the sum of the areas."""

MILLIONS: Final = "mill"
PERCENT: Final = "%"
THOUSANDS: Final = {"1000": "", "1.000": ".", "1 000": "\u00a0"}
"""How a number may look, by how it writes 1000, and what stands between its thousands."""

NUMBERS: Final = {
    field.name: field for field in layout.ASSUMPTIONS if field not in layout.TEXT_ASSUMPTIONS
}
"""The assumptions that a placeholder can name."""

TITLE: Final = "Estimat {Budsjettar 1000}"
AMBITIONS: Final = "Ambisjon"
ACTIVITIES: Final = "Leveranser og aktiviteter {Budsjettar 1000}"
BUDGET: Final = "Budsjett {Sum mill} millioner kroner"
"""What stands in a note where nobody has written anything else."""

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_MARK: Final = re.compile("([⁰¹²³⁴-⁹]+)")
_DIGITS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LONGEST_QUOTE: Final = 60


class Section(NamedTuple):
    """One area in the note; what it lacks is empty."""

    name: str
    reason: tuple[str, ...]
    ambitions_heading: str
    ambitions: tuple[str, ...]
    activities_heading: str
    activities: tuple[str, ...]
    budget: str


class Note(NamedTuple):
    """The note; `missing` says in Norwegian what it could have had, and has not."""

    title: str
    introduction: tuple[str, ...]
    sections: tuple[Section, ...]
    footnotes: Mapping[int, str]
    double_control: str
    missing: tuple[str, ...]


UNCERTAIN: Final = (
    "Forventet", "P10", "P50", "P85", "P90", "ValgtNiva", "Avsetningsbehov", "Avsetningsmangel",
    "UtenSpenn",
)  # fmt: skip
"""What a placeholder can name of the uncertainty, in million kroner."""


def asks_for_uncertainty(books: Iterable[BookWords]) -> bool:
    """Whether any of the words has a placeholder for a number of the uncertainty."""
    said = " ".join(words.text for book in books if book.prose for words in _every_word(book.prose))
    named = {" ".join(found[1].split()).partition(" ")[0] for found in _PLACEHOLDER.finditer(said)}
    return not named.isdisjoint(UNCERTAIN)


def note_of(
    consolidation: Consolidation, kept: Iterable[BookWords], uncertain: Mapping[str, Decimal] = {}
) -> Note:
    """The note of a consolidation, from the words of its workbooks.

    `uncertain` are the numbers of `UNCERTAIN`, rounded as they are said, where words ask for them.
    Raises UnpublishableError, which names the cell, for a placeholder that stands for nothing.
    """
    books = list(kept)
    prose = _whole(one_prose(books))
    of_areas = {area.place: area for book in books for area in book.areas}
    numbers = _Numbers(
        consolidation.stamp.assumptions or NO_ASSUMPTIONS,
        {**uncertain, TOTAL: consolidation.total.millions},
        consolidation.stamp.scenario,
    )
    scenario = consolidation.stamp.scenario
    note = Note(
        numbers.put(prose.title) + (f" – scenario: {scenario}" if scenario else ""),
        tuple(map(numbers.put, prose.introduction)),
        tuple(
            _section(entry, of_areas[entry.source.place], prose, numbers)
            for entry in consolidation.areas
            if entry.source
        ),
        {number: numbers.put(each) for number, each in prose.footnotes.items()},
        next((book.double_control for book in books if book.double_control), ""),
        (),
    )
    ids = {entry.id for entry in consolidation.areas}
    missing = _missing(books, note, [id for id in prose.of_areas if id not in ids])
    return note._replace(missing=tuple(missing))


def texts(note: Note) -> Iterator[str]:
    """Every text that may refer to a footnote, in the order it is read."""
    yield note.title
    yield from note.introduction
    for section in note.sections:
        yield section.name
        yield from section.reason
        if section.ambitions:
            yield from (section.ambitions_heading, *section.ambitions)
        if section.activities:
            yield from (section.activities_heading, *section.activities)
        yield section.budget


def pieces(text: str, footnotes: Mapping[int, str]) -> Iterator[str | int]:
    """A text cut up at its footnotes, which are their numbers.

    A raised number that is no footnote, as in m², is text.

    >>> list(pieces("rammer¹ på 5 m²", {1: "Konsept, plan"}))
    ['rammer', 1, ' på 5 m²']
    """
    plain = ""
    for piece in _MARK.split(text):
        number = int(piece.translate(_DIGITS)) if _MARK.fullmatch(piece) else 0
        if number in footnotes:
            if plain:
                yield plain
            yield number
            plain = ""
        else:
            plain += piece
    if plain:
        yield plain


def _whole(prose: Prose | None) -> Prose:
    """The words, with what a note says where nobody has written anything."""
    nowhere = Words("", Place(""))
    prose = prose or Prose(nowhere, (), Headings(nowhere, nowhere), {}, nowhere, {})
    return prose._replace(
        title=_or(prose.title, TITLE),
        headings=Headings(
            _or(prose.headings.ambitions, AMBITIONS), _or(prose.headings.activities, ACTIVITIES)
        ),
        budget=_or(prose.budget, BUDGET),
    )


def _or(words: Words, otherwise: str) -> Words:
    return words if words.text else Words(otherwise, words.place)


def _section(entry: Entry, words: AreaWords, prose: Prose, numbers: _Numbers) -> Section:
    over, own = prose.headings, prose.of_areas.get(entry.id, prose.headings)
    return Section(
        entry.name,
        words.reason,
        numbers.put(own.ambitions if own.ambitions.text else over.ambitions),
        words.ambitions,
        numbers.put(own.activities if own.activities.text else over.activities),
        words.activities,
        _budget_line(prose.budget, entry, numbers) if words.activities or entry.kroner else "",
    )


_SAYS_BUDGET: Final = re.compile(r"\bbudsjett", re.IGNORECASE)


def _budget_line(line: Words, entry: Entry, numbers: _Numbers) -> str:
    """The line under an area; says the budget too where it is another number than the estimate."""
    text = numbers.put(line, entry.name, {SUM: entry.millions, FRAME: entry.budget})
    if numbers.of_scenario:  # which is meant to be elsewhere than the plan's budget
        return text
    budget = None if entry.budget is None else half_away(entry.budget, 1)
    if budget is None and entry.kroner and _SAYS_BUDGET.search(line.text):
        return f"{text} (estimat; området har ikke noe budsjett)"
    if budget is None or budget == entry.millions or f"{{{FRAME} {MILLIONS}}}" in line.text:
        return text
    return f"{text} (estimat; budsjettet er {norwegian.number(budget, 1)} millioner kroner)"


def wrong_placeholders(prose: Prose, assumptions: Assumptions) -> Iterator[tuple[Place, str]]:
    """The cells of the sheet Notat in which a placeholder stands for nothing, and what is wrong."""
    numbers = _Numbers(assumptions, dict.fromkeys((*UNCERTAIN, TOTAL), ZERO))
    for words in _every_word(prose):
        try:
            numbers.put(words, of_area={SUM: ZERO, FRAME: ZERO} if words is prose.budget else {})
        except UnpublishableError as problem:
            yield words.place, str(problem).partition(": ")[2]


def _every_word(prose: Prose) -> Iterator[Words]:
    """All that stands on the sheet Notat."""
    yield from (prose.title, *prose.introduction, *prose.footnotes.values(), *prose.headings)
    for own in prose.of_areas.values():
        yield from own
    yield prose.budget


class _Numbers:
    """Puts the consolidation's numbers where the words have placeholders."""

    def __init__(
        self, assumptions: Assumptions, millions: Mapping[str, Decimal], scenario: str = ""
    ) -> None:
        self.of_scenario: Final = bool(scenario)
        self._millions = millions
        self._found = {
            field.name: STANDARD.get(field) if value is None else value
            for field, value in zip(layout.ASSUMPTIONS, assumptions, strict=True)
        }

    def put(self, words: Words, area: str = "", of_area: Mapping[str, Decimal | None] = {}) -> str:
        """The text with its numbers; what is only `of_area` its budget line alone can say.

        That line has nothing of the directorate's uncertainty: it would be read as the area's.
        """
        whole = {TOTAL: self._millions[TOTAL]} if of_area else self._millions
        sums = {**of_area, **whole}

        def number(placeholder: re.Match[str]) -> str:
            name, _, pattern = " ".join(placeholder[1].split()).partition(" ")
            if pattern == MILLIONS and name in sums:
                said = sums[name]
                if said is None:
                    raise self._wrong(words, placeholder[0], f"har {area} ikke; skriv det")
                return norwegian.number(said, 1)
            if name in UNCERTAIN and of_area:
                how = "gjelder hele direktoratet, og kan ikke stå i budsjettlinjen"
                raise self._wrong(words, placeholder[0], how)
            if name not in NUMBERS:
                others = () if of_area else UNCERTAIN
                known = [f"{each} {MILLIONS}" for each in dict.fromkeys((*sums, *others))]
                alike = meant(f"{name} {MILLIONS}", known) or meant(name, NUMBERS)
                known += NUMBERS
                perhaps = f"; mente du {{{alike}}}?" if alike else ""
                how = f"er ukjent; bruk en av {', '.join(known)}{perhaps}"
                raise self._wrong(words, placeholder[0], how)
            value = self._found[name]
            if not isinstance(value, Decimal):
                raise self._wrong(words, placeholder[0], "har ikke noe tall i Forutsetninger")
            text = _written(value, NUMBERS[name], pattern)
            if text is None:
                share = NUMBERS[name] in layout.OF_UNCERTAINTY
                may = (PERCENT,) if share else (*THOUSANDS, MILLIONS)
                ways = ", ".join(f"{{{name} {way}}}" for way in may)
                raise self._wrong(words, placeholder[0], f"kan ikke skrives slik; velg av {ways}")
            return text

        text = _PLACEHOLDER.sub(number, words.text)
        stray = re.search(r"[{}]", _PLACEHOLDER.sub("", words.text))
        if stray:
            raise self._wrong(words, stray[0], "står alene; et tall skrives som {Timepris 1.000}")
        return text

    def _wrong(self, words: Words, what: str, how: str) -> UnpublishableError:
        where = words.place if words.place.sheet else "Notatet uten arket Notat"
        return UnpublishableError(f"{where}: «{what}» {how}{'' if how.endswith('?') else '.'}")


def _written(value: Decimal, field: layout.Field, pattern: str) -> str | None:
    """A number as the pattern has it, with all its decimals; None when it cannot be so written."""
    unit = field.unit
    if pattern in THOUSANDS:
        return norwegian.number(value).replace(" ", THOUSANDS[pattern])
    if pattern == PERCENT and field in layout.OF_UNCERTAINTY:
        return f"{norwegian.number(value * 100)} %"
    if pattern == MILLIONS and unit in (layout.FULL_COST.unit, layout.RISK_RESERVE.unit):
        millions = value if unit == layout.RISK_RESERVE.unit else in_millions(value)
        return norwegian.number(millions, 1)
    return None


def _missing(books: Iterable[BookWords], note: Note, strangers: Iterable[str]) -> Iterator[str]:
    """What a reader would miss in the note, in Norwegian."""
    if not any(book.prose for book in books):
        yield (
            "Arket Notat: notatet har standard tittel og overskrifter, og ingen innledning eller "
            "fotnoter. Kopier arket fra eksempelet («estimat mal» uten --omrader), eller ta med "
            "delen [notat] i områdefila."
        )
    elif not note.introduction:
        yield "Innledning: arket Notat har ingen."
    for id in strangers:
        yield f"Område {id}: arket Notat har overskrifter til det, men det er ikke i estimatet."
    used: dict[int, None] = {}
    for text in texts(note):
        for mark in _MARK.findall(text):
            number = int(mark.translate(_DIGITS))
            used[number] = None
            if number not in note.footnotes:
                quote = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
                yield f"Fotnote {number}: «{quote}» viser til den, men arket Notat har den ikke."
    for number in note.footnotes:
        if number not in used:
            yield f"Henvisning til fotnote {number}: ingen tekst har den, så den er ikke med."
