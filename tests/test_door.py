"""What `import estimat` offers: a few names that may be relied on."""

from __future__ import annotations

import doctest
import inspect
import json
import pickle
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import estimat
from estimat.core.record import consolidation_record
from estimat.core.report import LINE_COLUMNS
from estimat.core.tables import Format
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


METHODS = ("consolidate", "findings", "lines", "rows")


def test_what_is_called_has_types_and_says_what_it_does() -> None:
    for called in (estimat.read, *(getattr(estimat.Workbooks, name) for name in METHODS)):
        signature = inspect.signature(called)
        assert signature.return_annotation is not inspect.Signature.empty
        own = [each for each in signature.parameters.values() if each.name != "self"]
        assert all(each.annotation is not each.empty for each in own)
        assert inspect.getdoc(called)
    public = {name for name in dir(estimat.Workbooks) if not name.startswith("_")}
    assert public - {"names"} == {*METHODS}


def test_importing_it_loads_nothing_more() -> None:
    program = "import sys, estimat; print([each for each in sys.modules if 'estimat.' in each])"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_it_says_what_the_command_line_says(shipped: Path) -> None:
    e = estimat.read(shipped)
    told = json.loads(run("konsolider", shipped, "--json", folder=shipped.parent).out)
    made = e.consolidate()
    here = json.loads(json.dumps(consolidation_record(made)))
    for record in (told, here):
        for key in OF_NOW:
            del record["stempel"][key]
    assert here == told
    assert made.total.kroner == TOTAL
    assert [each.code for each in e.findings()] == [each["kode"] for each in told["funn"]]


def test_its_rows_add_up_to_the_total(shipped: Path) -> None:
    e = estimat.read(shipped)
    rows = e.rows()
    assert sum(row.cost.kroner for row in rows if not row.left_out) == TOTAL
    first = rows[0].inputs
    assert None not in (first.low, first.high)
    assert first.responsible
    assert e.lines()["Sum (kr)"].sum() == pytest.approx(float(TOTAL))


def test_it_is_as_it_was_when_it_was_read(shipped: Path, tmp_path: Path) -> None:
    (file,) = (shutil.copy(shipped, tmp_path / "bok.xlsm"),)
    e = estimat.read(tmp_path)
    Path(file).unlink()
    assert e.consolidate().total.kroner == TOTAL
    assert len(e.rows()) == len(e.lines()) == 17
    assert repr(e) == f"Workbooks(names=({str(tmp_path)!r},))"


def test_errors_give_no_total_unless_it_is_forced(shipped: Path, tmp_path: Path) -> None:
    book = Edited(shipped)
    book.put("Prøvesvar", "E18", "ca. 40")
    book.save(tmp_path / "feil.xlsm")
    e = estimat.read(tmp_path / "feil.xlsm")
    with pytest.raises(estimat.RefusedError, match="Prøvesvar!E18") as refused:
        e.consolidate()
    assert [each.code for each in refused.value.findings][:1] == ["TALL-02"]
    forced = e.consolidate(forced=True)
    assert forced.total.kroner < TOTAL
    assert forced.left_out
    assert [row.place.cell for row in e.rows() if row.left_out] == ["A18"]


def test_an_area_that_is_there_twice_has_its_lines_twice_and_counts_once(
    shipped: Path, tmp_path: Path
) -> None:
    for name in ("a.xlsm", "b.xlsm"):
        shutil.copy(shipped, tmp_path / name)
    e = estimat.read(tmp_path)
    lines = e.lines()
    assert len(lines) == 2 * 17
    assert lines[lines["Utelatt fordi"] == ""]["Sum (kr)"].sum() == pytest.approx(float(TOTAL))


def test_a_file_that_cannot_be_read_is_a_finding_and_no_rows(shipped: Path, tmp_path: Path) -> None:
    (tmp_path / "ødelagt.xlsx").write_bytes(b"PK")
    e = estimat.read(shipped, tmp_path / "ødelagt.xlsx")
    assert "ødelagt.xlsx" in {Path(each.place.file).name for each in e.findings()}
    with pytest.raises(estimat.RefusedError, match=r"ødelagt\.xlsx"):
        e.rows()
    with pytest.raises(estimat.EstimatError):
        estimat.read(tmp_path / "ødelagt.xlsx").consolidate(forced=True)
    (tmp_path / "tom").mkdir()
    with pytest.raises(estimat.EstimatError, match="ingen arbeidsbøker"):
        estimat.read(tmp_path / "tom")


