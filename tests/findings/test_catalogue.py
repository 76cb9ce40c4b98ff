"""Every rule has a workbook that provokes it, one that does not, and a message worth reading.

`ESTIMAT_GOLDEN=write` writes `golden.txt` anew; read what changed before it is committed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from estimat.core.findings import RULES, Finding
from tests.findings import (  # noqa: F401
    accepted,
    actuals,
    areas,
    files,
    formulas,
    kinds,
    konsolidert,
    numbers,
    ranges,
    remarks,
    scenarios,
    structure,
)
from tests.findings.catalogue import INNOCENT, PROVOKING, findings_after
from tests.golden import assert_golden
from tests.source import declared_rules


def test_every_rule_has_a_case_and_a_neighbour() -> None:
    # Those of a list have lists, in tests/lists.
    codes = sorted(code for code, _ in declared_rules() if not code.startswith("LISTE-"))
    assert sorted(PROVOKING) == codes
    assert sorted(INNOCENT) == codes


@pytest.mark.parametrize("code", sorted(PROVOKING))
def test_the_smallest_workbook_provokes_the_finding(code: str, small: Path, here: Path) -> None:
    case = PROVOKING[code]
    place, found = findings_after(case.change, small, here)
    assert sorted(each.code for each in found) == sorted([code, *case.also])
    (finding,) = [each for each in found if each.code == code]
    assert finding.place == place
    assert finding.severity == case.severity


@pytest.mark.parametrize("code", sorted(INNOCENT))
def test_its_neighbour_does_not(code: str, small: Path, here: Path) -> None:
    case = INNOCENT[code]
    assert code not in case.also
    _, found = findings_after(case.change, small, here)
    assert sorted(each.code for each in found) == sorted(case.also)


def test_the_messages_are_those_that_were_read_and_approved(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    for code in sorted(PROVOKING):
        folder = tmp_path / code
        folder.mkdir()
        monkeypatch.chdir(folder)
        _, found = findings_after(PROVOKING[code].change, small, folder)
        written.append(_as_read(next(each for each in found if each.code == code)))
    assert_golden(Path(__file__).with_name("golden.txt"), "\n".join(written))


def _as_read(finding: Finding) -> str:
    rule = RULES[finding.code]
    message = re.sub(r"formulon [\d.]+\d", "formulon 0.00.0", finding.message)
    return (
        f"{finding.code}  {finding.severity.value}  {rule.title}\n"
        f"    {str(finding.place) or 'flere filer'}\n"
        f"    {message}\n"
        f"    → {finding.remedy}\n"
    )
