"""New rates into the parts of an estimate that are out with the areas already."""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from ...core import layout, norwegian
from ...core.book import Computed
from ...core.collection.dispatch import Dispatch
from ...core.comparing.report import said as shown
from ...core.errors import UnreadableError, UnwritableError, UsageError
from ...core.estimate import Estimate
from ...core.interpret import counts_on_formulas, interpret
from ...core.precedents import Cell
from .. import many
from ..many import bounded, bounded_pool, said
from ..reading import INCOHERENT, TOO_MUCH, read_book
from ..workbooks.new import refuse_new
from ..writing.saving import save
from .partfile import PartFile
from .preparing import Prepared, State, Task, called, prepare, refused
from .rates import Change, rates_of
from .sums import kroner_of
from .updateproof import prove

_MOST_NAMED: Final = 5


class Updated(NamedTuple):
    """What has become of one file: which areas it has, what changed in it, and where it is now.

    `before` and `after` are the kroner of its areas; None where they are not known.
    """

    file: str
    state: State
    areas: tuple[tuple[str, str], ...] = ()
    changes: tuple[Change, ...] = ()
    before: Decimal | None = None
    after: Decimal | None = None
    remarks: tuple[str, ...] = ()
    written: Path | None = None

    @property
    def told(self) -> str:
        """What has become of it, in one line."""
        if not self.changes:
            return ": ".join([self.state.value, *([] if self.areas else self.remarks)])
        labels = {field.label for field in layout.ASSUMPTIONS}
        parts = [
            f"{each.what} {shown(each.before, each.what)} → {shown(each.after, each.what)}"
            for each in self.changes
            if each.what in labels
        ]
        if others := [each.what for each in self.changes if each.what not in labels]:
            parts.append(f"ny: {', '.join(others)}")
        before, after = (
            "ukjent" if each is None else norwegian.number(each)
            for each in (self.before, self.after)
        )
        parts.append(
            f"Sum {before} → {after} kr" if before != after else f"Sum {after} kr, som før"
        )
        return ("" if self.written else f"{self.state.value}. ") + "; ".join(parts)


def update(
    paths: Sequence[Path],
    master: Path,
    folder: Path,
    dispatch: Dispatch,
    *,
    on_read: Callable[[], None] = lambda: None,
) -> tuple[Updated, ...]:
    """Write each part with the master's rates in the folder, by its own name; the parts stay.

    `dispatch` says when they are sent; a deadline and a receiver that it does not give are those
    that the part has. What is no part is passed over, and of a part that has these rates already
    no new one is made: it would be one more to keep apart from the one that is out. Raises
    UsageError and RefusedError before anything is written; what is wrong with one file is said of
    that file.
    """
    rates = rates_of(master)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as meanwhile:
        tasks = [
            Task(path, said(path), rates, dispatch, Path(meanwhile, f"{number}{path.suffix}"))
            for number, path in enumerate(paths)
        ]
        prepared = []
        for each in _prepared(tasks):
            prepared.append(each)
            on_read()
        targets = [folder / _below(path, paths) for path in paths]
        wanted = [
            target
            for target, each in zip(targets, prepared, strict=True)
            if each.state is State.UPDATED
        ]
        for target in wanted:
            refuse_new(target)
        prepared = _computed(tasks, prepared)
        _make_folders(wanted)
        made = [_made(*each) for each in zip(tasks, prepared, targets, strict=True)]
    return tuple(_with_twins(made))


def _prepared(tasks: Sequence[Task]) -> Iterator[Prepared]:
    if many.READS_HERE.get():
        return map(prepare, tasks)
    why = f"den tok mer enn {many.SECONDS} sekunder eller krasjet"
    return bounded(tasks, prepare, partial(refused, rule=TOO_MUCH, found=why), bounded_pool)


def _below(path: Path, paths: Sequence[Path]) -> Path:
    """Where a file lies below the folder that all of them have in common."""
    folders = [os.path.dirname(os.path.abspath(each)) for each in paths]
    return Path(os.path.relpath(os.path.abspath(path), os.path.commonpath(folders)))


def _make_folders(targets: Iterable[Path]) -> None:
    for folder in dict.fromkeys(target.parent for target in targets):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise UsageError(f"Kan ikke lage mappen {folder}. Velg et annet sted.") from None


