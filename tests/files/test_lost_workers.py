"""Readers that go away in the middle of it, here and elsewhere: the files still come through."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from estimat.cli import reading
from estimat.core.errors import UsageError
from estimat.core.part import Part
from estimat.files import many
from estimat.files.gather import gather
from estimat.files.parts import Job, Reading, read_part
from tests.smallbook import Small

AREAS = [f"A{number:02}" for number in range(24)]
BAD = "A07"

forks = pytest.mark.skipif(sys.platform != "linux", reason="a fork takes the change along")


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory, small: Path) -> list[Path]:
    """Some workbooks, each with an area of its own."""
    folder = tmp_path_factory.mktemp("mange")
    for area in AREAS:
        book = Small(small, f"{area}.xlsx")
        book.be_another(area)
        book.save(folder / f"{area}.xlsx")
    return [folder / f"{area}.xlsx" for area in AREAS]


def areas(parts: list[Part]) -> list[str]:
    return [area.id for part in parts for area in part.areas]


def assert_only_the_bad_one_is_lost(parts: list[Part]) -> None:
    assert areas(parts) == [area for area in AREAS if area != BAD]
    codes = [[finding.code for finding in part.findings] for part in parts]
    assert codes == [["FIL-07"] if area == BAD else [] for area in AREAS]


DEATHS: dict[str, Callable[[], object]] = {
    "exits": lambda: os._exit(0),
    "aborts": os.abort,
    "is killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "reads memory that is not there": lambda: ctypes.string_at(0),
}


@pytest.fixture(params=DEATHS)
def deadly(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of the files ends the process that reads it, but never the one that runs the tests."""
    here = os.getpid()

    def read(job: Job) -> Reading:
        if job.path.stem == BAD and os.getpid() != here:
            faulthandler.disable()  # a death that is meant need not be reported
            DEATHS[request.param]()
        return read_part(job)

    monkeypatch.setattr(many, "read_part", read)


@forks
@pytest.mark.usefixtures("deadly")
def test_however_a_reader_dies_only_its_file_is_lost(paths: list[Path]) -> None:
    assert_only_the_bad_one_is_lost(gather(paths).parts)


@forks
@pytest.mark.usefixtures("deadly")
def test_a_process_pool_of_ones_own_may_break(paths: list[Path]) -> None:
    with ProcessPoolExecutor(2, initializer=os.getpid) as executor:
        parts = gather(paths, executor=executor).parts
    assert_only_the_bad_one_is_lost(parts)


class Breaking(ThreadPoolExecutor):
    """An executor that takes so many tasks and no more."""

    def __init__(self, tasks: int) -> None:
        super().__init__(1)
        self.left = tasks

    def submit(self, *task: Any, **options: Any) -> Future[Any]:
        self.left -= 1
        if self.left < 0:
            raise BrokenExecutor
        return super().submit(*task, **options)


@pytest.mark.parametrize("tasks", [0, 1, 2, 7])
def test_an_executor_that_takes_no_more_is_done_without(paths: list[Path], tasks: int) -> None:
    with Breaking(tasks) as executor:
        parts = gather(paths, executor=executor).parts
    assert areas(parts) == AREAS


@pytest.fixture
def cluster() -> Iterator[Any]:
    """A function that starts a Dask cluster of some workers on this machine."""
    distributed = pytest.importorskip("distributed")
    made = []

    def start(workers: int) -> Any:
        made.append(
            distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
            )
        )
        return made[0]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a cluster says of its own ports and clocks
        yield start
        for each in made:
            each.close()


@pytest.mark.filterwarnings("ignore")
def test_a_worker_of_a_cluster_may_be_killed(paths: list[Path], cluster: Any) -> None:
    from distributed import Client

    with Client(cluster(2)) as client:
        (first, _) = client.run(os.getpid).values()
        alive = [first]

        def kill_one() -> None:
            if alive:
                os.kill(alive.pop(), signal.SIGKILL)

        executor = client.get_executor(pure=False)
        parts = gather(paths, executor=executor, on_read=kill_one).parts
    assert not alive
    assert areas(parts) == AREAS


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_without_workers_is_explained(
    paths: list[Path], cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 2)
    address = cluster(0).scheduler_address
    with pytest.raises(UsageError, match="har ingen arbeidere"), reading._executor(address):
        pass


@pytest.mark.parametrize("address", ["hei", "tcp://", "tcp://a:99999", "bud://a", "127.0.0.1:9"])
@pytest.mark.filterwarnings("ignore")
def test_an_address_that_leads_nowhere_is_explained(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(reading, "PATIENCE", 0.5)
    with pytest.raises(UsageError, match="Finner ingen Dask-klynge"), reading._executor(address):
        pass
