"""One part with other rates, made in a process where a file made to harm can do none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from ...core import layout
from ...core.book import Book, address
from ...core.collection.dispatch import Dispatch, dispatch_of
from ...core.comparing.report import said as shown
from ...core.errors import UnreadableError
from ...core.estimate import Estimate
from ...core.findings import Rule
from ...core.flaws import NO_VALUE, Said
from ...core.interpret import counts_on_formulas, interpret
from ...core.norwegian import counted
from ...core.precedents import Cell
from ...core.values import Value
from ..package import BROKEN
from ..reading import INCOHERENT, TOO_MUCH, read_book
from ..workbooks.assumptionsheet import WIDTH_OF_SOURCES
from ..writing.seal import bears_seal
from .partfile import PartFile
from .rates import Change, Rates, dispatch_cells, missing, wanted
from .results import result
from .sums import AsSent, as_sent, kroner_of
from .touched import touched


class State(Enum):
    """What has become of a file."""

    UPDATED = "oppdatert"
    SAME = "har alt disse satsene"
    PASSED = "ikke en del av estimatet"
    REFUSED = "ikke oppdatert"


class Task(NamedTuple):
    """A file that may be a part, and where one with the new rates is to be put meanwhile."""

    path: Path
    name: str
    rates: Rates
    dispatch: Dispatch
    meanwhile: Path


class Prepared(NamedTuple):
    """What has been done to one file, or why nothing was.

    `cells` are what was written, `results` what formulas of ours give, and `lost` are the formulas
    that show nothing now: they hang on a rate, and only an engine can tell what they give. Kroner
    that hang on one of them are None.
    """

    name: str
    state: State
    remarks: tuple[str, ...] = ()
    areas: tuple[tuple[str, str], ...] = ()
    changes: tuple[Change, ...] = ()
    before: Decimal | None = None
    after: Decimal | None = None
    cells: tuple[tuple[Cell, Said], ...] = ()
    results: tuple[tuple[Cell, Value], ...] = ()
    lost: tuple[Cell, ...] = ()
    sent: AsSent = AsSent()
    sum_cell: Cell | None = None
    on_sum: frozenset[Cell] = frozenset()
    """The formulas that hang on what stands there as the sum of what was sent."""


def prepare(task: Task) -> Prepared:
    """Write a part with the new rates where it is to be meanwhile, if it is one; never raises."""
    try:
        return _prepared(task)
    except UnreadableError as problem:
        return refused(task, problem.rule, problem.found)
    except MemoryError:
        return refused(task, TOO_MUCH, "den krever for mye minne")
    except INCOHERENT:
        return refused(task, BROKEN, "delene i den henger ikke sammen")
    except Exception:  # a fault of ours is one file that is not updated
        return refused(task, TOO_MUCH, "uventet feil")


def refused(task: Task, rule: Rule, found: str) -> Prepared:
    """What is said of a file that cannot be read."""
    said = f"{rule.message.format(found=found, expected='')} {rule.remedy}"
    return Prepared(task.name, State.REFUSED, (said,))


def _prepared(task: Task) -> Prepared:
    book, sha256 = read_book(task.path, task.name)
    estimate = interpret(book)
    file = PartFile(task.path)
    if why := _no_part(estimate, task.rates, file):
        return Prepared(task.name, State.PASSED, (why,))
    areas = tuple((area.head.id, area.head.name) for area in estimate.areas)
    stopped = Prepared(task.name, State.REFUSED, areas=areas)
    if why := _stands_in_the_way(estimate, file, sha256):
        return stopped._replace(remarks=(why,))
    wants = wanted(estimate, task.rates)
    remarks = [*wants.left, *_of_areas(estimate, task.rates)]
    stored = {sheet.name: {**sheet.values} for sheet in book.sheets}
    if book.distrusted and counts_on_formulas(estimate):
        book.forget_results()
        estimate = interpret(book)
    before = kroner_of(estimate)
    done = stopped._replace(state=State.SAME, remarks=(*remarks,), before=before, after=before)
    if not wants.cells:
        return done
    done = done._replace(sent=as_sent(estimate, task.rates))
    sent, gone = _sent(book, task)
    if gone:
        remarks.append(f"fila sier ikke hvordan den er sendt ({', '.join(gone)} er borte)")
    if file.shows_elsewhere:
        remarks.append("figurer og pivottabeller viser det gamle til de oppdateres i Excel")
    cells = {**wants.cells, **sent}
    if stuck := file.unwritable(cells):
        told = f"{called(stuck)} har en formel som også fyller andre celler. Ta den bort først."
        return stopped._replace(remarks=(told,))
    formulas = {(sheet.name, place) for sheet in book.sheets for place in sheet.formulas}
    done = done._replace(state=State.UPDATED, remarks=(*remarks,), changes=wants.changes)
    done = _recomputed(done, book, cells, file, _next(book, task))
    results = [
        ((name, place), value)
        for (name, place), value in done.results
        if repr(stored[name].get(place)) != repr(value)
    ]
    file.write(dict(done.cells))
    texts = {cell: (str(wants.cells[cell] or ""), WIDTH_OF_SOURCES) for cell in wants.wide}
    file.make_room(texts)
    file.put_results(dict(results))
    file.drop_results(done.lost)
    if not formulas.isdisjoint(cells):
        file.drop_calculation_chain()
    task.meanwhile.write_bytes(file.packed())
    return done._replace(results=(*results,))


def _no_part(estimate: Estimate, rates: Rates, file: PartFile) -> str:
    """Why a workbook is no part of the estimate that the rates are of; nothing when it is."""
    names, year = estimate.book.names, estimate.assumptions.year
    if layout.RESULT_MARK in names:
        return "er et resultat fra Estimat"
    if layout.PUBLISHED_MARK in names or bears_seal(file.content):
        return "er en kopi eller et resultat som Estimat har forseglet"
    if not estimate.areas:
        return "har ingen tjenesteområder"
    if estimate.scenario:
        return f"er scenarioet «{estimate.scenario}», og ikke planen"
    if not estimate.whole:
        return "er en hel arbeidsbok, og ikke en del som er sendt ut"
    ids = [area.head.id for area in estimate.areas]
    if rates.heads.keys().isdisjoint(map(layout.spelled, ids)):
        return f"er en del av et annet estimat: {rates.source} har ikke {', '.join(ids)}"
    if year is not None and year != rates.year:
        return f"gjelder {year:f}, og {rates.source} gjelder {rates.year}"
    return ""


def _stands_in_the_way(estimate: Estimate, file: PartFile, sha256: str) -> str:
    """Why a part cannot be given other rates."""
    if lacks := missing(estimate):
        return f"fila har ingen celle for {', '.join(lacks)}. Send området en ny fil."
    if file.signed:
        return "fila er signert, og signaturen gjelder ikke med nye satser. Ta den bort først."
    if file.sha256 != sha256:
        return "fila ble endret mens den ble lest. Prøv igjen."
    return ""


def _of_areas(estimate: Estimate, rates: Rates) -> Iterator[str]:
    """What is to be known of the areas: what is not changed in them, and what does not count."""
    for area in estimate.areas:
        head = rates.heads.get(layout.spelled(area.head.id))
        if head is None:
            yield f"{area.head.id} er ikke et område i {rates.source}"
        elif head.budget != area.head.budget:
            label = layout.AREA_BUDGET.label
            here, there = (shown(each.budget, label) for each in (area.head, head))
            yield f"budsjettet er {here} i fila og {there} i arbeidsboken, og er ikke endret"
        reasons = [activity.left_out for activity in area.activities]
        if wrong := sum(rule not in (None, NO_VALUE) for rule in reasons):
            rows = counted(wrong, "rad", "rader")
            yield f"{rows} med feil er ikke med i summen for {area.head.id}"


def _next(book: Book, task: Task) -> Dispatch:
    """How the part is sent out this time."""
    old, new = dispatch_of(book) or Dispatch(0), task.dispatch
    return new._replace(
        number=old.number + 1,
        deadline=new.deadline or old.deadline,
        to=new.to or old.to,
        source=task.rates.source,
        sha256=task.rates.sha256,
        print=old.print,  # what has been written in it since is still that
    )


def _sent(book: Book, task: Task) -> tuple[dict[Cell, Said], list[str]]:
    """The cells that say so; what is not given anew stays as it stands."""
    cells, gone = dispatch_cells(book, _next(book, task))
    kept = [
        field
        for field, given in (
            (layout.DEADLINE, task.dispatch.deadline), (layout.SENT_TO, task.dispatch.to),
        )
        if not given
    ]  # fmt: skip
    for field in kept:
        if found := book.named(field.name):
            cells.pop((found[0].name, found[1][:2]), None)
    return cells, gone


def _recomputed(
    done: Prepared,
    book: Book,
    cells: dict[Cell, Said],
    file: PartFile,
    dispatch: Dispatch,
) -> Prepared:
    """With what is written in the book, and what the formulas give that hang on it."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for (name, place), said in cells.items():
        sheets[name].formulas.pop(place, None)
        sheets[name].values[place] = float(said) if isinstance(said, Decimal) else said
        if said is None:
            del sheets[name].values[place]
    sent = book.named(layout.SENT_SUM.name)
    sum_cell = (sent[0].name, sent[1][:2]) if sent else None
    filled, moved = file.filled(), file.moved()
    hanging = [*touched(book, cells, filled, moved)]
    for each in hanging:
        name, place = each.cell
        sheets[name].values.pop(place, None)
        if each.cell in filled:
            for at in [*filter(lambda at: filled[each.cell].holds(*at), sheets[name].values)]:
                del sheets[name].values[at]
    estimate = interpret(book)
    results: dict[Cell, Value] = {}
    for each in hanging:
        name, place = each.cell
        if each.clear and all(at in sheets[of].values for of, at in each.needed):
            value = result(estimate, dispatch, each.cell, sheets[name].formulas[place])
            if value is not None:
                results[each.cell] = sheets[name].values[place] = value
    now = interpret(book)
    return done._replace(
        after=kroner_of(now),
        cells=(*({**cells, sum_cell: done.sent.sum(now)} if sum_cell else cells).items(),),
        results=(*results.items(),),
        lost=tuple(each.cell for each in hanging if each.cell not in results),
        sum_cell=sum_cell,
        on_sum=frozenset(each.cell for each in touched(book, [sum_cell], filled, moved))
        if sum_cell
        else frozenset(),
    )


def called(cell: Cell) -> str:
    """A cell as people call it."""
    return f"{cell[0]}!{address(*cell[1])}"
