"""Running the command line on files that people have been at, and seeing that it touches none."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from estimat.cli.main import main


class Outcome(NamedTuple):
    """What a consolidation said: exit status, and the record that it printed."""

    status: int
    record: dict[str, Any]

    @property
    def total(self) -> Decimal | None:
        """The directorate's sum in kroner; None when the consolidation was stopped."""
        total = self.record["total"]
        return None if total is None else Decimal(str(total["sum"]))

    @property
    def codes(self) -> list[str]:
        return sorted(finding["kode"] for finding in self.record["funn"])

    @property
    def errors(self) -> list[str]:
        return sorted(each["kode"] for each in self.record["funn"] if each["alvor"] == "feil")

    @property
    def places(self) -> list[str]:
        return [f"{each['ark']}!{each['celle']}" for each in self.record["funn"]]

    def said(self) -> str:
        """Everything that the findings tell a controller."""
        return " ".join(f"{each['melding']} {each['tiltak']}" for each in self.record["funn"])


Consolidate = Callable[..., Outcome]


@pytest.fixture
def consolidated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Consolidate:
    """Run `estimat konsolider` in the test's folder; every file in it is as it was afterwards."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Outcome:
        before = contents(tmp_path)
        capsys.readouterr()
        status = main(["konsolider", "--json", *map(str, arguments)])
        assert contents(tmp_path) == before
        printed = capsys.readouterr()
        assert printed.err == ""
        outcome = Outcome(status, json.loads(printed.out))
        assert (outcome.total is None) == (bool(outcome.errors) and "--tving" not in arguments)
        if outcome.total is not None:
            assert_nothing_is_lost(outcome.record)
        return outcome

    return run


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file in a folder, to the last byte."""
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def assert_nothing_is_lost(record: dict[str, Any]) -> None:
    """What was read is in the total, or left out by name; the parts add up to it."""
    proof = record["avstemming"]
    assert proof["differanse"] == 0
    assert _exact(proof["lest"]) - _exact(proof["utelatt"]) == _exact(proof["total"])
    for key in ("sum", "mill"):
        parts = sum((_exact(area[key]) for area in record["omrader"]), Decimal(0))
        assert parts == _exact(record["total"][key])


def _exact(number: float) -> Decimal:
    return Decimal(str(number))
