"""The area that all the rows of a sheet are of, where the sheet says it outside its rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from .. import layout
from ..book import Sheet, address
from ..flaws import as_text
from .headings import UNKNOWN, Headings
from .rows import Is, Row
from .vocabulary import SIGNS

_AREA: Final = r"(?:navn på )?(?:tjeneste)?område(?:t|navn)?"
_IS_AREA: Final = re.compile(rf"{_AREA}\s*[:–-]\s*(\S.*)", re.IGNORECASE | re.DOTALL)
_BEFORE_AREA: Final = re.compile(rf"{_AREA}\s*:?", re.IGNORECASE)
_MOST_WORDS: Final = 4
"""Of a title that is the name of an area."""

_SHORTEST: Final = 3
_OF_NO_AREA: Final = re.compile(
    r"(?:sheet|tabell?e?|table|tab|side|fane|regneark|skjema|mal|eksempel|test|kopi|copy|"
    r"\w*plan(?:er|en|lagt)?|budget|\w*budsjett\w*|\w*list[ea]n?|"
    r"\w*innspill|\w*forslag|utkast|kladd|versjon|foreløpig|endelig|vedtatt|ny|nytt|nye|gammel|"
    r"\w*data|\w*ark|\w*grunnlag|underlag|beregning(?:er)?|resultat(?:er)?|svar|behov|output|"
    r"results?|main|planning|activit(?:y|ies)|costs?|hours|\w*planlegging|budsj|innmelding|"
    r"prioritering(?:er)?|kalkulator|input|inndata|eksport|export|import|rapport|report|uttrekk|utskrift|pivot|"
    r"total|totalt|sum|samlet|samle\w*|alle|alt|\w*oversikt|oppsummering|sammendrag|detaljer|"
    r"aktivitet(?:er)?|tiltak|leveranser?|\w*oppgaver?|prosjekt(?:er)?|områder?|tjenesteområder?|"
    r"\w*timer|timeverk|årsverk|\w*ressurser?|bemanning|personell|ansatte|lønn|\w*kjøp|"
    r"anskaffelser?|konsulent(?:er)?|tilskudd|inntekter?|utgifter?|\w*kostnad(?:er)?|\w*beløp|"
    r"kroner|kr|tkr|nok|mnok|mill|millioner|tusen|tall|pris(?:er)?|estimat(?:er|ering)?|estimate|"
    r"kalkyle|prognose|regnskap|virksomhet(?:en)?|avdeling(?:en)?|seksjon(?:en)?|enhet(?:en)?|"
    r"\w*direktorat(?:et)?|\w*departement(?:et)?|\w*etat(?:en)?|\w*institutt(?:et)?|uke|måned|dag|\w*tilsyn(?:et)?|\w*verket|"
    r"\w*kommune|januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|"
    r"desember|\w*tertial|\w*kvartal|år|året|og|for|til|fra|i|av|per|pr|på|med|ved|den|det|de|"
    r"dato|konfidensielt|internt|intern|fortrolig|sist|endret|oppdatert|laget|utarbeidet|"
    r"økonomi\w*|\w{1,2})"
)
"""The words of a title, or of a sheet's name, that are no area's."""


class Naming(NamedTuple):
    """An area that a sheet names, and the cell; the name of the sheet has none."""

    area: str
    cell: str = ""


def area_written(sheet: Sheet, headings: Headings) -> Naming | None:
    """The one area that is called so above the headings: `Område: Arkiv`, in a cell or in two."""
    found: dict[str, Naming] = {}
    for (row, column), value in sorted(sheet.values.items()):
        if row >= headings.top or not isinstance(value, str):
            continue
        text = " ".join(value.split())
        area, at = "", column
        if match := _IS_AREA.fullmatch(text):
            area = match[1]
        elif _BEFORE_AREA.fullmatch(text):
            at = min((c for r, c in sheet.values if r == row and c > column), default=0)
            area = " ".join(as_text(sheet.values.get((row, at))).split())
        if area:
            found.setdefault(layout.spelled(area), Naming(area, address(row, at)))
    return next(iter(found.values())) if len(found) == 1 else None


def area_of_all(
    sheet: Sheet, headings: Headings, rows: Sequence[Row], *, is_text: bool
) -> Naming | None:
    """The area of a sheet without a column or headings of areas; None where it is not sure.

    It is written above as an area's, or is the title or the name of the sheet where not both say
    something else. The name of a file is none, and a column may say the areas under another name,
    or words over the rows.
    """
    if written := area_written(sheet, headings):
        return written
    if any(_may_be_areas(headings, rows)) or _have_titles(rows):
        return None
    name = "" if is_text else sheet.name
    titles = [*_titles(sheet, headings)]
    own = Naming(name) if _may_be_area(name) else None
    for title in titles:
        both = layout.spelled(title.area), layout.spelled(name)
        if own and (both[0] in both[1] or both[1] in both[0]):
            return title
    if len(titles) > 1:
        return own
    return None if own and titles else own or next(iter(titles), None)


def _may_be_area(text: str) -> bool:
    """Whether a text is words of which one at least is no plan's or budget's.

    >>> _may_be_area("Innsyn og veiledning"), _may_be_area("Plan 2027"), _may_be_area("Ark1")
    (True, False, False)
    """
    plain = SIGNS.sub(" ", re.sub(r"[0-9()«»\"+&#]", " ", layout.spelled(text)))
    words = plain.split()
    return len(plain.strip()) >= _SHORTEST and any(not _OF_NO_AREA.fullmatch(e) for e in words)


def _titles(sheet: Sheet, headings: Headings) -> Iterator[Naming]:
    """The titles above that are short, and of the words of an area's name alone."""
    beside: defaultdict[int, int] = defaultdict(int)
    for row, _ in sheet.values:
        beside[row] += 1
    for (row, column), value in sorted(sheet.values.items()):
        if row >= headings.top or beside[row] > 1 or not isinstance(value, str):
            continue
        text = " ".join(value.split())
        words = [each for each in layout.spelled(text).split() if each not in ("og", "i", "for")]
        is_name = text.replace(" ", "").replace("-", "").isalpha() and len(words) <= _MOST_WORDS
        if is_name and not any(map(_OF_NO_AREA.fullmatch, words)) and len(text) >= _SHORTEST:
            yield Naming(text, address(row, column))


def _have_titles(rows: Sequence[Row]) -> bool:
    """Whether words stand right over rows with numbers, in several places."""
    pairs = pairwise(rows)
    return sum(a.state is Is.WORDS and b.state is Is.ACTIVITY for a, b in pairs) > 1


def _may_be_areas(headings: Headings, rows: Sequence[Row]) -> Iterator[bool]:
    """Of each column that is unknown, whether it says one of several things in every row."""
    activities = [row for row in rows if row.state is Is.ACTIVITY and row.numbers]
    for each in headings.columns:
        if each.role is None and each.how is UNKNOWN:
            said = [dict(row.others).get(each.heading, "") for row in activities]
            words = [text for text in said if text and not text.replace(" ", "").isdigit()]
            yield len(words) == len(said) > len(set(words)) > 1
