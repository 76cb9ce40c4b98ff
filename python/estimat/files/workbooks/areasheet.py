"""One area's sheet: the head on top, the table right below it, and nothing under the table.

What marks the sheet as an area, its own names and the table's headers, comes from `core.layout`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from ...core import functions, layout, norwegian
from ...core.amounts import difference, half_away, in_kroner
from ...core.collection.dispatch import Dispatch
from ...core.estimate import Head, Inputs
from ...core.layout import COLUMNS, Status
from ...core.limits import wanted
from ..writing.styles import Look, Styles, between, put, set_up_page
from ..writing.textsheet import fit
from .areafile import AreaFile, AreaPlan
from .areatable import FACES, column_total, rows_of, write_table
from .form import Form

LEGEND: Final = (
    "Celler med ramme fylles ut. Grå celler uten ramme regnes ut; skriv ikke over dem. "
    "Fet rød skrift med utropstegn betyr at noe må rettes."
)
_WHOEVER_SENT_IT: Final = "dem du fikk den fra"
INSTRUCTION: Final = (
    f'"Fyll ut arket for "&{layout.AREA_NAME.name}&", og send fila til "'
    f'&IF({layout.SENT_TO.name}="","{_WHOEVER_SENT_IT}",{layout.SENT_TO.name})'
    f'&IF({layout.DEADLINE.name}="",""," innen "&{layout.DEADLINE.name})&"."'
)
"""What a part says of itself above its head, as a formula: it follows what it speaks of."""

NO_BUDGET: Final = "Ikke noe budsjett"
WITHIN: Final = "Innenfor toleransen"
OVER: Final = "Over budsjett"
UNDER: Final = "Under budsjett"

_HEAD: Final = 3
"""The first row of the head, from 0; above it stand title, example and legend."""
_LABEL, _VALUE, _LABEL_BESIDE, _BESIDE = range(4)
"""The columns of the head: label and value, and to their right the ambitions."""
_BESIDE_END: Final = COLUMNS.index(layout.AMBITION)
"""How far the ambitions run to the right, over empty cells."""
_MOST_FROZEN: Final = 20
_LONGEST_KEPT: Final = 100
"""Signs of an id that a limit has room for."""
_BUDGET: Final = f"{layout.AREA_BUDGET.label} ({layout.AREA_BUDGET.unit})"


def write_area(area: AreaPlan, area_file: AreaFile, book: Workbook, styles: Styles) -> None:
    """Add the sheet of one area."""
    sheet = book.add_worksheet(area.sheet)
    into = Form(book, sheet, styles)
    table, rows = f"Tabell_{area.head.id}", rows_of(area.rows, area_file)
    title = f'="Tjenesteområde: "&{layout.AREA_NAME.name}'
    sheet.set_row(0, 24)
    sheet.write_formula(0, 0, title, styles("title"), f"Tjenesteområde: {area.head.name}")
    sent = area_file.dispatch if area_file.whole else None
    note = area_file.example or (LEGEND if sent else "")
    put(sheet, 1, 0, note, styles("note"))
    sheet.set_row(2, 20)
    if sent:
        text = instruction(area.head.name, sent)
        sheet.write_formula(2, 0, f"={INSTRUCTION}", styles("label"), text)
    else:
        sheet.write_string(2, 0, LEGEND, styles("note"))
    budget = _write_inputs(area.head, into, is_part=bool(area_file.whole))
    kroner, tolerance = column_total(rows, layout.SUM), area_file.rate(layout.TOLERANCE)
    deviation, verdict = against_budget(kroner, area.head.budget, tolerance)
    results = (functions.millions(float(kroner)), deviation, verdict)
    _write_results(budget + 1, results, table, into)
    below = max(budget + 4, _write_ambitions(area, into))
    first = write_table(below + 1, table, rows, sheet, styles)
    if area_file.whole:
        _keep_ids(first, area.rows, sheet)
    # A frozen head that is taller than a small screen leaves nothing to scroll.
    short = first <= _MOST_FROZEN and not area.head.reason
    sheet.freeze_panes(first if short else 0, _VALUE + 1)
    # No print area: all there is gets printed, and an area would leave out rows added later.
    set_up_page(sheet, beside=0.25)
    sheet.repeat_rows(first - 2, first - 1)


def instruction(name: str, dispatch: Dispatch) -> str:
    """What the formula gives."""
    to = dispatch.to or _WHOEVER_SENT_IT
    by = f" innen {norwegian.day(dispatch.deadline)}" if dispatch.deadline else ""
    return f"Fyll ut arket for {name}, og send fila til {to}{by}."


def _keep_ids(first: int, rows: Sequence[Inputs], sheet: Worksheet) -> None:
    """In a part a row that was sent keeps its id; a new row below takes any.

    Each limit names its own cell alone: where the table grows, and takes a limit along with it,
    that still holds.
    """
    position = COLUMNS.index(layout.ID)
    for row, inputs in enumerate(rows, start=first):
        if inputs.id and len(inputs.id) <= _LONGEST_KEPT:
            cell = xl_rowcol_to_cell(row, position, row_abs=True, col_abs=True)
            quoted = inputs.id.replace('"', '""')
            sheet.data_validation(row, position, row, position, _kept(f'EXACT({cell},"{quoted}")'))


def _write_inputs(head: Head, into: Form, *, is_part: bool) -> int:
    """What people fill in; gives the row of the budget, which is the last of it.

    In a part, id and budget are not theirs to change. A protected sheet would not let the table
    grow, so it is the limit of the cells that refuses.
    """
    sheet, face = into.sheet, into.styles("left", "wrap", "input")
    who: Look = "computed" if is_part else "input"
    reason = head.reason.split("\n")
    fields = {
        layout.AREA_ID: [head.id],
        layout.AREA_NAME: [head.name],
        layout.AREA_RESPONSIBLE: [head.responsible],
        layout.AREA_STATUS: [head.status],
        layout.AREA_REASON: [*reason, *[""] * (2 - len(reason))],
    }
    row = _HEAD
    for field, texts in fields.items():
        into.text(row, _LABEL, field.label, "label")
        into.name(field, row, _VALUE, len(texts))
        for text in texts:
            kept = is_part and field is layout.AREA_ID
            put(sheet, row, _VALUE, text, into.styles("left", "wrap", who) if kept else face)
            fit(sheet, row, [(text, FACES[layout.ACTIVITY].width)])
            row += 1
    into.text(row, _LABEL, _BUDGET, "label")
    into.name(layout.AREA_BUDGET, row, _VALUE)
    put(sheet, row, _VALUE, head.budget, into.styles("left", "millions", who))
    _limit_head(row, head, sheet, is_part=is_part)
    return row


def _limit_head(budget: int, head: Head, sheet: Worksheet, *, is_part: bool) -> None:
    """What the cells take: in a part no other id and budget than those that were sent."""
    cell = xl_rowcol_to_cell(budget, _VALUE)
    limits: dict[int, dict[str, Any]] = {
        _HEAD: {
            "validate": "any",
            "input_title": layout.AREA_ID.label,
            "input_message": "Kjenner området igjen fra utkast til utkast. Endres ikke.",
        },
        _HEAD + 3: {
            "validate": "list",
            "source": [status.value for status in Status],
            "input_title": layout.AREA_STATUS.label,
            "input_message": "Velg fra listen. Uten aktiviteter skal området ha en begrunnelse.",
            "error_title": "Ugyldig status",
            "error_message": "Velg en av statusene i listen.",
        },
        budget: {
            "validate": "decimal",
            **between(layout.AREA_BUDGET),
            "input_title": _BUDGET,
            "input_message": "Områdets ramme i millioner kroner, for eksempel 35,3.",
            "error_title": "Ugyldig budsjett",
            "error_message": f"Budsjettet er i millioner kroner: {wanted(layout.AREA_BUDGET)}.",
        },
    }
    if is_part:
        limits[_HEAD] = _kept(f'EXACT({xl_rowcol_to_cell(_HEAD, _VALUE)},"{head.id}")')
        limits[budget] = _kept("FALSE" if head.budget is None else f"{cell}={head.budget:f}")
    for row, limit in limits.items():
        sheet.data_validation(row, _VALUE, row, _VALUE, limit)


def _kept(holds: str) -> dict[str, Any]:
    """A limit that takes nothing but what stands there."""
    return {
        "validate": "custom",
        "value": f"={holds}",
        "ignore_blank": False,
        "input_title": "Endres ikke her",
        "input_message": "Satt av dem som sendte arket ut.",
        "error_title": "Endres ikke her",
        "error_message": "Den er satt av dem som sendte arket ut. Er den gal, så si fra til dem.",
    }


def against_budget(
    kroner: Decimal, budget: Decimal | None, tolerance: Decimal
) -> tuple[float | str, str]:
    """What the formulas give: how far the sum is from the budget, and what is said of it."""
    if budget is None:
        return "–", NO_BUDGET
    over = half_away(difference(kroner, in_kroner(budget)), 2)
    off = OVER if over > 0 else UNDER
    return float(over), WITHIN if abs(over) <= in_kroner(tolerance) else off


def in_millions(table: str) -> str:
    """How an area's sheet computes its million kroner."""
    return f"ESTIMAT_MILL(SUM({table}[{layout.SUM.header}]))"


