"""LibreOffice as a program that saves workbooks: somebody else's writer of the same format."""

from __future__ import annotations

import subprocess
from pathlib import Path


def convert(source: Path, folder: Path, to: str = "xlsx") -> Path:
    """Let LibreOffice open a workbook and save it anew; gives the file in `folder`/calc."""
    target = folder / "calc"
    profile = (folder / "profile").resolve().as_uri()
    subprocess.run(
        [
            "soffice", "--headless", f"-env:UserInstallation={profile}",
            "--convert-to", to, "--outdir", str(target), str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    return target / source.with_suffix(f".{to}").name
