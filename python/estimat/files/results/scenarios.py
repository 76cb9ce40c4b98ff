"""The scenarios as a workbook of its own, with the stamp of what it was made of."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from ...core import layout, report
from ...core.scenarios.beside import Scenarios
from ...core.scenarios.report import Levels
from ..writing.saving import save
from ..writing.seal import sealed
from ..writing.styles import Styles, close, new_workbook
from ..writing.tables import Writer
from ..writing.takenout import taken_out
from .proof import mark_result, prove_result
from .scenariosheet import print_all, write_beside
from .sheets import write_findings


def save_scenarios(target: Path, found: Scenarios, levels: Mapping[str, Levels]) -> None:
    """Write the sheets and read them back before they take the place of old ones."""
    content = io.BytesIO()
    book = new_workbook(content)
    styles, folder = Styles(book), str(target.parent)
    writer = Writer(book, layout.BESIDE_PLAN, styles, "", folder)
    plan = write_beside(writer, found, levels)
    writer.table(report.stamp(found.plan), 1)
    print_all(writer, found)
    mark_result(book, layout.BESIDE_PLAN, *plan)
    write_findings(Writer(book, layout.CHECKED, styles, "", folder), found.findings)
    close(book)
    save(
        target,
        lambda temporary: temporary.write_bytes(sealed(content.getvalue())),
        lambda temporary: prove_result(temporary, target, found.plan.total.kroner),
    )


def save_beside(
    target: Path, found: Scenarios, levels: Mapping[str, Levels], here: str
) -> dict[tuple[int, int], str]:
    """Write the sheet alone, to be carried into the open workbook `here`; gives its formulas."""
    book = new_workbook(target)
    writer = Writer(book, layout.BESIDE_PLAN, Styles(book), here, "")
    write_beside(writer, found, levels)
    formulas = taken_out(writer.sheet)
    close(book)
    return formulas
