"""Reading a folder through the real pool, with the memory that each file needed."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import NamedTuple

import pytest

from estimat.core.part import Part, lines
from estimat.files import many
from estimat.files.gather import Gathered, gather
from estimat.files.many import find_workbooks
from estimat.files.parts import Job, Reading, read_part


class Watched(NamedTuple):
    """What became of the files of a folder, and the most memory any of their readers had."""

    gathered: Gathered
    parts: dict[str, Part]
    memory: int


def read_watched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Read every workbook of a folder in one run; the readers are forked, so they write it down."""
    peaks = folder / "minne.txt"

    def noted(job: Job) -> Reading:
        reading = read_part(job)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        with peaks.open("a") as stream:
            stream.write(f"{peak}\n")
        return reading

    monkeypatch.setattr(many, "read_part", noted)
    gathered = gather(find_workbooks([str(folder)]), keep=[lines])
    parts = {Path(part.file).name: part for part in gathered.parts}
    assert len(parts) == len(gathered.parts)
    return Watched(gathered, parts, max(map(int, peaks.read_text().split())))
