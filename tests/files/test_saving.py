"""Saving: at every moment there is one whole file, the old or the new."""

from __future__ import annotations

import errno
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from estimat.core.errors import UnwritableError
from estimat.files.writing.saving import save


def write_new(temporary: Path) -> None:
    temporary.write_bytes(b"new")


def accept(temporary: Path) -> None:
    assert temporary.read_bytes() == b"new"


def refuse(temporary: Path) -> None:
    raise UnwritableError("ikke hel")


def full_disk(temporary: Path) -> None:
    temporary.write_bytes(b"ne")
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file that is there before."""
    path = tmp_path / "sum.xlsx"
    path.write_bytes(b"old")
    return path


def test_the_new_file_takes_the_place_of_the_old(target: Path) -> None:
    save(target, write_new, accept)
    assert target.read_bytes() == b"new"
    assert list(target.parent.iterdir()) == [target]


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "any").touch()
    save(tmp_path / "sum.xlsx", write_new, accept)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_a_replaced_file_keeps_its_rights(target: Path) -> None:
    target.chmod(0o640)
    save(target, write_new, accept)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.parametrize(("write", "verify"), [(full_disk, accept), (write_new, refuse)])
def test_whatever_fails_the_old_file_stands_and_nothing_is_left(
    target: Path, write: Callable[[Path], None], verify: Callable[[Path], None]
) -> None:
    with pytest.raises(UnwritableError):
        save(target, write, verify)
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


def test_a_full_disk_is_told_in_norwegian(target: Path) -> None:
    with pytest.raises(UnwritableError, match=r"disken er full.*Ingenting er endret"):
        save(target, full_disk, accept)


class Busy:
    """Stands in for Windows, where another program may hold the file for a moment."""

    def __init__(self, times: int, code: int = 32) -> None:
        self.left = times
        self.code = code
        self.replace = Path.replace

    @property
    def instead(self) -> Callable[[Path, Path], Path]:
        """What to put in the place of `Path.replace`."""

        def replace(source: Path, target: Path) -> Path:
            if self.left:
                self.left -= 1
                problem = OSError(errno.EACCES, "in use")
                problem.winerror = self.code  # type: ignore[attr-defined]
                raise problem
            return self.replace(source, target)

        return replace


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("estimat.files.writing.saving.time.sleep", lambda seconds: None)


def test_a_file_that_is_held_for_a_moment_is_waited_for(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", Busy(2).instead)
    save(target, write_new, accept)
    assert target.read_bytes() == b"new"


def test_a_file_that_stays_open_in_another_program_is_named(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", Busy(1_000).instead)
    with pytest.raises(UnwritableError, match="åpen i et annet program"):
        save(target, write_new, accept)
    assert target.read_bytes() == b"old"


def test_any_other_refusal_is_not_tried_again(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = Busy(1, code=5)
    monkeypatch.setattr(Path, "replace", busy.instead)
    with pytest.raises(UnwritableError, match="skrivetilgang"):
        save(target, write_new, accept)
    assert busy.left == 0
    assert target.read_bytes() == b"old"
