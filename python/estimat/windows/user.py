"""Where Windows and Excel keep things for the one who is logged on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ..files.workbooks.macros import ADDIN


class User(NamedTuple):
    """Somebody's own folders."""

    local: Path
    """What stays on this PC."""

    roaming: Path
    profile: Path

    @property
    def home(self) -> Path:
        """All of Estimat but the few things that must be elsewhere."""
        return self.local / "Estimat"

    @property
    def addin(self) -> Path:
        """Excel opens what is in this folder, and trusts it."""
        return self.roaming / "Microsoft" / "Excel" / "XLSTART" / ADDIN

    @property
    def configuration(self) -> Path:
        """xlwings' settings, which VBA reads."""
        return self.profile / ".xlwings" / "xlwings.conf"


def user(environment: Mapping[str, str]) -> User:
    """The user, by the same variables that VBA asks for."""
    return User(*(Path(environment[name]) for name in ("LOCALAPPDATA", "APPDATA", "USERPROFILE")))