def test_a_program_that_has_reserved_much_reads_all_the_same(shipped: Path) -> None:
    """As one does that has used pyarrow: what reads is forked from it, and bounded by itself."""
    program = f"""
import mmap, estimat
held = mmap.mmap(-1, 5 * 2**30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=mmap.PROT_READ)
print(estimat.read({str(shipped)!r}, {str(shipped)!r}).consolidate().total.millions)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.stderr) == ("69.4\n", "")


def test_without_pandas_it_says_what_to_install(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(estimat.EstimatError, match=r"pip install 'estimat\[pandas\]'"):
        estimat.read(shipped).lines()


def test_what_the_readme_shows_runs(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shown,) = re.findall(
        r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
    )
    monkeypatch.chdir(shipped.parent)
    names: dict[str, Any] = {}
    exec(shown, names)
    assert names["made"].total.millions == Decimal("69.4")
    by_area = names["lines"].groupby("Område")["Sum (kr)"].sum()
    assert {each.id: float(each.kroner) for each in names["made"].areas} == dict(by_area) | {
        "PMD": 0.0
    }


def test_the_examples_of_the_page_are_true(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shipped.parent)
    found = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False)
    assert found.attempted > 8
    assert found.failed == 0


def test_the_page_has_every_column_with_its_type() -> None:
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    for heading in LINE_COLUMNS.values():
        kind = "tekst" if heading.format in (Format.TEXT, Format.LONG_TEXT) else "tall"
        assert re.search(rf"(?m)^\| `{re.escape(heading.text)}` \| {kind} \|", page), heading.text


def test_many_may_ask_at_once_and_it_may_be_sent_on(small: Path, shipped: Path) -> None:
    e = estimat.read(small, shipped)
    total = sum(row.cost.kroner for row in e.rows())
    sent = pickle.loads(pickle.dumps(e))
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(each.rows) for each in [e, sent] * 20]
    assert {sum(row.cost.kroner for row in each.result()) for each in asked} == {total}


def test_a_file_that_is_no_workbook_is_passed_over_as_by_the_commands(
    shipped: Path, tmp_path: Path
) -> None:
    shutil.copy(shipped, tmp_path / "bok.xlsm")
    run("linjer", "bok.xlsm", "-o", "linjer.csv", folder=tmp_path)
    assert len(estimat.read(tmp_path).rows()) == 17


def test_a_name_that_nobody_sees_is_none(shipped: Path, tmp_path: Path) -> None:
    book = Edited(shipped)
    book.put("Legemiddelliste", "D18", "\u200b")
    book.save(tmp_path / "bok.xlsm")
    lines = estimat.read(tmp_path / "bok.xlsm").lines()
    assert "\u200b" not in set(lines["Ansvarlig"])
    assert (lines["Ansvarlig"] != "").all()


SCRIPT = """
from decimal import Decimal

import estimat

e: estimat.Workbooks = estimat.read("workbook.xlsm", "omrader")
rows: list[estimat.Line] = e.rows()
kroner: Decimal = sum((row.cost.kroner for row in rows if not row.left_out), Decimal(0))
names: set[str] = {row.responsible for row in rows}
found: tuple[estimat.Finding, ...] = e.findings()
try:
    made: estimat.Consolidation = e.consolidate(forced=False)
    millions: Decimal = made.total.millions
except estimat.RefusedError as refused:
    print([each.message for each in refused.findings])
e.lines().groupby("Område")["Sum (kr)"].sum()
reveal_type(e.lines())
e.gjett()
"""


def test_a_users_script_has_types(tmp_path: Path) -> None:
    """Under strict mypy only what is wrong in it is wrong."""
    (tmp_path / "mitt.py").write_text(SCRIPT, "utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", ROOT / "setup.cfg",
         tmp_path / "mitt.py"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = [line.partition(": ")[2] for line in ran.stdout.splitlines()]
    assert said[0].startswith('note: Revealed type is "pandas')
    assert said[1].startswith('error: "Workbooks" has no attribute "gjett"')
    assert len(said) == 3, ran.stdout
