"""Workbooks checked."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from ..core.consolidation import consolidate
from ..core.findings import Finding
from ..files.gather import Gathered, gather
from ..files.many import answers_not_read, find_workbooks
from .consolidating import Read
from .stamp import made_now


class Checked(NamedTuple):
    """All that was found, the worst first, and what was read."""

    findings: tuple[Finding, ...]
    gathered: Gathered


def checked(names: Sequence[str], read: Read = gather) -> Checked:
    """Check workbooks and folders of them, each and together."""
    gathered = read(find_workbooks(names), not_read=answers_not_read(names))
    alone = not any(map(os.path.isdir, names))
    return Checked(consolidate(gathered.parts, made_now(), alone=alone).findings, gathered)
