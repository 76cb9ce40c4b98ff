"""The note to the ministry; importing this raises UsageError where what writes it is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..core.consolidation import Consolidation, consolidate
from ..core.errors import RefusedError, UnpublishableError, UsageError
from ..core.noting.note import Note, note_of
from ..core.noting.words import words
from ..files.gather import Gathered, gather
from ..files.many import answers_not_read, find_workbooks
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


def noted(names: Sequence[str], *, forced: bool = False, read: Reader = gather) -> Noted:
    """Fill the note that the workbooks hold; raises RefusedError, or UnpublishableError."""
    gathered = read(find_workbooks(names), not_read=answers_not_read(names), keep=[words])
    made = consolidate(gathered.parts, made_now(), forced=forced, alone=False)
    if made.stopped:
        raise RefusedError(_NOT_WRITTEN, made.findings, unread=not gathered.anything_read)
    try:
        return Noted(note_of(made, gathered.kept(words)), made, gathered)
    except UnpublishableError as problem:
        raise UnpublishableError(f"{problem}\n{_NOT_WRITTEN}.") from None
