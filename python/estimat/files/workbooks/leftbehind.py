"""What stands in old workbooks, and not in the new one that was made of them.

A new workbook is made of what Estimat knows of the old ones. Whatever else people have put into
them (comments, sheets of their own, formulas for the hours) stays where it is, and is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Final

from ...core import layout
from ...core.acceptances import acceptances, concerning
from ...core.book import Book, Sheet, address
from ...core.collection.givensheet import given_sheet, written_there
from ...core.collection.ownremarks import own_remarks
from ...core.estimate import Estimate
from ...core.findings import Place
from ...core.flaws import as_shown, as_text
from ...core.interpret import NOWHERE, tables_with, written_rows
from ...core.norwegian import counted
from ...core.plain import UnsayableError, plain
from ...core.scenarios.definitions import definitions, governors
from ...core.values import Value
from ..results.sheets import is_ours, written_beside
from .acceptedsheet import OWN_TEXTS as TEXTS_OF_ACCEPTED
from .areasheet import INSTRUCTION, LEGEND
from .assumptionsheet import GOVERNORS_LEGEND, LEGENDS
from .factorsheet import LEGENDS as LEGENDS_OF_FACTORS
from .guidesheet import OWN_TEXTS
from .notesheet import HELP_TERMS
from .ownremarksheet import LEGEND as LEGEND_OF_REMARKS
from .scenariosheet import EXCEPTIONS
from .scenariosheet import LEGENDS as LEGENDS_OF_SCENARIOS

_MOST_CELLS: Final = 5
"""Cells of the guide that are named one by one: with more, it is that of another version."""

_ATTACHED: Final = {
    "comments": "merknader",
    "threadedComment": "kommentartråder",
    "drawing": "figurer",
    "pivotTable": "pivottabeller",
    "hyperlink": "lenker",
}


_OUR_NAME: Final = re.compile(r"Estimat|ESTIMAT_|Omrade|Notat|_xlnm")
_OUR_WORDS: Final = frozenset(map(layout.spelled, (
    *(column.header for column in layout.COLUMNS), *(kind.value for kind in layout.Kind),
    *(status.value for status in layout.Status), *layout.AMBITION_LEVELS, layout.YES, layout.NO,
    layout.ENDED, LEGEND, *LEGENDS, *LEGENDS_OF_FACTORS, GOVERNORS_LEGEND,
)))  # fmt: skip
"""Words that the new one has as we spell them."""
_WORDS_OF_SCENARIOS: Final = frozenset(map(layout.spelled, (
    layout.SCENARIOS, EXCEPTIONS, *LEGENDS_OF_SCENARIOS,
)))  # fmt: skip
_WORDS_OF_ACCEPTED: Final = frozenset(map(layout.spelled, TEXTS_OF_ACCEPTED))
_HEADINGS_OF_SCENARIOS: Final = frozenset(
    layout.spelled(text)
    for each in (*layout.SCENARIO_COLUMNS, *layout.EXCEPTION_COLUMNS)
    for text in (each.label, each.unit)
)
"""Words of the sheet Scenarioer. One of its headings is also what people choose there."""


def left_behind(old: Estimate, new: Estimate) -> Iterator[str]:
    """What stands in an old workbook, beside areas that the new one has not, and not in the new."""
    made = {area.head.id.casefold(): area.sheet for area in new.areas}
    stamp, _ = old.book.names.get(layout.PUBLISHED_MARK, ("", NOWHERE))  # on a published copy
    areas = {area.sheet.name: made.get(area.head.id.casefold()) for area in old.areas}
    for sheet in old.book.sheets:
        where = f"{Place(old.book.file, sheet.name)}"
        if sheet.name == layout.ASSUMPTIONS_SHEET:
            yield from _left_on(sheet, sheet_of(new.book, layout.ASSUMPTIONS_SHEET), where)
        elif sheet.name == layout.FACTORS_SHEET:
            yield from _left_on(sheet, sheet_of(new.book, layout.FACTORS_SHEET), where)
        elif _has_scenarios(sheet):
            yield from _left_on_scenarios(sheet, new, where)
        elif _has_accepted(sheet):
            yield from _left_on_accepted(sheet, old, new, where)
        elif sheet is given_sheet(old.book):
            yield from (f"{where}!{cell}: {text}" for cell, text in written_there(old.book))
        elif _has_own_remarks(sheet):
            yield from _left_of_own_remarks(sheet, new, where)
        elif sheet.name == layout.GUIDE:
            yield from _left_on_guide(sheet, sheet_of(new.book, layout.GUIDE), old.book, where)
        elif layout.NOTE_TITLE.name in sheet.names:
            if not new.whole:  # a part has the headings of its own areas only
                notes = (each for each in new.book.sheets if layout.NOTE_TITLE.name in each.names)
                yield from _left_on(_without_help(sheet), next(notes, Sheet("")), where)
        elif sheet.name in areas:
            if becomes := areas[sheet.name]:
                yield from _left_on(sheet, becomes, where)
        elif sheet.values.get((1, 1)) == layout.DECISIONS and not new.whole:
            yield from _left_on(sheet, sheet_of(new.book, layout.DECISIONS), where)
        elif is_ours(sheet):
            yield from (f"{old.book.file} › {each}" for each in written_beside(sheet))
        elif (sheet.values or sheet.attached) and sheet.name != stamp:
            yield f"{where}: hele arket ({_size(len(sheet.values))})"
    for name in old.book.names:
        if name not in new.book.names and not _OUR_NAME.match(name):
            yield f"{old.book.file}: navnet «{name}»"


def _size(cells: int) -> str:
    return counted(cells, "celle", "celler") if cells else "uten celler"


def _has_scenarios(sheet: Sheet) -> bool:
    alone = Book("", [sheet])
    return sheet.name == layout.SCENARIOS or any(tables_with(alone, layout.SCENARIO_COLUMNS))


def _left_on_scenarios(old: Sheet, new: Estimate, where: str) -> Iterator[str]:
    """What somebody has written there; where no scenario comes along, that in one line."""
    becomes = next(filter(_has_scenarios, new.book.sheets), None)
    if becomes and any(each.scenarios for each in definitions(new)):
        yield from _left_on(old, becomes, where, _WORDS_OF_SCENARIOS, _loosely)
        return
    words = _WORDS_OF_SCENARIOS | _HEADINGS_OF_SCENARIOS
    if left := [*_left_on(old, Sheet(""), where, words, _loosely)]:
        yield f"{where}: hele arket, scenarioene følger ikke med ({_size(len(left))})"


def _has_accepted(sheet: Sheet) -> bool:
    alone = Book("", [sheet])
    return sheet.name == layout.ACCEPTED or any(tables_with(alone, layout.ACCEPTED_COLUMNS))


def _left_on_accepted(sheet: Sheet, old: Estimate, new: Estimate, where: str) -> Iterator[str]:
    """What is accepted no more, a line for each; and what else somebody has written there."""
    accepted = [each for each in acceptances(old) if each.place.sheet == sheet.name]
    kept = {each.bare for each in acceptances(new)}
    if new.whole:  # a part has those of its own areas, and others have the rest
        kept |= {each.bare for each in concerning(accepted, old)}
    for each in accepted:
        if each.bare not in kept:
            yield f"{where}!{each.place.cell}: godtatt advarsel {each.about}"
    told = {
        (row, column)
        for _, table in tables_with(Book("", [sheet]), layout.ACCEPTED_COLUMNS)
        for row, columns in written_rows(sheet, table, layout.ACCEPTED_COLUMNS)
        for column in columns
        if (row, column) not in sheet.formulas
    }
    values = {cell: value for cell, value in sheet.values.items() if cell not in told}
    becomes = sheet_of(new.book, layout.ACCEPTED)
    yield from _left_on(replace(sheet, values=values), becomes, where, _WORDS_OF_ACCEPTED)


def _has_own_remarks(sheet: Sheet) -> bool:
    return any(tables_with(Book("", [sheet]), layout.OWN_REMARK_COLUMNS))


def _left_of_own_remarks(old: Sheet, new: Estimate, where: str) -> Iterator[str]:
    """What somebody has written there; where no remark comes along, that in one line."""
    becomes = next(filter(_has_own_remarks, new.book.sheets), None)
    if becomes and any(own_remarks(new)):
        yield from _left_on(old, becomes, where)
        return
    words = frozenset(map(layout.spelled, _WORDS_OF_REMARKS))
    if left := [*_left_on(old, Sheet(""), where, words)]:
        yield f"{where}: hele arket, merknadene følger ikke med ({_size(len(left))})"


_WORDS_OF_REMARKS: Final = (
    layout.REMARKS, LEGEND_OF_REMARKS, *(each.label for each in layout.OWN_REMARK_COLUMNS),
)  # fmt: skip


def _loosely(value: Value) -> str:
    """A cell of a scenario as it is compared: with its names apart, however they were spelled."""
    return layout.spelled("; ".join(governors(as_text(value))))


def _without_help(sheet: Sheet) -> Sheet:
    """The sheet Notat without what it says of the terms in it, which differs by version."""
    values = {
        (row, column): value
        for (row, column), value in sheet.values.items()
        if column != 2 or sheet.values.get((row, 1)) not in HELP_TERMS
    }
    return replace(sheet, values=values)


def _left_on_guide(old: Sheet, new: Sheet, book: Book, where: str) -> Iterator[str]:
    """What somebody has written there: not the list of areas, nor how the part was sent out."""
    _, listed = book.names.get(layout.WHOLE.name, ("", NOWHERE))
    sent = {book.names.get(field.name, ("", NOWHERE))[1].top for field in layout.DISPATCHED}
    ours = {*range(listed.top - 1, listed.bottom + 1), *sent}
    values = {
        (row, column): value
        for (row, column), value in old.values.items()
        if column > 2 or not (row in ours or value in OWN_TEXTS)
    }
    left = [*_left_on(replace(old, values=values), new, where)]
    many = f"{where}: {counted(len(left), 'celle', 'celler')}"
    yield from left if len(left) <= _MOST_CELLS else [many]


def _left_on(
    old: Sheet, new: Sheet, where: str, words: Collection[str] = _OUR_WORDS,
    compared: Callable[[Value], str] = as_text,
) -> Iterator[str]:  # fmt: skip
    stands = Counter(
        compared(value) for cell, value in new.values.items() if cell not in new.formulas
    )
    computes = {
        said
        for formula in (*new.formulas.values(), INSTRUCTION)
        for said in (layout.canonical(formula), _meaning(formula))
    }
    for cell in sorted({*old.values, *old.formulas}):
        formula, value = old.formulas.get(cell), old.values.get(cell)
        if formula is not None:
            if computes.isdisjoint((layout.canonical(formula), _meaning(formula))):
                yield f"{where}!{address(*cell)}: formelen {_short('=' + formula)}"
            continue
        key = compared(value)
        # What has many lines in one cell has a cell for each in the new one.
        keys = [key] if stands[key] else [*filter(None, map(str.strip, key.splitlines()))]
        if keys and all(stands[each] >= many for each, many in Counter(keys).items()):
            stands.subtract(keys)
        elif layout.spelled(as_text(value)) not in words:
            yield f"{where}!{address(*cell)}: «{_short(as_shown(value))}»"
    for kind, called in _ATTACHED.items():
        if kind in old.attached:
            yield f"{where}: {called}"
    if old.hidden_rows:
        yield f"{where}: {counted(len(old.hidden_rows), 'skjult rad', 'skjulte rader')}"


def _meaning(formula: str) -> str:
    """A formula as it is compared: one for those who have no Estimat says the same otherwise."""
    try:
        return layout.canonical(plain(formula))
    except UnsayableError:
        return layout.canonical(formula)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def sheet_of(book: Book, name: str) -> Sheet:
    return next((sheet for sheet in book.sheets if sheet.name == name), Sheet(name))
