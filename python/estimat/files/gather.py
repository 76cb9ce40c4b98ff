"""All the workbooks of one estimate, read and kept small: their parts, and the rest on disk."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Final, TypeVar

from ..core.acceptances import Acceptance
from ..core.estimate import NO_ASSUMPTIONS, Estimate
from ..core.part import Part
from .many import read_all, said
from .parts import Job, Keep, Reading, passed_over

T = TypeVar("T")


class Gathered:
    """The parts of an estimate, in the order of the files; what else was kept waits on disk."""

    def __init__(self, keep: Sequence[Keep]) -> None:
        self.parts: Final[list[Part]] = []
        self._spool: Final = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as this does
        weakref.finalize(self, self._spool.close)
        self._keep: Final = keep
        self._spans: Final[list[list[tuple[int, int]]]] = []

    def put(self, reading: Reading, position: int | None = None) -> None:
        """Keep a reading: at the end, or in the place of the one that was there."""
        end = self._spool.seek(0, 2)
        spans = [(end, end := end + self._spool.write(each)) for each in reading.kept]
        if position is None:
            self.parts.append(reading.part)
            self._spans.append(spans)
        else:
            self.parts[position], self._spans[position] = reading.part, spans

    @property
    def anything_read(self) -> bool:
        """Whether any of the files could be read."""
        return any(part.sha256 for part in self.parts)

    def kept(self, keep: Callable[[Estimate], Iterable[T]]) -> Iterator[T]:
        """What was asked for by this `keep` of every part, read back one part at a time."""
        which = self._keep.index(keep)
        for spans in self._spans:
            for start, end in spans[which : which + 1]:  # of a file that was not read there is none
                self._spool.seek(start)
                yield from pickle.loads(self._spool.read(end - start))


def gather(
    paths: Sequence[Path],
    *,
    not_read: Sequence[Path] = (),
    keep: Sequence[Keep] = (),
    everything: bool = False,
    accepted: Sequence[Acceptance] | None = None,
    executor: Executor | None = None,
    on_read: Callable[[], None] = lambda: None,
) -> Gathered:
    """Read every workbook, and `keep` what is asked for besides its part; `on_read` after each.

    Unless `everything` on their sheets is wanted, steps of a computation are passed over.

    What is `accepted` in a workbook that these are parts of, is accepted in them, and nothing else.

    Of each file `not_read` is said so. A workbook that needs results it was saved without is read
    again with those that can be computed. One with areas but without assumptions of its own (an
    area sheet moved to a file of its own) is read again with those of the first that has them.
    """
    jobs = [
        Job(path, said(path), keep=keep, everything=everything, accepted=accepted) for path in paths
    ]
    gathered = Gathered(keep)
    lacking = []
    for position, reading in enumerate(read_all(jobs, executor)):
        gathered.put(reading)
        if reading.lacking:
            lacking.append(position)
        on_read()

    for path in not_read:
        gathered.put(passed_over(said(path)))

    def read_again(positions: Sequence[int]) -> None:
        readings = read_all([jobs[position] for position in positions], executor)
        for position, reading in zip(positions, readings, strict=True):
            gathered.put(reading, position)

    if lacking:
        from .engine.computing import computed_all  # noqa: PLC0415  hardly any workbook needs it

        results = computed_all([paths[position] for position in lacking])
        for position, computed in zip(lacking, results, strict=True):
            jobs[position] = jobs[position]._replace(computed=computed)
        read_again(lacking)
    lender = next((part for part in gathered.parts if part.assumptions.complete), None)
    if lender:
        poor = [
            position
            for position, part in enumerate(gathered.parts)
            if part.areas and part.assumptions == NO_ASSUMPTIONS
        ]
        for position in poor:
            jobs[position] = jobs[position]._replace(
                borrowed=lender.assumptions, lender=lender.file
            )
        read_again(poor)
    return gathered
