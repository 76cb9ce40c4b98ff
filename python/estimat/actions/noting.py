"""The note to the ministry; importing this raises UsageError where what writes it is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..core.amounts import half_away, in_millions
from ..core.consolidation import Consolidation, consolidate
from ..core.errors import RefusedError, UnpublishableError, UsageError
from ..core.noting.note import UNCERTAIN, Note, asks_for_uncertainty, note_of
from ..core.noting.words import in_scenario, words, words_of_areas
from ..core.uncertainty.calculation import Uncertainty
from ..core.uncertainty.figures import P85
from ..core.uncertainty.report import NO_RANGES
from ..files.gather import Gathered, gather
from ..files.many import answers_not_read, find_workbooks
from . import choosing
from .assessing import KEPT, uncertainty_of
from .consolidating import Reader
from .stamp import made_now

try:
    from ..files.note.saving import refuse_note, save_note
except ImportError:
    raise UsageError(
        "Notatet krever Python-pakken docxtpl, som denne Python ikke har: pip install "
        "estimat[notat]. Fra et regneark uten den: bruk «estimat notat» på kommandolinjen."
    ) from None

__all__ = ["noted", "refuse_note", "save_note"]

_NOT_WRITTEN = "Ikke noe notat er skrevet"


class Noted(NamedTuple):
    """The note, what its numbers come from, and what was read."""

    note: Note
    consolidation: Consolidation
    gathered: Gathered


def noted(
    names: Sequence[str], *, forced: bool = False, scenario: str = "", read: Reader = gather
) -> Noted:
    """Fill the note that the workbooks hold, with the plan or a scenario.

    Raises RefusedError, or UnpublishableError.
    """
    keep = [words, *KEPT, *(choosing.KEPT if scenario else ())]
    gathered = read(find_workbooks(names), not_read=answers_not_read(names), keep=keep)
    made = consolidate(gathered.parts, made_now(), forced=forced, alone=False)
    if made.stopped:
        raise RefusedError(_NOT_WRITTEN, made.findings, unread=not gathered.anything_read)
    books = list(gathered.kept(words))
    instead = choosing.chosen(scenario, made, gathered) if scenario else None
    if instead:
        made = instead.consolidation
        own = {each.place: each for one in instead.estimates() for each in words_of_areas(one)}
        books = [
            book._replace(areas=tuple(in_scenario(area, own[area.place]) for area in book.areas))
            for book in books
        ]
    uncertain: Mapping[str, Decimal] = {}
    if asks_for_uncertainty(books):
        uncertain = _millions(_uncertainty(made, gathered, instead))
    try:
        return Noted(note_of(made, books, uncertain), made, gathered)
    except UnpublishableError as problem:
        raise UnpublishableError(f"{problem}\n{_NOT_WRITTEN}.") from None


def _uncertainty(
    made: Consolidation, gathered: Gathered, instead: choosing.Chosen | None
) -> Uncertainty:
    """What the words ask for; raises UnpublishableError where there is no such number."""
    try:
        found = uncertainty_of(made, gathered, instead=instead)
    except RefusedError as refused:
        raise UnpublishableError(f"{refused}\n{_NOT_WRITTEN}.") from None
    if not found.total.variance:
        raise UnpublishableError(
            f"Notatet skal si noe om usikkerheten. {NO_RANGES}\n{_NOT_WRITTEN}."
        )
    return found


def _millions(found: Uncertainty) -> dict[str, Decimal]:
    """What words can say of the uncertainty, in million kroner."""
    total = found.total
    kroner = (
        total.at(0.5), total.at(0.1), total.at(0.5), total.at(P85), total.at(0.9), found.chosen,
        found.needed, found.missing, found.sums.certain,
    )  # fmt: skip
    return {
        name: half_away(in_millions(each), 1) for name, each in zip(UNCERTAIN, kroner, strict=True)
    }
