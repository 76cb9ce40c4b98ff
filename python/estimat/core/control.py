"""The double control: whether the three rates describe the same full-time year."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from . import functions, layout, norwegian
from .amounts import difference, exactly
from .checks.kinds import AGREEMENT
from .tables import Format, Heading, Table, shown

COLUMNS: Final = (
    Heading(layout.DOUBLE_CONTROL.label, Format.TEXT),
    Heading("Verdi", Format.KRONER),
    Heading("Enhet", Format.TEXT),
    Heading("Forklaring", Format.LONG_TEXT),
)

EXPLAINED: Final = "Forskjell"
"""The line whose explanation people write."""


class ControlLine(NamedTuple):
    """A line of the control; `formula` is how the workbook computes its value."""

    label: str
    value: Decimal | str
    format: Format
    unit: str
    explanation: str
    formula: str


def double_control(
    rate: Decimal, per_year: Decimal, full: Decimal, explanation: str
) -> tuple[ControlLine, ...]:
    """The lines of the control; `explanation` says why the rates differ."""
    by_hours = exactly(functions.cost, per_year, rate)
    apart = difference(full, by_hours)
    limit = norwegian.percent(AGREEMENT)
    agree, disagree = f"Stemmer innenfor {limit}", f"Spriker mer enn {limit}"

    in_full, in_year = layout.FULL_COST.name, layout.HOURS_PER_YEAR.name
    in_hours = f"{layout.HOURLY_RATE.name}*{in_year}"
    in_apart = f"{in_full}-{in_hours}"
    return (
        ControlLine("Timepris × timer per årsverk", by_hours, Format.KRONER, "kr",
                    "Det timene i et årsverk koster.", in_hours),
        ControlLine("Fullkost per årsverk", full, Format.KRONER, "kr",
                    "Det et årsverk koster etter fullkostmodellen.", in_full),
        ControlLine(EXPLAINED, apart, Format.KRONER, "kr", explanation, in_apart),
        ControlLine("Forskjell i prosent", apart / full, Format.PERCENT, "av fullkost",
                    "", f"({in_apart})/{in_full}"),
        ControlLine("Fullkost per time", full / per_year, Format.ORE, "kr/time",
                    "Timeprisen som ville gitt nøyaktig fullkost.", f"{in_full}/{in_year}"),
        ControlLine("Vurdering", agree if abs(apart) <= AGREEMENT * full else disagree,
                    Format.LONG_TEXT, "", "Spriker satsene mer, gir Kontroll en advarsel.",
                    f'IF(ABS({in_apart})<={AGREEMENT}*{in_full},"{agree}","{disagree}")'),
    )  # fmt: skip


def control_table(lines: tuple[ControlLine, ...]) -> Table:
    """The control to be read, every value as the text that people see."""
    return Table(
        layout.DOUBLE_CONTROL.label,
        COLUMNS,
        [
            [line.label, shown(line.value, Heading("", line.format)), line.unit, line.explanation]
            for line in lines
        ],
    )
