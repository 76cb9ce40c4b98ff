"""The formulas that were saved without a result, computed: by the engine, and by our functions.

Runs where a file made to harm can do none. The engine is given the values that are stored. A cell
gets a result only when nothing about it is in doubt, or about what it is computed from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...core.book import Book, Computed
from ...core.plain import calls_ours
from ...core.precedents import Cell, Cells, in_order, of_table, sources
from ...core.values import DIV0, NA, NULL, NUM, VALUE, CellError, Value
from .. import many
from ..many import bounded, bounded_pool
from ..package import Package, zipped
from ..reading import read_book
from ..writing.normalform import normal_parts
from .cells import SCRATCH, DoubtError, EngineCells
from .program import INSTALL, engine_name, has_engine, kept_compiled

if TYPE_CHECKING:
    from formulon import Workbook

_LOCALES: Final = ("win-365-en_US", "win-365-de_DE", "win-365-fr_FR")
"""Each reads "7,5" and "1 234" its own way; what they do not agree on hangs on who computes."""

_FLEETING: Final = frozenset({
    "NOW", "TODAY", "RAND", "RANDBETWEEN", "RANDARRAY", "CELL", "INFO", "INDIRECT", "OFFSET",
    "SHEETS", "GETPIVOTDATA",
})  # fmt: skip
"""Functions whose result hangs on more than the cells that stand in the formula."""

_SURE: Final = (NULL, DIV0, VALUE, NUM, NA)
"""The engine gives other errors for what it does not know, too."""

_OWN_NAMES: Final = frozenset({"LET", "LAMBDA"})
_PARAMETER: Final = re.compile(r"_xlpm\.([\w.]+)", re.IGNORECASE)
_ARRAY: Final = re.compile(rb"""<(?:\w+:)?f\s[^>]*\bt=["']array["']""")


def forget_doubtful(book: Book, *, errors: bool = False) -> None:
    """Let what cannot be believed be as if it was saved without a result.

    That is everything where the file says so itself and, with `errors`, the errors that our
    functions show: a program that does not have them shows nothing else.
    """
    if book.distrusted:
        book.forget_results()
    shown = {
        sheet.values.get(place)
        for sheet in book.sheets
        for place, formula in sheet.formulas.items()
        if errors and calls_ours(formula)
    }
    if doubtful := [each for each in shown if isinstance(each, CellError)]:
        book.forget_results(*doubtful)


def computed_all(paths: Sequence[Path], *, errors: bool = False) -> Iterator[Computed]:
    """The results that each workbook lacks; what costs too much, or dies of it, gets none."""
    problem = "" if has_engine() else f"regnemotoren er ikke installert ({INSTALL})"
    if many.READS_HERE.get():  # the engine may crash, and would take the program along
        problem = "regnemotoren brukes bare på kommandolinjen"
    if problem:
        yield from [Computed(problem=problem)] * len(paths)
        return
    compute = partial(computed_here, errors=errors)
    lost = f"regnemotoren krasjet, eller ble ikke ferdig på {many.SECONDS} sekunder"
    pool = partial(bounded_pool, sparse=True)
    yield from bounded(paths, compute, lambda _: Computed(problem=lost), pool)


def computed_here(path: Path, *, errors: bool = False) -> Computed:
    """The results that a workbook lacks; in this process, and as long as it takes."""
    import formulon  # noqa: PLC0415  it takes a second to load

    book, sha256 = read_book(path, path.name)
    package = Package(path)
    forget_doubtful(book, errors=errors)
    if package.sha256 != sha256:
        return Computed(sha256, problem="fila ble endret mens den ble lest")
    try:
        parts = normal_parts(package)
        with kept_compiled(), formulon.Workbook.load(zipped(parts)) as engine:
            names = [engine.sheet_name(number) for number in range(engine.sheet_count())]
            if names != [sheet.name for sheet in book.sheets] or SCRATCH in names:
                return Computed(sha256, problem="regnemotoren leser ikke arkene i fila")
            if not engine.full_precision():
                return Computed(sha256, problem="fila regner med tallene slik de vises")
            results, doubts = _results(engine, book, has_arrays=_has_arrays(parts))
    except formulon.FormulonError as failed:
        problem = str(failed)
    else:
        return _told(sha256, results, doubts)
    # After a fault the engine computes nothing more; this ends its process.
    raise RuntimeError(problem)


def _told(sha256: str, results: dict[Cell, Value], doubts: dict[Cell, str]) -> Computed:
    by_sheet: dict[str, dict[tuple[int, int], Value]] = defaultdict(dict)
    for (sheet, place), value in results.items():
        by_sheet[sheet][place] = value
    where, why = next(iter(doubts.items()), (None, ""))
    problem = f"formelen {why}" if why else ""
    return Computed(sha256, engine_name(), by_sheet, problem, where)


def _has_arrays(parts: Mapping[str, bytes]) -> bool:
    """Whether a formula may fill cells that no formula stands in."""
    return any(
        _ARRAY.search(content)
        for part, content in parts.items()
        if part.startswith("xl/worksheets/") and part.endswith(".xml")
    )


def _results(
    engine: Workbook, book: Book, *, has_arrays: bool
) -> tuple[dict[Cell, Value], dict[Cell, str]]:
    """The results by cell; and the cells that stand in the way of more, with why (Norwegian)."""
    cells = EngineCells(engine, book)
    named = _Named(engine, book)
    doubts: dict[Cell, str] = {}
    uses: dict[Cell, list[Cells]] = {}
    for cell, text in cells.texts.items():
        uses[cell] = []
        try:
            uses[cell] += named.used(cell, text)
        except DoubtError as doubt:
            doubts[cell] = str(doubt)
    order = in_order(uses)
    for cell in cells.texts:
        if cell not in order:
            doubts.setdefault(cell, "går i ring, eller bygger på en celle som gjør det")
    blocked = {*doubts}
    results: dict[Cell, Value] = {}
    for locale in _LOCALES:
        engine.set_excel_profile_id(locale)
        cells.forget()
        for cell, needed in order.items():
            if cell in blocked or not blocked.isdisjoint(needed):
                blocked.add(cell)
                continue
            try:
                value = cells.result(cell)
                if repr(results.setdefault(cell, value)) != repr(value):
                    raise DoubtError("avhenger av landet regnearket er satt opp for")
                if isinstance(value, CellError) and value not in _SURE:
                    raise DoubtError(f"gir {value.code}")
                cells.put(cell, value)
            except DoubtError as doubt:
                doubts[cell] = str(doubt)
                blocked.add(cell)
    if doubts and has_arrays:  # which cells a formula would have filled, nobody knows
        blocked |= results.keys()
    return (
        {cell: results[cell] for cell in cells.texts if cell not in blocked},
        {cell: doubts[cell] for cell in cells.texts if cell in doubts},
    )


class _Named:
    """The names of a workbook, and what formulas that use them take their results from."""

    def __init__(self, engine: Workbook, book: Book) -> None:
        self._function: Final = cache(engine.function_metadata)  # slow to ask for
        self._book: Final = {sheet.name.casefold(): sheet for sheet in book.sheets}
        self._formulas: Final[dict[str, list[str]]] = defaultdict(list)
        for name in engine.iter_defined_names():
            self._formulas[name.name.casefold()].append(name.formula)
        self._tables: Final = {
            table.name.casefold(): (sheet.name, table)
            for sheet in book.sheets
            for table in sheet.tables
        }

    def used(self, cell: Cell, text: str) -> Iterator[Cells]:
        """The cells that a formula takes something from; raises DoubtError for what else."""
        own, place = cell
        if not text:
            raise DoubtError("har en formel som regnemotoren ikke leser")
        stored = self._book[own.casefold()].formulas[place]
        seen = {parameter.casefold() for parameter in _PARAMETER.findall(stored)}
        waiting = [(text, own)]
        while waiting:
            text, here = waiting.pop()
            looked = sources(text)
            self._refuse(looked.functions, looked.unclear)
            if calls_ours(text) and (not here or _OWN_NAMES.intersection(looked.functions)):
                raise DoubtError("bruker en av Estimats funksjoner sammen med et navn")
            if not here and looked.relative:
                raise DoubtError("bruker et navn som flytter seg med cellen")
            for sheet, range_ in looked.cells:
                found = self._book.get((sheet or here).casefold())
                if found is None:
                    raise DoubtError(f"henter noe fra arket {sheet}, som ikke finnes")
                yield found.name, range_
            for name, reference in looked.tables:
                if name.casefold() not in self._tables:
                    raise DoubtError(f"bruker tabellen {name}, som ikke finnes")
                sheet, table = self._tables[name.casefold()]
                yield sheet, of_table(table, reference, place[0])
            for name in looked.names:
                key = name.casefold()
                if key in self._tables:
                    yield self._tables[key][0], self._tables[key][1].area
                elif key not in seen:
                    seen.add(key)
                    if key not in self._formulas:
                        raise DoubtError(f"bruker navnet {name}, som ikke finnes")
                    waiting += [(formula, "") for formula in self._formulas[key]]

    def _refuse(self, functions: tuple[str, ...], unclear: str) -> None:
        for function in functions:
            known = self._function(function)
            if known is None or known.availability:
                raise DoubtError(f"bruker {function}, som regnemotoren ikke kjenner")
            if function in _FLEETING:
                raise DoubtError(f"bruker {function}, som ikke alltid gir det samme")
        if unclear:
            raise DoubtError(f"henter noe fra {unclear}, som ikke er celler i ett ark i fila")
