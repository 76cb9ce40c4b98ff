"""What workbooks hold, as that which a new one is made from; and what a new one does not hold.

A new workbook is made of what Estimat knows of the old ones. Whatever else people have put into
them (comments, sheets of their own, formulas for the hours) stays where it is, and is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ...core import layout
from ...core.book import Book, Range, Sheet, address
from ...core.errors import UsageError
from ...core.estimate import Area, Estimate
from ...core.findings import Place
from ...core.flaws import as_shown, as_text, said
from ...core.interpret import NOWHERE, tables_with
from ...core.norwegian import counted
from ...core.noting.words import one_prose, words
from ...core.plain import plain
from ...core.scenarios.decision import decisions
from ...core.scenarios.definitions import Scenario, definitions, definitions_of, governors
from ...core.values import Value
from ..results.sheets import is_ours, written_beside
from .areafile import (
    GOOD_ID,
    IF_LEFT_OUT,
    AreaFile,
    AreaPlan,
    Assumption,
    Growth,
    NoteText,
    is_id,
    named_once,
)
from .assumptionsheet import GOVERNORS_LEGEND, LEGENDS, ROLLED, SOURCE_BESIDE
from .factorsheet import LEGENDS as LEGENDS_OF_FACTORS
from .guidesheet import OWN_TEXTS
from .notesheet import HELP_TERMS
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
    layout.ENDED, *LEGENDS, *LEGENDS_OF_FACTORS, GOVERNORS_LEGEND,
)))  # fmt: skip
"""Words that the new one has as we spell them."""
_WORDS_OF_SCENARIOS: Final = frozenset(map(layout.spelled, (
    layout.SCENARIOS, EXCEPTIONS, *LEGENDS_OF_SCENARIOS,
)))  # fmt: skip
_HEADINGS_OF_SCENARIOS: Final = frozenset(
    layout.spelled(text)
    for each in (*layout.SCENARIO_COLUMNS, *layout.EXCEPTION_COLUMNS)
    for text in (each.label, each.unit)
)
"""Words of the sheet Scenarioer. One of its headings is also what people choose there."""


def whole(estimate: Estimate) -> Iterator[Estimate]:
    """All of a workbook; to be kept when files are read."""
    yield estimate


def area_file_of(
    estimates: Sequence[Estimate], title: str, *, with_scenarios: bool = False
) -> AreaFile:
    """What a new workbook is made from, to hold the areas of these, which have no errors.

    The scenarios go along only when they are asked for. Raises UsageError for what only a workbook
    of somebody else's making can have.
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
    scenarios = tuple(_scenarios(estimates)) if with_scenarios else ()
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
        scenarios=scenarios,
        governors=named_once(_governors(estimates, scenarios)),
        decisions=tuple(dict.fromkeys(each for one in estimates for each in decisions(one))),
    )


def _governors(estimates: Sequence[Estimate], scenarios: Sequence[Scenario]) -> Iterator[str]:
    """Those that people choose from, and those that they have written besides."""
    for estimate in estimates:
        yield from definitions_of(estimate).listed
    for estimate in estimates:
        yield from (row.inputs.governed for area in estimate.areas for row in area.activities)
    for each in scenarios:
        yield from each.governed


def _scenarios(estimates: Sequence[Estimate]) -> Iterator[Scenario]:
    """Those that can be computed; one that cannot would mean something else when it is moved."""
    found = [each for estimate in estimates for each in definitions_of(estimate).scenarios]
    names = Counter(layout.spelled(each.name) for each in found)
    for each in found:
        is_sound = not each.wrong and not any(one.wrong for one in each.overrides)
        if is_sound and names[layout.spelled(each.name)] == 1:
            overrides = tuple(one._replace(place=Place("")) for one in each.overrides)
            yield each._replace(place=Place(""), overrides=overrides)


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
        elif _has_scenarios(sheet):
            yield from _left_on_scenarios(sheet, new, where)
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
        elif sheet.values.get((1, 1)) == layout.DECISIONS and not new.whole:
            yield from _left_on(sheet, _sheet(new.book, layout.DECISIONS), where)
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


def _left_on(
    old: Sheet, new: Sheet, where: str, words: Collection[str] = _OUR_WORDS,
    compared: Callable[[Value], str] = as_text,
) -> Iterator[str]:  # fmt: skip
    stands = Counter(
        compared(value) for cell, value in new.values.items() if cell not in new.formulas
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
        key = compared(value)
        if stands[key]:
            stands[key] -= 1
        elif layout.spelled(as_text(value)) not in words:
            yield f"{where}!{address(*cell)}: «{_short(as_shown(value))}»"
    for kind, called in _ATTACHED.items():
        if kind in old.attached:
            yield f"{where}: {called}"
    if old.hidden_rows:
        yield f"{where}: {counted(len(old.hidden_rows), 'skjult rad', 'skjulte rader')}"


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
