"""What the sheet Usikkerhet shows, wherever it was computed, as `estimat usikkerhet` says it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from estimat.core import layout
from estimat.core.amounts import half_away
from estimat.core.tables import Heading
from estimat.core.uncertainty import headings
from estimat.core.values import CellError, Value
from estimat.files.meaning import Place
from estimat.files.reading import read_book
from tests.running import GOOD, run
from tests.workbooks import Edited

COMPUTED: Final = (layout.UNCERTAINTY, layout.WORKING)
"""The sheets that compute themselves."""

Cells = Mapping[Place, Value]

_FIGURES: Final = {
    "Plan": "plan", "Forventet (P50)": "forventet", "Standardavvik": "standardavvik",
    "P10": "p10", "P85": "p85", "P90": "p90", "Ved valgt sikkerhetsnivå": "ved_sikkerhetsniva",
    "– av dette ventet": "ventet_tillegg", "– av dette for usikkerhet": "for_usikkerhet",
    "Behov for avsetning": "behov_for_avsetning", "Risikoavsetning": "risikoavsetning_kroner",
    "Mangler i avsetningen": "mangler", "Sum av områdenes P85": "sum_av_omradenes_p85",
    "Porteføljeeffekt": "portefoljeeffekt",
}  # fmt: skip


def said(*arguments: str | Path, folder: Path) -> dict[str, Any]:
    """What the command line says, without what it found."""
    ran = run("usikkerhet", *arguments, "--json", folder=folder)
    assert ran.status == GOOD, ran.err
    record: dict[str, Any] = json.loads(ran.out)
    return record


def shown(cells: Cells) -> dict[str, Any]:
    """The sheet as a record, of the keys that both have, and with nothing that is blank."""
    figures = {str(row[0]): row[1] for row in _rows(cells, headings.FIGURE_COLUMNS)}
    assert figures.keys() == {*_FIGURES, "Uten eget spenn"}
    *areas, total = (row[:9] for row in _rows(cells, headings.AREA_COLUMNS))
    certain = _rows(cells, headings.CERTAIN_COLUMNS)
    drivers = _rows(cells, headings.DRIVER_COLUMNS)
    factors = _rows(cells, headings.FACTOR_COLUMNS)
    of_all = [figures[label] for label in _TOTALS]
    assert total[2:] == of_all
    return {
        **{key: figures[label] for label, key in _FIGURES.items()},
        "uten_spenn": {
            "kroner": figures["Uten eget spenn"],
            "storste": [_named(row, ("id", "navn", "kroner"), 3) for row in certain if row[2]],
        },
        "omrader": [
            _named([*row[:5], row[6]], ("id", "navn", "plan", "forventet", "standardavvik", "p85"))
            for row in areas
        ],
        "bidrag": [
            _named(
                [*row[:2], _short(row[2]), *row[3:]], ("id", "navn", "andel", "plan", "lav", "hoy")
            )
            for row in drivers
            if row[1]
        ],
        "faktorer": [
            _named([row[1], *row[4:]], ("navn", "forventet", "standardavvik"))
            for row in factors
            if row[1]
        ],
    }


_TOTALS: Final = (
    "Plan", "Forventet (P50)", "Standardavvik", "P10", "P85", "P90", "Ved valgt sikkerhetsnivå",
)  # fmt: skip


def of_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """What the command line says, as far as the sheet shows it."""
    without = {**record, "omrader": [{**each} for each in record["omrader"]]}
    for area in without["omrader"]:
        assert area.pop("p50") == area["forventet"]
    assert without.pop("p50") == without["forventet"]
    without["uten_spenn"] = {key: without["uten_spenn"][key] for key in ("kroner", "storste")}
    for key in ("sikkerhetsniva", "samvariasjon", "funn"):
        del without[key]
    return without


def _named(row: Sequence[Value], keys: Sequence[str], count: int = 0) -> dict[str, Value]:
    cells = row[: count or len(row)]
    return {key: "" if value is None else value for key, value in zip(keys, cells, strict=True)}


def _short(share: Value) -> Value:
    return float(half_away(Decimal(share), 4)) if isinstance(share, float) else share


def _rows(cells: Cells, columns: Sequence[Heading]) -> list[list[Value]]:
    """The rows below these headings, as far down as anything stands there."""
    texts = [heading.text for heading in columns]
    found = [
        (row, column)
        for (row, column), value in cells.items()
        if value == texts[0] and [cells.get((row, column + n)) for n in range(len(texts))] == texts
    ]
    if not found:
        return []
    ((top, left),) = found
    rows: list[list[Value]] = []
    while True:
        row = [cells.get((top + 1 + len(rows), left + n)) for n in range(len(texts))]
        if all(value is None for value in row):
            return rows
        rows.append(row)


def written(path: Path) -> dict[str, tuple[Cells, Mapping[Place, str]]]:
    """The values of the sheets that compute themselves, and their formulas."""
    book, _ = read_book(path, path.name)
    found = {sheet.name: (sheet.values, sheet.formulas) for sheet in book.sheets}
    return {name: found[name] for name in COMPUTED}


def forget_results(book: Edited) -> None:
    """Leave nothing of what the sheets were computed to."""
    for name in COMPUTED:
        part = book.sheet_part(name)
        forgotten, count = re.subn(rb"(</f>)<v>[^<]*</v>", rb"\1", book.parts[part])
        assert count > 100
        book.parts[part] = forgotten


def is_same(was: Value, now: Value, within: float) -> bool:
    """Whether a cell came to what it is to: texts are alike, and nothing is an error."""
    if isinstance(was, float) and isinstance(now, float):
        return abs(was - now) <= within * abs(was)
    return not isinstance(was, CellError) and (was or "") == (now or "")
