"""Workbooks that are broken in a thousand ways: each gives findings, and none disturbs another."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from estimat.core.consolidation import Stamp, consolidate
from estimat.core.part import lines
from estimat.core.record import consolidation_record
from estimat.files.gather import Gathered
from estimat.files.many import MEMORY
from estimat.files.results.proof import is_result
from estimat.files.results.result import save_result
from tests.safety.mutations import MUTATIONS, malformed
from tests.safety.sizes import cases
from tests.safety.watched import read_watched
from tests.workbooks import Edited

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the pool forks, and its memory is bounded, on Linux"
)

MALFORMED = cases(120, 1_500)
TOTAL = 69_394_500


def test_a_malformed_workbook_is_the_same_every_time(shipped: Path) -> None:
    parts = Edited(shipped).parts
    for number in range(len(MUTATIONS)):
        assert malformed(number, parts) == malformed(number, parts)


def test_malformed_workbooks_give_findings_and_spoil_no_other(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "inn"
    folder.mkdir()
    parts = Edited(shipped).parts
    for number in range(MALFORMED):
        (folder / f"{number:05}.xlsm").write_bytes(malformed(number, parts))
    good = folder / f"{MALFORMED // 2:05} god.xlsm"
    good.write_bytes(shipped.read_bytes())

    read = read_watched(folder, monkeypatch)

    assert len(read.parts) == MALFORMED + 1
    assert sum(area.kroner for area in read.parts[good.name].areas) == TOTAL
    assert read.memory < MEMORY
    for name, part in read.parts.items():
        assert part.areas or part.findings, name
        # The last resort is for what nobody foresaw; what a test has foreseen has its own words.
        assert not any("uventet feil" in each.message for each in part.findings), name
    codes = Counter(each.code for part in read.parts.values() for each in part.findings)
    assert {"FIL-03", "FIL-05", "FIL-06"} <= codes.keys()

    _assert_a_result_can_be_made(read.gathered, tmp_path)


def _assert_a_result_can_be_made(gathered: Gathered, folder: Path) -> None:
    """Whatever was read of them, it can be added up, shown and saved."""
    consolidation = consolidate(gathered.parts, Stamp((), None, "", "", ""), forced=True)
    assert consolidation.reconciliation.difference == 0
    json.dumps(consolidation_record(consolidation), allow_nan=False)
    target = folder / "sum.xlsx"
    save_result(target, consolidation, gathered.kept(lines))
    assert is_result(target)
