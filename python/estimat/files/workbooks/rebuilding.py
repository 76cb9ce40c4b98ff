"""What workbooks hold, as that which a new one is made from; and what a new one does not hold.

A new workbook is made of what Estimat knows of the old ones. Whatever else people have put into
them (comments, sheets of their own, formulas for the hours) stays where it is, and is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ...core import layout
from ...core.book import Book, Range, Sheet, address
from ...core.errors import UsageError
from ...core.estimate import Area, Estimate
from ...core.findings import Place
from ...core.flaws import as_shown, as_text, said
from ...core.interpret import NOWHERE
from ...core.norwegian import counted
from ...core.noting.words import one_prose, words
from ...core.plain import plain
from ..results.sheets import is_ours, written_beside
from .areafile import GOOD_ID, IF_LEFT_OUT, AreaFile, AreaPlan, Assumption, Growth, NoteText, is_id
from .assumptionsheet import LEGENDS, ROLLED, SOURCE_BESIDE
from .factorsheet import LEGENDS as LEGENDS_OF_FACTORS
from .guidesheet import OWN_TEXTS
from .notesheet import HELP_TERMS

_MOST_CELLS: Final = 5
"""Cells of the guide that are named one by one: with more, it is that of another version."""

_ATTACHED: Final = {
    "comments": "merknader",
    "threadedComment": "kommentartråder",
    "drawing": "figurer",
    "pivotTable": "pivottabeller",
    "hyperlink": "lenker",
}


def whole(estimate: Estimate) -> Iterator[Estimate]:
    """All of a workbook; to be kept when files are read."""
    yield estimate


def area_file_of(estimates: Sequence[Estimate], title: str) -> AreaFile:
    """What a new workbook is made from, to hold the areas of these, which have no errors.

    Raises UsageError for what only a workbook of somebody else's making can have.
    """
    rates = next((each for each in estimates if each.assumptions.complete), None)
    if rates is None:
        raise UsageError("Ingen av filene har forutsetningene. Ta med fila som har dem.")
    headers = [
        header
        for estimate in estimates
        for area in estimate.areas
        for header in area.table.headers
        if layout.LAST_YEAR.fullmatch(header)
    ]
    guide = _sheet(rates.book, layout.GUIDE)
    return AreaFile(
        as_text(guide.values.get((1, 1))) or title,
        as_text(guide.values.get((2, 1))),
        _named(rates.book, layout.DOUBLE_CONTROL),
        {field: _assumption(field, [rates, *estimates]) for field in layout.ASSUMPTIONS},
        tuple(_area(estimate, area) for estimate in estimates for area in estimate.areas),
        note=note_of(estimates),
        whole=next((tuple(each.whole) for each in estimates if each.whole), ()),
        rolled=tuple(_rolled(_sheet(rates.book, layout.ASSUMPTIONS_SHEET))),
        last_year=headers[0] if headers else "",
        factors=tuple(dict.fromkeys(each for one in estimates for _, each in one.factors)),
    )


def note_of(estimates: Sequence[Estimate]) -> NoteText | None:
    """The words of the note; raises UnpublishableError when two workbooks have different ones."""
    prose = one_prose(each for estimate in estimates for each in words(estimate))
    if prose is None:
        return None
    last = max(prose.footnotes, default=0)
    return NoteText(
        prose.title.text,
        tuple(each.text for each in prose.introduction),
        prose.headings.ambitions.text,
        prose.headings.activities.text,
        prose.budget.text,
        tuple(
            prose.footnotes[number].text if number in prose.footnotes else ""
            for number in range(1, last + 1)
        ),
        {
            id: (over.ambitions.text, over.activities.text)
            for id, over in prose.of_areas.items()
            if over.ambitions.text or over.activities.text
        },
    )


def left_behind(old: Estimate, new: Estimate) -> Iterator[str]:
    """What stands in an old workbook, beside areas that the new one has not, and not in the new."""
    made = {area.head.id.casefold(): area.sheet for area in new.areas}
    stamp, _ = old.book.names.get(layout.PUBLISHED_MARK, ("", NOWHERE))  # on a published copy
    areas = {area.sheet.name: made.get(area.head.id.casefold()) for area in old.areas}
    for sheet in old.book.sheets:
        where = f"{Place(old.book.file, sheet.name)}"
        if sheet.name == layout.ASSUMPTIONS_SHEET:
            yield from _left_on(sheet, _sheet(new.book, layout.ASSUMPTIONS_SHEET), where)
        elif sheet.name == layout.FACTORS_SHEET:
            yield from _left_on(sheet, _sheet(new.book, layout.FACTORS_SHEET), where)
        elif sheet.name == layout.GUIDE:
            _, listed = old.book.names.get(layout.WHOLE.name, ("", NOWHERE))
            yield from _left_on_guide(sheet, _sheet(new.book, layout.GUIDE), listed, where)
        elif layout.NOTE_TITLE.name in sheet.names:
            if not new.whole:  # a part has the headings of its own areas only
                notes = (each for each in new.book.sheets if layout.NOTE_TITLE.name in each.names)
                yield from _left_on(_without_help(sheet), next(notes, Sheet("")), where)
        elif sheet.name in areas:
            if becomes := areas[sheet.name]:
                yield from _left_on(sheet, becomes, where)
        elif is_ours(sheet):
            yield from (f"{old.book.file} › {each}" for each in written_beside(sheet))
        elif (sheet.values or sheet.attached) and sheet.name != stamp:
            size = counted(len(sheet.values), "celle", "celler") if sheet.values else "uten celler"
            yield f"{where}: hele arket ({size})"
    for name in old.book.names:
        if name not in new.book.names and not _OUR_NAME.match(name):
            yield f"{old.book.file}: navnet «{name}»"


def _without_help(sheet: Sheet) -> Sheet:
    """The sheet Notat without what it says of the terms in it, which differs by version."""
    values = {
        (row, column): value
        for (row, column), value in sheet.values.items()
        if column != 2 or sheet.values.get((row, 1)) not in HELP_TERMS
    }
    return replace(sheet, values=values)


def _left_on_guide(old: Sheet, new: Sheet, listed: Range, where: str) -> Iterator[str]:
    """What somebody has written there; the list of areas, with its heading, is not theirs."""
    values = {
        (row, column): value
        for (row, column), value in old.values.items()
        if column > 2 or not (listed.top - 1 <= row <= listed.bottom or value in OWN_TEXTS)
    }
    left = [*_left_on(replace(old, values=values), new, where)]
    many = f"{where}: {counted(len(left), 'celle', 'celler')}"
    yield from left if len(left) <= _MOST_CELLS else [many]


def _left_on(old: Sheet, new: Sheet, where: str) -> Iterator[str]:
    stands = Counter(
        as_text(value) for cell, value in new.values.items() if cell not in new.formulas
    )
    computes = {
        layout.canonical(said)
        for formula in new.formulas.values()
        for said in (formula, plain(formula))  # a copy that was published has the other
    }
    for cell in sorted({*old.values, *old.formulas}):
        formula, value = old.formulas.get(cell), old.values.get(cell)
        if formula is not None:
            if layout.canonical(formula) not in computes:
                yield f"{where}!{address(*cell)}: formelen {_short('=' + formula)}"
            continue
        key = as_text(value)
        if stands[key]:
            stands[key] -= 1
        elif layout.spelled(key) not in _OUR_WORDS:
            yield f"{where}!{address(*cell)}: «{_short(as_shown(value))}»"
    for kind, called in _ATTACHED.items():
        if kind in old.attached:
            yield f"{where}: {called}"
    if old.hidden_rows:
        yield f"{where}: {counted(len(old.hidden_rows), 'skjult rad', 'skjulte rader')}"


_OUR_NAME: Final = re.compile(r"Estimat|ESTIMAT_|Omrade|Notat|_xlnm")
_OUR_WORDS: Final = frozenset(map(layout.spelled, (
    *(column.header for column in layout.COLUMNS), *(kind.value for kind in layout.Kind),
    *(status.value for status in layout.Status), *layout.AMBITION_LEVELS, *LEGENDS,
    *LEGENDS_OF_FACTORS,
)))  # fmt: skip
"""Words that the new one has as we spell them."""


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _area(estimate: Estimate, area: Area) -> AreaPlan:
    if not is_id(area.head.id):
        place = estimate.head(area, layout.AREA_ID)
        raise UsageError(f"{place}: Område-id «{area.head.id}» kan ikke brukes; {GOOD_ID}.")
    return AreaPlan(area.sheet.name, area.head, tuple(row.inputs for row in area.activities))


def _assumption(field: layout.Field, estimates: Sequence[Estimate]) -> Assumption:
    """What is assumed, and its source, in the first workbook that says."""
    position = layout.ASSUMPTIONS.index(field)
    for each in estimates:
        value = each.assumptions[position]
        if value is not None:
            return Assumption(value, _named(each.book, field, SOURCE_BESIDE))
    if field in IF_LEFT_OUT:
        return IF_LEFT_OUT[field]
    raise UsageError(f"{estimates[0].book.file}: forutsetningen «{field.label}» mangler.")


def _named(book: Book, field: layout.Field, beside: int = 0) -> str:
    """The text of a named cell, or of one so far to its right; empty when there is none."""
    name, cell = book.names.get(field.name, ("", NOWHERE))
    return as_text(_sheet(book, name).values.get((cell.top, cell.left + beside)))


def _rolled(sheet: Sheet) -> Iterator[Growth]:
    """How prices were moved on to this year, if they were."""
    heads = [cell for cell, value in sheet.values.items() if value == ROLLED]
    for row, column in heads[:1]:
        while label := as_text(sheet.values.get((row := row + 1, column))):
            ratio = said(sheet.values.get((row, column + 1)))
            explanation = as_text(sheet.values.get((row, column + 1 + SOURCE_BESIDE)))
            if isinstance(ratio, Decimal):
                yield Growth(label, ratio, explanation)


def _sheet(book: Book, name: str) -> Sheet:
    return next((sheet for sheet in book.sheets if sheet.name == name), Sheet(name))
