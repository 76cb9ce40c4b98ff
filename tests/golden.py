"""Golden files: what something must look like, committed. ESTIMAT_GOLDEN=write writes them anew."""

from __future__ import annotations

import os
from difflib import unified_diff
from pathlib import Path

WRITE = os.environ.get("ESTIMAT_GOLDEN") == "write"


def assert_golden(file: Path, text: str) -> None:
    """The text is what stands in the file, line by line."""
    if WRITE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    expected = file.read_text(encoding="utf-8").splitlines()
    changes = list(unified_diff(expected, text.splitlines(), file.name, "now", lineterm="", n=1))
    assert not changes, "\n".join(changes)
