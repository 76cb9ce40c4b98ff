"""The commands, a module each: `add` says what it takes, `run` does it and gives the status."""

from __future__ import annotations

from typing import Final

from . import (
    del_,
    faktisk,
    importer,
    konsolider,
    linjer,
    mal,
    merknader,
    notat,
    oppdater,
    oversikt,
    pc,
    publiser,
    rull,
    samle,
    sammenlign,
    scenarioer,
    status,
    usikkerhet,
    valider,
    vedta,
)

VERBS: Final = (
    konsolider, valider, oversikt, linjer, usikkerhet, scenarioer, vedta, sammenlign, notat, mal,
    importer, del_, status, merknader, oppdater, samle, rull, faktisk, publiser, pc,
)  # fmt: skip
"""In the order of the help."""
