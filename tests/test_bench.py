"""What is measured can be made, whatever has become of the template since."""

from __future__ import annotations

from pathlib import Path

from bench.corpus import area_file

from estimat.core.findings import Severity
from estimat.files.many import find_workbooks, read_batch
from estimat.files.parts import Job
from estimat.files.workbooks.new import save_template


def test_a_workbook_of_the_bench_gives_the_checks_nothing_to_say(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text(area_file(0), "utf-8")
    save_template(tmp_path / "en.xlsx", tmp_path / "en.toml")
    (reading,) = read_batch([Job(path, path.name) for path in find_workbooks([str(tmp_path)])])
    assert [each for each in reading.part.findings if each.severity is not Severity.INFO] == []
    assert len(reading.part.areas) == 5
