"""Many workbooks: the same result to the byte, whoever reads them; and which files are read."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from estimat.cli.main import main
from estimat.core.errors import UsageError
from estimat.core.estimate import Estimate, price
from estimat.core.part import lines
from estimat.files import many
from estimat.files.gather import gather
from estimat.files.many import find_workbooks
from estimat.files.parts import Job, Reading, read_part
from tests.smallbook import OWN, Small

AREAS = [f"A{number:02}" for number in range(12)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, small: Path) -> Path:
    """Twelve workbooks, each with an area of its own, and one that is no workbook.

    One of the twelve needs a result that it was saved without.
    """
    folder = tmp_path_factory.mktemp("mange")
    for area in AREAS:
        book = Small(small, f"{area}.xlsx")
        book.be_another(area)
        if area == "A03":
            book.write("Timer", OWN, None, "ESTIMAT_TIMER(145000)*10")
        book.save(folder / f"{area}.xlsx")
    (folder / "B.xlsx").write_bytes(b"PK, men ingen pakke")
    return folder


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a Dask cluster of two workers on this machine."""
    distributed = pytest.importorskip("distributed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a cluster says of its own ports and clocks
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as made:
            yield made.scheduler_address


def consolidated(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """What `konsolider --json --tving` prints, without the time."""
    assert main(["konsolider", str(folder), "--json", "--tving", *options]) == 1
    record = json.loads(capsys.readouterr().out)
    assert record["stempel"].pop("tid")
    return json.dumps(record)


def test_files_are_read_in_the_order_they_were_given(folder: Path) -> None:
    paths = find_workbooks([str(folder)])[::-1]
    parts = gather(paths).parts
    assert [part.file for part in parts] == [str(path) for path in paths]


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_gives_the_same_parts_and_lines(folder: Path, pool: Any) -> None:
    paths = find_workbooks([str(folder)])
    ours = gather(paths, keep=[lines])
    with pool(2) as executor:
        theirs = gather(paths, keep=[lines], executor=executor)
        executor.submit(int).result()  # it is its owner's to close
    assert theirs.parts == ours.parts
    assert list(theirs.kept(lines)) == list(ours.kept(lines))
    assert len(list(ours.kept(lines))) == 3 * len(AREAS)


def at_rate(rate: Decimal, estimate: Estimate) -> Iterator[tuple[str, Decimal]]:
    """What the areas would come to at another rate."""
    for area in estimate.areas:
        costs = [
            activity.cost
            if activity.inputs.rate is not None
            else price(activity.inputs.hours, rate, activity.inputs.amount, rate)
            for activity in area.activities
        ]
        yield area.head.id, sum((cost.kroner for cost in costs), Decimal(0))


def test_several_things_are_kept_in_one_reading_and_an_estimate_may_be_another(
    folder: Path,
) -> None:
    paths = find_workbooks([str(folder)])
    now, dearer = (partial(at_rate, Decimal(rate)) for rate in (1450, 1550))
    gathered = gather(paths, keep=[now, lines, dearer])
    areas = [area for part in gathered.parts for area in part.areas]
    assert dict(gathered.kept(now)) == {area.id: area.kroner for area in areas}
    assert dict(gathered.kept(dearer)) == {
        area.id: area.kroner + 100 * area.hours for area in areas
    }
    rows = list(gathered.kept(lines))
    assert sum(row.cost.kroner for row in rows) == sum(area.kroner for area in areas)
    assert {row.inputs.responsible for row in rows} != {""}


@pytest.mark.filterwarnings("ignore")
def test_a_dask_cluster_gives_the_same_record_to_the_byte(
    folder: Path, cluster: str, capsys: pytest.CaptureFixture[str]
) -> None:
    here = consolidated(folder, capsys)
    assert len(json.loads(here)["omrader"]) == len(AREAS)
    assert consolidated(folder, capsys, "--dask", cluster) == here


@pytest.mark.filterwarnings("ignore")
def test_an_address_without_a_cluster_is_explained(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed")
    assert main(["konsolider", str(folder), "--json", "--dask", "ingen adresse"]) == 2
    assert "Finner ingen Dask-klynge på ingen adresse" in capsys.readouterr().err


def test_on_another_executor_too_a_lost_file_is_only_that_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(job: Job) -> Reading:
        if job.path.stem == "A05":
            raise RuntimeError("the worker went away")
        return read_part(job)

    monkeypatch.setattr(many, "read_part", lost)
    with ThreadPoolExecutor(2) as executor:
        parts = gather(find_workbooks([str(folder)]), executor=executor).parts
    assert [area.id for part in parts for area in part.areas] == [a for a in AREAS if a != "A05"]
    assert [part.findings[0].code for part in parts if not part.areas] == ["FIL-07", "FIL-05"]


def test_lock_files_hidden_files_and_other_formats_are_not_read(tmp_path: Path) -> None:
    inside = tmp_path / "under"
    inside.mkdir()
    read = ["a.xlsx", "b.XLSM", "c.xls", "d.ods", "under/e.xlsx"]
    passed_over = ["~$a.xlsx", ".~lock.a.xlsx#", ".skjult.xlsx", "f.docx", "g.png", ".a.xlsx.tmp"]
    for name in read + passed_over:
        (tmp_path / name).touch()
    found = find_workbooks([str(tmp_path)])
    assert sorted(path.relative_to(tmp_path).as_posix() for path in found) == sorted(read)


def test_a_workbook_named_twice_is_read_once(folder: Path) -> None:
    one = str(folder / "A00.xlsx")
    assert len(find_workbooks([one, str(folder), one])) == len(AREAS) + 1


def test_a_folder_without_workbooks_is_told_and_not_taken_for_zero(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="har ingen arbeidsbøker"):
        find_workbooks([str(tmp_path)])


def test_a_folder_that_cannot_be_listed_is_told_and_not_passed_over(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lukket").mkdir()
    (tmp_path / "inn").symlink_to(folder, target_is_directory=True)
    listed = os.scandir

    def refused(path: Any) -> Any:
        if str(path).endswith("lukket"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(UsageError, match=r"Får ikke lest mappen .*lukket"):
        find_workbooks([str(tmp_path)])


def test_a_folder_that_links_to_itself_is_read_once(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "inn").symlink_to(folder, target_is_directory=True)
    for name in ("rundt", "og", "om"):  # one loop would end by itself, three would not
        (tmp_path / name).symlink_to(tmp_path, target_is_directory=True)
    assert len(find_workbooks([str(tmp_path)])) == len(AREAS) + 1


@pytest.mark.skipif(os.name == "nt", reason="there every name is text")
def test_a_name_that_is_no_text_is_read_and_shown(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = os.fsencode(tmp_path) + b"/estimat-\xe5.xlsx"
    with open(odd, "wb") as stream:
        stream.write(small.read_bytes())
    assert main(["konsolider", str(tmp_path), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["total"]["sum"] == 2_000_000
    assert record["stempel"]["inndata"][0]["fil"].endswith("estimat-?.xlsx")
