"""What the numbers were measured on."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

import estimat

LIBRARIES = ("pandas", "openpyxl", "python-calamine", "XlsxWriter", "defusedxml", "formulon")


def description() -> str:
    """The machine, Python and the libraries, on three lines."""
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    system = f"{platform.system()} {platform.machine()}"
    return (
        f"{_processor()}, {os.cpu_count()} cores, {_memory():.0f} GB, {system}\n"
        f"Estimat {estimat.__version__}, Python {platform.python_version()}\n{versions}"
    )


def _processor() -> str:
    listing = Path("/proc/cpuinfo")
    lines = listing.read_text().splitlines() if listing.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
