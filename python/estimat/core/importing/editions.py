"""Sheets and blocks of rows that may be another year or edition of what others say, or the same.

They are lists like the rest, and nothing in them looks wrong; read with the rest they count twice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from .. import layout
from ..book import Sheet, address
from ..findings import Finding, Place
from ..flaws import as_text
from ..norwegian import counted
from .headings import Headings
from .rows import Is, Row, area_of
from .rules import BREAKS_DOWN, OTHER_EDITION, SEVERAL_YEARS
from .unplanned import is_income
from .versions import edition_said, year_of_title, years_said
from .vocabulary import kind_of

_OTHER: Final = re.compile(
    r"\b(?:gam(?:mel|le|melt)|utgått|utgår|kopi|copy|utkast|forslag\w*|alternativ\w*|opsjon\w*|"
    r"ønske\w*|mal|maler|i fjor|fjorår\w*|regnskap\w*|prognose\w*|versjon\w*|v ?\d+|historikk|"
    r"backup|til senere|ikke med|slettet|arkivert|revidert|opprinnelig|vedtatt)\b"
)
"""What a sheet is called that is beside the plan, and not a part of it."""

_FEW: Final = 3


def years_of_sheet(sheet: Sheet, headings: Headings) -> set[str]:
    """The years that the name and the titles of a sheet say that its numbers are of."""
    titles = (as_text(value) for (row, _), value in sheet.values.items() if row < headings.top)
    return {year for text in (sheet.name, *titles) for year in years_said(text)}


def sheets_beside(
    sheets: Sequence[tuple[Place, Headings, Sequence[Row]]], told: Collection[str]
) -> Iterator[Finding]:
    """Sheets that by their names are another edition, or that have areas which others have too.

    Of those that are `told` already it is not said again.
    """
    if len(sheets) == 1:
        return
    first: dict[str, str] = {}
    for place, headings, rows in sheets:
        areas = dict.fromkeys(area_of(row) for row in rows if area_of(row))
        again = [each for each in areas if each in first]
        is_of_kind = kind_of(place.sheet) is not None
        if place.sheet in told or is_income(place.sheet):
            pass
        elif headings.has_areas and (said := _OTHER.search(layout.spelled(place.sheet))):
            yield OTHER_EDITION.at(place, f"Navnet på arket har ordet «{said[0]}»", place.sheet)
        elif again and headings.has_areas and not is_of_kind and not _differ(sheets, place, again):
            names = {area_of(row): row.text(layout.AREA_NAME) or row.text(layout.AREA_ID)
                     for row in rows}  # fmt: skip
            few = [names[each] for each in again[:_FEW]] + ["flere"] * (len(again) > _FEW)
            yield OTHER_EDITION.at(
                place, f"Arket {first[again[0]]} har de samme områdene ({', '.join(few)})",
                place.sheet,
            )  # fmt: skip
        for each in areas:
            first.setdefault(each, place.sheet)


def _differ(
    sheets: Sequence[tuple[Place, Headings, Sequence[Row]]], place: Place, areas: Sequence[str]
) -> bool:
    """Whether what the sheets have of these areas is of different kinds of cost."""
    here: set[str] = set()
    there: set[str] = set()
    for at, _, rows in sheets:
        kinds = {layout.spelled(row.text(layout.KIND)) for row in rows if area_of(row) in areas}
        if at == place:
            here |= kinds
            break
        there |= kinds
    return bool(here) and bool(there) and here.isdisjoint(there)


def blocks(
    sheet: Sheet, headings: Headings, rows: Sequence[Row], place: Place
) -> Iterator[Finding]:
    """Blocks of rows that are of another year, and those that break down what stands above."""
    title = year_of_title(sheet, headings)
    seen = [title] if title else []
    is_first = True
    for heading, under in _blocks(rows):
        if heading is not None:
            edition = edition_said(heading.label)
            at = place._replace(cell=address(heading.row, heading.column))
            if _BREAKS_DOWN.match(layout.spelled(heading.label)) and not is_first:
                yield BREAKS_DOWN.at(at, counted(under, "rad", "rader"), heading.label)
            elif edition and edition not in seen and (seen or not is_first):
                others = seen[0] if seen else "det som står over"
                yield SEVERAL_YEARS.at(
                    at, f"Radene under «{heading.label}»", f"{edition} og {others}"
                )
            seen += [edition] if edition else []
        is_first = False


_BREAKS_DOWN: Final = re.compile(
    r"(?:herav |hvorav |dette er )?(?:fordel(?:t|ing|er)\w*|spesifi(?:sert|kasjon)\w*|"
    r"oppsummer(?:t|ing)\w*|sammendrag) ?(?:på|per|pr|etter|av|over|mellom|:|$)"
)
"""How a heading begins that has what stands above it once more, in other parts."""


def _blocks(rows: Sequence[Row]) -> Iterator[tuple[Row | None, int]]:
    """The headings that stand over activities, each with how many; None is those of the list."""
    heading: Row | None = None
    under = 0
    for row in rows:
        if row.state in (Is.AREA, Is.WORDS):
            if under:
                yield heading, under
            heading, under = row, 0
        under += row.state is Is.ACTIVITY and bool(row.numbers)
    if under:
        yield heading, under
