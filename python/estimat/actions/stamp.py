"""The stamp of a result that is made here and now, by whoever runs the program."""

from __future__ import annotations

import getpass
from datetime import datetime

from ..core import norwegian
from ..core.consolidation import Stamp
from ..core.version import __version__


def made_now() -> Stamp:
    """A stamp with the version, the time and the user; the consolidation adds the inputs."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such user on this machine
        user = "ukjent"
    now = datetime.now().astimezone(norwegian.time_zone()).isoformat(timespec="seconds")
    return Stamp((), None, __version__, now, user)
