"""The sheet Scenarioer: what may be decided, laid over the plan, and what is an exception in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from ...core import layout
from ...core.layout import Field
from ...core.limits import wanted
from ...core.scenarios.definitions import MOST_INVOLVED, Scenario, What
from ..writing.styles import Look, Styles, between, put, set_up_page
from ..writing.textsheet import fit
from .areafile import AreaFile
from .form import Form

EXCEPTIONS: Final = "Unntak"
"""Heads the table of exceptions, and names it."""

LEGENDS: Final = (
    "Det departementet kan beslutte, lagt over planen: arkene til områdene endres ikke. En tom "
    "celle betyr som i planen.",
    "Det som er annerledes for én rad eller ett område, i ett scenario. Det går foran ambisjon, "
    "ansvar og involvering.",
)
"""What stands over the scenarios, and over the exceptions."""

_HEADER: Final = 3
_WIDTHS: Final = (30, 14, 32, 14, 14, 12, 72)
_REASON_END: Final = len(_WIDTHS) - 1
"""How far the reason of an exception runs to the right, over empty cells."""
_LEAST_EXCEPTIONS: Final = 24
_MORE_EXCEPTIONS: Final = 8
"""Rows that the table of exceptions has at least, and beside those that are there."""

_Face: TypeAlias = tuple[Look, ...]
_SCENARIOS: Final[dict[Field, _Face]] = {
    layout.SCENARIO: ("wrap",),
    layout.SCENARIO_AMBITION: ("inset",),
    layout.SCENARIO_GOVERNED: ("wrap",),
    layout.SCENARIO_INVOLVEMENT: ("right", "percent"),
    layout.SCENARIO_RATE: ("right", "hours"),
    layout.FRAME: ("right", "millions"),
    layout.SCENARIO_ABOUT: ("inset", "wrap"),
}
"""The columns in their order, and how their cells look; those with much text stand last."""
_EXCEPTIONS: Final[dict[Field, _Face]] = {
    layout.SCENARIO: ("wrap",),
    layout.WORKS_ON: ("inset",),
    layout.EXCEPTION_WHAT: ("inset",),
    layout.EXCEPTION_VALUE: ("right", "hours"),
    layout.FACTOR_REASON: ("inset", "first"),
}

_Cell: TypeAlias = Decimal | str | None


def write_scenarios(areas: AreaFile, book: Workbook, styles: Styles) -> None:
    """Add the sheet, with room for as many scenarios as there can be, and for more exceptions."""
    sheet = book.add_worksheet(layout.SCENARIOS)
    into = Form(book, sheet, styles)
    into.begin(layout.SCENARIOS, LEGENDS[0], _WIDTHS)
    for column, field in enumerate(_SCENARIOS):
        into.text(_HEADER - 1, column, field.unit, "unit", "right")
    scenarios = [_of_scenario(each) for each in areas.scenarios]
    scenarios += [{}] * (layout.MOST_SCENARIOS - len(scenarios))
    below = _write_table(_HEADER, layout.SCENARIOS, _SCENARIOS, scenarios, into)
    _limit(_HEADER + 1, below - 1, _SCENARIOS, _limits_of_scenarios(), into)
    into.text(below + 1, 0, EXCEPTIONS, "heading")
    into.text(below + 2, 0, LEGENDS[1], "note")
    exceptions = [row for each in areas.scenarios for row in _of_exceptions(each)]
    exceptions += [{}] * max(_LEAST_EXCEPTIONS - len(exceptions), _MORE_EXCEPTIONS)
    header = below + 3
    last = _write_table(header, EXCEPTIONS, _EXCEPTIONS, exceptions, into) - 1
    _widen_reasons(header, last, into)
    names = xl_range_abs(_HEADER + 1, 0, below - 1, 0)
    _limit(header + 1, last, _EXCEPTIONS, _limits_of_exceptions(names), into)
    _show_decimals(header + 1, last, into)
    set_up_page(sheet)


def _of_scenario(each: Scenario) -> dict[Field, _Cell]:
    return {
        layout.SCENARIO: each.name,
        layout.SCENARIO_ABOUT: each.about,
        layout.SCENARIO_AMBITION: each.ambition,
        layout.SCENARIO_GOVERNED: "; ".join(each.governed),
        layout.SCENARIO_INVOLVEMENT: each.involvement,
        layout.SCENARIO_RATE: each.rate,
        layout.FRAME: each.frame,
    }


def _of_exceptions(scenario: Scenario) -> Iterable[dict[Field, _Cell]]:
    for each in scenario.overrides:
        yield {
            layout.SCENARIO: scenario.name,
            layout.WORKS_ON: each.works_on,
            layout.EXCEPTION_WHAT: each.what.value if each.what else "",
            layout.EXCEPTION_VALUE: each.value,
            layout.FACTOR_REASON: each.reason,
        }


def _write_table(
    top: int, name: str, faces: dict[Field, _Face], rows: Sequence[dict[Field, _Cell]], into: Form
) -> int:
    """Write header and rows; gives the row below."""
    columns = [
        {"header": field.label, "header_format": into.styles("header", looks[0])}
        for field, looks in faces.items()
    ]
    about = {"name": name, "columns": columns, "autofilter": False, "style": None}
    into.sheet.add_table(top, 0, top + len(rows), len(columns) - 1, about)
    for row, cells in enumerate(rows, start=top + 1):
        texts = []
        for column, (field, looks) in enumerate(faces.items()):
            value = cells.get(field)
            # A frame that is open to the right is asked for after the frame itself.
            put(into.sheet, row, column, value, into.styles("input", *looks))
            if isinstance(value, str) and "wrap" in looks:
                texts.append((value, _WIDTHS[column]))
        fit(into.sheet, row, texts or [("", 1)])
    return top + len(rows) + 1


def _widen_reasons(header: int, last: int, into: Form) -> None:
    """Let a reason run on to the edge of the table above, in one frame."""
    start = len(_EXCEPTIONS)
    for column in range(start, _REASON_END + 1):
        into.sheet.write_blank(header, column, None, into.styles("header"))
        side: Look = "last" if column == _REASON_END else "middle"
        for row in range(header + 1, last + 1):
            into.sheet.write_blank(row, column, None, into.styles("input", side))


def _limits_of_scenarios() -> dict[Field, dict[str, Any]]:
    """What the cells of a scenario take."""
    most = f"{MOST_INVOLVED * 100:f} %"
    return {
        layout.SCENARIO: {
            "validate": "any",
            "input_message": "Navnet scenarioet får i alt som lages av det. Ikke «plan».",
        },
        layout.SCENARIO_AMBITION: {
            "validate": "list",
            "source": [*layout.AMBITION_LEVELS],
            "input_message": "Det høyeste nivået som gjøres. Rader med et høyere ambisjonsnivå "
            "faller ut. Tom: alle nivåer.",
            "error_message": "Velg ett av nivåene i listen.",
        },
        layout.SCENARIO_GOVERNED: {
            "validate": "list",
            "source": f"={layout.GOVERNORS.name}",
            "show_error": False,
            "input_message": "Den eller de som er vår i dette scenarioet, med semikolon mellom. "
            "Rader som styres av andre, faller ut. Tom: alle.",
        },
        layout.SCENARIO_INVOLVEMENT: {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": f"{MOST_INVOLVED:f}",
            "input_message": f"Prosent av timene på rader med {layout.YES} i "
            f"{layout.INVOLVEMENT.header}, for eksempel 120 %. Tom: 100 %.",
            "error_message": f"Skriv en prosent fra 0 til {most}, for eksempel 120 %.",
        },
        layout.SCENARIO_RATE: {
            "validate": "decimal",
            **between(layout.SCENARIO_RATE),
            "input_message": "Kroner per time. Rader med egen timepris beholder den. Tom: "
            "timeprisen i Forutsetninger.",
            "error_message": f"{_sentence(wanted(layout.SCENARIO_RATE))}.",
        },
        layout.FRAME: {
            "validate": "decimal",
            **between(layout.FRAME),
            "input_message": "Det scenarioet kan koste, i millioner kroner, for eksempel 60. Tom: "
            "ingen ramme.",
            "error_message": f"Rammen er i millioner kroner: {wanted(layout.FRAME)}.",
        },
    }


def _limits_of_exceptions(names: str) -> dict[Field, dict[str, Any]]:
    """What the cells of an exception take, where scenarios have these cells as their names."""
    return {
        layout.SCENARIO: {
            "validate": "list",
            "source": f"={names}",
            "show_error": False,
            "input_message": "Navnet på et scenario i tabellen over.",
        },
        layout.WORKS_ON: {
            "validate": "any",
            "input_message": "Id-en til en rad, som PLL-1, eller til et område, som PLL.",
        },
        layout.EXCEPTION_WHAT: {
            "validate": "list",
            "source": [each.value for each in What],
            "input_message": f"{What.HOURS.value} og {What.AMOUNT.value} gjelder én rad, og tar "
            f"den ikke inn. {What.IN.value}: om den er med, hva ambisjon og ansvar enn sier. "
            f"{What.AMBITION.value}: det høyeste nivået som gjøres der.",
            "error_message": "Velg ett av ordene i listen.",
        },
        layout.EXCEPTION_VALUE: {
            "validate": "any",
            "input_message": f"{What.HOURS.value}: et antall. {What.AMOUNT.value}: hele kroner. "
            f"{What.IN.value}: {layout.YES} eller {layout.NO}. {What.AMBITION.value}: "
            f"{', '.join(layout.AMBITION_LEVELS[:-1])} eller {layout.AMBITION_LEVELS[-1]}.",
        },
        layout.FACTOR_REASON: {
            "validate": "any",
            "input_message": "Hvorfor det er annerledes i dette scenarioet.",
        },
    }


def _limit(
    first: int, last: int, faces: dict[Field, _Face], limits: dict[Field, dict[str, Any]],
    into: Form,
) -> None:  # fmt: skip
    for field, limit in limits.items():
        column = [*faces].index(field)
        unit = f" ({field.unit})" if field.unit else ""
        titles = {
            "input_title": f"{field.label}{unit}",
            "error_title": f"Ugyldig i {field.label}",
        }
        into.sheet.data_validation(first, column, last, column, titles | limit)


def _show_decimals(first: int, last: int, into: Form) -> None:
    """Hours are shown without decimals as long as they have none."""
    column = [*_EXCEPTIONS].index(layout.EXCEPTION_VALUE)
    here = f"${xl_rowcol_to_cell(first, column)}"
    criteria = f"=AND(ISNUMBER({here}),{here}<>ROUND({here},0))"
    rule = {"type": "formula", "criteria": criteria, "format": into.styles("some_hours")}
    into.sheet.conditional_format(first, column, last, column, rule)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
