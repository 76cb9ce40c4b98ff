"""What workbooks hold, as that which a new one is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...core import layout
from ...core.acceptances import once
from ...core.book import Book, Sheet
from ...core.collection.dispatch import Dispatch, dispatched
from ...core.collection.ownremarks import own_remarks
from ...core.errors import UsageError
from ...core.estimate import Area, Estimate
from ...core.findings import Place
from ...core.flaws import as_text, said
from ...core.interpret import NOWHERE
from ...core.noting.words import one_prose, words
from ...core.scenarios.decision import decisions
from ...core.scenarios.definitions import Scenario, definitions_of
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
from .assumptionsheet import ROLLED, SOURCE_BESIDE
from .leftbehind import sheet_of


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
    _refuse_ids(estimates)
    headers = [
        header
        for estimate in estimates
        for area in estimate.areas
        for header in area.table.headers
        if layout.LAST_YEAR.fullmatch(header)
    ]
    guide = sheet_of(rates.book, layout.GUIDE)
    scenarios = tuple(_scenarios(estimates)) if with_scenarios else ()
    return AreaFile(
        as_text(guide.values.get((1, 1))) or title,
        as_text(guide.values.get((2, 1))),
        _named(rates.book, layout.DOUBLE_CONTROL),
        {field: _assumption(field, [rates, *estimates]) for field in layout.ASSUMPTIONS},
        tuple(_area(area) for estimate in estimates for area in estimate.areas),
        note=note_of(estimates),
        whole=next((tuple(each.whole) for each in estimates if each.whole), ()),
        rolled=tuple(_rolled(sheet_of(rates.book, layout.ASSUMPTIONS_SHEET))),
        last_year=headers[0] if headers else "",
        factors=tuple(dict.fromkeys(each for one in estimates for _, each in one.factors)),
        scenarios=scenarios,
        governors=named_once(_governors(estimates, scenarios)),
        decisions=tuple(dict.fromkeys(each for one in estimates for each in decisions(one))),
        dispatch=_last_sent(estimates),
        undelivered=tuple(dict.fromkeys(id for each in estimates for id in each.undelivered)),
        accepted=once(estimates),
        own_remarks=tuple(each for one in estimates for each in own_remarks(one)),
    )


def _last_sent(estimates: Sequence[Estimate]) -> Dispatch | None:
    """The number of the last time that they were sent out; when, and to whom, is of the parts."""
    numbers = [each.number for estimate in estimates for each in dispatched(estimate)]
    return Dispatch(max(numbers)) if numbers else None


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


def _refuse_ids(estimates: Sequence[Estimate]) -> None:
    """Refuse what cannot be the id of an area, all of them at once."""
    wrong = [
        f"{estimate.head(area, layout.AREA_ID)}: Område-id «{area.head.id}» kan ikke brukes; "
        f"{GOOD_ID}."
        for estimate in estimates
        for area in estimate.areas
        if not is_id(area.head.id)
    ]
    if wrong:
        raise UsageError("\n".join(wrong))


def _area(area: Area) -> AreaPlan:
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
    return as_text(sheet_of(book, name).values.get((cell.top, cell.left + beside)))


def _rolled(sheet: Sheet) -> Iterator[Growth]:
    """How prices were moved on to this year, if they were."""
    heads = [cell for cell, value in sheet.values.items() if value == ROLLED]
    for row, column in heads[:1]:
        while label := as_text(sheet.values.get((row := row + 1, column))):
            ratio = said(sheet.values.get((row, column + 1)))
            explanation = as_text(sheet.values.get((row, column + 1 + SOURCE_BESIDE)))
            if isinstance(ratio, Decimal):
                yield Growth(label, ratio, explanation)
