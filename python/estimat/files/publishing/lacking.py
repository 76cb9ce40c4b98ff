"""Formulas that were saved without a result that can be believed, computed for the copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from ...core.book import Book
from ...core.errors import UnpublishableError
from ...core.findings import Severity
from ...core.part import Part
from ...core.plain import calls_ours
from ...core.values import NAME
from ..engine import Engine, Recalculated
from ..gather import gather
from ..meaning import Place
from ..package import zipped
from ..seal import sealed
from .copying import Copy
from .plainparts import with_results

_MOST_ROUNDS: Final = 12
"""Of computing, before what one formula gives has come to all that build upon it."""


def computed(copy: Copy, book: Book, engine: Engine, temporary: Path) -> Copy:
    """The copy with the engine's results where it has none, written there; the book gets them too.

    Raises UnpublishableError when they never come to rest.
    """
    lacking = _lacking(book, copy)
    if not lacking:
        return copy
    known: Recalculated = {}
    # What a formula finds in a table is what was written there last.
    for _ in range(_MOST_ROUNDS):
        results = _of(lacking, engine.recalculated(temporary))
        if results == known:
            break
        known = results
        copy = _with_results(copy, known)
        write_parts(temporary, copy)
    else:
        raise UnpublishableError(
            "Formler i arbeidsboken gir nye tall hver gang de regnes om. Åpne den i Excel, la den "
            "regne, lagre, og publiser på nytt."
        )
    for sheet in book.sheets:
        sheet.values |= known.get(sheet.name, {})
    return copy


def write_parts(temporary: Path, copy: Copy) -> None:
    """Write the copy, with its seal."""
    temporary.write_bytes(sealed(zipped(copy.parts)))


def forget_what_nobody_computed(book: Book) -> None:
    """Results that the file itself calls old, or that Excel without Estimat made errors of."""
    if book.distrusted:
        book.forget_results()
    ours = (
        sheet.values.get(place)
        for sheet in book.sheets
        for place, formula in sheet.formulas.items()
        if calls_ours(formula)
    )
    if NAME in ours:
        book.forget_results(NAME)


def _lacking(book: Book, copy: Copy) -> dict[str, list[Place]]:
    """The formulas of the copy that have no result, by sheet."""
    frozen = {*copy.as_values}
    lacking = {
        sheet.name: [
            place for place in sheet.formulas.keys() - sheet.values.keys()
            if (sheet.name, place) not in frozen
        ]
        for sheet in book.sheets if sheet.name in copy.sheets
    }  # fmt: skip
    return {name: places for name, places in lacking.items() if places}


def _of(lacking: Mapping[str, Sequence[Place]], computed: Recalculated) -> Recalculated:
    return {
        name: {place: computed.get(name, {}).get(place) for place in places}
        for name, places in lacking.items()
    }


def _with_results(copy: Copy, computed: Recalculated) -> Copy:
    """The copy with these results of its formulas."""
    parts = {**copy.parts}
    for name, results in computed.items():
        part = copy.sheets[name]
        parts[part] = with_results(parts[part], part, results)
    return copy._replace(parts=parts)


def refuse_new_errors(source: Part, copy: Path) -> None:
    """What nobody had computed is held against the rules, which compute it for themselves."""
    (part,) = gather([copy]).parts
    known = {each.code for each in source.findings}
    for each in part.findings:
        if each.severity is Severity.ERROR and each.code not in known:
            where = f"{each.place.sheet}!{each.place.cell}"  # the file is only on its way
            raise UnpublishableError(f"{where}: {each.message}")
    if [area.kroner for area in part.areas] != [area.kroner for area in source.areas]:
        raise UnpublishableError("Kopien gir en annen sum enn kilden når den regnes om.")
