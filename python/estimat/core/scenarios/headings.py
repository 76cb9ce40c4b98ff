"""The headings of the tables of scenarios."""

from __future__ import annotations

from typing import Final

from .. import layout
from ..report import FTE, ID, KRONER, MILLIONS, NAME
from ..tables import Format, Heading

WIDTH: Final = 15
_SCENARIO: Final = Heading(layout.SCENARIO.label, Format.TEXT, 34)
_CHANGE: Final = Heading("Fra planen (kr)", Format.CHANGE, WIDTH)

DEFINED_COLUMNS: Final = (_SCENARIO, Heading("Hva det sier", Format.TEXT))
STEP_COLUMNS: Final = (
    _SCENARIO,
    Heading("Steg", Format.TEXT),
    Heading("Endring (kr)", Format.CHANGE),
    KRONER,
    Heading("I ord", Format.TEXT),
)
BAR_COLUMNS: Final = (
    Heading("Søyle", Format.TEXT),
    Heading("Fra (mill. kr)", Format.MILLIONS),
    Heading("Sum (mill. kr)", Format.MILLIONS),
    Heading("Ned (mill. kr)", Format.MILLIONS),
    Heading("Opp (mill. kr)", Format.MILLIONS),
)
FRAME_COLUMNS: Final = (
    _SCENARIO,
    Heading("Ramme (mill. kr)", Format.MILLIONS),
    Heading("Sum (mill. kr)", Format.MILLIONS),
    Heading("Over (kr)", Format.CHANGE),
    Heading("I ord", Format.TEXT),
)
OUT_COLUMNS: Final = (
    Heading(layout.ID.header, Format.TEXT),
    Heading(layout.ACTIVITY.header, Format.LONG_TEXT),
    _SCENARIO,
    NAME,
    Heading("I planen (kr)", Format.KRONER),
    Heading("Årsak", Format.TEXT),
)
UNCERTAIN_COLUMNS: Final = (
    _SCENARIO,
    KRONER,
    Heading("Forventet, P50 (kr)", Format.KRONER, WIDTH),
    Heading("P85 (kr)", Format.KRONER, WIDTH),
    Heading("P85 minus sum (kr)", Format.CHANGE, WIDTH),
)
SUMMED_COLUMNS: Final = (_SCENARIO, FTE, KRONER, MILLIONS, _CHANGE)

SHEET_COLUMNS: Final = (
    ID._replace(width=11), NAME._replace(width=46),
    *[Heading("", Format.KRONER, WIDTH)] * (layout.MOST_SCENARIOS + 1),
)  # fmt: skip
"""The columns of the sheet, as wide as the widest table of areas and scenarios needs them."""

FEED: Final = len(SHEET_COLUMNS) + 1
"""Where what the chart shows begins, to the right of what is printed; from 0."""

COLUMNS: Final = FEED + len(BAR_COLUMNS)
