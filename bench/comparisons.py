"""What is measured against what, several times in turn, so that a noisy moment hits both alike."""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from . import corpus
from .processes import CORES, ESTIMAT, PYTHON, Run, run

PANDAS: Final = (*PYTHON, "bench/peer_pandas.py")
CALAMINE: Final = (*PYTHON, "bench/peer_calamine.py")
KINDS: Final = {"Egne timer": "egne_kroner", "Kjøp": "kjop", "Videreformidling": "videreformidling"}


class Bar(NamedTuple):
    """Ours may take at most so many times the reference, or must be at least so many times less."""

    at_most: float | None = None
    at_least: float | None = None


NO_BAR: Final = Bar()


class Comparison(NamedTuple):
    """Two things measured side by side, round by round."""

    what: str
    ours: Sequence[float]
    against: str
    reference: Sequence[float]
    shown: Callable[[float], str]
    bar: Bar = NO_BAR

    @property
    def ratio(self) -> float:
        """The median of the ratios of each round, the way round that the bar is put."""
        pairs = list(zip(self.ours, self.reference, strict=True))
        if self.bar.at_least:
            return statistics.median(reference / ours for ours, reference in pairs)
        return statistics.median(ours / reference for ours, reference in pairs)

    @property
    def met(self) -> bool | None:
        """Whether the bar is met; None without one."""
        if self.bar.at_least:
            return self.ratio >= self.bar.at_least
        return self.ratio <= self.bar.at_most if self.bar.at_most else None


def seconds(value: float) -> str:
    return f"{value:.2f} s"


def megabytes(value: float) -> str:
    return f"{value / 2**20:.0f} MB"


def one_workbook(rounds: int) -> Iterator[Comparison]:
    """The shipped workbook, against starting pandas and doing nothing."""
    workbook = corpus.shipped()
    check, add_up, publish, pandas = [], [], [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            check.append(run([*ESTIMAT, "valider", workbook]).wall)
            pandas.append(run([*PYTHON, "-c", "import pandas"]).wall)
            target = Path(folder, "konsolidert.xlsx")
            add_up.append(run([*ESTIMAT, "konsolider", workbook, "-o", target]).wall)
            target = Path(folder, "publisert.xlsx")
            publish.append(run([*ESTIMAT, "publiser", workbook, "-o", target]).wall)
    against = "python -c 'import pandas'"
    yield Comparison("valider workbook.xlsm", check, against, pandas, seconds, Bar(at_most=0.6))
    yield Comparison("konsolider workbook.xlsm", add_up, against, pandas, seconds, Bar(at_most=1.5))
    yield Comparison("publiser workbook.xlsm", publish, against, pandas, seconds)


def many_workbooks(count: int, rounds: int) -> Iterator[Comparison]:
    """A folder of workbooks, against scripts that read and sum them and check nothing."""
    folder = corpus.workbooks(count)
    commands: dict[str, Sequence[str | Path]] = {
        "ours": [*ESTIMAT, "konsolider", folder, "--json"],
        "calamine": [*CALAMINE, folder],
        "pandas": [*PANDAS, folder],
        "calamine in parallel": [*CALAMINE, folder, str(CORES)],
        "pandas in parallel": [*PANDAS, folder, str(CORES)],
        "written": [*ESTIMAT, "konsolider", folder, "-o", corpus.CACHE / "konsolidert.xlsx"],
    }
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(run(command))
        _assert_same(runs)
    wall = {name: [each.wall for each in found] for name, found in runs.items()}
    cpu = {name: [each.cpu for each in found] for name, found in runs.items()}
    what = f"konsolider, {count} workbooks"

    def against(name: str, script: str, bar: Bar = NO_BAR) -> Comparison:
        return Comparison(what, wall["ours"], script, wall[name], seconds, bar)

    yield against("pandas", "pandas + openpyxl script", Bar(at_least=15))
    yield against("pandas in parallel", f"the same in {CORES} processes", Bar(at_least=1))
    yield against("calamine", "python-calamine alone", Bar(at_most=2.5))
    yield against("calamine in parallel", f"the same in {CORES} processes")
    for name in ("pandas", "calamine"):
        yield Comparison(f"{what}: processor time", cpu["ours"], name, cpu[name], seconds)
    yield Comparison(
        f"{what}, with konsolidert.xlsx", wall["written"], "--json", wall["ours"], seconds
    )


def _assert_same(runs: dict[str, list[Run]]) -> None:
    """All of them must have come to the same kroner, and the checks must have found nothing."""
    ours = json.loads(runs["ours"][-1].output)
    if ours["funn"]:
        raise AssertionError(f"run make clean; the workbooks measured have {ours['funn'][0]}")
    total = ours["total"]
    for name, found in runs.items():
        if name in ("ours", "written"):
            continue
        theirs = json.loads(found[-1].output)
        if theirs != {kind: total[key] for kind, key in KINDS.items()}:
            raise AssertionError(f"{name} came to {theirs}, Estimat to {total}")


def parts(count: int, rounds: int) -> Iterator[Comparison]:
    """Who has delivered what, of a folder of parts, against only checking them."""
    folder = corpus.workbooks(count)
    status, check = [], []
    for _ in range(rounds):
        status.append(run([*ESTIMAT, "status", folder, "--json"]).wall)
        check.append(run([*ESTIMAT, "valider", folder, "--json"]).wall)
    what = f"status, {count} workbooks"
    yield Comparison(what, status, "valider", check, seconds, Bar(at_most=1.2))


def memory(count: int, rounds: int) -> Iterator[Comparison]:
    """The most memory in use at one time, against a tenth of the workbooks."""
    few, many = corpus.workbooks(count // 10), corpus.workbooks(count)
    target = corpus.CACHE / "konsolidert.xlsx"
    options: dict[str, Sequence[str | Path]] = {"--json": ["--json"], "-o": ["-o", target]}
    for how, option in options.items():
        before, after = [], []
        for _ in range(rounds):
            before.append(run([*ESTIMAT, "konsolider", few, *option], look_at_memory=True))
            after.append(run([*ESTIMAT, "konsolider", many, *option], look_at_memory=True))
        what, against, bar = f"memory, {count} workbooks, {how}", f"{count // 10}", Bar(at_most=1.2)
        for which, ours, reference in (
            (
                "largest process",
                [each.largest for each in after],
                [each.largest for each in before],
            ),
            (
                "all processes",
                [each.together for each in after],
                [each.together for each in before],
            ),
        ):
            yield Comparison(f"{what}: {which}", ours, against, reference, megabytes, bar)