def _computed(tasks: Sequence[Task], prepared: Sequence[Prepared]) -> list[Prepared]:
    """With what only an engine can tell, where there is one."""
    lacking = [
        at
        for at, each in enumerate(prepared)
        if each.state is State.UPDATED and (each.lost or each.after is None)
    ]
    done = [*prepared]
    if lacking:
        from ..engine.computing import computed_all  # noqa: PLC0415  hardly any part needs it

        results = computed_all([tasks[at].meanwhile for at in lacking])
        for at, computed in zip(lacking, results, strict=True):
            try:
                done[at] = _with_computed(tasks[at], prepared[at], computed)
            except UnreadableError as problem:
                done[at] = refused(tasks[at], problem.rule, problem.found)
    return done


def _with_computed(task: Task, prepared: Prepared, computed: Computed) -> Prepared:
    """A part with the results of an engine; what none can tell is computed when it is opened."""
    file = PartFile(task.meanwhile)
    on_sum = prepared.on_sum if prepared.after is None else frozenset()
    found = {
        cell: computed.results.get(cell[0], {}).get(cell[1])
        for cell in prepared.lost
        if cell not in on_sum
    }
    results = {cell: value for cell, value in found.items() if value is not None}
    file.put_results(results)
    now = _filled(task.meanwhile, computed)
    after = kroner_of(now)
    cells = dict(prepared.cells)
    if prepared.sum_cell:
        cells[prepared.sum_cell] = prepared.sent.sum(now)
        file.write({prepared.sum_cell: cells[prepared.sum_cell]})
    lost = tuple(cell for cell in prepared.lost if cell not in results)
    if lost:
        file.compute_when_opened()
    untouched = {
        name: {at: value for at, value in values.items() if (name, at) not in found}
        for name, values in computed.results.items()
    }
    was = _filled(task.path, computed._replace(results=untouched))
    task.meanwhile.write_bytes(file.packed())
    return prepared._replace(
        before=kroner_of(was) if prepared.before is None else prepared.before,
        after=after,
        cells=(*cells.items(),),
        results=(*prepared.results, *results.items()),
        lost=lost,
        remarks=(*prepared.remarks, *_moved(was, now), *_of_lost(lost)),
    )


def _filled(path: Path, computed: Computed) -> Estimate:
    """What a workbook says, with results where it lacks them."""
    book, _ = read_book(path, path.name)
    if book.distrusted and counts_on_formulas(interpret(book)):
        book.forget_results()
    book.fill(computed)
    return interpret(book)


def _moved(was: Estimate, now: Estimate) -> Iterator[str]:
    """The rows whose own formulas give something else by the new rates."""
    before = [activity for area in was.areas for activity in area.activities]
    after = [activity for area in now.areas for activity in area.activities]
    moved = [
        each.inputs.called
        for each, other in zip(after, before, strict=False)
        if each.inputs != other.inputs and not each.flaws
    ]
    if moved:
        yield f"egne formler gir nye tall i {_named(moved)}"


def _of_lost(lost: Sequence[Cell]) -> Iterator[str]:
    if lost:
        cells = _named([called(cell) for cell in lost])
        yield f"{cells} bygger på satsene, og viser ikke noe før fila er åpnet i Excel og lagret"


def _named(names: Sequence[str]) -> str:
    """Some names, and how many more."""
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" og {more} til" if more > 0 else "")


def _made(task: Task, prepared: Prepared, target: Path) -> Updated:
    """Let a part that is proved get its name."""
    told = Updated(
        task.name,
        prepared.state,
        prepared.areas,
        prepared.changes,
        prepared.before,
        prepared.after,
        prepared.remarks,
    )
    if prepared.state is not State.UPDATED:
        return told
    try:
        content = task.meanwhile.read_bytes()
        save(
            target,
            lambda temporary: temporary.write_bytes(content),
            lambda temporary: prove(task, prepared, temporary),
            new=True,
        )
    except (UnwritableError, UnreadableError, *INCOHERENT) as problem:
        why = str(problem) if isinstance(problem, UnwritableError) else "kopien ble ikke hel"
        remarks = (*told.remarks, why)
        return told._replace(state=State.REFUSED, changes=(), after=told.before, remarks=remarks)
    return told._replace(written=target)


def _with_twins(made: Sequence[Updated]) -> Iterator[Updated]:
    """What is to be said of an area that several files have."""
    files: dict[str, list[str]] = defaultdict(list)
    for each in made:
        for id, _ in each.areas:
            files[layout.spelled(id)].append(each.file)
    for each in made:
        twins = []
        for id, _ in each.areas:
            if others := [file for file in files[layout.spelled(id)] if file != each.file]:
                twins.append(f"{id} er også i {_named(others)}; det er ikke valgt mellom dem")
        yield each._replace(remarks=(*each.remarks, *twins))
