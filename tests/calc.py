"""LibreOffice as a program that saves workbooks: somebody else's writer of the same format."""

from __future__ import annotations

import subprocess
from pathlib import Path


def convert(source: Path, folder: Path, to: str = "xlsx", *, as_: str | None = None) -> Path:
    """Let LibreOffice open a workbook and save it anew; gives the file in `folder`/calc.

    `as_` is the filter to open it with, where its name does not tell.
    """
    target = folder / "calc"
    profile = (folder / "profile").resolve().as_uri()
    subprocess.run(
        [
            "soffice", "--headless", f"-env:UserInstallation={profile}",
            *([f"--infilter={as_}"] if as_ else []),
            "--convert-to", to, "--outdir", str(target), str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    return target / source.with_suffix(f".{to}").name
