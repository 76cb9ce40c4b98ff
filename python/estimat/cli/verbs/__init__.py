"""The commands, a module each: `add` says what it takes, `run` does it and gives the status."""

from __future__ import annotations

from typing import Final

from . import (
    del_,
    konsolider,
    mal,
    notat,
    pc,
    publiser,
    rull,
    samle,
    sammenlign,
    scenarioer,
    usikkerhet,
    valider,
    vedta,
)

VERBS: Final = (
    konsolider, valider, usikkerhet, scenarioer, vedta, sammenlign, notat, mal, del_, samle, rull,
    publiser, pc,
)  # fmt: skip
"""In the order of the help."""
