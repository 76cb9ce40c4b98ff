"""xlwings' settings of a user: lines `"KEY","value"`, of which a few are ours.

Ours stand first, so that the rest is the same to the byte once they are taken out.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Final

INTERPRETER: Final = "ESTIMAT_PYTHON"
SERVER: Final = "ESTIMAT_SERVER"
"""The class id of a server that runs already; without it VBA starts one."""

ANSI: Final = "mbcs" if sys.platform == "win32" else "cp1252"
"""What VBA reads a file as: the code page of this Windows."""

_OURS: Final = re.compile(rb'"ESTIMAT_[A-Z]+","[^"]*"\r\n')


def with_settings(file: bytes, settings: Mapping[str, str]) -> bytes:
    """The file with our settings, whatever they were; UnicodeEncodeError if VBA cannot read one."""
    lines = "".join(f'"{name}","{value}"\r\n' for name, value in settings.items())
    return lines.encode(ANSI) + without_settings(file)


def without_settings(file: bytes) -> bytes:
    """The file as it was before Estimat."""
    return _OURS.sub(b"", file)


def setting(file: bytes, name: str) -> str:
    """A setting as VBA finds it; empty when there is none."""
    _, _, rest = file.decode(ANSI, "replace").partition(f'"{name}","')
    return rest.partition('"')[0]
