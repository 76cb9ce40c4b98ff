"""What a workbook shows that is older than its rows: no copy of it is made."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from ...core import layout, norwegian
from ...core.accepting import is_accepted
from ...core.book import Book, address
from ...core.checks.scenarios import OLD_SHEET
from ...core.checks.structure import MISSING_ASSUMPTION, MISSING_COLUMN
from ...core.consolidation import NO_STAMP, STALE, consolidate
from ...core.errors import UnpublishableError
from ...core.findings import Finding, Severity
from ...core.interpret import interpret
from ...core.part import Part
from ...core.report import FINDING_COLUMNS
from ...core.tablerows import table_rows
from ...core.tables import value_of
from ...core.uncertainty.calculation import STOPS, calculate
from ...core.uncertainty.headings import FIGURE_COLUMNS
from ...core.uncertainty.report import key_figures
from ...core.uncertainty.spans import spans

_HALF_AN_ORE: Final = Decimal("0.005")
_ERRORS: Final = re.compile(r"(\d+) feil")
_NO_TOTAL: Final = {rule.code for rule in (STALE, MISSING_COLUMN, MISSING_ASSUMPTION, OLD_SHEET)}


def refuse_old_total(findings: Iterable[Finding]) -> None:
    """A total that is not what the sheets give, or cannot be held against them, goes nowhere."""
    for each in findings:
        if each.code in _NO_TOTAL:
            raise UnpublishableError(f"{each.place}: {each.message} {each.remedy}")


def refuse_old_check(book: Book, part: Part) -> None:
    """A sheet Kontroll that says another number of errors than there are goes nowhere either.

    Nor does one on which other warnings are accepted than are so now.
    """
    headers = [heading.text for heading in FINDING_COLUMNS]
    found = {
        (each.code, layout.spelled(each.message))
        for each in part.findings
        if is_accepted(each.message)
    }
    for sheet in book.sheets:
        if sheet.values.get((1, 1)) == layout.CHECKED:
            shown = _ERRORS.match(str(sheet.values.get((2, 1), "")))
            errors = str(sum(each.severity is Severity.ERROR for each in part.findings))
            if shown and shown[1] != errors:
                raise UnpublishableError(
                    f"Arket {sheet.name} sier {shown[1]} feil, og arkene har {errors}. Trykk "
                    "Kontroller, lagre, og publiser på nytt."
                )
            rows = (row.values for row in table_rows(sheet, headers))
            said = ((str(code), str(message)) for _, code, _, _, _, message, _ in rows)
            if found != {
                (c, layout.spelled(message)) for c, message in said if is_accepted(message)
            }:
                raise UnpublishableError(
                    f"Arket {sheet.name} viser andre godtatte advarsler enn dem som er det nå. "
                    "Trykk Kontroller, lagre, og publiser på nytt."
                )


def refuse_old_uncertainty(book: Book, part: Part) -> None:
    """Nor does a sheet Usikkerhet that says anything but what the rows and factors give."""
    sheets = [each for each in book.sheets if each.values.get((1, 1)) == layout.UNCERTAINTY]
    if not sheets or not part.areas:
        return
    # The places of the rows are held against those of the part, which say where the file is.
    estimate = interpret(dataclasses.replace(book, file=part.file))
    found = calculate(consolidate([part], NO_STAMP), spans(estimate), estimate.factors)
    stops = [each for each in found.findings if each.code in STOPS]
    if stops:
        raise UnpublishableError(f"{stops[0].place}: {stops[0].message} {stops[0].remedy}")
    right = {str(label): kroner for label, kroner, *_ in key_figures(found).rows}
    for sheet in sheets:
        for row in table_rows(sheet, [heading.text for heading in FIGURE_COLUMNS]):
            label, kroner = str(row.values[0]), row.values[1]
            gives = value_of(right.get(label))
            if isinstance(gives, Decimal) and (
                not isinstance(kroner, Decimal) or abs(kroner - gives) > _HALF_AN_ORE
            ):
                shown = norwegian.number(kroner) if isinstance(kroner, Decimal) else kroner
                cell = address(row.row, row.left + 1)
                raise UnpublishableError(
                    f"{sheet.name}!{cell}: {label} er {shown}, men arkene gir "
                    f"{norwegian.number(gives)}. Trykk Usikkerhet, lagre, og publiser på nytt."
                )
