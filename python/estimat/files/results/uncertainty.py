"""The uncertainty as a workbook of its own, with the stamp of what it was made of."""

from __future__ import annotations

import io
from pathlib import Path

from ...core import layout, report
from ...core.consolidation import Consolidation
from ...core.estimate import Estimate
from ...core.uncertainty.calculation import Uncertainty
from ...core.uncertainty.headings import AREA_COLUMNS
from ...core.uncertainty.report import assumptions
from ..writing.saving import save
from ..writing.seal import sealed
from ..writing.styles import Styles, close, new_workbook
from ..writing.tables import Writer
from ..writing.takenout import taken_out
from .proof import mark_result, prove_result
from .sheets import write_findings
from .uncertaintysheet import write_live, write_uncertainty


def save_uncertainty(target: Path, found: Uncertainty, consolidation: Consolidation) -> None:
    """Write the sheets and read them back before they take the place of old ones."""
    content = io.BytesIO()
    book = new_workbook(content)
    styles, folder = Styles(book), str(target.parent)
    writer = Writer(book, layout.UNCERTAINTY, styles, "", folder)
    chosen = write_uncertainty(writer, found)
    stamp = report.stamp(consolidation)
    writer.table(stamp._replace(rows=[*assumptions(found), *stamp.rows]))
    writer.sheet.print_area(0, 0, writer.row - 1, len(AREA_COLUMNS) - 1)
    mark_result(book, layout.UNCERTAINTY, *chosen)
    write_findings(Writer(book, layout.CHECKED, styles, "", folder), found.findings)
    close(book)
    save(
        target,
        lambda temporary: temporary.write_bytes(sealed(content.getvalue())),
        lambda temporary: prove_result(temporary, target, found.chosen),
    )


def save_live(
    target: Path, found: Uncertainty, estimate: Estimate, here: str
) -> dict[str, dict[tuple[int, int], str]]:
    """Write the sheets that compute themselves, to be carried into the open workbook `here`.

    Gives their formulas, by the names of the sheets.
    """
    book = new_workbook(target)
    sheets = write_live(book, Styles(book), found, estimate, here)
    formulas = {name: taken_out(sheet) for name, sheet in sheets.items()}
    close(book)
    return formulas
