"""How much is run: a seeded sample among the other tests, everything on request."""

from __future__ import annotations

import os
from typing import Final

FULL: Final = os.environ.get("ESTIMAT_SAFETY") == "full"


def cases(few: int, all_of_them: int) -> int:
    """How many cases to run, or how far apart."""
    return all_of_them if FULL else few
