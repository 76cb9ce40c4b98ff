"""What `import estimat` offers: a few names that may be relied on."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import estimat
from tests.running import run
from tests.source import ROOT
from tests.workbooks import Edited

TOTAL = Decimal(69_394_500)
OF_NOW = ("tid", "bruker", "inndata")


def test_every_name_is_there_in_order_and_says_what_it_is() -> None:
    assert estimat.__all__ == sorted(estimat.__all__)
    assert dir(estimat) == estimat.__all__
    for name in estimat.__all__:
        offered = getattr(estimat, name)
        assert name.startswith("__") or inspect.getdoc(offered), name
    with pytest.raises(AttributeError, match="gjett"):
        _ = estimat.gjett


@pytest.mark.parametrize("name", ["check", "consolidate", "frame", "read", "record"])
def test_what_is_called_has_types(name: str) -> None:
    signature = inspect.signature(getattr(estimat, name))
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(each.annotation is not each.empty for each in signature.parameters.values())


def test_importing_it_loads_nothing_more() -> None:
    program = "import sys, estimat; print([each for each in sys.modules if 'estimat.' in each])"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_it_says_what_the_command_line_says(shipped: Path) -> None:
    made = estimat.consolidate(shipped)
    told = json.loads(run("konsolider", shipped, "--json", folder=shipped.parent).out)
    here = json.loads(json.dumps(estimat.record(made)))
    for record in (told, here):
        for key in OF_NOW:
            del record["stempel"][key]
    assert here == told
    assert made.total.kroner == TOTAL
    assert [each.code for each in estimat.check(shipped)] == [each["kode"] for each in told["funn"]]


def test_its_rows_add_up_to_the_total(shipped: Path) -> None:
    rows = estimat.read(shipped)
    assert sum(row.cost.kroner for row in rows if not row.left_out) == TOTAL
    first = rows[0].inputs
    assert None not in (first.low, first.high)
    assert first.responsible
    assert estimat.frame(rows)["Sum (kr)"].sum() == pytest.approx(float(TOTAL))


def test_errors_give_no_total_unless_it_is_forced(shipped: Path, tmp_path: Path) -> None:
    book = Edited(shipped)
    book.put("Prøvesvar", "E18", "ca. 40")
    book.save(tmp_path / "feil.xlsm")
    with pytest.raises(estimat.RefusedError, match="Prøvesvar!E18") as refused:
        estimat.consolidate(tmp_path / "feil.xlsm")
    assert [each.code for each in refused.value.findings][:1] == ["TALL-02"]
    forced = estimat.consolidate(tmp_path / "feil.xlsm", forced=True)
    assert forced.total.kroner < TOTAL
    assert forced.left_out


def test_a_file_that_cannot_be_read_is_no_rows(shipped: Path, tmp_path: Path) -> None:
    (tmp_path / "ødelagt.xlsx").write_bytes(b"PK")
    with pytest.raises(estimat.RefusedError, match=r"ødelagt\.xlsx"):
        estimat.read(shipped, tmp_path / "ødelagt.xlsx")
    with pytest.raises(estimat.EstimatError):
        estimat.consolidate(tmp_path / "ødelagt.xlsx", forced=True)


def test_what_the_readme_shows_runs(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shown,) = re.findall(
        r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
    )
    monkeypatch.chdir(shipped.parent)
    names: dict[str, Any] = {}
    exec(shown, names)
    assert names["made"].total.millions == Decimal("69.4")
    by_area = names["frame"].groupby("Område")["Sum (kr)"].sum()
    assert {each.id: float(each.kroner) for each in names["made"].areas} == dict(by_area) | {
        "PMD": 0.0
    }
