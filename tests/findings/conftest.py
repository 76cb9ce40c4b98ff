"""Where the workbooks are that have findings."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, so that findings name files as a controller would see them."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
