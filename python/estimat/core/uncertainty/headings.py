"""The headings of the tables of the uncertainty."""

from __future__ import annotations

from typing import Final

from .. import layout, report
from ..tables import Format, Heading

ID: Final = report.ID._replace(width=11)
NAME: Final = report.NAME._replace(width=46)
KRONER: Final = Heading("Kroner", Format.KRONER, 15)
MILLIONS: Final = Heading("Mill. kr", Format.MILLIONS, 15)
PLAN: Final = Heading("Plan (kr)", Format.KRONER, 15)
EXPECTED: Final = Heading("Forventet, P50 (kr)", Format.KRONER, 15)
DEVIATION: Final = Heading("Standardavvik (kr)", Format.KRONER, 15)
AT_P10: Final = Heading("P10 (kr)", Format.KRONER, 15)
AT_P85: Final = Heading("P85 (kr)", Format.KRONER, 15)
AT_P90: Final = Heading("P90 (kr)", Format.KRONER, 15)
CHOSEN: Final = Heading("Valgt nivå (kr)", Format.KRONER, 15)
CERTAIN: Final = Heading("Uten eget spenn (kr)", Format.KRONER, 15)
LOW: Final = Heading("Lav, P10 (kr)", Format.KRONER, 15)
HIGH: Final = Heading("Høy, P90 (kr)", Format.KRONER, 15)
SHARE: Final = Heading("Andel av usikkerheten", Format.PERCENT, 15)
AREA_COLUMNS: Final = (
    ID, NAME, PLAN, EXPECTED, DEVIATION, AT_P10,
    AT_P85, AT_P90, CHOSEN, CERTAIN,
)  # fmt: skip
FIGURE_COLUMNS: Final = (
    Heading("Tall", Format.TEXT), KRONER, MILLIONS, Heading("Hva det er", Format.TEXT),
)  # fmt: skip
DRIVER_COLUMNS: Final = (
    ID,
    Heading("Rad eller felles faktor", Format.LONG_TEXT),
    SHARE,
    PLAN,
    LOW,
    HIGH,
)
BAR_COLUMNS: Final = (
    Heading("Rad eller felles faktor", Format.TEXT),
    Heading("Ned (mill. kr)", Format.MILLIONS),
    Heading("Opp (mill. kr)", Format.MILLIONS),
)
CERTAIN_COLUMNS: Final = (
    ID,
    Heading("De største radene", Format.LONG_TEXT),
    KRONER,
    Heading("Andel av planen", Format.PERCENT),
)
FACTOR_COLUMNS: Final = (
    Heading("Nr.", Format.TEXT),
    Heading(layout.FACTOR.label, Format.LONG_TEXT),
    Heading(layout.WORKS_ON.label, Format.TEXT),
    Heading("Virker på (kr)", Format.KRONER),
    Heading("Ventet virkning (kr)", Format.CHANGE),
    DEVIATION,
)
CURVE_COLUMNS: Final = (
    Heading("Sannsynlighet", Format.PERCENT),
    Heading("Merke i figuren", Format.TEXT),
    KRONER,
    Heading("Fra planen (mill. kr)", Format.MILLIONS),
)

FEED: Final = 11
"""The first column, from 0, of what the charts show, which stands still when areas come and go."""

COLUMNS: Final = FEED + len(CURVE_COLUMNS)
"""How many columns the sheet has."""
