"""A document as PDF, by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from ...core.errors import UnwritableError, UsageError

_PROGRAMS: Final = (
    "soffice",
    "libreoffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_PATIENCE: Final = 120
"""Seconds; the first start, with a profile to lay, takes ten on a slow machine."""

# Tagged, with its title and language: what PDF/UA asks, and the law of a public body's documents.
_AS_PDF: Final = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'


def require_libreoffice() -> str:
    """The program, or a UsageError that says what is missing."""
    for program in _PROGRAMS:
        if found := shutil.which(program):
            return found
    raise UsageError(
        "--pdf krever LibreOffice, som ikke er funnet på denne maskinen. Installer LibreOffice, "
        "eller lagre notatet som PDF fra Word."
    )


def as_pdf(program: str, document: bytes) -> bytes:
    """The document as LibreOffice sees it; raises UnwritableError when it makes nothing of it."""
    with tempfile.TemporaryDirectory(prefix="estimat-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / "notat.docx"
        source.write_bytes(document)
        profile = (folder / "profil").as_uri()  # of its own: that of the user may be in use
        command = [
            program, "--headless", "--norestore", f"-env:UserInstallation={profile}",
            "--convert-to", _AS_PDF, "--outdir", name, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(
                command, capture_output=True, timeout=_PATIENCE, check=True,
                stdin=subprocess.DEVNULL, env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
            )  # fmt: skip
            return source.with_suffix(".pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as problem:
            late = isinstance(problem, subprocess.TimeoutExpired)
            why = f" på {_PATIENCE} sekunder" if late else ""
            raise UnwritableError(
                f"LibreOffice laget ingen PDF av notatet{why}, og ikke noe er skrevet. "
                "Er LibreOffice Writer installert? Notatet kan også lagres fra Word."
            ) from problem
