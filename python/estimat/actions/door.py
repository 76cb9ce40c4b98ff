"""What `import estimat` offers: workbooks checked, consolidated and read, as plain records."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import TypeAlias

from ..core.consolidation import Consolidation, as_counted
from ..core.errors import RefusedError
from ..core.findings import Finding
from ..core.part import Line, lines
from ..core.record import consolidation_record as record
from ..files.many import reading_here
from .consolidating import checked, consolidated

__all__ = ["check", "consolidate", "read", "record"]

Name: TypeAlias = str | os.PathLike[str]


def check(*workbooks: Name) -> tuple[Finding, ...]:
    """All that is found in workbooks and folders of them, the worst first.

    What cannot be read is a finding. Raises EstimatError for a folder without workbooks.
    """
    with _reading():
        return checked(_names(workbooks)).consolidation.findings


def consolidate(*workbooks: Name, forced: bool = False) -> Consolidation:
    """The directorate's total of workbooks and folders of them, in kroner as `Decimal`.

    Raises RefusedError, with the findings, when there are errors; when `forced`, the rows with
    errors are left out, and `left_out` names them.
    """
    with _reading():
        made, gathered, _ = consolidated(_names(workbooks), forced=forced)
    if made.stopped or not gathered.anything_read:
        unread = not gathered.anything_read
        raise RefusedError("Ikke konsolidert", made.findings, unread=unread)
    return made


def read(*workbooks: Name) -> list[Line]:
    """Every row of workbooks and folders of them, with what people wrote and what it comes to.

    One that does not count says why in `left_out`. Raises RefusedError when a file is not read.
    """
    with _reading():
        made, gathered, _ = consolidated(_names(workbooks), keep=[lines])
        unread = [part for part in gathered.parts if not part.sha256]
        if unread:
            findings = [each for part in unread for each in part.findings]
            raise RefusedError("Ikke lest", findings, unread=not gathered.anything_read)
        return list(as_counted(made, gathered.kept(lines)))


def _names(workbooks: tuple[Name, ...]) -> list[str]:
    return [os.fspath(each) for each in workbooks]


def _reading() -> AbstractContextManager[None]:
    """Read in this process on Windows: others would begin by running the caller's own program."""
    return reading_here() if sys.platform == "win32" else nullcontext()
