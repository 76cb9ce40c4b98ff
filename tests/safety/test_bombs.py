"""Workbooks made to do harm: read with the others in one run, they cost them nothing."""

from __future__ import annotations

import sys
from multiprocessing import get_context
from pathlib import Path

import pytest

from estimat.files import many
from tests.safety.bombs import XML_BOMBS
from tests.safety.watched import read_watched
from tests.safety.zipbombs import ZIP_BOMBS
from tests.smallbook import Small

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the pool forks, and its memory is bounded, on Linux"
)

BOMBS = {bomb.__name__: (bomb, code) for bomb, code in (XML_BOMBS | ZIP_BOMBS).items()}


def _make(source: Path, name: str, target: Path) -> None:
    """Make a workbook by its name; what has no bomb is a good one."""
    book = Small(source)
    book.be_another(name)
    if name in BOMBS:
        BOMBS[name][0](book)
    book.save(target)


def test_bombs_give_findings_and_spoil_no_other(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = sorted([*BOMBS, "a_good_one", "m_good_one", "z_good_one"])
    # Made elsewhere, so that the readers, forked from here, do not inherit what that took.
    with get_context("spawn").Pool(1) as maker:
        maker.starmap(_make, [(small, name, tmp_path / f"{name}.xlsx") for name in names])

    read = read_watched(tmp_path, monkeypatch)

    assert sorted(read.parts) == sorted(f"{name}.xlsx" for name in names)
    assert read.memory < many.MEMORY
    for name in names:
        part = read.parts[f"{name}.xlsx"]
        codes = {finding.code for finding in part.findings}
        kept_out = BOMBS[name][1] if name in BOMBS else ""
        if kept_out:
            assert kept_out in codes, name
        else:
            assert [area.kroner for area in part.areas] == [2_000_000], (name, codes)
        if name not in BOMBS:
            assert codes == set(), name