def off_budget(table: str) -> str:
    """How it computes the deviation, to the øre: what binary fractions lack tips no scale."""
    frame = layout.AREA_BUDGET.name
    return f'IF(ISBLANK({frame}),"–",ROUND(SUM({table}[{layout.SUM.header}])-{frame}*10^6,2))'


def said_of(deviation: str) -> str:
    """How it says what the deviation in a cell means."""
    return (
        f'IF(ISBLANK({layout.AREA_BUDGET.name}),"{NO_BUDGET}",'
        f'IF(ABS({deviation})<={layout.TOLERANCE.name}*10^6,"{WITHIN}",'
        f'IF({deviation}>0,"{OVER}","{UNDER}")))'
    )


def _write_results(
    top: int, results: tuple[float, float | str, str], table: str, into: Form
) -> None:
    """The sum against the budget, in numbers and in words."""
    deviation, verdict = (xl_rowcol_to_cell(top + n, _VALUE, True, True) for n in (1, 2))
    lines: tuple[tuple[str, str, Look], ...] = (
        ("Estimat (mill. kr)", in_millions(table), "millions"),
        ("Avvik (kr)", off_budget(table), "deviation"),
        ("Vurdering", said_of(deviation), "wrap"),
    )
    for row, ((label, formula, look), value) in enumerate(zip(lines, results, strict=True), top):
        into.text(row, _LABEL, label, "label")
        computed = into.styles("left", look, "computed")
        into.sheet.write_formula(row, _VALUE, f"={formula}", computed, value)
    face = into.styles("trouble", "trouble_kroner")
    off = f'=OR({verdict}="{OVER}",{verdict}="{UNDER}")'
    rule = {"type": "formula", "criteria": off, "format": face}
    into.sheet.conditional_format(top + 1, _VALUE, top + 2, _VALUE, rule)


def _write_ambitions(area: AreaPlan, into: Form) -> int:
    """One cell each, with room for more, in one frame; gives the row below."""
    sheet, styles = into.sheet, into.styles
    into.text(_HEAD, _LABEL_BESIDE, layout.AREA_AMBITIONS.label, "label", "inset")
    texts = [*area.head.ambitions, ""]
    texts += [""] * (4 - len(texts))
    into.name(layout.AREA_AMBITIONS, _HEAD, _BESIDE, len(texts))
    for row, text in enumerate(texts, start=_HEAD):
        put(sheet, row, _BESIDE, text, styles("input", "first"))
        for column in range(_BESIDE + 1, _BESIDE_END):
            sheet.write_blank(row, column, None, styles("input", "middle"))
        sheet.write_blank(row, _BESIDE_END, None, styles("input", "last"))
    return _HEAD + len(texts)
