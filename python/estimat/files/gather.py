"""All the workbooks of one estimate, read and kept small: their parts, and their lines on disk."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Final

from ..core.estimate import NO_ASSUMPTIONS
from ..core.part import Line, Part
from .many import read_all
from .parts import Job, Reading


class Gathered:
    """The parts of an estimate, in the order of the files; the lines wait in a temporary file."""

    def __init__(self) -> None:
        self.parts: Final[list[Part]] = []
        self._spool: Final = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as this does
        weakref.finalize(self, self._spool.close)
        self._spans: Final[list[tuple[int, int]]] = []

    def put(self, reading: Reading, position: int | None = None) -> None:
        """Keep a reading: at the end, or in the place of the one that was there."""
        span = (self._spool.seek(0, 2), len(reading.lines))
        self._spool.write(reading.lines)
        if position is None:
            self.parts.append(reading.part)
            self._spans.append(span)
        else:
            self.parts[position], self._spans[position] = reading.part, span

    def lines(self) -> Iterator[Line]:
        """The rows of every part, read back one part at a time."""
        for start, length in self._spans:
            if length:
                self._spool.seek(start)
                yield from pickle.loads(self._spool.read(length))


def gather(
    paths: Sequence[Path],
    *,
    with_lines: bool,
    executor: Executor | None = None,
    on_read: Callable[[], None] = lambda: None,
) -> Gathered:
    """Read every workbook; `on_read` is called after each.

    A workbook with areas but without assumptions of its own (an area sheet moved to a file of its
    own) is read again with those of the first workbook that has them.
    """
    jobs = [Job(path, _said(path), with_lines=with_lines) for path in paths]
    gathered = Gathered()
    for reading in read_all(jobs, executor):
        gathered.put(reading)
        on_read()
    lender = next((part for part in gathered.parts if part.assumptions.complete), None)
    if lender:
        poor = [
            position
            for position, part in enumerate(gathered.parts)
            if part.areas and part.assumptions == NO_ASSUMPTIONS
        ]
        again = [
            jobs[position]._replace(borrowed=lender.assumptions, lender=lender.file)
            for position in poor
        ]
        for position, reading in zip(poor, read_all(again, executor), strict=True):
            gathered.put(reading, position)
    return gathered


def _said(path: Path) -> str:
    """The path as people read it; a name that is not text loses what cannot be shown."""
    return str(path).encode("utf-8", "replace").decode("utf-8")
