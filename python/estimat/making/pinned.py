"""What goes into the package for Windows, as the lock names it: one version, one sum, one file."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[3]
DOWNLOADS: Final = ROOT / "build" / "windows"
LOCK: Final = ROOT / "addin" / "windows" / "requirements.txt"


class Pinned(NamedTuple):
    """A distribution as the lock names it, and its file."""

    name: str
    version: str
    sha256: str
    file: Path


def locked(downloads: Path = DOWNLOADS) -> list[Pinned]:
    """What the lock names; those that are not there yet are downloaded, by pip's own settings."""
    try:
        return _found(downloads)
    except FileNotFoundError:
        for old in downloads.glob("*"):  # .ci/wine installs whatever is there
            old.unlink()
        fetch = ("download", "--quiet", "--disable-pip-version-check", "--no-deps",
                 "--require-hashes", "--platform", "win_amd64", "--python-version", "3.12",
                 "--dest", str(downloads), "--requirement", str(LOCK))  # fmt: skip
        subprocess.run([sys.executable, "-m", "pip", *fetch], check=True)
        return _found(downloads)


def _found(downloads: Path) -> list[Pinned]:
    by_sum = {
        hashlib.sha256(file.read_bytes()).hexdigest(): file
        for file in downloads.glob("*")
        if file.suffix in (".whl", ".gz")
    }
    found = []
    for line in LOCK.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            requirement, _, sha256 = line.partition(" --hash=sha256:")
            name, _, version = requirement.partition("==")
            if sha256 not in by_sum:
                raise FileNotFoundError(requirement)
            found.append(Pinned(name, version, sha256, by_sum[sha256]))
    return found
