"""The file that a workbook is made from: service areas, activities and assumptions, as TOML.

A controller writes it by hand, so nothing in it is guessed or passed over: whatever does not fit
becomes one `UsageError` that says where it stands and what to do.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

from ..core import layout
from ..core.layout import Field, Kind, Status
from .tomlsection import Section, read_toml

ESTIMATE_2024: Final = Path(__file__).parent.parent / "data" / "estimat-2024.toml"
"""The five areas of the note for 2024, with example hours."""

RESERVED_SHEETS: Final = ("Veiledning", "Forutsetninger", "Konsolidert", "Kontroll", "History")
"""Sheets that Estimat writes itself, and the one name that Excel keeps for itself."""

TEXT_ASSUMPTIONS: Final = (layout.MINISTRY, layout.PRICE_LEVEL)

_ID: Final = re.compile(r"[^\W\d_]\w{0,19}")
# Excel refuses the first seven; with the last two XlsxWriter cannot give a sheet its own names.
NOT_IN_SHEET_NAMES: Final = "[]:*?/\\'!"
LONGEST_SHEET_NAME: Final = 31
_ESCAPE: Final = re.compile("_x[0-9A-Fa-f]{4}_")
"""How files write a sign that XML cannot hold; XlsxWriter does it in names but not for sheets."""


class Activity(NamedTuple):
    """A row of an area's table, before anything is computed."""

    id: str
    name: str
    kind: Kind
    responsible: str
    hours: Decimal | None
    low: Decimal | None
    high: Decimal | None
    rate: Decimal | None
    amount: Decimal | None
    ambition: str
    comment: str


class Area(NamedTuple):
    """A service area and the sheet it gets; the budget is in million kr."""

    id: str
    sheet: str
    name: str
    responsible: str
    status: Status
    budget: Decimal | None
    ambitions: tuple[str, ...]
    reason: tuple[str, ...]
    activities: tuple[Activity, ...]


class Assumption(NamedTuple):
    """A rate or a part of the frame, and where it comes from."""

    value: Decimal | str
    source: str


class AreaFile(NamedTuple):
    """All that a new workbook is made from; `example` is the notice on its sheets, if any."""

    title: str
    example: str
    double_control: str
    assumptions: dict[Field, Assumption]
    areas: tuple[Area, ...]

    def rate(self, field: Field) -> Decimal:
        """The number of an assumption that is one."""
        value = self.assumptions[field].value
        if isinstance(value, str):
            raise TypeError(field.name)
        return value


def read_area_file(path: Path = ESTIMATE_2024) -> AreaFile:
    """Read the file of areas; `UsageError` says what is wrong in it, where, and what to do."""
    top = read_toml(path)
    assumptions = top.section("forutsetninger")
    area_file = AreaFile(
        top.text("tittel"),
        top.text("eksempel", required=False),
        top.text("dobbel_kontroll", required=False),
        {
            field: _assumption(assumptions.section(field.name), field)
            for field in layout.ASSUMPTIONS
        },
        tuple(_area(section) for section in top.sections("omrade", "område")),
    )
    assumptions.close()
    top.close()
    if not area_file.areas:
        raise top.wrong("omrade", "mangler; skriv minst ett tjenesteområde under [[omrade]]")
    top.refuse_doubles("id", [area.id for area in area_file.areas])
    top.refuse_doubles("ark", [area.sheet for area in area_file.areas])
    return area_file


def _assumption(section: Section, field: Field) -> Assumption:
    value: Decimal | str
    if field in TEXT_ASSUMPTIONS:
        value = section.text("verdi")
    else:
        value = section.required_number("verdi", above_zero=field in layout.ABOVE_ZERO)
    assumption = Assumption(value, section.text("kilde"))
    section.close()
    return assumption


def _area(section: Section) -> Area:
    area = Area(
        section.text("id"),
        section.text("ark"),
        section.text("navn"),
        section.text("ansvarlig", required=False),
        section.choice("status", Status),
        section.number("budsjett"),
        section.texts("ambisjoner"),
        section.texts("begrunnelse"),
        tuple(_activity(each) for each in section.sections("aktivitet", "aktivitet")),
    )
    section.close()
    if not _ID.fullmatch(area.id):
        raise section.wrong(
            "id", f"er «{area.id}»; bruk 1 til 20 bokstaver, tall og understreker, bokstav først"
        )
    if len(area.sheet.encode("utf-16-le")) > 2 * LONGEST_SHEET_NAME:
        raise section.wrong("ark", f"er lengre enn {LONGEST_SHEET_NAME} tegn; velg et kortere navn")
    if not set(area.sheet).isdisjoint(NOT_IN_SHEET_NAMES + "\n"):
        signs = " ".join(NOT_IN_SHEET_NAMES)
        raise section.wrong("ark", f"kan ikke ha linjeskift eller noen av tegnene {signs}")
    if _ESCAPE.search(area.sheet):
        raise section.wrong("ark", f"er «{area.sheet}», som Excel leser som et annet tegn")
    if area.sheet.casefold() in [name.casefold() for name in RESERVED_SHEETS]:
        raise section.wrong("ark", f"kan ikke være «{area.sheet}»; det navnet er opptatt")
    section.refuse_doubles("id", [activity.id for activity in area.activities])
    return area


def _activity(section: Section) -> Activity:
    activity = Activity(
        section.text("id"),
        section.text("navn"),
        section.choice("type", Kind),
        section.text("ansvarlig", required=False),
        section.number("timer"),
        section.number("lav"),
        section.number("hoy"),
        section.number("timepris", above_zero=True),
        section.number("belop"),
        section.one_of("ambisjon", ("", *layout.AMBITION_LEVELS)),
        section.text("kommentar", required=False),
    )
    section.close()
    return activity
