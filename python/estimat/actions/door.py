"""What `import estimat` offers: workbooks that are read once, and asked as often as one likes."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from ..core.consolidation import Consolidation, as_counted
from ..core.errors import RefusedError
from ..core.findings import Finding, Severity
from ..core.part import Line, Part, lines
from ..files.gather import gather
from ..files.many import answers_not_read, find_workbooks, reading_here
from .consolidating import added_up, are_alone, checked_together
from .frames import frame

if TYPE_CHECKING:
    import pandas as pd

Name: TypeAlias = str | os.PathLike[str]


@dataclass(frozen=True)
class Workbooks:
    """Workbooks as they were when they were read: `e = estimat.read("workbook.xlsm")`."""

    names: tuple[str, ...]
    """The files and folders that were asked for."""

    _parts: tuple[Part, ...] = field(repr=False)
    _lines: tuple[Line, ...] = field(repr=False)
    _alone: bool = field(repr=False)

    def lines(self) -> pd.DataFrame:
        """Every row as a pandas table, with the columns of the sheet Linjer.

        Hours and kroner are float64, not rounded; a number that is not there is NaN. All else is
        text, empty where there is none. Floats are for looking: `rows` has the exact numbers. One
        that does not count says why in the column «Utelatt fordi», and still has its kroner. Raises
        as `rows` does, and UsageError without pandas (`pip install estimat[pandas]`).
        """
        return frame(self.rows())

    def rows(self) -> list[Line]:
        """Every row, with what people wrote and what it comes to, in `Decimal`, not rounded.

        One that does not count says why in `left_out`. Raises RefusedError when a file could not be
        read.
        """
        broken = [
            finding
            for part in self._parts
            for finding in part.findings
            if not part.sha256 and finding.severity is Severity.ERROR
        ]
        if broken:
            raise RefusedError("Ikke lest", broken, unread=not self._anything_read)
        return list(as_counted(added_up(self._parts), self._lines))

    def findings(self) -> tuple[Finding, ...]:
        """All that is found in them, as `estimat valider` says it, the worst first.

        What could not be read is a finding.
        """
        return checked_together(self._parts, alone=self._alone).findings

    def consolidate(self, *, forced: bool = False) -> Consolidation:
        """The directorate's total, as `estimat konsolider` gives it, in kroner as `Decimal`.

        Raises RefusedError, with the findings, when there are errors; when `forced`, the rows with
        errors are left out, and `left_out` names them.
        """
        made = added_up(self._parts, forced=forced)
        if made.stopped or not self._anything_read:
            raise RefusedError("Ikke konsolidert", made.findings, unread=not self._anything_read)
        return made

    @property
    def _anything_read(self) -> bool:
        return any(part.sha256 for part in self._parts)


def read(*workbooks: Name) -> Workbooks:
    """Read workbooks and folders of them, once.

    What is wrong with them is for `findings`. Raises EstimatError for a folder without workbooks.
    """
    names = tuple(os.fspath(each) for each in workbooks)
    with _reading():
        gathered = gather(find_workbooks(names), not_read=answers_not_read(names), keep=[lines])
    return Workbooks(names, tuple(gathered.parts), tuple(gathered.kept(lines)), are_alone(names))


def _reading() -> AbstractContextManager[None]:
    """Read in this process on Windows: others would begin by running the caller's own program."""
    return reading_here() if sys.platform == "win32" else nullcontext()
