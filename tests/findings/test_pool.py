"""FIL-07 where it matters: a file that kills or outlasts its reader costs no other file its place.

These run through the real pool of processes; they are forked, so that a changed limit reaches them.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from estimat.core.part import Part
from estimat.files import many, parts
from estimat.files.gather import gather
from estimat.files.parts import Job, Reading, read_part
from tests.sheetxml import MAIN
from tests.smallbook import Small

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the pool forks, and its memory is bounded, on Linux"
)

NAMES = ("a.xlsx", "b.xlsx", "bad.xlsx", "c.xlsx", "d.xlsx")


@pytest.fixture
def folder(small: Path, tmp_path: Path) -> Path:
    """Good workbooks, and among them one that each test makes bad in its own way."""
    for name in NAMES:
        book = Small(small, name)
        book.be_another(name.removesuffix(".xlsx"))
        book.save(tmp_path / name)
    return tmp_path


def read(folder: Path) -> dict[str, Part]:
    paths = [folder / name for name in NAMES]
    read = gather(paths).parts
    assert [Path(part.file).name for part in read] == list(NAMES)
    return dict(zip(NAMES, read, strict=True))


def assert_only_the_bad_one_is_lost(read: dict[str, Part], reason: str) -> None:
    bad = read.pop("bad.xlsx")
    assert bad.areas == ()
    assert [finding.code for finding in bad.findings] == ["FIL-07"]
    assert reason in bad.findings[0].message
    assert [area.id for part in read.values() for area in part.areas] == ["a", "b", "c", "d"]
    assert all(area.kroner == 2_000_000 for part in read.values() for area in part.areas)
    assert all(part.findings == () for part in read.values())


def test_a_file_that_kills_its_reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fatal(job: Job) -> Reading:
        if job.path.name == "bad.xlsx":
            os.kill(os.getpid(), signal.SIGKILL)
        return read_part(job)

    monkeypatch.setattr(many, "read_part", fatal)
    assert_only_the_bad_one_is_lost(read(folder), "krasjet")


def test_a_file_that_takes_too_long(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(job: Job) -> Reading:
        while job.path.name == "bad.xlsx":
            pass
        return read_part(job)

    monkeypatch.setattr(many, "read_part", endless)
    monkeypatch.setattr(many, "SECONDS", 1)
    assert_only_the_bad_one_is_lost(read(folder), "tok mer enn 1 sekunder")


def test_a_file_that_needs_too_much_memory(
    folder: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Small(small)
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 10**6)
    )
    book.parts[book.sheet_part("Veiledning")] = (
        f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    )
    book.save(folder / "bad.xlsx")
    monkeypatch.setattr(many, "MEMORY", 400 * 2**20)  # besides what it is born with
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # all of them in one process
    assert_only_the_bad_one_is_lost(read(folder), "for mye minne")


def test_a_fault_of_our_own_is_a_finding_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(parts, "summarise", faulty)
    reading = read_part(Job(folder / "bad.xlsx", "bad.xlsx"))
    (finding,) = reading.part.findings
    assert finding.code == "FIL-07"
    assert "uventet feil" in finding.message
