"""Rows that are placed, and that say that they are not to be done, or that they are income."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from .. import layout
from ..book import Sheet, address
from ..findings import Finding, Place
from ..norwegian import counted
from .guessing import called, guess
from .headings import Headings
from .rows import Is, Row
from .rules import INCOME, LIKE_INCOME, NOT_TO_BE_DONE
from .versions import Beside, columns_beside
from .vocabulary import DECISIONS_BESIDE

_DROPPED: Final = re.compile(
    r"(?:nei\W+)?(?:utgår|utgått|avslått|avvist|avlyst|kuttes|kuttet|strykes|strøket|trukket|"
    r"ikke (?:prioritert|vedtatt|innvilget|godkjent|med)|nedprioritert|bortfaller|droppes|droppet|"
    r"slettes|tas ut|tatt ut|skal ikke med|opsjon|ønske|skrinlagt|"
    r"parkert|stoppet|ikke finansiert|ufinansiert|kuttforslag)"
    r"\b(?!\s+(?:fra|med|til|i|ned|neste)\b|\s+\d+(?:,\d+)?\s*%).*"
    r"|(?:utsatt|utsettes)\b.*"
)
_NO: Final = re.compile(r"n|no|nei\b.*|avslag\b.*|0|usann")
_OF_A_STATUS: Final = frozenset({"n", "0"})
"""What says no elsewhere, and is a code of a status: new, or not begun."""

_HEADS_DROPPED: Final = re.compile(
    r"(?:utgår|utgått|avslått|avvist|kutt(?:es|et|forslag)?|strykes|strøket|ikke\s+(?:prioritert|"
    r"finansiert|vedtatt|innvilget|med)|nedprioritert|ufinansiert|opsjon|ønske|til\s+vurdering|"
    r"til\s+senere|på\s+vent|utsatt|utenfor\s+ramm)\w*(?:\s+(?:tiltak|aktiviteter|rader|ramm)\w*)?\W*"
)
"""What a heading says of the rows under it that are not to be done."""

_INCOME: Final = re.compile(r"(?:sum |andre )?\w*inntekt(?:er|ene|en)?(?: 20\d\d)?:?")
_LIKE_INCOME: Final = re.compile(
    r"(?:tilskudd|støtte|midler|refusjon(?:er)?) fra .+|\w*finansiering fra .+|egenandel(?:er)?|"
    r"brukerbetaling(?:er)?|(?:inn)?spar(?:ing|t)(?:er)?(?: .+)?|besparelser?(?: .+)?|"
    r"(?:abe-?)?kutt(?: .+)?|gevinst(?:er|uttak)?|ubrukte? midler(?: .+)?|"
    r"overført(?:e midler)? fra .+"
)
"""What an amount is called that comes in or is spared, and is no cost."""


def unplanned(
    sheet: Sheet, headings: Headings, rows: Sequence[Row], place: Place
) -> Iterator[Finding]:
    """All of them, of a sheet with activities."""
    yield from _dropped(headings, rows, place)
    yield from _under_dropped(rows, place)
    yield from _income(sheet, headings, rows, place)
    yield from _like_income(headings, rows, place)


def _under_dropped(rows: Sequence[Row], place: Place) -> Iterator[Finding]:
    """Rows under a heading that says that they are not to be done."""
    heading: Row | None = None
    for row in rows:
        if row.state in (Is.AREA, Is.WORDS):
            says_so = _HEADS_DROPPED.fullmatch(layout.spelled(row.label))
            heading = row if says_so else None
        elif heading and row.state is Is.ACTIVITY and row.numbers:
            yield NOT_TO_BE_DONE.at(
                place._replace(cell=address(row.row, row.column)),
                row.text(layout.ACTIVITY) or row.label, f"under «{heading.label}»",
            )  # fmt: skip


def _like_income(headings: Headings, rows: Sequence[Row], place: Place) -> Iterator[Finding]:
    """Amounts without hours that are called something that comes in."""
    column = headings.of(layout.ACTIVITY)
    for row in rows:
        name = row.text(layout.ACTIVITY)
        is_amount = row.state is Is.ACTIVITY and row.numbers and layout.HOURS not in row.numbers
        if column and is_amount and _LIKE_INCOME.fullmatch(layout.spelled(name)):
            at = place._replace(cell=address(row.row, column.column))
            yield LIKE_INCOME.at(at, name)


def _dropped(headings: Headings, rows: Sequence[Row], place: Place) -> Iterator[Finding]:
    activities = {row.row: row for row in rows if row.state is Is.ACTIVITY and row.numbers}
    comment = headings.of(layout.COMMENT)
    columns = columns_beside(headings, activities.values())
    if comment:
        said = {at: text for at, row in activities.items() if (text := row.text(layout.COMMENT))}
        columns.append(Beside(comment.heading, "", comment.cell, said))
    for each in columns:
        for at, text in each.said.items():
            plain = layout.spelled(text)
            of_status = each.name == "status" and plain in _OF_A_STATUS
            may_say = each.name in DECISIONS_BESIDE and not of_status
            is_no = may_say and _NO.fullmatch(plain)
            if is_no or _DROPPED.fullmatch(plain):
                listed = activities[at]
                column = re.sub(r"\d+", "", each.cell)
                yield NOT_TO_BE_DONE.at(
                    place._replace(cell=f"{column}{at}"),
                    listed.text(layout.ACTIVITY), f"«{text}» i «{each.heading}»",
                )  # fmt: skip


def _income(
    sheet: Sheet, headings: Headings, rows: Sequence[Row], place: Place
) -> Iterator[Finding]:
    """What is called income: a sheet, what stands under a heading, or rows by what they say."""
    with_numbers = [row for row in rows if row.state is Is.ACTIVITY and row.numbers]
    if is_income(sheet.name) and with_numbers:
        yield INCOME.at(place, sheet.name, counted(len(with_numbers), "rad", "rader"))
        return
    found: dict[str, list[Place]] = {}
    heading: Row | None = None
    for row in rows:
        if row.state in (Is.AREA, Is.WORDS):
            heading = row if is_income(row.label) else None
        elif row.state is Is.ACTIVITY and row.numbers:
            said = [row.text(role) for role in _NAMING]
            said += [text for heading, text in row.others if _says_kind(heading)]
            named = next(filter(is_income, said), "")
            if heading or named:
                at = place._replace(cell=address((heading or row).row, (heading or row).column))
                found.setdefault(heading.label if heading else named, []).append(at)
    for name, places in found.items():
        yield INCOME.at(places[0], name, counted(len(places), "rad", "rader"))


_NAMING: Final = (layout.KIND, layout.AREA_NAME, layout.AREA_ID, layout.ACTIVITY)
_KINDS_BESIDE: Final = frozenset(
    {"type", "kategori", "konto", "art", "gruppe", "kontogruppe", "artsgruppe", "kontoklasse"}
)


def _says_kind(heading: str) -> bool:
    """Whether a column that is none of ours says of what kind each row is."""
    name = called(heading).name.removesuffix(" t")
    return name in _KINDS_BESIDE or guess(heading).sure is layout.KIND or "inntekt" in name


def is_income(text: str) -> bool:
    """Whether a name is that of income and nothing else.

    >>> is_income("Gebyrinntekter"), is_income("Følge opp inntektene")
    (True, False)
    """
    return _INCOME.fullmatch(layout.spelled(text)) is not None
