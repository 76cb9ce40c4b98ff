"""A list to fill in: the columns that are known, drop-downs, and a few rows that show how."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ...core import layout
from ...core.errors import UnreadableError, UnwritableError, UsageError
from ...core.importing.vocabulary import EXAMPLE
from ...core.layout import Column, Field, Kind, Status
from ..reading import read_book
from ..writing.saving import refuse_place, save
from ..writing.styles import Look, Styles, close, new_workbook, put, set_up_page

ACTIVITIES: Final = "Aktiviteter"
AREAS: Final = "Områder"

_HEADER: Final = 3
"""The row of the headings, from 0."""

_ROWS: Final = 200

_ABOUT: Final = {
    ACTIVITIES: "Én rad per aktivitet. Radene som er merket som eksempel, skrives over eller "
    "slettes. Skriv budsjettåret i tittelen.",
    AREAS: "Ett område per rad. Id-en er kort, med bokstav først. Budsjettet er i millioner "
    "kroner.",
}

_BUDGET: Final = f"{layout.AREA_BUDGET.label} ({layout.AREA_BUDGET.unit})"
_WIDTHS: Final[Mapping[str, float]] = {
    layout.AREA_NAME.label: 27, layout.ACTIVITY.header: 38, layout.KIND.header: 17,
    layout.RESPONSIBLE.header: 18, layout.COMMENT.header: 34, layout.AREA_AMBITIONS.label: 46,
    layout.AREA_STATUS.label: 27, layout.AREA_REASON.label: 34, _BUDGET: 20,
    layout.AMBITION.header: 15,
}  # fmt: skip
_OTHER_WIDTH: Final = 13

_OF_ROWS: Final = tuple(
    each
    for each in layout.INPUTS
    if each.key and each is not layout.ID and each not in layout.WHERE_USED
)
_HEADINGS: Final = (layout.AREA_NAME.label, *(each.header for each in _OF_ROWS))
_OF_AREAS: Final[tuple[Field, ...]] = (
    layout.AREA_ID, layout.AREA_NAME, layout.AREA_RESPONSIBLE, layout.AREA_STATUS,
    layout.AREA_BUDGET, layout.AREA_AMBITIONS, layout.AREA_REASON,
)  # fmt: skip

_CHOICES: Final[dict[str, list[str]]] = {
    layout.KIND.header: [each.value for each in Kind],
    layout.AMBITION.header: [*layout.AMBITION_LEVELS],
    layout.INVOLVEMENT.header: [layout.YES, layout.NO],
    layout.AREA_STATUS.label: [each.value for each in Status],
}

_ARCHIVE, _INSIGHT = "Arkiv og dokumentasjon", "Innsyn og veiledning"
_EXAMPLES: Final[tuple[tuple[str, dict[Column, Any]], ...]] = (
    (_ARCHIVE, {
        layout.ACTIVITY: "Flytte gamle arkiv", layout.KIND: Kind.OWN.value,
        layout.RESPONSIBLE: "Seksjon arkiv", layout.HOURS: 1200, layout.LOW: 1000,
        layout.HIGH: 1600, layout.AMBITION: layout.AMBITION_LEVELS[0],
        layout.INVOLVEMENT: layout.NO,
    }),
    (_ARCHIVE, {
        layout.ACTIVITY: "Lagring hos leverandør", layout.KIND: Kind.PURCHASE.value,
        layout.RESPONSIBLE: "Seksjon arkiv", layout.AMOUNT: 300_000,
        layout.AMOUNT_LOW: 250_000, layout.AMOUNT_HIGH: 420_000,
    }),
    (_INSIGHT, {
        layout.ACTIVITY: "Kompensasjon til kommunene", layout.KIND: Kind.PASS_THROUGH.value,
        layout.RESPONSIBLE: "Seksjon innsyn", layout.AMOUNT: 1_500_000,
    }),
)  # fmt: skip
_EXAMPLE_AREAS: Final[tuple[dict[Field, Any], ...]] = (
    {
        layout.AREA_ID: "ARK", layout.AREA_NAME: _ARCHIVE,
        layout.AREA_RESPONSIBLE: "Seksjon arkiv", layout.AREA_STATUS: Status.DRAFT.value,
        layout.AREA_BUDGET: Decimal("2.0"), layout.AREA_AMBITIONS: "Alle gamle arkiv er flyttet",
    },
    {
        layout.AREA_ID: "INN", layout.AREA_NAME: _INSIGHT,
        layout.AREA_RESPONSIBLE: "Seksjon innsyn", layout.AREA_STATUS: Status.DRAFT.value,
        layout.AREA_BUDGET: Decimal("1.5"), layout.AREA_AMBITIONS: "Svar innen tre dager",
    },
)  # fmt: skip


def save_example(target: Path) -> None:
    """Write a list to fill in; never replaces a file."""
    refuse_place(target, "Lista")
    if os.path.exists(target):
        raise UsageError(f"{target} finnes fra før. Velg et annet navn, eller flytt fila først.")

    def write(temporary: Path) -> None:
        book = new_workbook(temporary)
        styles = Styles(book)
        rows = [[area, *(said.get(each) for each in _OF_ROWS)] for area, said in _EXAMPLES]
        for row in rows:
            row[-1] = EXAMPLE
        _write(book, styles, ACTIVITIES, _HEADINGS, rows)
        heads = [_BUDGET if each is layout.AREA_BUDGET else each.label for each in _OF_AREAS]
        _write(book, styles, AREAS, heads, [[a.get(e) for e in _OF_AREAS] for a in _EXAMPLE_AREAS])
        close(book)

    def verify(temporary: Path) -> None:
        try:
            read_book(temporary, target.name)
        except UnreadableError as problem:
            raise UnwritableError(f"{target} ble ikke hel ({problem}).") from None

    save(target, write, verify, new=True)


def _write(
    book: Workbook,
    styles: Styles,
    name: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Any]],
) -> None:
    """Add a sheet with headings, the rows that show how, and room for those to come."""
    sheet = book.add_worksheet(name)
    set_up_page(sheet)
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, name, styles("title"))
    sheet.write_string(1, 0, _ABOUT[name], styles("note"))
    sheet.set_row(_HEADER, 30)
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, _WIDTHS.get(heading, _OTHER_WIDTH))
        looks = _looks(heading)
        side: Look = "right" if "right" in looks else "inset"
        sheet.write_string(_HEADER, column, heading, styles("header", side))
        for number in range(_ROWS):
            row = rows[number] if number < len(rows) else ()
            value = row[column] if row else None
            put(sheet, _HEADER + 1 + number, column, value, styles("input", *looks))
        _limit(sheet, column, heading)
    sheet.freeze_panes(_HEADER + 1, 2)
    sheet.repeat_rows(_HEADER)
    sheet.print_area(0, 0, _HEADER + len(rows) + 30, len(headings) - 1)


def _looks(heading: str) -> tuple[Look, ...]:
    column = next((each for each in _OF_ROWS if each.header == heading), None)
    if heading == _BUDGET:
        return ("right", "millions")
    return ("right", "kroner") if column and column.unit else ("inset", "wrap")


def _limit(sheet: Worksheet, column: int, heading: str) -> None:
    """A drop-down where words are chosen; an area may be one that is not on its sheet yet."""
    first, last = _HEADER + 1, _HEADER + _ROWS
    if heading in _CHOICES:
        sheet.data_validation(
            first, column, last, column,
            {"validate": "list", "source": _CHOICES[heading], "error_title": heading,
             "error_message": "Velg ett av ordene i listen."},
        )  # fmt: skip
    elif heading == layout.AREA_NAME.label and sheet.get_name() == ACTIVITIES:
        sheet.data_validation(
            first, column, last, column,
            {"validate": "list", "source": f"={AREAS}!$B${first + 1}:$B${last + 1}",
             "show_error": False},
        )  # fmt: skip
