"""Parts gathered into the workbook that they were made of: what that says holds, but for theirs.

All the areas must have come; or what is good is taken, and the workbook keeps its own sheets for
the rest. Those are marked in the new one, and whoever reads its total is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from ...core import layout
from ...core.acceptances import accepted_of_parts
from ...core.collection.delivery import Delivery, Overview, Plan, State, overview
from ...core.collection.taking import stopping, taken, together
from ...core.collection.versions import Version, named, slips
from ...core.consolidation import NO_STAMP, consolidate
from ...core.errors import RefusedError, UsageError
from ...core.estimate import Estimate
from ...core.part import Part
from ..gather import gather
from ..many import answers_not_read, but_for, find_workbooks, refuse_nowhere
from ..workbooks.proven import Read, read_source, refuse_scenario
from ..workbooks.rebuilding import note_of, whole
from .dividing import Answers

_REASONS: Final = 3
"""Of what keeps an area out, so many are said; `estimat valider` has them all."""


def gathered_into(plan: Path, names: Sequence[str], today: date, *, partial: bool) -> Answers:
    """Read what has come back, and the workbook that it was sent out from.

    Raises RefusedError, with all that stops it, unless every area has come; where a `partial`
    result will do, only when the workbook itself has errors.
    """
    refuse_nowhere(names)
    own = read_source([plan])
    (slip,) = slips(own.estimates[0])
    paths = but_for(find_workbooks(names, may_be_none=partial), plan)
    read = gather(
        paths, not_read=answers_not_read(names), keep=[whole, slips], everything=True,
        accepted=[*accepted_of_parts(own.estimates[0])],
    )  # fmt: skip
    estimates = {each.book.file: each for each in read.kept(whole)}
    seen = overview(read.parts, read.kept(slips), today, Plan(own.parts[0], slip))
    came = _Came(own, estimates, read.parts, seen)
    return _good(came) if partial else _every(came)


class _Came(NamedTuple):
    """The workbook, the files that have come back, and how it is with each area."""

    own: Read
    estimates: Mapping[str, Estimate]
    files: Sequence[Part]
    seen: Overview

    @property
    def where(self) -> str:
        """The workbook, as people call it."""
        return named(self.own.parts[0].file)

    @property
    def unchanged(self) -> list[Version]:
        """The areas that say nothing that they were not sent."""
        lines = self.seen.of(State.UNCHANGED)
        return [each.version for each in lines if each.version]

    @property
    def beside(self) -> tuple[Estimate, ...]:
        """The sheets of those."""
        return tuple(
            _without_words(
                _estimate_of(self.estimates[each.part.file], each.part._replace(areas=(each.area,)))
            )
            for each in self.unchanged
        )

    def source(self, parts: Sequence[Part]) -> Read:
        """The workbook and the files, with no more of each than these parts of them."""
        first, *files = parts
        held = [_estimate_of(self.own.estimates[0], first)]
        held += [
            _without_words(_estimate_of(self.estimates[each.file], each))
            for each in files
            if each.areas
        ]
        source = Read(
            tuple(held),
            consolidate(parts, NO_STAMP, anew=True, alone=False),
            tuple(each.file for each in files if not each.areas and each.sha256),
            tuple(parts),
        )
        if stopping(source.consolidation):
            raise RefusedError("Ingenting er laget", source.consolidation.findings, unread=False)
        refuse_scenario(source)
        return source


def _every(came: _Came) -> Answers:
    """All the areas; what the workbook now says of one stands as long as the area says nothing."""
    stay = {each.area.key for each in came.unchanged if not each.part.scenario}
    taken_of = {part.file: {area.key for area in part.areas} - stay for part in came.files}
    files = [part for part in came.files if taken_of[part.file] or not part.areas]
    return Answers(
        came.source(together(came.own.parts[0], files, taken_of, stay)),
        of_plan=True,
        said=(
            *_noted(came.seen.areas, came.where),
            *_other_words(came.own, came.estimates.values()),
        ),
        beside=came.beside,
    )


def _good(came: _Came) -> Answers:
    """What is good of them, and for the rest what stands in the workbook."""
    (own,) = came.own.parts
    chosen = taken(own, came.files, came.seen)
    planned = {area.key for area in own.areas}
    kept = [
        _kept(line, why, came.where if line.key in planned else "") for line, why in chosen.kept
    ]
    if not chosen.of_file:
        raise UsageError("\n".join(("Ingenting er kommet som kan samles.", *kept)))
    source = came.source(chosen.parts)
    used = {*chosen.of_file, *(each.part.file for each in came.unchanged)}
    return Answers(
        source,
        of_plan=True,
        undelivered=tuple(each.id for each, _ in chosen.kept if each.key in planned),
        said=(
            f"Tatt med: {', '.join(f'{each.id} {each.name}' for each in chosen.used)}.",
            *kept,
            *_noted(chosen.used, came.where),
            *_other_words(
                came.own, (came.estimates[file] for file in came.estimates if file in used)
            ),
        ),
        beside=came.beside,
    )


def _noted(deliveries: Iterable[Delivery], where: str) -> Iterator[str]:
    """What there is to say of areas that are taken, or that say nothing new."""
    for each in deliveries:
        if each.notes and each.state is State.UNCHANGED:
            yield _kept(each, ("Uendret siden den ble sendt ut.", *each.notes), where)
        elif each.notes:
            yield f"{each.id} {each.name} er tatt med. {' '.join(each.notes)}"


def _kept(delivery: Delivery, reasons: Sequence[str], where: str) -> str:
    """What became of an area that was not taken: where its own sheet stands, if any, and why."""
    stands = f"står som i {where}" if where else "er ikke tatt med"
    said = " ".join(dict.fromkeys(reasons[:_REASONS]))
    more = f" (og {len(reasons) - _REASONS} til)" if len(reasons) > _REASONS else ""
    return f"{delivery.id} {delivery.name} {stands}: {said}{more}"


def _estimate_of(estimate: Estimate, part: Part) -> Estimate:
    """A workbook without the areas that are not in this part of it, and with its budgets."""
    stay = {area.place.sheet: area.budget for area in part.areas}
    areas = tuple(
        each._replace(head=each.head._replace(budget=stay[each.sheet.name]))
        for each in estimate.areas
        if each.sheet.name in stay
    )
    gone = {each.sheet.name for each in estimate.areas} - stay.keys()
    sheets = [each for each in estimate.book.sheets if each.name not in gone]
    return estimate._replace(book=replace(estimate.book, sheets=sheets), areas=areas)


def _without_words(estimate: Estimate) -> Estimate:
    """A file without what the workbook says for all: common factors, and the words of the note."""
    sheets = [each for each in estimate.book.sheets if layout.NOTE_TITLE.name not in each.names]
    return estimate._replace(book=replace(estimate.book, sheets=sheets), factors=())


def _other_words(own: Read, used: Iterable[Estimate]) -> Iterator[str]:
    """That files have other words of the note than the workbook, whose words hold."""
    ours = note_of(own.estimates)
    others = []
    for each in used:
        theirs = note_of([each]) if each.areas else None
        if theirs and not (
            ours
            and theirs._replace(of_areas={}) == ours._replace(of_areas={})
            and theirs.of_areas.items() <= ours.of_areas.items()
        ):
            others.append(named(each.book.file))
    if others:
        yield f"Notatets ord er arbeidsbokens; andre ord står i {', '.join(others)}."
